/* SPDX-License-Identifier: Apache-2.0 */
/* Containers written: what is kept to the byte, what is made, limits. */
#include "pkg_zip.h"

#include <stdio.h>

#define P(s) (const uint8_t *)s, strlen(s)
#define TEXT "text text text text text text text text text text text"

static void
written(ecert_ctx *ctx, struct eci_pkg *pkg, struct eci_buf *b)
{
	struct eci_out *out = NULL;

	b->len = 0;
	CHECK_OK(ctx, eci_out_mem(ctx, b, &out));
	CHECK_OK(ctx, eci_pkg_write(ctx, pkg, out));
	CHECK_OK(ctx, eci_out_commit(ctx, out));
}

static struct eci_pkg *
opened(ecert_ctx *ctx, const struct eci_buf *b)
{
	struct eci_pkg *pkg = NULL;

	CHECK_OK(ctx, z_open(ctx, b, &pkg));
	if (pkg == NULL)
		abort();
	return pkg;
}

static void
holds(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name, const char *want)
{
	struct eci_buf got = { 0 };

	CHECK_OK(ctx, eci_pkg_read(ctx, pkg, eci_pkg_find(pkg, name), 10000, &got));
	CHECK_MEM(got.ptr, got.len, want, strlen(want));
	eci_buf_free(&got);
}

/* Opens, writes, and compares with what an archive without flaws would be. */
static void
identical(ecert_ctx *ctx, const char *what, const struct ent *v, size_t n, const struct arc *a,
    const struct arc *want)
{
	struct eci_buf in = { 0 }, expect = { 0 }, out = { 0 };
	struct eci_pkg *pkg;

	unit_case("%s", what);
	z_build(&in, v, n, a);
	z_build(&expect, v, n, want);
	pkg = opened(ctx, &in);
	written(ctx, pkg, &out);
	CHECK_MEM(out.ptr, out.len, expect.ptr, expect.len);
	eci_pkg_free(pkg);
	eci_buf_free(&in);
	eci_buf_free(&out);
	eci_buf_free(&expect);
}

static void
unchanged(ecert_ctx *ctx)
{
	const struct ent v[] = { { .name = "OFD.xml", .data = TEXT, .deflate = 1, .attr = 0x81a40000 },
		{ .name = "d/", .attr = 0x41ed0010 },
		{ .name = "d/a", .data = "aa", .flags = 8, .lzero = 1, .descr = 16, .deflate = 1,
		  .extra = "\x0a\0\2\0zz", .extra_len = 6, .lextra = "\0", .lextra_len = 1 },
		{ .name = "d/b", .data = "bb", .lextra = "\1\0\x10\0\2\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0",
		  .lextra_len = 20 } };

	identical(ctx, "unchanged, nothing differs", v, 4, NULL, NULL);
	identical(ctx, "an empty archive", v, 0, NULL, NULL);
	identical(ctx, "a comment is left out", v, 4,
	    &(struct arc){ .comment = "hi", .comment_len = 2 }, NULL);
	identical(ctx, "bytes after are left out", v, 4,
	    &(struct arc){ .suffix = "tail", .suffix_len = 4 }, NULL);
	identical(ctx, "bytes before are left out", v, 4,
	    &(struct arc){ .prefix = "head", .prefix_len = 4 }, NULL);
	identical(ctx, "bytes before, offsets not adjusted", v, 4,
	    &(struct arc){ .prefix = "head", .prefix_len = 4, .unshifted = 1 }, NULL);
	identical(ctx, "zip64 end records are left out", v, 4,
	    &(struct arc){ .zip64 = 1, .ones = 1 }, NULL);
}

/* Offsets in zip64 fields move too. */
static void
wide_offsets(ecert_ctx *ctx)
{
	static const char both[] = "\1\0\x18\0\2\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\x25\0\0\0\0\0\0\0";
	static const char moved[] = "\1\0\x18\0\2\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
	struct ent v[] = { { .name = "first", .data = "11" },
		{ .name = "second", .data = "22", .extra = both, .extra_len = 28 } };
	struct eci_buf in = { 0 }, out = { 0 }, expect = { 0 };
	struct eci_pkg *pkg;
	int i;

	for (i = 0; i < 3; i++) {
		unit_case(i == 0 ? "the offset is in header and zip64 field" :
		    i == 1 ? "the offset is in the zip64 field only" : "so are the sizes");
		v[1].ones_off = i > 0;
		v[1].ones = i > 1;
		v[1].extra = both;
		in.len = expect.len = 0;
		z_build(&in, v, 2, NULL);
		v[1].extra = moved;
		z_build(&expect, v + 1, 1, NULL);
		pkg = opened(ctx, &in);
		CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "first"));
		written(ctx, pkg, &out);
		CHECK_MEM(out.ptr, out.len, expect.ptr, expect.len);
		eci_pkg_free(pkg);
	}
	eci_buf_free(&in);
	eci_buf_free(&out);
	eci_buf_free(&expect);
}

/* What stays must be there byte for byte. */
static void
replaced(ecert_ctx *ctx)
{
	const struct ent v[] = { { .name = "a", .data = "first" },
		{ .name = "b", .data = TEXT, .deflate = 1, .flags = 8, .lzero = 1, .descr = 16 },
		{ .name = "f/" }, { .name = "c", .data = "third" } };
	struct eci_buf in = { 0 }, out = { 0 }, expect = { 0 };
	struct eci_pkg *pkg;
	size_t first = 30 + 1 + 5, rest;

	unit_case("one entry replaced");
	z_build(&in, v, 4, NULL);
	z_build(&expect, v + 1, 3, NULL);
	rest = expect.len - 22 - 47 - 47 - 48;       /* the local part */
	pkg = opened(ctx, &in);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "a", P("FIRST!")));
	written(ctx, pkg, &out);
	CHECK_MEM(out.ptr, rest, in.ptr + first, rest);
	eci_pkg_free(pkg);
	pkg = opened(ctx, &out);
	CHECK_INT(eci_pkg_count(pkg), 3);
	CHECK_INT(eci_pkg_notes(pkg)->n, 0);
	CHECK_STR(eci_pkg_name(pkg, 2), "a");
	holds(ctx, pkg, "a", "FIRST!");
	holds(ctx, pkg, "b", TEXT);
	holds(ctx, pkg, "c", "third");

	unit_case("and removed again");
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "a"));
	written(ctx, pkg, &in);
	CHECK_MEM(in.ptr, in.len, expect.ptr, expect.len);
	eci_pkg_free(pkg);

	unit_case("one in the middle removed: two runs");
	in.len = 0;
	z_build(&in, v, 4, NULL);
	pkg = opened(ctx, &in);
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "b"));
	written(ctx, pkg, &out);
	expect.len = 0;
	z_build(&expect, (struct ent[]){ v[0], v[2], v[3] }, 3, NULL);
	CHECK_MEM(out.ptr, out.len, expect.ptr, expect.len);
	eci_pkg_free(pkg);
	eci_buf_free(&in);
	eci_buf_free(&out);
	eci_buf_free(&expect);
}

/* Local headers in another order than the directory: both orders stay. */
static void
orders(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 }, out = { 0 };
	struct eci_pkg *pkg;

	unit_case("a directory in another order");
	z_swapped(&b);
	pkg = opened(ctx, &b);
	written(ctx, pkg, &out);
	CHECK_MEM(out.ptr, out.len, b.ptr, b.len);
	eci_pkg_free(pkg);
	eci_buf_free(&b);
	eci_buf_free(&out);
}

static void
fresh(ecert_ctx *ctx)
{
	/* 30 + 7 bytes of a local header, by hand from APPNOTE 4.3.7. */
	static const uint8_t head[] = "PK\3\4\x14\0\0\0\0\0\0\0\x21\0\0\0\0\0"
	    "\4\0\0\0\4\0\0\0\7\0\0\0OFD.xml<a/>";
	struct eci_buf out = { 0 }, again = { 0 };
	struct eci_pkg *pkg = NULL;
	uint32_t crc = (uint32_t)crc32(0, (const Bytef *)"<a/>", 4);
	uint8_t want[sizeof(head) - 1];

	unit_case("a new container: OFD.xml leads, headers as documented");
	memcpy(want, head, sizeof(want));
	want[14] = (uint8_t)crc;
	want[15] = (uint8_t)(crc >> 8);
	want[16] = (uint8_t)(crc >> 16);
	want[17] = (uint8_t)(crc >> 24);
	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	CHECK(eci_pkg_src(pkg) == NULL);
	CHECK(!eci_pkg_changed(pkg));
	CHECK_INT(eci_pkg_count(pkg), 0);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "Doc_0/Document.xml", P(TEXT)));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "\xe8\xaf\x81.xml", NULL, 0));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "OFD.xml", P("<a/>")));
	written(ctx, pkg, &out);
	CHECK_MEM(out.ptr, sizeof(want), want, sizeof(want));
	unit_case("and is the same each time");
	written(ctx, pkg, &again);
	CHECK_MEM(out.ptr, out.len, again.ptr, again.len);
	eci_pkg_free(pkg);
	unit_case("it reads back without notes: UTF-8 names are flagged");
	pkg = opened(ctx, &out);
	CHECK_INT(eci_pkg_notes(pkg)->n, 0);
	CHECK_STR(eci_pkg_name(pkg, 0), "OFD.xml");
	holds(ctx, pkg, "Doc_0/Document.xml", TEXT);
	holds(ctx, pkg, "\xe8\xaf\x81.xml", "");
	unit_case("repeated text is deflated");
	CHECK(out.len < 3 * (30 + 46 + 2 * 20) + 22 + sizeof(TEXT));
	eci_pkg_free(pkg);

	unit_case("an empty container");
	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	written(ctx, pkg, &out);
	CHECK_INT(out.len, 22);
	eci_pkg_free(pkg);
	pkg = opened(ctx, &out);
	CHECK_INT(eci_pkg_count(pkg), 0);
	eci_pkg_free(pkg);
	eci_buf_free(&out);
	eci_buf_free(&again);
}

/* Deflated zeros would look like a bomb to whoever reads the file. */
static void
bomb(ecert_ctx *ctx)
{
	const size_t n = 5 * 1024 * 1024;
	struct eci_buf in = { 0 }, out = { 0 }, got = { 0 };
	struct eci_pkg *pkg = NULL;

	unit_case("5 MiB of zeros can be read back");
	if (eci_buf_room(ctx, &in, n) != ECERT_OK)
		return;
	memset(in.ptr, 0, n);
	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "zeros", in.ptr, n));
	written(ctx, pkg, &out);
	CHECK(out.len > n);
	eci_pkg_free(pkg);
	pkg = opened(ctx, &out);
	CHECK_OK(ctx, eci_pkg_read(ctx, pkg, 0, n, &got));
	CHECK_MEM(got.ptr, got.len, in.ptr, n);

	unit_case("and copied in more than one piece");
	written(ctx, pkg, &got);
	CHECK_MEM(got.ptr, got.len, out.ptr, out.len);
	eci_pkg_free(pkg);
	eci_buf_free(&in);
	eci_buf_free(&out);
	eci_buf_free(&got);
}

static void
limits(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf out = { 0 };
	struct eci_out *o = NULL;
	struct eci_pkg *pkg = NULL;
	size_t n;

	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "a", P("xyz")));
	written(ctx, pkg, &out);
	n = out.len;
	unit_case("a container as large as allowed");
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_FILE_BYTES, n);
	written(ctx, pkg, &out);
	unit_case("and a byte larger");
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_FILE_BYTES, n - 1);
	out.len = 0;
	CHECK_OK(ctx, eci_out_mem(ctx, &out, &o));
	CHECK_REASON(ctx, eci_pkg_write(ctx, pkg, o), ECERT_R_ZIP_LIMIT);
	eci_out_abort(o);
	eci_pkg_free(pkg);
	eci_buf_free(&out);
}

/* Two programs of others agree with what was written. */
static void
witnesses(ecert_ctx *ctx)
{
	struct eci_buf in = { 0 };
	struct eci_pkg *pkg;
	struct eci_out *out = NULL;
	char file[128], cmd[512];

	unit_case("other programs read what was written");
	z_build(&in, (struct ent[]){ { .name = "f/" }, { .name = "f/kept", .data = TEXT, .deflate = 1,
	    .flags = 8, .lzero = 1, .descr = 16 }, { .name = "gone", .data = "x" } }, 3,
	    &(struct arc){ .prefix = "prefix", .prefix_len = 6, .unshifted = 1 });
	pkg = opened(ctx, &in);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "f/\xe8\xaf\x81", P(TEXT)));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "f/kept2", P("stored")));
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "gone"));
	snprintf(file, sizeof(file), "%s/out.zip", unit_dir());
	CHECK_OK(ctx, eci_out_file(ctx, file, &out));
	CHECK_OK(ctx, eci_pkg_write(ctx, pkg, out));
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	if (system("python3 -c 'import zipfile' >/dev/null 2>&1") != 0 ||
	    system("unzip -v >/dev/null 2>&1") != 0)
		unit_skip("no python3 or no unzip");
	else {
		snprintf(cmd, sizeof(cmd), "python3 -c \"import zipfile;z=zipfile.ZipFile('%s');"
		    "assert z.testzip() is None;assert z.namelist()==['f/','f/kept','f/'+chr(0x8bc1),"
		    "'f/kept2'];assert z.read('f/kept')==b'%s'\"", file, TEXT);
		CHECK_INT(system(cmd), 0);
		snprintf(cmd, sizeof(cmd), "unzip -tqq %s", file);
		CHECK_INT(system(cmd), 0);
	}
	eci_pkg_free(pkg);
	eci_buf_free(&in);
}

int
main(void)
{
	ecert_ctx *ctx = zctx = unit_ctx();

	unchanged(ctx);
	wide_offsets(ctx);
	replaced(ctx);
	orders(ctx);
	fresh(ctx);
	bomb(ctx);
	limits();
	witnesses(ctx);
	return unit_end();
}
