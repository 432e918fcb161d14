/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_verify.c - from bytes to a report.  Bytes that can be read always get a
 * report: a file that is no document is a finding, not a failure of the tool.
 */
#include "job/job_priv.h"

/* The input is at fault; memory, disk and the caller never make a verdict. */
static bool
is_refusal(const ecert_ctx *ctx, ecert_err e)
{
	return ecert_errreason(ctx) != ECERT_R_NONE &&
	    (e >= ECERT_E_PKG || e == ECERT_E_LIMIT || e == ECERT_E_UNSUPPORTED);
}

/* from: what a signer wrote to src; NULL for a file of whoever. */
struct view {
	const ecert_policy *policy;
	const ecert_doc    *from;
	bool                digest;
	const char         *name;      /* for what cannot even be opened; may be NULL */
};

/* src is taken over; e is how opening it ended. */
static ecert_err
verify_src(ecert_ctx *ctx, struct eci_src *src, ecert_err e, const struct view *view,
    ecert_report **out)
{
	const ecert_policy *policy = view->policy;
	struct eci_src *again = NULL;
	ecert_report *report = NULL;
	ecert_doc *doc = NULL;

	if (out != NULL)
		*out = NULL;
	if (e == ECERT_OK && (e = eci_src_dup(ctx, src, &again)) == ECERT_OK) {
		e = eci_ofd_open(ctx, src, &doc);
		src = NULL;
	}
	if (e == ECERT_OK)
		e = eci_verify_written(ctx, doc, view->from, policy, view->digest, &report);
	if (report == NULL && is_refusal(ctx, e))
		e = eci_verify_refused(ctx, again, view->name, policy, &report);
	ecert_doc_free(doc);
	eci_src_close(src);
	eci_src_close(again);
	if (out != NULL)
		*out = report;
	else
		ecert_report_free(report);
	return e;
}

ecert_err
ecert_verify_file(ecert_ctx *ctx, const char *path, const ecert_policy *policy,
    ecert_report **out)
{
	struct view view = { policy, NULL, out != NULL, path };
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	e = eci_src_open(ctx, path, &src);
	return verify_src(ctx, src, e, &view, out);
}

ecert_err
ecert_verify_fd(ecert_ctx *ctx, int fd, const char *name, const ecert_policy *policy,
    ecert_report **out)
{
	struct view view = { policy, NULL, out != NULL, name };
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	e = eci_src_fd(ctx, fd, name, &src);
	return verify_src(ctx, src, e, &view, out);
}

ecert_err
ecert_verify_mem(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    const ecert_policy *policy, ecert_report **out)
{
	struct view view = { policy, NULL, out != NULL, name };
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	e = eci_src_view(ctx, data, len, name, &src);
	return verify_src(ctx, src, e, &view, out);
}

ecert_err
eci_job_verify_written(ecert_ctx *ctx, struct eci_src *src, ecert_err e, const ecert_doc *doc,
    const ecert_policy *policy, bool digest, ecert_report **out)
{
	struct view view = { policy, doc, digest, NULL };

	return verify_src(ctx, src, e, &view, out);
}
