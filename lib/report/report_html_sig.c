/* SPDX-License-Identifier: Apache-2.0 */
/* report_html_sig.c - one signature on the page. */
#include <string.h>

#include "report/report_html.h"

static void
put_head(struct eci_html *h, const struct eci_report_sig *s, size_t i)
{
	bool known = strcmp(s->type, "Seal") == 0 || strcmp(s->type, "Sign") == 0;

	eci_html_put(h, "<h2>");
	eci_html_word(h, W_SIGNATURE);
	eci_html_put(h, h->zh ? " %zu/%zu" : " %zu of %zu", i + 1, h->rep->n_sigs);
	eci_html_put(h, " <span class=\"badge\">");
	eci_html_word(h, eci_html_verdict(s->verdict.verdict));
	eci_html_put(h, "</span> <span class=\"id\">%s, ID ", known ? s->type : "?");
	eci_html_put(h, "<bdi>");
	eci_html_text(h, s->id, eci_show_cut(s->id, 200));
	eci_html_put(h, "</bdi></span></h2>\n");
	eci_html_codes(h, &s->verdict);
}

static void
put_time(struct eci_html *h, const struct eci_report_sig *s)
{
	eci_html_term(h, W_TIME);
	if (s->has_time) {
		eci_html_time(h, s->time);
		eci_html_put(h, "<br/><small class=\"%s\">", s->proven ? "good" : "warn");
		eci_html_word(h, s->proven ? W_PROVEN : W_CLAIMED);
		eci_html_put(h, "</small>");
	} else {
		eci_html_word(h, W_UNKNOWN);
	}
	eci_html_end(h);
}

/* What is said of a signature's reach, and how it sounds. */
static void
put_reach(struct eci_html *h, const char *class, enum eci_word w)
{
	eci_html_put(h, "<br/><small class=\"%s\">", class);
	eci_html_word(h, w);
	eci_html_put(h, "</small>");
}

static void
put_covers(struct eci_html *h, const struct eci_report_sig *s)
{
	eci_html_term(h, W_COVERS);
	if (s->refs == 0)
		eci_html_word(h, W_NOTHING);
	else
		eci_html_put(h, "%zu %s", s->refs, eci_word(s->refs == 1 ? W_FILE : W_FILES, h->zh));
	if (s->refs_unread)
		put_reach(h, "warn", W_UNREAD);
	else if (s->refs_failed > 0) {
		eci_html_put(h, "<br/><small class=\"bad\">%s%zu ", h->zh ? "其中 " : "", s->refs_failed);
		eci_html_word(h, W_CHANGED);
		eci_html_put(h, "</small>");
	}
	if (!s->covers_all)
		put_reach(h, "warn", W_NOT_ALL);
	else if (s->refs > 0 && s->refs_failed == 0)
		put_reach(h, s->verdict.verdict == ECERT_VALID ? "good" : "",
		    s->added_later.n > 0 ? W_ALL_THEN : W_ALL);
	eci_html_end(h);
	if (s->uncovered.n > 0) {
		eci_html_term(h, W_UNCOVERED);
		eci_html_names(h, &s->uncovered, s->uncovered.n);
		eci_html_end(h);
	}
	if (s->added_later.n > 0) {
		eci_html_term(h, W_LATER);
		eci_html_names(h, &s->added_later, s->added_later.n);
		eci_html_end(h);
	}
}

void
eci_html_sig(struct eci_html *h, size_t i)
{
	const struct eci_report_sig *s = &h->rep->sigs[i];

	eci_html_put(h, "<section class=\"%s\">\n", eci_html_class(s->verdict.verdict));
	put_head(h, s, i);
	eci_html_put(h, "<div class=\"split\">");
	eci_html_picture(h, &s->seal, s->verdict.verdict == ECERT_INVALID);
	eci_html_put(h, "<dl>\n");
	eci_html_person(h, W_SIGNER, &s->signer);
	put_time(h, s);
	put_covers(h, s);
	eci_html_seal(h, &s->seal);
	eci_html_put(h, "</dl></div>\n");
	eci_html_troubles(h, i + 1);
	eci_html_checks(h, i + 1);
	eci_html_put(h, "</section>\n");
}
