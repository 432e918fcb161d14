/* SPDX-License-Identifier: Apache-2.0 */
/* json_text.c - one line that is safe to show, whatever the locale. */
#include "json_kit.h"

static void
strings(void)
{
	static const struct {
		const char *name, *in;
		size_t      len;
		const char *want;
	} rows[] = {
		{ "ascii", "abc", 3, "{\"s\":\"abc\"}" },
		{ "empty", "", 0, "{\"s\":\"\"}" },
		{ "chinese", "\xe7\xab\xa0", 3, "{\"s\":\"\xe7\xab\xa0\"}" },
		{ "quotes", "a\"b\\c\n", 6, "{\"s\":\"a\\\"b\\\\c\\n\"}" },
		{ "nul", "a\0b", 3, "{\"s\":\"a\\u0000b\"}" },
		{ "not utf-8", "a\xff\xd5", 3, "{\"s\":\"a\\\\xff\\\\xd5\"}" },
		{ "cut character", "\xe7\xab", 2, "{\"s\":\"\\\\xe7\\\\xab\"}" },
		{ "escape", "\x1b[31m", 5, "{\"s\":\"\\u001B[31m\"}" },
		{ "delete", "\x7f", 1, "{\"s\":\"\\u007f\"}" },
		{ "c1 control", "\xc2\x9b", 2, "{\"s\":\"\\u009b\"}" },
		{ "right to left override", "a\xe2\x80\xae" "b", 5, "{\"s\":\"a\\u202eb\"}" },
		{ "tag character", "\xf3\xa0\x80\x81!", 5, "{\"s\":\"\\udb40\\udc01!\"}" },
	};
	struct eci_json *j;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("string: %s", rows[i].name);
		j = eci_json_new();
		eci_json_strn(j, "s", rows[i].in, rows[i].len);
		check_text(j, rows[i].want);
	}
	unit_case("string: null");
	j = eci_json_new();
	eci_json_str(j, "s", NULL);
	check_text(j, "{\"s\":null}");
}

static void
numbers(void)
{
	struct eci_json *j = eci_json_new();

	unit_case("time and hex");
	eci_json_time(j, "t", 1587521340);
	eci_json_hex(j, "h", (const uint8_t *)"\x00\xab", 2);
	eci_json_hex(j, "e", NULL, 0);
	check_text(j, "{\"t\":\"2020-04-22T02:09:00Z\",\"h\":\"00ab\",\"e\":\"\"}");
}

int
main(void)
{
	strings();
	numbers();
	return unit_end();
}
