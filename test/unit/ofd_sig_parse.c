/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_sig_parse.c - Signature.xml: what is taken, what is refused. */
#include "ofd_fixture.h"

#include <stdio.h>

#define ENTRY "Doc_0/Signs/Sign_0/Signature.xml"
#define SIG(x) "<ofd:Signature " NS ">" x "</ofd:Signature>"
#define INFO(x) "<ofd:SignedInfo>" x "</ofd:SignedInfo>"
#define VALUE "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue>"
#define PROVIDER "<ofd:Provider ProviderName=\"p\" Version=\"1\"/>"
#define REFS(x) "<ofd:References CheckMethod=\"SM3\">" x "</ofd:References>"
#define REF(file, value) "<ofd:Reference FileRef=\"" file "\"><ofd:CheckValue>" value \
	"</ofd:CheckValue></ofd:Reference>"
#define STAMP(attrs) "<ofd:StampAnnot " attrs "/>"
/* As it is named by somebody else. */
#define X(name) "<v:" name " xmlns:v=\"urn:v\">a</v:" name ">"
/* The whole with these children of SignedInfo beside a provider. */
#define WITH(x) SIG(INFO(PROVIDER x) VALUE)

static ecert_err
parse(ecert_ctx *ctx, const char *xml, struct eci_ofd_sig *sig)
{
	return eci_ofd_sig_parse(ctx, ENTRY, (const uint8_t *)xml, strlen(xml), sig);
}

static void
refused(void)
{
	static const struct {
		const char  *name, *xml;
		ecert_reason want;
	} rows[] = {
		{ "another root", "<ofd:Page " NS "/>", ECERT_R_SIG_XML_BAD },
		{ "a foreign root", "<Signature/>", ECERT_R_SIG_XML_BAD },
		{ "no SignedInfo", SIG(VALUE), ECERT_R_SIG_XML_BAD },
		{ "two SignedInfo", SIG(INFO(REFS("")) INFO(REFS("")) VALUE), ECERT_R_SIG_XML_BAD },
		{ "no SignedValue", SIG(INFO(REFS(""))), ECERT_R_SIG_XML_BAD },
		{ "two SignedValue", SIG(INFO(REFS("")) VALUE VALUE), ECERT_R_SIG_XML_BAD },
		{ "an unknown element beside SignedInfo", SIG(INFO(REFS("")) VALUE "<ofd:Other/>"),
		    ECERT_R_SIG_XML_BAD },
		{ "an element of no namespace beside SignedInfo", SIG(INFO(REFS("")) VALUE "<Other/>"),
		    ECERT_R_SIG_XML_BAD },
		{ "an unknown element in SignedInfo", WITH(REFS("") "<ofd:Other/>"),
		    ECERT_R_SIG_XML_BAD },
		{ "no References", WITH(""), ECERT_R_SIG_XML_BAD },
		{ "two References, the first empty", WITH(REFS("") REFS(REF("/a", "AAAA"))),
		    ECERT_R_SIG_XML_BAD },
		{ "two SignatureMethod", WITH(REFS("") "<ofd:SignatureMethod>1</ofd:SignatureMethod>"
		    "<ofd:SignatureMethod>2</ofd:SignatureMethod>"), ECERT_R_SIG_XML_BAD },
		{ "two Seal", WITH(REFS("") "<ofd:Seal/><ofd:Seal/>"), ECERT_R_SIG_XML_BAD },
		{ "a Seal without BaseLoc", WITH(REFS("") "<ofd:Seal/>"), ECERT_R_SIG_XML_BAD },
		{ "a Seal with two BaseLoc", WITH(REFS("") "<ofd:Seal><ofd:BaseLoc>a</ofd:BaseLoc>"
		    "<ofd:BaseLoc>b</ofd:BaseLoc></ofd:Seal>"), ECERT_R_SIG_XML_BAD },
		{ "a Seal outside", WITH(REFS("") "<ofd:Seal><ofd:BaseLoc>../../../../a</ofd:BaseLoc>"
		    "</ofd:Seal>"), ECERT_R_REF_BAD },
		{ "SignedValue outside", SIG(INFO(REFS("")) "<ofd:SignedValue>../../../../a"
		    "</ofd:SignedValue>"), ECERT_R_REF_BAD },
		{ "SignedValue empty", SIG(INFO(REFS("")) "<ofd:SignedValue/>"), ECERT_R_REF_BAD },
		{ "an unknown element in References", WITH(REFS("<ofd:Other/>")),
		    ECERT_R_SIG_XML_BAD },
		{ "an unknown element in Reference", WITH(REFS("<ofd:Reference FileRef=\"/a\">"
		    "<ofd:CheckValue>AAAA</ofd:CheckValue><ofd:Other/></ofd:Reference>")),
		    ECERT_R_SIG_XML_BAD },
		{ "two CheckValue", WITH(REFS("<ofd:Reference FileRef=\"/a\"><ofd:CheckValue>AAAA"
		    "</ofd:CheckValue><ofd:CheckValue>AAAA</ofd:CheckValue></ofd:Reference>")),
		    ECERT_R_SIG_XML_BAD },
		{ "no CheckValue", WITH(REFS("<ofd:Reference FileRef=\"/a\"/>")),
		    ECERT_R_SIG_XML_BAD },
		{ "an empty CheckValue", WITH(REFS(REF("/a", ""))), ECERT_R_SIG_XML_BAD },
		{ "CheckValue no base64", WITH(REFS(REF("/a", "!!!!"))), ECERT_R_SIG_XML_BAD },
		{ "CheckValue cut", WITH(REFS(REF("/a", "AAA"))), ECERT_R_SIG_XML_BAD },
		{ "CheckValue of 66 bytes", WITH(REFS(REF("/a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))), ECERT_R_SIG_XML_BAD },
		{ "no FileRef", WITH(REFS("<ofd:Reference><ofd:CheckValue>AAAA</ofd:CheckValue>"
		    "</ofd:Reference>")), ECERT_R_REF_BAD },
		{ "a relative FileRef", WITH(REFS(REF("a", "AAAA"))), ECERT_R_REF_BAD },
		{ "an empty FileRef", WITH(REFS(REF("", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef the root", WITH(REFS(REF("/", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with dot dot", WITH(REFS(REF("/a/../b", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef outside", WITH(REFS(REF("/../../etc/passwd", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with a dot", WITH(REFS(REF("/./a", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with a doubled slash", WITH(REFS(REF("//a", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with a slash at its end", WITH(REFS(REF("/a/", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with a percent sign", WITH(REFS(REF("/a%2e", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with a backslash", WITH(REFS(REF("/a\\b", "AAAA"))), ECERT_R_REF_BAD },
		{ "FileRef with a control", WITH(REFS(REF("/a&#9;b", "AAAA"))), ECERT_R_REF_BAD },
		{ "one file referenced twice", WITH(REFS(REF("/a", "AAAA") REF("/b", "AAAA")
		    REF("/a", "BBBB"))), ECERT_R_REF_BAD },
		{ "a reference to itself", WITH(REFS(REF("/" ENTRY, "AAAA"))), ECERT_R_REF_BAD },
		{ "a reference to its value", WITH(REFS(REF("/Doc_0/Signs/Sign_0/SignedValue.dat",
		    "AAAA"))), ECERT_R_REF_BAD },
		{ "a foreign SignedValue", SIG(INFO(REFS("")) X("SignedValue") VALUE),
		    ECERT_R_SIG_XML_BAD },
		{ "a foreign SignedInfo", SIG(X("SignedInfo") INFO(REFS("")) VALUE),
		    ECERT_R_SIG_XML_BAD },
		{ "a foreign Provider", WITH(X("Provider") REFS("")), ECERT_R_SIG_XML_BAD },
		{ "a foreign SignatureMethod", WITH(X("SignatureMethod") REFS("")),
		    ECERT_R_SIG_XML_BAD },
		{ "a foreign SignatureDateTime", WITH(X("SignatureDateTime") REFS("")),
		    ECERT_R_SIG_XML_BAD },
		{ "a foreign References", WITH(X("References") REFS("")), ECERT_R_SIG_XML_BAD },
		{ "a foreign Reference", WITH(REFS(X("Reference"))), ECERT_R_SIG_XML_BAD },
		{ "a foreign CheckValue", WITH(REFS("<ofd:Reference FileRef=\"/a\">" X("CheckValue")
		    "<ofd:CheckValue>AAAA</ofd:CheckValue></ofd:Reference>")), ECERT_R_SIG_XML_BAD },
		{ "a foreign StampAnnot", WITH(REFS("") X("StampAnnot")), ECERT_R_SIG_XML_BAD },
		{ "a foreign Seal", WITH(REFS("") X("Seal")), ECERT_R_SIG_XML_BAD },
		{ "a foreign BaseLoc in Seal", WITH(REFS("") "<ofd:Seal>" X("BaseLoc")
		    "<ofd:BaseLoc>a</ofd:BaseLoc></ofd:Seal>"), ECERT_R_SIG_XML_BAD },
		{ "a Seal in StampAnnot", WITH(REFS("") "<ofd:StampAnnot ID=\"1\"><ofd:Seal>"
		    "<ofd:BaseLoc>a</ofd:BaseLoc></ofd:Seal></ofd:StampAnnot>"), ECERT_R_SIG_XML_BAD },
		{ "a foreign Seal in StampAnnot", WITH(REFS("") "<ofd:StampAnnot ID=\"1\">" X("Seal")
		    "</ofd:StampAnnot>"), ECERT_R_SIG_XML_BAD },
		{ "an unknown element in StampAnnot", WITH(REFS("") "<ofd:StampAnnot ID=\"1\">"
		    "<ofd:Other/></ofd:StampAnnot>"), ECERT_R_SIG_XML_BAD },
		{ "a StampAnnot in Seal", WITH(REFS("") "<ofd:Seal><ofd:BaseLoc>a</ofd:BaseLoc>"
		    STAMP("ID=\"1\"") "</ofd:Seal>"), ECERT_R_SIG_XML_BAD },
		{ "a StampAnnot in Parameters", WITH("<ofd:Parameters>" STAMP("ID=\"1\"")
		    "</ofd:Parameters>" REFS("")), ECERT_R_SIG_XML_BAD },
		{ "a Seal in Provider", SIG(INFO("<ofd:Provider><ofd:Seal/></ofd:Provider>" REFS(""))
		    VALUE), ECERT_R_SIG_XML_BAD },
		{ "a Seal in a foreign element", WITH(REFS("") "<v:x xmlns:v=\"urn:v\"><v:y>"
		    "<ofd:Seal/></v:y></v:x>"), ECERT_R_SIG_XML_BAD },
		{ "a foreign Seal in a foreign element", WITH(REFS("") "<v:x xmlns:v=\"urn:v\">"
		    "<v:Seal/></v:x>"), ECERT_R_SIG_XML_BAD },
		{ "a Signature in Signature", SIG(INFO(REFS("")) VALUE X("Signature")),
		    ECERT_R_SIG_XML_BAD },
		{ "an element in SignedValue", SIG(INFO(REFS("")) "<ofd:SignedValue>a"
		    X("y") "</ofd:SignedValue>"), ECERT_R_SIG_XML_BAD },
		{ "no xml", "x", ECERT_R_XML_MALFORMED },
		{ "utf-16", "\xff\xfe<", ECERT_R_XML_UNSAFE },
		{ "doctype", "<!DOCTYPE a>" WITH(REFS("")), ECERT_R_XML_UNSAFE },
	};
	struct eci_ofd_sig sig;
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("refused: %s", rows[i].name);
		CHECK_REASON(ctx, parse(ctx, rows[i].xml, &sig), rows[i].want);
		CHECK(sig.refs == NULL && sig.n_refs == 0 && sig.value_entry == NULL);
	}
}

static void
taken(void)
{
	static const struct {
		const char *name, *xml;
		size_t      refs, stamps, notes;
	} rows[] = {
		{ "no references", WITH(REFS("")), 0, 0, 0 },
		{ "two references", WITH(REFS(REF("/a", "AAAA") REF("/b/c d.xml", " AA==\n"))), 2, 0, 0 },
		{ "64 bytes", WITH(REFS(REF("/a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="))), 1, 0, 0 },
		{ "the value first", SIG(VALUE INFO(PROVIDER REFS(""))), 0, 0, 0 },
		{ "no provider", SIG(INFO(REFS("")) VALUE), 0, 0, 1 },
		{ "a provider of elements", SIG(INFO("<ofd:Provider><ofd:ProviderName>p"
		    "</ofd:ProviderName><ofd:Version>1</ofd:Version></ofd:Provider>" REFS("")) VALUE),
		    0, 0, 1 },
		{ "parameters", WITH("<ofd:Parameters><ofd:Parameter Name=\"a\">b</ofd:Parameter>"
		    "</ofd:Parameters>" REFS("")), 0, 0, 0 },
		{ "a foreign element", WITH(REFS("") "<v:x xmlns:v=\"urn:v\"/>"), 0, 0, 1 },
		{ "foreign elements in foreign places", WITH(REFS("") "<v:x xmlns:v=\"urn:v\"><v:y/></v:x>"
		    "<ofd:Seal><ofd:BaseLoc>a</ofd:BaseLoc>" X("y") "</ofd:Seal>"), 0, 0, 2 },
		{ "unknown attributes", SIG(INFO("<ofd:Provider ProviderName=\"p\" Seal=\"x\"/>"
		    REFS("")) VALUE), 0, 0, 0 },
		{ "stamps before references", WITH(STAMP("ID=\"1\" PageRef=\"1\" Boundary=\"0 0 1 1\"")
		    STAMP("ID=\"2\" PageRef=\"2\" Boundary=\"0 0 1 1\"") REFS("")), 0, 2, 0 },
		{ "a seal with a picture", WITH(REFS("") "<ofd:Seal><ofd:BaseLoc>a</ofd:BaseLoc>"
		    "<ofd:Picture>b</ofd:Picture></ofd:Seal>"), 0, 0, 0 },
		{ "the earlier namespace", "<Signature xmlns=\"http://www.ofdspec.org\"><SignedInfo>"
		    "<Provider ProviderName=\"p\"/><References/></SignedInfo><SignedValue>v"
		    "</SignedValue></Signature>", 0, 0, 1 },
	};
	struct eci_ofd_sig sig;
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("taken: %s", rows[i].name);
		CHECK_OK(ctx, parse(ctx, rows[i].xml, &sig));
		CHECK_INT(sig.n_refs, rows[i].refs);
		CHECK_INT(sig.n_stamps, rows[i].stamps);
		CHECK_INT(sig.notes.n, rows[i].notes);
		eci_ofd_sig_free(&sig);
	}
}

static void
values(void)
{
	static const char xml[] = WITH("<ofd:SignatureMethod> 1.2 </ofd:SignatureMethod>"
	    "<ofd:SignatureDateTime>2020</ofd:SignatureDateTime>" REFS(REF("/a/b", "AQID"))
	    STAMP("ID=\"s2\" PageRef=\"5\" Boundary=\"1 2.5 30 40\" Clip=\"0 0 10 20\"")
	    "<ofd:Seal><ofd:BaseLoc>/Doc_0/Seal.esl</ofd:BaseLoc></ofd:Seal>");
	struct eci_ofd_sig sig;
	ecert_ctx *ctx = unit_ctx();

	unit_case("values");
	CHECK_OK(ctx, parse(ctx, xml, &sig));
	CHECK_STR(sig.method, "1.2");
	CHECK_STR(sig.date_time, "2020");
	CHECK_STR(sig.provider, "p 1");
	CHECK_STR(sig.check_method, "SM3");
	CHECK_STR(sig.seal_entry, "Doc_0/Seal.esl");
	CHECK_STR(sig.value_entry, "Doc_0/Signs/Sign_0/SignedValue.dat");
	CHECK_STR(sig.refs[0].entry, "a/b");
	CHECK_MEM(sig.refs[0].digest, sig.refs[0].digest_len, "\1\2\3", 3);
	CHECK_STR(sig.stamps[0].id, "s2");
	CHECK_INT(sig.stamps[0].page_id, 5);
	CHECK(sig.stamps[0].boundary_ok && sig.stamps[0].has_clip);
	CHECK_INT(sig.stamps[0].boundary[3], 40);
	CHECK_INT(sig.stamps[0].clip[2], 10);
	eci_ofd_sig_free(&sig);

	unit_case("what is absent is NULL");
	CHECK_OK(ctx, parse(ctx, SIG(INFO("<ofd:References/>") VALUE), &sig));
	CHECK(sig.method == NULL && sig.date_time == NULL && sig.provider == NULL &&
	    sig.check_method == NULL && sig.seal_entry == NULL);
	eci_ofd_sig_free(&sig);
}

static void
stamps(void)
{
	static const struct {
		const char *attrs;
		bool        ok, clip;
		uint64_t    page;
	} rows[] = {
		{ "ID='1' PageRef='1' Boundary='0 0 1 1'", true, false, 1 },
		{ "ID='1' PageRef='1' Boundary='0 0 1 1' Clip=''", true, false, 1 },
		{ "ID='1' PageRef='1' Boundary='NaN 0 1 1'", false, false, 1 },
		{ "ID='1' PageRef='1' Boundary='0 0 1e999 1'", false, false, 1 },
		{ "ID='1' PageRef='1' Boundary='0 0 -1 1'", false, false, 1 },
		{ "ID='1' PageRef='1' Boundary='0 0 1'", false, false, 1 },
		{ "ID='1' PageRef='1'", false, false, 1 },
		{ "ID='1' PageRef='1' Boundary='0 0 1 1' Clip='x'", false, false, 1 },
		{ "PageRef='x' Boundary='0 0 1 1'", true, false, 0 },
		{ "Boundary='0 0 1 1'", true, false, 0 },
		{ "PageRef='99999999999999999999' Boundary='0 0 1 1'", true, false, 0 },
		{ "PageRef='1' Boundary='0 0 2 2' Clip='0 0 1 1'", true, true, 1 },
	};
	struct eci_ofd_sig sig;
	ecert_ctx *ctx = unit_ctx();
	char xml[1000];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("stamp %s", rows[i].attrs);
		snprintf(xml, sizeof(xml), "%s<ofd:StampAnnot %s/>%s", "<ofd:Signature " NS ">"
		    "<ofd:SignedInfo>" PROVIDER "<ofd:References/>", rows[i].attrs,
		    "</ofd:SignedInfo>" VALUE "</ofd:Signature>");
		CHECK_OK(ctx, parse(ctx, xml, &sig));
		CHECK_INT(sig.n_stamps, 1);
		CHECK_INT(sig.stamps[0].boundary_ok, rows[i].ok);
		CHECK_INT(sig.stamps[0].has_clip, rows[i].clip);
		CHECK_INT(sig.stamps[0].page_id, rows[i].page);
		eci_ofd_sig_free(&sig);
	}
}

/* n references to the same or to different files. */
static void
many(const char *name, size_t n, bool same, ecert_reason want)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_sig sig = { 0 };
	struct eci_buf b = { 0 };
	size_t i;

	unit_case("%s", name);
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<ofd:Signature " NS "><ofd:SignedInfo><ofd:References>"));
	for (i = 0; i < n; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "<ofd:Reference FileRef=\"/f%zu\">"
		    "<ofd:CheckValue>AAAA</ofd:CheckValue></ofd:Reference>", same ? 0 : i));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</ofd:References></ofd:SignedInfo>" VALUE
	    "</ofd:Signature>"));
	if (want == ECERT_R_NONE)
		CHECK_OK(ctx, parse(ctx, (char *)b.ptr, &sig));
	else
		CHECK_REASON(ctx, parse(ctx, (char *)b.ptr, &sig), want);
	eci_ofd_sig_free(&sig);
	eci_buf_free(&b);
}

static void
corpus(void)
{
	static const struct {
		const char *path, *entry;
		size_t      refs, stamps, notes;
		const char *provider;
	} rows[] = {
		{ "signed/999.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 20, 1, 0, "KingGrid 4.0" },
		{ "signed/DigitalSign.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 4, 0, 0,
		    "ofdrw-sign 1.2.0" },
		{ "signed/SESV4SignDoc.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 5, 1, 0,
		    "ofdrw-sign 2.4.0" },
		{ "signed/h.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 9, 5, 0, "ofdrw-sign 1.5.2" },
		{ "signed/h.ofd", "Doc_0/Signs/Sign_1/Signature.xml", 11, 1, 0, "ofdrw-sign 1.5.2" },
		{ "signed/keyword.ofd", "Doc_0/Signs/Sign_1/Signature.xml", 7, 1, 0,
		    "oesplugin 1.0.0.1" },
		{ "signed/keyword.ofd", "Doc_0/Signs/Sign_3/Signature.xml", 9, 0, 0,
		    "oesplugin 1.0.0.1" },
		{ "signed/n.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 6, 1, 1,
		    "iOFD\xc2\xae 2.1.1 \xc2\xa9" "2019-2020 dms360.cn" },
		{ "signed/signedFile.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 13, 1, 0,
		    "gomain_eseal 2.0" },
		{ "signed/testPathClip.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 16, 0, 0,
		    "gomain_eseal 2.0" },
		{ "signed/testPathClip.ofd", "Doc_0/Signs/Sign_1/Signature.xml", 21, 0, 0,
		    "gomain_eseal 2.0" },
		{ "signed/v4signed.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 13, 1, 0,
		    "gomain_eseal 2.0" },
		{ "signed/zsbk.ofd", "Doc_0/Signs/Sign_0/Signature.xml", 23, 1, 0,
		    "gomain_eseal 2.0" },
		{ "signed/zsbk.ofd", "Doc_0/Signs/Sign_1/Signature.xml", 26, 1, 0,
		    "gomain_eseal 2.0" },
	};
	struct eci_ofd_sig sig;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	uint8_t *p;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s %s", rows[i].path, rows[i].entry);
		if (!corpus_doc(ctx, rows[i].path, &doc))
			continue;
		CHECK_OK(ctx, ecert_doc_read_entry(ctx, doc, rows[i].entry, &p, &n));
		CHECK_OK(ctx, eci_ofd_sig_parse(ctx, rows[i].entry, p, n, &sig));
		CHECK_INT(sig.n_refs, rows[i].refs);
		CHECK_INT(sig.n_stamps, rows[i].stamps);
		CHECK_INT(sig.notes.n, rows[i].notes);
		CHECK_STR(sig.provider, rows[i].provider);
		CHECK(eci_ofd_find(doc, sig.value_entry) != SIZE_MAX);
		for (k = 0; k < sig.n_refs; k++) {
			CHECK(eci_ofd_find(doc, sig.refs[k].entry) != SIZE_MAX);
			CHECK_INT(sig.refs[k].digest_len, 32);
		}
		for (k = 0; k < sig.n_stamps; k++)
			CHECK(sig.stamps[k].boundary_ok &&
			    eci_ofd_page_by_id(doc, sig.stamps[k].page_id) != SIZE_MAX);
		eci_ofd_sig_free(&sig);
		ecert_free(p);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	refused();
	taken();
	values();
	stamps();
	many("references at the limit", 8192, false, ECERT_R_NONE);
	many("references above the limit", 8193, false, ECERT_R_SIG_XML_BAD);
	many("one file referenced 8000 times", 8000, true, ECERT_R_REF_BAD);
	corpus();
	return unit_end();
}
