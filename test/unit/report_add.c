/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes and facts in a report: escaped and bounded. */
#include <stdlib.h>
#include <string.h>

#include "report_kit.h"

static ecert_ctx *ctx;
static struct report_run run;

static const struct eci_report_item *
last(void)
{
	return &run.rep->items[run.rep->n_items - 1];
}

static void
test_add(void)
{
	struct report_at at = { &run, 2, ECERT_SES_V4, "a\nb" };

	unit_case("both texts, from the same arguments, escaped");
	CHECK_OK(ctx, REPORT_FAIL(&at, ECI_V_VALUE, ECERT_R_SES_SIG_BAD, "%s is %d",
	    "%s\xe4\xb8\xba%d", "x\x1b", 7));
	CHECK_STR(last()->detail[0], "x\\x1b is 7");
	CHECK_STR(last()->detail[1], "x\\x1b\xe4\xb8\xba" "7");
	CHECK_STR(last()->where, "a\\x0ab");
	CHECK_STR(last()->clause, "GB/T 38540-2020 SES_Signature.signature");
	CHECK_INT(last()->outcome, ECERT_CHECK_FAIL);
	CHECK_INT(last()->reason, ECERT_R_SES_SIG_BAD);
	CHECK_INT(last()->sig, 2);

	unit_case("a deviation is marked");
	CHECK_OK(ctx, REPORT_DEV(&at, ECI_V_ALG, ECERT_R_NONE, "odd", "odd"));
	CHECK(last()->deviation);
	CHECK_OK(ctx, REPORT_NOTE(&at, ECI_V_ALG, ECERT_R_NONE, "plain", "plain"));
	CHECK(!last()->deviation);
}

static void
test_terse(void)
{
	static const struct {
		ecert_outcome outcome;
		bool deviation, strict, worded;
	} rows[] = {
		{ ECERT_CHECK_PASS, false, false, false }, { ECERT_CHECK_NOTE, false, false, false },
		{ ECERT_CHECK_NOTE, true, false, false }, { ECERT_CHECK_NOTE, true, true, true },
		{ ECERT_CHECK_UNDECIDED, false, false, true }, { ECERT_CHECK_FAIL, false, false, true },
	};
	struct report_at at = { &run, 1, 0, "here" };
	bool strict = run.rep->strict;
	size_t i;

	run.rep->terse = true;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("terse: outcome %d%s%s", (int)rows[i].outcome,
		    rows[i].deviation ? ", a deviation" : "", rows[i].strict ? ", strict" : "");
		run.rep->strict = rows[i].strict;
		CHECK_OK(ctx, report_kit_add(&at, ECI_V_ALG, rows[i].outcome, rows[i].deviation,
		    ECERT_R_NONE, "%s", "%s", "words"));
		CHECK_STR(last()->detail[0], rows[i].worded ? "words" : "");
		CHECK_STR(last()->detail[1], rows[i].worded ? "words" : "");
		CHECK_STR(last()->where, "here");
	}
	run.rep->strict = strict;
	run.rep->terse = false;
}

static void
test_nowhere(void)
{
	struct report_at at = { &run, 0, 0, NULL };

	unit_case("no place is shown as none");
	CHECK_OK(ctx, REPORT_PASS(&at, ECI_V_TRUST, "good", "good"));
	CHECK_STR(last()->where, "");
	CHECK_STR(last()->clause, "ecert-trust(5)");
	CHECK_INT(last()->advice[0], 0);
	CHECK_INT(last()->advice[1], 0);
}

static void
test_names(void)
{
	char *name = malloc(1025);
	size_t i;

	unit_case("names are escaped, and bounded together");
	CHECK_OK(ctx, eci_report_name(ctx, run.rep, &run.rep->uncovered, "a\tb"));
	CHECK_STR(run.rep->uncovered.v[0], "a\\x09b");
	memset(name, 'x', 1024);
	name[1024] = '\0';
	for (i = 0; i < 10000; i++)
		CHECK_OK(ctx, eci_report_name(ctx, run.rep, &run.rep->uncovered, name));
	CHECK(run.rep->uncovered.n < 4200);
	CHECK(run.rep->name_bytes >= ECI_NAMES_MAX);
	free(name);
}

/* Where the beginning fills all there is room for, the advice is not there. */
static void
test_cut(void)
{
	struct report_at at = { &run, 0, 0, NULL };
	static char name[3000];

	unit_case("advice behind a detail that is cut");
	memset(name, 'x', sizeof(name) - 1);
	CHECK_OK(ctx, REPORT_UNDEC(&at, ECI_V_TRUST, ECERT_R_CERT_UNTRUSTED, "%s" ECI_SETTLE_EN "ask",
	    "%s" ECI_SETTLE_ZH "ask", name));
	CHECK_INT(last()->advice[0], 0);
	CHECK_INT(last()->advice[1], 0);
	CHECK(strlen(last()->detail[0]) < sizeof(name) - 1);
	unit_case("advice behind one that is not");
	name[1000] = '\0';
	CHECK_OK(ctx, REPORT_UNDEC(&at, ECI_V_TRUST, ECERT_R_CERT_UNTRUSTED, "%s" ECI_SETTLE_EN "ask",
	    "%s" ECI_SETTLE_ZH "ask", name));
	CHECK_STR(last()->detail[0] + last()->advice[0], "ask");
	CHECK_STR(last()->detail[1] + last()->advice[1], "ask");
}

int
main(void)
{
	ctx = unit_ctx();
	run.ctx = ctx;
	CHECK_OK(ctx, eci_report_new(ctx, false, &run.rep));
	test_add();
	test_terse();
	test_nowhere();
	test_names();
	test_cut();
	ecert_report_free(run.rep);
	return unit_end();
}
