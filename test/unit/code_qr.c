/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every symbol is read back by a decoder written from ISO/IEC 18004 (tables 7
 * and 9, figures 19 and 25, annexes A and C): format bits with their BCH
 * remainder, mask, block order, Reed-Solomon syndromes, segments.
 */
#include <stdlib.h>

#include "code/code.h"
#include "unit.h"

#define VERSIONS 10

/* Level M: codewords for correction per block, blocks of data size k, k + 1. */
static const struct { int ec, n1, k, n2; } blocks[VERSIONS + 1] = {
	{ 0, 0, 0, 0 }, { 10, 1, 16, 0 }, { 16, 1, 28, 0 }, { 26, 1, 44, 0 },
	{ 18, 2, 32, 0 }, { 24, 2, 43, 0 }, { 16, 4, 27, 0 }, { 18, 4, 31, 0 },
	{ 22, 2, 38, 2 }, { 22, 3, 36, 2 }, { 26, 4, 43, 1 },
};
static const int align[VERSIONS + 1][3] = {
	{ 0 }, { 0 }, { 6, 18, 0 }, { 6, 22, 0 }, { 6, 26, 0 }, { 6, 30, 0 },
	{ 6, 34, 0 }, { 6, 22, 38 }, { 6, 24, 42 }, { 6, 26, 46 }, { 6, 28, 50 },
};

static int
dark(const struct eci_code *c, int row, int col)
{
	return c->dark[(unsigned)row * c->width + (unsigned)col];
}

static int
near_align(int version, int row, int col)
{
	int i, j, w = 17 + 4 * version, r, c;

	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++) {
			r = align[version][i];
			c = align[version][j];
			if (r == 0 || c == 0 || (r == 6 && c == 6) ||
			    (r == 6 && c == w - 7) || (r == w - 7 && c == 6))
				continue;
			if (abs(row - r) <= 2 && abs(col - c) <= 2)
				return 1;
		}
	return 0;
}

static int
is_function(int version, int row, int col)
{
	int w = 17 + 4 * version;

	if ((row < 9 && (col < 9 || col >= w - 8)) || (row >= w - 8 && col < 9))
		return 1;
	if (row == 6 || col == 6 || near_align(version, row, col))
		return 1;
	return version >= 7 && ((row < 6 && col >= w - 11) || (col < 6 && row >= w - 11));
}

static int
masked(int mask, int r, int c)
{
	switch (mask) {
	case 0: return (r + c) % 2 == 0;
	case 1: return r % 2 == 0;
	case 2: return c % 3 == 0;
	case 3: return (r + c) % 3 == 0;
	case 4: return (r / 2 + c / 3) % 2 == 0;
	case 5: return r * c % 2 + r * c % 3 == 0;
	case 6: return (r * c % 2 + r * c % 3) % 2 == 0;
	default: return ((r + c) % 2 + r * c % 3) % 2 == 0;
	}
}

/* Level and mask, or -1 where the 15 bits are no code word (annex C). */
static int
read_format(const struct eci_code *c)
{
	static const int at[15][2] = { { 8, 0 }, { 8, 1 }, { 8, 2 }, { 8, 3 }, { 8, 4 },
	    { 8, 5 }, { 8, 7 }, { 8, 8 }, { 7, 8 }, { 5, 8 }, { 4, 8 }, { 3, 8 }, { 2, 8 },
	    { 1, 8 }, { 0, 8 } };
	int i, bits = 0, rem;

	for (i = 0; i < 15; i++)
		bits = bits << 1 | dark(c, at[i][0], at[i][1]);
	bits ^= 0x5412;
	for (rem = bits, i = 14; i >= 10; i--)
		if (rem >> i & 1)
			rem ^= 0x537 << (i - 10);
	return rem == 0 ? bits >> 10 : -1;
}

static void
read_words(const struct eci_code *c, int version, int mask, uint8_t *words, int n)
{
	int col, i, k, row, up = 1, bit = 0, w = (int)c->width;

	memset(words, 0, (size_t)n);
	for (col = w - 1; col > 0; col -= 2, up = !up) {
		if (col == 6)
			col--;
		for (i = 0; i < w; i++)
			for (k = 0; k < 2; k++) {
				row = up ? w - 1 - i : i;
				if (is_function(version, row, col - k))
					continue;
				if (bit / 8 < n && (dark(c, row, col - k) ^
				    masked(mask, row, col - k)))
					words[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
				bit++;
			}
	}
}

static int
gf_mul(int a, int b)
{
	int r = 0;

	for (; b != 0; b >>= 1, a = a << 1 ^ (a & 0x80 ? 0x11d : 0))
		if (b & 1)
			r ^= a;
	return r;
}

static int
syndromes_zero(const uint8_t *p, int n, int ec)
{
	int i, j, s, x = 1;

	for (i = 0; i < ec; i++, x = gf_mul(x, 2)) {
		for (s = 0, j = 0; j < n; j++)
			s = gf_mul(s, x) ^ p[j];
		if (s != 0)
			return 0;
	}
	return 1;
}

/* Blocks out of their interleaving; the data, or -1 where one has an error. */
static int
data_words(int version, const uint8_t *words, uint8_t *data)
{
	int k = blocks[version].k, n1 = blocks[version].n1, ec = blocks[version].ec;
	int nb = n1 + blocks[version].n2, total = nb * k + blocks[version].n2, b, i, n = 0;
	uint8_t block[256];

	for (b = 0; b < nb; b++) {
		int kb = b < n1 ? k : k + 1;

		for (i = 0; i < k; i++)
			block[i] = words[i * nb + b];
		if (kb > k)
			block[k] = words[k * nb + b - n1];
		for (i = 0; i < ec; i++)
			block[kb + i] = words[total + i * nb + b];
		if (!syndromes_zero(block, kb + ec, ec))
			return -1;
		memcpy(data + n, block, (size_t)kb);
		n += kb;
	}
	return n;
}

static unsigned
take(const uint8_t *data, int *pos, int bits)
{
	unsigned v = 0;

	for (; bits > 0; bits--, ++*pos)
		v = v << 1 | (data[*pos / 8] >> (7 - *pos % 8) & 1U);
	return v;
}

/* The text of all segments; how many segments of bytes there are, 100 more after
 * the designator of UTF-8. */
static int
read_segments(int version, const uint8_t *data, int n, char *out)
{
	static const char an[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
	int pos = 0, byte_segments = 0, wide = version >= 10, eci = 0;
	unsigned mode, len, v;

	while (pos + 4 <= n * 8 && (mode = take(data, &pos, 4)) != 0) {
		if (mode == 7) {
			eci = (int)take(data, &pos, 8);
			continue;
		}
		len = take(data, &pos, mode == 1 ? 10 + 2 * wide : mode == 2 ? 9 + 2 * wide :
		    8 + 8 * wide);
		for (; mode == 4 && len > 0; len--)
			*out++ = (char)take(data, &pos, 8);
		for (; mode == 2 && len > 1; len -= 2) {
			v = take(data, &pos, 11);
			*out++ = an[v / 45];
			*out++ = an[v % 45];
		}
		if (mode == 2 && len == 1)
			*out++ = an[take(data, &pos, 6)];
		for (; mode == 1 && len > 0; len -= len < 3 ? len : 3) {
			v = take(data, &pos, len >= 3 ? 10 : len == 2 ? 7 : 4);
			if (len >= 3)
				*out++ = (char)('0' + v / 100);
			if (len >= 2)
				*out++ = (char)('0' + v / 10 % 10);
			*out++ = (char)('0' + v % 10);
		}
		byte_segments += mode == 4;
	}
	*out = '\0';
	return byte_segments + (eci == 26 ? 100 : 0);
}

static void
round_trip(ecert_ctx *ctx, const char *name, const char *text, int version, int want_segments)
{
	struct eci_code c;
	uint8_t words[512], data[512];
	char got[1024] = "";
	int format, n, segments;

	unit_case("%s", name);
	CHECK_OK(ctx, eci_code_qr(ctx, text, &c));
	if (c.dark == NULL)
		return;
	CHECK_INT(c.width, 17 + 4 * version);
	format = read_format(&c);
	CHECK_INT(format >> 3, 0);      /* level M */
	read_words(&c, version, format & 7, words, (int)sizeof(words));
	n = data_words(version, words, data);
	CHECK(n > 0);
	segments = n > 0 ? read_segments(version, data, n, got) : 0;
	CHECK_STR(got, text);
	if (want_segments >= 0)
		CHECK_INT(segments, want_segments);
	eci_code_free(&c);
}

static void
fixed_patterns(ecert_ctx *ctx)
{
	struct eci_code c;
	unsigned i;

	unit_case("finder and timing patterns, dark module");
	CHECK_OK(ctx, eci_code_qr(ctx, "HELLO", &c));
	CHECK_INT(c.width, 21);
	for (i = 0; i < 7; i++) {
		CHECK_INT(dark(&c, 0, (int)i), 1);
		CHECK_INT(dark(&c, (int)i, 20), 1);
		CHECK_INT(dark(&c, 20, (int)i), 1);
		CHECK_INT(dark(&c, 7, (int)i), 0);
	}
	for (i = 8; i < 13; i++)
		CHECK_INT(dark(&c, 6, (int)i), i % 2 == 0);
	CHECK_INT(dark(&c, 13, 8), 1);
	eci_code_free(&c);
}

static void
refusals(ecert_ctx *ctx)
{
	struct eci_code c;
	char *s = malloc(2333);

	unit_case("the longest text");
	if (s == NULL)
		return;
	memset(s, 'a', 2332);
	s[2331] = '\0';
	CHECK_OK(ctx, eci_code_qr(ctx, s, &c));
	CHECK_INT(c.width, 177);
	eci_code_free(&c);
	unit_case("one byte more");
	s[2331] = 'a';
	s[2332] = '\0';
	CHECK_ERR(ctx, eci_code_qr(ctx, s, &c), ECERT_E_ARG);
	CHECK(c.dark == NULL);
	unit_case("empty text");
	CHECK_ERR(ctx, eci_code_qr(ctx, "", &c), ECERT_E_ARG);
	unit_case("not utf-8");
	CHECK_ERR(ctx, eci_code_qr(ctx, "\xc3(", &c), ECERT_E_ARG);
	CHECK(c.dark == NULL);
	unit_case("free of nothing");
	eci_code_free(&c);
	eci_code_free(NULL);
	free(s);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	round_trip(ctx, "digits", "01234567", 1, 0);
	round_trip(ctx, "capitals", "ECERT-2026/17", 1, 0);
	round_trip(ctx, "ascii identifier",
	    "1.2.156.99999.1.7.12345678X.CNAS L0001.C2026-0001.0", 3, -1);
	round_trip(ctx, "canonical identifier in one segment",
	    "1.2.156.99999.1\u20227\u202291110000000000000X\u2022CNAS L0001\u2022C2026-0001\u20220",
	    5, 101);
	round_trip(ctx, "chinese parts",
	    "1.2.156.99999.1\u20221\u202291110000000000000X\u2022"
	    "（国）法计（2022）01043号\u2022质字20211203—2377\u20220", 7, 101);
	round_trip(ctx, "a symbol with version bits",
	    "1.2.156.99999.1\u20221\u202291110000000000000X\u2022"
	    "（国）法计（2022）01043号\u2022质字20211203—2377—2021\u20220", 7, 101);
	round_trip(ctx, "several blocks of two sizes",
	    "1.2.156.99999.1\u20221\u202291110000000000000X\u2022"
	    "（国）法计（2022）01043号\u2022质字20211203—2377—质字20211203—2377—质字\u20220", 8, 101);
	fixed_patterns(ctx);
	refusals(ctx);
	return unit_end();
}
