/* SPDX-License-Identifier: Apache-2.0 */
/* The table of rules. */
#include "unit.h"

#include "lint/lint_priv.h"

/* What the specification's rules demand that a file tells something about. */
static const char *const want[] = { "M-4.1.1", "M-4.1.2", "M-4.1.3", "M-4.1.4", "M-4.1.5",
	"M-4.1.6", "M-4.2.1", "M-4.2.2", "M-4.3.3", "M-4.3.4a", "M-4.3.4b", "M-4.3.5", "M-4.3.6",
	"M-4.4.2", "M-4.4.3a", "M-4.4.3b", "M-4.5.1", "M-4.5.2", "M-4.5.4", "M-4.5.5", "M-7.1a",
	"M-7.1b", "M-7.1c", "M-7.1d" };

int
main(void)
{
	size_t i, k, n = ecert_lint_rule_count();

	unit_case("each is whole");
	CHECK_INT(n, eci_lint_rule_n());
	for (i = 0; i < n; i++) {
		CHECK(strncmp(ecert_lint_rule_id(i), "M-", 2) == 0);
		CHECK(strncmp(ecert_lint_rule_id(i) + 2, ecert_lint_rule_clause(i), 3) == 0);
		CHECK(ecert_lint_rule_strength(i) >= ECERT_LINT_SHALL &&
		    ecert_lint_rule_strength(i) <= ECERT_LINT_MAY);
		CHECK(ecert_lint_rule_mode(i)[0] == 'F');
		CHECK(ecert_lint_rule_text(i, "en")[0] != '\0');
		CHECK(strcmp(ecert_lint_rule_text(i, "en"), ecert_lint_rule_text(i, "zh")) != 0);
		CHECK(eci_utf8_valid(ecert_lint_rule_text(i, "zh"),
		    strlen(ecert_lint_rule_text(i, "zh"))));
		CHECK(eci_lint_rule(i)->fn != NULL);
	}

	unit_case("no two have one identifier");
	for (i = 0; i < n; i++)
		for (k = 0; k < i; k++)
			CHECK(strcmp(ecert_lint_rule_id(i), ecert_lint_rule_id(k)) != 0);

	unit_case("those of the specification are there");
	for (k = 0; k < ECI_COUNT(want); k++) {
		for (i = 0; i < n && strcmp(ecert_lint_rule_id(i), want[k]) != 0; i++)
			;
		CHECK(i < n);
	}

	unit_case("beyond the last");
	CHECK(ecert_lint_rule_id(n) == NULL && ecert_lint_rule_clause(n) == NULL);
	CHECK(ecert_lint_rule_mode(n) == NULL && ecert_lint_rule_text(n, "en") == NULL);
	CHECK_INT(ecert_lint_rule_strength(n), 0);
	CHECK(eci_lint_rule(n) == NULL);
	return unit_end();
}
