/* SPDX-License-Identifier: Apache-2.0 */
/* status_find.c - the entries of a list in order, and those about one thing. */
#include <stdlib.h>
#include <string.h>

#include "status/status_priv.h"

static int
compare(const void *a, const void *b)
{
	const struct status_row *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	return c != 0 ? c : (x->since > y->since) - (x->since < y->since);
}

/* x and y are about the same, y is the later one. */
static ecert_err
check_pair(ecert_ctx *ctx, const char *where, const struct status_row *x,
    const struct status_row *y)
{
	if (x->since == y->since)
		return eci_status_bad(ctx, where, "two entries about %.200s since the same time",
		    x->id);
	if (x->state == ECI_ST_REVOKED || x->state == ECI_ST_RETENTION_ENDED)
		return eci_status_bad(ctx, where, "%.200s: %s is final, and %s comes after it",
		    x->id, eci_status_state_name(x->state), eci_status_state_name(y->state));
	/* It would read as if that had put an end to it. */
	if ((x->state == ECI_ST_LOST || x->state == ECI_ST_SUSPENDED) &&
	    y->state == ECI_ST_RENEWED)
		return eci_status_bad(ctx, where, "%.200s: renewed while %s; say when it was active "
		    "again", x->id, eci_status_state_name(x->state));
	if (x->state == ECI_ST_VOID && y->state != ECI_ST_RETENTION_ENDED)
		return eci_status_bad(ctx, where, "%.200s: %s after it was void", x->id,
		    eci_status_state_name(y->state));
	return ECERT_OK;
}

ecert_err
eci_status_sort(ecert_ctx *ctx, ecert_status *list)
{
	ecert_err e = ECERT_OK;
	size_t i;

	if (list->n > 1)
		qsort(list->rows, list->n, sizeof(*list->rows), compare);
	for (i = 1; e == ECERT_OK && i < list->n; i++)
		if (strcmp(list->rows[i - 1].id, list->rows[i].id) == 0)
			e = check_pair(ctx, list->name, &list->rows[i - 1], &list->rows[i]);
	return e;
}

/* The first row that is not before id. */
static size_t
lower(const ecert_status *list, const char *id)
{
	size_t low = 0, high = list->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(list->rows[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Without blanks around it. */
static struct eci_bytes
trim(const char *s)
{
	size_t n;

	s += strspn(s, " ");
	for (n = strlen(s); n > 0 && s[n - 1] == ' '; n--)
		;
	return (struct eci_bytes){ (const uint8_t *)s, n };
}

static bool
is_alike(struct eci_bytes a, struct eci_bytes b)
{
	size_t i;

	if (a.len != b.len)
		return false;
	for (i = 0; i < a.len; i++)
		if (eci_ascii_lower(a.ptr[i]) != eci_ascii_lower(b.ptr[i]))
			return false;
	return true;
}

const char *
eci_status_alike(const ecert_status *list, const char *id)
{
	struct eci_bytes want = trim(id);
	size_t i;

	for (i = 0; i < list->n; i++)
		if (is_alike(trim(list->rows[i].id), want) && strcmp(list->rows[i].id, id) != 0)
			return list->rows[i].id;
	return NULL;
}

bool
eci_status_find(const ecert_status *list, const char *id, size_t i,
    struct eci_status_entry *out)
{
	size_t at = lower(list, id);
	const struct status_row *row;

	if (i >= list->n - at || strcmp(list->rows[at + i].id, id) != 0)
		return false;
	row = &list->rows[at + i];
	*out = (struct eci_status_entry){ .id = row->id, .state = row->state,
	    .since = row->since, .reason = eci_status_reason(row),
	    .stolen = eci_status_stolen(row), .note = row->note, .others = row->others,
	    .n_others = row->n_others };
	return true;
}
