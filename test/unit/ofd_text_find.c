/* SPDX-License-Identifier: Apache-2.0 */
/* A text in the lines of a page of 210 x 297 mm. */
#include <math.h>
#include <stdlib.h>

#include "ofd_show.h"

static ecert_ctx *ctx;

struct piece { const char *text; double x, y; };

/* An em is 10 mm: ASCII is 5 wide, from 8.8 above the baseline to 1.2 below. */
static const struct row {
	const char *name, *needle;
	struct piece v[5];
	const char *want;            /* x,y,w,h of each hit */
} rows[] = {
	{ "the whole", "ABC", { { "ABC", 20, 50 } }, "20,41.2,15,10" },
	{ "in the middle", "BC", { { "ABCD", 20, 50 } }, "25,41.2,10,10" },
	{ "Chinese", "\xE4\xBD\xA0\xE5\xA5\xBD", { { "A\xE4\xBD\xA0\xE5\xA5\xBD", 20, 50 } },
	    "25,41.2,20,10" },
	{ "not there", "X", { { "ABC", 20, 50 } }, "" },
	{ "case counts", "abc", { { "ABC", 20, 50 } }, "" },
	{ "twice in a line", "AB", { { "ABAB", 20, 50 } }, "20,41.2,10,10 30,41.2,10,10" },
	{ "hits do not overlap", "AA", { { "AAAAA", 20, 50 } }, "20,41.2,10,10 30,41.2,10,10" },
	{ "a beginning that comes to nothing", "AAB", { { "AAAB", 20, 50 } }, "25,41.2,15,10" },
	{ "beginnings within beginnings", "ABABC", { { "ABABABC", 20, 50 } }, "30,41.2,25,10" },
	{ "over two runs", "BC", { { "AB", 20, 50 }, { "CD", 30, 50 } }, "25,41.2,10,10" },
	{ "over three, one a little lower", "BCD", { { "AB", 20, 50 }, { "C", 30, 51 },
	    { "D", 35, 50 } }, "25,41.2,15,11" },
	{ "not over lines", "BC", { { "AB", 20, 50 }, { "CD", 20, 62 } }, "" },
	{ "white space on the page", "AB", { { "A \xE3\x80\x80 B", 20, 50 } }, "20,41.2,30,10" },
	{ "white space in the text", " A\tB\xC2\xA0", { { "AB", 20, 50 } }, "20,41.2,10,10" },
	{ "invisible characters on the page", "AB", { { "A\xE2\x80\x8B" "B", 20, 50 } },
	    "20,41.2,20,10" },
	{ "down the page", "A", { { "A", 20, 250 }, { "A", 20, 50 }, { "A", 20, 150 } },
	    "20,41.2,5,10 20,141.2,5,10 20,241.2,5,10" },
	{ "side by side", "A", { { "A", 120, 50 }, { "A", 20, 52 }, { "A", 70, 49 } },
	    "20,43.2,5,10 70,40.2,5,10 120,41.2,5,10" },
	{ "drawn twice", "AB", { { "AB", 20, 50 }, { "AB", 20.3, 50.3 } }, "20,41.2,10,10" },
	{ "drawn below itself", "AB", { { "AB", 20, 50 }, { "AB", 20, 55.1 } },
	    "20,41.2,10,10 20,46.3,10,10" },
	{ "right of the page", "A", { { "A", 210.1, 50 } }, "" },
	{ "partly right of it", "A", { { "A", 209, 50 } }, "209,41.2,5,10" },
	{ "left of the page", "A", { { "A", -5.1, 50 } }, "" },
	{ "above the page", "A", { { "A", 5, -1.3 } }, "" },
	{ "below the page", "A", { { "A", 5, 305.9 } }, "" },
};

static ecert_err
find(const struct eci_ofd_shown *s, const char *text, struct eci_ofd_hits *hits)
{
	struct eci_ofd_hit page = { 3, { 0, 0, 210, 297 } };
	size_t *next = calloc(s->n_runs + 1, sizeof(*next));
	bool *head = calloc(s->n_runs + 1, sizeof(*head));
	struct eci_ofd_needle needle = { 0 };
	uint64_t looked = 0;
	ecert_err e = eci_ofd_lines(ctx, s, next, head, &looked);

	if (e == ECERT_OK)
		e = eci_ofd_needle(ctx, text, &needle);
	if (e == ECERT_OK)
		e = eci_ofd_needle_find(ctx, &needle, s, next, head, page, hits);
	eci_ofd_needle_free(&needle);
	free(next);
	free(head);
	return e;
}

static const char *
boxes(const struct eci_ofd_hits *hits)
{
	static char out[1024];
	char v[4][32];
	size_t i, k, n = 0;

	out[0] = '\0';
	for (i = 0; i < hits->n && n < sizeof(out); i++) {
		CHECK_INT(hits->v[i].page, 3);
		for (k = 0; k < 4; k++)
			eci_format_mm(hits->v[i].box[k], v[k]);
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%s,%s,%s,%s", i > 0 ? " " : "",
		    v[0], v[1], v[2], v[3]);
	}
	return out;
}

static void
hits_of(void)
{
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_ofd_shown s = { 0 };
		struct eci_ofd_hits hits = { 0 };

		unit_case("%s", rows[i].name);
		for (k = 0; k < 5 && rows[i].v[k].text != NULL; k++)
			add_text(ctx, &s, rows[i].v[k].text, rows[i].v[k].x, rows[i].v[k].y, 10, 0);
		CHECK_OK(ctx, find(&s, rows[i].needle, &hits));
		CHECK_STR(boxes(&hits), rows[i].want);
		eci_ofd_shown_free(&s);
		eci_ofd_hits_free(&hits, 1);
	}
}

static void
turned(void)
{
	struct eci_ofd_shown s = { 0 };
	struct eci_ofd_hits hits = { 0 };

	unit_case("down a column");
	add_text(ctx, &s, "ABC", 50, 20, 10, 1);
	CHECK_OK(ctx, find(&s, "BC", &hits));
	CHECK_STR(boxes(&hits), "50,21.2,5,20");
	eci_ofd_hits_free(&hits, 1);
	unit_case("characters that lie on their sides");
	s.runs[0].right[0] = 0;
	s.runs[0].right[1] = 10;
	s.runs[0].down[0] = -10;
	s.runs[0].down[1] = 0;
	CHECK_OK(ctx, find(&s, "ABC", &hits));
	CHECK_STR(boxes(&hits), "48.8,20,10,25");
	eci_ofd_hits_free(&hits, 1);
	eci_ofd_shown_free(&s);
}

static void
needles(void)
{
	static const char *const bad[] = { "", " \t", "\xFF", "A\xE4\xBD" };
	struct eci_ofd_needle n;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no text: %zu", i);
		CHECK_ERR(ctx, eci_ofd_needle(ctx, bad[i], &n), ECERT_E_ARG);
		eci_ofd_needle_free(&n);
	}
	unit_case("white space");
	CHECK(eci_ofd_is_space(' ') && eci_ofd_is_space(0x3000) && eci_ofd_is_space('\n'));
	CHECK(!eci_ofd_is_space('A') && !eci_ofd_is_space(0x200B) && !eci_ofd_is_space(0));
}

/* 5 x 4 mm each: 40 in a row, 70 rows a page. */
static void
many(void)
{
	struct eci_ofd_shown s = { 0 };
	struct eci_ofd_hits hits = { 0 };
	size_t i;

	unit_case("hits are bounded");
	for (i = 0; i < 40 * 70; i++)
		add_text(ctx, &s, "A", (double)(i % 40) * 5, (double)(i / 40) * 4 + 4, 4, 0);
	CHECK_OK(ctx, find(&s, "A", &hits));
	CHECK_INT(hits.n, 2800);
	for (i = 1; i < hits.n; i++)
		if (hits.v[i].box[1] < hits.v[i - 1].box[1] - 1 || (hits.v[i].box[1] <
		    hits.v[i - 1].box[1] + 1 && hits.v[i].box[0] < hits.v[i - 1].box[0]))
			break;
	CHECK_INT(i, 2800);
	for (i = 0; i < 40 * 70; i++)
		s.glyphs[i].y += 1;
	CHECK_ERR(ctx, find(&s, "A", &hits), ECERT_E_LIMIT);
	CHECK_STR(ecert_errmsg(ctx), "the text is shown more than 4096 times");
	eci_ofd_hits_free(&hits, 1);
	eci_ofd_shown_free(&s);
}

int
main(void)
{
	ctx = unit_ctx();
	hits_of();
	turned();
	needles();
	many();
	return unit_end();
}
