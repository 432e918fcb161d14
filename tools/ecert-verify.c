/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify - tell whether the signatures of OFD files hold. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"
#include "ecert-verify_walk.h"

static const struct tool_opt options[] = {
	{ "trust", 0, true, false, "DIR", N_("whom to trust, see ecert-trust(5)") },
	{ "time", 0, true, false, "T", N_("judge as of T instead of now") },
	{ "no-revocation", 0, false, false, NULL,
	    N_("accept that nobody knows whether a certificate was revoked") },
	{ "time-zone", 0, true, false, "+08:00", N_("zone of signing times written without one") },
	{ "signer-cert", 0, true, true, "CERT",
	    N_("certificate of a signer whose signatures carry none") },
	{ "allow-empty-sm2-id", 0, false, false, NULL,
	    N_("accept certificates and lists signed with the empty SM2 ID") },
	{ "strict", 0, false, false, NULL, N_("refuse every deviation that is otherwise a note") },
	{ "root", 0, true, true, "OID", N_("a known root of certificate identifiers") },
	{ "quiet", 'q', false, false, NULL, N_("nothing on standard output: the exit status tells") },
	{ 0 }
};

static const char *const later[] = { "seal-status", "cert-status", "policy",
	"expect", "-j", NULL };

static struct tool_args args = {
	.usage = N_("ecert-verify [OPTION]... FILE|DIR|-..."),
	.opts = options,
	.later = later,
};

/* "+08:00", "-05:30", "Z". */
static int32_t
zone_of(const char *s)
{
	int h, m;

	if (strcmp(s, "Z") == 0)
		return 0;
	if (strlen(s) != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':' ||
	    strspn(s + 1, "0123456789") != 2 || strspn(s + 4, "0123456789") != 2)
		tool_usage(_("--time-zone takes a value like +08:00"));
	h = (s[1] - '0') * 10 + s[2] - '0';
	m = (s[4] - '0') * 10 + s[5] - '0';
	if (h > 14 || m > 59)
		tool_usage(_("--time-zone takes a value like +08:00"));
	return (s[0] == '-' ? -1 : 1) * (h * 3600 + m * 60);
}

static ecert_trust *
load_trust(ecert_ctx *ctx)
{
	const char *dir = tool_get(&args, "trust"), *where = NULL;
	ecert_trust *trust = NULL;

	if (dir == NULL && (dir = tool_conf("trust", 0)) != NULL)
		where = tool_conf_where("trust", 0);
	if (dir == NULL)
		return NULL;
	tool_must(ctx, dir, ecert_trust_new(ctx, &trust));
	tool_must_set(ctx, where, "trust", dir, ecert_trust_add_dir(ctx, trust, dir));
	return trust;
}

/* Roots from the options, else from the configuration. */
static void
set_roots(ecert_ctx *ctx, ecert_policy *policy)
{
	bool given = tool_has(&args, "root");
	ecert_id_opts *opts = NULL;
	const char *oid;
	ecert_err e;
	size_t i;

	tool_must(ctx, "--root", ecert_id_opts_new(ctx, &opts));
	for (i = 0; (oid = given ? tool_get_nth(&args, "root", i) :
	    tool_conf("root", i)) != NULL; i++) {
		if ((e = ecert_id_opts_add_root(ctx, opts, oid)) != ECERT_OK && given)
			tool_usage("--root %s: %s", oid, ecert_errmsg(ctx));
		tool_must_set(ctx, given ? NULL : tool_conf_where("root", i), "root", oid, e);
	}
	tool_must(ctx, "--root", ecert_policy_set_id_opts(ctx, policy, opts));
	ecert_id_opts_free(opts);
}

static void
add_signer_certs(ecert_ctx *ctx, ecert_policy *policy)
{
	const char *path;
	uint8_t *p;
	size_t i, n;

	for (i = 0; (path = tool_get_nth(&args, "signer-cert", i)) != NULL; i++) {
		if (strcmp(path, "-") == 0)
			tool_usage(_("--%s: a file is needed; only documents may be -"),
			    "signer-cert");
		p = tool_read(path, &n);
		tool_must(ctx, path, ecert_policy_add_signer_cert(ctx, policy, p, n));
		free(p);
	}
}

static ecert_policy *
make_policy(ecert_ctx *ctx, const ecert_trust *trust)
{
	ecert_policy *policy = NULL;
	const char *s;

	tool_must(ctx, "policy", ecert_policy_new(ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	if ((s = tool_get(&args, "time")) != NULL)
		ecert_policy_set_time(policy, tool_date("time", s));
	if ((s = tool_get(&args, "time-zone")) != NULL)
		ecert_policy_set_time_zone(policy, zone_of(s));
	ecert_policy_set_strict(policy, tool_has(&args, "strict"));
	ecert_policy_set_insecure_no_revocation(policy, tool_has(&args, "no-revocation"));
	ecert_policy_set_insecure_empty_sm2_id(policy, tool_has(&args, "allow-empty-sm2-id"));
	ecert_policy_set_no_digest(policy, !args.json);
	add_signer_certs(ctx, policy);
	set_roots(ctx, policy);
	return policy;
}

static int
print_report(ecert_ctx *ctx, const char *file, const ecert_report *report)
{
	char *text = NULL;
	ecert_err e;

	if (args.quiet)
		return TOOL_OK;
	if (args.json)
		e = ecert_report_json(ctx, report, &text);
	else
		e = ecert_report_text(ctx, report, tool_lang(), &text);
	if (e != ECERT_OK) {
		tool_err(ctx, file, e);
		return TOOL_TROUBLE;
	}
	printf("%s%s", text, args.json ? "\n" : "");
	ecert_free(text);
	return TOOL_OK;
}

struct job {
	ecert_ctx    *ctx;
	ecert_policy *policy;
	int           status;
	size_t        n;             /* reports printed */
};

/* Who reads the objects must not miss a file. */
static void
print_trouble(const ecert_ctx *ctx, const char *file, ecert_err e)
{
	if (args.json && !args.quiet)
		tool_json_fail(ctx, "file", file, e, NULL);
}

static ecert_err
examine(struct job *job, const char *file, ecert_report **report)
{
	uint8_t *p;
	size_t n;
	ecert_err e;

	if (strcmp(file, "-") != 0)
		return ecert_verify_file(job->ctx, file, job->policy, report);
	p = tool_read(file, &n);
	e = ecert_verify_mem(job->ctx, p, n, "-", job->policy, report);
	free(p);
	return e;
}

static void
verify_one(void *arg, const char *file)
{
	struct job *job = arg;
	ecert_report *report = NULL;
	ecert_err e = examine(job, file, &report);

	job->status = tool_worst(job->status, tool_status(e));
	if (report != NULL) {
		if (job->n++ > 0 && !args.json && !args.quiet)
			putchar('\n');
		job->status = tool_worst(job->status, print_report(job->ctx, file, report));
	} else {
		print_trouble(job->ctx, file, e);
		tool_err_doc(job->ctx, file, e);
	}
	ecert_report_free(report);
}

int
main(int argc, char **argv)
{
	struct job job = { .status = TOOL_OK };
	ecert_trust *trust;
	int i;

	tool_start("ecert-verify");
	tool_parse(&args, argc, argv);
	if (args.n == 0)
		tool_usage(_("no file is given"));
	job.ctx = tool_ctx();
	trust = load_trust(job.ctx);
	job.policy = make_policy(job.ctx, trust);
	for (i = 0; i < args.n; i++)
		if (!verify_walk(args.v[i], verify_one, &job))
			job.status = tool_worst(job.status, TOOL_TROUBLE);
	ecert_policy_free(job.policy);
	ecert_trust_free(trust);
	ecert_ctx_free(job.ctx);
	return tool_finish(job.status);
}
