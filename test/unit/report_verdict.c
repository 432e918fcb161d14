/* SPDX-License-Identifier: Apache-2.0 */
/* The function that turns outcomes into a verdict, exhaustively. */
#include "unit.h"
#include "report/report_priv.h"

static struct eci_report_item
item(ecert_outcome o, ecert_reason r, bool deviation, size_t sig)
{
	return (struct eci_report_item){ .outcome = o, .reason = r, .deviation = deviation,
		.sig = sig };
}

/* What an outcome counts as, stated apart from the code under test. */
static const struct {
	const char   *name;
	ecert_outcome outcome;
	ecert_reason  reason;
	bool          deviation;
	ecert_outcome lax, strict;
} outcomes[] = {
	{ "pass", ECERT_CHECK_PASS, ECERT_R_NONE, false, ECERT_CHECK_PASS, ECERT_CHECK_PASS },
	{ "pass is no deviation", ECERT_CHECK_PASS, ECERT_R_NONE, true, ECERT_CHECK_PASS,
	    ECERT_CHECK_PASS },
	{ "information", ECERT_CHECK_NOTE, ECERT_R_CERT_EXPIRED_NOW, false, ECERT_CHECK_NOTE,
	    ECERT_CHECK_NOTE },
	{ "revoked after", ECERT_CHECK_NOTE, ECERT_R_CERT_REVOKED, false, ECERT_CHECK_NOTE,
	    ECERT_CHECK_NOTE },
	{ "root unchecked", ECERT_CHECK_NOTE, ECERT_R_ROOT_UNCHECKED, false, ECERT_CHECK_NOTE,
	    ECERT_CHECK_NOTE },
	{ "deviation", ECERT_CHECK_NOTE, ECERT_R_ZIP_AMBIGUOUS, true, ECERT_CHECK_NOTE,
	    ECERT_CHECK_FAIL },
	{ "coverage missing", ECERT_CHECK_UNDECIDED, ECERT_R_COVERAGE_MISSING, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_FAIL },
	{ "coverage extra", ECERT_CHECK_UNDECIDED, ECERT_R_COVERAGE_EXTRA, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_FAIL },
	{ "dangling", ECERT_CHECK_UNDECIDED, ECERT_R_DANGLING_REF, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_FAIL },
	{ "active", ECERT_CHECK_UNDECIDED, ECERT_R_ACTIVE_CONTENT, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_FAIL },
	{ "a place for a seal", ECERT_CHECK_UNDECIDED, ECERT_R_STAMP_BAD, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_FAIL },
	{ "untrusted", ECERT_CHECK_UNDECIDED, ECERT_R_CERT_UNTRUSTED, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_UNDECIDED },
	{ "maker untrusted", ECERT_CHECK_UNDECIDED, ECERT_R_SEAL_MAKER_UNTRUSTED, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_UNDECIDED },
	{ "no list", ECERT_CHECK_UNDECIDED, ECERT_R_CRL_UNAVAILABLE, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_UNDECIDED },
	{ "unsupported", ECERT_CHECK_UNDECIDED, ECERT_R_UNSUPPORTED, false,
	    ECERT_CHECK_UNDECIDED, ECERT_CHECK_UNDECIDED },
	{ "failure", ECERT_CHECK_FAIL, ECERT_R_DIGEST_MISMATCH, false, ECERT_CHECK_FAIL,
	    ECERT_CHECK_FAIL },
	{ "no outcome at all", 0, ECERT_R_NONE, false, ECERT_CHECK_FAIL, ECERT_CHECK_FAIL },
	{ "an outcome of the future", 5, ECERT_R_NONE, false, ECERT_CHECK_FAIL,
	    ECERT_CHECK_FAIL },
	{ "a negative outcome", -1, ECERT_R_NONE, false, ECERT_CHECK_FAIL, ECERT_CHECK_FAIL },
};
#define N ECI_COUNT(outcomes)

static void
test_outcomes(void)
{
	struct eci_report_item it;
	size_t i;

	for (i = 0; i < N; i++) {
		unit_case("outcome: %s", outcomes[i].name);
		it = item(outcomes[i].outcome, outcomes[i].reason, outcomes[i].deviation, 0);
		CHECK_INT(eci_report_outcome(&it, false), outcomes[i].lax);
		CHECK_INT(eci_report_outcome(&it, true), outcomes[i].strict);
	}
}

static ecert_verdict
want_of(ecert_outcome a, ecert_outcome b, ecert_outcome c)
{
	if (a == ECERT_CHECK_FAIL || b == ECERT_CHECK_FAIL || c == ECERT_CHECK_FAIL)
		return ECERT_INVALID;
	if (a == ECERT_CHECK_UNDECIDED || b == ECERT_CHECK_UNDECIDED ||
	    c == ECERT_CHECK_UNDECIDED)
		return ECERT_UNDECIDED;
	return ECERT_VALID;
}

static ecert_outcome
effect(size_t i, bool strict)
{
	return strict ? outcomes[i].strict : outcomes[i].lax;
}

/* Every three outcomes, in both policies: the worst decides. */
static void
test_triples(bool strict)
{
	struct eci_report_verdict got;
	struct eci_report_item v[3];
	size_t i, k, m;

	for (i = 0; i < N; i++) {
		unit_case("worst of three, %s, with %s", strict ? "strict" : "lax",
		    outcomes[i].name);
		for (k = 0; k < N; k++)
			for (m = 0; m < N; m++) {
				v[0] = item(outcomes[i].outcome, outcomes[i].reason,
				    outcomes[i].deviation, 1);
				v[1] = item(outcomes[k].outcome, outcomes[k].reason,
				    outcomes[k].deviation, 0);
				v[2] = item(outcomes[m].outcome, outcomes[m].reason,
				    outcomes[m].deviation, 2);
				eci_report_verdict(v, 3, ECI_V_ALL, 1, strict, &got);
				CHECK_INT(got.verdict, want_of(effect(i, strict),
				    effect(k, strict), effect(m, strict)));
			}
	}
}

static void
test_subjects(void)
{
	struct eci_report_item pass = item(ECERT_CHECK_PASS, ECERT_R_NONE, false, 0), it;
	struct eci_report_verdict got;

	unit_case("nothing to judge is not valid");
	eci_report_verdict(&pass, 1, ECI_V_ALL, 0, false, &got);
	CHECK_INT(got.verdict, ECERT_INVALID);
	CHECK_INT(got.n, 0);
	unit_case("nothing to judge, and something open: that does not decide");
	it = item(ECERT_CHECK_UNDECIDED, ECERT_R_CRL_UNAVAILABLE, false, 0);
	eci_report_verdict(&it, 1, ECI_V_ALL, 0, false, &got);
	CHECK_INT(got.verdict, ECERT_INVALID);
	CHECK_INT(got.n, 1);
	CHECK_INT(got.decisive, 0);
	unit_case("no check is not valid");
	eci_report_verdict(NULL, 0, ECI_V_ALL, 1, false, &got);
	CHECK_INT(got.verdict, ECERT_INVALID);
	unit_case("no check of this signature is not valid");
	eci_report_verdict(&pass, 1, 1, 1, false, &got);
	CHECK_INT(got.verdict, ECERT_INVALID);
	unit_case("one pass is valid");
	eci_report_verdict(&pass, 1, 0, 1, false, &got);
	CHECK_INT(got.verdict, ECERT_VALID);
}

static void
test_reasons(void)
{
	struct eci_report_item v[] = {
		item(ECERT_CHECK_NOTE, ECERT_R_CERT_EXPIRED_NOW, false, 1),
		item(ECERT_CHECK_UNDECIDED, ECERT_R_CRL_UNAVAILABLE, false, 1),
		item(ECERT_CHECK_FAIL, ECERT_R_DIGEST_MISMATCH, false, 2),
		item(ECERT_CHECK_PASS, ECERT_R_NONE, false, 2),
		item(ECERT_CHECK_NOTE, ECERT_R_DIGEST_MISMATCH, false, 1),
		item(ECERT_CHECK_FAIL, ECERT_R_SES_SIG_BAD, false, 2),
		item(ECERT_CHECK_FAIL, ECERT_R_DIGEST_MISMATCH, false, 2),
	};
	struct eci_report_verdict got;

	unit_case("reasons: worst first, each once");
	eci_report_verdict(v, ECI_COUNT(v), ECI_V_ALL, 2, false, &got);
	CHECK_INT(got.n, 4);
	CHECK_INT(got.reasons[0], ECERT_R_DIGEST_MISMATCH);
	CHECK_INT(got.reasons[1], ECERT_R_SES_SIG_BAD);
	CHECK_INT(got.reasons[2], ECERT_R_CRL_UNAVAILABLE);
	CHECK_INT(got.reasons[3], ECERT_R_CERT_EXPIRED_NOW);
	CHECK_INT(got.decisive, 2);

	unit_case("reasons of one signature alone");
	eci_report_verdict(v, ECI_COUNT(v), 1, 1, false, &got);
	CHECK_INT(got.verdict, ECERT_UNDECIDED);
	CHECK_INT(got.n, 3);
	CHECK_INT(got.reasons[0], ECERT_R_CRL_UNAVAILABLE);
	CHECK_INT(got.decisive, 1);

	unit_case("a note decides nothing");
	eci_report_verdict(v, 1, ECI_V_ALL, 1, false, &got);
	CHECK_INT(got.verdict, ECERT_VALID);
	CHECK_INT(got.n, 1);
	CHECK_INT(got.decisive, 0);
}

static void
test_overflow(void)
{
	struct eci_report_item v[100];
	struct eci_report_verdict got;
	size_t i;

	unit_case("more reasons than there is room for");
	for (i = 0; i < ECI_COUNT(v); i++)
		v[i] = item(ECERT_CHECK_FAIL, (ecert_reason)(1000 + i), false, 0);
	eci_report_verdict(v, ECI_COUNT(v), ECI_V_ALL, 1, false, &got);
	CHECK_INT(got.n, 64);
	CHECK_INT(got.verdict, ECERT_INVALID);
}

int
main(void)
{
	test_outcomes();
	test_triples(false);
	test_triples(true);
	test_subjects();
	test_reasons();
	test_overflow();
	return unit_end();
}
