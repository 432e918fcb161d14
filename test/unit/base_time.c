/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

/* Seconds as "date -u -d TEXT +%s" prints them. */
static const struct { const char *text; int64_t t; } known[] = {
	{ "1970-01-01T00:00:00Z", 0 }, { "1969-12-31T23:59:59Z", -1 },
	{ "2000-02-29T12:00:00Z", 951825600 }, { "2020-04-22T16:22:44Z", 1587572564 },
	{ "2026-11-21T09:30:00Z", 1795253400 }, { "2038-01-19T03:14:08Z", 2147483648 },
	{ "9999-12-31T23:59:59Z", 253402300799 }, { "0000-01-01T00:00:00Z", -62167219200 },
};

static const char *const malformed[] = {
	"", "2026", "2026-13-01", "2026-00-10", "2026-02-30", "2025-02-29", "1900-02-29",
	"2026-1-01", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
	"2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+08", "2026/01/01",
	"x026-01-01", "2026-01-01 ",
};

int
main(void)
{
	char buf[24];
	int64_t t, i;
	size_t k;
	struct eci_civil c;

	for (k = 0; k < ECI_COUNT(known); k++) {
		unit_case("time %s", known[k].text);
		CHECK(eci_time_parse(known[k].text, &t));
		CHECK_INT(t, known[k].t);
		CHECK_STR(eci_time_iso(known[k].t, buf), known[k].text);
	}
	unit_case("a date is midnight");
	CHECK(eci_time_parse("2026-11-21", &t));
	CHECK_INT(t, 1795219200);
	for (k = 0; k < ECI_COUNT(malformed); k++) {
		unit_case("time refused: \"%s\"", malformed[k]);
		CHECK(!eci_time_parse(malformed[k], &t));
	}
	unit_case("every day of 800 years there and back");
	for (i = -146097; i < 146097; i++) {
		eci_civil_of(i * 86400 + 3661, &c);
		if (!eci_civil_valid(&c) || eci_time_of(&c) != i * 86400 + 3661) {
			CHECK_INT(i, -999999999);
			break;
		}
	}
	unit_case("a year of five digits is not shown");
	CHECK_STR(eci_time_iso(INT64_MAX, buf), "?");
	CHECK_STR(eci_time_iso(INT64_MIN, buf), "?");
	return unit_end();
}
