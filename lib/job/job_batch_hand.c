/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_batch_hand.c - some lines that a thread signs one after the other, and whose
 * results it digests side by side: that takes a quarter of the time, and a record needs
 * the digest.  Where a line takes long they come singly: nobody waits for its record
 * because of another one.
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

/* Without memory they are digested one by one. */
static ecert_err
digest(ecert_ctx *ctx, struct eci_hand *hand)
{
	struct eci_sm3_msg v[ECI_HAND_MAX];
	struct eci_bytes bytes;
	size_t i, n = 0;
	ecert_err e;

	for (i = 0; i < hand->begun; i++)
		if (hand->end[i].done.bytes != NULL) {
			bytes = eci_held_bytes(hand->end[i].done.bytes);
			v[n++] = (struct eci_sm3_msg){ bytes.ptr, bytes.len, { 0 } };
		}
	if ((e = eci_sm3_many(ctx, v, n)) != ECERT_OK)
		return e;
	for (n = i = 0; i < hand->begun; i++)
		if (hand->end[i].done.bytes != NULL)
			eci_hex(v[n++].digest, ECI_SM3_LEN, hand->end[i].done.sm3);
	return ECERT_OK;
}

/* A record without its digest is none: the document is signed all the same, and a run
 * that resumes says so. */
static void
make_records(ecert_ctx *ctx, struct eci_hand *hand)
{
	ecert_err e = digest(ctx, hand);
	struct eci_line_end *end;
	size_t i;

	for (i = 0; i < hand->begun; i++) {
		end = &hand->end[i];
		if (end->done.bytes == NULL)
			continue;
		if (e != ECERT_OK)
			end->e = e;
		end->json = eci_job_record(ctx, hand->item[i]->input, hand->item[i]->output,
		    end->e, &end->done);
	}
}

void
eci_hand_sign(ecert_ctx *ctx, const struct eci_line_how *how, struct eci_hand *hand)
{
	uint64_t from = eci_ticks_ms();
	size_t i;

	for (i = 0; i < hand->n && (i == 0 || atomic_load(how->stop) == 0); i++)
		eci_line_sign(ctx, how, hand->item[i], hand->n > 1, &hand->end[i]);
	hand->begun = i;
	make_records(ctx, hand);
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
