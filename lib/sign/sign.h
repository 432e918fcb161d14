/* SPDX-License-Identifier: Apache-2.0 */
/* sign.h - put a signature on a document.  Public part: ecert/sign.h. */
#ifndef ECI_SIGN_H
#define ECI_SIGN_H

#include "base/base.h"
#include "crypto/crypto.h"

/* Whether a signature of these options (may be NULL) is made with a seal. */
bool eci_sign_wants_seal(const ecert_sign_opts *opts);
/* Their time-stamp authority, or NULL. */
const ecert_tsa *eci_sign_tsa(const ecert_sign_opts *opts);
/* Whether they say at what time; else it is the context's. */
bool eci_sign_time_given(const ecert_sign_opts *opts);

/*
 * A copy of opts (may be NULL) for one document of many, freed by the caller, with its
 * places on pages and on text, and those at edges, or without them.
 */
ecert_err eci_sign_opts_like(ecert_ctx *ctx, const ecert_sign_opts *opts, bool places,
    bool rides, ecert_sign_opts **out);

/*
 * Whether made is what signing doc so, at the time that made says, would give, as far as
 * made's own signatures protect it: its list of signatures and the last description, and
 * by that the digests of all the rest, are the same byte by byte.  doc stays as it is.
 * Whether the value holds is not examined, nor whose it is.
 */
ecert_err eci_sign_would_make(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer,
    const ecert_seal *seal, const ecert_sign_opts *opts, ecert_doc *made, bool *same);
/*
 * Reads, before it is signed, what signing doc will need; the digests are made with those
 * of others in batch, whose done() is eci_sign_digested(), and which must be ended, or
 * freed, before doc is changed or freed, also where this fails.  What is found is not
 * told: signing finds it again.
 */
ecert_err eci_sign_look(ecert_ctx *ctx, ecert_doc *doc, struct eci_sm3_batch *batch);
ecert_err eci_sign_digested(void *doc, ecert_ctx *ctx, size_t entry,
    const uint8_t digest[ECI_SM3_LEN]);
/* Whether signatures of these options (may be NULL) are stamped. */
bool eci_sign_wants_stamp(const ecert_sign_opts *opts);

#endif
