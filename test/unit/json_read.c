/* SPDX-License-Identifier: Apache-2.0 */
/* json_read.c - what is JSON is read in its order, and nothing else is. */
#include <stdlib.h>

#include "unit.h"

#include "json/json.h"

static void
values(void)
{
	static const char text[] =
	    "{\"s\":\"\\u7ae0\\n\",\"i\":-9223372036854775808,\"max\":9223372036854775807,"
	    "\"r\":1.5,\"t\":true,\"f\":false,\"n\":null,\"a\":[1,\"x\",[]],\"o\":{\"k\":\"v\"}}";
	static const char *const keys[] = { "s", "i", "max", "r", "t", "f", "n", "a", "o" };
	static const enum eci_jkind kinds[] = { ECI_J_STR, ECI_J_INT, ECI_J_INT, ECI_J_REAL,
		ECI_J_BOOL, ECI_J_BOOL, ECI_J_NULL, ECI_J_ARRAY, ECI_J_OBJECT };
	ecert_ctx *ctx = unit_ctx();
	const struct eci_jval *root;
	struct eci_jdoc *doc = NULL;
	int64_t i = 0;
	bool b = false;
	size_t k;

	unit_case("values");
	CHECK_OK(ctx, eci_json_read(ctx, "x.json", text, sizeof(text) - 1, &doc));
	if (doc == NULL)
		return;
	root = eci_json_root(doc);
	CHECK_INT(eci_json_kind(root), ECI_J_OBJECT);
	CHECK_INT(eci_json_count(root), ECI_COUNT(keys));
	for (k = 0; k < ECI_COUNT(keys); k++) {
		CHECK_STR(eci_json_key(root, k), keys[k]);
		CHECK_INT(eci_json_kind(eci_json_at(root, k)), kinds[k]);
		CHECK(eci_json_get(root, keys[k]) == eci_json_at(root, k));
	}
	CHECK_STR(eci_json_get_str(eci_json_get(root, "s")), "\xe7\xab\xa0\n");
	CHECK(eci_json_get_int(eci_json_get(root, "i"), &i) && i == INT64_MIN);
	CHECK(eci_json_get_int(eci_json_get(root, "max"), &i) && i == INT64_MAX);
	CHECK(eci_json_get_bool(eci_json_get(root, "t"), &b) && b);
	CHECK(eci_json_get_bool(eci_json_get(root, "f"), &b) && !b);
	CHECK_STR(eci_json_get_str(eci_json_get(eci_json_get(root, "o"), "k")), "v");
	CHECK_STR(eci_json_get_str(eci_json_at(eci_json_get(root, "a"), 1)), "x");
	eci_json_done(doc);
}

static void
flaws(void)
{
	static const struct {
		const char *name, *text;
		size_t      len;
		const char *message;       /* NULL: any */
	} rows[] = {
		{ "nothing", "", 0, NULL },
		{ "no end", "{\"a\":1", 6, NULL },
		{ "more behind", "{} {}", 5, NULL },
		{ "comma too many", "[1,]", 4, NULL },
		{ "name without quotes", "{a:1}", 5, NULL },
		{ "apostrophes", "{'a':1}", 7, NULL },
		{ "comment", "{}//", 4, NULL },
		{ "byte order mark", "\xef\xbb\xbf{}", 5, NULL },
		{ "not a number", "[NaN]", 5, NULL },
		{ "leading zero", "[01]", 4, NULL },
		{ "hexadecimal", "[0x1]", 5, NULL },
		{ "beyond 64 bits", "[9223372036854775808]", 21, NULL },
		{ "below 64 bits", "[-9223372036854775809]", 22, NULL },
		{ "no digit", "[-]", 3, "x.json: line 1, column 2: not a number of JSON" },
		{ "no digit before the point", "[.5]", 4, NULL },
		{ "no digit behind the point", "[1.]", 4, NULL },
		{ "no digit in the exponent", "[1e+]", 5, NULL },
		{ "a plus", "[+1]", 4, NULL },
		{ "far beyond 64 bits", "[123456789012345678901234567890]", 32, NULL },
		{ "not utf-8", "[\"\xff\"]", 5, NULL },
		{ "overlong", "[\"\xc0\xaf\"]", 6, NULL },
		{ "surrogate", "[\"\\ud800\"]", 10, NULL },
		{ "nul in text", "[\"a\0\"]", 6,
		    "x.json: line 1, column 4: a control character in a text" },
		{ "nul as a value", "[\0]", 3, NULL },
		{ "nul behind", "{}\0", 3, "x.json: line 1, column 3: more behind the value" },
		{ "nul in white space", "[ \0]", 4, NULL },
		{ "low surrogate alone", "[\"\\udc00\"]", 10, NULL },
		{ "high surrogate before a letter", "[\"\\ud800x\"]", 11, NULL },
		{ "two high surrogates", "[\"\\ud800\\ud800\"]", 16, NULL },
		{ "surrogate in utf-8", "[\"\xed\xa0\x80\"]", 7, NULL },
		{ "unknown escape", "[\"\\x41\"]", 8, NULL },
		{ "escape of a nul", "[\"\\\0\"]", 6, NULL },
		{ "escape cut short", "[\"\\u12", 6, NULL },
		{ "escape with a sign", "[\"\\u-123\"]", 10, NULL },
		{ "line end in a text", "[\"\n\"]", 5, NULL },
		{ "text without end", "[\"a", 3, "x.json: line 1, column 2: a text that does not end" },
		{ "word cut short", "[tru]", 5, "x.json: line 1, column 2: no value of JSON" },
		{ "no value", "{\"a\":", 5, "x.json: line 1, column 6: ends where a value belongs" },
		{ "no colon", "{\"a\" 1}", 7, "x.json: line 1, column 6: a colon belongs here" },
		{ "no comma", "[1 2]", 5, "x.json: line 1, column 4: a comma or ] belongs here" },
		{ "closed as another", "{\"a\":1]", 7, "x.json: line 1, column 7: a comma or } belongs here" },
		{ "comma too many in an object", "{\"a\":1,}", 9, NULL },
		{ "nul escaped", "[\"\\u0000\"]", 10, NULL },
		{ "nul in name", "{\"\\u0000\":1}", 12, NULL },
		{ "control character", "[\"\x01\"]", 5, NULL },
		{ "name twice", "{\"a\":1,\n \"a\":1}", 15,
		    "x.json: line 2, column 7: an object that has a name twice ends here" },
		{ "name twice, escaped", "{\"a\":1,\"\\u0061\":1}", 18, NULL },
		{ "closed too often", "]", 1, NULL },
	};
	struct eci_jdoc *doc;
	ecert_ctx *ctx;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("refused: %s", rows[i].name);
		ctx = unit_ctx();
		doc = NULL;
		CHECK_ERR(ctx, eci_json_read(ctx, "x.json", rows[i].text, rows[i].len, &doc),
		    ECERT_E_CONFIG);
		CHECK(doc == NULL);
		CHECK(strncmp(ecert_errmsg(ctx), "x.json: line ", 13) == 0);
		if (rows[i].message != NULL)
			CHECK_STR(ecert_errmsg(ctx), rows[i].message);
		eci_json_done(doc);
	}
}

static void
one_line(void)
{
	struct eci_jdoc *doc = NULL;
	ecert_ctx *ctx = unit_ctx();

	unit_case("a line of a file has one number");
	CHECK_ERR(ctx, eci_json_read_line(ctx, "list: line 7", "{\"a\" 1}", 7, &doc), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "list: line 7, column 6: a colon belongs here");
	CHECK(doc == NULL);
	unit_case("a line of a file");
	CHECK_OK(ctx, eci_json_read_line(ctx, "list: line 7", "{\"a\":1}", 7, &doc));
	CHECK_INT(eci_json_count(eci_json_root(doc)), 1);
	eci_json_done(doc);
}

/* n times open, then as often close. */
static ecert_err
nest(ecert_ctx *ctx, size_t n, struct eci_jdoc **out)
{
	char text[256];

	memset(text, '[', n);
	memset(text + n, ']', n);
	return eci_json_read(ctx, "x.json", text, 2 * n, out);
}

/* All that RFC 8259 knows. */
static void
texts(void)
{
	static const struct { const char *name, *json, *want; } rows[] = {
		{ "short escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
		{ "two octets", "\"\\u00E9\"", "\xc3\xa9" },
		{ "three octets", "\"\\u7aE0\"", "\xe7\xab\xa0" },
		{ "two units", "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80" },
		{ "as it is", "\"\xf0\x9f\x98\x80\x7f\"", "\xf0\x9f\x98\x80\x7f" },
		{ "none", " \t\r\n\"\"\n", "" },
	};
	struct eci_jdoc *doc = NULL;
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("text: %s", rows[i].name);
		CHECK_OK(ctx, eci_json_read(ctx, "x", rows[i].json, strlen(rows[i].json), &doc));
		if (doc != NULL)
			CHECK_STR(eci_json_get_str(eci_json_root(doc)), rows[i].want);
		eci_json_done(doc);
	}
}

static void
numbers(void)
{
	static const struct { const char *json; enum eci_jkind kind; int64_t want; } rows[] = {
		{ "0", ECI_J_INT, 0 }, { "-0", ECI_J_INT, 0 }, { "-1", ECI_J_INT, -1 },
		{ "9223372036854775799", ECI_J_INT, 9223372036854775799 },
		{ "9223372036854775807", ECI_J_INT, INT64_MAX },
		{ "-9223372036854775808", ECI_J_INT, INT64_MIN },
		{ "0.0", ECI_J_REAL, 0 }, { "-12.50", ECI_J_REAL, 0 }, { "1e999", ECI_J_REAL, 0 },
		{ "1E-7", ECI_J_REAL, 0 }, { "0e+0", ECI_J_REAL, 0 },
	};
	struct eci_jdoc *doc = NULL;
	ecert_ctx *ctx = unit_ctx();
	int64_t got;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("number: %s", rows[i].json);
		got = 0;
		CHECK_OK(ctx, eci_json_read(ctx, "x", rows[i].json, strlen(rows[i].json), &doc));
		if (doc == NULL)
			continue;
		CHECK_INT(eci_json_kind(eci_json_root(doc)), rows[i].kind);
		CHECK_INT(eci_json_get_int(eci_json_root(doc), &got), rows[i].kind == ECI_J_INT);
		CHECK_INT(got, rows[i].want);
		eci_json_done(doc);
	}
}

/* As many names as there is room for cost no more than their number does. */
static void
many_names(void)
{
	struct eci_buf b = { 0 };
	struct eci_jdoc *doc = NULL;
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	unit_case("a hundred thousand names");
	for (i = 0; i < 100000; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "%c\"%zx\":0", i > 0 ? ',' : '{', i));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "}"));
	CHECK_OK(ctx, eci_json_read(ctx, "x", (char *)b.ptr, b.len, &doc));
	CHECK_INT(doc != NULL ? eci_json_count(eci_json_root(doc)) : 0, 100000);
	eci_json_done(doc);
	unit_case("and the first of them again");
	b.len--;
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, ",\"0\":0}"));
	CHECK_ERR(ctx, eci_json_read(ctx, "x", (char *)b.ptr, b.len, &doc), ECERT_E_CONFIG);
	CHECK(doc == NULL);
	eci_buf_free(&b);
}

static void
bounds(void)
{
	static const char quoted[] = "[\"[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[[[[[[[[[[[[[[[\"]";
	size_t n = (size_t)1024 * 1024;
	ecert_ctx *ctx = unit_ctx();
	struct eci_jdoc *doc = NULL;
	char *text = malloc(n + 1);

	unit_case("depth");
	CHECK_OK(ctx, nest(ctx, 32, &doc));
	eci_json_done(doc);
	CHECK_ERR(ctx, nest(ctx, 33, &doc), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "x.json: line 1, column 33: nested too deep");
	CHECK_OK(ctx, eci_json_read(ctx, "x.json", quoted, sizeof(quoted) - 1, &doc));
	eci_json_done(doc);
	unit_case("size");
	if (text == NULL)
		return;
	memset(text, ' ', n + 1);
	text[0] = '7';
	CHECK_OK(ctx, eci_json_read(ctx, "x.json", text, n, &doc));
	CHECK_INT(eci_json_kind(eci_json_root(doc)), ECI_J_INT);
	eci_json_done(doc);
	CHECK_ERR(ctx, eci_json_read(ctx, "\x1bx.json", text, n + 1, &doc), ECERT_E_LIMIT);
	CHECK(doc == NULL);
	CHECK_STR(ecert_errmsg(ctx), "\\x1bx.json: 1048577 bytes of JSON, more than 1048576");
	free(text);
}

static void
shown(void)
{
	struct eci_jdoc *doc = NULL;
	ecert_ctx *ctx = unit_ctx();

	unit_case("names of files are escaped");
	CHECK_ERR(ctx, eci_json_read(ctx, "a\x1b.json", "[\xc2\x9b]", 4, &doc), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "a\\x1b.json: line 1, column 2: no value of JSON");
}

int
main(void)
{
	values();
	texts();
	numbers();
	flaws();
	one_line();
	many_names();
	bounds();
	shown();
	return unit_end();
}
