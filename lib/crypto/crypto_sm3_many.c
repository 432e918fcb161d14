/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_sm3_many.c - the digests of many messages, several at a time: one
 * message keeps a processor's vector units idle.  What is digested is public
 * (entries of a document), so nothing depends on how long it takes.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define LANES_MAX 16

/* T_j rotated by j (4.2); filled in by rows of 8. */
static const uint32_t round_constant[64] = {
	0x79cc4519, 0xf3988a32, 0xe7311465, 0xce6228cb, 0x9cc45197, 0x3988a32f, 0x7311465e, 0xe6228cbc,
	0xcc451979, 0x988a32f3, 0x311465e7, 0x6228cbce, 0xc451979c, 0x88a32f39, 0x11465e73, 0x228cbce6,
	0x9d8a7a87, 0x3b14f50f, 0x7629ea1e, 0xec53d43c, 0xd8a7a879, 0xb14f50f3, 0x629ea1e7, 0xc53d43ce,
	0x8a7a879d, 0x14f50f3b, 0x29ea1e76, 0x53d43cec, 0xa7a879d8, 0x4f50f3b1, 0x9ea1e762, 0x3d43cec5,
	0x7a879d8a, 0xf50f3b14, 0xea1e7629, 0xd43cec53, 0xa879d8a7, 0x50f3b14f, 0xa1e7629e, 0x43cec53d,
	0x879d8a7a, 0x0f3b14f5, 0x1e7629ea, 0x3cec53d4, 0x79d8a7a8, 0xf3b14f50, 0xe7629ea1, 0xcec53d43,
	0x9d8a7a87, 0x3b14f50f, 0x7629ea1e, 0xec53d43c, 0xd8a7a879, 0xb14f50f3, 0x629ea1e7, 0xc53d43ce,
	0x8a7a879d, 0x14f50f3b, 0x29ea1e76, 0x53d43cec, 0xa7a879d8, 0x4f50f3b1, 0x9ea1e762, 0x3d43cec5,
};

#define LANES 8
#define SUFFIX _8
#define TARGET __attribute__((target("avx2")))
#include "crypto/crypto_sm3_lanes.h"

#define LANES 16
#define SUFFIX _16
#define TARGET __attribute__((target("avx512f")))
#include "crypto/crypto_sm3_lanes.h"

typedef void compress_fn(uint32_t v[8][LANES_MAX], const uint8_t *const p[], size_t blocks);

/* Where a lane is: in its message's whole blocks, then in the padded rest. */
struct lane {
	struct eci_sm3_msg *msg;      /* NULL: idle */
	const uint8_t      *p;
	size_t              blocks;
	bool                last;
	uint8_t             rest[128];
};

struct lanes {
	compress_fn  *compress;
	size_t        n;
	uint32_t      v[8][LANES_MAX];
	struct lane   lane[LANES_MAX];
};

static void
begin(struct lanes *l, size_t i, struct eci_sm3_msg *msg)
{
	static const uint32_t iv[8] = { 0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
		0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e };
	size_t w;

	for (w = 0; w < 8; w++)
		l->v[w][i] = iv[w];
	l->lane[i].msg = msg;
	l->lane[i].p = msg->p;
	l->lane[i].blocks = msg->n / 64;
	l->lane[i].last = false;
}

/* 5.2: one bit, zeros, the length in bits. */
static void
pad(struct lane *lane)
{
	size_t n = lane->msg->n, part = n % 64, i;
	uint64_t bits = (uint64_t)n * 8;

	memset(lane->rest, 0, sizeof(lane->rest));
	if (part > 0)
		memcpy(lane->rest, lane->msg->p + (n - part), part);
	lane->rest[part] = 0x80;
	lane->blocks = part < 56 ? 1 : 2;
	for (i = 0; i < 8; i++)
		lane->rest[64 * lane->blocks - 1 - i] = (uint8_t)(bits >> (8 * i));
	lane->p = lane->rest;
	lane->last = true;
}

static void
finish(struct lanes *l, size_t i)
{
	uint8_t *out = l->lane[i].msg->digest;
	size_t w;
	int shift;

	for (w = 0; w < 8; w++)
		for (shift = 24; shift >= 0; shift -= 8)
			*out++ = (uint8_t)(l->v[w][i] >> shift);
	l->lane[i].msg = NULL;
}

/* Every lane has blocks to do, or is idle: *n lanes are not. */
static size_t
busy(struct lanes *l, struct eci_sm3_msg **queue, size_t *left, size_t *n)
{
	size_t i, least = SIZE_MAX;

	for (*n = i = 0; i < l->n; i++) {
		if (l->lane[i].msg != NULL && l->lane[i].blocks == 0 && l->lane[i].last)
			finish(l, i);
		if (l->lane[i].msg == NULL && *left > 0)
			begin(l, i, queue[--*left]);
		if (l->lane[i].msg == NULL)
			continue;
		if (l->lane[i].blocks == 0)
			pad(&l->lane[i]);
		if (l->lane[i].blocks < least)
			least = l->lane[i].blocks;
		++*n;
	}
	return least;
}

/* The last of the queue first. */
static void
run(struct lanes *l, struct eci_sm3_msg **queue, size_t left)
{
	const uint8_t *p[LANES_MAX], *some;
	size_t i, n, blocks;

	for (;;) {
		blocks = busy(l, queue, &left, &n);
		if (n == 0)
			return;
		for (some = NULL, i = 0; i < l->n; i++)
			if (l->lane[i].msg != NULL)
				some = l->lane[i].p;
		for (i = 0; i < l->n; i++)
			p[i] = l->lane[i].msg != NULL ? l->lane[i].p : some;
		l->compress(l->v, p, blocks);
		for (i = 0; i < l->n; i++)
			if (l->lane[i].msg != NULL) {
				l->lane[i].p += 64 * blocks;
				l->lane[i].blocks -= blocks;
			}
	}
}

/* A lane is not quite half as fast as OpenSSL; what ends last counts. */
static bool
pays(size_t longest, size_t total, size_t lanes)
{
	size_t each = longest > total / lanes ? longest : total / lanes;

	return each < total / 9 * 4;
}

/* v by length; the first *done of them were digested. */
static ecert_err
side_by_side(ecert_ctx *ctx, struct eci_sm3_msg **v, size_t n, size_t *done)
{
	size_t i, total = 0, wide = n > 8 && __builtin_cpu_supports("avx512f") ? 16 : 8;
	struct lanes *l;

	*done = 0;
	if (n < 2 || !__builtin_cpu_supports("avx2"))
		return ECERT_OK;
	for (i = 0; i < n; i++)
		total += v[i]->n;
	while (n > 1 && !pays(v[n - 1]->n, total, wide))
		total -= v[--n]->n;
	if (n < 2)
		return ECERT_OK;
	if ((l = calloc(1, sizeof(*l))) == NULL)
		return eci_nomem(ctx);
	l->n = wide;
	l->compress = wide == 16 ? compress_16 : compress_8;
	run(l, v, n);
	free(l);
	*done = n;
	return ECERT_OK;
}
#else
static ecert_err
side_by_side(ecert_ctx *ctx, struct eci_sm3_msg **v, size_t n, size_t *done)
{
	(void)ctx;
	(void)v;
	(void)n;
	*done = 0;
	return ECERT_OK;
}
#endif

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
	size_t i, done = 0;
	ecert_err e;

	if (sorted == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n; i++)
		sorted[i] = &v[i];
	qsort(sorted, n, sizeof(*sorted), by_length);
	e = side_by_side(ctx, sorted, n, &done);
	for (i = done; i < n && e == ECERT_OK; i++)
		e = eci_sm3(ctx, sorted[i]->p, sorted[i]->n, sorted[i]->digest);
	free(sorted);
	return e;
}
