/* SPDX-License-Identifier: Apache-2.0 */
/* The first of two steps: what is written, and that nobody takes it for signed. */
#include "json/json.h"
#include "ses/ses.h"
#include "steps.h"

#define SIGN0 "Doc_0/Signs/Sign_0/"

static struct fixture f;
static ecert_signer *bare;
static ecert_sign_opts *plain;

static bool
holds(const struct eci_buf *b, const uint8_t digest[ECI_SM3_LEN])
{
	size_t i;

	for (i = 0; i + ECI_SM3_LEN <= b->len; i++)
		if (memcmp(b->ptr + i, digest, ECI_SM3_LEN) == 0)
			return true;
	return false;
}

/* What the state says is what the document has. */
static void
check_state(ecert_doc *doc, const char *text, bool sealed)
{
	uint8_t digest[ECI_SM3_LEN], *xml = NULL;
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	struct eci_sign_state s;
	size_t n = 0;

	CHECK_OK(f.ctx, eci_sign_state_read(f.ctx, text, strlen(text), &s));
	CHECK_INT(s.version, sealed ? ECERT_SES_V4 : 0);
	CHECK_INT(s.time, NOW);
	CHECK_MEM(s.cert.ptr, s.cert.len, der.ptr, der.len);
	CHECK_STR(s.id, "s001");
	CHECK_STR(s.sig_entry, SIGN0 "Signature.xml");
	CHECK_STR(s.value_entry, SIGN0 "SignedValue.dat");
	if (sealed)
		CHECK_STR(s.seal_entry, SIGN0 "Seal.esl");
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, s.sig_entry, &xml, &n));
	MUST(f.ctx, eci_sm3(f.ctx, xml, n, digest));
	CHECK_MEM(s.xml, sizeof(s.xml), digest, sizeof(digest));
	/* e = SM3(Z || tbs), and the digest of Signature.xml is in tbs. */
	MUST(f.ctx, eci_sm2_digest(f.ctx, f.signer_cert, (struct eci_bytes){ s.tbs.ptr, s.tbs.len },
	    digest));
	CHECK_MEM(s.digest, sizeof(s.digest), digest, sizeof(digest));
	CHECK(holds(&s.tbs, s.xml));
	MUST(f.ctx, eci_sign_bind(f.ctx, doc, digest));
	CHECK_MEM(s.doc, sizeof(s.doc), digest, sizeof(digest));
	ecert_free(xml);
	eci_sign_state_free(&s);
}

/* A stranger's verdict, and its one reason. */
static void
check_unsigned(ecert_doc *doc)
{
	ecert_report *report = NULL;
	size_t i, n, failed = 0;

	CHECK_ERR(f.ctx, ecert_verify(f.ctx, doc, NULL, &report), ECERT_E_INVALID);
	CHECK_INT(ecert_report_verdict(report), ECERT_INVALID);
	for (i = 0, n = ecert_report_check_count(report); i < n; i++) {
		if (ecert_report_check_outcome(report, i) != ECERT_CHECK_FAIL)
			continue;
		failed++;
		CHECK_INT(ecert_report_check_reason(report, i), ECERT_R_REF_MISSING_FILE);
		CHECK_STR(ecert_report_check_where(report, i), SIGN0 "SignedValue.dat");
	}
	CHECK_INT(failed, 1);
	ecert_report_free(report);
}

static void
test_prepared(bool sealed)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	char *state = NULL, *lint = NULL;
	ecert_id *id = NULL;

	unit_case("prepared, %s a seal", sealed ? "with" : "without");
	CHECK_OK(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, f.seal, sealed ? NULL : plain, &state));
	doc = reopen(f.ctx, doc);
	CHECK(eci_ofd_find(doc, SIGN0 "SignedValue.dat") == SIZE_MAX);
	CHECK((eci_ofd_find(doc, SIGN0 "Seal.esl") != SIZE_MAX) == sealed);
	check_state(doc, state, sealed);

	unit_case("nobody takes it for signed, %s a seal", sealed ? "with" : "without");
	check_unsigned(doc);
	unit_case("nor adds to it, %s a seal", sealed ? "with" : "without");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_STATE);
	CHECK(strstr(ecert_errmsg(f.ctx), "must be completed first") != NULL);
	CHECK_ERR(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, f.seal, NULL, &lint), ECERT_E_STATE);
	CHECK(lint == NULL);
	MUST(f.ctx, ecert_id_parse(f.ctx, NULL, "2.25.4711.1.2\xe2\x80\xa2" "7\xe2\x80\xa2"
	    "12990000999999998X\xe2\x80\xa2" "CNAS L0001\xe2\x80\xa2XZ-2026-0001\xe2\x80\xa2" "0",
	    strlen("2.25.4711.1.2...7...12990000999999998X...CNAS L0001...XZ-2026-0001...0"), &id));
	CHECK_ERR(f.ctx, ecert_doc_set_id(f.ctx, doc, id, 0), ECERT_E_STATE);
	ecert_id_free(id);
	ecert_free(state);
	ecert_doc_free(doc);
}

/* Ready but for the value: the same but for it as signed at once. */
static void
test_same(void)
{
	ecert_doc *one = open_doc(f.ctx, NULL), *two = open_doc(f.ctx, NULL);
	uint8_t *p = NULL, *q = NULL;
	char *state = NULL;
	size_t i, n = 0, m = 0, count;

	unit_case("the same entries as signed at once");
	MUST(f.ctx, ecert_sign(f.ctx, one, f.signer, f.seal, NULL));
	CHECK_OK(f.ctx, ecert_sign_prepare(f.ctx, two, bare, f.seal, NULL, &state));
	count = ecert_doc_entry_count(two);
	CHECK_INT(ecert_doc_entry_count(one), count + 1);
	for (i = 0; i < count; i++) {
		MUST(f.ctx, ecert_doc_read_entry(f.ctx, two, ecert_doc_entry_name(two, i), &p, &n));
		CHECK_OK(f.ctx, ecert_doc_read_entry(f.ctx, one, ecert_doc_entry_name(two, i), &q,
		    &m));
		CHECK_MEM(p, n, q, m);
		ecert_free(p);
		ecert_free(q);
	}
	ecert_free(state);
	ecert_doc_free(one);
	ecert_doc_free(two);
}

static void
test_refused(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	uint8_t *before = NULL, *after = NULL;
	char *state = NULL;
	size_t n = 0, m = 0;

	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &before, &n));
	unit_case("who is not in the seal's list");
	CHECK_ERR(f.ctx, ecert_sign_prepare(f.ctx, doc, f.stranger, f.seal, NULL, &state),
	    ECERT_E_STATE);
	CHECK(state == NULL);
	unit_case("without a seal that is needed");
	CHECK_ERR(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, NULL, NULL, &state), ECERT_E_ARG);
	unit_case("without a signer");
	CHECK_ERR(f.ctx, ecert_sign_prepare(f.ctx, doc, NULL, f.seal, NULL, &state), ECERT_E_ARG);
	unit_case("a state that would be too large to be read");
	ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SES_BYTES, 100);
	CHECK(ecert_sign_prepare(f.ctx, doc, bare, f.seal, NULL, &state) != ECERT_OK);
	CHECK(strstr(ecert_errmsg(f.ctx), "state: tbs: too long") != NULL);
	ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SES_BYTES, 8 << 20);
	unit_case("the document is as it was");
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &after, &m));
	CHECK_MEM(after, m, before, n);
	unit_case("signing with the certificate alone");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, bare, f.seal, NULL), ECERT_E_KEY);
	ecert_free(before);
	ecert_free(after);
	ecert_doc_free(doc);
}

int
main(void)
{
	fixture_make(&f);
	bare = keyless(&f, f.signer_cert);
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &plain));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, plain, ECERT_SIGN_PLAIN));
	test_prepared(true);
	test_prepared(false);
	test_same();
	test_refused();
	ecert_sign_opts_free(plain);
	ecert_signer_free(bare);
	fixture_free(&f);
	return unit_end();
}
