/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_zip.h - makes ZIP files byte by byte, right or wrong in one place. */
#ifndef PKG_ZIP_H
#define PKG_ZIP_H

#include <stdlib.h>

#include <zlib.h>

#include "pkg/pkg.h"
#include "unit.h"

#define UNUSED __attribute__((unused))
#define ALL_ONES 0xffffffffu

/* All zero is a stored entry without flaws; the rest departs from that. */
struct ent {
	const char *name, *data;
	size_t      name_len, len;           /* 0: strlen */
	int         deflate;
	uint16_t    flags, method;           /* method: instead of 0 or 8 */
	uint32_t    attr;
	const char *extra, *lextra;
	size_t      extra_len, lextra_len;
	uint16_t    disk, version;           /* version: instead of 20 */
	/* both headers */
	uint32_t    crc_xor, size_add, packed_add;
	/* local header only */
	const char *lname;
	uint16_t    lflags_xor, lmethod_xor;
	uint32_t    lcrc_xor, lsize_add, lpacked_add;
	int         lzero, lones;            /* crc and sizes 0; sizes all ones */
	uint32_t    lsig_xor;
	uint16_t    lversion;
	/* central header only */
	int         ones, ones_off;          /* sizes, offset all ones */
	uint32_t    off_add;
	int         hidden, share;           /* no central header; no local one */
	/* around it */
	size_t      descr;                   /* bytes of its data descriptor */
	uint32_t    descr_xor;
	const char *tail;                    /* packed, after the data */
	const char *gap;                     /* not packed, after everything */
	size_t      gap_len;
};

struct arc {
	const char *prefix, *comment, *suffix, *before_dir, *after_dir;
	size_t      prefix_len, comment_len, suffix_len;
	int         unshifted;               /* offsets do not count the prefix */
	int         count_add, here_add, size_add, off_add, comment_add;
	uint16_t    disk, dir_disk;
	int         zip64, ones;             /* zip64 records; end record all ones */
	int         rec_count_add, rec_size_add, rec_off_add, rec_len_add, loc_off_add;
	uint32_t    loc_disks_add;
};

static ecert_ctx *zctx;

UNUSED static void
z_bytes(struct eci_buf *b, const void *p, size_t n)
{
	if (eci_buf_add(zctx, b, p, n) != ECERT_OK)
		abort();
}

UNUSED static void
z_int(struct eci_buf *b, uint64_t v, size_t n)
{
	uint8_t le[8];
	size_t i;

	for (i = 0; i < n; i++)
		le[i] = (uint8_t)(v >> (8 * i));
	z_bytes(b, le, n);
}

/* Raw deflate, level 9; *p is released with free(). */
UNUSED static void
z_pack(const void *in, size_t n, uint8_t **p, size_t *packed)
{
	z_stream z = { 0 };
	size_t cap = n + n / 1000 + 64;
	struct eci_buf copy = { 0 };

	z_bytes(&copy, in, n);
	*p = malloc(cap);
	if (*p == NULL || deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	z.next_in = copy.ptr;
	z.avail_in = (uInt)n;
	z.next_out = *p;
	z.avail_out = (uInt)cap;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	*packed = cap - z.avail_out;
	deflateEnd(&z);
	eci_buf_free(&copy);
}

struct z_made {
	uint32_t crc, packed, size, off;
	uint16_t method;
};

UNUSED static void
z_local(struct eci_buf *b, const struct ent *t, struct z_made *m, uint32_t base)
{
	size_t name_len = t->name_len ? t->name_len : strlen(t->name);
	size_t len = t->len ? t->len : t->data ? strlen(t->data) : 0;
	const char *data = t->data ? t->data : "";
	uint8_t *packed = NULL;
	size_t n = len;

	m->off = (uint32_t)b->len - base;
	m->crc = (uint32_t)crc32(0, (const Bytef *)data, (uInt)len) ^ t->crc_xor;
	m->size = (uint32_t)len + t->size_add;
	m->method = t->method ? t->method : t->deflate ? 8 : 0;
	if (t->deflate)
		z_pack(data, len, &packed, &n);
	m->packed = (uint32_t)(n + (t->tail ? strlen(t->tail) : 0)) + t->packed_add;
	z_int(b, 0x04034b50 ^ t->lsig_xor, 4);
	z_int(b, t->lversion ? t->lversion : 20, 2);
	z_int(b, t->flags ^ t->lflags_xor, 2);
	z_int(b, m->method ^ t->lmethod_xor, 2);
	z_int(b, 0x00210000, 4);
	z_int(b, t->lzero ? 0 : m->crc ^ t->lcrc_xor, 4);
	z_int(b, t->lones ? ALL_ONES : t->lzero ? 0 : m->packed + t->lpacked_add, 4);
	z_int(b, t->lones ? ALL_ONES : t->lzero ? 0 : m->size + t->lsize_add, 4);
	z_int(b, t->lname ? strlen(t->lname) : name_len, 2);
	z_int(b, t->lextra_len, 2);
	z_bytes(b, t->lname ? t->lname : t->name, t->lname ? strlen(t->lname) : name_len);
	z_bytes(b, t->lextra, t->lextra_len);
	z_bytes(b, packed ? (const void *)packed : data, n);
	z_bytes(b, t->tail, t->tail ? strlen(t->tail) : 0);
	if (t->descr == 16 || t->descr == 24)
		z_int(b, 0x08074b50, 4);
	if (t->descr) {
		z_int(b, m->crc ^ t->descr_xor, 4);
		z_int(b, m->packed, t->descr >= 20 ? 8 : 4);
		z_int(b, m->size, t->descr >= 20 ? 8 : 4);
	}
	z_bytes(b, t->gap, t->gap_len ? t->gap_len : t->gap ? strlen(t->gap) : 0);
	free(packed);
}

UNUSED static void
z_central(struct eci_buf *b, const struct ent *t, const struct z_made *m)
{
	size_t name_len = t->name_len ? t->name_len : strlen(t->name);

	z_int(b, 0x02014b50, 4);
	z_int(b, 0x0314, 2);
	z_int(b, t->version ? t->version : 20, 2);
	z_int(b, t->flags, 2);
	z_int(b, m->method, 2);
	z_int(b, 0x00210000, 4);
	z_int(b, m->crc, 4);
	z_int(b, t->ones ? ALL_ONES : m->packed, 4);
	z_int(b, t->ones ? ALL_ONES : m->size, 4);
	z_int(b, name_len, 2);
	z_int(b, t->extra_len, 2);
	z_int(b, 0, 2);
	z_int(b, t->disk, 2);
	z_int(b, 0, 2);
	z_int(b, t->attr, 4);
	z_int(b, t->ones_off ? ALL_ONES : m->off + t->off_add, 4);
	z_bytes(b, t->name, name_len);
	z_bytes(b, t->extra, t->extra_len);
}

UNUSED static void
z_end(struct eci_buf *b, const struct arc *a, size_t count, size_t size, size_t off, size_t base)
{
	size_t rec = b->len - base;

	if (a->zip64) {
		z_int(b, 0x06064b50, 4);
		z_int(b, 44 + (uint64_t)a->rec_len_add, 8);
		z_int(b, 45, 2);
		z_int(b, 45, 2);
		z_int(b, 0, 8);
		z_int(b, count + (uint64_t)a->rec_count_add, 8);
		z_int(b, count + (uint64_t)a->rec_count_add, 8);
		z_int(b, size + (uint64_t)a->rec_size_add, 8);
		z_int(b, off + (uint64_t)a->rec_off_add, 8);
		z_int(b, 0x07064b50, 4);
		z_int(b, 0, 4);
		z_int(b, rec + (uint64_t)a->loc_off_add, 8);
		z_int(b, 1 + a->loc_disks_add, 4);
	}
	z_int(b, 0x06054b50, 4);
	z_int(b, a->disk, 2);
	z_int(b, a->dir_disk, 2);
	z_int(b, a->ones ? 0xffff : count + (size_t)a->count_add + (size_t)a->here_add, 2);
	z_int(b, a->ones ? 0xffff : count + (size_t)a->count_add, 2);
	z_int(b, a->ones ? ALL_ONES : size + (size_t)a->size_add, 4);
	z_int(b, a->ones ? ALL_ONES : off + (size_t)a->off_add, 4);
	z_int(b, a->comment_len + (size_t)a->comment_add, 2);
	z_bytes(b, a->comment, a->comment_len);
}

/* "a" and "b" as they lie, which the directory lists the other way round. */
UNUSED static void
z_swapped(struct eci_buf *b)
{
	const struct ent v[2] = { { .name = "a", .data = "first" },
		{ .name = "b", .data = "second" } };
	struct z_made m[2];
	size_t dir;

	z_local(b, &v[0], &m[0], 0);
	z_local(b, &v[1], &m[1], 0);
	dir = b->len;
	z_central(b, &v[1], &m[1]);
	z_central(b, &v[0], &m[0]);
	z_end(b, &(struct arc){ 0 }, 2, b->len - dir, dir, 0);
}

/* Appends an archive of the n entries at v to b. */
UNUSED static void
z_build(struct eci_buf *b, const struct ent *v, size_t n, const struct arc *arc)
{
	static const struct arc none;
	const struct arc *a = arc ? arc : &none;
	struct z_made *m = calloc(n + 1, sizeof(*m));
	size_t i, base, dir, count = 0;

	if (m == NULL)
		abort();
	z_bytes(b, a->prefix, a->prefix_len);
	base = a->unshifted ? a->prefix_len : 0;
	for (i = 0; i < n; i++)
		if (v[i].share && i > 0)
			m[i] = m[i - 1];
		else
			z_local(b, &v[i], &m[i], (uint32_t)base);
	z_bytes(b, a->before_dir, a->before_dir ? strlen(a->before_dir) : 0);
	dir = b->len;
	for (i = 0; i < n; i++)
		if (!v[i].hidden) {
			z_central(b, &v[i], &m[i]);
			count++;
		}
	i = b->len - dir;
	z_bytes(b, a->after_dir, a->after_dir ? strlen(a->after_dir) : 0);
	z_end(b, a, count, i, dir - base, base);
	z_bytes(b, a->suffix, a->suffix_len);
	free(m);
}

UNUSED static ecert_err
z_open(ecert_ctx *ctx, const struct eci_buf *b, struct eci_pkg **out)
{
	struct eci_src *src;
	ecert_err e = eci_src_view(ctx, b->ptr, b->len, "test.ofd", &src);

	*out = NULL;
	return e == ECERT_OK ? eci_pkg_open(ctx, src, out) : e;
}

/* Opens, reads every entry, in both ways; *notes (may be NULL) is how many there were. */
UNUSED static ecert_err
z_read_all(ecert_ctx *ctx, const struct eci_buf *b, size_t *notes)
{
	struct eci_pkg *pkg;
	struct eci_buf got = { 0 };
	struct eci_lent lent;
	ecert_err e = z_open(ctx, b, &pkg), lends;
	size_t i;

	if (notes != NULL)
		*notes = e == ECERT_OK ? eci_pkg_notes(pkg)->n : 0;
	for (i = 0; e == ECERT_OK && i < eci_pkg_count(pkg); i++) {
		lends = eci_pkg_lend(ctx, pkg, i, UINT64_MAX, &lent);
		e = eci_pkg_read(ctx, pkg, i, UINT64_MAX, &got);
		CHECK_INT(lends, e);
		eci_lent_free(&lent);
	}
	eci_buf_free(&got);
	eci_pkg_free(pkg);
	return e;
}

/* One row of a table: what an archive of v comes to. */
struct row {
	const char  *name;
	ecert_reason reason;         /* ECERT_R_NONE: it is read */
	size_t       notes;
	struct ent   v[4];
	struct arc   a;
};

UNUSED static void
z_rows(const struct row *rows, size_t n)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	size_t i, k, notes;

	for (i = 0; i < n; i++) {
		unit_case("%s", rows[i].name);
		b.len = 0;
		for (k = 0; k < 4 && rows[i].v[k].name != NULL; k++)
			;
		z_build(&b, rows[i].v, k, &rows[i].a);
		if (rows[i].reason != ECERT_R_NONE) {
			CHECK_REASON(ctx, z_read_all(ctx, &b, &notes), rows[i].reason);
			continue;
		}
		CHECK_OK(ctx, z_read_all(ctx, &b, &notes));
		CHECK_INT(notes, rows[i].notes);
	}
	eci_buf_free(&b);
}

#endif
