/* SPDX-License-Identifier: Apache-2.0 */
/* A signature on the page. */
#include "html_page.h"

static char *
sig(struct eci_html *h, int zh)
{
	eci_buf_free(&h->buf);
	*h = page_begin(zh);
	eci_html_sig(h, 0);
	return page_end(h);
}

static void
test_reach(struct eci_html *h, struct eci_report_sig *s)
{
	unit_case("no file");
	page_has(sig(h, 0), "<dt>protects</dt><dd>no file");

	unit_case("all there are");
	s->refs = 2;
	s->covers_all = true;
	page_has(sig(h, 0), "<dd>2 files<br/><small class=\"\">all there are<");
	s->verdict.verdict = ECERT_VALID;
	page_has(sig(h, 0), "<dd>2 files<br/><small class=\"good\">all there are<");
	CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, page_run.rep, &s->added_later, "later"));
	page_has(sig(h, 0), "all there were when it was signed<");
	page_has((char *)h->buf.ptr, "<dt>added later</dt><dd><ul class=\"names\"><li><bdi>later");

	unit_case("some changed");
	s->refs_failed = 1;
	page_has(sig(h, 0), "<small class=\"bad\">1 of them changed or missing<");
	page_has(sig(h, 1), "<small class=\"bad\">其中 1 个已被修改或缺失<");

	unit_case("not examined is not changed");
	s->refs_failed = 2;
	s->refs_unread = true;
	page_has(sig(h, 0), "<small class=\"warn\">whether they changed was NOT examined<");
	CHECK(strstr((char *)h->buf.ptr, "changed or missing") == NULL);
	CHECK(strstr((char *)h->buf.ptr, "class=\"good\">all") == NULL);

	unit_case("one file, not all");
	s->refs = 1;
	s->refs_unread = false;
	s->refs_failed = 0;
	s->covers_all = false;
	CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, page_run.rep, &s->uncovered, "a<b"));
	page_has(sig(h, 0), "<dd>1 file<br/><small class=\"warn\">NOT all there are<");
	page_has((char *)h->buf.ptr, "<dt>not protected</dt><dd><ul class=\"names\"><li><bdi>a&lt;b");
}

static void
test_time(struct eci_html *h, struct eci_report_sig *s)
{
	unit_case("no time");
	page_has(sig(h, 0), "<dt>time</dt><dd>not known</dd>");
	unit_case("claimed");
	s->has_time = true;
	page_has(sig(h, 0), "1970-01-01T00:00:00Z<br/><small class=\"warn\">claimed by");
	unit_case("proven");
	s->proven = true;
	page_has(sig(h, 0), "<small class=\"good\">proven by a time stamp<");
}

int
main(void)
{
	struct eci_html h = { 0 };
	struct eci_report_sig *s;
	char *big;

	page_report(3);
	s = &page_run.rep->sigs[0];
	unit_case("number, kind, identifier");
	s->verdict.verdict = ECERT_UNDECIDED;
	page_has(sig(&h, 0), "<h2>signature 1 of 3 <span class=\"badge\">Undecided</span> "
	    "<span class=\"id\">Seal, ID <bdi>1</bdi>");
	page_has((char *)h.buf.ptr, "<section class=\"undecided\">");
	page_has(sig(&h, 1), "<h2>签名 1/3 ");
	test_reach(&h, s);
	test_time(&h, s);

	unit_case("words of a verdict in kind and identifier");
	free(s->type);
	free(s->id);
	s->type = page_text("Sign): VALID");
	s->id = page_text("1</h2>" EVIL);
	page_has(sig(&h, 0), "ID <bdi>1&lt;/h2&gt;&lt;script&gt;");
	page_has((char *)h.buf.ptr, "class=\"id\">?, ID");

	unit_case("a long identifier is cut between characters");
	free(s->id);
	big = calloc(1, 3001);
	while (strlen(big) < 3000)
		memcpy(big + strlen(big), "\xe5\x8d\xb0", 3);
	s->id = big;
	sig(&h, 0);
	CHECK(h.buf.len < 2000);
	eci_buf_free(&h.buf);
	ecert_report_free(page_run.rep);
	return unit_end();
}
