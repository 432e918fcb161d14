/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_batch_again.c - what a run that ended early has finished.  That a file is there
 * says little: it may be of another input, seal or signer, or another file altogether.
 */
#include <stdlib.h>
#include <string.h>

#include "job/job_batch.h"
#include "signer/signer.h"

/* The newest signature, and with the others the rest of the file, holds, and is the
 * signer's. */
static bool
is_good(ecert_ctx *ctx, const ecert_sign_job *job, const ecert_report *report, ecert_err e,
    const char *out)
{
	struct eci_bytes ours = eci_cert_der(eci_signer_cert(job->signer)), theirs;
	struct eci_report_newest v;

	if (report == NULL || eci_job_accept(ctx, e, report, out) != ECERT_OK ||
	    !eci_report_newest(report, &v) || v.cert == NULL)
		return false;
	theirs = eci_cert_der(v.cert);
	return theirs.len == ours.len && memcmp(theirs.ptr, ours.ptr, ours.len) == 0 &&
	    (v.stamped || !eci_sign_wants_stamp(job->opts));
}

/* src is taken over. */
static bool
is_same(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    struct eci_src *src, struct eci_job_done *done)
{
	ecert_doc *doc = NULL, *made = NULL;
	bool same = false;

	/* Bytes before or behind are in no signature, and signing adds none. */
	if (eci_ofd_open(ctx, src, &made) != ECERT_OK ||
	    eci_job_open(ctx, job, in, out, &doc) != ECERT_OK ||
	    eci_ofd_pkg_notes(made)->n > eci_ofd_pkg_notes(doc)->n ||
	    eci_sign_would_make(ctx, doc, job->signer, job->seal, job->opts, made,
	    &same) != ECERT_OK || !same)
		same = false;
	else
		same = eci_job_done_doc(ctx, made, done) == ECERT_OK;
	ecert_doc_free(doc);
	ecert_doc_free(made);
	return same;
}

bool
eci_job_is_done(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    struct eci_job_done *done)
{
	struct eci_src *src = NULL, *again = NULL;
	struct eci_job_done found = *done;
	ecert_report *report = NULL;
	bool is_done = false;
	ecert_err e;

	if (eci_job_spares(ctx, in, out) != ECERT_OK)
		goto out;
	(void)eci_out_sweep(ctx, out);
	if (job->signer == NULL || (e = eci_src_open(ctx, out, &src)) != ECERT_OK)
		goto out;
	if ((e = eci_src_dup(ctx, src, &again)) != ECERT_OK) {
		eci_src_close(src);
		goto out;
	}
	e = eci_job_verify_written(ctx, src, ECERT_OK, NULL, job->policy, true, &report);
	if (is_good(ctx, job, report, e, out) && eci_job_done_report(ctx, report, &found) == ECERT_OK) {
		is_done = is_same(ctx, job, in, out, again, &found);
		again = NULL;
	}
	eci_src_close(again);
out:
	ecert_report_free(report);
	if (is_done)
		*done = found;
	else
		eci_job_done_free(&found);
	eci_clear(ctx);
	return is_done;
}
