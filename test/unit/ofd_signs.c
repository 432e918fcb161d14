/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_signs.c - Signatures.xml. */
#include "ofd_fixture.h"

#define LIST(rows) "<ofd:Signatures " NS ">" rows "</ofd:Signatures>"
#define ROW(id, loc) "<ofd:Signature ID=\"" id "\" BaseLoc=\"" loc "\"/>"
#define SIGNED { "OFD.xml", \
	OFD_XML(BODY("<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>")) }

static void
lists(void)
{
	static const struct {
		const char  *name, *list;
		ecert_reason want;
		size_t       n;
		const char  *entry;         /* of the last */
	} rows[] = {
		{ "empty", LIST(""), ECERT_R_NONE, 0, NULL },
		{ "relative to the list", LIST(ROW("1", "S0/Signature.xml")), ECERT_R_NONE, 1,
		    "Doc_0/Signs/S0/Signature.xml" },
		{ "absolute", LIST(ROW("1", "/Doc_0/S.xml")), ECERT_R_NONE, 1, "Doc_0/S.xml" },
		{ "two, MaxSignId last", LIST(ROW("s001", "a") ROW("s002", "b")
		    "<ofd:MaxSignId>s002</ofd:MaxSignId>"), ECERT_R_NONE, 2, "Doc_0/Signs/b" },
		{ "MaxSignId twice", LIST("<ofd:MaxSignId>1</ofd:MaxSignId>" ROW("1", "a")
		    "<ofd:MaxSignId>2</ofd:MaxSignId>"), ECERT_R_NONE, 1, "Doc_0/Signs/a" },
		{ "the earlier namespace", "<Signatures xmlns=\"http://www.ofdspec.org\"><Signature "
		    "ID=\"1\" BaseLoc=\"a\"/></Signatures>", ECERT_R_NONE, 1, "Doc_0/Signs/a" },
		{ "one ID twice", LIST(ROW("1", "a") ROW("1", "b")), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "no ID", LIST("<ofd:Signature BaseLoc=\"a\"/>"), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "an empty ID", LIST(ROW("", "a")), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "no BaseLoc", LIST("<ofd:Signature ID=\"1\"/>"), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "outside", LIST(ROW("1", "../../../a")), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "elsewhere", LIST(ROW("1", "http://x/a")), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "rows in a foreign namespace", LIST("<x:Signature xmlns:x=\"urn:x\" ID=\"1\" "
		    "BaseLoc=\"a\"/>"), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "rows in no namespace", LIST("<Signature ID=\"1\" BaseLoc=\"a\"/>"),
		    ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "an unknown element", LIST(ROW("1", "a") "<ofd:Other/>"), ECERT_R_SIG_LIST_BAD, 0,
		    NULL },
		{ "an element in a row", LIST("<ofd:Signature ID=\"1\" BaseLoc=\"a\"><ofd:Signature "
		    "ID=\"2\" BaseLoc=\"b\"/></ofd:Signature>"), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "an element in MaxSignId", LIST("<ofd:MaxSignId><ofd:Signature ID=\"1\" "
		    "BaseLoc=\"a\"/></ofd:MaxSignId>"), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "a foreign element in MaxSignId", LIST("<ofd:MaxSignId>1<x/></ofd:MaxSignId>"),
		    ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "text between", LIST(ROW("1", "a") " x"), ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "text in a section between", LIST("<![CDATA[x]]>" ROW("1", "a")),
		    ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "space and comments between", LIST("\n <!-- x --> " ROW("1", "a") "\t"),
		    ECERT_R_NONE, 1, "Doc_0/Signs/a" },
		{ "a foreign root", "<Signatures/>", ECERT_R_SIG_LIST_BAD, 0, NULL },
		{ "two roots", LIST("") LIST(""), ECERT_R_XML_MALFORMED, 0, NULL },
		{ "an entity", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" LIST("&e;"),
		    ECERT_R_XML_UNSAFE, 0, NULL },
	};
	struct entry v[2] = { SIGNED };
	struct eci_ofd_sign *list;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("list: %s", rows[i].name);
		v[1] = (struct entry){ "Doc_0/Signs/Signatures.xml", rows[i].list };
		CHECK_OK(ctx, fixture(ctx, v, 2, &doc));
		if (rows[i].want == ECERT_R_NONE)
			CHECK_OK(ctx, eci_ofd_sign_list(ctx, doc, &list, &n));
		else
			CHECK_REASON(ctx, eci_ofd_sign_list(ctx, doc, &list, &n), rows[i].want);
		CHECK_INT(n, rows[i].n);
		if (n > 0 && rows[i].entry != NULL) {
			CHECK_STR(list[n - 1].entry, rows[i].entry);
			CHECK_STR(list[n - 1].type, "Seal");
		}
		eci_ofd_sign_list_free(list, n);
		ecert_doc_free(doc);
	}
}

static void
others(void)
{
	struct entry v[2] = { SIGNED };
	struct eci_ofd_sign *list = NULL;
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	size_t n = 9;

	unit_case("an unsigned document has an empty list");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_OK(ctx, eci_ofd_sign_list(ctx, doc, &list, &n));
	CHECK(list == NULL && n == 0);
	ecert_doc_free(doc);

	unit_case("the list is not in the package");
	CHECK_OK(ctx, fixture(ctx, v, 1, &doc));
	CHECK_REASON(ctx, eci_ofd_sign_list(ctx, doc, &list, &n), ECERT_R_SIG_LIST_BAD);
	ecert_doc_free(doc);

	unit_case("the list's name in other case");
	v[1] = (struct entry){ "Doc_0/signs/Signatures.xml", LIST("") };
	CHECK_OK(ctx, fixture(ctx, v, 2, &doc));
	CHECK_REASON(ctx, eci_ofd_sign_list(ctx, doc, &list, &n), ECERT_R_SIG_LIST_BAD);
	ecert_doc_free(doc);

	unit_case("signatures at and above the limit");
	v[1] = (struct entry){ "Doc_0/Signs/Signatures.xml", LIST(ROW("1", "a") ROW("2", "b")) };
	CHECK_OK(ctx, fixture(ctx, v, 2, &doc));
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SIGNATURES, 2));
	CHECK_OK(ctx, eci_ofd_sign_list(ctx, doc, &list, &n));
	eci_ofd_sign_list_free(list, n);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SIGNATURES, 1));
	CHECK_REASON(ctx, eci_ofd_sign_list(ctx, doc, &list, &n), ECERT_R_SIG_LIST_BAD);
	ecert_doc_free(doc);

	unit_case("type and location are kept");
	v[1] = (struct entry){ "Doc_0/Signs/Signatures.xml",
	    LIST("<ofd:Signature ID=\"7\" Type=\"Foo\" BaseLoc=\"./a\" Relative=\"6\"/>") };
	CHECK_OK(ctx, fixture(ctx, v, 2, &doc));
	CHECK_OK(ctx, eci_ofd_sign_list(ctx, doc, &list, &n));
	CHECK_INT(n, 1);
	CHECK_STR(list[0].type, "Foo");
	CHECK_STR(list[0].loc, "./a");
	CHECK_STR(list[0].id, "7");
	eci_ofd_sign_list_free(list, n);
	ecert_doc_free(doc);
}

static void
roots(void)
{
	static const struct {
		const char *name, *text;
		bool        yes;
	} rows[] = {
		{ "a signature", "<ofd:Signature " NS "><ofd:SignedInfo/></ofd:Signature>", true },
		{ "after a mark and a comment", "\xef\xbb\xbf<?xml version=\"1.0\"?><!-- x -->\n"
		    "<Signature xmlns=\"http://www.ofdspec.org/2016\"/>", true },
		{ "the earlier namespace", " <Signature xmlns=\"http://www.ofdspec.org\"/>", true },
		{ "a foreign namespace", "<Signature xmlns=\"http://example.org\"/>", false },
		{ "another root", "<ofd:Signatures " NS "/>", false },
		{ "text", "Signature", false }, { "a mark alone", "\xef\xbb\xbf", false },
		{ "spaces", " \t\r\n", false }, { "nothing", "", false },
		{ "cut in the root", "<ofd:Signature", false },
		{ "a document type", "<!DOCTYPE x []><ofd:Signature " NS "/>", false },
	};
	ecert_ctx *ctx = unit_ctx();
	bool yes;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("root: %s", rows[i].name);
		yes = !rows[i].yes;
		CHECK_OK(ctx, eci_ofd_is_signature(ctx, "x", (const uint8_t *)rows[i].text,
		    strlen(rows[i].text), &yes));
		CHECK_INT(yes, rows[i].yes);
	}
}

static ecert_err
is_named_so(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	(void)ctx;
	*(bool *)arg |= tag->depth == 0 && strcmp(tag->local, "Signature") == 0;
	return ECERT_OK;
}

/* A look at the beginning never misses what the whole would show. */
static void
looks(void)
{
	static const struct { const char *text; enum eci_ofd_look look; } rows[] = {
		{ "", ECI_OFD_NEITHER }, { " ", ECI_OFD_NEITHER }, { "0", ECI_OFD_LIKE_DER },
		{ "text", ECI_OFD_NEITHER }, { "<", ECI_OFD_LIKE_SIGNATURE }, { "<Signatures/>", ECI_OFD_NEITHER },
		{ "<Signature/>", ECI_OFD_LIKE_SIGNATURE }, { "<x:Signature>", ECI_OFD_LIKE_SIGNATURE },
		{ "<a/><Signature/>", ECI_OFD_NEITHER }, { "<!-- <a> --><Signature/>", ECI_OFD_LIKE_SIGNATURE },
		{ "<!DOCTYPE a>", ECI_OFD_LIKE_SIGNATURE }, { "<!-- a", ECI_OFD_NEITHER },
		{ "\xef\xbb\xbf\n<?xml version=\"1.0\"?>\r\n<Signature>", ECI_OFD_LIKE_SIGNATURE },
	};
	static const char whole[] = "\xef\xbb\xbf<?xml version=\"1.0\"?> <!--a--><?p q?>\n<o:Signature "
	    "xmlns:o=\"http://www.ofdspec.org/2016\" a='>'><b/></o:Signature>";
	ecert_ctx *ctx = unit_ctx();
	uint32_t x = 7;
	uint8_t b[sizeof(whole)];
	size_t i, k, at, seen = 0, missed = 0;
	bool yes;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("look %zu", i);
		CHECK_INT(eci_ofd_look((const uint8_t *)rows[i].text, strlen(rows[i].text)),
		    rows[i].look);
	}
	unit_case("changed at random");
	for (i = 0; i < 20000; i++) {
		memcpy(b, whole, sizeof(whole));
		for (k = 0; k <= i % 3; k++) {
			x = x * 1664525 + 1013904223;
			at = (x >> 8) % (sizeof(whole) - 1);
			x = x * 1664525 + 1013904223;
			b[at] = (uint8_t)"<>!?-: \n/aSx"[(x >> 8) % 12];
		}
		yes = false;
		(void)!eci_xml_scan(ctx, "x", b, sizeof(whole) - 1, is_named_so, NULL, &yes);
		seen += yes;
		missed += yes && eci_ofd_look(b, sizeof(whole) - 1) != ECI_OFD_LIKE_SIGNATURE;
	}
	CHECK(seen > 1000);
	CHECK_INT(missed, 0);
}

int
main(void)
{
	lists();
	others();
	roots();
	looks();
	return unit_end();
}
