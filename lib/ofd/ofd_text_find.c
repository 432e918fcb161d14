/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_text_find.c - a text in the lines of a page, and the boxes around it. */
#include "ofd/ofd_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A text that is found more often is no place. */
#define HITS_MAX 4096

bool
eci_ofd_is_space(uint32_t cp)
{
	return (cp >= 0x09 && cp <= 0x0D) || cp == 0x20 || cp == 0x85 || cp == 0xA0 ||
	    cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
	    cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

/* Where to go on after a character that does not fit (Knuth, Morris, Pratt). */
static void
prepare(struct eci_ofd_needle *needle)
{
	size_t i, k = 0;

	needle->fail[0] = 0;
	for (i = 1; i < needle->n; i++) {
		while (k > 0 && needle->cp[i] != needle->cp[k])
			k = needle->fail[k - 1];
		k += needle->cp[i] == needle->cp[k];
		needle->fail[i] = k;
	}
}

ecert_err
eci_ofd_needle(ecert_ctx *ctx, const char *text, struct eci_ofd_needle *out)
{
	size_t left = strlen(text), n;
	uint32_t cp = 0;

	*out = (struct eci_ofd_needle){ calloc(left + 1, sizeof(*out->cp)),
	    calloc(left + 1, sizeof(*out->fail)), calloc(2 * left + 2, sizeof(*out->ring)), 0 };
	if (out->cp == NULL || out->fail == NULL || out->ring == NULL)
		return eci_nomem(ctx);
	for (; left > 0 && (n = eci_utf8_next(text, left, &cp)) > 0; text += n, left -= n)
		if (!eci_ofd_is_space(cp))
			out->cp[out->n++] = cp;
	if (left > 0 || out->n == 0)
		return eci_fail(ctx, ECERT_E_ARG, "no text to look for");
	prepare(out);
	return ECERT_OK;
}

void
eci_ofd_needle_free(struct eci_ofd_needle *needle)
{
	free(needle->cp);
	free(needle->fail);
	free(needle->ring);
	*needle = (struct eci_ofd_needle){ 0 };
}

/* The ring holds the run and the glyph of the last n characters. */
static bool
take(struct eci_ofd_needle *needle, size_t *state, size_t count, size_t run, size_t glyph,
    uint32_t cp)
{
	needle->ring[2 * (count % needle->n)] = run;
	needle->ring[2 * (count % needle->n) + 1] = glyph;
	while (*state > 0 && needle->cp[*state] != cp)
		*state = needle->fail[*state - 1];
	*state += needle->cp[*state] == cp;
	if (*state < needle->n)
		return false;
	*state = 0;
	return true;
}

/* box is left, top, right, bottom; empty where left is above right. */
static void
widen(double box[4], const struct eci_ofd_run *run, const struct eci_ofd_glyph *g)
{
	static const double ups[2] = { -ECI_OFD_ASCENT, ECI_OFD_DESCENT };
	double wide = eci_ofd_glyph_width(g->cp), p[2];
	int i, k;

	for (i = 0; i < 4; i++)
		for (k = 0; k < 2; k++) {
			p[k] = (k == 0 ? g->x : g->y) + (i % 2) * wide * run->right[k] +
			    ups[i / 2] * run->down[k];
			box[k] = p[k] < box[k] ? p[k] : box[k];
			box[k + 2] = p[k] > box[k + 2] ? p[k] : box[k + 2];
		}
}

/* The box around the characters in the ring. */
static void
surround(const struct eci_ofd_needle *needle, const struct eci_ofd_shown *s, double box[4])
{
	size_t i;

	box[0] = box[1] = HUGE_VAL;
	box[2] = box[3] = -HUGE_VAL;
	for (i = 0; i < needle->n; i++)
		widen(box, &s->runs[needle->ring[2 * i]], &s->glyphs[needle->ring[2 * i + 1]]);
	box[2] -= box[0];
	box[3] -= box[1];
}

/* Bold type is made by drawing a text twice, and a template may have what the
 * page draws again: that is one place. */
static bool
is_same(const double a[4], const double b[4])
{
	double near = (a[2] < a[3] ? a[2] : a[3]) / 2;

	return fabs(a[0] + a[2] / 2 - b[0] - b[2] / 2) < near &&
	    fabs(a[1] + a[3] / 2 - b[1] - b[3] / 2) < near;
}

/* page says which one, and how large it is. */
static ecert_err
add_hit(ecert_ctx *ctx, const double box[4], const struct eci_ofd_hit *page, size_t first,
    struct eci_ofd_hits *hits)
{
	size_t i;
	ecert_err e;

	if (!(box[0] < page->box[2] && box[1] < page->box[3] && box[0] + box[2] > 0 &&
	    box[1] + box[3] > 0))
		return ECERT_OK;
	for (i = first; i < hits->n; i++)
		if (is_same(hits->v[i].box, box))
			return ECERT_OK;
	if (hits->n >= HITS_MAX)
		return eci_fail(ctx, ECERT_E_LIMIT, "the text is shown more than %d times",
		    HITS_MAX);
	if ((e = eci_grow(ctx, &hits->v, hits->n, &hits->cap, sizeof(*hits->v))) != ECERT_OK)
		return e;
	hits->v[hits->n].page = page->page;
	memcpy(hits->v[hits->n++].box, box, sizeof(page->box));
	return ECERT_OK;
}

/* The line that begins with run; hits do not overlap. */
static ecert_err
search_line(ecert_ctx *ctx, struct eci_ofd_needle *needle, const struct eci_ofd_shown *s,
    const size_t *next, size_t run, const struct eci_ofd_hit *page, size_t first,
    struct eci_ofd_hits *hits)
{
	size_t state = 0, count = 0, i;
	double box[4];
	uint32_t cp;
	ecert_err e = ECERT_OK;

	for (; run != SIZE_MAX; run = next[run])
		for (i = 0; i < s->runs[run].n; i++) {
			cp = s->glyphs[s->runs[run].first + i].cp;
			if (eci_ofd_is_space(cp) || eci_cp_is_control(cp) ||
			    !take(needle, &state, count++, run, s->runs[run].first + i, cp))
				continue;
			surround(needle, s, box);
			if ((e = add_hit(ctx, box, page, first, hits)) != ECERT_OK)
				return e;
		}
	return e;
}

static int
from_top(const void *a, const void *b)
{
	const struct eci_ofd_hit *x = a, *y = b;
	double p = x->box[1] + x->box[3] / 2, q = y->box[1] + y->box[3] / 2;

	return (p > q) - (p < q);
}

static int
from_left(const void *a, const void *b)
{
	const struct eci_ofd_hit *x = a, *y = b;

	return (x->box[0] > y->box[0]) - (x->box[0] < y->box[0]);
}

/* Down the page, and what stands side by side from left to right. */
static void
order(struct eci_ofd_hit *v, size_t n)
{
	size_t i, k;

	qsort(v, n, sizeof(*v), from_top);
	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && v[k].box[1] + v[k].box[3] / 2 <
		    v[i].box[1] + v[i].box[3]; k++)
			;
		qsort(v + i, k - i, sizeof(*v), from_left);
	}
}

ecert_err
eci_ofd_needle_find(ecert_ctx *ctx, struct eci_ofd_needle *needle,
    const struct eci_ofd_shown *s, const size_t *next, const bool *head,
    struct eci_ofd_hit page, struct eci_ofd_hits *hits)
{
	size_t i, first = hits->n;
	ecert_err e = ECERT_OK;

	for (i = 0; i < s->n_runs && e == ECERT_OK; i++)
		if (head[i])
			e = search_line(ctx, needle, s, next, i, &page, first, hits);
	if (hits->n > first)
		order(hits->v + first, hits->n - first);
	return e;
}
