/* SPDX-License-Identifier: Apache-2.0 */
/* Cross-page seals.  The seal is 40 x 30 mm; pages are A4 unless a row says so. */
#include <math.h>

#include "signing.h"
#include "sign/sign_priv.h"

static struct fixture f;

#define NEAR(a, b) (fabs((a) - (b)) < 1e-9)
#define C ECERT_RIDE_CENTRED
#define L ECERT_EDGE_LEFT
#define R ECERT_EDGE_RIGHT
#define T ECERT_EDGE_TOP
#define B ECERT_EDGE_BOTTOM

static ecert_doc *
doc_of(size_t pages, const double (*sizes)[2])
{
	ecert_doc *doc = NULL;
	size_t i, page;

	MUST(f.ctx, ecert_doc_new(f.ctx, &doc));
	for (i = 0; i < pages; i++)
		MUST(f.ctx, ecert_page_add(f.ctx, doc, sizes != NULL ? sizes[i][0] : 210,
		    sizes != NULL ? sizes[i][1] : 297, &page));
	return doc;
}

static ecert_sign_opts *
opts_of(int32_t edge, double offset, unsigned most, int two_sided)
{
	ecert_sign_opts *opts = NULL;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_add_ride(f.ctx, opts, edge, offset));
	if (most != 0)
		MUST(f.ctx, ecert_sign_opts_set_ride_pages(f.ctx, opts, most));
	ecert_sign_opts_set_ride_two_sided(opts, two_sided);
	return opts;
}

struct want {
	size_t page;                 /* from 1 */
	double x, y;                 /* of the boundary */
	double clip[4];
};

static const double mixed[3][2] = { { 210, 297 }, { 297, 210 }, { 148.5, 209.97 } };

static const struct row {
	const char *name;
	size_t pages;
	const double (*sizes)[2];
	int32_t edge;
	double offset;
	unsigned most;
	int two_sided;
	size_t n;
	struct want want[5];
} rows[] = {
	/* centred: (297 - 30) / 2 from the top, (210 - 40) / 2 from the left */
	{ "right", 2, NULL, R, C, 0, 0, 2, {
	    { 1, 190, 133.5, { 0, 0, 20, 30 } }, { 2, 170, 133.5, { 20, 0, 20, 30 } } } },
	{ "left: page 1 has the last slice", 2, NULL, L, C, 0, 0, 2, {
	    { 1, -20, 133.5, { 20, 0, 20, 30 } }, { 2, 0, 133.5, { 0, 0, 20, 30 } } } },
	{ "top: page 1 has the last slice", 2, NULL, T, C, 0, 0, 2, {
	    { 1, 85, -15, { 0, 15, 40, 15 } }, { 2, 85, 0, { 0, 0, 40, 15 } } } },
	{ "bottom", 2, NULL, B, C, 0, 0, 2, {
	    { 1, 85, 282, { 0, 0, 40, 15 } }, { 2, 85, 267, { 0, 15, 40, 15 } } } },
	{ "an offset from the top", 2, NULL, R, 12.5, 0, 0, 2, {
	    { 1, 190, 12.5, { 0, 0, 20, 30 } }, { 2, 170, 12.5, { 20, 0, 20, 30 } } } },
	{ "an offset from the left", 2, NULL, B, 0, 0, 0, 2, {
	    { 1, 0, 282, { 0, 0, 40, 15 } }, { 2, 0, 267, { 0, 15, 40, 15 } } } },
	{ "thirds end where the next begin", 3, NULL, R, 0, 0, 0, 3, {
	    { 1, 196.667, 0, { 0, 0, 13.333, 30 } }, { 2, 183.333, 0, { 13.333, 0, 13.334, 30 } },
	    { 3, 170, 0, { 26.667, 0, 13.333, 30 } } } },
	{ "pages of three sizes, centred on each", 3, mixed, R, C, 0, 0, 3, {
	    { 1, 196.667, 133.5, { 0, 0, 13.333, 30 } },
	    { 2, 270.333, 90, { 13.333, 0, 13.334, 30 } },
	    { 3, 108.5, 89.985, { 26.667, 0, 13.333, 30 } } } },
	{ "pages of three sizes, at one offset", 3, mixed, B, 100, 0, 0, 3, {
	    { 1, 100, 287, { 0, 0, 40, 10 } }, { 2, 100, 190, { 0, 10, 40, 10 } },
	    { 3, 100, 179.97, { 0, 20, 40, 10 } } } },
	{ "two seals", 5, NULL, R, 0, 3, 0, 5, {
	    { 1, 196.667, 0, { 0, 0, 13.333, 30 } }, { 2, 183.333, 0, { 13.333, 0, 13.334, 30 } },
	    { 3, 170, 0, { 26.667, 0, 13.333, 30 } }, { 4, 190, 0, { 0, 0, 20, 30 } },
	    { 5, 170, 0, { 20, 0, 20, 30 } } } },
	{ "no page alone", 3, NULL, R, 0, 2, 0, 3, {
	    { 1, 196.667, 0, { 0, 0, 13.333, 30 } }, { 2, 183.333, 0, { 13.333, 0, 13.334, 30 } },
	    { 3, 170, 0, { 26.667, 0, 13.333, 30 } } } },
	{ "two sides: front right, back left, one slice of a sheet", 4, NULL, R, 0, 0, 1, 4, {
	    { 1, 190, 0, { 0, 0, 20, 30 } }, { 3, 170, 0, { 20, 0, 20, 30 } },
	    { 2, 0, 0, { 0, 0, 20, 30 } }, { 4, -20, 0, { 20, 0, 20, 30 } } } },
	{ "two sides: front left, back right", 4, NULL, L, 0, 0, 1, 4, {
	    { 1, -20, 0, { 20, 0, 20, 30 } }, { 3, 0, 0, { 0, 0, 20, 30 } },
	    { 2, 170, 0, { 20, 0, 20, 30 } }, { 4, 190, 0, { 0, 0, 20, 30 } } } },
	{ "two sides: front top, back bottom", 4, NULL, T, 0, 0, 1, 4, {
	    { 1, 0, -15, { 0, 15, 40, 15 } }, { 3, 0, 0, { 0, 0, 40, 15 } },
	    { 2, 0, 267, { 0, 15, 40, 15 } }, { 4, 0, 282, { 0, 0, 40, 15 } } } },
	{ "two sides: front bottom, back top", 4, NULL, B, 0, 0, 1, 4, {
	    { 1, 0, 282, { 0, 0, 40, 15 } }, { 3, 0, 267, { 0, 15, 40, 15 } },
	    { 2, 0, 0, { 0, 0, 40, 15 } }, { 4, 0, -15, { 0, 15, 40, 15 } } } },
	{ "two sides: the back of the last sheet is empty", 5, NULL, R, 0, 0, 1, 5, {
	    { 1, 196.667, 0, { 0, 0, 13.333, 30 } }, { 3, 183.333, 0, { 13.333, 0, 13.334, 30 } },
	    { 5, 170, 0, { 26.667, 0, 13.333, 30 } }, { 2, 0, 0, { 0, 0, 20, 30 } },
	    { 4, -20, 0, { 20, 0, 20, 30 } } } },
	{ "two sides: one back alone shows none", 3, NULL, R, 0, 0, 1, 2, {
	    { 1, 190, 0, { 0, 0, 20, 30 } }, { 3, 170, 0, { 20, 0, 20, 30 } } } },
};

/* As it was written and read again. */
static void
test_row(const struct row *row)
{
	ecert_sign_opts *opts = opts_of(row->edge, row->offset, row->most, row->two_sided);
	ecert_doc *doc = doc_of(row->pages, row->sizes);
	const struct eci_ofd_stamp *s;
	struct eci_ofd_sig sig;
	size_t i, k;

	unit_case("%s", row->name);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts));
	read_sig(f.ctx, doc, 0, &sig);
	CHECK_INT(sig.n_stamps, row->n);
	for (i = 0; i < sig.n_stamps && i < row->n; i++) {
		s = &sig.stamps[i];
		CHECK_INT(s->page_id, eci_ofd_page(doc, row->want[i].page - 1)->id);
		CHECK(s->boundary_ok && s->has_clip);
		CHECK(NEAR(s->boundary[0], row->want[i].x));
		CHECK(NEAR(s->boundary[1], row->want[i].y));
		CHECK(NEAR(s->boundary[2], 40) && NEAR(s->boundary[3], 30));
		for (k = 0; k < 4; k++)
			CHECK(NEAR(s->clip[k], row->want[i].clip[k]));
	}
	eci_ofd_sig_free(&sig);
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

/* What a page shows of the seal, by slices sewn together: true when they are one
 * seal.  v are n stamps in the order of slices. */
static bool
is_whole(const struct eci_ofd_stamp *const *v, size_t n, int axis, double length)
{
	double at = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!NEAR(v[i]->clip[axis], at) || v[i]->clip[axis + 2] < 1 - 1e-9)
			return false;
		at = v[i]->clip[axis] + v[i]->clip[axis + 2];
	}
	return NEAR(at, length);
}

/* The slice lies at the edge, inside the page, and nothing else of the seal does. */
static bool
is_at_edge(const struct eci_ofd_stamp *s, int32_t edge, double w, double h)
{
	double page = edge == L || edge == R ? w : h;
	int axis = edge == L || edge == R ? 0 : 1;
	double from = s->boundary[axis] + s->clip[axis], to = from + s->clip[axis + 2];

	return edge == L || edge == T ? NEAR(from, 0) : NEAR(to, page);
}

/* How many slices each seal of n pages has, in order; 0 ends them. */
static void
groups_of(size_t n, size_t most, size_t out[64])
{
	size_t count = (n + most - 1) / most, i;

	if (count * 2 > n)
		count = n / 2;
	for (i = 0; i < count; i++)
		out[i] = n / count + (i < n % count ? 1 : 0);
	out[count] = 0;
}

static bool
check_side(const struct eci_ofd_stamp *v, size_t n, size_t most, int32_t edge, bool reversed)
{
	int axis = edge == L || edge == R ? 0 : 1;
	const struct eci_ofd_stamp *slices[64];
	size_t sizes[64], g, i;

	groups_of(n, most, sizes);
	for (g = 0; sizes[g] > 0; v += sizes[g], g++) {
		if (sizes[g] < 2 || (sizes[g] > most && most > 2))
			return false;
		for (i = 0; i < sizes[g]; i++) {
			slices[reversed ? sizes[g] - 1 - i : i] = &v[i];
			if (!is_at_edge(&v[i], edge, 210, 297))
				return false;
		}
		if (!is_whole(slices, sizes[g], axis, axis == 0 ? 40 : 30))
			return false;
	}
	return true;
}

/* Every number of pages, edge, and way of printing. */
static void
test_all(unsigned most)
{
	static const int32_t other[] = { 0, R, L, B, T };
	ecert_sign_opts *opts;
	struct eci_ofd_stamp *v = NULL;
	ecert_doc *doc = doc_of(1, NULL);
	size_t pages, n, page, odd, bad = 0;
	int32_t edge;
	int two;

	unit_case("2 to 61 pages, at most %u a seal", most);
	for (pages = 2; pages <= 61; pages++) {
		MUST(f.ctx, ecert_page_add(f.ctx, doc, 210, 297, &page));
		for (edge = L; edge <= B; edge++)
			for (two = 0; two <= (pages > 3); two++) {
				bool reversed = edge == L || edge == T;
				opts = opts_of(edge, C, most, two);
				MUST(f.ctx, eci_sign_places(f.ctx, doc, f.seal, opts, &v, &n));
				odd = two ? (pages + 1) / 2 : pages;
				bad += n != pages || !check_side(v, odd, most, edge, reversed) ||
				    (two && !check_side(v + odd, pages / 2, most, other[edge],
				    reversed));
				free(v);
				ecert_sign_opts_free(opts);
			}
	}
	CHECK_INT(bad, 0);
	ecert_doc_free(doc);
}

static void
test_even_cut(void)
{
	static const struct { size_t pages; unsigned most; size_t want[4]; } cuts[] = {
		{ 20, 0, { 20 } }, { 21, 0, { 11, 10 } }, { 45, 0, { 15, 15, 15 } },
		{ 41, 0, { 14, 14, 13 } }, { 5, 2, { 3, 2 } }, { 7, 3, { 3, 2, 2 } },
		/* a seal of 40 mm has room for 40 slices of 1 mm */
		{ 60, 1000, { 30, 30 } }, { 40, 4294967295u, { 40 } },
	};
	struct eci_ofd_stamp *v = NULL;
	ecert_sign_opts *opts;
	ecert_doc *doc;
	size_t i, k, n, g;

	for (i = 0; i < ECI_COUNT(cuts); i++) {
		unit_case("%zu pages, at most %u", cuts[i].pages, cuts[i].most);
		doc = doc_of(cuts[i].pages, NULL);
		opts = opts_of(R, C, cuts[i].most, 0);
		CHECK_OK(f.ctx, eci_sign_places(f.ctx, doc, f.seal, opts, &v, &n));
		CHECK_INT(n, cuts[i].pages);
		/* The first slice of each seal begins at 0. */
		for (k = 0, g = 0; k < n && g < 4; k += cuts[i].want[g++]) {
			CHECK(cuts[i].want[g] > 0 && NEAR(v[k].clip[0], 0));
			if (cuts[i].want[g] == 0)
				break;
		}
		CHECK_INT(k, n);
		free(v);
		ecert_sign_opts_free(opts);
		ecert_doc_free(doc);
	}
}

static const double wide[2][2] = { { 210, 297 }, { 60, 29 } };
static const double narrow[2][2] = { { 210, 297 }, { 15, 297 } };

static const struct {
	const char *name;
	size_t pages;
	const double (*sizes)[2];
	int32_t edge;
	double offset;
	int two_sided;
	ecert_err want;
	const char *words;
} bad[] = {
	{ "one page", 1, NULL, R, C, 0, ECERT_E_STATE,
	    "a cross-page seal needs two pages: the document has 1" },
	{ "two sides of one page", 1, NULL, R, C, 1, ECERT_E_STATE, "the document has 1" },
	{ "two sides of one sheet", 2, NULL, R, C, 1, ECERT_E_STATE,
	    "needs two sheets, 3 pages: the document has 2" },
	{ "below the page", 2, NULL, R, 267.02, 0, ECERT_E_ARG,
	    "the cross-page seal (40 x 30 mm) at 267.02 is not inside the right edge of page 1 "
	    "(210 x 297 mm)" },
	{ "right of the page", 2, NULL, T, 171, 0, ECERT_E_ARG,
	    "at 171 is not inside the top edge of page 1 (210 x 297 mm)" },
	{ "higher than a page's edge", 2, wide, L, C, 0, ECERT_E_ARG,
	    "is not inside the left edge of page 2 (60 x 29 mm)" },
	{ "a slice wider than a page", 2, narrow, R, C, 0, ECERT_E_ARG,
	    "is not inside the right edge of page 2 (15 x 297 mm)" },
};

static void
test_bad(void)
{
	ecert_sign_opts *opts;
	ecert_seal *tiny;
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("%s", bad[i].name);
		doc = doc_of(bad[i].pages, bad[i].sizes);
		opts = opts_of(bad[i].edge, bad[i].offset, 0, bad[i].two_sided);
		CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), bad[i].want);
		if (strstr(ecert_errmsg(f.ctx), bad[i].words) == NULL)
			unit_fail(__FILE__, __LINE__, "message: %s", ecert_errmsg(f.ctx));
		CHECK_INT(ecert_doc_signature_count(doc), 0);
		ecert_sign_opts_free(opts);
		ecert_doc_free(doc);
	}
	unit_case("too small to be cut");
	tiny = make_seal(&f, ECERT_SES_V4, f.signer_cert, NOW - DAY, NOW + DAY, 1, 30);
	doc = doc_of(3, NULL);
	opts = opts_of(R, C, 0, 0);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, tiny, opts), ECERT_E_ARG);
	CHECK_STR(ecert_errmsg(f.ctx), "the seal (1 x 30 mm) is too small to be cut");
	ecert_sign_opts_free(opts);
	unit_case("but not the other way");
	opts = opts_of(B, C, 0, 0);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, tiny, opts));
	ecert_sign_opts_free(opts);
	ecert_seal_free(tiny);
	ecert_doc_free(doc);
}

static void
test_together(void)
{
	ecert_sign_opts *opts = opts_of(R, C, 0, 0);
	ecert_doc *doc = doc_of(4, NULL);
	struct eci_ofd_stamp *v = NULL;
	size_t n = 0;

	unit_case("no default place beside a cross-page seal");
	CHECK_OK(f.ctx, eci_sign_places(f.ctx, doc, f.seal, opts, &v, &n));
	CHECK_INT(n, 4);
	free(v);
	unit_case("places and edges together");
	MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, ECERT_LAST_PAGE, 10, 10));
	MUST(f.ctx, ecert_sign_opts_add_ride(f.ctx, opts, L, 50));
	CHECK_OK(f.ctx, eci_sign_places(f.ctx, doc, f.seal, opts, &v, &n));
	CHECK_INT(n, 9);
	CHECK(!v[0].has_clip && v[1].has_clip && v[8].has_clip);
	free(v);
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

int
main(void)
{
	size_t i;

	fixture_make(&f);
	for (i = 0; i < ECI_COUNT(rows); i++)
		test_row(&rows[i]);
	test_all(20);
	test_all(2);
	test_all(7);
	test_even_cut();
	test_bad();
	test_together();
	fixture_free(&f);
	return unit_end();
}
