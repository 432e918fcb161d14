/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make_verify.c - seal-make verify: does a seal hold? */
#include <string.h>

#include "seal-make.h"

static const struct tool_opt opts[] = {
	{ "trust", 0, true, false, "DIR", N_("whom to trust") },
	{ "no-default-trust", 0, false, false, NULL,
	    N_("trust nobody but whom --trust names") },
	{ "time", 0, true, false, "T", N_("judge as of this time; default: now") },
	{ "no-revocation", 0, false, false, NULL,
	    N_("accept that nobody knows whether a certificate was revoked") },
	{ "seal-status", 0, true, true, "LIST", N_("what became of seals, see ecert-status(5)") },
	{ "policy", 0, true, false, "NAME|FILE", N_("what else is demanded, see ecert-policy(5)") },
	{ "allow-empty-sm2-id", 0, false, false, NULL,
	    N_("accept certificates signed with the empty SM2 ID") },
	{ "quiet", 'q', false, false, NULL, N_("nothing on standard output: the exit status tells") },
	{ "strict", 0, false, false, NULL, N_("refuse every deviation") },
	{ NULL, 0, false, false, NULL, NULL }
};

/* The store must outlive the policy. */
static ecert_policy *
policy_of(ecert_ctx *ctx, const struct tool_args *a, ecert_trust *trust)
{
	ecert_policy *policy = NULL;
	const char *s;

	tool_must(ctx, NULL, ecert_policy_new(ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	if ((s = tool_get(a, "time")) != NULL)
		ecert_policy_set_time(policy, tool_date("time", s));
	ecert_policy_set_strict(policy, tool_has(a, "strict"));
	ecert_policy_set_insecure_no_revocation(policy, tool_has(a, "no-revocation"));
	ecert_policy_set_insecure_empty_sm2_id(policy, tool_has(a, "allow-empty-sm2-id"));
	tool_add_lists(ctx, a, "seal-status", ECERT_STATUS_SEALS, policy);
	ecert_policy_set_rules(policy, tool_rules(ctx, a, NULL));
	return policy;
}

static void
warn_trust(const ecert_trust *trust)
{
	size_t i;

	for (i = 0; trust != NULL && i < ecert_trust_note_count(trust); i++)
		tool_warn("%s", ecert_trust_note_text(trust, i));
}

static void
print_report(ecert_ctx *ctx, const char *path, const ecert_report *report, bool as_json)
{
	char *text = NULL;

	if (as_json) {
		tool_must(ctx, path, ecert_report_json(ctx, report, &text));
		seal_print_json(path, text);
	} else {
		tool_must(ctx, path, ecert_report_text(ctx, report, tool_lang(), &text));
		printf("%s: %s%s", tool_show(path), text,
		    *text != '\0' && text[strlen(text) - 1] == '\n' ? "" : "\n");
	}
	ecert_free(text);
}

/* Bytes that are no seal have been examined: they get a verdict too, with the
 * members of every report. */
static void
not_a_seal(ecert_ctx *ctx, const char *path, bool as_json)
{
	const char *verdict = ecert_verdict_name(ECERT_INVALID);
	const char *reason = ecert_reason_name(ecert_errreason(ctx));

	if (!as_json) {
		printf("%s: %s %s\n", tool_show(path), verdict, reason);
		return;
	}
	fputs("{\"file\":", stdout);
	tool_json_str(stdout, path);
	printf(",\"size\":null,\"sm3\":null,\"verdict\":\"%s\",\"reasons\":[\"%s\"],"
	    "\"ses_version\":null,\"seal\":null,\"checks\":[],\"not_checked\":[],\"notes\":[],"
	    "\"error\":\"%s\",\"message\":", verdict, reason, ecert_err_name(ECERT_E_SES));
	tool_json_str(stdout, ecert_errmsg(ctx));
	puts("}");
}

static int
verify_one(ecert_ctx *ctx, const char *path, const ecert_policy *policy,
    const struct tool_args *a)
{
	bool as_json = a->json && !a->quiet;
	ecert_report *report = NULL;
	ecert_seal *seal;
	ecert_err e;
	int status;

	if ((seal = seal_load(ctx, path, as_json, &status)) == NULL) {
		if (status == TOOL_INVALID && !a->quiet)
			not_a_seal(ctx, path, as_json);
		return status;
	}
	e = ecert_seal_verify(ctx, seal, policy, &report);
	if (report == NULL) {
		tool_err(ctx, path, e);
		if (as_json)
			tool_json_fail(ctx, "file", path, e, NULL);
	} else if (!a->quiet)
		print_report(ctx, path, report, as_json);
	ecert_report_free(report);
	ecert_seal_free(seal);
	return tool_status(e);
}

int
seal_verify(int argc, char **argv)
{
	struct tool_args a = {
	    .usage = N_("seal-make verify [--trust DIR] [OPTION]... SEAL.esl..."), .opts = opts };
	ecert_ctx *ctx = tool_ctx();
	ecert_policy *policy;
	ecert_trust *trust = NULL;
	int status = TOOL_OK, i;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, argc, "SEAL.esl");
	trust = tool_trust(ctx, &a, true);
	warn_trust(trust);
	policy = policy_of(ctx, &a, trust);
	for (i = 0; i < a.n; i++)
		status = tool_worst(status, verify_one(ctx, a.v[i], policy, &a));
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_ctx_free(ctx);
	return status;
}
