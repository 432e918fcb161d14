/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_rules.c - demands of a policy, ecert-policy(5).  A policy only adds to what
 * the standards ask for: each demand that is not met is an item of its own, and
 * nothing here takes back what another check found.
 */
#include <stdio.h>

#include "verify/verify_priv.h"

#define TEXT_MAX 1024

const struct eci_rules *
eci_verify_rules(const struct eci_vrun *run)
{
	return run->pol.rules != NULL ? eci_rules_of(run->pol.rules) : NULL;
}

bool
eci_verify_asks(const struct eci_vrun *run, enum eci_demand d)
{
	const struct eci_rules *r = eci_verify_rules(run);

	return r != NULL && r->demands[d].strength != ECI_NOT_ASKED;
}

void
eci_verify_met(struct eci_vrun *run, enum eci_demand d)
{
	run->asked |= 1u << d;
}

/* The texts of one demand, and how the report gives them. */
static ecert_err
add(const struct eci_vat *at, const struct eci_vdemand *d, const char *en, const char *zh)
{
	const struct eci_rules *r = eci_verify_rules(at->run);
	const char *should = d->strength == ECI_SHOULD ? "should " : "";
	const char *key = eci_demand_key(d->demand);
	const char *clause = d->clause != NULL ? d->clause : "";
	const char *from = clause[0] != '\0' ? " [" : "", *to = clause[0] != '\0' ? "]" : "";
	ecert_outcome o = d->strength != ECI_SHALL ? ECERT_CHECK_NOTE : d->open ?
	    ECERT_CHECK_UNDECIDED : ECERT_CHECK_FAIL;

	if (d->advice == NULL)
		return eci_verify_add(at, ECI_V_POLICY, o, false, ECERT_R_POLICY,
		    "policy %s, %s%s: %s%.0s%s%s%s", "策略 %s，%s%s：%.0s%s%s%s%s", r->name, should,
		    key, en, zh, from, clause, to);
	return eci_verify_add(at, ECI_V_POLICY, o, false, ECERT_R_POLICY,
	    "policy %s, %s%s: %s%.0s%s%s%s" ECI_SETTLE_EN
	    "%s%.0s; run %s --trust DIR --policy %s FILE",
	    "策略 %s，%s%s：%.0s%s%s%s%s" ECI_SETTLE_ZH
	    "%.0s%s；运行 %s --trust DIR --policy %s FILE", r->name, should, key, en, zh, from,
	    clause, to, d->advice->en, d->advice->zh, eci_verify_tool(at), r->name);
}

ecert_err
eci_verify_unmet(const struct eci_vat *at, struct eci_vdemand d, const char *en,
    const char *zh, ...)
{
	const struct eci_rules *r = eci_verify_rules(at->run);
	char text[2][TEXT_MAX];
	va_list ap, again;

	if (d.strength == ECI_NOT_ASKED) {
		d.strength = r->demands[d.demand].strength;
		d.clause = r->demands[d.demand].clause;
	}
	at->run->asked |= 1u << d.demand;
	at->run->unmet |= 1u << d.demand;
	va_start(ap, zh);
	va_copy(again, ap);
	vsnprintf(text[0], TEXT_MAX, en, ap);
	vsnprintf(text[1], TEXT_MAX, zh, again);
	va_end(again);
	va_end(ap);
	return add(at, &d, text[0], text[1]);
}

/* One line for all that was met. */
ecert_err
eci_verify_rules_sum(struct eci_vrun *run)
{
	const struct eci_rules *r = eci_verify_rules(run);
	struct eci_vat at = { run, 0, 0, NULL };
	uint32_t met = run->asked & ~run->unmet;
	struct eci_buf keys = { 0 };
	ecert_err e = ECERT_OK;
	enum eci_demand d;
	unsigned n = 0;

	if (met == 0)
		return ECERT_OK;
	for (d = 0; e == ECERT_OK && d < ECI_D_COUNT; d++)
		if ((met >> d & 1) != 0)
			e = eci_buf_addf(run->ctx, &keys, "%s%s", n++ > 0 ? ", " : "",
			    eci_demand_key(d));
	if (e == ECERT_OK)
		e = ECI_VPASS(&at, ECI_V_POLICY, "policy %s (%s%.0s), met: %s",
		    "策略 %s（%.0s%s），已满足：%s", r->name, r->title[0], r->title[1],
		    (char *)keys.ptr);
	eci_buf_free(&keys);
	return e;
}
