/* SPDX-License-Identifier: Apache-2.0 */
/* job_new.c - what a signing job consists of; every part is borrowed. */
#include "job/job_priv.h"

#include <stdlib.h>

ecert_err
ecert_sign_job_new(ecert_ctx *ctx, ecert_sign_job **out)
{
	eci_clear(ctx);
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

void
ecert_sign_job_free(ecert_sign_job *job)
{
	free(job);
}

void
ecert_sign_job_set_signer(ecert_sign_job *job, const ecert_signer *signer)
{
	job->signer = signer;
}

void
ecert_sign_job_set_seal(ecert_sign_job *job, const ecert_seal *seal)
{
	job->seal = seal;
}

void
ecert_sign_job_set_opts(ecert_sign_job *job, const ecert_sign_opts *opts)
{
	job->opts = opts;
}

void
ecert_sign_job_set_policy(ecert_sign_job *job, const ecert_policy *policy)
{
	job->policy = policy;
}

void
ecert_sign_job_set_log(ecert_sign_job *job, ecert_log *log)
{
	job->log = log;
}

void
ecert_sign_job_set_id(ecert_sign_job *job, const ecert_id *id, uint32_t flags)
{
	job->id = id;
	job->id_flags = flags;
}
