/* SPDX-License-Identifier: Apache-2.0 */
/* Seals and their pictures on the page. */
#include "html_page.h"

static char *
picture(struct eci_html *h, const struct eci_report_seal *s, bool void_)
{
	eci_buf_free(&h->buf);
	*h = page_begin(0);
	eci_html_picture(h, s, void_);
	return page_end(h);
}

static void
test_picture(void)
{
	static const struct { const char *format, *mime; } kept[] = { { "png", "image/png" },
		{ "jpg", "image/jpeg" }, { "gif", "image/gif" }, { "bmp", "image/bmp" } };
	struct eci_report_seal *s = &page_run.rep->seal;
	struct eci_html h = { 0 };
	char want[64];
	size_t i;

	page_seal(s, "seal");
	unit_case("unasked: no word of it");
	CHECK_STR(picture(&h, s, false), "<div></div>");

	s->shown = ECI_PICTURE_KEPT;
	CHECK_OK(page_run.ctx, eci_buf_add(page_run.ctx, &s->picture, "abc", 3));
	for (i = 0; i < ECI_COUNT(kept); i++) {
		unit_case("kept: %s", kept[i].format);
		s->format = kept[i].format;
		snprintf(want, sizeof(want), "src=\"data:%s;base64,YWJj\"/>", kept[i].mime);
		page_has(picture(&h, s, false), want);
		page_has((char *)h.buf.ptr, "It proves nothing");
	}
	unit_case("grey where the signature is not valid");
	page_has(picture(&h, s, true), "<figure class=\"void\">");

	unit_case("another signature's");
	s->shown = ECI_PICTURE_SAME;
	s->same_as = 2;
	page_has(picture(&h, s, false), "the same as in signature 2<");
	unit_case("of another kind");
	s->shown = ECI_PICTURE_FORMAT;
	s->format = "svg";
	s->picture_len = 42;
	page_has(picture(&h, s, false), "picture svg, 42 bytes<br/>not shown: of a kind");
	s->format = "";
	page_has(picture(&h, s, false), "picture ?, 42 bytes");
	unit_case("too large");
	s->shown = ECI_PICTURE_LARGE;
	page_has(picture(&h, s, false), "not shown: too large");
	unit_case("damaged");
	s->shown = ECI_PICTURE_DAMAGED;
	page_has(picture(&h, s, false), "not shown: damaged");
	eci_buf_free(&h.buf);
}

static void
test_facts(void)
{
	struct eci_report_person nobody = { 0 };
	struct eci_report_seal none = { 0 };
	struct eci_html h;
	char *t;

	unit_case("nobody, and no seal");
	h = page_begin(0);
	eci_html_person(&h, W_SIGNER, &nobody);
	eci_html_seal(&h, &none);
	eci_html_picture(&h, &none, false);
	t = page_end(&h);
	CHECK_STR(t, "<div><dt>signer</dt><dd>not known</dd>\n</div>");
	eci_buf_free(&h.buf);

	unit_case("a seal with its maker");
	h = page_begin(1);
	eci_html_seal(&h, &page_run.rep->seal);
	t = page_end(&h);
	page_has(t, "<dt>印章</dt><dd><bdi>seal</bdi>");
	page_has(t, "<dt>制章人</dt>");
	page_has(t, "2020-09-13T12:26:40Z .. 2030-03-17T17:46:40Z");
	eci_buf_free(&h.buf);

	unit_case("a name that is markup");
	page_person(&nobody, EVIL);
	h = page_begin(0);
	eci_html_person(&h, W_SIGNER, &nobody);
	t = page_end(&h);
	page_has(t, "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&gt;");
	page_has(t, "\\u{202e}gnp\\u{2066}\\x1b[2J\\x0a");
	eci_buf_free(&h.buf);
	free(nobody.subject);
	free(nobody.issuer);
	free(nobody.serial);
}

int
main(void)
{
	page_report(0);
	test_picture();
	test_facts();
	ecert_report_free(page_run.rep);
	return unit_end();
}
