/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_check.c - ecert-key check: a certificate before it is used: its issuers, their
 * lists, and what a policy demands. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ecert-key.h"

static const struct tool_opt opts[] = {
	{ "as", 0, true, false, "HOLDER", N_("who uses it: signer (default), maker or tsa") },
	{ "policy", 0, true, false, "NAME|FILE", N_("what else is demanded, see ecert-policy(5)") },
	{ "trust", 0, true, false, "DIR", N_("whom to trust, see ecert-trust(5)") },
	{ "no-default-trust", 0, false, false, NULL,
	    N_("trust nobody but whom --trust names") },
	{ "time", 0, true, false, "T", N_("judge as of T instead of now") },
	{ "no-revocation", 0, false, false, NULL,
	    N_("accept that nobody knows whether a certificate was revoked") },
	{ "allow-empty-sm2-id", 0, false, false, NULL,
	    N_("accept certificates and lists signed with the empty SM2 ID") },
	{ "strict", 0, false, false, NULL, N_("refuse every deviation that is otherwise a note") },
	{ "warn-days", 0, true, false, "N", N_("exit 1 where fewer than N days are left") },
	{ NULL, 0, false, false, NULL, NULL }
};

struct job {
	ecert_ctx    *ctx;
	ecert_policy *policy;
	ecert_holder  holder;
	int64_t       now;
	long long     warn;
};

static ecert_holder
holder_of(const char *s)
{
	if (s == NULL || strcmp(s, "signer") == 0)
		return ECERT_HOLDER_SIGNER;
	if (strcmp(s, "maker") == 0)
		return ECERT_HOLDER_MAKER;
	if (strcmp(s, "tsa") == 0)
		return ECERT_HOLDER_TSA;
	tool_usage(_("--as %s: signer, maker or tsa"), s);
}

static ecert_policy *
make_policy(ecert_ctx *ctx, const struct tool_args *a, const ecert_trust *trust, int64_t now)
{
	ecert_policy *policy = NULL;

	tool_must(ctx, NULL, ecert_policy_new(ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	ecert_policy_set_time(policy, now);
	ecert_policy_set_strict(policy, tool_has(a, "strict"));
	ecert_policy_set_insecure_no_revocation(policy, tool_has(a, "no-revocation"));
	ecert_policy_set_insecure_empty_sm2_id(policy, tool_has(a, "allow-empty-sm2-id"));
	ecert_policy_set_rules(policy, tool_rules(ctx, a, NULL));
	return policy;
}

/* The first certificate of the file: its end, and itself as DER. */
struct first {
	bool    seen;
	int64_t until;
};

static void
take_first(void *arg, const char *subject, const char *serial, int64_t not_before,
    int64_t not_after)
{
	struct first *f = arg;

	(void)subject;
	(void)serial;
	(void)not_before;
	if (!f->seen)
		f->until = not_after;
	f->seen = true;
}

/* The certificate of a PKCS#12 file, by way of its key. */
static ecert_err
open_p12(struct job *job, const uint8_t *p, size_t n, struct key_asker *asker, uint8_t **cert,
    size_t *len)
{
	ecert_signer *signer = NULL;
	const uint8_t *der;
	ecert_err e;

	e = ecert_signer_from_mem(job->ctx, p, n, NULL, 0, key_ask, asker, &signer);
	if (e != ECERT_OK)
		return e;
	der = ecert_signer_cert(signer, len);
	e = ecert_cert_write(job->ctx, der, *len, 1, cert, len);
	ecert_signer_free(signer);
	return e;
}

static int
print_report(struct job *job, const struct tool_args *a, const char *path,
    const ecert_report *report, int64_t until)
{
	long long left = key_days_left(until, job->now);
	char *text = NULL;
	ecert_err e;

	e = a->json ? ecert_report_json(job->ctx, report, &text) :
	    ecert_report_text(job->ctx, report, tool_lang(), &text);
	if (e != ECERT_OK) {
		tool_err(job->ctx, path, e);
		return TOOL_TROUBLE;
	}
	/* The object gets one member more. */
	if (a->json)
		printf("%.*s,\"days_left\":%lld}\n", (int)(strlen(text) - 1), text, left);
	else {
		fputs(text, stdout);
		printf(_("days left: %lld"), left);
		putchar('\n');
	}
	ecert_free(text);
	if (left >= job->warn)
		return TOOL_OK;
	tool_warn(_("%s: %lld days left, fewer than %lld"), tool_show(path), left, job->warn);
	return TOOL_INVALID;
}

static int
trouble(struct job *job, const struct tool_args *a, const struct key_asker *asker, ecert_err e)
{
	if (!asker->told)
		tool_err(job->ctx, asker->path, e);
	if (a->json)
		tool_json_fail(job->ctx, "file", asker->path, e, NULL);
	return TOOL_TROUBLE;
}

static int
check_cert(struct job *job, const struct tool_args *a, struct key_asker *asker,
    const uint8_t *p, size_t n)
{
	struct first first = { false, 0 };
	ecert_report *report = NULL;
	ecert_err e;
	int status;

	if ((e = ecert_cert_each(job->ctx, p, n, NULL, NULL, NULL, take_first, &first)) != ECERT_OK)
		return trouble(job, a, asker, e);
	e = ecert_cert_verify(job->ctx, p, n, asker->path, job->holder, job->policy, &report);
	if (report == NULL)
		return trouble(job, a, asker, e);
	status = tool_worst(tool_status(e), print_report(job, a, asker->path, report, first.until));
	ecert_report_free(report);
	return status;
}

/* PFX is a SEQUENCE that begins with version 3; a certificate begins with another. */
static bool
is_p12(const uint8_t *p, size_t n)
{
	size_t head = n > 1 && p[1] > 0x80 ? 2U + (p[1] & 0x7fU) : 2;

	return head + 3 <= n && p[0] == 0x30 && memcmp(p + head, "\x02\x01\x03", 3) == 0;
}

static int
check_file(struct job *job, struct tool_args *a, const char *path)
{
	struct key_asker asker = { .args = a, .path = path };
	uint8_t *p, *cert = NULL;
	const char *why;
	ecert_err e;
	int status;
	size_t n;

	if ((p = tool_try_read(path, &n, &why)) == NULL) {
		if (a->json)
			tool_json_fail(job->ctx, "file", path, ECERT_E_IO, why);
		return TOOL_TROUBLE;
	}
	if (is_p12(p, n)) {
		e = open_p12(job, p, n, &asker, &cert, &n);
		ecert_free(p);
		if (e != ECERT_OK)
			return trouble(job, a, &asker, e);
		p = cert;
	}
	status = check_cert(job, a, &asker, p, n);
	ecert_free(p);
	return status;
}

int
key_check(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key check [OPTION]... FILE..."), .opts = opts,
	    .wants_pass = true };
	struct job job = { .now = time(NULL), .warn = -1000000 };
	int status = TOOL_OK, i;
	ecert_trust *trust;
	size_t k;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1000000, "FILE");
	job.holder = holder_of(tool_get(&a, "as"));
	if (tool_has(&a, "time"))
		job.now = tool_date("time", tool_get(&a, "time"));
	if (tool_has(&a, "warn-days"))
		job.warn = (long long)tool_uint("warn-days", tool_get(&a, "warn-days"), 36500);
	job.ctx = tool_ctx();
	tool_secrets(job.ctx, &a);
	/* A certificate's own file may be PKCS#12, whose key is not used. */
	ecert_ctx_set_key_rules(job.ctx, 0);
	trust = tool_trust(job.ctx, &a, true);
	for (k = 0; trust != NULL && k < ecert_trust_note_count(trust); k++)
		tool_warn("%s", ecert_trust_note_text(trust, k));
	job.policy = make_policy(job.ctx, &a, trust, job.now);
	for (i = 0; i < a.n; i++) {
		if (i > 0 && !a.json)
			putchar('\n');
		status = tool_worst(status, check_file(&job, &a, a.v[i]));
	}
	ecert_policy_free(job.policy);
	ecert_trust_free(trust);
	ecert_ctx_free(job.ctx);
	return tool_finish(status);
}
