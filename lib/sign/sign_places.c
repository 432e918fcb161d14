/* SPDX-License-Identifier: Apache-2.0 */
/* sign_places.c - where the seal stands: on places, on text, across pages. */
#include "sign/sign_priv.h"

#include <stdlib.h>

/* Distance of the default place from the right and bottom edges. */
#define MARGIN_MM 20.0

static ecert_err
add_default(ecert_ctx *ctx, struct eci_stamps *s)
{
	size_t last = eci_ofd_page_n(s->doc);
	double size[2];
	ecert_err e;

	if ((e = eci_stamps_size(ctx, s, last, size)) != ECERT_OK)
		return e;
	return eci_stamps_add(ctx, s, last, size[0] - MARGIN_MM - s->width,
	    size[1] - MARGIN_MM - s->height);
}

static ecert_err
add_place(ecert_ctx *ctx, struct eci_stamps *s, const struct eci_place *at)
{
	size_t page, pages = eci_ofd_page_n(s->doc);
	ecert_err e = ECERT_OK;

	if (at->page == ECERT_LAST_PAGE)
		return eci_stamps_add(ctx, s, pages, at->x, at->y);
	if (at->page > pages)
		return eci_fail(ctx, ECERT_E_ARG, "there is no page %u: the document has %zu",
		    at->page, pages);
	if (at->page != ECERT_EVERY_PAGE)
		return eci_stamps_add(ctx, s, at->page, at->x, at->y);
	for (page = 1; page <= pages && e == ECERT_OK; page++)
		e = eci_stamps_add(ctx, s, page, at->x, at->y);
	return e;
}

static ecert_err
add_all(ecert_ctx *ctx, struct eci_stamps *s, const ecert_sign_opts *opts)
{
	ecert_err e = ECERT_OK;
	size_t i;

	if (!eci_sign_has_places(opts))
		return add_default(ctx, s);
	for (i = 0; i < opts->n && e == ECERT_OK; i++)
		e = add_place(ctx, s, &opts->places[i]);
	if (e == ECERT_OK && opts->n_texts > 0)
		e = eci_sign_texts(ctx, s, opts);
	for (i = 0; i < opts->n_rides && e == ECERT_OK; i++)
		e = eci_sign_ride(ctx, s, opts, &opts->rides[i]);
	return e == ECERT_OK ? eci_stamps_check(ctx, s) : e;
}

ecert_err
eci_sign_places(ecert_ctx *ctx, ecert_doc *doc, const ecert_seal *seal,
    const ecert_sign_opts *opts, struct eci_ofd_stamp **out, size_t *n)
{
	struct eci_stamps s = { .doc = doc, .width = ecert_seal_width(seal),
	    .height = ecert_seal_height(seal) };
	ecert_err e;

	*out = NULL;
	*n = 0;
	if (eci_ofd_page_n(doc) == 0)
		return eci_fail(ctx, ECERT_E_STATE, "the document has no page for the seal");
	if ((e = add_all(ctx, &s, opts)) == ECERT_OK) {
		*out = s.v;
		*n = s.n;
		s.v = NULL;
	}
	eci_stamps_free(&s);
	return e;
}
