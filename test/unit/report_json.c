/* SPDX-License-Identifier: Apache-2.0 */
/* Reports as JSON: the words ecert-report(5) promises. */
#include "../negative/forge_run.h"
#include "report/report_priv.h"

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
weak(struct forge *f)
{
	f->check_method = "MD5";
}

/* As other layers of the verifier fill it. */
static char *
json_proven(void)
{
	struct forge_case c = { .name = "" };
	ecert_report *rep = NULL;
	char *text = NULL;
	struct forge f;

	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy,
	    &rep));
	rep->sigs[0].proven = true;
	rep->sigs[0].seal.format = "";
	rep->sigs[0].seal.width = UINT64_MAX;
	rep->looked_up = ECI_LOOKED_UP_SEAL | ECI_LOOKED_UP_NETWORK;
	rep->skipped = 0;
	CHECK_OK(forge.ctx, eci_report_name(forge.ctx, rep, &rep->trust, "/etc/a\nb"));
	CHECK_OK(forge.ctx, ecert_report_json(forge.ctx, rep, &text));
	ecert_report_free(rep);
	forge_free(&f);
	return text;
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
	has(t, "\"references\":{\"total\":14,\"failed\":0,\"compared\":true},\"covers_all\":true,\"uncovered\":[]");
	has(t, "\"picture\":{\"format\":\"png\",\"bytes\":12,\"width\":40,\"height\":40}");
	has(t, "\"mode\":\"offline\",\"looked_up\":[],\"judged_at\":\"2025-06-15T15:06:40Z\",\"trust\":[],");
	has(t, "\"uncovered\":[],\"unprotected\":[],\"checks\":[");
	has(t, "\"signatures\":[{\"number\":1,\"id\":\"1\"");
	has(t, "\"added_later\":[],\"checks\":[{\"name\":\"sig.xml\",\"clause\":");
	has(t, "\"not_checked\":[\"content\",\"seal.picture\",\"fonts\",\"time.proof\",\"seal.status\"]");
	CHECK(strchr(t, '\n') == NULL);
	ecert_free(t);

	unit_case("an invalid one");
	t = json_of(NULL, forge_page_changed);
	has(t, "\"verdict\":\"INVALID\",\"reasons\":[\"DIGEST_MISMATCH\"]");
	has(t, "\"references\":{\"total\":14,\"failed\":1,\"compared\":true}");
	has(t, "\"uncovered\":[],\"unprotected\":[\"OFD.xml\",");
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
	has(t, "\"signatures\":[],\"uncovered\":[],\"unprotected\":[],\"checks\":[{");
	ecert_free(t);

	unit_case("digests that were not compared");
	t = json_of(weak, NULL);
	has(t, "\"references\":{\"total\":14,\"failed\":14,\"compared\":false}");
	ecert_free(t);

	unit_case("a proven time, lists, a trust directory, a size beyond numbers");
	t = json_proven();
	has(t, "\"source\":\"timestamp\"}");
	has(t, "\"mode\":\"online\",\"looked_up\":[\"seal.status\",\"network\"]");
	has(t, "\"trust\":[\"/etc/a\\\\x0ab\"]");
	has(t, "\"picture\":{\"format\":null,\"bytes\":12,\"width\":9007199254740992,\"height\":40}");
	ecert_free(t);

	unit_case("names of strangers are escaped");
	t = json_of(odd_signer, NULL);
	CHECK(strchr(t, '\x1b') == NULL);
	has(t, "CN=A\\\\x1b[2JB");
	ecert_free(t);

	forge_end();
	return unit_end();
}
