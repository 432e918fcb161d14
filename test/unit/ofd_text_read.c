/* SPDX-License-Identifier: Apache-2.0 */
/* Which text objects a page shows. */
#include "ofd_fixture.h"
#include "ofd_show.h"

#define LAYER(more) PAGE_XML("<ofd:Content><ofd:Layer ID=\"2\">" more "</ofd:Layer></ofd:Content>")
#define TEXT(attrs, more) "<ofd:TextObject ID=\"3\" Boundary=\"10 20 9 9\" Font=\"1\" Size=\"4\" " \
	attrs ">" more "</ofd:TextObject>"
#define CODE(s) "<ofd:TextCode X=\"1\" Y=\"2\" DeltaX=\"g 9 3\">" s "</ofd:TextCode>"
#define AB "A@11,22 B@14,22"

static ecert_ctx *ctx;

static const struct row { const char *name, *page, *want; } rows[] = {
	{ "a text", LAYER(TEXT("", CODE("AB"))), AB },
	{ "no content", PAGE_XML(""), "" },
	{ "two layers", PAGE_XML("<ofd:Content><ofd:Layer>" TEXT("", CODE("A")) "</ofd:Layer>"
	    "<ofd:Layer>" TEXT("", CODE("B")) "</ofd:Layer></ofd:Content>"), "A@11,22 | B@11,22" },
	{ "blocks in blocks", LAYER("<ofd:PageBlock><ofd:PageBlock>" TEXT("", CODE("AB"))
	    "</ofd:PageBlock></ofd:PageBlock>"), AB },
	{ "the namespace of an earlier draft", "<Page xmlns=\"http://www.ofdspec.org\"><Content>"
	    "<Layer><TextObject Boundary=\"10 20 9 9\" Size=\"4\"><TextCode X=\"1\" Y=\"2\" "
	    "DeltaX=\"3\">AB</TextCode></TextObject></Layer></Content></Page>", AB },
	{ "entities", LAYER(TEXT("", CODE("&lt;&#x4F60;&amp;"))),
	    "<@11,22 \xE4\xBD\xA0@14,22 &@17,22" },
	{ "a CDATA section", LAYER(TEXT("", CODE("A<![CDATA[<]]>"))), "A@11,22 <@14,22" },
	{ "a comment within", LAYER(TEXT("", CODE("A<!-- x -->B"))), AB },
	{ "layout of the XML", LAYER(TEXT("", CODE("\n\t\tAB\n\t"))), AB },
	{ "a space in front", LAYER(TEXT("", CODE(" AB"))), " @11,22 A@14,22 B@17,22" },
	{ "CTM", LAYER(TEXT("CTM=\"2 0 0 3 4 5\"", CODE("AB"))), "A@16,31 B@22,31" },
	{ "numbers with exponents", LAYER(TEXT("CTM=\"1.0E0 0 0 1 0.0E-3 0\"", CODE("AB"))), AB },
	{ "a box turned over", LAYER("<ofd:TextObject Boundary=\"10 20 9 -9\" Size=\"4\">"
	    CODE("AB") "</ofd:TextObject>"), AB },
	{ "several codes", LAYER(TEXT("", CODE("A") "<ofd:TextCode X=\"7\">B</ofd:TextCode>"
	    "<ofd:TextCode Y=\"8\">C</ofd:TextCode>")), "A@11,22 | B@17,22 | C@17,28" },
	{ "no place at all", LAYER(TEXT("", "<ofd:TextCode>A</ofd:TextCode>")), "A@10,20" },
	{ "distances are of one code", LAYER(TEXT("", CODE("AB")
	    "<ofd:TextCode X=\"1\" Y=\"9\">CD</ofd:TextCode>")), AB " | C@11,29 D@13,29" },
	{ "a ligature", LAYER(TEXT("", "<ofd:CGTransform CodePosition=\"1\" CodeCount=\"2\" "
	    "GlyphCount=\"1\"><ofd:Glyphs>9</ofd:Glyphs></ofd:CGTransform>" CODE("afib"))),
	    "a@11,22 f@14,22 i@14,22 b@17,22" },
	{ "glyphs for codes one by one", LAYER(TEXT("", "<ofd:CGTransform CodePosition=\"0\" "
	    "CodeCount=\"2\" GlyphCount=\"2\"><ofd:Glyphs>1 2</ofd:Glyphs></ofd:CGTransform>"
	    CODE("AB"))), AB },
	{ "ligatures are of one code", LAYER(TEXT("", "<ofd:CGTransform CodePosition=\"0\" "
	    "CodeCount=\"2\"/>" CODE("fi") CODE("AB"))), "f@11,22 i@11,22 | " AB },
	{ "ligatures out of order", LAYER(TEXT("", "<ofd:CGTransform CodePosition=\"1\" "
	    "CodeCount=\"2\"/><ofd:CGTransform CodePosition=\"0\" CodeCount=\"2\"/>" CODE("ABC"))),
	    "A@11,22 B@14,22 C@14,22" },
	{ "ligatures that are none", LAYER(TEXT("", "<ofd:CGTransform CodePosition=\"x\" "
	    "CodeCount=\"2\"/><ofd:CGTransform CodePosition=\"0\" CodeCount=\"999999\"/>"
	    "<ofd:CGTransform CodeCount=\"2\" GlyphCount=\"0\"/>" CODE("AB"))), AB },
	{ "directions", LAYER(TEXT("ReadDirection=\"90\" CharDirection=\"270\"",
	    "<ofd:TextCode X=\"1\" Y=\"2\">\xE4\xBD\xA0" "A</ofd:TextCode>")),
	    "\xE4\xBD\xA0@11,22 A@11,26" },
	{ "HScale", LAYER(TEXT("HScale=\"0.5\"", "<ofd:TextCode X=\"1\" Y=\"2\">AB"
	    "</ofd:TextCode>")), "A@11,22 B@12,22" },
	/* not shown */
	{ "invisible", LAYER(TEXT("Visible=\"false\"", CODE("AB"))), "" },
	{ "invisible by a number", LAYER(TEXT("Visible=\"0\"", CODE("AB"))), "" },
	{ "visible", LAYER(TEXT("Visible=\"true\"", CODE("AB"))), AB },
	{ "neither filled nor drawn: the text under a scan", LAYER(TEXT("Fill=\"false\"",
	    CODE("AB"))), AB },
	{ "no Boundary", LAYER("<ofd:TextObject Size=\"4\">" CODE("AB") "</ofd:TextObject>"), "" },
	{ "a Boundary that is none", LAYER("<ofd:TextObject Boundary=\"1 2 NaN 4\" Size=\"4\">"
	    CODE("AB") "</ofd:TextObject>"), "" },
	{ "no Size", LAYER("<ofd:TextObject Boundary=\"1 2 3 4\">" CODE("AB") "</ofd:TextObject>"),
	    "" },
	{ "a Size of nothing", LAYER("<ofd:TextObject Boundary=\"1 2 3 4\" Size=\"0\">" CODE("AB")
	    "</ofd:TextObject>"), "" },
	{ "a CTM that is none", LAYER(TEXT("CTM=\"1 0 0 1 0\"", CODE("AB"))), "" },
	{ "an HScale of nothing", LAYER(TEXT("HScale=\"0\"", CODE("AB"))), "" },
	{ "a place that is none", LAYER(TEXT("", "<ofd:TextCode X=\"a\">B</ofd:TextCode>"
	    "<ofd:TextCode Y=\"1 2\">B</ofd:TextCode>" CODE("AB"))), AB },
	{ "text that clips", LAYER("<ofd:PathObject Boundary=\"0 0 9 9\"><ofd:Clips><ofd:Clip>"
	    "<ofd:Area><ofd:Text Boundary=\"0 0 9 9\" Size=\"4\">" CODE("AB") "</ofd:Text>"
	    "</ofd:Area></ofd:Clip></ofd:Clips></ofd:PathObject>"), "" },
	{ "text that fills a pattern", LAYER("<ofd:PathObject Boundary=\"0 0 9 9\"><ofd:FillColor>"
	    "<ofd:Pattern><ofd:CellContent>" TEXT("", CODE("AB")) "</ofd:CellContent></ofd:Pattern>"
	    "</ofd:FillColor></ofd:PathObject>"), "" },
	{ "text outside of a layer", PAGE_XML("<ofd:Content>" TEXT("", CODE("AB"))
	    "</ofd:Content>"), "" },
	{ "a layer outside of the content", PAGE_XML("<ofd:Layer>" TEXT("", CODE("AB"))
	    "</ofd:Layer>"), "" },
	{ "a code outside of an object", LAYER(CODE("AB")), "" },
	{ "text of a stranger", LAYER("<TextObject Boundary=\"10 20 9 9\" Size=\"4\">" CODE("AB")
	    "</TextObject>"), "" },
	{ "text within text", LAYER(TEXT("", TEXT("", CODE("AB")))), "" },
	{ "another root", "<ofd:Res " NS "><ofd:Content><ofd:Layer>" TEXT("", CODE("AB"))
	    "</ofd:Layer></ofd:Content></ofd:Res>", "" },
};

static size_t
page_entry(ecert_doc *doc)
{
	return eci_ofd_find(doc, eci_ofd_page(doc, 0)->entry);
}

/* The page is put into the document behind its back: what is no page must be
 * read without harm too. */
static void
read_page(const char *page, struct eci_ofd_shown *out)
{
	struct entry v = { "Doc_0/Pages/Page_0/Content.xml", page };
	struct eci_ofd_texts t = { .ctx = ctx };
	ecert_doc *doc = NULL;

	CHECK_OK(ctx, fixture(ctx, &v, 1, &doc));
	t.doc = doc;
	t.res_read = calloc(eci_pkg_count(doc->pkg), sizeof(bool));
	CHECK_OK(ctx, eci_ofd_text_page(&t, page_entry(doc), out));
	free(t.res_read);
	ecert_doc_free(doc);
}

static void
pages(void)
{
	struct eci_ofd_shown s = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		read_page(rows[i].page, &s);
		CHECK_STR(show(&s), rows[i].want);
		eci_ofd_shown_free(&s);
	}
}

static void
links(void)
{
	struct eci_ofd_shown s = { 0 };

	unit_case("templates and composite objects");
	read_page(PAGE_XML("<ofd:Template TemplateID=\"7\"/><ofd:Template TemplateID=\"x\"/>"
	    "<ofd:Template TemplateID=\"8\" ZOrder=\"Foreground\"/><ofd:Content><ofd:Layer>"
	    "<ofd:Template TemplateID=\"9\"/>"
	    "<ofd:CompositeObject ResourceID=\"5\" Boundary=\"1 2 3 4\" CTM=\"2 0 0 2 10 20\"/>"
	    "<ofd:CompositeObject ResourceID=\"6\" Boundary=\"1 2 3 4\"/>"
	    "<ofd:CompositeObject ResourceID=\"5\" Boundary=\"1 2 3 4\" Visible=\"false\"/>"
	    "<ofd:CompositeObject ResourceID=\"5\"/><ofd:CompositeObject Boundary=\"1 2 3 4\"/>"
	    "<ofd:CompositeObject ResourceID=\"-5\" Boundary=\"1 2 3 4\"/>"
	    "</ofd:Layer></ofd:Content>"), &s);
	CHECK_INT(s.n_templates, 2);
	CHECK(s.templates[0] == 7 && s.templates[1] == 8);
	CHECK_INT(s.n_uses, 2);
	CHECK(s.uses[0].unit == 5 && s.uses[1].unit == 6);
	CHECK_MEM(s.uses[0].m, sizeof(s.uses[0].m), ((double[6]){ 2, 0, 0, 2, 11, 22 }), 48);
	CHECK_MEM(s.uses[1].m, sizeof(s.uses[1].m), ((double[6]){ 1, 0, 0, 1, 1, 2 }), 48);
	eci_ofd_shown_free(&s);
}

static void
broken(void)
{
	struct entry v = { "Doc_0/x.xml", "<ofd:Page " NS "><a></ofd:Page>" };
	struct eci_ofd_texts t = { .ctx = ctx };
	struct eci_ofd_shown s = { 0 };
	ecert_doc *doc = NULL;

	unit_case("a part that is no XML");
	CHECK_OK(ctx, fixture(ctx, &v, 1, &doc));
	t.doc = doc;
	CHECK_REASON(ctx, eci_ofd_text_page(&t, eci_ofd_find(doc, "Doc_0/x.xml"), &s),
	    ECERT_R_XML_MALFORMED);
	eci_ofd_shown_free(&s);
	ecert_doc_free(doc);
}

int
main(void)
{
	ctx = unit_ctx();
	pages();
	links();
	broken();
	return unit_end();
}
