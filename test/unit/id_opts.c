/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "id/id_priv.h"

/* at: the first wrong character, from 1; 0: a good root. */
static const struct { const char *oid; size_t at; } roots[] = {
	{ "1.2.156.3005.2", 0 }, { "2.25.1234567890", 0 }, { "0.39.0", 0 }, { "1.0.1", 0 },
	{ "2.999.1", 0 }, { "1.2.3", 0 }, { "2.5.1.1.1.1.1.1.1.1.1.1.1.1.1.1", 0 },
	{ "", 1 }, { ".", 1 }, { "1", 2 }, { "1.2", 4 }, { "1.2.", 5 }, { "1..2", 3 }, { ".1.2", 1 },
	{ "3.1.1", 1 }, { "10.1.1", 1 }, { "0.40.1", 3 }, { "1.100.1", 3 }, { "1.2.01", 5 },
	{ "1.2.12345678901", 5 }, { "1.2.x", 5 }, { "1.2.3 ", 6 }, { " 1.2.3", 1 }, { "1.2.3-4", 6 },
	{ "2.5.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1", 33 }, { "1.2.-3", 5 },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_id_opts *opts = NULL, *copy = NULL;
	ecert_id *id = NULL;
	static const char text[] = "1.2.3•1•000000000•A•B•0";
	size_t i;

	unit_case("new");
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &opts));
	for (i = 0; i < ECI_COUNT(roots); i++) {
		unit_case("root '%s'", roots[i].oid);
		if (roots[i].at == 0) {
			CHECK_OK(ctx, ecert_id_opts_add_root(ctx, opts, roots[i].oid));
			continue;
		}
		CHECK_ERR(ctx, ecert_id_opts_add_root(ctx, opts, roots[i].oid), ECERT_E_ID);
		CHECK_STR(ecert_id_fault_component(ctx), "root");
		CHECK_INT(ecert_id_fault_position(ctx), roots[i].at);
	}
	unit_case("a copy of nothing");
	CHECK_OK(ctx, eci_id_opts_copy(ctx, NULL, &copy));
	CHECK(copy == NULL);
	unit_case("a copy outlives the original");
	ecert_id_opts_set_strict(opts, 1);
	CHECK_OK(ctx, eci_id_opts_copy(ctx, opts, &copy));
	ecert_id_opts_free(opts);
	CHECK_OK(ctx, ecert_id_parse(ctx, copy, text, sizeof(text) - 1, &id));
	CHECK_INT(ecert_id_root_known(id), 1);
	CHECK(copy->strict);
	ecert_id_free(id);
	ecert_id_opts_free(copy);
	unit_case("nothing to free");
	ecert_id_opts_free(NULL);
	return unit_end();
}
