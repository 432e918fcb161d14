/* SPDX-License-Identifier: Apache-2.0 */
/* The 2-D code: 4.3.4. */
#include "lint_kit.h"

static char code_page[64], code_object[64];

/* The tag file names it while it is drawn in the same run; these are what its words are
 * changed to. */
static void
call_it(ecert_ctx *ctx, ecert_doc *doc, const char *to)
{
	kit_edit(ctx, doc, "Doc_0/Tags/MetrologyCertificate.xml", "symbology=\"qr\"", to);
}

static void
unnamed(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Tags/MetrologyCertificate.xml", "mc:Code ", "mc:Other ");
	kit_edit(ctx, doc, "Doc_0/Tags/MetrologyCertificate.xml", "/mc:Code>", "/mc:Other>");
}

/* A path that is no QR code of the identifier. */
static void
redraw(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, KIT_PAGE, "<ofd:AbbreviatedData>M ", "<ofd:AbbreviatedData>M 1 1 M ");
}

static void
grid(ecert_ctx *ctx, ecert_doc *doc)
{
	redraw(ctx, doc);
	call_it(ctx, doc, "symbology=\"gridmatrix\"");
}

static void
grid_by_name(ecert_ctx *ctx, ecert_doc *doc)
{
	call_it(ctx, doc, "symbology=\"gridmatrix\"");
}

static void
other_kind(ecert_ctx *ctx, ecert_doc *doc)
{
	redraw(ctx, doc);
	call_it(ctx, doc, "symbology=\"aztec\"");
}

static void
unnamed_other(ecert_ctx *ctx, ecert_doc *doc)
{
	redraw(ctx, doc);
	unnamed(ctx, doc);
}

static void
picture(ecert_ctx *ctx, ecert_doc *doc)
{
	MUST(ctx, ecert_page_add_image(ctx, doc, 1, 20, 20, 25, 25, tiny_png, sizeof(tiny_png)));
}

static void
text_in_it(ecert_ctx *ctx, ecert_doc *doc)
{
	MUST(ctx, ecert_page_add_text(ctx, doc, 1, 170, 30, 4, "宋体", 0, "x"));
}

static void
line_past_it(ecert_ctx *ctx, ecert_doc *doc)
{
	MUST(ctx, ecert_page_add_path(ctx, doc, 1, 0, 0, 210, 297, "M 20 50 L 190 50 M 20 10 L 20 60",
	    ECERT_PATH_STROKE, 0.3, 0));
}

static void
line_across(ecert_ctx *ctx, ecert_doc *doc)
{
	MUST(ctx, ecert_page_add_path(ctx, doc, 1, 0, 0, 210, 297, "M 20 30 L 190 30",
	    ECERT_PATH_STROKE, 0.3, 0));
}

static void
background(ecert_ctx *ctx, ecert_doc *doc)
{
	MUST(ctx, ecert_page_add_path(ctx, doc, 1, 0, 0, 210, 297, "M 0 0 L 210 0 L 210 297 L 0 297 C",
	    ECERT_PATH_FILL, 0, 0xFFFFFF));
}

static void
template_text(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Document.xml", "</ofd:CommonData>",
	    "<ofd:TemplatePage ID=\"900\" BaseLoc=\"T.xml\"/></ofd:CommonData>");
	kit_put(ctx, doc, "Doc_0/T.xml", "<ofd:Page" OFDNS "><ofd:Content><ofd:Layer ID=\"901\">"
	    "<ofd:TextObject ID=\"902\" Boundary=\"170 20 10 10\" Font=\"2\" Size=\"4\"/></ofd:Layer>"
	    "</ofd:Content></ofd:Page>");
	kit_edit(ctx, doc, KIT_PAGE, "<ofd:Content>",
	    "<ofd:Template TemplateID=\"900\"/><ofd:Content>");
}

static void
annotation(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Document.xml", "</ofd:Document>",
	    "<ofd:Annotations>Annotations.xml</ofd:Annotations></ofd:Document>");
	kit_put(ctx, doc, "Doc_0/Annotations.xml", "<ofd:Annotations" OFDNS "><ofd:Page PageID=\"1\">"
	    "<ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>");
	kit_put(ctx, doc, "Doc_0/A.xml", "<ofd:PageAnnot" OFDNS "><ofd:Annot ID=\"950\" Type=\"Stamp\">"
	    "<ofd:Appearance Boundary=\"160 10 20 20\"><ofd:TextObject ID=\"951\" Boundary=\"10 10 5 5\""
	    " Size=\"4\"/></ofd:Appearance></ofd:Annot></ofd:PageAnnot>");
}

static void
to_second(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_id *id = NULL;
	size_t page;

	MUST(ctx, ecert_page_add(ctx, doc, 210, 297, &page));
	MUST(ctx, ecert_page_add_qr(ctx, doc, page, 163, 15, 25, KIT_ID));
	MUST(ctx, ecert_id_parse(ctx, NULL, KIT_ID, strlen(KIT_ID), &id));
	MUST(ctx, ecert_doc_set_id(ctx, doc, id, ECERT_TAG_REPLACE));
	ecert_id_free(id);
	/* The writer speaks of codes on the first page alone. */
	kit_edit(ctx, doc, "Doc_0/Tags/MetrologyCertificate.xml", "</mc:MetrologyCertificate>",
	    "<mc:Code symbology=\"qr\" payload=\"x\"><ofd:ObjectRef PageRef=\"PAGE\">OBJECT"
	    "</ofd:ObjectRef></mc:Code></mc:MetrologyCertificate>");
	kit_edit(ctx, doc, "Doc_0/Tags/MetrologyCertificate.xml", "PAGE", code_page);
	kit_edit(ctx, doc, "Doc_0/Tags/MetrologyCertificate.xml", "OBJECT", code_object);
}

static const struct kit_case cases[] = {
	{ "a QR code the tag file names", "M-4.3.4a", { 0 }, NULL, false, BROKEN, "QR" },
	{ "a QR code nobody names", "M-4.3.4a", { .before = unnamed }, NULL, false, BROKEN, "QR" },
	{ "one of another size", "M-4.3.4a", { .code = 20, .before = unnamed }, NULL, false, BROKEN,
	    "QR" },
	{ "Grid Matrix by the tag file", "M-4.3.4a", { .before = grid }, NULL, false, KEPT, NULL },
	{ "a tag file that is wrong", "M-4.3.4a", { .before = grid_by_name }, NULL, false, BROKEN,
	    "QR" },
	{ "another kind", "M-4.3.4a", { .before = other_kind }, NULL, false, OPEN, "aztec" },
	{ "what looks like one", "M-4.3.4a", { .before = unnamed_other }, NULL, false, OPEN,
	    "may be" },
	{ "a picture that may be one", "M-4.3.4a", { .code = -1, .before = picture }, NULL, false,
	    OPEN, "may be" },
	{ "none", "M-4.3.4a", { .code = -1 }, NULL, false, NONE, NULL },
	{ "25 mm on page 1", "M-4.3.4b", { 0 }, NULL, false, KEPT, "25 x 25" },
	{ "24.1 mm", "M-4.3.4b", { .code = 24.1 }, NULL, false, KEPT, NULL },
	{ "20 mm", "M-4.3.4b", { .code = 20 }, NULL, false, BROKEN, "20 x 20" },
	{ "27 mm", "M-4.3.4b", { .code = 27 }, NULL, false, BROKEN, NULL },
	{ "what looks like one", "M-4.3.4b", { .before = unnamed_other }, NULL, false, OPEN,
	    "measure" },
	{ "none", "M-4.3.4b", { .code = -1 }, NULL, false, BROKEN, "nothing" },
	{ "apart", "M-4.3.4c", { 0 }, NULL, false, KEPT, NULL },
	{ "text", "M-4.3.4c", { .before = text_in_it }, NULL, false, BROKEN, "TextObject" },
	{ "lines that pass by", "M-4.3.4c", { .before = line_past_it }, NULL, false, KEPT, NULL },
	{ "a line across", "M-4.3.4c", { .before = line_across }, NULL, false, BROKEN,
	    "PathObject" },
	{ "a ground below", "M-4.3.4c", { .before = background }, NULL, false, OPEN, "background" },
	{ "text of a template", "M-4.3.4c", { .before = template_text, .no_sign = true }, NULL, false,
	    BROKEN, "Doc_0/T.xml" },
	{ "an annotation", "M-4.3.4c", { .before = annotation, .no_sign = true }, NULL, false, BROKEN,
	    "Doc_0/A.xml" },
	{ "the seal", "M-4.3.4c", { .x = 150, .y = 30 }, NULL, false, BROKEN, "seal" },
	{ "what looks like one", "M-4.3.4c", { .before = unnamed_other }, NULL, false, OPEN, NULL },
	{ "none", "M-4.3.4c", { .code = -1 }, NULL, false, NONE, NULL },
};

/* Their IDs, as the second page's code will have them. */
static void
learn_second(void)
{
	static const struct kit_spec spec = { .code = -1, .id = "", .no_sign = true };
	ecert_doc *doc = NULL;
	uint8_t *p = NULL;
	size_t n, page;
	char *text, *at;

	MUST(kit.ctx, ecert_doc_new(kit.ctx, &doc));
	kit_draw(kit.ctx, doc, &spec);
	MUST(kit.ctx, ecert_page_add(kit.ctx, doc, 210, 297, &page));
	MUST(kit.ctx, ecert_page_add_qr(kit.ctx, doc, page, 163, 15, 25, KIT_ID));
	snprintf(code_page, sizeof(code_page), "%llu",
	    (unsigned long long)eci_ofd_page(doc, 1)->id);
	MUST(kit.ctx, ecert_doc_read_entry(kit.ctx, doc, eci_ofd_page(doc, 1)->entry, &p, &n));
	MUST(kit.ctx, eci_strndup(kit.ctx, (char *)p, n, &text));
	at = strstr(text, "<ofd:PathObject ID=\"");
	CHECK(at != NULL);
	if (at != NULL)
		snprintf(code_object, sizeof(code_object), "%ld",
		    strtol(at + strlen("<ofd:PathObject ID=\""), NULL, 10));
	free(text);
	ecert_free(p);
	ecert_doc_free(doc);
}

static void
test_second(void)
{
	static const struct kit_case second = { "on the second page", "M-4.3.4b", { .code = -1,
	    .before = to_second }, NULL, false, BROKEN, "page 2" };

	unit_case("a code on the second page");
	learn_second();
	kit_run(&second, 1);
}

int
main(void)
{
	kit_start();
	kit_run(cases, ECI_COUNT(cases));
	test_second();
	kit_end();
	return unit_end();
}
