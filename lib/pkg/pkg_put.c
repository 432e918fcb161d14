/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_put.c - changes, in memory until they are written.  An entry knows when it
 * came and went, so that going back to a mark is forgetting what came later.
 */
#include "pkg/pkg_priv.h"

#include <stdlib.h>
#include <string.h>

/* What is gone for good needs no bytes; its name may still be in use. */
static void
bury(struct eci_pkg *pkg, struct eci_pkg_item *it)
{
	if (pkg->n_marks > 0)
		return;
	free(it->bytes);
	it->bytes = NULL;
}

static void
drop(struct eci_pkg *pkg, struct eci_pkg_item *it)
{
	it->died = ++pkg->now;
	eci_pkg_index_drop(pkg, it);
	bury(pkg, it);
}

static ecert_err
check_place(ecert_ctx *ctx, const struct eci_pkg *pkg, const char *name, size_t len,
    struct eci_pkg_item *old)
{
	const struct eci_pkg_item *above;

	if (old != NULL && (old->folder || strcmp(old->name, name) != 0))
		return eci_reject(ctx, ECERT_R_ZIP_AMBIGUOUS, name, NULL,
		    "there is '%s' already", old->name);
	if ((above = eci_pkg_file_above(pkg, name, len)) != NULL)
		return eci_reject(ctx, ECERT_R_ZIP_AMBIGUOUS, name, NULL,
		    "'%s' is a file", above->name);
	if (old == NULL && eci_pkg_has_below(pkg, name, len))
		return eci_reject(ctx, ECERT_R_ZIP_AMBIGUOUS, name, NULL,
		    "there are entries below it");
	return ECERT_OK;
}

/* What is written must be readable again under the same limits. */
static ecert_err
check_limits(ecert_ctx *ctx, const struct eci_pkg *pkg, const char *name, size_t n,
    const struct eci_pkg_item *old)
{
	uint64_t rest = pkg->total - (old != NULL ? old->size : 0);
	uint64_t all = ecert_ctx_limit(ctx, ECERT_LIMIT_TOTAL_BYTES);

	if (n > ecert_ctx_limit(ctx, ECERT_LIMIT_ENTRY_BYTES))
		return eci_reject(ctx, ECERT_R_ZIP_LIMIT, name, NULL, "%zu bytes, more than %llu",
		    n, (unsigned long long)ecert_ctx_limit(ctx, ECERT_LIMIT_ENTRY_BYTES));
	if (rest > all || n > all - rest)
		return eci_reject(ctx, ECERT_R_ZIP_LIMIT, name, NULL,
		    "entries of more than %llu bytes together", (unsigned long long)all);
	if (old == NULL && pkg->n_sorted >= ecert_ctx_limit(ctx, ECERT_LIMIT_PKG_ENTRIES))
		return eci_reject(ctx, ECERT_R_ZIP_LIMIT, name, NULL, "more than %llu entries",
		    (unsigned long long)ecert_ctx_limit(ctx, ECERT_LIMIT_PKG_ENTRIES));
	return ECERT_OK;
}

ecert_err
eci_pkg_put(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name, const uint8_t *p, size_t n)
{
	struct eci_pkg_item *it = NULL, *old;
	size_t len = strlen(name);
	ecert_err e;

	if ((e = eci_pkg_name_check(ctx, name, len, false)) != ECERT_OK)
		return e;
	old = eci_pkg_lookup(pkg, name, len);
	if ((e = check_place(ctx, pkg, name, len, old)) != ECERT_OK ||
	    (e = check_limits(ctx, pkg, name, n, old)) != ECERT_OK ||
	    (e = eci_pkg_room(ctx, pkg)) != ECERT_OK ||
	    (e = eci_pkg_item_new(ctx, name, len, &it)) != ECERT_OK)
		return e;
	/* One byte more: an empty entry has bytes too. */
	if ((it->bytes = malloc(n + 1)) == NULL) {
		eci_pkg_item_free(it);
		return eci_nomem(ctx);
	}
	if (n > 0)
		memcpy(it->bytes, p, n);
	it->size = n;
	if (old != NULL)
		drop(pkg, old);
	it->born = ++pkg->now;
	pkg->items[pkg->n_items++] = it;
	eci_pkg_index_add(pkg, it);
	return ECERT_OK;
}

ecert_err
eci_pkg_remove(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name)
{
	size_t i = eci_pkg_find(pkg, name);

	if (i == SIZE_MAX)
		return eci_fail(ctx, ECERT_E_NOTFOUND, "no such entry");
	drop(pkg, pkg->live[i]);
	return ECERT_OK;
}

ecert_err
eci_pkg_checkpoint(ecert_ctx *ctx, struct eci_pkg *pkg)
{
	ecert_err e;

	e = eci_grow(ctx, &pkg->marks, pkg->n_marks, &pkg->cap_marks, sizeof(*pkg->marks));
	if (e == ECERT_OK)
		pkg->marks[pkg->n_marks++] = pkg->now;
	return e;
}

void
eci_pkg_rollback(struct eci_pkg *pkg)
{
	uint64_t mark;
	size_t i;

	if (pkg->n_marks == 0)
		return;
	mark = pkg->marks[--pkg->n_marks];
	while (pkg->n_items > 0 && pkg->items[pkg->n_items - 1]->born > mark)
		eci_pkg_item_free(pkg->items[--pkg->n_items]);
	for (i = 0; i < pkg->n_items; i++)
		if (pkg->items[i]->died > mark)
			pkg->items[i]->died = 0;
	pkg->now = mark;
	eci_pkg_reindex(pkg);
}

/* What is gone for good is out of the way, so that many changes do not make each slower. */
void
eci_pkg_keep(struct eci_pkg *pkg)
{
	struct eci_pkg_item *it;
	size_t i, n = 0;

	if (pkg->n_marks == 0 || --pkg->n_marks > 0)
		return;
	for (i = 0; i < pkg->n_items; i++) {
		it = pkg->items[i];
		if (it->died == 0) {
			pkg->items[n++] = it;
			continue;
		}
		bury(pkg, it);
		it->next = pkg->gone;
		pkg->gone = it;
	}
	pkg->n_items = n;
}
