/* SPDX-License-Identifier: Apache-2.0 */
/* lint_seal.c - the seals of a certificate: 4.2.1, 4.2.2, 4.3.5. */
#include "lint/lint_priv.h"

#include <stdio.h>
#include <string.h>

#define WORDS      "电子证书"
#define SLACK_MM   1.0        /* a seal may touch the page's edge */
#define STAMPS_MAX 1000       /* that are looked at */

/* Seals there are; seals that could not be read are said. */
static ecert_err
count_seals(struct eci_lint_run *r, size_t *n)
{
	size_t i;
	ecert_err e = ECERT_OK;

	*n = 0;
	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++) {
		*n += r->sigs[i].seal != NULL;
		if (r->sigs[i].wants_seal && r->sigs[i].seal == NULL)
			e = ECI_LOPEN(r, r->sigs[i].entry, "signature %zu: its seal cannot be read; "
			    "ecert-verify says why", "签名 %zu：印章无法读取，原因见 ecert-verify",
			    i + 1);
	}
	if (e == ECERT_OK && *n == 0 && !eci_lint_any(r))
		e = ECI_LNONE(r, NULL, "the document has no seal", "文档没有印章");
	return e;
}

/* What a rule asks of each seal. */
static ecert_err
each_seal(struct eci_lint_run *r, ecert_err (*check)(struct eci_lint_run *r, size_t sig))
{
	size_t i, n;
	ecert_err e = count_seals(r, &n);

	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++)
		if (r->sigs[i].seal != NULL)
			e = check(r, i);
	return e;
}

static ecert_err
check_picture(struct eci_lint_run *r, size_t i)
{
	const struct eci_lint_sig *s = &r->sigs[i];

	if (s->picture == ECI_LINT_YES)
		return ECI_LKEPT(r, s->entry, "signature %zu: the picture says " WORDS,
		    "签名 %zu：印章图片含“" WORDS "”", i + 1);
	if (strstr(s->seal, WORDS) == NULL)
		return ECI_LBROKEN(r, s->entry,
		    "signature %zu: the seal's name, %.100s, does not say " WORDS ", and nothing "
		    "else shows that the picture does", "签名 %zu：印章名称 %.100s 不含“" WORDS
		    "”，亦无其他内容表明印章图片含此字样", i + 1, s->seal);
	return ECI_LOPEN(r, s->entry,
	    "signature %zu: the seal's name, %.100s, says " WORDS "; letters of a picture (%.8s) "
	    "cannot be read: look whether it says so too",
	    "签名 %zu：印章名称 %.100s 含“" WORDS "”；图片（%.8s）中的文字无法读取，请查看图片是否"
	    "亦含此字样", i + 1, s->seal, s->format[0] != '\0' ? s->format : "?");
}

ecert_err
eci_lint_seal_picture(struct eci_lint_run *r)
{
	return each_seal(r, check_picture);
}

/* Without white space, nor what stands in brackets at the end: "(1)". */
static ecert_err
plain_name(ecert_ctx *ctx, const char *name, struct eci_buf *out)
{
	static const char *const open[] = { "(", "（" }, *const close[] = { ")", "）" };
	size_t left = strlen(name), n, i;
	uint32_t cp = 0;
	char *s, *at;
	ecert_err e = eci_buf_adds(ctx, out, "");

	for (; left > 0 && e == ECERT_OK && (n = eci_utf8_next(name, left, &cp)) > 0;
	    name += n, left -= n)
		if (!eci_ofd_is_space(cp))
			e = eci_buf_add(ctx, out, name, n);
	if (e != ECERT_OK)
		return e;
	s = (char *)out->ptr;
	for (i = 0; i < ECI_COUNT(open); i++) {
		n = strlen(close[i]);
		if (out->len <= n || strcmp(s + out->len - n, close[i]) != 0 ||
		    (at = strstr(s, open[i])) == NULL)
			continue;
		*at = '\0';
		out->len = (size_t)(at - s);
	}
	return ECERT_OK;
}

static bool
ends_in(const struct eci_buf *b, const char *end)
{
	size_t n = strlen(end);

	return b->len >= n && memcmp(b->ptr + b->len - n, end, n) == 0;
}

/* The class of "... 校准电子证书专用章", and of what the corresponding cross-page seal
 * may be called; 0: of none. */
static unsigned
class_of(const struct eci_buf *name)
{
	static const char *const ends[] = { "专用章", "骑缝章", "专用骑缝章", "专用章骑缝章" };
	char want[64];
	size_t i, k;

	for (i = 0; i < ECI_LINT_CLASSES; i++)
		for (k = 0; k < ECI_COUNT(ends); k++) {
			snprintf(want, sizeof(want), "%s" WORDS "%s", eci_lint_class_word(i),
			    ends[k]);
			if (ends_in(name, want))
				return 1u << i;
		}
	return 0;
}

static ecert_err
check_name(struct eci_lint_run *r, size_t i)
{
	const struct eci_lint_sig *s = &r->sigs[i];
	const ecert_id *id = eci_lint_id(r);
	struct eci_buf name = { 0 };
	unsigned class;
	ecert_err e = plain_name(r->ctx, s->seal, &name);

	class = e == ECERT_OK ? class_of(&name) : 0;
	eci_buf_free(&name);
	if (e != ECERT_OK)
		return e;
	if (class == 0)
		return ECI_LBROKEN(r, s->entry,
		    "signature %zu: the seal %.200s is none of 检定/校准/检验/检测电子证书专用章 "
		    "nor a cross-page seal (骑缝章) of them", "签名 %zu：印章 %.200s 不是检定、校准、"
		    "检验、检测电子证书专用章，也不是相应骑缝章", i + 1, s->seal);
	if (id != NULL && (class & eci_lint_classes_of(ecert_id_type(id))) == 0)
		return ECI_LBROKEN(r, s->entry,
		    "signature %zu: the seal %.200s does not fit a certificate of type %d "
		    "(%s%.0s)", "签名 %zu：印章 %.200s 与证书类型 %d（%.0s%s）不符", i + 1, s->seal,
		    (int)ecert_id_type(id), ecert_type_name(ecert_id_type(id), "en"),
		    ecert_type_name(ecert_id_type(id), "zh"));
	return ECI_LKEPT(r, s->entry, "signature %zu: %.200s", "签名 %zu：%.200s", i + 1, s->seal);
}

ecert_err
eci_lint_seal_name(struct eci_lint_run *r)
{
	return each_seal(r, check_name);
}

/* What of a stamp shows, left top right bottom: a cross-page seal is cut by its clip. */
static void
visible(const struct eci_ofd_stamp *s, double box[4])
{
	const double *b = s->boundary, *c = s->clip;

	box[0] = b[0] + (s->has_clip && c[0] > 0 ? c[0] : 0);
	box[1] = b[1] + (s->has_clip && c[1] > 0 ? c[1] : 0);
	box[2] = b[0] + b[2];
	box[3] = b[1] + b[3];
	if (s->has_clip && b[0] + c[0] + c[2] < box[2])
		box[2] = b[0] + c[0] + c[2];
	if (s->has_clip && b[1] + c[1] + c[3] < box[3])
		box[3] = b[1] + c[1] + c[3];
}

static ecert_err
check_stamp(struct eci_lint_run *r, const struct eci_lint_sig *s,
    const struct eci_ofd_stamp *stamp)
{
	size_t page = eci_ofd_page_by_id(r->doc, stamp->page_id);
	const char *id = stamp->id != NULL ? stamp->id : "";
	double w, h, box[4];
	char x[32], y[32];
	ecert_err e;

	if (page == SIZE_MAX || !stamp->boundary_ok)
		return ECI_LBROKEN(r, s->entry, "the seal picture %.60s stands on no page",
		    "印章图片 %.60s 不在任何页面上", id);
	if ((e = ecert_doc_page_size(r->ctx, r->doc, page + 1, &w, &h)) != ECERT_OK)
		return eci_lint_is_trouble(e) ? e : ECI_LOPEN(r, s->entry,
		    "page %zu: its size is not known", "第 %zu 页：页面大小未知", page + 1);
	visible(stamp, box);
	/* "not inside", so that no comparison with a NaN is a pass */
	if (!(box[2] > box[0] && box[3] > box[1] && box[0] >= -SLACK_MM && box[1] >= -SLACK_MM &&
	    box[2] <= w + SLACK_MM && box[3] <= h + SLACK_MM))
		return ECI_LBROKEN(r, s->entry, "page %zu: the seal picture %.60s is not within it",
		    "第 %zu 页：印章图片 %.60s 不在页面之内", page + 1, id);
	return ECI_LKEPT(r, s->entry, "page %zu: a seal picture at %s, %s mm; whether that is the "
	    "place it should have is not known here", "第 %zu 页：印章图片位于 %s, %s mm；是否为"
	    "规定位置，此处无法得知", page + 1, eci_format_mm(stamp->boundary[0], x),
	    eci_format_mm(stamp->boundary[1], y));
}

ecert_err
eci_lint_seal_shown(struct eci_lint_run *r)
{
	size_t i, k, n = 0;
	ecert_err e = ECERT_OK;

	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++)
		for (k = 0; r->sigs[i].has_desc && k < r->sigs[i].desc.n_stamps &&
		    n++ < STAMPS_MAX && e == ECERT_OK; k++)
			e = check_stamp(r, &r->sigs[i], &r->sigs[i].desc.stamps[k]);
	if (e == ECERT_OK && n > STAMPS_MAX)
		e = ECI_LOPEN(r, NULL, "only %d seal pictures were looked at", "仅检查了 %d 个印章图片",
		    STAMPS_MAX);
	if (e == ECERT_OK && !eci_lint_any(r))
		e = ECI_LBROKEN(r, NULL, "no page shows a seal", "没有页面显示印章");
	return e;
}
