/* SPDX-License-Identifier: Apache-2.0 */
/* Demands of a policy: how they are told, and what they cannot do. */
#include "../negative/forge_item.h"
#include "../negative/forge_rules.h"
#include "verify/verify_priv.h"

static const struct rule_case cases[] = {
	{ "a demand that is not met is INVALID", NULL, "identifier = yes\n", X,
	    "policy test, identifier: the document has no identifier that can be read", NULL },
	{ "a recommendation that is not followed is a note", NULL, "should identifier = yes\n", V,
	    "policy test, should identifier: ", NULL },
	{ "what is met stands in one line", NULL,
	    "title = T\nseal = yes\nkey-usage = yes\nvalidity = 10y\n", V,
	    "policy test (T), met: validity, key-usage, seal", NULL },
	{ "what is not met does not stand there", NULL, "seal = yes\nidentifier = yes\n", X,
	    "policy test (test), met: seal", NULL },
	{ "a policy that only reminds", NULL, "remind = 60d\n", V, NULL, NULL },
};

static void
unsigned_value(struct forge *f)
{
	forge_page_changed(f);
}

/* Everything is as demanded, and the document is forged all the same. */
static void
nothing_relaxed(void)
{
	static const char text[] = "seal = yes\nseal-name = Laboratory\nkey-usage = yes\n";
	struct forge_case c = { .name = "", .after = unsigned_value };
	ecert_rules *rules = NULL;
	struct forge f;

	unit_case("a policy that is met takes nothing back");
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	ecert_policy_set_rules(forge.policy, rules);
	forge_make(&f, &c);
	forge_judge(&f, forge.policy, X, (ecert_reason[6]){ R(DIGEST_MISMATCH) });
	forge_free(&f);
	ecert_policy_set_rules(forge.policy, NULL);
	ecert_rules_free(rules);
}

static void
languages(void)
{
	static const char text[] = "title = T\ntitle-zh = \xe9\xa2\x98\nseal = yes\n"
	    "identifier = yes # 4.5.1\n";
	ecert_rules *rules = NULL;
	ecert_report *report;
	size_t i, failed = 0, met = 0;

	unit_case("both languages, with the reason");
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	ecert_policy_set_rules(forge.policy, rules);
	report = forge_report_of(NULL, NULL);
	for (i = 0; i < report->n_items; i++) {
		if (report->items[i].check != ECI_V_POLICY)
			continue;
		if (report->items[i].outcome == ECERT_CHECK_FAIL) {
			failed++;
			CHECK_INT(report->items[i].reason, R(POLICY));
			CHECK_STR(report->items[i].detail[1], "\xe7\xad\x96\xe7\x95\xa5 test"
			    "\xef\xbc\x8cidentifier\xef\xbc\x9a\xe6\x96\x87\xe6\xa1\xa3\xe4\xb8\xad"
			    "\xe6\xb2\xa1\xe6\x9c\x89\xe5\x8f\xaf\xe8\xaf\xbb\xe7\x9a\x84\xe7\x94\xb5"
			    "\xe5\xad\x90\xe8\xaf\x81\xe4\xb9\xa6\xe6\xa0\x87\xe8\xaf\x86 [4.5.1]");
		} else {
			met++;
			CHECK(strstr(report->items[i].detail[1], "\xe9\xa2\x98") != NULL);
			CHECK(strstr(report->items[i].detail[1], "(T)") == NULL);
		}
	}
	CHECK_INT(failed, 1);
	CHECK_INT(met, 1);
	ecert_report_free(report);
	ecert_policy_set_rules(forge.policy, NULL);
	ecert_rules_free(rules);
}

/* All of the text, in both languages. */
static void
exact(void)
{
	static const struct { const char *policy, *en, *zh; } rows[] = {
		{ "identifier = yes\n",
		    "policy test, identifier: the document has no identifier that can be read",
		    "策略 test，identifier：文档中没有可读的电子证书标识" },
		{ "identifier = yes # 5.1\n",
		    "policy test, identifier: the document has no identifier that can be read [5.1]",
		    "策略 test，identifier：文档中没有可读的电子证书标识 [5.1]" },
		{ "seal-name = B\n", "policy test, seal-name: the name of the seal, \"Laboratory A\", "
		    "holds none of these: \"B\"",
		    "策略 test，seal-name：印章名称“Laboratory A”不含所要求的文字：“B”" },
		{ "seal-name = B\nseal-name = C\n", "policy test, seal-name: the name of the seal, "
		    "\"Laboratory A\", holds none of these: \"B\", ...",
		    "策略 test，seal-name：印章名称“Laboratory A”不含所要求的文字：“B”, ..." },
		{ "certificates-of = signer\npolicy-oid = 1.2.3\n", "policy test, policy-oid: the "
		    "certificate of CN=Lab A, O=Forge, C=CN names none of these policies: 1.2.3",
		    "策略 test，policy-oid：CN=Lab A, O=Forge, C=CN 的证书未载明所要求的策略标识符：1.2.3" },
	};
	ecert_rules *rules = NULL;
	ecert_report *report;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("all that is said: %s", rows[i].en);
		CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, rows[i].policy,
		    strlen(rows[i].policy), "test", &rules));
		ecert_policy_set_rules(forge.policy, rules);
		report = forge_report_of(NULL, NULL);
		for (n = k = 0; k < report->n_items; k++) {
			if (report->items[k].check != ECI_V_POLICY)
				continue;
			n++;
			CHECK_STR(report->items[k].detail[0], rows[i].en);
			CHECK_STR(report->items[k].detail[1], rows[i].zh);
		}
		/* Nothing is met, so nothing says that it is. */
		CHECK_INT(n, 1);
		ecert_report_free(report);
		ecert_policy_set_rules(forge.policy, NULL);
		ecert_rules_free(rules);
	}
}

/* The policies that come with the library, against a document of another field. */
static void
builtin(void)
{
	static const struct { const char *name; ecert_verdict want; const char *says; } v[] = {
		{ "metrology", V, "policy metrology, should seal-name: the name of the seal, "
		    "\"Laboratory A\"" },
		{ "yuegang", X, "policy yuegang, policy-oid: " },
		{ "yuegang", X, "policy yuegang, validity: " },
	};
	ecert_rules *rules = NULL;
	ecert_report *report;
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s: %s", v[i].name, v[i].says);
		CHECK_OK(forge.ctx, ecert_rules_builtin(forge.ctx, v[i].name, &rules));
		ecert_policy_set_rules(forge.policy, rules);
		report = forge_report_of(NULL, NULL);
		forge_check_says(report, v[i].want, "policy", R(POLICY), v[i].says);
		ecert_report_free(report);
		ecert_policy_set_rules(forge.policy, NULL);
		ecert_rules_free(rules);
	}
}

int
main(void)
{
	forge_start();
	forge_rules(cases, ECI_COUNT(cases));
	nothing_relaxed();
	languages();
	exact();
	builtin();
	forge_end();
	return unit_end();
}
