/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_html.h - the page of a report, put together from markup, which is ours, and
 * text, which is strangers'.  The page is XML as well, so that any parser can tell that
 * no text became markup.
 */
#ifndef ECI_REPORT_HTML_H
#define ECI_REPORT_HTML_H

#include "report/report_show.h"

#define ECI_HTML_NAMES 64     /* in one list; JSON has them all */

/* Where the page goes; the first failure stays and stops the rest. */
struct eci_html {
	ecert_ctx          *ctx;
	const ecert_report *rep;
	int                 zh;
	struct eci_buf      buf;
	struct eci_show_advices advice;
	ecert_err           e;
};

/* ---- report_html_put.c ---- */

/* Markup, or numbers and names of the library in it. */
void eci_html_put(struct eci_html *h, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Text with the marks of markup escaped; n SIZE_MAX: all of it. */
void eci_html_text(struct eci_html *h, const char *s, size_t n);
/* The same kept apart from its neighbours, whatever direction it is written in. */
void eci_html_name(struct eci_html *h, const char *s);
/* As it comes from outside, controls not yet escaped. */
void eci_html_raw(struct eci_html *h, const char *s);
void eci_html_word(struct eci_html *h, enum eci_word w);
void eci_html_time(struct eci_html *h, int64_t t);
/* A row of facts: eci_html_term() before its value, eci_html_end() after it. */
void eci_html_term(struct eci_html *h, enum eci_word label);
void eci_html_end(struct eci_html *h);
/* The names of a list, cut to the first of total. */
void eci_html_names(struct eci_html *h, const struct eci_report_names *list, size_t total);
/* "valid", "undecided", "invalid" for class names. */
const char *eci_html_class(ecert_verdict v);
enum eci_word eci_html_verdict(ecert_verdict v);
/* The verdict and what it rests on, as in the first line of the text; where there is
 * nothing to say but the verdict, nothing. */
void eci_html_codes(struct eci_html *h, const struct eci_report_verdict *v);

/* ---- report_html_style.c ---- */

const char *eci_html_style(void);

/* ---- report_html_seal.c ---- */

/* The facts of a certificate holder, and of a seal, as rows. */
void eci_html_person(struct eci_html *h, enum eci_word label, const struct eci_report_person *p);
void eci_html_seal(struct eci_html *h, const struct eci_report_seal *s);
/* The picture; void_: of a signature that is not valid. */
void eci_html_picture(struct eci_html *h, const struct eci_report_seal *s, bool void_);

/* ---- report_html_sig.c ---- */

void eci_html_sig(struct eci_html *h, size_t i);

/* ---- report_html_checks.c ---- */

/* What failed and what is open in a signature or the document (0). */
void eci_html_troubles(struct eci_html *h, size_t sig);
void eci_html_notes(struct eci_html *h);
/* Every check of a signature or the document, to be opened by the reader. */
void eci_html_checks(struct eci_html *h, size_t sig);

#endif
