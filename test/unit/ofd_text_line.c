/* SPDX-License-Identifier: Apache-2.0 */
/* Runs joined to lines.  An em is 4 mm: ASCII is 2 wide, Chinese 4. */
#include <math.h>
#include <stdlib.h>

#include "ofd_show.h"

static ecert_ctx *ctx;

struct piece { const char *text; double x, y, em; int way; };

static const struct row {
	const char *name;
	struct piece v[6];
	const char *want;            /* lines in the order of their first runs */
} rows[] = {
	{ "one", { { "AB", 0, 0, 4, 0 } }, "AB" },
	{ "side by side", { { "AB", 0, 0, 4, 0 }, { "CD", 4, 0, 4, 0 } }, "ABCD" },
	{ "in the wrong order", { { "CD", 4, 0, 4, 0 }, { "AB", 0, 0, 4, 0 } }, "ABCD" },
	{ "a character each", { { "A", 0, 0, 4, 0 }, { "C", 4, 0, 4, 0 }, { "B", 2, 0, 4, 0 },
	    { "D", 6, 0, 4, 0 } }, "ABCD" },
	{ "two ems apart", { { "A", 0, 0, 4, 0 }, { "B", 10, 0, 4, 0 } }, "AB" },
	{ "further apart", { { "A", 0, 0, 4, 0 }, { "B", 10.1, 0, 4, 0 } }, "A B" },
	{ "a space bridges", { { "A", 0, 0, 4, 0 }, { " ", 9, 0, 4, 0 }, { "B", 18, 0, 4, 0 } },
	    "A_B" },
	{ "a little over one another", { { "AB", 0, 0, 4, 0 }, { "C", 2.81, 0, 4, 0 } }, "ABC" },
	{ "more over one another", { { "AB", 0, 0, 4, 0 }, { "C", 2.79, 0, 4, 0 } }, "AB C" },
	{ "a little off the line", { { "A", 0, 0, 4, 0 }, { "B", 2, 1.2, 4, 0 } }, "AB" },
	{ "above the line", { { "A", 0, 0, 4, 0 }, { "B", 2, -1.3, 4, 0 } }, "A B" },
	{ "lines below one another", { { "A", 0, 0, 4, 0 }, { "C", 0, 5, 4, 0 },
	    { "D", 2, 5, 4, 0 }, { "B", 2, 0, 4, 0 } }, "AB CD" },
	{ "twice as large", { { "A", 0, 0, 4, 0 }, { "B", 2, 0, 8, 0 } }, "AB" },
	{ "larger still", { { "A", 0, 0, 4, 0 }, { "B", 2, 0, 8.1, 0 } }, "A B" },
	{ "smaller", { { "A", 0, 0, 8, 0 }, { "B", 4, 0, 4, 0 } }, "AB" },
	{ "drawn twice for bold type", { { "A", 0, 0, 4, 0 }, { "A", 0.1, 0, 4, 0 },
	    { "B", 2, 0, 4, 0 }, { "B", 2.1, 0, 4, 0 } }, "AB AB" },
	{ "the line that fits best goes on", { { "A", 0, 1, 4, 0 }, { "C", 0, 0, 4, 0 },
	    { "D", 2, 0, 4, 0 }, { "B", 2, 1, 4, 0 } }, "AB CD" },
	{ "downwards", { { "A", 0, 0, 4, 1 }, { "B", 0, 4, 4, 1 } }, "AB" },
	{ "down beside across", { { "A", 0, 0, 4, 1 }, { "B", 0, 4, 4, 0 } }, "A B" },
	{ "to the left", { { "A", 10, 0, 4, 2 }, { "B", 8, 0, 4, 2 } }, "AB" },
	{ "upwards", { { "A", 0, 10, 4, 3 }, { "B", 0, 6, 4, 3 } }, "AB" },
	{ "columns", { { "A", 0, 0, 4, 1 }, { "B", 5, 4, 4, 1 } }, "A B" },
};

static const char *
lines_of(const struct eci_ofd_shown *s, const size_t *next, const bool *head)
{
	static char out[256];
	size_t i, r, k, n = 0;

	for (i = 0; i < s->n_runs; i++) {
		if (!head[i])
			continue;
		if (n > 0)
			out[n++] = ' ';
		for (r = i; r != SIZE_MAX; r = next[r])
			for (k = 0; k < s->runs[r].n && n < sizeof(out) - 2; k++) {
				out[n] = (char)s->glyphs[s->runs[r].first + k].cp;
				if (out[n++] == ' ')
					out[n - 1] = '_';
			}
	}
	out[n] = '\0';
	return out;
}

static void
joins(void)
{
	size_t i, k, next[6];
	uint64_t looked;
	bool head[6];

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_ofd_shown s = { 0 };

		unit_case("%s", rows[i].name);
		for (k = 0; k < 6 && rows[i].v[k].text != NULL; k++)
			add_text(ctx, &s, rows[i].v[k].text, rows[i].v[k].x, rows[i].v[k].y,
			    rows[i].v[k].em, rows[i].v[k].way);
		CHECK_OK(ctx, eci_ofd_lines(ctx, &s, next, head, &looked));
		CHECK_STR(lines_of(&s, next, head), rows[i].want);
		eci_ofd_shown_free(&s);
	}
}

/* At an angle: the same text under the same matrix. */
static void
slanted(void)
{
	struct eci_ofd_text o = { .m = { 0.8, 0.6, -0.6, 0.8, 50, 60 }, .size = 4, .hscale = 1 };
	struct eci_ofd_texts t = { .ctx = ctx };
	struct eci_ofd_shown s = { 0 };
	size_t next[3];
	uint64_t looked;
	bool head[3];

	unit_case("at an angle");
	CHECK_OK(ctx, eci_ofd_text_place(&t, &o, "AB", &s));
	o.x = 8;
	CHECK_OK(ctx, eci_ofd_text_place(&t, &o, "D", &s));
	o.x = 4;
	CHECK_OK(ctx, eci_ofd_text_place(&t, &o, "C", &s));
	CHECK_OK(ctx, eci_ofd_lines(ctx, &s, next, head, &looked));
	CHECK_STR(lines_of(&s, next, head), "ABCD");
	eci_ofd_shown_free(&s);
}

/* More runs on one spot than lines are kept open: no text is lost, and time does
 * not grow with the square. */
static void
crowd(void)
{
	enum { N = 60000 };
	struct eci_ofd_shown s = { 0 };
	size_t *next = malloc(N * sizeof(*next)), i, heads = 0, ends = 0;
	bool *head = malloc(N * sizeof(*head));
	uint64_t looked = 0;

	unit_case("a crowd on one spot");
	for (i = 0; i < N; i++)
		add_text(ctx, &s, "A", 0, 0, 4, 0);
	CHECK_OK(ctx, eci_ofd_lines(ctx, &s, next, head, &looked));
	for (i = 0; i < N; i++) {
		heads += head[i];
		ends += next[i] == SIZE_MAX;
	}
	CHECK_INT(heads, N);
	CHECK_INT(ends, N);
	/* What it cost is told, and bounded per run. */
	CHECK(looked > N && looked < (uint64_t)N * 300);
	eci_ofd_shown_free(&s);
	unit_case("no run at all");
	CHECK_OK(ctx, eci_ofd_lines(ctx, &s, next, head, &looked));
	free(next);
	free(head);
}

int
main(void)
{
	ctx = unit_ctx();
	joins();
	slanted();
	crowd();
	return unit_end();
}
