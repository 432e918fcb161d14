/* SPDX-License-Identifier: Apache-2.0 */
/* Findings: adding and asking. */
#include "unit.h"

#include <stdlib.h>

#include "lint/lint_priv.h"

static struct eci_lint_run
start(ecert_ctx *ctx)
{
	struct eci_lint_run r = { .ctx = ctx, .out = calloc(1, sizeof(*r.out)), .rule = 3 };

	return r;
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_lint_run r = start(ctx);
	char longer[3000];
	int i;

	unit_case("both languages, escaped");
	CHECK(!eci_lint_any(&r));
	CHECK_OK(ctx, ECI_LBROKEN(&r, "a\nb", "page %d: %s%.0s", "第 %d 页：%.0s%s", 7, "en\x1b", "zh"));
	CHECK(eci_lint_any(&r));
	CHECK_INT(ecert_lint_finding_count(r.out), 1);
	CHECK_INT(ecert_lint_finding_rule(r.out, 0), 3);
	CHECK_INT(ecert_lint_finding_result(r.out, 0), ECERT_LINT_BROKEN);
	CHECK_STR(ecert_lint_finding_where(r.out, 0), "a\\x0ab");
	CHECK_STR(ecert_lint_finding_text(r.out, 0, "en"), "page 7: en\\x1b");
	CHECK_STR(ecert_lint_finding_text(r.out, 0, "zh_CN"), "第 7 页：zh");
	CHECK_STR(ecert_lint_finding_text(r.out, 0, NULL), "page 7: en\\x1b");

	unit_case("beyond the last");
	CHECK(ecert_lint_finding_where(r.out, 1) == NULL);
	CHECK(ecert_lint_finding_text(r.out, 1, "en") == NULL);
	CHECK_INT(ecert_lint_finding_result(r.out, 1), 0);
	CHECK(ecert_lint_finding_rule(r.out, 1) == SIZE_MAX);

	unit_case("the worst counts");
	CHECK_OK(ctx, ECI_LKEPT(&r, NULL, "x", "x"));
	CHECK_INT(eci_lint_worst(r.out, 3), ECERT_LINT_BROKEN);
	CHECK_INT(eci_lint_worst(r.out, 4), 0);
	r.rule = 4;
	CHECK_OK(ctx, ECI_LNONE(&r, NULL, "x", "x"));
	CHECK_INT(eci_lint_worst(r.out, 4), ECERT_LINT_NOT_APPLICABLE);
	CHECK_OK(ctx, ECI_LKEPT(&r, NULL, "x", "x"));
	CHECK_INT(eci_lint_worst(r.out, 4), ECERT_LINT_KEPT);
	CHECK_OK(ctx, ECI_LOPEN(&r, NULL, "x", "x"));
	CHECK_INT(eci_lint_worst(r.out, 4), ECERT_LINT_OPEN);
	CHECK_STR(ecert_lint_finding_where(r.out, 2), "");

	unit_case("rules are counted by their worst finding");
	CHECK_INT(eci_lint_count(r.out, ECERT_LINT_BROKEN, 0), 1);
	CHECK_INT(eci_lint_count(r.out, ECERT_LINT_BROKEN, eci_lint_rule(3)->strength), 1);
	CHECK_INT(eci_lint_count(r.out, ECERT_LINT_BROKEN, ECERT_LINT_MAY), 0);
	CHECK_INT(eci_lint_count(r.out, ECERT_LINT_KEPT, 0), 0);
	ecert_lint_free(r.out);

	unit_case("many of one result hide none of another");
	r = start(ctx);
	for (i = 0; i < 100; i++)
		CHECK_OK(ctx, ECI_LOPEN(&r, NULL, "%d", "%d", i));
	CHECK_OK(ctx, ECI_LBROKEN(&r, NULL, "x", "x"));
	CHECK_INT(ecert_lint_finding_count(r.out), 21);
	CHECK_OK(ctx, eci_lint_add_more(&r));
	CHECK_INT(ecert_lint_finding_count(r.out), 22);
	CHECK_STR(ecert_lint_finding_text(r.out, 21, "en"), "80 more findings of this kind");
	CHECK_INT(ecert_lint_finding_result(r.out, 21), ECERT_LINT_OPEN);
	CHECK_OK(ctx, eci_lint_add_more(&r));
	CHECK_INT(ecert_lint_finding_count(r.out), 22);
	ecert_lint_free(r.out);

	unit_case("a long text is cut, and stays UTF-8");
	r = start(ctx);
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	CHECK_OK(ctx, ECI_LKEPT(&r, NULL, "%s", "章%s", longer));
	CHECK(strlen(ecert_lint_finding_text(r.out, 0, "en")) < 2000);
	ecert_lint_free(r.out);
	ecert_lint_free(NULL);
	return unit_end();
}
