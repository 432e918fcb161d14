/* SPDX-License-Identifier: Apache-2.0 */
/* job_priv.h - shared by the files of this layer. */
#ifndef ECI_JOB_PRIV_H
#define ECI_JOB_PRIV_H

#include "crypto/crypto.h"
#include "job/job.h"
#include "ofd/ofd.h"
#include "report/report.h"
#include "sign/sign.h"
#include "verify/verify.h"

struct ecert_sign_job {
	const ecert_signer    *signer;
	const ecert_seal      *seal;
	const ecert_sign_opts *opts;
	const ecert_policy    *policy;
	const ecert_id        *id;
	uint32_t               id_flags;
	ecert_log             *log;          /* NULL: none */
	const char            *number;       /* what the certificate's has to be; NULL: any */
};

/* What a run came to, for its record. */
struct eci_job_done {
	char    *identifier;          /* NULL: the document has none */
	char    *signature;           /* ID of the new signature */
	uint64_t size;
	char     sm3[2 * ECI_SM3_LEN + 1];
	/* Of the new signature as it stands in the result: NULL until that is known, seal
	 * also where it has none. */
	char    *subject, *serial, *issuer, *seal;
	bool     has_time, stamped;
	int64_t  time;
	bool     skipped;             /* the result was there already */
	uint64_t line;                /* of a list; 0: there is none */
	const char *number;           /* the certificate's, by that line; may be NULL */
	/* Where the first and last steps are made for several at a time: what is written and
	 * verified, and its bytes, whose digest is not made yet; both may be NULL. */
	bool             later;
	ecert_doc       *doc;         /* opened and looked at before; NULL: not yet */
	struct eci_out  *out;
	struct eci_held *bytes;
};

/* How a run ended. */
struct eci_job_run {
	const char  *in, *out;
	ecert_err    e;
	ecert_reason reason;
	const char  *message;
	const struct eci_job_done *done;    /* NULL: nothing is known of a result */
};

/* ---- job_check.c ---- */

/*
 * What e and report say of a fresh result: ECERT_OK when it may leave the house.
 * Trust and revocation may be open, everything else must hold.
 */
ecert_err eci_job_accept(ecert_ctx *ctx, ecert_err e, const ecert_report *report,
    const char *name);

/* The same of a prepared document: it must lack the value of its last signature, whose
 * Signature.xml is description, escaped, and nothing else may be wrong with it but
 * what earlier signatures leave unprotected. */
ecert_err eci_job_accept_prepared(ecert_ctx *ctx, ecert_err e, const ecert_report *report,
    const char *description, const char *name);

/* ---- job_sign.c ---- */

/* Writing out would not remove in, as a temporary file that is dead. */
ecert_err eci_job_spares(ecert_ctx *ctx, const char *in, const char *out);
/* The input, which must not be the output. */
ecert_err eci_job_src(ecert_ctx *ctx, const char *in, const char *out, struct eci_src **src);
/* Saves doc as path, which gets its name when what was written verifies and is in the
 * log of job. */
ecert_err eci_job_write(ecert_ctx *ctx, const ecert_sign_job *job, ecert_doc *doc,
    const char *in, const char *path, struct eci_job_done *done);
/* done->out, whose digest is there now: into the log, then its name; the folder is not yet
 * synced.  A failure is in the log, too. */
ecert_err eci_job_name(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *path, struct eci_job_done *done);

/* ---- job_number.c ---- */

/* The certificate's number (specification 4.5.5) is what doc says in its information,
 * else the running number of its identifier.  EXPECT_MISMATCH where it is another, or
 * there is none. */
ecert_err eci_job_check_number(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    const char *number);

/* ---- job_sign.c ---- */

/* The document that is signed: in, which is not out, with the job's identifier. */
ecert_err eci_job_open(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *out, ecert_doc **doc);
/* As eci_job_open() to done, for a look with batch; a failure is found again by signing. */
void eci_job_look(ecert_ctx *ctx, const ecert_sign_job *job, const char *in, const char *out,
    struct eci_sm3_batch *batch, struct eci_job_done *done);
/* As ecert_sign_file_json(); done, which the caller frees, says what came of it. */
ecert_err eci_job_sign(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *out, struct eci_job_done *done, char **json);

/* ---- job_verify.c ---- */

/* Verifies what doc was written to (src, taken over; e is how opening it ended).
 * digest: the report is to know the SM3 of the file. */
ecert_err eci_job_verify_written(ecert_ctx *ctx, struct eci_src *src, ecert_err e,
    const ecert_doc *doc, const ecert_policy *policy, bool digest, ecert_report **out);

/* ---- job_log.c ---- */

/*
 * The line of one signing that ended with e, its detail in ctx; nothing without a log.
 * ECERT_OK, before the result gets its name: the line is on the disk.  An error of the
 * run is returned as it is; that it could not be recorded is added to its message.
 */
ecert_err eci_log_add(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *out, ecert_err e, const struct eci_job_done *done);

/* ---- job_record.c ---- */

ecert_err eci_job_done_doc(ecert_ctx *ctx, ecert_doc *doc, struct eci_job_done *done);
/* Size and digest of the bytes that were verified, and whose the signature is. */
ecert_err eci_job_done_report(ecert_ctx *ctx, const ecert_report *report,
    struct eci_job_done *done);
void eci_job_done_free(struct eci_job_done *done);
struct eci_json;
/* identifier, signature, size and sm3, or reason and message. */
void eci_job_outcome(struct eci_json *j, const struct eci_job_run *run);
/* e and the detail in ctx are what the run ended with; they stay. */
char *eci_job_record(ecert_ctx *ctx, const char *in, const char *out, ecert_err e,
    const struct eci_job_done *done);

#endif
