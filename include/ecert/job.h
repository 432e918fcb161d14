/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/job.h - the whole work on files: what applications call first. */
#ifndef ECERT_JOB_H
#define ECERT_JOB_H

#include "sign.h"
#include "verify.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What ecert_sign_file() does beside ecert_sign(); all parts are borrowed. */
typedef struct ecert_sign_job ecert_sign_job;   /* shared by threads once filled */

ECERT_API ecert_err ecert_sign_job_new(ecert_ctx *ctx, ecert_sign_job **out);
ECERT_API void ecert_sign_job_free(ecert_sign_job *job);
ECERT_API void ecert_sign_job_set_signer(ecert_sign_job *job,
    const ecert_signer *signer);
ECERT_API void ecert_sign_job_set_seal(ecert_sign_job *job, const ecert_seal *seal);
ECERT_API void ecert_sign_job_set_opts(ecert_sign_job *job,
    const ecert_sign_opts *opts);
/* Check chain and revocation of the result too; else integrity, list, validity. */
ECERT_API void ecert_sign_job_set_policy(ecert_sign_job *job,
    const ecert_policy *policy);
/* Embed this identifier first; flags as for ecert_doc_set_id(). */
ECERT_API void ecert_sign_job_set_id(ecert_sign_job *job, const ecert_id *id,
    uint32_t flags);


/*
 * The metrology specification's record of signing (7.2.2): a file of JSON lines to
 * which any number of threads and processes append, see ecert-log(5).  user may be
 * NULL: who the process runs as.
 */
typedef struct ecert_log ecert_log;             /* shared by threads */

ECERT_API ecert_err ecert_log_open(ecert_ctx *ctx, const char *path, const char *user,
    ecert_log **out);
ECERT_API void ecert_log_close(ecert_log *log);
/* Every signing is recorded, failures too; what cannot be recorded gets no name. */
ECERT_API void ecert_sign_job_set_log(ecert_sign_job *job, ecert_log *log);

/*
 * Signs the file in, verifies the result before it gets its name, renames.
 * On failure out is what it was.  in and out must be different files.
 */
ECERT_API ecert_err ecert_sign_file(ecert_ctx *ctx, const ecert_sign_job *job,
    const char *in, const char *out);
/* *out is released with ecert_free(). */
ECERT_API ecert_err ecert_sign_mem(ecert_ctx *ctx, const ecert_sign_job *job,
    const uint8_t *in, size_t in_len, uint8_t **out, size_t *out_len);

/*
 * The same, with a record of what happened as one line of JSON, also where it
 * failed: input, output, status ("done", "failed"), then identifier, signature
 * (its ID in the document), size and sm3 of the result, or reason and message;
 * identifier, sm3 and reason are always there, null where there is none.
 * in_name and out_name are used in the record and in messages only.  *json is
 * released with ecert_free(); it is NULL only when memory ran out.  json may be
 * NULL where no record is wanted.
 */
ECERT_API ecert_err ecert_sign_file_json(ecert_ctx *ctx, const ecert_sign_job *job,
    const char *in, const char *out, char **json);
ECERT_API ecert_err ecert_sign_mem_json(ecert_ctx *ctx, const ecert_sign_job *job,
    const uint8_t *in, size_t in_len, const char *in_name, const char *out_name,
    uint8_t **out, size_t *out_len, char **json);

/*
 * Signing in two steps, see ecert_sign_prepare().  The result of the second is
 * verified before it gets its name.  json, a record as above, may be NULL; what of
 * job is used to complete is its time-stamp authority, policy and log.
 */
ECERT_API ecert_err ecert_sign_file_prepare(ecert_ctx *ctx, const ecert_sign_job *job,
    const char *in, const char *out, char **state);
ECERT_API ecert_err ecert_sign_file_complete(ecert_ctx *ctx, const ecert_sign_job *job,
    const char *in, const char *state, size_t state_len, const uint8_t *value,
    size_t value_len, const char *out, char **json);

/*
 * As ecert_verify(), from the file's bytes on: input that is no document gives
 * a report too (ECERT_E_INVALID).  policy may be NULL.
 */
ECERT_API ecert_err ecert_verify_file(ecert_ctx *ctx, const char *path,
    const ecert_policy *policy, ecert_report **out);
ECERT_API ecert_err ecert_verify_fd(ecert_ctx *ctx, int fd, const char *name,
    const ecert_policy *policy, ecert_report **out);
ECERT_API ecert_err ecert_verify_mem(ecert_ctx *ctx, const uint8_t *data,
    size_t len, const char *name, const ecert_policy *policy, ecert_report **out);

#ifdef __cplusplus
}
#endif
#endif
