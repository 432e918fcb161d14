/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_inflate.c - deflate (RFC 1951) read bit by bit, as slow as it is plain.  It takes
 * whatever zlib or libdeflate takes, and notes what zlib does not.
 */
#include "fuzz.h"
#include "fuzz_inflate.h"

#define CODES 320                /* 288 literals and lengths, 32 distances */

struct code {
	unsigned count[16];
	unsigned symbol[CODES];
	int      left;           /* code words not given away, of 1 << 15 */
};

struct reader {
	const uint8_t  *p;
	size_t          bits, at;
	struct eci_buf *out;
	size_t          max;
	unsigned        odd;
	struct code     lit, dist;
};

/* n bits, the lowest first, or -1 where they end. */
static int
take(struct reader *r, unsigned n)
{
	unsigned i, v = 0;

	if (r->bits - r->at < n) {
		r->at = r->bits;
		return -1;
	}
	for (i = 0; i < n; i++, r->at++)
		v |= (unsigned)(r->p[r->at / 8] >> r->at % 8 & 1) << i;
	return (int)v;
}

/* 3.2.2.  False: more code words than there are, or more than one too few. */
static bool
make_code(struct code *c, const uint8_t *len, unsigned n)
{
	unsigned place[16] = { 0 }, i, words = 0;

	memset(c, 0, sizeof(*c));
	for (i = 0; i < n; i++)
		c->count[len[i]]++;
	c->count[0] = 0;
	c->left = 1 << 15;
	for (i = 1; i < 16; i++) {
		c->left -= (int)(c->count[i] << (15 - i));
		words += c->count[i];
		if (i < 15)
			place[i + 1] = place[i] + c->count[i];
	}
	for (i = 0; i < n; i++)
		if (len[i] > 0)
			c->symbol[place[len[i]]++] = i;
	return c->left == 0 || words == 0 || (words == 1 && c->count[1] == 1);
}

/* A symbol, or -1 at the end; odd where the word was not given to it. */
static int
decode(struct reader *r, const struct code *c, unsigned odd)
{
	unsigned len, first = 0, index = 0, word = 0;
	int bit;

	for (len = 1; len < 16; len++) {
		if ((bit = take(r, 1)) < 0)
			return -1;
		word |= (unsigned)bit;
		if (word < first + c->count[len])
			return (int)c->symbol[index + word - first];
		if (c->left > 0) {
			r->odd |= odd;
			return (int)c->symbol[0];
		}
		index += c->count[len];
		first = (first + c->count[len]) << 1;
		word <<= 1;
	}
	return -1;
}

static bool
put(struct reader *r, uint8_t b)
{
	if (r->out->len == r->max)
		return false;
	fuzz_add(r->out, &b, 1);
	return true;
}

/* 3.2.5 */
static bool
match(struct reader *r, unsigned symbol)
{
	static const uint8_t more[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4,
	    4, 4, 4, 5, 5, 5, 5 };
	size_t len = 3, far = 1;
	unsigned i, d;
	int bits, s;

	for (i = 0; i < symbol - 257 && i < ECI_COUNT(more); i++)
		len += (size_t)1 << more[i];
	if (symbol > 285)
		r->odd |= FUZZ_ODD_LENGTH;
	if (symbol >= 285)
		len = 258;
	else if ((bits = take(r, more[symbol - 257])) < 0)
		return false;
	else
		len += (size_t)bits;
	if ((s = decode(r, &r->dist, FUZZ_ODD_DISTANCE_WORD)) < 0)
		return false;
	d = (unsigned)s;
	if (d > 29) {
		r->odd |= FUZZ_ODD_DISTANCE;
		d = 29;
	}
	for (i = 0; i < d; i++)
		far += (size_t)1 << (i < 2 ? 0 : i / 2 - 1);
	if ((bits = take(r, d < 2 ? 0 : d / 2 - 1)) < 0)
		return false;
	far += (size_t)bits;
	if (far > r->out->len)
		return false;
	for (; len > 0; len--)
		if (!put(r, r->out->ptr[r->out->len - far]))
			return false;
	return true;
}

static bool
symbols(struct reader *r)
{
	int s;

	while ((s = decode(r, &r->lit, FUZZ_ODD_LITERAL_WORD)) >= 0 && s != 256)
		if (s < 256 ? !put(r, (uint8_t)s) : !match(r, (unsigned)s))
			return false;
	return s == 256;
}

/* 3.2.4 */
static bool
stored(struct reader *r)
{
	int n, not;

	r->at = (r->at + 7) / 8 * 8;
	if ((n = take(r, 16)) < 0 || (not = take(r, 16)) < 0 || (n ^ not) != 0xffff)
		return false;
	for (; n > 0; n--)
		if (r->at == r->bits || !put(r, (uint8_t)take(r, 8)))
			return false;
	return true;
}

/* 3.2.6 */
static bool
fixed(struct reader *r)
{
	uint8_t len[CODES];
	size_t i;

	for (i = 0; i < CODES; i++)
		len[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : i < 288 ? 8 : 5;
	return make_code(&r->lit, len, 288) && make_code(&r->dist, len + 288, 32) && symbols(r);
}

/* n lengths in their own code. */
static bool
lengths(struct reader *r, const struct code *c, uint8_t *len, size_t n)
{
	size_t i = 0;
	int s, times, value;

	while (i < n) {
		if ((s = decode(r, c, FUZZ_ODD_LENGTHS)) < 0 || (s == 16 && i == 0))
			return false;
		times = s < 16 ? 1 : take(r, s == 16 ? 2 : s == 17 ? 3 : 7);
		if (times < 0)
			return false;
		times += s < 16 ? 0 : s == 18 ? 11 : 3;
		value = s < 16 ? s : s == 16 ? len[i - 1] : 0;
		for (; times > 0 && i < n; times--)
			len[i++] = (uint8_t)value;
		if (times > 0)
			r->odd |= FUZZ_ODD_RUN;
	}
	return true;
}

/* 3.2.7 */
static bool
dynamic(struct reader *r)
{
	static const uint8_t order[] = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1,
	    15 };
	uint8_t len[CODES] = { 0 };
	struct code c;
	int lit = take(r, 5), dist = take(r, 5), n = take(r, 4), i, bits;

	if (lit < 0 || dist < 0 || n < 0)
		return false;
	lit += 257;
	dist += 1;
	if (lit > 286 || dist > 30)
		r->odd |= FUZZ_ODD_COUNT;
	for (i = 0; i < n + 4; i++) {
		if ((bits = take(r, 3)) < 0)
			return false;
		len[order[i]] = (uint8_t)bits;
	}
	if (!make_code(&c, len, 19))
		return false;
	if (c.left > 0)
		r->odd |= FUZZ_ODD_LENGTHS;
	memset(len, 0, sizeof(len));
	return lengths(r, &c, len, (size_t)(lit + dist)) && len[256] != 0 &&
	    make_code(&r->lit, len, (unsigned)lit) &&
	    make_code(&r->dist, len + lit, (unsigned)dist) && symbols(r);
}

bool
fuzz_inflate(const uint8_t *p, size_t n, size_t max, struct eci_buf *out, size_t *used,
    unsigned *odd)
{
	struct reader r = { .p = p, .bits = n * 8, .out = out, .max = max };
	int last, kind;
	bool ok;

	do {
		last = take(&r, 1);
		kind = take(&r, 2);
		ok = kind == 0 ? stored(&r) : kind == 1 ? fixed(&r) : kind == 2 && dynamic(&r);
	} while (ok && last == 0);
	*used = (r.at + 7) / 8;
	*odd = r.odd;
	return ok;
}
