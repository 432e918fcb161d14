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
	CHECK(!got.no_digest);

	unit_case("policy: what is set is what is used");
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &opts));
	ecert_policy_set_time(policy, 0);
	ecert_policy_set_strict(policy, 1);
	ecert_policy_set_insecure_no_revocation(policy, 1);
	ecert_policy_set_insecure_empty_sm2_id(policy, 1);
	ecert_policy_set_no_digest(policy, 1);
	ecert_policy_set_time_zone(policy, -3600);
	CHECK_OK(ctx, ecert_policy_set_id_opts(ctx, policy, opts));
	eci_verify_policy(ctx, policy, &got);
	CHECK_INT(got.time, 0);
	CHECK_INT(got.zone, -3600);
	CHECK(got.strict && got.no_revocation && got.empty_id && got.id_opts != NULL);
	CHECK(got.no_digest);
	CHECK(got.id_opts != opts);
	CHECK(eci_policy_id_opts(policy) == got.id_opts);

	unit_case("policy: options taken back");
	CHECK_OK(ctx, ecert_policy_set_id_opts(ctx, policy, NULL));
	eci_verify_policy(ctx, policy, &got);
	CHECK(got.id_opts == NULL);
	CHECK(eci_policy_id_opts(policy) == NULL && eci_policy_id_opts(NULL) == NULL);
	ecert_id_opts_free(opts);
	ecert_policy_free(policy);
	ecert_policy_free(NULL);
}

static void
load(const char *path, struct eci_buf *out)
{
	CHECK_OK(ctx, eci_read_file(ctx, path, 65536, out));
}

static void
test_signer_certs(void)
{
	struct eci_buf der = { 0 }, pem = { 0 };
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL;

	unit_case("policy: certificates of signers, DER and PEM");
	load("test/vectors/sm2/cert.der", &der);
	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	CHECK_OK(ctx, ecert_policy_add_signer_cert(ctx, policy, der.ptr, der.len));
	CHECK_INT(policy->signers.n, 1);
	CHECK(!eci_policy_trusts(policy) && !eci_policy_trusts(NULL));
	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	ecert_policy_set_trust(policy, trust);
	CHECK(!eci_policy_trusts(policy));
	CHECK_OK(ctx, ecert_trust_add_roots(ctx, trust, der.ptr, der.len));
	CHECK(eci_policy_trusts(policy));
	load("test/vectors/sm2/cert-ca.pem", &pem);
	CHECK_OK(ctx, ecert_policy_add_signer_cert(ctx, policy, pem.ptr, pem.len));
	CHECK_INT(policy->signers.n, 2);

	unit_case("policy: two in one file");
	pem.len = 0;
	load("test/vectors/sm2/cert.pem", &pem);
	load("test/vectors/sm2/cert-ca.pem", &pem);
	CHECK_OK(ctx, ecert_policy_add_signer_cert(ctx, policy, pem.ptr, pem.len));
	CHECK_INT(policy->signers.n, 4);

	unit_case("policy: what is no certificate adds nothing");
	CHECK_ERR(ctx, ecert_policy_add_signer_cert(ctx, policy, (const uint8_t *)"x", 1),
	    ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_policy_add_signer_cert(ctx, policy, der.ptr, der.len - 1),
	    ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_policy_add_signer_cert(ctx, policy, der.ptr, 0), ECERT_E_CERT);
	pem.ptr[pem.len - 60] = '*';
	CHECK_ERR(ctx, ecert_policy_add_signer_cert(ctx, policy, pem.ptr, pem.len), ECERT_E_CERT);
	CHECK_INT(policy->signers.n, 4);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	eci_buf_free(&der);
	eci_buf_free(&pem);
}

int
main(void)
{
	ctx = unit_ctx();
	test_policy();
	test_signer_certs();
	return unit_end();
}
