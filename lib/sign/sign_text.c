/* SPDX-License-Identifier: Apache-2.0 */
/* sign_text.c - the seal on a text of the pages. */
#include "sign/sign_priv.h"

#include <stdlib.h>
#include <string.h>

/* A seal a margin too small for it would push out of the page is moved back. */
static double
inside(double at, double seal, double page)
{
	if (at + seal > page)
		at = page - seal;
	return at > 0 ? at : 0;
}

/* Centred on the hit.  Who gives an offset wants that place or none. */
static ecert_err
add_hit(ecert_ctx *ctx, struct eci_stamps *s, const struct eci_text_place *at,
    const struct eci_ofd_hit *hit)
{
	double x = hit->box[0] + (hit->box[2] - s->width) / 2 + at->dx;
	double y = hit->box[1] + (hit->box[3] - s->height) / 2 + at->dy;
	double size[2];
	ecert_err e;

	if (at->dx == 0 && at->dy == 0) {
		if ((e = eci_stamps_size(ctx, s, hit->page + 1, size)) != ECERT_OK)
			return e;
		x = inside(x, s->width, size[0]);
		y = inside(y, s->height, size[1]);
	}
	return eci_stamps_add(ctx, s, hit->page + 1, x, y);
}

/* any: there is text on the pages. */
static ecert_err
not_found(ecert_ctx *ctx, const struct eci_text_place *at, size_t n, bool any)
{
	struct eci_buf b = { 0 };
	ecert_err e = eci_escape(ctx, &b, at->text, strlen(at->text));

	if (e != ECERT_OK)
		;
	else if (n > 0)
		e = eci_fail(ctx, ECERT_E_NOTFOUND, "the text \"%s\" is on the pages %zu times, "
		    "there is no hit %u", (const char *)b.ptr, n, at->hit);
	else
		e = eci_fail(ctx, ECERT_E_NOTFOUND, "no page shows the text \"%s\"%s",
		    (const char *)b.ptr, any ? "" :
		    ": the pages hold no text at all (scanned pictures?)");
	eci_buf_free(&b);
	return e;
}

static ecert_err
add_text(ecert_ctx *ctx, struct eci_stamps *s, const struct eci_text_place *at,
    const struct eci_ofd_hits *hits, bool any)
{
	size_t i;
	ecert_err e = ECERT_OK;

	if (hits->n == 0)
		return not_found(ctx, at, 0, any);
	if (at->hit == ECERT_LAST_HIT)
		return add_hit(ctx, s, at, &hits->v[hits->n - 1]);
	if (at->hit > hits->n)
		return not_found(ctx, at, hits->n, any);
	if (at->hit != ECERT_EVERY_HIT)
		return add_hit(ctx, s, at, &hits->v[at->hit - 1]);
	for (i = 0; i < hits->n && e == ECERT_OK; i++)
		e = add_hit(ctx, s, at, &hits->v[i]);
	return e;
}

ecert_err
eci_sign_texts(ecert_ctx *ctx, struct eci_stamps *s, const ecert_sign_opts *opts)
{
	size_t i, n = opts->n_texts;
	const char **texts = calloc(n + 1, sizeof(*texts));
	struct eci_ofd_hits *hits = calloc(n + 1, sizeof(*hits));
	bool any = false;
	ecert_err e;

	if (texts == NULL || hits == NULL) {
		e = eci_nomem(ctx);
		goto out;
	}
	for (i = 0; i < n; i++)
		texts[i] = opts->texts[i].text;
	e = eci_ofd_find_texts(ctx, s->doc, texts, n, hits, &any);
	for (i = 0; i < n && e == ECERT_OK; i++)
		e = add_text(ctx, s, &opts->texts[i], &hits[i], any);
out:
	if (hits != NULL)
		eci_ofd_hits_free(hits, n);
	free(hits);
	free(texts);
	return e;
}
