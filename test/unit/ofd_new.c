/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

static int64_t
fixed_clock(void *arg)
{
	(void)arg;
	return INT64_C(1773187200);      /* 2026-03-11T00:00:00Z */
}

int
main(void)
{
	static const char *const info[] = { "<ofd:DocBody>", "<ofd:DocInfo>", "<ofd:DocID>",
	    "<ofd:CreationDate>2026-03-11</ofd:CreationDate>", "<ofd:Creator>libecert</ofd:Creator>",
	    "<ofd:CreatorVersion>", "</ofd:DocInfo>", "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>",
	    NULL };
	static const char *const root[] = { "<ofd:CommonData>", "<ofd:MaxUnitID>", "<ofd:PageArea>",
	    "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>", "</ofd:CommonData>", "<ofd:Pages", NULL };
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *a = NULL, *b = NULL;
	const char *id;
	size_t i, page;

	ecert_ctx_set_clock(ctx, fixed_clock, NULL);
	unit_case("entries");
	CHECK_OK(ctx, ecert_doc_new(ctx, &a));
	CHECK_INT(ecert_doc_entry_count(a), 2);
	CHECK_STR(ecert_doc_entry_name(a, 0), "OFD.xml");
	CHECK_STR(ecert_doc_entry_name(a, 1), "Doc_0/Document.xml");
	CHECK_INT(ecert_doc_page_count(a), 0);
	CHECK_INT(ecert_doc_signature_count(a), 0);
	CHECK_INT(ecert_doc_attachment_count(a), 0);

	unit_case("entry file in the schema's order, date from the context's clock");
	CHECK(in_order(ctx, a, "OFD.xml", info));
	CHECK_IN(ctx, a, "OFD.xml", "Version=\"1.0\"");
	CHECK_IN(ctx, a, "OFD.xml", "DocType=\"OFD\"");
	CHECK_IN(ctx, a, "OFD.xml", "xmlns:ofd=\"http://www.ofdspec.org/2016\"");
	CHECK(in_order(ctx, a, "Doc_0/Document.xml", root));

	unit_case("document id is a random uuid of 32 digits");
	id = ecert_doc_meta(a, "DocID");
	CHECK(id != NULL && strlen(id) == 32);
	for (i = 0; id != NULL && i < 32; i++)
		CHECK(strchr("0123456789abcdef", id[i]) != NULL);
	CHECK(id != NULL && id[12] == '4' && strchr("89ab", id[16]) != NULL);
	CHECK_OK(ctx, ecert_doc_new(ctx, &b));
	CHECK(id != NULL && strcmp(id, ecert_doc_meta(b, "DocID")) != 0);

	unit_case("saved with a page and opened again");
	CHECK_OK(ctx, ecert_page_add(ctx, a, 210, 297, &page));
	a = reopened(ctx, a);
	CHECK_INT(ecert_doc_page_count(a), 1);
	CHECK_INT(ecert_doc_note_count(a), 0);
	CHECK_STR(ecert_doc_meta(a, "Creator"), "libecert");
	ecert_doc_free(a);
	ecert_doc_free(b);
	return unit_end();
}
