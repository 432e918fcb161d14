/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_central.c - the central directory (4.3.12): what entries claim to be. */
#include "pkg/pkg_priv.h"

#include <string.h>

#define FOLDER_PACKED_MAX 16   /* an empty deflate stream has 2 or 5 bytes */

/* Types of 4.4.15's Unix mode, and what Windows calls a folder and a link. */
#define MODE_TYPE     UINT32_C(0xf0000000)
#define MODE_FILE     UINT32_C(0x80000000)
#define MODE_FOLDER   UINT32_C(0x40000000)
#define DOS_FOLDER    UINT32_C(0x0010)
#define DOS_REPARSE   UINT32_C(0x0400)

struct head {
	uint16_t         version, flags, method, disk;
	uint32_t         crc, packed, size, attr, off;
	struct eci_bytes name, extra;
	size_t           at, len;
};

static bool
decode(struct eci_cur *c, struct head *h)
{
	uint16_t n_name, n_extra, n_comment;

	h->at = c->pos;
	if (eci_cur_le32(c) != SIG_CENTRAL)
		return false;
	(void)eci_cur_le16(c);                 /* version made by */
	h->version = eci_cur_le16(c);
	h->flags = eci_cur_le16(c);
	h->method = eci_cur_le16(c);
	(void)eci_cur_bytes(c, 4);             /* time and date */
	h->crc = eci_cur_le32(c);
	h->packed = eci_cur_le32(c);
	h->size = eci_cur_le32(c);
	n_name = eci_cur_le16(c);
	n_extra = eci_cur_le16(c);
	n_comment = eci_cur_le16(c);
	h->disk = eci_cur_le16(c);
	(void)eci_cur_bytes(c, 2);             /* internal attributes */
	h->attr = eci_cur_le32(c);
	h->off = eci_cur_le32(c);
	h->name = eci_cur_bytes(c, n_name);
	h->extra = eci_cur_bytes(c, n_extra);
	(void)eci_cur_bytes(c, n_comment);
	h->len = c->pos - h->at;
	return c->ok;
}

/* One field of the zip64 extra; needless: it repeats what the header says. */
static bool
take_wide(struct eci_cur *c, uint32_t field, bool all, uint64_t *v)
{
	*v = field;
	if (field != UINT32_MAX && !all)
		return true;
	*v = eci_cur_le64(c);
	return c->ok && (field == UINT32_MAX || *v == field);
}

/*
 * 4.5.3: the extra holds only those of size, packed size, offset and disk that
 * are all ones in the header.  Some writers put all of them there; then they
 * must say the same, because readers differ in which they believe.
 */
static ecert_err
read_zip64(struct eci_pkg_scan *s, const struct head *h, const struct eci_pkg_extra *x,
    struct eci_pkg_item *it, uint64_t *off)
{
	struct eci_cur c = eci_cur(x->zip64.ptr, x->zip64.len);
	size_t need = 8u * ((h->size == UINT32_MAX) + (h->packed == UINT32_MAX) +
	    (h->off == UINT32_MAX)) + 4u * (h->disk == UINT16_MAX);
	size_t n = x->zip64.len, wide;
	uint32_t disk = h->disk == UINT16_MAX ? 0 : h->disk;
	bool all = n != need, ok;

	it->zip64 = true;
	ok = !all || n == 16 || n == 24 || n == 28;
	ok = ok && take_wide(&c, h->size, all, &it->size) &&
	    take_wide(&c, h->packed, all, &it->packed);
	wide = c.pos;
	ok = ok && take_wide(&c, h->off, all && n >= 24, off);
	if (ok && c.pos > wide)
		it->wide = CENTRAL_SIZE + h->name.len + x->zip64_at + wide;
	if (ok && ((!all && h->disk == UINT16_MAX) || (all && n == 28)))
		disk = eci_cur_le32(&c);
	if (!ok || !c.ok || eci_cur_left(&c) != 0)
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, "APPNOTE 4.5.3",
		    "its zip64 field differs from its header");
	if (disk != h->disk && h->disk != UINT16_MAX)
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, "APPNOTE 4.5.3",
		    "its zip64 field names another disk");
	if (disk != 0)
		return eci_reject(s->ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.11",
		    "it starts on another disk");
	if (all)
		eci_pkg_quirk(s, QUIRK_ZIP64_NEEDLESS, it);
	return ECERT_OK;
}

static ecert_err
check_kind(ecert_ctx *ctx, const struct head *h, const struct eci_pkg_item *it)
{
	uint32_t type = h->attr & MODE_TYPE;

	if ((h->version & 0xff) > VERSION_MAX)
		return eci_reject(ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.3",
		    "version %u is needed to read it", h->version & 0xffu);
	if (h->flags & ~(FLAG_LEVEL | FLAG_DESCR | FLAG_UTF8))
		return eci_reject(ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.4",
		    "flags %04x: encrypted, patched or unknown", (unsigned)h->flags);
	if (h->method != METHOD_STORED && h->method != METHOD_DEFLATED)
		return eci_reject(ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.5",
		    "compression method %u", (unsigned)h->method);
	if ((type != 0 && type != MODE_FILE && type != MODE_FOLDER) || (h->attr & DOS_REPARSE))
		return eci_reject(ctx, ECERT_R_ZIP_UNSAFE_PATH, it->name, "APPNOTE 4.4.15",
		    "a link, device or other special file");
	if (!it->folder && (type == MODE_FOLDER || (h->attr & DOS_FOLDER)))
		return eci_reject(ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, "APPNOTE 4.4.15",
		    "a folder by its attributes, a file by its name");
	return ECERT_OK;
}

static ecert_err
check_sizes(struct eci_pkg_scan *s, const struct eci_pkg_item *it)
{
	uint64_t max = ecert_ctx_limit(s->ctx, ECERT_LIMIT_ENTRY_BYTES);
	uint64_t all = ecert_ctx_limit(s->ctx, ECERT_LIMIT_TOTAL_BYTES);
	uint64_t ratio = ecert_ctx_limit(s->ctx, ECERT_LIMIT_RATIO);

	if (it->size > max)
		return eci_reject(s->ctx, ECERT_R_ZIP_LIMIT, it->name, NULL,
		    "%llu bytes, more than %llu", (unsigned long long)it->size,
		    (unsigned long long)max);
	if (s->pkg->total > all || it->size > all - s->pkg->total)
		return eci_reject(s->ctx, ECERT_R_ZIP_LIMIT, it->name, NULL,
		    "entries of more than %llu bytes together", (unsigned long long)all);
	if (it->size > RATIO_FROM && (ratio == 0 || (it->size - 1) / ratio >= it->packed))
		return eci_reject(s->ctx, ECERT_R_ZIP_LIMIT, it->name, NULL,
		    "packed more than %llu : 1", (unsigned long long)ratio);
	if (it->method == METHOD_STORED && it->size != it->packed)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, it->name, "APPNOTE 4.4.8",
		    "stored, with two sizes");
	if (it->folder && (it->size != 0 || it->packed > FOLDER_PACKED_MAX))
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, it->name, "APPNOTE 4.3.8",
		    "a folder with content");
	return ECERT_OK;
}

static ecert_err
fill(struct eci_pkg_scan *s, const struct head *h, struct eci_pkg_item *it)
{
	struct eci_pkg_extra x;
	uint64_t off = h->off;
	ecert_err e;

	it->crc = h->crc;
	it->method = h->method;
	it->flags = h->flags;
	it->packed = h->packed;
	it->size = h->size;
	it->head = h->at;
	it->head_len = h->len;
	if ((e = check_kind(s->ctx, h, it)) != ECERT_OK ||
	    (e = eci_pkg_extra(s->ctx, h->extra, it->name, &x)) != ECERT_OK)
		return e;
	if (x.padded)
		eci_pkg_quirk(s, QUIRK_EXTRA_PADDED, it);
	if (x.zip64_there && (e = read_zip64(s, h, &x, it, &off)) != ECERT_OK)
		return e;
	if (!x.zip64_there && h->disk != 0)
		return eci_reject(s->ctx, ECERT_R_ZIP_UNSUPPORTED, it->name, "APPNOTE 4.4.11",
		    "it starts on another disk");
	if ((e = check_sizes(s, it)) != ECERT_OK)
		return e;
	if (off > s->dir_off - s->shift)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, it->name, "APPNOTE 4.4.16",
		    "its offset %llu is outside of the archive", (unsigned long long)off);
	it->start = off + s->shift;
	return ECERT_OK;
}

static ecert_err
add(struct eci_pkg_scan *s, const struct head *h)
{
	const char *name = (const char *)h->name.ptr;
	struct eci_pkg_item *it = NULL;
	struct eci_pkg *pkg = s->pkg;
	ecert_err e;
	size_t i;

	if ((e = eci_pkg_name_check(s->ctx, name, h->name.len, true)) != ECERT_OK ||
	    (e = eci_pkg_room(s->ctx, pkg)) != ECERT_OK ||
	    (e = eci_pkg_item_new(s->ctx, name, h->name.len, &it)) != ECERT_OK)
		return e;
	pkg->items[pkg->n_items++] = it;
	if ((e = fill(s, h, it)) != ECERT_OK)
		return e;
	pkg->total += it->size;
	for (i = 0; i < h->name.len && h->name.ptr[i] < 0x80; i++)
		;
	if (i < h->name.len && !(h->flags & FLAG_UTF8))
		eci_pkg_quirk(s, QUIRK_UTF8_UNFLAGGED, it);
	return ECERT_OK;
}

static ecert_err
load(struct eci_pkg_scan *s)
{
	struct eci_buf *dir = &s->pkg->dir;
	size_t n = (size_t)s->dir_size;
	ecert_err e;

	if (s->dir_off >= s->tail_off)
		return eci_buf_add(s->ctx, dir, s->tail.ptr + (s->dir_off - s->tail_off), n);
	if ((e = eci_buf_room(s->ctx, dir, n)) == ECERT_OK &&
	    (e = eci_src_read(s->ctx, s->pkg->src, s->dir_off, dir->ptr, n)) == ECERT_OK)
		dir->len = n;
	return e;
}

ecert_err
eci_pkg_scan_central(struct eci_pkg_scan *s)
{
	struct eci_cur c;
	struct head h;
	uint64_t i;
	ecert_err e;

	if ((e = load(s)) != ECERT_OK)
		return e;
	c = eci_cur(s->pkg->dir.ptr, s->pkg->dir.len);
	for (i = 0; i < s->count; i++) {
		if (!decode(&c, &h))
			return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, "APPNOTE 4.3.12",
			    "the directory has no entry %llu of %llu", (unsigned long long)i + 1,
			    (unsigned long long)s->count);
		if ((e = add(s, &h)) != ECERT_OK)
			return e;
	}
	if (eci_cur_left(&c) != 0)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, "APPNOTE 4.3.12",
		    "%zu bytes in the directory after its %llu entries", eci_cur_left(&c),
		    (unsigned long long)s->count);
	return ECERT_OK;
}
