/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "ofd_make.h"

#define P "Doc_0/P.xml"

static void
text(ecert_ctx *ctx)
{
	static const struct { const char *name, *text, *want; } rows[] = {
		{ "ascii is half an em", "ab1", "DeltaX=\"2 2\">ab1<" },
		{ "chinese is a whole one", "校准证书", "DeltaX=\"4 4 4\">校准证书<" },
		{ "both", "第1页", "DeltaX=\"4 2\">第1页<" },
		{ "half-width forms", "ｱｲ校", "DeltaX=\"2 2\">ｱｲ校<" },
		{ "one glyph needs no distance", "x", "Y=\"4\">x<" },
		{ "a character beyond the basic plane is one", "\U00020000x\U00020001", "DeltaX=\"4 2\">" },
		{ "markup is escaped", "a<b>&\"c", ">a&lt;b&gt;&amp;\"c<" },
		{ "looks like an entity", "&lt;", ">&amp;lt;<" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		ecert_doc *doc = doc_of(ctx, NULL);

		unit_case("text: %s", rows[i].name);
		CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 20, 30.5, 4, "SimSun", 0xC00AFF, rows[i].text));
		CHECK_IN(ctx, doc, P, rows[i].want);
		CHECK_IN(ctx, doc, P, "Value=\"192 10 255\"");
		ecert_doc_free(doc);
	}
	unit_case("text: its unit");
	{
		ecert_doc *doc = doc_of(ctx, NULL);

		CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 20, 30.5, 4, "SimSun", 0, "第1页"));
		CHECK_IN(ctx, doc, P, "Boundary=\"20 26.5 10 5\"");
		CHECK_IN(ctx, doc, P, "Size=\"4\"");
		CHECK_IN(ctx, doc, P, "X=\"0\" Y=\"4\"");
		CHECK_IN(ctx, doc, "Doc_0/PublicRes.xml", "FontName=\"SimSun\"");
		CHECK_IN(ctx, doc, "Doc_0/Document.xml", "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>");
		check_ids(ctx, doc);
		ecert_doc_free(doc);
	}
}

static void
bad_text(ecert_ctx *ctx)
{
	static const struct { const char *name; double x, y, size; const char *font; uint32_t colour; const char *text; } rows[] = {
		{ "empty", 1, 1, 4, "SimSun", 0, "" }, { "line break", 1, 1, 4, "SimSun", 0, "a\nb" },
		{ "not utf-8", 1, 1, 4, "SimSun", 0, "\xff" }, { "cut utf-8", 1, 1, 4, "SimSun", 0, "\xe6\xa0" },
		{ "surrogate", 1, 1, 4, "SimSun", 0, "\xed\xa0\x80" },
		{ "bidirectional override", 1, 1, 4, "SimSun", 0, "a\u202eb" },
		{ "no character", 1, 1, 4, "SimSun", 0, "a\uffffb" },
		{ "x is no number", NAN, 1, 4, "SimSun", 0, "a" }, { "y is infinite", 1, INFINITY, 4, "SimSun", 0, "a" },
		{ "x far away", 10001, 1, 4, "SimSun", 0, "a" }, { "no size", 1, 1, 0, "SimSun", 0, "a" },
		{ "negative size", 1, 1, -4, "SimSun", 0, "a" }, { "tiny size", 1, 1, 0.0004, "SimSun", 0, "a" },
		{ "no font", 1, 1, 4, "", 0, "a" }, { "control in font", 1, 1, 4, "a\tb", 0, "a" },
		{ "colour of four bytes", 1, 1, 4, "SimSun", 0x1000000, "a" },
		{ "wider than any page", 1, 1, 9000, "SimSun", 0, "校准" },
	};
	ecert_doc *doc = doc_of(ctx, NULL);
	char *before = entry_text(ctx, doc, P), *after, *lng = malloc(4098);
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("text: %s", rows[i].name);
		CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, 1, rows[i].x, rows[i].y, rows[i].size,
		    rows[i].font, rows[i].colour, rows[i].text), ECERT_E_ARG);
	}
	after = entry_text(ctx, doc, P);
	CHECK_STR(after, before);
	free(after);
	unit_case("text: 4097 characters");
	memset(lng, 'a', 4097);
	lng[4097] = '\0';
	CHECK_ERR(ctx, ecert_page_add_text(ctx, doc, 1, 1, 1, 1, "SimSun", 0, lng), ECERT_E_ARG);
	lng[4096] = '\0';
	CHECK_OK(ctx, ecert_page_add_text(ctx, doc, 1, 1, 1, 1, "SimSun", 0, lng));
	free(lng);
	free(before);
	ecert_doc_free(doc);
}

static void
paths(ecert_ctx *ctx)
{
	static const struct { const char *name; uint32_t style; const char *has[3], *lacks; } rows[] = {
		{ "stroke", 1, { "LineWidth=\"0.25\"", "<ofd:StrokeColor Value=\"1 2 3\"/>", NULL }, "Fill" },
		{ "fill", 2, { "Stroke=\"false\" Fill=\"true\"", "<ofd:FillColor Value=\"1 2 3\"/>", NULL }, "LineWidth" },
		{ "both", 3, { "LineWidth=\"0.25\" Fill=\"true\"", "StrokeColor", "FillColor" }, "Stroke=\"false\"" },
		{ "even-odd", 6, { "Rule=\"Even-Odd\"", "Fill=\"true\"", NULL }, "StrokeColor" },
	};
	static const struct { const char *name; double w, h; uint32_t style; double line; uint32_t colour; const char *data; } bad[] = {
		{ "no style", 9, 9, 0, 0.2, 0, "M 0 0 L 1 1" }, { "rule alone", 9, 9, 4, 0.2, 0, "M 0 0 L 1 1" },
		{ "rule without fill", 9, 9, 5, 0.2, 0, "M 0 0 L 1 1" }, { "unknown style", 9, 9, 9, 0.2, 0, "M 0 0 L 1 1" },
		{ "no width", 0, 9, 1, 0.2, 0, "M 0 0 L 1 1" }, { "height no number", 9, NAN, 1, 0.2, 0, "M 0 0 L 1 1" },
		{ "line no number", 9, 9, 1, NAN, 0, "M 0 0 L 1 1" }, { "no line", 9, 9, 1, 0, 0, "M 0 0 L 1 1" },
		{ "colour", 9, 9, 1, 0.2, 0xFF000000, "M 0 0 L 1 1" }, { "data", 9, 9, 1, 0.2, 0, "M 0 0 L 1" },
	};
	ecert_doc *doc;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("path: %s", rows[i].name);
		doc = doc_of(ctx, NULL);
		CHECK_OK(ctx, ecert_page_add_path(ctx, doc, 1, 10, 20, 30, 40, "M 0 0 L 1 1", rows[i].style,
		    0.25, 0x010203));
		CHECK_IN(ctx, doc, P, "Boundary=\"10 20 30 40\"");
		CHECK_IN(ctx, doc, P, "<ofd:AbbreviatedData>M 0 0 L 1 1</ofd:AbbreviatedData>");
		for (k = 0; k < 3 && rows[i].has[k] != NULL; k++)
			CHECK_IN(ctx, doc, P, rows[i].has[k]);
		CHECK_NOT_IN(ctx, doc, P, rows[i].lacks);
		ecert_doc_free(doc);
	}
	doc = doc_of(ctx, NULL);
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("path: %s", bad[i].name);
		CHECK_ERR(ctx, ecert_page_add_path(ctx, doc, 1, 1, 1, bad[i].w, bad[i].h, bad[i].data,
		    bad[i].style, bad[i].line, bad[i].colour), ECERT_E_ARG);
	}
	CHECK_NOT_IN(ctx, doc, P, "PathObject");
	ecert_doc_free(doc);
}

static void
images(ecert_ctx *ctx)
{
	static const uint8_t gif[] = "GIF89a\1\0\1\0\0\0\0";
	ecert_doc *doc = doc_of(ctx, NULL);

	unit_case("picture: unit and resource");
	CHECK_OK(ctx, ecert_page_add_image(ctx, doc, 1, 10, 20, 30.5, 40, gif, 13));
	CHECK_IN(ctx, doc, P, "Boundary=\"10 20 30.5 40\" CTM=\"30.5 0 0 40 0 0\" ResourceID=\"8\"");
	CHECK_IN(ctx, doc, "Doc_0/DocumentRes.xml", "ID=\"8\" Type=\"Image\" Format=\"GIF\"");
	check_ids(ctx, doc);
	unit_case("picture: what is none is refused");
	CHECK_ERR(ctx, ecert_page_add_image(ctx, doc, 1, 1, 1, 9, 9, (const uint8_t *)"<svg/>", 6),
	    ECERT_E_UNSUPPORTED);
	CHECK_ERR(ctx, ecert_page_add_image(ctx, doc, 1, 1, 1, 9, 9, gif, 9), ECERT_E_ARG);
	unit_case("picture: size");
	CHECK_ERR(ctx, ecert_page_add_image(ctx, doc, 1, 1, 1, -9, 9, gif, 13), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_page_add_image(ctx, doc, 1, NAN, 1, 9, 9, gif, 13), ECERT_E_ARG);
	CHECK_IN(ctx, doc, P, "<ofd:ImageObject ");
	ecert_doc_free(doc);
}

static void
codes(ecert_ctx *ctx)
{
	char lng[2400];
	ecert_doc *doc = doc_of(ctx, NULL);

	unit_case("code: one filled path of the size asked for");
	CHECK_OK(ctx, ecert_page_add_qr(ctx, doc, 1, 160, 15, 25, "1.2.156.99999.1\u20227"));
	CHECK_IN(ctx, doc, P, "<ofd:PathObject ");
	CHECK_IN(ctx, doc, P, "Boundary=\"160 15 25 25\" Stroke=\"false\" Fill=\"true\"");
	/* 25 modules and the quiet zone: 25 mm / 33, four of them. */
	CHECK_IN(ctx, doc, P, "<ofd:AbbreviatedData>M 3.03 3.03 L ");
	CHECK(doc->edit != NULL && doc->edit->qr_page == 5);
	check_ids(ctx, doc);
	unit_case("code: text too long");
	memset(lng, 'a', sizeof(lng) - 1);
	lng[sizeof(lng) - 1] = '\0';
	CHECK_ERR(ctx, ecert_page_add_qr(ctx, doc, 1, 1, 1, 25, lng), ECERT_E_ARG);
	unit_case("code: size");
	CHECK_ERR(ctx, ecert_page_add_qr(ctx, doc, 1, 1, 1, 0, "a"), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_page_add_qr(ctx, doc, 1, 1, 1, NAN, "a"), ECERT_E_ARG);
	unit_case("code: page");
	CHECK_ERR(ctx, ecert_page_add_qr(ctx, doc, 2, 1, 1, 25, "a"), ECERT_E_ARG);
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	text(ctx);
	bad_text(ctx);
	paths(ctx);
	images(ctx);
	codes(ctx);
	return unit_end();
}
