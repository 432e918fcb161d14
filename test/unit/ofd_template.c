/* SPDX-License-Identifier: Apache-2.0 */
/* Template pages are found by their IDs, the first where several have one. */
#include "ofd_make.h"

#define ROW(id, loc) "<ofd:TemplatePage ID=\"" id "\" BaseLoc=\"" loc "\"/>"

static void
test_find(void)
{
	static const struct file files[] = {
		{ "Doc_0/Document.xml", DOCUMENT_XML("<ofd:MaxUnitID>9</ofd:MaxUnitID>"
		    ROW("30", "A.xml") ROW("7", "B.xml") ROW("30", "B.xml") ROW("x", "A.xml")
		    "<ofd:TemplatePage BaseLoc=\"A.xml\"/>" "<ofd:TemplatePage ID=\"8\"/>"
		    ROW("4294967295", "A.xml") ROW("9", "gone.xml") ROW("0", "A.xml"), "") },
		{ "Doc_0/A.xml", PAGE_XML }, { "Doc_0/B.xml", PAGE_XML }, { NULL, NULL } };
	static const struct { uint64_t id; const char *entry; } cases[] = {
		{ 30, "Doc_0/A.xml" }, { 7, "Doc_0/B.xml" }, { 4294967295u, "Doc_0/A.xml" },
		{ 8, NULL }, { 9, NULL }, { 0, NULL }, { 6, NULL }, { 10, NULL },
		{ 4294967296u, NULL },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = doc_of(ctx, files);
	size_t i, entry;

	for (i = 0; i < ECI_COUNT(cases); i++) {
		unit_case("template %llu", (unsigned long long)cases[i].id);
		CHECK_OK(ctx, eci_ofd_template(ctx, doc, cases[i].id, &entry));
		if (cases[i].entry == NULL)
			CHECK(entry == SIZE_MAX);
		else if (entry < ecert_doc_entry_count(doc))
			CHECK_STR(ecert_doc_entry_name(doc, entry), cases[i].entry);
		else
			CHECK(entry < ecert_doc_entry_count(doc));
	}
	ecert_doc_free(doc);
}

/* The first row of an ID counts, in whatever order the IDs are. */
static void
test_many(void)
{
	struct file files[] = { { "Doc_0/Document.xml", NULL }, { "Doc_0/A.xml", PAGE_XML },
		{ "Doc_0/B.xml", PAGE_XML }, { NULL, NULL } };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	size_t i, entry, n = 1000, right = 0;
	ecert_doc *doc;

	unit_case("a thousand of them");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<ofd:Document " NS "><ofd:CommonData>"));
	for (i = 0; i < 2 * n; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, ROW("%zu", "%s.xml"), i * 7 % n + 1,
		    i < n ? "A" : "B"));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
	    "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"5\""
	    " BaseLoc=\"A.xml\"/></ofd:Pages></ofd:Document>"));
	files[0].text = (const char *)b.ptr;
	doc = doc_of(ctx, files);
	for (i = 1; i <= n; i++) {
		CHECK_OK(ctx, eci_ofd_template(ctx, doc, i, &entry));
		right += entry == eci_ofd_find(doc, "Doc_0/A.xml");
	}
	CHECK_INT(right, n);
	ecert_doc_free(doc);
	eci_buf_free(&b);
}

int
main(void)
{
	test_find();
	test_many();
	return unit_end();
}
