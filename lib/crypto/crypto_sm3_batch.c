/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_sm3_batch.c - messages collected for eci_sm3_many(). */
#include <stdlib.h>

#include "crypto/crypto_priv.h"

#define MSGS_MAX  256
#define BYTES_MAX ((size_t)4 * 1024 * 1024)    /* held at once, and one message more */

struct eci_sm3_batch {
	eci_sm3_done      *done;
	struct eci_sm3_msg v[MSGS_MAX];
	struct eci_lent    msg[MSGS_MAX];
	void              *owner[MSGS_MAX];
	size_t             tag[MSGS_MAX];
	size_t             n, bytes;
};

ecert_err
eci_sm3_batch_new(ecert_ctx *ctx, eci_sm3_done *done, struct eci_sm3_batch **out)
{
	struct eci_sm3_batch *b = calloc(1, sizeof(*b));

	*out = b;
	if (b == NULL)
		return eci_nomem(ctx);
	b->done = done;
	return ECERT_OK;
}

static void
drop(struct eci_sm3_batch *b)
{
	while (b->n > 0)
		eci_lent_free(&b->msg[--b->n]);
	b->bytes = 0;
}

ecert_err
eci_sm3_batch_end(ecert_ctx *ctx, struct eci_sm3_batch *b)
{
	ecert_err e;
	size_t i;

	e = eci_sm3_many(ctx, b->v, b->n);
	for (i = 0; i < b->n && e == ECERT_OK; i++)
		e = b->done(b->owner[i], ctx, b->tag[i], b->v[i].digest);
	drop(b);
	return e;
}

ecert_err
eci_sm3_batch_add(ecert_ctx *ctx, struct eci_sm3_batch *b, void *owner, size_t tag,
    struct eci_lent *msg)
{
	b->v[b->n].p = msg->ptr;
	b->v[b->n].n = msg->len;
	b->owner[b->n] = owner;
	b->tag[b->n] = tag;
	b->msg[b->n++] = *msg;
	b->bytes += msg->len;
	*msg = (struct eci_lent){ 0 };
	return b->n == MSGS_MAX || b->bytes >= BYTES_MAX ? eci_sm3_batch_end(ctx, b) : ECERT_OK;
}

void
eci_sm3_batch_free(struct eci_sm3_batch *b)
{
	if (b == NULL)
		return;
	drop(b);
	free(b);
}
