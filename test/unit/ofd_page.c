/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "ofd_make.h"

#define P "Doc_0/P.xml"

static void
new_pages(ecert_ctx *ctx)
{
	static const char *const order[] = { "MaxUnitID", "<ofd:Pages>", "ID=\"5\"", "BaseLoc=\"P.xml\"",
	    "BaseLoc=\"Pages/Page_1/Content.xml\"", "BaseLoc=\"Pages/Page_2/Content.xml\"", NULL };
	ecert_doc *doc = doc_of(ctx, NULL);
	size_t page = 9;
	double w, h;

	unit_case("pages are numbered from one");
	CHECK_OK(ctx, ecert_page_add(ctx, doc, 210, 297, &page));
	CHECK_INT(page, 2);
	CHECK_OK(ctx, ecert_page_add(ctx, doc, 297.125, 210, &page));
	CHECK_INT(page, 3);
	CHECK_INT(ecert_doc_page_count(doc), 3);
	unit_case("their parts and rows");
	CHECK(in_order(ctx, doc, "Doc_0/Document.xml", order));
	CHECK_IN(ctx, doc, "Doc_0/Pages/Page_2/Content.xml",
	    "<ofd:PhysicalBox>0 0 297.125 210</ofd:PhysicalBox>");
	CHECK_IN(ctx, doc, "Doc_0/Pages/Page_2/Content.xml", "<ofd:Layer ID=");
	check_ids(ctx, doc);
	unit_case("sizes after saving");
	doc = reopened(ctx, doc);
	CHECK_OK(ctx, ecert_doc_page_size(ctx, doc, 3, &w, &h));
	CHECK(fabs(w - 297.125) < 1e-9 && fabs(h - 210) < 1e-9);
	CHECK_OK(ctx, ecert_doc_page_size(ctx, doc, 1, &w, &h));
	CHECK(fabs(w - 210) < 1e-9 && fabs(h - 297) < 1e-9);
	ecert_doc_free(doc);
}

static void
bad_sizes(ecert_ctx *ctx)
{
	static const double bad[][2] = { { 0, 297 }, { 210, 0 }, { -210, 297 }, { NAN, 297 },
	    { 210, INFINITY }, { 10001, 297 }, { 0.0001, 297 }, { 1e300, 1e300 } };
	ecert_doc *doc = doc_of(ctx, NULL);
	size_t i, page;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("page of %g x %g", bad[i][0], bad[i][1]);
		page = 1;
		CHECK_ERR(ctx, ecert_page_add(ctx, doc, bad[i][0], bad[i][1], &page), ECERT_E_ARG);
		CHECK_INT(page, 0);
	}
	CHECK_INT(ecert_doc_page_count(doc), 1);
	CHECK_INT(eci_pkg_count(doc->pkg), 3);
	ecert_doc_free(doc);
}

static void
signed_documents(ecert_ctx *ctx)
{
	ecert_doc *doc = signed_doc(ctx);
	char *before = entry_text(ctx, doc, P), *after;
	size_t page;

	unit_case("no page into a signed document");
	CHECK_ERR(ctx, ecert_page_add(ctx, doc, 210, 297, &page), ECERT_E_STATE);
	CHECK(strstr(ecert_errmsg(ctx), "signed") != NULL);
	unit_case("nothing onto its pages");
	CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, 1, 10, 10, 4, "SimSun", 0, "x"), ECERT_E_STATE);
	CHECK_ERR(ctx, ecert_page_add_path(ctx, doc, 1, 0, 0, 9, 9, "M 0 0 L 1 1", 1, 0.2, 0),
	    ECERT_E_STATE);
	CHECK_ERR(ctx, ecert_page_add_qr(ctx, doc, 1, 0, 0, 25, "x"), ECERT_E_STATE);
	CHECK_ERR(ctx, ecert_page_add_image(ctx, doc, 1, 0, 0, 9, 9,
	    (const uint8_t *)"GIF89a\1\0\1\0\0\0\0", 13), ECERT_E_STATE);
	after = entry_text(ctx, doc, P);
	CHECK_STR(after, before);
	CHECK_INT(eci_pkg_count(doc->pkg), 4);
	free(before);
	free(after);
	ecert_doc_free(doc);
	unit_case("a real signed file");
	if ((doc = corpus_doc(ctx, "signed/v4signed.ofd")) != NULL)
		CHECK_ERR(ctx, ecert_page_add(ctx, doc, 210, 297, &page), ECERT_E_STATE);
	ecert_doc_free(doc);
}

static void
layers(ecert_ctx *ctx)
{
	ecert_doc *doc = doc_of(ctx, NULL);

	unit_case("what is added shares a layer of its own");
	CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 10, 10, 4, "SimSun", 0, "a"));
	CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 10, 20, 4, "SimSun", 0, "b"));
	CHECK_INT(count_in(ctx, doc, P, "<ofd:Layer "), 2);
	CHECK_IN(ctx, doc, P, "<ofd:Layer ID=\"6\"/>");
	CHECK_INT(count_in(ctx, doc, P, "<ofd:TextObject "), 2);
	check_ids(ctx, doc);
	unit_case("the next opening starts another");
	doc = reopened(ctx, doc);
	CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 10, 30, 4, "SimSun", 0, "c"));
	CHECK_INT(count_in(ctx, doc, P, "<ofd:Layer "), 3);
	check_ids(ctx, doc);
	ecert_doc_free(doc);
	unit_case("a new page's first layer is used");
	CHECK_OK(ctx, ecert_doc_new(ctx, &doc));
	CHECK_OK(ctx, ecert_page_add(ctx, doc, 210, 297, &(size_t){ 0 }));
	CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 10, 30, 4, "SimSun", 0, "c"));
	CHECK_IN(ctx, doc, "Doc_0/Pages/Page_0/Content.xml", "<ofd:Layer ");
	check_ids(ctx, doc);
	ecert_doc_free(doc);
}

/* Objects that go into a part already written read as if its tree had grown. */
static void
long_pages(ecert_ctx *ctx)
{
	static const struct { const char *name, *page; } rows[] = {
		{ "plain", PAGE_XML },
		{ "indented", "<ofd:Page " NS ">\n <ofd:Content>\n  <ofd:Layer ID=\"6\"/>\n </ofd:Content>\n</ofd:Page>\n" },
		{ "something after the layers", "<ofd:Page " NS "><ofd:Content><ofd:Layer ID=\"6\"/></ofd:Content>"
		    "<ofd:Actions/></ofd:Page>" },
		{ "a comment that looks like the end", "<ofd:Page " NS "><ofd:Content/>"
		    "<!-- </ofd:Layer></ofd:Content></ofd:Page> --></ofd:Page>" },
		{ "another prefix", "<o:Page xmlns:o=\"http://www.ofdspec.org/2016\"><o:Content><o:Layer ID=\"6\"/>"
		    "</o:Content></o:Page>" },
		{ "no prefix, old namespace", "<Page xmlns=\"http://www.ofdspec.org\"><Content/></Page>" },
	};
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct file files[] = { { P, rows[i].page }, { NULL, NULL } };
		ecert_doc *doc = doc_of(ctx, files);
		struct eci_xml *xml = NULL;
		struct eci_xml_node *layer, *object, *last = NULL;

		unit_case("thirty objects: %s", rows[i].name);
		for (k = 0; k < 30; k++)
			CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 10, 10, 4, "SimSun", 0,
			    k % 2 == 0 ? "</ofd:Layer>" : "]]>&amp;"));
		check_ids(ctx, doc);
		CHECK_OK(ctx, eci_ofd_load_part(ctx, doc, P, &xml));
		for (layer = eci_xml_first(eci_xml_child(eci_xml_root(xml), "Content")); layer != NULL;
		    layer = eci_xml_next(layer))
			last = layer;
		CHECK(last != NULL && eci_xml_is(last, "Layer"));
		for (k = 0, object = eci_xml_first(last); object != NULL; object = eci_xml_next(object), k++)
			if (eci_xml_is(object, "TextObject"))
				CHECK_STR(eci_xml_child_text(xml, object, "TextCode"),
				    k % 2 == 0 ? "</ofd:Layer>" : "]]>&amp;");
		CHECK_INT(k, 30);
		CHECK_INT(eci_xml_count(last, "TextObject"), 30);
		eci_xml_free(xml);
		ecert_doc_free(doc);
	}
}

static void
odd_pages(ecert_ctx *ctx)
{
	static const struct { const char *name, *page; ecert_err want; } rows[] = {
		{ "a page without content", "<ofd:Page " NS "/>", ECERT_OK },
		{ "content before actions", "<ofd:Page " NS "><ofd:Area/><ofd:Actions/></ofd:Page>", ECERT_OK },
		{ "another root", "<ofd:Paper " NS "/>", ECERT_E_OFD },
		{ "a page that is not well formed", "<ofd:Page>", ECERT_E_XML },
		{ "a page of no namespace", "<Page/>", ECERT_E_OFD },
	};
	static const char *const order[] = { "<ofd:Area", "<ofd:Content", "<ofd:Layer",
	    "</ofd:Content>", "<ofd:Actions", NULL };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct file files[] = { { P, rows[i].page }, { NULL, NULL } };
		ecert_doc *doc = doc_of(ctx, files);
		char *s;

		unit_case("%s", rows[i].name);
		CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, 1, 10, 10, 4, "SimSun", 0, "a"),
		    rows[i].want);
		if (rows[i].want == ECERT_OK)
			CHECK_IN(ctx, doc, P, "<ofd:TextObject ");
		if (i == 1)
			CHECK(in_order(ctx, doc, P, order));
		if (rows[i].want != ECERT_OK) {
			s = entry_text(ctx, doc, P);
			CHECK_STR(s, rows[i].page);
			CHECK_INT(eci_pkg_count(doc->pkg), 3);
			free(s);
		}
		ecert_doc_free(doc);
	}
}

static void
numbers(ecert_ctx *ctx)
{
	static const struct file files[] = { { "Doc_0/Document.xml", "<ofd:Document " NS
	    "><ofd:CommonData/><ofd:Pages><ofd:Page ID=\"5\" BaseLoc=\"none.xml\"/></ofd:Pages>"
	    "</ofd:Document>" }, { NULL, NULL } };
	ecert_doc *doc = doc_of(ctx, NULL);

	unit_case("page 0");
	CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, 0, 1, 1, 4, "SimSun", 0, "a"), ECERT_E_ARG);
	unit_case("page beyond the last");
	CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, 2, 1, 1, 4, "SimSun", 0, "a"), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, SIZE_MAX, 1, 1, 4, "SimSun", 0, "a"), ECERT_E_ARG);
	ecert_doc_free(doc);
	unit_case("page that leads nowhere");
	doc = doc_of(ctx, files);
	CHECK_REASON(ctx, ecert_page_add_text(ctx, doc, 1, 1, 1, 4, "SimSun", 0, "a"),
	    ECERT_R_DANGLING_REF);
	ecert_doc_free(doc);
}

/* The document's own namespace and all it says stay. */
static void
real_files(ecert_ctx *ctx)
{
	static const struct { const char *path, *page, *keeps; int ns_old; } rows[] = {
		{ "unsigned/helloworld.ofd", "Doc_0/Pages/Page_0/Content.xml", "TextCode", 0 },
		{ "unsigned/Page5.ofd", "Doc_0/Pages/Page_0/Content.xml", "TextCode", 0 },
		{ "unsigned/AddAttachment.ofd", "Doc_0/Pages/Page_0/Content.xml", "TextCode", 0 },
		{ "unsigned/namespace_no_std.ofd", "Doc_0/Pages/Page_0/Content.xml", "TextCode", 1 },
		{ "unsigned/z.ofd", "Doc_0/Pages/Page_0/Content.xml", "CGTransform", 1 },
	};
	size_t i, page, kept;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		ecert_doc *doc;

		unit_case("%s", rows[i].path);
		if ((doc = corpus_doc(ctx, rows[i].path)) == NULL)
			continue;
		kept = (size_t)count_in(ctx, doc, rows[i].page, rows[i].keeps);
		CHECK_OK(ctx, ecert_page_add_path(ctx, doc, 1, 1, 1, 9, 9, "M 0 0 L 1 1", 1, 0.2, 0));
		CHECK_INT(count_in(ctx, doc, rows[i].page, rows[i].keeps), kept);
		CHECK_IN(ctx, doc, rows[i].page, "<ofd:AbbreviatedData>M 0 0 L 1 1<");
		CHECK_INT(count_in(ctx, doc, rows[i].page, "http://www.ofdspec.org/2016"), !rows[i].ns_old);
		CHECK_OK(ctx, ecert_page_add(ctx, doc, 210, 297, &page));
		CHECK_OK(ctx, ecert_page_add_text(ctx, doc, page, 10, 10, 4, "SimSun", 0, "新页"));
		check_ids(ctx, doc);
		doc = reopened(ctx, doc);
		CHECK_INT(ecert_doc_page_count(doc), page);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	new_pages(ctx);
	bad_sizes(ctx);
	signed_documents(ctx);
	layers(ctx);
	long_pages(ctx);
	odd_pages(ctx);
	numbers(ctx);
	real_files(ctx);
	return unit_end();
}
