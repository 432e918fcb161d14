/* SPDX-License-Identifier: Apache-2.0 */
/* signer_priv.h - what a signer is made of; immutable once made. */
#ifndef ECI_SIGNER_PRIV_H
#define ECI_SIGNER_PRIV_H

#include "signer/signer.h"

struct ecert_signer {
	struct eci_cert *cert;
	struct eci_key  *key;       /* NULL: a device */
	ecert_sign_fn   *fn;
	void            *arg;
};

#endif
