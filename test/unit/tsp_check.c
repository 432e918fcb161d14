/* SPDX-License-Identifier: Apache-2.0 */
/* Whose time stamp it is: the value, the digest, the certificate. */
#include "tsp_case.h"

static void
digest_patch(struct eci_buf *attrs)
{
	attrs->ptr[attrs->len - 1] ^= 1;
}

static const uint8_t zero[32];

SET(over_info, t->over = F_INFO)
SET(over_tagged, t->over = F_TAGGED)
SET(empty_id, t->user_id = "")
SET(other_id, t->user_id = "ALICE123@YAHOO.COM")
SET(wrong_digest, t->digest = zero)
SET(patched, t->order = "ts3d"; t->patch = digest_patch)
SET(no_cert, t->n_certs = 0)
SET(other_cert, t->certs[0] = forge.signer.cert)
SET(two_certs, t->certs[1] = tsp_root.cert; t->n_certs = 2)
SET(same_twice, t->certs[1] = t->certs[0]; t->n_certs = 2)
SET(other_named, t->named = forge.signer.cert; t->certs[0] = forge.signer.cert; t->order = "tsd")

/* The right name over another key. */
static void
other_key(struct ftoken *t)
{
	t->who.key = eci_key_kind(t->who.key) == ECI_KEY_RSA ? t->who.key : forge.signer.key;
}

static const struct tsp_case cases[] = {
	{ "good", NULL, T_GOOD, NULL },
	{ "over tstinfo alone", over_info, T_CHECK, "not as its authority signed it" },
	{ "over the tagged attributes", over_tagged, T_CHECK, "not as its authority signed it" },
	{ "empty sm2 id", empty_id, T_CHECK, "the empty SM2 ID" },
	{ "another sm2 id", other_id, T_CHECK, "not as its authority signed it" },
	{ "messagedigest of something else", wrong_digest, T_CHECK, "messageDigest" },
	{ "messagedigest changed afterwards", patched, T_CHECK, "messageDigest" },
	{ "no certificate", no_cert, T_NOBODY, NULL },
	{ "another certificate alone", other_cert, T_NOBODY, NULL },
	{ "a further certificate", two_certs, T_GOOD, NULL },
	{ "another key", other_key, T_CHECK, "not as its authority signed it" },
	{ "another certificate is named", other_named, T_CHECK, "not as its authority signed it" },
};

static const struct tsp_case rsa_cases[] = {
	{ "good", NULL, T_GOOD, NULL },
	{ "over tstinfo alone", over_info, T_CHECK, "not as its authority signed it" },
	{ "over the tagged attributes", over_tagged, T_CHECK, "not as its authority signed it" },
	{ "messagedigest of something else", wrong_digest, T_CHECK, "messageDigest" },
	{ "no certificate", no_cert, T_NOBODY, NULL },
};

static void
test_twice(void)
{
	struct eci_tsp_token token;
	struct eci_cert *cert = NULL;
	struct eci_buf b = { 0 };
	struct ftoken t;

	unit_case("the certificate twice");
	token_base(&t, tsp_sm2, DATA);
	same_twice(&t);
	token_make(&t, &b);
	CHECK_OK(forge.ctx, eci_tsp_decode(forge.ctx, "w", b.ptr, b.len, &token));
	CHECK_REASON(forge.ctx, eci_tsp_signer(forge.ctx, &token, NULL, &cert),
	    ECERT_R_TIMESTAMP_BAD);
	CHECK(cert == NULL);
	eci_tsp_free(&token);
	eci_buf_free(&b);
}

/* What is no digest of 32 bytes, or by an algorithm that is not known, is of nothing. */
static void
test_imprint(void)
{
	static const struct {
		const char *name;
		enum eci_tsp_alg alg;
		size_t      len;
		bool        want;
	} rows[] = {
		{ "a digest", ECI_TSP_SHA256, 32, true }, { "a byte less", ECI_TSP_SHA256, 31, false },
		{ "a byte more", ECI_TSP_SHA256, 33, false },
		{ "another algorithm", ECI_TSP_OTHER, 32, false },
		{ "sm3", ECI_TSP_SM3, 32, false },
	};
	struct eci_tsp_info info = { 0 };
	uint8_t hash[33] = { 0 };
	size_t i;
	bool yes;

	CHECK_OK(forge.ctx, eci_sha256(forge.ctx, DATA.ptr, DATA.len, hash));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("imprint: %s", rows[i].name);
		info.alg = rows[i].alg;
		info.imprint = (struct eci_bytes){ hash, rows[i].len };
		CHECK_OK(forge.ctx, eci_tsp_imprints(forge.ctx, &info, DATA, &yes));
		CHECK_INT(yes, rows[i].want);
	}
}

/* A certificate that is not in the token comes from elsewhere. */
static void
test_outside(void)
{
	struct eci_certs others = { 0 };
	struct eci_tsp_token token;
	struct eci_cert *cert = NULL;
	struct eci_buf b = { 0 };
	const char *why = "";
	bool good = false;
	struct ftoken t;

	unit_case("the certificate from elsewhere");
	token_base(&t, tsp_rsa, DATA);
	no_cert(&t);
	token_make(&t, &b);
	CHECK_OK(forge.ctx, eci_certs_add(forge.ctx, &others, forge.signer.cert));
	CHECK_OK(forge.ctx, eci_tsp_decode(forge.ctx, "w", b.ptr, b.len, &token));
	CHECK_OK(forge.ctx, eci_tsp_signer(forge.ctx, &token, &others, &cert));
	CHECK(cert == NULL);
	CHECK_OK(forge.ctx, eci_certs_add(forge.ctx, &others, tsp_rsa.cert));
	CHECK_OK(forge.ctx, eci_certs_add(forge.ctx, &others, tsp_rsa.cert));
	CHECK_OK(forge.ctx, eci_tsp_signer(forge.ctx, &token, &others, &cert));
	CHECK(cert != NULL && eci_cert_same(cert, tsp_rsa.cert));
	CHECK_OK(forge.ctx, eci_tsp_check(forge.ctx, &token, cert, &good, &why));
	CHECK(good);
	eci_cert_free(cert);
	eci_certs_free(&others);
	eci_tsp_free(&token);
	eci_buf_free(&b);
}

/* Of cert: the name of the issuer in strings of other types, and mark in its value. */
static struct eci_cert *
spelt_otherwise(const struct eci_cert *cert, uint8_t mark)
{
	struct eci_bytes der = eci_cert_der(cert);
	struct eci_cert *out = NULL;
	struct eci_buf b = { 0 };

	cms_add(&b, der.ptr, der.len);
	cms_other_strings(b.ptr, b.len);
	b.ptr[b.len - 1] ^= mark;
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "w", b.ptr, b.len, &out));
	eci_buf_free(&b);
	return out;
}

/* One that is named byte for byte comes before those of an equal name; of several of
 * these none is taken. */
static void
test_several(void)
{
	struct eci_cert *one = spelt_otherwise(tsp_rsa.cert, 0);
	struct eci_cert *two = spelt_otherwise(tsp_rsa.cert, 1);
	const struct {
		const char            *name;
		const struct eci_cert *has[3], *want;
	} rows[] = {
		{ "an equal name", { one }, one },
		{ "an equal name, the same certificate twice", { one, one }, one },
		{ "an equal name, two certificates", { one, two }, NULL },
		{ "the very name, behind an equal one", { one, tsp_rsa.cert }, tsp_rsa.cert },
		{ "the very name, before two equal ones", { tsp_rsa.cert, one, two }, tsp_rsa.cert },
		{ "somebody else", { forge.signer.cert }, NULL },
	};
	struct eci_tsp_token token;
	struct eci_buf b = { 0 };
	struct ftoken t;
	size_t i, k;

	token_base(&t, tsp_rsa, DATA);
	no_cert(&t);
	token_make(&t, &b);
	CHECK_OK(forge.ctx, eci_tsp_decode(forge.ctx, "w", b.ptr, b.len, &token));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_certs others = { 0 };
		struct eci_cert *cert = NULL;

		unit_case("from elsewhere: %s", rows[i].name);
		for (k = 0; k < 3 && rows[i].has[k] != NULL; k++)
			CHECK_OK(forge.ctx, eci_certs_add(forge.ctx, &others, rows[i].has[k]));
		CHECK_OK(forge.ctx, eci_tsp_signer(forge.ctx, &token, &others, &cert));
		CHECK(cert == rows[i].want);
		eci_cert_free(cert);
		eci_certs_free(&others);
	}
	eci_tsp_free(&token);
	eci_buf_free(&b);
	eci_cert_free(one);
	eci_cert_free(two);
}

int
main(void)
{
	tsp_start();
	tsp_run(cases, ECI_COUNT(cases));
	tsp_run_as(rsa_cases, ECI_COUNT(rsa_cases), &tsp_rsa);
	test_twice();
	test_imprint();
	test_outside();
	test_several();
	tsp_end();
	return unit_end();
}
