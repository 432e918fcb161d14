/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "ofd/ofd_edit.h"
#include "unit.h"

/* The first bytes of a file, written by hand after each format's description. */
static const struct {
	const char *name;
	const char *bytes;
	size_t      n;
	ecert_err   want;
	const char *format;
	unsigned    width, height;
} rows[] = {
#define B(s) s, sizeof(s) - 1
	{ "png", B("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\xb1\0\0\1\0\x8\6\0\0\0\0\0\0\0"),
	    ECERT_OK, "PNG", 945, 256 },
	{ "png: cut in its header", B("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\xb1"), ECERT_E_ARG, NULL, 0, 0 },
	{ "png: other first chunk", B("\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\3\xb1\0\0\1\0\x8\6\0\0\0\0\0\0\0"),
	    ECERT_E_ARG, NULL, 0, 0 },
	{ "png: no width", B("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\1\0\x8\6\0\0\0\0\0\0\0"),
	    ECERT_E_ARG, NULL, 0, 0 },
	{ "png: absurd height", B("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\x7f\0\1\0\x8\6\0\0\0\0\0\0\0"),
	    ECERT_E_ARG, NULL, 0, 0 },
	{ "gif87a", B("GIF87a\x0a\0\x0b\1\x80\0\0"), ECERT_OK, "GIF", 10, 267 },
	{ "gif89a", B("GIF89a\1\0\1\0\0\0\0"), ECERT_OK, "GIF", 1, 1 },
	{ "gif: cut", B("GIF89a\1\0\1\0"), ECERT_E_ARG, NULL, 0, 0 },
	{ "bmp", B("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x10\0\0\0\x20\0\0\0\1\0\x18\0\0\0\0\0"
	    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), ECERT_OK, "BMP", 16, 32 },
	{ "bmp: rows from the top", B("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x10\0\0\0\xe0\xff\xff\xff\1\0"
	    "\x18\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), ECERT_OK, "BMP", 16, 32 },
	{ "bmp: core header", B("BM\0\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x10\0\x08\0\1\0\x18\0"),
	    ECERT_OK, "BMP", 16, 8 },
	{ "bmp: unknown header", B("BM\0\0\0\0\0\0\0\0\x1a\0\0\0\x0d\0\0\0\x10\0\x08\0\1\0\x18\0"),
	    ECERT_E_ARG, NULL, 0, 0 },
	{ "bmp: cut", B("BM\0\0\0\0\0\0\0\0\x1a"), ECERT_E_ARG, NULL, 0, 0 },
	{ "jpeg", B("\xff\xd8\xff\xe0\0\4xx\xff\xff\xdb\0\3x\xff\xc2\0\x0b\x08\1\x2c\0\x64\1\1\x11\0"),
	    ECERT_OK, "JPEG", 100, 300 },
	{ "jpeg: scan before frame", B("\xff\xd8\xff\xda\0\4xx\xff\xc0\0\x0b\x08\1\x2c\0\x64\1\1\x11\0"),
	    ECERT_E_ARG, NULL, 0, 0 },
	{ "jpeg: segment past the end", B("\xff\xd8\xff\xe0\xff\xffxx"), ECERT_E_ARG, NULL, 0, 0 },
	{ "jpeg: segment of no length", B("\xff\xd8\xff\xe0\0\0xxxx"), ECERT_E_ARG, NULL, 0, 0 },
	{ "jpeg: frame too short", B("\xff\xd8\xff\xc0\0\4xx\0\0\0\0"), ECERT_E_ARG, NULL, 0, 0 },
	{ "jpeg: fill bytes only", B("\xff\xd8\xff\xff\xff\xff\xff"), ECERT_E_ARG, NULL, 0, 0 },
	{ "jpeg: nothing after its start", B("\xff\xd8\xff"), ECERT_E_ARG, NULL, 0, 0 },
	{ "svg", B("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), ECERT_E_UNSUPPORTED, NULL, 0, 0 },
	{ "nothing", B(""), ECERT_E_UNSUPPORTED, NULL, 0, 0 },
#undef B
};

/* Every prefix of every picture, from its own allocation: nothing is read past
 * the end (the sanitizer watches). */
static void
prefixes(ecert_ctx *ctx)
{
	struct eci_ofd_image im;
	uint8_t *copy;
	size_t i, n;

	unit_case("prefixes");
	for (i = 0; i < ECI_COUNT(rows); i++)
		for (n = 0; n <= rows[i].n; n++) {
			if ((copy = malloc(n + 1)) == NULL)
				return;
			memcpy(copy, rows[i].bytes, n);
			if ((copy = realloc(copy, n > 0 ? n : 1)) == NULL)
				return;
			(void)eci_ofd_image(ctx, copy, n, &im);
			free(copy);
		}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_image im;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_ERR(ctx, eci_ofd_image(ctx, (const uint8_t *)rows[i].bytes, rows[i].n, &im),
		    rows[i].want);
		if (rows[i].want != ECERT_OK)
			continue;
		CHECK_STR(im.format, rows[i].format);
		CHECK_INT(im.width, rows[i].width);
		CHECK_INT(im.height, rows[i].height);
	}
	prefixes(ctx);
	return unit_end();
}
