/* SPDX-License-Identifier: Apache-2.0 */
/* Where the glyphs of a TextCode stand. */
#include <math.h>
#include <stdlib.h>

#include "ofd_show.h"

static ecert_ctx *ctx;

#define PLAIN { 1, 0, 0, 1, 10, 20 }

static const struct row {
	const char *name, *text, *dx, *dy;
	double m[6], size, hscale;
	int reading, turned;
	const char *want;
} rows[] = {
	{ "one character", "A", NULL, NULL, PLAIN, 4, 1, 0, 0, "A@10,20" },
	{ "nothing", "", "3", NULL, PLAIN, 4, 1, 0, 0, "" },
	{ "distances", "ABC", "3 2.5", NULL, PLAIN, 4, 1, 0, 0, "A@10,20 B@13,20 C@15.5,20" },
	{ "distances in short", "ABCDE", "g 2 3 1 g 1 2", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 C@16,20 D@17,20 E@19,20" },
	{ "more distances than characters", "AB", "3 3 3", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20" },
	{ "one distance for all", "ABCD", "3", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 C@16,20 D@19,20" },
	{ "the last distance goes on", "ABCD", "g 1 3 2", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 C@15,20 D@17,20" },
	{ "without distances", "A\xE4\xBD\xA0" "B", NULL, NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 \xE4\xBD\xA0@12,20 B@16,20" },
	{ "white space for distances", "AB", "  ", "", PLAIN, 4, 1, 0, 0, "A@10,20 B@12,20" },
	{ "distances that are none", "ABC", "x 3", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@12,20 C@14,20" },
	{ "distances that end in something else", "ABCD", "3 x 9", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 C@16,20 D@19,20" },
	{ "a count that is none", "ABC", "3 g 0 5", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 C@16,20" },
	{ "a count without a value", "ABC", "3 g 5", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 C@16,20" },
	{ "a huge count", "ABC", "g 9999999 2", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@12,20 C@14,20" },
	{ "downwards", "ABC", NULL, "5", PLAIN, 4, 1, 0, 0, "A@10,20 B@10,25 C@10,30" },
	{ "two lines", "ABCD", "3 -3 3", "0 5 0", PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20 | C@10,25 D@13,25" },
	{ "a little off the line", "AB", "3", "1", PLAIN, 4, 1, 0, 0, "A@10,20 B@13,21" },
	{ "too far off the line", "AB", "3", "1.3", PLAIN, 4, 1, 0, 0, "A@10,20 | B@13,21.3" },
	{ "a little back", "ABC", "3 -1.9", NULL, PLAIN, 4, 1, 0, 0, "A@10,20 B@13,20 C@11.1,20" },
	{ "too far back", "ABC", "3 -2.1", NULL, PLAIN, 4, 1, 0, 0, "A@10,20 B@13,20 | C@10.9,20" },
	{ "a wide gap in one text", "AB", "90", NULL, PLAIN, 4, 1, 0, 0, "A@10,20 B@100,20" },
	{ "from right to left", "ABC", "-3", NULL, PLAIN, 4, 1, 0, 0, "A@10,20 B@7,20 C@4,20" },
	{ "upwards", "ABC", NULL, "-3", PLAIN, 4, 1, 0, 0, "A@10,20 B@10,17 C@10,14" },
	{ "read downwards", "\xE4\xBD\xA0" "A", NULL, NULL, PLAIN, 4, 1, 1, 0,
	    "\xE4\xBD\xA0@10,20 A@10,24" },
	{ "read to the left", "\xE4\xBD\xA0" "A", NULL, NULL, PLAIN, 4, 1, 2, 0,
	    "\xE4\xBD\xA0@10,20 A@6,20" },
	{ "read upwards", "\xE4\xBD\xA0" "A", NULL, NULL, PLAIN, 4, 1, 3, 0,
	    "\xE4\xBD\xA0@10,20 A@10,16" },
	{ "narrow", "AB", NULL, NULL, PLAIN, 4, 0.5, 0, 0, "A@10,20 B@11,20" },
	{ "narrow, with distances", "AB", "3", NULL, PLAIN, 4, 0.5, 0, 0, "A@10,20 B@13,20" },
	{ "enlarged", "AB", "3", NULL, { 2, 0, 0, 2, 10, 20 }, 4, 1, 0, 0, "A@10,20 B@16,20" },
	{ "turned by a quarter", "AB", "3", NULL, { 0, 1, -1, 0, 10, 20 }, 4, 1, 0, 0,
	    "A@10,20 B@10,23" },
	{ "mirrored", "AB", "3", NULL, { -1, 0, 0, 1, 10, 20 }, 4, 1, 0, 0, "A@10,20 B@7,20" },
	{ "without an extent", "AB", "3", NULL, { 0, 0, 0, 0, 10, 20 }, 4, 1, 0, 0, "" },
	{ "without a height", "AB", "3", NULL, { 1, 0, 0, 0, 10, 20 }, 4, 1, 0, 0, "" },
	{ "without a width", "AB", "3", NULL, { 0, 0, 0, 1, 10, 20 }, 4, 1, 0, 0, "" },
	{ "spaces have distances", " A  B ", "1 2 3 4 5", NULL, PLAIN, 4, 1, 0, 0,
	    " @10,20 A@11,20  @13,20  @16,20 B@20,20  @25,20" },
	{ "layout around text has none", "\r\n\t A B\n ", "2 3", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20  @12,20 B@15,20" },
	{ "a line break in front alone", "\nAB ", "2 3", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@12,20  @15,20" },
	{ "layout alone", "\n  \n", "2 3", NULL, PLAIN, 4, 1, 0, 0, "" },
	{ "outside of the basic plane", "\xF0\xA0\x80\x80" "A", "3", NULL, PLAIN, 4, 1, 0, 0,
	    "\xF0\xA0\x80\x80@10,20 A@13,20" },
	{ "out of the world", "ABCD", "9999999 9999999", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@10000009,20" },
	{ "half a character at the end", "AB\xE4\xBD", "3", NULL, PLAIN, 4, 1, 0, 0,
	    "A@10,20 B@13,20" },
};

static void
set_list(struct eci_buf *b, const char *s)
{
	if (s != NULL)
		CHECK_OK(ctx, eci_buf_adds(ctx, b, s));
}

static const char *
place(const struct row *r, struct eci_ofd_merge *merges, size_t n, struct eci_ofd_shown *out)
{
	struct eci_ofd_text o = { .size = r->size, .hscale = r->hscale, .reading = r->reading,
	    .turned = r->turned, .merges = merges, .n_merges = n };
	struct eci_ofd_texts t = { .ctx = ctx };

	memcpy(o.m, r->m, sizeof(o.m));
	set_list(&o.delta_x, r->dx);
	set_list(&o.delta_y, r->dy);
	CHECK_OK(ctx, eci_ofd_text_place(&t, &o, r->text, out));
	eci_buf_free(&o.delta_x);
	eci_buf_free(&o.delta_y);
	return show(out);
}

static void
places(void)
{
	struct eci_ofd_shown s = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_STR(place(&rows[i], NULL, 0, &s), rows[i].want);
		if (rows[i].want[0] == '\0')
			CHECK_INT(s.n_runs, 0);
		eci_ofd_shown_free(&s);
	}
}

/* Distances count glyphs: GB/T 33190-2016 11.4. */
static void
ligatures(void)
{
	static const struct {
		const char *name, *text, *dx;
		struct eci_ofd_merge v[2];
		size_t n;
		const char *want;
	} merges[] = {
		{ "two codes, one glyph", "afib", "1 2 4", { { 1, 2, 1 } }, 1,
		    "a@10,20 f@11,20 i@11,20 b@13,20" },
		{ "one code, two glyphs", "aXb", "1 2 4", { { 1, 1, 2 } }, 1,
		    "a@10,20 X@11,20 b@17,20" },
		{ "three codes, two glyphs", "abcd", "1 2 4", { { 0, 3, 2 } }, 1,
		    "a@10,20 b@10,20 c@11,20 d@13,20" },
		{ "twice", "fifi", "3 4", { { 0, 2, 1 }, { 2, 2, 1 } }, 2,
		    "f@10,20 i@10,20 f@13,20 i@13,20" },
		{ "beyond the text", "ab", "1", { { 7, 2, 1 } }, 1, "a@10,20 b@11,20" },
	};
	struct eci_ofd_shown s = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(merges); i++) {
		struct row r = { merges[i].name, merges[i].text, merges[i].dx, NULL, PLAIN, 4, 1, 0,
		    0, NULL };
		struct eci_ofd_merge v[2] = { merges[i].v[0], merges[i].v[1] };

		unit_case("ligatures: %s", merges[i].name);
		CHECK_STR(place(&r, v, merges[i].n, &s), merges[i].want);
		eci_ofd_shown_free(&s);
	}
}

static bool
is_vector(const double v[2], double x, double y)
{
	return fabs(v[0] - x) < 1e-9 && fabs(v[1] - y) < 1e-9;
}

/* What an em is on the page. */
static void
ems(void)
{
	static const struct {
		const char *name;
		double m[6], hscale;
		int reading, turned;
		double right[2], down[2], dir[2], advance;      /* of "A" */
	} v[] = {
		{ "plain", PLAIN, 1, 0, 0, { 4, 0 }, { 0, 4 }, { 1, 0 }, 2 },
		{ "narrow", PLAIN, 0.5, 0, 0, { 2, 0 }, { 0, 4 }, { 1, 0 }, 1 },
		{ "read downwards", PLAIN, 1, 1, 0, { 4, 0 }, { 0, 4 }, { 0, 1 }, 4 },
		{ "characters turned", PLAIN, 1, 0, 1, { 0, 4 }, { -4, 0 }, { 1, 0 }, 4 },
		{ "upside down", PLAIN, 1, 0, 2, { -4, 0 }, { 0, -4 }, { 1, 0 }, 2 },
		{ "turned, read downwards", PLAIN, 1, 1, 1, { 0, 4 }, { -4, 0 }, { 0, 1 }, 2 },
		{ "by the matrix", { 0, 2, -2, 0, 0, 0 }, 1, 0, 0, { 0, 8 }, { -8, 0 }, { 0, 1 }, 4 },
	};
	struct eci_ofd_shown s = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		struct row r = { v[i].name, "A", NULL, NULL, { 0 }, 4, v[i].hscale, v[i].reading,
		    v[i].turned, NULL };

		unit_case("em: %s", v[i].name);
		memcpy(r.m, v[i].m, sizeof(r.m));
		place(&r, NULL, 0, &s);
		CHECK_INT(s.n_runs, 1);
		CHECK(is_vector(s.runs[0].right, v[i].right[0], v[i].right[1]));
		CHECK(is_vector(s.runs[0].down, v[i].down[0], v[i].down[1]));
		CHECK(is_vector(s.runs[0].dir, v[i].dir[0], v[i].dir[1]));
		CHECK(fabs(eci_ofd_advance(&s.runs[0], 'A') - v[i].advance) < 1e-9);
		eci_ofd_shown_free(&s);
	}
	unit_case("widths");
	CHECK(eci_ofd_glyph_width('A') < 0.6 && eci_ofd_glyph_width(0xFF71) < 0.6);
	CHECK(eci_ofd_glyph_width(0x4E00) > 0.9 && eci_ofd_glyph_width(0xFF01) > 0.9);
}

static void
bounds(void)
{
	struct eci_ofd_text o = { .m = { 1, 0, 0, 1, 0, 0 }, .size = 4, .hscale = 1 };
	struct eci_ofd_texts t = { .ctx = ctx };
	struct eci_ofd_shown s = { 0 };
	char *text = malloc(60001);
	size_t i;

	unit_case("characters of a page are bounded");
	memset(text, 'a', 60000);
	text[60000] = '\0';
	for (i = 0; i < 4; i++)
		CHECK_OK(ctx, eci_ofd_text_place(&t, &o, text, &s));
	CHECK_ERR(ctx, eci_ofd_text_place(&t, &o, text, &s), ECERT_E_LIMIT);
	CHECK_INT(s.n_glyphs, ECI_OFD_GLYPHS_MAX);
	CHECK_INT(t.work, 240000);
	eci_ofd_shown_free(&s);
	free(text);
}

int
main(void)
{
	ctx = unit_ctx();
	places();
	ligatures();
	ems();
	bounds();
	return unit_end();
}
