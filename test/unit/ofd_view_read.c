/* SPDX-License-Identifier: Apache-2.0 */
/* The objects of a part: boxes, what is shown, text of annotations. */
#include <stdio.h>

#include "ofd_fixture.h"

#include "ofd/ofd_view_priv.h"

#define BLOCK(x) PAGE_XML("<ofd:Content><ofd:Layer ID=\"2\">" x "</ofd:Layer></ofd:Content>")
#define ANNOT(a, b, x) "<ofd:PageAnnot " NS "><ofd:Annot ID=\"1\"" a "><ofd:Appearance" b ">" x \
	"</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
#define TEXT(more, x) "<ofd:TextObject ID=\"7\" Boundary=\"1 2 3 4\"" more "><ofd:TextCode>" x \
	"</ofd:TextCode></ofd:TextObject>"

/* "What ID x y w h data;" of each. */
static ecert_err
see(void *arg, ecert_ctx *ctx, const struct eci_ofd_object *o)
{
	char v[4][32];
	int i;

	for (i = 0; i < 4; i++)
		eci_format_mm(o->box[i], v[i]);
	return eci_buf_addf(ctx, arg, "%.4s %u %s %s %s %s%s%s%s%s;", o->what, (unsigned)o->id, v[0],
	    v[1], v[2], v[3], o->fill ? " f" : "", o->stroke ? " s" : "", o->data[0] ? " " : "",
	    o->data);
}

static const struct row {
	const char      *name, *xml;
	enum eci_ofd_on  on;
	const char      *objects, *text;
} rows[] = {
	{ "text", BLOCK(TEXT("", "a b")), ECI_OFD_ON_PAGE, "Text 7 1 2 3 4 f;", "ab" },
	{ "a path", BLOCK("<ofd:PathObject ID=\"8\" Boundary=\"0 0 9 9\"><ofd:AbbreviatedData>M 1 2"
	    "</ofd:AbbreviatedData></ofd:PathObject>"), ECI_OFD_ON_PAGE, "Path 8 0 0 9 9 s M 1 2;",
	    "" },
	{ "one that is filled alone", BLOCK("<ofd:PathObject ID=\"8\" Boundary=\"0 0 9 9\" Fill=\"true\" "
	    "Stroke=\"false\"/>"), ECI_OFD_ON_PAGE, "Path 8 0 0 9 9 f;", "" },
	{ "a picture and a unit", BLOCK("<ofd:ImageObject Boundary=\"0 0 1 1\"/><ofd:CompositeObject "
	    "ID=\"x\" Boundary=\"5 5 0 0\"/>"), ECI_OFD_ON_PAGE, "Imag 0 0 0 1 1;Comp 0 5 5 0 0;", "" },
	{ "in blocks", BLOCK("<ofd:PageBlock><ofd:PageBlock>" TEXT("", "a") "</ofd:PageBlock>"
	    "</ofd:PageBlock>"), ECI_OFD_ON_PAGE, "Text 7 1 2 3 4 f;", "a" },
	{ "not visible", BLOCK(TEXT(" Visible=\"false\"", "a") TEXT(" Visible=\"0\"", "b")),
	    ECI_OFD_ON_PAGE, "", "" },
	{ "no boundary", BLOCK("<ofd:TextObject><ofd:TextCode>a</ofd:TextCode></ofd:TextObject>"),
	    ECI_OFD_ON_PAGE, "", "" },
	{ "a boundary that is none", BLOCK("<ofd:TextObject Boundary=\"1 2 3\"/><ofd:TextObject "
	    "Boundary=\"1 2 -3 4\"/><ofd:TextObject Boundary=\"a b c d\"/>"), ECI_OFD_ON_PAGE, "",
	    "" },
	{ "what clips draws nothing", BLOCK("<ofd:TextObject ID=\"7\" Boundary=\"1 2 3 4\"><ofd:Clips>"
	    "<ofd:Clip><ofd:Area><ofd:Path Boundary=\"0 0 1 1\"><ofd:AbbreviatedData>M 1 1"
	    "</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips></ofd:TextObject>"),
	    ECI_OFD_ON_PAGE, "Text 7 1 2 3 4 f;", "" },
	{ "elsewhere on the page", PAGE_XML("<ofd:TextObject Boundary=\"1 2 3 4\"/>"),
	    ECI_OFD_ON_PAGE, "", "" },
	{ "another root", "<ofd:Res " NS "/>", ECI_OFD_ON_PAGE, "", "" },
	{ "an annotation", ANNOT("", " Boundary=\"10 20 30 40\"", TEXT("", "本 证")),
	    ECI_OFD_ON_ANNOTATION, "Text 7 11 22 3 4 f;", "本证" },
	{ "one without boundary", ANNOT("", "", TEXT("", "a")), ECI_OFD_ON_ANNOTATION,
	    "Text 7 1 2 3 4 f;", "a" },
	{ "one that is hidden", ANNOT(" Visible=\"false\"", "", TEXT("", "a")),
	    ECI_OFD_ON_ANNOTATION, "", "" },
	{ "an annotation is no page", ANNOT("", "", TEXT("", "a")), ECI_OFD_ON_PAGE, "", "" },
	{ "a page is no annotation", BLOCK(TEXT("", "a")), ECI_OFD_ON_ANNOTATION, "", "" },
};

static void
test_rows(ecert_ctx *ctx)
{
	struct eci_buf objects = { 0 }, text = { 0 };
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct entry part = { "x.xml", rows[i].xml };
		struct eci_ofd_look_for want = { .object = see, .arg = &objects, .text = &text };

		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, fixture(ctx, &part, 1, &doc));
		objects.len = text.len = 0;
		CHECK_OK(ctx, eci_buf_adds(ctx, &objects, ""));
		CHECK_OK(ctx, eci_buf_adds(ctx, &text, ""));
		CHECK_OK(ctx, eci_ofd_view_part(ctx, doc, eci_ofd_find(doc, "x.xml"), rows[i].on,
		    &want));
		CHECK_STR((char *)objects.ptr, rows[i].objects);
		CHECK_STR((char *)text.ptr, rows[i].text);
		ecert_doc_free(doc);
	}
	eci_buf_free(&objects);
	eci_buf_free(&text);
}

static void
test_templates(ecert_ctx *ctx)
{
	static const struct entry part = { "x.xml", PAGE_XML("<ofd:Template TemplateID=\"3\"/>"
	    "<ofd:Template/><ofd:Template TemplateID=\"4\"/><ofd:Template TemplateID=\"5\"/>") };
	uint64_t ids[2] = { 0 };
	struct eci_ofd_look_for want = { .templates = ids, .cap_templates = 2 };
	ecert_doc *doc;

	unit_case("templates, no more than there is room for");
	CHECK_OK(ctx, fixture(ctx, &part, 1, &doc));
	CHECK_OK(ctx, eci_ofd_view_part(ctx, doc, eci_ofd_find(doc, "x.xml"), ECI_OFD_ON_PAGE, &want));
	CHECK_INT(want.n_templates, 2);
	CHECK_INT(ids[0], 3);
	CHECK_INT(ids[1], 4);
	ecert_doc_free(doc);
}

static void
test_broken(ecert_ctx *ctx)
{
	static const struct entry part = { "x.xml", "<ofd:Page " NS "><a" };
	struct eci_ofd_look_for want = { 0 };
	ecert_doc *doc;

	unit_case("no XML");
	CHECK_OK(ctx, fixture(ctx, &part, 1, &doc));
	CHECK_REASON(ctx, eci_ofd_view_part(ctx, doc, eci_ofd_find(doc, "x.xml"), ECI_OFD_ON_PAGE,
	    &want), ECERT_R_XML_MALFORMED);
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_rows(ctx);
	test_templates(ctx);
	test_broken(ctx);
	return unit_end();
}
