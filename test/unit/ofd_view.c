/* SPDX-License-Identifier: Apache-2.0 */
/* What a page draws with its templates and annotations. */
#include <stdio.h>

#include "ofd_fixture.h"

#define OBJECT(id) "<ofd:Content><ofd:Layer ID=\"1\"><ofd:TextObject ID=\"" id "\" Boundary=" \
	"\"1 2 3 4\"/></ofd:Layer></ofd:Content>"
#define ANNOTS(rows) "<ofd:Annotations " NS ">" rows "</ofd:Annotations>"
#define ROW(page, loc) "<ofd:Page PageID=\"" page "\"><ofd:FileLoc>" loc "</ofd:FileLoc></ofd:Page>"
#define ANNOT(id, text) "<ofd:PageAnnot " NS "><ofd:Annot ID=\"1\"><ofd:Appearance>" \
	"<ofd:TextObject ID=\"" id "\" Boundary=\"1 2 3 4\"><ofd:TextCode>" text "</ofd:TextCode>" \
	"</ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>"

/* Two pages; the first has a template, twice, that names another, and annotations. */
static const struct entry whole[] = {
	{ "Doc_0/Document.xml", "<ofd:Document " NS "><ofd:CommonData>"
	    "<ofd:TemplatePage ID=\"30\" BaseLoc=\"T.xml\"/>"
	    "<ofd:TemplatePage ID=\"31\" BaseLoc=\"U.xml\"/>" A4 "</ofd:CommonData><ofd:Pages>"
	    "<ofd:Page ID=\"5\" BaseLoc=\"P.xml\"/><ofd:Page ID=\"6\" BaseLoc=\"Q.xml\"/></ofd:Pages>"
	    "<ofd:Annotations>Annots.xml</ofd:Annotations></ofd:Document>" },
	{ "Doc_0/P.xml", PAGE_XML("<ofd:Template TemplateID=\"30\"/><ofd:Template TemplateID=\"30\"/>"
	    "<ofd:Template TemplateID=\"99\"/>" OBJECT("10")) },
	{ "Doc_0/Q.xml", PAGE_XML(OBJECT("20")) },
	{ "Doc_0/T.xml", PAGE_XML("<ofd:Template TemplateID=\"31\"/>" OBJECT("30")) },
	{ "Doc_0/U.xml", PAGE_XML(OBJECT("31")) },
	{ "Doc_0/Annots.xml", ANNOTS(ROW("5", "A.xml") ROW("5", "A.xml") ROW("6", "B.xml")
	    ROW("77", "B.xml") ROW("x", "B.xml") ROW("5", "none.xml") ROW("5", "../../../x")) },
	{ "Doc_0/A.xml", ANNOT("40", "text a") },
	{ "Doc_0/B.xml", ANNOT("41", "b") },
};

static ecert_err
see(void *arg, ecert_ctx *ctx, const struct eci_ofd_object *o)
{
	return eci_buf_addf(ctx, arg, "%d:%u ", (int)o->on, (unsigned)o->id);
}

static ecert_err
refuse(void *arg, ecert_ctx *ctx, const struct eci_ofd_object *o)
{
	(void)arg;
	(void)o;
	return eci_fail(ctx, ECERT_E_CANCELLED, "enough");
}

static void
test_objects(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_buf b = { 0 };

	unit_case("page, template, annotations");
	CHECK_OK(ctx, eci_ofd_objects(ctx, doc, 0, see, &b));
	CHECK_STR((char *)b.ptr, "1:10 0:30 2:40 ");

	unit_case("another page");
	b.len = 0;
	CHECK_OK(ctx, eci_ofd_objects(ctx, doc, 1, see, &b));
	CHECK_STR((char *)b.ptr, "1:20 2:41 ");

	unit_case("no such page");
	CHECK_ERR(ctx, eci_ofd_objects(ctx, doc, 2, see, &b), ECERT_E_ARG);

	unit_case("whoever looks may stop");
	CHECK_ERR(ctx, eci_ofd_objects(ctx, doc, 0, refuse, NULL), ECERT_E_CANCELLED);
	eci_buf_free(&b);
}

static void
test_annots(ecert_ctx *ctx, ecert_doc *doc)
{
	static const char *const one[] = { "texta" }, *const two[] = { "x", "b" };
	bool found[2] = { false, false };

	unit_case("text of annotations");
	CHECK_OK(ctx, eci_ofd_find_in_annots(ctx, doc, one, 1, found));
	CHECK(found[0] && !found[1]);

	unit_case("one of several texts; what was found before stays");
	CHECK_OK(ctx, eci_ofd_find_in_annots(ctx, doc, two, 2, found));
	CHECK(found[0] && found[1]);
}

/* Three parts of which two are as much as may be read. */
static void
test_too_much(ecert_ctx *ctx)
{
	static const char *const texts[] = { "b" };
	uint64_t was = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES);
	struct entry entries[ECI_COUNT(whole) + 1];
	struct eci_buf b = { 0 };
	bool found[2] = { false, false };
	char fat[2048];
	ecert_doc *doc;
	size_t i;

	snprintf(fat, sizeof(fat), "%-2000s", ANNOT("42", "c"));
	memcpy(entries, whole, sizeof(whole));
	for (i = 0; i < ECI_COUNT(whole); i++)
		if (strcmp(whole[i].name, "Doc_0/Annots.xml") == 0)
			entries[i].text = ANNOTS(ROW("5", "A.xml") ROW("5", "B.xml") ROW("5", "C.xml"));
		else if (whole[i].name[6] == 'A' || whole[i].name[6] == 'B')
			entries[i].text = fat;
	entries[i] = (struct entry){ "Doc_0/C.xml", fat };
	CHECK_OK(ctx, fixture(ctx, entries, ECI_COUNT(entries), &doc));
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_BYTES, 2200));
	unit_case("more than is read to see what a page draws");
	CHECK_ERR(ctx, eci_ofd_objects(ctx, doc, 0, see, &b), ECERT_E_LIMIT);
	unit_case("more than is read to find a text");
	CHECK_ERR(ctx, eci_ofd_find_in_annots(ctx, doc, texts, 1, found), ECERT_E_LIMIT);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_BYTES, was));
	unit_case("a limit that allows it");
	CHECK_OK(ctx, eci_ofd_objects(ctx, doc, 0, see, &b));
	CHECK_OK(ctx, eci_ofd_find_in_annots(ctx, doc, texts, 1, found));
	eci_buf_free(&b);
	ecert_doc_free(doc);
}

static void
test_without(ecert_ctx *ctx)
{
	static const struct entry bad[] = {
		{ "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Annotations>../../x</ofd:Annotations>") } };
	static const struct entry none[] = {
		{ "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Annotations>none.xml</ofd:Annotations>") } };
	static const char *const texts[] = { "a" };
	bool found[1] = { false };
	ecert_doc *doc;

	unit_case("no annotations, and links to them that lead nowhere");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_OK(ctx, eci_ofd_find_in_annots(ctx, doc, texts, 1, found));
	ecert_doc_free(doc);
	CHECK_OK(ctx, fixture(ctx, bad, 1, &doc));
	CHECK_OK(ctx, eci_ofd_find_in_annots(ctx, doc, texts, 1, found));
	ecert_doc_free(doc);
	CHECK_OK(ctx, fixture(ctx, none, 1, &doc));
	CHECK_OK(ctx, eci_ofd_find_in_annots(ctx, doc, texts, 1, found));
	ecert_doc_free(doc);
	CHECK(!found[0]);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;

	CHECK_OK(ctx, fixture(ctx, whole, ECI_COUNT(whole), &doc));
	test_objects(ctx, doc);
	test_annots(ctx, doc);
	ecert_doc_free(doc);
	test_too_much(ctx);
	test_without(ctx);
	return unit_end();
}
