/* SPDX-License-Identifier: Apache-2.0 */
/* job_sign.c - from an unsigned file to a signed and verified one. */
#include "job/job_priv.h"

#include <stdlib.h>

/* src is taken over.  The identifier comes first: a tag added after signing
 * would break the signature. */
static ecert_err
open_src(ecert_ctx *ctx, const ecert_sign_job *job, struct eci_src *src, ecert_doc **out)
{
	ecert_doc *doc = NULL;
	ecert_err e;

	*out = NULL;
	if (job->signer == NULL || (job->seal == NULL && eci_sign_wants_seal(job->opts))) {
		eci_src_close(src);
		return eci_fail(ctx, ECERT_E_ARG, "the job lacks a signer or a seal");
	}
	e = eci_ofd_open(ctx, src, &doc);
	if (e == ECERT_OK && job->id != NULL)
		e = ecert_doc_set_id(ctx, doc, job->id, job->id_flags);
	if (e == ECERT_OK && job->number != NULL)
		e = eci_job_check_number(ctx, doc, eci_policy_id_opts(job->policy), job->number);
	if (e != ECERT_OK) {
		ecert_doc_free(doc);
		return e;
	}
	*out = doc;
	return ECERT_OK;
}

static ecert_err
sign_src(ecert_ctx *ctx, const ecert_sign_job *job, struct eci_src *src, ecert_doc **out)
{
	ecert_doc *doc = NULL;
	ecert_err e;

	*out = NULL;
	if ((e = open_src(ctx, job, src, &doc)) != ECERT_OK)
		return e;
	if ((e = ecert_sign(ctx, doc, job->signer, job->seal, job->opts)) != ECERT_OK) {
		ecert_doc_free(doc);
		return e;
	}
	*out = doc;
	return ECERT_OK;
}

/* What verifying the result came to; report is taken over.  The bytes that were
 * verified are those that get the name. */
static ecert_err
judge(ecert_ctx *ctx, ecert_err e, ecert_report *report, const char *name,
    struct eci_job_done *done)
{
	e = eci_job_accept(ctx, e, report, name);
	if (e == ECERT_OK && done != NULL)
		e = eci_job_done_report(ctx, report, done);
	ecert_report_free(report);
	return e;
}

/* src is what doc was written to, taken over; e is how opening it ended. */
static ecert_err
check(ecert_ctx *ctx, const ecert_sign_job *job, struct eci_src *src, ecert_err e,
    const ecert_doc *doc, const char *name, struct eci_job_done *done)
{
	ecert_report *report = NULL;

	if (e == ECERT_OK && done != NULL && done->later)
		done->bytes = eci_src_held(src);
	e = eci_job_verify_written(ctx, src, e, doc, job->policy,
	    done != NULL && done->bytes == NULL, &report);
	return judge(ctx, e, report, name, done);
}

static ecert_err
check_file(ecert_ctx *ctx, const ecert_sign_job *job, struct eci_out *out,
    const ecert_doc *doc, const char *name, struct eci_job_done *done)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	e = eci_out_written(ctx, out, &src);
	return check(ctx, job, src, e, doc, name, done);
}

ecert_err
eci_job_write(ecert_ctx *ctx, const ecert_sign_job *job, ecert_doc *doc, const char *in,
    const char *path, struct eci_job_done *done)
{
	struct eci_out *out = NULL;
	ecert_err e;

	if ((e = eci_out_file(ctx, path, &out)) != ECERT_OK ||
	    (e = eci_ofd_save(ctx, doc, out)) != ECERT_OK ||
	    (e = check_file(ctx, job, out, doc, path, done)) != ECERT_OK)
		goto out;
	if (done != NULL && done->later) {
		done->out = out;
		return ECERT_OK;
	}
	if ((e = eci_out_sync(ctx, out)) == ECERT_OK &&
	    (e = eci_log_add(ctx, job, in, path, ECERT_OK, done)) == ECERT_OK)
		return eci_out_commit(ctx, out);
out:
	eci_out_abort(out);
	return e;
}

ecert_err
eci_job_name(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *path,
    struct eci_job_done *done)
{
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_out_sync(ctx, done->out)) == ECERT_OK &&
	    (e = eci_log_add(ctx, job, in, path, ECERT_OK, done)) == ECERT_OK)
		e = eci_out_rename(ctx, done->out);
	return e == ECERT_OK ? e : eci_log_add(ctx, job, in, path, e, NULL);
}

ecert_err
eci_job_spares(ecert_ctx *ctx, const char *in, const char *out)
{
	bool yes = false;
	ecert_err e = eci_out_would_remove(ctx, out, in, &yes);

	if (e != ECERT_OK || !yes)
		return e;
	eci_reject(ctx, ECERT_R_NONE, in, NULL,
	    "the name of a temporary file of %s, which would be removed", out);
	return ECERT_E_ARG;
}

ecert_err
eci_job_src(ecert_ctx *ctx, const char *in, const char *out, struct eci_src **src)
{
	ecert_err e;

	if ((e = eci_job_spares(ctx, in, out)) != ECERT_OK ||
	    (e = eci_src_open(ctx, in, src)) != ECERT_OK || !eci_src_is(*src, out))
		return e;
	/* The signed file would replace the only copy of the unsigned one. */
	eci_src_close(*src);
	*src = NULL;
	eci_reject(ctx, ECERT_R_NONE, out, NULL, "input and output are the same file");
	return ECERT_E_ARG;
}

ecert_err
eci_job_open(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    ecert_doc **doc)
{
	struct eci_src *src = NULL;
	ecert_err e;

	*doc = NULL;
	if ((e = eci_job_src(ctx, in, out, &src)) != ECERT_OK)
		return e;
	return open_src(ctx, job, src, doc);
}

void
eci_job_look(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    struct eci_sm3_batch *batch, struct eci_job_done *done)
{
	/* The document stays, whatever comes of it: its bytes are lent to the batch. */
	if (eci_job_open(ctx, job, in, out, &done->doc) == ECERT_OK)
		(void)eci_sign_look(ctx, done->doc, batch);
	eci_clear(ctx);
}

static ecert_err
sign_file(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    struct eci_job_done *done)
{
	ecert_doc *doc = done != NULL ? done->doc : NULL;
	ecert_err e = ECERT_OK;

	if (doc != NULL)
		done->doc = NULL;
	else
		e = eci_job_open(ctx, job, in, out, &doc);
	if (e == ECERT_OK)
		e = ecert_sign(ctx, doc, job->signer, job->seal, job->opts);
	if (e == ECERT_OK && done != NULL)
		e = eci_job_done_doc(ctx, doc, done);
	if (e == ECERT_OK)
		e = eci_job_write(ctx, job, doc, in, out, done);
	ecert_doc_free(doc);
	return e;
}

ecert_err
ecert_sign_file(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out)
{
	return ecert_sign_file_json(ctx, job, in, out, NULL);
}

ecert_err
eci_job_sign(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    struct eci_job_done *done, char **json)
{
	ecert_err e;

	eci_clear(ctx);
	e = sign_file(ctx, job, in, out, json != NULL || job->log != NULL ? done : NULL);
	if (e != ECERT_OK)
		e = eci_log_add(ctx, job, in, out, e, NULL);
	if (json != NULL && done->out == NULL)
		*json = eci_job_record(ctx, in, out, e, done);
	return e;
}

ecert_err
ecert_sign_file_json(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *out, char **json)
{
	struct eci_job_done done = { 0 };
	ecert_err e = eci_job_sign(ctx, job, in, out, &done, json);

	eci_job_done_free(&done);
	return e;
}

static ecert_err
check_mem(ecert_ctx *ctx, const ecert_sign_job *job, const struct eci_buf *b,
    const ecert_doc *doc, const char *name, struct eci_job_done *done)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	e = eci_src_view(ctx, b->ptr, b->len, name, &src);
	return check(ctx, job, src, e, doc, name, done);
}

static ecert_err
sign_mem(ecert_ctx *ctx, const ecert_sign_job *job, struct eci_bytes in, const char *in_name,
    const char *out_name, struct eci_buf *b, struct eci_job_done *done)
{
	struct eci_src *src = NULL;
	struct eci_out *out = NULL;
	ecert_doc *doc = NULL;
	ecert_err e;

	if ((e = eci_src_view(ctx, in.ptr, in.len, in_name, &src)) != ECERT_OK ||
	    (e = sign_src(ctx, job, src, &doc)) != ECERT_OK)
		return e;
	if ((done != NULL && (e = eci_job_done_doc(ctx, doc, done)) != ECERT_OK) ||
	    (e = eci_out_mem(ctx, b, &out)) != ECERT_OK ||
	    (e = eci_ofd_save(ctx, doc, out)) != ECERT_OK)
		goto out;
	e = check_mem(ctx, job, b, doc, out_name, done);
out:
	eci_out_abort(out);
	ecert_doc_free(doc);
	return e;
}

ecert_err
ecert_sign_mem_json(ecert_ctx *ctx, const ecert_sign_job *job, const uint8_t *in,
    size_t in_len, const char *in_name, const char *out_name, uint8_t **out, size_t *out_len,
    char **json)
{
	struct eci_job_done done = { 0 };
	struct eci_buf b = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	e = sign_mem(ctx, job, (struct eci_bytes){ in, in_len }, in_name, out_name, &b,
	    json != NULL || job->log != NULL ? &done : NULL);
	e = eci_log_add(ctx, job, in_name, out_name, e, e == ECERT_OK ? &done : NULL);
	if (json != NULL)
		*json = eci_job_record(ctx, in_name, out_name, e, &done);
	if (e == ECERT_OK)
		*out = eci_buf_take(&b, out_len);
	eci_buf_free(&b);
	eci_job_done_free(&done);
	return e;
}

ecert_err
ecert_sign_mem(ecert_ctx *ctx, const ecert_sign_job *job, const uint8_t *in, size_t in_len,
    uint8_t **out, size_t *out_len)
{
	return ecert_sign_mem_json(ctx, job, in, in_len, "(input)", "(output)", out, out_len, NULL);
}
