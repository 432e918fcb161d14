/* SPDX-License-Identifier: Apache-2.0 */
/* sign_opts.c - how to sign: places, texts, edges, kind, time, time stamp,
 * lock. */
#include "sign/sign_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More stamps than pages a document can reasonably have are a mistake. */
#define MAX_PLACES 4096
/* Every text is looked for on every page. */
#define MAX_TEXTS 100
#define MAX_TEXT_BYTES 1024

/* GB/T 33190-2016 7.2: lengths are millimetres; no page is longer than this. */
#define MAX_MM 100000.0

/* Of a seal of 40 mm every page then shows 2 mm. */
#define RIDE_PAGES 20

ecert_err
ecert_sign_opts_new(ecert_ctx *ctx, ecert_sign_opts **out)
{
	eci_clear(ctx);
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return eci_nomem(ctx);
	(*out)->ride_pages = RIDE_PAGES;
	(*out)->type = ECERT_SIGN_SEAL;
	return ECERT_OK;
}

void
ecert_sign_opts_free(ecert_sign_opts *opts)
{
	size_t i;

	if (opts == NULL)
		return;
	for (i = 0; i < opts->n_texts; i++)
		free(opts->texts[i].text);
	free(opts->texts);
	free(opts->places);
	free(opts);
}

static ecert_err
copy_places(ecert_ctx *ctx, const ecert_sign_opts *from, ecert_sign_opts *to)
{
	const struct eci_text_place *t;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < from->n && e == ECERT_OK; i++)
		e = ecert_sign_opts_add_place(ctx, to, from->places[i].page, from->places[i].x,
		    from->places[i].y);
	for (i = 0; i < from->n_texts && e == ECERT_OK; i++) {
		t = &from->texts[i];
		e = ecert_sign_opts_add_text_place(ctx, to, t->text, t->hit, t->dx, t->dy);
	}
	return e;
}

ecert_err
eci_sign_opts_like(ecert_ctx *ctx, const ecert_sign_opts *opts, bool places, bool rides,
    ecert_sign_opts **out)
{
	ecert_err e = ecert_sign_opts_new(ctx, out);
	ecert_sign_opts *like = *out;

	if (e != ECERT_OK || opts == NULL)
		return e;
	*like = *opts;
	like->places = NULL;
	like->texts = NULL;
	like->n = like->cap = like->n_texts = like->cap_texts = 0;
	if (!rides)
		like->n_rides = 0;
	if (places && (e = copy_places(ctx, opts, like)) != ECERT_OK) {
		ecert_sign_opts_free(like);
		*out = NULL;
	}
	return e;
}

bool
eci_sign_has_places(const ecert_sign_opts *opts)
{
	return opts != NULL && (opts->n > 0 || opts->n_texts > 0 || opts->n_rides > 0);
}

static bool
is_length(double v)
{
	return isfinite(v) && fabs(v) <= MAX_MM;
}

ecert_err
ecert_sign_opts_add_place(ecert_ctx *ctx, ecert_sign_opts *opts, unsigned page,
    double x, double y)
{
	ecert_err e;

	eci_clear(ctx);
	if (!is_length(x) || !is_length(y))
		return eci_fail(ctx, ECERT_E_ARG, "place: not a length in millimetres");
	if (opts->n >= MAX_PLACES)
		return eci_fail(ctx, ECERT_E_ARG, "more than %d places", MAX_PLACES);
	if ((e = eci_grow(ctx, &opts->places, opts->n, &opts->cap,
	    sizeof(*opts->places))) != ECERT_OK)
		return e;
	opts->places[opts->n++] = (struct eci_place){ page, x, y };
	return ECERT_OK;
}

/* White space is not looked for: something else must be there. */
static ecert_err
check_text(ecert_ctx *ctx, const char *text)
{
	size_t left = text != NULL ? strlen(text) : 0, n, seen = 0;
	uint32_t cp;

	if (left > MAX_TEXT_BYTES)
		return eci_fail(ctx, ECERT_E_ARG, "text: more than %d bytes", MAX_TEXT_BYTES);
	for (; left > 0; text += n, left -= n) {
		n = eci_utf8_next(text, left, &cp);
		if (n == 0 || (eci_cp_is_control(cp) && !eci_ofd_is_space(cp)))
			return eci_fail(ctx, ECERT_E_ARG, "text: a control or not UTF-8");
		seen += !eci_ofd_is_space(cp);
	}
	return seen > 0 ? ECERT_OK : eci_fail(ctx, ECERT_E_ARG, "text: empty");
}

ecert_err
ecert_sign_opts_add_text_place(ecert_ctx *ctx, ecert_sign_opts *opts, const char *text,
    unsigned hit, double dx, double dy)
{
	struct eci_text_place at = { NULL, hit, dx, dy };
	ecert_err e;

	eci_clear(ctx);
	if (!is_length(dx) || !is_length(dy))
		return eci_fail(ctx, ECERT_E_ARG, "text: its offset is not a length in millimetres");
	if (opts->n_texts >= MAX_TEXTS)
		return eci_fail(ctx, ECERT_E_ARG, "more than %d texts", MAX_TEXTS);
	if ((e = check_text(ctx, text)) != ECERT_OK ||
	    (e = eci_grow(ctx, &opts->texts, opts->n_texts, &opts->cap_texts,
	    sizeof(*opts->texts))) != ECERT_OK ||
	    (e = eci_strdup(ctx, text, &at.text)) != ECERT_OK)
		return e;
	opts->texts[opts->n_texts++] = at;
	return ECERT_OK;
}

ecert_err
ecert_sign_opts_add_ride(ecert_ctx *ctx, ecert_sign_opts *opts, int32_t edge, double offset)
{
	size_t i;

	eci_clear(ctx);
	if (edge < ECERT_EDGE_LEFT || edge > ECERT_EDGE_BOTTOM)
		return eci_fail(ctx, ECERT_E_ARG, "cross-page seal: no such edge");
	/* ECERT_RIDE_CENTRED is a mark, not a length below nothing. */
	if (!is_length(offset) || (offset < 0 && fabs(offset - ECERT_RIDE_CENTRED) > 0))
		return eci_fail(ctx, ECERT_E_ARG, "cross-page seal: its offset is not a length in "
		    "millimetres");
	for (i = 0; i < opts->n_rides; i++)
		if (opts->rides[i].edge == edge)
			return eci_fail(ctx, ECERT_E_ARG, "cross-page seal: two at one edge");
	opts->rides[opts->n_rides++] = (struct eci_ride){ edge, offset };
	return ECERT_OK;
}

ecert_err
ecert_sign_opts_set_ride_pages(ecert_ctx *ctx, ecert_sign_opts *opts, unsigned pages)
{
	eci_clear(ctx);
	if (pages < 2)
		return eci_fail(ctx, ECERT_E_ARG, "a cross-page seal needs two pages");
	opts->ride_pages = pages;
	return ECERT_OK;
}

void
ecert_sign_opts_set_ride_two_sided(ecert_sign_opts *opts, int on)
{
	opts->two_sided = on != 0;
}

ecert_err
ecert_sign_opts_set_type(ecert_ctx *ctx, ecert_sign_opts *opts, ecert_sign_type type)
{
	eci_clear(ctx);
	if (type != ECERT_SIGN_SEAL && type != ECERT_SIGN_PLAIN)
		return eci_fail(ctx, ECERT_E_ARG, "no such kind of signature");
	opts->type = type;
	return ECERT_OK;
}

void
ecert_sign_opts_set_time(ecert_sign_opts *opts, int64_t t)
{
	opts->has_time = true;
	opts->time = t;
}

void
ecert_sign_opts_set_tsa(ecert_sign_opts *opts, const ecert_tsa *tsa)
{
	opts->tsa = tsa;
}

const ecert_tsa *
eci_sign_tsa(const ecert_sign_opts *opts)
{
	return opts != NULL ? opts->tsa : NULL;
}

void
ecert_sign_opts_set_lock(ecert_sign_opts *opts, int lock)
{
	opts->lock = lock != 0;
}

bool
eci_sign_time_given(const ecert_sign_opts *opts)
{
	return opts != NULL && opts->has_time;
}
