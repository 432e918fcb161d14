/* SPDX-License-Identifier: Apache-2.0 */
/* rules_get.c - what a policy says, and its end. */
#include <stdlib.h>

#include "rules/rules_priv.h"

const struct eci_rules *
eci_rules_of(const ecert_rules *rules)
{
	return &rules->r;
}

const char *
ecert_rules_name(const ecert_rules *rules)
{
	return rules->r.name;
}

const char *
ecert_rules_title(const ecert_rules *rules, const char *lang)
{
	return rules->r.title[lang != NULL && lang[0] == 'z' && lang[1] == 'h'];
}

static void
free_items(struct eci_rule_items *items)
{
	size_t i;

	for (i = 0; i < items->n; i++) {
		free(items->v[i].text);
		free(items->v[i].clause);
	}
	free(items->v);
}

void
ecert_rules_free(ecert_rules *rules)
{
	enum eci_demand d;

	if (rules == NULL)
		return;
	for (d = 0; d < ECI_D_COUNT; d++)
		free(rules->r.demands[d].clause);
	free_items(&rules->r.policy_oids);
	free_items(&rules->r.seal_names);
	free_items(&rules->r.fields);
	free(rules->r.title[0]);
	free(rules->r.title[1]);
	free(rules->r.name);
	free(rules);
}
