/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

static const struct { const char *name, *text; size_t len; uint32_t cp; } utf8[] = {
	{ "ASCII", "a", 1, 'a' }, { "two bytes", "\xc2\xb7", 2, 0xb7 },
	{ "three bytes", "\xe2\x80\xa2", 3, 0x2022 }, { "four bytes", "\xf0\x9f\x98\x80", 4, 0x1f600 },
	{ "the last", "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
	{ "overlong slash", "\xc0\xaf", 0, 0 }, { "overlong in three", "\xe0\x80\xaf", 0, 0 },
	{ "overlong in four", "\xf0\x80\x80\xaf", 0, 0 }, { "surrogate", "\xed\xa0\x80", 0, 0 },
	{ "past the last", "\xf4\x90\x80\x80", 0, 0 }, { "lone continuation", "\x80", 0, 0 },
	{ "cut short", "\xe2\x80", 0, 0 }, { "five bytes", "\xf8\x88\x80\x80\x80", 0, 0 },
	{ "GBK", "\xd6\xd0", 0, 0 },
};

static const struct { const char *text; double v; int ok; } decimals[] = {
	{ "0", 0, 1 }, { "12.5", 12.5, 1 }, { "-3.25", -3.25, 1 }, { "+1", 1, 1 }, { ".5", .5, 1 },
	{ "5.", 5, 1 }, { "999999999", 999999999, 1 }, { "1000000000", 0, 0 }, { "1e3", 0, 0 },
	{ "nan", 0, 0 }, { "inf", 0, 0 }, { "0x10", 0, 0 }, { "1,5", 0, 0 }, { "", 0, 0 }, { "-", 0, 0 },
	{ ".", 0, 0 }, { "1 ", 0, 0 }, { "--1", 0, 0 },
};

static const struct { double v; const char *text; } mm[] = {
	{ 0, "0" }, { 12.5, "12.5" }, { -0.5, "-0.5" }, { 210, "210" }, { 1.23456, "1.235" },
	{ 100.1, "100.1" }, { 0.0001, "0" }, { 1e12, "0" },
};

static void
escapes(ecert_ctx *ctx)
{
	static const struct { const char *raw, *shown; } rows[] = {
		{ "plain 中文", "plain 中文" }, { "a\tb", "a\\x09b" }, { "\033[31m", "\\x1b[31m" },
		{ "\xff", "\\xff" }, { "a\xe2\x80\xae" "b", "a\\u{202e}b" }, { "\xc2\x9b", "\\u{9b}" },
		{ "\xe2\x80\x8b", "\\u{200b}" },
		/* combining grapheme joiner, Hangul fillers, musical beams */
		{ "\xcd\x8f", "\\u{34f}" }, { "\xe1\x85\xa0", "\\u{1160}" },
		{ "\xe3\x85\xa4", "\\u{3164}" }, { "\xef\xbe\xa0", "\\u{ffa0}" },
		{ "\xf0\x9d\x85\xb3", "\\u{1d173}" },
		/* isolates; what is seen stays */
		{ "\xe2\x81\xa6", "\\u{2066}" }, { "\xe2\x81\xa9", "\\u{2069}" },
		{ "\xe3\x80\x80", "\xe3\x80\x80" }, { "\xef\xbf\xbd", "\xef\xbf\xbd" },
	};
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("shown as %s", rows[i].shown);
		b.len = 0;
		CHECK_OK(ctx, eci_escape(ctx, &b, rows[i].raw, strlen(rows[i].raw)));
		CHECK_STR((char *)b.ptr, rows[i].shown);
	}
	eci_buf_free(&b);
}

static void
escaped(ecert_ctx *ctx)
{
	static const struct { const char *name, *s; size_t n; const char *want; } rows[] = {
		{ "a part of a text", "theirs", 3, "the" },
		{ "what ends a string", "a\0b", 3, "a\\x00b" },
		{ "nothing", "", 0, "" },
	};
	char *out;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("escaped: %s", rows[i].name);
		out = NULL;
		CHECK_OK(ctx, eci_escaped(ctx, rows[i].s, rows[i].n, &out));
		CHECK_STR(out, rows[i].want);
		free(out);
	}
}

int
main(void)
{
	char blank[16];
	ecert_ctx *ctx = unit_ctx();
	char buf[32];
	uint32_t cp;
	uint64_t u;
	double d;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(utf8); i++) {
		unit_case("UTF-8: %s", utf8[i].name);
		cp = 0;
		n = eci_utf8_next(utf8[i].text, strlen(utf8[i].text), &cp);
		CHECK_INT(n, utf8[i].len);
		if (n > 0) {
			CHECK_INT(cp, utf8[i].cp);
			CHECK_INT(eci_utf8_put(cp, buf), n);
			CHECK_MEM(buf, n, utf8[i].text, n);
		}
	}
	unit_case("UTF-8 of a long text, fault in each place");
	for (i = 0; i < 24; i++) {
		char text[25] = "abcdefghijklmnopqrstuvwx";

		CHECK(eci_utf8_valid(text, 24));
		text[i] = (char)0xff;
		CHECK(!eci_utf8_valid(text, 24));
	}
	escapes(ctx);
	escaped(ctx);
	for (i = 0; i < ECI_COUNT(decimals); i++) {
		unit_case("decimal \"%s\"", decimals[i].text);
		d = -1;
		CHECK_INT(eci_parse_decimal(decimals[i].text, &d), decimals[i].ok);
		CHECK(!decimals[i].ok || fabs(d - decimals[i].v) < 1e-9);
	}
	for (i = 0; i < ECI_COUNT(mm); i++) {
		unit_case("length %s", mm[i].text);
		CHECK_STR(eci_format_mm(mm[i].v, buf), mm[i].text);
	}
	CHECK_STR(eci_format_mm(NAN, buf), "0");
	unit_case("unsigned numbers");
	CHECK(eci_parse_uint("18446744073709551615", UINT64_MAX, &u) && u == UINT64_MAX);
	CHECK(!eci_parse_uint("18446744073709551616", UINT64_MAX, &u));
	CHECK(eci_parse_uint("10", 10, &u) && !eci_parse_uint("11", 10, &u));
	CHECK(!eci_parse_uint("", 10, &u) && !eci_parse_uint("-1", 10, &u));
	CHECK(!eci_parse_uint(" 1", 10, &u));
	unit_case("blanks at both ends are taken off, no other");
	CHECK_STR(eci_trim(strcpy(blank, " \t a b\t ")), "a b");
	CHECK_STR(eci_trim(strcpy(blank, " \t ")), "");
	CHECK_STR(eci_trim(strcpy(blank, "\na\r")), "\na\r");
	unit_case("ASCII comparison ignores case");
	CHECK_INT(eci_ascii_casecmp("Doc_0/TPLS", "doc_0/tpls"), 0);
	CHECK(eci_ascii_casecmp("a", "b") < 0 && eci_ascii_casecmp("ab", "a") > 0);
	return unit_end();
}
