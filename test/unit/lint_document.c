/* SPDX-License-Identifier: Apache-2.0 */
/* The file as a document: 4.1.1, 4.1.2, 4.1.4, 4.1.6. */
#include "lint_kit.h"

static void
broken_template(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Document.xml", "</ofd:CommonData>",
	    "<ofd:TemplatePage ID=\"900\" BaseLoc=\"T.xml\"/></ofd:CommonData>");
	kit_put(ctx, doc, "Doc_0/T.xml", "<no XML");
}

static void
versions(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "OFD.xml", "</ofd:DocBody>", "<ofd:Versions/></ofd:DocBody>");
}

static void
other_id(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "OFD.xml", "XZ-2026-0001", "XZ-2026-0002");
}

static void
no_page(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Document.xml", "Pages/Page_0/Content.xml", "P9.xml");
}

#define ACTION(x) "<ofd:Actions><ofd:Action Event=\"" x "</ofd:Action></ofd:Actions>"

static void
sound(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, KIT_PAGE, "</ofd:Page>",
	    ACTION("CLICK\"><ofd:Sound ResourceID=\"1\"/>") "</ofd:Page>");
}

static void
on_open(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Document.xml", "</ofd:Document>",
	    ACTION("DO\"><ofd:Goto/>") "</ofd:Document>");
}

static void
uri(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, KIT_PAGE, "</ofd:Page>",
	    ACTION("CLICK\"><ofd:URI URI=\"http://example.org/\"/>") "</ofd:Page>");
}

static void
video(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/PublicRes.xml", "</ofd:Res>", "<ofd:MultiMedias>"
	    "<ofd:MultiMedia ID=\"901\" Type=\"Video\"><ofd:MediaFile>x</ofd:MediaFile>"
	    "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>");
}

static void
outside(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, KIT_PAGE, "<ofd:Content>",
	    "<ofd:PageRes>http://example.org/Res.xml</ofd:PageRes><ofd:Content>");
}

static void
missing(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, KIT_PAGE, "<ofd:Content>",
	    "<ofd:PageRes>Res9.xml</ofd:PageRes><ofd:Content>");
}

static void
embedded(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/PublicRes.xml", "FamilyName=\"宋体\"/>",
	    "FamilyName=\"宋体\"><ofd:FontFile>/Doc_0/Res/f.ttf</ofd:FontFile></ofd:Font>");
	kit_put(ctx, doc, "Doc_0/Res/f.ttf", "a font");
}

static void
no_fonts(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, "Doc_0/PublicRes.xml", "<ofd:Res " OFDNS " BaseLoc=\"Res\"/>");
}

static const struct kit_case cases[] = {
	{ "a certificate", "M-4.1.1", { 0 }, NULL, false, KEPT, "OFD document" },
	{ "a part that cannot be read", "M-4.1.1", { .before = broken_template, .no_sign = true },
	    NULL, false, BROKEN, "Doc_0/T.xml" },
	{ "one page", "M-4.1.2", { 0 }, NULL, false, KEPT, "pages: 1" },
	{ "versions", "M-4.1.2", { .before = versions, .no_sign = true }, NULL, false, OPEN,
	    "versions" },
	{ "two identifiers", "M-4.1.2", { .before = other_id }, NULL, false, BROKEN,
	    "XZ-2026-0002" },
	{ "a page that is not there", "M-4.1.2", { .before = no_page, .no_sign = true }, NULL,
	    false, BROKEN, "page 1 is not" },
	{ "nothing active", "M-4.1.4", { 0 }, NULL, false, KEPT, NULL },
	{ "sound", "M-4.1.4", { .before = sound, .no_sign = true }, NULL, false, BROKEN, "sound" },
	{ "an action on opening", "M-4.1.4", { .before = on_open, .no_sign = true }, NULL, false, BROKEN,
	    "opened" },
	{ "a link out", "M-4.1.4", { .before = uri, .no_sign = true }, NULL, false, BROKEN, "link out" },
	{ "video", "M-4.1.4", { .before = video, .no_sign = true }, NULL, false, BROKEN, "video" },
	{ "a location outside is no element", "M-4.1.4", { .before = outside, .no_sign = true },
	    NULL, false, KEPT, NULL },
	{ "all inside", "M-4.1.6", { 0 }, NULL, false, KEPT, NULL },
	{ "a location outside", "M-4.1.6", { .before = outside, .no_sign = true }, NULL, false,
	    BROKEN, "http://example.org/Res.xml" },
	{ "a resource list that is missing", "M-4.1.6", { .before = missing, .no_sign = true },
	    NULL, false, BROKEN, "Res9.xml" },
	{ "a font of the reader's", "M-4.1.6b", { 0 }, NULL, false, BROKEN, "宋体" },
	{ "a font inside", "M-4.1.6b", { .before = embedded }, NULL, false, KEPT, "embedded: 1" },
	{ "no fonts", "M-4.1.6b", { .before = no_fonts }, NULL, false, NONE, NULL },
};

static void
test_bytes(void)
{
	static const char two[] = "<ofd:OFD" OFDNS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody/>"
	    "<ofd:DocBody/></ofd:OFD>";
	struct eci_pkg *pkg = NULL;
	struct eci_buf b = { 0 };
	struct eci_out *o = NULL;
	ecert_lint *lint = NULL;

	unit_case("M-4.1.1: bytes that are no document");
	CHECK_ERR(kit.ctx, ecert_lint_mem(kit.ctx, (const uint8_t *)"hello", 5, KIT_NAME, NULL,
	    &lint), ECERT_E_INVALID);
	kit_check(lint, "M-4.1.1", BROKEN, "ZIP_MALFORMED");
	kit_check(lint, "M-4.1.2", OPEN, NULL);
	kit_check(lint, "M-7.1a", OPEN, "not examined");
	kit_check(lint, "M-4.4.3a", KEPT, NULL);
	ecert_lint_free(lint);

	unit_case("M-4.1.2: two documents");
	MUST(kit.ctx, eci_pkg_new(kit.ctx, &pkg));
	put_text(kit.ctx, pkg, "OFD.xml", two);
	MUST(kit.ctx, eci_out_mem(kit.ctx, &b, &o));
	MUST(kit.ctx, eci_pkg_write(kit.ctx, pkg, o));
	eci_out_abort(o);
	eci_pkg_free(pkg);
	CHECK_ERR(kit.ctx, ecert_lint_mem(kit.ctx, b.ptr, b.len, NULL, NULL, &lint),
	    ECERT_E_INVALID);
	kit_check(lint, "M-4.1.1", KEPT, NULL);
	kit_check(lint, "M-4.1.2", BROKEN, "2 documents");
	ecert_lint_free(lint);
	eci_buf_free(&b);
}

int
main(void)
{
	kit_start();
	kit_run(cases, ECI_COUNT(cases));
	test_bytes();
	kit_end();
	return unit_end();
}
