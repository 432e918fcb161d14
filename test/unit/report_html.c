/* SPDX-License-Identifier: Apache-2.0 */
/* The page of every kind of report, and of one that is all malice. */
#include "../negative/forge_run.h"
#include "html_page.h"

static char *
html_of(const ecert_report *rep, const char *lang)
{
	char *html = NULL;

	CHECK_OK(forge.ctx, ecert_report_html(forge.ctx, rep, lang, &html));
	CHECK(html != NULL);
	page_check(html);
	return html;
}

static ecert_report *
report_of(forge_hook *before, forge_hook *after, const char *name)
{
	struct forge_case c = { .name = "", .before = before, .after = after };
	ecert_report *rep = NULL;
	struct forge f;

	forge_make(&f, &c);
	ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, name, forge.policy, &rep);
	CHECK(rep != NULL);
	forge_free(&f);
	return rep;
}

static void
extra(struct forge *f)
{
	forge_text(f, "<b>.txt", "nobody refers to this");
}

static void
nothing(struct forge *f)
{
	while (f->n > 0)
		free(f->v[--f->n].p);
}

static void
second(struct forge *f)
{
	forge_second(f);
}

static const struct {
	const char *name;
	forge_hook *before, *after;
	const char *en, *zh;
} kinds[] = {
	{ "valid", NULL, NULL, "<h1>Valid</h1>", "<h1>有效</h1>" },
	{ "invalid", NULL, forge_page_changed, "<h1>Invalid</h1>", "<h1>无效</h1>" },
	{ "undecided", NULL, extra, "<h1>Undecided</h1>", "<h1>无法判定</h1>" },
	{ "no document", NULL, nothing, "<code>OFD_STRUCTURE</code>", "请勿采信该文件。" },
	{ "two signatures", NULL, second, "signature 2 of 2", "签名 2/2" },
};

static void
test_kinds(void)
{
	ecert_report *rep;
	char *en, *zh;
	size_t i;

	for (i = 0; i < ECI_COUNT(kinds); i++) {
		unit_case("%s", kinds[i].name);
		rep = report_of(kinds[i].before, kinds[i].after, "x.ofd");
		en = html_of(rep, "en");
		zh = html_of(rep, "zh_CN");
		page_has(en, kinds[i].en);
		page_has(zh, kinds[i].zh);
		page_has(en, "<html lang=\"en\">");
		page_has(zh, "<html lang=\"zh-CN\">");
		page_has(en, "<dt>not checked</dt>");
		page_has(en, "<dt>SM3</dt>");
		page_has(zh, "离线核验");
		ecert_free(en);
		ecert_free(zh);
		ecert_report_free(rep);
	}
}

static void
test_facts(void)
{
	ecert_report *rep;
	char *t;

	unit_case("signatures with their numbers, in order");
	rep = report_of(NULL, second, "x.ofd");
	t = html_of(rep, "en");
	page_has(t, "<h2>signature 1 of 2 ");
	page_has(t, "<h2>signature 2 of 2 ");
	CHECK(strstr(t, "signature 1 of 2") < strstr(t, "signature 2 of 2"));
	page_has(t, "<dt>added later</dt>");
	page_has(t, "claimed by the signer, not proven");
	ecert_free(t);
	rep->sigs[0].proven = true;
	rep->looked_up = ECI_LOOKED_UP_SEAL | ECI_LOOKED_UP_CERTIFICATE;
	rep->skipped &= ~(unsigned)ECI_SKIP_SEAL_STATUS;
	t = html_of(rep, "en");
	page_has(t, "proven by a time stamp");
	page_has(t, "<dd>online, by status lists of seals, status lists of certificates</dd>");
	ecert_free(t);
	ecert_report_free(rep);

	unit_case("what nothing protects");
	rep = report_of(NULL, extra, "x.ofd");
	t = html_of(rep, "en");
	page_has(t, "<span class=\"warn\">1 / ");
	page_has(t, "<bdi>&lt;b&gt;.txt</bdi>");
	ecert_free(t);
	ecert_report_free(rep);

	unit_case("a browser is told to run and to fetch nothing");
	rep = report_of(NULL, NULL, EVIL);
	t = html_of(rep, "en");
	page_has(t, "content=\"default-src &#39;none&#39;; img-src data:; base-uri &#39;none&#39;; "
	    "form-action &#39;none&#39;; style-src &#39;sha256-");
	CHECK(strstr(t, "unsafe") == NULL);
	CHECK(strstr(t, "http:") == NULL && strstr(t, "https:") == NULL);
	page_has(t, "<title>VALID - &lt;script&gt;");
	ecert_free(t);
	ecert_report_free(rep);
}

/* Whatever a report holds of a file, all at once. */
static void
test_malice(void)
{
	ecert_report *rep = page_report(2);
	struct report_at at = { &page_run, 0, ECERT_SES_V4, EVIL };
	size_t i;
	char *t;

	unit_case("everything is malice");
	free(rep->file);
	rep->file = strdup(EVIL);
	for (i = 0; i < 2; i++) {
		free(rep->sigs[i].id);
		free(rep->sigs[i].type);
		rep->sigs[i].id = page_text(EVIL);
		rep->sigs[i].type = page_text(EVIL);
		page_person(&rep->sigs[i].signer, EVIL);
		page_seal(&rep->sigs[i].seal, EVIL);
		CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, rep, &rep->sigs[i].uncovered,
		    EVIL));
		CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, rep, &rep->sigs[i].added_later,
		    EVIL));
	}
	CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, rep, &rep->open, EVIL));
	CHECK_OK(page_run.ctx, eci_report_name(page_run.ctx, rep, &rep->trust, EVIL));
	rep->n_open = rep->n_entries = 1;
	for (at.sig = 0; at.sig < 3; at.sig++) {
		CHECK_OK(page_run.ctx, REPORT_FAIL(&at, ECI_V_REFS_DIGEST, ECERT_R_DIGEST_MISMATCH,
		    "%s", "%s", EVIL));
		CHECK_OK(page_run.ctx, REPORT_UNDEC(&at, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED,
		    "%s. To settle it: %s", "%s。解决办法：%s", EVIL, EVIL));
		CHECK_OK(page_run.ctx, REPORT_NOTE(&at, ECI_V_TIME, ECERT_R_NONE, "%s", "%s", EVIL));
	}
	eci_report_finish(page_run.ctx, rep, 2);
	t = html_of(rep, "en");
	ecert_free(t);
	t = html_of(rep, "zh");
	ecert_free(t);
	ecert_report_free(rep);
}

static void
test_seal(void)
{
	ecert_report *rep = page_report(0);
	char *t;

	unit_case("a seal");
	rep->of_seal = true;
	page_seal(&rep->seal, "Laboratory");
	rep->verdict.verdict = ECERT_VALID;
	t = html_of(rep, "en");
	page_has(t, "The seal is good, and made by somebody trusted.");
	page_has(t, "<bdi>Laboratory</bdi>");
	CHECK(strstr(t, "identifier") == NULL);
	ecert_free(t);
	ecert_report_free(rep);

	unit_case("more signatures than a page has room for");
	rep = page_report(ECI_SHOW_SIGS + 3);
	t = html_of(rep, NULL);
	page_has(t, ">3 more signatures, all in the JSON report<");
	ecert_free(t);
	ecert_report_free(rep);
}

int
main(void)
{
	forge_start();
	test_kinds();
	test_facts();
	test_malice();
	test_seal();
	forge_end();
	return unit_end();
}
