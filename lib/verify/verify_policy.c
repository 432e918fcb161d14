/* SPDX-License-Identifier: Apache-2.0 */
/* verify_policy.c - how to judge. */
#include <stdlib.h>

#include "verify/verify_priv.h"

/* Times without a zone come from V1 writers in China. */
#define DEFAULT_ZONE 28800

ecert_err
ecert_policy_new(ecert_ctx *ctx, ecert_policy **out)
{
	ecert_policy *policy;

	eci_clear(ctx);
	*out = NULL;
	if ((policy = calloc(1, sizeof(*policy))) == NULL)
		return eci_nomem(ctx);
	policy->zone = DEFAULT_ZONE;
	*out = policy;
	return ECERT_OK;
}

void
ecert_policy_free(ecert_policy *policy)
{
	if (policy == NULL)
		return;
	ecert_id_opts_free(policy->id_opts);
	eci_certs_free(&policy->signers);
	eci_json_done(policy->expect);
	free(policy->status);
	free(policy);
}

void
ecert_policy_set_trust(ecert_policy *policy, const ecert_trust *trust)
{
	policy->trust = trust;
}

void
ecert_policy_set_time(ecert_policy *policy, int64_t t)
{
	policy->time = t;
	policy->time_set = true;
}

void
ecert_policy_set_strict(ecert_policy *policy, int strict)
{
	policy->strict = strict != 0;
}

void
ecert_policy_set_insecure_no_revocation(ecert_policy *policy, int on)
{
	policy->no_revocation = on != 0;
}

void
ecert_policy_set_insecure_empty_sm2_id(ecert_policy *policy, int on)
{
	policy->empty_id = on != 0;
}

void
ecert_policy_set_no_digest(ecert_policy *policy, int on)
{
	policy->no_digest = on != 0;
}

void
ecert_policy_set_fetch(ecert_policy *policy, ecert_fetch_fn *fetch, void *arg)
{
	policy->fetch = fetch;
	policy->fetch_arg = arg;
}

void
ecert_policy_set_pictures(ecert_policy *policy, int on)
{
	policy->pictures = on != 0;
}

void
ecert_policy_set_time_zone(ecert_policy *policy, int32_t seconds)
{
	policy->zone = seconds;
}

ecert_err
ecert_policy_add_signer_cert(ecert_ctx *ctx, ecert_policy *policy, const uint8_t *data,
    size_t len)
{
	struct eci_certs found = { 0 };
	size_t i, before = policy->signers.n;
	ecert_err e;

	eci_clear(ctx);
	e = eci_certs_load(ctx, "signer certificate", data, len, &found);
	for (i = 0; e == ECERT_OK && i < found.n; i++)
		e = eci_certs_add(ctx, &policy->signers, found.v[i]);
	/* All of them or none. */
	while (e != ECERT_OK && policy->signers.n > before)
		eci_cert_free(policy->signers.v[--policy->signers.n]);
	eci_certs_free(&found);
	return e;
}

ecert_err
ecert_policy_set_id_opts(ecert_ctx *ctx, ecert_policy *policy, const ecert_id_opts *opts)
{
	ecert_id_opts *copy = NULL;
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_id_opts_copy(ctx, opts, &copy)) != ECERT_OK)
		return e;
	ecert_id_opts_free(policy->id_opts);
	policy->id_opts = copy;
	return ECERT_OK;
}

void
ecert_policy_set_rules(ecert_policy *policy, const ecert_rules *rules)
{
	policy->rules = rules;
}

bool
eci_policy_trusts(const ecert_policy *policy)
{
	return policy != NULL && policy->trust != NULL && policy->trust->roots.n > 0;
}

const ecert_id_opts *
eci_policy_id_opts(const ecert_policy *policy)
{
	return policy != NULL ? policy->id_opts : NULL;
}

void
eci_verify_policy(ecert_ctx *ctx, const ecert_policy *given, struct ecert_policy *out)
{
	*out = given != NULL ? *given : (struct ecert_policy){ .zone = DEFAULT_ZONE };
	if (!out->time_set)
		out->time = eci_now(ctx);
}
