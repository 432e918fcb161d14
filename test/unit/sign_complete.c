/* SPDX-License-Identifier: Apache-2.0 */
/* The second step: the value in, and everything that must not go in. */
#include "cms/cms.h"
#include "json/json.h"
#include "rsa_key.h"
#include "steps.h"
#include "tsp_authority.h"

#define SIGN0 "Doc_0/Signs/Sign_0/"

static struct fixture f;
static ecert_policy *policy;
static ecert_sign_opts *plain;

/* Prepared, saved and opened again, as on another machine. */
static ecert_doc *
prepared(const ecert_seal *seal, const ecert_sign_opts *opts, char **state)
{
	ecert_signer *bare = keyless(&f, f.signer_cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);

	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, seal, opts, state));
	ecert_signer_free(bare);
	return reopen(f.ctx, doc);
}

static void
is_valid(ecert_doc **doc)
{
	valid_again(&f, doc, policy);
}

static void
test_good(const char *name, ecert_ses_version version, bool raw)
{
	ecert_seal *seal = version == 0 ? NULL :
	    make_seal(&f, version, f.signer_cert, NOW - DAY, NOW + DAY, 30, 30);
	uint8_t value[80], rs[64];
	char *state = NULL;
	ecert_doc *doc = prepared(seal, version == 0 ? plain : NULL, &state);
	size_t n = value_of(&f, state, f.signer_key, value);

	unit_case("%s, %s", name, raw ? "r || s" : "DER");
	CHECK(eci_sm2_sig_decode((struct eci_bytes){ value, n }, rs));
	if (raw)
		CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), rs, 64, NULL));
	else
		CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n,
		    NULL));
	is_valid(&doc);
	CHECK_INT(ecert_doc_signature_count(doc), 1);
	unit_case("%s: not a second time", name);
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n, NULL),
	    ECERT_E_STATE);
	CHECK(strstr(ecert_errmsg(f.ctx), "signed already") != NULL);
	ecert_free(state);
	ecert_doc_free(doc);
	ecert_seal_free(seal);
}

/* After another signature, and with the list protected. */
static void
test_second(void)
{
	ecert_signer *bare = keyless(&f, f.signer_cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_sign_opts *opts = NULL;
	char *state = NULL;
	uint8_t value[80];
	size_t n;

	unit_case("the second signature, locking");
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	ecert_sign_opts_set_lock(opts, 1);
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_OK(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, f.seal, opts, &state));
	doc = reopen(f.ctx, doc);
	n = value_of(&f, state, f.signer_key, value);
	CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n, NULL));
	is_valid(&doc);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_STATE);
	ecert_free(state);
	ecert_sign_opts_free(opts);
	ecert_signer_free(bare);
	ecert_doc_free(doc);
}

/* GM/T 0031-2014 with RSA: PKCS#1 v1.5 over the state's digest. */
static void
test_rsa(void)
{
	struct eci_key *key = rsa_key(f.ctx, 2048);
	struct eci_cert *cert = new_cert(&f, "RSA", NOW - DAY, NOW + DAY, USAGE_SIGN, 7, key);
	ecert_seal *seal = make_seal(&f, ECERT_SES_V1, cert, NOW - DAY, NOW + DAY, 30, 30);
	ecert_signer *bare = keyless(&f, cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_buf value = { 0 };
	struct eci_sign_state s;
	char *state = NULL;

	unit_case("RSA");
	CHECK_OK(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, seal, NULL, &state));
	CHECK(strstr(state, "\"algorithm\":\"rsa-sha256\"") != NULL);
	MUST(f.ctx, eci_sign_state_read(f.ctx, state, strlen(state), &s));
	MUST(f.ctx, eci_key_sign_rsa(f.ctx, key, s.digest, &value));
	value.ptr[5] ^= 1;
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value.ptr,
	    value.len, NULL), ECERT_E_KEY);
	value.ptr[5] ^= 1;
	CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value.ptr, value.len,
	    NULL));
	is_valid(&doc);
	eci_sign_state_free(&s);
	eci_buf_free(&value);
	ecert_free(state);
	ecert_doc_free(doc);
	ecert_signer_free(bare);
	ecert_seal_free(seal);
	eci_cert_free(cert);
	eci_key_free(key);
}

/* ---- states ---- */

/* Nothing of the state can be another, whoever made it. */
static void
test_members(bool sealed)
{
	static const struct { const char *member, *value; ecert_err want; const char *words; } v[] = {
		{ "digest", "\"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\"",
		    ECERT_E_CONFIG, "state: digest: not the one of tbs" },
		{ "tbs", "\"MAA=\"", ECERT_E_CONFIG, "state: tbs: not what the document gives" },
		{ "certificate", "\"MAA=\"", ECERT_E_CERT, "certificate" },
		{ "time", "\"2026-06-01T12:00:01Z\"", ECERT_E_STATE, "its time is not" },
		{ "signature", "\"s002\"", ECERT_E_STATE, "another ID or type" },
		{ "description", "\"OFD.xml\"", ECERT_E_STATE, "not the one of the state" },
		{ "description_sm3",
		    "\"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\"",
		    ECERT_E_STATE, "not as it was prepared" },
		{ "value", "\"Doc_0/Signs/Sign_0/Other.dat\"", ECERT_E_STATE, "its value is not" },
		{ "value", "\"OFD.xml\"", ECERT_E_STATE, "signed already" },
		{ "document", "\"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\"",
		    ECERT_E_STATE, "changed after it was prepared" },
		{ "algorithm", "\"rsa-sha256\"", ECERT_E_CONFIG, "state: algorithm: not the one" },
	};
	char *state = NULL, *other;
	ecert_doc *doc = prepared(sealed ? f.seal : NULL, sealed ? NULL : plain, &state);
	uint8_t value[80];
	size_t i, n = value_of(&f, state, f.signer_key, value);

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("state %s a seal with another %s (%zu)", sealed ? "with" : "without",
		    v[i].member, i);
		other = with_member(&f, state, v[i].member, v[i].value);
		CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, other, strlen(other), value, n,
		    NULL), v[i].want);
		if (strstr(ecert_errmsg(f.ctx), v[i].words) == NULL)
			unit_fail(__FILE__, __LINE__, "\"%s\" is not in \"%s\"", v[i].words,
			    ecert_errmsg(f.ctx));
		CHECK(eci_ofd_find(doc, SIGN0 "SignedValue.dat") == SIZE_MAX);
		ecert_free(other);
	}
	unit_case("and then as it was, %s a seal", sealed ? "with" : "without");
	CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n, NULL));
	ecert_free(state);
	ecert_doc_free(doc);
}

/* Of a seal: its entry, its version, and its being there at all. */
static void
test_seal_members(void)
{
	static const struct { const char *member, *value; ecert_err want; } v[] = {
		{ "seal", "\"OFD.xml\"", ECERT_E_STATE }, { "ses", "5", ECERT_E_CONFIG },
		{ "ses", "1", ECERT_E_CONFIG },
	};
	char *state = NULL, *other, *less;
	ecert_doc *doc = prepared(f.seal, NULL, &state);
	uint8_t value[80];
	size_t i, n = value_of(&f, state, f.signer_key, value);

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s is %s", v[i].member, v[i].value);
		other = with_member(&f, state, v[i].member, v[i].value);
		CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, other, strlen(other), value, n,
		    NULL), v[i].want);
		ecert_free(other);
	}
	unit_case("a state that leaves the seal out");
	other = with_member(&f, state, "kind", "\"cms\"");
	less = with_member(&f, other, "ses", "0");
	ecert_free(other);
	other = with_member(&f, less, "seal", "null");
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, other, strlen(other), value, n, NULL),
	    ECERT_E_STATE);
	ecert_free(other);
	ecert_free(less);
	ecert_free(state);
	ecert_doc_free(doc);
}

/* Another's certificate, everything else derived anew for it: not in the seal's list. */
static void
test_other_signer(void)
{
	struct eci_key *key = NULL;
	struct eci_cert *cert;
	struct eci_sign_state s;
	char *state = NULL, *other = NULL;
	ecert_doc *doc = prepared(f.seal, NULL, &state);
	struct eci_bytes der;
	uint8_t value[80];
	size_t n = 0;

	unit_case("a certificate that is not in the seal's list");
	MUST(f.ctx, eci_key_new_sm2(f.ctx, &key));
	cert = new_cert(&f, "Intruder", NOW - DAY, NOW + DAY, USAGE_SIGN, 66, key);
	der = eci_cert_der(cert);
	MUST(f.ctx, eci_sign_state_read(f.ctx, state, strlen(state), &s));
	s.cert.len = 0;
	MUST(f.ctx, eci_buf_add(f.ctx, &s.cert, der.ptr, der.len));
	MUST(f.ctx, eci_sm2_digest(f.ctx, cert, (struct eci_bytes){ s.tbs.ptr, s.tbs.len },
	    s.digest));
	MUST(f.ctx, eci_key_sign_digest(f.ctx, key, s.digest, value, &n));
	MUST(f.ctx, eci_sign_state_write(f.ctx, &s, &other));
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, other, strlen(other), value, n, NULL),
	    ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_SEAL_CERTLIST);
	eci_sign_state_free(&s);
	ecert_free(other);
	ecert_free(state);
	eci_cert_free(cert);
	eci_key_free(key);
	ecert_doc_free(doc);
}

/* ---- documents ---- */

static void
test_changed(void)
{
	static const struct { const char *what, *entry; } v[] = {
		{ "a page was changed", "Doc_0/Pages/Page_1/Content.xml" },
		{ "an entry was added", "extra.bin" },
		{ "the list was changed", "Doc_0/Signs/Signatures.xml" },
		{ "the description was changed", SIGN0 "Signature.xml" },
		{ "the seal was changed", SIGN0 "Seal.esl" },
	};
	uint8_t value[80], *p = NULL;
	struct eci_buf b = { 0 };
	char *state;
	ecert_doc *doc;
	size_t i, n, m;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].what);
		doc = prepared(f.seal, NULL, &state);
		n = value_of(&f, state, f.signer_key, value);
		b.len = m = 0;
		if (eci_ofd_find(doc, v[i].entry) != SIZE_MAX)
			MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, v[i].entry, &p, &m));
		MUST(f.ctx, eci_buf_add(f.ctx, &b, p, m));
		/* White space does no harm to XML: readers see the same. */
		MUST(f.ctx, eci_buf_add(f.ctx, &b, "\n", 1));
		MUST(f.ctx, eci_ofd_put(f.ctx, doc, v[i].entry, b.ptr, b.len));
		CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n,
		    NULL), ECERT_E_STATE);
		CHECK_INT(ecert_errreason(f.ctx), ECERT_R_DIGEST_MISMATCH);
		ecert_free(p);
		p = NULL;
		ecert_free(state);
		ecert_doc_free(doc);
	}
	eci_buf_free(&b);
}

static void
test_other_doc(void)
{
	struct doc_spec spec = { .extra_name = "one.bin", .extra_text = "one" };
	char *state = NULL, *mine = NULL;
	ecert_doc *doc = prepared(f.seal, NULL, &state), *other = open_doc(f.ctx, &spec);
	ecert_signer *bare = keyless(&f, f.signer_cert);
	uint8_t value[80];
	size_t n = value_of(&f, state, f.signer_key, value);

	unit_case("a document that was not prepared");
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, other, state, strlen(state), value, n, NULL),
	    ECERT_E_STATE);
	unit_case("another prepared document");
	MUST(f.ctx, ecert_sign_prepare(f.ctx, other, bare, f.seal, NULL, &mine));
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, other, state, strlen(state), value, n, NULL),
	    ECERT_E_STATE);
	unit_case("another document's value");
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, other, mine, strlen(mine), value, n, NULL),
	    ECERT_E_KEY);
	unit_case("nothing given");
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, NULL, state, 1, value, n, NULL), ECERT_E_ARG);
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, NULL, 0, value, n, NULL), ECERT_E_ARG);
	CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, state, 1, NULL, 0, NULL), ECERT_E_ARG);
	ecert_free(state);
	ecert_free(mine);
	ecert_signer_free(bare);
	ecert_doc_free(doc);
	ecert_doc_free(other);
}

/* ---- time ---- */

static void
test_stamped(ecert_ses_version version)
{
	ecert_seal *seal = version == 0 ? NULL :
	    make_seal(&f, version, f.signer_cert, NOW - DAY, NOW + DAY, 30, 30);
	struct authority a = { 0 };
	ecert_tsa *tsa = NULL;
	uint8_t value[80], *p = NULL;
	struct eci_ses_sig ses;
	char *state = NULL;
	ecert_doc *doc;
	size_t n, m = 0;

	authority_make(f.ctx, &a, false, "timeStamping", NULL, NULL);
	MUST(f.ctx, ecert_tsa_new(f.ctx, authority_ask, &a, &tsa));
	doc = prepared(seal, version == 0 ? plain : NULL, &state);
	n = value_of(&f, state, f.signer_key, value);
	unit_case("stamped when completed, version %d", (int)version);
	if (version == ECERT_SES_V1) {
		CHECK_ERR(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n,
		    tsa), ECERT_E_ARG);
		CHECK_INT(a.calls, 0);
	} else {
		CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n,
		    tsa));
		CHECK_INT(a.calls, 1);
		MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "SignedValue.dat", &p, &m));
	}
	if (version != 0 && p != NULL) {
		CHECK_OK(f.ctx, eci_ses_sig_decode(f.ctx, "value", p, m, &ses));
		CHECK(ses.timestamp.len > 0);
		eci_ses_sig_free(&ses);
	}
	ecert_free(p);
	ecert_free(state);
	ecert_doc_free(doc);
	ecert_tsa_free(tsa);
	authority_free(&a);
	ecert_seal_free(seal);
}

/* What was prepared in time can be completed later: its time is that of the first step. */
static void
test_later(void)
{
	int64_t later = NOW + 700 * DAY;
	char *state = NULL;
	ecert_doc *doc = prepared(f.seal, NULL, &state);
	uint8_t value[80], *p = NULL;
	size_t n = value_of(&f, state, f.signer_key, value), m = 0;
	struct eci_ses_sig ses;

	unit_case("completed after the certificate has ended");
	ecert_ctx_set_clock(f.ctx, clock_of, &later);
	CHECK_OK(f.ctx, ecert_sign_complete(f.ctx, doc, state, strlen(state), value, n, NULL));
	ecert_ctx_set_clock(f.ctx, fixed_now, NULL);
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "SignedValue.dat", &p, &m));
	MUST(f.ctx, eci_ses_sig_decode(f.ctx, "value", p, m, &ses));
	CHECK_INT(ses.time, NOW);
	eci_ses_sig_free(&ses);
	ecert_free(p);
	ecert_free(state);
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_trust *trust = NULL;
	int raw;

	fixture_make(&f);
	fixture_trust(&f, &trust, &policy);
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &plain));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, plain, ECERT_SIGN_PLAIN));
	for (raw = 0; raw < 2; raw++) {
		test_good("V1", ECERT_SES_V1, raw);
		test_good("V4", ECERT_SES_V4, raw);
		test_good("V5", ECERT_SES_V5, raw);
		test_good("without a seal", 0, raw);
	}
	test_second();
	test_rsa();
	test_members(true);
	test_members(false);
	test_seal_members();
	test_other_signer();
	test_changed();
	test_other_doc();
	test_stamped(ECERT_SES_V1);
	test_stamped(ECERT_SES_V4);
	test_stamped(ECERT_SES_V5);
	test_stamped(0);
	test_later();
	ecert_sign_opts_free(plain);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	fixture_free(&f);
	return unit_end();
}
