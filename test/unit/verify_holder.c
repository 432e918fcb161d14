/* SPDX-License-Identifier: Apache-2.0 */
/* A certificate alone. */
#include "../negative/forge_rules.h"

static ecert_report *
report_of(const struct fwho *who, ecert_holder holder)
{
	struct eci_bytes der = eci_cert_der(who->cert);
	ecert_report *report = NULL;

	(void)ecert_cert_verify(forge.ctx, der.ptr, der.len, "c.pem", holder, forge.policy, &report);
	CHECK(report != NULL);
	return report;
}

static void
expect(const struct fwho *who, ecert_holder holder, ecert_verdict want, ecert_reason why)
{
	ecert_report *report = report_of(who, holder);
	ecert_reason any[6] = { why };

	CHECK_INT(ecert_report_verdict(report), want);
	CHECK(want == ECERT_VALID || forge_gives(report, want, any));
	ecert_report_free(report);
}

static void
holders(void)
{
	struct fwho ca = forge_ca("Holder CA", &forge.root, -1);

	unit_case("a signer");
	expect(&forge.signer, ECERT_HOLDER_SIGNER, ECERT_VALID, ECERT_R_NONE);
	unit_case("a maker");
	expect(&forge.maker, ECERT_HOLDER_MAKER, ECERT_VALID, ECERT_R_NONE);
	unit_case("a signer as maker: nobody vouches for that");
	expect(&forge.signer, ECERT_HOLDER_MAKER, ECERT_UNDECIDED,
	    ECERT_R_SEAL_MAKER_UNTRUSTED);
	unit_case("a signer as time-stamp authority");
	expect(&forge.signer, ECERT_HOLDER_TSA, ECERT_INVALID, ECERT_R_CERT_USAGE);
	unit_case("an authority as signer");
	expect(&ca, ECERT_HOLDER_SIGNER, ECERT_INVALID, ECERT_R_CERT_USAGE);
	unit_case("a stranger");
	expect(&forge.evil_signer, ECERT_HOLDER_SIGNER, ECERT_UNDECIDED, ECERT_R_CERT_UNTRUSTED);
	forge_who_free(&ca);
}

static void
times(void)
{
	unit_case("after its end");
	ecert_policy_set_time(forge.policy, T_UNTIL + 1);
	expect(&forge.signer, ECERT_HOLDER_SIGNER, ECERT_INVALID, ECERT_R_CERT_EXPIRED);
	unit_case("before it begins");
	ecert_policy_set_time(forge.policy, T_FROM - 1);
	expect(&forge.signer, ECERT_HOLDER_SIGNER, ECERT_INVALID, ECERT_R_CERT_EXPIRED);
	ecert_policy_set_time(forge.policy, T_NOW);
	unit_case("nobody is trusted");
	ecert_policy_set_trust(forge.policy, NULL);
	expect(&forge.signer, ECERT_HOLDER_SIGNER, ECERT_UNDECIDED, ECERT_R_CERT_UNTRUSTED);
	ecert_policy_set_trust(forge.policy, forge.trust);
}

static void
by_rules(void)
{
	static const struct { const char *text; ecert_verdict want; const char *says; } rows[] = {
		{ "algorithms = sm2-sm3\n", ECERT_VALID, "met: algorithms" },
		{ "algorithms = rsa-sha256\n", ECERT_INVALID, "another algorithm" },
		{ "validity = 1y\n", ECERT_INVALID, "valid for longer" },
		{ "should validity = 1y\n", ECERT_VALID, "should validity" },
		{ "key-usage = yes\n", ECERT_VALID, "met: key-usage" },
		{ "policy-oid = 1.2.3\n", ECERT_INVALID, "names none of these policies" },
		{ "timestamp = yes\n", ECERT_VALID, NULL },
	};
	ecert_report *report;
	ecert_rules *rules;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("by the rule %.*s", (int)strcspn(rows[i].text, "\n"), rows[i].text);
		CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, rows[i].text, strlen(rows[i].text),
		    "t", &rules));
		ecert_policy_set_rules(forge.policy, rules);
		report = report_of(&forge.signer, ECERT_HOLDER_SIGNER);
		forge_check_says(report, rows[i].want, "policy", ECERT_R_POLICY, rows[i].says);
		ecert_report_free(report);
		ecert_policy_set_rules(forge.policy, NULL);
		ecert_rules_free(rules);
	}
}

static void
forms(void)
{
	ecert_report *report = report_of(&forge.signer, ECERT_HOLDER_SIGNER);
	char *text = NULL;

	unit_case("as JSON");
	CHECK_OK(forge.ctx, ecert_report_json(forge.ctx, report, &text));
	CHECK(strstr(text, "\"certificate\"") != NULL && strstr(text, "\"identifier\"") == NULL &&
	    strstr(text, "\"signatures\"") == NULL);
	ecert_free(text);
	unit_case("as text");
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "en", &text));
	CHECK(strncmp(text, "c.pem: VALID\n", 13) == 0 && strstr(text, "issuer: ") != NULL &&
	    strstr(text, "not checked") == NULL);
	ecert_free(text);
	unit_case("not as a page");
	CHECK_ERR(forge.ctx, ecert_report_html(forge.ctx, report, "en", &text), ECERT_E_ARG);
	ecert_report_free(report);
	unit_case("the command that settles it is this one's");
	report = report_of(&forge.evil_signer, ECERT_HOLDER_SIGNER);
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "zh", &text));
	CHECK(strstr(text, "ecert-key check --trust DIR") != NULL);
	ecert_free(text);
	ecert_report_free(report);
}

static void
none(void)
{
	ecert_report *report;
	struct eci_bytes der = eci_cert_der(forge.signer.cert);

	unit_case("no certificate");
	CHECK_ERR(forge.ctx, ecert_cert_verify(forge.ctx, (const uint8_t *)"x", 1, NULL,
	    ECERT_HOLDER_SIGNER, forge.policy, &report), ECERT_E_CERT);
	CHECK(report == NULL);
	CHECK_ERR(forge.ctx, ecert_cert_verify(forge.ctx, NULL, 0, NULL, ECERT_HOLDER_SIGNER,
	    forge.policy, &report), ECERT_E_ARG);
	unit_case("no such holder");
	CHECK_ERR(forge.ctx, ecert_cert_verify(forge.ctx, der.ptr, der.len, NULL, 4, forge.policy,
	    &report), ECERT_E_ARG);
	CHECK(report == NULL);
}

int
main(void)
{
	forge_start();
	holders();
	times();
	by_rules();
	forms();
	none();
	forge_end();
	return unit_end();
}
