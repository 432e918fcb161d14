/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

#define RES(base, rest) "<ofd:Res " NS " BaseLoc=\"" base "\">" rest "</ofd:Res>"
#define GIF(x) (const uint8_t *)"GIF89a\1\0\1\0\0\0" x, 13

static ecert_doc *
with_lists(ecert_ctx *ctx, const char *links, const char *public_res, const char *document_res)
{
	char root[2048];
	struct file files[] = { { "Doc_0/Document.xml", root }, { "Doc_0/Pub.xml", public_res },
	    { "Doc_0/Res/Doc.xml", document_res }, { NULL, NULL } };

	snprintf(root, sizeof(root), DOCUMENT_XML("%s", ""), links);
	if (public_res == NULL)
		files[1].name = NULL;
	else if (document_res == NULL)
		files[2].name = NULL;
	return doc_of(ctx, files);
}

static void
fonts(ecert_ctx *ctx)
{
	static const struct { const char *name, *fonts; uint64_t want; } rows[] = {
		{ "an existing font is shared", "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"SimSun\"/></ofd:Fonts>", 3 },
		{ "not an embedded one", "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"SimSun\"><ofd:FontFile>f.ttf"
		    "</ofd:FontFile></ofd:Font></ofd:Fonts>", 7 },
		{ "not a bold one", "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"SimSun\" Bold=\"true\"/></ofd:Fonts>", 7 },
		{ "not one of another name", "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"SimHei\"/></ofd:Fonts>", 7 },
		{ "not one without id", "<ofd:Fonts><ofd:Font FontName=\"SimSun\"/></ofd:Fonts>", 7 },
		{ "a list without fonts", "", 7 },
	};
	ecert_doc *doc;
	uint64_t id, again;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		char list[512];

		unit_case("font: %s", rows[i].name);
		snprintf(list, sizeof(list), RES("Res", "%s"), rows[i].fonts);
		doc = with_lists(ctx, "<ofd:PublicRes>Pub.xml</ofd:PublicRes>", list, NULL);
		CHECK_OK(ctx, eci_ofd_font(ctx, doc, "SimSun", &id));
		CHECK_INT(id, rows[i].want);
		CHECK_OK(ctx, eci_ofd_font(ctx, doc, "SimSun", &again));
		CHECK_INT(again, id);
		CHECK_INT(count_in(ctx, doc, "Doc_0/Pub.xml", "ID=\"7\""), rows[i].want == 7);
		CHECK_INT(count_in(ctx, doc, "Doc_0/Pub.xml", "<ofd:Fonts>"), 1);
		ecert_doc_free(doc);
	}
}

static void
missing_lists(ecert_ctx *ctx)
{
	static const char *const order[] = { "MaxUnitID", "PageArea", "PublicRes>PublicRes.xml<",
	    "DocumentRes>DocumentRes.xml<", "</ofd:CommonData>", NULL };
	ecert_doc *doc = doc_of(ctx, NULL);
	uint64_t id;

	unit_case("lists are made and named in the schema's order");
	CHECK_OK(ctx, eci_ofd_picture(ctx, doc, GIF("\0"), &id));
	CHECK_OK(ctx, eci_ofd_font(ctx, doc, "宋体", &id));
	CHECK(in_order(ctx, doc, "Doc_0/Document.xml", order));
	CHECK_IN(ctx, doc, "Doc_0/PublicRes.xml", "BaseLoc=\"Res\"");
	CHECK_IN(ctx, doc, "Doc_0/PublicRes.xml", "FontName=\"宋体\" FamilyName=\"宋体\"");
	CHECK_IN(ctx, doc, "Doc_0/DocumentRes.xml", "<ofd:MediaFile>Image_7.gif</ofd:MediaFile>");
	CHECK(eci_ofd_find(doc, "Doc_0/Res/Image_7.gif") != SIZE_MAX);
	ecert_doc_free(doc);
	unit_case("a link that leads nowhere gets a list beside it");
	doc = with_lists(ctx, "<ofd:PublicRes>gone.xml</ofd:PublicRes>", NULL, NULL);
	CHECK_OK(ctx, eci_ofd_font(ctx, doc, "SimSun", &id));
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:PublicRes>gone.xml</ofd:PublicRes>");
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>");
	ecert_doc_free(doc);
	unit_case("a list that is no list gets another beside it");
	doc = with_lists(ctx, "<ofd:PublicRes>Pub.xml</ofd:PublicRes>", "<ofd:Other " NS "/>", NULL);
	CHECK_OK(ctx, eci_ofd_font(ctx, doc, "SimSun", &id));
	CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>");
	CHECK_IN(ctx, doc, "Doc_0/Pub.xml", "Other");
	ecert_doc_free(doc);
}

static void
base_locs(ecert_ctx *ctx)
{
	static const struct { const char *name, *list, *media, *entry; } rows[] = {
		{ "folder", RES("Pics", ""), ">Image_7.gif<", "Doc_0/Res/Pics/Image_7.gif" },
		{ "here", RES(".", ""), ">Image_7.gif<", "Doc_0/Res/Image_7.gif" },
		{ "empty", RES("", ""), ">Image_7.gif<", "Doc_0/Res/Image_7.gif" },
		{ "package root", RES("/", ""), ">Image_7.gif<", "Image_7.gif" },
		{ "absolute", RES("/Pics", ""), ">Image_7.gif<", "Pics/Image_7.gif" },
		{ "absent", "<ofd:Res " NS "/>", ">Image_7.gif<", "Doc_0/Res/Image_7.gif" },
		{ "outside of the package", RES("../../../x", ""), ">/Doc_0/Res/Image_7.gif<",
		    "Doc_0/Res/Image_7.gif" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		ecert_doc *doc = with_lists(ctx, "<ofd:DocumentRes>Res/Doc.xml</ofd:DocumentRes>",
		    RES("", ""), rows[i].list);
		struct eci_xml *xml = NULL;
		struct eci_xml_node *m;
		uint64_t id;
		size_t k = SIZE_MAX;

		unit_case("base of pictures: %s", rows[i].name);
		CHECK_OK(ctx, eci_ofd_picture(ctx, doc, GIF("\0"), &id));
		CHECK_INT(id, 7);
		CHECK_IN(ctx, doc, "Doc_0/Res/Doc.xml", rows[i].media);
		CHECK(eci_ofd_find(doc, rows[i].entry) != SIZE_MAX);
		/* The reading side finds the same entry. */
		CHECK_OK(ctx, eci_ofd_load_part(ctx, doc, "Doc_0/Res/Doc.xml", &xml));
		m = eci_xml_child(eci_xml_child(eci_xml_root(xml), "MultiMedias"), "MultiMedia");
		CHECK_OK(ctx, eci_ofd_follow_res(ctx, doc, NULL, "Doc_0/Res/Doc.xml", i == 6 ? NULL :
		    eci_xml_attr(eci_xml_root(xml), "BaseLoc"), eci_xml_child_text(xml, m, "MediaFile"), &k));
		CHECK(k == eci_ofd_find(doc, rows[i].entry));
		eci_xml_free(xml);
		ecert_doc_free(doc);
	}
}

static void
sharing(ecert_ctx *ctx)
{
	ecert_doc *doc = doc_of(ctx, NULL);
	uint64_t a, b;

	unit_case("the same picture twice is stored once");
	CHECK_OK(ctx, eci_ofd_picture(ctx, doc, GIF("\0"), &a));
	CHECK_OK(ctx, eci_ofd_picture(ctx, doc, GIF("\0"), &b));
	CHECK_INT(a, b);
	unit_case("another of the same size is not it");
	CHECK_OK(ctx, eci_ofd_picture(ctx, doc, GIF("\1"), &b));
	CHECK(a != b);
	CHECK_INT(count_in(ctx, doc, "Doc_0/DocumentRes.xml", "<ofd:MultiMedia "), 2);
	unit_case("what a failed call remembered is forgotten");
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, eci_ofd_font(ctx, doc, "SimSun", &a));
	eci_ofd_undo(doc);
	CHECK_INT(count_in(ctx, doc, "Doc_0/PublicRes.xml", "SimSun"), 0);
	CHECK_OK(ctx, eci_ofd_font(ctx, doc, "SimSun", &a));
	CHECK_IN(ctx, doc, "Doc_0/PublicRes.xml", "FontName=\"SimSun\"");
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	fonts(ctx);
	missing_lists(ctx);
	base_locs(ctx);
	sharing(ctx);
	return unit_end();
}
