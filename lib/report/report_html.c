/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_html.c - a report as one page: nothing in it runs, and nothing is fetched.  A
 * browser is told so as well, for what is in the page comes from strangers.
 */
#include <string.h>

#include "report/report_html.h"

/* The style is named by its digest: no other takes effect. */
static void
put_policy(struct eci_html *h)
{
	const char *style = eci_html_style();
	uint8_t sha[ECI_SHA256_LEN];

	if (h->e == ECERT_OK)
		h->e = eci_sha256(h->ctx, (const uint8_t *)style, strlen(style), sha);
	eci_html_put(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	    "&#39;none&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;; "
	    "style-src &#39;sha256-");
	if (h->e == ECERT_OK)
		h->e = eci_base64_add(h->ctx, &h->buf, sha, sizeof(sha));
	eci_html_put(h, "&#39;\"/>\n");
}

static void
put_head(struct eci_html *h)
{
	eci_html_put(h, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n",
	    h->zh ? "zh-CN" : "en");
	put_policy(h);
	eci_html_put(h, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
	    "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>%s",
	    ecert_verdict_name(h->rep->verdict.verdict));
	if (h->rep->file[0] != '\0')
		eci_html_put(h, " - ");
	eci_html_raw(h, h->rep->file);
	eci_html_put(h, "</title>\n<style>");
	if (h->e == ECERT_OK)
		h->e = eci_buf_adds(h->ctx, &h->buf, eci_html_style());
	eci_html_put(h, "</style>\n</head>\n<body>\n");
}

static enum eci_word
sentence(const ecert_report *rep)
{
	if (rep->verdict.verdict == ECERT_VALID)
		return rep->of_seal ? W_SUM_SEAL : W_SUM_VALID;
	return rep->verdict.verdict == ECERT_UNDECIDED ? W_SUM_UNDECIDED : W_SUM_INVALID;
}

static void
put_verdict(struct eci_html *h)
{
	const struct eci_report_verdict *v = &h->rep->verdict;

	eci_html_put(h, "<header class=\"%s\"><p class=\"mark\" aria-hidden=\"true\">%s</p><div>"
	    "<p class=\"what\">", eci_html_class(v->verdict), v->verdict == ECERT_VALID ? "✓" :
	    v->verdict == ECERT_UNDECIDED ? "?" : "✗");
	eci_html_word(h, W_REPORT);
	eci_html_put(h, "</p><h1>");
	eci_html_word(h, eci_html_verdict(v->verdict));
	eci_html_put(h, "</h1>\n");
	eci_html_codes(h, v);
	eci_html_put(h, "<p>");
	eci_html_word(h, sentence(h->rep));
	eci_html_put(h, "</p></div></header>\n");
}

static void
put_bytes(struct eci_html *h)
{
	char hex[2 * ECI_SM3_LEN + 1];

	if (!h->rep->has_bytes)
		return;
	eci_html_term(h, W_SIZE);
	eci_html_put(h, "%llu ", (unsigned long long)h->rep->size);
	eci_html_word(h, W_BYTES);
	eci_html_end(h);
	eci_hex(h->rep->sm3, ECI_SM3_LEN, hex);
	eci_html_term(h, W_SM3);
	eci_html_put(h, "<span class=\"mono\">%s</span>", hex);
	eci_html_end(h);
}

static void
put_id(struct eci_html *h)
{
	eci_html_term(h, W_IDENTIFIER);
	if (h->rep->id == NULL) {
		eci_html_word(h, W_NONE);
	} else {
		eci_html_put(h, "<strong><bdi>");
		eci_html_raw(h, ecert_id_text(h->rep->id));
		eci_html_put(h, "</bdi></strong>");
	}
	eci_html_end(h);
}

static void
put_facts(struct eci_html *h)
{
	const ecert_report *rep = h->rep;

	eci_html_put(h, "<section>");
	if (rep->of_seal) {
		eci_html_put(h, "<div class=\"split\">");
		eci_html_picture(h, &rep->seal, rep->verdict.verdict == ECERT_INVALID);
	}
	eci_html_put(h, "<dl>\n");
	if (rep->of_seal)
		eci_html_seal(h, &rep->seal);
	else
		put_id(h);
	if (rep->file[0] != '\0') {
		eci_html_term(h, W_FILE_NAME);
		eci_html_put(h, "<bdi>");
		eci_html_raw(h, rep->file);
		eci_html_put(h, "</bdi>");
		eci_html_end(h);
	}
	put_bytes(h);
	eci_html_term(h, W_JUDGED);
	eci_html_time(h, rep->now);
	eci_html_end(h);
	eci_html_put(h, "</dl>%s\n", rep->of_seal ? "</div>" : "");
	eci_html_troubles(h, 0);
	eci_html_checks(h, 0);
	eci_html_put(h, "</section>\n");
}

static void
put_sigs(struct eci_html *h)
{
	size_t i;

	for (i = 0; i < h->rep->n_sigs && i < ECI_SHOW_SIGS; i++)
		eci_html_sig(h, i);
	if (i == h->rep->n_sigs)
		return;
	eci_html_put(h, "<section><p class=\"warn\">%zu ", h->rep->n_sigs - i);
	eci_html_word(h, W_MORE_SIGS);
	eci_html_put(h, "</p></section>\n");
}

static void
put_advice(struct eci_html *h)
{
	size_t i;

	if (h->advice.n == 0)
		return;
	eci_html_put(h, "<section><h2>");
	eci_html_word(h, W_SETTLE);
	eci_html_put(h, "</h2>\n");
	if (eci_show_names(&h->rep->trust) == 1) {
		eci_html_put(h, "<p>DIR: ");
		eci_html_text(h, h->rep->trust.v[0], SIZE_MAX);
		eci_html_put(h, "</p>\n");
	}
	eci_html_put(h, "<ol>\n");
	for (i = 0; i < h->advice.n; i++) {
		eci_html_put(h, "<li>");
		eci_html_text(h, h->advice.v[i], SIZE_MAX);
		eci_html_put(h, "</li>\n");
	}
	eci_html_put(h, "</ol></section>\n");
}

static void
put_skipped(struct eci_html *h)
{
	size_t i;

	eci_html_term(h, W_SKIPPED);
	eci_html_put(h, "<ul>");
	for (i = 0; i < ECI_SKIP_N; i++) {
		if ((h->rep->skipped & 1U << i) == 0)
			continue;
		eci_html_put(h, "<li>");
		eci_html_text(h, eci_report_skip_text(i, h->zh), SIZE_MAX);
		eci_html_put(h, "</li>");
	}
	eci_html_put(h, "</ul>");
	eci_html_end(h);
}

static void
put_mode(struct eci_html *h)
{
	struct eci_buf b = { 0 };

	if (h->e == ECERT_OK && (h->e = eci_show_mode(h->ctx, h->rep, h->zh, &b)) == ECERT_OK)
		eci_html_text(h, (char *)b.ptr, b.len);
	eci_buf_free(&b);
}

static void
put_limits(struct eci_html *h)
{
	const ecert_report *rep = h->rep;

	eci_html_put(h, "<section><dl>\n");
	if (!rep->of_seal && rep->n_entries > 0) {
		eci_html_term(h, W_UNPROTECTED);
		if (rep->n_open == 0) {
			eci_html_word(h, W_NOTHING);
		} else {
			eci_html_put(h, "<span class=\"warn\">%zu / %zu</span>", rep->n_open,
			    rep->n_entries);
			eci_html_names(h, &rep->open, rep->n_open);
		}
		eci_html_end(h);
	}
	put_skipped(h);
	eci_html_term(h, W_MODE);
	put_mode(h);
	eci_html_end(h);
	eci_html_term(h, W_TRUST);
	if (rep->trust.n == 0)
		eci_html_word(h, rep->nobody ? W_NOBODY : W_NONE);
	else
		eci_html_names(h, &rep->trust, rep->trust.n);
	eci_html_end(h);
	eci_html_put(h, "</dl></section>\n");
}

ecert_err
ecert_report_html(ecert_ctx *ctx, const ecert_report *rep, const char *lang, char **out)
{
	struct eci_html h = { .ctx = ctx, .rep = rep, .e = ECERT_OK };

	eci_clear(ctx);
	*out = NULL;
	if (rep->of_cert)
		return eci_fail(ctx, ECERT_E_ARG, "no page is made of a report about a certificate");
	h.zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	put_head(&h);
	put_verdict(&h);
	put_facts(&h);
	put_sigs(&h);
	put_advice(&h);
	put_limits(&h);
	eci_html_notes(&h);
	eci_html_put(&h, "</body>\n</html>\n");
	if (h.e == ECERT_OK)
		*out = (char *)eci_buf_take(&h.buf, NULL);
	eci_buf_free(&h.buf);
	return h.e;
}
