/* SPDX-License-Identifier: Apache-2.0 */
/* The central directory: methods, flags, attributes, limits. */
#include "pkg_zip.h"

#define A { .name = "OFD.xml", .data = "<a/>" }
#define MALFORMED ECERT_R_ZIP_MALFORMED
#define AMBIGUOUS ECERT_R_ZIP_AMBIGUOUS
#define UNSUPPORTED ECERT_R_ZIP_UNSUPPORTED
#define UNSAFE ECERT_R_ZIP_UNSAFE_PATH
#define METHOD(m) { "method " #m, UNSUPPORTED, 0, { { .name = "a", .data = "x", .method = m } }, { 0 } }
#define FLAG(f) { "flag " #f, UNSUPPORTED, 0, { { .name = "a", .data = "x", .flags = f } }, { 0 } }
#define ATTR(t, f, r) { t, r, 0, { { .name = "a", .data = "x", .attr = f } }, { 0 } }

static const struct row rows[] = {
	METHOD(1), METHOD(6), METHOD(9), METHOD(12), METHOD(14), METHOD(93), METHOD(95), METHOD(99),
	FLAG(0x0001), FLAG(0x0010), FLAG(0x0020), FLAG(0x0040), FLAG(0x0100), FLAG(0x1000),
	FLAG(0x2000), FLAG(0x8000),
	{ "flags of the packer's effort", 0, 0,
	    { { .name = "a", .data = "xxxxxxxxxxxx", .deflate = 1, .flags = 6 } }, { 0 } },
	{ "version 6.3", 0, 0, { { .name = "a", .version = 63 } }, { 0 } },
	{ "version 6.4", UNSUPPORTED, 0, { { .name = "a", .version = 64 } }, { 0 } },
	ATTR("a symbolic link", 0xa1ff0000, UNSAFE),
	ATTR("a device", 0x21ff0000, UNSAFE),
	ATTR("a block device", 0x61ff0000, UNSAFE),
	ATTR("a fifo", 0x11ff0000, UNSAFE),
	ATTR("a socket", 0xc1ff0000, UNSAFE),
	ATTR("a Windows link", 0x00000420, UNSAFE),
	ATTR("a folder by its mode", 0x41ed0000, AMBIGUOUS),
	ATTR("a folder by its DOS attribute", 0x00000010, AMBIGUOUS),
	ATTR("a file by its mode", 0x81a40020, ECERT_R_NONE),
	{ "a folder", 0, 0, { { .name = "a/", .attr = 0x41ed0010 }, A }, { 0 } },
	{ "a folder, deflated", 0, 0, { { .name = "a/", .deflate = 1 }, A }, { 0 } },
	{ "a folder with content", AMBIGUOUS, 0, { { .name = "a/", .data = "x" } }, { 0 } },
	{ "a folder with hidden packed bytes", AMBIGUOUS, 0,
	    { { .name = "a/", .deflate = 1, .tail = "x" } }, { 0 } },
	{ "a folder with many hidden packed bytes", AMBIGUOUS, 0,
	    { { .name = "a/", .deflate = 1, .tail = "0123456789abcdef" } }, { 0 } },
	{ "a folder with a CRC", MALFORMED, 0, { { .name = "a/", .crc_xor = 1 } }, { 0 } },
	{ "an empty file", 0, 0, { { .name = "a" } }, { 0 } },
	{ "an empty file, deflated", 0, 0, { { .name = "a", .deflate = 1 } }, { 0 } },
	{ "another disk", UNSUPPORTED, 0, { { .name = "a", .disk = 1 } }, { 0 } },
	{ "stored with two sizes", MALFORMED, 0, { { .name = "a", .data = "x", .size_add = 1 } }, { 0 } },
	{ "an offset beyond the directory", MALFORMED, 0, { { .name = "a", .off_add = 5000 } }, { 0 } },
	{ "an offset near 2^32", MALFORMED, 0, { { .name = "a", .off_add = 0xfffffff0 } }, { 0 } },
	{ "all ones without zip64", ECERT_R_ZIP_LIMIT, 0,
	    { { .name = "a", .data = "xyz", .ones = 1 } }, { 0 } },
};

struct limit_row {
	const char  *name;
	ecert_limit  limit;
	uint64_t     at;          /* still fine; one less is refused */
	struct ent   v[3];
};

static const struct limit_row limit_rows[] = {
	{ "entries", ECERT_LIMIT_PKG_ENTRIES, 2, { A, { .name = "b" } } },
	{ "bytes of an entry", ECERT_LIMIT_ENTRY_BYTES, 4, { A } },
	{ "bytes of all entries", ECERT_LIMIT_TOTAL_BYTES, 6, { A, { .name = "b", .data = "xx" } } },
	{ "bytes of a name", ECERT_LIMIT_NAME_BYTES, 9, { { .name = "123456789" } } },
	{ "bytes of a name, not characters", ECERT_LIMIT_NAME_BYTES, 6,
	    { { .name = "\xe9\xa1\xb5\xe7\xa0\x81" } } },
	{ "folders of a name", ECERT_LIMIT_NAME_DEPTH, 3, { { .name = "a/b/c/d" } } },
	{ "folders of a folder", ECERT_LIMIT_NAME_DEPTH, 3, { { .name = "a/b/c/" } } },
};

static void
limits(void)
{
	struct eci_buf b = { 0 };
	ecert_ctx *ctx;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(limit_rows); i++) {
		const struct limit_row *r = &limit_rows[i];

		ctx = unit_ctx();
		b.len = 0;
		for (k = 0; k < 3 && r->v[k].name != NULL; k++)
			;
		z_build(&b, r->v, k, NULL);
		unit_case("%s: at the limit", r->name);
		CHECK_OK(ctx, ecert_ctx_set_limit(ctx, r->limit, r->at));
		CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
		unit_case("%s: one above it", r->name);
		CHECK_OK(ctx, ecert_ctx_set_limit(ctx, r->limit, r->at - 1));
		CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_LIMIT);
		CHECK_ERR(ctx, z_read_all(ctx, &b, NULL), ECERT_E_LIMIT);
	}
	eci_buf_free(&b);
}

/* The ratio counts above 4 MiB only. */
static void
ratio(ecert_ctx *ctx)
{
	const size_t from = 4 * 1024 * 1024;
	struct ent t = { .name = "zeros", .deflate = 1 };
	struct eci_buf b = { 0 }, in = { 0 };
	uint8_t *packed;
	size_t n;

	if (eci_buf_room(ctx, &in, from + 1) != ECERT_OK)
		return;
	memset(in.ptr, 0, from + 1);
	t.data = (const char *)in.ptr;
	unit_case("4 MiB of zeros");
	t.len = from;
	z_build(&b, &t, 1, NULL);
	CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
	unit_case("4 MiB and a byte of zeros");
	t.len = from + 1;
	b.len = 0;
	z_build(&b, &t, 1, NULL);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_LIMIT);
	unit_case("the same below a wider ratio");
	z_pack(in.ptr, from + 1, &packed, &n);
	free(packed);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_RATIO, from / n + 1));
	CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
	unit_case("and above a ratio it just exceeds");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_RATIO, from / n));
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_LIMIT);
	unit_case("a ratio of 0 refuses");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_RATIO, 0));
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_LIMIT);
	eci_buf_free(&b);
	eci_buf_free(&in);
}

int
main(void)
{
	zctx = unit_ctx();
	z_rows(rows, ECI_COUNT(rows));
	limits();
	ratio(unit_ctx());
	return unit_end();
}
