/* SPDX-License-Identifier: Apache-2.0 */
/* Names and clauses of the checks. */
#include "unit.h"
#include "report/report_priv.h"

int
main(void)
{
	static const ecert_ses_version versions[] = { 0, ECERT_SES_V1, ECERT_SES_V4,
		ECERT_SES_V5, ECI_BY_CMS, ECI_BY_OFD, 99 };
	size_t c, k, v;

	unit_case("every check has its own name, and clauses");
	for (c = 0; c < ECI_V_COUNT; c++) {
		CHECK(eci_report_check_name(c) != NULL);
		for (v = 0; v < ECI_COUNT(versions); v++)
			CHECK(eci_report_check_clause(c, versions[v]) != NULL);
		for (k = 0; k < c; k++)
			CHECK(strcmp(eci_report_check_name(c), eci_report_check_name(k)) != 0);
	}

	unit_case("a seal's version says whose clause it is");
	CHECK_STR(eci_report_check_clause(ECI_V_DATAHASH, ECERT_SES_V1),
	    "GM/T 0031-2014 6.2.3 e)");
	CHECK_STR(eci_report_check_clause(ECI_V_DATAHASH, ECERT_SES_V4),
	    "GB/T 38540-2020 TBS_Sign.dataHash");
	CHECK_STR(eci_report_check_clause(ECI_V_DATAHASH, ECERT_SES_V5),
	    "GM/T 0031-2025 TBS_Sign.dataHash");
	CHECK_STR(eci_report_check_clause(ECI_V_XML, ECERT_SES_V5), "GB/T 33190-2016 18.2");

	unit_case("without a seal it is that of the value, or of the document");
	CHECK_STR(eci_report_check_clause(ECI_V_DATAHASH, ECI_BY_CMS), "GB/T 35275 messageDigest");
	CHECK_STR(eci_report_check_clause(ECI_V_VALUE, ECI_BY_CMS), "GB/T 35275 encryptedDigest");
	CHECK_STR(eci_report_check_clause(ECI_V_SEAL_FILE, ECI_BY_CMS), "GB/T 33190-2016 18.2");
	CHECK_STR(eci_report_check_clause(ECI_V_VALUE, ECI_BY_OFD), "GB/T 33190-2016 18.2");
	return unit_end();
}
