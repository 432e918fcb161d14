/* SPDX-License-Identifier: Apache-2.0 */
/* seal.h - make, load and inspect a seal.  Public part: ecert/seal.h. */
#ifndef ECI_SEAL_H
#define ECI_SEAL_H

#include "base/base.h"
#include "crypto/crypto.h"
#include "ses/ses.h"

const struct eci_ses_seal *eci_seal_ses(const ecert_seal *seal);
/* "png", "jpg", "gif", "bmp", "svg", "ofd", or "" for anything else. */
const char *eci_picture_format(struct eci_bytes picture);
/* Whether cert is in the seal's list (SES certList, types 1 and 2). */
ecert_err eci_seal_lists(ecert_ctx *ctx, const struct eci_ses_seal *seal, struct eci_bytes cert,
    bool *listed);

#endif
