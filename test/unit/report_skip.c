/* SPDX-License-Identifier: Apache-2.0 */
/* What was not looked at, and what was looked up, has a code, and words in two
 * languages. */
#include "unit.h"
#include "report/report_priv.h"

static void
test_mode(void)
{
	enum { NOTHING = 0, SEAL = ECI_LOOKED_UP_SEAL, CERT = ECI_LOOKED_UP_CERTIFICATE,
		NET = ECI_LOOKED_UP_NETWORK, OPEN = ECI_SKIP_SEAL_STATUS };
	static const struct {
		const char          *name;
		unsigned             looked_up, skipped;
		enum eci_report_mode want;
	} rows[] = {
		{ "nothing", NOTHING, OPEN, ECI_MODE_OFFLINE },
		{ "nothing, and no seal", NOTHING, 0, ECI_MODE_OFFLINE },
		{ "the seal", SEAL, 0, ECI_MODE_ONLINE },
		{ "the seal, other things were not", SEAL, ECI_SKIP_CONTENT, ECI_MODE_ONLINE },
		{ "one seal of two", SEAL, OPEN, ECI_MODE_PARTIAL },
		{ "the certificate alone", CERT, OPEN, ECI_MODE_PARTIAL },
		{ "the certificate of a document without seals", CERT, 0, ECI_MODE_ONLINE },
		{ "both", SEAL | CERT, 0, ECI_MODE_ONLINE },
		{ "lists were fetched", NET, OPEN, ECI_MODE_PARTIAL },
		{ "lists were fetched, and there is no seal", NET, 0, ECI_MODE_PARTIAL },
		{ "lists were fetched, and the seal", NET | SEAL, 0, ECI_MODE_ONLINE },
	};
	ecert_report rep = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("looked up: %s", rows[i].name);
		rep.looked_up = rows[i].looked_up;
		rep.skipped = rows[i].skipped;
		CHECK_INT(eci_report_mode(&rep), rows[i].want);
	}
}

int
main(void)
{
	size_t i, k;

	for (i = 0; i < ECI_SKIP_N; i++) {
		unit_case("skipped: %s", eci_report_skip_code(i));
		CHECK(eci_report_skip_code(i)[0] != '\0');
		CHECK(strcmp(eci_report_skip_text(i, 0), eci_report_skip_text(i, 1)) != 0);
		for (k = 0; k < i; k++)
			CHECK(strcmp(eci_report_skip_code(i), eci_report_skip_code(k)) != 0);
	}
	for (i = 0; i < ECI_LOOKED_UP_N; i++) {
		unit_case("looked up: %s", eci_report_looked_up_code(i));
		CHECK(eci_report_looked_up_code(i)[0] != '\0');
		CHECK(strcmp(eci_report_looked_up_text(i, 0), eci_report_looked_up_text(i, 1)) != 0);
		for (k = 0; k < i; k++)
			CHECK(strcmp(eci_report_looked_up_code(i), eci_report_looked_up_code(k)) != 0);
	}
	test_mode();
	return unit_end();
}
