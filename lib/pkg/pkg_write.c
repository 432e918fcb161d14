/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_write.c - the container anew.  Entries that did not change are copied with
 * both their headers, byte for byte but for the offset: signatures of others
 * must not see that somebody wrote.  What stood around the archive is left out.
 */
#include "pkg/pkg_priv.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#define COPY_PIECE ((size_t)256 * 1024)
#define LEVEL 6
#define TINY 512            /* takes longer to deflate than it gains */
#define SAMPLE ((size_t)8 * 1024)      /* of an entry, to see whether it is packed already */
#define VERSION 20          /* 2.0: folders and deflate (4.4.3) */
#define DOS_DATE 0x0021     /* 1980-01-01: the same input gives the same file */

/* Where an item of pkg->items comes to stand. */
struct place {
	struct eci_pkg_item *it;
	uint64_t             start, packed;
	uint32_t             crc;
	uint16_t             method;
};

struct writer {
	ecert_ctx      *ctx;
	struct eci_pkg *pkg;
	struct eci_out *out;
	struct place   *v;          /* those that were read, then the new ones */
	size_t          n, n_old;
	uint64_t        base;       /* what out held before */
};

static ecert_err
too_large(struct writer *w)
{
	return eci_reject(w->ctx, ECERT_R_ZIP_LIMIT, NULL, NULL,
	    "the container would be larger than %llu bytes",
	    (unsigned long long)ecert_ctx_limit(w->ctx, ECERT_LIMIT_FILE_BYTES));
}

/* zip64 is not written: neither offsets nor the file may reach 4 GiB. */
static ecert_err
put_bytes(struct writer *w, const void *p, size_t n)
{
	uint64_t max = ecert_ctx_limit(w->ctx, ECERT_LIMIT_FILE_BYTES);
	uint64_t at = eci_out_size(w->out) - w->base;

	if (max > UINT32_MAX - 1)
		max = UINT32_MAX - 1;
	if (at > max || n > max - at)
		return too_large(w);
	return eci_out_write(w->ctx, w->out, p, n);
}

static size_t
le16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
	return 2;
}

static size_t
le32(uint8_t *p, uint32_t v)
{
	le16(p, v);
	le16(p + 2, v >> 16);
	return 4;
}

static int
by_start(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->it->start > y->it->start) - (x->it->start < y->it->start);
}

static int
by_head(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->it->head > y->it->head) - (x->it->head < y->it->head);
}

static ecert_err
copy_range(struct writer *w, uint64_t from, uint64_t to)
{
	const uint8_t *p = eci_src_memory(w->pkg->src, from, to - from);
	uint8_t *buf;
	size_t n;
	ecert_err e = ECERT_OK;

	if (p != NULL)
		return put_bytes(w, p, (size_t)(to - from));
	if ((buf = malloc(COPY_PIECE)) == NULL)
		return eci_nomem(w->ctx);
	for (; from < to && e == ECERT_OK; from += n) {
		n = to - from < COPY_PIECE ? (size_t)(to - from) : COPY_PIECE;
		if ((e = eci_src_read(w->ctx, w->pkg->src, from, buf, n)) == ECERT_OK)
			e = put_bytes(w, buf, n);
	}
	free(buf);
	return e;
}

/* Neighbours that stay go in one run. */
static ecert_err
copy_old(struct writer *w)
{
	uint64_t from, to, shift;
	size_t i, j;
	ecert_err e = ECERT_OK;

	if (w->n_old == 0)
		return ECERT_OK;
	qsort(w->v, w->n_old, sizeof(*w->v), by_start);
	for (i = 0; i < w->n_old && e == ECERT_OK; i = j) {
		from = w->v[i].it->start;
		to = from;
		shift = eci_out_size(w->out) - w->base;
		for (j = i; j < w->n_old && w->v[j].it->start == to; j++) {
			w->v[j].start = shift + (to - from);
			to = w->v[j].it->end;
		}
		e = copy_range(w, from, to);
	}
	qsort(w->v, w->n_old, sizeof(*w->v), by_head);
	return e == ECERT_OK ? eci_src_unchanged(w->ctx, w->pkg->src) : e;
}

/* The fields that local and central header share, from "version needed" on. */
static size_t
shared_fields(uint8_t *h, const struct place *p)
{
	const char *s = p->it->name;
	uint16_t flags = 0;
	size_t i = 0;

	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			flags = FLAG_UTF8;
	i += le16(h + i, VERSION);
	i += le16(h + i, flags);
	i += le16(h + i, p->method);
	i += le16(h + i, 0);
	i += le16(h + i, DOS_DATE);
	i += le32(h + i, p->crc);
	i += le32(h + i, (uint32_t)p->packed);
	i += le32(h + i, (uint32_t)p->it->size);
	i += le16(h + i, (uint32_t)strlen(p->it->name));
	return i + le16(h + i, 0);
}

static ecert_err
put_local(struct writer *w, struct place *p, const uint8_t *data)
{
	uint8_t h[LOCAL_SIZE];
	ecert_err e;

	p->start = eci_out_size(w->out) - w->base;
	shared_fields(h + le32(h, SIG_LOCAL), p);
	if ((e = put_bytes(w, h, sizeof(h))) != ECERT_OK ||
	    (e = put_bytes(w, p->it->name, strlen(p->it->name))) != ECERT_OK)
		return e;
	return put_bytes(w, data, (size_t)p->packed);
}

/*
 * Pictures, seals, fonts: deflate would gain a few per cent and cost more than
 * signing.  The sum of squares tells how even the bytes are spread: n * n / 256
 * for any that are equally likely, the double of it at 7 bits a byte.
 */
static bool
looks_packed(const uint8_t *p, size_t n)
{
	uint64_t count[256] = { 0 }, sum = 0;
	size_t i;

	if (n > SAMPLE)
		n = SAMPLE;
	for (i = 0; i < n; i++)
		count[p[i]]++;
	for (i = 0; i < 256; i++)
		sum += count[i] * count[i];
	return n >= 1024 && sum * 256 < (uint64_t)n * n / 2 * 3;
}

/* The smallest that holds the entry: zlib clears all its tables before it begins. */
static int
window_bits(uint64_t size)
{
	int bits = 9;

	while (bits < MAX_WBITS && UINT64_C(1) << bits < size)
		bits++;
	return bits;
}

/* *n is 0 when deflate gains nothing, or so much that readers would suspect a
 * bomb; the entry is then stored. */
static ecert_err
pack(struct writer *w, const struct place *p, uint8_t *buf, size_t cap, size_t *n)
{
	uint64_t ratio = ecert_ctx_limit(w->ctx, ECERT_LIMIT_RATIO), size = p->it->size;
	int r, bits = window_bits(size);
	z_stream z = { 0 };

	*n = 0;
	if (looks_packed(p->it->bytes, (size_t)size))
		return ECERT_OK;
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, -bits, bits - 7, Z_DEFAULT_STRATEGY) != Z_OK)
		return eci_nomem(w->ctx);
	z.next_in = p->it->bytes;
	z.avail_in = (uInt)size;
	z.next_out = buf;
	z.avail_out = (uInt)cap;
	r = deflate(&z, Z_FINISH);
	if (r == Z_STREAM_END)
		*n = cap - z.avail_out;
	deflateEnd(&z);
	if (*n > 0 && size > RATIO_FROM && (ratio == 0 || (size - 1) / ratio >= *n))
		*n = 0;
	return ECERT_OK;
}

static ecert_err
put_new(struct writer *w, struct place *p)
{
	uint8_t *buf = NULL;
	size_t n = 0, size;
	ecert_err e;

	if (p->it->size > UINT32_MAX - 1)
		return too_large(w);
	size = (size_t)p->it->size;
	p->crc = eci_pkg_crc(0, p->it->bytes, size);
	/* Room for one byte less than the entry has: more is no gain. */
	if (size > TINY) {
		if ((buf = malloc(size - 1)) == NULL)
			return eci_nomem(w->ctx);
		if ((e = pack(w, p, buf, size - 1, &n)) != ECERT_OK)
			goto out;
	}
	p->method = n > 0 ? METHOD_DEFLATED : METHOD_STORED;
	p->packed = n > 0 ? n : size;
	e = put_local(w, p, n > 0 ? buf : p->it->bytes);
out:
	free(buf);
	return e;
}

static ecert_err
head_new(struct writer *w, const struct place *p)
{
	uint8_t h[CENTRAL_SIZE] = { 0 };
	size_t i = le32(h, SIG_CENTRAL);
	ecert_err e;

	i += le16(h + i, VERSION);
	i += shared_fields(h + i, p);
	le32(h + CENTRAL_SIZE - 4, (uint32_t)p->start);
	if ((e = put_bytes(w, h, sizeof(h))) != ECERT_OK)
		return e;
	return put_bytes(w, p->it->name, strlen(p->it->name));
}

/* Verbatim, the offset patched where the header holds it: in its own field, in
 * its zip64 extra, or in both. */
static ecert_err
head_old(struct writer *w, const struct place *p)
{
	uint8_t *h = w->pkg->dir.ptr + p->it->head;
	uint8_t off[4], wide[8] = { 0 };
	size_t at = CENTRAL_SIZE - 4, rest = CENTRAL_SIZE;
	ecert_err e;

	le32(off, (uint32_t)p->start);
	le32(wide, (uint32_t)p->start);
	if (p->it->wide != 0 && memcmp(h + at, "\377\377\377\377", 4) == 0)
		memset(off, 0xff, sizeof(off));
	if ((e = put_bytes(w, h, at)) != ECERT_OK ||
	    (e = put_bytes(w, off, sizeof(off))) != ECERT_OK)
		return e;
	if (p->it->wide != 0) {
		if ((e = put_bytes(w, h + rest, p->it->wide - rest)) != ECERT_OK ||
		    (e = put_bytes(w, wide, sizeof(wide))) != ECERT_OK)
			return e;
		rest = p->it->wide + sizeof(wide);
	}
	return put_bytes(w, h + rest, p->it->head_len - rest);
}

static ecert_err
put_directory(struct writer *w)
{
	uint64_t start = eci_out_size(w->out) - w->base, end;
	uint8_t h[END_SIZE] = { 0 };
	size_t i;
	ecert_err e;

	if (w->n > UINT16_MAX - 1)
		return eci_reject(w->ctx, ECERT_R_ZIP_LIMIT, NULL, NULL, "%zu entries", w->n);
	for (i = 0; i < w->n; i++) {
		e = i < w->n_old ? head_old(w, &w->v[i]) : head_new(w, &w->v[i]);
		if (e != ECERT_OK)
			return e;
	}
	end = eci_out_size(w->out) - w->base;
	i = le32(h, SIG_END) + 4;
	i += le16(h + i, (uint32_t)w->n);
	i += le16(h + i, (uint32_t)w->n);
	i += le32(h + i, (uint32_t)(end - start));
	le32(h + i, (uint32_t)start);
	return put_bytes(w, h, sizeof(h));
}

/* Old ones first.  In a new container the entry file leads, so that the first
 * bytes of the file tell what it is. */
static ecert_err
collect(struct writer *w)
{
	struct eci_pkg *pkg = w->pkg;
	struct place first;
	size_t i;

	if ((w->v = calloc(pkg->n_sorted + 1, sizeof(*w->v))) == NULL)
		return eci_nomem(w->ctx);
	for (i = 0; i < pkg->n_items; i++) {
		if (pkg->items[i]->died != 0)
			continue;
		w->v[w->n++].it = pkg->items[i];
		if (pkg->items[i]->born == 0)
			w->n_old++;
	}
	for (i = 1; pkg->src == NULL && i < w->n; i++)
		if (strcmp(w->v[i].it->name, "OFD.xml") == 0) {
			first = w->v[i];
			memmove(w->v + 1, w->v, i * sizeof(*w->v));
			w->v[0] = first;
		}
	return ECERT_OK;
}

/* With what the directory needs for each; new entries may become smaller. */
static uint64_t
expected(const struct writer *w)
{
	const struct eci_pkg_item *it;
	uint64_t sum = END_SIZE;
	size_t i;

	for (i = 0; i < w->n; i++) {
		it = w->v[i].it;
		sum += i < w->n_old ? it->end - it->start + it->head_len :
		    it->size + LOCAL_SIZE + CENTRAL_SIZE + 2 * strlen(it->name);
	}
	return sum;
}

ecert_err
eci_pkg_write(ecert_ctx *ctx, struct eci_pkg *pkg, struct eci_out *out)
{
	struct writer w = { .ctx = ctx, .pkg = pkg, .out = out, .base = eci_out_size(out) };
	size_t i;
	ecert_err e = collect(&w);

	if (e == ECERT_OK && (e = eci_out_expect(ctx, out, expected(&w))) == ECERT_OK)
		e = copy_old(&w);
	for (i = w.n_old; i < w.n && e == ECERT_OK; i++)
		e = put_new(&w, &w.v[i]);
	if (e == ECERT_OK)
		e = put_directory(&w);
	free(w.v);
	return e;
}
