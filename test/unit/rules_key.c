/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of a policy: each is set, and how often it may stand. */
#include <stdio.h>

#include "unit.h"
#include "rules/rules.h"

static ecert_err
load(ecert_ctx *ctx, const char *text, ecert_rules **out)
{
	return ecert_rules_load(ctx, text, strlen(text), "p", out);
}

static const struct { const char *text, *message; } refused[] = {
	{ "seal = yes\nseal = yes\n", "p:2: key given twice: seal" },
	{ "seal = yes\nshould seal = yes\n", "p:2: key given twice: seal" },
	{ "validity = 5y\nvalidity = 5y\n", "p:2: key given twice: validity" },
	{ "title = a\ntitle = b\n", "p:2: key given twice: title" },
	{ "title-zh = a\ntitle-zh = b\n", "p:2: key given twice: title-zh" },
	{ "certificates-of = signer\ncertificates-of = maker\n",
	    "p:2: key given twice: certificates-of" },
	{ "policy-oid = 1.2\npolicy-oid = 1.2\n", "p:2: policy-oid given twice: 1.2" },
	{ "policy-oid = 1.2\nshould policy-oid = 1.3\n",
	    "p:2: policy-oid: with \"should\" in some lines only" },
	{ "should seal-name = a\nseal-name = b\n",
	    "p:2: seal-name: with \"should\" in some lines only" },
	{ "should title = a\n", "p:1: title asks for nothing, so there is no \"should\"" },
	{ "should remind = 3d\n", "p:1: remind asks for nothing, so there is no \"should\"" },
	{ "seal = no\n", "p:1: seal: only yes can stand here; leave the line out where nothing "
	    "is asked" },
	{ "policy-oid = 1.2.x\n", "p:1: policy-oid: no object identifier: 1.2.x" },
	{ "algorithms = sm2-sm3, md5\n", "p:1: algorithms: unknown value: sm2-sm3, md5" },
	{ "certificates-of = everybody\n", "p:1: certificates-of: unknown value: everybody" },
	{ "certificate-version = 4\n",
	    "p:1: certificate-version: a number from 1 to 3 is needed" },
	{ "seal-certificates = 0\n",
	    "p:1: seal-certificates: a number from 1 to 100000 is needed" },
};

static void
refuse(ecert_ctx *ctx)
{
	ecert_rules *rules;
	size_t i;

	for (i = 0; i < ECI_COUNT(refused); i++) {
		unit_case("refused: %s", refused[i].message);
		CHECK_ERR(ctx, load(ctx, refused[i].text, &rules), ECERT_E_CONFIG);
		CHECK(rules == NULL);
		CHECK_STR(ecert_errmsg(ctx), refused[i].message);
	}

	unit_case("more reminders than there is room for");
	CHECK_ERR(ctx, load(ctx, "remind=1d\nremind=2d\nremind=3d\nremind=4d\nremind=5d\n"
	    "remind=6d\nremind=7d\nremind=8d\nremind=9d\n", &rules), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "p:9: remind: more than 8");
}

static const char all[] = "algorithms = sm2-sm3\nalgorithms = rsa-sha256\nrsa-bits = 3072\n"
    "certificate-version = 3\npolicy-oid = 1.2.3\npolicy-oid = 1.2.4 # b\nvalidity = 5y\n"
    "ca-validity = 50y\nwithin-issuer = yes\nkey-usage = yes\nkey-usage-critical = yes\n"
    "subject-name = yes\ncrl-interval = 24h\nca-crl-interval = 1y\ntimestamp = yes\n"
    "identifier = yes\nseal = yes\nseal-name = a\nseal-certificates = 2\nfield = A # 1\n"
    "should field = B # 2\nremind = 60d\nremind = 1y\ncertificates-of = maker\n";

static void
accept(ecert_ctx *ctx)
{
	const struct eci_rules *r;
	char many[16 * 65 + 1];
	ecert_rules *rules;
	enum eci_demand d;
	int i;

	unit_case("every key");
	CHECK_OK(ctx, load(ctx, all, &rules));
	if (rules == NULL)
		return;
	r = eci_rules_of(rules);
	for (d = 0; d < ECI_D_COUNT; d++)
		CHECK_INT(r->demands[d].strength, ECI_SHALL);
	CHECK_INT(r->algorithms, ECI_RULES_SM2 | ECI_RULES_RSA);
	CHECK_INT(r->rsa_bits, 3072);
	CHECK_INT(r->cert_version, 3);
	CHECK_INT(r->policy_oids.n, 2);
	CHECK_STR(r->policy_oids.v[1].text, "1.2.4");
	CHECK_STR(r->demands[ECI_D_POLICY_OID].clause, "b");
	CHECK(r->validity.years && r->validity.n == 5);
	CHECK(r->ca_validity.years && r->ca_validity.n == 50);
	CHECK(!r->crl_interval.years && r->crl_interval.n == 86400);
	CHECK(r->ca_crl_interval.years && r->ca_crl_interval.n == 1);
	CHECK_INT(r->seal_names.n, 1);
	CHECK_INT(r->seal_certificates, 2);
	CHECK_INT(r->holders, ECI_RULES_MAKER);
	CHECK_INT(r->n_remind, 2);

	unit_case("fields are as strong as each says");
	CHECK_INT(r->fields.n, 2);
	CHECK_INT(r->fields.v[0].strength, ECI_SHALL);
	CHECK_INT(r->fields.v[1].strength, ECI_SHOULD);
	CHECK_STR(r->fields.v[1].clause, "2");
	ecert_rules_free(rules);

	unit_case("of several lines the first clause is cited");
	CHECK_OK(ctx, load(ctx, "policy-oid = 1.2.3 # a\npolicy-oid = 1.2.4 # b\n", &rules));
	CHECK_STR(eci_rules_of(rules)->demands[ECI_D_POLICY_OID].clause, "a");
	ecert_rules_free(rules);

	unit_case("as many lines of a key as there may be, and one more");
	for (i = 0; i < 65; i++)
		snprintf(many + 16 * i, 17, "seal-name = %03u\n", (unsigned)i % 1000);
	many[16 * 64] = '\0';
	CHECK_OK(ctx, load(ctx, many, &rules));
	CHECK_INT(eci_rules_of(rules)->seal_names.n, 64);
	ecert_rules_free(rules);
	many[16 * 64] = 's';
	CHECK_ERR(ctx, load(ctx, many, &rules), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "p:65: seal-name: more than 64");

	unit_case("keys have their names");
	CHECK_STR(eci_demand_key(ECI_D_ALGORITHMS), "algorithms");
	CHECK_STR(eci_demand_key(ECI_D_CA_CRL_INTERVAL), "ca-crl-interval");
	CHECK_STR(eci_demand_key(ECI_D_SEAL_CERTIFICATES), "seal-certificates");
	CHECK_STR(eci_demand_key(ECI_D_FIELD), "field");
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	refuse(ctx);
	accept(ctx);
	return unit_end();
}
