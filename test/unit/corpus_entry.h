/* SPDX-License-Identifier: Apache-2.0 */
/* corpus_entry.h - one file out of a genuine OFD document, by zlib alone: layers
 * below the container are tested without it. */
#ifndef CORPUS_ENTRY_H
#define CORPUS_ENTRY_H

#include "unit.h"

#include <stdlib.h>

#include <zlib.h>

static inline uint32_t
corpus_le(const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	while (n-- != 0)
		v = v << 8 | p[n];
	return v;
}

static inline uint8_t *
corpus_unpack(const uint8_t *ofd, const uint8_t *central, size_t *len)
{
	const uint8_t *local = ofd + corpus_le(central + 42, 4);
	const uint8_t *data = local + 30 + corpus_le(local + 26, 2) + corpus_le(local + 28, 2);
	uint8_t *out = malloc(corpus_le(central + 24, 4) + 1);
	z_stream z = { 0 };

	*len = corpus_le(central + 24, 4);
	if (out == NULL)
		return NULL;
	if (corpus_le(central + 10, 2) == 0) {
		memcpy(out, data, *len);
		return out;
	}
	z.next_in = (Bytef *)(uintptr_t)data;
	z.avail_in = corpus_le(central + 20, 4);
	z.next_out = out;
	z.avail_out = (uInt)*len;
	if (inflateInit2(&z, -15) != Z_OK || inflate(&z, Z_FINISH) != Z_STREAM_END)
		*len = 0;
	inflateEnd(&z);
	return out;
}

/* The entry of that name, to be freed; NULL when the corpus or the entry is not
 * there. */
static inline uint8_t *
corpus_entry(const char *file, const char *entry, size_t *len)
{
	const uint8_t *end, *c;
	uint8_t *ofd;
	size_t n, i, count;

	if (!unit_corpus(file, &ofd, &n) || n < 22)
		return NULL;
	for (end = ofd + n - 22; end > ofd && memcmp(end, "PK\5\6", 4) != 0; end--)
		continue;
	count = corpus_le(end + 10, 2);
	c = ofd + corpus_le(end + 16, 4);
	for (i = 0; i < count; i++) {
		if (corpus_le(c + 28, 2) == strlen(entry) &&
		    memcmp(c + 46, entry, strlen(entry)) == 0)
			return corpus_unpack(ofd, c, len);
		c += 46 + corpus_le(c + 28, 2) + corpus_le(c + 30, 2) + corpus_le(c + 32, 2);
	}
	return NULL;
}

#endif
