/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal_picture.c - what the picture's bytes are.  SES_ESPictureInfo.type is
 * written in many ways ("PNG", "png", "ofd"...) and proves nothing.
 */
#include <string.h>

#include "seal/seal.h"

#define STARTS(b, s) starts((b), (s), sizeof(s) - 1)

static bool
starts(struct eci_bytes b, const char *s, size_t n)
{
	return b.len >= n && memcmp(b.ptr, s, n) == 0;
}

static bool
contains(struct eci_bytes b, const char *s)
{
	size_t n = strlen(s), i;

	for (i = 0; b.len >= n && i <= b.len - n; i++)
		if (b.ptr[i] == (uint8_t)s[0] && memcmp(b.ptr + i, s, n) == 0)
			return true;
	return false;
}

/* XML whose root is svg, as far as the first kilobytes show. */
static bool
is_svg(struct eci_bytes b)
{
	size_t i = STARTS(b, "\xef\xbb\xbf") ? 3 : 0;

	while (i < b.len && (b.ptr[i] == ' ' || b.ptr[i] == '\t' || b.ptr[i] == '\r' ||
	    b.ptr[i] == '\n'))
		i++;
	b.ptr += i;
	b.len -= i;
	if (STARTS(b, "<svg"))
		return true;
	if (!STARTS(b, "<?xml") && !STARTS(b, "<!--"))
		return false;
	if (b.len > 4096)
		b.len = 4096;
	return contains(b, "<svg");
}

const char *
eci_picture_format(struct eci_bytes b)
{
	if (STARTS(b, "\x89PNG\r\n\x1a\n"))
		return "png";
	if (STARTS(b, "\xff\xd8\xff"))
		return "jpg";
	if (STARTS(b, "GIF87a") || STARTS(b, "GIF89a"))
		return "gif";
	/* 14 bytes of file header and the shortest of the headers that follow. */
	if (STARTS(b, "BM") && b.len >= 26)
		return "bmp";
	/* A small OFD file: its names stand unpacked in the container. */
	if (STARTS(b, "PK\x03\x04") && contains(b, "OFD.xml"))
		return "ofd";
	if (b.len != 0 && is_svg(b))
		return "svg";
	return "";
}
