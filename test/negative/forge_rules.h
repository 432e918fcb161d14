/* SPDX-License-Identifier: Apache-2.0 */
/* forge_rules.h - documents judged by the text of a policy. */
#ifndef FORGE_RULES_H
#define FORGE_RULES_H

#include "forge_run.h"

struct rule_case {
	const char   *name;
	forge_hook   *before;
	const char   *policy;
	ecert_verdict want;
	const char   *says;      /* in the detail of an item of the check "policy" */
	forge_hook   *desc;
};

static inline bool
forge_says(const ecert_report *report, const char *check, const char *says)
{
	size_t i;

	for (i = 0; i < ecert_report_check_count(report); i++)
		if (strcmp(ecert_report_check_name(report, i), check) == 0 &&
		    strstr(ecert_report_check_detail(report, i), says) != NULL)
			return true;
	return false;
}

/* A verdict other than VALID has the reason that belongs to the check. */
static inline void
forge_check_says(const ecert_report *report, ecert_verdict want, const char *check,
    ecert_reason r, const char *says)
{
	ecert_reason any[6] = { want == ECERT_VALID ? ECERT_R_NONE : r };
	char *text = NULL;

	if (ecert_report_verdict(report) == want && forge_gives(report, want, any) &&
	    (says == NULL || forge_says(report, check, says)))
		return;
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "en", &text));
	unit_fail(__FILE__, __LINE__, "\"%s\"\n%s", says != NULL ? says : "", text != NULL ?
	    text : "?");
	ecert_free(text);
}

static inline ecert_report *
forge_report_of(forge_hook *before, forge_hook *desc)
{
	struct forge_case c = { .name = "", .before = before, .desc = desc };
	ecert_report *report = NULL;
	struct forge f;

	forge_make(&f, &c);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "forged.ofd", forge.policy,
	    &report);
	CHECK(report != NULL);
	forge_free(&f);
	return report;
}

static inline void
forge_rule(const struct rule_case *c)
{
	ecert_rules *rules = NULL;
	ecert_report *report;

	unit_case("%s", c->name);
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, c->policy, strlen(c->policy), "test",
	    &rules));
	ecert_policy_set_rules(forge.policy, rules);
	if ((report = forge_report_of(c->before, c->desc)) != NULL)
		forge_check_says(report, c->want, "policy", ECERT_R_POLICY, c->says);
	ecert_report_free(report);
	ecert_policy_set_rules(forge.policy, NULL);
	ecert_rules_free(rules);
}

static inline void
forge_rules(const struct rule_case *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		forge_rule(&v[i]);
}

#endif
