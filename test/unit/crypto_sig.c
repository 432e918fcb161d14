/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "crypto_help.h"
#include "crypto/crypto_priv.h"

/* GM/T 0003.5 annex A sample, recomputed by an independent program. */
#define R "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
#define S "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
#define E "F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640"
#define N "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123"
#define N1 "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122"
#define Z32 "0000000000000000000000000000000000000000000000000000000000000000"
#define SMALL "0000000000000000000000000000000000000000000000000000000000000001"
static const char msg[] = "message digest";

static struct eci_cert *
sample_cert(ecert_ctx *ctx)
{
	struct eci_buf b = vector("cert.der");
	struct eci_cert *c = NULL;

	CHECK_OK(ctx, eci_cert_load(ctx, "cert.der", b.ptr, b.len, &c));
	eci_buf_free(&b);
	return c;
}

static void
test_forms(ecert_ctx *ctx, const struct eci_cert *c)
{
	uint8_t raw[64], der[80], e[32], want[32], zm[32 + sizeof(msg)];
	enum eci_sig_form form;
	struct eci_bytes m = bytes(msg, strlen(msg));
	size_t n;
	bool good;

	unhex(R S, raw);
	unit_case("e of the sample");
	unhex(E, want);
	CHECK_OK(ctx, eci_sm2_digest(ctx, c, m, e));
	CHECK_MEM(e, 32, want, 32);
	unit_case("e of the sample is the digest of z and the message");
	memcpy(zm, eci_sm2_z_of(c), 32);
	memcpy(zm + 32, msg, strlen(msg));
	CHECK_OK(ctx, eci_sm3(ctx, zm, 32 + strlen(msg), e));
	CHECK_MEM(e, 32, want, 32);
	unit_case("sample verifies as der");
	CHECK(eci_sm2_sig_encode(raw, der, sizeof(der), &n));
	CHECK_INT(n, 72);
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, m, bytes(der, n), &form, &good));
	CHECK(good && form == ECI_SIG_DER);
	unit_case("sample verifies as raw");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, m, bytes(raw, 64), &form, &good));
	CHECK(good && form == ECI_SIG_RAW);
	unit_case("form may be null");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, m, bytes(raw, 64), NULL, &good));
	CHECK(good);
	unit_case("another message is not good");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, bytes("x", 1), bytes(der, n), &form,
	    &good));
	CHECK(!good);
	unit_case("63 and 65 raw octets are not good");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, m, bytes(raw, 63), &form, &good));
	CHECK(!good);
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, m, bytes(der, 65), &form, &good));
	CHECK(!good);
	unit_case("other algorithms are not good");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_RSA_SHA256, m, bytes(der, n), &form, &good));
	CHECK(!good);
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_UNKNOWN, m, bytes(der, n), &form, &good));
	CHECK(!good);
}

/* Every value here but the first is refused before OpenSSL sees it. */
static const struct {
	const char *name, *hex;
	bool        ok;
} ders[] = {
	{ "sample", "3046022100" R "022100" S, true },
	{ "r = 1", "3026020101022100" S, true },
	{ "r = n - 1", "3046022100" N1 "022100" S, true },
	{ "r = 0", "3026020100022100" S, false },
	{ "s = 0", "3026022100" R "020100", false },
	{ "r = s = 0", "3006020100020100", false },
	{ "r = n", "3046022100" N "022100" S, false },
	{ "s = n", "3046022100" R "022100" N, false },
	{ "r + n", "3047022201F5A03B0548D2C4630EEAC513E1BB81A0CB48B9A3499BBC6C9768 72B628BC61D6"
	    "022100" S, false },
	{ "r negative", "30450220" R "022100" S, false },
	{ "needless zero", "304702220000" R "022100" S, false },
	{ "needless zero before a small one", "302702020001022100" S, false },
	{ "trailing octet", "3046022100" R "022100" S "00", false },
	{ "trailing octet inside", "3047022100" R "022100" S "00", false },
	{ "three integers", "3049022100" R "022100" S "020101", false },
	{ "one integer", "3023022100" R, false },
	{ "long form length", "308146022100" R "022100" S, false },
	{ "set", "3146022100" R "022100" S, false },
	{ "octet string for r", "3046042100" R "022100" S, false },
	{ "empty r", "30250200022100" S, false },
	{ "r of 33 octets that does not begin with zero", "3046022101" R "022100" S, false },
	{ "r of 40 octets", "303e0228" "0101010101010101" R "0212" "010101010101010101010101010101010101",
	    false },
	{ "a length that is one less", "3025020101022100" S, false },
	{ "a length that is one more", "3027020101022100" S, false },
	{ "trailing octet inside a short one", "3027020101022100" S "00", false },
	{ "length past the end", "3046022100" R "022200" S, false },
	{ "empty sequence", "3000", false },
	{ "nothing", "", false },
	{ "cut", "3046022100" R "022100", false },
};

static void
test_strict(ecert_ctx *ctx, const struct eci_cert *c)
{
	uint8_t der[200], raw[64], back[80];
	enum eci_sig_form form;
	size_t i, n, m;
	bool good;

	for (i = 0; i < ECI_COUNT(ders); i++) {
		unit_case("der value: %s", ders[i].name);
		n = unhex(ders[i].hex, der);
		CHECK_INT(eci_sm2_sig_decode(bytes(der, n), raw), ders[i].ok);
		if (ders[i].ok) {
			CHECK(eci_sm2_sig_encode(raw, back, sizeof(back), &m));
			CHECK_MEM(back, m, der, n);
			continue;
		}
		CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, bytes(msg, strlen(msg)),
		    bytes(der, n), &form, &good));
		CHECK(!good);
	}
}

static void
test_raw(ecert_ctx *ctx, const struct eci_cert *c)
{
	static const struct { const char *name, *hex; } raws[] = {
		{ "r = 0", Z32 S }, { "s = 0", R Z32 }, { "r = n", N S }, { "s = n", R N },
		{ "r = s = 1", SMALL SMALL }, { "all ones", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
		    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
		    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF" },
	};
	enum eci_sig_form form;
	uint8_t raw[64], der[80];
	size_t i, n;
	bool good;

	for (i = 0; i < ECI_COUNT(raws); i++) {
		unit_case("raw value: %s", raws[i].name);
		unhex(raws[i].hex, raw);
		CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_SM2_SM3, bytes(msg, strlen(msg)),
		    bytes(raw, 64), &form, &good));
		CHECK(!good);
		CHECK_INT(eci_sm2_sig_encode(raw, der, sizeof(der), &n), i == 4);
	}
	unit_case("encoding into too small a room");
	unhex(R S, raw);
	CHECK(!eci_sm2_sig_encode(raw, der, 71, &n));
}

/* OpenSSL signs, with and without the ID. */
static void
test_openssl(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("openssl"), NULL);
	struct eci_buf pem = { 0 };
	uint8_t sig[80], e[32];
	size_t n;
	bool good;
	int round;

	for (round = 0; round < 3; round++) {
		static const char *const ids[] = { ECI_SM2_ID, "ALICE123@YAHOO.COM", NULL };
		EVP_PKEY_CTX *pctx = NULL;
		EVP_MD_CTX *m = EVP_MD_CTX_new();
		EVP_PKEY *pkey;
		BIO *bio;

		unit_case("openssl's signature with %s", ids[round] ? ids[round] : "no id");
		pem.len = 0;
		CHECK_OK(ctx, eci_key_write(ctx, p.key, NULL, &pem));
		bio = BIO_new_mem_buf(pem.ptr, (int)pem.len);
		pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
		BIO_free(bio);
		CHECK(pkey != NULL);
		CHECK(EVP_DigestSignInit(m, &pctx, EVP_sm3(), NULL, pkey) == 1);
		if (ids[round] != NULL)
			CHECK(EVP_PKEY_CTX_set1_id(pctx, ids[round], (int)strlen(ids[round])) == 1);
		n = sizeof(sig);
		CHECK(EVP_DigestSign(m, sig, &n, (const uint8_t *)"hello", 5) == 1);
		CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, bytes("hello", 5),
		    bytes(sig, n), NULL, &good));
		CHECK_INT(good, round == 0);
		/* And the other way round. */
		CHECK_OK(ctx, eci_sm2_digest(ctx, p.cert, bytes("hello", 5), e));
		CHECK_OK(ctx, eci_key_sign_digest(ctx, p.key, e, sig, &n));
		EVP_MD_CTX_free(m);
		m = EVP_MD_CTX_new();
		CHECK(EVP_DigestVerifyInit(m, &pctx, EVP_sm3(), NULL, pkey) == 1);
		if (ids[round] != NULL)
			CHECK(EVP_PKEY_CTX_set1_id(pctx, ids[round], (int)strlen(ids[round])) == 1);
		CHECK_INT(EVP_DigestVerify(m, sig, n, (const uint8_t *)"hello", 5) == 1,
		    round == 0);
		EVP_MD_CTX_free(m);
		EVP_PKEY_free(pkey);
	}
	eci_buf_wipe(&pem);
	party_free(&p);
}

/*
 * Values that only the holder of d can make, for which OpenSSL stops before the
 * comparison: with t = r + s either t = 0, or s * G + t * P is infinity.
 */
static void
test_made(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("made"), NULL);
	BIGNUM *n = NULL, *d = NULL, *r = BN_new(), *s = BN_new();
	BN_CTX *bn = BN_CTX_new();
	uint8_t raw[64];
	bool good;

	CHECK(BN_hex2bn(&n, N) != 0 && BN_set_word(s, 5) == 1);
	CHECK(EVP_PKEY_get_bn_param(p.key->pkey, OSSL_PKEY_PARAM_PRIV_KEY, &d) == 1);
	unit_case("a value made for infinity is not good");
	CHECK(BN_mod_inverse(r, d, n, bn) != NULL && BN_mod_mul(r, r, s, n, bn) == 1 &&
	    BN_sub(r, n, r) == 1 && BN_mod_sub(r, r, s, n, bn) == 1);
	CHECK(BN_bn2binpad(r, raw, 32) == 32 && BN_bn2binpad(s, raw + 32, 32) == 32);
	good = true;
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, bytes("x", 1), bytes(raw, 64),
	    NULL, &good));
	CHECK(!good);
	unit_case("r + s = n is not good");
	CHECK(BN_sub(r, n, s) == 1 && BN_bn2binpad(r, raw, 32) == 32);
	good = true;
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, bytes("x", 1), bytes(raw, 64),
	    NULL, &good));
	CHECK(!good);
	BN_free(n);
	BN_free(d);
	BN_free(r);
	BN_free(s);
	BN_CTX_free(bn);
	party_free(&p);
}

/* A digest in the place of a message is one of 32 octets, under a key of SM2. */
static void
test_digest(ecert_ctx *ctx, const struct eci_cert *c)
{
	static const char *const others[] = { "rsa-cert.pem", "p256-cert.pem" };
	uint8_t raw[64], e[33] = { 0 };
	bool good;
	size_t i;

	unhex(R S, raw);
	unhex(E, e);
	unit_case("a digest");
	CHECK_OK(ctx, eci_sig_verify_as(ctx, c, NULL, bytes(e, 32), bytes(raw, 64), &good));
	CHECK(good);
	unit_case("a message, under an ID that is given");
	CHECK_OK(ctx, eci_sig_verify_as(ctx, c, ECI_SM2_ID, bytes(msg, strlen(msg)), bytes(raw, 64),
	    &good));
	CHECK(good);
	CHECK_OK(ctx, eci_sig_verify_as(ctx, c, "", bytes(msg, strlen(msg)), bytes(raw, 64), &good));
	CHECK(!good);
	unit_case("a digest and a byte");
	CHECK_OK(ctx, eci_sig_verify_as(ctx, c, NULL, bytes(e, 33), bytes(raw, 64), &good));
	CHECK(!good);
	for (i = 0; i < ECI_COUNT(others); i++) {
		struct eci_buf pem = vector(others[i]);
		struct eci_certs l = { 0 };

		unit_case("a digest under the key of %s", others[i]);
		CHECK_OK(ctx, eci_certs_load(ctx, others[i], pem.ptr, pem.len, &l));
		CHECK_OK(ctx, eci_sig_verify_as(ctx, l.v[0], NULL, bytes(e, 32), bytes(raw, 64),
		    &good));
		CHECK(!good);
		CHECK_OK(ctx, eci_sig_verify(ctx, l.v[0], ECI_SIG_SM2_SM3, bytes(msg, strlen(msg)),
		    bytes(raw, 64), NULL, &good));
		CHECK(!good);
		unit_case("no digest is made for the key of %s", others[i]);
		CHECK_REASON(ctx, eci_sm2_digest(ctx, l.v[0], bytes(msg, strlen(msg)), e),
		    ECERT_R_KEY_BAD);
		CHECK(eci_sm2_z_of(l.v[0]) == NULL);
		unhex(E, e);
		eci_certs_free(&l);
		eci_buf_free(&pem);
	}
}

/* A point that is not on the curve is no key: nothing is verified, or digested, with it. */
static void
test_off_curve(ecert_ctx *ctx, const struct eci_cert *c)
{
	struct eci_buf b = { 0 };
	struct eci_cert *off = NULL;
	uint8_t raw[64], e[32];
	bool good;
	size_t i;

	CHECK_OK(ctx, eci_buf_add(ctx, &b, c->der.ptr, c->der.len));
	for (i = 0; i + 64 < b.len; i++)
		if (memcmp(b.ptr + i, c->pub.point + 1, 64) == 0)
			b.ptr[i + 63] ^= 1;
	CHECK_OK(ctx, eci_cert_load(ctx, "off", b.ptr, b.len, &off));
	unhex(R S, raw);
	unhex(E, e);
	unit_case("a key that is not on the curve");
	CHECK(eci_cert_is_sm2(off) && !eci_cert_key_ok(off));
	CHECK_OK(ctx, eci_sig_verify(ctx, off, ECI_SIG_SM2_SM3, bytes(msg, strlen(msg)),
	    bytes(raw, 64), NULL, &good));
	CHECK(!good);
	CHECK_OK(ctx, eci_sig_verify_as(ctx, off, NULL, bytes(e, 32), bytes(raw, 64), &good));
	CHECK(!good);
	CHECK_REASON(ctx, eci_sm2_digest(ctx, off, bytes(msg, strlen(msg)), e), ECERT_R_KEY_BAD);
	CHECK(eci_sm2_z_of(off) == NULL);
	CHECK(eci_sm2_z_of(off) == NULL);
	unit_case("Z of a key that is");
	CHECK(eci_sm2_z_of(c) == c->pub.z);
	eci_cert_free(off);
	eci_buf_free(&b);
}

/* The self-signed certificate verifies; each flaw does not, and is no error. */
static void
test_rsa(ecert_ctx *ctx)
{
	struct eci_buf b = vector("rsa-cert.pem"), sig = { 0 };
	struct eci_certs l = { 0 };
	struct eci_cert *c;
	bool good;
	int i;

	CHECK_OK(ctx, eci_certs_load(ctx, "rsa", b.ptr, b.len, &l));
	c = l.v[0];
	CHECK_OK(ctx, eci_buf_add(ctx, &sig, c->sig.ptr, c->sig.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &sig, "", 1));
	for (i = 0; i < 7; i++) {
		static const char *const names[] = { "its own", "a bit changed", "one octet less",
		    "one octet more", "nothing", "all ones", "all zero" };
		size_t n = i == 2 ? c->sig.len - 1 : i == 3 ? c->sig.len + 1 : i == 4 ? 0 : c->sig.len;

		unit_case("rsa value: %s", names[i]);
		memcpy(sig.ptr, c->sig.ptr, c->sig.len);
		if (i == 1)
			sig.ptr[9] ^= 1;
		if (i >= 5)
			memset(sig.ptr, i == 5 ? 0xff : 0, n);
		CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_RSA_SHA256, c->tbs, bytes(sig.ptr, n),
		    NULL, &good));
		CHECK_INT(good, i == 0);
	}
	unit_case("rsa: its own by another algorithm");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_UNKNOWN, c->tbs, c->sig, NULL, &good));
	CHECK(!good);
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_RSA_SHA1, c->tbs, c->sig, NULL, &good));
	CHECK(!good);
	unit_case("rsa: another message");
	CHECK_OK(ctx, eci_sig_verify(ctx, c, ECI_SIG_RSA_SHA256, bytes("x", 1), c->sig, NULL, &good));
	CHECK(!good);
	eci_buf_free(&sig);
	eci_buf_free(&b);
	eci_certs_free(&l);
}

/* Written are two; each reads back as itself. */
static void
test_written(ecert_ctx *ctx)
{
	static const struct { enum eci_sig_alg alg; const char *oid; } rows[] = {
		{ ECI_SIG_SM2_SM3, "1.2.156.10197.1.501" },
		{ ECI_SIG_RSA_SHA256, "1.2.840.113549.1.1.11" },
	};
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("algorithm %s, written", rows[i].oid);
		b.len = 0;
		CHECK_STR(eci_sig_alg_oid(rows[i].alg), rows[i].oid);
		CHECK_OK(ctx, eci_der_put_oid(ctx, &b, rows[i].oid));
		CHECK_INT(eci_sig_alg_of(bytes(b.ptr + 2, b.len - 2)), rows[i].alg);
	}
	unit_case("algorithms that are not written");
	CHECK(eci_sig_alg_oid(ECI_SIG_RSA_SHA1) == NULL && eci_sig_alg_oid(ECI_SIG_UNKNOWN) == NULL);
	eci_buf_free(&b);
}

static void
test_oids(void)
{
	static const struct { const char *hex; enum eci_sig_alg alg; } oids[] = {
		{ "2a811ccf55018375", ECI_SIG_SM2_SM3 }, { "2a811ccf558375", ECI_SIG_SM2_SM3 },
		{ "2a864886f70d01010b", ECI_SIG_RSA_SHA256 },
		{ "2a864886f70d010105", ECI_SIG_RSA_SHA1 }, { "2a864886f70d010104", ECI_SIG_UNKNOWN },
		{ "2a811ccf550183", ECI_SIG_UNKNOWN }, { "2a811ccf5501837500", ECI_SIG_UNKNOWN },
		{ "", ECI_SIG_UNKNOWN },
	};
	uint8_t oid[20];
	size_t i;

	for (i = 0; i < ECI_COUNT(oids); i++) {
		unit_case("algorithm %s", oids[i].hex);
		CHECK_INT(eci_sig_alg_of(bytes(oid, unhex(oids[i].hex, oid))), oids[i].alg);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_cert *c = sample_cert(ctx);

	test_forms(ctx, c);
	test_strict(ctx, c);
	test_raw(ctx, c);
	test_openssl(ctx);
	test_made(ctx);
	test_digest(ctx, c);
	test_off_curve(ctx, c);
	test_rsa(ctx);
	test_oids();
	test_written(ctx);
	eci_cert_free(c);
	return unit_end();
}
