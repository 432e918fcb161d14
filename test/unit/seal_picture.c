/* SPDX-License-Identifier: Apache-2.0 */
/* seal_picture.c - formats by content. */
#include "unit.h"

#include "seal/seal.h"

#define ROW(s) s, sizeof(s) - 1

int
main(void)
{
	static const struct {
		const char *name, *p;
		size_t      n;
		const char *want;
	} rows[] = {
		{ "png", ROW("\x89PNG\r\n\x1a\n...."), "png" },
		{ "png mangled in transfer", ROW("\x89PNG\n\x1a\n...."), "" },
		{ "jpeg", ROW("\xff\xd8\xff\xe0\0\x10JFIF"), "jpg" },
		{ "gif 87", ROW("GIF87a.."), "gif" },
		{ "gif 89", ROW("GIF89a.."), "gif" },
		{ "gif 88", ROW("GIF88a.."), "" },
		{ "bmp", ROW("BM..........................."), "bmp" },
		{ "two letters of bmp", ROW("BM"), "" },
		{ "ofd", ROW("PK\x03\x04....OFD.xml...."), "ofd" },
		{ "another zip", ROW("PK\x03\x04....word.xml...."), "" },
		{ "svg", ROW("<svg xmlns='http://www.w3.org/2000/svg'/>"), "svg" },
		{ "svg with declaration", ROW("<?xml version='1.0'?>\n<svg/>"), "svg" },
		{ "svg with mark and space", ROW("\xef\xbb\xbf \r\n\t<svg/>"), "svg" },
		{ "svg behind a comment", ROW("<!-- x --><svg/>"), "svg" },
		{ "other xml", ROW("<?xml version='1.0'?><html/>"), "" },
		{ "pdf", ROW("%PDF-1.7"), "" },
		{ "nothing", ROW(""), "" },
		{ "spaces", ROW("    "), "" },
	};
	struct eci_bytes b;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		b.ptr = (const uint8_t *)rows[i].p;
		b.len = rows[i].n;
		CHECK_STR(eci_picture_format(b), rows[i].want);
	}
	unit_case("no address");
	b.ptr = NULL;
	b.len = 0;
	CHECK_STR(eci_picture_format(b), "");
	return unit_end();
}
