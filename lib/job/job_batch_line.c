/* SPDX-License-Identifier: Apache-2.0 */
/* job_batch_line.c - from a line of a list to a signed document and its record. */
#include <stdlib.h>
#include <string.h>

#include "job/job_batch.h"

static void
free_own(struct eci_line_own *own)
{
	ecert_sign_opts_free(own->opts);
	ecert_id_free(own->id);
	if (own->seals != NULL && own->seal != SIZE_MAX)
		eci_seals_put(own->seals, own->seal);
}

/* The key is what is wrong, unless memory is. */
static ecert_err
blame(ecert_ctx *ctx, const char *key, ecert_err e)
{
	struct eci_buf text = { 0 };
	ecert_reason r = ecert_errreason(ctx);

	if (e == ECERT_OK || e == ECERT_E_NOMEM || e == ECERT_E_IO ||
	    eci_buf_adds(ctx, &text, ecert_errmsg(ctx)) != ECERT_OK)
		return e;
	if (r != ECERT_R_NONE)
		(void)eci_reject(ctx, r, key, NULL, "%s", (char *)text.ptr);
	else
		(void)eci_fail(ctx, e, "%s: %s", key, (char *)text.ptr);
	eci_buf_free(&text);
	return e;
}

/* ---- options ---- */

typedef ecert_err place_fn(ecert_ctx *ctx, ecert_sign_opts *opts, const char *text);

static ecert_err
add_each(ecert_ctx *ctx, ecert_sign_opts *opts, const char *key, const struct eci_texts *t,
    place_fn *add)
{
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < t->n && e == ECERT_OK; i++)
		e = blame(ctx, key, add(ctx, opts, t->v[i]));
	return e;
}

static ecert_err
add_places(ecert_ctx *ctx, ecert_sign_opts *opts, const struct eci_item *item)
{
	ecert_err e;
	size_t i;

	if ((e = add_each(ctx, opts, "place", &item->place,
	    ecert_sign_opts_parse_place)) == ECERT_OK &&
	    (e = add_each(ctx, opts, "every-page", &item->every_page,
	    ecert_sign_opts_parse_every_page)) == ECERT_OK)
		e = add_each(ctx, opts, "ride", &item->ride, ecert_sign_opts_parse_ride);
	for (i = 0; i < item->place_at.n && e == ECERT_OK; i++)
		e = blame(ctx, "place-at", ecert_sign_opts_parse_text_place(ctx, opts,
		    item->place_at.v[i], item->hit));
	return e;
}

static ecert_err
type_of(ecert_ctx *ctx, const struct eci_item *item, const ecert_sign_opts *opts, bool *plain)
{
	*plain = !eci_sign_wants_seal(opts);
	if (item->type == NULL)
		return ECERT_OK;
	*plain = strcmp(item->type, "sign") == 0;
	return *plain || strcmp(item->type, "seal") == 0 ? ECERT_OK :
	    eci_fail(ctx, ECERT_E_CONFIG, "type: neither seal nor sign: %.200s", item->type);
}

/* What a line says of places takes the place of all places of the options, and so do
 * edges. */
static ecert_err
own_opts(ecert_ctx *ctx, const struct eci_item *item, struct eci_line_own *own)
{
	bool places = item->place.n + item->every_page.n + item->place_at.n > 0, plain;
	ecert_err e = type_of(ctx, item, own->job.opts, &plain);

	if (e != ECERT_OK || (!places && item->ride.n == 0 && item->type == NULL))
		return e;
	if ((e = eci_sign_opts_like(ctx, own->job.opts, !places && !plain,
	    item->ride.n == 0 && !plain, &own->opts)) != ECERT_OK ||
	    (e = ecert_sign_opts_set_type(ctx, own->opts,
	    plain ? ECERT_SIGN_PLAIN : ECERT_SIGN_SEAL)) != ECERT_OK)
		return e;
	own->job.opts = own->opts;
	return add_places(ctx, own->opts, item);
}

/* ---- identifier and seal ---- */

static ecert_err
own_id(ecert_ctx *ctx, const struct eci_line_how *how, const struct eci_item *item,
    struct eci_line_own *own)
{
	const char *text = item->identifier;
	ecert_err e;

	if (item->replace != NULL)
		own->job.id_flags = strcmp(item->replace, "true") == 0 ? ECERT_TAG_REPLACE : 0;
	if (text == NULL)
		return ECERT_OK;
	if ((e = ecert_id_parse(ctx, how->id_opts, text, strlen(text), &own->id)) == ECERT_OK)
		own->job.id = own->id;
	return blame(ctx, "identifier", e);
}

static ecert_err
own_seal(ecert_ctx *ctx, const struct eci_line_how *how, const struct eci_item *item,
    struct eci_line_own *own)
{
	if (!eci_sign_wants_seal(own->job.opts))
		return ECERT_OK;
	if (item->seal == NULL)
		return own->job.seal != NULL ? ECERT_OK :
		    eci_fail(ctx, ECERT_E_CONFIG, "no seal: neither the line nor the run has one");
	return eci_seals_get(ctx, how->seals, item->seal, &own->job.seal, &own->seal);
}

static ecert_err
make_own(ecert_ctx *ctx, const struct eci_line_how *how, const struct eci_item *item,
    struct eci_line_own *own)
{
	ecert_err e;

	eci_clear(ctx);
	*own = (struct eci_line_own){ .job = *how->job, .seals = how->seals, .seal = SIZE_MAX };
	own->job.number = item->number;
	if (item->wrong != ECERT_OK)
		return eci_fail(ctx, item->wrong, "%s", item->message);
	if ((e = own_opts(ctx, item, own)) == ECERT_OK &&
	    (e = own_id(ctx, how, item, own)) == ECERT_OK)
		e = own_seal(ctx, how, item, own);
	return e;
}

void
eci_line_tell(ecert_ctx *ctx, const struct eci_item *item, ecert_err e, struct eci_line_end *end)
{
	end->e = e;
	end->told = true;
	if (e != ECERT_OK)
		end->message = strdup(ecert_errmsg(ctx));
	if (end->json == NULL)
		end->json = eci_job_record(ctx, item->input, item->output, e, &end->done);
}

void
eci_line_begin(ecert_ctx *ctx, const struct eci_line_how *how, const struct eci_item *item,
    struct eci_sm3_batch *batch, struct eci_line_end *end)
{
	struct eci_job_done *done = &end->done;
	ecert_err e;

	*end = (struct eci_line_end){ .done = { .line = item->line, .number = item->number,
		.later = batch != NULL } };
	e = make_own(ctx, how, item, &end->own);
	if (e == ECERT_OK && how->resume)
		done->skipped = eci_job_is_done(ctx, &end->own.job, item->input, item->output, done);
	end->skipped = done->skipped;
	if (e != ECERT_OK || done->skipped)
		eci_line_tell(ctx, item, e, end);
	else if (batch != NULL)
		eci_job_look(ctx, &end->own.job, item->input, item->output, batch, done);
}

void
eci_line_sign(ecert_ctx *ctx, const struct eci_item *item, struct eci_line_end *end)
{
	struct eci_job_done *done = &end->done;
	ecert_err e;

	if (end->told)
		return;
	e = eci_job_sign(ctx, &end->own.job, item->input, item->output, done, &end->json);
	if (done->out == NULL)
		eci_line_tell(ctx, item, e, end);
}

void
eci_line_end_free(struct eci_line_end *end)
{
	ecert_free(end->message);
	ecert_free(end->json);
	eci_job_done_free(&end->done);
	free_own(&end->own);
}
