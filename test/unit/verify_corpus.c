/* SPDX-License-Identifier: Apache-2.0 */
/* Real files of nine producers: what of each holds.  The expectations are those
 * of the corpus' README, found with independent implementations. */
#include "unit.h"
#include "verify/verify_priv.h"

#define T_2027 1800000000     /* after the youngest file was signed */

static ecert_ctx *ctx;

struct expect {
	size_t        sig;
	const char   *check;
	ecert_outcome outcome;
	ecert_reason  reason;
};

#define P ECERT_CHECK_PASS
#define N ECERT_CHECK_NOTE
#define U ECERT_CHECK_UNDECIDED
#define F ECERT_CHECK_FAIL
#define R(x) ECERT_R_##x
#define INTACT(i) { i, "refs.digest", P, 0 }, { i, "sig.datahash", P, 0 }, \
	{ i, "sig.value", P, 0 }, { i, "sig.property", P, 0 }, { i, "seal.value", P, 0 }, \
	{ i, "seal.certlist", P, 0 }
/* Attributes in an order of their own, and other data in them than around them. */
#define PLAIN(i) { i, "refs.digest", P, 0 }, { i, "sig.type", P, 0 }, \
	{ i, "sig.format", N, 0 }, { i, "sig.datahash", P, 0 }, { i, "sig.value", P, 0 }, \
	{ i, "sig.time", P, 0 }, { i, "signer.path", U, R(CERT_UNTRUSTED) }

static const struct {
	const char *file;
	size_t      n_sigs;
	struct expect v[16];
} files[] = {
	{ "signed/v4signed.ofd", 1, { INTACT(1), { 1, "sig.format", P, 0 },
	    { 1, "signer.path", U, R(CERT_UNTRUSTED) },
	    { 1, "seal.maker.path", U, R(SEAL_MAKER_UNTRUSTED) } } },
	{ "signed/signedFile.ofd", 1, { INTACT(1) } },
	{ "signed/999.ofd", 1, { INTACT(1),
	    { 1, "refs.coverage", U, R(COVERAGE_MISSING) } } },
	{ "signed/SESV4SignDoc.ofd", 1, { INTACT(1), { 1, "seal.validity", F, R(SEAL_EXPIRED) },
	    { 1, "sig.seal-file", P, 0 } } },
	{ "signed/keyword.ofd", 2, { { 1, "refs.digest", F, R(DIGEST_MISMATCH) },
	    { 1, "sig.datahash", P, 0 }, { 1, "sig.value", N, 0 }, { 1, "seal.value", P, 0 },
	    { 2, "sig.type", P, 0 }, { 2, "sig.datahash", P, 0 }, { 2, "sig.value", N, 0 },
	    { 2, "signer.path", U, R(CERT_UNTRUSTED) },
	    { 2, "refs.digest", F, R(DIGEST_MISMATCH) } } },
	{ "signed/testPathClip.ofd", 2, { PLAIN(1), PLAIN(2) } },
	{ "signed/zsbk.ofd", 2, { { 1, "refs.digest", F, R(DIGEST_MISMATCH) },
	    { 1, "sig.datahash", P, 0 }, { 1, "sig.value", P, 0 }, { 1, "seal.value", P, 0 },
	    { 2, "refs.digest", F, R(DIGEST_MISMATCH) }, { 2, "sig.datahash", P, 0 },
	    { 2, "sig.value", P, 0 }, { 2, "seal.value", P, 0 } } },
	{ "signed/h.ofd", 2, { { 1, "refs.digest", F, R(DIGEST_MISMATCH) },
	    { 1, "sig.value", P, 0 }, INTACT(2) } },
	{ "signed/n.ofd", 1, { { 1, "refs.method", F, R(ALG_WEAK) },
	    { 1, "sig.datahash", F, R(SES_DATAHASH) }, { 1, "sig.value", F, R(SES_SIG_BAD) },
	    { 1, "seal.value", P, 0 } } },
	{ "signed/DigitalSign.ofd", 1, { { 1, "sig.type", P, 0 }, { 1, "refs.digest", P, 0 },
	    { 1, "sig.value", U, R(UNSUPPORTED) }, { 1, "signer.key", U, R(CERT_UNTRUSTED) } } },
};

static const char *const unsigned_files[] = { "unsigned/helloworld.ofd",
	"unsigned/Page5.ofd", "unsigned/AddAttachment.ofd", "unsigned/namespace_no_std.ofd",
	"unsigned/z.ofd" };

/* The worst outcome of a check, and whether it came with that reason. */
static ecert_outcome
outcome_of(const ecert_report *rep, const struct expect *x, bool *reason)
{
	ecert_outcome worst = 0;
	size_t i;

	*reason = x->reason == ECERT_R_NONE;
	for (i = 0; i < ecert_report_check_count(rep); i++) {
		if (ecert_report_check_signature(rep, i) != x->sig ||
		    strcmp(ecert_report_check_name(rep, i), x->check) != 0)
			continue;
		if (ecert_report_check_outcome(rep, i) > worst)
			worst = ecert_report_check_outcome(rep, i);
		*reason |= ecert_report_check_reason(rep, i) == x->reason;
	}
	return worst;
}

static ecert_report *
report_of(const char *file, const ecert_policy *policy)
{
	ecert_report *rep = NULL;
	uint8_t *p;
	size_t n;

	if (!unit_corpus(file, &p, &n)) {
		unit_skip("no corpus");
		return NULL;
	}
	ecert_verify_mem(ctx, p, n, file, policy, &rep);
	CHECK(rep != NULL);
	return rep;
}

static void
test_signed(const ecert_policy *policy)
{
	ecert_report *rep;
	bool reason;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(files); i++) {
		unit_case("%s", files[i].file);
		if ((rep = report_of(files[i].file, policy)) == NULL)
			continue;
		CHECK_INT(rep->n_sigs, files[i].n_sigs);
		CHECK(ecert_report_verdict(rep) != ECERT_VALID);
		for (k = 0; k < ECI_COUNT(files[i].v) && files[i].v[k].check != NULL; k++) {
			if (outcome_of(rep, &files[i].v[k], &reason) == files[i].v[k].outcome &&
			    reason)
				continue;
			unit_fail(__FILE__, __LINE__, "signature %zu, %s: outcome %d, reason %s",
			    files[i].v[k].sig, files[i].v[k].check,
			    (int)outcome_of(rep, &files[i].v[k], &reason),
			    reason ? "as expected" : "another");
		}
		ecert_report_free(rep);
	}
}

static void
test_unsigned(const ecert_policy *policy)
{
	ecert_report *rep;
	size_t i;

	for (i = 0; i < ECI_COUNT(unsigned_files); i++) {
		unit_case("%s", unsigned_files[i]);
		if ((rep = report_of(unsigned_files[i], policy)) == NULL)
			continue;
		CHECK_INT(ecert_report_verdict(rep), ECERT_INVALID);
		CHECK_INT(ecert_report_reason(rep, 0), ECERT_R_NO_SIGNATURE);
		ecert_report_free(rep);
	}
}

static void
test_seals(const ecert_policy *policy)
{
	static const char *const seals[] = { "seals/UserV1.esl", "seals/UserV4.esl",
		"seals/UserV5.esl", "seals/UserV5_ts.esl" };
	const struct expect x = { 0, "seal.value", P, 0 };
	ecert_report *rep = NULL;
	ecert_seal *seal = NULL;
	char *text = NULL;
	bool reason;
	uint8_t *p;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(seals); i++) {
		unit_case("%s", seals[i]);
		if (!unit_corpus(seals[i], &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, p, n, &seal));
		CHECK(ecert_seal_verify(ctx, seal, policy, &rep) != ECERT_OK);
		CHECK(rep != NULL && outcome_of(rep, &x, &reason) == P);
		CHECK_OK(ctx, ecert_report_text(ctx, rep, "en", &text));
		CHECK(strstr(text, "document") == NULL && strstr(text, "signing") == NULL);
		CHECK(strstr(text, "ecert-verify") == NULL);
		CHECK(strstr(text, "seal-make verify --trust DIR") != NULL);
		CHECK(strstr(text, "not checked: whether the seal's picture matches its name; "
		    "whether a seal was revoked") != NULL);
		ecert_free(text);
		ecert_report_free(rep);
		ecert_seal_free(seal);
	}
}

/* Nothing fails in a file that needs no more than somebody to trust. */
static void
test_trust_alone(const ecert_policy *policy)
{
	ecert_report *rep;
	size_t i;

	unit_case("testPathClip.ofd: open for trust alone");
	if ((rep = report_of("signed/testPathClip.ofd", policy)) == NULL)
		return;
	for (i = 0; i < ecert_report_check_count(rep); i++) {
		if (ecert_report_check_outcome(rep, i) == F)
			unit_fail(__FILE__, __LINE__, "%s: %s", ecert_report_check_name(rep, i),
			    ecert_report_check_detail(rep, i));
		if (ecert_report_check_outcome(rep, i) == U && ecert_report_check_signature(rep, i) > 0)
			CHECK(ecert_report_check_reason(rep, i) == R(CERT_UNTRUSTED) ||
			    ecert_report_check_reason(rep, i) == R(CRL_UNAVAILABLE) ||
			    ecert_report_check_reason(rep, i) == R(COVERAGE_MISSING));
	}
	ecert_report_free(rep);
}

/* The bare value's signer is the one of a seal of the same producer. */
static void
test_bare(void)
{
	static const struct expect open = { 1, "signer.path", U, R(CERT_UNTRUSTED) };
	static const struct expect good = { 1, "sig.value", P, 0 };
	struct eci_ses_seal seal;
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL;
	ecert_report *rep;
	bool reason;
	uint8_t *p;
	size_t n;

	unit_case("DigitalSign.ofd, with the certificate it was made with");
	if (!unit_corpus("seals/UserV4.esl", &p, &n)) {
		unit_skip("no corpus");
		return;
	}
	CHECK_OK(ctx, eci_ses_seal_decode(ctx, "UserV4.esl", p, n, &seal));
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	ecert_policy_set_time(policy, T_2027);
	CHECK_OK(ctx, ecert_policy_add_signer_cert(ctx, policy, seal.list[0].value.ptr,
	    seal.list[0].value.len));
	if ((rep = report_of("signed/DigitalSign.ofd", policy)) != NULL) {
		CHECK_INT(outcome_of(rep, &good, &reason), P);
		CHECK_INT(outcome_of(rep, &open, &reason), U);
		CHECK_INT(rep->sigs[0].time, 1587543764);     /* 2020-04-22 16:22:44 +08:00 */
		ecert_report_free(rep);
	}

	unit_case("DigitalSign.ofd, and that certificate trusted");
	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_OK(ctx, ecert_trust_add_roots(ctx, trust, seal.list[0].value.ptr,
	    seal.list[0].value.len));
	ecert_policy_set_trust(policy, trust);
	if ((rep = report_of("signed/DigitalSign.ofd", policy)) != NULL) {
		CHECK_INT(ecert_report_verdict(rep), ECERT_VALID);
		ecert_report_free(rep);
	}

	unit_case("DigitalSign.ofd, with another certificate");
	ecert_policy_free(policy);
	policy = NULL;
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	ecert_policy_set_time(policy, T_2027);
	CHECK_OK(ctx, ecert_policy_add_signer_cert(ctx, policy, seal.cert.ptr, seal.cert.len));
	if ((rep = report_of("signed/DigitalSign.ofd", policy)) != NULL) {
		CHECK_INT(outcome_of(rep, &good, &reason), F);
		ecert_report_free(rep);
	}
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	eci_ses_seal_free(&seal);
}

/* Every bit of a signed file matters, or what it changes is not content. */
static void
test_truncations(const ecert_policy *policy)
{
	ecert_report *rep = NULL;
	uint8_t *p;
	size_t i, n;

	unit_case("no truncation of a file is accepted");
	if (!unit_corpus("signed/SESV4SignDoc.ofd", &p, &n)) {
		unit_skip("no corpus");
		return;
	}
	for (i = 0; i < n; i += 97) {
		CHECK(ecert_verify_mem(ctx, p, i, "cut", policy, &rep) == ECERT_E_INVALID);
		ecert_report_free(rep);
	}
}

int
main(void)
{
	ecert_policy *policy = NULL;

	ctx = unit_ctx();
	unit_case("policy");
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	ecert_policy_set_time(policy, T_2027);
	test_signed(policy);
	test_unsigned(policy);
	test_seals(policy);
	test_trust_alone(policy);
	test_bare();
	test_truncations(policy);
	ecert_policy_free(policy);
	return unit_end();
}
