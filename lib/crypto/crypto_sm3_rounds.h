/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_sm3_rounds.h - SM3's compression (GB/T 32905-2016 5.3) of LANES messages
 * side by side; included once for each width.  The compiler's vector types make
 * the instructions.  Who includes it defines
 *   LANES    messages, a power of two       SUFFIX   of the names made here
 *   TARGET   the function attribute for the instructions
 * The loops are unrolled, so that the ring of words lies in registers where there are
 * enough, and nothing is moved from word to word.
 */
#define NAME_(a, b) a##b
#define NAME(a, b) NAME_(a, b)
#define VEC NAME(vec, SUFFIX)

typedef uint32_t VEC __attribute__((vector_size(4 * LANES)));

#define ROT(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define P0(x) ((x) ^ ROT(x, 9) ^ ROT(x, 17))
#define P1(x) ((x) ^ ROT(x, 15) ^ ROT(x, 23))
#define FF0(x, y, z) ((x) ^ (y) ^ (z))
#define FF1(x, y, z) (((x) & (y)) | (((x) | (y)) & (z)))
#define GG0(x, y, z) ((x) ^ (y) ^ (z))
#define GG1(x, y, z) ((((y) ^ (z)) & (x)) ^ (z))
/* W' of round j is W[j] ^ W[j + 4]; W lives in a ring of 16. */
#define W(j) w[(j) & 15]
#define EXPAND(j) W(j) = P1(W((j) - 16) ^ W((j) - 9) ^ ROT(W((j) - 3), 15)) ^ \
	ROT(W((j) - 13), 7) ^ W((j) - 6)
#define ROUND(j, FF, GG) do { \
	t = ROT(a, 12); \
	ss = t + e + round_constant[j]; \
	ss = ROT(ss, 7); \
	t ^= ss; \
	t += FF(a, b, c) + d + (W(j) ^ W((j) + 4)); \
	ss += GG(e, f, g) + h + W(j); \
	d = c; \
	c = ROT(b, 9); \
	b = a; \
	a = t; \
	h = g; \
	g = ROT(f, 19); \
	f = e; \
	e = P0(ss); \
} while (0)

/* One block of each lane; p[i] points to lane i's. */
TARGET static inline void
NAME(load, SUFFIX)(VEC w[16], const uint8_t *const p[LANES], size_t off)
{
	uint32_t word[16][LANES], x;
	size_t i, j;

	for (i = 0; i < LANES; i++)
		for (j = 0; j < 16; j++) {
			memcpy(&x, p[i] + off + 4 * j, sizeof(x));
			word[j][i] = __builtin_bswap32(x);
		}
	memcpy(w, word, sizeof(word));
}

/* blocks of each lane into v, the chaining value by word and lane. */
TARGET static void
NAME(compress, SUFFIX)(uint32_t v[8][LANES_MAX], const uint8_t *const p[LANES], size_t blocks)
{
	VEC s[8], w[16], a, b, c, d, e, f, g, h, t, ss;
	size_t i, n;
	int j;

	for (i = 0; i < 8; i++)
		memcpy(&s[i], v[i], sizeof(s[i]));
	for (n = 0; n < blocks; n++) {
		NAME(load, SUFFIX)(w, p, 64 * n);
		a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
#pragma GCC unroll 12
		for (j = 0; j < 12; j++)
			ROUND(j, FF0, GG0);
#pragma GCC unroll 4
		for (j = 12; j < 16; j++) {
			EXPAND(j + 4);
			ROUND(j, FF0, GG0);
		}
#pragma GCC unroll 48
		for (j = 16; j < 64; j++) {
			EXPAND(j + 4);
			ROUND(j, FF1, GG1);
		}
		s[0] ^= a, s[1] ^= b, s[2] ^= c, s[3] ^= d, s[4] ^= e, s[5] ^= f, s[6] ^= g, s[7] ^= h;
	}
	for (i = 0; i < 8; i++)
		memcpy(v[i], &s[i], sizeof(s[i]));
}

#undef NAME_
#undef NAME
#undef VEC
#undef ROT
#undef P0
#undef P1
#undef FF0
#undef FF1
#undef GG0
#undef GG1
#undef W
#undef EXPAND
#undef ROUND
#undef LANES
#undef SUFFIX
#undef TARGET
