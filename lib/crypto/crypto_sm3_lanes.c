/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_sm3_lanes.c - SM3 (GB/T 32905-2016) of several messages side by side, in the
 * widths this processor has.  A message that ends leaves its lane to the next one.
 * What is digested is public (entries of a document), so nothing depends on how long it
 * takes.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_sm3_lanes.h"

/* LANES= of the build: empty, one width by its name, or all. */
#if !defined(ECI_NO_LANES) && defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
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

/* Whatever the compiler makes of vectors of 16 bytes: SSE2, NEON. */
#define LANES 4
#define SUFFIX _4
#define TARGET
#include "crypto/crypto_sm3_rounds.h"

#ifdef __x86_64__
#define LANES 8
#define SUFFIX _8
#define TARGET __attribute__((target("avx2")))
#include "crypto/crypto_sm3_rounds.h"

/* The same widths again: AVX-512 can rotate. */
#define LANES 4
#define SUFFIX _4r
#define TARGET __attribute__((target("avx512f,avx512vl")))
#include "crypto/crypto_sm3_rounds.h"

#define LANES 8
#define SUFFIX _8r
#define TARGET __attribute__((target("avx512f,avx512vl")))
#include "crypto/crypto_sm3_rounds.h"

#define LANES 16
#define SUFFIX _16r
#define TARGET __attribute__((target("avx512f")))
#include "crypto/crypto_sm3_rounds.h"

static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

static bool
has_avx512vl(void)
{
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
}

static bool
has_avx512f(void)
{
	return __builtin_cpu_supports("avx512f");
}
#endif

static bool
has_it(void)
{
	return true;
}

typedef void compress_fn(uint32_t v[8][LANES_MAX], const uint8_t *const p[], size_t blocks);

/* Speeds of a lane are in hundredths of OpenSSL 3.0's, as measured (see RESULTS.md). */
static const struct engine {
	struct eci_sm3_engine pub;
	compress_fn          *compress;
	bool                (*usable)(void);
} engines[] = {
	{ { "portable", 4, 52 }, compress_4, has_it },
#ifdef __x86_64__
	{ { "avx2", 8, 48 }, compress_8, has_avx2 },
	{ { "avx512vl-4", 4, 85 }, compress_4r, has_avx512vl },
	{ { "avx512vl", 8, 77 }, compress_8r, has_avx512vl },
	{ { "avx512f", 16, 54 }, compress_16r, has_avx512f },
#endif
};

static bool
wanted(const struct engine *engine)
{
#ifdef ECI_LANES
	if (strcmp(engine->pub.name, ECI_LANES) != 0)
		return false;
#endif
	return engine->usable();
}

const struct eci_sm3_engine *
eci_sm3_engine(size_t i)
{
	size_t k;

	for (k = 0; k < ECI_COUNT(engines); k++)
		if (wanted(&engines[k]) && i-- == 0)
			return &engines[k].pub;
	return NULL;
}

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

ecert_err
eci_sm3_side_by_side(ecert_ctx *ctx, const struct eci_sm3_engine *engine,
    struct eci_sm3_msg **queue, size_t n)
{
	struct lanes *l = calloc(1, sizeof(*l));
	size_t i;

	if (l == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < ECI_COUNT(engines); i++)
		if (&engines[i].pub == engine)
			l->compress = engines[i].compress;
	l->n = engine->lanes;
	run(l, queue, n);
	free(l);
	return ECERT_OK;
}
#else
const struct eci_sm3_engine *
eci_sm3_engine(size_t i)
{
	(void)i;
	return NULL;
}

ecert_err
eci_sm3_side_by_side(ecert_ctx *ctx, const struct eci_sm3_engine *engine,
    struct eci_sm3_msg **queue, size_t n)
{
	(void)engine;
	(void)queue;
	(void)n;
	return eci_fail(ctx, ECERT_E_INTERNAL, "no messages side by side here");
}
#endif
