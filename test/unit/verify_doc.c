/* SPDX-License-Identifier: Apache-2.0 */
/* Forged documents: what somebody without a key can change, add or hide. */
#include "../negative/forge_item.h"

#define OTHER_PAGE XML "<ofd:Page" NS "><ofd:Content><ofd:Layer ID=\"17\"><ofd:TextObject" \
	" ID=\"18\" Boundary=\"20 20 100 10\" Font=\"3\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\">" \
	"forged</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"

static void
document_changed(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "0 0 210 297", "0 0 210 298");
}

static void
template_changed(struct forge *f)
{
	forge_edit(f, "Doc_0/Tpls/Tpl_0/Content.xml", "Laboratory A", "Laboratory B");
}

static void
attachment_changed(struct forge *f)
{
	forge_text(f, "Doc_0/Attachs/raw.xml", XML "<raw>9 9 9</raw>");
}

static void
image_changed(struct forge *f)
{
	forge_text(f, "Doc_0/Res/qr.png", "\x89PNG\r\n\x1a\nanother one");
}

static void
entry_gone(struct forge *f)
{
	forge_drop(f, "Doc_0/Res/qr.png");
}

static void
digest_recomputed(struct forge *f)
{
	struct fent *page = forge_find(f, PAGE);
	struct eci_buf was = { 0 }, is = { 0 };

	forge_digest_text(page, &was);
	forge_page_changed(f);
	forge_digest_text(forge_find(f, PAGE), &is);
	forge_edit(f, SIG_XML, (char *)was.ptr, (char *)is.ptr);
	eci_buf_free(&was);
	eci_buf_free(&is);
}

/* The new digest of Signature.xml is put where the old one stands. */
static void
data_hash_patched(struct forge *f)
{
	struct fent *value = forge_find(f, SIG_VALUE);
	uint8_t was[32], is[32];
	size_t i;

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, forge_find(f, SIG_XML)->p,
	    forge_find(f, SIG_XML)->n, was));
	digest_recomputed(f);
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, forge_find(f, SIG_XML)->p,
	    forge_find(f, SIG_XML)->n, is));
	for (i = 0; i + 32 <= value->n; i++)
		if (memcmp(value->p + i, was, 32) == 0)
			memcpy(value->p + i, is, 32);
}

static void
reference_removed(struct forge *f)
{
	struct fent *xml = forge_find(f, SIG_XML);
	char *from = strstr((char *)xml->p, "<ofd:Reference FileRef=\"/" PAGE);
	char *to = from != NULL ? strstr(from, "</ofd:Reference>") : NULL;

	CHECK(to != NULL);
	if (to != NULL)
		memset(from, ' ', (size_t)(to - from) + strlen("</ofd:Reference>"));
	forge_page_changed(f);
}

static void
stamp_moved(struct forge *f)
{
	forge_edit(f, SIG_XML, "150 230 40 40", "10 10 40 40");
}

static void
skip_document(struct forge *f)
{
	forge_skip(f, "Doc_0/Document.xml");
}

static void
page_inserted(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "</ofd:Pages>",
	    "<ofd:Page ID=\"19\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>");
	forge_text(f, "Doc_0/Pages/Page_1/Content.xml", OTHER_PAGE);
}

static void
skip_ofd(struct forge *f)
{
	forge_skip(f, "OFD.xml");
}

static void
root_redirected(struct forge *f)
{
	forge_edit(f, "OFD.xml", "Doc_0/Document.xml", "Doc_1/Document.xml");
	forge_text(f, "Doc_1/Document.xml", XML "<ofd:Document" NS "><ofd:CommonData>"
	    "<ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
	    "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\""
	    " BaseLoc=\"P.xml\"/></ofd:Pages></ofd:Document>");
	forge_text(f, "Doc_1/P.xml", OTHER_PAGE);
}

static void
second_body(struct forge *f)
{
	forge_edit(f, "OFD.xml", "</ofd:OFD>", "<ofd:DocBody><ofd:DocInfo><ofd:DocID>"
	    "ffffffffffffffffffffffffffffffff</ofd:DocID></ofd:DocInfo><ofd:DocRoot>"
	    "Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
	forge_text(f, "Doc_1/Document.xml", OTHER_PAGE);
}

static void
skip_annots(struct forge *f)
{
	forge_skip(f, "Doc_0/Annots/Page_0/Annotation.xml");
}

static void
annot_changed(struct forge *f)
{
	forge_edit(f, "Doc_0/Annots/Page_0/Annotation.xml", "0 0 10 10", "20 20 100 10");
}

static void
skip_image(struct forge *f)
{
	forge_skip(f, "Doc_0/Res/qr.png");
}

static void
skip_template(struct forge *f)
{
	forge_skip(f, "Doc_0/Tpls/Tpl_0/Content.xml");
}

static void
skip_tags(struct forge *f)
{
	forge_skip(f, "Doc_0/Tags/Tag_0.xml");
}

static void
tag_changed(struct forge *f)
{
	forge_edit(f, "Doc_0/Tags/Tag_0.xml", "number 17", "number 18");
}

static void
skip_attachment(struct forge *f)
{
	forge_skip(f, "Doc_0/Attachs/raw.xml");
}

static void
skip_page(struct forge *f)
{
	forge_skip(f, PAGE);
}

static void
extra_file(struct forge *f)
{
	forge_text(f, "Doc_0/readme.txt", "nobody refers to this");
}

static void
dangling(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "</ofd:Pages>",
	    "<ofd:Page ID=\"19\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>");
}

static void
uri_action(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "<ofd:Annotations>", "<ofd:Actions><ofd:Action"
	    " Event=\"DO\"><ofd:URI URI=\"http://example.org/\"/></ofd:Action></ofd:Actions>"
	    "<ofd:Annotations>");
}

static void
page_outside(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "Pages/Page_0/Content.xml",
	    "../../../etc/passwd");
}

static void
entities(struct forge *f)
{
	forge_text(f, PAGE, "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"xxxxxxxx\">]>"
	    "<ofd:Page" NS "><ofd:Content>&x;</ofd:Content></ofd:Page>");
}

static void
external_dtd(struct forge *f)
{
	forge_text(f, PAGE, "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"http://h/x.dtd\">"
	    "<ofd:Page" NS "/>");
}

static void
page_latin1(struct forge *f)
{
	forge_edit(f, PAGE, "UTF-8", "ISO-8859-1");
}

static void
page_cut(struct forge *f)
{
	forge_edit(f, PAGE, "</ofd:Page>", "");
}

static void
tag_cut(struct forge *f)
{
	forge_edit(f, "Doc_0/Tags/Tag_0.xml", "</tag>", "");
}

static void
annot_cut(struct forge *f)
{
	forge_edit(f, "Doc_0/Annots/Page_0/Annotation.xml", "</ofd:PageAnnot>", "");
}

static const struct forge_case cases[] = {
	{ "nothing is wrong", NULL, NULL, NULL, NULL, V, { 0 } },
	{ "measured value changed", NULL, NULL, forge_page_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "Document.xml changed", NULL, NULL, document_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "template changed", NULL, NULL, template_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "attachment changed", NULL, NULL, attachment_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "QR image replaced", NULL, NULL, image_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "protected file removed", NULL, NULL, entry_gone, NULL, X, { R(REF_MISSING_FILE) } },
	{ "CheckValue recomputed", NULL, NULL, digest_recomputed, NULL, X, { R(SES_DATAHASH) } },
	{ "dataHash patched too", NULL, NULL, data_hash_patched, NULL, X, { R(SES_SIG_BAD) } },
	{ "Reference removed", NULL, NULL, reference_removed, NULL, X, { R(SES_DATAHASH) } },
	{ "stamp moved", NULL, NULL, stamp_moved, NULL, X, { R(SES_DATAHASH) } },
	{ "Document.xml open", skip_document, NULL, NULL, NULL, U, { R(COVERAGE_MISSING) } },
	{ "page inserted", skip_document, NULL, page_inserted, NULL, U, { R(COVERAGE_MISSING) } },
	{ "OFD.xml open", skip_ofd, NULL, NULL, NULL, U, { R(COVERAGE_MISSING) } },
	{ "DocRoot redirected", skip_ofd, NULL, root_redirected, NULL, U,
	    { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "second DocBody", skip_ofd, NULL, second_body, NULL, X, { R(OFD_MULTI_DOC) } },
	{ "page open", skip_page, NULL, NULL, NULL, U, { R(COVERAGE_MISSING) } },
	{ "page open and changed", skip_page, NULL, forge_page_changed, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "annotation moved", skip_annots, NULL, annot_changed, NULL, U, { R(COVERAGE_MISSING) } },
	{ "open image replaced", skip_image, NULL, image_changed, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "open template changed", skip_template, NULL, template_changed, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "open tag changed", skip_tags, NULL, tag_changed, NULL, U, { R(COVERAGE_MISSING) } },
	{ "open attachment changed", skip_attachment, NULL, attachment_changed, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "a file nobody refers to", NULL, NULL, extra_file, NULL, U, { R(COVERAGE_EXTRA) } },
	{ "dangling page", dangling, NULL, NULL, NULL, U, { R(DANGLING_REF) } },
	{ "URI action", uri_action, NULL, NULL, NULL, U, { R(ACTIVE_CONTENT) } },
	{ "page outside the package", page_outside, NULL, NULL, NULL, X,
	    { R(REF_BAD), R(DANGLING_REF) } },
	{ "entities in a page", entities, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "external DTD in a page", external_dtd, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "page in ISO-8859-1", page_latin1, NULL, NULL, NULL, X,
	    { R(XML_UNSAFE), R(XML_MALFORMED) } },
	{ "page cut short", page_cut, NULL, NULL, NULL, X, { R(XML_MALFORMED) } },
	{ "annotation file cut short", annot_cut, NULL, NULL, NULL, X, { R(XML_MALFORMED) } },
	{ "tag file that is not XML is only noted", tag_cut, NULL, NULL, NULL, V,
	    { R(XML_MALFORMED) } },
};

/* What the report keeps of a document made of faults: n dead page links and,
 * after them, links out of the package. */
static void
test_many(void)
{
	static const struct {
		int n, bad;
		ecert_verdict want;
		size_t fails, undecided;
	} v[] = {
		{ 64, 0, U, 0, 64 }, { 65, 0, U, 0, 65 }, { 199, 1, X, 1, 65 },
		{ 300, 1, X, 1, 66 }, { 300, 300, X, 66, 66 },
	};
	const struct item more_bad = { ECI_V_STRUCTURE, FAIL, R(OFD_STRUCTURE), false,
	    "more findings of this kind" };
	const struct item more = { ECI_V_LINKS, UNDEC, R(DANGLING_REF), false,
	    "more findings of this kind" };
	struct forge_case c = { .name = "" };
	struct eci_buf b = { 0 };
	ecert_report *rep;
	struct forge f;
	size_t i, k, fails, undecided;
	int j;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%d dead links, %d links out of the package", v[i].n, v[i].bad);
		forge_base(&f);
		b.len = 0;
		for (j = 0; j < v[i].n; j++)
			CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b,
			    "<ofd:Page ID=\"%d\" BaseLoc=\"none%d.xml\"/>", 1000 + j, j));
		for (j = 0; j < v[i].bad; j++)
			CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b,
			    "<ofd:Page ID=\"%d\" BaseLoc=\"../../../b%d.xml\"/>", 9000 + j, j));
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:Pages>"));
		forge_edit(&f, "Doc_0/Document.xml", "</ofd:Pages>", (char *)b.ptr);
		forge_sign(&f, c.desc);
		forge_zip(&f);
		(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &rep);
		CHECK_INT(ecert_report_verdict(rep), v[i].want);
		for (fails = undecided = k = 0; k < ecert_report_check_count(rep); k++) {
			fails += ecert_report_check_outcome(rep, k) == ECERT_CHECK_FAIL;
			undecided += ecert_report_check_outcome(rep, k) == ECERT_CHECK_UNDECIDED;
		}
		CHECK_INT(fails, v[i].fails);
		CHECK_INT(undecided, v[i].undecided);
		item_check(rep, &more, v[i].undecided - 64);
		item_check(rep, &more_bad, v[i].bad == 300);
		ecert_report_free(rep);
		forge_free(&f);
	}
	eci_buf_free(&b);
}

static const struct item_case told[] = {
	{ "container", NULL, NULL, NULL, { ECI_V_CONTAINER, PASS, 0, false, "good" }, 1 },
	{ "structure", NULL, NULL, NULL, { ECI_V_STRUCTURE, PASS, 0, false, "good" }, 1 },
	{ "links", NULL, NULL, NULL, { ECI_V_LINKS, PASS, 0, false, "good" }, 1 },
	{ "active content", NULL, NULL, NULL, { ECI_V_ACTIVE, PASS, 0, false, "good" }, 1 },
	{ "one document", NULL, NULL, NULL, { ECI_V_SINGLE, PASS, 0, false, "good" }, 1 },
	{ "no good links beside a dead one", dangling, NULL, NULL, { ECI_V_LINKS, PASS, 0, false,
	    "" }, 0 },
	{ "a dead link", dangling, NULL, NULL, { ECI_V_LINKS, UNDEC, R(DANGLING_REF), false,
	    "names Pages/Page_1/Content.xml, which is not in the package" }, 1 },
	{ "a link out of the package", page_outside, NULL, NULL, { ECI_V_LINKS, FAIL, R(REF_BAD),
	    false, "" }, 1 },
	{ "a page that cannot be read", page_cut, NULL, NULL, { ECI_V_STRUCTURE, FAIL,
	    R(XML_MALFORMED), false, "" }, 1 },
	{ "an action", uri_action, NULL, NULL, { ECI_V_ACTIVE, UNDEC, R(ACTIVE_CONTENT), false,
	    "an action when the document is opened" }, 1 },
	{ "a tag file that is not XML", tag_cut, NULL, NULL, { ECI_V_STRUCTURE, NOTE,
	    R(XML_MALFORMED), true, "custom tag: " }, 1 },
};

/* What cannot be opened is told as what it is. */
static void
test_refused(void)
{
	static const struct { ecert_reason r; enum eci_report_check want; } rows[] = {
		{ R(ZIP_MALFORMED), ECI_V_CONTAINER }, { R(ZIP_AMBIGUOUS), ECI_V_CONTAINER },
		{ R(ZIP_LIMIT), ECI_V_CONTAINER }, { R(XML_MALFORMED), ECI_V_STRUCTURE },
		{ R(OFD_STRUCTURE), ECI_V_STRUCTURE }, { R(OFD_MULTI_DOC), ECI_V_SINGLE },
		{ R(NO_SIGNATURE), ECI_V_LIST }, { R(SIG_LIST_BAD), ECI_V_LIST },
		{ R(ACTIVE_CONTENT), ECI_V_ACTIVE }, { R(DANGLING_REF), ECI_V_LINKS },
		{ R(SIG_XML_BAD), ECI_V_STRUCTURE },
	};
	ecert_report *rep;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		const struct item want = { rows[i].want, FAIL, rows[i].r, false, "what is wrong" };

		unit_case("refused: %s", ecert_reason_name(rows[i].r));
		eci_reject(forge.ctx, rows[i].r, "x.ofd", NULL, "what is wrong");
		CHECK_ERR(forge.ctx, eci_verify_refused(forge.ctx, NULL, NULL, forge.policy, &rep),
		    ECERT_E_INVALID);
		CHECK_INT(rep->n_items, 1);
		item_check(rep, &want, 1);
		ecert_report_free(rep);
	}
}

/* What of a document with a part has no Signature.xml is said of that signature. */
static void
test_no_description(void)
{
	static const struct item_case c = { "a signature without its description", NULL, NULL, NULL,
	    { ECI_V_COVERAGE, UNDEC, R(COVERAGE_MISSING), false, "" }, 0 };
	struct forge_case doc = { .name = "" };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("%s", c.name);
	forge_base(&f);
	forge_sign(&f, doc.desc);
	forge_drop(&f, SIG_XML);
	forge_zip(&f);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &rep);
	CHECK_INT(ecert_report_verdict(rep), X);
	item_check(rep, &c.item, 0);
	ecert_report_free(rep);
	forge_free(&f);
}

/* Under the strict policy what is open is settled against the document. */
static void
test_strict(void)
{
	ecert_policy *strict = NULL;
	struct forge f;
	size_t i;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &strict));
	ecert_policy_set_trust(strict, forge.trust);
	ecert_policy_set_strict(strict, 1);
	for (i = 0; i < ECI_COUNT(cases); i++) {
		if (cases[i].want != U)
			continue;
		unit_case("strict: %s", cases[i].name);
		forge_make(&f, &cases[i]);
		forge_judge(&f, strict, X, cases[i].any);
		forge_free(&f);
	}
	ecert_policy_free(strict);
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	item_run(told, ECI_COUNT(told));
	test_refused();
	test_no_description();
	test_strict();
	test_many();
	forge_end();
	return unit_end();
}
