/* SPDX-License-Identifier: Apache-2.0 */
/* json_get.c - what is not there, or of another kind, is no value. */
#include "unit.h"

#include "json/json.h"

/* Paths need no checks on the way. */
static void
no_value(void)
{
	ecert_ctx *ctx = unit_ctx();
	const struct eci_jval *root;
	struct eci_jdoc *doc = NULL;
	int64_t i = 7;
	bool b = true;

	unit_case("values that are not there or of another kind");
	CHECK_OK(ctx, eci_json_read(ctx, "x.json", "{\"a\":[1.0],\"s\":\"1\"}", 19, &doc));
	if (doc == NULL)
		return;
	root = eci_json_root(doc);
	CHECK_INT(eci_json_kind(NULL), ECI_J_NONE);
	CHECK(eci_json_get(NULL, "a") == NULL);
	CHECK(eci_json_get(root, "b") == NULL);
	CHECK(eci_json_get(eci_json_get(root, "a"), "a") == NULL);
	CHECK(eci_json_at(NULL, 0) == NULL);
	CHECK(eci_json_at(root, 2) == NULL);
	CHECK(eci_json_key(root, 2) == NULL);
	CHECK(eci_json_key(eci_json_get(root, "a"), 0) == NULL);
	CHECK_INT(eci_json_count(NULL), 0);
	CHECK_INT(eci_json_count(eci_json_get(root, "s")), 0);
	CHECK(eci_json_get_str(eci_json_get(root, "a")) == NULL);
	CHECK(!eci_json_get_int(eci_json_at(eci_json_get(root, "a"), 0), &i) && i == 7);
	CHECK(!eci_json_get_int(eci_json_get(root, "s"), &i) && i == 7);
	CHECK(!eci_json_get_bool(NULL, &b) && b);
	eci_json_done(doc);
	eci_json_done(NULL);
}

int
main(void)
{
	no_value();
	return unit_end();
}
