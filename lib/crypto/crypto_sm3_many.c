/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_sm3_many.c - the digests of many messages: which of them go side by side,
 * how many at a time, and which are better left to OpenSSL one by one.
 */
#include <stdlib.h>

#include "crypto/crypto_sm3_lanes.h"

/* What a message costs beside its bytes, in bytes: padding, filling a lane. */
#define EACH 128

/* One way to do all: the first lanes messages by engine, the longer rest by OpenSSL.
 * Costs are in hundredths of the time OpenSSL takes for a byte. */
struct plan {
	const struct eci_sm3_engine *engine;     /* NULL: all by OpenSSL */
	size_t                       lanes;
	uint64_t                     cost;
};

/* Lanes end with the longest message, or when all are through. */
static uint64_t
lanes_cost(const struct eci_sm3_engine *engine, uint64_t total, uint64_t longest)
{
	uint64_t each = total / engine->lanes;

	return (each > longest ? each : longest) * 10000 / engine->speed;
}

/* v by length, the shortest first. */
static struct plan
choose(struct eci_sm3_msg *const *v, size_t n)
{
	const struct eci_sm3_engine *engine;
	struct plan best = { NULL, 0, 0 };
	uint64_t total = 0, cost, some;
	size_t i, k;

	for (i = 0; i < n; i++)
		total += v[i]->n + EACH;
	best.cost = total * 100;
	for (i = 0; (engine = eci_sm3_engine(i)) != NULL; i++)
		for (some = total, k = n; k > 1; some -= v[--k]->n + EACH) {
			cost = lanes_cost(engine, some, v[k - 1]->n + EACH) + (total - some) * 100;
			if (cost < best.cost)
				best = (struct plan){ engine, k, cost };
		}
	return best;
}

static int
by_length(const void *a, const void *b)
{
	const struct eci_sm3_msg *const *x = a, *const *y = b;

	return ((*x)->n > (*y)->n) - ((*x)->n < (*y)->n);
}

ecert_err
eci_sm3_many(ecert_ctx *ctx, struct eci_sm3_msg *v, size_t n)
{
	struct eci_sm3_msg **sorted = calloc(n + 1, sizeof(*sorted));
	struct plan plan;
	ecert_err e = ECERT_OK;
	size_t i;

	if (sorted == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n; i++)
		sorted[i] = &v[i];
	qsort(sorted, n, sizeof(*sorted), by_length);
	plan = choose(sorted, n);
	if (plan.engine != NULL)
		e = eci_sm3_side_by_side(ctx, plan.engine, sorted, plan.lanes);
	for (i = plan.lanes; i < n && e == ECERT_OK; i++)
		e = eci_sm3(ctx, sorted[i]->p, sorted[i]->n, sorted[i]->digest);
	free(sorted);
	return e;
}
