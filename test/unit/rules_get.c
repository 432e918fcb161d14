/* SPDX-License-Identifier: Apache-2.0 */
/* Names and titles of a policy. */
#include "unit.h"
#include "rules/rules.h"

int
main(void)
{
	static const char text[] = "title = T\ntitle-zh = \xe9\xa2\x98\nseal = yes\n";
	ecert_ctx *ctx = unit_ctx();
	ecert_rules *rules;

	unit_case("nothing is freed without harm");
	ecert_rules_free(NULL);

	unit_case("name and titles");
	CHECK_OK(ctx, ecert_rules_load(ctx, text, strlen(text), "x.policy", &rules));
	CHECK_STR(ecert_rules_name(rules), "x.policy");
	CHECK_STR(ecert_rules_title(rules, "en"), "T");
	CHECK_STR(ecert_rules_title(rules, "zh"), "\xe9\xa2\x98");
	CHECK_STR(ecert_rules_title(rules, "zh_CN"), "\xe9\xa2\x98");
	CHECK_STR(ecert_rules_title(rules, NULL), "T");
	CHECK_INT(eci_rules_of(rules)->demands[ECI_D_SEAL].strength, ECI_SHALL);
	ecert_rules_free(rules);
	return unit_end();
}
