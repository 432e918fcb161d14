/* SPDX-License-Identifier: Apache-2.0 */
/* verify20.c - usage: verify20 TRUST-DIR FILE.ofd; exit 0 only for VALID. */
#include <stdio.h>

#include <ecert.h>

int
main(int argc, char **argv)
{
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_trust *trust = NULL;
	ecert_policy *policy = NULL;
	ecert_report *report = NULL;
	ecert_err e = ECERT_E_NOMEM;

	if (argc != 3) {
		fprintf(stderr, "usage: verify20 TRUST-DIR FILE.ofd\n");
		ecert_ctx_free(ctx);
		return 2;
	}
	if (ctx != NULL && (e = ecert_trust_new(ctx, &trust)) == ECERT_OK &&
	    (e = ecert_trust_add_dir(ctx, trust, argv[1])) == ECERT_OK &&
	    (e = ecert_policy_new(ctx, &policy)) == ECERT_OK) {
		ecert_policy_set_trust(policy, trust);
		e = ecert_verify_file(ctx, argv[2], policy, &report);
	}
	if (report != NULL)
		puts(ecert_verdict_name(ecert_report_verdict(report)));
	if (ctx != NULL && e != ECERT_OK)
		fprintf(stderr, "verify20: %s: %s\n", ecert_err_name(e), ecert_errmsg(ctx));
	ecert_report_free(report);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_ctx_free(ctx);
	return e == ECERT_OK ? 0 : e == ECERT_E_INVALID ? 1 : e == ECERT_E_UNDECIDED ? 3 : 2;
}
