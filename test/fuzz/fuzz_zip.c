/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_zip.c - containers written after APPNOTE.TXT with nothing of lib/pkg, in the
 * variations of honest packers.
 */
#include <zlib.h>

#include "fuzz.h"

#define LOCAL    0x04034b50u
#define CENTRAL  0x02014b50u
#define END      0x06054b50u
#define ALL_ONES 0xffffffffu

/* ---- entries ---- */

void
fuzz_zip_set(struct fuzz_entry *e, const void *p, size_t n)
{
	struct eci_buf b = { 0 };

	fuzz_add(&b, p, n);
	eci_buf_free(&e->data);
	e->data = b;
}

void
fuzz_zip_add(struct fuzz_zip *z, const void *name, size_t name_len, const void *p, size_t n)
{
	struct fuzz_entry *e;

	if (z->n == FUZZ_ENTRIES)
		return;
	e = &z->v[z->n++];
	memset(e, 0, sizeof(*e));
	fuzz_add(&e->name, name, name_len);
	fuzz_add(&e->data, p, n);
}

struct fuzz_entry *
fuzz_zip_find(struct fuzz_zip *z, const char *name)
{
	size_t i;

	for (i = 0; i < z->n; i++)
		if (z->v[i].name.len == strlen(name) &&
		    memcmp(z->v[i].name.ptr, name, z->v[i].name.len) == 0)
			return &z->v[i];
	return NULL;
}

void
fuzz_zip_drop(struct fuzz_zip *z, size_t i)
{
	eci_buf_free(&z->v[i].name);
	eci_buf_free(&z->v[i].data);
	memmove(&z->v[i], &z->v[i + 1], (--z->n - i) * sizeof(z->v[0]));
}

void
fuzz_zip_copy(const struct fuzz_zip *from, struct fuzz_zip *to)
{
	size_t i;

	*to = (struct fuzz_zip){ .prefix = from->prefix, .suffix = from->suffix,
	    .zip64 = from->zip64 };
	for (i = 0; i < from->n; i++) {
		fuzz_zip_add(to, from->v[i].name.ptr, from->v[i].name.len,
		    from->v[i].data.ptr, from->v[i].data.len);
		to->v[i].form = from->v[i].form;
	}
}

void
fuzz_zip_free(struct fuzz_zip *z)
{
	while (z->n > 0)
		fuzz_zip_drop(z, z->n - 1);
}

/* ---- writing ---- */

static void
put(struct eci_buf *b, uint64_t v, size_t n)
{
	uint8_t le[8];
	size_t i;

	for (i = 0; i < n; i++)
		le[i] = (uint8_t)(v >> 8 * i);
	fuzz_add(b, le, n);
}

struct made {
	struct eci_buf packed;
	uint32_t       crc, off;
	bool           shrunk;
};

static void
pack(const struct fuzz_entry *e, struct made *m)
{
	z_stream z = { 0 };
	struct eci_buf copy = { 0 };
	uint8_t out[512];
	int r;

	m->crc = (uint32_t)crc32(0, e->data.ptr, (uInt)e->data.len);
	m->shrunk = (e->form & FUZZ_DEFLATED) != 0;
	if (!m->shrunk) {
		fuzz_add(&m->packed, e->data.ptr, e->data.len);
		return;
	}
	fuzz_add(&copy, e->data.ptr, e->data.len);
	if (deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	z.next_in = copy.ptr;
	z.avail_in = (uInt)copy.len;
	do {
		z.next_out = out;
		z.avail_out = sizeof(out);
		if ((r = deflate(&z, Z_FINISH)) != Z_OK && r != Z_STREAM_END)
			abort();
		fuzz_add(&m->packed, out, sizeof(out) - z.avail_out);
	} while (r != Z_STREAM_END);
	deflateEnd(&z);
	eci_buf_free(&copy);
}

/* The extra fields: zip64 sizes, and a time as unzip knows it. */
static void
extra(const struct fuzz_entry *e, const struct made *m, bool central, struct eci_buf *out)
{
	if (e->form & FUZZ_ZIP64) {
		put(out, 1, 2);
		put(out, 16, 2);
		put(out, e->data.len, 8);
		put(out, m->packed.len, 8);
	}
	if (e->form & FUZZ_EXTRA) {
		put(out, 0x5455, 2);
		put(out, 5, 2);
		put(out, central ? 1 : 3, 1);
		put(out, 1600000000, 4);
	}
}

static void
header(const struct fuzz_entry *e, const struct made *m, bool central, struct eci_buf *b)
{
	bool wide = (e->form & FUZZ_ZIP64) != 0;
	bool later = (e->form & FUZZ_DESCRIPTOR) != 0 && !central;
	struct eci_buf x = { 0 };

	extra(e, m, central, &x);
	put(b, central ? CENTRAL : LOCAL, 4);
	if (central)
		put(b, 0x0314, 2);
	put(b, wide ? 45 : 20, 2);
	put(b, (e->form & FUZZ_DESCRIPTOR ? 8u : 0) | (e->form & FUZZ_UTF8 ? 0x800u : 0), 2);
	put(b, m->shrunk ? 8 : 0, 2);
	put(b, 0x5a216000, 4);
	put(b, later ? 0 : m->crc, 4);
	put(b, wide ? ALL_ONES : later ? 0 : m->packed.len, 4);
	put(b, wide ? ALL_ONES : later ? 0 : e->data.len, 4);
	put(b, e->name.len, 2);
	put(b, x.len, 2);
	if (central) {
		put(b, 0, 8);
		put(b, 0, 2);
		put(b, m->off, 4);
	}
	fuzz_add(b, e->name.ptr, e->name.len);
	fuzz_add(b, x.ptr, x.len);
	eci_buf_free(&x);
}

static void
local(const struct fuzz_entry *e, struct made *m, struct eci_buf *b)
{
	m->off = (uint32_t)b->len;
	header(e, m, false, b);
	fuzz_add(b, m->packed.ptr, m->packed.len);
	if (e->form & FUZZ_DESCRIPTOR) {
		put(b, 0x08074b50, 4);
		put(b, m->crc, 4);
		put(b, m->packed.len, e->form & FUZZ_ZIP64 ? 8 : 4);
		put(b, e->data.len, e->form & FUZZ_ZIP64 ? 8 : 4);
	}
}

static void
end_records(const struct fuzz_zip *z, size_t dir, struct eci_buf *b)
{
	size_t size = b->len - dir, rec = b->len;

	if (z->zip64) {
		put(b, 0x06064b50, 4);
		put(b, 44, 8);
		put(b, 45 | 45 << 16, 4);
		put(b, 0, 8);
		put(b, z->n, 8);
		put(b, z->n, 8);
		put(b, size, 8);
		put(b, dir, 8);
		put(b, 0x07064b50, 4);
		put(b, 0, 4);
		put(b, rec, 8);
		put(b, 1, 4);
	}
	put(b, END, 4);
	put(b, 0, 4);
	put(b, z->zip64 ? 0xffff : z->n, 2);
	put(b, z->zip64 ? 0xffff : z->n, 2);
	put(b, z->zip64 ? ALL_ONES : size, 4);
	put(b, z->zip64 ? ALL_ONES : dir, 4);
	put(b, 0, 2);
}

void
fuzz_zip_write(const struct fuzz_zip *z, struct eci_buf *out)
{
	struct made *m = calloc(z->n + 1, sizeof(*m));
	size_t i, dir;

	if (m == NULL)
		abort();
	out->len = 0;
	if (z->prefix != NULL)
		fuzz_adds(out, z->prefix);
	for (i = 0; i < z->n; i++) {
		pack(&z->v[i], &m[i]);
		local(&z->v[i], &m[i], out);
	}
	dir = out->len;
	for (i = 0; i < z->n; i++)
		header(&z->v[i], &m[i], true, out);
	end_records(z, dir, out);
	if (z->suffix != NULL)
		fuzz_adds(out, z->suffix);
	for (i = 0; i < z->n; i++)
		eci_buf_free(&m[i].packed);
	free(m);
}
