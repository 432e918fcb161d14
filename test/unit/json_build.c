/* SPDX-License-Identifier: Apache-2.0 */
/* json_build.c - values in, one line of JSON out. */
#include "json_kit.h"

static void
shapes(void)
{
	struct eci_json *j, *a, *o;

	unit_case("empty");
	check_text(eci_json_new(), "{}");

	unit_case("order and nesting");
	j = eci_json_new();
	eci_json_str(j, "z", "last letter first");
	a = eci_json_array(j, "list");
	eci_json_int(a, NULL, -1);
	o = eci_json_object(a, NULL);
	eci_json_bool(o, "yes", true);
	eci_json_bool(o, "no", false);
	eci_json_array(o, "none");
	eci_json_str(a, NULL, "x");
	eci_json_int(j, "a", INT64_MAX);
	check_text(j, "{\"z\":\"last letter first\",\"list\":[-1,{\"yes\":true,"
	    "\"no\":false,\"none\":[]},\"x\"],\"a\":9223372036854775807}");
}

static void
without_root(void)
{
	ecert_ctx *ctx = unit_ctx();
	char *text = NULL;

	unit_case("a root that memory did not suffice for");
	eci_json_str(NULL, "a", "b");
	eci_json_int(NULL, "a", 1);
	eci_json_bool(NULL, "a", true);
	eci_json_hex(NULL, "a", NULL, 0);
	eci_json_time(NULL, "a", 0);
	CHECK(eci_json_array(NULL, "a") == NULL);
	CHECK(eci_json_object(NULL, "a") == NULL);
	CHECK_ERR(ctx, eci_json_text(ctx, NULL, &text), ECERT_E_NOMEM);
	CHECK(text == NULL);
	eci_json_free(NULL);

	unit_case("a failed addition is remembered");
	{
		struct eci_json *j = eci_json_new();

		eci_json_str(j, NULL, "an object needs a key");
		eci_json_str(eci_json_object(j, "o"), "k", "v");
		eci_json_int(eci_json_array(j, "a"), NULL, 1);
		CHECK_ERR(ctx, eci_json_text(ctx, j, &text), ECERT_E_NOMEM);
		eci_json_free(j);
	}
}

int
main(void)
{
	shapes();
	without_root();
	return unit_end();
}
