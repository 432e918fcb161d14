/* SPDX-License-Identifier: Apache-2.0 */
/* Genuine seals of three versions, and one file with a V1 signature: verdict and
 * reasons to the last. */
#include <stdio.h>

#include "unit.h"
#include "verify/verify_priv.h"

/* "date -u -d ... +%s" */
#define T_2021 1609459200     /* inside the makers' certificates, 2020-04-21 .. 2022-04-21 */
#define T_2026 1780272000     /* 2026-06-01: after the V5 seals claim to be made */

static ecert_ctx *ctx;

#define R(x) ECERT_R_##x

static const struct {
	const char       *file;
	ecert_ses_version version;
	int64_t           time;
	bool              trusted;       /* the maker is in the store */
	ecert_verdict     want;
	ecert_reason      reasons[8];
} seals[] = {
	{ "seals/UserV1.esl", 1, T_2021, false, ECERT_UNDECIDED,
	    { R(SEAL_MAKER_UNTRUSTED), R(CRL_UNAVAILABLE) } },
	{ "seals/UserV1.esl", 1, T_2021, true, ECERT_VALID, { 0 } },
	{ "seals/UserV1.esl", 1, T_2026, true, ECERT_INVALID,
	    { R(CERT_EXPIRED), R(SEAL_EXPIRED) } },
	{ "seals/UserV4.esl", 4, T_2021, false, ECERT_UNDECIDED,
	    { R(SEAL_MAKER_UNTRUSTED), R(CRL_UNAVAILABLE) } },
	{ "seals/UserV4.esl", 4, T_2021, true, ECERT_VALID, { 0 } },
	{ "seals/UserV4.esl", 4, T_2026, true, ECERT_INVALID,
	    { R(CERT_EXPIRED), R(SEAL_EXPIRED) } },
	/* Made in 2026 with a certificate that ended in 2022. */
	{ "seals/UserV5.esl", 5, T_2021, true, ECERT_INVALID,
	    { R(CERT_EXPIRED), R(TIME_FUTURE) } },
	{ "seals/UserV5.esl", 5, T_2026, true, ECERT_INVALID, { R(CERT_EXPIRED) } },
	{ "seals/UserV5_ts.esl", 5, T_2026, true, ECERT_INVALID,
	    { R(CERT_EXPIRED), R(TIMESTAMP_BAD) } },
};

/* The reasons that decide, in their order, as words. */
static void
words(const ecert_reason *v, size_t n, char out[256])
{
	size_t i, at = 0;

	out[0] = '\0';
	for (i = 0; i < n && v[i] != ECERT_R_NONE; i++)
		at += (size_t)snprintf(out + at, 256 - at, "%s ", ecert_reason_name(v[i]));
}

static void
check_reasons(const ecert_report *rep, const ecert_reason *want, size_t n)
{
	ecert_reason got[64] = { 0 };
	char a[256], b[256];
	size_t i;

	for (i = 0; i < ecert_report_reason_count(rep) && i < 64; i++)
		got[i] = ecert_report_reason(rep, i);
	words(got, 64, a);
	words(want, n, b);
	CHECK_STR(a, b);
}

static ecert_report *
judge(const ecert_seal *seal, int64_t t, bool trusted, bool strict)
{
	ecert_policy *policy = NULL;
	ecert_report *rep = NULL;
	ecert_trust *trust = NULL;
	const uint8_t *maker;
	size_t n;

	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	maker = ecert_seal_maker_cert(seal, &n);
	if (trusted)
		CHECK_OK(ctx, ecert_trust_add_makers(ctx, trust, maker, n));
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	ecert_policy_set_time(policy, t);
	ecert_policy_set_strict(policy, strict);
	ecert_seal_verify(ctx, seal, policy, &rep);
	CHECK(rep != NULL);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	return rep;
}

static void
test_seals(void)
{
	ecert_report *rep;
	ecert_seal *seal;
	uint8_t *p;
	size_t i, k, n, passed;

	for (i = 0; i < ECI_COUNT(seals); i++) {
		unit_case("%s in %s, %s", seals[i].file, seals[i].time == T_2021 ? "2021" : "2026",
		    seals[i].trusted ? "maker trusted" : "nobody trusted");
		if (!unit_corpus(seals[i].file, &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, p, n, &seal));
		CHECK_INT(ecert_seal_version(seal), seals[i].version);
		rep = judge(seal, seals[i].time, seals[i].trusted, false);
		CHECK_INT(ecert_report_verdict(rep), seals[i].want);
		check_reasons(rep, seals[i].reasons, 8);
		/* Whatever else is wrong, the maker's signature holds. */
		for (k = passed = 0; k < ecert_report_check_count(rep); k++)
			passed += strcmp(ecert_report_check_name(rep, k), "seal.value") == 0 &&
			    ecert_report_check_outcome(rep, k) == ECERT_CHECK_PASS;
		CHECK_INT(passed, 1);
		ecert_report_free(rep);
		rep = judge(seal, seals[i].time, seals[i].trusted, true);
		CHECK_INT(ecert_report_verdict(rep), seals[i].want);
		ecert_report_free(rep);
		ecert_seal_free(seal);
	}
}

/* No bit of a seal can be changed unnoticed. */
static void
test_changed(void)
{
	static const char *const files[] = { "seals/UserV1.esl", "seals/UserV4.esl" };
	ecert_report *rep;
	ecert_seal *seal, *good;
	size_t i, at, n, len, valid;
	const uint8_t *maker;
	ecert_policy *policy;
	ecert_trust *trust;
	uint8_t *p;

	for (i = 0; i < ECI_COUNT(files); i++) {
		unit_case("%s with a bit changed", files[i]);
		if (!unit_corpus(files[i], &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, p, n, &good));
		CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
		maker = ecert_seal_maker_cert(good, &len);
		CHECK_OK(ctx, ecert_trust_add_makers(ctx, trust, maker, len));
		CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
		ecert_policy_set_trust(policy, trust);
		ecert_policy_set_time(policy, T_2021);
		/* All that is not the picture, and some of that. */
		for (at = valid = 0; at < n; at += at > 800 && at + 700 < n ? 211 : 1) {
			p[at] ^= 1 << at % 8;
			if (ecert_seal_load_mem(ctx, p, n, &seal) == ECERT_OK) {
				valid += ecert_seal_verify(ctx, seal, policy, &rep) == ECERT_OK;
				ecert_report_free(rep);
				ecert_seal_free(seal);
			}
			p[at] ^= 1 << at % 8;
		}
		CHECK_INT(valid, 0);
		ecert_policy_free(policy);
		ecert_trust_free(trust);
		ecert_seal_free(good);
	}
}

/* A demonstration of its producer: of what can be wrong with a V1 signature nearly
 * all is; the seal's own signature holds (verify_corpus.c). */
static void
test_v1_file(void)
{
	/* Failures, what stays open, and deviations that are notes. */
	static const ecert_reason want[] = { R(ALG_WEAK), R(SES_DATAHASH), R(SES_SIG_BAD),
		R(CERT_USAGE), R(SEAL_CERTLIST), R(SES_CRITICAL_EXT), R(CERT_UNTRUSTED),
		R(CRL_UNAVAILABLE), R(SEAL_MAKER_UNTRUSTED), R(SIG_XML_BAD), R(SES_MALFORMED) };
	ecert_policy *policy = NULL;
	ecert_report *rep = NULL;
	char *text = NULL;
	uint8_t *p;
	size_t n;

	unit_case("signed/n.ofd");
	if (!unit_corpus("signed/n.ofd", &p, &n)) {
		unit_skip("no corpus");
		return;
	}
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	ecert_policy_set_time(policy, T_2026);
	CHECK_ERR(ctx, ecert_verify_mem(ctx, p, n, "n.ofd", policy, &rep), ECERT_E_INVALID);
	check_reasons(rep, want, ECI_COUNT(want));
	CHECK_OK(ctx, ecert_report_text(ctx, rep, "en", &text));
	/* Its list holds the text "1", the serial number of the certificate. */
	CHECK(strstr(text, "names who may use it by identifiers") != NULL);
	ecert_free(text);
	ecert_report_free(rep);
	ecert_policy_free(policy);
}

int
main(void)
{
	ctx = unit_ctx();
	test_seals();
	test_changed();
	test_v1_file();
	return unit_end();
}
