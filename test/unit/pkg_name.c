/* SPDX-License-Identifier: Apache-2.0 */
/* Names of entries, as read and as put. */
#include "pkg_zip.h"

#define UNSAFE ECERT_R_ZIP_UNSAFE_PATH
#define S(s) s, sizeof(s) - 1
#define OK ECERT_R_NONE

static const struct {
	const char  *what, *name;
	size_t       len;
	ecert_reason reason;
} rows[] = {
	{ "plain", S("OFD.xml"), OK },
	{ "in folders", S("Doc_0/Pages/Page_0/Content.xml"), OK },
	{ "dots inside", S("a..b/.c/..d/...e.f"), OK },
	{ "spaces inside", S("a b/ c"), OK },
	{ "Chinese", S("\xe6\xa3\x80\xe5\xae\x9a/\xe8\xaf\x81.xml"), OK },
	{ "an emoji", S("\xf0\x9f\x98\x80"), OK },
	{ "percent sign", S("a%2e%2e/b"), OK },
	{ "absolute", S("/OFD.xml"), UNSAFE },
	{ "two slashes in front", S("//host/share"), UNSAFE },
	{ "a slash", S("/"), UNSAFE },
	{ "parent", S("../x"), UNSAFE },
	{ "parent inside", S("a/../x"), UNSAFE },
	{ "parent last", S("a/.."), UNSAFE },
	{ "parent as a folder", S("../"), UNSAFE },
	{ "dot", S("./x"), UNSAFE },
	{ "dot inside", S("a/./x"), UNSAFE },
	{ "dot last", S("a/."), UNSAFE },
	{ "doubled slash", S("a//x"), UNSAFE },
	{ "doubled slash last", S("a//"), UNSAFE },
	{ "backslash", S("a\\x"), UNSAFE },
	{ "parent by backslash", S("..\\x"), UNSAFE },
	{ "drive", S("C:x"), UNSAFE },
	{ "colon", S("a/x:stream"), UNSAFE },
	{ "NUL", S("Doc_0/Page.xml\0.txt"), UNSAFE },
	{ "NUL alone", S("\0"), UNSAFE },
	{ "newline", S("a\nx"), UNSAFE },
	{ "terminal escape", S("a\033[2Jx"), UNSAFE },
	{ "DEL", S("a\177x"), UNSAFE },
	{ "C1 control", S("a\xc2\x9bx"), UNSAFE },
	{ "right-to-left override", S("a\xe2\x80\xaex"), UNSAFE },
	{ "bidi isolate", S("a\xe2\x81\xa6x"), UNSAFE },
	{ "zero-width space", S("a\xe2\x80\x8bx"), UNSAFE },
	{ "byte order mark", S("\xef\xbb\xbf" "a"), UNSAFE },
	{ "trailing dot", S("OFD.xml."), UNSAFE },
	{ "trailing space", S("OFD.xml "), UNSAFE },
	{ "folder with a trailing dot", S("a./x"), UNSAFE },
	{ "folder with a trailing space", S("a /x"), UNSAFE },
	{ "GBK", S("\xd6\xa4\xca\xe9.xml"), UNSAFE },
	{ "overlong slash", S("a\xc0\xafx"), UNSAFE },
	{ "surrogate", S("a\xed\xa0\x80x"), UNSAFE },
	{ "cut short", S("a\xe6\xa3"), UNSAFE },
	{ "past U+10FFFF", S("a\xf4\x90\x80\x80"), UNSAFE },
};

static void
read_and_put(ecert_ctx *ctx, size_t i)
{
	struct ent t = { .name = rows[i].name, .name_len = rows[i].len, .data = "x" };
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = NULL;

	t.flags = 0x800;
	if (rows[i].len > 0 && rows[i].name[rows[i].len - 1] == '/')
		t.data = NULL;
	z_build(&b, &t, 1, NULL);
	if (rows[i].reason == OK)
		CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
	else
		CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), rows[i].reason);
	eci_buf_free(&b);

	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	if (strlen(rows[i].name) != rows[i].len)
		;
	else if (rows[i].reason == OK)
		CHECK_OK(ctx, eci_pkg_put(ctx, pkg, rows[i].name, NULL, 0));
	else
		CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, rows[i].name, NULL, 0), rows[i].reason);
	eci_pkg_free(pkg);
}

static void
others(ecert_ctx *ctx)
{
	struct eci_pkg *pkg = NULL;
	struct eci_buf b = { 0 };
	size_t notes;

	unit_case("an entry without a name");
	/* An empty name of length 0 would mean strlen to the builder: patch it. */
	z_build(&b, (struct ent[]){ { .name = "", .data = "x" } }, 1, NULL);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), UNSAFE);

	unit_case("UTF-8 without the flag is noted");
	b.len = 0;
	z_build(&b, (struct ent[]){ { .name = "\xe8\xaf\x81.xml", .data = "x" } }, 1, NULL);
	CHECK_OK(ctx, z_read_all(ctx, &b, &notes));
	CHECK_INT(notes, 1);

	unit_case("messages show names escaped and whole");
	b.len = 0;
	z_build(&b, (struct ent[]){ { .name = "a\033\0b", .name_len = 4 } }, 1, NULL);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), UNSAFE);
	CHECK(strncmp(ecert_errmsg(ctx), "a\\x1b\\x00b: ", 12) == 0);

	unit_case("a folder cannot be put");
	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "a/", NULL, 0), UNSAFE);
	unit_case("nor nothing");
	CHECK_REASON(ctx, eci_pkg_put(ctx, pkg, "", NULL, 0), UNSAFE);
	eci_pkg_free(pkg);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = zctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].what);
		read_and_put(ctx, i);
	}
	others(ctx);
	return unit_end();
}
