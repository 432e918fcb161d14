/* SPDX-License-Identifier: Apache-2.0 */
/* What several parts of a document together make possible: files that are part of a
 * signature and shown as well, signers who come after others, lists that are links. */
#include "../negative/forge_cms.h"

#define LIST_XML SIGNS "Signatures.xml"
#define LATER SIGNS "Sign_1/"

/* A link of the document, which the first signer signs, leads to where. */
#define LINK(hook, name, from, to) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, name, from, to); \
}

LINK(page_is_list, "Doc_0/Document.xml", "Pages/Page_0/Content.xml", "/" LIST_XML)
LINK(page_is_later_xml, "Doc_0/Document.xml", "</ofd:Pages>", "<ofd:Page ID=\"19\" BaseLoc=\"/"
    LATER "Signature.xml\"/></ofd:Pages>")
LINK(page_is_own_xml, "Doc_0/Document.xml", "</ofd:Pages>", "<ofd:Page ID=\"19\" BaseLoc=\"/"
    SIG_XML "\"/></ofd:Pages>")
LINK(template_is_later_xml, "Doc_0/Document.xml", "Tpls/Tpl_0/Content.xml", "/" LATER
    "Signature.xml")
LINK(image_is_list, "Doc_0/DocumentRes.xml", "qr.png", "/" LIST_XML)
LINK(image_is_value, "Doc_0/DocumentRes.xml", "qr.png", "/" SIG_VALUE)
LINK(image_is_later_value, "Doc_0/DocumentRes.xml", "qr.png", "/" LATER "SignedValue.dat")
LINK(font_is_later_value, "Doc_0/PublicRes.xml", "FontName=\"SimSun\"/>", "FontName=\"SimSun\">"
    "<ofd:FontFile>/" LATER "SignedValue.dat</ofd:FontFile></ofd:Font>")
LINK(res_is_list, "Doc_0/Document.xml", "DocumentRes.xml", "/" LIST_XML)
LINK(annot_is_later_xml, "Doc_0/Annots/Annotations.xml", "Page_0/Annotation.xml", "/" LATER
    "Signature.xml")
LINK(annots_are_list, "Doc_0/Document.xml", "Annots/Annotations.xml", "/" LIST_XML)
LINK(tags_are_list, "Doc_0/Document.xml", "Tags/CustomTags.xml", "/" LIST_XML)
LINK(attachments_are_list, "Doc_0/Document.xml", "Attachs/Attachments.xml", "/" LIST_XML)
LINK(root_is_list, "OFD.xml", "Doc_0/Document.xml", LIST_XML)

static void
extension_is_list(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "</ofd:Document>",
	    "<ofd:Extensions>Ext.xml</ofd:Extensions></ofd:Document>");
	forge_text(f, "Doc_0/Ext.xml", XML "<ofd:Extensions" NS "><ofd:Extension AppName=\"x\""
	    " RefId=\"1\"><ofd:ExtendData>/" LIST_XML "</ofd:ExtendData></ofd:Extension>"
	    "</ofd:Extensions>");
}

static void
version_is_list(struct forge *f)
{
	forge_edit(f, "OFD.xml", "<ofd:Signatures>", "<ofd:Versions><ofd:Version ID=\"v1\""
	    " Index=\"1\" Current=\"true\" BaseLoc=\"" LIST_XML "\"/></ofd:Versions>"
	    "<ofd:Signatures>");
}

static void
second(struct forge *f)
{
	forge_second(f);
}

/* ---- several signers ---- */

static void
page_between(struct forge *f)
{
	forge_page_changed(f);
	forge_second(f);
}

static void
file_beside(struct forge *f)
{
	forge_text(f, SIGNS "Sign_0/Other.xml", "<x/>");
}

static void
file_like_later(struct forge *f)
{
	forge_text(f, LATER "readme.txt", "not listed");
}

/* Nothing shows that there was another one: who signed is what is shown. */
static void
stripped(struct forge *f)
{
	forge_drop(f, SIG_XML);
	forge_drop(f, SIG_VALUE);
	forge_drop(f, SIG_SEAL);
	forge_text(f, LIST_XML, XML "<ofd:Signatures" NS "></ofd:Signatures>");
	forge_second(f);
}

/* The first value is kept as what a page shows, and its row taken away. */
static void
kept_as_image(struct forge *f)
{
	const struct fent *e = forge_find(f, SIG_VALUE);

	forge_set(f, "Doc_0/Res/qr.png", e->p, e->n);
	stripped(f);
}

/* Lab B leaves open what lab A protects, and the other way round. */
static void
first_skips_page(struct forge *f)
{
	forge_skip(f, PAGE);
}

static void
second_covers_all(struct forge *f)
{
	f->n_skip = 1;
	forge_second(f);
}

/* What lab A left open was changed; lab B signs what there is then. */
static void
changed_then_second(struct forge *f)
{
	forge_page_changed(f);
	second_covers_all(f);
}

/* The second is without a seal, by somebody who was never trusted. */
static void
second_plain_by_stranger(struct forge *f)
{
	struct fcms c;

	forge_edit(f, LIST_XML, "</ofd:Signatures>", "<ofd:Signature ID=\"3\" Type=\"Sign\""
	    " BaseLoc=\"Sign_1/Signature.xml\"/></ofd:Signatures>");
	cms_base(&c);
	c.signer = forge.evil_signer;
	c.certs[0] = forge.evil_signer.cert;
	f->xml = LATER "Signature.xml";
	f->value = LATER "SignedValue.dat";
	cms_describe(f, &c);
	cms_value(f, &c);
}

/* The first signature's seal file in the second one's description. */
static void
second_shares_seal(struct forge *f)
{
	forge_second(f);
	forge_edit(f, LATER "Signature.xml", "<ofd:BaseLoc>Seal.esl", "<ofd:BaseLoc>/" SIG_SEAL);
	forge_value(f);
}

/* The second one's place is on the first one's: both are shown, both are listed. */
static void
stamps_on_each_other(struct forge *f)
{
	forge_second(f);
}

/* ---- stamps over several pages ---- */

EDIT(stamp_twice, "<ofd:Seal>", "<ofd:StampAnnot ID=\"2\" PageRef=\"1\" Boundary=\"10 10 40 40\"/>"
    "<ofd:Seal>")
EDIT(stamp_no_id, "<ofd:StampAnnot ID=\"2\"", "<ofd:StampAnnot")
EDIT(stamp_other_page, "PageRef=\"1\"", "PageRef=\"99\"")
EDIT(stamp_negative, "150 230 40 40", "150 230 -40 -40")
EDIT(stamp_empty, "150 230 40 40", "")
EDIT(stamp_nothing, "150 230 40 40", "150 230 0 0")
EDIT(stamp_comma, "150 230 40 40", "150,230,40,40")
EDIT(stamp_more, "150 230 40 40", "150 230 40 40 1")
EDIT(stamp_clip_outside, "Boundary=\"150 230 40 40\"",
    "Boundary=\"150 230 40 40\" Clip=\"100 100 10 10\"")
EDIT(stamp_clip_nan, "Boundary=\"150 230 40 40\"", "Boundary=\"150 230 40 40\" Clip=\"0 0 NaN 1\"")
EDIT(stamp_foreign, "<ofd:Seal>", "<x:StampAnnot xmlns:x=\"http://e/\" ID=\"9\"/><ofd:Seal>")

#define OPEN { R(OFD_STRUCTURE), R(COVERAGE_MISSING), R(SIG_LIST_BAD), R(REF_BAD), \
	R(DANGLING_REF), R(XML_MALFORMED) }

static const struct forge_case cases[] = {
	{ "the open list is a page", page_is_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is an image", image_is_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is a resource", res_is_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is that of annotations", annots_are_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is that of tags", tags_are_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is that of attachments", attachments_are_list, NULL, NULL, NULL, X,
	    OPEN },
	{ "the open list is an extension", extension_is_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is a version", version_is_list, NULL, NULL, NULL, X, OPEN },
	{ "the open list is the document", root_is_list, NULL, NULL, NULL, X, OPEN },
	{ "its own description is a page", page_is_own_xml, NULL, NULL, NULL, X, OPEN },
	{ "its own value is an image", image_is_value, NULL, NULL, NULL, X, OPEN },
	{ "a lost page becomes the second's description", page_is_later_xml, NULL, second, NULL,
	    X, OPEN },
	{ "a lost template becomes the second's description", template_is_later_xml, NULL, second,
	    NULL, X, OPEN },
	{ "a lost annotation becomes the second's description", annot_is_later_xml, NULL, second,
	    NULL, X, OPEN },
	{ "a lost image becomes the second's value", image_is_later_value, NULL, second, NULL, X,
	    OPEN },
	{ "a lost font becomes the second's value", font_is_later_value, NULL, second, NULL, X,
	    OPEN },
	{ "lab B changes the page and signs", NULL, NULL, page_between, NULL, X,
	    { R(DIGEST_MISMATCH) } },
	{ "a file beside the signature's", NULL, NULL, file_beside, NULL, U,
	    { R(COVERAGE_EXTRA) } },
	{ "a file where the next signature would be", NULL, NULL, file_like_later, NULL, U,
	    { R(COVERAGE_EXTRA) } },
	{ "the first leaves the page open, the second does not", first_skips_page, NULL,
	    second_covers_all, NULL, U, { R(COVERAGE_MISSING) } },
	{ "the same, and it was changed between", first_skips_page, NULL, changed_then_second,
	    NULL, U, { R(COVERAGE_MISSING) } },
	{ "a stranger signs too, without a seal", NULL, NULL, second_plain_by_stranger, NULL, U,
	    { R(CERT_UNTRUSTED) } },
	{ "the second names the first one's seal file", NULL, NULL, second_shares_seal, NULL, X,
	    { R(SEAL_MISMATCH) } },
	{ "a place on a page there is not", NULL, stamp_other_page, NULL, NULL, X,
	    { R(STAMP_BAD) } },
	{ "a place of less than nothing", NULL, stamp_negative, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a place that is empty", NULL, stamp_empty, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a place of no size", NULL, stamp_nothing, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a place with commas", NULL, stamp_comma, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a place of five numbers", NULL, stamp_more, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a slice outside of the seal", NULL, stamp_clip_outside, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a slice that is no number", NULL, stamp_clip_nan, NULL, NULL, X,
	    { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "a place in a foreign vocabulary", NULL, stamp_foreign, NULL, NULL, X,
	    { R(SIG_XML_BAD) } },
	{ "genuine: stamps on each other", NULL, NULL, stamps_on_each_other, NULL, V, { 0 } },
	{ "genuine: a document signed anew, without its first signature", NULL, NULL, stripped,
	    NULL, V, { 0 } },
	{ "the same, its value kept as an image", NULL, NULL, kept_as_image, NULL, V, { 0 } },
	{ "genuine: two places of one number", NULL, stamp_twice, NULL, NULL, V, { 0 } },
	{ "genuine: a place without a number", NULL, stamp_no_id, NULL, NULL, V, { 0 } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
