/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

int
main(void)
{
	int r, named = 0;

	unit_case("error names and sentences");
	CHECK_STR(ecert_err_name(ECERT_OK), "ECERT_OK");
	CHECK_STR(ecert_err_name(ECERT_E_PKG), "ECERT_E_PKG");
	CHECK_STR(ecert_err_name(ECERT_E_UNDECIDED), "ECERT_E_UNDECIDED");
	CHECK(strlen(ecert_err_text(ECERT_E_STATE)) > 10);
	unit_case("an unknown error has a name too");
	CHECK_STR(ecert_err_name(999), "ECERT_E_UNKNOWN");
	CHECK(ecert_err_text(-1) != NULL);
	unit_case("reason names are without prefix");
	CHECK_STR(ecert_reason_name(ECERT_R_NONE), "NONE");
	CHECK_STR(ecert_reason_name(ECERT_R_ZIP_AMBIGUOUS), "ZIP_AMBIGUOUS");
	CHECK_STR(ecert_reason_name(ECERT_R_ROOT_UNCHECKED), "ROOT_UNCHECKED");
	CHECK_STR(ecert_reason_name(12345), "UNKNOWN");
	unit_case("each reason that has a name has an error");
	for (r = 1; r < 200; r++)
		if (strcmp(ecert_reason_name(r), "UNKNOWN") != 0) {
			named++;
			CHECK(eci_reason_err(r) != ECERT_OK);
			CHECK(eci_reason_err(r) != ECERT_E_INTERNAL);
		}
	CHECK(named >= 47);
	CHECK_INT(eci_reason_err(12345), ECERT_E_INTERNAL);
	return unit_end();
}
