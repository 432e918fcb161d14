/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_end.c - the end record (4.3.16) and its zip64 form (4.3.14, 4.3.15).
 * Readers look for it in different ways: by the last signature, by a comment
 * that reaches the end, or by the first record that makes sense.  A file in
 * which these find different records is refused.
 */
#include "pkg/pkg_priv.h"

#define CLAUSE "APPNOTE 4.3.16"
/* Per entry beyond its fixed part; nobody writes names and extras of this size. */
#define HEAD_MAX 4096

struct end {
	uint64_t pos;
	uint64_t disk, dir_disk, count_here, count, dir_size, dir_off;
	uint32_t comment;
	uint64_t dir_end;       /* where the directory must end */
	uint64_t rec64;         /* declared place of the zip64 record */
	bool     zip64;
};

static void
decode_end(const uint8_t *p, uint64_t pos, struct end *r)
{
	struct eci_cur c = eci_cur(p, END_SIZE);

	*r = (struct end){ .pos = pos, .dir_end = pos };
	(void)eci_cur_le32(&c);
	r->disk = eci_cur_le16(&c);
	r->dir_disk = eci_cur_le16(&c);
	r->count_here = eci_cur_le16(&c);
	r->count = eci_cur_le16(&c);
	r->dir_size = eci_cur_le32(&c);
	r->dir_off = eci_cur_le32(&c);
	r->comment = eci_cur_le16(&c);
}

static ecert_err
load_tail(struct eci_pkg_scan *s)
{
	size_t n = END_SIZE + COMMENT_MAX;
	ecert_err e;

	if (s->size < n)
		n = (size_t)s->size;
	s->tail_off = s->size - n;
	s->tail.len = n;
	if ((s->tail.ptr = eci_src_memory(s->pkg->src, s->tail_off, n)) != NULL)
		return ECERT_OK;
	if ((e = eci_buf_room(s->ctx, &s->tail_buf, n)) != ECERT_OK)
		return e;
	s->tail.ptr = s->tail_buf.ptr;
	return eci_src_read(s->ctx, s->pkg->src, s->tail_off, s->tail_buf.ptr, n);
}

/* The zip64 locator that stands before r; *c is past its signature, or *there is
 * false. */
static ecert_err
find_locator(struct eci_pkg_scan *s, const struct end *r, struct eci_cur *c, bool *there)
{
	const uint8_t *p;
	ecert_err e;

	*there = false;
	if (r->pos < LOCATOR_SIZE)
		return ECERT_OK;
	if ((e = eci_pkg_view(s, r->pos - LOCATOR_SIZE, LOCATOR_SIZE, &p)) != ECERT_OK)
		return e;
	*c = eci_cur(p, LOCATOR_SIZE);
	*there = eci_cur_le32(c) == SIG_LOCATOR;
	return ECERT_OK;
}

/*
 * Would some reader take r, which stands before the last record?  An archive
 * stored inside (an attachment) ends in such a record, but its comment does not
 * reach the end and its offsets, being its own, lead nowhere.
 */
static ecert_err
is_rival(struct eci_pkg_scan *s, const struct end *r, bool *yes)
{
	struct eci_cur c;
	bool there;
	ecert_err e;

	*yes = r->pos + END_SIZE + r->comment == s->size;
	if (*yes)
		return ECERT_OK;
	if (r->count > 0 && r->dir_size >= CENTRAL_SIZE && r->dir_size <= r->pos &&
	    r->dir_off <= r->pos - r->dir_size) {
		e = eci_pkg_sig_at(s, r->dir_off, SIG_CENTRAL, yes);
		if (e != ECERT_OK || *yes)
			return e;
	}
	if ((e = find_locator(s, r, &c, &there)) != ECERT_OK || !there)
		return e;
	(void)eci_cur_le32(&c);
	return eci_pkg_sig_at(s, eci_cur_le64(&c), SIG_END64, yes);
}

static ecert_err
find_end(struct eci_pkg_scan *s, struct end *out)
{
	size_t i, last, n = s->tail.len;
	struct end r;
	bool rival;
	ecert_err e;

	last = n;
	for (i = 0; (i = eci_pkg_sig_find(s->tail.ptr, n, i, SIG_END)) < n && n - i >= END_SIZE; i++)
		last = i;
	if (last == n)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, CLAUSE,
		    "no end record: not a ZIP file, or cut short");
	for (i = 0; (i = eci_pkg_sig_find(s->tail.ptr, n, i, SIG_END)) < last; i++) {
		decode_end(s->tail.ptr + i, s->tail_off + i, &r);
		if ((e = is_rival(s, &r, &rival)) != ECERT_OK)
			return e;
		if (rival)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, NULL, CLAUSE,
			    "two end records, at %llu and %llu", (unsigned long long)r.pos,
			    (unsigned long long)(s->tail_off + last));
	}
	/* A later signature too short to be a record still misleads some. */
	if (eci_pkg_sig_find(s->tail.ptr, n, last + END_SIZE, SIG_END) < n)
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, NULL, CLAUSE,
		    "a second end record, cut short");
	decode_end(s->tail.ptr + last, s->tail_off + last, out);
	return ECERT_OK;
}

/* A field of the end record is its own, or all ones and in the zip64 record. */
static bool
merge(uint64_t *field, uint64_t saturated, uint64_t wide)
{
	if (*field != saturated && *field != wide)
		return false;
	*field = wide;
	return true;
}

static ecert_err
merge_end64(struct eci_pkg_scan *s, struct end *r, const uint8_t *p)
{
	struct eci_cur c = eci_cur(p, END64_SIZE);
	uint64_t disk, dir_disk, count_here, count, dir_size, dir_off;

	if (eci_cur_le32(&c) != SIG_END64 || eci_cur_le64(&c) != END64_SIZE - 12)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, "APPNOTE 4.3.14",
		    "no zip64 end record of %d bytes before its locator", END64_SIZE);
	(void)eci_cur_le32(&c);
	disk = eci_cur_le32(&c);
	dir_disk = eci_cur_le32(&c);
	count_here = eci_cur_le64(&c);
	count = eci_cur_le64(&c);
	dir_size = eci_cur_le64(&c);
	dir_off = eci_cur_le64(&c);
	if (!merge(&r->disk, 0xffff, disk) || !merge(&r->dir_disk, 0xffff, dir_disk) ||
	    !merge(&r->count_here, 0xffff, count_here) || !merge(&r->count, 0xffff, count) ||
	    !merge(&r->dir_size, 0xffffffff, dir_size) ||
	    !merge(&r->dir_off, 0xffffffff, dir_off))
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, NULL, "APPNOTE 4.3.14",
		    "the zip64 end record differs from the end record");
	return ECERT_OK;
}

static ecert_err
read_end64(struct eci_pkg_scan *s, struct end *r)
{
	const uint8_t *p;
	struct eci_cur c;
	uint32_t disk, disks;
	bool there;
	ecert_err e;

	if ((e = find_locator(s, r, &c, &there)) != ECERT_OK || !there)
		return e;
	disk = eci_cur_le32(&c);
	r->rec64 = eci_cur_le64(&c);
	disks = eci_cur_le32(&c);
	if (disk != 0 || disks > 1)
		return eci_reject(s->ctx, ECERT_R_ZIP_UNSUPPORTED, NULL, "APPNOTE 4.3.15",
		    "the archive spans several disks");
	if (r->pos < LOCATOR_SIZE + END64_SIZE)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, "APPNOTE 4.3.15",
		    "no room for a zip64 end record");
	r->dir_end = r->pos - LOCATOR_SIZE - END64_SIZE;
	r->zip64 = true;
	if ((e = eci_pkg_view(s, r->dir_end, END64_SIZE, &p)) != ECERT_OK)
		return e;
	return merge_end64(s, r, p);
}

static ecert_err
check_counts(struct eci_pkg_scan *s, const struct end *r)
{
	uint64_t max = ecert_ctx_limit(s->ctx, ECERT_LIMIT_PKG_ENTRIES);

	if (r->disk != 0 || r->dir_disk != 0 || r->count_here != r->count)
		return eci_reject(s->ctx, ECERT_R_ZIP_UNSUPPORTED, NULL, CLAUSE,
		    "the archive spans several disks");
	if (r->count > max)
		return eci_reject(s->ctx, ECERT_R_ZIP_LIMIT, NULL, NULL,
		    "%llu entries, more than %llu", (unsigned long long)r->count,
		    (unsigned long long)max);
	if (r->dir_size > r->dir_end || r->dir_off > r->dir_end - r->dir_size)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, CLAUSE,
		    "the directory (%llu bytes at %llu) reaches past the end record",
		    (unsigned long long)r->dir_size, (unsigned long long)r->dir_off);
	if (r->dir_size / CENTRAL_SIZE < r->count)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, CLAUSE,
		    "%llu entries do not fit a directory of %llu bytes",
		    (unsigned long long)r->count, (unsigned long long)r->dir_size);
	if (r->dir_size / (CENTRAL_SIZE + HEAD_MAX) > r->count)
		return eci_reject(s->ctx, ECERT_R_ZIP_LIMIT, NULL, NULL,
		    "a directory of %llu bytes for %llu entries",
		    (unsigned long long)r->dir_size, (unsigned long long)r->count);
	return ECERT_OK;
}

/*
 * The directory ends where the end record starts.  When that is not where its
 * offset says, something was put before the archive without mending offsets;
 * but a directory at the declared place too would be taken by other readers.
 */
static ecert_err
place_directory(struct eci_pkg_scan *s, const struct end *r)
{
	bool there;
	ecert_err e;

	s->count = r->count;
	s->dir_size = r->dir_size;
	s->dir_off = r->dir_end - r->dir_size;
	s->shift = s->dir_off - r->dir_off;
	if (s->shift > 0) {
		if ((e = eci_pkg_sig_at(s, r->dir_off, SIG_CENTRAL, &there)) != ECERT_OK)
			return e;
		if (there)
			return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, NULL, CLAUSE,
			    "a directory at %llu does not end at the end record",
			    (unsigned long long)r->dir_off);
	}
	if (r->zip64 && (r->dir_end < r->rec64 || r->dir_end - r->rec64 != s->shift))
		return eci_reject(s->ctx, ECERT_R_ZIP_AMBIGUOUS, NULL, "APPNOTE 4.3.15",
		    "the zip64 end record is at %llu, not %llu", (unsigned long long)r->dir_end,
		    (unsigned long long)r->rec64);
	return ECERT_OK;
}

static ecert_err
note_rest(struct eci_pkg_scan *s, const struct end *r)
{
	uint64_t after = s->size - r->pos - END_SIZE;
	struct eci_notes *notes = &s->pkg->notes;
	ecert_err e = ECERT_OK;

	if (r->comment > after)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, CLAUSE,
		    "the comment (%u bytes) reaches past the end", (unsigned)r->comment);
	if (r->comment > 0)
		e = eci_note(s->ctx, notes, ECERT_R_ZIP_AMBIGUOUS, true, "(container)",
		    "a comment of %u bytes", (unsigned)r->comment);
	if (e == ECERT_OK && after > r->comment)
		e = eci_note(s->ctx, notes, ECERT_R_ZIP_AMBIGUOUS, true, "(container)",
		    "%llu bytes after the archive", (unsigned long long)(after - r->comment));
	return e;
}

ecert_err
eci_pkg_scan_end(struct eci_pkg_scan *s)
{
	struct end r;
	ecert_err e;

	if (s->size < END_SIZE)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, CLAUSE,
		    "%llu bytes: too short for a ZIP file", (unsigned long long)s->size);
	if ((e = load_tail(s)) != ECERT_OK || (e = find_end(s, &r)) != ECERT_OK ||
	    (e = read_end64(s, &r)) != ECERT_OK || (e = check_counts(s, &r)) != ECERT_OK ||
	    (e = place_directory(s, &r)) != ECERT_OK)
		return e;
	return note_rest(s, &r);
}
