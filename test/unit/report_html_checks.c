/* SPDX-License-Identifier: Apache-2.0 */
/* Findings on the page. */
#include "html_page.h"

static struct eci_html h;

static char *
put(void (*fn)(struct eci_html *, size_t), size_t sig, int zh)
{
	eci_buf_free(&h.buf);
	h = page_begin(zh);
	fn(&h, sig);
	return page_end(&h);
}

static void
notes(struct eci_html *page, size_t sig)
{
	(void)sig;
	eci_html_notes(page);
}

static void
test_troubles(void)
{
	struct report_at at = { &page_run, 1, ECERT_SES_V4, "a<b.xml" };
	char *t;

	unit_case("nothing found, nothing said");
	CHECK_STR(put(eci_html_troubles, 1, 0), "<div></div>");
	CHECK_STR(put(eci_html_checks, 1, 0), "<div></div>");
	CHECK_STR(put(notes, 0, 0), "<div></div>");

	unit_case("failures stand before what is open");
	CHECK_OK(page_run.ctx, REPORT_UNDEC(&at, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED,
	    "no path to %s. To settle it: put %s there", "没有到 %s 的路径。解决办法：放入 %s", "A", "A"));
	CHECK_OK(page_run.ctx, REPORT_UNDEC(&at, ECI_V_SIGNER_REVOCATION, ECERT_R_CRL_UNAVAILABLE,
	    "no path", "没有路径"));
	CHECK_OK(page_run.ctx, REPORT_UNDEC(&at, ECI_V_MAKER_REVOCATION, ECERT_R_CRL_UNAVAILABLE,
	    "no path", "没有路径"));
	CHECK_OK(page_run.ctx, REPORT_FAIL(&at, ECI_V_REFS_DIGEST, ECERT_R_DIGEST_MISMATCH,
	    "changed", "被修改"));
	t = put(eci_html_troubles, 1, 0);
	CHECK(strstr(t, "DIGEST_MISMATCH") < strstr(t, "CERT_UNTRUSTED"));
	page_has(t, "<li class=\"invalid\"><b>FAILED</b> <code>DIGEST_MISMATCH</code> "
	    "<bdi>a&lt;b.xml</bdi>: changed<");

	unit_case("advice is a number");
	page_has(t, "no path to A → 1<");
	CHECK(strstr(t, "put A there") == NULL);
	CHECK_INT(h.advice.n, 1);
	CHECK_STR(h.advice.v[0], "put A there");

	unit_case("what says the same is said once");
	page_has(t, "<code>signer.revocation, seal.maker.revocation</code> · GB/T 38540-2020 "
	    "SES_Signature.cert; GB/T 38540-2020 SESeal.cert</span>");

	unit_case("the same in Chinese");
	t = put(eci_html_troubles, 1, 1);
	page_has(t, "<b>不通过</b> <code>DIGEST_MISMATCH</code> <bdi>a&lt;b.xml</bdi>：被修改<");
	CHECK_STR(h.advice.v[0], "放入 A");

	unit_case("another signature has none of it");
	CHECK_STR(put(eci_html_troubles, 2, 0), "<div></div>");
}

static void
test_table(void)
{
	struct report_at at = { &page_run, 1, ECERT_SES_V4, NULL };
	char *t;

	unit_case("all checks, by subject");
	CHECK_OK(page_run.ctx, REPORT_PASS(&at, ECI_V_XML, "%s", "%s", "<i>"));
	t = put(eci_html_checks, 1, 0);
	page_has(t, "<summary>All checks (5)</summary>");
	page_has(t, "<td class=\"o\">passed</td><td class=\"n\"><code>sig.xml</code></td>"
	    "<td>&lt;i&gt;</td>");
	CHECK(strstr(t, "sig.xml") < strstr(t, "refs.digest"));
	CHECK(strstr(t, "refs.digest") < strstr(t, "signer.path"));
	CHECK(strstr(t, "signer.path") < strstr(t, "seal.maker.revocation"));
}

static void
test_notes(void)
{
	struct report_at at = { &page_run, 1, ECERT_SES_V4, NULL };
	char *t;
	size_t i;

	unit_case("a note of two signatures");
	for (at.sig = 1; at.sig <= 2; at.sig++)
		CHECK_OK(page_run.ctx, REPORT_NOTE(&at, ECI_V_TIME, ECERT_R_NONE, "a & b", "x"));
	t = put(notes, 0, 0);
	page_has(t, "<li>a &amp; b <span class=\"small\"><code>sig.time</code> · signature 1, 2<");

	unit_case("many are cut with a count");
	for (i = 0; i < 25; i++)
		CHECK_OK(page_run.ctx, REPORT_NOTE(&at, ECI_V_TIME, ECERT_R_NONE, "%zu", "%zu", i));
	t = put(notes, 0, 0);
	page_has(t, "<li>6 more</li>");
}

int
main(void)
{
	page_report(2);
	test_troubles();
	test_table();
	test_notes();
	eci_buf_free(&h.buf);
	ecert_report_free(page_run.rep);
	return unit_end();
}
