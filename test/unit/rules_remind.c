/* SPDX-License-Identifier: Apache-2.0 */
/* When a certificate or seal is said to be about to end. */
#include "unit.h"
#include "rules/rules.h"

#define NOW INT64_C(1750000000)
#define DAY INT64_C(86400)

static const struct { const char *name; int64_t left; ecert_reminder want; } cases[] = {
	{ "61 days", 61 * DAY, ECERT_REMIND_NONE },
	{ "60 days and a second", 60 * DAY + 1, ECERT_REMIND_NONE },
	{ "60 days", 60 * DAY, ECERT_REMIND_SOON },
	{ "20 days and a second", 20 * DAY + 1, ECERT_REMIND_SOON },
	{ "20 days", 20 * DAY, ECERT_REMIND_URGENT },
	{ "its last second", 0, ECERT_REMIND_URGENT },
	{ "a second ago", -1, ECERT_REMIND_ENDED },
};

static ecert_reminder
remind(ecert_ctx *ctx, const char *text, int64_t left)
{
	ecert_rules *rules = NULL;
	ecert_reminder r;

	CHECK_OK(ctx, ecert_rules_load(ctx, text, strlen(text), "p", &rules));
	r = ecert_rules_reminder(rules, NOW + left, NOW);
	ecert_rules_free(rules);
	return r;
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_rules *rules;
	size_t i;

	CHECK_OK(ctx, ecert_rules_builtin(ctx, "metrology", &rules));
	for (i = 0; i < ECI_COUNT(cases); i++) {
		unit_case("metrology: %s", cases[i].name);
		CHECK_INT(ecert_rules_reminder(rules, NOW + cases[i].left, NOW), cases[i].want);
	}
	ecert_rules_free(rules);

	unit_case("no policy reminds of nothing");
	CHECK_INT(ecert_rules_reminder(NULL, NOW, NOW), ECERT_REMIND_NONE);

	unit_case("a policy without the key");
	CHECK_INT(remind(ctx, "seal = yes\n", -5), ECERT_REMIND_NONE);

	unit_case("one time alone is not pressing");
	CHECK_INT(remind(ctx, "remind = 3d\n", 0), ECERT_REMIND_SOON);
	CHECK_INT(remind(ctx, "remind = 3d\n", -1), ECERT_REMIND_ENDED);

	unit_case("their order does not matter");
	CHECK_INT(remind(ctx, "remind = 3d\nremind = 9d\n", 5 * DAY), ECERT_REMIND_SOON);
	CHECK_INT(remind(ctx, "remind = 3d\nremind = 9d\n", 2 * DAY), ECERT_REMIND_URGENT);
	return unit_end();
}
