/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_state.c - what OFD.xml and Document.xml may look like. */
#include "ofd_fixture.h"

#define LIST(rows) "<ofd:Signatures " NS ">" rows "</ofd:Signatures>"

static void
structure(void)
{
	static const struct {
		const char  *name;
		struct entry v[2];
		ecert_reason want;            /* NONE: opens */
		size_t       notes;
	} rows[] = {
		{ "plain", { { NULL, NULL } }, ECERT_R_NONE, 0 },
		{ "no OFD.xml", { { "OFD.xml", NULL } }, ECERT_R_OFD_STRUCTURE, 0 },
		{ "OFD.xml in other case", { { "OFD.xml", NULL }, { "ofd.xml", OFD_XML(BODY("")) } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "OFD.xml is no xml", { { "OFD.xml", "hello" } }, ECERT_R_XML_MALFORMED, 0 },
		{ "OFD.xml with a doctype", { { "OFD.xml", "<!DOCTYPE a>" OFD_XML(BODY("")) } },
		    ECERT_R_XML_UNSAFE, 0 },
		{ "root in no namespace", { { "OFD.xml", "<OFD><DocBody/></OFD>" } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "root in a foreign namespace",
		    { { "OFD.xml", "<ofd:OFD xmlns:ofd=\"urn:x\"><ofd:DocBody/></ofd:OFD>" } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "another root", { { "OFD.xml", "<ofd:Document " NS "/>" } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "no DocBody", { { "OFD.xml", OFD_XML("") } }, ECERT_R_OFD_STRUCTURE, 0 },
		{ "two DocBody", { { "OFD.xml", OFD_XML(BODY("") BODY("")) } },
		    ECERT_R_OFD_MULTI_DOC, 0 },
		{ "two DocRoot", { { "OFD.xml",
		    OFD_XML(BODY("<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>")) } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "two Signatures", { { "OFD.xml",
		    OFD_XML(BODY("<ofd:Signatures>a</ofd:Signatures><ofd:Signatures>b</ofd:Signatures>")) } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "two DocRoot by two namespaces", { { "OFD.xml",
		    OFD_XML(BODY("<o:DocRoot xmlns:o=\"http://www.ofdspec.org\">x</o:DocRoot>")) } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "no DocRoot", { { "OFD.xml", OFD_XML("<ofd:DocBody/>") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "DocRoot empty", { { "OFD.xml",
		    OFD_XML("<ofd:DocBody><ofd:DocRoot/></ofd:DocBody>") } }, ECERT_R_REF_BAD, 0 },
		{ "DocRoot missing in the package", { { "Doc_0/Document.xml", NULL } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "DocRoot outside", { { "OFD.xml", OFD_XML("<ofd:DocBody><ofd:DocRoot>../a.xml"
		    "</ofd:DocRoot></ofd:DocBody>") } }, ECERT_R_REF_BAD, 0 },
		{ "DocRoot with a leading slash", { { "OFD.xml", OFD_XML("<ofd:DocBody>"
		    "<ofd:DocInfo/><ofd:DocRoot> /Doc_0/Document.xml\n</ofd:DocRoot></ofd:DocBody>") } },
		    ECERT_R_NONE, 0 },
		{ "DocRoot in other case", { { "OFD.xml", OFD_XML("<ofd:DocBody><ofd:DocInfo/>"
		    "<ofd:DocRoot>DOC_0/Document.xml</ofd:DocRoot></ofd:DocBody>") } },
		    ECERT_R_NONE, 1 },
		{ "no DocInfo", { { "OFD.xml", OFD_XML("<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml"
		    "</ofd:DocRoot></ofd:DocBody>") } }, ECERT_R_NONE, 1 },
		{ "another prefix", { { "OFD.xml", "<x:OFD xmlns:x=\"http://www.ofdspec.org/2016\" "
		    "Version=\"1.1\" DocType=\"OFD-A\"><x:DocBody><x:DocInfo/><x:DocRoot>"
		    "Doc_0/Document.xml</x:DocRoot></x:DocBody></x:OFD>" } }, ECERT_R_NONE, 0 },
		{ "default namespace", { { "OFD.xml", "<OFD xmlns=\"http://www.ofdspec.org/2016\" "
		    "Version=\"1.0\" DocType=\"OFD\"><DocBody><DocInfo/><DocRoot>"
		    "Doc_0/Document.xml</DocRoot></DocBody></OFD>" } }, ECERT_R_NONE, 0 },
		{ "the earlier namespace", { { "OFD.xml", "<OFD xmlns=\"http://www.ofdspec.org\" "
		    "Version=\"1.0\" DocType=\"OFD\"><DocBody><DocInfo/><DocRoot>"
		    "Doc_0/Document.xml</DocRoot></DocBody></OFD>" } }, ECERT_R_NONE, 1 },
		{ "no Version and DocType", { { "OFD.xml", "<OFD xmlns=\"http://www.ofdspec.org/2016\">"
		    "<DocBody><DocInfo/><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>" } },
		    ECERT_R_NONE, 2 },
		{ "Versions", { { "OFD.xml", OFD_XML(BODY("<ofd:Versions/>")) } }, ECERT_R_NONE, 1 },
		{ "Document.xml is another part", { { "Doc_0/Document.xml", PAGE_XML("") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "Document.xml is no xml", { { "Doc_0/Document.xml", "x" } },
		    ECERT_R_XML_MALFORMED, 0 },
		{ "a foreign DocBody", { { "OFD.xml", OFD_XML(BODY("") "<x:DocBody xmlns:x=\"u\"/>") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "a DocBody of no namespace", { { "OFD.xml", OFD_XML("<DocBody/>" BODY("")) } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "a foreign DocRoot", { { "OFD.xml",
		    OFD_XML(BODY("<x:DocRoot xmlns:x=\"u\">a</x:DocRoot>")) } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "Signatures of no namespace", { { "OFD.xml",
		    OFD_XML(BODY("<Signatures>a</Signatures>")) } }, ECERT_R_OFD_STRUCTURE, 0 },
		{ "a foreign element of another name", { { "OFD.xml",
		    OFD_XML(BODY("<x:Other xmlns:x=\"u\">a</x:Other>")) } }, ECERT_R_NONE, 0 },
		{ "foreign Pages", { { "Doc_0/Document.xml", DOC_XML(A4, "<Pages/>") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "foreign CommonData", { { "Doc_0/Document.xml",
		    DOC_XML(A4, "<x:CommonData xmlns:x=\"u\"/>") } }, ECERT_R_OFD_STRUCTURE, 0 },
		{ "a foreign TemplatePage", { { "Doc_0/Document.xml",
		    DOC_XML(A4 "<x:TemplatePage xmlns:x=\"u\"/>", "") } }, ECERT_R_OFD_STRUCTURE, 0 },
		{ "a foreign Page", { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:CommonData/>"
		    "<ofd:Pages><Page ID=\"1\" BaseLoc=\"a\"/></ofd:Pages></ofd:Document>" } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "two Pages", { { "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Pages/>") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "two Annotations", { { "Doc_0/Document.xml",
		    DOC_XML(A4, "<ofd:Annotations>a</ofd:Annotations><ofd:Annotations>b</ofd:Annotations>") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "two PageArea", { { "Doc_0/Document.xml", DOC_XML(A4 A4, "") } },
		    ECERT_R_OFD_STRUCTURE, 0 },
		{ "no CommonData", { { "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:Pages/>"
		    "</ofd:Document>" } }, ECERT_R_NONE, 1 },
		{ "Signatures outside", { { "OFD.xml",
		    OFD_XML(BODY("<ofd:Signatures>../x</ofd:Signatures>")) } }, ECERT_R_REF_BAD, 0 },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		if (rows[i].want == ECERT_R_NONE) {
			CHECK_OK(ctx, fixture(ctx, rows[i].v, 2, &doc));
			CHECK(doc != NULL && ecert_doc_note_count(doc) == rows[i].notes);
		} else {
			CHECK_REASON(ctx, fixture(ctx, rows[i].v, 2, &doc), rows[i].want);
			CHECK(doc == NULL);
		}
		ecert_doc_free(doc);
	}
}

static void
signatures(void)
{
	static const struct {
		const char *name, *list;      /* NULL: not in the package */
		size_t      n;
		bool        bad;
	} rows[] = {
		{ "no list in the package", NULL, 1, true },
		{ "an empty list", LIST(""), 0, false },
		{ "two signatures", LIST("<ofd:Signature ID=\"1\" BaseLoc=\"a\"/>"
		    "<ofd:Signature ID=\"2\" BaseLoc=\"b\"/>"), 2, false },
		{ "a list that is no xml", "<", 1, true },
		{ "a list in another namespace", "<Signatures/>", 1, true },
	};
	struct entry v[2] = { { "OFD.xml",
	    OFD_XML(BODY("<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>")) } };
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		v[1] = (struct entry){ "Doc_0/Signs/Signatures.xml", rows[i].list };
		CHECK_OK(ctx, fixture(ctx, v, rows[i].list != NULL ? 2 : 1, &doc));
		CHECK_INT(ecert_doc_signature_count(doc), rows[i].n);
		CHECK_STR(eci_ofd_signatures_entry(doc), "Doc_0/Signs/Signatures.xml");
		CHECK_INT(doc->st.sign_list_bad, rows[i].bad);
		CHECK_ERR(ctx, eci_ofd_unsigned(ctx, doc, "tag"),
		    rows[i].n > 0 ? ECERT_E_STATE : ECERT_OK);
		ecert_doc_free(doc);
	}
	unit_case("no list named");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK(eci_ofd_signatures_entry(doc) == NULL);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	ecert_doc_free(doc);
}

#define PERM(p) { { "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Permissions>" p \
	"</ofd:Permissions>") } }

static void
permissions(void)
{
	static const struct {
		const char  *name;
		struct entry v[1];
		bool         may;
	} rows[] = {
		{ "permissions say nothing", PERM(""), true },
		{ "signing allowed", PERM("<ofd:Signature>true</ofd:Signature>"), true },
		{ "signing allowed by 1", PERM("<ofd:Signature> 1 </ofd:Signature>"), true },
		{ "signing forbidden", PERM("<ofd:Signature>false</ofd:Signature>"), false },
		{ "signing forbidden by 0", PERM("<ofd:Signature>0</ofd:Signature>"), false },
		{ "signing neither", PERM("<ofd:Signature>maybe</ofd:Signature>"), false },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, fixture(ctx, rows[i].v, 1, &doc));
		CHECK_INT(eci_ofd_may_sign(doc), rows[i].may);
		ecert_doc_free(doc);
	}
}

static void
attachments(void)
{
	static const struct entry v[] = {
		{ "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Attachments>A/List.xml</ofd:Attachments>") },
		{ "Doc_0/A/List.xml", "<ofd:Attachments " NS "><ofd:Attachment Name=\"one\">"
		    "<ofd:FileLoc>1.ofd</ofd:FileLoc></ofd:Attachment><ofd:Attachment Name=\"two\">"
		    "<ofd:FileLoc>2.ofd</ofd:FileLoc></ofd:Attachment><ofd:Attachment/><ofd:Attachment "
		    "Name=\"out\"><ofd:FileLoc>../../../x</ofd:FileLoc></ofd:Attachment>"
		    "</ofd:Attachments>" },
		{ "Doc_0/A/1.ofd", "x" },
	};
	static const struct entry broken[] = {
		{ "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Attachments>A/List.xml</ofd:Attachments>") },
		{ "Doc_0/A/List.xml", "no xml" },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;

	unit_case("attachments");
	CHECK_OK(ctx, fixture(ctx, v, ECI_COUNT(v), &doc));
	CHECK_INT(doc->st.n_attachments, 4);
	CHECK_STR(doc->st.attach_list, "Doc_0/A/List.xml");
	CHECK_STR(doc->st.attachments[0].name, "one");
	CHECK_STR(doc->st.attachments[0].entry, "Doc_0/A/1.ofd");
	CHECK(doc->st.attachments[1].entry == NULL);
	CHECK_STR(doc->st.attachments[2].name, "");
	CHECK(doc->st.attachments[3].entry == NULL);
	ecert_doc_free(doc);

	unit_case("a broken list of attachments");
	CHECK_OK(ctx, fixture(ctx, broken, ECI_COUNT(broken), &doc));
	CHECK_INT(doc->st.n_attachments, 0);
	ecert_doc_free(doc);
}

static void
versions(void)
{
	static const struct entry with = { "OFD.xml", OFD_XML(BODY("<ofd:Versions/>")) };
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;

	unit_case("versions");
	CHECK_OK(ctx, fixture(ctx, &with, 1, &doc));
	CHECK(eci_ofd_has_versions(doc));
	ecert_doc_free(doc);
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK(!eci_ofd_has_versions(doc));
	ecert_doc_free(doc);
}

int
main(void)
{
	versions();
	structure();
	signatures();
	permissions();
	attachments();
	return unit_end();
}
