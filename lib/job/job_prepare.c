/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_prepare.c - signing files in two steps.  What is left between them is verified,
 * too: what would be wrong with the result is better known before somebody is asked
 * to sign it.
 */
#include "job/job_priv.h"

#include <stdlib.h>
#include <string.h>

/* Signature.xml of the last signature, as reports show it. */
static ecert_err
find_description(ecert_ctx *ctx, ecert_doc *doc, struct eci_buf *out)
{
	struct eci_ofd_sign *rows = NULL;
	size_t n = 0;
	ecert_err e;

	if ((e = eci_ofd_sign_list(ctx, doc, &rows, &n)) != ECERT_OK)
		return e;
	if (n > 0)
		e = eci_escape(ctx, out, rows[n - 1].entry, strlen(rows[n - 1].entry));
	eci_ofd_sign_list_free(rows, n);
	return e;
}

static ecert_err
check_prepared(ecert_ctx *ctx, const ecert_sign_job *job, struct eci_out *out,
    ecert_doc *doc, const char *name)
{
	struct eci_buf description = { 0 };
	ecert_report *report = NULL;
	struct eci_src *src = NULL;
	ecert_err e;

	if ((e = find_description(ctx, doc, &description)) != ECERT_OK)
		return e;
	eci_clear(ctx);
	e = eci_out_written(ctx, out, &src);
	e = eci_job_verify_written(ctx, src, e, doc, job->policy, false, &report);
	e = eci_job_accept_prepared(ctx, e, report, (const char *)description.ptr, name);
	ecert_report_free(report);
	eci_buf_free(&description);
	return e;
}

static ecert_err
write_prepared(ecert_ctx *ctx, const ecert_sign_job *job, ecert_doc *doc, const char *path)
{
	struct eci_out *out = NULL;
	ecert_err e;

	if ((e = eci_out_file(ctx, path, &out)) != ECERT_OK ||
	    (e = eci_ofd_save(ctx, doc, out)) != ECERT_OK ||
	    (e = check_prepared(ctx, job, out, doc, path)) != ECERT_OK) {
		eci_out_abort(out);
		return e;
	}
	return eci_out_commit(ctx, out);
}

ecert_err
ecert_sign_file_prepare(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *out, char **state)
{
	ecert_doc *doc = NULL;
	char *text = NULL;
	ecert_err e;

	eci_clear(ctx);
	*state = NULL;
	if ((e = eci_job_open(ctx, job, in, out, &doc)) == ECERT_OK &&
	    (e = ecert_sign_prepare(ctx, doc, job->signer, job->seal, job->opts,
	    &text)) == ECERT_OK &&
	    (e = write_prepared(ctx, job, doc, out)) == ECERT_OK) {
		*state = text;
		text = NULL;
	}
	free(text);
	ecert_doc_free(doc);
	return e;
}

/* What the caller has of the second step. */
struct second {
	const char    *state;
	size_t         state_len;
	const uint8_t *value;
	size_t         value_len;
};

static ecert_err
complete(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    const struct second *s, struct eci_job_done *done)
{
	struct eci_src *src = NULL;
	ecert_doc *doc = NULL;
	ecert_err e;

	if ((e = eci_job_src(ctx, in, out, &src)) != ECERT_OK ||
	    (e = eci_ofd_open(ctx, src, &doc)) != ECERT_OK)
		return e;
	e = ecert_sign_complete(ctx, doc, s->state, s->state_len, s->value, s->value_len,
	    eci_sign_tsa(job->opts));
	if (e == ECERT_OK && done != NULL)
		e = eci_job_done_doc(ctx, doc, done);
	if (e == ECERT_OK)
		e = eci_job_write(ctx, job, doc, in, out, done);
	ecert_doc_free(doc);
	return e;
}

ecert_err
ecert_sign_file_complete(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *state, size_t state_len, const uint8_t *value, size_t value_len,
    const char *out, char **json)
{
	struct second s = { state, state_len, value, value_len };
	struct eci_job_done done = { 0 };
	ecert_err e;

	eci_clear(ctx);
	e = complete(ctx, job, in, out, &s, json != NULL || job->log != NULL ? &done : NULL);
	if (e != ECERT_OK)
		e = eci_log_add(ctx, job, in, out, e, NULL);
	if (json != NULL)
		*json = eci_job_record(ctx, in, out, e, &done);
	eci_job_done_free(&done);
	return e;
}
