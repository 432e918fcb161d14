/* SPDX-License-Identifier: Apache-2.0 */
/* Policies: defaults, and that what is set is what is used. */
#include "unit.h"
#include "verify/verify_priv.h"

static ecert_ctx *ctx;

static int64_t
fixed_clock(void *arg)
{
	return *(int64_t *)arg;
}

static void
test_policy(void)
{
	struct ecert_policy got;
	ecert_policy *policy = NULL;
	ecert_id_opts *opts = NULL;
	int64_t clock = 1700000000;

	unit_case("policy: without one, the clock and +08:00");
	ecert_ctx_set_clock(ctx, fixed_clock, &clock);
	eci_verify_policy(ctx, NULL, &got);
	CHECK_INT(got.time, clock);
	CHECK_INT(got.zone, 28800);
	CHECK(got.trust == NULL && !got.strict && !got.no_revocation && !got.empty_id);

	unit_case("policy: defaults of a new one");
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	eci_verify_policy(ctx, policy, &got);
	CHECK_INT(got.time, clock);
	CHECK_INT(got.zone, 28800);
	CHECK(!got.strict && !got.no_revocation && !got.empty_id && got.id_opts == NULL);

	unit_case("policy: what is set is what is used");
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &opts));
	ecert_policy_set_time(policy, 0);
	ecert_policy_set_strict(policy, 1);
	ecert_policy_set_insecure_no_revocation(policy, 1);
	ecert_policy_set_insecure_empty_sm2_id(policy, 1);
	ecert_policy_set_time_zone(policy, -3600);
	CHECK_OK(ctx, ecert_policy_set_id_opts(ctx, policy, opts));
	eci_verify_policy(ctx, policy, &got);
	CHECK_INT(got.time, 0);
	CHECK_INT(got.zone, -3600);
	CHECK(got.strict && got.no_revocation && got.empty_id && got.id_opts != NULL);
	CHECK(got.id_opts != opts);

	unit_case("policy: options taken back");
	CHECK_OK(ctx, ecert_policy_set_id_opts(ctx, policy, NULL));
	eci_verify_policy(ctx, policy, &got);
	CHECK(got.id_opts == NULL);
	ecert_id_opts_free(opts);
	ecert_policy_free(policy);
	ecert_policy_free(NULL);
}

int
main(void)
{
	ctx = unit_ctx();
	test_policy();
	return unit_end();
}
