/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_check.c - the self-check: a result is verified like a stranger's file
 * before it gets its name.  That also catches a faulted signature: a device that
 * computes wrongly.
 */
#include "job/job_priv.h"

#include <string.h>

/* What the relying party decides: whom to trust, which lists to fetch. */
static bool
is_trust_matter(ecert_reason r)
{
	return r == ECERT_R_CERT_UNTRUSTED || r == ECERT_R_SEAL_MAKER_UNTRUSTED ||
	    r == ECERT_R_CRL_UNAVAILABLE || r == ECERT_R_TIMESTAMP_UNTRUSTED;
}

static bool
is_bad(const ecert_report *report, size_t i)
{
	ecert_outcome o = ecert_report_check_outcome(report, i);

	return o == ECERT_CHECK_FAIL || (o == ECERT_CHECK_UNDECIDED &&
	    !is_trust_matter(ecert_report_check_reason(report, i)));
}

static const char *
what_is_wrong(const ecert_report *report, size_t i)
{
	ecert_reason r = ecert_report_check_reason(report, i);

	if (ecert_report_check_outcome(report, i) == ECERT_CHECK_FAIL)
		return "does not hold";
	return r == ECERT_R_COVERAGE_MISSING || r == ECERT_R_COVERAGE_EXTRA ?
	    "leaves a part unprotected" : "cannot be verified";
}

/*
 * The new signature is the last one.  What is wrong with one before it was wrong
 * in the input already: a signature does not touch what others protect.
 */
static ecert_err
headline(ecert_ctx *ctx, const ecert_report *report, size_t i, struct eci_buf *out)
{
	size_t sig = ecert_report_check_signature(report, i), n = eci_report_signatures(report);

	if (sig == 0 || sig >= n)
		return eci_buf_adds(ctx, out, "the result does not verify");
	return eci_buf_addf(ctx, out, "an earlier signature (%zu of %zu) %s", sig, n,
	    what_is_wrong(report, i));
}

/* Every reason once, the first with where and why. */
static ecert_err
refuse(ecert_ctx *ctx, const ecert_report *report, size_t first, const char *name)
{
	ecert_reason r = ecert_report_check_reason(report, first), other;
	struct eci_buf more = { 0 }, head = { 0 };
	size_t i, n = ecert_report_check_count(report);
	ecert_err e = eci_buf_adds(ctx, &more, "");

	if (e == ECERT_OK)
		e = headline(ctx, report, first, &head);
	for (i = first + 1; i < n && e == ECERT_OK; i++) {
		other = ecert_report_check_reason(report, i);
		if (!is_bad(report, i) || other == r ||
		    strstr((char *)more.ptr, ecert_reason_name(other)) != NULL)
			continue;
		e = eci_buf_addf(ctx, &more, ", %s", ecert_reason_name(other));
	}
	if (e == ECERT_OK) {
		eci_reject(ctx, r, name, NULL, "%s: %s: %s: %s%s",
		    (const char *)head.ptr, ecert_reason_name(r), ecert_report_check_where(report, first),
		    ecert_report_check_detail(report, first), (const char *)more.ptr);
		e = ECERT_E_INVALID;
	}
	eci_buf_free(&head);
	eci_buf_free(&more);
	return e;
}

ecert_err
eci_job_accept(ecert_ctx *ctx, ecert_err e, const ecert_report *report, const char *name)
{
	size_t i;

	if (e != ECERT_OK && e != ECERT_E_INVALID && e != ECERT_E_UNDECIDED)
		return e;
	for (i = 0; i < ecert_report_check_count(report); i++)
		if (is_bad(report, i))
			return refuse(ctx, report, i, name);
	/* A verdict without a check to show for it must not slip through. */
	if (ecert_report_verdict(report) != ECERT_INVALID)
		return ECERT_OK;
	eci_reject(ctx, ECERT_R_NONE, name, NULL, "the result does not verify");
	return ECERT_E_INVALID;
}

/* The one thing that is wrong with a prepared document. */
static bool
is_value_missing(const ecert_report *report, size_t i)
{
	return ecert_report_check_outcome(report, i) == ECERT_CHECK_FAIL &&
	    ecert_report_check_reason(report, i) == ECERT_R_REF_MISSING_FILE &&
	    ecert_report_check_signature(report, i) == eci_report_signatures(report);
}

/* The same as a walk through the document sees it: of the links of the description all
 * others lead somewhere, or nothing would have been prepared. */
static bool
is_link_to_value(const ecert_report *report, size_t i, const char *description)
{
	return ecert_report_check_outcome(report, i) == ECERT_CHECK_UNDECIDED &&
	    ecert_report_check_reason(report, i) == ECERT_R_DANGLING_REF &&
	    strcmp(ecert_report_check_where(report, i), description) == 0;
}

/* The new seal, which speaks for itself only when its value is there, is what earlier
 * signatures leave unprotected; whether that is all is seen then. */
static bool
is_coverage_of_earlier(const ecert_report *report, size_t i)
{
	size_t sig = ecert_report_check_signature(report, i);

	return ecert_report_check_outcome(report, i) == ECERT_CHECK_UNDECIDED &&
	    ecert_report_check_reason(report, i) == ECERT_R_COVERAGE_MISSING &&
	    sig > 0 && sig < eci_report_signatures(report);
}

ecert_err
eci_job_accept_prepared(ecert_ctx *ctx, ecert_err e, const ecert_report *report,
    const char *description, const char *name)
{
	size_t i, missing = 0, links = 0;

	if (e != ECERT_OK && e != ECERT_E_INVALID && e != ECERT_E_UNDECIDED)
		return e;
	for (i = 0; i < ecert_report_check_count(report); i++)
		if (is_value_missing(report, i))
			missing++;
		else if (is_bad(report, i) && !is_coverage_of_earlier(report, i) &&
		    !(is_link_to_value(report, i, description) && links++ == 0))
			return refuse(ctx, report, i, name);
	if (missing == 1 && ecert_report_verdict(report) == ECERT_INVALID)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_INTERNAL, "a prepared document passes for signed");
}
