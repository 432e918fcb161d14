/* SPDX-License-Identifier: Apache-2.0 */
/* lint_document.c - the file as a document: 4.1.1, 4.1.2, 4.1.4, 4.1.6. */
#include "lint/lint_priv.h"

#include <string.h>

/* Findings of the walk that a rule speaks of, each of its own where. */
typedef bool picks(const struct eci_ofd_finding *f);

static ecert_err
relay(struct eci_lint_run *r, picks *fn)
{
	const struct eci_ofd_finding *f;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < r->reach.n_findings && e == ECERT_OK; i++) {
		f = &r->reach.findings[i];
		if (fn(f))
			e = ECI_LBROKEN(r, f->where, "%s", "%s", f->text);
	}
	return e;
}

static bool
is_unreadable(const struct eci_ofd_finding *f)
{
	return f->kind == ECI_OFD_BROKEN;
}

static bool
is_active(const struct eci_ofd_finding *f)
{
	return f->kind == ECI_OFD_ACTIVE && !eci_ofd_finding_outside(f);
}

static bool
is_missing(const struct eci_ofd_finding *f)
{
	return f->kind == ECI_OFD_DANGLING || eci_ofd_finding_outside(f);
}

/* A second DocBody is 4.1.2's, not a sign of another format. */
ecert_err
eci_lint_ofd(struct eci_lint_run *r)
{
	ecert_err e;

	if (r->doc == NULL && r->refused != ECERT_R_OFD_MULTI_DOC)
		return ECI_LBROKEN(r, NULL, "%s: %.600s", "%s：%.600s",
		    ecert_reason_name(r->refused), r->message);
	if ((e = relay(r, is_unreadable)) != ECERT_OK || eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, NULL, "an OFD document", "为 OFD 文档");
}

/* Identifiers that differ speak of two certificates. */
static ecert_err
check_ids(struct eci_lint_run *r)
{
	const struct eci_ofd_id *first = r->ids.v, *s;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 1; i < r->ids.n && e == ECERT_OK; i++) {
		s = &r->ids.v[i];
		if (first->id != NULL && s->id != NULL && !ecert_id_equal(first->id, s->id))
			e = ECI_LBROKEN(r, s->where,
			    "another identifier, %.150s, than %.150s in %.150s",
			    "另一个标识 %.150s，不同于 %.150s（%.150s）",
			    s->text, first->text, first->where);
	}
	return e;
}

static ecert_err
check_pages(struct eci_lint_run *r)
{
	size_t i, n = eci_ofd_page_n(r->doc);
	ecert_err e = ECERT_OK;

	if (n == 0)
		return ECI_LBROKEN(r, NULL, "the document has no page", "文档没有页面");
	for (i = 0; i < n && e == ECERT_OK; i++)
		if (eci_ofd_page(r->doc, i)->entry == NULL)
			e = ECI_LBROKEN(r, NULL, "page %zu is not in the file",
			    "第 %zu 页不在文件中", i + 1);
	return e;
}

ecert_err
eci_lint_single(struct eci_lint_run *r)
{
	size_t n;
	ecert_err e;

	if (r->doc == NULL && r->refused == ECERT_R_OFD_MULTI_DOC)
		return ECI_LBROKEN(r, NULL, "more than one document: %.600s",
		    "多于一份文档：%.600s", r->message);
	if (r->doc == NULL)
		return ECI_LOPEN(r, NULL, "not examined: the file is no document that can be read",
		    "未检查：文件不是可读取的文档");
	if ((e = check_pages(r)) != ECERT_OK || (e = check_ids(r)) != ECERT_OK)
		return e;
	if (eci_ofd_has_versions(r->doc))
		e = ECI_LOPEN(r, "OFD.xml", "the document has versions: look whether each is this "
		    "certificate", "文档含有多个版本：请查看各版本是否为同一证书");
	if (e != ECERT_OK || eci_lint_any(r))
		return e;
	n = eci_ofd_page_n(r->doc);
	return ECI_LKEPT(r, NULL, "one document, pages: %zu", "一份文档，共 %zu 页", n);
}

/* The walk keeps a bounded number of findings; dead links of both weights that were
 * not kept are no active ones, but may be. */
static ecert_err
say_dropped(struct eci_lint_run *r)
{
	size_t n = r->reach.n_more[0] + r->reach.n_more[1];

	return n == 0 ? ECERT_OK : ECI_LBROKEN(r, NULL,
	    "%zu more faults of links and parts were not kept",
	    "另有 %zu 项链接或部件的错误未列出", n);
}

ecert_err
eci_lint_dynamic(struct eci_lint_run *r)
{
	ecert_err e = relay(r, is_active);

	if (e != ECERT_OK || eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, NULL, "no actions that run, no sound, no video, no links outward",
	    "没有自动执行的动作、音频、视频或外部链接");
}

ecert_err
eci_lint_contained(struct eci_lint_run *r)
{
	ecert_err e = relay(r, is_missing);

	if (e == ECERT_OK)
		e = say_dropped(r);
	if (e != ECERT_OK || eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, NULL, "whatever the document refers to is in the file",
	    "文档引用的内容均在文件内");
}

struct fonts {
	struct eci_lint_run *r;
	size_t               n;
};

static ecert_err
see_font(void *arg, ecert_ctx *ctx, const char *entry, const char *name, bool has_file)
{
	struct fonts *f = arg;

	(void)ctx;
	f->n++;
	return has_file ? ECERT_OK : ECI_LBROKEN(f->r, entry,
	    "the font %.100s is not embedded: readers show another one where they lack it",
	    "字体 %.100s 未嵌入：阅读器缺少该字体时将以其他字体显示", name);
}

ecert_err
eci_lint_fonts(struct eci_lint_run *r)
{
	struct fonts f = { r, 0 };
	ecert_err e = eci_ofd_fonts(r->ctx, r->doc, &r->reach, see_font, &f);

	if (e != ECERT_OK || eci_lint_any(r))
		return e;
	return f.n == 0 ? ECI_LNONE(r, NULL, "the document names no fonts", "文档未声明字体") :
	    ECI_LKEPT(r, NULL, "fonts embedded: %zu", "已嵌入 %zu 种字体", f.n);
}
