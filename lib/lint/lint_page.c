/* SPDX-License-Identifier: Apache-2.0 */
/* lint_page.c - pages: their size (4.3.3), and the sentence each has (4.3.6). */
#include "lint/lint_priv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define A4_WIDTH  210.0
#define A4_HEIGHT 297.0
#define SLACK_MM  0.5
#define SIZED_MAX 1000       /* pages that are measured: each may cost a template's look-up */
#define FULL_MAX  4          /* pages of the largest size, in which the sentence is looked for */

static bool
is_near(double a, double b)
{
	return fabs(a - b) <= SLACK_MM;
}

static ecert_err
check_size(struct eci_lint_run *r, size_t page, size_t *across)
{
	double w, h;
	char a[32], b[32];
	ecert_err e = ecert_doc_page_size(r->ctx, r->doc, page + 1, &w, &h);

	if (e != ECERT_OK)
		return eci_lint_is_trouble(e) ? e : ECI_LOPEN(r, NULL,
		    "page %zu: its size is not known", "第 %zu 页：页面大小未知", page + 1);
	if (is_near(w, A4_WIDTH) && is_near(h, A4_HEIGHT))
		return ECERT_OK;
	if (is_near(w, A4_HEIGHT) && is_near(h, A4_WIDTH)) {
		++*across;
		return ECERT_OK;
	}
	return ECI_LBROKEN(r, eci_ofd_page(r->doc, page)->entry, "page %zu: %s x %s mm",
	    "第 %zu 页：%s×%s mm", page + 1, eci_format_mm(w, a), eci_format_mm(h, b));
}

ecert_err
eci_lint_a4(struct eci_lint_run *r)
{
	size_t i, n = eci_ofd_page_n(r->doc), across = 0;
	ecert_err e = ECERT_OK;

	if (n == 0)
		return ECI_LNONE(r, NULL, "the document has no page", "文档没有页面");
	for (i = 0; i < n && i < SIZED_MAX && e == ECERT_OK; i++)
		e = check_size(r, i, &across);
	if (e == ECERT_OK && n > SIZED_MAX)
		e = ECI_LOPEN(r, NULL, "only the first %d of %zu pages were measured",
		    "仅测量了前 %d 页（共 %zu 页）", SIZED_MAX, n);
	if (e != ECERT_OK || eci_lint_any(r))
		return e;
	if (across > 0)
		return ECI_LKEPT(r, NULL, "A4, landscape on %zu of %zu pages",
		    "A4，其中横向 %zu 页（共 %zu 页）", across, n);
	return ECI_LKEPT(r, NULL, "A4 on all pages: %zu", "全部 %zu 页均为 A4", n);
}

/* The comma may be of either width, or a blank. */
static const char *const sentences[] = {
	"本证书为电子证书，请到发证机构官网验证",
	"本证书为电子证书,请到发证机构官网验证",
	"本证书为电子证书请到发证机构官网验证",
};
#define SENTENCES ECI_COUNT(sentences)

/* *any: some page shows text at all. */
static ecert_err
find_sentence(struct eci_lint_run *r, bool *found, bool *any)
{
	struct eci_ofd_hits hits[SENTENCES] = { { 0 } };
	size_t i, k;
	ecert_err e;

	*any = false;
	e = eci_ofd_find_texts(r->ctx, r->doc, sentences, SENTENCES, hits, any);
	for (i = 0; i < SENTENCES; i++)
		for (k = 0; k < hits[i].n; k++)
			found[hits[i].v[k].page] = true;
	eci_ofd_hits_free(hits, SENTENCES);
	return e == ECERT_OK ? eci_ofd_find_in_annots(r->ctx, r->doc, sentences, SENTENCES,
	    found) : e;
}

static ecert_err
judge(struct eci_lint_run *r, const bool *found, bool any, size_t n)
{
	size_t i, have = 0;
	ecert_err e = ECERT_OK;

	for (i = 0; i < n; i++)
		have += found[i];
	if (have == n)
		return ECI_LKEPT(r, NULL, "on all pages: %zu", "全部 %zu 页均有", n);
	if (!any && have == 0)
		return ECI_LOPEN(r, NULL, "the pages show no text, only drawings or pictures: look "
		    "whether each says %s", "页面没有文字，仅有图形或图片：请查看每页是否标识“%s”",
		    sentences[0]);
	for (i = 0; i < n && e == ECERT_OK; i++)
		if (!found[i])
			e = ECI_LBROKEN(r, eci_ofd_page(r->doc, i)->entry,
			    "page %zu does not say %s", "第 %zu 页未标识“%s”", i + 1, sentences[0]);
	return e;
}

/* Whether the pages have more bytes than are searched. */
static bool
is_too_much(const struct eci_lint_run *r)
{
	uint64_t left = ecert_ctx_limit(r->ctx, ECERT_LIMIT_XML_BYTES), size;
	size_t i, at, n = eci_ofd_page_n(r->doc);

	left = left < UINT64_MAX / FULL_MAX ? FULL_MAX * left : UINT64_MAX;
	for (i = 0; i < n; i++) {
		if (eci_ofd_page(r->doc, i)->entry == NULL ||
		    (at = eci_ofd_find(r->doc, eci_ofd_page(r->doc, i)->entry)) == SIZE_MAX)
			continue;
		if ((size = ecert_doc_entry_size(r->doc, at)) > left)
			return true;
		left -= size;
	}
	return false;
}

ecert_err
eci_lint_sentence(struct eci_lint_run *r)
{
	size_t n = eci_ofd_page_n(r->doc);
	bool *found, any;
	ecert_err e;

	if (n == 0)
		return ECI_LNONE(r, NULL, "the document has no page", "文档没有页面");
	if (is_too_much(r))
		return ECI_LOPEN(r, NULL, "the pages are too large to be searched: look whether each "
		    "says %s", "页面过大，未予检索：请查看每页是否标识“%s”", sentences[0]);
	if ((found = calloc(n, sizeof(*found))) == NULL)
		return eci_nomem(r->ctx);
	if ((e = find_sentence(r, found, &any)) == ECERT_OK)
		e = judge(r, found, any, n);
	free(found);
	return e;
}
