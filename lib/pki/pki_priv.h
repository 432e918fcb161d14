/* SPDX-License-Identifier: Apache-2.0 */
/* pki_priv.h - what the files of this layer share. */
#ifndef ECI_PKI_PRIV_H
#define ECI_PKI_PRIV_H

#include "pki/pki.h"

/* An ecert_pass_fn; arg is the passphrase, a string. */
int32_t eci_pki_pass(void *arg, const char *what, char *buf, size_t cap);

#endif
