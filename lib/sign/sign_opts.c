/* SPDX-License-Identifier: Apache-2.0 */
/* sign_opts.c - how to sign: places, time, lock. */
#include "sign/sign_priv.h"

#include <math.h>
#include <stdlib.h>

/* More stamps than pages a document can reasonably have are a mistake. */
#define MAX_PLACES 4096

/* GB/T 33190-2016 7.2: lengths are millimetres; no page is longer than this. */
#define MAX_MM 100000.0

ecert_err
ecert_sign_opts_new(ecert_ctx *ctx, ecert_sign_opts **out)
{
	eci_clear(ctx);
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

void
ecert_sign_opts_free(ecert_sign_opts *opts)
{
	if (opts == NULL)
		return;
	free(opts->places);
	free(opts);
}

ecert_err
ecert_sign_opts_add_place(ecert_ctx *ctx, ecert_sign_opts *opts, unsigned page,
    double x, double y)
{
	ecert_err e;

	eci_clear(ctx);
	if (!isfinite(x) || !isfinite(y) || fabs(x) > MAX_MM || fabs(y) > MAX_MM)
		return eci_fail(ctx, ECERT_E_ARG, "place: not a length in millimetres");
	if (opts->n >= MAX_PLACES)
		return eci_fail(ctx, ECERT_E_ARG, "more than %d places", MAX_PLACES);
	if ((e = eci_grow(ctx, &opts->places, opts->n, &opts->cap,
	    sizeof(*opts->places))) != ECERT_OK)
		return e;
	opts->places[opts->n++] = (struct eci_place){ page, x, y };
	return ECERT_OK;
}

void
ecert_sign_opts_set_time(ecert_sign_opts *opts, int64_t t)
{
	opts->has_time = true;
	opts->time = t;
}

void
ecert_sign_opts_set_lock(ecert_sign_opts *opts, int lock)
{
	opts->lock = lock != 0;
}
