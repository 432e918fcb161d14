/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_sign_job *job = NULL;
	uint8_t *p = NULL;
	size_t n = 1;

	unit_case("nothing to free");
	ecert_sign_job_free(NULL);
	unit_case("an empty job signs nothing");
	CHECK_OK(ctx, ecert_sign_job_new(ctx, &job));
	CHECK_ERR(ctx, ecert_sign_mem(ctx, job, (const uint8_t *)"x", 1, &p, &n), ECERT_E_ARG);
	CHECK(p == NULL);
	CHECK_INT(n, 0);
	CHECK_STR(ecert_errmsg(ctx), "the job lacks a signer or a seal");
	ecert_sign_job_free(job);
	return unit_end();
}
