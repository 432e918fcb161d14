/* SPDX-License-Identifier: Apache-2.0 */
/* sign.h - put a signature on a document.  Public part: ecert/sign.h. */
#ifndef ECI_SIGN_H
#define ECI_SIGN_H

#include "base/base.h"

/* Whether a signature of these options (may be NULL) is made with a seal. */
bool eci_sign_wants_seal(const ecert_sign_opts *opts);

#endif
