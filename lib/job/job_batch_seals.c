/* SPDX-License-Identifier: Apache-2.0 */
/* job_batch_seals.c - the seals that lines name.  A few seals serve thousands of
 * documents; the one used longest ago makes room. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "job/job_batch.h"

/* As many as threads at least: each uses one at a time. */
#define ROWS ECERT_THREADS_MAX

struct row {
	char       *path;
	ecert_seal *seal;
	unsigned    users;
	uint64_t    used;               /* when; 0: free */
};
struct eci_seals {
	pthread_mutex_t lock;
	struct row      rows[ROWS];
	uint64_t        now;
};

ecert_err
eci_seals_new(ecert_ctx *ctx, struct eci_seals **out)
{
	struct eci_seals *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL || pthread_mutex_init(&s->lock, NULL) != 0) {
		free(s);
		return eci_nomem(ctx);
	}
	*out = s;
	return ECERT_OK;
}

static void
empty(struct row *row)
{
	ecert_seal_free(row->seal);
	free(row->path);
	*row = (struct row){ 0 };
}

void
eci_seals_free(struct eci_seals *seals)
{
	size_t i;

	if (seals == NULL)
		return;
	for (i = 0; i < ROWS; i++)
		empty(&seals->rows[i]);
	pthread_mutex_destroy(&seals->lock);
	free(seals);
}

/* The row of path, or the one that is to be used for it. */
static size_t
choose(const struct eci_seals *seals, const char *path)
{
	const struct row *r = seals->rows;
	size_t i, at = ROWS;

	for (i = 0; i < ROWS; i++) {
		if (r[i].path != NULL && strcmp(r[i].path, path) == 0)
			return i;
		if (r[i].users == 0 && (at == ROWS || r[i].used < r[at].used))
			at = i;
	}
	return at;
}

static ecert_err
load(ecert_ctx *ctx, struct row *row, const char *path)
{
	ecert_err e;

	empty(row);
	if ((e = eci_strdup(ctx, path, &row->path)) == ECERT_OK &&
	    (e = ecert_seal_load_file(ctx, path, &row->seal)) != ECERT_OK)
		empty(row);
	return e;
}

ecert_err
eci_seals_get(ecert_ctx *ctx, struct eci_seals *seals, const char *path,
    const ecert_seal **out, size_t *at)
{
	ecert_err e = ECERT_OK;
	struct row *row;
	size_t i;

	*out = NULL;
	*at = SIZE_MAX;
	/* Others wait: mostly it is the same one they want. */
	pthread_mutex_lock(&seals->lock);
	if ((i = choose(seals, path)) == ROWS)
		e = eci_fail(ctx, ECERT_E_LIMIT, "more than %u seals at a time", ROWS);
	else {
		row = &seals->rows[i];
		if (row->seal == NULL || strcmp(row->path, path) != 0)
			e = load(ctx, row, path);
		if (e == ECERT_OK) {
			row->users++;
			row->used = ++seals->now;
			*out = row->seal;
			*at = i;
		}
	}
	pthread_mutex_unlock(&seals->lock);
	return e;
}

void
eci_seals_put(struct eci_seals *seals, size_t at)
{
	pthread_mutex_lock(&seals->lock);
	seals->rows[at].users--;
	pthread_mutex_unlock(&seals->lock);
}
