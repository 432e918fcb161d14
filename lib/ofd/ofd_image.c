/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_image.c - what a picture's bytes are and how many pixels it has. */
#include <string.h>

#include "ofd/ofd_edit.h"

#define MAX_PIXELS 65535      /* per side; JPEG and GIF know no more */

static uint32_t
be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t
le32(const uint8_t *p)
{
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static bool
png_size(const uint8_t *p, size_t n, struct eci_ofd_image *out)
{
	if (n < 33 || be32(p + 8) != 13 || memcmp(p + 12, "IHDR", 4) != 0)
		return false;
	out->width = be32(p + 16);
	out->height = be32(p + 20);
	return true;
}

static bool
gif_size(const uint8_t *p, size_t n, struct eci_ofd_image *out)
{
	if (n < 13)
		return false;
	out->width = (uint32_t)(p[6] | p[7] << 8);
	out->height = (uint32_t)(p[8] | p[9] << 8);
	return true;
}

static bool
bmp_size(const uint8_t *p, size_t n, struct eci_ofd_image *out)
{
	uint32_t head, h;

	if (n < 26)
		return false;
	head = le32(p + 14);
	if (head == 12) {
		out->width = (uint32_t)(p[18] | p[19] << 8);
		out->height = (uint32_t)(p[20] | p[21] << 8);
		return true;
	}
	if (head < 40 || n < 54)
		return false;
	out->width = le32(p + 18);
	h = le32(p + 22);
	/* A negative height means rows from the top. */
	out->height = h > INT32_MAX ? 0 - h : h;
	return true;
}

/* Markers up to the frame header (ITU-T T.81 B.1.1). */
static bool
jpeg_size(const uint8_t *p, size_t n, struct eci_ofd_image *out)
{
	size_t at = 2, len;
	uint8_t m;

	for (;;) {
		while (at < n && p[at] == 0xFF && at + 1 < n && p[at + 1] == 0xFF)
			at++;
		if (n - at < 4 || p[at] != 0xFF)
			return false;
		m = p[at + 1];
		if (m == 0x01 || (m >= 0xD0 && m <= 0xD7)) {
			at += 2;
			continue;
		}
		len = (size_t)p[at + 2] << 8 | p[at + 3];
		if (m == 0xD9 || m == 0xDA || len < 2 || n - at - 2 < len)
			return false;
		if (m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC) {
			if (len < 8)
				return false;
			out->height = (uint32_t)p[at + 5] << 8 | p[at + 6];
			out->width = (uint32_t)p[at + 7] << 8 | p[at + 8];
			return true;
		}
		at += 2 + len;
	}
}

ecert_err
eci_ofd_image(ecert_ctx *ctx, const uint8_t *p, size_t n, struct eci_ofd_image *out)
{
	static const struct {
		const char *magic;
		size_t      len;
		const char *format, *suffix;
		bool      (*size)(const uint8_t *, size_t, struct eci_ofd_image *);
	} kinds[] = {
		{ "\x89PNG\r\n\x1a\n", 8, "PNG", "png", png_size },
		{ "\xff\xd8\xff", 3, "JPEG", "jpg", jpeg_size },
		{ "GIF87a", 6, "GIF", "gif", gif_size },
		{ "GIF89a", 6, "GIF", "gif", gif_size },
		{ "BM", 2, "BMP", "bmp", bmp_size },
	};
	size_t i;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < ECI_COUNT(kinds); i++) {
		if (p == NULL || n < kinds[i].len || memcmp(p, kinds[i].magic, kinds[i].len) != 0)
			continue;
		out->format = kinds[i].format;
		out->suffix = kinds[i].suffix;
		if (!kinds[i].size(p, n, out))
			return eci_fail(ctx, ECERT_E_ARG, "picture: damaged %s header",
			    out->format);
		if (out->width < 1 || out->height < 1 || out->width > MAX_PIXELS ||
		    out->height > MAX_PIXELS)
			return eci_fail(ctx, ECERT_E_ARG, "picture: %ux%u pixels",
			    (unsigned)out->width, (unsigned)out->height);
		return ECERT_OK;
	}
	return eci_fail(ctx, ECERT_E_UNSUPPORTED, "picture: not PNG, JPEG, BMP or GIF");
}
