/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "unit.h"
#include "sign/sign_priv.h"

static const struct { const char *name; double x, y; } lengths[] = {
	{ "not a number", NAN, 0 }, { "not a number below", 0, NAN },
	{ "infinite", INFINITY, 0 }, { "minus infinite", 0, -INFINITY },
	{ "astronomic", 1e9, 0 },
};

static void
test_places(ecert_ctx *ctx)
{
	ecert_sign_opts *opts = NULL;
	size_t i;

	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	CHECK(!eci_sign_has_places(opts) && !eci_sign_has_places(NULL));
	for (i = 0; i < ECI_COUNT(lengths); i++) {
		unit_case("place: %s", lengths[i].name);
		CHECK_ERR(ctx, ecert_sign_opts_add_place(ctx, opts, 1, lengths[i].x, lengths[i].y),
		    ECERT_E_ARG);
	}
	unit_case("many places, but not without end");
	for (i = 0; i < 4096; i++)
		if (ecert_sign_opts_add_place(ctx, opts, 1, 0, 0) != ECERT_OK)
			break;
	CHECK_INT(i, 4096);
	CHECK(eci_sign_has_places(opts));
	CHECK_ERR(ctx, ecert_sign_opts_add_place(ctx, opts, 1, 0, 0), ECERT_E_ARG);
	ecert_sign_opts_free(opts);
}

static void
test_texts(ecert_ctx *ctx)
{
	static const struct { const char *name, *text; } bad[] = {
		{ "empty", "" }, { "white space alone", " \t\n\xE3\x80\x80" },
		{ "a control", "a\x01" "b" }, { "an invisible one", "a\xE2\x80\x8B" },
		{ "not UTF-8", "a\xFF" }, { "half a character", "a\xE4\xBD" },
	};
	ecert_sign_opts *opts = NULL;
	char text[1026];
	size_t i;

	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("text: %s", bad[i].name);
		CHECK_ERR(ctx, ecert_sign_opts_add_text_place(ctx, opts, bad[i].text,
		    ECERT_EVERY_HIT, 0, 0), ECERT_E_ARG);
	}
	for (i = 0; i < ECI_COUNT(lengths); i++) {
		unit_case("text: offset %s", lengths[i].name);
		CHECK_ERR(ctx, ecert_sign_opts_add_text_place(ctx, opts, "a", 1, lengths[i].x,
		    lengths[i].y), ECERT_E_ARG);
	}
	CHECK(!eci_sign_has_places(opts));
	unit_case("text: none");
	CHECK_ERR(ctx, ecert_sign_opts_add_text_place(ctx, opts, NULL, 1, 0, 0), ECERT_E_ARG);
	unit_case("text: as long as can be");
	memset(text, 'a', sizeof(text));
	text[1025] = '\0';
	CHECK_ERR(ctx, ecert_sign_opts_add_text_place(ctx, opts, text, 1, 0, 0), ECERT_E_ARG);
	text[1024] = '\0';
	CHECK_OK(ctx, ecert_sign_opts_add_text_place(ctx, opts, text, 1, 0, 0));
	CHECK(eci_sign_has_places(opts));
	unit_case("text: it is copied");
	text[0] = 'b';
	CHECK_INT(opts->texts[0].text[0], 'a');
	unit_case("many texts, but not without end");
	for (i = 1; i < 100; i++)
		if (ecert_sign_opts_add_text_place(ctx, opts, "a", 1, 0, 0) != ECERT_OK)
			break;
	CHECK_INT(i, 100);
	CHECK_ERR(ctx, ecert_sign_opts_add_text_place(ctx, opts, "a", 1, 0, 0), ECERT_E_ARG);
	ecert_sign_opts_free(opts);
}

static void
test_rides(ecert_ctx *ctx)
{
	static const struct { const char *name; int32_t edge; double offset; } bad[] = {
		{ "no edge", 0, 5 }, { "an edge there is not", 5, 5 }, { "below no edge", -1, 5 },
		{ "an offset below nothing", ECERT_EDGE_TOP, -0.5 },
		{ "an offset further below", ECERT_EDGE_TOP, -2 },
		{ "not a number", ECERT_EDGE_TOP, NAN }, { "infinite", ECERT_EDGE_TOP, INFINITY },
		{ "astronomic", ECERT_EDGE_TOP, 1e9 },
	};
	ecert_sign_opts *opts = NULL;
	int32_t edge;
	size_t i;

	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("edge: %s", bad[i].name);
		CHECK_ERR(ctx, ecert_sign_opts_add_ride(ctx, opts, bad[i].edge, bad[i].offset),
		    ECERT_E_ARG);
	}
	CHECK(!eci_sign_has_places(opts));
	unit_case("all four edges, each once");
	for (edge = ECERT_EDGE_LEFT; edge <= ECERT_EDGE_BOTTOM; edge++)
		CHECK_OK(ctx, ecert_sign_opts_add_ride(ctx, opts, edge, edge % 2 ? 0 :
		    ECERT_RIDE_CENTRED));
	for (edge = ECERT_EDGE_LEFT; edge <= ECERT_EDGE_BOTTOM; edge++)
		CHECK_ERR(ctx, ecert_sign_opts_add_ride(ctx, opts, edge, 1), ECERT_E_ARG);
	CHECK_STR(ecert_errmsg(ctx), "cross-page seal: two at one edge");
	CHECK(eci_sign_has_places(opts));
	unit_case("pages of a seal");
	CHECK_INT(opts->ride_pages, 20);
	CHECK_ERR(ctx, ecert_sign_opts_set_ride_pages(ctx, opts, 0), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_sign_opts_set_ride_pages(ctx, opts, 1), ECERT_E_ARG);
	CHECK_INT(opts->ride_pages, 20);
	CHECK_OK(ctx, ecert_sign_opts_set_ride_pages(ctx, opts, 2));
	CHECK_INT(opts->ride_pages, 2);
	ecert_sign_opts_free(opts);
}

static void
test_type(ecert_ctx *ctx)
{
	ecert_sign_opts *opts = NULL;

	unit_case("kind of signature");
	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	CHECK_INT(opts->type, ECERT_SIGN_SEAL);
	CHECK_ERR(ctx, ecert_sign_opts_set_type(ctx, opts, 2), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_sign_opts_set_type(ctx, opts, -1), ECERT_E_ARG);
	CHECK_OK(ctx, ecert_sign_opts_set_type(ctx, opts, ECERT_SIGN_PLAIN));
	CHECK_INT(opts->type, ECERT_SIGN_PLAIN);
	ecert_sign_opts_free(opts);
}

static void
test_like(ecert_ctx *ctx)
{
	ecert_sign_opts *opts = NULL, *like = NULL;

	unit_case("a copy with all, and without places or edges");
	CHECK_OK(ctx, ecert_sign_opts_new(ctx, &opts));
	CHECK_OK(ctx, ecert_sign_opts_add_place(ctx, opts, 1, 2, 3));
	CHECK_OK(ctx, ecert_sign_opts_add_text_place(ctx, opts, "here", 1, 4, 5));
	CHECK_OK(ctx, ecert_sign_opts_add_ride(ctx, opts, ECERT_EDGE_LEFT, 6));
	CHECK_OK(ctx, ecert_sign_opts_set_ride_pages(ctx, opts, 7));
	ecert_sign_opts_set_lock(opts, 1);
	ecert_sign_opts_set_time(opts, 8);
	CHECK_OK(ctx, eci_sign_opts_like(ctx, opts, true, true, &like));
	CHECK(like->n == 1 && like->n_texts == 1 && like->n_rides == 1);
	CHECK(like->places != opts->places && like->texts[0].text != opts->texts[0].text);
	CHECK_STR(like->texts[0].text, "here");
	CHECK(like->lock && like->has_time && like->time == 8 && like->ride_pages == 7);
	ecert_sign_opts_free(like);
	CHECK_OK(ctx, eci_sign_opts_like(ctx, opts, false, true, &like));
	CHECK(like->n == 0 && like->n_texts == 0 && like->n_rides == 1);
	ecert_sign_opts_free(like);
	CHECK_OK(ctx, eci_sign_opts_like(ctx, opts, true, false, &like));
	CHECK(like->n == 1 && like->n_texts == 1 && like->n_rides == 0);
	CHECK_INT(opts->n_rides, 1);
	ecert_sign_opts_free(like);
	ecert_sign_opts_free(opts);
	unit_case("a copy of nothing is what there is by default");
	CHECK_OK(ctx, eci_sign_opts_like(ctx, NULL, true, true, &like));
	CHECK_INT(like->type, ECERT_SIGN_SEAL);
	CHECK(!eci_sign_has_places(like));
	ecert_sign_opts_free(like);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_places(ctx);
	test_texts(ctx);
	test_rides(ctx);
	test_type(ctx);
	test_like(ctx);
	unit_case("nothing to free");
	ecert_sign_opts_free(NULL);
	return unit_end();
}
