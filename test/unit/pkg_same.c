/* SPDX-License-Identifier: Apache-2.0 */
/* Entries of two containers: what counts as the same, what is kept with one. */
#include "pkg_zip.h"

#define TEXT "text text text text text text text text text text text"

static struct eci_pkg *
build(ecert_ctx *ctx, const struct ent *v, size_t n, struct eci_buf *b)
{
	struct eci_pkg *pkg = NULL;

	z_build(b, v, n, NULL);
	CHECK_OK(ctx, z_open(ctx, b, &pkg));
	if (pkg == NULL)
		abort();
	return pkg;
}

static bool
same(ecert_ctx *ctx, const struct eci_pkg *a, const struct eci_pkg *b, const char *name)
{
	bool yes = true;

	CHECK_OK(ctx, eci_pkg_same(ctx, a, eci_pkg_find(a, name), b, eci_pkg_find(b, name), &yes));
	return yes;
}

static void
compared(void)
{
	const struct ent v[] = { { .name = "a", .data = TEXT, .deflate = 1 },
		{ .name = "b", .data = "bytes" }, { .name = "c", .data = "" },
		{ .name = "m", .data = TEXT, .deflate = 1 } };
	const struct ent w[] = { { .name = "c", .data = "" }, { .name = "b", .data = "bytez" },
		{ .name = "a", .data = TEXT, .deflate = 1 }, { .name = "m", .data = TEXT } };
	struct eci_buf x = { 0 }, y = { 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_pkg *a = build(ctx, v, 4, &x), *b = build(ctx, w, 4, &y);
	bool yes = true;

	unit_case("the same bytes at another place");
	CHECK(same(ctx, a, b, "a"));
	CHECK(same(ctx, a, b, "c"));
	CHECK(same(ctx, a, a, "b"));
	unit_case("other bytes");
	CHECK(!same(ctx, a, b, "b"));
	unit_case("the same content packed in another way");
	CHECK(!same(ctx, a, b, "m"));
	unit_case("another name");
	CHECK_OK(ctx, eci_pkg_same(ctx, a, eci_pkg_find(a, "a"), b, eci_pkg_find(b, "m"), &yes));
	CHECK(!yes);
	unit_case("no such entry");
	CHECK(!same(ctx, a, b, "z"));
	unit_case("one that was put is the same as none");
	CHECK_OK(ctx, eci_pkg_put(ctx, b, "a", (const uint8_t *)TEXT, strlen(TEXT)));
	CHECK(!same(ctx, a, b, "a"));
	CHECK(!same(ctx, b, a, "a"));
	eci_pkg_free(a);
	eci_pkg_free(b);
	eci_buf_free(&x);
	eci_buf_free(&y);
}

/* A byte that a disk got wrong: sizes and CRC in the headers are what they were. */
static void
flipped(void)
{
	const struct ent v[] = { { .name = "a", .data = TEXT, .deflate = 1 } };
	struct eci_buf x = { 0 }, y = { 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_pkg *a, *b = NULL;
	size_t i, n;

	unit_case("every byte of the stored data counts");
	a = build(ctx, v, 1, &x);
	z_build(&y, v, 1, NULL);
	for (n = y.len, i = 31; i < n && memcmp(y.ptr + i, "PK\1\2", 4) != 0; i++) {
		y.ptr[i] ^= 1;
		if (z_open(ctx, &y, &b) == ECERT_OK)
			CHECK(!same(ctx, a, b, "a"));
		eci_pkg_free(b);
		b = NULL;
		y.ptr[i] ^= 1;
	}
	CHECK(i > 40 && i < n);
	eci_pkg_free(a);
	eci_buf_free(&x);
	eci_buf_free(&y);
}

static int released;

static void
release(void *p)
{
	CHECK(p == &released);
	released++;
}

static void
kept(void)
{
	const struct ent v[] = { { .name = "a", .data = "1" }, { .name = "b", .data = "2" } };
	struct eci_buf x = { 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_pkg *a = build(ctx, v, 2, &x);

	unit_case("what is kept with an entry goes with it");
	CHECK(eci_pkg_kept(a, 0) == NULL);
	CHECK(eci_pkg_kept(a, 9) == NULL);
	eci_pkg_keep_with(a, eci_pkg_find(a, "a"), &released, release);
	CHECK(eci_pkg_kept(a, eci_pkg_find(a, "a")) == &released);
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, a));
	CHECK_OK(ctx, eci_pkg_put(ctx, a, "a", (const uint8_t *)"3", 1));
	CHECK(eci_pkg_kept(a, eci_pkg_find(a, "a")) == NULL);
	unit_case("and comes back with it");
	eci_pkg_rollback(a);
	CHECK(eci_pkg_kept(a, eci_pkg_find(a, "a")) == &released);
	CHECK_INT(released, 0);
	eci_pkg_free(a);
	CHECK_INT(released, 1);
	eci_buf_free(&x);
}

int
main(void)
{
	compared();
	flipped();
	kept();
	return unit_end();
}
