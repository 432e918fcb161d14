/* SPDX-License-Identifier: Apache-2.0 */
/* sign_places.c - from places in millimetres to StampAnnot (18.2.3, table 69). */
#include "sign/sign_priv.h"

#include <math.h>
#include <stdlib.h>

/* Distance of the default place from the right and bottom edges. */
#define MARGIN_MM 20.0
/* Page sizes like 209.97 are A4 to their makers. */
#define TOLERANCE_MM 0.01

struct places {
	ecert_doc            *doc;
	double                width, height;    /* of the seal */
	struct eci_ofd_stamp *v;
	size_t                n, cap;
};

/* page counts from 1 and exists; x, y NULL: the default place. */
static ecert_err
add_stamp(ecert_ctx *ctx, struct places *p, size_t page, const struct eci_place *at)
{
	char pw[32], ph[32], sw[32], sh[32], px[32], py[32];
	struct eci_ofd_stamp *s;
	double w, h, x, y;
	ecert_err e;

	if ((e = ecert_doc_page_size(ctx, p->doc, page, &w, &h)) != ECERT_OK)
		return e;
	x = at != NULL ? at->x : w - MARGIN_MM - p->width;
	y = at != NULL ? at->y : h - MARGIN_MM - p->height;
	if (x < -TOLERANCE_MM || y < -TOLERANCE_MM || x + p->width > w + TOLERANCE_MM ||
	    y + p->height > h + TOLERANCE_MM)
		return eci_fail(ctx, ECERT_E_ARG, "the seal (%s x %s mm) at %s,%s is not inside "
		    "page %zu (%s x %s mm)", eci_format_mm(p->width, sw),
		    eci_format_mm(p->height, sh), eci_format_mm(x, px), eci_format_mm(y, py), page,
		    eci_format_mm(w, pw), eci_format_mm(h, ph));
	if ((e = eci_grow(ctx, &p->v, p->n, &p->cap, sizeof(*p->v))) != ECERT_OK)
		return e;
	s = &p->v[p->n++];
	*s = (struct eci_ofd_stamp){ .page_id = eci_ofd_page(p->doc, page - 1)->id,
	    .boundary_ok = true, .boundary = { x, y, p->width, p->height } };
	return ECERT_OK;
}

static ecert_err
add_place(ecert_ctx *ctx, struct places *p, const struct eci_place *at)
{
	size_t page, pages = eci_ofd_page_n(p->doc);
	ecert_err e = ECERT_OK;

	if (at->page == ECERT_LAST_PAGE)
		return add_stamp(ctx, p, pages, at);
	if (at->page > pages)
		return eci_fail(ctx, ECERT_E_ARG, "there is no page %u: the document has %zu",
		    at->page, pages);
	if (at->page != ECERT_EVERY_PAGE)
		return add_stamp(ctx, p, at->page, at);
	for (page = 1; page <= pages && e == ECERT_OK; page++)
		e = add_stamp(ctx, p, page, at);
	return e;
}

/* Both are on a page the document has; the number of that page, or 0. */
static size_t
common_page(const struct eci_place *a, const struct eci_place *b, size_t pages)
{
	size_t x = a->page == ECERT_LAST_PAGE ? pages : a->page;
	size_t y = b->page == ECERT_LAST_PAGE ? pages : b->page;

	if (x == ECERT_EVERY_PAGE)
		return y == ECERT_EVERY_PAGE ? 1 : y;
	return y == ECERT_EVERY_PAGE || x == y ? x : 0;
}

/* One picture upon another looks like one: the second was meant for elsewhere. */
static ecert_err
check_twice(ecert_ctx *ctx, const ecert_sign_opts *opts, size_t pages)
{
	const struct eci_place *a, *b;
	char x[32], y[32];
	size_t i, k, page;

	for (i = 0; i < opts->n; i++)
		for (k = i + 1; k < opts->n; k++) {
			a = &opts->places[i];
			b = &opts->places[k];
			if (fabs(a->x - b->x) > TOLERANCE_MM || fabs(a->y - b->y) > TOLERANCE_MM ||
			    (page = common_page(a, b, pages)) == 0)
				continue;
			return eci_fail(ctx, ECERT_E_ARG, "the seal would stand twice at %s,%s of "
			    "page %zu", eci_format_mm(a->x, x), eci_format_mm(a->y, y), page);
		}
	return ECERT_OK;
}

ecert_err
eci_sign_places(ecert_ctx *ctx, ecert_doc *doc, const ecert_seal *seal,
    const ecert_sign_opts *opts, struct eci_ofd_stamp **out, size_t *n)
{
	struct places p = { .doc = doc, .width = ecert_seal_width(seal),
	    .height = ecert_seal_height(seal) };
	ecert_err e = ECERT_OK;
	size_t i;

	*out = NULL;
	*n = 0;
	if (eci_ofd_page_n(doc) == 0)
		return eci_fail(ctx, ECERT_E_STATE, "the document has no page for the seal");
	if (opts == NULL || opts->n == 0)
		e = add_stamp(ctx, &p, eci_ofd_page_n(doc), NULL);
	for (i = 0; opts != NULL && i < opts->n && e == ECERT_OK; i++)
		e = add_place(ctx, &p, &opts->places[i]);
	if (e == ECERT_OK && opts != NULL)
		e = check_twice(ctx, opts, eci_ofd_page_n(doc));
	if (e != ECERT_OK) {
		free(p.v);
		return e;
	}
	*out = p.v;
	*n = p.n;
	return ECERT_OK;
}
