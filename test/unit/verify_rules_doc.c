/* SPDX-License-Identifier: Apache-2.0 */
/* What a policy demands of documents, signatures and seals. */
#include "../negative/forge_rules.h"
#include "verify/verify_priv.h"

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

int
main(void)
{
	forge_start();
	forge_rules(cases, ECI_COUNT(cases));
	seal_alone();
	forge_end();
	return unit_end();
}
