/* SPDX-License-Identifier: Apache-2.0 */
/* The policies that come with the library, and the files they are made of. */
#include <stdio.h>

#include "unit.h"
#include "rules/rules.h"

static void
same_as_file(ecert_ctx *ctx, const char *name)
{
	const struct eci_rules *a, *b;
	ecert_rules *built = NULL, *read = NULL;
	char path[200];
	enum eci_demand d;

	unit_case("%s is the file of that name, and cites a clause for each demand", name);
	snprintf(path, sizeof(path), "policies/%s.policy", name);
	CHECK_OK(ctx, ecert_rules_builtin(ctx, name, &built));
	CHECK_OK(ctx, ecert_rules_load_file(ctx, path, &read));
	if (built != NULL && read != NULL) {
		a = eci_rules_of(built);
		b = eci_rules_of(read);
		CHECK_STR(ecert_rules_name(built), name);
		CHECK_STR(a->title[0], b->title[0]);
		CHECK_STR(a->title[1], b->title[1]);
		for (d = 0; d < ECI_D_COUNT; d++) {
			CHECK_INT(a->demands[d].strength, b->demands[d].strength);
			CHECK((a->demands[d].strength == ECI_NOT_ASKED) ==
			    (a->demands[d].clause == NULL));
		}
		CHECK(a->n_remind == b->n_remind && a->n_remind == 2);
	}
	ecert_rules_free(built);
	ecert_rules_free(read);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	const struct eci_rules *r;
	ecert_rules *rules;
	size_t i;

	for (i = 0; ecert_rules_builtin_name(i) != NULL; i++)
		same_as_file(ctx, ecert_rules_builtin_name(i));

	unit_case("two of them");
	CHECK_INT(i, 2);
	CHECK_STR(ecert_rules_builtin_name(0), "metrology");
	CHECK_STR(ecert_rules_builtin_name(1), "yuegang");
	CHECK(ecert_rules_builtin_name(SIZE_MAX) == NULL);

	unit_case("an unknown one names those that are known");
	CHECK_ERR(ctx, ecert_rules_builtin(ctx, "metro\nlogy", &rules), ECERT_E_NOTFOUND);
	CHECK(rules == NULL);
	CHECK(strstr(ecert_errmsg(ctx), "known are: metrology, yuegang") != NULL);
	CHECK(strchr(ecert_errmsg(ctx), '\n') == NULL);

	unit_case("what yuegang asks for");
	CHECK_OK(ctx, ecert_rules_builtin(ctx, "yuegang", &rules));
	r = eci_rules_of(rules);
	CHECK_INT(r->algorithms, ECI_RULES_SM2 | ECI_RULES_RSA);
	CHECK_INT(r->rsa_bits, 2048);
	CHECK_INT(r->policy_oids.n, 3);
	CHECK(r->validity.years && r->validity.n == 5);
	CHECK(r->ca_validity.years && r->ca_validity.n == 50);
	CHECK_INT(r->holders, ECI_RULES_SIGNER);
	ecert_rules_free(rules);

	unit_case("what metrology asks for");
	CHECK_OK(ctx, ecert_rules_builtin(ctx, "metrology", &rules));
	r = eci_rules_of(rules);
	CHECK_INT(r->algorithms, ECI_RULES_SM2);
	CHECK_INT(r->demands[ECI_D_IDENTIFIER].strength, ECI_SHOULD);
	CHECK_INT(r->demands[ECI_D_SEAL].strength, ECI_SHALL);
	CHECK_INT(r->seal_certificates, 1);
	ecert_rules_free(rules);
	return unit_end();
}
