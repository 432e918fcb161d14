/* SPDX-License-Identifier: Apache-2.0 */
/* What was not looked at has a code, and words in two languages. */
#include "unit.h"
#include "verify/verify_priv.h"

int
main(void)
{
	size_t i, k;

	for (i = 0; i < ECI_SKIP_N; i++) {
		unit_case("skipped: %s", eci_verify_skip_code(i));
		CHECK(eci_verify_skip_code(i)[0] != '\0');
		CHECK(strcmp(eci_verify_skip_text(i, 0), eci_verify_skip_text(i, 1)) != 0);
		for (k = 0; k < i; k++)
			CHECK(strcmp(eci_verify_skip_code(i), eci_verify_skip_code(k)) != 0);
	}
	return unit_end();
}
