/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_docs.c - the documents that are signed and verified: certificates of
 * tables, drawn with the library's own page functions, and pictures that do not
 * compress.  The same bytes on every machine.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

/* Pages with so many lines, on each of the first ones a picture. */
static const struct document {
	const char *name;
	unsigned    pages, lines, pictures, side;   /* pixels, one byte each */
	int         large;
} documents[] = {
	{ "20k.ofd", 3, 16, 1, 103, 0 },
	{ "200k.ofd", 8, 36, 4, 210, 0 },
	{ "2m.ofd", 48, 37, 20, 321, 0 },
	{ "200m.ofd", 20, 42, 20, 3236, 1 },
};

uint64_t
bench_noise(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	return *x ^= *x << 17;
}

static size_t
chunk(uint8_t *out, const char *type, const uint8_t *p, size_t n)
{
	uint32_t crc = (uint32_t)crc32(crc32(0, (const uint8_t *)type, 4), p, (uInt)n);
	int i;

	for (i = 0; i < 4; i++) {
		out[i] = (uint8_t)(n >> (24 - 8 * i));
		out[8 + n + (size_t)i] = (uint8_t)(crc >> (24 - 8 * i));
	}
	memcpy(out + 4, type, 4);
	memcpy(out + 8, p, n);
	return n + 12;
}

/* A grey square of noise, as PNG. */
uint8_t *
bench_picture(unsigned side, uint64_t *seed, size_t *len)
{
	uint8_t head[13] = { 0, 0, (uint8_t)(side >> 8), (uint8_t)side, 0, 0, (uint8_t)(side >> 8),
		(uint8_t)side, 8, 0, 0, 0, 0 };
	size_t n = (size_t)side * (side + 1), i;
	uLong packed = compressBound((uLong)n);
	uint8_t *raw = malloc(n), *data = malloc(packed), *png = malloc(packed + 100);

	if (raw != NULL && data != NULL && png != NULL) {
		for (i = 0; i < n; i++)
			raw[i] = i % (side + 1) == 0 ? 0 : (uint8_t)(bench_noise(seed) >> 24);
		compress2(data, &packed, raw, (uLong)n, 1);
		memcpy(png, "\x89PNG\r\n\x1a\n", 8);
		*len = 8;
		*len += chunk(png + *len, "IHDR", head, sizeof(head));
		*len += chunk(png + *len, "IDAT", data, packed);
		*len += chunk(png + *len, "IEND", head, 0);
	} else {
		free(png);
		png = NULL;
	}
	free(raw);
	free(data);
	return png;
}

static ecert_err
add_lines(ecert_ctx *ctx, ecert_doc *doc, const struct document *d, size_t page, uint64_t *seed)
{
	char line[160];
	unsigned i;
	ecert_err e = ECERT_OK;

	for (i = 0; e == ECERT_OK && i < d->lines; i++) {
		snprintf(line, sizeof(line), "%u.%u  标准值 %u.%04u MPa  示值 %u.%04u MPa  "
		    "误差 %+.4f MPa  U=0.0%02u MPa (k=2)", (unsigned)page, i + 1, i,
		    (unsigned)(bench_noise(seed) % 10000), i, (unsigned)(bench_noise(seed) % 10000),
		    (double)(int)(bench_noise(seed) % 100) / 1e4 - 0.005, (unsigned)(bench_noise(seed) % 100));
		e = ecert_page_add_text(ctx, doc, page, 20, 30 + 5.5 * i, 3.7, "宋体", 0, line);
	}
	return e;
}

static ecert_err
make(ecert_ctx *ctx, const struct document *d, const char *path)
{
	uint64_t seed = 0x9e3779b97f4a7c15u;
	ecert_doc *doc = NULL;
	uint8_t *png;
	size_t page = 0, n = 0;
	unsigned i;
	ecert_err e = ecert_doc_new(ctx, &doc);

	for (i = 0; e == ECERT_OK && i < d->pages; i++) {
		if ((e = ecert_page_add(ctx, doc, 210, 297, &page)) == ECERT_OK)
			e = add_lines(ctx, doc, d, page, &seed);
		if (e != ECERT_OK || i >= d->pictures)
			continue;
		if ((png = bench_picture(d->side, &seed, &n)) == NULL)
			e = ECERT_E_NOMEM;
		else
			e = ecert_page_add_image(ctx, doc, page, 100, 20, 80, 80, png, n);
		free(png);
	}
	if (e == ECERT_OK)
		e = ecert_doc_save(ctx, doc, path);
	ecert_doc_free(doc);
	return e;
}

/* A seal's picture of 10 KB: seals in the field have 6 to 30 KB. */
static int
write_picture(const char *path)
{
	uint64_t seed = 1;
	size_t n = 0;
	uint8_t *png = bench_picture(100, &seed, &n);
	FILE *f = png != NULL ? fopen(path, "wb") : NULL;
	int bad = f == NULL || fwrite(png, 1, n, f) != n;

	if (f != NULL && fclose(f) != 0)
		bad = 1;
	free(png);
	return bad;
}

int
bench_docs(const char *dir, int whole)
{
	ecert_ctx *ctx = ecert_ctx_new();
	char path[4096];
	size_t i;
	int bad = ctx == NULL;

	for (i = 0; !bad && i < sizeof(documents) / sizeof(documents[0]); i++) {
		if (documents[i].large && !whole)
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, documents[i].name);
		if (make(ctx, &documents[i], path) != ECERT_OK) {
			fprintf(stderr, "bench: %s: %s\n", path, ecert_errmsg(ctx));
			bad = 1;
		}
	}
	ecert_ctx_free(ctx);
	snprintf(path, sizeof(path), "%s/seal.png", dir);
	return bad || write_picture(path) != 0 ? -1 : 0;
}
