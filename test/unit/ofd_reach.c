/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_reach.c - what a document consists of, and what is found on the way. */
#include "ofd_fixture.h"

#include <stdio.h>

#define D ECI_OFD_DANGLING
#define A ECI_OFD_ACTIVE
#define B ECI_OFD_BROKEN

static size_t
count(const struct eci_ofd_reach *r, enum eci_ofd_finding_kind kind)
{
	size_t i, n = 0;

	for (i = 0; i < r->n_findings; i++)
		n += r->findings[i].kind == kind;
	return n;
}

static bool
has_part(const struct eci_ofd_reach *r, const struct eci_ofd_part *part)
{
	size_t i;

	for (i = 0; i < r->n_parts; i++)
		if (strcmp(r->parts[i].entry, part->entry) == 0)
			return r->parts[i].kind == part->kind &&
			    r->parts[i].content == part->content;
	return false;
}

static void
whole(void)
{
	static const struct entry v[] = {
		{ "OFD.xml", OFD_XML("<ofd:DocBody><ofd:DocInfo><ofd:Cover>cover.png</ofd:Cover>"
		    "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions>"
		    "<ofd:Version ID=\"v1\" Index=\"1\" BaseLoc=\"V/Version.xml\"/></ofd:Versions>"
		    "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>") },
		{ "cover.png", "x" },
		{ "V/Version.xml", "<ofd:DocVersion " NS " ID=\"v1\"><ofd:FileList><ofd:File ID=\"1\">"
		    "/V/old.png</ofd:File></ofd:FileList><ofd:DocRoot>Old.xml</ofd:DocRoot>"
		    "</ofd:DocVersion>" },
		{ "V/old.png", "x" },
		{ "V/Old.xml", "<ofd:Document " NS "><ofd:Pages><ofd:Page ID=\"7\" BaseLoc=\"P.xml\"/>"
		    "</ofd:Pages></ofd:Document>" },
		{ "V/P.xml", PAGE_XML("") },
		{ "Doc_0/Document.xml", DOC_XML("<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
		    "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
		    "<ofd:TemplatePage ID=\"2\" BaseLoc=\"Tpls/T.xml\"/>",
		    "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
		    "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
		    "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
		    "<ofd:Extensions>Extensions.xml</ofd:Extensions>") },
		{ "Doc_0/Pages/Page_0/Content.xml", PAGE_XML("<ofd:PageRes>PageRes.xml</ofd:PageRes>") },
		{ "Doc_0/Pages/Page_0/PageRes.xml", "<ofd:Res " NS " BaseLoc=\".\"><ofd:MultiMedias>"
		    "<ofd:MultiMedia ID=\"5\" Type=\"Image\"><ofd:MediaFile>p.png</ofd:MediaFile>"
		    "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>" },
		{ "Doc_0/Pages/Page_0/p.png", "x" },
		{ "Doc_0/PublicRes.xml", "<ofd:Res " NS " BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"1\" "
		    "FontName=\"x\"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>"
		    "<ofd:ColorSpaces><ofd:ColorSpace ID=\"3\" Type=\"RGB\" Profile=\"c.icc\"/>"
		    "</ofd:ColorSpaces></ofd:Res>" },
		{ "Doc_0/DocumentRes.xml", "<ofd:Res " NS " BaseLoc=\"Res\"><ofd:MultiMedias>"
		    "<ofd:MultiMedia ID=\"4\" Type=\"Image\"><ofd:MediaFile>i.png</ofd:MediaFile>"
		    "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>" },
		{ "Doc_0/Res/f.ttf", "x" }, { "Doc_0/Res/c.icc", "x" }, { "Doc_0/Res/i.png", "x" },
		{ "Doc_0/Tpls/T.xml", PAGE_XML("") },
		{ "Doc_0/Annots/Annotations.xml", "<ofd:Annotations " NS "><ofd:Page PageID=\"1\">"
		    "<ofd:FileLoc>P0/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>" },
		{ "Doc_0/Annots/P0/A.xml", "<ofd:PageAnnot " NS "/>" },
		{ "Doc_0/Tags/CustomTags.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"x\">"
		    "<ofd:SchemaLoc>s.xsd</ofd:SchemaLoc><ofd:FileLoc>t.xml</ofd:FileLoc>"
		    "</ofd:CustomTag></ofd:CustomTags>" },
		{ "Doc_0/Tags/s.xsd", "no xml" }, { "Doc_0/Tags/t.xml", "<x/>" },
		{ "Doc_0/Attachs/Attachments.xml", "<ofd:Attachments " NS "><ofd:Attachment ID=\"1\" "
		    "Name=\"x\"><ofd:FileLoc>x.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>" },
		{ "Doc_0/Attachs/x.xml", "no xml" },
		{ "Doc_0/Extensions.xml", "<ofd:Extensions " NS "><ofd:Extension AppName=\"a\" "
		    "RefId=\"1\"><ofd:ExtendData>ext.dat</ofd:ExtendData></ofd:Extension>"
		    "</ofd:Extensions>" },
		{ "Doc_0/ext.dat", "x" },
		{ "Doc_0/Signs/Signatures.xml", "<ofd:Signatures " NS "><ofd:Signature ID=\"1\" "
		    "BaseLoc=\"S0/Signature.xml\"/></ofd:Signatures>" },
		{ "Doc_0/Signs/S0/Signature.xml", "<ofd:Signature " NS "><ofd:SignedInfo><ofd:Seal>"
		    "<ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo><ofd:SignedValue>"
		    "SignedValue.dat</ofd:SignedValue></ofd:Signature>" },
		{ "Doc_0/Signs/S0/Seal.esl", "x" }, { "Doc_0/Signs/S0/SignedValue.dat", "x" },
	};
	static const struct eci_ofd_part kinds[] = {
		{ ECI_OFD_STRUCTURE, "OFD.xml", true }, { ECI_OFD_RESOURCE, "cover.png", true },
		{ ECI_OFD_STRUCTURE, "V/Version.xml", true }, { ECI_OFD_RESOURCE, "V/old.png", false },
		{ ECI_OFD_STRUCTURE, "V/Old.xml", true }, { ECI_OFD_PAGE, "V/P.xml", true },
		{ ECI_OFD_TEMPLATE, "Doc_0/Tpls/T.xml", true }, { ECI_OFD_ANNOTATION, "Doc_0/Annots/P0/A.xml", true },
		{ ECI_OFD_TAG, "Doc_0/Tags/t.xml", true }, { ECI_OFD_TAG, "Doc_0/Tags/s.xsd", true },
		{ ECI_OFD_ATTACHMENT, "Doc_0/Attachs/x.xml", true },
		{ ECI_OFD_SIGNATURE, "Doc_0/Signs/S0/Seal.esl", false },
		{ ECI_OFD_SIGNATURE, "Doc_0/Signs/Signatures.xml", false },
		{ ECI_OFD_RESOURCE, "Doc_0/Pages/Page_0/p.png", true },
	};
	struct eci_ofd_reach r;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;
	size_t i;

	unit_case("every kind of link");
	CHECK_OK(ctx, fixture(ctx, v, ECI_COUNT(v), &doc));
	CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
	CHECK_INT(r.n_findings, 0);
	for (i = 0; i < r.n_findings; i++)
		CHECK_STR(r.findings[i].text, "");
	CHECK_INT(r.n_parts, ecert_doc_entry_count(doc));
	for (i = 0; i < ECI_COUNT(kinds); i++)
		CHECK(has_part(&r, &kinds[i]));
	eci_ofd_reach_free(&r);
	CHECK(r.n_parts == 0 && r.parts == NULL);
	ecert_doc_free(doc);
}

#define PAGE_ENTRY "Doc_0/Pages/Page_0/Content.xml"
#define ACTION(x) PAGE_XML("<ofd:Actions>" x "</ofd:Actions>")
#define OBJECT(x) PAGE_XML("<ofd:Content><ofd:Layer ID=\"2\"><ofd:PathObject ID=\"3\">" \
	"<ofd:Actions>" x "</ofd:Actions></ofd:PathObject></ofd:Layer></ofd:Content>")
#define RES(x) { "Doc_0/Document.xml", DOC_XML("<ofd:PublicRes>R.xml</ofd:PublicRes>", "") }, \
	{ "Doc_0/R.xml", "<ofd:Res " NS " BaseLoc=\"Res\">" x "</ofd:Res>" }
#define MEDIA(type, file) "<ofd:MultiMedias><ofd:MultiMedia ID=\"1\" Type=\"" type \
	"\"><ofd:MediaFile>" file "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>"
#define LINK(name) { "Doc_0/Document.xml", DOC_XML(A4, "<ofd:" name ">L.xml</ofd:" name ">") }
#define LINKED(name, list) LINK(name), { "Doc_0/L.xml", list }

static void
findings(void)
{
	static const struct {
		const char  *name;
		struct entry v[4];
		size_t       n[3];        /* dangling, active, broken */
		ecert_reason reason;      /* of the first */
		size_t       notes;
	} rows[] = {
		{ "nothing", { { NULL, NULL } }, { 0, 0, 0 }, ECERT_R_NONE, 0 },
		{ "a page is missing", { { PAGE_ENTRY, NULL } }, { 1, 0, 0 },
		    ECERT_R_DANGLING_REF, 0 },
		{ "a page outside", { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:Pages>"
		    "<ofd:Page ID=\"1\" BaseLoc=\"../../../etc/passwd\"/></ofd:Pages>"
		    "</ofd:Document>" } }, { 1, 0, 0 }, ECERT_R_REF_BAD, 1 },
		{ "a page elsewhere", { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:Pages>"
		    "<ofd:Page ID=\"1\" BaseLoc=\"http://x/p.xml\"/></ofd:Pages></ofd:Document>" } },
		    { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 1 },
		{ "a page is no xml", { { PAGE_ENTRY, "x" } }, { 0, 0, 1 }, ECERT_R_XML_MALFORMED, 0 },
		{ "a page with a doctype", { { PAGE_ENTRY, "<!DOCTYPE x>" PAGE_XML("") } }, { 0, 0, 1 },
		    ECERT_R_XML_UNSAFE, 0 },
		{ "a page in iso-8859-1", { { PAGE_ENTRY, "<?xml version=\"1.0\" "
		    "encoding=\"ISO-8859-1\"?>" PAGE_XML("") } }, { 0, 0, 1 }, ECERT_R_XML_UNSAFE, 0 },
		{ "a page of another kind", { { PAGE_ENTRY, "<ofd:Res " NS "/>" } }, { 0, 0, 1 },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "an URI action", { { PAGE_ENTRY, ACTION("<ofd:Action Event=\"CLICK\"><ofd:URI "
		    "URI=\"http://x\"/></ofd:Action>") } }, { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "an URI action of an object", { { PAGE_ENTRY, OBJECT("<ofd:Action Event=\"CLICK\">"
		    "<ofd:URI URI=\"x\"/></ofd:Action>") } }, { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "a GotoA action", { { PAGE_ENTRY, OBJECT("<ofd:Action Event=\"CLICK\"><ofd:GotoA "
		    "AttachID=\"1\"/></ofd:Action>") } }, { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "sound and movie", { { PAGE_ENTRY, ACTION("<ofd:Action Event=\"CLICK\"><ofd:Sound/>"
		    "</ofd:Action><ofd:Action Event=\"CLICK\"><ofd:Movie/></ofd:Action>") } },
		    { 0, 2, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "an action when a page is opened", { { PAGE_ENTRY, ACTION("<ofd:Action Event=\"PO\">"
		    "<ofd:Goto/></ofd:Action>") } }, { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "an action when the document is opened", { { "Doc_0/Document.xml", DOC_XML(A4,
		    "<ofd:Actions><ofd:Action Event=\"DO\"><ofd:Goto/></ofd:Action></ofd:Actions>") } },
		    { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "a goto by a click", { { PAGE_ENTRY, ACTION("<ofd:Action Event=\"CLICK\"><ofd:Goto/>"
		    "</ofd:Action>") } }, { 0, 0, 0 }, ECERT_R_NONE, 0 },
		{ "an URI action in the earlier namespace", { { PAGE_ENTRY,
		    "<Page xmlns=\"http://www.ofdspec.org\"><Actions><Action Event=\"CLICK\"><URI/>"
		    "</Action></Actions></Page>" } }, { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "an audio resource", { RES(MEDIA("Audio", "a.mp3")), { "Doc_0/Res/a.mp3", "x" } },
		    { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "a video resource", { RES(MEDIA("Video", "a.mp4")), { "Doc_0/Res/a.mp4", "x" } },
		    { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "a resource elsewhere", { RES(MEDIA("Image", "http://x/a.png")) }, { 0, 1, 0 },
		    ECERT_R_ACTIVE_CONTENT, 0 },
		{ "a resource is missing", { RES(MEDIA("Image", "a.png")) }, { 1, 0, 0 },
		    ECERT_R_DANGLING_REF, 0 },
		{ "a resource at the root", { RES(MEDIA("Image", "a.png")), { "a.png", "x" } },
		    { 0, 0, 0 }, ECERT_R_NONE, 1 },
		{ "an empty resource", { RES(MEDIA("Image", "")) }, { 0, 0, 0 }, ECERT_R_NONE, 1 },
		{ "a page without location", { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:Pages>"
		    "<ofd:Page ID=\"1\"/></ofd:Pages></ofd:Document>" } }, { 1, 0, 0 },
		    ECERT_R_DANGLING_REF, 1 },
		{ "a page with an empty location", { { "Doc_0/Document.xml", "<ofd:Document " NS ">"
		    "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"\"/></ofd:Pages></ofd:Document>" } },
		    { 1, 0, 0 }, ECERT_R_DANGLING_REF, 1 },
		{ "a template with an empty location", { { "Doc_0/Document.xml",
		    DOC_XML("<ofd:TemplatePage ID=\"9\" BaseLoc=\"\"/>", "") } }, { 1, 0, 0 },
		    ECERT_R_DANGLING_REF, 0 },
		{ "annotations are missing", { LINK("Annotations") }, { 1, 0, 0 },
		    ECERT_R_DANGLING_REF, 0 },
		{ "annotations are no xml", { LINKED("Annotations", "<") }, { 0, 0, 1 },
		    ECERT_R_XML_MALFORMED, 0 },
		{ "an annotation is no xml", { LINKED("Annotations", "<ofd:Annotations " NS "><ofd:Page>"
		    "<ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"),
		    { "Doc_0/a.xml", "<" } }, { 0, 0, 1 }, ECERT_R_XML_MALFORMED, 0 },
		{ "an annotation with a link", { LINKED("Annotations", "<ofd:Annotations " NS ">"
		    "<ofd:Page><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"),
		    { "Doc_0/a.xml", "<ofd:PageAnnot " NS "><ofd:Annot><ofd:Appearance><ofd:Actions>"
		    "<ofd:Action Event=\"CLICK\"><ofd:URI/></ofd:Action></ofd:Actions></ofd:Appearance>"
		    "</ofd:Annot></ofd:PageAnnot>" } }, { 0, 1, 0 }, ECERT_R_ACTIVE_CONTENT, 0 },
		{ "a tag file is no xml", { LINKED("CustomTags", "<ofd:CustomTags " NS "><ofd:CustomTag>"
		    "<ofd:FileLoc>t.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>"),
		    { "Doc_0/t.xml", "<:a xmlns:=\"\"/>" } }, { 0, 0, 0 }, ECERT_R_NONE, 1 },
		{ "a tag file is missing", { LINKED("CustomTags", "<ofd:CustomTags " NS ">"
		    "<ofd:CustomTag><ofd:FileLoc>t.xml</ofd:FileLoc></ofd:CustomTag>"
		    "</ofd:CustomTags>") }, { 1, 0, 0 }, ECERT_R_DANGLING_REF, 0 },
		{ "the list of tags is no xml", { LINKED("CustomTags", "x") }, { 0, 0, 1 },
		    ECERT_R_XML_MALFORMED, 0 },
		{ "a page that is an attachment too", { LINKED("Attachments", "<ofd:Attachments " NS ">"
		    "<ofd:Attachment><ofd:FileLoc>Pages/Page_0/Content.xml</ofd:FileLoc>"
		    "</ofd:Attachment></ofd:Attachments>"), { PAGE_ENTRY, "x" } }, { 0, 0, 1 },
		    ECERT_R_XML_MALFORMED, 0 },
		{ "a link in other case", { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:Pages>"
		    "<ofd:Page ID=\"1\" BaseLoc=\"PAGES/Page_0/Content.xml\"/></ofd:Pages>"
		    "</ofd:Document>" } }, { 0, 0, 0 }, ECERT_R_NONE, 2 },
		{ "a cycle", { { "Doc_0/Document.xml", DOC_XML("<ofd:PublicRes>Document.xml"
		    "</ofd:PublicRes>", "<ofd:Extensions>/OFD.xml</ofd:Extensions>") } }, { 0, 0, 2 },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "one dangling link twice", { { "Doc_0/Document.xml", DOC_XML("<ofd:PublicRes>x"
		    "</ofd:PublicRes><ofd:PublicRes>x</ofd:PublicRes>", "") } }, { 1, 0, 0 },
		    ECERT_R_DANGLING_REF, 0 },
	};
	struct eci_ofd_reach r;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, fixture(ctx, rows[i].v, 4, &doc));
		CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
		for (k = 0; k < 3; k++)
			CHECK_INT(count(&r, (enum eci_ofd_finding_kind)k), rows[i].n[k]);
		CHECK_INT(r.n_findings > 0 ? r.findings[0].reason : ECERT_R_NONE, rows[i].reason);
		CHECK_INT(ecert_doc_note_count(doc), rows[i].notes);
		eci_ofd_reach_free(&r);
		ecert_doc_free(doc);
	}
}

static const char many_head[] = "<ofd:Document " NS "><ofd:CommonData>";
/* After the flood, one of each that must not be lost in it. */
static const char many_tail[] = "</ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" "
    "BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages><ofd:Actions><ofd:URI/></ofd:Actions>"
    "<ofd:Annotations>../../../x</ofd:Annotations></ofd:Document>";

static void
many(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct entry v[2] = { { "Doc_0/Document.xml", NULL }, { PAGE_ENTRY, "x" } };
	struct eci_ofd_reach r;
	struct eci_buf b = { 0 };
	ecert_doc *doc = NULL;
	size_t i;

	unit_case("a file made of dangling links");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, many_head));
	for (i = 0; i < 20000; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "<ofd:PublicRes>%zu</ofd:PublicRes>", i));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, many_tail));
	v[0].text = (char *)b.ptr;
	CHECK_OK(ctx, fixture(ctx, v, 2, &doc));
	CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
	CHECK_INT(count(&r, D), 201);
	CHECK_INT(count(&r, A), 1);
	CHECK_INT(count(&r, B), 1);
	eci_ofd_reach_free(&r);
	ecert_doc_free(doc);
	eci_buf_free(&b);
}

struct seen {
	size_t    n[64], bytes;
	ecert_err fail;
};

static ecert_err
see(void *arg, ecert_ctx *ctx, size_t entry, struct eci_lent *bytes)
{
	struct seen *s = arg;

	s->n[entry]++;
	s->bytes += bytes->len;
	if (s->n[entry] % 2 != 0)
		eci_lent_free(bytes);
	return s->fail == ECERT_OK ? ECERT_OK : eci_fail(ctx, s->fail, "enough");
}

static void
seeing(void)
{
	static const struct entry v[] = { LINKED("Attachments", "<ofd:Attachments " NS ">"
	    "<ofd:Attachment><ofd:FileLoc>Pages/Page_0/Content.xml</ofd:FileLoc></ofd:Attachment>"
	    "<ofd:Attachment><ofd:FileLoc>a</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"),
	    { "Doc_0/a", "12345" }, { "orphan", "x" } };
	struct eci_ofd_reach r;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;
	struct seen s = { .bytes = 0 };
	size_t i, bytes = 0;

	unit_case("each part is seen once");
	CHECK_OK(ctx, fixture(ctx, v, ECI_COUNT(v), &doc));
	CHECK_OK(ctx, eci_ofd_walk(ctx, doc, see, &s, &r));
	CHECK_INT(r.n_parts, 5);
	for (i = 0; i < ecert_doc_entry_count(doc); i++) {
		bool orphan = strcmp(ecert_doc_entry_name(doc, i), "orphan") == 0;
		CHECK_INT(s.n[i], orphan ? 0 : 1);
		bytes += orphan ? 0 : (size_t)ecert_doc_entry_size(doc, i);
	}
	CHECK_INT(s.bytes, bytes);
	eci_ofd_reach_free(&r);

	unit_case("an error of the caller ends the walk");
	s.fail = ECERT_E_CANCELLED;
	CHECK_ERR(ctx, eci_ofd_walk(ctx, doc, see, &s, &r), ECERT_E_CANCELLED);
	CHECK(r.n_parts == 0 && r.n_findings == 0);
	s.fail = ECERT_E_CRYPTO;
	CHECK_ERR(ctx, eci_ofd_walk(ctx, doc, see, &s, &r), ECERT_E_CRYPTO);
	ecert_doc_free(doc);
}

/* No genuine file may be called broken or active; what dangles, dangles. */
static void
corpus(void)
{
	static const struct {
		const char *path;
		size_t      parts, dangling, notes;
	} rows[] = {
		{ "signed/999.ofd", 24, 0, 1 },
		{ "signed/DigitalSign.ofd", 7, 0, 0 },
		{ "signed/SESV4SignDoc.ofd", 8, 0, 0 },
		{ "signed/h.ofd", 14, 1, 1 },               /* no PublicRes.xml */
		{ "signed/keyword.ofd", 14, 1, 2 },         /* no Annotations.xml */
		{ "signed/n.ofd", 9, 0, 0 },
		{ "signed/signedFile.ofd", 16, 0, 1 },      /* tag file */
		{ "signed/testPathClip.ofd", 21, 0, 3 },
		{ "signed/v4signed.ofd", 14, 0, 1 },        /* TPLS; no link to the tags */
		{ "signed/zsbk.ofd", 29, 0, 0 },
		{ "unsigned/AddAttachment.ofd", 6, 0, 0 },
		{ "unsigned/Page5.ofd", 7, 1, 0 },          /* no PublicRes.xml */
		{ "unsigned/helloworld.ofd", 4, 0, 0 },
		{ "unsigned/namespace_no_std.ofd", 4, 0, 2 },
		{ "unsigned/z.ofd", 12, 0, 2 },
	};
	struct eci_ofd_reach r;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("parts of %s", rows[i].path);
		if (!corpus_doc(ctx, rows[i].path, &doc))
			continue;
		CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
		CHECK_INT(r.n_parts, rows[i].parts);
		CHECK_INT(count(&r, D), rows[i].dangling);
		CHECK_INT(count(&r, A), 0);
		CHECK_INT(count(&r, B), 0);
		CHECK_INT(ecert_doc_note_count(doc), rows[i].notes);
		eci_ofd_reach_free(&r);
		ecert_doc_free(doc);
	}
}

static void
outside(void)
{
	static const struct { const char *loc; bool want; } rows[] = {
		{ "http://x/a.png", true }, { "a.png", false }, { "../../../../a.png", false } };
	struct entry v[1] = { { "Doc_0/Document.xml", NULL } };
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_reach r;
	ecert_doc *doc;
	char text[512];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s is %s", rows[i].loc, rows[i].want ? "outside" : "missing");
		snprintf(text, sizeof(text), DOC_XML("<ofd:PublicRes>%s</ofd:PublicRes>", ""),
		    rows[i].loc);
		v[0].text = text;
		CHECK_OK(ctx, fixture(ctx, v, 1, &doc));
		CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
		CHECK_INT(r.n_findings, 1);
		CHECK(r.n_findings > 0 && eci_ofd_finding_outside(&r.findings[0]) == rows[i].want);
		eci_ofd_reach_free(&r);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	outside();
	whole();
	findings();
	many();
	seeing();
	corpus();
	return unit_end();
}
