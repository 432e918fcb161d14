/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_code.c - the 2-D code (4.3.4).  No code is decoded.  One is recognised where
 * the tag file names it (ecert-tag(5)), or where the first page has a path that is,
 * to the letter, the QR code of the identifier; else what looks like one is left to
 * people.
 */
#include "lint/lint_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "code/code.h"

#define SIZE_MM      25.0
#define SLACK_MM     1.0
#define LOOKS_MIN    12.0      /* of what may be a code */
#define LOOKS_MAX    60.0
#define COMPARED_MAX 32        /* paths that are held against a code */

enum kind { NOTHING, LOOKS, QR, GRID, OTHER };

struct eci_lint_code {
	struct eci_lint_run *r;
	size_t               page;        /* from 0 */
	uint64_t             object;      /* ID the tag file names, 0: none */
	struct eci_code      qr[2];       /* of the identifier's two forms */
	size_t               compared;
	/* found */
	enum kind            kind;
	const char          *symbology;   /* OTHER: as named */
	double               box[4];
	size_t               n, at;       /* objects so far; which one it is */
	char                *entry;
};

static bool
is_square(const struct eci_ofd_object *o)
{
	return o->box[2] >= LOOKS_MIN && o->box[2] <= LOOKS_MAX && o->box[3] > 0 &&
	    fabs(o->box[2] - o->box[3]) <= 0.05 * o->box[2];
}

static ecert_err
take(struct eci_lint_code *s, enum kind kind, const struct eci_ofd_object *o)
{
	s->kind = kind;
	memcpy(s->box, o->box, sizeof(s->box));
	s->at = s->n;
	free(s->entry);
	s->entry = NULL;
	return eci_strdup(s->r->ctx, o->entry, &s->entry);
}

/* As our own writer draws it, with the quiet zone inside. */
static ecert_err
is_qr(struct eci_lint_code *s, const struct eci_ofd_object *o, bool *yes)
{
	struct eci_buf data = { 0 };
	size_t i;
	ecert_err e = ECERT_OK;

	*yes = false;
	if (!o->fill || s->compared >= COMPARED_MAX)
		return ECERT_OK;
	s->compared++;
	for (i = 0; i < ECI_COUNT(s->qr) && e == ECERT_OK && !*yes; i++) {
		if (s->qr[i].dark == NULL)
			continue;
		data.len = 0;
		if ((e = eci_code_path(s->r->ctx, &s->qr[i], o->box[2], &data)) == ECERT_OK)
			*yes = strcmp((char *)data.ptr, o->data) == 0;
	}
	eci_buf_free(&data);
	return e;
}

static ecert_err
see(void *arg, ecert_ctx *ctx, const struct eci_ofd_object *o)
{
	struct eci_lint_code *s = arg;
	bool path = strcmp(o->what, "PathObject") == 0, yes = false;
	ecert_err e = ECERT_OK;

	(void)ctx;
	if (s->object != 0 && o->id == s->object && o->on == ECI_OFD_ON_PAGE) {
		/* The kind is the tag's word, unless the drawing tells better. */
		if ((e = take(s, s->kind, o)) == ECERT_OK && path && is_square(o))
			e = is_qr(s, o, &yes);
		s->object = 0;
		s->kind = yes ? QR : s->kind;
		s->compared = COMPARED_MAX;
	} else if (s->kind <= LOOKS && is_square(o)) {
		if (path)
			e = is_qr(s, o, &yes);
		if (e == ECERT_OK && (yes || (s->kind == NOTHING && (path ? o->fill :
		    strcmp(o->what, "ImageObject") == 0))))
			e = take(s, yes ? QR : LOOKS, o);
	}
	s->n++;
	return e;
}

/* Too long for a code, or no text: then the page has none of it. */
static ecert_err
draw(ecert_ctx *ctx, const char *text, struct eci_code *out)
{
	ecert_err e = text != NULL ? eci_code_qr(ctx, text, out) : ECERT_OK;

	if (e == ECERT_E_NOMEM)
		return e;
	eci_clear(ctx);
	return ECERT_OK;
}

/* The first code the tag file names. */
static void
from_tag(struct eci_lint_code *s)
{
	const struct eci_ofd_code *code = s->r->ids.codes;
	size_t page;

	if (s->r->ids.n_codes == 0 || code->object == 0 ||
	    (page = eci_ofd_page_by_id(s->r->doc, code->page)) == SIZE_MAX)
		return;
	s->page = page;
	s->object = code->object;
	s->symbology = code->symbology;
	s->kind = strcmp(code->symbology, "qr") == 0 ? QR :
	    strcmp(code->symbology, "gridmatrix") == 0 ? GRID : OTHER;
}

static ecert_err
find_code(struct eci_lint_code *s)
{
	const ecert_id *id = eci_lint_id(s->r);
	ecert_ctx *ctx = s->r->ctx;
	bool named;
	ecert_err e = ECERT_OK;

	if (id != NULL && (e = draw(ctx, ecert_id_ascii(id), &s->qr[0])) == ECERT_OK)
		e = draw(ctx, ecert_id_text(id), &s->qr[1]);
	if (e != ECERT_OK || eci_ofd_page_n(s->r->doc) == 0)
		return e;
	from_tag(s);
	named = s->object != 0;
	e = eci_ofd_objects(ctx, s->r->doc, s->page, see, s);
	if (e != ECERT_OK || !named || s->object == 0)
		return e;
	/* The tag file names what is not there. */
	s->page = s->n = 0;
	s->object = 0;
	s->kind = NOTHING;
	return eci_ofd_objects(ctx, s->r->doc, 0, see, s);
}

static void
code_free(struct eci_lint_code *s)
{
	eci_code_free(&s->qr[0]);
	eci_code_free(&s->qr[1]);
	free(s->entry);
	free(s);
}

void
eci_lint_code_free(struct eci_lint_run *r)
{
	if (r->code != NULL)
		code_free(r->code);
	r->code = NULL;
}

/* Looked for once for all the rules: the page may be made to cost time. */
static ecert_err
the_code(struct eci_lint_run *r, struct eci_lint_code **out)
{
	struct eci_lint_code *s;
	ecert_err e;

	if ((*out = r->code) != NULL)
		return ECERT_OK;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return eci_nomem(r->ctx);
	s->r = r;
	if ((e = find_code(s)) != ECERT_OK) {
		code_free(s);
		return e;
	}
	*out = r->code = s;
	return ECERT_OK;
}

static ecert_err
looks(struct eci_lint_run *r, const struct eci_lint_code *s, const char *en, const char *zh)
{
	return ECI_LOPEN(r, s->entry, "page 1 has what may be a 2-D code, which cannot be told: "
	    "look %s%.0s", "第 1 页上有疑似二维码的图形，无法判定：请查看%.0s%s", en, zh);
}

static ecert_err
none(struct eci_lint_run *r)
{
	return ECI_LNONE(r, NULL, "no 2-D code was found", "未发现二维码");
}

static ecert_err
judge_kind(struct eci_lint_run *r, const struct eci_lint_code *s)
{
	switch (s->kind) {
	case GRID:
		return ECI_LKEPT(r, s->entry, "Grid Matrix, as the tag file says",
		    "网格矩阵码（依标引文件所述）");
	case QR:
		return ECI_LBROKEN(r, s->entry, "it is a QR code (GB/T 18284); the clause demands a "
		    "Grid Matrix code", "为 QR 码（GB/T 18284），条款要求网格矩阵码");
	case OTHER:
		return ECI_LOPEN(r, s->entry, "the tag file calls it %.60s: look whether that is a "
		    "Grid Matrix code", "标引文件称其为 %.60s：请查看是否为网格矩阵码",
		    s->symbology);
	case LOOKS:
		return looks(r, s, "whether it is a Grid Matrix code", "是否为网格矩阵码");
	default:
		return none(r);
	}
}

ecert_err
eci_lint_code_kind(struct eci_lint_run *r)
{
	struct eci_lint_code *s;
	ecert_err e = the_code(r, &s);

	return e == ECERT_OK ? judge_kind(r, s) : e;
}

static ecert_err
judge_place(struct eci_lint_run *r, const struct eci_lint_code *s)
{
	char w[32], h[32];
	ecert_err e = ECERT_OK;

	if (s->kind == NOTHING)
		return ECI_LBROKEN(r, NULL, "the first page has nothing that may be a 2-D code",
		    "首页没有二维码");
	if (s->kind == LOOKS)
		return looks(r, s, "whether it is one, and measure it", "是否为二维码，并测量其大小");
	if (s->page != 0)
		e = ECI_LBROKEN(r, s->entry, "it stands on page %zu, not on the first",
		    "位于第 %zu 页，而非首页", s->page + 1);
	eci_format_mm(s->box[2], w);
	eci_format_mm(s->box[3], h);
	if (e == ECERT_OK && (fabs(s->box[2] - SIZE_MM) > SLACK_MM ||
	    fabs(s->box[3] - SIZE_MM) > SLACK_MM))
		e = ECI_LBROKEN(r, s->entry, "%s x %s mm", "%s×%s mm", w, h);
	if (e == ECERT_OK && !eci_lint_any(r))
		e = ECI_LKEPT(r, s->entry, "page 1, %s x %s mm", "第 1 页，%s×%s mm", w, h);
	return e;
}

ecert_err
eci_lint_code_place(struct eci_lint_run *r)
{
	struct eci_lint_code *s;
	ecert_err e = the_code(r, &s);

	return e == ECERT_OK ? judge_place(r, s) : e;
}

/* ---- what it covers ---- */

static ecert_err
touch(void *arg, ecert_ctx *ctx, const struct eci_ofd_object *o)
{
	struct eci_lint_code *s = arg;
	enum eci_ofd_touch touches = s->n++ == s->at ? ECI_OFD_CLEAR : eci_ofd_touch(o, s->box);

	(void)ctx;
	if (touches == ECI_OFD_TOUCHES)
		return ECI_LBROKEN(s->r, o->entry, "page %zu: %s %llu and the code overlap",
		    "第 %zu 页：%s %llu 与二维码重叠", s->page + 1, o->what, (unsigned long long)o->id);
	if (touches == ECI_OFD_GROUND)
		return ECI_LOPEN(s->r, o->entry, "page %zu: %s %llu reaches all around the code: look "
		    "whether it is more than background", "第 %zu 页：%s %llu 包围二维码：请查看其是否"
		    "仅为背景", s->page + 1, o->what, (unsigned long long)o->id);
	return ECERT_OK;
}

static bool
overlap(const double a[4], const double b[4])
{
	return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] &&
	    b[1] < a[1] + a[3];
}

/* What of a cross-page seal is cut away covers nothing. */
static bool
stamp_overlaps(const struct eci_ofd_stamp *stamp, const double box[4])
{
	double shown[4];
	int i;

	if (!stamp->has_clip)
		return overlap(stamp->boundary, box);
	for (i = 0; i < 4; i++)
		shown[i] = stamp->clip[i] + (i < 2 ? stamp->boundary[i] : 0);
	return overlap(stamp->boundary, box) && overlap(shown, box);
}

static ecert_err
check_stamps(struct eci_lint_code *s, const struct eci_lint_sig *sig)
{
	const struct eci_ofd_stamp *stamp;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; sig->has_desc && i < sig->desc.n_stamps && e == ECERT_OK; i++) {
		stamp = &sig->desc.stamps[i];
		if (stamp->boundary_ok && eci_ofd_page_by_id(s->r->doc, stamp->page_id) == s->page &&
		    stamp_overlaps(stamp, s->box))
			e = ECI_LBROKEN(s->r, sig->entry, "page %zu: a seal and the code overlap",
			    "第 %zu 页：印章与二维码重叠", s->page + 1);
	}
	return e;
}

static ecert_err
judge_covers(struct eci_lint_run *r, struct eci_lint_code *s)
{
	size_t i;
	ecert_err e;

	if (s->kind == NOTHING)
		return none(r);
	if (s->kind == LOOKS)
		return looks(r, s, "whether it covers anything", "其是否遮盖其他信息");
	s->n = 0;
	e = eci_ofd_objects(r->ctx, r->doc, s->page, touch, s);
	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++)
		e = check_stamps(s, &r->sigs[i]);
	if (e == ECERT_OK && !eci_lint_any(r))
		e = ECI_LKEPT(r, s->entry, "nothing else is drawn where the code is",
		    "二维码所在位置没有其他内容");
	return e;
}

ecert_err
eci_lint_code_covers(struct eci_lint_run *r)
{
	struct eci_lint_code *s;
	ecert_err e = the_code(r, &s);

	return e == ECERT_OK ? judge_covers(r, s) : e;
}
