/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdio.h>

/*
 * Codes of GB 32100 printed in public examples of e-licence identifiers
 * (GB/T 36904) and worked through by hand and with a second implementation of
 * GB 32100-2015, 5; characters 9 to 17 are the same body's GB 11714 code.
 */
static const char *const uscc[] = {
	"11430000006122244L", "11330105002500287C", "11100000000013338W",
};
/* Reckoned by GB 11714-1997, 4.2: the sum modulo 11 is 0, 1 and 10 in turn. */
static const char *const org[] = { "000000000", "00000030X", "0000003A1" };

static void
test_uscc(void)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	char code[19], inner[10];
	size_t i, k;
	int valid;

	for (i = 0; i < ECI_COUNT(uscc); i++) {
		unit_case("uscc %s", uscc[i]);
		CHECK_INT(ecert_uscc_valid(uscc[i]), 1);
		unit_case("organisation code within %s", uscc[i]);
		snprintf(inner, sizeof(inner), "%.9s", uscc[i] + 8);
		CHECK_INT(ecert_org_code_valid(inner), 1);
		unit_case("one check character in 31: %s", uscc[i]);
		memcpy(code, uscc[i], 19);
		for (k = 0, valid = 0; alphabet[k] != '\0'; k++) {
			code[17] = alphabet[k];
			valid += ecert_uscc_valid(code);
		}
		CHECK_INT(valid, 1);
	}
	unit_case("every single changed character is found");
	for (i = 0; i < 17; i++)
		for (k = 0; alphabet[k] != '\0'; k++) {
			memcpy(code, uscc[0], 19);
			if (code[i] == alphabet[k])
				continue;
			code[i] = alphabet[k];
			CHECK(!ecert_uscc_valid(code));
		}
}

static void
test_bad_uscc(void)
{
	/* Seen in sample invoices: made up, and the check character is wrong. */
	static const char *const bad[] = {
		"91500106MA2CE71F65", "", "11430000006122244", "11430000006122244LL",
		"11430000006122244l", "1143000000612224IL", "1143000000612224OL", " 1430000006122244L",
		"11430000006122244\xe2\x80\xa2", "1143000000612 244L",
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("not a uscc: %s", bad[i]);
		CHECK_INT(ecert_uscc_valid(bad[i]), 0);
	}
	unit_case("no uscc");
	CHECK_INT(ecert_uscc_valid(NULL), 0);
}

static void
test_org(void)
{
	static const char *const bad[] = {
		"", "00000000", "0000000000", "000000001", "00000030x", "0000003010", "006122245",
		"00612224-4", "o06122244", "006122244 ",
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(org); i++) {
		unit_case("organisation code %s", org[i]);
		CHECK_INT(ecert_org_code_valid(org[i]), 1);
	}
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("not an organisation code: %s", bad[i]);
		CHECK_INT(ecert_org_code_valid(bad[i]), 0);
	}
	unit_case("no organisation code");
	CHECK_INT(ecert_org_code_valid(NULL), 0);
}

int
main(void)
{
	test_uscc();
	test_bad_uscc();
	test_org();
	return unit_end();
}
