/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

#define LIST "Doc_0/Attachs/Attachments.xml"
#define DATA (const uint8_t *)"PK\3\4data"

static int64_t
fixed_clock(void *arg)
{
	(void)arg;
	return INT64_C(1773187200);      /* 2026-03-11T00:00:00Z */
}

static void
first_and_second(ecert_ctx *ctx)
{
	static const char *const order[] = { "<ofd:Pages>", "<ofd:Attachments>Attachs/Attachments.xml<",
	    "<ofd:Extensions", NULL };
	static const struct file files[] = { { "Doc_0/Document.xml", DOCUMENT_XML("", "<ofd:Extensions/>") },
	    { NULL, NULL } };
	ecert_doc *doc = doc_of(ctx, files);
	uint8_t *p = NULL;
	size_t n;

	unit_case("the first makes the list");
	CHECK_OK(ctx, ecert_doc_add_attachment(ctx, doc, "原始记录.OFD", DATA, 8));
	CHECK(in_order(ctx, doc, "Doc_0/Document.xml", order));
	CHECK_IN(ctx, doc, LIST, "ID=\"Att1\" Name=\"原始记录.OFD\" Format=\"ofd\"");
	CHECK_IN(ctx, doc, LIST, "CreationDate=\"2026-03-11T00:00:00Z\" Size=\"0.008\"");
	CHECK_IN(ctx, doc, LIST, "<ofd:FileLoc>Attach_1.ofd</ofd:FileLoc>");
	CHECK_INT(ecert_doc_attachment_count(doc), 1);
	CHECK_STR(ecert_doc_attachment_name(doc, 0), "原始记录.OFD");
	CHECK_STR(ecert_doc_attachment_entry(doc, 0), "Doc_0/Attachs/Attach_1.ofd");
	unit_case("the second joins it");
	CHECK_OK(ctx, ecert_doc_add_attachment(ctx, doc, "a \"<b>\" & c", DATA, 0));
	doc = reopened(ctx, doc);
	CHECK_INT(ecert_doc_attachment_count(doc), 2);
	CHECK_STR(ecert_doc_attachment_name(doc, 1), "a \"<b>\" & c");
	CHECK_STR(ecert_doc_attachment_entry(doc, 1), "Doc_0/Attachs/Attach_2.dat");
	CHECK_IN(ctx, doc, LIST, "ID=\"Att2\"");
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:Attachments>");
	unit_case("the bytes");
	CHECK_OK(ctx, ecert_doc_read_entry(ctx, doc, "Doc_0/Attachs/Attach_1.ofd", &p, &n));
	CHECK_MEM(p, n, "PK\3\4data", 8);
	ecert_free(p);
	unit_case("out of range");
	CHECK(ecert_doc_attachment_name(doc, 2) == NULL);
	CHECK(ecert_doc_attachment_entry(doc, 2) == NULL);
	ecert_doc_free(doc);
}

static void
names(ecert_ctx *ctx)
{
	static const struct { const char *name, *entry; } good[] = {
		{ "x.pdf", "Attach_1.pdf" }, { "no suffix", "Attach_1.dat" }, { "x.", "Attach_1.dat" },
		{ "a.b/../../../etc/passwd", "Attach_1.dat" }, { "x.o/d", "Attach_1.dat" },
		{ "x.校准", "Attach_1.dat" }, { "x.abcdefghi", "Attach_1.dat" }, { "..", "Attach_1.dat" },
		{ "x.tar.GZ", "Attach_1.gz" },
	};
	static const struct { const char *name, *text; } bad[] = {
		{ "empty", "" }, { "line break", "a\nb" }, { "not utf-8", "\xff.ofd" },
		{ "bidirectional control", "a\u202ebdfo.exe" },
	};
	char lng[257];
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(good); i++) {
		char want[64];

		unit_case("name \"%s\"", good[i].name);
		doc = doc_of(ctx, NULL);
		CHECK_OK(ctx, ecert_doc_add_attachment(ctx, doc, good[i].name, DATA, 8));
		snprintf(want, sizeof(want), "Doc_0/Attachs/%s", good[i].entry);
		CHECK_STR(ecert_doc_attachment_entry(doc, 0), want);
		CHECK_STR(ecert_doc_attachment_name(doc, 0), good[i].name);
		ecert_doc_free(doc);
	}
	doc = doc_of(ctx, NULL);
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("name refused: %s", bad[i].name);
		CHECK_ERR(ctx, ecert_doc_add_attachment(ctx, doc, bad[i].text, DATA, 8), ECERT_E_ARG);
	}
	unit_case("name refused: 256 bytes");
	memset(lng, 'a', 256);
	lng[256] = '\0';
	CHECK_ERR(ctx, ecert_doc_add_attachment(ctx, doc, lng, DATA, 8), ECERT_E_ARG);
	CHECK_INT(ecert_doc_attachment_count(doc), 0);
	CHECK_INT(eci_pkg_count(doc->pkg), 3);
	ecert_doc_free(doc);
}

static void
existing(ecert_ctx *ctx)
{
	static const struct file dangling[] = { { "Doc_0/Document.xml",
	    DOCUMENT_XML("", "<ofd:Attachments>gone.xml</ofd:Attachments>") }, { NULL, NULL } };
	static const struct file other[] = { { "Doc_0/Document.xml",
	    DOCUMENT_XML("", "<ofd:Attachments>A.xml</ofd:Attachments>") },
	    { "Doc_0/A.xml", "<ofd:Attachments " NS "><ofd:Attachment ID=\"Att1\" Name=\"old\">"
	    "<ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>" }, { NULL, NULL } };
	ecert_doc *doc;

	unit_case("a link that leads nowhere is turned");
	doc = doc_of(ctx, dangling);
	CHECK_OK(ctx, ecert_doc_add_attachment(ctx, doc, "x.ofd", DATA, 8));
	CHECK_INT(ecert_doc_attachment_count(doc), 1);
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:Attachments>Attachs/Attachments.xml<");
	ecert_doc_free(doc);
	unit_case("rows that are there stay, their ids are not used again");
	doc = doc_of(ctx, other);
	CHECK_OK(ctx, ecert_doc_add_attachment(ctx, doc, "x.ofd", DATA, 8));
	CHECK_IN(ctx, doc, "Doc_0/A.xml", "ID=\"Att1\" Name=\"old\"");
	CHECK_IN(ctx, doc, "Doc_0/A.xml", "ID=\"Att2\" Name=\"x.ofd\"");
	CHECK_IN(ctx, doc, "Doc_0/A.xml", "<ofd:FileLoc>Attachs/Attach_2.ofd</ofd:FileLoc>");
	CHECK_STR(ecert_doc_attachment_name(doc, 0), "old");
	ecert_doc_free(doc);
	unit_case("signed document");
	doc = signed_doc(ctx);
	CHECK_ERR(ctx, ecert_doc_add_attachment(ctx, doc, "x.ofd", DATA, 8), ECERT_E_STATE);
	ecert_doc_free(doc);
	unit_case("a real file with an attachment");
	if ((doc = corpus_doc(ctx, "unsigned/AddAttachment.ofd")) == NULL)
		return;
	CHECK_INT(ecert_doc_attachment_count(doc), 1);
	CHECK_STR(ecert_doc_attachment_entry(doc, 0), "Doc_0/Res/eg_tulip.jpg");
	CHECK_OK(ctx, ecert_doc_add_attachment(ctx, doc, "x.ofd", DATA, 8));
	doc = reopened(ctx, doc);
	CHECK_INT(ecert_doc_attachment_count(doc), 2);
	CHECK_STR(ecert_doc_attachment_entry(doc, 1), "Doc_0/Attachs/Attach_2.ofd");
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	ecert_ctx_set_clock(ctx, fixed_clock, NULL);
	first_and_second(ctx);
	names(ctx);
	existing(ctx);
	return unit_end();
}
