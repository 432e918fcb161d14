/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_text_read.c - the text objects of a page (7.7), a template page or the
 * composite units of a resource list (7.9, 13), and nothing else: text that only
 * clips, or fills a pattern, is on other paths.
 */
#include "ofd/ofd_text.h"

#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_frame.h"

#define MERGES_MAX 4096        /* of a TextCode */
#define MERGE_MAX  64          /* codes or glyphs of one */
#define USES_MAX   65536
#define LINKS_MAX  64          /* resource lists, template pages of a page */

/* What an element is, by the one around it and its name. */
enum frame {
	F_NONE = ECI_OFD_NO_FRAME, F_PAGE, F_PAGE_RES, F_CONTENT, F_BLOCK, F_TEXT, F_CODE,
	F_RES, F_UNITS, F_UNIT
};

struct reader {
	struct eci_ofd_texts *t;
	const char           *where;
	struct eci_ofd_frames frames;
	struct eci_ofd_shown *out;          /* NULL: between units */
	struct eci_ofd_text   text;
	bool                  code_ok;
	size_t                n_lists;
};

static const struct eci_ofd_rule rules[] = {
	{ F_PAGE, "Content", F_CONTENT },
	{ F_PAGE, "PageRes", F_PAGE_RES },
	{ F_CONTENT, "Layer", F_BLOCK },
	{ F_BLOCK, "PageBlock", F_BLOCK },
	{ F_BLOCK, "TextObject", F_TEXT },
	{ F_TEXT, "TextCode", F_CODE },
	{ F_RES, "CompositeGraphicUnits", F_UNITS },
	{ F_UNITS, "CompositeGraphicUnit", F_UNIT },
	{ F_UNIT, "Content", F_BLOCK },
};

/* 0, 90, 180, 270 to quarters. */
static int
quarters(const char *v)
{
	return v == NULL ? 0 : strcmp(v, "90") == 0 ? 1 : strcmp(v, "180") == 0 ? 2 :
	    strcmp(v, "270") == 0 ? 3 : 0;
}

/* False where viewers cannot know what to draw, or are told not to. */
static bool
open_text(struct eci_ofd_text *o, const struct eci_xml_tag *tag)
{
	const char *size = eci_xml_tag_attr(tag, "Size"), *scale = eci_xml_tag_attr(tag, "HScale");

	o->x = o->y = 0;
	o->hscale = 1;
	o->n_merges = 0;
	o->reading = quarters(eci_xml_tag_attr(tag, "ReadDirection"));
	o->turned = quarters(eci_xml_tag_attr(tag, "CharDirection"));
	return !eci_ofd_is_false(eci_xml_tag_attr(tag, "Visible")) &&
	    eci_ofd_object_matrix(eci_xml_tag_attr(tag, "Boundary"), eci_xml_tag_attr(tag, "CTM"),
	    o->m) && size != NULL && eci_ofd_numbers(size, &o->size, 1) && o->size > 0 &&
	    (scale == NULL || (eci_ofd_numbers(scale, &o->hscale, 1) && o->hscale > 0));
}

static ecert_err
keep(ecert_ctx *ctx, struct eci_buf *b, const char *v)
{
	b->len = 0;
	return eci_buf_adds(ctx, b, v != NULL ? v : "");
}

/* 11.3: a TextCode without X or Y goes on from the one before. */
static ecert_err
open_code(struct reader *r, const struct eci_xml_tag *tag)
{
	const char *x = eci_xml_tag_attr(tag, "X"), *y = eci_xml_tag_attr(tag, "Y");
	ecert_err e;

	r->code_ok = (x == NULL || eci_ofd_numbers(x, &r->text.x, 1)) &&
	    (y == NULL || eci_ofd_numbers(y, &r->text.y, 1));
	if ((e = keep(r->t->ctx, &r->text.delta_x, eci_xml_tag_attr(tag, "DeltaX"))) != ECERT_OK)
		return e;
	return keep(r->t->ctx, &r->text.delta_y, eci_xml_tag_attr(tag, "DeltaY"));
}

/* 11.4: distances count glyphs, and a ligature is one for two codes. */
static ecert_err
add_merge(struct reader *r, const struct eci_xml_tag *tag)
{
	static const char *const names[3] = { "CodePosition", "CodeCount", "GlyphCount" };
	struct eci_ofd_text *o = &r->text;
	uint64_t v[3] = { 0, 1, 1 };
	const char *s;
	size_t i;
	ecert_err e;

	for (i = 0; i < 3; i++)
		if ((s = eci_xml_tag_attr(tag, names[i])) != NULL &&
		    !eci_parse_uint(s, UINT32_MAX, &v[i]))
			return ECERT_OK;
	if (v[1] == v[2] || v[1] < 1 || v[2] < 1 || v[1] > MERGE_MAX || v[2] > MERGE_MAX ||
	    o->n_merges >= MERGES_MAX || (o->n_merges > 0 && v[0] <
	    o->merges[o->n_merges - 1].at + o->merges[o->n_merges - 1].codes))
		return ECERT_OK;
	if ((e = eci_grow(r->t->ctx, &o->merges, o->n_merges, &o->cap_merges,
	    sizeof(*o->merges))) != ECERT_OK)
		return e;
	o->merges[o->n_merges++] = (struct eci_ofd_merge){ (size_t)v[0], (size_t)v[1],
	    (size_t)v[2] };
	return ECERT_OK;
}

static ecert_err
add_use(struct reader *r, const struct eci_xml_tag *tag)
{
	struct eci_ofd_shown *out = r->out;
	struct eci_ofd_use use;
	ecert_err e;

	if (eci_ofd_is_false(eci_xml_tag_attr(tag, "Visible")) ||
	    !eci_ofd_tag_id(tag, "ResourceID", &use.unit) ||
	    !eci_ofd_object_matrix(eci_xml_tag_attr(tag, "Boundary"), eci_xml_tag_attr(tag, "CTM"),
	    use.m))
		return ECERT_OK;
	if (out->n_uses >= USES_MAX)
		return eci_fail(r->t->ctx, ECERT_E_LIMIT, "%s: more than %d composite objects",
		    r->where, USES_MAX);
	if ((e = eci_grow(r->t->ctx, &out->uses, out->n_uses, &out->cap_uses,
	    sizeof(use))) == ECERT_OK)
		out->uses[out->n_uses++] = use;
	return e;
}

static ecert_err
add_template(struct reader *r, const struct eci_xml_tag *tag)
{
	struct eci_ofd_shown *out = r->out;
	uint64_t v;
	ecert_err e;

	if (!eci_ofd_tag_id(tag, "TemplateID", &v) || out->n_templates >= LINKS_MAX)
		return ECERT_OK;
	if ((e = eci_grow(r->t->ctx, &out->templates, out->n_templates, &out->cap_templates,
	    sizeof(v))) == ECERT_OK)
		out->templates[out->n_templates++] = v;
	return e;
}

static ecert_err
open_unit(struct reader *r, const struct eci_xml_tag *tag, int *is)
{
	uint64_t v;
	ecert_err e = ECERT_OK;

	r->out = NULL;
	if (eci_ofd_tag_id(tag, "ID", &v))
		e = eci_ofd_unit_add(r->t, v, &r->out);
	if (r->out == NULL)
		*is = F_NONE;
	return e;
}

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct reader *r = arg;
	int in = eci_ofd_frame_in(&r->frames), is = F_NONE;
	ecert_err e = ECERT_OK;

	if (eci_xml_ns_is_ofd(tag->ns)) {
		if (tag->depth == 0)
			is = strcmp(tag->local, r->out != NULL ? "Page" : "Res") != 0 ? F_NONE :
			    r->out != NULL ? F_PAGE : F_RES;
		else
			is = eci_ofd_frame_of(rules, ECI_COUNT(rules), in, tag->local);
		if (is == F_TEXT && !open_text(&r->text, tag))
			is = F_NONE;
		else if (is == F_CODE)
			e = open_code(r, tag);
		else if (is == F_UNIT)
			e = open_unit(r, tag, &is);
		else if (in == F_TEXT && strcmp(tag->local, "CGTransform") == 0)
			e = add_merge(r, tag);
		else if (in == F_BLOCK && strcmp(tag->local, "CompositeObject") == 0)
			e = add_use(r, tag);
		else if (in == F_PAGE && strcmp(tag->local, "Template") == 0)
			e = add_template(r, tag);
	}
	return e == ECERT_OK ? eci_ofd_frame_open(ctx, &r->frames, is) : e;
}

/* A page's own resource list, for its composite units. */
static ecert_err
page_res(struct reader *r, const char *text)
{
	char *loc = NULL;
	size_t entry = SIZE_MAX, n = strlen(text);
	ecert_err e;

	while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
		n--;
	while (n > 0 && strchr(" \t\r\n", *text) != NULL) {
		text++;
		n--;
	}
	if (n == 0 || r->n_lists++ >= LINKS_MAX)
		return ECERT_OK;
	if ((e = eci_strndup(r->t->ctx, text, n, &loc)) != ECERT_OK)
		return e;
	e = eci_ofd_follow(r->t->ctx, r->t->doc, NULL, r->where, loc, &entry);
	free(loc);
	/* What leads nowhere is eci_ofd_walk()'s to report. */
	if (e != ECERT_OK && ecert_errreason(r->t->ctx) == ECERT_R_REF_BAD)
		return ECERT_OK;
	return e == ECERT_OK && entry != SIZE_MAX ? eci_ofd_text_res(r->t, entry) : e;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct reader *r = arg;
	int is = eci_ofd_frame_close(&r->frames);
	ecert_err e = ECERT_OK;

	(void)ctx;
	(void)local;
	(void)ns;
	if (is == F_CODE) {
		if (r->code_ok)
			e = eci_ofd_text_place(r->t, &r->text, text, r->out);
		r->text.n_merges = 0;
	} else if (is == F_UNIT) {
		e = eci_ofd_texts_hold(r->t, r->out);
		r->out = NULL;
	} else if (is == F_PAGE_RES)
		e = page_res(r, text);
	return e;
}

static ecert_err
read_part(struct eci_ofd_texts *t, size_t entry, struct eci_ofd_shown *out)
{
	struct reader r = { .t = t, .out = out, .where = eci_pkg_name(t->doc->pkg, entry) };
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_ofd_texts_load(t, eci_pkg_size(t->doc->pkg, entry))) == ECERT_OK &&
	    (e = eci_pkg_read(t->ctx, t->doc->pkg, entry,
	    ecert_ctx_limit(t->ctx, ECERT_LIMIT_XML_BYTES), &b)) == ECERT_OK)
		e = eci_xml_scan_text(t->ctx, r.where, b.ptr, b.len, on_start, on_end, &r);
	eci_buf_free(&b);
	eci_buf_free(&r.text.delta_x);
	eci_buf_free(&r.text.delta_y);
	free(r.text.merges);
	eci_ofd_frames_free(&r.frames);
	return e;
}

ecert_err
eci_ofd_text_page(struct eci_ofd_texts *t, size_t entry, struct eci_ofd_shown *out)
{
	return read_part(t, entry, out);
}

ecert_err
eci_ofd_text_res(struct eci_ofd_texts *t, size_t entry)
{
	if (t->res_read[entry])
		return ECERT_OK;
	t->res_read[entry] = true;
	return read_part(t, entry, NULL);
}
