/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "job/job_batch.h"
#include "unit.h"

static struct eci_item *
new_item(void)
{
	struct eci_item *item = calloc(1, sizeof(*item));

	if (item == NULL)
		exit(1);
	return item;
}

static void
test_keys(void)
{
	size_t i;

	unit_case("keys");
	for (i = 0; i < ECI_KEYS; i++)
		CHECK_INT(eci_item_find(eci_item_key(i)), i);
	CHECK_INT(eci_item_find("Input"), ECI_KEYS);
	CHECK_INT(eci_item_find(""), ECI_KEYS);
}

static void
texts_are(const struct eci_texts *t, const char *want)
{
	char got[300] = "";
	size_t i, at = 0;

	for (i = 0; i < t->n; i++)
		at += (size_t)snprintf(got + at, sizeof(got) - at, "%s|", t->v[i]);
	CHECK_STR(got, want);
}

static void
test_set(ecert_ctx *ctx)
{
	struct eci_item *item = new_item();

	unit_case("several values in one field");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("place"), "1:2,3;last:4,5", true));
	texts_are(&item->place, "1:2,3|last:4,5|");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("ride"), ";left;;right;", true));
	texts_are(&item->ride, "left|right|");
	unit_case("one value as it is");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("place-at"), "a;b", false));
	texts_are(&item->place_at, "a;b|");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("input"), "a;b", true));
	CHECK_STR(item->input, "a;b");
	unit_case("an empty field says nothing");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("seal"), "", true));
	CHECK(item->seal == NULL);
	unit_case("an empty text in json is a text");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("identifier"), "", false));
	CHECK_STR(item->identifier, "");
	eci_item_free(item);
	eci_item_free(NULL);
}

static void
test_json(ecert_ctx *ctx)
{
	static const char text[] = "{\"input\":\"a\",\"output\":\"b\",\"identifier\":null,\"place\":"
	    "[\"1:2,3\",\"2:3,4\"],\"ride\":\"left\",\"hit\":\"last\",\"replace-identifier\":true,"
	    "\"type\":\"seal\",\"number\":\"7\",\"every-page\":\"5,5\",\"seal\":\"s\"}";
	struct eci_item *item = new_item();

	unit_case("an object");
	CHECK_OK(ctx, eci_item_json(ctx, "l: line 1", text, strlen(text), item));
	CHECK_OK(ctx, eci_item_check(ctx, "l: line 1", item));
	CHECK_STR(item->input, "a");
	CHECK_STR(item->output, "b");
	CHECK(item->identifier == NULL);
	texts_are(&item->place, "1:2,3|2:3,4|");
	texts_are(&item->ride, "left|");
	texts_are(&item->every_page, "5,5|");
	CHECK_STR(item->hit, "last");
	CHECK_STR(item->replace, "true");
	CHECK_STR(item->type, "seal");
	CHECK_STR(item->number, "7");
	CHECK_STR(item->seal, "s");
	eci_item_free(item);
}

static void
test_bad(ecert_ctx *ctx)
{
	static const struct { const char *text, *says; } rows[] = {
		{ "[]", "not an object" },
		{ "{\"input\":1}", "input: not a text" },
		{ "{\"input\":[\"a\"]}", "input: not a text" },
		{ "{\"place\":{}}", "place: not a text or an array" },
		{ "{\"place\":[1]}", "place: not a text or an array" },
		{ "{\"place\":true}", "place: not a text or an array" },
		{ "{\"replace-identifier\":\"true\"}", "replace-identifier: not true or false" },
		{ "{\"replace-identifier\":1}", "replace-identifier: not true or false" },
		{ "{\"plcae\":\"1:2,3\"}", "unknown key: plcae" },
		{ "{\"input\":\"a\",\"input\":\"b\"}", "l: line 9" },
		{ "{\"input\":\"a\"", "l: line 9" },
		{ "{\"input\":\"a\"} x", "l: line 9" },
	};
	struct eci_item *item;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("refuse %s", rows[i].text);
		item = new_item();
		CHECK_ERR(ctx, eci_item_json(ctx, "l: line 9", rows[i].text, strlen(rows[i].text), item),
		    ECERT_E_CONFIG);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].says) != NULL);
		CHECK(strncmp(ecert_errmsg(ctx), "l: line 9", 9) == 0);
		eci_item_free(item);
	}
}

static void
test_check(ecert_ctx *ctx)
{
	struct eci_item *item = new_item();

	unit_case("what every line has");
	CHECK_ERR(ctx, eci_item_check(ctx, "l", item), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "l: input is missing");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("input"), "a", true));
	CHECK_ERR(ctx, eci_item_check(ctx, "l", item), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "l: output is missing");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("output"), "", false));
	CHECK_ERR(ctx, eci_item_check(ctx, "l", item), ECERT_E_CONFIG);
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("output"), "b", false));
	CHECK_OK(ctx, eci_item_check(ctx, "l", item));
	unit_case("a word of csv that is neither true nor false");
	CHECK_OK(ctx, eci_item_set(ctx, item, eci_item_find("replace-identifier"), "yes", true));
	CHECK_ERR(ctx, eci_item_check(ctx, "l", item), ECERT_E_CONFIG);
	eci_item_free(item);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_keys();
	test_set(ctx);
	test_json(ctx);
	test_bad(ctx);
	test_check(ctx);
	return unit_end();
}
