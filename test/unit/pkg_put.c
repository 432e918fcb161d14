/* SPDX-License-Identifier: Apache-2.0 */
/* Puts, removes, checkpoints. */
#include "pkg_zip.h"

#define AMBIGUOUS ECERT_R_ZIP_AMBIGUOUS
#define P(s) (const uint8_t *)s, strlen(s)

static struct eci_pkg *
three(ecert_ctx *ctx, struct eci_buf *b)
{
	const struct ent v[] = { { .name = "OFD.xml", .data = "ofd" }, { .name = "d/" },
		{ .name = "d/a", .data = "aa", .deflate = 1 }, { .name = "d/b", .data = "bb" } };
	struct eci_pkg *pkg;

	z_build(b, v, 4, NULL);
	if (z_open(ctx, b, &pkg) != ECERT_OK)
		abort();
	return pkg;
}

static void
check(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name, const char *want)
{
	struct eci_buf got = { 0 };
	size_t i = eci_pkg_find(pkg, name);

	if (want == NULL)
		CHECK(i == SIZE_MAX);
	else {
		CHECK_OK(ctx, eci_pkg_read(ctx, pkg, i, 100, &got));
		CHECK_MEM(got.ptr, got.len, want, strlen(want));
		CHECK_STR(eci_pkg_name(pkg, i), name);
		CHECK_INT(eci_pkg_size(pkg, i), strlen(want));
	}
	eci_buf_free(&got);
}

static ecert_err
append(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	return eci_buf_add(ctx, arg, p, n);
}

static void
changes(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 }, got = { 0 };
	struct eci_pkg *pkg = three(ctx, &b);
	uint8_t own[] = "copied";
	const char *name;
	size_t i;

	unit_case("nothing changed yet");
	CHECK(!eci_pkg_changed(pkg));
	CHECK(eci_pkg_src(pkg) != NULL);
	unit_case("a new entry is last, its bytes copied");
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "d/new", own, 6));
	own[0] = 'X';
	CHECK_INT(eci_pkg_find(pkg, "d/new"), 3);
	check(ctx, pkg, "d/new", "copied");
	CHECK(eci_pkg_changed(pkg));
	unit_case("a replaced entry is last; the old name stays in memory");
	name = eci_pkg_name(pkg, 0);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "OFD.xml", P("second")));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "OFD.xml", P("third one")));
	check(ctx, pkg, "OFD.xml", "third one");
	CHECK_INT(eci_pkg_find(pkg, "OFD.xml"), 3);
	CHECK_INT(eci_pkg_count(pkg), 4);
	CHECK_STR(name, "OFD.xml");
	unit_case("indexes follow a removal");
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "/d/a"));
	check(ctx, pkg, "d/a", NULL);
	for (i = 0; i < eci_pkg_count(pkg); i++)
		CHECK_INT(eci_pkg_find(pkg, eci_pkg_name(pkg, i)), i);
	unit_case("what is gone cannot be removed");
	CHECK_ERR(ctx, eci_pkg_remove(ctx, pkg, "d/a"), ECERT_E_NOTFOUND);
	CHECK_ERR(ctx, eci_pkg_remove(ctx, pkg, "d/"), ECERT_E_NOTFOUND);
	unit_case("an empty entry");
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "empty", NULL, 0));
	check(ctx, pkg, "empty", "");
	unit_case("a put entry as a stream");
	CHECK_OK(ctx, eci_pkg_stream(ctx, pkg, eci_pkg_find(pkg, "d/new"), append, &got));
	CHECK_MEM(got.ptr, got.len, "copied", 6);
	eci_pkg_free(pkg);
	eci_buf_free(&got);
	eci_buf_free(&b);
}

static void
conflicts(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = three(ctx, &b);

	unit_case("a name that differs in case only");
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "ofd.xml", P("x")), AMBIGUOUS);
	unit_case("a name that is a folder");
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "d", P("x")), AMBIGUOUS);
	unit_case("a name below a file");
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "OFD.xml/x", P("x")), AMBIGUOUS);
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "d/A/x/y", P("x")), AMBIGUOUS);
	unit_case("a name above a file");
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "e/f/g", P("x")));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "e/f!", P("x")));
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "e/f", P("x")), AMBIGUOUS);
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "E", P("x")), AMBIGUOUS);
	unit_case("refused puts change nothing");
	CHECK_INT(eci_pkg_count(pkg), 5);
	unit_case("a place becomes free by removal");
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "e/f/g"));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "e/f", P("x")));
	eci_pkg_free(pkg);
	eci_buf_free(&b);
}

static void
limits(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = three(ctx, &b);

	unit_case("an entry at its limit, and above");
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_ENTRY_BYTES, 6);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("123456")));
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "x", P("1234567")), ECERT_R_ZIP_LIMIT);
	unit_case("all entries at their limit, and above");
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_TOTAL_BYTES, 7 + 6 + 4);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "y", P("1234")));
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "z", P("1")), ECERT_R_ZIP_LIMIT);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "y", P("4321")));
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "y", P("54321")), ECERT_R_ZIP_LIMIT);
	check(ctx, pkg, "y", "4321");
	unit_case("the number of entries, folders counted");
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_PKG_ENTRIES, 7);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "z", NULL, 0));
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "zz", NULL, 0), ECERT_R_ZIP_LIMIT);
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "z", NULL, 0));
	eci_pkg_free(pkg);
	eci_buf_free(&b);
}

static void
checkpoints(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = three(ctx, &b);
	int i;

	unit_case("rollback undoes puts and removes");
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "OFD.xml", P("new")));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("x1")));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("x2")));
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "d/a"));
	eci_pkg_rollback(pkg);
	CHECK_INT(eci_pkg_count(pkg), 3);
	CHECK_INT(eci_pkg_find(pkg, "OFD.xml"), 0);
	check(ctx, pkg, "OFD.xml", "ofd");
	check(ctx, pkg, "d/a", "aa");
	check(ctx, pkg, "x", NULL);
	CHECK(!eci_pkg_changed(pkg));

	unit_case("keep lets changes stand");
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("x1")));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("x2")));
	eci_pkg_keep(pkg);
	check(ctx, pkg, "x", "x2");
	CHECK(eci_pkg_changed(pkg));

	unit_case("checkpoints nest; the outer one undoes what the inner kept");
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("x3")));
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));
	CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("x4")));
	eci_pkg_keep(pkg);
	check(ctx, pkg, "x", "x4");
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "x"));
	eci_pkg_rollback(pkg);
	check(ctx, pkg, "x", "x4");
	eci_pkg_rollback(pkg);
	check(ctx, pkg, "x", "x2");

	unit_case("rollback and keep without a checkpoint do nothing");
	eci_pkg_rollback(pkg);
	eci_pkg_keep(pkg);
	check(ctx, pkg, "x", "x2");

	unit_case("rolling back a full table needs no room");
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));
	for (i = 0; i < 50; i++)
		CHECK_OK(ctx, eci_pkg_put(ctx, pkg, "x", P("again")));
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "d/a"));
	CHECK_OK(ctx, eci_pkg_remove(ctx, pkg, "d/b"));
	eci_pkg_rollback(pkg);
	check(ctx, pkg, "x", "x2");
	check(ctx, pkg, "d/b", "bb");
	CHECK_INT(eci_pkg_count(pkg), 4);
	CHECK_OK(ctx, eci_pkg_checkpoint(ctx, pkg));   /* left open: freed all the same */
	eci_pkg_free(pkg);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = zctx = unit_ctx();

	changes(ctx);
	conflicts(ctx);
	limits();
	checkpoints(ctx);
	return unit_end();
}
