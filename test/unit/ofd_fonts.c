/* SPDX-License-Identifier: Apache-2.0 */
/* The fonts of resource lists. */
#include "ofd_fixture.h"

#define RES(x) "<ofd:Res " NS " BaseLoc=\"Res\">" x "</ofd:Res>"
#define FONT(name, x) "<ofd:Font ID=\"3\" FontName=\"" name "\">" x "</ofd:Font>"
#define FILE_OF(x) "<ofd:FontFile>" x "</ofd:FontFile>"

static const struct row {
	const char *name, *res, *want;
} rows[] = {
	{ "with a file and without", RES("<ofd:Fonts>" FONT("a", FILE_OF("a.ttf")) FONT("b", "")
	    "</ofd:Fonts>"), "a+ b- " },
	{ "an empty location", RES("<ofd:Fonts>" FONT("a", FILE_OF(" ")) "</ofd:Fonts>"), "a- " },
	{ "no name", RES("<ofd:Fonts><ofd:Font ID=\"3\"/></ofd:Fonts>"), "- " },
	{ "two groups", RES("<ofd:Fonts>" FONT("a", "") "</ofd:Fonts><ofd:MultiMedias><ofd:Font "
	    "FontName=\"x\"/></ofd:MultiMedias><ofd:Fonts>" FONT("b", "") "</ofd:Fonts>"), "a- b- " },
	{ "a file deeper", RES("<ofd:Fonts>" FONT("a", "<ofd:X>" FILE_OF("a.ttf") "</ofd:X>")
	    "</ofd:Fonts>"), "a- " },
	{ "another vocabulary", RES("<x:Fonts xmlns:x=\"urn:x\">" FONT("a", "") "</x:Fonts>"), "" },
	{ "after a declaration and a comment", "<?xml version=\"1.0\"?><!-- <ofd:Res> -->" RES(
	    "<ofd:Fonts>" FONT("a", "") "</ofd:Fonts>"), "a- " },
	{ "after a comment and an instruction with tags", "<!-- <a> --><?x <b> ?>" RES("<ofd:Fonts>"
	    FONT("a", "") "</ofd:Fonts>"), "a- " },
	{ "no fonts", RES(""), "" },
	{ "a comment that does not end", "<!-- <ofd:Res>", "" },
	{ "no XML", "<ofd:Res", "" },
	{ "nothing", "", "" },
};

static ecert_err
see(void *arg, ecert_ctx *ctx, const char *entry, const char *name, bool has_file)
{
	CHECK_STR(entry, "Doc_0/R.xml");
	return eci_buf_addf(ctx, arg, "%s%c ", name, has_file ? '+' : '-');
}

static ecert_err
refuse(void *arg, ecert_ctx *ctx, const char *entry, const char *name, bool has_file)
{
	(void)arg;
	(void)entry;
	(void)name;
	(void)has_file;
	return eci_fail(ctx, ECERT_E_CANCELLED, "enough");
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_ofd_reach r;
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct entry v[] = { { "Doc_0/Document.xml", DOC_XML("<ofd:PublicRes>R.xml</ofd:PublicRes>"
		    A4, "") }, { "Doc_0/R.xml", rows[i].res } };

		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, fixture(ctx, v, 2, &doc));
		CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
		b.len = 0;
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, ""));
		CHECK_OK(ctx, eci_ofd_fonts(ctx, doc, &r, see, &b));
		CHECK_STR((char *)b.ptr, rows[i].want);
		if (i == 0)
			CHECK_ERR(ctx, eci_ofd_fonts(ctx, doc, &r, refuse, NULL), ECERT_E_CANCELLED);
		eci_ofd_reach_free(&r);
		ecert_doc_free(doc);
	}
	eci_buf_free(&b);
	return unit_end();
}
