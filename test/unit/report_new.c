/* SPDX-License-Identifier: Apache-2.0 */
/* From outcomes to the verdict, and to the error and message it stands for. */
#include "report_kit.h"

static ecert_ctx *ctx;
static struct report_run run;

static void
begin(bool strict)
{
	run.ctx = ctx;
	ecert_report_free(run.rep);
	CHECK_OK(ctx, eci_report_new(ctx, strict, &run.rep));
}

static void
test_new(void)
{
	unit_case("a new report says nothing good");
	begin(false);
	CHECK_INT(ecert_report_verdict(run.rep), ECERT_INVALID);
	CHECK_INT(ecert_report_check_count(run.rep), 0);
	CHECK_INT(ecert_report_reason_count(run.rep), 0);
	CHECK_STR(run.rep->file, "");
	CHECK(!run.rep->has_bytes && !run.rep->strict);
	CHECK_INT(run.rep->skipped, ECI_SKIP_CONTENT | ECI_SKIP_FONTS);
	unit_case("nothing examined is not valid");
	CHECK_ERR(ctx, eci_report_finish(ctx, run.rep, 1), ECERT_E_INVALID);
	CHECK_STR(ecert_errmsg(ctx), "INVALID");
	unit_case("no report is freed, too");
	ecert_report_free(NULL);
}

static void
test_message(void)
{
	struct report_at at = { &run, 0, 0, "a.xml" }, nowhere = { &run, 0, 0, NULL };

	unit_case("the message of what is open: place, clause, code, detail");
	begin(false);
	CHECK_OK(ctx, REPORT_PASS(&at, ECI_V_XML, "good", "good"));
	CHECK_OK(ctx, REPORT_UNDEC(&at, ECI_V_LINKS, ECERT_R_DANGLING_REF, "names b", "b"));
	CHECK_ERR(ctx, eci_report_finish(ctx, run.rep, 1), ECERT_E_UNDECIDED);
	CHECK_STR(ecert_errmsg(ctx), "a.xml: GB/T 33190-2016 7.2: DANGLING_REF: names b");
	unit_case("the message of what failed, behind what is open");
	CHECK_OK(ctx, REPORT_FAIL(&nowhere, ECI_V_LIST, ECERT_R_SIG_LIST_BAD, "bad", "bad"));
	CHECK_ERR(ctx, eci_report_finish(ctx, run.rep, 1), ECERT_E_INVALID);
	CHECK_STR(ecert_errmsg(ctx), "GB/T 33190-2016 18.1: SIG_LIST_BAD: bad");
	unit_case("what holds has none");
	begin(false);
	CHECK_OK(ctx, REPORT_PASS(&at, ECI_V_XML, "good", "good"));
	CHECK_OK(ctx, eci_report_finish(ctx, run.rep, 1));
	CHECK_INT(ecert_report_verdict(run.rep), ECERT_VALID);
	unit_case("what holds of nothing is not valid");
	CHECK_ERR(ctx, eci_report_finish(ctx, run.rep, 0), ECERT_E_INVALID);
	CHECK_STR(ecert_errmsg(ctx), "INVALID");
}

static void
test_strict(void)
{
	struct report_at at = { &run, 0, 0, "a.xml" };
	size_t i;

	for (i = 0; i < 2; i++) {
		unit_case("a deviation under the %s policy", i ? "strict" : "default");
		begin(i > 0);
		CHECK_OK(ctx, REPORT_DEV(&at, ECI_V_XML, ECERT_R_SIG_XML_BAD, "odd", "odd"));
		CHECK_ERR(ctx, eci_report_finish(ctx, run.rep, 1), i ? ECERT_E_INVALID : ECERT_OK);
		CHECK_INT(ecert_report_check_outcome(run.rep, 0), i ? ECERT_CHECK_FAIL :
		    ECERT_CHECK_NOTE);
	}
}

/* Each signature has a verdict of its own items, the whole that of all. */
static void
test_signatures(void)
{
	struct report_at at = { &run, 1, ECERT_SES_V4, "a" };

	unit_case("a good and an open signature");
	begin(false);
	run.rep->sigs = calloc(2, sizeof(*run.rep->sigs));
	run.rep->n_sigs = 2;
	CHECK_OK(ctx, REPORT_PASS(&at, ECI_V_VALUE, "good", "good"));
	at.sig = 2;
	CHECK_OK(ctx, REPORT_UNDEC(&at, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED, "x", "x"));
	CHECK_ERR(ctx, eci_report_finish(ctx, run.rep, 2), ECERT_E_UNDECIDED);
	CHECK_INT(run.rep->sigs[0].verdict.verdict, ECERT_VALID);
	CHECK_INT(run.rep->sigs[1].verdict.verdict, ECERT_UNDECIDED);
	CHECK_INT(ecert_report_verdict(run.rep), ECERT_UNDECIDED);
	CHECK_INT(ecert_report_reason(run.rep, 0), ECERT_R_CERT_UNTRUSTED);
}

int
main(void)
{
	ctx = unit_ctx();
	test_new();
	test_message();
	test_strict();
	test_signatures();
	ecert_report_free(run.rep);
	return unit_end();
}
