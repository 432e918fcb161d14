/* SPDX-License-Identifier: Apache-2.0 */
/* What a policy demands of certificates, their issuers and lists. */
#include "../negative/forge_rules.h"
#include "verify/verify_priv.h"
#include "rsa_key.h"

#define YEAR5 INT64_C(1757766400)        /* T_FROM and five calendar years */
#define PERSON "2.16.156.339.1.1.1.2.1"

static struct fwho rsa_root, short_ca;

/* The issuer ends first: T_UNTIL - 1. */
static void
make_authorities(void)
{
	struct eci_bytes der;
	struct eci_issue what = { .cn = "RSA Root", .o = "Forge", .from = T_FROM,
		.until = T_UNTIL, .serial = 77, .ca = true, .pathlen = -1,
		.usage = "keyCertSign,cRLSign" };
	struct eci_buf crl = { 0 };

	rsa_root.key = rsa_key(forge.ctx, 2048);
	CHECK_OK(forge.ctx, eci_issue_cert(forge.ctx, &what, rsa_root.key, NULL, NULL,
	    &rsa_root.cert));
	forge_trust_cert(&rsa_root, ecert_trust_add_roots);
	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, rsa_root.key, rsa_root.cert, T_NOW - 1000,
	    T_NOW + 1000, 1, NULL, NULL, 0, &crl));
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	crl.len = 0;
	short_ca = forge_issue_as((struct eci_issue){ .cn = "Short CA", .ca = true,
	    .pathlen = -1, .until = T_UNTIL - 1, .usage = "keyCertSign,cRLSign" }, &forge.root);
	der = eci_cert_der(short_ca.cert);
	CHECK_OK(forge.ctx, ecert_trust_add_intermediates(forge.ctx, forge.trust, der.ptr,
	    der.len));
	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, short_ca.key, short_ca.cert, T_NOW - 1000,
	    T_NOW - 1000 + 86400, 1, NULL, NULL, 0, &crl));
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
}

#define SIGN(name, by, ...) \
static void \
name(struct forge *f) \
{ \
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ __VA_ARGS__ }, by)); \
}

SIGN(five_years, &forge.root, .until = YEAR5)
SIGN(five_years_and_one, &forge.root, .until = YEAR5 + 1)
SIGN(five_years_and_two, &forge.root, .until = YEAR5 + 2)
SIGN(with_policy, &forge.root, .policies = "1.2.3," PERSON)
SIGN(with_any_policy, &forge.root, .policies = "2.5.29.32.0")
SIGN(usage_soft, &forge.root, .usage_soft = true)
SIGN(of_short_ca, &short_ca, .cn = "Lab A")
SIGN(of_short_ca_inside, &short_ca, .until = T_UNTIL - 1)
SIGN(of_rsa_root, &rsa_root, .cn = "Lab A")
SIGN(nameless, &forge.root, .cn = " ", .o = " ")
SIGN(version1, &forge.root, .version1 = true)

static void
no_usage(struct forge *f)
{
	forge_sign_as(f, forge_keep(forge_issue_as((struct eci_issue){ .cn = "Lab A", .pathlen = -1 },
	    &forge.root)));
}

static void
of_nobody(struct forge *f)
{
	forge_sign_as(f, forge.evil_signer);
}

#define SIGNER "certificates-of = signer\n"

static const struct rule_case cases[] = {
	{ "validity: five years", five_years, SIGNER "validity = 5y\n", V, "met: validity", NULL },
	{ "validity: and a second", five_years_and_one, SIGNER "validity = 5y\n", V,
	    "met: validity", NULL },
	{ "validity: and two seconds", five_years_and_two, SIGNER "validity = 5y # c 15\n", X,
	    "policy test, validity: the certificate of CN=Lab A, O=Forge, C=CN is valid for "
	    "longer", NULL },
	{ "validity: the clause is cited", five_years_and_two, SIGNER "validity = 5y # c 15\n", X,
	    "[c 15]", NULL },
	{ "validity: recommended", five_years_and_two, SIGNER "should validity = 5y\n", V,
	    "policy test, should validity: ", NULL },
	{ "validity: the maker's certificate counts where it is asked", five_years,
	    "validity = 5y\n", X, "CN=Seal maker", NULL },
	{ "validity: the maker's alone", five_years_and_two,
	    "certificates-of = maker\nvalidity = 9000d\n", V, "met: validity", NULL },

	{ "issuers: 50 years", NULL, SIGNER "ca-validity = 50y\n", V, "met: ca-validity", NULL },
	{ "issuers: longer than 5 years", NULL, SIGNER "ca-validity = 5y\n", X,
	    "CN=Forge Root", NULL },
	{ "issuers: ends after its issuer", of_short_ca, SIGNER "within-issuer = yes\n", X,
	    "after that of its issuer CN=Short CA", NULL },
	{ "issuers: ends with its issuer", of_short_ca_inside, SIGNER "within-issuer = yes\n", V,
	    "met: within-issuer", NULL },
	{ "issuers: nobody knows them", of_nobody,
	    SIGNER "ca-validity = 50y\nwithin-issuer = yes\nshould algorithms = sm2-sm3\n", U,
	    "ca-validity: the certificates of the issuers of CN=Lab A, O=Forge, C=CN are not "
	    "known, which algorithms, within-issuer needs too", NULL },

	{ "policy: one of several", with_policy,
	    SIGNER "policy-oid = 1.9\npolicy-oid = " PERSON "\n", V, "met: policy-oid", NULL },
	{ "policy: none", NULL, SIGNER "policy-oid = " PERSON "\n", X, "policy-oid: ", NULL },
	{ "policy: another", with_policy, SIGNER "policy-oid = 1.2.4\npolicy-oid = 1.2.5\n", X,
	    "names none of these policies: 1.2.4, ...", NULL },
	{ "policy: any is none", with_any_policy, SIGNER "policy-oid = " PERSON "\n", X,
	    "policy-oid: ", NULL },
	{ "policy: recommended", NULL, SIGNER "should policy-oid = " PERSON "\n", V,
	    "should policy-oid: ", NULL },

	{ "key usage: present and critical", NULL,
	    SIGNER "key-usage = yes\nkey-usage-critical = yes\n", V,
	    "met: key-usage, key-usage-critical", NULL },
	{ "key usage: absent", no_usage, SIGNER "key-usage = yes\n", X, "key-usage: ", NULL },
	{ "key usage: not critical", usage_soft, SIGNER "key-usage-critical = yes\n", X,
	    "key-usage-critical: ", NULL },
	{ "key usage: not critical is no matter of key-usage", usage_soft,
	    SIGNER "key-usage = yes\n", V, "met: key-usage", NULL },

	{ "name: there is one", NULL, SIGNER "subject-name = yes\n", V, "met: subject-name", NULL },
	{ "name: blanks alone", nameless, SIGNER "subject-name = yes\n", X, "subject-name: ", NULL },
	{ "version: 3", NULL, SIGNER "certificate-version = 3\n", V, "met: certificate-version", NULL },
	{ "version: 1", version1, SIGNER "certificate-version = 3\n", X, "is of version 1", NULL },

	{ "algorithms: SM2 throughout", NULL, "algorithms = sm2-sm3\n", V, "met: algorithms", NULL },
	{ "algorithms: RSA alone is asked", NULL, "algorithms = rsa-sha256\n", X,
	    "key or signature of CN=Lab A", NULL },
	{ "algorithms: an issuer with RSA", of_rsa_root, SIGNER "algorithms = sm2-sm3\n", X,
	    "key or signature of CN=Lab A", NULL },
	{ "algorithms: either, but not mixed", of_rsa_root,
	    SIGNER "algorithms = sm2-sm3\nalgorithms = rsa-sha256\n", X, "algorithms: ", NULL },
	{ "RSA: long enough", of_rsa_root, SIGNER "rsa-bits = 2048\n", V, "met: rsa-bits", NULL },
	{ "RSA: an issuer's key is too short", of_rsa_root, SIGNER "rsa-bits = 3072\n", X,
	    "the key of CN=RSA Root, O=Forge, C=CN has 2048 bits, fewer than 3072", NULL },

	{ "lists: renewed within a day", of_short_ca, SIGNER "crl-interval = 24h\n", V,
	    "met: crl-interval", NULL },
	{ "lists: a shorter time is asked", of_short_ca, SIGNER "crl-interval = 23h\n", U,
	    "promises the next one for ", NULL },
	{ "lists: renewed later", NULL, SIGNER "crl-interval = 24h\n", U, "crl-interval: ", NULL },
	{ "lists: renewed later, recommended", NULL, SIGNER "should crl-interval = 24h\n", V,
	    "should crl-interval: ", NULL },
	{ "lists: of issuers nobody knows", of_nobody,
	    SIGNER "crl-interval = 24h\nca-crl-interval = 1y\n", U,
	    "crl-interval: the certificates of the issuers of CN=Lab A, O=Forge, C=CN are not "
	    "known, which ca-crl-interval needs too", NULL },
	{ "lists: of the issuer", of_short_ca, SIGNER "ca-crl-interval = 1y\n", V,
	    "met: ca-crl-interval", NULL },
	{ "lists: of the issuer, a shorter time is asked", of_short_ca,
	    SIGNER "ca-crl-interval = 24h\n", U, "the list about CN=Short CA", NULL },
};

/* Nobody tells whether a certificate was revoked that is trusted by itself. */
static void
signer_is_anchor(void)
{
	static const struct rule_case pinned = { "lists: of a signer who is an anchor", of_nobody,
	    SIGNER "crl-interval = 24h\n", U, "crl-interval: the certificates of the issuers of",
	    NULL };
	struct eci_bytes der = eci_cert_der(forge.evil_signer.cert);

	CHECK_OK(forge.ctx, ecert_trust_add_roots(forge.ctx, forge.trust, der.ptr, der.len));
	forge_rule(&pinned);
}

/* A policy cannot take anything back: what was refused without it stays so. */
static void
revocation_not_wanted(void)
{
	static const char text[] = "certificates-of = signer\ncrl-interval = 24h\n";
	struct fwho ca = forge_ca("Quiet CA", &forge.root, -1), signer;
	struct eci_bytes der = eci_cert_der(ca.cert);
	ecert_rules *rules = NULL;
	ecert_report *report = NULL;
	struct forge f;

	unit_case("lists: none is there and none was wanted");
	CHECK_OK(forge.ctx, ecert_trust_add_intermediates(forge.ctx, forge.trust, der.ptr,
	    der.len));
	signer = forge_leaf("Lab A", &ca);
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	forge_base(&f);
	forge_sign_as(&f, signer);
	forge_sign(&f, NULL);
	forge_zip(&f);
	ecert_policy_set_insecure_no_revocation(forge.policy, 1);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &report));
	ecert_report_free(report);
	ecert_policy_set_rules(forge.policy, rules);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &report), ECERT_E_UNDECIDED);
	forge_check_says(report, U, "policy", R(POLICY), "no list told whether CN=Lab A");
	ecert_report_free(report);
	ecert_policy_set_insecure_no_revocation(forge.policy, 0);
	ecert_policy_set_rules(forge.policy, NULL);
	forge_free(&f);
	ecert_rules_free(rules);
	forge_who_free(&signer);
	forge_who_free(&ca);
}

int
main(void)
{
	forge_start();
	make_authorities();
	forge_rules(cases, ECI_COUNT(cases));
	revocation_not_wanted();
	signer_is_anchor();
	forge_who_free(&rsa_root);
	forge_who_free(&short_ca);
	forge_end();
	return unit_end();
}
