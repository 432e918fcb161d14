/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_local.c - local headers (4.3.7) and data descriptors (4.3.9).  They must
 * say what the directory says and fill the file up to the directory, so that a
 * reader who goes through the file sees the same entries as one who does not.
 */
#include "pkg/pkg_priv.h"

#include <stdlib.h>
#include <string.h>

#define CLAUSE "APPNOTE 4.3.7"
#define CHUNK 65536

struct local {
	uint16_t         version, flags, method;
	uint32_t         crc, packed, size;
	struct eci_bytes name, extra;
};

static ecert_err
differs(struct eci_pkg_scan *s, const struct eci_pkg_item *it, const char *what)
{
	return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, CLAUSE,
	    "%s in its local header than in the directory", what);
}

/* *h points into the view. */
static ecert_err
load(struct eci_pkg_scan *s, const struct eci_pkg_item *it, uint64_t end, struct local *h)
{
	uint16_t n_name, n_extra;
	const uint8_t *p;
	struct eci_cur c;
	ecert_err e;

	if ((e = eci_pkg_view(s, it->start, LOCAL_SIZE, &p)) != ECERT_OK)
		return e;
	c = eci_cur(p, LOCAL_SIZE);
	if (eci_cur_le32(&c) != SIG_LOCAL)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, it->name, CLAUSE,
		    "no local header at %llu", (unsigned long long)it->start);
	h->version = eci_cur_le16(&c);
	h->flags = eci_cur_le16(&c);
	h->method = eci_cur_le16(&c);
	(void)eci_cur_le32(&c);
	h->crc = eci_cur_le32(&c);
	h->packed = eci_cur_le32(&c);
	h->size = eci_cur_le32(&c);
	n_name = eci_cur_le16(&c);
	n_extra = eci_cur_le16(&c);
	if (end - it->start < (uint64_t)LOCAL_SIZE + n_name + n_extra)
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, CLAUSE,
		    "its local header overlaps what follows");
	if ((e = eci_pkg_view(s, it->start, (size_t)LOCAL_SIZE + n_name + n_extra, &p)) != ECERT_OK)
		return e;
	c = eci_cur(p, (size_t)LOCAL_SIZE + n_name + n_extra);
	(void)eci_cur_bytes(&c, LOCAL_SIZE);
	h->name = eci_cur_bytes(&c, n_name);
	h->extra = eci_cur_bytes(&c, n_extra);
	return ECERT_OK;
}

/*
 * What a local header says of a size: the truth, or, when a descriptor follows,
 * nothing.  wide is NULL without a zip64 field; then all ones mean themselves.
 */
static bool
size_told(uint32_t field, const uint64_t *wide, uint64_t truth, bool *told)
{
	uint64_t v = field;

	if (wide != NULL && field == UINT32_MAX)
		v = *wide;
	else if (wide != NULL && *wide != truth && *wide != 0)
		return false;
	*told = *told && v == truth && (wide == NULL || *wide == truth);
	return v == truth || v == 0;
}

static ecert_err
check_sizes(struct eci_pkg_scan *s, struct eci_pkg_item *it, const struct local *h,
    bool zip64, struct eci_bytes field, bool *told)
{
	struct eci_cur c = eci_cur(field.ptr, field.len);
	uint64_t wide_size = 0, wide_packed = 0;

	if (zip64) {
		wide_size = eci_cur_le64(&c);
		wide_packed = eci_cur_le64(&c);
		if (!c.ok || eci_cur_left(&c) != 0)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, "APPNOTE 4.5.3",
			    "its zip64 field does not hold two sizes");
		if (!it->zip64)
			eci_pkg_quirk(s, QUIRK_ZIP64_LOCAL, it);
	}
	*told = h->crc == it->crc;
	if (h->crc != it->crc && h->crc != 0)
		return differs(s, it, "another CRC");
	if (!size_told(h->size, zip64 ? &wide_size : NULL, it->size, told) ||
	    !size_told(h->packed, zip64 ? &wide_packed : NULL, it->packed, told))
		return differs(s, it, "other sizes");
	return ECERT_OK;
}

/* n bytes at it->end: 12 or 20, with a signature 16 or 24. */
static ecert_err
check_descriptor(struct eci_pkg_scan *s, struct eci_pkg_item *it, size_t n)
{
	const uint8_t *p;
	struct eci_cur c;
	bool ok = true, wide = n >= 20;
	ecert_err e;

	if ((e = eci_pkg_view(s, it->end, n, &p)) != ECERT_OK)
		return e;
	c = eci_cur(p, n);
	if (n == 16 || n == 24)
		ok = eci_cur_le32(&c) == SIG_DESCR;
	ok = ok && eci_cur_le32(&c) == it->crc;
	ok = ok && (wide ? eci_cur_le64(&c) : eci_cur_le32(&c)) == it->packed;
	ok = ok && (wide ? eci_cur_le64(&c) : eci_cur_le32(&c)) == it->size;
	if (!ok)
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, "APPNOTE 4.3.9",
		    "%zu bytes after its data that are no correct data descriptor", n);
	it->end += n;
	return ECERT_OK;
}

/*
 * Writers that rewrote headers of others left one of the two flags behind.
 * That is noted; what counts is that sizes are told once, and truly.
 */
static ecert_err
check_rest(struct eci_pkg_scan *s, struct eci_pkg_item *it, const struct local *h,
    uint64_t end, bool told, bool zip64)
{
	uint16_t flags = h->flags | it->flags, both = h->flags & it->flags;
	uint64_t gap = end - it->end;
	ecert_err e;

	if (gap == 0) {
		if (!told)
			return differs(s, it, "another CRC or size");
		if (flags & FLAG_DESCR)
			eci_pkg_quirk(s, QUIRK_DESCR_DIFFERS, it);
		return ECERT_OK;
	}
	if (!(flags & FLAG_DESCR) || (gap != 12 && gap != 16 && gap != 20 && gap != 24))
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, CLAUSE,
		    "%llu bytes after it that belong to no entry", (unsigned long long)gap);
	if ((e = check_descriptor(s, it, (size_t)gap)) != ECERT_OK)
		return e;
	if (!told && !(h->flags & FLAG_DESCR))
		return differs(s, it, "another CRC or size");
	if (!(both & FLAG_DESCR) || (gap >= 20 && !zip64))
		eci_pkg_quirk(s, QUIRK_DESCR_DIFFERS, it);
	/* Where such an entry ends only the directory says. */
	if (it->method == METHOD_STORED && it->size > 0)
		eci_pkg_quirk(s, QUIRK_DESCR_STORED, it);
	return ECERT_OK;
}

static ecert_err
check_header(struct eci_pkg_scan *s, struct eci_pkg_item *it, const struct local *h)
{
	if (h->name.len != strlen(it->name) || memcmp(h->name.ptr, it->name, h->name.len) != 0)
		return differs(s, it, "another name");
	if (h->method != it->method)
		return differs(s, it, "another compression method");
	if ((h->version & 0xff) > VERSION_MAX)
		return eci_reject(s->ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.3",
		    "version %u is needed to read it", h->version & 0xffu);
	if (h->flags & ~(FLAG_LEVEL | FLAG_DESCR | FLAG_UTF8))
		return eci_reject(s->ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.4",
		    "flags %04x: encrypted, patched or unknown", (unsigned)h->flags);
	if ((h->flags ^ it->flags) & FLAG_UTF8)
		eci_pkg_quirk(s, QUIRK_UTF8_DIFFERS, it);
	return ECERT_OK;
}

/* end: the next local header or the directory. */
static ecert_err
check(struct eci_pkg_scan *s, struct eci_pkg_item *it, uint64_t end)
{
	struct eci_pkg_extra x;
	struct local h = { 0 };
	bool told, there;
	ecert_err e;

	if ((e = load(s, it, end, &h)) != ECERT_OK ||
	    (e = check_header(s, it, &h)) != ECERT_OK ||
	    (e = eci_pkg_extra(s->ctx, h.extra, it->name, &x)) != ECERT_OK ||
	    (e = check_sizes(s, it, &h, x.zip64_there, x.zip64, &told)) != ECERT_OK)
		return e;
	if (x.padded)
		eci_pkg_quirk(s, QUIRK_EXTRA_PADDED, it);
	it->data = it->start + LOCAL_SIZE + h.name.len + h.extra.len;
	if (it->packed > end - it->data)
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, CLAUSE,
		    "its data overlaps what follows");
	it->end = it->data + it->packed;
	if ((e = check_rest(s, it, &h, end, told, x.zip64_there)) != ECERT_OK)
		return e;
	/* Deflated emptiness must not hide bytes: nobody will read a folder. */
	if (it->folder && (e = eci_pkg_unpack(s->ctx, s->pkg, it, NULL, NULL, NULL)) != ECERT_OK)
		return e;
	/* A reader who does not know of the shift must find nothing. */
	if (s->shift > 0) {
		e = eci_pkg_sig_at(s, it->start - s->shift, SIG_LOCAL, &there);
		if (e == ECERT_OK && there)
			e = eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, CLAUSE,
			    "a second local header at the offset without the bytes before");
	}
	return e;
}

/* A hidden entry there would be the first one for who reads from the start. */
static ecert_err
check_prefix(struct eci_pkg_scan *s, uint64_t n)
{
	const uint8_t *p;
	uint64_t off;
	size_t part;
	ecert_err e;

	if (n == 0)
		return ECERT_OK;
	for (off = 0; n - off >= 4; off += part - 3) {
		part = n - off < CHUNK ? (size_t)(n - off) : CHUNK;
		if ((e = eci_pkg_view(s, off, part, &p)) != ECERT_OK)
			return e;
		if (eci_pkg_sig_find(p, part, 0, SIG_LOCAL) < part)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, NULL, CLAUSE,
			    "a local header before the first entry");
	}
	return eci_note(s->ctx, &s->pkg->notes, ECERT_R_ZIP_AMBIGUOUS, true, "(container)",
	    "%llu bytes before the first entry", (unsigned long long)n);
}

static int
by_start(const void *a, const void *b)
{
	const struct eci_pkg_item *const *x = a, *const *y = b;

	return ((*x)->start > (*y)->start) - ((*x)->start < (*y)->start);
}

static ecert_err
check_tiles(struct eci_pkg_scan *s, struct eci_pkg_item **v, size_t n)
{
	uint64_t end;
	size_t i;
	ecert_err e;

	if ((e = check_prefix(s, n > 0 ? v[0]->start : s->dir_off)) != ECERT_OK)
		return e;
	for (i = 0; i < n; i++) {
		end = i + 1 < n ? v[i + 1]->start : s->dir_off;
		if (i + 1 < n && end == v[i]->start)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, v[i]->name, CLAUSE,
			    "two directory entries share its local header");
		if (end - v[i]->start < LOCAL_SIZE)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, v[i]->name, CLAUSE,
			    "its local header overlaps what follows");
		if ((e = check(s, v[i], end)) != ECERT_OK)
			return e;
	}
	return ECERT_OK;
}

ecert_err
eci_pkg_scan_local(struct eci_pkg_scan *s)
{
	size_t n = s->pkg->n_items;
	struct eci_pkg_item **v;
	ecert_err e;

	if ((v = calloc(n + 1, sizeof(*v))) == NULL)
		return eci_nomem(s->ctx);
	if (n > 0)
		memcpy(v, s->pkg->items, n * sizeof(*v));
	qsort(v, n, sizeof(*v), by_start);
	e = check_tiles(s, v, n);
	free(v);
	return e;
}
