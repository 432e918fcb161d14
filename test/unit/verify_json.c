/* SPDX-License-Identifier: Apache-2.0 */
/* Reports as JSON: the words ecert-report(5) promises. */
#include "../negative/forge_run.h"

/* The report about a forged document as JSON; released with ecert_free(). */
static char *
json_of(forge_hook *before, forge_hook *after)
{
	struct forge_case c = { .name = "", .before = before, .after = after };
	ecert_report *rep = NULL;
	char *text = NULL;
	struct forge f;

	forge_make(&f, &c);
	ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd", forge.policy, &rep);
	CHECK(rep != NULL);
	if (rep != NULL)
		CHECK_OK(forge.ctx, ecert_report_json(forge.ctx, rep, &text));
	CHECK(text != NULL);
	ecert_report_free(rep);
	forge_free(&f);
	return text;
}

static void
has(const char *text, const char *what)
{
	if (strstr(text, what) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in %s", what, text);
}

/* A subject that would clear a terminal. */
static void
odd_signer(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "A\x1b[2JB" },
	    &forge.root));
}

static void
extra(struct forge *f)
{
	forge_text(f, "Doc_0/readme.txt", "nobody refers to this");
}

static void
nothing(struct forge *f)
{
	while (f->n > 0)
		free(f->v[--f->n].p);
}

int
main(void)
{
	char *t;

	forge_start();

	unit_case("a valid document");
	t = json_of(NULL, NULL);
	CHECK(strstr(t, "{\"file\":\"x.ofd\",\"size\":") == t);
	has(t, "\"verdict\":\"VALID\",\"reasons\":[],\"identifier\":null,\"signatures\":[{");
	has(t, "\"id\":\"1\",\"type\":\"Seal\",\"ses_version\":4,\"verdict\":\"VALID\"");
	has(t, "\"signer\":{\"subject\":\"CN=Lab A, O=Forge, C=CN\",\"serial\":");
	has(t, "\"not_before\":\"2020-09-13T12:26:40Z\",\"not_after\":\"2030-03-17T17:46:40Z\"");
	has(t, "\"seal\":{\"id\":\"11000000000001\",\"name\":\"Laboratory A\",\"vendor\":\"FORGE\"");
	has(t, "\"maker\":{\"subject\":\"CN=Seal maker");
	has(t, "\"time\":{\"value\":\"2023-11-14T22:13:20Z\",\"source\":\"claimed\"}");
	has(t, "\"references\":{\"total\":14,\"failed\":0},\"covers_all\":true,\"uncovered\":[]");
	has(t, "\"added_later\":[],\"checks\":[{\"name\":\"sig.xml\",\"clause\":");
	has(t, "\"not_checked\":[\"content\",\"seal.picture\",\"fonts\",\"time.proof\",\"seal.status\"]");
	CHECK(strchr(t, '\n') == NULL);
	ecert_free(t);

	unit_case("an invalid one");
	t = json_of(NULL, forge_page_changed);
	has(t, "\"verdict\":\"INVALID\",\"reasons\":[\"DIGEST_MISMATCH\"]");
	has(t, "\"references\":{\"total\":14,\"failed\":1}");
	has(t, "\"where\":\"" PAGE "\",\"verdict\":\"FAIL\",\"reason\":\"DIGEST_MISMATCH\"");
	ecert_free(t);

	unit_case("an undecided one");
	t = json_of(NULL, extra);
	has(t, "\"verdict\":\"UNDECIDED\",\"reasons\":[\"COVERAGE_EXTRA\"]");
	has(t, "\"covers_all\":false,\"uncovered\":[\"Doc_0/readme.txt\"]");
	ecert_free(t);

	unit_case("no document");
	t = json_of(NULL, nothing);
	has(t, "\"verdict\":\"INVALID\"");
	has(t, "\"signatures\":[],\"uncovered\":[],\"checks\":[{");
	ecert_free(t);

	unit_case("names of strangers are escaped");
	t = json_of(odd_signer, NULL);
	CHECK(strchr(t, '\x1b') == NULL);
	has(t, "CN=A\\\\x1b[2JB");
	ecert_free(t);

	forge_end();
	return unit_end();
}
