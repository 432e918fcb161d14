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
	struct {
		uint64_t       used;       /* when; 0: free */
		struct eci_buf bytes;      /* what state has digested, z first */
		EVP_MD_CTX    *state;
	} v[BEGUN_MAX];
	uint64_t now;
};

static void
begun_free(void *p)
{
	struct begun *b = p;
	size_t i;

	for (i = 0; i < BEGUN_MAX; i++) {
		eci_buf_free(&b->v[i].bytes);
		EVP_MD_CTX_free(b->v[i].state);
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
		have = &b->v[i].bytes;
		if (b->v[i].used == 0 || (n = have->len - ECI_SM3_LEN) > msg.len ||
		    memcmp(have->ptr, z, ECI_SM3_LEN) != 0 ||
		    memcmp(have->ptr + ECI_SM3_LEN, msg.ptr, n) != 0)
			continue;
		if (EVP_MD_CTX_copy_ex(mctx, b->v[i].state) != 1)
			return false;
		b->v[i].used = ++b->now;
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

static struct begun *
begun_of(ecert_ctx *ctx)
{
	struct begun *b = eci_kept(ctx, ECI_KEPT_BEGUN);

	if (b == NULL && (b = calloc(1, sizeof(*b))) != NULL)
		eci_keep(ctx, ECI_KEPT_BEGUN, b, begun_free);
	return b;
}

void
eci_begun_keep(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes start,
    const EVP_MD_CTX *mctx)
{
	struct begun *b = begun_of(ctx);
	struct eci_buf *bytes;
	size_t i, at = 0;

	if (b == NULL)
		return;
	for (i = 1; i < BEGUN_MAX; i++)
		if (b->v[i].used < b->v[at].used)
			at = i;
	bytes = &b->v[at].bytes;
	b->v[at].used = 0;
	bytes->len = 0;
	if (eci_buf_add(ctx, bytes, z, ECI_SM3_LEN) != ECERT_OK ||
	    eci_buf_add(ctx, bytes, start.ptr, start.len) != ECERT_OK) {
		eci_clear(ctx);
		return;
	}
	if ((b->v[at].state == NULL && (b->v[at].state = EVP_MD_CTX_new()) == NULL) ||
	    EVP_MD_CTX_copy_ex(b->v[at].state, mctx) != 1)
		return;
	b->v[at].used = ++b->now;
}
