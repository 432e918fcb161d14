/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_sign_slot.c - room for one more signature. */
#include "ofd_fixture.h"

#define LIST_ENTRY "Doc_0/Signs/Signatures.xml"
#define LIST(rows) "<ofd:Signatures " NS ">" rows "</ofd:Signatures>"
#define SIGNED { "OFD.xml", OFD_XML(BODY("<ofd:Signatures>" LIST_ENTRY "</ofd:Signatures>")) }

static void
check_entry(ecert_ctx *ctx, ecert_doc *doc, const char *name, const char *want)
{
	uint8_t *p = NULL;
	size_t n;

	CHECK_OK(ctx, ecert_doc_read_entry(ctx, doc, name, &p, &n));
	CHECK_STR((char *)p, want);
	ecert_free(p);
}

#define DECL "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void
first(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_slot slot;
	ecert_doc *doc;

	unit_case("the first signature");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 2, &slot));
	CHECK_STR(slot.id, "s001");
	CHECK_INT(slot.next_stamp, 2);
	CHECK_STR(slot.sig_entry, "Doc_0/Signs/Sign_0/Signature.xml");
	CHECK_STR(slot.value_entry, "Doc_0/Signs/Sign_0/SignedValue.dat");
	CHECK_STR(slot.seal_entry, "Doc_0/Signs/Sign_0/Seal.esl");
	CHECK_STR(eci_ofd_signatures_entry(doc), LIST_ENTRY);
	CHECK_INT(ecert_doc_signature_count(doc), 1);
	check_entry(ctx, doc, "OFD.xml", DECL
	    OFD_XML(BODY("<ofd:Signatures>/" LIST_ENTRY "</ofd:Signatures>")) "\n");
	check_entry(ctx, doc, LIST_ENTRY, DECL LIST("<ofd:MaxSignId>s003</ofd:MaxSignId>"
	    "<ofd:Signature ID=\"s001\" Type=\"Seal\" BaseLoc=\"/Doc_0/Signs/Sign_0/Signature.xml\"/>")
	    "\n");
	eci_ofd_slot_free(&slot);

	unit_case("taken back");
	eci_ofd_rollback(doc);
	CHECK(eci_ofd_signatures_entry(doc) == NULL);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	CHECK_INT(ecert_doc_entry_count(doc), 3);
	check_entry(ctx, doc, "OFD.xml", plain[0].text);
	ecert_doc_free(doc);
}

static void
places(void)
{
	static const struct entry root[] = {
		{ "OFD.xml", "<o:OFD xmlns:o=\"http://www.ofdspec.org\"><o:DocBody><o:DocRoot>D.xml"
		    "</o:DocRoot></o:DocBody></o:OFD>" },
		{ "D.xml", DOC_XML(A4, "") },
	};
	static const struct entry taken[] = {
		{ "Doc_0/signs/SIGNATURES.xml", "x" }, { "Doc_0/Signs/sign_4/old.dat", "x" },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_slot slot;
	ecert_doc *doc;

	unit_case("a document at the root, another prefix");
	CHECK_OK(ctx, fixture(ctx, root, 2, &doc));
	CHECK_OK(ctx, eci_ofd_sign_slot(ctx, doc, "Sign", 0, &slot));
	CHECK_STR(slot.sig_entry, "Signs/Sign_0/Signature.xml");
	check_entry(ctx, doc, "OFD.xml", DECL "<o:OFD xmlns:o=\"http://www.ofdspec.org\"><o:DocBody>"
	    "<o:DocRoot>D.xml</o:DocRoot><o:Signatures>/Signs/Signatures.xml</o:Signatures>"
	    "</o:DocBody></o:OFD>\n");
	eci_ofd_slot_free(&slot);
	ecert_doc_free(doc);

	unit_case("names that are taken");
	CHECK_OK(ctx, fixture(ctx, taken, 2, &doc));
	CHECK_OK(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 0, &slot));
	CHECK_STR(slot.sig_entry, "Doc_0/Signs/Sign_5/Signature.xml");
	CHECK_STR(eci_ofd_signatures_entry(doc), "Doc_0/Signs/Signatures_1.xml");
	eci_ofd_slot_free(&slot);
	ecert_doc_free(doc);
}

static void
numbers(void)
{
	static const struct {
		const char *name, *list, *sig, *id, *max;
		uint64_t    stamp;
	} rows[] = {
		{ "an empty list", LIST(""), NULL, "s001", "s002", 2 },
		{ "after MaxSignId", LIST("<ofd:MaxSignId>s007</ofd:MaxSignId>"), NULL, "s008", "s009", 9 },
		{ "MaxSignId too small", LIST("<ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID=\"12\" "
		    "BaseLoc=\"S\"/>"), NULL, "s013", "s014", 14 },
		{ "stamps count", LIST("<ofd:Signature ID=\"1\" BaseLoc=\"S\"/>"), "<ofd:Signature " NS
		    "><ofd:StampAnnot ID=\"s030\"/><ofd:StampAnnot ID=\"2\"/></ofd:Signature>", "s031",
		    "s032", 32 },
		{ "MaxSignId twice", LIST("<ofd:MaxSignId>s002</ofd:MaxSignId><ofd:MaxSignId>s004"
		    "</ofd:MaxSignId>"), NULL, "s005", "s006", 6 },
		{ "IDs without a number", LIST("<ofd:MaxSignId>x</ofd:MaxSignId><ofd:Signature "
		    "ID=\"abc\" BaseLoc=\"S\"/>"), NULL, "s001", "s002", 2 },
		{ "IDs of many digits", LIST("<ofd:Signature ID=\"99999999999999999999999\" "
		    "BaseLoc=\"S\"/>"), NULL, "s001", "s002", 2 },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_slot slot;
	struct eci_ofd_sign *list;
	ecert_doc *doc;
	struct eci_xml *xml;
	const struct eci_xml_node *c;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct entry v[3] = { SIGNED, { LIST_ENTRY, rows[i].list },
		    { "Doc_0/Signs/S", rows[i].sig } };
		unit_case("number: %s", rows[i].name);
		CHECK_OK(ctx, fixture(ctx, v, rows[i].sig != NULL ? 3 : 2, &doc));
		CHECK_OK(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 1, &slot));
		CHECK_STR(slot.id, rows[i].id);
		CHECK_INT(slot.next_stamp, rows[i].stamp);
		CHECK_OK(ctx, eci_ofd_sign_list(ctx, doc, &list, &n));
		CHECK(n > 0);
		CHECK_STR(list[n - 1].id, rows[i].id);
		CHECK_STR(list[n - 1].entry, slot.sig_entry);
		eci_ofd_sign_list_free(list, n);
		CHECK_OK(ctx, eci_ofd_read_xml(ctx, doc, eci_ofd_find(doc, LIST_ENTRY), &xml));
		for (c = eci_xml_first(eci_xml_root(xml)); c != NULL; c = eci_xml_next(c))
			if (eci_xml_is(c, "MaxSignId"))
				CHECK_STR(eci_xml_text(xml, c), rows[i].max);
		eci_xml_free(xml);
		eci_ofd_slot_free(&slot);
		ecert_doc_free(doc);
	}
}

static void
refused(void)
{
	static const struct entry bad[] = { SIGNED, { LIST_ENTRY, LIST("<ofd:Other/>") } };
	static const struct entry missing[] = { SIGNED };
	static const struct entry full[] = { SIGNED,
	    { LIST_ENTRY, LIST("<ofd:Signature ID=\"1\" BaseLoc=\"S\"/>") } };
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_slot slot;
	ecert_doc *doc;

	unit_case("a list that would be refused is not added to");
	CHECK_OK(ctx, fixture(ctx, bad, 2, &doc));
	CHECK_REASON(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 1, &slot), ECERT_R_SIG_LIST_BAD);
	CHECK(slot.id == NULL);
	ecert_doc_free(doc);
	CHECK_OK(ctx, fixture(ctx, missing, 1, &doc));
	CHECK_REASON(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 1, &slot), ECERT_R_SIG_LIST_BAD);
	ecert_doc_free(doc);

	unit_case("one signature above the limit");
	CHECK_OK(ctx, fixture(ctx, full, 2, &doc));
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SIGNATURES, 1));
	CHECK_ERR(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 1, &slot), ECERT_E_LIMIT);
	ecert_doc_free(doc);
}

static void
genuine(void)
{
	static const struct {
		const char *path, *id, *entry;
	} rows[] = {
		{ "signed/h.ofd", "s009", "Doc_0/Signs/Sign_2/Signature.xml" },
		{ "signed/keyword.ofd", "s005", "Doc_0/Signs/Sign_4/Signature.xml" },
		{ "signed/zsbk.ofd", "s005", "Doc_0/Signs/Sign_2/Signature.xml" },
		{ "signed/n.ofd", "s002", "Doc_0/Signs/Sign_1/Signature.xml" },
		{ "unsigned/helloworld.ofd", "s001", "Doc_0/Signs/Sign_0/Signature.xml" },
		{ "unsigned/namespace_no_std.ofd", "s001", "Doc_0/Signs/Sign_0/Signature.xml" },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_slot slot;
	ecert_doc *doc;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("one more signature for %s", rows[i].path);
		if (!corpus_doc(ctx, rows[i].path, &doc))
			continue;
		n = ecert_doc_signature_count(doc);
		CHECK_OK(ctx, eci_ofd_sign_slot(ctx, doc, "Seal", 1, &slot));
		CHECK_STR(slot.id, rows[i].id);
		CHECK_STR(slot.sig_entry, rows[i].entry);
		CHECK_INT(ecert_doc_signature_count(doc), n + 1);
		eci_ofd_slot_free(&slot);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	first();
	places();
	numbers();
	refused();
	genuine();
	return unit_end();
}
