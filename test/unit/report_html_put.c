/* SPDX-License-Identifier: Apache-2.0 */
/* Text into a page: it stays text. */
#include "html_page.h"

static const struct { const char *name, *text, *want; } rows[] = {
	{ "nothing", "", "<div></div>" },
	{ "plain", "a b", "<div>a b</div>" },
	{ "a tag", "<b>", "<div>&lt;b&gt;</div>" },
	{ "the end of an attribute", "\" onload='x'", "<div>&#34; onload=&#39;x&#39;</div>" },
	{ "an entity", "&amp;&#60;", "<div>&amp;amp;&amp;#60;</div>" },
	{ "the end of a section", "]]>-->", "<div>]]&gt;--&gt;</div>" },
	{ "Chinese", "\xe5\x8d\xb0<", "<div>\xe5\x8d\xb0&lt;</div>" },
	{ "a format", "%s%n", "<div>%s%n</div>" },
};

static void
test_names(void)
{
	struct eci_report_names list = { 0 };
	char *t, name[16];
	struct eci_html h;
	size_t i;

	unit_case("names are kept apart from their neighbours");
	h = page_begin(0);
	eci_html_name(&h, "a<b");
	t = page_end(&h);
	CHECK_STR(t, "<div><bdi>a&lt;b</bdi></div>");
	eci_buf_free(&h.buf);

	unit_case("a list is cut with a count");
	for (i = 0; i < 70; i++) {
		snprintf(name, sizeof(name), "n%zu", i);
		CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, page_run.rep, &list, name));
	}
	h = page_begin(0);
	eci_html_names(&h, &list, 100);
	t = page_end(&h);
	page_has(t, "<li><bdi>n63</bdi></li></ul>36 more</div>");
	CHECK(strstr(t, "n64") == NULL);
	eci_buf_free(&h.buf);
	for (i = 0; i < list.n; i++)
		free(list.v[i]);
	free(list.v);
}

static void
test_codes(void)
{
	struct eci_report_verdict v = { ECERT_INVALID, { ECERT_R_DIGEST_MISMATCH, ECERT_R_CERT_EXPIRED },
		2, 1 };
	struct eci_html h;
	char *t;

	unit_case("a verdict names what it rests on alone");
	h = page_begin(0);
	eci_html_codes(&h, &v);
	t = page_end(&h);
	page_has(t, "<b>INVALID</b> <code>DIGEST_MISMATCH</code></p>");
	eci_buf_free(&h.buf);
	CHECK_STR(eci_html_class(ECERT_VALID), "valid");
	CHECK_STR(eci_html_class(ECERT_UNDECIDED), "undecided");
	CHECK_STR(eci_html_class(77), "invalid");
	CHECK_INT(eci_html_verdict(77), W_INVALID);
}

int
main(void)
{
	struct eci_html h;
	char *t, *big;
	size_t i;

	page_report(0);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		h = page_begin(0);
		eci_html_text(&h, rows[i].text, SIZE_MAX);
		t = page_end(&h);
		CHECK_STR(t, rows[i].want);
		eci_buf_free(&h.buf);
	}

	unit_case("a part of a text");
	h = page_begin(0);
	eci_html_text(&h, "ab<c", 3);
	t = page_end(&h);
	CHECK_STR(t, "<div>ab&lt;</div>");
	eci_buf_free(&h.buf);

	unit_case("what was not escaped for display yet");
	h = page_begin(0);
	eci_html_raw(&h, "a\x1b\xe2\x80\xae<\xff");
	t = page_end(&h);
	CHECK_STR(t, "<div>a\\x1b\\u{202e}&lt;\\xff</div>");
	eci_buf_free(&h.buf);

	unit_case("words, times, terms");
	h = page_begin(1);
	eci_html_term(&h, W_TIME);
	eci_html_time(&h, 0);
	eci_html_end(&h);
	t = page_end(&h);
	CHECK_STR(t, "<div><dt>时间</dt><dd>1970-01-01T00:00:00Z</dd>\n</div>");
	eci_buf_free(&h.buf);

	unit_case("markup has an end");
	big = calloc(1, 2000);
	memset(big, 'x', 1999);
	h = page_begin(0);
	eci_html_put(&h, "%s", big);
	CHECK_INT(h.e, ECERT_E_INTERNAL);
	eci_html_put(&h, "more");
	eci_html_text(&h, "more", SIZE_MAX);
	eci_html_raw(&h, "more");
	CHECK_STR((char *)h.buf.ptr, "<div>");
	eci_buf_free(&h.buf);
	free(big);

	test_names();
	test_codes();
	ecert_report_free(page_run.rep);
	return unit_end();
}
