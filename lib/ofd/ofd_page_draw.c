/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_page_draw.c - text, paths, pictures and codes as graphic units (8.5). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code/code.h"
#include "ofd/ofd_edit.h"

#define MAX_GLYPHS   4096
#define MAX_FAMILY   128     /* bytes */
#define DESCENT      0.25    /* of an em, below the baseline */

static bool
in_range(double v)
{
	return isfinite(v) && fabs(v) <= ECI_OFD_MAX_MM;
}

/* At least the thousandth of a millimetre that is written. */
static bool
is_size(double v)
{
	return in_range(v) && v >= 0.001;
}

static ecert_err
check_box(ecert_ctx *ctx, const char *what, const double box[4])
{
	if (in_range(box[0]) && in_range(box[1]) && is_size(box[2]) && is_size(box[3]))
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "%s: place or size is outside %g mm", what,
	    ECI_OFD_MAX_MM);
}

static ecert_err
check_colour(ecert_ctx *ctx, const char *what, uint32_t colour)
{
	if (colour <= 0xFFFFFF)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "%s: colour is not 0xRRGGBB", what);
}

/* A graphic unit with the attributes all of them have (8.5 table 34). */
static ecert_err
add_unit(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_canvas *c, const char *local,
    const double box[4], struct eci_xml_node **out, uint64_t *id)
{
	ecert_err e = eci_ofd_new_id(ctx, doc, id);

	if (e == ECERT_OK)
		e = eci_xml_add(ctx, c->layer, local, NULL, out);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, *out, "ID", *id);
	if (e == ECERT_OK)
		e = eci_ofd_attr_mm(ctx, *out, "Boundary", box, 4);
	return e;
}

static ecert_err
add_colour(ecert_ctx *ctx, struct eci_xml_node *unit, const char *local, uint32_t colour)
{
	struct eci_xml_node *c = NULL;
	char value[16];
	ecert_err e = eci_xml_add(ctx, unit, local, NULL, &c);

	snprintf(value, sizeof(value), "%u %u %u", (unsigned)(colour >> 16),
	    (unsigned)(colour >> 8 & 0xFF), (unsigned)(colour & 0xFF));
	return e == ECERT_OK ? eci_xml_set_attr(ctx, c, "Value", value) : e;
}

/*
 * Advance of a glyph in ems.  Readers substitute fonts, so no real metrics can
 * be known: Chinese fonts draw ASCII half an em wide, all else a whole one,
 * half-width forms excepted.
 */
static double
advance(uint32_t cp)
{
	return cp < 0x80 || (cp >= 0xFF61 && cp <= 0xFFDC) ? 0.5 : 1;
}

/* Distances from glyph to glyph (11.3 table 46), one less than glyphs. */
static ecert_err
deltas(ecert_ctx *ctx, const char *text, double size, struct eci_buf *out, double *width)
{
	size_t left = strlen(text), n, glyphs = 0;
	uint32_t cp;
	char num[32];
	ecert_err e = ECERT_OK;

	*width = 0;
	for (; left > 0 && e == ECERT_OK; text += n, left -= n, glyphs++) {
		n = eci_utf8_next(text, left, &cp);
		if (n == 0 || eci_cp_is_control(cp) || (cp & 0xFFFE) == 0xFFFE)
			return eci_fail(ctx, ECERT_E_ARG,
			    "text: character %zu is a control or not UTF-8", glyphs + 1);
		if (glyphs >= MAX_GLYPHS)
			return eci_fail(ctx, ECERT_E_ARG, "text: more than %d characters",
			    MAX_GLYPHS);
		*width += advance(cp) * size;
		if (left > n)
			e = eci_buf_addf(ctx, out, "%s%s", glyphs > 0 ? " " : "",
			    eci_format_mm(advance(cp) * size, num));
	}
	if (e == ECERT_OK && glyphs == 0)
		return eci_fail(ctx, ECERT_E_ARG, "text: empty");
	return e;
}

static ecert_err
add_text_code(ecert_ctx *ctx, struct eci_xml_node *unit, double size, const char *text,
    const char *delta)
{
	const double zero = 0;
	struct eci_xml_node *code = NULL;
	ecert_err e = eci_xml_add(ctx, unit, "TextCode", text, &code);

	if (e == ECERT_OK)
		e = eci_ofd_attr_mm(ctx, code, "X", &zero, 1);
	if (e == ECERT_OK)
		e = eci_ofd_attr_mm(ctx, code, "Y", &size, 1);
	if (e == ECERT_OK && delta != NULL)
		e = eci_xml_set_attr(ctx, code, "DeltaX", delta);
	return e;
}

static ecert_err
check_family(ecert_ctx *ctx, const char *font)
{
	size_t left = strlen(font), n;
	uint32_t cp;

	if (left == 0 || left > MAX_FAMILY)
		return eci_fail(ctx, ECERT_E_ARG, "text: font name has 1..%d bytes", MAX_FAMILY);
	for (; left > 0; font += n, left -= n)
		if ((n = eci_utf8_next(font, left, &cp)) == 0 || eci_cp_is_control(cp) ||
		    (cp & 0xFFFE) == 0xFFFE)
			return eci_fail(ctx, ECERT_E_ARG,
			    "text: font name has a control or is not UTF-8");
	return ECERT_OK;
}

struct text {
	double      x, y, size, width;
	uint32_t    colour;
	const char *font, *text, *delta;
};

static ecert_err
draw_text(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_canvas *c, const struct text *t)
{
	const double box[4] = { t->x, t->y - t->size, t->width, t->size * (1 + DESCENT) };
	struct eci_xml_node *unit = NULL;
	uint64_t font, id;
	ecert_err e = eci_ofd_font(ctx, doc, t->font, &font);

	if (e == ECERT_OK)
		e = add_unit(ctx, doc, c, "TextObject", box, &unit, &id);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, unit, "Font", font);
	if (e == ECERT_OK)
		e = eci_ofd_attr_mm(ctx, unit, "Size", &t->size, 1);
	if (e == ECERT_OK)
		e = add_colour(ctx, unit, "FillColor", t->colour);
	if (e == ECERT_OK)
		e = add_text_code(ctx, unit, t->size, t->text, t->delta);
	return e;
}

ecert_err
ecert_page_add_text(ecert_ctx *ctx, ecert_doc *doc, size_t page, double x, double y,
    double size, const char *font, uint32_t colour, const char *text)
{
	struct text t = { x, y, size, 0, colour, font, text, NULL };
	struct eci_ofd_canvas c;
	struct eci_buf delta = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (!in_range(x) || !in_range(y) || !is_size(size))
		return eci_fail(ctx, ECERT_E_ARG, "text: place or size is outside %g mm",
		    ECI_OFD_MAX_MM);
	if ((e = check_colour(ctx, "text", colour)) != ECERT_OK ||
	    (e = check_family(ctx, font)) != ECERT_OK)
		return e;
	e = deltas(ctx, text, size, &delta, &t.width);
	if (e == ECERT_OK && t.width > ECI_OFD_MAX_MM)
		e = eci_fail(ctx, ECERT_E_ARG, "text: wider than %g mm", ECI_OFD_MAX_MM);
	t.delta = (char *)delta.ptr;
	if (e == ECERT_OK)
		e = eci_ofd_canvas_open(ctx, doc, page, "adding text", &c);
	if (e == ECERT_OK) {
		e = draw_text(ctx, doc, &c, &t);
		e = eci_ofd_canvas_close(ctx, doc, &c, e);
	}
	eci_buf_free(&delta);
	return e;
}

struct path {
	double      box[4], line;
	uint32_t    style, colour;
	const char *data;
};

/* 9.1 table 35: a path is stroked and not filled unless it says otherwise. */
static ecert_err
draw_path(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_canvas *c, const struct path *p,
    uint64_t *id)
{
	bool stroke = p->style & ECERT_PATH_STROKE, fill = p->style & ECERT_PATH_FILL;
	struct eci_xml_node *unit = NULL;
	ecert_err e = add_unit(ctx, doc, c, "PathObject", p->box, &unit, id);

	if (e == ECERT_OK && stroke)
		e = eci_ofd_attr_mm(ctx, unit, "LineWidth", &p->line, 1);
	if (e == ECERT_OK && !stroke)
		e = eci_xml_set_attr(ctx, unit, "Stroke", "false");
	if (e == ECERT_OK && fill)
		e = eci_xml_set_attr(ctx, unit, "Fill", "true");
	if (e == ECERT_OK && (p->style & ECERT_PATH_EVEN_ODD))
		e = eci_xml_set_attr(ctx, unit, "Rule", "Even-Odd");
	if (e == ECERT_OK && stroke)
		e = add_colour(ctx, unit, "StrokeColor", p->colour);
	if (e == ECERT_OK && fill)
		e = add_colour(ctx, unit, "FillColor", p->colour);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, unit, "AbbreviatedData", p->data, NULL);
	return e;
}

ecert_err
ecert_page_add_path(ecert_ctx *ctx, ecert_doc *doc, size_t page, double x, double y,
    double width, double height, const char *data, uint32_t style, double line,
    uint32_t colour)
{
	const struct path p = { { x, y, width, height }, line, style, colour, data };
	struct eci_ofd_canvas c;
	uint64_t id;
	ecert_err e;

	eci_clear(ctx);
	if ((style & ~7u) != 0 || (style & 3) == 0 ||
	    ((style & ECERT_PATH_EVEN_ODD) && !(style & ECERT_PATH_FILL)))
		return eci_fail(ctx, ECERT_E_ARG, "path: style %#x", (unsigned)style);
	if ((style & ECERT_PATH_STROKE) && !is_size(line))
		return eci_fail(ctx, ECERT_E_ARG, "path: line width is outside %g mm",
		    ECI_OFD_MAX_MM);
	if ((e = check_box(ctx, "path", p.box)) != ECERT_OK ||
	    (e = check_colour(ctx, "path", colour)) != ECERT_OK ||
	    (e = eci_ofd_path_check(ctx, data)) != ECERT_OK ||
	    (e = eci_ofd_canvas_open(ctx, doc, page, "adding a path", &c)) != ECERT_OK)
		return e;
	e = draw_path(ctx, doc, &c, &p, &id);
	return eci_ofd_canvas_close(ctx, doc, &c, e);
}

/* A picture is the unit square under its CTM (10 table 43). */
static ecert_err
draw_image(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_canvas *c, const double box[4],
    const uint8_t *data, size_t len)
{
	const double ctm[6] = { box[2], 0, 0, box[3], 0, 0 };
	struct eci_xml_node *unit = NULL;
	uint64_t picture, id;
	ecert_err e = eci_ofd_picture(ctx, doc, data, len, &picture);

	if (e == ECERT_OK)
		e = add_unit(ctx, doc, c, "ImageObject", box, &unit, &id);
	if (e == ECERT_OK)
		e = eci_ofd_attr_mm(ctx, unit, "CTM", ctm, 6);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, unit, "ResourceID", picture);
	return e;
}

ecert_err
ecert_page_add_image(ecert_ctx *ctx, ecert_doc *doc, size_t page, double x, double y,
    double width, double height, const uint8_t *data, size_t len)
{
	const double box[4] = { x, y, width, height };
	struct eci_ofd_canvas c;
	struct eci_ofd_image im;
	ecert_err e;

	eci_clear(ctx);
	if ((e = check_box(ctx, "picture", box)) != ECERT_OK ||
	    (e = eci_ofd_image(ctx, data, len, &im)) != ECERT_OK ||
	    (e = eci_ofd_canvas_open(ctx, doc, page, "adding a picture", &c)) != ECERT_OK)
		return e;
	e = draw_image(ctx, doc, &c, box, data, len);
	return eci_ofd_canvas_close(ctx, doc, &c, e);
}

/* What the code says and where it stands is told again by the tag file. */
static ecert_err
remember_code(ecert_ctx *ctx, ecert_doc *doc, size_t page, uint64_t object,
    const char *text)
{
	struct eci_ofd_edit *edit;
	char *copy = NULL;
	ecert_err e = eci_ofd_edit(ctx, doc, &edit);

	if (e == ECERT_OK)
		e = eci_strdup(ctx, text, &copy);
	if (e != ECERT_OK)
		return e;
	free(edit->qr_text);
	edit->qr_text = copy;
	edit->qr_page = doc->st.pages[page].id;
	edit->qr_object = object;
	return ECERT_OK;
}

ecert_err
ecert_page_add_qr(ecert_ctx *ctx, ecert_doc *doc, size_t page, double x, double y,
    double size, const char *text)
{
	struct path p = { { x, y, size, size }, 0, ECERT_PATH_FILL, 0, NULL };
	struct eci_code code = { 0 };
	struct eci_buf data = { 0 };
	struct eci_ofd_canvas c;
	uint64_t id = 0;
	ecert_err e;

	eci_clear(ctx);
	if ((e = check_box(ctx, "code", p.box)) != ECERT_OK ||
	    (e = eci_code_qr(ctx, text, &code)) != ECERT_OK)
		return e;
	e = eci_code_path(ctx, &code, size, &data);
	p.data = (char *)data.ptr;
	if (e == ECERT_OK)
		e = eci_ofd_canvas_open(ctx, doc, page, "adding a code", &c);
	if (e == ECERT_OK) {
		e = draw_path(ctx, doc, &c, &p, &id);
		e = eci_ofd_canvas_close(ctx, doc, &c, e);
	}
	if (e == ECERT_OK)
		e = remember_code(ctx, doc, page - 1, id, text);
	eci_buf_free(&data);
	eci_code_free(&code);
	return e;
}
