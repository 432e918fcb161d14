/* SPDX-License-Identifier: Apache-2.0 */
/* lint_text.c - findings for people: what is broken, what is open, what is kept. */
#include "lint/lint_priv.h"

#include <string.h>

struct page {
	ecert_ctx               *ctx;
	const struct ecert_lint *lint;
	int                      zh;
	struct eci_buf           buf;
	ecert_err                e;
};

#define PUT(p, ...) do { \
	if ((p)->e == ECERT_OK) \
		(p)->e = eci_buf_addf((p)->ctx, &(p)->buf, __VA_ARGS__); \
} while (0)

static void
put_head(struct page *p)
{
	const char *file = p->lint->file;

	if (file[0] != '\0' && p->e == ECERT_OK) {
		p->e = eci_escape(p->ctx, &p->buf, file, strlen(file));
		PUT(p, ": ");
	}
	PUT(p, p->zh ? "违反“应”%zu 条，违反“宜”%zu 条，待确认 %zu 条，符合 %zu 条\n" :
	    "%zu \"shall\" broken, %zu \"should\" broken, %zu open, %zu kept\n",
	    eci_lint_count(p->lint, ECERT_LINT_BROKEN, ECERT_LINT_SHALL),
	    eci_lint_count(p->lint, ECERT_LINT_BROKEN, ECERT_LINT_SHOULD),
	    eci_lint_count(p->lint, ECERT_LINT_OPEN, 0), eci_lint_count(p->lint, ECERT_LINT_KEPT, 0));
}

static const char *
heading(const struct page *p, ecert_lint_result result, ecert_lint_strength strength)
{
	if (result == ECERT_LINT_OPEN)
		return p->zh ? "待确认" : "OPEN";
	if (strength == ECERT_LINT_SHALL)
		return p->zh ? "违反（应）" : "BROKEN (shall)";
	if (strength == ECERT_LINT_MAY)
		return p->zh ? "违反（可）" : "BROKEN (may)";
	return p->zh ? "违反（宜）" : "BROKEN (should)";
}

static void
put_rule(struct page *p, size_t rule, ecert_lint_result result)
{
	const struct eci_lint_rule *r = eci_lint_rule(rule);
	const struct eci_lint_finding *f;
	size_t i;

	PUT(p, "%s %s: %s\n", heading(p, result, r->strength), r->id, r->text[p->zh]);
	for (i = 0; i < p->lint->n; i++) {
		f = &p->lint->v[i];
		/* Of a rule that is broken, what is kept elsewhere is no news. */
		if (f->rule == rule && (f->result == ECERT_LINT_BROKEN || f->result ==
		    ECERT_LINT_OPEN))
			PUT(p, "    %s%s%s\n", f->where, f->where[0] != '\0' ? ": " : "",
			    f->text[p->zh]);
	}
}

/* strength 0: any. */
static void
put_rules(struct page *p, ecert_lint_result result, ecert_lint_strength strength)
{
	size_t i;

	for (i = 0; i < eci_lint_rule_n(); i++)
		if (eci_lint_worst(p->lint, i) == result &&
		    (strength == 0 || eci_lint_rule(i)->strength == strength))
			put_rule(p, i, result);
}

static void
put_list(struct page *p, ecert_lint_result result, const char *what)
{
	size_t i, n = 0;

	for (i = 0; i < eci_lint_rule_n(); i++)
		if (eci_lint_worst(p->lint, i) == result)
			PUT(p, "%s%s", n++ == 0 ? what : " ", eci_lint_rule(i)->id);
	if (n > 0)
		PUT(p, "\n");
}

ecert_err
ecert_lint_text(ecert_ctx *ctx, const ecert_lint *lint, const char *lang, char **out)
{
	struct page p = { .ctx = ctx, .lint = lint, .e = ECERT_OK };

	eci_clear(ctx);
	*out = NULL;
	p.zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	put_head(&p);
	put_rules(&p, ECERT_LINT_BROKEN, ECERT_LINT_SHALL);
	put_rules(&p, ECERT_LINT_BROKEN, ECERT_LINT_SHOULD);
	put_rules(&p, ECERT_LINT_BROKEN, ECERT_LINT_MAY);
	put_rules(&p, ECERT_LINT_OPEN, 0);
	put_list(&p, ECERT_LINT_KEPT, p.zh ? "符合：" : "kept: ");
	put_list(&p, ECERT_LINT_NOT_APPLICABLE, p.zh ? "不适用：" : "not applicable: ");
	if (p.e == ECERT_OK)
		*out = (char *)eci_buf_take(&p.buf, NULL);
	eci_buf_free(&p.buf);
	return p.e;
}
