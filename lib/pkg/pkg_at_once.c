/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_at_once.c - an entry unpacked in one go by libdeflate, twice as fast as by
 * zlib; for entries wanted whole, since it has no way to do a part.  It only ever says
 * yes: what it does not take, zlib (pkg_inflate.c) decides and words.
 *
 * It takes a few things that zlib refuses: 287 and 288 literal or 31 and 32 distance
 * codes, runs of code lengths past the last one (up to 1.15), symbols 286 and 287 as
 * lengths, 30 and 31 as distances, words that a code of one symbol or of none does not
 * have.  No encoder writes them, and the bytes that come of them are checked like all
 * others: size, CRC, end of the stream.  To find them means to decode once more: which
 * blocks there are shows only at the end of each.
 */
#include "pkg/pkg_priv.h"

#ifdef ECI_LIBDEFLATE
#include <stdlib.h>

#include <libdeflate.h>

/* Deflate never grows data by more than this: what is longer hides something. */
static uint64_t
packed_max(uint64_t size)
{
	return size + size / 1000 + 1024;
}

static bool
unpack(const struct eci_pkg_item *it, struct libdeflate_decompressor *d, const uint8_t *packed,
    uint8_t *whole)
{
	size_t in = 0, out = 0;

	return libdeflate_deflate_decompress_ex(d, packed, (size_t)it->packed, whole,
	    (size_t)it->size, &in, &out) == LIBDEFLATE_SUCCESS &&
	    in == it->packed && out == it->size &&
	    eci_pkg_crc(0, whole, out) == it->crc;
}

bool
eci_pkg_at_once(ecert_ctx *ctx, const struct eci_src *src, const struct eci_pkg_item *it,
    struct eci_pkg_at_once **state, uint8_t *whole)
{
	struct libdeflate_decompressor *d = (struct libdeflate_decompressor *)*state;
	uint8_t *held = NULL;
	const uint8_t *packed;
	bool done;

	if (it->packed == 0 || it->packed > packed_max(it->size))
		return false;
	if (d == NULL && (d = libdeflate_alloc_decompressor()) == NULL)
		return false;
	*state = (struct eci_pkg_at_once *)d;
	if ((packed = eci_src_memory(src, it->data, it->packed)) == NULL) {
		if ((held = malloc((size_t)it->packed)) == NULL ||
		    eci_src_read(ctx, src, it->data, held, (size_t)it->packed) != ECERT_OK) {
			free(held);
			return false;
		}
		packed = held;
	}
	done = unpack(it, d, packed, whole);
	free(held);
	return done;
}

void
eci_pkg_at_once_free(struct eci_pkg_at_once *state)
{
	libdeflate_free_decompressor((struct libdeflate_decompressor *)state);
}

const char *
eci_pkg_at_once_version(void)
{
	return "libdeflate " LIBDEFLATE_VERSION_STRING;
}
#else
bool
eci_pkg_at_once(ecert_ctx *ctx, const struct eci_src *src, const struct eci_pkg_item *it,
    struct eci_pkg_at_once **state, uint8_t *whole)
{
	(void)ctx;
	(void)src;
	(void)it;
	(void)state;
	(void)whole;
	return false;
}

void
eci_pkg_at_once_free(struct eci_pkg_at_once *state)
{
	(void)state;
}

const char *
eci_pkg_at_once_version(void)
{
	return NULL;
}
#endif
