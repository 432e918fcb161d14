/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_report.c - what every report must be, whatever was examined. */
#include "fuzz.h"

static void
check_item(const ecert_report *r, size_t i, size_t found[5])
{
	ecert_outcome o = ecert_report_check_outcome(r, i);

	FUZZ_CHECK(o >= ECERT_CHECK_PASS && o <= ECERT_CHECK_FAIL);
	found[o]++;
	fuzz_check_shown(ecert_report_check_name(r, i));
	fuzz_check_shown(ecert_report_check_clause(r, i));
	fuzz_check_shown(ecert_report_check_where(r, i));
	fuzz_check_shown(ecert_report_check_detail(r, i));
	/* A failure says why. */
	FUZZ_CHECK(o != ECERT_CHECK_FAIL || ecert_report_check_detail(r, i)[0] != '\0');
}

/* The verdict follows from the checks, and the code from the verdict. */
static void
check_verdict(const ecert_report *r, ecert_err e)
{
	ecert_verdict v = ecert_report_verdict(r);
	size_t i, found[5] = { 0 }, n = ecert_report_check_count(r);

	for (i = 0; i < n; i++)
		check_item(r, i, found);
	FUZZ_CHECK(v == ECERT_VALID || v == ECERT_UNDECIDED || v == ECERT_INVALID);
	FUZZ_CHECK((e == ECERT_OK) == (v == ECERT_VALID));
	FUZZ_CHECK((e == ECERT_E_UNDECIDED) == (v == ECERT_UNDECIDED));
	FUZZ_CHECK((e == ECERT_E_INVALID) == (v == ECERT_INVALID));
	FUZZ_CHECK((found[ECERT_CHECK_FAIL] > 0) == (v == ECERT_INVALID));
	if (v == ECERT_VALID)
		FUZZ_CHECK(found[ECERT_CHECK_UNDECIDED] == 0 && found[ECERT_CHECK_PASS] > 0);
	for (i = 0; i < ecert_report_reason_count(r); i++)
		FUZZ_CHECK(ecert_report_reason(r, i) != ECERT_R_NONE);
}

/* Nothing in it runs or refers elsewhere, and each tag is one the page is made of. */
static void
check_page(const char *html)
{
	static const char *const tags[] = { "!DOCTYPE", "html", "head", "meta", "title", "style",
		"body", "header", "section", "h1", "h2", "p", "div", "dl", "dt", "dd", "span", "bdi",
		"strong", "small", "br/", "ul", "ol", "li", "b", "code", "figure", "figcaption", "img",
		"details", "summary", "table", "thead", "tbody", "tr", "th", "td" };
	const char *s;
	size_t i, n;

	fuzz_check_text(html);
	for (s = strchr(html, '<'); s != NULL; s = strchr(s, '<')) {
		s += s[1] == '/' ? 2 : 1;
		n = strcspn(s, " >");
		for (i = 0; i < ECI_COUNT(tags); i++)
			if (strlen(tags[i]) == n && strncmp(tags[i], s, n) == 0)
				break;
		FUZZ_CHECK(i < ECI_COUNT(tags));
		if (strncmp(s, "img ", 4) == 0)
			FUZZ_CHECK(strncmp(s + strcspn(s, "=>") + 1, "\"", 1) == 0 &&
			    strstr(s, "src=\"data:image/") < strchr(s, '>'));
	}
}

void
fuzz_check_report(ecert_ctx *ctx, ecert_err e, const ecert_report *r)
{
	static const char *const langs[] = { "zh", "en" };
	char *text = NULL;
	size_t i;

	FUZZ_CHECK(r != NULL);
	fuzz_check_error(ctx, e);
	check_verdict(r, e);
	FUZZ_MUST(ctx, ecert_report_json(ctx, r, &text));
	fuzz_check_json(text);
	ecert_free(text);
	for (i = 0; i < ECI_COUNT(langs); i++) {
		FUZZ_MUST(ctx, ecert_report_text(ctx, r, langs[i], &text));
		fuzz_check_text(text);
		ecert_free(text);
		FUZZ_MUST(ctx, ecert_report_html(ctx, r, langs[i], &text));
		check_page(text);
		ecert_free(text);
	}
}
