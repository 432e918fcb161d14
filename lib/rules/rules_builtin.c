/* SPDX-License-Identifier: Apache-2.0 */
/* rules_builtin.c - the policies that come with the library: the files of
 * policies/, which the build turns into tables. */
#include <string.h>

#include "rules/rules_priv.h"
#include "rules/rules_policies.h"

const char *
ecert_rules_builtin_name(size_t i)
{
	return i < ECI_COUNT(policies) ? policies[i].name : NULL;
}

static ecert_err
unknown(ecert_ctx *ctx, const char *name)
{
	struct eci_buf known = { 0 }, shown = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < ECI_COUNT(policies); i++)
		e = eci_buf_addf(ctx, &known, "%s%s", i > 0 ? ", " : "", policies[i].name);
	if (e == ECERT_OK && (e = eci_buf_adds(ctx, &shown, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, name, strlen(name))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_NOTFOUND, "there is no policy %.100s; known are: %s",
		    (char *)shown.ptr, (char *)known.ptr);
	eci_buf_free(&known);
	eci_buf_free(&shown);
	return e;
}

ecert_err
ecert_rules_builtin(ecert_ctx *ctx, const char *name, ecert_rules **out)
{
	size_t i;

	eci_clear(ctx);
	*out = NULL;
	for (i = 0; i < ECI_COUNT(policies); i++)
		if (strcmp(policies[i].name, name) == 0)
			return ecert_rules_load(ctx, policies[i].text, strlen(policies[i].text),
			    name, out);
	return unknown(ctx, name);
}
