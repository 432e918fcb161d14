/* SPDX-License-Identifier: Apache-2.0 */
/* sign_priv.h - shared by the files of this layer. */
#ifndef ECI_SIGN_PRIV_H
#define ECI_SIGN_PRIV_H

#include "crypto/crypto.h"
#include "ofd/ofd.h"
#include "seal/seal.h"
#include "ses/ses.h"
#include "sign/sign.h"
#include "signer/signer.h"

struct eci_place {
	unsigned page;          /* as in ecert_sign_opts_add_place() */
	double   x, y;
};
struct ecert_sign_opts {
	struct eci_place *places;
	size_t            n, cap;
	bool              has_time, lock;
	int64_t           time;
};

/* ---- sign_check.c ---- */

/* Whether signer may sign with seal at time t: ECERT_E_STATE and the reason. */
ecert_err eci_sign_check_signer(ecert_ctx *ctx, const ecert_signer *signer,
    const ecert_seal *seal, int64_t t);
/* Whether doc can take one more signature that will verify. */
ecert_err eci_sign_check_doc(ecert_ctx *ctx, ecert_doc *doc);

/* ---- sign_places.c ---- */

/* Where the seal stands: stamps without IDs, which the caller numbers. */
ecert_err eci_sign_places(ecert_ctx *ctx, ecert_doc *doc, const ecert_seal *seal,
    const ecert_sign_opts *opts, struct eci_ofd_stamp **out, size_t *n);

/* ---- sign_refs.c ---- */

/* References to every entry, in the container's order, but those the new
 * signature cannot protect: its description, its value, an open list. */
ecert_err eci_sign_refs(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    bool lock, struct eci_ofd_ref **out, size_t *n);

#endif
