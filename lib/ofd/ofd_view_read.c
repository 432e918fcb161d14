/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_view_read.c - the graphic objects (8.5) of one part: a page, a template page
 * (7.7) or the annotations of a page (15.2), whose Appearance moves what it holds.
 */
#include "ofd/ofd_view_priv.h"

#include <string.h>

#include "ofd/ofd_frame.h"
#include "ofd/ofd_text.h"

#define LINE_WIDTH 0.353       /* table 34 */
#define TEXT_MAX   (1u << 20)  /* bytes of an annotation's text */

enum frame {
	F_NONE = ECI_OFD_NO_FRAME, F_ROOT, F_CONTENT, F_ANNOT, F_BLOCK, F_OBJECT, F_DATA, F_CODE
};

struct reader {
	ecert_ctx               *ctx;
	struct eci_ofd_look_for *want;
	enum eci_ofd_on          on;
	const char              *entry;
	struct eci_ofd_frames    frames;
	double                   origin[2];    /* of an annotation's appearance */
	struct eci_ofd_object    o;
	bool                     shown;        /* o is drawn */
	struct eci_buf           data;
};

static const char *const kinds[] = { "TextObject", "PathObject", "ImageObject",
	"CompositeObject" };

static const struct eci_ofd_rule rules[] = {
	{ F_ROOT, "Content", F_CONTENT },
	{ F_CONTENT, "Layer", F_BLOCK },
	{ F_ROOT, "Annot", F_ANNOT },
	{ F_ANNOT, "Appearance", F_BLOCK },
	{ F_BLOCK, "PageBlock", F_BLOCK },
	{ F_OBJECT, "AbbreviatedData", F_DATA },
	{ F_OBJECT, "TextCode", F_CODE },
};

static bool
is_true(const char *v, bool otherwise)
{
	return v == NULL ? otherwise : !eci_ofd_is_false(v);
}

static const char *
kind_of(const char *local)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(kinds); i++)
		if (strcmp(kinds[i], local) == 0)
			return kinds[i];
	return NULL;
}

static void
open_object(struct reader *r, const struct eci_xml_tag *tag, const char *what)
{
	const char *box = eci_xml_tag_attr(tag, "Boundary");
	const char *line = eci_xml_tag_attr(tag, "LineWidth");
	struct eci_ofd_object *o = &r->o;

	*o = (struct eci_ofd_object){ .what = what, .on = r->on, .entry = r->entry,
	    .line = LINE_WIDTH, .data = "" };
	r->data.len = 0;
	if (!eci_ofd_tag_id(tag, "ID", &o->id))
		o->id = 0;
	if (line != NULL && (!eci_ofd_numbers(line, &o->line, 1) || !(o->line >= 0)))
		o->line = LINE_WIDTH;
	o->fill = is_true(eci_xml_tag_attr(tag, "Fill"), strcmp(what, "TextObject") == 0);
	o->stroke = is_true(eci_xml_tag_attr(tag, "Stroke"), strcmp(what, "PathObject") == 0);
	r->shown = is_true(eci_xml_tag_attr(tag, "Visible"), true) && box != NULL &&
	    eci_ofd_numbers(box, o->box, 4) && o->box[2] >= 0 && o->box[3] >= 0 &&
	    eci_ofd_object_matrix(box, eci_xml_tag_attr(tag, "CTM"), o->m);
	o->box[0] += r->origin[0];
	o->box[1] += r->origin[1];
	o->m[4] += r->origin[0];
	o->m[5] += r->origin[1];
}

/* An appearance without a usable Boundary is taken to stand at the page's corner. */
static void
open_appearance(struct reader *r, const struct eci_xml_tag *tag)
{
	const char *box = eci_xml_tag_attr(tag, "Boundary");
	double v[4] = { 0 };

	r->origin[0] = r->origin[1] = 0;
	if (box != NULL && eci_ofd_numbers(box, v, 4)) {
		r->origin[0] = v[0];
		r->origin[1] = v[1];
	}
}

static void
add_template(struct eci_ofd_look_for *want, const struct eci_xml_tag *tag)
{
	uint64_t v;

	if (want->n_templates < want->cap_templates && eci_ofd_tag_id(tag, "TemplateID", &v))
		want->templates[want->n_templates++] = v;
}

static int
frame_of(struct reader *r, int in, const struct eci_xml_tag *tag)
{
	const char *what;

	if (tag->depth == 0)
		return strcmp(tag->local, r->on == ECI_OFD_ON_ANNOTATION ? "PageAnnot" :
		    "Page") == 0 ? F_ROOT : F_NONE;
	if (in == F_BLOCK && (what = kind_of(tag->local)) != NULL) {
		open_object(r, tag, what);
		return F_OBJECT;
	}
	return eci_ofd_frame_of(rules, ECI_COUNT(rules), in, tag->local);
}

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct reader *r = arg;
	int in = eci_ofd_frame_in(&r->frames), is = F_NONE;

	if (eci_xml_ns_is_ofd(tag->ns))
		is = frame_of(r, in, tag);
	if (is == F_ANNOT && !is_true(eci_xml_tag_attr(tag, "Visible"), true))
		is = F_NONE;
	if (in == F_ANNOT && is == F_BLOCK)
		open_appearance(r, tag);
	if (in == F_ROOT && eci_xml_ns_is_ofd(tag->ns) && strcmp(tag->local, "Template") == 0)
		add_template(r->want, tag);
	return eci_ofd_frame_open(ctx, &r->frames, is);
}

static ecert_err
add_text(struct reader *r, const char *text)
{
	size_t n = strlen(text), k;
	uint32_t cp = 0;
	ecert_err e = ECERT_OK;

	if (r->want->text == NULL || !r->shown)
		return ECERT_OK;
	for (; n > 0 && e == ECERT_OK && (k = eci_utf8_next(text, n, &cp)) > 0; text += k, n -= k)
		if (!eci_ofd_is_space(cp) && r->want->text->len < TEXT_MAX)
			e = eci_buf_add(r->ctx, r->want->text, text, k);
	return e;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct reader *r = arg;
	int is = eci_ofd_frame_close(&r->frames);
	ecert_err e = ECERT_OK;

	(void)local;
	(void)ns;
	if (is == F_CODE)
		e = add_text(r, text);
	else if (is == F_DATA) {
		r->data.len = 0;
		e = eci_buf_adds(ctx, &r->data, text);
	} else if (is == F_OBJECT && r->shown && r->want->object != NULL) {
		r->o.data = r->data.len > 0 ? (const char *)r->data.ptr : "";
		e = r->want->object(r->want->arg, ctx, &r->o);
	}
	return e;
}

ecert_err
eci_ofd_view_part(ecert_ctx *ctx, ecert_doc *doc, size_t entry, enum eci_ofd_on on,
    struct eci_ofd_look_for *want)
{
	struct reader r = { .ctx = ctx, .want = want, .on = on,
	    .entry = eci_pkg_name(doc->pkg, entry) };
	struct eci_buf b = { 0 };
	ecert_err e;

	e = eci_pkg_read(ctx, doc->pkg, entry, ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES), &b);
	if (e == ECERT_OK)
		e = eci_xml_scan(ctx, r.entry, b.ptr, b.len, on_start, on_end, &r);
	eci_buf_free(&b);
	eci_buf_free(&r.data);
	eci_ofd_frames_free(&r.frames);
	return e;
}
