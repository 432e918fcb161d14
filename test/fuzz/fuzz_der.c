/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_der.c - DER taken apart and put together: one element is changed and the
 * lengths of those around it follow, so that what is tried is the meaning of a
 * structure and not ever again its lengths.
 */
#include "fuzz.h"

#define DEPTH 40

struct tlv {
	struct eci_bytes whole, body;
	size_t           skip;        /* octets of a BIT STRING before its contents */
	bool             inner;       /* holds elements */
};

/* False where no element of one tag octet and a length of up to four starts. */
static bool
head(const uint8_t *p, size_t n, struct tlv *t)
{
	size_t len, more, i;

	if (n < 2 || (p[0] & 0x1f) == 0x1f || p[1] == 0x80 || p[1] > 0x84)
		return false;
	more = p[1] > 0x80 ? p[1] & 0x7fu : 0;
	if (n - 2 < more)
		return false;
	len = more > 0 ? 0 : p[1];
	for (i = 0; i < more; i++)
		len = len << 8 | p[2 + i];
	if (len > n - 2 - more)
		return false;
	*t = (struct tlv){ .whole = { p, 2 + more + len }, .body = { p + 2 + more, len } };
	return true;
}

static bool
is_sequence_of(const uint8_t *p, size_t n)
{
	struct tlv t;

	while (n > 0 && head(p, n, &t)) {
		p += t.whole.len;
		n -= t.whole.len;
	}
	return n == 0;
}

/* A string that is one element, a SEQUENCE, is opened too. */
static bool
next(const uint8_t *p, size_t n, struct tlv *t)
{
	struct tlv in;

	if (!head(p, n, t))
		return false;
	t->inner = (p[0] & 0x20) != 0 && is_sequence_of(t->body.ptr, t->body.len);
	t->skip = p[0] == 0x03 && t->body.len > 0 ? 1 : 0;
	if ((p[0] == 0x03 || p[0] == 0x04) && t->body.len > t->skip + 2 &&
	    t->body.ptr[t->skip] == 0x30 &&
	    head(t->body.ptr + t->skip, t->body.len - t->skip, &in) &&
	    in.whole.len == t->body.len - t->skip)
		t->inner = true;
	return true;
}

struct walk {
	size_t           number, want;
	struct eci_bytes found;
};

static void
walk(struct walk *w, const uint8_t *p, size_t n, unsigned depth)
{
	struct tlv t;

	while (depth < DEPTH && n > 0 && next(p, n, &t)) {
		if (w->number++ == w->want)
			w->found = t.whole;
		if (t.inner)
			walk(w, t.body.ptr + t.skip, t.body.len - t.skip, depth + 1);
		p += t.whole.len;
		n -= t.whole.len;
	}
}

size_t
fuzz_der_count(const uint8_t *p, size_t n)
{
	struct walk w = { .want = SIZE_MAX };

	walk(&w, p, n, 0);
	return w.number;
}

struct eci_bytes
fuzz_der_at(const uint8_t *p, size_t n, size_t number)
{
	struct walk w = { .want = number };

	walk(&w, p, n, 0);
	return w.found;
}

static void
put_head(uint8_t tag, size_t len, struct eci_buf *out)
{
	uint8_t h[6] = { tag };
	size_t n = 2, more, i;

	if (len < 0x80) {
		h[1] = (uint8_t)len;
	} else {
		for (more = 1; more < 4 && len >> 8 * more != 0; more++)
			;
		h[1] = (uint8_t)(0x80 | more);
		for (i = more; i > 0; i--)
			h[n++] = (uint8_t)(len >> 8 * (i - 1));
	}
	fuzz_add(out, h, n);
}

static void
rebuild(struct walk *w, const uint8_t *p, size_t n, struct eci_bytes raw, unsigned depth,
    struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	size_t before;
	struct tlv t;

	while (depth < DEPTH && n > 0 && next(p, n, &t)) {
		before = w->number++;
		body.len = 0;
		if (before == w->want) {
			fuzz_add(out, raw.ptr, raw.len);
		} else if (t.inner) {
			fuzz_add(&body, t.body.ptr, t.skip);
			rebuild(w, t.body.ptr + t.skip, t.body.len - t.skip, raw, depth + 1,
			    &body);
			put_head(t.whole.ptr[0], body.len, out);
			fuzz_add(out, body.ptr, body.len);
		} else {
			fuzz_add(out, t.whole.ptr, t.whole.len);
		}
		p += t.whole.len;
		n -= t.whole.len;
	}
	fuzz_add(out, p, n);
	eci_buf_free(&body);
}

void
fuzz_der_replace(const uint8_t *p, size_t n, size_t number, struct eci_bytes raw,
    struct eci_buf *out)
{
	struct walk w = { .want = number };

	rebuild(&w, p, n, raw, 0, out);
}

/* The number of the innermost element that ends where part ends and begins before
 * it, or, whole, with it. */
static size_t
element_of(const struct eci_buf *b, struct eci_bytes part, bool whole)
{
	size_t i, n = fuzz_der_count(b->ptr, b->len), found = SIZE_MAX;
	struct eci_bytes at;

	for (i = 0; i < n; i++) {
		at = fuzz_der_at(b->ptr, b->len, i);
		if (at.ptr + at.len == part.ptr + part.len &&
		    (whole ? at.ptr == part.ptr : at.ptr < part.ptr))
			found = i;
	}
	return found;
}

static void
put_element(struct eci_buf *b, size_t number, struct eci_bytes raw)
{
	struct eci_buf out = { 0 };

	if (number == SIZE_MAX)
		return;
	fuzz_der_replace(b->ptr, b->len, number, raw, &out);
	eci_buf_free(b);
	*b = out;
}

void
fuzz_der_swap(struct eci_buf *b, struct eci_bytes element, struct eci_bytes raw)
{
	put_element(b, element_of(b, element, true), raw);
}

void
fuzz_der_set(struct eci_buf *b, struct eci_bytes field, uint8_t tag, struct eci_bytes to)
{
	struct eci_buf raw = { 0 };

	if (field.len == 0)
		return;
	/* A BIT STRING begins with its number of unused bits. */
	put_head(tag, to.len + (tag == 0x03), &raw);
	if (tag == 0x03)
		fuzz_add(&raw, "", 1);
	fuzz_add(&raw, to.ptr, to.len);
	put_element(b, element_of(b, field, false), fuzz_bytes(&raw));
	eci_buf_free(&raw);
}

/* ---- mutations ---- */

/* The contents mutated; the tag too, now and then. */
static void
mutate_body(struct eci_bytes at, uint64_t *s, struct eci_buf *out)
{
	size_t room = at.len + 64, n;
	uint8_t *body = calloc(1, room);
	struct tlv t;
	uint8_t tag;

	if (body == NULL)
		abort();
	if (head(at.ptr, at.len, &t)) {
		tag = fuzz_rand(s) % 16 == 0 ? (uint8_t)fuzz_rand(s) : at.ptr[0];
		memcpy(body, t.body.ptr, t.body.len);
		n = LLVMFuzzerMutate(body, t.body.len, room);
		put_head(tag, n, out);
		fuzz_add(out, body, n);
	}
	free(body);
}

/* What stands in the place of the element at, one of data's: nothing, itself twice,
 * another element, or itself changed. */
static void
choose(const uint8_t *data, size_t size, size_t count, struct eci_bytes at, uint64_t *s,
    struct eci_buf *raw)
{
	struct eci_bytes other;

	switch (fuzz_rand(s) % 8) {
	case 0:
		break;
	case 1:
		fuzz_add(raw, at.ptr, at.len);
		fuzz_add(raw, at.ptr, at.len);
		break;
	case 2:
		other = fuzz_der_at(data, size, fuzz_rand(s) % count);
		fuzz_add(raw, other.ptr, other.len);
		break;
	case 3:
		put_head(0x30, at.len, raw);
		fuzz_add(raw, at.ptr, at.len);
		break;
	default:
		mutate_body(at, s, raw);
		break;
	}
}

size_t
fuzz_der_mutate(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	struct eci_buf raw = { 0 }, out = { 0 };
	size_t count = fuzz_der_count(data, size), number;
	uint64_t s = seed;

	if (count == 0 || fuzz_rand(&s) % 4 == 0)
		return LLVMFuzzerMutate(data, size, max);
	number = fuzz_rand(&s) % count;
	choose(data, size, count, fuzz_der_at(data, size, number), &s, &raw);
	fuzz_der_replace(data, size, number, fuzz_bytes(&raw), &out);
	if (out.len > 0 && out.len <= max) {
		memcpy(data, out.ptr, out.len);
		size = out.len;
	} else {
		size = LLVMFuzzerMutate(data, size, max);
	}
	eci_buf_free(&raw);
	eci_buf_free(&out);
	return size;
}
