/* SPDX-License-Identifier: Apache-2.0 */
/* Composite units: drawn once, shown often. */
#include "ofd_fixture.h"
#include "ofd_show.h"

#define RES(more) "<ofd:Res " NS " BaseLoc=\"Res\"><ofd:CompositeGraphicUnits>" more \
	"</ofd:CompositeGraphicUnits></ofd:Res>"
#define UNIT(id, more) "<ofd:CompositeGraphicUnit ID=\"" id "\" Width=\"9\" Height=\"9\">" \
	"<ofd:Content>" more "</ofd:Content></ofd:CompositeGraphicUnit>"
#define TEXT(s) "<ofd:TextObject Boundary=\"1 2 9 9\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"0\">" \
	s "</ofd:TextCode></ofd:TextObject>"
#define USE(id, attrs) "<ofd:CompositeObject ResourceID=\"" id "\" " attrs "/>"
#define PAGE(before, more) PAGE_XML(before "<ofd:Content><ofd:Layer>" more "</ofd:Layer>" \
	"</ofd:Content>")
#define DOC(common) DOC_XML(A4 common, "")
#define LISTS "<ofd:PublicRes>P.xml</ofd:PublicRes><ofd:DocumentRes>D.xml</ofd:DocumentRes>"

static ecert_ctx *ctx;

static const struct row {
	const char *name, *document, *page, *public, *own, *other, *want;
} rows[] = {
	{ "shown twice", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")
	    USE("5", "Boundary=\"30 20 9 9\"")), RES(UNIT("5", TEXT("A"))), RES(""), NULL,
	    "A@11,22 | A@31,22" },
	{ "after the page's own", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")
	    TEXT("B")), RES(UNIT("5", TEXT("A"))), RES(""), NULL, "B@1,2 | A@11,22" },
	{ "enlarged", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\" CTM=\"2 0 0 2 0 0\"")),
	    RES(""), RES(UNIT("5", TEXT("AB"))), NULL, "A@12,24 B@16,24" },
	{ "in one another", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\" "
	    "CTM=\"2 0 0 2 0 0\"")), RES(UNIT("6", TEXT("A"))),
	    RES(UNIT("5", TEXT("B") USE("6", "Boundary=\"3 0 9 9\" CTM=\"0 1 -1 0 0 0\""))), NULL,
	    "B@12,24 | A@12,22" },
	{ "a block within", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")),
	    RES(UNIT("5", "<ofd:PageBlock>" TEXT("A") "</ofd:PageBlock>")), RES(""), NULL,
	    "A@11,22" },
	{ "the first of one ID counts", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")),
	    RES(UNIT("5", TEXT("A")) UNIT("5", TEXT("B"))), RES(UNIT("5", TEXT("C"))), NULL,
	    "A@11,22" },
	{ "of many the right one", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")),
	    RES(UNIT("9", TEXT("A")) UNIT("1", TEXT("B")) UNIT("5", TEXT("C")) UNIT("7", TEXT("D"))),
	    RES(""), NULL, "C@11,22" },
	{ "of the page's own list", DOC(""), PAGE("<ofd:PageRes>\n ../../O.xml \n</ofd:PageRes>",
	    USE("5", "Boundary=\"10 20 9 9\"")), NULL, NULL, RES(UNIT("5", TEXT("A"))), "A@11,22" },
	{ "without an ID", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")),
	    RES("<ofd:CompositeGraphicUnit><ofd:Content>" TEXT("A") "</ofd:Content>"
	    "</ofd:CompositeGraphicUnit>" UNIT("x", TEXT("B"))), RES(""), NULL, "" },
	{ "that is not there", DOC(LISTS), PAGE("", USE("6", "Boundary=\"10 20 9 9\"")),
	    RES(UNIT("5", TEXT("A"))), RES(""), NULL, "" },
	{ "without an extent", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\" "
	    "CTM=\"0 0 0 0 0 0\"")), RES(UNIT("5", TEXT("A"))), RES(""), NULL, "" },
	{ "lists that are not there", DOC(LISTS), PAGE("<ofd:PageRes>x.xml</ofd:PageRes>"
	    "<ofd:PageRes/><ofd:PageRes>../../../../x</ofd:PageRes>",
	    USE("5", "Boundary=\"10 20 9 9\"") TEXT("B")), NULL, NULL, NULL, "B@1,2" },
	{ "a list that is none", DOC(LISTS), PAGE("", USE("5", "Boundary=\"10 20 9 9\"")),
	    PAGE("", UNIT("5", TEXT("A"))), RES(""), NULL, "" },
	{ "a unit that shows itself", DOC(LISTS), PAGE("", USE("5", "Boundary=\"0 0 9 9\"")),
	    RES(UNIT("5", TEXT("A") USE("5", "Boundary=\"10 0 9 9\""))), RES(""), NULL,
	    "A@1,2 | A@11,2 | A@21,2 | A@31,2 | A@41,2 | A@51,2 | A@61,2 | A@71,2" },
};

static ecert_err
shown(const struct row *r, struct eci_ofd_shown *out)
{
	struct entry v[] = { { "Doc_0/Document.xml", r->document },
	    { "Doc_0/Pages/Page_0/Content.xml", r->page },
	    { r->public != NULL ? "Doc_0/P.xml" : NULL, r->public },
	    { r->own != NULL ? "Doc_0/D.xml" : NULL, r->own },
	    { r->other != NULL ? "Doc_0/O.xml" : NULL, r->other } };
	struct eci_ofd_texts t = { .ctx = ctx };
	struct eci_ofd_shown own = { 0 };
	size_t i;
	ecert_err e;

	CHECK_OK(ctx, fixture(ctx, v, ECI_COUNT(v), &t.doc));
	t.res_read = calloc(eci_pkg_count(t.doc->pkg), sizeof(bool));
	if ((e = eci_ofd_text_page(&t, eci_ofd_find(t.doc, eci_ofd_page(t.doc, 0)->entry),
	    &own)) == ECERT_OK)
		e = eci_ofd_expand(&t, &own, out);
	for (i = 0; i < t.n_units; i++) {
		CHECK(i == 0 || t.units[i].id > t.units[i - 1].id);
		eci_ofd_shown_free(t.units[i].shown);
		free(t.units[i].shown);
	}
	free(t.units);
	free(t.res_read);
	eci_ofd_shown_free(&own);
	ecert_doc_free(t.doc);
	return e;
}

static void
units(void)
{
	struct eci_ofd_shown s = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, shown(&rows[i], &s));
		CHECK_STR(show(&s), rows[i].want);
		eci_ofd_shown_free(&s);
	}
}

/* An em turns and grows with the unit. */
static void
ems(void)
{
	static const struct row r = { "", DOC(LISTS), PAGE("", USE("5", "Boundary=\"0 0 9 9\" "
	    "CTM=\"0 2 -2 0 0 0\"")), RES(UNIT("5", TEXT("A"))), RES(""), NULL, "" };
	struct eci_ofd_shown s = { 0 };

	unit_case("an em in a turned unit");
	CHECK_OK(ctx, shown(&r, &s));
	CHECK_INT(s.n_runs, 1);
	CHECK(s.runs[0].right[0] == 0 && s.runs[0].right[1] == 8);
	CHECK(s.runs[0].down[0] == -8 && s.runs[0].down[1] == 0);
	CHECK(s.runs[0].dir[0] == 0 && s.runs[0].dir[1] == 1);
	eci_ofd_shown_free(&s);
}

/* Ten uses each on eight levels would be 10^8 characters. */
static void
bomb(void)
{
#define TWICE(id) USE(id, "Boundary=\"0 0 9 9\"") USE(id, "Boundary=\"0 0 9 9\"")
#define TEN(id) TWICE(id) TWICE(id) TWICE(id) TWICE(id) TWICE(id)
	static const struct row r = { "", DOC(LISTS), PAGE("", TEN("1")),
	    RES(UNIT("1", TEN("2")) UNIT("2", TEN("3")) UNIT("3", TEN("4")) UNIT("4", TEN("5"))
	    UNIT("5", TEN("6")) UNIT("6", TEN("7")) UNIT("7", TEN("8")) UNIT("8", TEXT("A"))),
	    RES(""), NULL, "" };
	static const struct row empty = { "", DOC(LISTS), PAGE("", TEN("1")),
	    RES(UNIT("1", TEN("2")) UNIT("2", TEN("3")) UNIT("3", TEN("4")) UNIT("4", TEN("5"))
	    UNIT("5", TEN("6")) UNIT("6", TEN("7")) UNIT("7", TEN("8")) UNIT("8", "")),
	    RES(""), NULL, "" };
	struct eci_ofd_shown s = { 0 };

	unit_case("units that multiply text");
	CHECK_ERR(ctx, shown(&r, &s), ECERT_E_LIMIT);
	eci_ofd_shown_free(&s);
	unit_case("units that multiply nothing");
	CHECK_ERR(ctx, shown(&empty, &s), ECERT_E_LIMIT);
	eci_ofd_shown_free(&s);
}

/* text, n times. */
static void
repeat(struct eci_buf *out, const char *before, const char *text, size_t n, const char *after)
{
	CHECK_OK(ctx, eci_buf_adds(ctx, out, before));
	while (n-- > 0)
		CHECK_OK(ctx, eci_buf_adds(ctx, out, text));
	CHECK_OK(ctx, eci_buf_adds(ctx, out, after));
}

/* 1000 uses of a unit with 60000 uses of none: each of those is looked for. */
static void
nowhere(void)
{
	struct eci_buf page = { 0 }, list = { 0 };
	struct eci_ofd_shown s = { 0 };
	struct row r = { "", DOC(LISTS), NULL, NULL, RES(""), NULL, "" };

	repeat(&page, "<ofd:Page " NS "><ofd:Content><ofd:Layer>",
	    USE("1", "Boundary=\"0 0 9 9\""), 1000, "</ofd:Layer></ofd:Content></ofd:Page>");
	repeat(&list, "<ofd:Res " NS "><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit "
	    "ID=\"1\"><ofd:Content>", USE("2", "Boundary=\"0 0 9 9\""), 60000, "</ofd:Content>"
	    "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>");
	r.page = (const char *)page.ptr;
	r.public = (const char *)list.ptr;
	unit_case("units that multiply uses of none");
	CHECK_ERR(ctx, shown(&r, &s), ECERT_E_LIMIT);
	eci_ofd_shown_free(&s);
	eci_buf_free(&page);
	eci_buf_free(&list);
}

int
main(void)
{
	ctx = unit_ctx();
	units();
	ems();
	bomb();
	nowhere();
	return unit_end();
}
