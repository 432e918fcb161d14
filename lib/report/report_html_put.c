/* SPDX-License-Identifier: Apache-2.0 */
/* report_html_put.c - text into a page, so that it stays text. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "report/report_html.h"

void
eci_html_put(struct eci_html *h, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	int n;

	if (h->e != ECERT_OK)
		return;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* What is longer is text, and has its own functions. */
	if (n < 0 || (size_t)n >= sizeof(text))
		h->e = eci_fail(h->ctx, ECERT_E_INTERNAL, "markup of %d bytes", n);
	else
		h->e = eci_buf_add(h->ctx, &h->buf, text, (size_t)n);
}

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&#34;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
eci_html_text(struct eci_html *h, const char *s, size_t n)
{
	size_t i, from = 0;
	const char *as;

	if (n == SIZE_MAX)
		n = strlen(s);
	for (i = 0; i < n && h->e == ECERT_OK; i++) {
		if ((as = entity(s[i])) == NULL)
			continue;
		if ((h->e = eci_buf_add(h->ctx, &h->buf, s + from, i - from)) == ECERT_OK)
			h->e = eci_buf_adds(h->ctx, &h->buf, as);
		from = i + 1;
	}
	if (h->e == ECERT_OK)
		h->e = eci_buf_add(h->ctx, &h->buf, s + from, n - from);
}

void
eci_html_name(struct eci_html *h, const char *s)
{
	eci_html_put(h, "<bdi>");
	eci_html_text(h, s, SIZE_MAX);
	eci_html_put(h, "</bdi>");
}

void
eci_html_raw(struct eci_html *h, const char *s)
{
	struct eci_buf b = { 0 };

	if (h->e == ECERT_OK && (h->e = eci_buf_adds(h->ctx, &b, "")) == ECERT_OK)
		h->e = eci_escape(h->ctx, &b, s, strlen(s));
	if (h->e == ECERT_OK)
		eci_html_text(h, (char *)b.ptr, b.len);
	eci_buf_free(&b);
}

void
eci_html_word(struct eci_html *h, enum eci_word w)
{
	eci_html_text(h, eci_word(w, h->zh), SIZE_MAX);
}

void
eci_html_time(struct eci_html *h, int64_t t)
{
	char iso[24];

	eci_html_put(h, "%s", eci_time_iso(t, iso));
}

void
eci_html_term(struct eci_html *h, enum eci_word label)
{
	eci_html_put(h, "<dt>");
	eci_html_word(h, label);
	eci_html_put(h, "</dt><dd>");
}

void
eci_html_end(struct eci_html *h)
{
	eci_html_put(h, "</dd>\n");
}

void
eci_html_names(struct eci_html *h, const struct eci_report_names *list, size_t total)
{
	size_t i, n = list->n < ECI_HTML_NAMES ? list->n : ECI_HTML_NAMES;

	eci_html_put(h, "<ul class=\"names\">");
	for (i = 0; i < n; i++) {
		eci_html_put(h, "<li>");
		eci_html_name(h, list->v[i]);
		eci_html_put(h, "</li>");
	}
	eci_html_put(h, "</ul>");
	if (n >= total)
		return;
	eci_html_put(h, "%zu ", total - n);
	eci_html_word(h, W_MORE);
}

const char *
eci_html_class(ecert_verdict v)
{
	return v == ECERT_VALID ? "valid" : v == ECERT_UNDECIDED ? "undecided" : "invalid";
}

enum eci_word
eci_html_verdict(ecert_verdict v)
{
	return v == ECERT_VALID ? W_VALID : v == ECERT_UNDECIDED ? W_UNDECIDED : W_INVALID;
}

void
eci_html_codes(struct eci_html *h, const struct eci_report_verdict *v)
{
	size_t i;

	if (v->decisive == 0)
		return;
	eci_html_put(h, "<p class=\"codes\"><b>%s</b>", ecert_verdict_name(v->verdict));
	for (i = 0; i < v->decisive; i++)
		eci_html_put(h, " <code>%s</code>", ecert_reason_name(v->reasons[i]));
	eci_html_put(h, "</p>\n");
}
