/* SPDX-License-Identifier: Apache-2.0 */
/* pki_priv.h - what the files of this layer share. */
#ifndef ECI_PKI_PRIV_H
#define ECI_PKI_PRIV_H

#include "crypto/crypto.h"
#include "json/json.h"
#include "pki/pki.h"

struct ecert_key {
	struct eci_key  *key;
	struct eci_cert *cert;     /* that came with it, or NULL */
};

/* An ecert_pass_fn; arg is the passphrase, a string. */
int32_t eci_pki_pass(void *arg, const char *what, char *buf, size_t cap);
/* pki_describe.c: a key as members of j; whether bytes are a PKCS#12 file. */
void eci_pki_put_key(struct eci_json *j, bool sm2, int rsa_bits, bool ok, const uint8_t *id);
bool eci_pki_is_p12(const uint8_t *p, size_t n);
/* pki_csr_show.c */
void eci_pki_put_csr(struct eci_json *j, const struct eci_csr *csr);

#endif
