/* SPDX-License-Identifier: Apache-2.0 */
/* signer.h - where the private key lives.  Public part: ecert/signer.h. */
#ifndef ECI_SIGNER_H
#define ECI_SIGNER_H

#include "base/base.h"
#include "crypto/crypto.h"

const struct eci_cert *eci_signer_cert(const ecert_signer *signer);
/*
 * Signs msg: e = SM3(Z || msg) is computed here, the value is checked against
 * the certificate before it is returned, as DER whatever the device gave.
 */
ecert_err eci_signer_sign(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg,
    struct eci_buf *sig);

#endif
