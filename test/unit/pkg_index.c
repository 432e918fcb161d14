/* SPDX-License-Identifier: Apache-2.0 */
/* Entries by name; names that mean two things; many entries. */
#include "pkg_zip.h"

#include <stdio.h>
#include <time.h>

#define AMBIGUOUS ECERT_R_ZIP_AMBIGUOUS

static const struct row rows[] = {
	{ "two entries of one name", AMBIGUOUS, 0,
	    { { .name = "a", .data = "1" }, { .name = "b" }, { .name = "a", .data = "2" } }, { 0 } },
	{ "names equal but for case", AMBIGUOUS, 0, { { .name = "OFD.xml" }, { .name = "ofd.XML" } }, { 0 } },
	{ "a file used as a folder", AMBIGUOUS, 0, { { .name = "a" }, { .name = "a/b" } }, { 0 } },
	{ "the same, the file last", AMBIGUOUS, 0, { { .name = "a/b" }, { .name = "a" } }, { 0 } },
	{ "the same two levels up", AMBIGUOUS, 0, { { .name = "a/b/c/d" }, { .name = "a/b" } }, { 0 } },
	{ "the same in another case", AMBIGUOUS, 0, { { .name = "A/b" }, { .name = "a" } }, { 0 } },
	{ "a file and a folder of one name", AMBIGUOUS, 0, { { .name = "a" }, { .name = "a/" } }, { 0 } },
	{ "a file above a folder", AMBIGUOUS, 0, { { .name = "a" }, { .name = "a/b/" } }, { 0 } },
	{ "the same folder twice", AMBIGUOUS, 0, { { .name = "a/" }, { .name = "a/" } }, { 0 } },
	{ "folders equal but for case are noted", 0, 1, { { .name = "Tpls/" }, { .name = "TPLS/" } }, { 0 } },
	{ "folders of files equal but for case", 0, 0, { { .name = "Tpls/a" }, { .name = "TPLS/b" } }, { 0 } },
	{ "files in such folders", AMBIGUOUS, 0, { { .name = "Tpls/a" }, { .name = "TPLS/a" } }, { 0 } },
	{ "a folder and its file", 0, 0, { { .name = "a/" }, { .name = "a/b" } }, { 0 } },
	{ "names that begin alike", 0, 0, { { .name = "a" }, { .name = "a!/b" }, { .name = "ab/c" },
	    { .name = "a.b" } }, { 0 } },
};

static void
find(ecert_ctx *ctx)
{
	const struct ent v[] = { { .name = "b/" }, { .name = "b/C.xml" }, { .name = "OFD.xml" },
		{ .name = "a" } };
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = NULL;

	unit_case("lookups");
	z_build(&b, v, 4, NULL);
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	if (pkg != NULL) {
		CHECK_INT(eci_pkg_count(pkg), 3);
		CHECK_STR(eci_pkg_name(pkg, 0), "b/C.xml");
		CHECK_STR(eci_pkg_name(pkg, 2), "a");
		CHECK(eci_pkg_name(pkg, 3) == NULL);
		CHECK_INT(eci_pkg_size(pkg, 3), 0);
		CHECK_INT(eci_pkg_find(pkg, "OFD.xml"), 1);
		CHECK_INT(eci_pkg_find(pkg, "/OFD.xml"), 1);
		CHECK_INT(eci_pkg_find_nocase(pkg, "ofd.XML"), 1);
		CHECK_INT(eci_pkg_find_nocase(pkg, "/B/c.xml"), 0);
		CHECK(eci_pkg_find(pkg, "ofd.xml") == SIZE_MAX);
		CHECK(eci_pkg_find(pkg, "//OFD.xml") == SIZE_MAX);
		CHECK(eci_pkg_find(pkg, "") == SIZE_MAX);
		CHECK(eci_pkg_find(pkg, "b") == SIZE_MAX);
		CHECK(eci_pkg_find(pkg, "b/") == SIZE_MAX);
		CHECK(eci_pkg_find(pkg, "zzz") == SIZE_MAX);
	}
	eci_pkg_free(pkg);
	eci_buf_free(&b);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* n entries of 20 folders' depth at most; names differ at their ends only. */
static void
build_many(struct eci_buf *b, size_t n)
{
	struct ent *v = calloc(n, sizeof(*v));
	char *names = calloc(n, 64);
	size_t i;

	if (v == NULL || names == NULL)
		abort();
	for (i = 0; i < n; i++) {
		snprintf(names + 64 * i, 64, "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/%06zu", i);
		v[i].name = names + 64 * i;
	}
	z_build(b, v, n, NULL);
	free(v);
	free(names);
}

static void
many(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = NULL;
	char name[64];
	double t;
	size_t i;

	unit_case("4096 entries open and are found, fast");
	build_many(&b, 4096);
	t = seconds();
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	for (i = 0; pkg != NULL && i < 4096; i++) {
		snprintf(name, sizeof(name), "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/%06zu", i);
		if (eci_pkg_find(pkg, name) != i)
			break;
	}
	CHECK_INT(i, 4096);
	CHECK(seconds() - t < 2);
	eci_pkg_free(pkg);

	unit_case("4097 entries are refused");
	b.len = 0;
	build_many(&b, 4097);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_LIMIT);

	unit_case("60,000 entries are refused, fast");
	b.len = 0;
	build_many(&b, 60000);
	t = seconds();
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_LIMIT);
	CHECK(seconds() - t < 0.5);
	eci_buf_free(&b);
}

int
main(void)
{
	zctx = unit_ctx();
	z_rows(rows, ECI_COUNT(rows));
	find(zctx);
	many(zctx);
	return unit_end();
}
