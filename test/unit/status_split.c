/* SPDX-License-Identifier: Apache-2.0 */
/* status_split.c - entries cut out of a list, and nothing lost beside them. */
#include "status_kit.h"

#include <stdio.h>

static void
pieces(void)
{
	static const struct {
		const char *name, *text, *head, *entries[4];
	} rows[] = {
		{ "none", "{\"a\":1,\"entries\":[],\"b\":2}", "{\"a\":1,\"entries\":[],\"b\":2}",
		    { NULL } },
		{ "white space", " { \"entries\" : [ \n{ } ,\t{\"a\":[]}\r ] } ",
		    " { \"entries\" : [] } ", { "{ }", "{\"a\":[]}", NULL } },
		{ "brackets in strings", "{\"entries\":[{\"a\":\"]}\\\"}\"},{\"]\":1}]}",
		    "{\"entries\":[]}", { "{\"a\":\"]}\\\"}\"}", "{\"]\":1}", NULL } },
		{ "the name as a value", "{\"a\":\"entries\",\"entries\":[{}]}",
		    "{\"a\":\"entries\",\"entries\":[]}", { "{}", NULL } },
		{ "the name deeper", "{\"a\":{\"entries\":[1]},\"entries\":[{}]}",
		    "{\"a\":{\"entries\":[1]},\"entries\":[]}", { "{}", NULL } },
		{ "another name of that length", "{\"entriez\":[1],\"entries\":[{}]}",
		    "{\"entriez\":[1],\"entries\":[]}", { "{}", NULL } },
		{ "the name without a colon", "{\"entries\" [1],\"entries\":[{}]}",
		    "{\"entries\" [1],\"entries\":[]}", { "{}", NULL } },
		{ "twice: the second stays, to be refused", "{\"entries\":[{}],\"entries\":[{}]}",
		    "{\"entries\":[],\"entries\":[{}]}", { "{}", NULL } },
	};
	ecert_ctx *ctx = unit_ctx();
	struct status_split split;
	struct eci_bytes entry;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("cut: %s", rows[i].name);
		CHECK_OK(ctx, eci_status_split(ctx, "list", rows[i].text, strlen(rows[i].text),
		    &split));
		CHECK_STR((char *)split.head.ptr, rows[i].head);
		for (k = 0; rows[i].entries[k] != NULL; k++) {
			CHECK_OK(ctx, eci_status_next(ctx, "list", &split, &entry));
			CHECK_MEM(entry.ptr, entry.len, rows[i].entries[k],
			    strlen(rows[i].entries[k]));
		}
		CHECK_OK(ctx, eci_status_next(ctx, "list", &split, &entry));
		CHECK_INT(entry.len, 0);
		CHECK_INT(split.n, k);
		eci_buf_free(&split.head);
	}
}

/* Cut all the same, and then no JSON. */
static void
wrong_bracket(const struct status_flaw *row)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;

	unit_case("refused: %s", row->name);
	CHECK_ERR(ctx, status_read(ctx, row->text, &list), ECERT_E_CONFIG);
	CHECK(list == NULL);
	CHECK(strncmp(ecert_errmsg(ctx), "list: entry 1: line 1, column ", 30) == 0);
}

static void
flaws(void)
{
	static const struct status_flaw rows[] = {
		{ "nothing", "", "list: not an object with an array of entries" },
		{ "an array", "[]", "list: not an object with an array of entries" },
		{ "an array with the name in it", "[\"entries\":[]]",
		    "list: not an object with an array of entries" },
		{ "no entries", "{\"a\":1}", "list: not an object with an array of entries" },
		{ "entries are no array", "{\"entries\":{}}",
		    "list: not an object with an array of entries" },
		{ "an escaped name", "{\"\\u0065ntries\":[{}]}",
		    "list: not an object with an array of entries" },
		{ "no end of a member", "{\"a\":[\"entries\":[]",
		    "list: not an object with an array of entries" },
		{ "no end of the array", "{\"entries\":[{}", "list: the array of entries does not end" },
		{ "no end of a string", "{\"entries\":[\"",
		    "list: the array of entries does not end" },
		{ "a number", SEAL_LIST("1"), "list: entry 1: no object" },
		{ "a comma too many", SEAL_LIST("{" LOST "},"), "list: entry 2: no object" },
		{ "a comma in front", SEAL_LIST(",{" LOST "}"), "list: entry 1: no object" },
		{ "no comma", SEAL_LIST("{" LOST "}{" LOST "}"),
		    "list: entry 1: neither , nor ] after it" },
		{ "a brace in the place of the bracket", SEALS_HEAD "{" LOST "}}}",
		    "list: entry 1: neither , nor ] after it" },
		{ "a brace in the place of the bracket, and no entry", SEALS_HEAD "}}",
		    "list: entry 1: no object" },
		{ "a bracket in the place of an entry's brace", SEALS_HEAD "{" LOST "]]}", NULL },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++)
		if (rows[i].message != NULL)
			status_flaws(&rows[i], 1);
		else
			wrong_bracket(&rows[i]);
}

/* What stands behind the text is not looked at. */
static void
ends(void)
{
#define NONE "list: not an object with an array of entries"
	static const struct { const char *name, *text, *behind, *message; } rows[] = {
		{ "nothing", "", "{\"entries\":[]}", NONE },
		{ "blanks", "  ", "{\"entries\":[]}", NONE },
		{ "the opening brace", "{", "\"entries\":[]}", NONE },
		{ "the name without its last mark", "{\"entries", "\":[]}", NONE },
		{ "the name", "{\"entries\"", ":[]}", NONE },
		{ "the colon", "{\"entries\":", "[]}", NONE },
		{ "the opening bracket", "{\"entries\":[", "]}",
		    "list: the array of entries does not end" },
		{ "a backslash", "{\"entries\":[\"\\", "\"\"]}",
		    "list: the array of entries does not end" },
	};
	ecert_ctx *ctx = unit_ctx();
	struct status_split split;
	char all[64];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("ends after %s", rows[i].name);
		snprintf(all, sizeof(all), "%s%s", rows[i].text, rows[i].behind);
		CHECK_ERR(ctx, eci_status_split(ctx, "list", all, strlen(rows[i].text), &split),
		    ECERT_E_CONFIG);
		CHECK_STR(ecert_errmsg(ctx), rows[i].message);
	}
}

int
main(void)
{
	pieces();
	flaws();
	ends();
	return unit_end();
}
