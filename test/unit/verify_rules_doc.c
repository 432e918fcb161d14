/* SPDX-License-Identifier: Apache-2.0 */
/* What a policy demands of documents, signatures and seals. */
#include "../negative/forge_cms.h"
#include "../negative/forge_item.h"
#include "../negative/forge_rules.h"

#define ID "2.25.4711.1.2\xe2\x80\xa2" "7\xe2\x80\xa2" "12990000999999998X\xe2\x80\xa2" \
	"CNAS L0001\xe2\x80\xa2XZ-2026-0001\xe2\x80\xa2" "0"
#define ID_NAME "\xe7\x94\xb5\xe5\xad\x90\xe8\xaf\x81\xe4\xb9\xa6\xe6\xa0\x87\xe8\xaf\x86"

static void
put_custom(struct forge *f, const char *name, const char *value)
{
	char text[512];

	snprintf(text, sizeof(text), "<ofd:CustomDatas><ofd:CustomData Name=\"%s\">%s"
	    "</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>", name, value);
	forge_edit(f, "OFD.xml", "</ofd:DocInfo>", text);
}

static void
with_id(struct forge *f)
{
	put_custom(f, ID_NAME, ID);
}

static void
with_bad_id(struct forge *f)
{
	put_custom(f, ID_NAME, "this is none");
}

static void
with_field(struct forge *f)
{
	put_custom(f, "Customer", "Works B");
}

static void
with_blank_field(struct forge *f)
{
	put_custom(f, "Customer", " \n ");
}

/* Ideographic space, no-break space, zero-width space. */
static void
with_hidden_field(struct forge *f)
{
	put_custom(f, "Customer", "\xe3\x80\x80\xc2\xa0\xe2\x80\x8b");
}

EDIT(not_shown, "<ofd:StampAnnot ID=\"2\" PageRef=\"1\" Boundary=\"150 230 40 40\"/>", "")

static const struct rule_case cases[] = {
	{ "seal: it is there and shown", NULL, "seal = yes\n", V, "met: seal", NULL },
	{ "seal: not shown on a page", NULL, "seal = yes # 4.3.5\n", X,
	    "policy test, seal: no seal is shown on a page [4.3.5]", not_shown },
	{ "seal: its name", NULL, "seal-name = ratory\n", V, "met: seal-name", NULL },
	{ "seal: one of two names", NULL, "seal-name = Nobody\nseal-name = Laboratory A\n", V,
	    "met: seal-name", NULL },
	{ "seal: another name", NULL, "seal-name = laboratory\n", X,
	    "the name of the seal, \"Laboratory A\", holds none of these: \"laboratory\"", NULL },
	{ "seal: another name, recommended", NULL, "should seal-name = B\n", V,
	    "should seal-name: ", NULL },
	{ "seal: one certificate may use it", NULL, "seal-certificates = 1\n", V,
	    "met: seal-certificates", NULL },
	{ "identifier: it is there", with_id, "identifier = yes\n", V, "met: identifier", NULL },
	{ "identifier: none", NULL, "identifier = yes\n", X, "identifier: ", NULL },
	{ "identifier: malformed", with_bad_id, "identifier = yes\n", X, "identifier: ", NULL },
	{ "identifier: none, recommended", NULL, "should identifier = yes\n", V,
	    "should identifier: ", NULL },
	{ "field: it is there", with_field, "field = Customer\n", V, "met: field", NULL },
	{ "field: none", NULL, "field = Customer # 5.1\n", X,
	    "policy test, field: CustomData \"Customer\" is missing or empty [5.1]", NULL },
	{ "field: blanks alone", with_blank_field, "field = Customer\n", X, "field: ", NULL },
	{ "field: blanks of other kinds", with_hidden_field, "field = Customer\n", X, "field: ",
	    NULL },
	{ "field: one demanded, one recommended", with_field,
	    "field = Customer\nshould field = Order # 5.2\n", V,
	    "policy test, should field: CustomData \"Order\" is missing or empty [5.2]", NULL },
	{ "field: one recommended, one demanded", with_field,
	    "should field = Customer\nfield = Order\n", X, "policy test, field: CustomData "
	    "\"Order\"", NULL },
	{ "time stamp: none", NULL, "timestamp = yes\n", X,
	    "policy test, timestamp: the signature has no time stamp", NULL },
	{ "time stamp: none, recommended", NULL, "should timestamp = yes\n", V,
	    "should timestamp: ", NULL },
};

/* A seal alone has a name and a list of certificates. */
static void
seal_alone(void)
{
	static const char text[] = "seal-name = Laboratory\nseal = yes\nidentifier = yes\n"
	    "seal-certificates = 1\ncertificates-of = maker\nalgorithms = sm2-sm3\n";
	static const char other[] = "seal-name = Works\n";
	struct forge_case c = { .name = "" };
	ecert_rules *rules = NULL;
	ecert_report *report = NULL;
	ecert_seal *seal = NULL;
	struct forge f;

	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_seal_load_mem(forge.ctx, f.seal.ptr, f.seal.len, &seal));
	unit_case("a seal alone is judged by what is asked of seals");
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	ecert_policy_set_rules(forge.policy, rules);
	CHECK_OK(forge.ctx, ecert_seal_verify(forge.ctx, seal, forge.policy, &report));
	forge_check_says(report, V, "policy", R(POLICY),
	    "met: algorithms, seal-name, seal-certificates");
	ecert_report_free(report);
	ecert_rules_free(rules);

	unit_case("a seal alone of another name");
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, other, strlen(other), "test", &rules));
	ecert_policy_set_rules(forge.policy, rules);
	CHECK_ERR(forge.ctx, ecert_seal_verify(forge.ctx, seal, forge.policy, &report),
	    ECERT_E_INVALID);
	forge_check_says(report, X, "policy", R(POLICY), "\"Laboratory A\"");
	ecert_report_free(report);
	ecert_policy_set_rules(forge.policy, NULL);
	ecert_rules_free(rules);
	ecert_seal_free(seal);
	forge_free(&f);
}

/* In Chinese: the seal that is not shown, and none at all. */
static void
says(const ecert_report *rep, const char *zh, size_t want)
{
	size_t i, n = 0;

	for (i = 0; i < rep->n_items; i++)
		n += rep->items[i].check == ECI_V_POLICY && strstr(rep->items[i].detail[1], zh) != NULL;
	CHECK_INT(n, want);
}

/* SignedData has no seal, so none that could have another name. */
static void
no_seal(void)
{
	static const struct {
		const char   *policy;
		ecert_verdict want;
		const char   *en, *zh;
		size_t        n;
	} rows[] = {
		{ "seal = yes\n", X, "policy test, seal: no signature has a seal",
		    "策略 test，seal：没有带印章的签名", 1 },
		{ "seal-name = Laboratory\n", V, "policy", "策略", 0 },
	};
	struct cms_case c = { .name = "" };
	ecert_rules *rules = NULL;
	ecert_report *rep = NULL;
	struct forge f;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		const struct item want = { ECI_V_POLICY, FAIL, R(POLICY), false, rows[i].en };

		unit_case("a document without seals: %s", rows[i].policy);
		CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, rows[i].policy,
		    strlen(rows[i].policy), "test", &rules));
		ecert_policy_set_rules(forge.policy, rules);
		cms_make(&f, &c);
		(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &rep);
		CHECK_INT(ecert_report_verdict(rep), rows[i].want);
		item_check(rep, &want, rows[i].n);
		says(rep, rows[i].zh, rows[i].n);
		ecert_report_free(rep);
		forge_free(&f);
		ecert_policy_set_rules(forge.policy, NULL);
		ecert_rules_free(rules);
	}
}

static void
not_shown_zh(void)
{
	static const char text[] = "seal = yes\n";
	ecert_rules *rules = NULL;
	ecert_report *rep;

	unit_case("in Chinese: a seal that is not shown");
	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	ecert_policy_set_rules(forge.policy, rules);
	rep = forge_report_of(NULL, not_shown);
	says(rep, "策略 test，seal：没有任何页面显示印章", 1);
	ecert_report_free(rep);
	ecert_policy_set_rules(forge.policy, NULL);
	ecert_rules_free(rules);
}

/* How many certificates a seal may be used with. */
static void
certificates(void)
{
	static const char text[] = "seal-certificates = 2\n";
	const struct item many = { ECI_V_POLICY, FAIL, R(POLICY), false,
	    "the seal may be used with 3 certificates, more than 2" };
	struct eci_ses_seal seal = { .version = ECERT_SES_V4 };
	struct eci_vrun run = { .rep = NULL };
	ecert_rules *rules = NULL;
	struct eci_vat at;

	CHECK_OK(forge.ctx, ecert_rules_load(forge.ctx, text, strlen(text), "test", &rules));
	for (seal.n_list = 2; seal.n_list < 4; seal.n_list++) {
		unit_case("a seal for %zu certificates, two are allowed", seal.n_list);
		item_begin(&run, &at);
		run.pol.rules = rules;
		/* Its name is not asked for. */
		CHECK_OK(forge.ctx, eci_verify_rules_seal(&at, &seal));
		item_check(run.rep, &many, seal.n_list - 2);
		CHECK_INT(run.rep->n_items, seal.n_list - 2);
	}
	unit_case("a seal for many certificates, and nothing is asked");
	item_begin(&run, &at);
	run.pol.rules = NULL;
	CHECK_OK(forge.ctx, eci_verify_rules_seal(&at, &seal));
	CHECK_INT(run.rep->n_items, 0);
	ecert_report_free(run.rep);
	ecert_rules_free(rules);
}

int
main(void)
{
	forge_start();
	forge_rules(cases, ECI_COUNT(cases));
	seal_alone();
	no_seal();
	not_shown_zh();
	certificates();
	forge_end();
	return unit_end();
}
