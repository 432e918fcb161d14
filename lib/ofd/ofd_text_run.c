/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_text_run.c - where the glyphs of a TextCode stand (11.2, 11.3). */
#include "ofd/ofd_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SPACE   " \t\r\n"
/* Of an em: how much the next glyph may be off the line, or overlap. */
#define OFF     0.3
#define BACK    0.5

/* ---- glyphs ---- */

/*
 * Fonts need not be at hand: Chinese ones draw ASCII half an em wide, all else a
 * whole one, half-width forms excepted.
 */
double
eci_ofd_glyph_width(uint32_t cp)
{
	return cp < 0x80 || (cp >= 0xFF61 && cp <= 0xFFDC) ? 0.5 : 1;
}

static double
dot(const double a[2], const double b[2])
{
	return a[0] * b[0] + a[1] * b[1];
}

double
eci_ofd_advance(const struct eci_ofd_run *run, uint32_t cp)
{
	double across = fabs(dot(run->dir, run->right)) * eci_ofd_glyph_width(cp);
	double down = fabs(dot(run->dir, run->down));

	return across > down ? across : down;
}

/* DeltaX or DeltaY: distances from glyph to glyph, "g 3 1.5" for "1.5 1.5 1.5". */
struct deltas {
	const char *at;            /* "" at the end */
	double      value;
	uint64_t    again;
	bool        any;
};

static void
deltas_start(struct deltas *d, const struct eci_buf *list)
{
	*d = (struct deltas){ .at = list->ptr != NULL ? (const char *)list->ptr : "" };
}

/* Lists that are too short are gone on with their last value, as writers mean
 * them who give one for all. */
static double
deltas_next(struct deltas *d)
{
	double count, v;

	if (d->again > 0) {
		d->again--;
		return d->value;
	}
	d->at += strspn(d->at, SPACE);
	if (d->at[0] == 'g') {
		d->at++;
		if (!eci_ofd_next_number(&d->at, &count) || !(count >= 1) ||
		    !eci_ofd_next_number(&d->at, &v)) {
			d->at = "";
			return d->value;
		}
		d->again = (uint64_t)count - 1;
	} else if (!eci_ofd_next_number(&d->at, &v)) {
		d->at = "";
		return d->value;
	}
	d->any = true;
	return d->value = v;
}

static bool
deltas_any(const struct eci_buf *list)
{
	struct deltas d;

	deltas_start(&d, list);
	(void)deltas_next(&d);
	return d.any;
}

/* White space around text that comes with a line break is the layout of the XML:
 * no glyph, no distance. */
static void
trim(const char **text, size_t *n)
{
	size_t lead = strspn(*text, SPACE), tail;

	if (strcspn(*text, "\r\n") < lead) {
		*text += lead;
		*n -= lead;
	}
	for (tail = *n; tail > 0 && strchr(SPACE, (*text)[tail - 1]) != NULL; tail--)
		;
	if (memchr(*text + tail, '\n', *n - tail) != NULL ||
	    memchr(*text + tail, '\r', *n - tail) != NULL)
		*n = tail;
}

/* A TextCode while it is placed; positions are those of the object's space. */
struct pen {
	const struct eci_ofd_text *o;
	struct deltas dx, dy;
	bool          given;              /* distances are */
	size_t        code, merge;        /* code at hand; merge it is in or before */
	double        at[2];
};

/* How many distances lie between this code and the next: none within a ligature. */
static size_t
steps(struct pen *p)
{
	const struct eci_ofd_merge *m;
	size_t k, i = p->code;

	while (p->merge < p->o->n_merges &&
	    p->o->merges[p->merge].at + p->o->merges[p->merge].codes <= i)
		p->merge++;
	if (p->merge >= p->o->n_merges || i < p->o->merges[p->merge].at)
		return 1;
	m = &p->o->merges[p->merge];
	k = i - m->at;
	return (k + 1) * m->glyphs / m->codes - k * m->glyphs / m->codes;
}

static void
move(struct pen *p, uint32_t cp)
{
	static const double ways[4][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
	const double *way = ways[p->o->reading];
	double length = p->o->size * (p->o->reading % 2 == 0 ?
	    p->o->hscale * eci_ofd_glyph_width(cp) : 1);
	size_t n = p->given ? steps(p) : 0;

	if (!p->given) {
		p->at[0] += way[0] * length;
		p->at[1] += way[1] * length;
	}
	for (; n > 0; n--) {
		p->at[0] += deltas_next(&p->dx);
		p->at[1] += deltas_next(&p->dy);
	}
	p->code++;
}

static ecert_err
add_glyph(struct eci_ofd_texts *t, struct eci_ofd_shown *out, const double m[6],
    const double at[2], uint32_t cp)
{
	double to[2];
	ecert_err e;

	if (out->n_glyphs >= ECI_OFD_GLYPHS_MAX)
		return eci_fail(t->ctx, ECERT_E_LIMIT, "more than %d characters on a page",
		    ECI_OFD_GLYPHS_MAX);
	if ((e = eci_grow(t->ctx, &out->glyphs, out->n_glyphs, &out->cap_glyphs,
	    sizeof(*out->glyphs))) != ECERT_OK)
		return e;
	eci_ofd_apply(m, at, to);
	out->glyphs[out->n_glyphs++] = (struct eci_ofd_glyph){ cp, to[0], to[1] };
	return ECERT_OK;
}

/* Glyphs in the order of codes, and how often each of the four ways was taken. */
static ecert_err
write_glyphs(struct eci_ofd_texts *t, const struct eci_ofd_text *o, const char *text, size_t n,
    struct eci_ofd_shown *out, size_t ways[4])
{
	struct pen p = { .o = o, .at = { o->x, o->y },
	    .given = deltas_any(&o->delta_x) || deltas_any(&o->delta_y) };
	double from[2], d[2];
	uint32_t cp = 0;
	size_t len;
	ecert_err e = ECERT_OK;

	deltas_start(&p.dx, &o->delta_x);
	deltas_start(&p.dy, &o->delta_y);
	for (; n > 0 && e == ECERT_OK && (len = eci_utf8_next(text, n, &cp)) > 0;
	    text += len, n -= len) {
		if (!(fabs(p.at[0]) <= ECI_OFD_FAR_MM) || !(fabs(p.at[1]) <= ECI_OFD_FAR_MM))
			break;
		e = add_glyph(t, out, o->m, p.at, cp);
		memcpy(from, p.at, sizeof(from));
		move(&p, cp);
		d[0] = p.at[0] - from[0];
		d[1] = p.at[1] - from[1];
		if (n > len && (fabs(d[0]) > 0 || fabs(d[1]) > 0))
			ways[fabs(d[0]) >= fabs(d[1]) ? (d[0] > 0 ? 0 : 2) : (d[1] > 0 ? 1 : 3)]++;
	}
	return e;
}

/* ---- runs ---- */

/* The next glyph of a run, or one that begins another line. */
static bool
goes_on(const struct eci_ofd_run *run, const struct eci_ofd_glyph *a,
    const struct eci_ofd_glyph *b)
{
	double d[2] = { b->x - a->x, b->y - a->y };
	double along = dot(d, run->dir), off = d[1] * run->dir[0] - d[0] * run->dir[1];
	double em = eci_ofd_advance(run, 0x4E00);

	return fabs(off) <= OFF * em && along >= -BACK * em;
}

static ecert_err
add_runs(struct eci_ofd_texts *t, struct eci_ofd_run run, size_t first,
    struct eci_ofd_shown *out)
{
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = first; i < out->n_glyphs && e == ECERT_OK; i += run.n) {
		run.first = i;
		for (run.n = 1; i + run.n < out->n_glyphs && goes_on(&run,
		    &out->glyphs[i + run.n - 1], &out->glyphs[i + run.n]); run.n++)
			;
		e = eci_grow(t->ctx, &out->runs, out->n_runs, &out->cap_runs, sizeof(*out->runs));
		if (e == ECERT_OK)
			out->runs[out->n_runs++] = run;
	}
	return e;
}

/* An em and the way of reading on the page; false where there is nothing to see. */
static bool
measure(const struct eci_ofd_text *o, const size_t ways[4], struct eci_ofd_run *run)
{
	static const double quarter[4][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
	const double *c = quarter[o->turned], *d;
	double right[2] = { o->size * o->hscale * c[0], o->size * o->hscale * c[1] };
	double down[2] = { -o->size * c[1], o->size * c[0] }, length[2];
	size_t i, way = (size_t)o->reading, most = ways[way];

	for (i = 0; i < 4; i++)
		if (ways[i] > most) {
			most = ways[i];
			way = i;
		}
	d = quarter[way];
	*run = (struct eci_ofd_run){ { 0 }, { 0 }, { 0 }, 0, 0 };
	eci_ofd_apply_vector(o->m, right, run->right);
	eci_ofd_apply_vector(o->m, down, run->down);
	eci_ofd_apply_vector(o->m, d, run->dir);
	memcpy(length, run->right, sizeof(length));
	if (!eci_ofd_normalise(length))
		return false;
	memcpy(length, run->down, sizeof(length));
	return eci_ofd_normalise(length) && eci_ofd_normalise(run->dir);
}

ecert_err
eci_ofd_text_place(struct eci_ofd_texts *t, const struct eci_ofd_text *o, const char *text,
    struct eci_ofd_shown *out)
{
	size_t first = out->n_glyphs, n = strlen(text), ways[4] = { 0 };
	struct eci_ofd_run run;
	ecert_err e;

	trim(&text, &n);
	if ((e = write_glyphs(t, o, text, n, out, ways)) != ECERT_OK ||
	    (e = eci_ofd_texts_spend(t, out->n_glyphs - first)) != ECERT_OK)
		return e;
	if (measure(o, ways, &run))
		return add_runs(t, run, first, out);
	out->n_glyphs = first;
	return ECERT_OK;
}

void
eci_ofd_shown_free(struct eci_ofd_shown *s)
{
	free(s->glyphs);
	free(s->runs);
	free(s->uses);
	free(s->templates);
	*s = (struct eci_ofd_shown){ 0 };
}
