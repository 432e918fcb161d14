/* SPDX-License-Identifier: Apache-2.0 */
/* Every place that holds an identifier, and the codes the tag file speaks of. */
#include "ofd_make.h"

#include "ofd/ofd_tag.h"

#define ID "2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0"
#define OTHER "2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0002•0"
#define OWN(x) "<mc:MetrologyCertificate xmlns:mc=\"" ECI_TAG_NS "\" " NS "><mc:Identifier>" ID \
	"</mc:Identifier>" x "</mc:MetrologyCertificate>"
#define CODE(a, page, object) "<mc:Code " a "><ofd:ObjectRef PageRef=\"" page "\">" object \
	"</ofd:ObjectRef></mc:Code>"

#define TAGGED(own) { \
	{ "OFD.xml", "<ofd:OFD " NS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>" \
	    "<ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID><ofd:CustomDatas><ofd:CustomData " \
	    "Name=\"电子证书标识\">" OTHER "</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>" \
	    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>" }, \
	{ "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:CustomTags>Tags.xml</ofd:CustomTags>") }, \
	{ "Doc_0/Tags.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"x\"><ofd:FileLoc>other.xml" \
	    "</ofd:FileLoc></ofd:CustomTag><ofd:CustomTag TypeID=\"MetrologyCertificate\">" \
	    "<ofd:FileLoc>own.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>" }, \
	{ "Doc_0/other.xml", "<a><b>" OTHER "</b></a>" }, \
	{ "Doc_0/own.xml", own }, { NULL, NULL } }

static void
test_sources(ecert_ctx *ctx)
{
	static const struct file files[] = TAGGED(OWN(CODE("symbology=\"qr\" payload=\"p\"", "5", "9")
	    CODE("", "x", "") "<mc:Code/>"));
	struct eci_ofd_ids ids;
	ecert_doc *doc = doc_of(ctx, files);

	unit_case("sources in the order of their authority");
	CHECK_OK(ctx, eci_ofd_ids(ctx, doc, NULL, &ids));
	CHECK_INT(ids.n, 3);
	if (ids.n == 3) {
		CHECK_INT(ids.v[0].kind, ECI_OFD_ID_TAG);
		CHECK_STR(ids.v[0].where, "Doc_0/own.xml");
		CHECK_STR(ids.v[0].text, ID);
		CHECK(ids.v[0].id != NULL);
		CHECK_INT(ids.v[1].kind, ECI_OFD_ID_FOREIGN);
		CHECK_INT(ids.v[2].kind, ECI_OFD_ID_MIRROR);
		CHECK_STR(ids.v[2].where, "OFD.xml");
	}

	unit_case("codes");
	CHECK_INT(ids.n_codes, 3);
	if (ids.n_codes == 3) {
		CHECK_STR(ids.codes[0].symbology, "qr");
		CHECK_STR(ids.codes[0].payload, "p");
		CHECK_INT(ids.codes[0].page, 5);
		CHECK_INT(ids.codes[0].object, 9);
		CHECK_STR(ids.codes[1].symbology, "");
		CHECK_INT(ids.codes[1].page + ids.codes[1].object, 0);
		CHECK_INT(ids.codes[2].object, 0);
	}
	eci_ofd_ids_free(&ids);
	CHECK_INT(ids.n + ids.n_codes, 0);
	ecert_doc_free(doc);
}

static void
test_broken(ecert_ctx *ctx)
{
	static const struct file bad[] = TAGGED("<no XML"), *none = NULL;
	static const struct file list[] = {
		{ "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:CustomTags>Tags.xml</ofd:CustomTags>") },
		{ "Doc_0/Tags.xml", "<no XML" }, { NULL, NULL } };
	struct eci_ofd_ids ids;
	ecert_doc *doc;

	unit_case("a tag file that cannot be read counts, and speaks of no code");
	doc = doc_of(ctx, bad);
	CHECK_OK(ctx, eci_ofd_ids(ctx, doc, NULL, &ids));
	CHECK_INT(ids.n, 3);
	CHECK(ids.n > 0 && ids.v[0].id == NULL && ids.v[0].kind == ECI_OFD_ID_TAG);
	CHECK_INT(ids.n_codes, 0);
	eci_ofd_ids_free(&ids);
	ecert_doc_free(doc);

	unit_case("none");
	doc = doc_of(ctx, none);
	CHECK_OK(ctx, eci_ofd_ids(ctx, doc, NULL, &ids));
	CHECK_INT(ids.n, 0);
	eci_ofd_ids_free(&ids);
	ecert_doc_free(doc);

	unit_case("a list that cannot be read");
	doc = doc_of(ctx, list);
	CHECK_REASON(ctx, eci_ofd_ids(ctx, doc, NULL, &ids), ECERT_R_XML_MALFORMED);
	CHECK_INT(ids.n, 0);
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_sources(ctx);
	test_broken(ctx);
	return unit_end();
}
