/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_begun.c - digests for SM2 of messages that begin alike.  What is signed with a
 * seal begins with all of it, 6 to 30 KB (GB/T 38540-2020, TBS_Sign), and differs in its
 * last 200 bytes: the digest goes on from where a message parts from one before.  That it
 * begins so is seen by comparing, byte for byte.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "crypto/crypto_priv.h"

#define BEGUN_MAX 8
#define BEGUN_MIN 1024     /* a shorter beginning is digested sooner than found */
#define BLOCK     64

struct begun {
	uint64_t       used[BEGUN_MAX];        /* when; 0: free */
	struct eci_buf bytes[BEGUN_MAX];       /* what state has digested, z first */
	EVP_MD_CTX    *state[BEGUN_MAX];
	uint64_t       now;
};

static void
begun_free(void *p)
{
	struct begun *b = p;
	size_t i;

	for (i = 0; i < BEGUN_MAX; i++) {
		eci_buf_free(&b->bytes[i]);
		EVP_MD_CTX_free(b->state[i]);
	}
	free(b);
}

bool
eci_begun_find(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    EVP_MD_CTX *mctx, size_t *done)
{
	struct begun *b = eci_kept(ctx, ECI_KEPT_BEGUN);
	const struct eci_buf *have;
	size_t i, n;

	for (i = 0; b != NULL && i < BEGUN_MAX; i++) {
		have = &b->bytes[i];
		if (b->used[i] == 0 || (n = have->len - ECI_SM3_LEN) > msg.len ||
		    memcmp(have->ptr, z, ECI_SM3_LEN) != 0 ||
		    memcmp(have->ptr + ECI_SM3_LEN, msg.ptr, n) != 0)
			continue;
		if (EVP_MD_CTX_copy_ex(mctx, b->state[i]) != 1)
			return false;
		b->used[i] = ++b->now;
		*done = n;
		return true;
	}
	return false;
}

size_t
eci_begun_worth(size_t common)
{
	/* To the end of a block, z being half of one. */
	if (common < BEGUN_MIN)
		return 0;
	return common - (common + ECI_SM3_LEN) % BLOCK;
}

void
eci_begun_keep(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes start,
    const EVP_MD_CTX *mctx)
{
	struct begun *b = eci_lately_kept(ctx, ECI_KEPT_BEGUN, sizeof(*b), begun_free);
	struct eci_buf *bytes;
	size_t at;

	if (b == NULL)
		return;
	at = eci_lately_oldest(b->used, BEGUN_MAX);
	bytes = &b->bytes[at];
	b->used[at] = 0;
	bytes->len = 0;
	if (eci_buf_add(ctx, bytes, z, ECI_SM3_LEN) != ECERT_OK ||
	    eci_buf_add(ctx, bytes, start.ptr, start.len) != ECERT_OK) {
		eci_clear(ctx);
		return;
	}
	if ((b->state[at] == NULL && (b->state[at] = EVP_MD_CTX_new()) == NULL) ||
	    EVP_MD_CTX_copy_ex(b->state[at], mctx) != 1)
		return;
	b->used[at] = ++b->now;
}
