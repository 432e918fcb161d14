/* SPDX-License-Identifier: Apache-2.0 */
/* RSA in seals and signatures: GM/T 0031-2014 allows it, nothing later does. */
#include "../negative/forge_item.h"

#include "rsa_key.h"
#include "ses_edit.h"

#define OID_SM2 "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x75"
#define OID_RSA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
#define OID_RSA_SHA1 "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"
#define METHOD "1.2.840.113549.1.1.11"

static struct fwho rsa_signer, rsa_other, rsa_maker, rsa_root, rsa_below;

static struct fwho
issue(struct eci_issue what, const struct fwho *issuer)
{
	struct fwho who = { .key = rsa_key(forge.ctx, 2048) };

	what.serial = ++forge.serial;
	what.o = "Forge";
	what.from = T_FROM;
	what.until = T_UNTIL;
	CHECK_OK(forge.ctx, eci_issue_cert(forge.ctx, &what, who.key,
	    issuer != NULL ? issuer->key : who.key, issuer != NULL ? issuer->cert : NULL,
	    &who.cert));
	return who;
}

static struct fwho
rsa_leaf(const char *cn, const struct fwho *issuer)
{
	return issue((struct eci_issue){ .cn = cn, .pathlen = -1,
	    .usage = "digitalSignature,nonRepudiation" }, issuer);
}

/* ---- good ones ---- */

static void
rsa(struct forge *f)
{
	f->version = ECERT_SES_V1;
	f->method = METHOD;
	forge_sign_as(f, rsa_signer);
}

static void
rsa_both(struct forge *f)
{
	rsa(f);
	f->maker = rsa_maker;
}

static void
maker_only(struct forge *f)
{
	f->version = ECERT_SES_V1;
	f->maker = rsa_maker;
}

static void
rsa_all(struct forge *f)
{
	rsa_both(f);
	forge_sign_as(f, rsa_below);
}

/* ---- flaws ---- */

static void
sm3_hash(struct forge *f)
{
	rsa(f);
	f->sm3_with_rsa = true;
}

static void
hash_other(struct forge *f)
{
	static const uint8_t zero[32];

	rsa(f);
	f->data_hash = zero;
	f->data_hash_len = 32;
}

/* SHA-1's length. */
static void
hash_short(struct forge *f)
{
	hash_other(f);
	f->data_hash_len = 20;
}

/* An SM2 signature takes SM3 alone. */
static void
sha_with_sm2(struct forge *f)
{
	static uint8_t sha[32];
	const struct fent *xml = forge_find(f, SIG_XML);

	CHECK_OK(forge.ctx, eci_sha256(forge.ctx, xml->p, xml->n, sha));
	f->data_hash = sha;
	f->data_hash_len = 32;
}

static void
key_other(struct forge *f)
{
	rsa(f);
	f->signer.key = rsa_other.key;
}

static void
not_listed(struct forge *f)
{
	rsa(f);
	f->signer = rsa_other;
}

static void
method_sm2(struct forge *f)
{
	rsa(f);
	f->method = "1.2.156.10197.1.501";
}

static void
method_sha1(struct forge *f)
{
	rsa(f);
	f->method = "SHA1withRSA";
}

VALUE(alg_sm2, tbs, 6, OID_SM2)
VALUE(alg_sha1, tbs, 6, OID_RSA_SHA1)

static void
says_sm2(struct forge *f)
{
	f->sm3_with_rsa = true;
	method_sm2(f);
	alg_sm2(f);
}

static void
says_sha1(struct forge *f)
{
	f->sm3_with_rsa = true;
	method_sha1(f);
	alg_sha1(f);
}

static void
time_changed(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	size_t i;

	for (i = 0; i + 13 <= e->n; i++)
		if (memcmp(e->p + i, "231114221320Z", 13) == 0)
			e->p[i + 11] = '1';
}

static void
short_bytes(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	sig->len--;
}

static void
sig_short(struct forge *f)
{
	rsa(f);
	f->sig = short_bytes;
}

static void
long_bytes(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, sig, "", 1));
}

static void
sig_long(struct forge *f)
{
	rsa(f);
	f->sig = long_bytes;
}

static void
no_bytes(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	sig->len = 0;
}

static void
sig_none(struct forge *f)
{
	rsa(f);
	f->sig = no_bytes;
}

/* The value 1, whose every power is 1. */
static void
one_bytes(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	memset(sig->ptr, 0, sig->len);
	sig->ptr[sig->len - 1] = 1;
}

static void
sig_one(struct forge *f)
{
	rsa(f);
	f->sig = one_bytes;
}

static void
seal_changed(struct forge *f)
{
	size_t i;

	for (i = 0; i + 12 <= f->seal.len; i++)
		if (memcmp(f->seal.ptr + i, "Laboratory A", 12) == 0)
			f->seal.ptr[i + 11] = 'B';
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	forge_describe(f);
}

static void
maker_key_other(struct forge *f)
{
	rsa_both(f);
	f->maker.key = rsa_other.key;
}

/* In signInfo, which the maker signs too: V1 covers its own algorithm. */
static void
seal_alg(struct forge *f, struct eci_buf *seal, const char *oid, size_t n)
{
	struct eci_buf out = { 0 };

	(void)f;
	ses_edit(forge.ctx, forge_bytes(seal), "1.1",
	    (struct eci_bytes){ (const uint8_t *)oid, n }, &out);
	seal->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, seal, out.ptr, out.len));
	eci_buf_free(&out);
}

static void
seal_sha1_done(struct forge *f, struct eci_buf *seal)
{
	seal_alg(f, seal, OID_RSA_SHA1, 11);
}

static void
seal_sha1(struct forge *f)
{
	rsa_both(f);
	f->seal_done = seal_sha1_done;
}

static void
seal_sm2_done(struct forge *f, struct eci_buf *seal)
{
	seal_alg(f, seal, OID_SM2, 10);
}

static void
seal_sm2(struct forge *f)
{
	rsa_both(f);
	f->seal_done = seal_sm2_done;
}

/* A certificate of 1024 bits in the signer's place. */
static void
small_cert(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf pem = { 0 }, der = { 0 }, out = { 0 };
	struct eci_certs list = { 0 };

	CHECK_OK(forge.ctx, eci_read_file(forge.ctx, "test/vectors/sm2/bad-rsa1024-cert.pem",
	    1 << 16, &pem));
	CHECK_OK(forge.ctx, eci_certs_load(forge.ctx, "small", pem.ptr, pem.len, &list));
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &der, ECI_DER_OCTET_STRING,
	    eci_cert_der(list.v[0]).ptr, eci_cert_der(list.v[0]).len));
	ses_edit(forge.ctx, (struct eci_bytes){ e->p, e->n }, "0.5", forge_bytes(&der), &out);
	forge_set(f, SIG_VALUE, out.ptr, out.len);
	eci_certs_free(&list);
	eci_buf_free(&pem);
	eci_buf_free(&der);
	eci_buf_free(&out);
}

/* ---- V4 and V5: all that is RSA's is right, but has no place there ---- */

static void
replace(struct eci_buf *b, const char *path, uint8_t tag, struct eci_bytes body)
{
	struct eci_buf one = { 0 }, out = { 0 };

	if (tag == ECI_DER_BIT_STRING)
		CHECK_OK(forge.ctx, eci_der_put_bits(forge.ctx, &one, body.ptr, body.len));
	else
		CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &one, tag, body.ptr, body.len));
	ses_edit(forge.ctx, forge_bytes(b), path, forge_bytes(&one), &out);
	b->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, out.ptr, out.len));
	eci_buf_free(&one);
	eci_buf_free(&out);
}

/* The first element is what is signed, then certificate, algorithm, value. */
static void
sign_rsa(struct forge *f, struct eci_buf *b, const struct fwho *who)
{
	struct eci_der d = eci_der(forge.ctx, "t", ECERT_R_SES_MALFORMED, b->ptr, b->len), in;
	struct eci_buf sig = { 0 };
	struct eci_der_val v;

	CHECK_OK(forge.ctx, eci_der_enter(&d, ECI_DER_SEQUENCE, "t", &in, NULL));
	CHECK_OK(forge.ctx, eci_der_any(&in, "t", &v));
	forge_sign_msg(f, who, v.whole, &sig);
	replace(b, "1", ECI_DER_OCTET_STRING, eci_cert_der(who->cert));
	replace(b, "2", ECI_DER_OID, (struct eci_bytes){ (const uint8_t *)OID_RSA + 2, 9 });
	replace(b, "3", ECI_DER_BIT_STRING, forge_bytes(&sig));
	eci_buf_free(&sig);
}

static void
later_value(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf b = { 0 };

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p, e->n));
	sign_rsa(f, &b, &rsa_signer);
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
seal_rsa_done(struct forge *f, struct eci_buf *seal)
{
	sign_rsa(f, seal, &rsa_maker);
}

static void
v4_signer(struct forge *f)
{
	f->method = METHOD;
	f->listed = eci_cert_der(rsa_signer.cert);
}

static void
v5_signer(struct forge *f)
{
	v4_signer(f);
	f->version = ECERT_SES_V5;
}

static void
v4_maker(struct forge *f)
{
	f->seal_done = seal_rsa_done;
}

static void
v5_maker(struct forge *f)
{
	v4_maker(f);
	f->version = ECERT_SES_V5;
}

static const struct forge_case cases[] = {
	{ "RSA signer, SM2 maker", rsa, NULL, NULL, NULL, V, { 0 } },
	{ "RSA signer, RSA maker", rsa_both, NULL, NULL, NULL, V, { 0 } },
	{ "SM2 signer, RSA maker", maker_only, NULL, NULL, NULL, V, { 0 } },
	{ "RSA signer below an RSA authority", rsa_all, NULL, NULL, NULL, U,
	    { R(CERT_UNTRUSTED) } },
	{ "page changed", rsa_both, NULL, forge_page_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "signing time changed", rsa_both, NULL, time_changed, NULL, X, { R(SES_SIG_BAD) } },
	{ "another key than the certificate's", key_other, NULL, NULL, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "signer is not in the list", not_listed, NULL, NULL, NULL, X, { R(SEAL_CERTLIST) } },
	{ "value an octet short", sig_short, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "value an octet long", sig_long, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "value empty", sig_none, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "value 1", sig_one, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "dataHash of other bytes", hash_other, NULL, NULL, NULL, X, { R(SES_DATAHASH) } },
	{ "dataHash of 20 bytes", hash_short, NULL, NULL, NULL, X, { R(SES_DATAHASH) } },
	{ "dataHash is SM3", sm3_hash, NULL, NULL, NULL, V, { 0 } },
	{ "SM2, dataHash is SHA-256", NULL, sha_with_sm2, NULL, NULL, X, { R(SES_DATAHASH) } },
	{ "SignatureMethod says SM2", method_sm2, NULL, NULL, NULL, X, { R(ALG_MISMATCH) } },
	{ "SignatureMethod says SHA-1", method_sha1, NULL, NULL, NULL, X, { R(ALG_MISMATCH) } },
	{ "algorithm says SM2", says_sm2, NULL, NULL, NULL, X, { R(ALG_MISMATCH) } },
	{ "algorithm says SHA-1", says_sha1, NULL, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "a key of 1024 bits", rsa, NULL, small_cert, NULL, X, { R(KEY_BAD) } },
	{ "seal changed", rsa_both, seal_changed, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "seal by another key than the maker's", maker_key_other, NULL, NULL, NULL, X,
	    { R(SEAL_SIG_BAD) } },
	{ "seal says SHA-1", seal_sha1, NULL, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "seal says SM2", seal_sm2, NULL, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "V4 signature with RSA", v4_signer, NULL, later_value, NULL, X, { R(ALG_WEAK) } },
	{ "V5 signature with RSA", v5_signer, NULL, later_value, NULL, X, { R(ALG_WEAK) } },
	{ "V4 seal with RSA", v4_maker, NULL, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "V5 seal with RSA", v5_maker, NULL, NULL, NULL, X, { R(ALG_WEAK) } },
};

/* Under the strict policy SM3 under RSA is refused, SHA-256 is not. */
static void
strict(void)
{
	static const struct { const char *name; forge_hook *before; ecert_verdict want; } rows[] = {
		{ "strict: dataHash is SHA-256", rsa_both, V },
		{ "strict: dataHash is SM3", sm3_hash, X },
	};
	ecert_policy *policy = NULL;
	const ecert_reason none[6] = { 0 };
	struct forge f;
	size_t i;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	ecert_policy_set_strict(policy, 1);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct forge_case c = { .name = "", .before = rows[i].before };

		unit_case("%s", rows[i].name);
		forge_make(&f, &c);
		forge_judge(&f, policy, rows[i].want, none);
		forge_free(&f);
	}
	ecert_policy_free(policy);
}

/* An RSA authority with its list, in the store. */
static void
rsa_store(void)
{
	struct forge_case c = { .name = "", .before = rsa_all };
	const ecert_reason none[6] = { 0 }, revoked[6] = { R(CERT_REVOKED) };
	uint64_t serial = strtoull(eci_cert_serial(rsa_below.cert), NULL, 16);
	int64_t when = T_SIGN - 1;
	struct eci_buf crl = { 0 };
	struct forge f;

	unit_case("RSA signer below an RSA authority that is trusted");
	forge_trust_cert(&rsa_root, ecert_trust_add_roots);
	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, rsa_root.key, rsa_root.cert, T_NOW - 1000,
	    T_NOW + 1000, 1, NULL, NULL, 0, &crl));
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	forge_make(&f, &c);
	forge_judge(&f, forge.policy, V, none);
	unit_case("RSA signer revoked by an RSA authority");
	crl.len = 0;
	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, rsa_root.key, rsa_root.cert, T_NOW - 900,
	    T_NOW + 1000, 2, &serial, &when, 1, &crl));
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	forge_judge(&f, forge.policy, X, revoked);
	forge_free(&f);
	eci_buf_free(&crl);
}

/* Whatever it comes to, it is no value of this version. */
static const struct item_case told = { "V4 signature with RSA: its value", v4_signer, NULL,
    later_value, { ECI_V_VALUE, FAIL, R(SES_SIG_BAD), false, "" }, 1 };

int
main(void)
{
	forge_start();
	rsa_signer = rsa_leaf("Lab A", &forge.root);
	rsa_other = rsa_leaf("Lab B", &forge.root);
	rsa_maker = rsa_leaf("Seal maker", &forge.root);
	rsa_root = issue((struct eci_issue){ .cn = "RSA Root", .ca = true, .pathlen = -1,
	    .usage = "keyCertSign,cRLSign" }, NULL);
	rsa_below = rsa_leaf("Lab C", &rsa_root);
	forge_trust_cert(&rsa_maker, ecert_trust_add_makers);
	forge_run(cases, ECI_COUNT(cases));
	item_run(&told, 1);
	strict();
	rsa_store();
	forge_who_free(&rsa_signer);
	forge_who_free(&rsa_other);
	forge_who_free(&rsa_maker);
	forge_who_free(&rsa_root);
	forge_who_free(&rsa_below);
	forge_end();
	return unit_end();
}
