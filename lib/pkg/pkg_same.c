/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_same.c - entries of two containers that hold the same stored bytes. */
#include "pkg/pkg_priv.h"

#include <string.h>

ecert_err
eci_pkg_same(ecert_ctx *ctx, const struct eci_pkg *a, size_t i, const struct eci_pkg *b,
    size_t k, bool *same)
{
	const struct eci_pkg_item *x, *y;

	*same = false;
	if (i >= a->n_live || k >= b->n_live)
		return ECERT_OK;
	x = a->live[i];
	y = b->live[k];
	if (x->born != 0 || y->born != 0 || x->method != y->method || x->packed != y->packed ||
	    x->size != y->size || x->crc != y->crc || strcmp(x->name, y->name) != 0)
		return ECERT_OK;
	return eci_src_same(ctx, a->src, x->data, b->src, y->data, x->packed, same);
}
