/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of entries: whole, in pieces, and every lie about them. */
#include "pkg_zip.h"

#define TEXT "the quick brown fox, the quick brown fox, the quick brown fox"
#define MALFORMED ECERT_R_ZIP_MALFORMED
#define D .name = "a", .data = TEXT, .deflate = 1

static const struct row rows[] = {
	{ "deflated", 0, 0, { { D } }, { 0 } },
	{ "deflated, wrong CRC", MALFORMED, 0, { { D, .crc_xor = 1 } }, { 0 } },
	{ "stored, wrong CRC", MALFORMED, 0,
	    { { .name = "a", .data = TEXT, .crc_xor = 0x80000000 } }, { 0 } },
	{ "empty, wrong CRC", MALFORMED, 0, { { .name = "a", .crc_xor = 1 } }, { 0 } },
	{ "unpacks to more", MALFORMED, 0, { { D, .size_add = -1u } }, { 0 } },
	{ "unpacks to something, declared empty", MALFORMED, 0,
	    { { D, .size_add = 1 - (uint32_t)sizeof(TEXT) } }, { 0 } },
	{ "unpacks to less", MALFORMED, 0, { { D, .size_add = 1 } }, { 0 } },
	{ "bytes after the deflate stream", ECERT_R_ZIP_AMBIGUOUS, 0, { { D, .tail = "hidden" } }, { 0 } },
	{ "one byte after it", ECERT_R_ZIP_AMBIGUOUS, 0, { { D, .tail = "h" } }, { 0 } },
	{ "no deflate stream", MALFORMED, 0,
	    { { .name = "a", .data = "\7zzzzzz", .len = 7, .method = 8 } }, { 0 } },
	{ "a deflate stream that does not end", MALFORMED, 0,
	    { { .name = "a", .data = "\0\3\0\374\377xyz", .len = 8, .method = 8, .size_add = -5u } }, { 0 } },
	{ "no packed bytes at all", MALFORMED, 0, { { .name = "a", .method = 8 } }, { 0 } },
	{ "a distance before the beginning", MALFORMED, 0,
	    { { .name = "a", .data = "\3\2\0", .len = 3, .method = 8 } }, { 0 } },
};

struct seen {
	struct eci_buf  all;
	size_t          calls, largest, stop_at;
	struct eci_pkg *pkg;
};

static ecert_err
see(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	struct seen *s = arg;
	struct eci_buf inner = { 0 };

	s->calls++;
	if (n > s->largest)
		s->largest = n;
	if (s->stop_at != 0 && s->calls == s->stop_at)
		return eci_fail(ctx, ECERT_E_CANCELLED, "enough");
	/* Reading another entry meanwhile must not disturb this one. */
	if (s->pkg != NULL) {
		CHECK_OK(ctx, eci_pkg_read(ctx, s->pkg, 0, 100, &inner));
		CHECK_MEM(inner.ptr, inner.len, "small", 5);
		eci_buf_free(&inner);
	}
	return eci_buf_add(ctx, &s->all, p, n);
}

static void
fill(struct eci_buf *b, size_t n)
{
	uint32_t x = 7;
	size_t i;

	for (i = 0; i < n; i++) {
		x = x * 1103515245 + 12345;
		z_int(b, (x >> 24) % 23, 1);
	}
}

static void
pieces(ecert_ctx *ctx, int deflate)
{
	struct eci_buf in = { 0 }, b = { 0 }, got = { 0 };
	struct eci_pkg *pkg = NULL;
	struct seen s = { 0 };
	struct eci_lent lent;
	struct ent v[2] = { { .name = "s", .data = "small", .deflate = 1 },
		{ .name = "large", .deflate = deflate } };

	fill(&in, 300001);
	v[1].data = (const char *)in.ptr;
	v[1].len = in.len;
	z_build(&b, v, 2, NULL);
	unit_case("%s: pieces of at most 64 KiB, in order", deflate ? "deflated" : "stored");
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	if (pkg == NULL)
		return;
	CHECK_OK(ctx, eci_pkg_stream(ctx, pkg, 1, see, &s));
	CHECK_MEM(s.all.ptr, s.all.len, in.ptr, in.len);
	CHECK(s.calls >= 5 && s.largest <= 65536);

	unit_case("%s: a sink that reads another entry", deflate ? "deflated" : "stored");
	s.all.len = 0;
	s.pkg = pkg;
	CHECK_OK(ctx, eci_pkg_stream(ctx, pkg, 1, see, &s));
	CHECK_MEM(s.all.ptr, s.all.len, in.ptr, in.len);

	unit_case("%s: a sink that stops", deflate ? "deflated" : "stored");
	s.calls = 0;
	s.stop_at = 2;
	CHECK_ERR(ctx, eci_pkg_stream(ctx, pkg, 1, see, &s), ECERT_E_CANCELLED);
	CHECK_INT(s.calls, 2);

	unit_case("%s: whole", deflate ? "deflated" : "stored");
	z_bytes(&got, "before", 6);
	CHECK_OK(ctx, eci_pkg_read(ctx, pkg, 1, in.len, &got));
	CHECK_MEM(got.ptr + 6, got.len - 6, in.ptr, in.len);
	CHECK_INT(got.ptr[got.len], 0);

	unit_case("%s: lent", deflate ? "deflated" : "stored");
	CHECK_OK(ctx, eci_pkg_lend(ctx, pkg, 1, in.len, &lent));
	CHECK_MEM(lent.ptr, lent.len, in.ptr, in.len);
	CHECK((lent.own.ptr == NULL) == !deflate);
	eci_lent_free(&lent);
	CHECK_REASON(ctx, eci_pkg_lend(ctx, pkg, 1, in.len - 1, &lent), ECERT_R_ZIP_LIMIT);
	CHECK(lent.ptr == NULL && lent.len == 0 && lent.own.ptr == NULL);

	unit_case("%s: more than the caller wants", deflate ? "deflated" : "stored");
	CHECK_REASON(ctx, eci_pkg_read(ctx, pkg, 1, in.len - 1, &got), ECERT_R_ZIP_LIMIT);
	CHECK_INT(got.len, in.len + 6);
	eci_pkg_free(pkg);
	eci_buf_free(&s.all);
	eci_buf_free(&got);
	eci_buf_free(&in);
	eci_buf_free(&b);
}

/* A bomb: declared small, unpacks to much.  It is stopped at the size declared. */
static void
bomb(ecert_ctx *ctx)
{
	const uint32_t n = 8 * 1024 * 1024;
	struct ent t = { .name = "bomb", .deflate = 1 };
	struct eci_buf in = { 0 }, b = { 0 };
	struct eci_pkg *pkg = NULL;
	struct seen s = { 0 };

	unit_case("a bomb that declares 100 bytes");
	if (eci_buf_room(ctx, &in, n) != ECERT_OK)
		return;
	memset(in.ptr, ' ', n);
	t.data = (const char *)in.ptr;
	t.len = n;
	t.size_add = 100 - n;
	z_build(&b, &t, 1, NULL);
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	if (pkg != NULL)
		CHECK_REASON(ctx, eci_pkg_stream(ctx, pkg, 0, see, &s), MALFORMED);
	CHECK(s.all.len <= 100);
	eci_pkg_free(pkg);
	eci_buf_free(&s.all);
	eci_buf_free(&in);
	eci_buf_free(&b);
}

static void
misuse(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 }, got = { 0 };
	struct eci_pkg *pkg = NULL;
	struct eci_lent lent;

	unit_case("an entry that is not there");
	z_build(&b, (struct ent[]){ { D } }, 1, NULL);
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	if (pkg != NULL) {
		CHECK_ERR(ctx, eci_pkg_read(ctx, pkg, 1, 10, &got), ECERT_E_NOTFOUND);
		CHECK_ERR(ctx, eci_pkg_read(ctx, pkg, SIZE_MAX, 10, &got), ECERT_E_NOTFOUND);
		CHECK_ERR(ctx, eci_pkg_stream(ctx, pkg, 1, NULL, NULL), ECERT_E_NOTFOUND);
		CHECK_ERR(ctx, eci_pkg_lend(ctx, pkg, 1, 10, &lent), ECERT_E_NOTFOUND);
	}
	unit_case("after an error the buffer is what it was");
	b.len = 0;
	eci_pkg_free(pkg);
	z_build(&b, (struct ent[]){ { D, .crc_xor = 1 } }, 1, NULL);
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	z_bytes(&got, "keep", 4);
	if (pkg != NULL)
		CHECK_REASON(ctx, eci_pkg_read(ctx, pkg, 0, 100, &got), MALFORMED);
	CHECK_MEM(got.ptr, got.len, "keep", 4);
	CHECK_INT(got.ptr[4], 0);
	unit_case("an entry that was put, and an empty one, are lent as they are");
	eci_pkg_free(pkg);
	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "a", (const uint8_t *)"new", 3));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "b", NULL, 0));
	CHECK_OK(ctx, eci_pkg_lend(ctx, pkg, 0, 3, &lent));
	CHECK_MEM(lent.ptr, lent.len, "new", 3);
	CHECK(lent.own.ptr == NULL);
	CHECK_OK(ctx, eci_pkg_lend(ctx, pkg, 1, 0, &lent));
	CHECK(lent.ptr != NULL && lent.len == 0);
	eci_pkg_free(pkg);
	eci_buf_free(&got);
	eci_buf_free(&b);
}

int
main(void)
{
	zctx = unit_ctx();
	z_rows(rows, ECI_COUNT(rows));
	pieces(zctx, 0);
	pieces(zctx, 1);
	bomb(zctx);
	misuse(zctx);
	return unit_end();
}
