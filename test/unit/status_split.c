/* SPDX-License-Identifier: Apache-2.0 */
/* status_split.c - entries cut out of a list, and nothing lost beside them. */
#include "status_kit.h"

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

static void
flaws(void)
{
	static const struct status_flaw rows[] = {
		{ "nothing", "", "list: not an object with an array of entries" },
		{ "an array", "[]", "list: not an object with an array of entries" },
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
	};

	status_flaws(rows, ECI_COUNT(rows));
}

int
main(void)
{
	pieces();
	flaws();
	return unit_end();
}
