/* SPDX-License-Identifier: Apache-2.0 */
/* Where documents show a text, with templates and composite units. */
#include <math.h>
#include <stdio.h>

#include "ofd_fixture.h"

#define PAGES(common, n) "<ofd:Document " NS "><ofd:CommonData>" A4 common "</ofd:CommonData>" \
	"<ofd:Pages>" n "</ofd:Pages></ofd:Document>"
#define ROW(id, loc) "<ofd:Page ID=\"" id "\" BaseLoc=\"" loc "\"/>"
#define TPL(id, loc) "<ofd:TemplatePage ID=\"" id "\" BaseLoc=\"" loc "\"/>"
#define PAGE(before, more) PAGE_XML(before "<ofd:Content><ofd:Layer>" more "</ofd:Layer>" \
	"</ofd:Content>")
/* x, y is the top left corner of a line of size 10: ASCII is 5 wide. */
#define TEXT(x, y, s) "<ofd:TextObject Boundary=\"" x " " y " 100 10\" Size=\"10\">" \
	"<ofd:TextCode X=\"0\" Y=\"8.8\">" s "</ofd:TextCode></ofd:TextObject>"
#define P "Doc_0/Pages/Page_0/Content.xml"
#define Q "Doc_0/Q.xml"

static ecert_ctx *ctx;

static const struct row {
	const char *name;
	struct entry v[6];
	const char *texts[3];
	const char *want[3];         /* page:x,y,w,h of each hit */
} rows[] = {
	{ "one page", { { P, PAGE("", TEXT("10", "20", "ABC")) } }, { "B" }, { "1:15,20,5,10" } },
	{ "several texts", { { P, PAGE("", TEXT("10", "20", "ABC")) } }, { "C", "X", "AB" },
	    { "1:20,20,5,10", "", "1:10,20,10,10" } },
	{ "two pages in their order", { { "Doc_0/Document.xml", PAGES("", ROW("1", "Q.xml")
	    ROW("2", "Pages/Page_0/Content.xml")) }, { P, PAGE("", TEXT("10", "20", "A")) },
	    { Q, PAGE("", TEXT("30", "90", "A") TEXT("10", "40", "A")) } }, { "A" },
	    { "1:10,40,5,10 1:30,90,5,10 2:10,20,5,10" } },
	{ "a page that is not there", { { "Doc_0/Document.xml", PAGES("", ROW("1", "Q.xml")
	    ROW("2", "Pages/Page_0/Content.xml")) }, { P, PAGE("", TEXT("10", "20", "A")) } },
	    { "A" }, { "2:10,20,5,10" } },
	{ "a template behind", { { "Doc_0/Document.xml", PAGES(TPL("3", "Q.xml"), ROW("1",
	    "Pages/Page_0/Content.xml")) }, { P, PAGE("<ofd:Template TemplateID=\"3\" "
	    "ZOrder=\"Background\"/>", "") }, { Q, PAGE("", TEXT("10", "20", "A")) } }, { "A" },
	    { "1:10,20,5,10" } },
	{ "a template in front", { { "Doc_0/Document.xml", PAGES(TPL("3", "Q.xml"), ROW("1",
	    "Pages/Page_0/Content.xml")) }, { P, PAGE("<ofd:Template TemplateID=\"3\" "
	    "ZOrder=\"Foreground\"/>", "") }, { Q, PAGE("", TEXT("10", "20", "A")) } }, { "A" },
	    { "1:10,20,5,10" } },
	{ "a line of template and page", { { "Doc_0/Document.xml", PAGES(TPL("3", "Q.xml"),
	    ROW("1", "Pages/Page_0/Content.xml")) }, { P, PAGE("<ofd:Template TemplateID=\"3\"/>",
	    TEXT("22", "20.5", "42")) }, { Q, PAGE("", TEXT("10", "20", "No")) } }, { "No 42" },
	    { "1:10,20,22,10.5" } },
	{ "a template of two pages", { { "Doc_0/Document.xml", PAGES(TPL("3", "Q.xml"),
	    ROW("1", "Pages/Page_0/Content.xml") ROW("2", "R.xml")) },
	    { P, PAGE("<ofd:Template TemplateID=\"3\"/>", "") },
	    { "Doc_0/R.xml", PAGE("<ofd:Template TemplateID=\"3\"/>", "") },
	    { Q, PAGE("", TEXT("10", "20", "A")) } }, { "A" }, { "1:10,20,5,10 2:10,20,5,10" } },
	{ "what template and page both show", { { "Doc_0/Document.xml", PAGES(TPL("3", "Q.xml"),
	    ROW("1", "Pages/Page_0/Content.xml")) }, { P, PAGE("<ofd:Template TemplateID=\"3\"/>"
	    "<ofd:Template TemplateID=\"3\"/>", TEXT("10", "20", "A")) },
	    { Q, PAGE("", TEXT("10", "20", "A")) } }, { "A" }, { "1:10,20,5,10" } },
	{ "templates of templates do not count", { { "Doc_0/Document.xml",
	    PAGES(TPL("3", "Q.xml") TPL("4", "R.xml"), ROW("1", "Pages/Page_0/Content.xml")) },
	    { P, PAGE("<ofd:Template TemplateID=\"3\"/>", "") },
	    { Q, PAGE("<ofd:Template TemplateID=\"4\"/>", "") },
	    { "Doc_0/R.xml", PAGE("", TEXT("10", "20", "A")) } }, { "A" }, { "" } },
	{ "a template that is not there", { { "Doc_0/Document.xml", PAGES(TPL("3", "Q.xml")
	    TPL("4", "../../../x"), ROW("1", "Pages/Page_0/Content.xml")) },
	    { P, PAGE("<ofd:Template TemplateID=\"3\"/><ofd:Template TemplateID=\"4\"/>"
	    "<ofd:Template TemplateID=\"9\"/>", TEXT("10", "20", "A")) } }, { "A" },
	    { "1:10,20,5,10" } },
	{ "a composite unit", { { "Doc_0/Document.xml", PAGES("<ofd:DocumentRes>D.xml"
	    "</ofd:DocumentRes>", ROW("1", "Pages/Page_0/Content.xml")) },
	    { P, PAGE("", "<ofd:CompositeObject ResourceID=\"5\" Boundary=\"100 200 9 9\"/>") },
	    { "Doc_0/D.xml", "<ofd:Res " NS "><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit "
	    "ID=\"5\"><ofd:Content>" TEXT("1", "2", "A") "</ofd:Content></ofd:CompositeGraphicUnit>"
	    "</ofd:CompositeGraphicUnits></ofd:Res>" } }, { "A" }, { "1:101,202,5,10" } },
	{ "outside of a small page", { { P, PAGE_XML("<ofd:Area><ofd:PhysicalBox>0 0 50 50"
	    "</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer>" TEXT("10", "20", "A")
	    TEXT("10", "60", "A") "</ofd:Layer></ofd:Content>") } }, { "A" }, { "1:10,20,5,10" } },
};

static const char *
boxes(const struct eci_ofd_hits *hits)
{
	static char out[2048];
	char v[4][32];
	size_t i, k, n = 0;

	out[0] = '\0';
	for (i = 0; i < hits->n && n < sizeof(out); i++) {
		for (k = 0; k < 4; k++)
			eci_format_mm(hits->v[i].box[k], v[k]);
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%zu:%s,%s,%s,%s", i > 0 ? " " : "",
		    hits->v[i].page + 1, v[0], v[1], v[2], v[3]);
	}
	return out;
}

static void
documents(void)
{
	struct eci_ofd_hits hits[3];
	ecert_doc *doc;
	size_t i, k, n;
	bool any;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		memset(hits, 0, sizeof(hits));
		CHECK_OK(ctx, fixture(ctx, rows[i].v, 6, &doc));
		for (n = 0; n < 3 && rows[i].texts[n] != NULL; n++)
			;
		CHECK_OK(ctx, eci_ofd_find_texts(ctx, doc, rows[i].texts, n, hits, &any));
		for (k = 0; k < n; k++)
			CHECK_STR(boxes(&hits[k]), rows[i].want[k]);
		CHECK_INT(any, strcmp(rows[i].name, "templates of templates do not count") != 0);
		eci_ofd_hits_free(hits, n);
		ecert_doc_free(doc);
	}
}

static void
wrong(void)
{
	static const struct { const char *name, *page, *text; ecert_err want; bool any; } v[] = {
		{ "no text at all", PAGE("", "<ofd:ImageObject Boundary=\"0 0 9 9\" ResourceID=\"1\"/>"),
		    "A", ECERT_OK, false },
		{ "white space alone", PAGE("", TEXT("10", "20", " &#x3000;")), "A", ECERT_OK, false },
		{ "another text", PAGE("", TEXT("10", "20", "B")), "A", ECERT_OK, true },
		{ "nothing to look for", PAGE("", TEXT("10", "20", "B")), " ", ECERT_E_ARG, false },
		{ "a page that is no XML", "<ofd:Page", "A", ECERT_E_XML, false },
	};
	struct eci_ofd_hits hits = { 0 };
	ecert_doc *doc;
	size_t i;
	bool any;

	for (i = 0; i < ECI_COUNT(v); i++) {
		struct entry page = { P, v[i].page };

		unit_case("%s", v[i].name);
		CHECK_OK(ctx, fixture(ctx, &page, 1, &doc));
		CHECK_ERR(ctx, eci_ofd_find_texts(ctx, doc, &v[i].text, 1, &hits, &any), v[i].want);
		CHECK_INT(hits.n, 0);
		CHECK_INT(any, v[i].any);
		eci_ofd_hits_free(&hits, 1);
		ecert_doc_free(doc);
	}
}

/* A template of 250,000 characters on every page: read once, but shown often. */
static void
bomb(void)
{
	struct eci_buf text = { 0 }, pages = { 0 };
	struct entry v[3] = { { "Doc_0/Document.xml", NULL }, { P, PAGE("<ofd:Template "
	    "TemplateID=\"3\"/>", "") }, { Q, NULL } };
	struct eci_ofd_hits hits = { 0 };
	const char *needle = "B";
	ecert_doc *doc = NULL;
	size_t i, k;
	bool any;

	unit_case("a template that is made to cost time");
	CHECK_OK(ctx, eci_buf_adds(ctx, &text, "<ofd:Page " NS "><ofd:Content><ofd:Layer>"));
	for (i = 0; i < 5; i++) {
		CHECK_OK(ctx, eci_buf_adds(ctx, &text, "<ofd:TextObject Boundary=\"0 0 9 9\" "
		    "Size=\"1\"><ofd:TextCode X=\"0\" Y=\"0\">"));
		for (k = 0; k < 5000; k++)
			CHECK_OK(ctx, eci_buf_adds(ctx, &text, "AAAAAAAAAA"));
		CHECK_OK(ctx, eci_buf_adds(ctx, &text, "</ofd:TextCode></ofd:TextObject>"));
	}
	CHECK_OK(ctx, eci_buf_adds(ctx, &text, "</ofd:Layer></ofd:Content></ofd:Page>"));
	CHECK_OK(ctx, eci_buf_adds(ctx, &pages, "<ofd:Document " NS "><ofd:CommonData>" A4
	    TPL("3", "Q.xml") "</ofd:CommonData><ofd:Pages>"));
	for (i = 1; i <= 300; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &pages, "<ofd:Page ID=\"%zu\" "
		    "BaseLoc=\"Pages/Page_0/Content.xml\"/>", i));
	CHECK_OK(ctx, eci_buf_adds(ctx, &pages, "</ofd:Pages></ofd:Document>"));
	v[0].text = (const char *)pages.ptr;
	v[2].text = (const char *)text.ptr;
	CHECK_OK(ctx, fixture(ctx, v, 3, &doc));
	CHECK_ERR(ctx, eci_ofd_find_texts(ctx, doc, &needle, 1, &hits, &any), ECERT_E_LIMIT);
	eci_ofd_hits_free(&hits, 1);
	ecert_doc_free(doc);
	eci_buf_free(&text);
	eci_buf_free(&pages);
}

/* "before 1 id", "before 2 id" and so on, n of them, then after. */
static void
rows_of(struct eci_buf *out, const char *before, const char *id, size_t n, const char *after)
{
	size_t i;

	for (i = 1; i <= n; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, out, "%s%zu%s", before, i, id));
	CHECK_OK(ctx, eci_buf_adds(ctx, out, after));
}

/* n pages of one part, n template pages that no page has. */
static ecert_err
crowd(const char *page, size_t pages, size_t templates, uint64_t bytes)
{
	struct eci_buf list = { 0 };
	struct entry v[2] = { { "Doc_0/Document.xml", NULL }, { P, page } };
	struct eci_ofd_hits hits = { 0 };
	const char *needle = "B";
	ecert_doc *doc = NULL;
	bool any;
	ecert_err e;

	CHECK_OK(ctx, eci_buf_adds(ctx, &list, "<ofd:Document " NS "><ofd:CommonData>" A4));
	rows_of(&list, "<ofd:TemplatePage ID=\"", "\"/>", templates,
	    "</ofd:CommonData><ofd:Pages>");
	rows_of(&list, "<ofd:Page ID=\"", "\" BaseLoc=\"Pages/Page_0/Content.xml\"/>", pages,
	    "</ofd:Pages></ofd:Document>");
	v[0].text = (const char *)list.ptr;
	CHECK_OK(ctx, e = fixture(ctx, v, 2, &doc));
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_TOTAL_BYTES, bytes));
	if (e == ECERT_OK)
		e = eci_ofd_find_texts(ctx, doc, &needle, 1, &hits, &any);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_TOTAL_BYTES, UINT64_C(256) << 20));
	eci_ofd_hits_free(&hits, 1);
	ecert_doc_free(doc);
	eci_buf_free(&list);
	return e;
}

static void
crowds(void)
{
#define USE4 "<ofd:Template TemplateID=\"9999999\"/><ofd:Template TemplateID=\"9999999\"/>" \
	"<ofd:Template TemplateID=\"9999999\"/><ofd:Template TemplateID=\"9999999\"/>"
	static const char few[] = PAGE("", TEXT("10", "20", "A"));
	static const char many[] = PAGE(USE4 USE4 USE4 USE4, TEXT("10", "20", "A"));

	unit_case("pages that share a part");
	CHECK_ERR(ctx, crowd(few, 10, 1, 10 * (sizeof(few) - 1)), ECERT_OK);
	unit_case("pages that share a part and read more than a package may hold");
	CHECK_ERR(ctx, crowd(few, 10, 1, 10 * (sizeof(few) - 1) - 1), ECERT_E_LIMIT);
	unit_case("pages and template pages, a reasonable number");
	CHECK_ERR(ctx, crowd(many, 200, 200, UINT64_C(256) << 20), ECERT_OK);
	unit_case("pages that look through a long list of template pages");
	CHECK_ERR(ctx, crowd(many, 2000, 40000, UINT64_C(256) << 20), ECERT_E_LIMIT);
}

/*
 * Files of nine producers.  Boxes follow from Boundary, CTM, X, Y, Size and
 * DeltaX of the objects, read off the files by hand.
 */
static const struct {
	const char *file, *text;
	size_t n;                /* hits */
	size_t page;             /* of the first, from 1 */
	double box[4];
} files[] = {
	{ "unsigned/helloworld.ofd", "OFD Reader&Writer", 1, 1, { 43.7, 25.76, 25.5, 3 } },
	/* an object of 11 distances; the namespace prefix is "new" */
	{ "unsigned/namespace_no_std.ofd", "\xE4\xBD\xA0\xE5\xA5\xBD", 1, 1,
	    { 31.7, 25.76, 6, 3 } },
	/* the text begins with a line break; ligatures of the second are one glyph */
	{ "unsigned/z.ofd", "Heaffixedhisfinesign.", 2, 2, { 31.75, 169.908, 147.36, 14.82 } },
	{ "unsigned/Page5.ofd", "A", 0, 0, { 0 } },
	/* X 0, Y 4.0875 in 164 6.2, 3.175 high: 164, 10.2875 - 2.794 */
	{ "signed/999.ofd", "050001700111", 5, 1, { 164, 7.494, 19.05, 3.175 } },
	/* label of the template, value of the page */
	{ "signed/999.ofd", "\xE5\x8F\x91\xE7\xA5\xA8\xE4\xBB\xA3\xE7\xA0\x81\xEF\xBC\x9A"
	    "050001700111", 5, 1, { 148.6, 7.44, 34.45, 3.2285 } },
	/* a column: DeltaY */
	{ "signed/999.ofd", "\xE8\xB4\xAD\xE4\xB9\xB0\xE6\x96\xB9", 5, 1,
	    { 6.85, 33.156, 3.175, 15.875 } },
	/* one distance for all characters */
	{ "signed/v4signed.ofd", "\xE9\x87\x8D\xE5\xBA\x86\xE5\xA2\x9E\xE5\x80\xBC\xE7\xA8\x8E", 1,
	    1, { 69, 6.86, 32.7875, 6.6675 } },
	/* CTM 18.6619 over Size 1 and distances of 1.225 */
	{ "signed/testPathClip.ofd", "\xE4\xB8\xAD\xE5\x8D\x8E\xE4\xBA\xBA\xE6\xB0\x91\xE5\x85\xB1"
	    "\xE5\x92\x8C\xE5\x9B\xBD", 4, 1, { 129.264, 78.3, 155.827, 18.662 } },
	/* an object for each character */
	{ "signed/zsbk.ofd", "\xE4\xB8\xAD\xE5\x8D\x8E\xE4\xBA\xBA\xE6\xB0\x91\xE5\x85\xB1\xE5\x92"
	    "\x8C\xE5\x9B\xBD", 3, 1, { 61.462, 25.754, 40.536, 5.62 } },
	/* HScale 0.64 */
	{ "signed/n.ofd", "\xE6\xB5\x8B\xE8\xAF\x95", 3, 1, { 39.14, 38.684, 21.838, 14.7 } },
	/* Boundary with a height below nothing, CTM turned by 45 degrees */
	{ "signed/keyword.ofd", "\xE4\xBA\x8B\xE7\x94\xB1\xE6\x88\xB7\xE7\xB1\x8D", 1, 1,
	    { 0 } },
};

static void
corpus(void)
{
	struct eci_ofd_hits hits = { 0 };
	ecert_doc *doc;
	size_t i, k;
	bool any;

	for (i = 0; i < ECI_COUNT(files); i++) {
		unit_case("%s: %s", files[i].file, files[i].text);
		if (!corpus_doc(ctx, files[i].file, &doc))
			continue;
		CHECK_OK(ctx, eci_ofd_find_texts(ctx, doc, &files[i].text, 1, &hits, &any));
		CHECK_INT(hits.n, files[i].n);
		CHECK_INT(any, files[i].n > 0);
		if (hits.n > 0)
			CHECK_INT(hits.v[0].page + 1, files[i].page);
		for (k = 0; hits.n > 0 && files[i].box[2] > 0 && k < 4; k++)
			if (fabs(hits.v[0].box[k] - files[i].box[k]) > 0.002)
				unit_fail(__FILE__, __LINE__, "box[%zu] is %.4f, not %.4f", k,
				    hits.v[0].box[k], files[i].box[k]);
		eci_ofd_hits_free(&hits, 1);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	ctx = unit_ctx();
	documents();
	wrong();
	bomb();
	crowds();
	corpus();
	return unit_end();
}
