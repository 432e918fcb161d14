/* SPDX-License-Identifier: Apache-2.0 */
/* Stamps as they come together: pages of 210 x 297 mm with the IDs 1 and 7. */
#include "signing.h"
#include "sign/sign_priv.h"

static ecert_ctx *ctx;

static void
test_inside(ecert_doc *doc)
{
	static const struct { const char *name; size_t page; double x, y; const char *words; } v[] = {
		{ "in a corner", 1, 0, 0, NULL }, { "in the other corner", 2, 170, 267, NULL },
		{ "a rounding error too far", 1, 170.01, -0.01, NULL },
		{ "too far right", 1, 170.02, 0, "page 1 (210 x 297 mm)" },
		{ "too far left", 2, -0.02, 0, "page 2 (210 x 297 mm)" },
		{ "too far down", 1, 0, 267.5, "the seal (40 x 30 mm) at 0,267.5 is not inside" },
		{ "too far up", 1, 0, -1, "at 0,-1 is not inside" },
	};
	struct eci_stamps s = { .doc = doc, .width = 40, .height = 30 };
	size_t i, n = 0;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].name);
		if (v[i].words == NULL) {
			CHECK_OK(ctx, eci_stamps_add(ctx, &s, v[i].page, v[i].x, v[i].y));
			CHECK_INT(s.n, ++n);
			CHECK_INT(s.v[n - 1].page_id, v[i].page == 1 ? 1 : 7);
			continue;
		}
		CHECK_ERR(ctx, eci_stamps_add(ctx, &s, v[i].page, v[i].x, v[i].y), ECERT_E_ARG);
		CHECK(strstr(ecert_errmsg(ctx), v[i].words) != NULL);
		CHECK_INT(s.n, n);
	}
	eci_stamps_free(&s);
	CHECK(s.v == NULL && s.sizes == NULL && s.n == 0);
}

static void
test_twice(ecert_doc *doc)
{
	static const struct {
		const char *name;
		struct { size_t page; double x, y; } at[4];
		const char *words;
	} v[] = {
		{ "four places", { { 1, 5, 6 }, { 2, 5, 6 }, { 1, 5, 7 }, { 1, 6, 6 } }, NULL },
		{ "a hair apart", { { 1, 5, 6 }, { 1, 5.02, 6 }, { 1, 5, 6.02 }, { 1, 5.02, 6.02 } },
		    NULL },
		{ "the same", { { 2, 9, 9 }, { 1, 5, 6.5 }, { 2, 1, 1 }, { 1, 5, 6.5 } },
		    "the seal would stand twice at 5,6.5 of page 1" },
		{ "less than a hair", { { 2, 9.005, 9 }, { 1, 5, 6 }, { 2, 9, 9.005 }, { 2, 5, 6 } },
		    "the seal would stand twice at 9,9.005 of page 2" },
		{ "another between them", { { 1, 5, 6 }, { 1, 5.003, 90 }, { 1, 5.006, 6 },
		    { 2, 5, 6 } }, "the seal would stand twice at 5,6 of page 1" },
	};
	size_t i, k;

	for (i = 0; i < ECI_COUNT(v); i++) {
		struct eci_stamps s = { .doc = doc, .width = 40, .height = 30 };

		unit_case("%s", v[i].name);
		for (k = 0; k < 4; k++)
			CHECK_OK(ctx, eci_stamps_add(ctx, &s, v[i].at[k].page, v[i].at[k].x,
			    v[i].at[k].y));
		if (v[i].words == NULL)
			CHECK_OK(ctx, eci_stamps_check(ctx, &s));
		else {
			CHECK_ERR(ctx, eci_stamps_check(ctx, &s), ECERT_E_ARG);
			CHECK_STR(ecert_errmsg(ctx), v[i].words);
		}
		eci_stamps_free(&s);
	}
}

static void
test_many(ecert_doc *doc)
{
	const double box[4] = { 1, 2, 3, 4 }, clip[4] = { 0, 1, 2, 3 };
	struct eci_stamps s = { .doc = doc, .width = 40, .height = 30 };
	size_t i;

	unit_case("none");
	CHECK_OK(ctx, eci_stamps_check(ctx, &s));
	unit_case("with a clip");
	CHECK_OK(ctx, eci_stamps_add_clip(ctx, &s, 2, box, clip));
	CHECK(s.v[0].has_clip && s.v[0].boundary_ok && s.v[0].page_id == 7);
	CHECK_MEM(s.v[0].boundary, sizeof(box), box, sizeof(box));
	CHECK_MEM(s.v[0].clip, sizeof(clip), clip, sizeof(clip));
	unit_case("as many as a verifier reads");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_REFERENCES, 5));
	for (i = 1; i < 5; i++)
		CHECK_OK(ctx, eci_stamps_add(ctx, &s, 1, (double)i, 0));
	CHECK_ERR(ctx, eci_stamps_add(ctx, &s, 1, 9, 0), ECERT_E_LIMIT);
	eci_stamps_free(&s);
}

int
main(void)
{
	ecert_doc *doc;

	ctx = unit_ctx();
	doc = open_doc(ctx, NULL);
	test_inside(doc);
	test_twice(doc);
	test_many(doc);
	ecert_doc_free(doc);
	return unit_end();
}
