/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_log.c - the record of signings: the metrology specification's 7.2.2 b) wants each
 * of them logged so that it can be traced and audited.  See ecert-log(5).
 *
 * Each line carries the SM3 of the one before it, so that a line that was changed or
 * taken out later shows.
 */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "job/job_priv.h"
#include "json/json.h"
#include "seal/seal.h"
#include "signer/signer.h"

#define NAME_BYTES 256

struct ecert_log {              /* does not change: threads share it */
	char *path, *account, *host;
	char *operator;
};

/* The name of who the process runs as; a number where there is none. */
static ecert_err
account_of(ecert_ctx *ctx, char **out)
{
	struct passwd pw, *found = NULL;
	char buf[16384], number[32];
	uid_t uid = geteuid();

	if (getpwuid_r(uid, &pw, buf, sizeof(buf), &found) == 0 && found != NULL &&
	    *found->pw_name != '\0')
		return eci_strdup(ctx, found->pw_name, out);
	snprintf(number, sizeof(number), "%llu", (unsigned long long)uid);
	return eci_strdup(ctx, number, out);
}

static ecert_err
host_of(ecert_ctx *ctx, char **out)
{
	char name[NAME_BYTES] = "";

	if (gethostname(name, sizeof(name) - 1) != 0)
		name[0] = '\0';
	return eci_strdup(ctx, name, out);
}

/* A log that cannot be written to is found out before anything is signed. */
ecert_err
ecert_log_open(ecert_ctx *ctx, const char *path, const char *user, ecert_log **out)
{
	struct eci_append *a = NULL;
	ecert_log *log;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((log = calloc(1, sizeof(*log))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_strdup(ctx, path, &log->path)) == ECERT_OK &&
	    (e = account_of(ctx, &log->account)) == ECERT_OK &&
	    (e = host_of(ctx, &log->host)) == ECERT_OK &&
	    (e = eci_strdup(ctx, user != NULL ? user : log->account, &log->operator)) == ECERT_OK)
		e = eci_append_open(ctx, path, '{', &a);
	eci_append_close(a);
	if (e != ECERT_OK) {
		ecert_log_close(log);
		return e;
	}
	*out = log;
	return ECERT_OK;
}

void
ecert_log_close(ecert_log *log)
{
	if (log == NULL)
		return;
	free(log->path);
	free(log->account);
	free(log->host);
	free(log->operator);
	free(log);
}

static void
add_signer(struct eci_json *j, const char *subject, const char *serial, const char *issuer)
{
	struct eci_json *o = eci_json_object(j, "signer");

	eci_json_str(o, "subject", subject);
	eci_json_str(o, "serial", serial);
	eci_json_str(o, "issuer", issuer);
}

/* Of a result what it says; where there is none, who was to sign. */
static void
add_who(struct eci_json *j, const ecert_sign_job *job, const struct eci_job_done *done)
{
	const struct eci_cert *cert;

	if (done != NULL && done->subject != NULL) {
		eci_json_str(j, "seal", done->seal);
		add_signer(j, done->subject, done->serial, done->issuer);
		return;
	}
	eci_json_str(j, "seal", job->seal != NULL && eci_sign_wants_seal(job->opts) ?
	    ecert_seal_id(job->seal) : NULL);
	if (job->signer == NULL) {
		eci_json_str(j, "signer", NULL);
		return;
	}
	cert = eci_signer_cert(job->signer);
	add_signer(j, eci_cert_subject(cert), eci_cert_serial(cert), eci_cert_issuer(cert));
}

static void
add_signed(struct eci_json *j, const ecert_sign_job *job, const struct eci_job_done *done)
{
	if (!done->has_time)
		return;
	eci_json_time(j, "signed_at", done->time);
	eci_json_str(j, "time_source", done->stamped ? "timestamp" :
	    eci_sign_time_given(job->opts) ? "given" : "clock");
}

/* The application's clock may be any: nothing is known of it. */
static void
add_clock(ecert_ctx *ctx, struct eci_json *j)
{
	int64_t error = 0;
	enum eci_synced synced = eci_now_is_system(ctx) ? eci_clock_synced(&error) :
	    ECI_SYNCED_UNKNOWN;

	if (synced == ECI_SYNCED_UNKNOWN)
		eci_json_str(j, "clock_synchronised", NULL);
	else
		eci_json_bool(j, "clock_synchronised", synced == ECI_SYNCED_YES);
	if (synced == ECI_SYNCED_YES)
		eci_json_int(j, "clock_error_us", error);
}

static void
add_process(ecert_ctx *ctx, struct eci_json *j, const ecert_log *log)
{
	eci_json_str(j, "operator", log->operator);
	eci_json_str(j, "account", log->account);
	eci_json_str(j, "host", log->host);
	eci_json_int(j, "process", (int64_t)getpid());
	add_clock(ctx, j);
	eci_json_str(j, "version", ecert_version());
}

static ecert_err
text_of(ecert_ctx *ctx, const ecert_sign_job *job, const struct eci_job_run *run, char **out)
{
	struct eci_json *j = eci_json_new();
	ecert_err e;

	if (j == NULL)
		return eci_nomem(ctx);
	eci_json_time(j, "time", eci_now(ctx));
	eci_json_str(j, "result", run->e == ECERT_OK ? "done" : "failed");
	eci_json_str(j, "input", run->in);
	eci_json_str(j, "output", run->out);
	eci_job_outcome(j, run);
	if (run->e == ECERT_OK)
		add_signed(j, job, run->done);
	add_who(j, job, run->done);
	add_process(ctx, j, job->log);
	e = eci_json_text(ctx, j, out);
	eci_json_free(j);
	return e;
}

/* The object gets one more member: what was read under the lock. */
static ecert_err
add_previous(ecert_ctx *ctx, struct eci_buf *line, const struct eci_append *a)
{
	char hex[2 * ECI_SM3_LEN + 1];
	uint8_t sm3[ECI_SM3_LEN];
	struct eci_bytes last;
	ecert_err e;

	if (!eci_append_last(a, &last))
		return eci_buf_adds(ctx, line, ",\"previous\":null}");
	if ((e = eci_sm3(ctx, last.ptr, last.len, sm3)) != ECERT_OK)
		return e;
	eci_hex(sm3, ECI_SM3_LEN, hex);
	return eci_buf_addf(ctx, line, ",\"previous\":\"%s\"}", hex);
}

static ecert_err
append(ecert_ctx *ctx, const char *path, const char *text)
{
	struct eci_append *a = NULL;
	struct eci_buf line = { 0 };
	ecert_err e;

	if ((e = eci_buf_add(ctx, &line, text, strlen(text) - 1)) == ECERT_OK &&
	    (e = eci_append_open(ctx, path, '{', &a)) == ECERT_OK &&
	    (e = add_previous(ctx, &line, a)) == ECERT_OK)
		e = eci_append_line(ctx, a, (const char *)line.ptr);
	eci_append_close(a);
	eci_buf_free(&line);
	return e;
}

/* What the run failed with stays in ctx. */
static void
add_failure(ecert_ctx *ctx, const ecert_sign_job *job, const struct eci_job_run *run)
{
	ecert_ctx *aside = eci_ctx_like(ctx);
	char *text = NULL;
	ecert_err e;

	if (aside == NULL) {
		eci_fail_also(ctx, "not recorded: out of memory");
		return;
	}
	if ((e = text_of(aside, job, run, &text)) == ECERT_OK)
		e = append(aside, job->log->path, text);
	/* Where the log itself is what went wrong, as on a full disk, that is said already. */
	if (e != ECERT_OK && strcmp(ecert_errmsg(aside), run->message) != 0)
		eci_fail_also(ctx, "not recorded: %s", ecert_errmsg(aside));
	free(text);
	ecert_ctx_free(aside);
}

ecert_err
eci_log_add(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    ecert_err e, const struct eci_job_done *done)
{
	struct eci_job_run run = { in, out, e, ecert_errreason(ctx), ecert_errmsg(ctx), done };
	char *text = NULL;

	if (job->log == NULL)
		return e;
	if (e != ECERT_OK) {
		add_failure(ctx, job, &run);
		return e;
	}
	if ((e = text_of(ctx, job, &run, &text)) == ECERT_OK)
		e = append(ctx, job->log->path, text);
	free(text);
	return e;
}
