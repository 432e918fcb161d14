/* SPDX-License-Identifier: Apache-2.0 */
/* What a policy demands of certificates, their issuers and lists. */
#include "../negative/forge_item.h"
#include "../negative/forge_list.h"
#include "../negative/forge_rules.h"
#include "rsa_key.h"

#define YEAR5 INT64_C(1757766400)        /* T_FROM and five calendar years */
#define PERSON "2.16.156.339.1.1.1.2.1"

static struct fwho rsa_root, rsa_stranger, short_ca, sm2_anchor, rsa_leaf, odd_leaf;

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

static struct fwho
rsa_issue(struct eci_issue what, const struct fwho *by)
{
	struct fwho who = { .key = rsa_key(forge.ctx, 2048) };

	what.o = "Forge";
	what.from = T_FROM;
	what.until = T_UNTIL;
	what.serial = ++forge.serial;
	CHECK_OK(forge.ctx, eci_issue_cert(forge.ctx, &what, who.key, by != NULL ? by->key : who.key,
	    by != NULL ? by->cert : NULL, &who.cert));
	return who;
}

/* Says that it is signed by RSA with SHA-512, inside and outside. */
static struct fwho
with_sha512(struct fwho who)
{
	static const uint8_t oid[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b };
	struct eci_bytes der = eci_cert_der(who.cert);
	struct eci_buf b = { 0 };
	struct fwho out = { who.key, NULL };
	size_t i;

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, der.ptr, der.len));
	for (i = 0; i + sizeof(oid) <= b.len; i++)
		if (memcmp(b.ptr + i, oid, sizeof(oid)) == 0)
			b.ptr[i + 8] = 0x0d;
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "odd", b.ptr, b.len, &out.cert));
	eci_buf_free(&b);
	eci_cert_free(who.cert);
	return out;
}

/* Authorities whose own certificates are of another kind than their keys' signatures. */
static void
make_mixed(void)
{
	struct eci_issue ca = { .cn = "Mixed CA", .ca = true, .pathlen = -1,
	    .usage = "keyCertSign,cRLSign" };
	struct eci_issue leaf = { .cn = "Lab A", .pathlen = -1,
	    .usage = "digitalSignature,nonRepudiation" };
	struct eci_buf crl = { 0 };

	sm2_anchor = forge_keep(forge_issue_as(ca, &rsa_root));
	forge_trust_cert(&sm2_anchor, ecert_trust_add_roots);
	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, sm2_anchor.key, sm2_anchor.cert, T_NOW - 1000,
	    T_NOW + 1000, 1, NULL, NULL, 0, &crl));
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
	rsa_stranger = rsa_issue(ca, NULL);
	rsa_leaf = rsa_issue(leaf, &rsa_root);
	odd_leaf = with_sha512(rsa_issue(leaf, &rsa_stranger));
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

SIGN(longer_than_makers, &forge.root, .until = T_UNTIL + 2 * 86400)
SIGN(of_sm2_anchor, &sm2_anchor, .cn = "Lab A")
SIGN(of_rsa_stranger, &rsa_stranger, .cn = "Lab A")

/* RSA stands in V1 alone. */
static void
with_rsa(struct forge *f)
{
	f->version = ECERT_SES_V1;
	f->method = "1.2.840.113549.1.1.11";
	forge_sign_as(f, rsa_leaf);
}

static void
with_odd(struct forge *f)
{
	with_rsa(f);
	forge_sign_as(f, odd_leaf);
}

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

static struct fwho own;

static void
with_own(struct forge *f)
{
	forge_sign_as(f, own);
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
	{ "validity: the maker's alone", longer_than_makers,
	    "certificates-of = maker\nvalidity = 3473d\n", V, "met: validity", NULL },
	{ "validity: the signer's counts where it is asked", longer_than_makers,
	    SIGNER "validity = 3473d\n", X, "CN=Lab A", NULL },

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
	    "known, which algorithms, within-issuer needs too. To settle it: if CN=Forge Root", NULL },
	{ "issuers: nobody knows them, which one demand needs", of_nobody, SIGNER "ca-validity = 50y\n",
	    U, "issuers of CN=Lab A, O=Forge, C=CN are not known. To settle it: if CN=Forge Root, "
	    "O=Forge, C=CN deserves trust about signers, put its certificate into DIR/roots.pem", NULL },
	{ "issuers: nobody knows them, and the command", of_nobody, SIGNER "ca-validity = 50y\n", U,
	    "; run ecert-verify --trust DIR --policy test FILE", NULL },
	{ "issuers: of a seal maker", NULL, "certificates-of = maker\nca-validity = 50y\n", U,
	    "if CN=Forge Root, O=Forge, C=CN certifies nobody but seal makers, put its certificate "
	    "into DIR/makers.pem", NULL },

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
	{ "algorithms: RSA throughout", with_rsa, SIGNER "algorithms = rsa-sha256\n", V,
	    "met: algorithms", NULL },
	{ "algorithms: RSA is not asked", with_rsa, SIGNER "algorithms = sm2-sm3\n", X,
	    "key or signature of CN=Lab A", NULL },
	{ "algorithms: who certified the anchor does not matter", of_sm2_anchor,
	    SIGNER "algorithms = sm2-sm3\n", V, "met: algorithms", NULL },
	{ "algorithms: certified with RSA, by nobody known", of_rsa_stranger,
	    SIGNER "algorithms = sm2-sm3\n", X, "key or signature of CN=Lab A", NULL },
	{ "algorithms: certified with another one, by nobody known", with_odd,
	    SIGNER "algorithms = rsa-sha256\n", X, "key or signature of CN=Lab A", NULL },
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

/* A seal maker below an authority that certifies nobody else. */
static struct fwho makers_ca, makers_leaf;

static void
of_makers_ca(struct forge *f)
{
	f->maker = makers_leaf;
}

/* Whose lists are judged; and those that say nothing of the next one, or nothing at all. */
static void
lists(void)
{
	static const struct rule_case asked = { "lists: the seal maker's are asked about",
	    of_makers_ca, "certificates-of = maker\ncrl-interval = 1h\n", V, "met: crl-interval", NULL };
	static const struct rule_case no_next = { "lists: no next one is promised", of_makers_ca,
	    "certificates-of = maker\ncrl-interval = 1h\n", U, "does not say when the next one comes. "
	    "To settle it: put a list of CN=Makers CA, O=Forge, C=CN that says so into DIR/crls, in "
	    "the place of this one; run ecert-verify --trust DIR --policy test FILE", NULL };
	ecert_trust *was = forge.trust, *trust = NULL;
	struct eci_buf crl = { 0 };
	int i;

	makers_ca = forge_keep(forge_ca("Makers CA", NULL, -1));
	makers_leaf = forge_leaf("Maker", &makers_ca);
	forge_keep(makers_leaf);
	for (i = 0; i < 2; i++) {
		CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
		forge.trust = trust;
		forge_trust_cert(&forge.root, ecert_trust_add_roots);
		forge_trust_cert(&makers_ca, ecert_trust_add_makers);
		CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, trust, forge.crl.ptr, forge.crl.len));
		crl.len = 0;
		CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, makers_ca.key, makers_ca.cert, T_NOW - 1000,
		    T_NOW + 1000, 1, NULL, NULL, 0, &crl));
		if (i == 1)
			forge_list_edit(&makers_ca, &crl, "4", (struct eci_bytes){ NULL, 0 });
		CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, trust, crl.ptr, crl.len));
		ecert_policy_set_trust(forge.policy, trust);
		forge_rule(i == 0 ? &asked : &no_next);
		ecert_policy_set_trust(forge.policy, was);
		ecert_trust_free(trust);
	}
	forge.trust = was;
	eci_buf_free(&crl);
}

/* Whatever answered, it was no list. */
static void
by_response(void)
{
	static const struct { bool by_list; ecert_outcome want; const char *says; } rows[] = {
		{ true, PASS, "" }, { false, UNDEC, "no list told whether CN=Lab A, O=Forge, C=CN was "
		    "revoked. To settle it: put the list of CN=Forge Root, O=Forge, C=CN into DIR/crls" },
	};
	static const char text[] = "crl-interval = 24h\n";
	struct eci_vrun run = { .rep = NULL };
	ecert_rules *rules = NULL;
	struct eci_vat at;
	size_t i;

	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_revocation rev = { .state = ECI_REV_GOOD, .why = "",
			.by_list = rows[i].by_list, .made = T_NOW, .next = T_NOW + 5 };
		const struct item want = { ECI_V_POLICY, rows[i].want, R(POLICY), false, rows[i].says };

		unit_case("lists: the answer %s one", rows[i].by_list ? "is of" : "is not of");
		item_begin(&run, &at);
		run.pol.rules = rules;
		CHECK_OK(forge.ctx, eci_verify_rules_list(&at, ECI_ROLE_SIGNER, forge.signer.cert, &rev));
		if (!rows[i].by_list)
			item_check(run.rep, &want, 1);
		CHECK_INT(run.rep->n_items, rows[i].by_list ? 0 : 1);
	}
	ecert_report_free(run.rep);
	ecert_rules_free(rules);
}

/* One that is trusted by itself, and has no issuer but itself. */
static void
self_signed(void)
{
	static const struct rule_case c = { "issuers: of a signer who is his own", with_own,
	    SIGNER "ca-validity = 50y\n", V, "met: ca-validity", NULL };

	own = forge_keep(forge_issue_as((struct eci_issue){ .cn = "Lab A", .pathlen = -1,
	    .usage = "digitalSignature,nonRepudiation" }, NULL));
	forge_trust_cert(&own, ecert_trust_add_roots);
	forge_rule(&c);
}

/* What is not known, in Chinese. */
static void
in_chinese(void)
{
	static const struct { const char *policy, *says; } rows[] = {
		{ SIGNER "ca-validity = 50y\n", "的颁发者证书未知。解决办法：确认 CN=Forge Root" },
		{ SIGNER "ca-validity = 50y\nwithin-issuer = yes\n",
		    "的颁发者证书未知，within-issuer 也需要它们。解决办法：" },
	};
	ecert_rules *rules = NULL;
	ecert_report *report;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("in Chinese: %s", rows[i].says);
		CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, rows[i].policy,
		    strlen(rows[i].policy), "test", &rules));
		ecert_policy_set_rules(forge.policy, rules);
		report = forge_report_of(of_nobody, NULL);
		for (n = k = 0; k < report->n_items; k++)
			n += strstr(report->items[k].detail[1], rows[i].says) != NULL;
		CHECK_INT(n, 1);
		ecert_report_free(report);
		ecert_policy_set_rules(forge.policy, NULL);
		ecert_rules_free(rules);
	}
}

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
	make_mixed();
	forge_rules(cases, ECI_COUNT(cases));
	lists();
	by_response();
	self_signed();
	in_chinese();
	revocation_not_wanted();
	signer_is_anchor();
	forge_who_free(&rsa_stranger);
	forge_who_free(&rsa_leaf);
	forge_who_free(&odd_leaf);
	forge_who_free(&rsa_root);
	forge_who_free(&short_ca);
	forge_end();
	return unit_end();
}
