/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify - tell whether the signatures of OFD files hold. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"
#include "ecert-verify_fetch.h"
#include "ecert-verify_html.h"
#include "ecert-verify_policy.h"
#include "ecert-verify_sandbox.h"
#include "tool_many.h"

static const struct tool_opt options[] = {
	{ "trust", 0, true, false, "DIR", N_("whom to trust, see ecert-trust(5)") },
	{ "no-default-trust", 0, false, false, NULL,
	    N_("trust nobody but whom --trust names") },
	{ "time", 0, true, false, "T", N_("judge as of T instead of now") },
	{ "no-revocation", 0, false, false, NULL,
	    N_("accept that nobody knows whether a certificate was revoked") },
	{ "fetch", 0, false, false, NULL,
	    N_("ask over the network for missing lists, where certificates say") },
	{ "time-zone", 0, true, false, "+08:00", N_("zone of signing times written without one") },
	{ "signer-cert", 0, true, true, "CERT",
	    N_("certificate of a signer whose signatures carry none") },
	{ "seal-status", 0, true, true, "LIST", N_("what became of seals, see ecert-status(5)") },
	{ "cert-status", 0, true, true, "LIST", N_("what became of certificates") },
	{ "allow-empty-sm2-id", 0, false, false, NULL,
	    N_("accept certificates and lists signed with the empty SM2 ID") },
	{ "strict", 0, false, false, NULL, N_("refuse every deviation that is otherwise a note") },
	{ "policy", 0, true, false, "NAME|FILE", N_("what else is demanded, see ecert-policy(5)") },
	{ "expect", 0, true, false, "RECORD",
	    N_("what the certificate has to say, a JSON object; one document alone") },
	{ "root", 0, true, true, "OID", N_("a known root of certificate identifiers") },
	TOOL_MANY_OPTS,
	{ "html", 0, true, false, "FILE", N_("write the report as a page, too; one document alone") },
	{ "no-sandbox", 0, false, false, NULL,
	    N_("keep the rights of the process while documents are read") },
	{ "quiet", 'q', false, false, NULL, N_("nothing on standard output: the exit status tells") },
	{ 0 }
};

static struct tool_args args = {
	.usage = N_("ecert-verify [OPTION]... FILE|DIR|-..."),
	.opts = options,
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
	tool_add_lists(ctx, &args, "seal-status", ECERT_STATUS_SEALS, policy);
	tool_add_lists(ctx, &args, "cert-status", ECERT_STATUS_CERTIFICATES, policy);
	tool_set_roots(ctx, &args, policy);
	return policy;
}

/* Any thread.  What --html wants is made when it is told of: it is of one document. */
static void
verify_one(void *arg, ecert_ctx *ctx, const char *file, const uint8_t *data, size_t len,
    struct tool_result *r)
{
	const ecert_policy *policy = arg;
	ecert_report *report = NULL;
	ecert_err e = data != NULL ? ecert_verify_mem(ctx, data, len, file, policy, &report) :
	    ecert_verify_file(ctx, file, policy, &report);

	r->status = tool_status(e);
	if (report == NULL)
		tool_result_fail(r, ctx, e);
	else if (!args.quiet && !verify_html_alone(&args) &&
	    (e = args.json ? ecert_report_json(ctx, report, &r->text) :
	    ecert_report_text(ctx, report, tool_lang(), &r->text)) != ECERT_OK)
		tool_result_fail(r, ctx, e);
	if (tool_has(&args, "html"))
		r->more = report;
	else
		ecert_report_free(report);
}

static void
verify_told(void *arg, ecert_ctx *ctx, const char *file, struct tool_result *r)
{
	(void)arg;
	if (r->more != NULL)
		r->status = tool_worst(r->status, verify_html_page(&args, ctx, file, r->more));
	ecert_report_free(r->more);
}

static int
verify_all(ecert_ctx *ctx, ecert_policy *policy)
{
	struct tool_many many = { .examine = verify_one, .told = verify_told, .arg = policy,
		.apart = !args.json, .line = args.json, .json = args.quiet ? NULL : tool_json_file };

	return tool_many(ctx, &args, &many);
}

int
main(int argc, char **argv)
{
	ecert_policy *policy;
	ecert_trust *trust;
	ecert_ctx *ctx;
	int status;

	tool_start("ecert-verify");
	tool_parse(&args, argc, argv);
	tool_many_operands(&args);
	(void)tool_jobs(&args);
	ctx = tool_ctx();
	trust = tool_trust(ctx, &args, true);
	policy = make_policy(ctx, trust);
	verify_add_demands(ctx, &args, policy);
	verify_html_begin(&args, policy);
	verify_fetch_start(ctx, &args, policy);
	verify_sandbox(&args, ctx, policy);
	status = verify_all(ctx, policy);
	verify_fetch_end();
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_ctx_free(ctx);
	return tool_finish(status);
}
