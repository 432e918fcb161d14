/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_index.c - entries by name: binary search in an array ordered by the name
 * with ASCII case folded, so that names equal but for case are neighbours.
 */
#include "pkg/pkg_priv.h"

#include <stdlib.h>
#include <string.h>

/* name is folded on the way; key is folded already. */
static int
compare(const char *name, size_t len, const char *key, size_t key_len)
{
	size_t i;
	int a, b;

	for (i = 0; i < len && i < key_len; i++) {
		a = eci_ascii_lower((unsigned char)name[i]);
		b = (unsigned char)key[i];
		if (a != b)
			return a - b;
	}
	return (len > key_len) - (len < key_len);
}

/* First place whose key is not below the name. */
static size_t
lower_bound(const struct eci_pkg *pkg, const char *name, size_t len)
{
	size_t lo = 0, hi = pkg->n_sorted, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (compare(name, len, pkg->sorted[mid]->key, pkg->sorted[mid]->key_len) > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct eci_pkg_item *
eci_pkg_lookup(const struct eci_pkg *pkg, const char *name, size_t len)
{
	size_t i = lower_bound(pkg, name, len);

	if (i == pkg->n_sorted ||
	    compare(name, len, pkg->sorted[i]->key, pkg->sorted[i]->key_len) != 0)
		return NULL;
	return pkg->sorted[i];
}

bool
eci_pkg_has_below(const struct eci_pkg *pkg, const char *name, size_t len)
{
	size_t i = lower_bound(pkg, name, len);
	const struct eci_pkg_item *it;

	/* "a" < "a!b" < "a/b": names that only begin alike may lie between. */
	for (; i < pkg->n_sorted; i++) {
		it = pkg->sorted[i];
		if (it->key_len < len || compare(name, len, it->key, len) != 0)
			return false;
		if (it->key_len > len && it->key[len] == '/')
			return true;
	}
	return false;
}

const struct eci_pkg_item *
eci_pkg_file_above(const struct eci_pkg *pkg, const char *name, size_t len)
{
	const struct eci_pkg_item *it;
	size_t i;

	for (i = 0; i < len; i++) {
		if (name[i] != '/')
			continue;
		it = eci_pkg_lookup(pkg, name, i);
		if (it != NULL && !it->folder)
			return it;
	}
	return NULL;
}

static int
by_key(const void *a, const void *b)
{
	const struct eci_pkg_item *x = *(const struct eci_pkg_item *const *)a;
	const struct eci_pkg_item *y = *(const struct eci_pkg_item *const *)b;
	size_t n = x->key_len < y->key_len ? x->key_len : y->key_len;
	int d = memcmp(x->key, y->key, n);

	return d != 0 ? d : (x->key_len > y->key_len) - (x->key_len < y->key_len);
}

void
eci_pkg_reindex(struct eci_pkg *pkg)
{
	struct eci_pkg_item *it;
	size_t i;

	pkg->n_live = pkg->n_sorted = 0;
	pkg->total = 0;
	for (i = 0; i < pkg->n_items; i++) {
		it = pkg->items[i];
		if (it->died != 0)
			continue;
		pkg->sorted[pkg->n_sorted++] = it;
		if (it->folder)
			continue;
		it->at = pkg->n_live;
		pkg->live[pkg->n_live++] = it;
		pkg->total += it->size;
	}
	if (pkg->n_sorted > 1)
		qsort(pkg->sorted, pkg->n_sorted, sizeof(*pkg->sorted), by_key);
}

ecert_err
eci_pkg_room(ecert_ctx *ctx, struct eci_pkg *pkg)
{
	size_t n = pkg->n_items;
	ecert_err e;

	/* All three grow with items, so that a rollback never needs memory. */
	if ((e = eci_grow(ctx, &pkg->items, n, &pkg->cap_items, sizeof(*pkg->items))) != ECERT_OK ||
	    (e = eci_grow(ctx, &pkg->live, n, &pkg->cap_live, sizeof(*pkg->live))) != ECERT_OK)
		return e;
	return eci_grow(ctx, &pkg->sorted, n, &pkg->cap_sorted, sizeof(*pkg->sorted));
}

void
eci_pkg_index_add(struct eci_pkg *pkg, struct eci_pkg_item *it)
{
	size_t i = lower_bound(pkg, it->key, it->key_len);

	memmove(pkg->sorted + i + 1, pkg->sorted + i, (pkg->n_sorted - i) * sizeof(*pkg->sorted));
	pkg->sorted[i] = it;
	pkg->n_sorted++;
	it->at = pkg->n_live;
	pkg->live[pkg->n_live++] = it;
	pkg->total += it->size;
}

void
eci_pkg_index_drop(struct eci_pkg *pkg, struct eci_pkg_item *it)
{
	size_t i = lower_bound(pkg, it->key, it->key_len);

	pkg->n_sorted--;
	memmove(pkg->sorted + i, pkg->sorted + i + 1, (pkg->n_sorted - i) * sizeof(*pkg->sorted));
	pkg->n_live--;
	for (i = it->at; i < pkg->n_live; i++) {
		pkg->live[i] = pkg->live[i + 1];
		pkg->live[i]->at = i;
	}
	pkg->total -= it->size;
}

static ecert_err
check_twins(struct eci_pkg_scan *s, const struct eci_pkg_item *a, const struct eci_pkg_item *b)
{
	if (a->folder && b->folder && strcmp(a->name, b->name) != 0) {
		eci_pkg_quirk(s, QUIRK_FOLDER_CASE, b);
		return ECERT_OK;
	}
	return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, b->name, "APPNOTE 4.4.17",
	    a->folder != b->folder ? "both a file and a folder" :
	    strcmp(a->name, b->name) == 0 ? "two entries of this name" :
	    "two entries of this name but for upper and lower case");
}

ecert_err
eci_pkg_scan_names(struct eci_pkg_scan *s)
{
	struct eci_pkg *pkg = s->pkg;
	const struct eci_pkg_item *it;
	size_t i;
	ecert_err e;

	eci_pkg_reindex(pkg);
	for (i = 1; i < pkg->n_sorted; i++)
		if (by_key(&pkg->sorted[i - 1], &pkg->sorted[i]) == 0 &&
		    (e = check_twins(s, pkg->sorted[i - 1], pkg->sorted[i])) != ECERT_OK)
			return e;
	for (i = 0; i < pkg->n_sorted; i++) {
		it = pkg->sorted[i];
		if ((it = eci_pkg_file_above(pkg, it->key, it->key_len)) != NULL)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name,
			    "APPNOTE 4.4.17", "a file, and a folder of other entries");
	}
	return ECERT_OK;
}

size_t
eci_pkg_find_nocase(const struct eci_pkg *pkg, const char *name)
{
	const struct eci_pkg_item *it;

	if (*name == '/')
		name++;
	it = eci_pkg_lookup(pkg, name, strlen(name));
	return it != NULL && !it->folder ? it->at : SIZE_MAX;
}

size_t
eci_pkg_find(const struct eci_pkg *pkg, const char *name)
{
	size_t i;

	if (*name == '/')
		name++;
	/* Names that differ in case only are refused: one lookup tells all. */
	i = eci_pkg_find_nocase(pkg, name);
	return i != SIZE_MAX && strcmp(pkg->live[i]->name, name) == 0 ? i : SIZE_MAX;
}
