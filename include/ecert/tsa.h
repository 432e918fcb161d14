/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/tsa.h - time-stamp authorities that are asked while signing (RFC 3161). */
#ifndef ECERT_TSA_H
#define ECERT_TSA_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Carries a TimeStampReq (DER) to an authority and brings its TimeStampResp back
 * in *resp, made with malloc(), which the library frees.  0, or anything else
 * when there is no answer; what it left in ctx by ecert_set_error() is reported.
 * Called by one thread at a time for each context.
 */
typedef int ecert_tsa_fn(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t req_len,
    uint8_t **resp, size_t *resp_len);

typedef struct ecert_tsa ecert_tsa;      /* shared by threads once filled */

/* ask and arg are kept; arg must outlive the object. */
ECERT_API ecert_err ecert_tsa_new(ecert_ctx *ctx, ecert_tsa_fn *ask, void *arg,
    ecert_tsa **out);
ECERT_API void ecert_tsa_free(ecert_tsa *tsa);
/* Imprint by SHA-256 instead of SM3, for authorities with RSA keys alone. */
ECERT_API void ecert_tsa_set_sha256(ecert_tsa *tsa, int on);

/*
 * One exchange: *token (DER, released with ecert_free()) is a time-stamp token
 * over data whose status, nonce, imprint and value by the certificate inside
 * were checked.  Whether its authority is trusted is ecert_verify()'s to say.
 * ECERT_E_NOTFOUND: no answer, ECERT_E_INVALID: an answer that is refused,
 * ECERT_E_UNSUPPORTED: one by an algorithm that is not SM2 or RSA.
 */
ECERT_API ecert_err ecert_tsa_stamp(ecert_ctx *ctx, const ecert_tsa *tsa,
    const uint8_t *data, size_t len, uint8_t **token, size_t *token_len);

#ifdef __cplusplus
}
#endif
#endif
