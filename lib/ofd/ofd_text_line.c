/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_text_line.c - runs joined to lines: writers make an object of each word,
 * or of each character.
 */
#include "ofd/ofd_text.h"

#include <stdlib.h>

/* Of an em: how far the next run may be off the line, and away. */
#define OFF       0.3
#define AWAY      2.0
/* Of the last character: what of it the next run may cover.  An "l" is not half
 * as wide as ASCII is taken to be; more is a text drawn twice. */
#define BACK      0.6
/* Of two runs on one line, how often the smaller goes into the larger. */
#define LARGER    2.0
/* Lines that can still go on; a page with more side by side is a picture. */
#define OPEN_MAX  256

/* A run on the axes of its way of reading. */
struct item {
	size_t run;
	int    way[2];                /* the way, in steps coarse enough to be equal */
	double from, to, off, em;
	double last;                  /* advance of the last character */
};

static int
step(double v)
{
	return (int)(v * 64 + (v < 0 ? -0.5 : 0.5));
}

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

static void
measure(const struct eci_ofd_shown *s, size_t run, struct item *out)
{
	const struct eci_ofd_run *r = &s->runs[run];
	const struct eci_ofd_glyph *a = &s->glyphs[r->first], *b = a + r->n - 1;
	double up;

	*out = (struct item){ .run = run, .way = { step(r->dir[0]), step(r->dir[1]) } };
	out->from = a->x * r->dir[0] + a->y * r->dir[1];
	out->last = eci_ofd_advance(r, b->cp);
	out->to = b->x * r->dir[0] + b->y * r->dir[1] + out->last;
	out->off = a->y * r->dir[0] - a->x * r->dir[1];
	/* Across the way: the height of upright text. */
	up = larger(r->down[1] * r->dir[0] - r->down[0] * r->dir[1],
	    r->down[0] * r->dir[1] - r->down[1] * r->dir[0]);
	out->em = up > 0 ? larger(up, eci_ofd_advance(r, 0x4E00) / 4) :
	    eci_ofd_advance(r, 0x4E00);
}

static int
by_place(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->way[0] != y->way[0])
		return x->way[0] < y->way[0] ? -1 : 1;
	if (x->way[1] != y->way[1])
		return x->way[1] < y->way[1] ? -1 : 1;
	if (x->from < y->from || x->from > y->from)
		return x->from < y->from ? -1 : 1;
	return x->run < y->run ? -1 : 1;
}

/* Whether b can follow a, and how far it is off the place for that. */
static bool
follows(const struct item *a, const struct item *b, double *distance)
{
	double em = a->em < b->em ? a->em : b->em, gap = b->from - a->to;
	double off = b->off - a->off;

	if (off < 0)
		off = -off;
	*distance = (gap < 0 ? -gap : gap) + off;
	return larger(a->em, b->em) <= LARGER * em && off <= OFF * em &&
	    gap >= -BACK * a->last && gap <= AWAY * em;
}

/* The open lines. */
struct open {
	const struct item *v[OPEN_MAX];
	size_t             n, oldest;
	uint64_t           looked;
};

/* The line it goes on with, or OPEN_MAX; lines that came to their end are closed. */
static size_t
choose(struct open *open, const struct item *it)
{
	double distance, best = 0;
	size_t i = 0, found = OPEN_MAX;

	open->looked += open->n;
	while (i < open->n) {
		if (open->v[i]->to + AWAY * open->v[i]->em < it->from) {
			open->v[i] = open->v[--open->n];
			continue;
		}
		if (follows(open->v[i], it, &distance) && (found == OPEN_MAX || distance < best)) {
			found = i;
			best = distance;
		}
		i++;
	}
	return found;
}

static void
join(const struct item *v, size_t n, struct open *open, size_t *next, bool *head)
{
	size_t i, at;

	for (i = 0; i < n; i++) {
		if (i > 0 && (v[i].way[0] != v[i - 1].way[0] || v[i].way[1] != v[i - 1].way[1]))
			open->n = 0;
		next[v[i].run] = SIZE_MAX;
		at = choose(open, &v[i]);
		head[v[i].run] = at == OPEN_MAX;
		if (at != OPEN_MAX)
			next[open->v[at]->run] = v[i].run;
		else if (open->n < OPEN_MAX)
			at = open->n++;
		else
			at = open->oldest++ % OPEN_MAX;
		open->v[at] = &v[i];
	}
}

ecert_err
eci_ofd_lines(ecert_ctx *ctx, const struct eci_ofd_shown *s, size_t *next, bool *head,
    uint64_t *looked)
{
	struct item *v = malloc((s->n_runs + 1) * sizeof(*v));
	struct open *open = calloc(1, sizeof(*open));
	ecert_err e = ECERT_OK;
	size_t i;

	if (v == NULL || open == NULL) {
		e = eci_nomem(ctx);
		goto out;
	}
	for (i = 0; i < s->n_runs; i++)
		measure(s, i, &v[i]);
	qsort(v, s->n_runs, sizeof(*v), by_place);
	join(v, s->n_runs, open, next, head);
	*looked = open->looked;
out:
	free(v);
	free(open);
	return e;
}
