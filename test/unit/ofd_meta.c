/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

#define INFO(rest) "<ofd:OFD " NS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody>" rest \
	"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"

static const struct file rich[] = { { "OFD.xml", INFO("<ofd:DocInfo><ofd:DocID>"
    "0123456789abcdef0123456789abcdef</ofd:DocID><ofd:Title> 校准证书 </ofd:Title>"
    "<ofd:Keywords><ofd:Keyword>k</ofd:Keyword></ofd:Keywords><ofd:Creator>x</ofd:Creator>"
    "<ofd:CustomDatas><ofd:CustomData Name=\"a\">1</ofd:CustomData><ofd:CustomData Name=\"b\">2"
    "</ofd:CustomData><ofd:CustomData Name=\"a\">3</ofd:CustomData></ofd:CustomDatas>"
    "</ofd:DocInfo><!-- kept -->") }, { NULL, NULL } };
static const struct file two_lists[] = { { "OFD.xml", INFO("<ofd:DocInfo>"
    "<ofd:CustomDatas><ofd:CustomData Name=\"a\">1</ofd:CustomData></ofd:CustomDatas>"
    "<ofd:CustomDatas><ofd:CustomData Name=\"a\">2</ofd:CustomData></ofd:CustomDatas>"
    "</ofd:DocInfo>") }, { NULL, NULL } };

static void
reading(ecert_ctx *ctx)
{
	static const struct { const char *key, *want; } rows[] = {
		{ "DocID", "0123456789abcdef0123456789abcdef" }, { "Title", "校准证书" },
		{ "Creator", "x" }, { "Author", NULL }, { "CustomData/a", "1" }, { "CustomData/b", "2" },
		{ "CustomData/c", NULL }, { "CustomData/", NULL }, { "CustomDatas", NULL },
		{ "Keywords", NULL }, { "title", NULL }, { "", NULL },
	};
	ecert_doc *doc = doc_of(ctx, rich);
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("get \"%s\"", rows[i].key);
		CHECK_STR(ecert_doc_meta(doc, rows[i].key), rows[i].want);
	}
	unit_case("how many of one name");
	CHECK_INT(eci_ofd_custom_count(doc, "a"), 2);
	CHECK_INT(eci_ofd_custom_count(doc, "b"), 1);
	CHECK_INT(eci_ofd_custom_count(doc, "c"), 0);
	ecert_doc_free(doc);
	unit_case("how many in two lists");
	doc = doc_of(ctx, two_lists);
	CHECK_INT(eci_ofd_custom_count(doc, "a"), 2);
	ecert_doc_free(doc);
}

static void
writing(ecert_ctx *ctx)
{
	static const char *const order[] = { "DocID", "<ofd:Title>", "<ofd:Author>Lab</ofd:Author>",
	    "<ofd:ModDate>2026-03-05", "Keyword", "<ofd:Creator>x", "<ofd:CustomDatas>", "</ofd:DocInfo>",
	    "<!-- kept -->", "DocRoot", NULL };
	ecert_doc *doc = doc_of(ctx, rich);

	unit_case("set what is there, and what is not, in the schema's order");
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "ModDate", "2026-03-05"));
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "Author", "Lab"));
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "Title", "a<b & \"c\""));
	CHECK(in_order(ctx, doc, "OFD.xml", order));
	CHECK_STR(ecert_doc_meta(doc, "Title"), "a<b & \"c\"");
	unit_case("custom data: several of one name become one");
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "CustomData/a", "4"));
	CHECK_STR(ecert_doc_meta(doc, "CustomData/a"), "4");
	CHECK_IN(ctx, doc, "OFD.xml", "Name=\"a\"");
	CHECK_STR(ecert_doc_meta(doc, "CustomData/b"), "2");
	unit_case("null removes");
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "Title", NULL));
	CHECK(ecert_doc_meta(doc, "Title") == NULL);
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "Subject", NULL));
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "CustomData/a", NULL));
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "CustomData/b", NULL));
	CHECK_NOT_IN(ctx, doc, "OFD.xml", "CustomDatas");
	unit_case("after saving");
	doc = reopened(ctx, doc);
	CHECK_STR(ecert_doc_meta(doc, "Author"), "Lab");
	ecert_doc_free(doc);
}

static void
refusals(ecert_ctx *ctx)
{
	static const struct { const char *name, *key, *value; } rows[] = {
		{ "unknown element", "Nonsense", "x" }, { "a list", "Keywords", "x" },
		{ "custom data without name", "CustomData/", "x" }, { "empty key", "", "x" },
		{ "control character", "Title", "a\001b" }, { "bidirectional control", "Title", "a\u202eb" },
		{ "not utf-8", "Title", "\xff" }, { "not utf-8 in a name", "CustomData/\xff", "x" },
		{ "date with time", "ModDate", "2026-03-05T00:00:00Z" }, { "no such day", "CreationDate", "2026-02-30" },
		{ "short document id", "DocID", "0123" }, { "document id with dashes", "DocID", "0123456789abcdef-123456789abcdef" },
		{ "unknown usage", "DocUsage", "EMagazine" },
	};
	ecert_doc *doc = doc_of(ctx, rich);
	char *before = entry_text(ctx, doc, "OFD.xml"), *after, *lng = malloc(65538);
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("set: %s", rows[i].name);
		CHECK_ERR(ctx, ecert_doc_set_meta(ctx, doc, rows[i].key, rows[i].value), ECERT_E_ARG);
	}
	unit_case("set: 65537 bytes");
	memset(lng, 'a', 65537);
	lng[65537] = '\0';
	CHECK_ERR(ctx, ecert_doc_set_meta(ctx, doc, "Title", lng), ECERT_E_ARG);
	free(lng);
	unit_case("a refused value changes nothing");
	after = entry_text(ctx, doc, "OFD.xml");
	CHECK_STR(after, before);
	free(before);
	free(after);
	ecert_doc_free(doc);
	unit_case("set: signed document");
	doc = signed_doc(ctx);
	CHECK_ERR(ctx, ecert_doc_set_meta(ctx, doc, "Title", "x"), ECERT_E_STATE);
	ecert_doc_free(doc);
	unit_case("set: accepted usages and line breaks");
	doc = doc_of(ctx, NULL);
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "DocUsage", "EMagzine"));
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "Abstract", "a\nb\tc"));
	CHECK_STR(ecert_doc_meta(doc, "Abstract"), "a\nb\tc");
	ecert_doc_free(doc);
}

static void
no_info(ecert_ctx *ctx)
{
	static const struct file files[] = { { "OFD.xml", INFO("") }, { NULL, NULL } };
	static const char *const order[] = { "DocBody", "<ofd:DocInfo>", "<ofd:Title>x</ofd:Title>",
	    "</ofd:DocInfo>", "DocRoot", NULL };
	ecert_doc *doc;

	unit_case("a document without DocInfo");
	doc = doc_of(ctx, files);
	CHECK(ecert_doc_meta(doc, "Title") == NULL);
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "Title", "x"));
	CHECK(in_order(ctx, doc, "OFD.xml", order));
	ecert_doc_free(doc);
	unit_case("a document of the old namespace keeps it");
	if ((doc = corpus_doc(ctx, "unsigned/namespace_no_std.ofd")) == NULL)
		return;
	CHECK_STR(ecert_doc_meta(doc, "CreationDate"), "2020-04-25");
	CHECK_OK(ctx, ecert_doc_set_meta(ctx, doc, "CustomData/n", "v"));
	CHECK_IN(ctx, doc, "OFD.xml", "<ofd:CustomData Name=\"n\">v</ofd:CustomData>");
	CHECK_NOT_IN(ctx, doc, "OFD.xml", "ofdspec.org/2016");
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	reading(ctx);
	writing(ctx);
	refusals(ctx);
	no_info(ctx);
	return unit_end();
}
