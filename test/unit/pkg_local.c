/* SPDX-License-Identifier: Apache-2.0 */
/* Local headers and data descriptors against the directory; no gap, no overlap. */
#include "pkg_zip.h"

#define A { .name = "OFD.xml", .data = "<a/>" }
#define T .name = "a/b.xml", .data = "some text, some text, some text", .deflate = 1
#define U .name = "a/b.xml", .data = "some"
#define MALFORMED ECERT_R_ZIP_MALFORMED
#define AMBIGUOUS ECERT_R_ZIP_AMBIGUOUS
#define UNSUPPORTED ECERT_R_ZIP_UNSUPPORTED
#define LX(s) .lextra = s, .lextra_len = sizeof(s) - 1
#define X(s) .extra = s, .extra_len = sizeof(s) - 1
#define SIXTEEN(size, packed) "\1\0\x10\0" size "\0\0\0\0\0\0\0" packed "\0\0\0\0\0\0\0"

static const struct row rows[] = {
	{ "another name", AMBIGUOUS, 0, { A, { T, .lname = "a/c.xml" } }, { 0 } },
	{ "another case in the name", AMBIGUOUS, 0, { A, { T, .lname = "a/B.xml" } }, { 0 } },
	{ "a shorter name", AMBIGUOUS, 0, { { T, .lname = "a/b.xm" }, A }, { 0 } },
	{ "another method", AMBIGUOUS, 0, { { T, .lmethod_xor = 8 }, A }, { 0 } },
	{ "another CRC", AMBIGUOUS, 0, { { T, .lcrc_xor = 1 }, A }, { 0 } },
	{ "another size", AMBIGUOUS, 0, { { T, .lsize_add = 1 }, A }, { 0 } },
	{ "another packed size", AMBIGUOUS, 0, { { T, .lpacked_add = 1 }, A }, { 0 } },
	{ "sizes 0 without a descriptor", AMBIGUOUS, 0, { { T, .lzero = 1 }, A }, { 0 } },
	{ "encrypted by the local flag alone", UNSUPPORTED, 0, { { T, .lflags_xor = 1 }, A }, { 0 } },
	{ "a local header of version 6.4", UNSUPPORTED, 0, { { T, .lversion = 64 }, A }, { 0 } },
	{ "no local header", MALFORMED, 0, { { T, .lsig_xor = 1 }, A }, { 0 } },
	{ "the UTF-8 flag in the local header is noted", 0, 1, { { T, .lflags_xor = 0x800 }, A }, { 0 } },
	{ "the UTF-8 flag in the directory is noted", 0, 1,
	    { { T, .flags = 0x800, .lflags_xor = 0x800 }, A }, { 0 } },
	{ "another effort of the packer", 0, 0, { { T, .lflags_xor = 2 }, A }, { 0 } },
	{ "descriptor of 16 bytes", 0, 0, { { T, .flags = 8, .lzero = 1, .descr = 16 }, A }, { 0 } },
	{ "descriptor of 12 bytes", 0, 0, { { T, .flags = 8, .lzero = 1, .descr = 12 }, A }, { 0 } },
	{ "descriptor beside right sizes", 0, 0, { { T, .flags = 8, .descr = 16 }, A }, { 0 } },
	{ "descriptor of the last entry", 0, 0, { A, { T, .flags = 8, .lzero = 1, .descr = 16 } }, { 0 } },
	{ "wide descriptor without zip64 is noted", 0, 1,
	    { { T, .flags = 8, .lzero = 1, .descr = 24 }, A }, { 0 } },
	{ "wide descriptor, no signature, is noted", 0, 1,
	    { { T, .flags = 8, .lzero = 1, .descr = 20 }, A }, { 0 } },
	{ "wide descriptor with zip64", 0, 1, { { T, .flags = 8, .lones = 1, .descr = 24,
	    LX(SIXTEEN("\0", "\0")) }, A }, { 0 } },
	{ "descriptor with another CRC", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lzero = 1, .descr = 16, .descr_xor = 1 }, A }, { 0 } },
	{ "descriptor with another CRC, no signature", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lzero = 1, .descr = 12, .descr_xor = 1 }, A }, { 0 } },
	{ "descriptor announced, missing, sizes 0", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lzero = 1 }, A }, { 0 } },
	{ "descriptor announced, missing, sizes right, is noted", 0, 1, { { T, .flags = 8 }, A }, { 0 } },
	{ "descriptor that nobody announced", AMBIGUOUS, 0, { { T, .descr = 16 }, A }, { 0 } },
	{ "descriptor announced locally is noted", 0, 1,
	    { { T, .lflags_xor = 8, .lzero = 1, .descr = 16 }, A }, { 0 } },
	{ "descriptor announced in the directory is noted", 0, 1,
	    { { T, .flags = 8, .lflags_xor = 8, .descr = 16 }, A }, { 0 } },
	{ "announced in the directory, sizes right, is noted", 0, 1,
	    { { T, .flags = 8, .lflags_xor = 8 }, A }, { 0 } },
	{ "announced in the directory, local sizes 0", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lflags_xor = 8, .lzero = 1, .descr = 16 }, A }, { 0 } },
	{ "local sizes neither right nor 0 before a descriptor", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lsize_add = 1, .descr = 16 }, A }, { 0 } },
	{ "local CRC neither right nor 0 before a descriptor", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lcrc_xor = 1, .descr = 16 }, A }, { 0 } },
	{ "stored with a descriptor is noted", 0, 1,
	    { { U, .flags = 8, .lzero = 1, .descr = 16 }, A }, { 0 } },
	{ "an empty file with a descriptor", 0, 0,
	    { { .name = "e", .flags = 8, .descr = 16 }, A }, { 0 } },
	{ "descriptor and other bytes", AMBIGUOUS, 0,
	    { { T, .flags = 8, .lzero = 1, .descr = 16, .gap = "z" }, A }, { 0 } },
	{ "zip64 in the local header only is noted", 0, 1,
	    { { U, LX(SIXTEEN("\4", "\4")) }, A }, { 0 } },
	{ "the same with all ones in the header", 0, 1,
	    { { U, .lones = 1, LX(SIXTEEN("\4", "\4")) }, A }, { 0 } },
	{ "zip64 in both headers", 0, 0, { { U, .lones = 1, .ones = 1, LX(SIXTEEN("\4", "\4")),
	    X(SIXTEEN("\4", "\4")) }, A }, { 0 } },
	{ "local zip64 with another size", AMBIGUOUS, 0,
	    { { U, LX(SIXTEEN("\5", "\4")) }, A }, { 0 } },
	{ "local zip64 with another packed size", AMBIGUOUS, 0,
	    { { U, .lones = 1, LX(SIXTEEN("\4", "\3")) }, A }, { 0 } },
	{ "local zip64 with sizes 0", AMBIGUOUS, 0, { { U, LX(SIXTEEN("\0", "\0")) }, A }, { 0 } },
	{ "local zip64 of 8 bytes", AMBIGUOUS, 0,
	    { { U, LX("\1\0\x8\0\4\0\0\0\0\0\0\0") }, A }, { 0 } },
	{ "local zip64 of 24 bytes", AMBIGUOUS, 0,
	    { { U, LX("\1\0\x18\0\4\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") }, A }, { 0 } },
	{ "all ones locally without zip64", AMBIGUOUS, 0, { { U, .lones = 1 }, A }, { 0 } },
	{ "local Unicode Path of another name", AMBIGUOUS, 0,
	    { { U, LX("\x75\x70\6\0\1\0\0\0\0" "b") }, A }, { 0 } },
	{ "local extra fields that do not fit", MALFORMED, 0, { { U, LX("\1\0\x10\0") }, A }, { 0 } },
	{ "local padding is noted", 0, 1, { { U, LX("\0\0") }, A }, { 0 } },
	{ "a gap between entries", AMBIGUOUS, 0, { { T, .gap = "hidden" }, A }, { 0 } },
	{ "a gap of one byte", AMBIGUOUS, 0, { { T, .gap = "h" }, A }, { 0 } },
	{ "a gap before the directory", AMBIGUOUS, 0, { A, { T } }, { .before_dir = "hidden" } },
	{ "a signing block before the directory", AMBIGUOUS, 0, { A },
	    { .before_dir = "APK Sig Block 42" } },
	{ "a hidden entry in the middle", AMBIGUOUS, 0, { A, { T, .hidden = 1 }, { U } }, { 0 } },
	{ "a hidden entry first", AMBIGUOUS, 0, { { T, .hidden = 1 }, A }, { 0 } },
	{ "a hidden entry last", AMBIGUOUS, 0, { A, { T, .hidden = 1 } }, { 0 } },
	{ "one local header for two entries", AMBIGUOUS, 0,
	    { { .name = "a", .data = "x" }, { .name = "b", .data = "x", .share = 1 } }, { 0 } },
	{ "an offset into the entry before", AMBIGUOUS, 0, { A, { T, .off_add = -1u } }, { 0 } },
	{ "an offset shortly after another's", AMBIGUOUS, 0,
	    { { .name = "a", .data = "x" }, { .name = "b", .data = "x", .off_add = -20u } }, { 0 } },
	{ "an offset into the directory", AMBIGUOUS, 0,
	    { { .name = "a", .data = "x", .off_add = 20 } }, { 0 } },
	{ "packed data over the next entry", AMBIGUOUS, 0,
	    { { U, .packed_add = 10, .size_add = 10 }, A }, { 0 } },
	{ "packed data over the directory", AMBIGUOUS, 0,
	    { A, { U, .packed_add = 10, .size_add = 10 } }, { 0 } },
	{ "packed data over the end of the file", AMBIGUOUS, 0,
	    { A, { U, .packed_add = 10000, .size_add = 10000 } }, { 0 } },
};

/* Two directory entries whose data overlap: the second begins inside the first
 * (the trick of zip bombs that quote local headers). */
static void
quoted(ecert_ctx *ctx)
{
	struct ent v[2] = { { .name = "a" }, { .name = "b", .data = "kernel" } };
	struct eci_buf inner = { 0 }, b = { 0 };
	struct z_made m[2];
	size_t dir;

	unit_case("an entry that lies in another's data");
	z_local(&inner, &v[1], &m[1], 0);
	v[0].data = (const char *)inner.ptr;
	v[0].len = inner.len;
	z_local(&b, &v[0], &m[0], 0);
	m[1].off = 30 + 1;
	dir = b.len;
	z_central(&b, &v[0], &m[0]);
	z_central(&b, &v[1], &m[1]);
	z_end(&b, &(struct arc){ 0 }, 2, b.len - dir, dir, 0);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_AMBIGUOUS);
	eci_buf_free(&inner);
	eci_buf_free(&b);
}

/* The directory may list entries in another order than they lie. */
static void
order(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 }, got = { 0 };
	struct eci_pkg *pkg = NULL;

	unit_case("the directory's order is the order of entries");
	z_swapped(&b);
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	if (pkg != NULL) {
		CHECK_STR(eci_pkg_name(pkg, 0), "b");
		CHECK_OK(ctx, eci_pkg_read(ctx, pkg, 0, 100, &got));
		CHECK_MEM(got.ptr, got.len, "second", 6);
	}
	eci_pkg_free(pkg);
	eci_buf_free(&got);
	eci_buf_free(&b);
}

int
main(void)
{
	zctx = unit_ctx();
	z_rows(rows, ECI_COUNT(rows));
	quoted(zctx);
	order(zctx);
	return unit_end();
}
