/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign.c - put a signature on a certificate, see ecert-sign(1). */
#include <stdlib.h>
#include <string.h>

#include "ecert-sign.h"

/* Everything a run needs; freed together. */
struct run {
	ecert_signer    *signer;
	ecert_seal      *seal;
	ecert_sign_opts *opts;
	ecert_id_opts   *id_opts;
	ecert_id        *id;
	ecert_trust     *trust;
	ecert_policy    *policy;
	ecert_log       *log;
	ecert_sign_job  *job;
	struct tool_tsa *tsa;
	const char      *in, *out, *holder;     /* what the signer's certificate is called */
};

static const struct tool_opt options[] = {
	{ "key", 'k', true, false, "FILE", N_("private key (PEM, DER or PKCS#12)") },
	{ "cert", 'c', true, false, "FILE", N_("its certificate, where the key's file has none") },
	TOOL_SIGNER_OPTS,
	{ "seal", 's', true, false, "FILE", N_("electronic seal") },
	{ "place", 'p', true, true, "PAGE:X,Y", N_("top left corner of the seal in mm; PAGE from 1, or last") },
	{ "every-page", 0, true, false, "X,Y", N_("the seal on every page") },
	{ "place-at", 0, true, true, "TEXT[:DX,DY]", N_("the seal on this text of the pages") },
	{ "hit", 0, true, false, "N|last|every", N_("which of the places with that text") },
	{ "ride", 0, true, true, "EDGE[:OFFSET]", N_("cross-page seal at left, right, top or bottom") },
	{ "ride-pages", 0, true, false, "N", N_("pages a cross-page seal is cut into at most") },
	{ "ride-two-sided", 0, false, false, NULL, N_("even pages at the opposite edge") },
	{ "type", 0, true, false, "seal|sign", N_("with a seal, or without") },
	{ "identifier", 'i', true, false, "ID", N_("embed this identifier first") },
	{ "replace-identifier", 0, false, false, NULL, N_("overwrite an identifier that is there") },
	{ "root", 0, true, true, "OID", N_("known root of identifiers") },
	{ "lock", 0, false, false, NULL, N_("allow no further signature") },
	{ "trust", 0, true, false, "DIR", N_("check chain and revocation of the result too") },
	{ "policy", 0, true, false, "NAME|FILE",
	    N_("when to remind that a certificate or seal ends, see ecert-policy(5)") },
	TOOL_TSA_OPTS,
	{ "log", 0, true, false, "FILE", N_("record the signing there, see ecert-log(5)") },
	{ "operator", 0, true, false, "NAME",
	    N_("who signs, for the log; else the user's name") },
	{ "out", 'o', true, false, "FILE", N_("signed document, or -") },
	SIGN_STEPS_OPTS,
	SIGN_BATCH_OPTS,
	{ NULL, 0, false, false, NULL, NULL }
};

struct setting
sign_setting(const struct tool_args *a, const char *key)
{
	struct setting s = { key, tool_get(a, key), NULL };

	if (s.value == NULL && (s.value = tool_conf(key, 0)) != NULL)
		s.where = tool_conf_where(key, 0);
	return s;
}

static struct setting
need(const struct tool_args *a, const char *key)
{
	struct setting s = sign_setting(a, key);

	if (s.value == NULL)
		tool_usage(_("option --%s is missing"), key);
	return s;
}

/* --type sign: no seal, and no place for one. */
static bool
is_plain(const struct tool_args *a)
{
	const char *type = tool_get(a, "type");

	return type != NULL && strcmp(type, "sign") == 0;
}

static void
load_opts(ecert_ctx *ctx, const struct tool_args *a, struct run *r)
{
	tool_must(ctx, NULL, ecert_sign_opts_new(ctx, &r->opts));
	if (is_plain(a))
		tool_must(ctx, "--type", ecert_sign_opts_set_type(ctx, r->opts, ECERT_SIGN_PLAIN));
	else
		sign_add_places(ctx, a, r->opts);
	ecert_sign_opts_set_lock(r->opts, tool_has(a, "lock"));
	/* The second step asks for it. */
	if (!tool_has(a, "prepare"))
		r->tsa = tool_tsa(ctx, a, true);
	ecert_sign_opts_set_tsa(r->opts, tool_tsa_of(r->tsa));
}

/* A malformed identifier is the one failure that exits 1 before signing. */
static ecert_err
load_id(ecert_ctx *ctx, const struct tool_args *a, struct run *r)
{
	const char *v, *text = tool_get(a, "identifier");
	ecert_err e;
	size_t i;

	tool_must(ctx, NULL, ecert_id_opts_new(ctx, &r->id_opts));
	for (i = 0; (v = tool_get_nth(a, "root", i)) != NULL; i++)
		if (ecert_id_opts_add_root(ctx, r->id_opts, v) != ECERT_OK)
			tool_usage("--root %s: %s", v, ecert_errmsg(ctx));
	for (i = 0; (v = tool_conf("root", i)) != NULL; i++)
		tool_must_set(ctx, tool_conf_where("root", i), "root", v,
		    ecert_id_opts_add_root(ctx, r->id_opts, v));
	if (text == NULL) {
		if (tool_has(a, "replace-identifier") && !tool_has(a, "batch"))
			tool_usage(_("--replace-identifier needs --identifier"));
		return ECERT_OK;
	}
	if ((e = ecert_id_parse(ctx, r->id_opts, text, strlen(text), &r->id)) != ECERT_OK)
		tool_err(ctx, "--identifier", e);
	return e;
}

static void
load_trust(ecert_ctx *ctx, const struct tool_args *a, struct run *r)
{
	size_t i;

	/* Without being asked it does not check more than its result. */
	if ((r->trust = tool_trust(ctx, a, false)) == NULL)
		return;
	if (r->out != NULL)
		tool_guard_trust(r->out, tool_trust_dir(a));
	for (i = 0; i < ecert_trust_note_count(r->trust); i++)
		tool_warn("%s", ecert_trust_note_text(r->trust, i));
	tool_must(ctx, NULL, ecert_policy_new(ctx, &r->policy));
	ecert_policy_set_trust(r->policy, r->trust);
	tool_must(ctx, NULL, ecert_policy_set_id_opts(ctx, r->policy, r->id_opts));
}

/* What is wrong may be the key or its certificate: the message starts with it. */
static void
load_file(ecert_ctx *ctx, struct tool_args *a, struct run *r, struct setting key)
{
	struct setting cert = sign_setting(a, "cert");
	ecert_err e = ecert_signer_from_file(ctx, key.value, cert.value, tool_pass, a, &r->signer);
	size_t n = cert.value != NULL ? strlen(cert.value) : 0;

	r->holder = cert.value != NULL ? cert.value : key.value;
	if (n > 0 && strcmp(cert.value, key.value) != 0 &&
	    strncmp(ecert_errmsg(ctx), cert.value, n) == 0 && ecert_errmsg(ctx)[n] == ':')
		key = cert;
	tool_must_set(ctx, key.where, key.key, key.value, e);
}

/* An option goes before a file of the configuration, and its certificate. */
static void
load_signer(ecert_ctx *ctx, struct tool_args *a, struct run *r)
{
	if (tool_has(a, "prepare"))
		r->signer = sign_keyless(ctx, a, &r->holder);
	else if (tool_signer_given(a))
		r->signer = tool_signer(ctx, a, "cert", &r->holder);
	else if (!tool_has(a, "key") && tool_signer_conf() != NULL)
		r->signer = tool_signer_conf_open(ctx, a, &r->holder);
	else
		load_file(ctx, a, r, need(a, "key"));
}

/* What has ended already is refused with a message of its own. */
static void
remind(ecert_ctx *ctx, const struct tool_args *a, const struct run *r,
    const struct setting *seal)
{
	const ecert_rules *rules = tool_rules(ctx, a, "metrology");

	tool_remind(rules, r->holder, TOOL_CERT, ecert_signer_not_after(r->signer), false);
	if (r->seal == NULL)
		return;
	tool_remind(rules, seal->value, TOOL_SEAL, ecert_seal_valid_until(r->seal), false);
	if (ecert_seal_maker_not_after(r->seal) != INT64_MAX)
		tool_remind(rules, seal->value, TOOL_MAKER,
		    ecert_seal_maker_not_after(r->seal), false);
}

/* What must be given is asked for before anything is read. */
static struct setting
need_parties(const struct tool_args *a)
{
	struct setting none = { "seal", NULL, NULL };

	if (tool_has(a, "complete"))
		return none;
	if (!tool_signer_given(a) && !tool_has(a, "prepare") &&
	    (tool_has(a, "key") || tool_signer_conf() == NULL))
		(void)need(a, "key");
	if (is_plain(a))
		return none;
	return tool_has(a, "batch") ? sign_setting(a, "seal") : need(a, "seal");
}

/* Who signs, and with what; of the second step the state says so. */
static void
load_parties(ecert_ctx *ctx, struct tool_args *a, struct run *r, const struct setting *seal)
{
	if (tool_has(a, "complete"))
		return;
	if (seal->value != NULL)
		tool_must_set(ctx, seal->where, seal->key, seal->value,
		    ecert_seal_load_file(ctx, seal->value, &r->seal));
	load_signer(ctx, a, r);
	remind(ctx, a, r, seal);
}

static void
load_job(ecert_ctx *ctx, struct tool_args *a, struct run *r)
{
	struct setting seal = need_parties(a);

	load_opts(ctx, a, r);
	if (r->out != NULL)
		sign_guard_out(a, r->out);
	load_trust(ctx, a, r);
	load_parties(ctx, a, r, &seal);
	if (!tool_has(a, "prepare"))
		r->log = sign_log(ctx, a);
	tool_must(ctx, NULL, ecert_sign_job_new(ctx, &r->job));
	ecert_sign_job_set_signer(r->job, r->signer);
	ecert_sign_job_set_seal(r->job, r->seal);
	ecert_sign_job_set_opts(r->job, r->opts);
	ecert_sign_job_set_policy(r->job, r->policy);
	ecert_sign_job_set_log(r->job, r->log);
	ecert_sign_job_set_id(r->job, r->id,
	    tool_has(a, "replace-identifier") ? ECERT_TAG_REPLACE : 0);
}

static void
free_run(struct run *r)
{
	ecert_sign_job_free(r->job);
	ecert_log_close(r->log);
	ecert_signer_free(r->signer);
	ecert_seal_free(r->seal);
	ecert_sign_opts_free(r->opts);
	tool_tsa_free(r->tsa);
	ecert_policy_free(r->policy);
	ecert_trust_free(r->trust);
	ecert_id_free(r->id);
	ecert_id_opts_free(r->id_opts);
}

/* Signing through memory, where one side is a pipe. */
static int
sign_piped(ecert_ctx *ctx, const struct run *r, char **json)
{
	uint8_t *data, *result = NULL;
	size_t n, result_n;
	ecert_err e;
	int status;

	data = tool_read(r->in, &n);
	e = ecert_sign_mem_json(ctx, r->job, data, n, r->in, r->out, &result, &result_n, json);
	free(data);
	if (e != ECERT_OK) {
		tool_err(ctx, r->in, e);
		return tool_status(e);
	}
	status = tool_write(r->out, result, result_n);
	ecert_free(result);
	/* The library's record says that it was signed. */
	if (status != TOOL_OK && json != NULL) {
		ecert_free(*json);
		*json = NULL;
	}
	return status;
}

static int
sign_file(ecert_ctx *ctx, const struct run *r, char **json)
{
	ecert_err e = ecert_sign_file_json(ctx, r->job, r->in, r->out, json);

	if (e != ECERT_OK)
		tool_err_doc(ctx, r->in, e);
	return tool_status(e);
}

/* The record of a run that came to nothing before the library could write one. */
static void
print_failed(void *arg)
{
	const struct run *r = arg;

	fputs("{\"input\":", stdout);
	tool_json_str(stdout, r->in);
	fputs(",\"output\":", stdout);
	tool_json_str(stdout, r->out);
	fputs(",\"status\":\"failed\",\"reason\":", stdout);
	if (tool_last_reason() != NULL)
		tool_json_str(stdout, tool_last_reason());
	else
		fputs("null", stdout);
	fputs(",\"message\":", stdout);
	tool_json_str(stdout, tool_last_message());
	fputs(",\"identifier\":null,\"sm3\":null}\n", stdout);
}

/* The other inputs are looked at more than once, or by name. */
static void
refuse_streams(const struct tool_args *a)
{
	static const char *const keys[] = { "key", "cert", "seal", "trust", "log",
		"token-config" };
	const char *v;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if ((v = tool_get(a, keys[i])) != NULL && strcmp(v, "-") == 0)
			tool_usage(_("--%s: a file is needed; only documents may be -"), keys[i]);
}

/* A place that is asked for must not be passed over; a seal does no harm. */
static void
check_plain(const struct tool_args *a)
{
	static const char *const places[] = { "place", "every-page", "place-at", "hit", "ride",
		"ride-pages", "ride-two-sided" };
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (tool_has(a, places[i]))
			tool_usage(_("--%s: a signature of --type sign has no seal to place"),
			    places[i]);
	if (tool_has(a, "seal"))
		tool_warn(_("--seal is not used with --type sign"));
}

static void
check_usage(const struct tool_args *a, const char *out)
{
	const char *type = tool_get(a, "type");

	if (out != NULL && !tool_has(a, "complete")) {
		tool_operands(a, 1, 1, "IN.ofd");
		if (*a->v[0] == '\0')
			tool_usage(_("missing argument: %s"), "IN.ofd");
	}
	refuse_streams(a);
	tool_signer_check(a, "key", "cert");
	tool_tsa_check(a, true);
	sign_check_places(a);
	sign_check_log(a);
	if (type != NULL && strcmp(type, "seal") != 0 && !is_plain(a))
		tool_usage(_("--type: neither seal nor sign: %s"), type);
	if (is_plain(a))
		check_plain(a);
	if (a->json && out != NULL && strcmp(out, "-") == 0)
		tool_usage(_("--json and -o - both want the standard output"));
}

static int
sign(ecert_ctx *ctx, struct tool_args *a, struct run *r)
{
	char *json = NULL;
	int status;

	if ((status = tool_status(load_id(ctx, a, r))) == TOOL_OK) {
		load_job(ctx, a, r);
		status = sign_in_steps(a) ?
		    sign_steps(ctx, a, r->job, r->out, a->json ? &json : NULL) :
		    strcmp(r->in, "-") == 0 || strcmp(r->out, "-") == 0 ?
		    sign_piped(ctx, r, a->json ? &json : NULL) :
		    sign_file(ctx, r, a->json ? &json : NULL);
	}
	if (json != NULL)
		puts(json);
	else if (a->json)
		print_failed(r);
	ecert_free(json);
	return status;
}

static int
batch(ecert_ctx *ctx, struct tool_args *a, struct run *r)
{
	(void)load_id(ctx, a, r);
	load_job(ctx, a, r);
	return sign_batch(ctx, a, r->job, r->id_opts);
}

int
main(int argc, char **argv)
{
	struct tool_args a = { .opts = options, .wants_pass = true,
		.empty_ok = "identifier", .usage =
	    N_("ecert-sign --key KEY [--cert CERT] --seal SEAL [OPTION]... -o OUT.ofd IN.ofd\n"
	    "ecert-sign --type sign --key KEY [--cert CERT] [OPTION]... -o OUT.ofd IN.ofd\n"
	    "ecert-sign --prepare STATE --cert CERT --seal SEAL [OPTION]... -o UNFINISHED.ofd IN.ofd\n"
	    "ecert-sign --complete STATE [OPTION]... -o OUT.ofd SIGNATURE UNFINISHED.ofd\n"
	    "ecert-sign --key KEY [--cert CERT] [OPTION]... --batch LIST|- [-j N] [--resume]") };
	struct run r = { 0 };
	ecert_ctx *ctx;
	int status;

	tool_start("ecert-sign");
	tool_parse(&a, argc, argv);
	sign_check_batch(&a);
	sign_check_steps(&a);
	r.out = tool_has(&a, "batch") ? NULL : tool_need(&a, "out");
	check_usage(&a, r.out);
	r.in = a.v[tool_has(&a, "complete")];
	if (a.json && r.out != NULL)
		tool_at_quit(print_failed, &r);
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	status = r.out != NULL ? sign(ctx, &a, &r) : batch(ctx, &a, &r);
	if (status == TOOL_OK)
		tool_warn_plain(r.signer, sign_setting(&a, "key").value);
	free_run(&r);
	ecert_ctx_free(ctx);
	/* A failure was reported; a full pipe would be a second time. */
	return status == TOOL_TROUBLE ? status : tool_finish(status);
}
