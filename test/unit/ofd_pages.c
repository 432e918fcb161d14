/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_pages.c - the list of pages, and how large they are. */
#include "ofd_fixture.h"

#include <math.h>

#define PAGES(rows) { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:CommonData>" A4 \
	"</ofd:CommonData><ofd:Pages>" rows "</ofd:Pages></ofd:Document>" } }

static void
list(void)
{
	static const struct {
		const char  *name;
		struct entry v[1];
		size_t       n;
		ecert_reason want;
	} rows[] = {
		{ "no pages", PAGES(""), 0, ECERT_R_NONE },
		{ "three pages", PAGES("<ofd:Page ID=\"9\" BaseLoc=\"Pages/Page_0/Content.xml\"/>"
		    "<ofd:Page ID=\"3\" BaseLoc=\"x\"/><ofd:Page ID=\"4294967295\"/>"), 3,
		    ECERT_R_NONE },
		{ "foreign elements", PAGES("<Area/><x:Layer xmlns:x=\"u\"/><!-- x -->"), 0,
		    ECERT_R_NONE },
		{ "a page of no namespace", PAGES("<Page ID=\"1\"/>"), 0, ECERT_R_OFD_STRUCTURE },
		{ "a page of another namespace", PAGES("<x:Page xmlns:x=\"u\" ID=\"1\"/>"), 0,
		    ECERT_R_OFD_STRUCTURE },
		{ "one ID twice", PAGES("<ofd:Page ID=\"1\"/><ofd:Page ID=\"2\"/><ofd:Page ID=\"1\"/>"),
		    0, ECERT_R_OFD_STRUCTURE },
		{ "one ID in two spellings", PAGES("<ofd:Page ID=\"1\"/><ofd:Page ID=\"01\"/>"), 0,
		    ECERT_R_OFD_STRUCTURE },
		{ "no ID", PAGES("<ofd:Page BaseLoc=\"x\"/>"), 0, ECERT_R_OFD_STRUCTURE },
		{ "ID 0", PAGES("<ofd:Page ID=\"0\"/>"), 0, ECERT_R_OFD_STRUCTURE },
		{ "ID too large", PAGES("<ofd:Page ID=\"4294967296\"/>"), 0, ECERT_R_OFD_STRUCTURE },
		{ "ID no number", PAGES("<ofd:Page ID=\"one\"/>"), 0, ECERT_R_OFD_STRUCTURE },
		{ "page outside of the package", PAGES("<ofd:Page ID=\"1\" "
		    "BaseLoc=\"../../../etc/passwd\"/>"), 1, ECERT_R_NONE },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		if (rows[i].want != ECERT_R_NONE) {
			CHECK_REASON(ctx, fixture(ctx, rows[i].v, 1, &doc), rows[i].want);
			continue;
		}
		CHECK_OK(ctx, fixture(ctx, rows[i].v, 1, &doc));
		CHECK_INT(ecert_doc_page_count(doc), rows[i].n);
		ecert_doc_free(doc);
	}
	unit_case("pages by number and ID");
	CHECK_OK(ctx, fixture(ctx, rows[1].v, 1, &doc));
	CHECK_INT(eci_ofd_page(doc, 0)->id, 9);
	CHECK_STR(eci_ofd_page(doc, 0)->entry, "Doc_0/Pages/Page_0/Content.xml");
	CHECK(eci_ofd_page(doc, 1)->entry == NULL);
	CHECK(eci_ofd_page(doc, 3) == NULL);
	CHECK_INT(eci_ofd_page_by_id(doc, 9), 0);
	CHECK_INT(eci_ofd_page_by_id(doc, 3), 1);
	CHECK_INT(eci_ofd_page_by_id(doc, 4294967295), 2);
	CHECK(eci_ofd_page_by_id(doc, 1) == SIZE_MAX);
	CHECK(eci_ofd_page_by_id(doc, 5) == SIZE_MAX);
	ecert_doc_free(doc);
	CHECK_OK(ctx, fixture(ctx, rows[0].v, 1, &doc));
	CHECK(eci_ofd_page_by_id(doc, 1) == SIZE_MAX);
	ecert_doc_free(doc);
}

#define AREA(box) "<ofd:Area><ofd:PhysicalBox>" box "</ofd:PhysicalBox></ofd:Area>"
#define TPL "<ofd:TemplatePage ID=\"2\" BaseLoc=\"T.xml\"/>"

static void
sizes(void)
{
	static const struct {
		const char  *name, *document, *page, *tpl;
		double       w, h;
		ecert_reason want;
	} rows[] = {
		{ "the document's", DOC_XML(A4, ""), PAGE_XML(""), NULL, 210, 297, ECERT_R_NONE },
		{ "the page's own", DOC_XML(A4, ""), PAGE_XML(AREA("0 0 10.5 20")), NULL, 10.5, 20,
		    ECERT_R_NONE },
		{ "the page's after its content", DOC_XML(A4, ""), PAGE_XML("<ofd:Content><ofd:Layer>"
		    "<ofd:Area><ofd:PhysicalBox>0 0 1 1</ofd:PhysicalBox></ofd:Area></ofd:Layer>"
		    "</ofd:Content>" AREA("5 5 30 40")), NULL, 30, 40, ECERT_R_NONE },
		{ "the template's", DOC_XML(A4 TPL, ""), PAGE_XML("<ofd:Template TemplateID=\"2\"/>"),
		    PAGE_XML(AREA("0 0 50 60")), 50, 60, ECERT_R_NONE },
		{ "a template without", DOC_XML(A4 TPL, ""),
		    PAGE_XML("<ofd:Template TemplateID=\"2\"/>"), PAGE_XML(""), 210, 297,
		    ECERT_R_NONE },
		{ "a template that is missing", DOC_XML(A4 TPL, ""),
		    PAGE_XML("<ofd:Template TemplateID=\"2\"/>"), NULL, 210, 297, ECERT_R_NONE },
		{ "a template that is unknown", DOC_XML(A4 TPL, ""),
		    PAGE_XML("<ofd:Template TemplateID=\"3\"/>"), NULL, 210, 297, ECERT_R_NONE },
		{ "none at all", DOC_XML("", ""), PAGE_XML(""), NULL, 0, 0, ECERT_R_OFD_STRUCTURE },
		{ "an empty area", DOC_XML(A4, ""), PAGE_XML("<ofd:Area/>"), NULL, 210, 297,
		    ECERT_R_NONE },
		{ "a page's box that is none", DOC_XML(A4, ""), PAGE_XML(AREA("0 0 NaN 1")), NULL, 0,
		    0, ECERT_R_OFD_STRUCTURE },
		{ "a page's box without width", DOC_XML(A4, ""), PAGE_XML(AREA("0 0 0 1")), NULL, 0, 0,
		    ECERT_R_OFD_STRUCTURE },
		{ "foreign area", DOC_XML(A4, ""), PAGE_XML("<Area><PhysicalBox>0 0 1 1</PhysicalBox>"
		    "</Area>"), NULL, 210, 297, ECERT_R_NONE },
		{ "a page that is no page", DOC_XML(A4, ""), "<Page/>", NULL, 0, 0,
		    ECERT_R_OFD_STRUCTURE },
		{ "a page that is no xml", DOC_XML(A4, ""), "x", NULL, 0, 0, ECERT_R_XML_MALFORMED },
		{ "a page with an entity", DOC_XML(A4, ""), "<!DOCTYPE a [<!ENTITY x SYSTEM "
		    "\"file:///etc/passwd\">]>" PAGE_XML("&x;"), NULL, 0, 0, ECERT_R_XML_UNSAFE },
		{ "a page that is missing", DOC_XML(A4, ""), NULL, NULL, 0, 0,
		    ECERT_R_DANGLING_REF },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	double w, h;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct entry v[] = { { "Doc_0/Document.xml", rows[i].document },
		    { "Doc_0/Pages/Page_0/Content.xml", rows[i].page }, { "Doc_0/T.xml", rows[i].tpl } };
		unit_case("size: %s", rows[i].name);
		CHECK_OK(ctx, fixture(ctx, v, rows[i].tpl != NULL ? 3 : 2, &doc));
		w = h = 0;
		if (rows[i].want == ECERT_R_NONE)
			CHECK_OK(ctx, ecert_doc_page_size(ctx, doc, 1, &w, &h));
		else
			CHECK_REASON(ctx, ecert_doc_page_size(ctx, doc, 1, &w, &h), rows[i].want);
		CHECK(fabs(w - rows[i].w) < 1e-9 && fabs(h - rows[i].h) < 1e-9);
		CHECK_ERR(ctx, ecert_doc_page_size(ctx, doc, 0, &w, &h), ECERT_E_ARG);
		CHECK_ERR(ctx, ecert_doc_page_size(ctx, doc, 2, &w, &h), ECERT_E_ARG);
		ecert_doc_free(doc);
	}
}

static void
corpus(void)
{
	static const struct {
		const char *path;
		size_t      page;
		double      w, h;
	} rows[] = {
		{ "signed/999.ofd", 1, 210, 140 }, { "signed/999.ofd", 5, 210, 297 },
		{ "signed/zsbk.ofd", 1, 297, 210 }, { "signed/zsbk.ofd", 2, 210, 297 },
		{ "signed/testPathClip.ofd", 1, 420, 295 }, { "signed/v4signed.ofd", 1, 210, 140 },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	double w, h;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("size of page %zu of %s", rows[i].page, rows[i].path);
		if (!corpus_doc(ctx, rows[i].path, &doc))
			continue;
		CHECK_OK(ctx, ecert_doc_page_size(ctx, doc, rows[i].page, &w, &h));
		CHECK(fabs(w - rows[i].w) < 0.5 && fabs(h - rows[i].h) < 0.5);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	list();
	sizes();
	corpus();
	return unit_end();
}
