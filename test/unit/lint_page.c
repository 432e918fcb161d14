/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: 4.3.3, 4.3.6. */
#include "lint_kit.h"

static void
second_page(ecert_ctx *ctx, ecert_doc *doc)
{
	size_t page;

	MUST(ctx, ecert_page_add(ctx, doc, 210, 297, &page));
	MUST(ctx, ecert_page_add_text(ctx, doc, page, 22, 100, 4, "宋体", 0, "第 2 页"));
}

/* What the page says becomes what its template says. */
static void
to_template(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Document.xml", "</ofd:CommonData>",
	    "<ofd:TemplatePage ID=\"900\" BaseLoc=\"T.xml\"/></ofd:CommonData>");
	kit_put(ctx, doc, "Doc_0/T.xml", "<ofd:Page" OFDNS "><ofd:Content><ofd:Layer ID=\"901\">"
	    "<ofd:TextObject ID=\"902\" Boundary=\"10 270 190 10\" Font=\"2\" Size=\"4\"><ofd:TextCode"
	    " X=\"0\" Y=\"4\">" KIT_SAYS "</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>"
	    "</ofd:Page>");
	kit_edit(ctx, doc, KIT_PAGE, "<ofd:Content>",
	    "<ofd:Template TemplateID=\"900\"/><ofd:Content>");
}

#define ANNOTATED(id, visible) do { \
	kit_edit(ctx, doc, "Doc_0/Document.xml", "</ofd:Document>", \
	    "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"); \
	kit_put(ctx, doc, "Doc_0/Annots/Annotations.xml", "<ofd:Annotations" OFDNS "><ofd:Page " \
	    "PageID=\"" id "\"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"); \
	kit_put(ctx, doc, "Doc_0/Annots/A.xml", "<ofd:PageAnnot" OFDNS "><ofd:Annot ID=\"950\" " \
	    "Type=\"Watermark\" Visible=\"" visible "\"><ofd:Appearance Boundary=\"10 270 190 10\">" \
	    "<ofd:TextObject ID=\"951\" Boundary=\"0 0 190 10\" Font=\"2\" Size=\"4\"><ofd:TextCode " \
	    "X=\"0\" Y=\"4\">本证书为电子 证书 请到</ofd:TextCode><ofd:TextCode>发证机构官网验证" \
	    "</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>"); \
} while (0)

static void
to_annotation(ecert_ctx *ctx, ecert_doc *doc)
{
	ANNOTATED("1", "true");
}

static void
to_hidden(ecert_ctx *ctx, ecert_doc *doc)
{
	ANNOTATED("1", "false");
}

static void
to_other(ecert_ctx *ctx, ecert_doc *doc)
{
	ANNOTATED("77", "true");
}

static void
no_text(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, KIT_PAGE, "<ofd:Page" OFDNS "><ofd:Area><ofd:PhysicalBox>0 0 210 297"
	    "</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"3\"/></ofd:Content></ofd:Page>");
}

static const struct kit_case cases[] = {
	{ "A4", "M-4.3.3", { 0 }, NULL, false, KEPT, NULL },
	{ "half a millimetre", "M-4.3.3", { .width = 210.5, .height = 296.5 }, NULL, false, KEPT,
	    NULL },
	{ "more than that", "M-4.3.3", { .width = 210.6 }, NULL, false, BROKEN, "210.6 x 297" },
	{ "landscape", "M-4.3.3", { .width = 297, .height = 210, .y = 100 }, NULL, false, KEPT,
	    "landscape on 1" },
	{ "Letter", "M-4.3.3", { .width = 215.9, .height = 279.4 }, NULL, false, BROKEN, NULL },
	{ "on the page", "M-4.3.6", { 0 }, NULL, false, KEPT, NULL },
	{ "an ASCII comma and blanks", "M-4.3.6", { .sentence =
	    "本证书为 电子证书, 请到发证机构官网验证" }, NULL, false, KEPT, NULL },
	{ "another sentence", "M-4.3.6", { .sentence = "请到官网验证" }, NULL, false, BROKEN,
	    "page 1" },
	{ "not on each page", "M-4.3.6", { .before = second_page }, NULL, false, BROKEN,
	    "page 2" },
	{ "on a template", "M-4.3.6", { .sentence = "x", .before = to_template, .no_sign = true },
	    NULL, false, KEPT, NULL },
	{ "in an annotation", "M-4.3.6", { .sentence = "x", .before = to_annotation,
	    .no_sign = true }, NULL, false, KEPT, NULL },
	{ "in one that is not shown", "M-4.3.6", { .sentence = "x", .before = to_hidden,
	    .no_sign = true }, NULL, false, BROKEN, NULL },
	{ "in one of another page", "M-4.3.6", { .sentence = "x", .before = to_other,
	    .no_sign = true }, NULL, false, BROKEN, NULL },
	{ "no text at all", "M-4.3.6", { .before = no_text }, NULL, false, OPEN, "look" },
};

/* Five pages, of which four are as much as is searched. */
static void
fat_pages(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_buf b = { 0 };
	char blanks[1024];
	size_t i, page;

	memset(blanks, ' ', sizeof(blanks));
	for (i = 0; i < 240; i++)
		MUST(ctx, eci_buf_add(ctx, &b, blanks, sizeof(blanks)));
	MUST(ctx, eci_buf_adds(ctx, &b, "</ofd:Page>"));
	kit_edit(ctx, doc, KIT_PAGE, "</ofd:Page>", (char *)b.ptr);
	for (i = 0; i < 4; i++) {
		MUST(ctx, ecert_page_add(ctx, doc, 210, 297, &page));
		kit_edit(ctx, doc, eci_ofd_page(doc, page - 1)->entry, "</ofd:Page>", (char *)b.ptr);
	}
	eci_buf_free(&b);
}

static void
test_too_much(void)
{
	static const struct kit_spec spec = { .before = fat_pages };
	uint64_t was = ecert_ctx_limit(kit.ctx, ECERT_LIMIT_XML_BYTES);
	ecert_lint *lint;

	unit_case("M-4.3.6: more than is searched");
	MUST(kit.ctx, ecert_ctx_set_limit(kit.ctx, ECERT_LIMIT_XML_BYTES, 256 * 1024));
	lint = kit_lint(&spec, KIT_NAME, kit_policy);
	kit_check(lint, "M-4.3.6", OPEN, "too large");
	ecert_lint_free(lint);
	MUST(kit.ctx, ecert_ctx_set_limit(kit.ctx, ECERT_LIMIT_XML_BYTES, was));
	lint = kit_lint(&spec, KIT_NAME, kit_policy);
	kit_check(lint, "M-4.3.6", BROKEN, "page 2");
	ecert_lint_free(lint);
}

int
main(void)
{
	kit_start();
	kit_run(cases, ECI_COUNT(cases));
	test_too_much();
	kit_end();
	return unit_end();
}
