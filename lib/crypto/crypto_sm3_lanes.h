/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_sm3_lanes.h - messages digested side by side, see crypto_sm3_lanes.c. */
#ifndef ECI_CRYPTO_SM3_LANES_H
#define ECI_CRYPTO_SM3_LANES_H

#include "crypto/crypto_priv.h"

struct eci_sm3_engine {
	const char *name;
	size_t      lanes;
	unsigned    speed;      /* of a lane; 100: of OpenSSL */
};
/* The i-th from 0 that this processor has, NULL after the last. */
const struct eci_sm3_engine *eci_sm3_engine(size_t i);
/* All of queue by this engine; the last first. */
ecert_err eci_sm3_side_by_side(ecert_ctx *ctx, const struct eci_sm3_engine *engine,
    struct eci_sm3_msg **queue, size_t n);

#endif
