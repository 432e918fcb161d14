/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-lint - hold OFD files against the rules of the metrology specification. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"
#include "tool_walk.h"

static const struct tool_opt options[] = {
	{ "root", 0, true, true, "OID", N_("a known root of certificate identifiers") },
	{ "trust", 0, true, false, "DIR", N_("whom to trust, see ecert-trust(5)") },
	{ "no-default-trust", 0, false, false, NULL,
	    N_("trust nobody but whom --trust names") },
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

struct job {
	ecert_ctx    *ctx;
	ecert_policy *policy;
	int           status;
	size_t        n;             /* printed */
};

static int
print_lint(ecert_ctx *ctx, const char *file, const ecert_lint *lint)
{
	char *text = NULL;
	ecert_err e;

	if (args.quiet)
		return TOOL_OK;
	if (args.json)
		e = ecert_lint_json(ctx, lint, &text);
	else
		e = ecert_lint_text(ctx, lint, tool_lang(), &text);
	if (e != ECERT_OK) {
		tool_err(ctx, file, e);
		return TOOL_TROUBLE;
	}
	printf("%s%s", text, args.json ? "\n" : "");
	ecert_free(text);
	return TOOL_OK;
}

static ecert_err
examine(struct job *job, const char *file, ecert_lint **lint)
{
	uint8_t *p;
	size_t n;
	ecert_err e;

	if (strcmp(file, "-") != 0)
		return ecert_lint_file(job->ctx, file, job->policy, lint);
	p = tool_read(file, &n);
	e = ecert_lint_mem(job->ctx, p, n, "-", job->policy, lint);
	free(p);
	return e;
}

static void
lint_one(void *arg, const char *file)
{
	struct job *job = arg;
	ecert_lint *lint = NULL;
	ecert_err e = examine(job, file, &lint);

	job->status = tool_worst(job->status, tool_status(e));
	if (lint != NULL) {
		if (job->n++ > 0 && !args.json && !args.quiet)
			putchar('\n');
		job->status = tool_worst(job->status, print_lint(job->ctx, file, lint));
	} else {
		if (args.json && !args.quiet)
			tool_json_fail(job->ctx, "file", file, e, NULL);
		tool_err_doc(job->ctx, file, e);
	}
	ecert_lint_free(lint);
}

/* A folder that cannot be read, or holds no document; the message is out. */
static void
folder_trouble(void *arg, const char *path, ecert_err e, const char *why)
{
	struct job *job = arg;

	if (args.json && !args.quiet)
		tool_json_fail(job->ctx, "file", path, e, why);
}

int
main(int argc, char **argv)
{
	struct job job = { .status = TOOL_OK };
	ecert_trust *trust;
	int i;

	tool_start("ecert-lint");
	tool_parse(&args, argc, argv);
	if (tool_has(&args, "list")) {
		tool_operands(&args, 0, 0, "");
		return list_rules();
	}
	if (args.n == 0)
		tool_usage(_("no file is given"));
	job.ctx = tool_ctx();
	trust = tool_trust(job.ctx, &args, true);
	tool_must(job.ctx, "policy", ecert_policy_new(job.ctx, &job.policy));
	ecert_policy_set_trust(job.policy, trust);
	tool_set_roots(job.ctx, &args, job.policy);
	for (i = 0; i < args.n; i++)
		if (!tool_walk(args.v[i], lint_one, folder_trouble, &job))
			job.status = tool_worst(job.status, TOOL_TROUBLE);
	ecert_policy_free(job.policy);
	ecert_trust_free(trust);
	ecert_ctx_free(job.ctx);
	return tool_finish(job.status);
}
