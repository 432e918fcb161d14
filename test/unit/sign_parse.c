/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "sign/sign_priv.h"
#include "unit.h"

static bool
is(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

static ecert_sign_opts *
new_opts(ecert_ctx *ctx)
{
	ecert_sign_opts *opts = NULL;

	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	return opts;
}

static void
test_places(ecert_ctx *ctx)
{
	static const struct { const char *text; unsigned page; double x, y; } good[] = {
		{ "1:20,30", 1, 20, 30 }, { "last:1.5,0", ECERT_LAST_PAGE, 1.5, 0 },
		{ "1000000:-3,+4", 1000000, -3, 4 },
	};
	static const char *const bad[] = { "", "1", ":1,2", "0:1,2", "x:1,2", "1:1", "1:1,", "1:,2",
		"1:1,2,3", "1:1,2 ", " 1:1,2", "1000001:1,2", "99999999999999:1,2", "Last:1,2",
		"1:1e3,2", "1:nan,2", "-1:1,2" };
	ecert_sign_opts *opts = new_opts(ctx);
	size_t i;

	for (i = 0; i < ECI_COUNT(good); i++) {
		unit_case("place %s", good[i].text);
		CHECK_OK(ctx, ecert_sign_opts_parse_place(ctx, opts, good[i].text));
		CHECK_INT(opts->places[i].page, good[i].page);
		CHECK(is(opts->places[i].x, good[i].x) && is(opts->places[i].y, good[i].y));
	}
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no place: %s", bad[i]);
		CHECK_ERR(ctx, ecert_sign_opts_parse_place(ctx, opts, bad[i]), ECERT_E_ARG);
	}
	CHECK_INT(opts->n, ECI_COUNT(good));
	unit_case("every page");
	CHECK_OK(ctx, ecert_sign_opts_parse_every_page(ctx, opts, "7,8"));
	CHECK_INT(opts->places[3].page, ECERT_EVERY_PAGE);
	CHECK_ERR(ctx, ecert_sign_opts_parse_every_page(ctx, opts, "1:7,8"), ECERT_E_ARG);
	ecert_sign_opts_free(opts);
}

static void
test_texts(ecert_ctx *ctx)
{
	static const struct { const char *text, *hit, *words; unsigned which; double dx, dy; } good[] = {
		{ "Seal", NULL, "Seal", ECERT_EVERY_HIT, 0, 0 },
		{ "Seal:1,-2", "2", "Seal", 2, 1, -2 },
		{ "Date: 1,2", "last", "Date: 1,2", ECERT_LAST_HIT, 0, 0 },
		{ "a:b:3,4", "every", "a:b", ECERT_EVERY_HIT, 3, 4 },
		{ "a:b", NULL, "a:b", ECERT_EVERY_HIT, 0, 0 },
	};
	static const struct { const char *text, *hit; } bad[] = {
		{ "", NULL }, { ":1,2", NULL }, { " ", NULL }, { "a", "0" }, { "a", "x" }, { "a", "" },
		{ "a", "1000001" }, { "a", "-1" },
	};
	ecert_sign_opts *opts = new_opts(ctx);
	size_t i;

	for (i = 0; i < ECI_COUNT(good); i++) {
		unit_case("text %s", good[i].text);
		CHECK_OK(ctx, ecert_sign_opts_parse_text_place(ctx, opts, good[i].text, good[i].hit));
		CHECK_STR(opts->texts[i].text, good[i].words);
		CHECK_INT(opts->texts[i].hit, good[i].which);
		CHECK(is(opts->texts[i].dx, good[i].dx) && is(opts->texts[i].dy, good[i].dy));
	}
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no text: %s, %s", bad[i].text, bad[i].hit != NULL ? bad[i].hit : "-");
		CHECK_ERR(ctx, ecert_sign_opts_parse_text_place(ctx, opts, bad[i].text, bad[i].hit),
		    ECERT_E_ARG);
	}
	CHECK_INT(opts->n_texts, ECI_COUNT(good));
	ecert_sign_opts_free(opts);
}

static void
test_rides(ecert_ctx *ctx)
{
	static const char *const bad[] = { "", "middle", "left:", "left:-1", "left:x", "LEFT", "right" };
	ecert_sign_opts *opts = new_opts(ctx);
	size_t i;

	unit_case("edges");
	CHECK_OK(ctx, ecert_sign_opts_parse_ride(ctx, opts, "right"));
	CHECK_OK(ctx, ecert_sign_opts_parse_ride(ctx, opts, "top:12.5"));
	CHECK_INT(opts->rides[0].edge, ECERT_EDGE_RIGHT);
	CHECK(is(opts->rides[0].offset, ECERT_RIDE_CENTRED));
	CHECK_INT(opts->rides[1].edge, ECERT_EDGE_TOP);
	CHECK(is(opts->rides[1].offset, 12.5));
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no edge, or one that is taken: %s", bad[i]);
		CHECK_ERR(ctx, ecert_sign_opts_parse_ride(ctx, opts, bad[i]), ECERT_E_ARG);
	}
	CHECK_INT(opts->n_rides, 2);
	ecert_sign_opts_free(opts);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_places(ctx);
	test_texts(ctx);
	test_rides(ctx);
	return unit_end();
}
