/* SPDX-License-Identifier: Apache-2.0 */
/* verify.h - policy, trust, and judging by them.  Public part: ecert/verify.h. */
#ifndef ECI_VERIFY_H
#define ECI_VERIFY_H

#include "base/base.h"
#include "ofd/ofd.h"

/*
 * A report about bytes that are no document: verdict INVALID with the reason
 * and message that stand in ctx.  src may be NULL where it could not be kept; it
 * stays the caller's, and the report then has name, which may be NULL.  Returns ECERT_E_INVALID with *out set; any other error
 * (memory, a failing read) leaves *out NULL.
 */
ecert_err eci_verify_refused(ecert_ctx *ctx, struct eci_src *src, const char *name,
    const ecert_policy *policy, ecert_report **out);

/*
 * The self-check of a document that was just signed: ecert_verify() of doc, which
 * was written from `from`; NULL: by anybody.  Entries whose stored
 * bytes are those that `from` was opened over, by comparing all of them, are not
 * unpacked again: their digests and links are those found when they were signed.
 * All others, among them everything signing wrote, are read and examined like a
 * stranger's.  digest:
 * whether the report is to know the SM3 of the file; with NULL the policy may say
 * that it is not.
 */
ecert_err eci_verify_written(ecert_ctx *ctx, ecert_doc *doc, const ecert_doc *from,
    const ecert_policy *policy, bool digest, ecert_report **out);

/* Whether the policy (may be NULL) names anybody whose signatures are trusted, and how
 * it reads identifiers; NULL: as by default. */
bool eci_policy_trusts(const ecert_policy *policy);
const ecert_id_opts *eci_policy_id_opts(const ecert_policy *policy);

#endif
