/* SPDX-License-Identifier: Apache-2.0 */
/* job_priv.h - shared by the files of this layer. */
#ifndef ECI_JOB_PRIV_H
#define ECI_JOB_PRIV_H

#include "crypto/crypto.h"
#include "job/job.h"
#include "ofd/ofd.h"
#include "sign/sign.h"
#include "verify/verify.h"

struct ecert_sign_job {
	const ecert_signer    *signer;
	const ecert_seal      *seal;
	const ecert_sign_opts *opts;
	const ecert_policy    *policy;
	const ecert_id        *id;
	uint32_t               id_flags;
};

/* What a run came to, for its record. */
struct eci_job_done {
	char    *identifier;          /* NULL: the document has none */
	char    *signature;           /* ID of the new signature */
	uint64_t size;
	char     sm3[2 * ECI_SM3_LEN + 1];
};

/* ---- job_check.c ---- */

/*
 * What e and report say of a fresh result: ECERT_OK when it may leave the house.
 * Trust and revocation may be open, everything else must hold.
 */
ecert_err eci_job_accept(ecert_ctx *ctx, ecert_err e, const ecert_report *report,
    const char *name);

/* ---- job_verify.c ---- */

/* Verifies what doc was written to (src, taken over; e is how opening it ended).
 * digest: the report is to know the SM3 of the file. */
ecert_err eci_job_verify_written(ecert_ctx *ctx, struct eci_src *src, ecert_err e,
    const ecert_doc *doc, const ecert_policy *policy, bool digest, ecert_report **out);

/* ---- job_record.c ---- */

ecert_err eci_job_done_doc(ecert_ctx *ctx, ecert_doc *doc, struct eci_job_done *done);
/* Size and digest of the bytes that were verified. */
ecert_err eci_job_done_report(ecert_ctx *ctx, const ecert_report *report,
    struct eci_job_done *done);
void eci_job_done_free(struct eci_job_done *done);
/* e and the detail in ctx are what the run ended with; they stay. */
char *eci_job_record(ecert_ctx *ctx, const char *in, const char *out, ecert_err e,
    const struct eci_job_done *done);

#endif
