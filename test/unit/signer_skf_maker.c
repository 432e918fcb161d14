/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"
#include "signer/signer_skf.h"

static const struct {
	const char *library, *setting, *maker;
	unsigned    width;
} cases[] = {
	{ "/usr/lib/libskf.so", NULL, "any", 0 },
	{ "libgm3000.1.0.so", NULL, "longmai", 4 },
	{ "/opt/x/libGM3000_x64.so", NULL, "longmai", 4 },
	/* A folder says nothing. */
	{ "/opt/gm3000/libskf.so", NULL, "any", 0 },
	{ "/opt/ePass2003/libePass3000.so", NULL, "feitian", 8 },
	{ "/usr/lib/libskf.so", "feitian", "feitian", 8 },
	{ "libgm3000.so", "any", "any", 0 },
	{ "libLG3073.so", NULL, "linguo", 0 },
	{ "wx", NULL, "any", 0 },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	const struct eci_skf_maker *m = NULL;
	ecert_token *token;
	size_t i;

	for (i = 0; i < ECI_COUNT(cases); i++) {
		unit_case("the maker of %s, set to %s", cases[i].library,
		    cases[i].setting != NULL ? cases[i].setting : "nothing");
		CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, cases[i].library, &token));
		if (cases[i].setting != NULL)
			CHECK_OK(ctx, ecert_token_set(ctx, token, "maker", cases[i].setting));
		m = eci_skf_maker(token);
		CHECK_STR(m->name, cases[i].maker);
		CHECK_INT(m->width, cases[i].width);
		ecert_token_free(token);
	}
	unit_case("codes for no such container");
	CHECK(eci_skf_no_container(m, 0x0A000034) && eci_skf_no_container(m, 0x0A000036));
	CHECK(!eci_skf_no_container(m, 0x0A000001) && !eci_skf_no_container(m, 0));
	return unit_end();
}
