/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "unit.h"

int
main(void)
{
	static const struct { const char *name; double x, y; } bad[] = {
		{ "not a number", NAN, 0 }, { "not a number below", 0, NAN },
		{ "infinite", INFINITY, 0 }, { "minus infinite", 0, -INFINITY },
		{ "astronomic", 1e9, 0 },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_sign_opts *opts = NULL;
	size_t i;

	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("place: %s", bad[i].name);
		CHECK_ERR(ctx, ecert_sign_opts_add_place(ctx, opts, 1, bad[i].x, bad[i].y), ECERT_E_ARG);
	}
	unit_case("many places, but not without end");
	for (i = 0; i < 4096; i++)
		if (ecert_sign_opts_add_place(ctx, opts, 1, 0, 0) != ECERT_OK)
			break;
	CHECK_INT(i, 4096);
	CHECK_ERR(ctx, ecert_sign_opts_add_place(ctx, opts, 1, 0, 0), ECERT_E_ARG);
	ecert_sign_opts_free(opts);

	unit_case("nothing to free");
	ecert_sign_opts_free(NULL);
	return unit_end();
}
