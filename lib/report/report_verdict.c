/* SPDX-License-Identifier: Apache-2.0 */
/* report_verdict.c - the one place where outcomes become a verdict.  Pure. */
#include "report/report_priv.h"

/* What is open by default and settled against the document under --strict. */
static bool
strict_reason(ecert_reason r)
{
	return r == ECERT_R_COVERAGE_MISSING || r == ECERT_R_COVERAGE_EXTRA ||
	    r == ECERT_R_DANGLING_REF || r == ECERT_R_ACTIVE_CONTENT ||
	    r == ECERT_R_STAMP_BAD;
}

ecert_outcome
eci_report_outcome(const struct eci_report_item *item, bool strict)
{
	switch (item->outcome) {
	case ECERT_CHECK_PASS:
		return ECERT_CHECK_PASS;
	case ECERT_CHECK_NOTE:
		return strict && item->deviation ? ECERT_CHECK_FAIL : ECERT_CHECK_NOTE;
	case ECERT_CHECK_UNDECIDED:
		return strict && strict_reason(item->reason) ? ECERT_CHECK_FAIL :
		    ECERT_CHECK_UNDECIDED;
	default:
		return ECERT_CHECK_FAIL;   /* what is no outcome cannot be a good one */
	}
}

/* Each reason once; the caller goes from the worst outcome to the mildest. */
static void
add_reason(struct eci_report_verdict *out, ecert_reason r)
{
	size_t i;

	if (r == ECERT_R_NONE || out->n == ECI_COUNT(out->reasons))
		return;
	for (i = 0; i < out->n; i++)
		if (out->reasons[i] == r)
			return;
	out->reasons[out->n++] = r;
}

static size_t
collect(const struct eci_report_item *v, size_t n, size_t sig, bool strict,
    ecert_outcome want, struct eci_report_verdict *out)
{
	size_t i, found = 0;

	for (i = 0; i < n; i++) {
		if (sig != ECI_V_ALL && v[i].sig != sig)
			continue;
		if (eci_report_outcome(&v[i], strict) != want)
			continue;
		add_reason(out, v[i].reason);
		found++;
	}
	return found;
}

void
eci_report_verdict(const struct eci_report_item *v, size_t n, size_t sig, size_t subjects,
    bool strict, struct eci_report_verdict *out)
{
	size_t failed, undecided, rest;

	*out = (struct eci_report_verdict){ .verdict = ECERT_INVALID };
	failed = collect(v, n, sig, strict, ECERT_CHECK_FAIL, out);
	out->decisive = out->n;
	undecided = collect(v, n, sig, strict, ECERT_CHECK_UNDECIDED, out);
	if (failed == 0 && subjects > 0)
		out->decisive = out->n;
	rest = collect(v, n, sig, strict, ECERT_CHECK_NOTE, out);
	rest += collect(v, n, sig, strict, ECERT_CHECK_PASS, out);
	if (failed > 0 || subjects == 0)
		return;
	if (undecided > 0)
		out->verdict = ECERT_UNDECIDED;
	else if (rest > 0)
		out->verdict = ECERT_VALID;
}
