/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

static void
order(ecert_ctx *ctx)
{
	static const struct { const char *name, *have, *add, *want; } rows[] = {
		{ "in front of all", "<a:Pages/><a:Extensions/>", "CommonData", "CommonData Pages Extensions" },
		{ "between", "<a:Pages/><a:Attachments/>", "CustomTags", "Pages CustomTags Attachments" },
		{ "at the end", "<a:CommonData/><a:Pages/>", "Extensions", "CommonData Pages Extensions" },
		{ "after its equals", "<a:CustomTags/><a:Extensions/>", "CustomTags",
		    "CustomTags CustomTags Extensions" },
		{ "in front of what nobody knows", "<a:Pages/><a:Other/>", "CustomTags",
		    "Pages CustomTags Other" },
		{ "in a disordered parent", "<a:Attachments/><a:Pages/>", "CustomTags",
		    "CustomTags Attachments Pages" },
		{ "in an empty parent", "", "Pages", "Pages" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf b = { 0 }, got = { 0 };
		struct eci_xml *xml = NULL;
		struct eci_xml_node *c = NULL;

		unit_case("insert %s", rows[i].name);
		CHECK_OK(ctx, eci_buf_addf(ctx, &b,
		    "<a:Document xmlns:a=\"http://www.ofdspec.org/2016\">%s</a:Document>", rows[i].have));
		CHECK_OK(ctx, eci_xml_parse(ctx, "d", b.ptr, b.len, &xml));
		CHECK_OK(ctx, eci_ofd_insert(ctx, eci_xml_root(xml), eci_ofd_document_order,
		    rows[i].add, NULL, &c));
		CHECK_STR(eci_xml_name(c), rows[i].add);
		for (c = eci_xml_first(eci_xml_root(xml)); c != NULL; c = eci_xml_next(c))
			CHECK_OK(ctx, eci_buf_addf(ctx, &got, "%s%s", got.len > 0 ? " " : "",
			    eci_xml_name(c)));
		CHECK_STR((char *)got.ptr, rows[i].want);
		eci_xml_free(xml);
		eci_buf_free(&b);
		eci_buf_free(&got);
	}
}

static void
names(ecert_ctx *ctx)
{
	static const struct file files[] = { { "Doc_0/Tags/CustomTags.xml", "x" },
	    { "Doc_0/tags/customtags_1.xml", "x" }, { NULL, NULL } };
	static const struct { const char *want, *got; } rows[] = {
		{ "Doc_0/Tags/Other.xml", "Doc_0/Tags/Other.xml" },
		{ "Doc_0/Tags/CustomTags.xml", "Doc_0/Tags/CustomTags_2.xml" },
		{ "Doc_0/TAGS/customTags.xml", "Doc_0/TAGS/customTags_2.xml" },
	};
	static const struct { const char *base, *entry, *loc; } locs[] = {
		{ "Doc_0/Document.xml", "Doc_0/Tags/T.xml", "Tags/T.xml" },
		{ "Doc_0/Tags/L.xml", "Doc_0/Tags/T.xml", "T.xml" },
		{ "Doc_0/Tags/L.xml", "Doc_0/T.xml", "/Doc_0/T.xml" },
		{ "Document.xml", "Tags/T.xml", "Tags/T.xml" },
		{ "D/L.xml", "Doc/T.xml", "/Doc/T.xml" },
	};
	ecert_doc *doc;
	char *s = NULL;
	size_t i;

	unit_case("fresh names, whatever the case");
	doc = doc_of(ctx, files);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		CHECK_OK(ctx, eci_ofd_fresh_name(ctx, doc, rows[i].want, &s));
		CHECK_STR(s, rows[i].got);
		free(s);
	}
	unit_case("names in the document's folder");
	CHECK_OK(ctx, eci_ofd_in_folder(ctx, doc, "Res/x", &s));
	CHECK_STR(s, "Doc_0/Res/x");
	free(s);
	ecert_doc_free(doc);
	for (i = 0; i < ECI_COUNT(locs); i++) {
		unit_case("%s from %s", locs[i].entry, locs[i].base);
		CHECK_OK(ctx, eci_ofd_loc_from(ctx, locs[i].base, locs[i].entry, &s));
		CHECK_STR(s, locs[i].loc);
		free(s);
	}
}

static void
ids(ecert_ctx *ctx)
{
	static const struct { const char *name, *max, *page; uint64_t want; ecert_err err; } rows[] = {
		{ "after MaxUnitID", "<ofd:MaxUnitID>40</ofd:MaxUnitID>", PAGE_XML, 41, ECERT_OK },
		{ "without MaxUnitID", "", PAGE_XML, 7, ECERT_OK },
		{ "MaxUnitID that is no number", "<ofd:MaxUnitID>x</ofd:MaxUnitID>", PAGE_XML, 7, ECERT_OK },
		{ "MaxUnitID below what is used", "<ofd:MaxUnitID>6</ofd:MaxUnitID>",
		    "<ofd:Page " NS "><ofd:Content><ofd:Layer ID=\"900\"/></ofd:Content></ofd:Page>",
		    901, ECERT_OK },
		{ "ids that are no numbers do not count", "<ofd:MaxUnitID>6</ofd:MaxUnitID>",
		    "<ofd:Page " NS "><ofd:Content><ofd:Layer ID=\"s900\"/></ofd:Content></ofd:Page>",
		    7, ECERT_OK },
		{ "a part that is not well formed does not count", "<ofd:MaxUnitID>6</ofd:MaxUnitID>",
		    "<ofd:Page>", 7, ECERT_OK },
		{ "none is left", "<ofd:MaxUnitID>6</ofd:MaxUnitID>",
		    "<ofd:Page " NS "><ofd:Content><ofd:Layer ID=\"4294967295\"/></ofd:Content></ofd:Page>",
		    0, ECERT_E_LIMIT },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		char root[1024];
		struct file files[] = { { "Doc_0/Document.xml", root },
		    { "Doc_0/P.xml", rows[i].page }, { NULL, NULL } };
		ecert_doc *doc;
		uint64_t id = 0;

		unit_case("new id %s", rows[i].name);
		snprintf(root, sizeof(root), DOCUMENT_XML("%s", ""), rows[i].max);
		doc = doc_of(ctx, files);
		CHECK_ERR(ctx, eci_ofd_new_id(ctx, doc, &id), rows[i].err);
		CHECK_INT(id, rows[i].want);
		if (rows[i].err == ECERT_OK) {
			char want[64];

			CHECK_OK(ctx, eci_ofd_update_max_id(ctx, doc));
			snprintf(want, sizeof(want), "<ofd:MaxUnitID>%u</ofd:MaxUnitID>", (unsigned)id);
			CHECK_IN(ctx, doc, "Doc_0/Document.xml", want);
		}
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	order(ctx);
	names(ctx);
	ids(ctx);
	return unit_end();
}
