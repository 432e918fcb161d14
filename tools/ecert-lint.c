/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-lint - hold OFD files against the rules of the metrology specification. */
#include <stdlib.h>
#include <string.h>

#include "tool_many.h"

static const struct tool_opt options[] = {
	{ "root", 0, true, true, "OID", N_("a known root of certificate identifiers") },
	{ "trust", 0, true, false, "DIR", N_("whom to trust, see ecert-trust(5)") },
	{ "no-default-trust", 0, false, false, NULL,
	    N_("trust nobody but whom --trust names") },
	TOOL_MANY_OPTS,
	{ "list", 0, false, false, NULL, N_("print the rules and examine nothing") },
	{ "quiet", 'q', false, false, NULL, N_("nothing on standard output: the exit status tells") },
	{ 0 }
};

static struct tool_args args = {
	.usage = N_("ecert-lint [OPTION]... FILE|DIR|-...\necert-lint --list"),
	.opts = options,
};

/* ---- the rules ---- */

static const char *
strength_word(ecert_lint_strength strength)
{
	return strength == ECERT_LINT_SHALL ? "shall" :
	    strength == ECERT_LINT_SHOULD ? "should" : "may";
}

static void
list_json(size_t i)
{
	printf("{\"id\":");
	tool_json_str(stdout, ecert_lint_rule_id(i));
	printf(",\"clause\":");
	tool_json_str(stdout, ecert_lint_rule_clause(i));
	printf(",\"strength\":\"%s\",\"mode\":", strength_word(ecert_lint_rule_strength(i)));
	tool_json_str(stdout, ecert_lint_rule_mode(i));
	printf(",\"text\":");
	tool_json_str(stdout, ecert_lint_rule_text(i, "en"));
	printf(",\"text_zh\":");
	tool_json_str(stdout, ecert_lint_rule_text(i, "zh"));
	printf("}\n");
}

static int
list_rules(void)
{
	size_t i;

	for (i = 0; i < ecert_lint_rule_count(); i++)
		if (args.json)
			list_json(i);
		else
			printf("%-9s %-6s %-7s %-2s %s\n", ecert_lint_rule_id(i),
			    ecert_lint_rule_clause(i), strength_word(ecert_lint_rule_strength(i)),
			    ecert_lint_rule_mode(i), ecert_lint_rule_text(i, tool_lang()));
	return tool_finish(TOOL_OK);
}

/* ---- files ---- */

/* Any thread. */
static void
lint_one(void *arg, ecert_ctx *ctx, const char *file, const uint8_t *data, size_t len,
    struct tool_result *r)
{
	const ecert_policy *policy = arg;
	ecert_lint *lint = NULL;
	ecert_err e = data != NULL ? ecert_lint_mem(ctx, data, len, file, policy, &lint) :
	    ecert_lint_file(ctx, file, policy, &lint);

	r->status = tool_status(e);
	if (lint == NULL)
		tool_result_fail(r, ctx, e);
	else if (!args.quiet &&
	    (e = args.json ? ecert_lint_json(ctx, lint, &r->text) :
	    ecert_lint_text(ctx, lint, tool_lang(), &r->text)) != ECERT_OK)
		tool_result_fail(r, ctx, e);
	ecert_lint_free(lint);
}

static int
lint_all(ecert_ctx *ctx, ecert_policy *policy)
{
	struct tool_many many = { .examine = lint_one, .arg = policy, .apart = !args.json,
		.line = args.json, .json = args.quiet ? NULL : tool_json_file };

	return tool_many(ctx, &args, &many);
}

int
main(int argc, char **argv)
{
	ecert_policy *policy = NULL;
	ecert_trust *trust;
	ecert_ctx *ctx;
	int status;

	tool_start("ecert-lint");
	tool_parse(&args, argc, argv);
	if (tool_has(&args, "list")) {
		tool_operands(&args, 0, 0, "");
		return list_rules();
	}
	tool_many_operands(&args);
	ctx = tool_ctx();
	trust = tool_trust(ctx, &args, true);
	tool_must(ctx, "policy", ecert_policy_new(ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	tool_set_roots(ctx, &args, policy);
	status = lint_all(ctx, policy);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_ctx_free(ctx);
	return tool_finish(status);
}
