/* SPDX-License-Identifier: Apache-2.0 */
/* Genuine files; every truncation and every changed byte of a small archive. */
#include "pkg_zip.h"

static const struct {
	const char *file, *note;      /* NULL: none */
	size_t      n;
} corpus[] = {
	{ "signed/999.ofd", "a zip64 field in the local header only (and 19 other entries)", 24 },
	{ "signed/DigitalSign.ofd", NULL, 7 },
	{ "signed/SESV4SignDoc.ofd", NULL, 8 },
	{ "signed/h.ofd", NULL, 14 },
	{ "signed/keyword.ofd", NULL, 15 },
	{ "signed/n.ofd", NULL, 9 },
	{ "signed/signedFile.ofd", NULL, 16 },
	{ "signed/testPathClip.ofd",
	  "the UTF-8 flag differs between local header and directory (and 11 other entries)", 23 },
	{ "signed/v4signed.ofd", NULL, 16 },
	{ "signed/zsbk.ofd", NULL, 29 },
	{ "unsigned/AddAttachment.ofd", NULL, 6 },
	{ "unsigned/Page5.ofd", NULL, 7 },
	{ "unsigned/helloworld.ofd", NULL, 4 },
	{ "unsigned/namespace_no_std.ofd", NULL, 4 },
	{ "unsigned/z.ofd", NULL, 12 },
};

static void
genuine(ecert_ctx *ctx, size_t i)
{
	struct eci_buf b = { 0 }, out = { 0 };
	struct eci_out *o = NULL;
	struct eci_pkg *pkg = NULL;

	unit_case("%s", corpus[i].file);
	if (!unit_corpus(corpus[i].file, &b.ptr, &b.len)) {
		unit_skip("no corpus");
		return;
	}
	CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
	CHECK_OK(ctx, z_open(ctx, &b, &pkg));
	if (pkg == NULL)
		return;
	CHECK_INT(eci_pkg_count(pkg), corpus[i].n);
	CHECK_INT(eci_pkg_notes(pkg)->n, corpus[i].note != NULL);
	if (corpus[i].note != NULL && eci_pkg_notes(pkg)->n == 1) {
		CHECK_STR(eci_pkg_notes(pkg)->v[0].text, corpus[i].note);
		CHECK(eci_pkg_notes(pkg)->v[0].strict);
		CHECK_INT(eci_pkg_notes(pkg)->v[0].reason, ECERT_R_ZIP_AMBIGUOUS);
	}
	/* None of them has anything around the archive: written, it is the same. */
	CHECK_OK(ctx, eci_out_mem(ctx, &out, &o));
	CHECK_OK(ctx, eci_pkg_write(ctx, pkg, o));
	CHECK_OK(ctx, eci_out_commit(ctx, o));
	CHECK_MEM(out.ptr, out.len, b.ptr, b.len);
	eci_pkg_free(pkg);
	eci_buf_free(&out);
}

#define ONE "one, one, one, one, one, one"
#define TWO "second"
#define THREE "three three three three"

static const struct ent small[] = {
	{ .name = "OFD.xml", .data = ONE, .deflate = 1 },
	{ .name = "d/", .deflate = 1 },
	{ .name = "d/two", .data = TWO, .extra = "\x0a\0\2\0zz", .extra_len = 6 },
	{ .name = "d/3", .data = THREE, .deflate = 1, .flags = 8, .lzero = 1, .descr = 16 },
};
static const char *const contents[] = { ONE, TWO, THREE };
static const char *const names[] = { "OFD.xml", "d/two", "d/3" };

/* What opens has the same entries; what reads has the same bytes. */
static int
harmless(ecert_ctx *ctx, const struct eci_buf *b)
{
	struct eci_buf got = { 0 };
	struct eci_pkg *pkg;
	size_t i;
	int ok = 1;

	if (z_open(ctx, b, &pkg) != ECERT_OK)
		return ecert_errreason(ctx) != ECERT_R_NONE && ecert_errmsg(ctx)[0] != '\0';
	if (eci_pkg_count(pkg) != 3)
		ok = 0;
	for (i = 0; ok && i < 3; i++) {
		got.len = 0;
		ok = strcmp(eci_pkg_name(pkg, i), names[i]) == 0;
		if (eci_pkg_read(ctx, pkg, i, 1000, &got) == ECERT_OK)
			ok = ok && got.len == strlen(contents[i]) &&
			    memcmp(got.ptr, contents[i], got.len) == 0;
		else
			ok = ok && ecert_errreason(ctx) != ECERT_R_NONE;
	}
	eci_pkg_free(pkg);
	eci_buf_free(&got);
	return ok;
}

/* An archive of a file can be cut nowhere; with bytes after it, only there. */
static void
truncated(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	size_t n, whole;

	unit_case("every truncation is refused");
	z_build(&b, small, ECI_COUNT(small), NULL);
	whole = b.len;
	for (b.len = 0; b.len < whole; b.len++)
		if (z_read_all(ctx, &b, NULL) == ECERT_OK ||
		    ecert_errreason(ctx) != ECERT_R_ZIP_MALFORMED)
			break;
	CHECK_INT(b.len, whole);

	unit_case("every cut from the front is refused or harmless");
	for (n = 1; n < whole; n++) {
		struct eci_buf cut = { .ptr = b.ptr + n, .len = whole - n };

		if (!harmless(ctx, &cut))
			break;
	}
	CHECK_INT(n, whole);

	unit_case("every byte taken out is refused");
	for (n = 0; n < whole; n++) {
		struct eci_buf cut = { 0 };

		z_bytes(&cut, b.ptr, n);
		z_bytes(&cut, b.ptr + n + 1, whole - n - 1);
		if (z_read_all(ctx, &cut, NULL) == ECERT_OK) {
			eci_buf_free(&cut);
			break;
		}
		eci_buf_free(&cut);
	}
	CHECK_INT(n, whole);
	eci_buf_free(&b);
}

static void
changed(ecert_ctx *ctx, const struct arc *a, const char *what)
{
	struct eci_buf b = { 0 };
	size_t i, bad = 0;
	uint8_t old;
	int v;

	unit_case("every changed byte is refused or harmless: %s", what);
	z_build(&b, small, ECI_COUNT(small), a);
	for (i = 0; i < b.len; i++) {
		old = b.ptr[i];
		for (v = 1; v < 256; v++) {
			b.ptr[i] = (uint8_t)(old ^ v);
			if (!harmless(ctx, &b) && bad++ < 5)
				unit_fail(__FILE__, __LINE__, "byte %zu as %02x", i, b.ptr[i]);
		}
		b.ptr[i] = old;
	}
	CHECK_INT(bad, 0);
	eci_buf_free(&b);
}

/* Bytes that no reader looks at may change: times, versions, owners.  All
 * others make the archive unreadable. */
static void
covered(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	size_t i, free_bytes = 0;

	unit_case("flipped bits that go unnoticed are few");
	z_build(&b, small, ECI_COUNT(small), NULL);
	for (i = 0; i < b.len * 8; i++) {
		b.ptr[i / 8] ^= (uint8_t)(1 << i % 8);
		if (z_read_all(ctx, &b, NULL) == ECERT_OK)
			free_bytes++;
		b.ptr[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	/* Per entry: versions, effort, time, internal and external attributes;
	 * the vendor's extra field; the flags whose difference is noted. */
	CHECK(free_bytes < 4 * 8 * (2 + 4 + 4 + 4 + 2 + 4 + 2) + 8 * 4);
	eci_buf_free(&b);
}

static void
taken_over(ecert_ctx *ctx)
{
	struct eci_src *src = NULL;
	struct eci_pkg *pkg = NULL;

	unit_case("the source is closed when opening fails");
	CHECK_OK(ctx, eci_src_mem(ctx, (const uint8_t *)"no zip", 6, "x", &src));
	CHECK_REASON(ctx, eci_pkg_open(ctx, src, &pkg), ECERT_R_ZIP_MALFORMED);
	CHECK(pkg == NULL);
	unit_case("freeing nothing");
	eci_pkg_free(NULL);
}

int
main(void)
{
	ecert_ctx *ctx = zctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(corpus); i++)
		genuine(ctx, i);
	truncated(ctx);
	changed(ctx, NULL, "plain");
	changed(ctx, &(struct arc){ .zip64 = 1, .ones = 1 }, "zip64");
	changed(ctx, &(struct arc){ .prefix = "12", .prefix_len = 2, .unshifted = 1, .suffix = "xy",
	    .suffix_len = 2, .comment = "c", .comment_len = 1 }, "with bytes around it");
	covered(ctx);
	taken_over(ctx);
	return unit_end();
}
