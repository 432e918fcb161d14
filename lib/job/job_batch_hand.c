/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_batch_hand.c - some lines that a thread signs one after the other, and whose
 * documents and results it digests together, side by side, which takes a quarter of the
 * time; results on their way to the disk while the next is signed; their folder synced once.
 * Where a line takes long they come singly: nobody waits for its record because of
 * another one.
 */
#include <stdlib.h>

#include "job/job_batch.h"

/* Records are held back for no longer than this, more or less. */
#define WAIT_MS 100

size_t
eci_hand_size(uint64_t ms, size_t n)
{
	uint64_t each = n > 0 ? ms / n + 1 : WAIT_MS;

	return each * ECI_HAND_MAX <= WAIT_MS ? ECI_HAND_MAX : each >= WAIT_MS ? 1 :
	    (size_t)(WAIT_MS / each);
}

static bool
waits(const struct eci_hand *hand, size_t i)
{
	return hand->end[i].done.out != NULL && !hand->end[i].told;
}

static ecert_err
digest(ecert_ctx *ctx, struct eci_hand *hand)
{
	struct eci_sm3_msg v[ECI_HAND_MAX];
	struct eci_bytes bytes;
	size_t i, n = 0;
	ecert_err e;

	for (i = 0; i < hand->begun; i++)
		if (waits(hand, i) && hand->end[i].done.bytes != NULL) {
			bytes = eci_held_bytes(hand->end[i].done.bytes);
			v[n++] = (struct eci_sm3_msg){ bytes.ptr, bytes.len, { 0 } };
		}
	if ((e = eci_sm3_many(ctx, v, n)) != ECERT_OK)
		return e;
	for (n = i = 0; i < hand->begun; i++)
		if (waits(hand, i) && hand->end[i].done.bytes != NULL)
			eci_hex(v[n++].digest, ECI_SM3_LEN, hand->end[i].done.sm3);
	return ECERT_OK;
}

/* Whether one before i is in the same folder, which then was synced after the rename of
 * the last. */
static bool
is_synced(const struct eci_hand *hand, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (hand->end[k].done.out != NULL && hand->end[k].e == ECERT_OK &&
		    eci_out_same_folder(hand->end[k].done.out, hand->end[i].done.out))
			return true;
	return false;
}

/* A failure after the signing itself, which the log has to have, too. */
static ecert_err
logged(ecert_ctx *ctx, const struct eci_hand *hand, size_t i, ecert_err e)
{
	return e == ECERT_OK ? e : eci_log_add(ctx, &hand->end[i].own.job, hand->item[i]->input,
	    hand->item[i]->output, e, NULL);
}

/* Into the log and to their names one by one; their folders once for all of them. */
static void
finish(ecert_ctx *ctx, struct eci_hand *hand)
{
	ecert_err e, digested = digest(ctx, hand);
	struct eci_line_end *end;
	size_t i;

	for (i = 0; i < hand->begun; i++) {
		end = &hand->end[i];
		if (!waits(hand, i))
			continue;
		e = digested != ECERT_OK ? logged(ctx, hand, i, digested) : eci_job_name(ctx, &end->own.job,
		    hand->item[i]->input, hand->item[i]->output, &end->done);
		if (e != ECERT_OK)
			eci_line_tell(ctx, hand->item[i], e, end);
	}
	for (i = 0; i < hand->begun; i++)
		if (waits(hand, i))
			eci_line_tell(ctx, hand->item[i], is_synced(hand, i) ? ECERT_OK :
			    logged(ctx, hand, i, eci_out_sync_folder(ctx, hand->end[i].done.out)),
			    &hand->end[i]);
}

/* Opens the documents and digests what is in them side by side; which could not be is
 * seen again when it is signed. */
static void
begin(ecert_ctx *ctx, const struct eci_line_how *how, struct eci_hand *hand)
{
	struct eci_sm3_batch *batch = NULL;
	size_t i;

	if (hand->n > 1)
		(void)eci_sm3_batch_new(ctx, eci_sign_digested, &batch);
	for (i = 0; i < hand->n; i++)
		eci_line_begin(ctx, how, hand->item[i], batch, &hand->end[i]);
	if (batch != NULL)
		(void)eci_sm3_batch_end(ctx, batch);
	eci_sm3_batch_free(batch);
}

void
eci_hand_sign(ecert_ctx *ctx, const struct eci_line_how *how, struct eci_hand *hand)
{
	uint64_t from = eci_ticks_ms();
	size_t i;

	begin(ctx, how, hand);
	for (i = 0; i < hand->n && (i == 0 || atomic_load(how->stop) == 0); i++)
		eci_line_sign(ctx, hand->item[i], &hand->end[i]);
	hand->begun = i;
	finish(ctx, hand);
	hand->ms = eci_ticks_ms() - from;
}

void
eci_hand_free(struct eci_hand *hand)
{
	size_t i;

	if (hand == NULL)
		return;
	for (i = 0; i < hand->n; i++) {
		eci_line_end_free(&hand->end[i]);
		eci_item_free(hand->item[i]);
	}
	free(hand);
}
