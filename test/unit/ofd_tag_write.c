/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

#define LIST "Doc_0/Tags/CustomTags.xml"
#define TAG  "Doc_0/Tags/MetrologyCertificate.xml"
/* GB 32100 check character as in test/unit/id_org.c's rows. */
#define ID1  "2.25.4711.1.2\u20227\u202212990000999999998X\u2022CNAS L0001\u2022XZ-2026-0001\u20220"
#define ID2  "2.25.4711.1.2\u20227\u202212990000999999998X\u2022CNAS L0001\u2022XZ-2026-0001\u20221"

static ecert_id *
id_of(ecert_ctx *ctx, const char *text)
{
	ecert_id *id = NULL;

	CHECK_OK(ctx, ecert_id_parse(ctx, NULL, text, strlen(text), &id));
	return id;
}

static void
check_id(ecert_ctx *ctx, ecert_doc *doc, const char *want)
{
	ecert_id *id = NULL;

	CHECK_OK(ctx, ecert_doc_get_id(ctx, doc, NULL, &id));
	CHECK_STR(id != NULL ? ecert_id_text(id) : NULL, want);
	ecert_id_free(id);
}

/* ecert-tag(5) to the letter. */
static void
new_list(ecert_ctx *ctx)
{
	static const struct file files[] = { { "Doc_0/Document.xml", DOCUMENT_XML("",
	    "<ofd:Annotations>n.xml</ofd:Annotations><ofd:Attachments>n.xml</ofd:Attachments>"
	    "<ofd:Extensions>n.xml</ofd:Extensions>") }, { NULL, NULL } };
	static const char *const order[] = { "<ofd:Annotations>", "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>",
	    "<ofd:Attachments>", "<ofd:Extensions>", NULL };
	ecert_doc *doc = doc_of(ctx, files);
	ecert_id *id = id_of(ctx, ID1);
	char *s;

	unit_case("the tag file, byte for byte");
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	s = entry_text(ctx, doc, TAG);
	CHECK_STR(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<mc:MetrologyCertificate xmlns:mc=\"urn:libecert:metrology-certificate:1\" "
	    "xmlns:ofd=\"http://www.ofdspec.org/2016\" version=\"1\"><mc:Identifier>" ID1 "</mc:Identifier>"
	    "<mc:Root>2.25.4711.1.2</mc:Root><mc:Type code=\"7\">校准证书</mc:Type>"
	    "<mc:Issuer>12990000999999998X</mc:Issuer><mc:Authority>CNAS L0001</mc:Authority>"
	    "<mc:Serial>XZ-2026-0001</mc:Serial><mc:Revision>0</mc:Revision></mc:MetrologyCertificate>\n");
	free(s);
	unit_case("its row in a new list");
	CHECK_IN(ctx, doc, LIST, "<ofd:CustomTag TypeID=\"MetrologyCertificate\"><ofd:FileLoc>"
	    "MetrologyCertificate.xml</ofd:FileLoc></ofd:CustomTag>");
	unit_case("the link in the schema's order");
	CHECK(in_order(ctx, doc, "Doc_0/Document.xml", order));
	unit_case("the mirror");
	CHECK_STR(ecert_doc_meta(doc, "CustomData/电子证书标识"), ID1);
	unit_case("read back from the saved file");
	doc = reopened(ctx, doc);
	check_id(ctx, doc, ID1);
	CHECK_INT(ecert_doc_note_count(doc), 0);
	ecert_id_free(id);
	ecert_doc_free(doc);
}

static void
replacing(ecert_ctx *ctx)
{
	ecert_doc *doc = doc_of(ctx, NULL);
	ecert_id *a = id_of(ctx, ID1), *b = id_of(ctx, ID2);
	char *before, *after;

	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, a, 0));
	unit_case("an identifier is not overwritten (4.5.4)");
	before = entry_text(ctx, doc, TAG);
	CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, b, 0), ECERT_E_STATE);
	CHECK(strstr(ecert_errmsg(ctx), "XZ-2026-0001") != NULL);
	after = entry_text(ctx, doc, TAG);
	CHECK_STR(after, before);
	free(before);
	free(after);
	unit_case("not even by itself");
	CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, a, ECERT_TAG_NO_MIRROR), ECERT_E_STATE);
	unit_case("but when asked for");
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, b, ECERT_TAG_REPLACE));
	check_id(ctx, doc, ID2);
	CHECK_IN(ctx, doc, LIST, "<ofd:CustomTag ");
	CHECK_IN(ctx, doc, TAG, "<mc:Revision>1<");
	CHECK_STR(ecert_doc_meta(doc, "CustomData/电子证书标识"), ID2);
	CHECK_INT(ecert_doc_note_count(doc), 0);
	CHECK(eci_ofd_find(doc, "Doc_0/Tags/MetrologyCertificate_1.xml") == SIZE_MAX);
	unit_case("without mirror the old mirror goes");
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, a, ECERT_TAG_REPLACE | ECERT_TAG_NO_MIRROR));
	CHECK(ecert_doc_meta(doc, "CustomData/电子证书标识") == NULL);
	check_id(ctx, doc, ID1);
	CHECK_INT(ecert_doc_note_count(doc), 0);
	unit_case("unknown flag");
	CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, a, 4), ECERT_E_ARG);
	ecert_doc_free(doc);
	unit_case("a mirror alone is an identifier too");
	doc = doc_of(ctx, NULL);
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "CustomData/电子证书标识", ID1));
	CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, b, 0), ECERT_E_STATE);
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, b, ECERT_TAG_REPLACE));
	check_id(ctx, doc, ID2);
	CHECK_INT(ecert_doc_note_count(doc), 0);
	ecert_doc_free(doc);
	ecert_id_free(a);
	ecert_id_free(b);
}

static void
existing_lists(ecert_ctx *ctx)
{
	static const struct file beside[] = {
		{ "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:CustomTags>/Doc_0/T/List.xml</ofd:CustomTags>") },
		{ "Doc_0/T/List.xml", "<ofd:CustomTags " NS "><!-- c --><ofd:CustomTag TypeID=\"fp\"><ofd:FileLoc>fp.xml"
		    "</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>" },
		{ "Doc_0/T/fp.xml", "<:eInvoice xmlns:=\"\">" },
		{ "Doc_0/T/metrologycertificate.XML", "taken" }, { NULL, NULL } };
	static const struct file dangling[] = {
		{ "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:CustomTags>gone.xml</ofd:CustomTags>") }, { NULL, NULL } };
	static const struct file broken[] = {
		{ "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:CustomTags>T.xml</ofd:CustomTags>") },
		{ "Doc_0/T.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"MetrologyCertificate\"><ofd:FileLoc>"
		    "MetrologyCertificate.xml</ofd:FileLoc></ofd:CustomTag><ofd:CustomTag TypeID=\"MetrologyCertificate\">"
		    "<ofd:FileLoc>nowhere.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>" },
		{ "Doc_0/MetrologyCertificate.xml", "<mc:MetrologyCertificate " }, { NULL, NULL } };
	static const struct file no_list[] = {
		{ "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:CustomTags>T.xml</ofd:CustomTags>") },
		{ "Doc_0/T.xml", "<ofd:Tags " NS "/>" }, { NULL, NULL } };
	ecert_id *id = id_of(ctx, ID1);
	ecert_doc *doc;

	unit_case("beside tags that are there");
	doc = doc_of(ctx, beside);
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	CHECK_IN(ctx, doc, "Doc_0/T/List.xml", "<ofd:CustomTag TypeID=\"fp\"><ofd:FileLoc>fp.xml</ofd:FileLoc></ofd:CustomTag>");
	CHECK_IN(ctx, doc, "Doc_0/T/List.xml", "<!-- c -->");
	CHECK_IN(ctx, doc, "Doc_0/T/List.xml", "<ofd:CustomTag TypeID=\"MetrologyCertificate\"><ofd:FileLoc>MetrologyCertificate_1.xml<");
	CHECK_IN(ctx, doc, "Doc_0/T/fp.xml", "<:eInvoice xmlns:=\"\">");
	CHECK_IN(ctx, doc, "Doc_0/T/metrologycertificate.XML", "taken");
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:CustomTags>/Doc_0/T/List.xml</ofd:CustomTags>");
	check_id(ctx, doc, ID1);
	ecert_doc_free(doc);
	unit_case("a link that leads nowhere is turned");
	doc = doc_of(ctx, dangling);
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>");
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:CustomTags>");
	check_id(ctx, doc, ID1);
	ecert_doc_free(doc);
	unit_case("rows of ours whose files cannot be read are replaced");
	doc = doc_of(ctx, broken);
	CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, id, 0), ECERT_E_STATE);
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, ECERT_TAG_REPLACE));
	CHECK_IN(ctx, doc, "Doc_0/T.xml", "<ofd:CustomTag ");
	CHECK_IN(ctx, doc, "Doc_0/MetrologyCertificate.xml", ID1);
	check_id(ctx, doc, ID1);
	ecert_doc_free(doc);
	unit_case("a list that is none is refused, nothing changes");
	doc = doc_of(ctx, no_list);
	CHECK_REASON(ctx, ecert_doc_set_id(ctx, doc, id, ECERT_TAG_REPLACE), ECERT_R_OFD_STRUCTURE);
	CHECK_INT(eci_pkg_count(doc->pkg), 4);
	CHECK(ecert_doc_meta(doc, "CustomData/电子证书标识") == NULL);
	ecert_doc_free(doc);
	ecert_id_free(id);
}

static void
code_reference(ecert_ctx *ctx)
{
	ecert_id *id = id_of(ctx, ID1);
	ecert_doc *doc;
	size_t page;

	unit_case("the code drawn on page one is referred to");
	doc = doc_of(ctx, NULL);
	CHECK_OK(ctx, ecert_page_add_qr(ctx, doc, 1, 160, 15, 25, ID1));
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	CHECK_IN(ctx, doc, TAG, "<mc:Code symbology=\"qr\" payload=\"" ID1 "\"><ofd:ObjectRef PageRef=\"5\">8"
	    "</ofd:ObjectRef></mc:Code></mc:MetrologyCertificate>");
	CHECK_IN(ctx, doc, "Doc_0/P.xml", "<ofd:PathObject ID=\"8\"");
	check_id(ctx, doc, ID1);
	CHECK_INT(ecert_doc_note_count(doc), 0);
	ecert_doc_free(doc);
	unit_case("a code that says something else is not");
	doc = doc_of(ctx, NULL);
	CHECK_OK(ctx, ecert_page_add_qr(ctx, doc, 1, 160, 15, 25, ID2));
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	CHECK_NOT_IN(ctx, doc, TAG, "mc:Code");
	ecert_doc_free(doc);
	unit_case("nor one on another page");
	doc = doc_of(ctx, NULL);
	CHECK_OK(ctx, ecert_page_add(ctx, doc, 210, 297, &page));
	CHECK_OK(ctx, ecert_page_add_qr(ctx, doc, page, 160, 15, 25, ID1));
	CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	CHECK_NOT_IN(ctx, doc, TAG, "mc:Code");
	ecert_doc_free(doc);
	ecert_id_free(id);
}

static void
documents(ecert_ctx *ctx)
{
	static const char *const paths[] = { "unsigned/helloworld.ofd", "unsigned/Page5.ofd",
	    "unsigned/AddAttachment.ofd", "unsigned/namespace_no_std.ofd", "unsigned/z.ofd" };
	ecert_id *id = id_of(ctx, ID1);
	ecert_doc *doc;
	size_t i, pages, k;
	char *before, *after;

	unit_case("a signed document is refused");
	doc = signed_doc(ctx);
	CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, id, ECERT_TAG_REPLACE), ECERT_E_STATE);
	CHECK(strstr(ecert_errmsg(ctx), "signed") != NULL);
	CHECK_INT(eci_pkg_count(doc->pkg), 4);
	ecert_doc_free(doc);
	for (i = 0; i < ECI_COUNT(paths); i++) {
		unit_case("%s", paths[i]);
		if ((doc = corpus_doc(ctx, paths[i])) == NULL)
			continue;
		pages = ecert_doc_page_count(doc);
		before = entry_text(ctx, doc, "Doc_0/Pages/Page_0/Content.xml");
		CHECK_OK(ctx, ecert_doc_set_id(ctx, doc, id, 0));
		doc = reopened(ctx, doc);
		check_id(ctx, doc, ID1);
		CHECK_INT(ecert_doc_page_count(doc), pages);
		CHECK_STR(ecert_doc_meta(doc, "CustomData/电子证书标识"), ID1);
		after = entry_text(ctx, doc, "Doc_0/Pages/Page_0/Content.xml");
		CHECK_STR(after, before);
		/* The list has the document's namespace, whichever that is. */
		k = (size_t)count_in(ctx, doc, "Doc_0/Document.xml", "ofdspec.org/2016");
		CHECK_INT(count_in(ctx, doc, LIST, "ofdspec.org/2016"), k);
		CHECK_INT(count_in(ctx, doc, "OFD.xml", "ofdspec.org/2016"), k);
		free(before);
		free(after);
		ecert_doc_free(doc);
	}
	unit_case("a real signed file is refused");
	if ((doc = corpus_doc(ctx, "signed/999.ofd")) != NULL)
		CHECK_ERR(ctx, ecert_doc_set_id(ctx, doc, id, 0), ECERT_E_STATE);
	ecert_doc_free(doc);
	ecert_id_free(id);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	new_list(ctx);
	replacing(ctx);
	existing_lists(ctx);
	code_reference(ctx);
	documents(ctx);
	return unit_end();
}
