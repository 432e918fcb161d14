/* SPDX-License-Identifier: Apache-2.0 */
/* rules_remind.c - when to say that a certificate or seal is about to end. */
#include "rules/rules_priv.h"

/* Calendar years are counted from now on: until then it is less than a year. */
static bool
within(const struct eci_period *p, int64_t until, int64_t now)
{
	return until <= eci_period_after(now, p);
}

static bool
shorter(const struct eci_period *a, const struct eci_period *b)
{
	return eci_period_after(0, a) < eci_period_after(0, b);
}

ecert_reminder
ecert_rules_reminder(const ecert_rules *rules, int64_t until, int64_t now)
{
	const struct eci_rules *r;
	size_t i, last = 0;
	bool soon = false;

	if (rules == NULL)
		return ECERT_REMIND_NONE;
	r = &rules->r;
	for (i = 0; i < r->n_remind; i++) {
		soon |= within(&r->remind[i], until, now);
		if (shorter(&r->remind[i], &r->remind[last]))
			last = i;
	}
	if (!soon)
		return ECERT_REMIND_NONE;
	if (until < now)
		return ECERT_REMIND_ENDED;
	return r->n_remind > 1 && within(&r->remind[last], until, now) ? ECERT_REMIND_URGENT :
	    ECERT_REMIND_SOON;
}
