/* SPDX-License-Identifier: Apache-2.0 */
/* Forged documents: what the signature left open is filled, and what belongs to
 * another document is put in the place of this one's. */
#include "../negative/forge_run.h"

#define OTHER_PAGE XML "<ofd:Page" NS "><ofd:Content><ofd:Layer ID=\"17\"><ofd:TextObject" \
	" ID=\"18\" Boundary=\"20 20 100 10\" Font=\"3\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\">" \
	"forged</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"
#define OTHER_DOCUMENT XML "<ofd:Document" NS "><ofd:CommonData><ofd:MaxUnitID>20" \
	"</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>" \
	"</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"P.xml\"/>" \
	"</ofd:Pages></ofd:Document>"
#define SECOND_PAGE "Doc_0/Pages/Page_1/Content.xml"
#define IDENTIFIER "2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0"

#define SKIP(hook, name) \
static void \
hook(struct forge *f) \
{ \
	forge_skip(f, name); \
}

SKIP(skip_ofd, "OFD.xml")
SKIP(skip_document, "Doc_0/Document.xml")
SKIP(skip_annot, "Doc_0/Annots/Page_0/Annotation.xml")
SKIP(skip_res, "Doc_0/DocumentRes.xml")
SKIP(skip_font, "Doc_0/PublicRes.xml")
SKIP(skip_attachments, "Doc_0/Attachs/Attachments.xml")

static void
add_document(struct forge *f)
{
	forge_text(f, "Doc_1/Document.xml", OTHER_DOCUMENT);
	forge_text(f, "Doc_1/P.xml", OTHER_PAGE);
}

/* As incremental saving of another format: the newest version is what is shown. */
static void
new_version(struct forge *f)
{
	forge_edit(f, "OFD.xml", "<ofd:Signatures>", "<ofd:Versions><ofd:Version ID=\"v1\""
	    " Index=\"1\" Current=\"true\" BaseLoc=\"V.xml\"/></ofd:Versions><ofd:Signatures>");
	forge_text(f, "V.xml", XML "<ofd:DocVersion" NS " ID=\"v1\"><ofd:FileList>"
	    "<ofd:File ID=\"1\">/Doc_1/Document.xml</ofd:File></ofd:FileList><ofd:DocRoot>"
	    "/Doc_1/Document.xml</ofd:DocRoot></ofd:DocVersion>");
	add_document(f);
}

#define BODY "<ofd:DocBody><ofd:DocInfo><ofd:DocID>ffffffffffffffffffffffffffffffff</ofd:DocID>" \
	"</ofd:DocInfo><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>"

static void
first_body(struct forge *f)
{
	forge_edit(f, "OFD.xml", "<ofd:DocBody>", BODY "<ofd:DocBody>");
	add_document(f);
}

static void
last_body(struct forge *f)
{
	forge_edit(f, "OFD.xml", "</ofd:OFD>", BODY "</ofd:OFD>");
	add_document(f);
}

static void
second_root(struct forge *f)
{
	forge_edit(f, "OFD.xml", "</ofd:DocRoot>", "</ofd:DocRoot><ofd:DocRoot>Doc_1/Document.xml"
	    "</ofd:DocRoot>");
	add_document(f);
}

static void
annot_covers(struct forge *f)
{
	forge_edit(f, "Doc_0/Annots/Page_0/Annotation.xml", "Boundary=\"0 0 10 10\"/>",
	    "Boundary=\"20 20 100 10\"><ofd:PathObject ID=\"21\" Boundary=\"0 0 100 10\""
	    " Fill=\"true\" Stroke=\"false\"><ofd:FillColor Value=\"255 255 255\"/>"
	    "<ofd:AbbreviatedData>M 0 0 L 100 0 L 100 10 C</ofd:AbbreviatedData>"
	    "</ofd:PathObject></ofd:Appearance>");
}

static void
two_pages(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "</ofd:Pages>",
	    "<ofd:Page ID=\"19\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>");
	forge_text(f, SECOND_PAGE, OTHER_PAGE);
	skip_document(f);
}

static void
page_taken_out(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml",
	    "<ofd:Page ID=\"19\" BaseLoc=\"Pages/Page_1/Content.xml\"/>", "");
}

static void
pages_swapped(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>",
	    "");
	forge_edit(f, "Doc_0/Document.xml", "</ofd:Pages>",
	    "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>");
}

static void
with_identifier(struct forge *f)
{
	forge_text(f, "Doc_0/Tags/Tag_0.xml", XML "<c><id>" IDENTIFIER "</id></c>");
	forge_skip(f, "Doc_0/Tags/Tag_0.xml");
	forge_skip(f, "Doc_0/Tags/CustomTags.xml");
}

static void
identifier_exchanged(struct forge *f)
{
	forge_edit(f, "Doc_0/Tags/Tag_0.xml", "XZ-2026-0001", "XZ-2026-0002");
}

/* The image of another resource number: what a page shows is not on the page. */
static void
image_redirected(struct forge *f)
{
	forge_edit(f, "Doc_0/DocumentRes.xml", "qr.png", "evil.png");
	forge_text(f, "Doc_0/Res/evil.png", "\x89PNG\r\n\x1a\nanother");
}

static void
font_redirected(struct forge *f)
{
	forge_edit(f, "Doc_0/PublicRes.xml", "FontName=\"SimSun\"/>", "FontName=\"SimSun\">"
	    "<ofd:FontFile>evil.ttf</ofd:FontFile></ofd:Font>");
	forge_text(f, "Doc_0/Res/evil.ttf", "\1font");
}

static void
attachment_added(struct forge *f)
{
	forge_edit(f, "Doc_0/Attachs/Attachments.xml", "</ofd:Attachments>", "<ofd:Attachment"
	    " ID=\"A2\" Name=\"b\"><ofd:FileLoc>b.xml</ofd:FileLoc></ofd:Attachment>"
	    "</ofd:Attachments>");
	forge_text(f, "Doc_0/Attachs/b.xml", "<b/>");
}

/* A shadow: signed with a link to nothing, which is filled in later. */
#define DANGLING(hook, name, from, to) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, name, from, to); \
}

DANGLING(lost_image, "Doc_0/DocumentRes.xml", "qr.png", "shadow.png")
DANGLING(lost_template, "Doc_0/Document.xml", "Tpls/Tpl_0/Content.xml", "Tpls/Tpl_1/Content.xml")
DANGLING(lost_tag, "Doc_0/Tags/CustomTags.xml", "Tag_0.xml", "Tag_1.xml")
DANGLING(lost_attachment, "Doc_0/Attachs/Attachments.xml", "raw.xml", "shadow.xml")
DANGLING(lost_annot, "Doc_0/Annots/Annotations.xml", "Page_0/Annotation.xml",
    "Page_1/Annotation.xml")

static void
fill_image(struct forge *f)
{
	forge_text(f, "Doc_0/Res/shadow.png", "\x89PNG\r\n\x1a\nshadow");
}

static void
fill_template(struct forge *f)
{
	forge_text(f, "Doc_0/Tpls/Tpl_1/Content.xml", OTHER_PAGE);
}

static void
fill_annot(struct forge *f)
{
	forge_text(f, "Doc_0/Annots/Page_1/Annotation.xml", XML "<ofd:PageAnnot" NS "/>");
}

/* ---- what runs, plays or leads out ---- */

#define ACTION(hook, event, what) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, PAGE, "<ofd:Content>", "<ofd:Actions><ofd:Action Event=\"" event "\">" \
	    what "</ofd:Action></ofd:Actions><ofd:Content>"); \
}

ACTION(page_uri, "CLICK", "<ofd:URI URI=\"file:///etc/passwd\"/>")
ACTION(page_open, "PO", "<ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"1\"/></ofd:Goto>")
ACTION(page_attachment, "CLICK", "<ofd:GotoA AttachID=\"A1\"/>")
ACTION(page_movie, "CLICK", "<ofd:Movie ResourceID=\"4\"/>")
ACTION(page_goto, "CLICK", "<ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"1\"/></ofd:Goto>")

static void
document_empty_base(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "BaseLoc=\"Pages/Page_0/Content.xml\"", "BaseLoc=\"\"");
}

static void
root_outside(struct forge *f)
{
	forge_edit(f, "OFD.xml", "Doc_0/Document.xml", "../Document.xml");
}

static void
image_outside(struct forge *f)
{
	forge_edit(f, "Doc_0/DocumentRes.xml", "qr.png", "../../../etc/passwd");
}

static void
page_url(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "Pages/Page_0/Content.xml", "http://example.org/p.xml");
}

/* ---- of another document of the same signer ---- */

static void
as_other_document(struct forge *f)
{
	struct forge other;
	const struct fent *e;

	forge_base(&other);
	forge_page_changed(&other);
	forge_sign(&other, NULL);
	e = forge_find(&other, SIG_VALUE);
	forge_set(f, SIG_VALUE, e->p, e->n);
	forge_free(&other);
}

static void
as_other_document_whole(struct forge *f)
{
	struct forge other;
	const struct fent *e;

	forge_base(&other);
	forge_page_changed(&other);
	forge_sign(&other, NULL);
	e = forge_find(&other, SIG_VALUE);
	forge_set(f, SIG_VALUE, e->p, e->n);
	e = forge_find(&other, SIG_XML);
	forge_set(f, SIG_XML, e->p, e->n);
	e = forge_find(&other, SIG_SEAL);
	forge_set(f, SIG_SEAL, e->p, e->n);
	forge_free(&other);
}

static const struct forge_case cases[] = {
	{ "a new current version", skip_ofd, NULL, new_version, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "a forged DocBody first", skip_ofd, NULL, first_body, NULL, X, { R(OFD_MULTI_DOC) } },
	{ "a forged DocBody last", skip_ofd, NULL, last_body, NULL, X, { R(OFD_MULTI_DOC) } },
	{ "a second DocRoot", skip_ofd, NULL, second_root, NULL, X,
	    { R(OFD_STRUCTURE), R(OFD_MULTI_DOC) } },
	{ "two documents, both signed", last_body, NULL, NULL, NULL, X, { R(OFD_MULTI_DOC) } },
	{ "an open annotation covers the value", skip_annot, NULL, annot_covers, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "page 2 is taken out", two_pages, NULL, page_taken_out, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "pages exchanged", two_pages, NULL, pages_swapped, NULL, U, { R(COVERAGE_MISSING) } },
	{ "the identifier of an open tag exchanged", with_identifier, NULL, identifier_exchanged,
	    NULL, U, { R(COVERAGE_MISSING) } },
	{ "an open resource names another image", skip_res, NULL, image_redirected, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "an open resource names another font", skip_font, NULL, font_redirected, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "an attachment more in an open list", skip_attachments, NULL, attachment_added, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "a lost image", lost_image, NULL, NULL, NULL, U, { R(DANGLING_REF) } },
	{ "a lost image filled in", lost_image, NULL, fill_image, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "a lost template", lost_template, NULL, NULL, NULL, U, { R(DANGLING_REF) } },
	{ "a lost template filled in", lost_template, NULL, fill_template, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "a lost annotation", lost_annot, NULL, NULL, NULL, U, { R(DANGLING_REF) } },
	{ "a lost annotation filled in", lost_annot, NULL, fill_annot, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "a lost tag", lost_tag, NULL, NULL, NULL, U, { R(DANGLING_REF) } },
	{ "a lost attachment", lost_attachment, NULL, NULL, NULL, U, { R(DANGLING_REF) } },
	{ "a link out of a page", page_uri, NULL, NULL, NULL, U, { R(ACTIVE_CONTENT) } },
	{ "an action when a page opens", page_open, NULL, NULL, NULL, U, { R(ACTIVE_CONTENT) } },
	{ "a link into an attachment", page_attachment, NULL, NULL, NULL, U,
	    { R(ACTIVE_CONTENT) } },
	{ "a movie", page_movie, NULL, NULL, NULL, U, { R(ACTIVE_CONTENT) } },
	{ "a page without a place", document_empty_base, NULL, NULL, NULL, X,
	    { R(REF_BAD), R(OFD_STRUCTURE), R(DANGLING_REF) } },
	{ "a document outside the package", root_outside, NULL, NULL, NULL, X,
	    { R(REF_BAD), R(OFD_STRUCTURE) } },
	{ "an image outside the package", image_outside, NULL, NULL, NULL, X,
	    { R(REF_BAD), R(DANGLING_REF) } },
	{ "a page of the network", page_url, NULL, NULL, NULL, X,
	    { R(REF_BAD), R(DANGLING_REF) } },
	{ "the value of another document", NULL, NULL, as_other_document, NULL, X,
	    { R(SES_DATAHASH) } },
	{ "the signature of another document", NULL, NULL, as_other_document_whole, NULL, X,
	    { R(DIGEST_MISMATCH) } },
	{ "genuine: a link inside the document", page_goto, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: a version is noted, all of it signed", new_version, NULL, NULL, NULL, V,
	    { R(OFD_STRUCTURE) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
