/* SPDX-License-Identifier: Apache-2.0 */
/* A policy that demands time stamps, where there are some. */
#include "../negative/forge_stamped.h"
#include "verify/verify_priv.h"

static bool
says(const ecert_report *report, const char *text)
{
	size_t i;

	for (i = 0; i < ecert_report_check_count(report); i++)
		if (strcmp(ecert_report_check_name(report, i), "policy") == 0 &&
		    strstr(ecert_report_check_detail(report, i), text) != NULL)
			return true;
	return false;
}

static void
judge_by(const struct world *w, const char *demand, ecert_verdict want, const char *text)
{
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(w, &trust);
	ecert_report *report = NULL;
	ecert_rules *rules = NULL;
	struct forge f;

	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, demand, strlen(demand), "test", &rules));
	ecert_policy_set_rules(policy, rules);
	make(&f);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy, &report);
	CHECK(report != NULL);
	CHECK_INT(ecert_report_verdict(report), want);
	CHECK(says(report, text));
	ecert_report_free(report);
	forge_free(&f);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_rules_free(rules);
}

static void
judge(const struct world *w, ecert_verdict want, const char *text)
{
	judge_by(w, "timestamp = yes\n", want, text);
}

SET(by_past, as(t, &tsa.past))

int
main(void)
{
	stamped_start();
	for (kind = K_V4; kind < K_COUNT; kind++) {
		/* A seal that is stamped is no signature that is. */
		unit_case("%s: stamped by somebody trusted", kinds[kind]);
		if (kind == K_SEAL)
			judge(&(struct world){ .no_tsa = false }, ECERT_INVALID,
			    "timestamp: the signature has no time stamp");
		else
			judge(&(struct world){ .no_tsa = false }, ECERT_VALID, "met: timestamp");
		if (kind == K_SEAL)
			continue;
		unit_case("%s: stamped by nobody who is trusted", kinds[kind]);
		judge(&(struct world){ .no_tsa = true }, ECERT_UNDECIDED,
		    "timestamp: the time stamp is not trusted. To settle it: put the certificate of "
		    "its authority into DIR/tsa.pem, if that deserves trust about times, and the list "
		    "about it into DIR/crls; run ecert-verify --trust DIR --policy test FILE");
		unit_case("%s: an authority is neither signer nor seal maker", kinds[kind]);
		set_token = by_past;
		judge_by(&(struct world){ .no_tsa = false }, "key-usage = yes\n", ECERT_VALID,
		    "met: key-usage");
		set_token = NULL;
	}
	stamped_end();
	return unit_end();
}
