/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/sign.h - put a sealed signature on a document. */
#ifndef ECERT_SIGN_H
#define ECERT_SIGN_H

#include "doc.h"
#include "seal.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_sign_opts ecert_sign_opts;

ECERT_API ecert_err ecert_sign_opts_new(ecert_ctx *ctx, ecert_sign_opts **out);
ECERT_API void ecert_sign_opts_free(ecert_sign_opts *opts);
/* Pages that have no fixed number. */
#define ECERT_EVERY_PAGE 0u
#define ECERT_LAST_PAGE 0xffffffffu

/*
 * The seal's top left corner at x, y mm on page (from 1, or one of the above).
 * May be called several times; without a place the seal stands on the last
 * page, 20 mm from its right and bottom edges.
 */
ECERT_API ecert_err ecert_sign_opts_add_place(ecert_ctx *ctx,
    ecert_sign_opts *opts, unsigned page, double x, double y);
/* UTC seconds; default: the context's clock. */
ECERT_API void ecert_sign_opts_set_time(ecert_sign_opts *opts, int64_t t);
/* Protect the list of signatures too: no further signature can be added. */
ECERT_API void ecert_sign_opts_set_lock(ecert_sign_opts *opts, int lock);

/*
 * Signs everything in doc as it stands (GB/T 33190-2016 18, GB/T 38540-2020).
 * doc is changed only on ECERT_OK; save it to keep the signature.
 * ECERT_E_STATE, with the reason: the signer is not in the seal's list, the
 * certificate or seal is outside its validity, the document is locked or
 * forbids signing, a link in it leads nowhere, it has active content.
 * ECERT_E_ARG: a place outside of its page.  opts may be NULL.
 */
ECERT_API ecert_err ecert_sign(ecert_ctx *ctx, ecert_doc *doc,
    const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts);

#ifdef __cplusplus
}
#endif
#endif
