/* SPDX-License-Identifier: Apache-2.0 */
/* signer.h - where the private key lives.  Public part: ecert/signer.h. */
#ifndef ECI_SIGNER_H
#define ECI_SIGNER_H

#include "base/base.h"
#include "crypto/crypto.h"

const struct eci_cert *eci_signer_cert(const ecert_signer *signer);
/* ECI_SIG_SM2_SM3 or ECI_SIG_RSA_SHA256: what the certificate's key asks for. */
enum eci_sig_alg eci_signer_alg(const ecert_signer *signer);
/*
 * Signs msg: the digest, of SM2 e = SM3(Z || msg), is computed here, the value is
 * checked against the certificate before it is returned; of SM2 as DER whatever
 * the device gave.
 */
ecert_err eci_signer_sign(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg,
    struct eci_buf *sig);
/* What is likeliest wrong with a value over msg that does not verify: ": " and words, or
 * "" where nothing is known of it; static. */
ecert_err eci_signer_fault(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes msg,
    struct eci_bytes sig, const char **why);

#endif
