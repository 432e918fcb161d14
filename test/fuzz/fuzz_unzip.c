/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_unzip.c - containers read by other code than lib/pkg, to hold it against:
 * by the directory, with a look at names, checksums and nothing else.
 */
#include <zlib.h>

#include "fuzz.h"

#define LOCAL    0x04034b50u
#define END      0x06054b50u
#define LOCATOR  0x07064b50u
#define ALL_ONES 0xffffffffu
#define READ_MAX (1u << 20)      /* of an entry, unpacked */

static uint32_t
le(const uint8_t *p, size_t n)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < n; i++)
		v |= (uint32_t)p[i] << 8 * i;
	return v;
}

static bool
unpack(const uint8_t *p, size_t n, size_t size, struct eci_buf *out)
{
	z_stream z = { 0 };
	struct eci_buf copy = { 0 };
	uint8_t *room = malloc(size + 1);
	int r;

	if (room == NULL || inflateInit2(&z, -MAX_WBITS) != Z_OK)
		abort();
	fuzz_add(&copy, p, n);
	z.next_in = copy.ptr;
	z.avail_in = (uInt)n;
	z.next_out = room;
	z.avail_out = (uInt)size + 1;
	r = inflate(&z, Z_FINISH);
	if (r == Z_STREAM_END)
		fuzz_add(out, room, size + 1 - z.avail_out);
	inflateEnd(&z);
	eci_buf_free(&copy);
	free(room);
	return r == Z_STREAM_END;
}

/* A size or offset: its own field, or of a zip64 field the next eight bytes. */
static bool
wide(uint32_t field, const uint8_t *x, size_t n, size_t *at, uint64_t *out)
{
	*out = field;
	if (field != ALL_ONES)
		return true;
	if (n - *at < 8)
		return false;
	*out = le(x + *at, 4) | (uint64_t)le(x + *at + 4, 4) << 32;
	*at += 8;
	return true;
}

/* The zip64 field among the extra fields, or nothing. */
static struct eci_bytes
zip64_of(const uint8_t *x, size_t n)
{
	struct eci_bytes none = { NULL, 0 };
	size_t len;

	for (; n >= 4; x += 4 + len, n -= 4 + len) {
		len = le(x + 2, 2);
		if (len > n - 4)
			return none;
		if (le(x, 2) == 1)
			return (struct eci_bytes){ x + 4, len };
	}
	return none;
}

/* h: the central header; shift: what stands before the archive. */
static bool
read_entry(const uint8_t *p, size_t n, const uint8_t *h, uint64_t shift, struct fuzz_zip *z)
{
	size_t name_len = le(h + 28, 2), at = 0, start, data;
	struct eci_bytes x = zip64_of(h + 46 + name_len, le(h + 30, 2));
	struct eci_buf b = { 0 };
	uint64_t size, packed, off;
	bool ok;

	if (!wide(le(h + 24, 4), x.ptr, x.len, &at, &size) ||
	    !wide(le(h + 20, 4), x.ptr, x.len, &at, &packed) ||
	    !wide(le(h + 42, 4), x.ptr, x.len, &at, &off) || size > READ_MAX)
		return false;
	if (off > n || shift > n - off || n - off - shift < 30)
		return false;
	start = (size_t)(off + shift);
	data = 30 + le(p + start + 26, 2) + le(p + start + 28, 2);
	if (data > n - start || packed > n - start - data)
		return false;
	if (le(p + start, 4) != LOCAL || le(p + start + 26, 2) != name_len ||
	    memcmp(p + start + 30, h + 46, name_len) != 0)
		return false;
	data += start;
	if (le(h + 10, 2) == 8)
		ok = unpack(p + data, (size_t)packed, (size_t)size, &b);
	else
		ok = le(h + 10, 2) == 0;
	if (le(h + 10, 2) == 0)
		fuzz_add(&b, p + data, (size_t)packed);
	if (ok && crc32(0, b.ptr, (uInt)b.len) == le(h + 16, 4) && b.len == size)
		fuzz_zip_add(z, h + 46, name_len, b.ptr, b.len);
	else
		ok = false;
	eci_buf_free(&b);
	return ok;
}

/* The last end record, and the directory that ends before it. */
bool
fuzz_zip_read(const uint8_t *p, size_t n, struct fuzz_zip *z)
{
	size_t end, dir, off, size, count, i, len;

	*z = (struct fuzz_zip){ 0 };
	for (end = n - 22; n >= 22 && end > 0 && le(p + end, 4) != END; end--)
		;
	if (n < 22 || le(p + end, 4) != END)
		return false;
	count = le(p + end + 10, 2);
	size = le(p + end + 12, 4);
	off = le(p + end + 16, 4);
	/* A zip64 record of the usual length stands right before its locator. */
	if (end >= 76 && le(p + end - 20, 4) == LOCATOR) {
		end -= 76;
		count = le(p + end + 32, 4);
		size = le(p + end + 40, 4);
		off = le(p + end + 48, 4);
	}
	if (size > end || off > end - size || count > FUZZ_ENTRIES)
		return false;
	dir = end - size;
	for (i = dir; z->n < count; i += len) {
		if (end - i < 46)
			break;
		len = 46 + le(p + i + 28, 2) + le(p + i + 30, 2) + le(p + i + 32, 2);
		if (len > end - i || !read_entry(p, n, p + i, dir - off, z))
			break;
	}
	if (z->n == count)
		return true;
	fuzz_zip_free(z);
	return false;
}
