/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_loc.c - locations, free names, boxes. */
#include "ofd_fixture.h"

#include <math.h>

static void
resolve(void)
{
	static const struct {
		const char *base, *loc, *want;      /* NULL: refused */
	} rows[] = {
		{ "OFD.xml", "Doc_0/Document.xml", "Doc_0/Document.xml" },
		{ "OFD.xml", "/Doc_0/Document.xml", "Doc_0/Document.xml" },
		{ "Doc_0/Document.xml", "Pages/P.xml", "Doc_0/Pages/P.xml" },
		{ "Doc_0/Document.xml", "/P.xml", "P.xml" },
		{ "Doc_0/Document.xml", "./P.xml", "Doc_0/P.xml" },
		{ "Doc_0/a/b.xml", "../c.xml", "Doc_0/c.xml" },
		{ "Doc_0/a/b.xml", "../../c.xml", "c.xml" },
		{ "Doc_0/a/b.xml", "../../../c.xml", NULL },
		{ "Doc_0/a/b.xml", "../../../../etc/passwd", NULL },
		{ "OFD.xml", "../etc/passwd", NULL },
		{ "OFD.xml", "/../etc/passwd", NULL },
		{ "OFD.xml", "a/../../b", NULL },
		{ "OFD.xml", "a/../b", "b" },
		{ "OFD.xml", "a//b", "a/b" },
		{ "OFD.xml", "//a/b", "a/b" },
		{ "OFD.xml", "a/./b", "a/b" },
		{ "OFD.xml", "...", "..." },
		{ "OFD.xml", "..a/b", "..a/b" },
		{ "OFD.xml", "a b/\xe9\xa1\xb5.xml", "a b/\xe9\xa1\xb5.xml" },
		{ "OFD.xml", "", NULL },
		{ "OFD.xml", "/", NULL },
		{ "OFD.xml", ".", NULL },
		{ "Doc_0/a/b.xml", "..", NULL },
		{ "OFD.xml", "a/", NULL },
		{ "OFD.xml", "a/.", NULL },
		{ "OFD.xml", "a\\b", NULL },
		{ "OFD.xml", "..\\..\\b", NULL },
		{ "OFD.xml", "a\nb", NULL },
		{ "OFD.xml", "a\x7f", NULL },
		{ "OFD.xml", "a\xe2\x80\xae" "b", NULL },
		{ "OFD.xml", "http://x/y", NULL },
		{ "OFD.xml", "file:///etc/passwd", NULL },
		{ "OFD.xml", "C:/x", NULL },
		{ "OFD.xml", "a/b:c", "a/b:c" },
		{ "OFD.xml", "1:c", "1:c" },
	};
	ecert_ctx *ctx = unit_ctx();
	size_t i;
	char *name;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("location %s in %s", rows[i].loc, rows[i].base);
		if (rows[i].want == NULL) {
			CHECK_REASON(ctx, eci_ofd_resolve(ctx, rows[i].base, rows[i].loc, &name),
			    ECERT_R_REF_BAD);
			CHECK(name == NULL);
		} else
			CHECK_OK(ctx, eci_ofd_resolve(ctx, rows[i].base, rows[i].loc, &name));
		CHECK_STR(name, rows[i].want);
		free(name);
	}
	unit_case("a long location");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_NAME_BYTES, 4));
	CHECK_OK(ctx, eci_ofd_resolve(ctx, "OFD.xml", "abcd", &name));
	free(name);
	CHECK_REASON(ctx, eci_ofd_resolve(ctx, "OFD.xml", "abcde", &name), ECERT_R_REF_BAD);
}

static void
box(void)
{
	static const struct {
		const char *text;
		bool        ok;
		double      box[4];
	} rows[] = {
		{ "0 0 210 297", true, { 0, 0, 210, 297 } },
		{ " 0.0\t-1.5 \n 0.001 1 ", true, { 0, -1.5, 0.001, 1 } },
		{ "0 0 210", false, { 0 } },
		{ "0 0 210 297 1", false, { 0 } },
		{ "0 0 0 297", false, { 0 } },
		{ "0 0 210 -297", false, { 0 } },
		{ "nan nan nan nan", false, { 0 } },
		{ "0 0 1e999 1", false, { 0 } },
		{ "0 0 inf 1", false, { 0 } },
		{ "0 0 1e3 1", false, { 0 } },
		{ "0 0 0x10 1", false, { 0 } },
		{ "0,0,1,1", false, { 0 } },
		{ "0 0 1,5 1", false, { 0 } },
		{ "", false, { 0 } },
		{ "0 0 99999999999999999999999999999999999 1", false, { 0 } },
	};
	double got[4];
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("box \"%s\"", rows[i].text);
		CHECK_INT(eci_ofd_box(rows[i].text, got), rows[i].ok);
		for (k = 0; rows[i].ok && k < 4; k++)
			CHECK(fabs(got[k] - rows[i].box[k]) < 1e-9);
	}
}

static void
follow(void)
{
	static const struct entry more[] = {
		{ "Doc_0/Tpls/T.xml", "x" }, { "Doc_0/Res/a.png", "x" }, { "Doc_0/b.png", "x" },
		{ "c.png", "x" },
	};
	static const struct {
		const char *name, *res_base, *loc, *want;
		size_t      notes;
	} rows[] = {
		{ "resource below BaseLoc", "Res", "a.png", "Doc_0/Res/a.png", 0 },
		{ "resource, absolute", "/", "/Doc_0/Res/a.png", "Doc_0/Res/a.png", 0 },
		{ "resource, absolute BaseLoc", "/Doc_0/Res", "a.png", "Doc_0/Res/a.png", 0 },
		{ "resource without BaseLoc", NULL, "Res/a.png", "Doc_0/Res/a.png", 0 },
		{ "resource with BaseLoc twice", "Res", "Res/a.png", "Doc_0/Res/a.png", 1 },
		{ "resource beside the list", "Res", "b.png", "Doc_0/b.png", 1 },
		{ "resource at the root", "Res", "c.png", "c.png", 1 },
		{ "resource in other case", "Res", "A.PNG", "Doc_0/Res/a.png", 1 },
		{ "resource nowhere", "Res", "d.png", NULL, 0 },
		{ "absolute resource nowhere", "Res", "/a.png", NULL, 0 },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_notes notes = { 0 };
	ecert_doc *doc = NULL;
	size_t at, i;

	unit_case("a link in other case is taken with a note");
	CHECK_OK(ctx, fixture(ctx, more, ECI_COUNT(more), &doc));
	CHECK_OK(ctx, eci_ofd_follow(ctx, doc, &notes, "Doc_0/Document.xml", "TPLS/T.xml", &at));
	CHECK_STR(ecert_doc_entry_name(doc, at), "Doc_0/Tpls/T.xml");
	CHECK_INT(notes.n, 1);
	CHECK(notes.v[0].strict);
	CHECK_OK(ctx, eci_ofd_follow(ctx, doc, &notes, "Doc_0/Document.xml", "TPLS/T.xml", &at));
	CHECK_INT(notes.n, 1);
	CHECK_OK(ctx, eci_ofd_follow(ctx, doc, &notes, "Doc_0/Document.xml", "x", &at));
	CHECK(at == SIZE_MAX);
	CHECK_REASON(ctx, eci_ofd_follow(ctx, doc, &notes, "Doc_0/Document.xml", "../../x", &at),
	    ECERT_R_REF_BAD);
	eci_notes_free(&notes);

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, eci_ofd_follow_res(ctx, doc, &notes, "Doc_0/PublicRes.xml",
		    rows[i].res_base, rows[i].loc, &at));
		CHECK_STR(ecert_doc_entry_name(doc, at), rows[i].want);
		CHECK_INT(notes.n, rows[i].notes);
		eci_notes_free(&notes);
	}
	unit_case("resource outside");
	CHECK_REASON(ctx, eci_ofd_follow_res(ctx, doc, &notes, "Doc_0/PublicRes.xml", "Res",
	    "../../../x", &at), ECERT_R_REF_BAD);
	CHECK_REASON(ctx, eci_ofd_follow_res(ctx, doc, &notes, "Doc_0/PublicRes.xml", "Res",
	    "http://x/y.png", &at), ECERT_R_REF_BAD);
	CHECK_REASON(ctx, eci_ofd_follow_res(ctx, doc, &notes, "Doc_0/PublicRes.xml", "../..",
	    "x", &at), ECERT_R_REF_BAD);
	ecert_doc_free(doc);
}

static void
names(void)
{
	static const struct entry more[] = {
		{ "Doc_0/pages/PAGE_7/Other.xml", "x" }, { "Doc_0/Pages/Page_x", "x" },
		{ "Doc_0/Pages/Page_99999999999999999999", "x" }, { "Doc_0/Img_3.png", "x" },
	};
	static const struct {
		const char *stem;
		uint64_t    first;
		const char *tail, *want;
	} rows[] = {
		{ "Doc_0/Pages/Page_", 0, "/Content.xml", "Doc_0/Pages/Page_8/Content.xml" },
		{ "Doc_0/Pages/Page_", 20, "/Content.xml", "Doc_0/Pages/Page_20/Content.xml" },
		{ "Doc_0/Img_", 1, ".jpg", "Doc_0/Img_4.jpg" },
		{ "Doc_0/New_", 1, "", "Doc_0/New_1" },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;
	char *name;
	size_t i;

	CHECK_OK(ctx, fixture(ctx, more, ECI_COUNT(more), &doc));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("free name %s", rows[i].want);
		CHECK_OK(ctx, eci_ofd_free_name(ctx, doc, rows[i].stem, rows[i].first, rows[i].tail,
		    &name));
		CHECK_STR(name, rows[i].want);
		free(name);
	}
	unit_case("folder of an entry");
	CHECK_OK(ctx, eci_ofd_dir(ctx, "a/b/c.xml", &name));
	CHECK_STR(name, "a/b");
	free(name);
	CHECK_OK(ctx, eci_ofd_dir(ctx, "c.xml", &name));
	CHECK_STR(name, "");
	free(name);
	ecert_doc_free(doc);
}

int
main(void)
{
	resolve();
	box();
	follow();
	names();
	return unit_end();
}
