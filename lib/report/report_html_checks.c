/* SPDX-License-Identifier: Apache-2.0 */
/* report_html_checks.c - findings on the page: what is wrong, and all that was looked at. */
#include <string.h>

#include "report/report_html.h"

static const char *
class_of(ecert_outcome o)
{
	switch (o) {
	case ECERT_CHECK_PASS:
		return "valid";
	case ECERT_CHECK_NOTE:
		return "note";
	case ECERT_CHECK_UNDECIDED:
		return "undecided";
	default:
		return "invalid";
	}
}

/* Names of checks and clauses are the library's own. */
static void
put_list(struct eci_html *h, ecert_err (*add)(ecert_ctx *, const ecert_report *,
    const struct eci_report_item *, struct eci_buf *), const struct eci_report_item *it)
{
	struct eci_buf b = { 0 };

	if (h->e == ECERT_OK && (h->e = eci_buf_adds(h->ctx, &b, "")) == ECERT_OK &&
	    (h->e = add(h->ctx, h->rep, it, &b)) == ECERT_OK)
		eci_html_text(h, (char *)b.ptr, b.len);
	eci_buf_free(&b);
}

static ecert_err
checks_here(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    struct eci_buf *out)
{
	return eci_show_checks(ctx, rep, it, it->sig, out);
}

static ecert_err
checks_all(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    struct eci_buf *out)
{
	return eci_show_checks(ctx, rep, it, ECI_V_ALL, out);
}

static void
put_where(struct eci_html *h, const struct eci_report_item *it)
{
	if (!eci_show_where(it))
		return;
	eci_html_name(h, it->where);
	eci_html_put(h, "%s", h->zh ? "：" : ": ");
}

static void
put_trouble(struct eci_html *h, const struct eci_report_item *it)
{
	size_t advice = eci_show_advice(&h->advice, it, h->zh);

	eci_html_put(h, "<li class=\"%s\"><b>", class_of(it->outcome));
	eci_html_word(h, eci_word_of(it->outcome));
	eci_html_put(h, "</b> <code>%s</code> ", ecert_reason_name(it->reason));
	put_where(h, it);
	eci_html_text(h, it->detail[h->zh], eci_show_detail(it, h->zh));
	if (advice > 0)
		eci_html_put(h, " → %zu", advice);
	eci_html_put(h, "<span class=\"small\"><code>");
	put_list(h, checks_here, it);
	eci_html_put(h, "</code> · ");
	put_list(h, eci_show_clauses, it);
	eci_html_put(h, "</span></li>\n");
}

static void
put_more(struct eci_html *h, size_t n)
{
	if (n == 0)
		return;
	eci_html_put(h, "<li>%zu ", n);
	eci_html_word(h, W_MORE);
	eci_html_put(h, "</li>\n");
}

void
eci_html_troubles(struct eci_html *h, size_t sig)
{
	static const ecert_outcome kinds[] = { ECERT_CHECK_FAIL, ECERT_CHECK_UNDECIDED };
	struct eci_show_groups g[2];
	size_t i, k;

	for (k = 0; k < 2; k++)
		eci_show_collect(h->rep, sig, kinds[k], &g[k]);
	if (g[0].n + g[1].n == 0)
		return;
	eci_html_put(h, "<ul class=\"found\">\n");
	for (k = 0; k < 2; k++) {
		for (i = 0; i < g[k].n; i++)
			put_trouble(h, &h->rep->items[g[k].first[i]]);
		put_more(h, g[k].more);
	}
	eci_html_put(h, "</ul>\n");
}

static void
put_note(struct eci_html *h, const struct eci_report_item *it)
{
	eci_html_put(h, "<li>");
	if (it->reason != ECERT_R_NONE)
		eci_html_put(h, "<code>%s</code> ", ecert_reason_name(it->reason));
	put_where(h, it);
	eci_html_text(h, it->detail[h->zh], SIZE_MAX);
	eci_html_put(h, " <span class=\"small\"><code>");
	put_list(h, checks_all, it);
	eci_html_put(h, "</code>");
	if (it->sig > 0) {
		eci_html_put(h, " · ");
		eci_html_word(h, W_SIGNATURE);
		eci_html_put(h, " ");
		put_list(h, eci_show_sigs, it);
	}
	eci_html_put(h, "</span></li>\n");
}

void
eci_html_notes(struct eci_html *h)
{
	struct eci_show_groups g;
	size_t i;

	eci_show_collect(h->rep, ECI_V_ALL, ECERT_CHECK_NOTE, &g);
	if (g.n == 0)
		return;
	eci_html_put(h, "<section><h2>");
	eci_html_word(h, W_NOTES);
	eci_html_put(h, "</h2>\n<ul>\n");
	for (i = 0; i < g.n; i++)
		put_note(h, &h->rep->items[g.first[i]]);
	put_more(h, g.more);
	eci_html_put(h, "</ul></section>\n");
}

static void
put_row(struct eci_html *h, const struct eci_report_item *it)
{
	eci_html_put(h, "<tr class=\"%s\"><td class=\"o\">", class_of(it->outcome));
	eci_html_word(h, eci_word_of(it->outcome));
	eci_html_put(h, "</td><td class=\"n\"><code>%s</code></td><td>", eci_report_check_name(it->check));
	if (it->reason != ECERT_R_NONE)
		eci_html_put(h, "<code>%s</code> ", ecert_reason_name(it->reason));
	put_where(h, it);
	eci_html_text(h, it->detail[h->zh], eci_show_detail(it, h->zh));
	eci_html_put(h, "</td><td class=\"c\">%s</td></tr>\n", it->clause);
}

static void
put_table_head(struct eci_html *h)
{
	static const enum eci_word cols[] = { W_OUTCOME, W_CHECK, W_DETAIL, W_CLAUSE };
	size_t i;

	eci_html_put(h, "<table><thead><tr>");
	for (i = 0; i < ECI_COUNT(cols); i++) {
		eci_html_put(h, "<th>");
		eci_html_word(h, cols[i]);
		eci_html_put(h, "</th>");
	}
	eci_html_put(h, "</tr></thead><tbody>\n");
}

/* In the order of the checks, which brings those of one subject together. */
void
eci_html_checks(struct eci_html *h, size_t sig)
{
	const ecert_report *rep = h->rep;
	size_t i, n = 0;
	int c;

	for (i = 0; i < rep->n_items; i++)
		n += rep->items[i].sig == sig;
	if (n == 0)
		return;
	eci_html_put(h, "<details><summary>");
	eci_html_word(h, W_CHECKS);
	eci_html_put(h, " (%zu)</summary>\n", n);
	put_table_head(h);
	for (c = 0; c < ECI_V_COUNT && n > 0; c++)
		for (i = 0; i < rep->n_items; i++)
			if (rep->items[i].sig == sig && (int)rep->items[i].check == c) {
				put_row(h, &rep->items[i]);
				n--;
			}
	eci_html_put(h, "</tbody></table></details>\n");
}
