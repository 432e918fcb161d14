/* SPDX-License-Identifier: Apache-2.0 */
/* id_opts.c - how to read an identifier: known roots, strictness. */
#include "id/id_priv.h"

#include <stdlib.h>
#include <string.h>

ecert_err
ecert_id_opts_new(ecert_ctx *ctx, ecert_id_opts **out)
{
	eci_clear(ctx);
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

void
ecert_id_opts_free(ecert_id_opts *opts)
{
	size_t i;

	if (opts == NULL)
		return;
	for (i = 0; i < opts->n; i++)
		free(opts->root[i]);
	free(opts->root);
	free(opts);
}

ecert_err
ecert_id_opts_add_root(ecert_ctx *ctx, ecert_id_opts *opts, const char *oid)
{
	const char *rule;
	size_t at;
	ecert_err e;

	eci_clear(ctx);
	if ((rule = eci_id_root_rule(oid, &at)) != NULL)
		return eci_id_fault(ctx, ECI_ID_ROOT, at, rule);
	if ((e = eci_grow(ctx, &opts->root, opts->n, &opts->cap, sizeof(*opts->root))) == ECERT_OK &&
	    (e = eci_strdup(ctx, oid, &opts->root[opts->n])) == ECERT_OK)
		opts->n++;
	return e;
}

void
ecert_id_opts_set_strict(ecert_id_opts *opts, int strict)
{
	opts->strict = strict != 0;
}

ecert_err
eci_id_opts_copy(ecert_ctx *ctx, const ecert_id_opts *opts, ecert_id_opts **out)
{
	ecert_id_opts *copy = NULL;
	size_t i;
	ecert_err e;

	*out = NULL;
	if (opts == NULL)
		return ECERT_OK;
	e = ecert_id_opts_new(ctx, &copy);
	for (i = 0; e == ECERT_OK && i < opts->n; i++)
		e = ecert_id_opts_add_root(ctx, copy, opts->root[i]);
	if (e != ECERT_OK) {
		ecert_id_opts_free(copy);
		return e;
	}
	copy->strict = opts->strict;
	*out = copy;
	return ECERT_OK;
}
