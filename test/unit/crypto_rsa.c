/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_rsa.c - RSA private keys: read, refused, used; certificates of them. */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"

static const struct key_file files[] = {
	{ "rsa.pem", NULL, ECERT_OK, false, false, NULL },
	{ "rsa.der", NULL, ECERT_OK, false, false, NULL },
	{ "rsa-pkcs1.pem", NULL, ECERT_OK, false, false, NULL },
	{ "rsa-pkcs1.der", NULL, ECERT_OK, false, false, NULL },
	{ "rsa-aes.pem", "correct", ECERT_OK, true, false, NULL },
	{ "rsa-aes.pem", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "rsa-aes.pem", NULL, ECERT_E_KEY, false, false, "no passphrase was given" },
	{ "rsa-legacy.pem", "correct", ECERT_OK, true, false, NULL },
	{ "rsa-legacy.pem", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "bad-rsa1024.pem", NULL, ECERT_E_KEY, false, false, "an RSA key of 1024 bits" },
	{ "bad-rsa-primes.pem", NULL, ECERT_E_KEY, false, false, "version: 1, above 0" },
	{ "bad-rsa-pss.pem", NULL, ECERT_E_KEY, false, false, "it is of another algorithm" },
};

/* RSAPrivateKey with the field at index given other contents. */
static ecert_err
load_changed(ecert_ctx *ctx, size_t index, const uint8_t *p, size_t n, struct eci_key **key)
{
	struct eci_buf b = vector("rsa-pkcs1.der"), body = { 0 }, out = { 0 };
	struct eci_der d = eci_der(ctx, "t", ECERT_R_KEY_BAD, b.ptr, b.len), in;
	struct eci_der_val v;
	ecert_err e;
	size_t i;

	CHECK_OK(ctx, eci_der_enter(&d, ECI_DER_SEQUENCE, "t", &in, NULL));
	for (i = 0; !eci_der_end(&in); i++) {
		CHECK_OK(ctx, eci_der_any(&in, "t", &v));
		CHECK_OK(ctx, i == index ? eci_der_put(ctx, &body, ECI_DER_INTEGER, p, n) :
		    eci_buf_add(ctx, &body, v.whole.ptr, v.whole.len));
	}
	CHECK_OK(ctx, eci_der_put_buf(ctx, &out, ECI_DER_SEQUENCE, &body));
	e = eci_key_load(ctx, "changed", out.ptr, out.len, NULL, NULL, key, NULL);
	eci_buf_free(&b);
	eci_buf_free(&body);
	eci_buf_free(&out);
	return e;
}

static void
test_numbers(ecert_ctx *ctx)
{
	static const struct { const char *name; size_t at, n; const char *p, *says; } rows[] = {
		{ "version 1", 0, 1, "\x01", "version" },
		{ "version 2", 0, 1, "\x02", "version" },
		{ "modulus of one octet", 1, 1, "\x23", "do not belong together" },
		{ "modulus zero", 1, 1, "\x00", "do not belong together" },
		{ "modulus negative", 1, 1, "\x80", "negative" },
		{ "modulus padded", 1, 2, "\x00\x23", "shortest form" },
		{ "modulus empty", 1, 0, "", "" },
		{ "exponent negative", 2, 1, "\xff", "negative" },
		{ "first prime another", 4, 1, "\x07", "do not belong together" },
		{ "second prime zero", 5, 1, "\x00", "do not belong together" },
	};
	struct eci_key *key;
	uint8_t big[2100] = { 0x7f };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("rsa key: %s", rows[i].name);
		CHECK_ERR(ctx, load_changed(ctx, rows[i].at, (const uint8_t *)rows[i].p, rows[i].n,
		    &key), ECERT_E_KEY);
		CHECK(key == NULL && strstr(ecert_errmsg(ctx), rows[i].says) != NULL);
	}
	unit_case("rsa key: a modulus of 16800 bits");
	CHECK_ERR(ctx, load_changed(ctx, 1, big, sizeof(big), &key), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "2100 octets") != NULL);
}

static void
test_cuts(ecert_ctx *ctx)
{
	static const char *const names[] = { "rsa.der", "rsa-pkcs1.der" };
	struct eci_key *key;
	struct eci_buf b;
	size_t i, n, taken;

	for (i = 0; i < ECI_COUNT(names); i++) {
		unit_case("every cut of %s, and an octet more", names[i]);
		b = vector(names[i]);
		for (n = taken = 0; n < b.len; n++)
			taken += eci_key_load(ctx, "k", b.ptr, n, NULL, NULL, &key, NULL) == ECERT_OK;
		CHECK_INT(taken, 0);
		CHECK_OK(ctx, eci_buf_add(ctx, &b, "", 1));
		CHECK_ERR(ctx, eci_key_load(ctx, "k", b.ptr, b.len, NULL, NULL, &key, NULL),
		    ECERT_E_KEY);
		eci_buf_wipe(&b);
	}
}

static struct party
sample(ecert_ctx *ctx)
{
	struct eci_buf key = vector("rsa.pem"), cert = vector("rsa-cert.pem");
	struct eci_certs list = { 0 };
	struct party p = { 0 };

	CHECK_OK(ctx, eci_key_load(ctx, "rsa.pem", key.ptr, key.len, NULL, NULL, &p.key, NULL));
	CHECK_OK(ctx, eci_certs_load(ctx, "rsa-cert.pem", cert.ptr, cert.len, &list));
	p.cert = eci_cert_ref(list.v[0]);
	eci_certs_free(&list);
	eci_buf_free(&key);
	eci_buf_free(&cert);
	return p;
}

/* PKCS#1 v1.5 has no randomness: OpenSSL's own signature is the same. */
static void
test_sign(ecert_ctx *ctx)
{
	struct party p = sample(ctx), sm2 = issue(ctx, leaf("sm2"), NULL);
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	struct eci_bytes msg = bytes("message", 7);
	uint8_t digest[ECI_SHA256_LEN], want[512], value[80];
	struct eci_buf sig = { 0 };
	size_t n = sizeof(want);
	bool good;

	unit_case("kind and size of keys");
	CHECK_INT(eci_key_kind(p.key), ECI_KEY_RSA);
	CHECK_INT(eci_key_rsa_bits(p.key), 2048);
	CHECK_INT(eci_key_kind(sm2.key), ECI_KEY_SM2);
	CHECK_INT(eci_key_rsa_bits(sm2.key), 0);
	CHECK(eci_key_matches(p.key, p.cert));
	CHECK(!eci_key_matches(p.key, sm2.cert) && !eci_key_matches(sm2.key, p.cert));
	unit_case("an rsa value is openssl's");
	CHECK_OK(ctx, eci_sha256(ctx, msg.ptr, msg.len, digest));
	CHECK_OK(ctx, eci_key_sign_rsa(ctx, p.key, digest, &sig));
	CHECK(EVP_DigestSignInit(m, NULL, EVP_sha256(), NULL, p.key->pkey) == 1 &&
	    EVP_DigestSign(m, want, &n, msg.ptr, msg.len) == 1);
	CHECK_MEM(sig.ptr, sig.len, want, n);
	EVP_MD_CTX_free(m);
	unit_case("an rsa value verifies, and not over another message or as sm2");
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_RSA_SHA256, msg, bytes(sig.ptr, sig.len),
	    NULL, &good));
	CHECK(good);
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_RSA_SHA256, bytes("massage", 7),
	    bytes(sig.ptr, sig.len), NULL, &good));
	CHECK(!good);
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, msg, bytes(sig.ptr, sig.len),
	    NULL, &good));
	CHECK(!good);
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_RSA_SHA1, msg, bytes(sig.ptr, sig.len),
	    NULL, &good));
	CHECK(!good);
	unit_case("a value of the other kind");
	CHECK_ERR(ctx, eci_key_sign_rsa(ctx, sm2.key, digest, &sig), ECERT_E_INTERNAL);
	CHECK_ERR(ctx, eci_key_sign_digest(ctx, p.key, digest, value, &n), ECERT_E_INTERNAL);
	eci_buf_free(&sig);
	party_free(&p);
	party_free(&sm2);
}

/* Written and read again: the same key. */
static void
test_write(ecert_ctx *ctx)
{
	struct asked pass = { "secret", 0 };
	struct party p = sample(ctx);
	struct eci_buf b = { 0 };
	struct eci_key *again;
	struct eci_pub_info info;

	unit_case("an rsa key written plain and encrypted");
	CHECK_OK(ctx, eci_key_write(ctx, p.key, NULL, &b));
	CHECK_OK(ctx, eci_key_load(ctx, "k", b.ptr, b.len, NULL, NULL, &again, NULL));
	CHECK(eci_key_matches(again, p.cert) && !eci_key_was_encrypted(again));
	eci_key_free(again);
	b.len = 0;
	CHECK_OK(ctx, eci_key_write(ctx, p.key, pass.pass, &b));
	CHECK_OK(ctx, eci_key_load(ctx, "k", b.ptr, b.len, give, &pass, &again, NULL));
	CHECK(eci_key_matches(again, p.cert) && eci_key_was_encrypted(again));
	eci_key_free(again);
	unit_case("an rsa public key written, and its id");
	b.len = 0;
	CHECK_OK(ctx, eci_key_write_pub(ctx, p.key, &b));
	CHECK_OK(ctx, eci_pub_describe(ctx, "p", b.ptr, b.len, &info));
	CHECK(!info.sm2 && info.ok && info.rsa_bits == 2048);
	CHECK_MEM(info.id, sizeof(info.id), eci_cert_key_id(p.cert), ECI_SM3_LEN);
	eci_buf_wipe(&b);
	party_free(&p);
}

/* With another public exponent: what of it is a key. */
static void
test_exponents(ecert_ctx *ctx)
{
	static const struct { const char *name, *e; size_t n; bool ok; } rows[] = {
		{ "3", "\x03", 1, true }, { "65537", "\1\0\1", 3, true }, { "1", "\1", 1, false },
		{ "0", "\0", 1, false }, { "2", "\2", 1, false }, { "65536", "\1\0\0", 3, false },
		{ "256 + 1", "\1\1", 2, true },
	};
	static const uint8_t alg[] = { 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
	    0x01, 0x01, 0x01, 0x05, 0x00 };
	struct eci_buf pair = { 0 }, seq = { 0 }, body = { 0 }, spki = { 0 };
	struct eci_pub_info info;
	uint8_t n[257] = { 0 };
	size_t i;

	memset(n + 1, 0xc5, 256);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("rsa public exponent %s", rows[i].name);
		pair.len = seq.len = body.len = spki.len = 0;
		CHECK_OK(ctx, eci_der_put(ctx, &pair, ECI_DER_INTEGER, n, sizeof(n)));
		CHECK_OK(ctx, eci_der_put(ctx, &pair, ECI_DER_INTEGER, rows[i].e, rows[i].n));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &seq, ECI_DER_SEQUENCE, &pair));
		CHECK_OK(ctx, eci_buf_add(ctx, &body, alg, sizeof(alg)));
		CHECK_OK(ctx, eci_der_put_bits(ctx, &body, seq.ptr, seq.len));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &spki, ECI_DER_SEQUENCE, &body));
		CHECK_OK(ctx, eci_pub_describe(ctx, "p", spki.ptr, spki.len, &info));
		CHECK_INT(info.ok, rows[i].ok);
	}
	eci_buf_free(&pair);
	eci_buf_free(&seq);
	eci_buf_free(&body);
	eci_buf_free(&spki);
}

/* GM/T 0031-2014 time: an authority of either kind over holders of either. */
static void
test_paths(ecert_ctx *ctx)
{
	static const struct { const char *name; bool root, leaf; } rows[] = {
		{ "rsa below rsa", true, true }, { "rsa below sm2", false, true },
		{ "sm2 below rsa", true, false },
	};
	struct eci_crls crls = { 0 };
	struct eci_revocation rev;
	struct eci_buf pem = { 0 };
	uint64_t serial = 1000;
	int64_t when = T0 + DAY;
	struct eci_path path;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct party root = rows[i].root ? issue_rsa(ctx, ca("root", -1), NULL) :
		    issue(ctx, ca("root", -1), NULL);
		struct party other = issue_rsa(ctx, ca("root", -1), NULL);
		struct party p = rows[i].leaf ? issue_rsa(ctx, leaf("p"), &root) :
		    issue(ctx, leaf("p"), &root);
		struct eci_certs anchors = list_of(ctx, &root, NULL), wrong = list_of(ctx, &other, NULL);
		struct eci_path_in in = { .anchors = &anchors, .at = T0 + DAY };

		unit_case("path: %s", rows[i].name);
		CHECK_OK(ctx, eci_path_build(ctx, p.cert, &in, &path));
		CHECK_INT(path.state, ECI_PATH_OK);
		eci_path_free(&path);
		in.anchors = &wrong;
		CHECK_OK(ctx, eci_path_build(ctx, p.cert, &in, &path));
		CHECK_INT(path.state, ECI_PATH_UNTRUSTED);
		eci_path_free(&path);

		unit_case("revocation list: %s", rows[i].name);
		CHECK_OK(ctx, eci_issue_crl(ctx, root.key, root.cert, T0 + DAY, T0 + 9 * DAY, 1,
		    &serial, &when, 1, &pem));
		CHECK_OK(ctx, eci_crls_load(ctx, "crl", pem.ptr, pem.len, &crls));
		CHECK_OK(ctx, eci_crl_check(ctx, &crls, p.cert, root.cert, T0 + 2 * DAY,
		    T0 + 3 * DAY, false, &rev));
		CHECK_INT(rev.state, ECI_REV_BEFORE);
		CHECK_OK(ctx, eci_crl_check(ctx, &crls, p.cert, other.cert, T0 + 2 * DAY,
		    T0 + 3 * DAY, false, &rev));
		CHECK_INT(rev.state, ECI_REV_UNKNOWN);
		eci_crls_free(&crls);
		eci_buf_free(&pem);
		eci_certs_free(&anchors);
		eci_certs_free(&wrong);
		party_free(&root);
		party_free(&other);
		party_free(&p);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	check_files_of(ctx, "rsa-cert.pem", files, ECI_COUNT(files));
	test_numbers(ctx);
	test_cuts(ctx);
	test_sign(ctx);
	test_write(ctx);
	test_exponents(ctx);
	test_paths(ctx);
	return unit_end();
}
