/* SPDX-License-Identifier: Apache-2.0 */
/* Which results may leave the house. */
#include "job/job_priv.h"
#include "signing.h"

static struct fixture f;

/* A page like the one that was signed, and yet another. */
#define PAGE_XML "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Area>" \
	"<ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:Area></ofd:Page>"

/* The report on doc, judged; the error is what the self-check says. */
static ecert_err
judge(ecert_doc *doc, const ecert_policy *policy)
{
	ecert_report *report = NULL;
	ecert_err e = ecert_verify(f.ctx, doc, policy, &report);

	e = eci_job_accept(f.ctx, e, report, "out.ofd");
	ecert_report_free(report);
	return e;
}

static void
message_has(const char *words)
{
	if (strstr(ecert_errmsg(f.ctx), words) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in \"%s\"", words, ecert_errmsg(f.ctx));
}

static void
test_accept(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("unsigned");
	CHECK_ERR(f.ctx, judge(doc, NULL), ECERT_E_INVALID);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_NO_SIGNATURE);
	message_has("out.ofd: the result does not verify: NO_SIGNATURE");
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	unit_case("signed, nobody trusted");
	CHECK_OK(f.ctx, judge(doc, NULL));
	unit_case("an entry nobody protects");
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "extra.bin", (const uint8_t *)"x", 1));
	CHECK_ERR(f.ctx, judge(doc, NULL), ECERT_E_INVALID);
	message_has("COVERAGE_");
	message_has("extra.bin");
	ecert_doc_free(doc);
	unit_case("a page that was changed: all reasons are named");
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Pages/Page_1/Content.xml",
	    (const uint8_t *)"<x/>", 4));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "extra.bin", (const uint8_t *)"x", 1));
	CHECK_ERR(f.ctx, judge(doc, NULL), ECERT_E_INVALID);
	message_has("DIGEST_MISMATCH");
	message_has("COVERAGE_");
	ecert_doc_free(doc);
}

static void
test_earlier(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("an earlier signature was bad already");
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Pages/Page_1/Content.xml",
	    (const uint8_t *)PAGE_XML, strlen(PAGE_XML)));
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_ERR(f.ctx, judge(doc, NULL), ECERT_E_INVALID);
	message_has("out.ofd: an earlier signature (1 of 2) does not hold: DIGEST_MISMATCH: "
	    "Doc_0/Pages/Page_1/Content.xml: ");
	ecert_doc_free(doc);
	unit_case("an earlier signature leaves something unprotected");
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "extra.bin", (const uint8_t *)"x", 1));
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_ERR(f.ctx, judge(doc, NULL), ECERT_E_INVALID);
	message_has("out.ofd: an earlier signature (1 of 2) leaves a part unprotected: COVERAGE_");
	message_has("extra.bin");
	ecert_doc_free(doc);
}

/* The same for a document that waits for its value. */
static ecert_err
judge_prepared(ecert_doc *doc)
{
	ecert_report *report = NULL;
	ecert_err e = ecert_verify(f.ctx, doc, NULL, &report);

	e = eci_job_accept_prepared(f.ctx, e, report, "Doc_0/Signs/Sign_0/Signature.xml", "out.ofd");
	ecert_report_free(report);
	return e;
}

static void
test_prepared(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	char *state = NULL;

	unit_case("unsigned is not prepared");
	CHECK_ERR(f.ctx, judge_prepared(doc), ECERT_E_INVALID);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_NO_SIGNATURE);
	unit_case("prepared");
	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, f.signer, f.seal, NULL, &state));
	CHECK_OK(f.ctx, judge_prepared(doc));
	unit_case("prepared is not signed");
	CHECK_ERR(f.ctx, judge(doc, NULL), ECERT_E_INVALID);
	unit_case("prepared, with an entry nobody protects");
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "extra.bin", (const uint8_t *)"x", 1));
	CHECK_ERR(f.ctx, judge_prepared(doc), ECERT_E_INVALID);
	message_has("extra.bin");
	ecert_free(state);
	ecert_doc_free(doc);
	unit_case("prepared, with a page that was changed");
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, f.signer, f.seal, NULL, &state));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Pages/Page_1/Content.xml",
	    (const uint8_t *)PAGE_XML, strlen(PAGE_XML)));
	CHECK_ERR(f.ctx, judge_prepared(doc), ECERT_E_INVALID);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_DIGEST_MISMATCH);
	ecert_free(state);
	ecert_doc_free(doc);
	unit_case("what is signed is not prepared");
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_ERR(f.ctx, judge_prepared(doc), ECERT_E_INTERNAL);
	ecert_doc_free(doc);
	unit_case("the description of another signature");
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, f.signer, f.seal, NULL, &state));
	ecert_free(state);
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Signs/Sign_0/SignedValue.dat",
	    (const uint8_t *)"x", 1));
	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, f.signer, f.seal, NULL, &state));
	CHECK_ERR(f.ctx, judge_prepared(doc), ECERT_E_INVALID);
	message_has("DANGLING_REF: Doc_0/Signs/Sign_1/");
	ecert_free(state);
	ecert_doc_free(doc);
	unit_case("lack of memory stays what it is, prepared");
	eci_nomem(f.ctx);
	CHECK_ERR(f.ctx, eci_job_accept_prepared(f.ctx, ECERT_E_NOMEM, NULL, "", "x"),
	    ECERT_E_NOMEM);
}

static void
test_errors(void)
{
	unit_case("lack of memory stays what it is");
	eci_nomem(f.ctx);
	CHECK_ERR(f.ctx, eci_job_accept(f.ctx, ECERT_E_NOMEM, NULL, "x"), ECERT_E_NOMEM);
	CHECK_STR(ecert_errmsg(f.ctx), "out of memory");
	unit_case("a failing disk stays what it is");
	CHECK_ERR(f.ctx, eci_job_accept(f.ctx, ECERT_E_IO, NULL, "x"), ECERT_E_IO);
}

int
main(void)
{
	fixture_make(&f);
	test_accept();
	test_earlier();
	test_prepared();
	test_errors();
	fixture_free(&f);
	return unit_end();
}
