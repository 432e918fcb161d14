/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/key.h - SM2 key pairs, what a key or certificate says, a test PKI. */
#ifndef ECERT_KEY_H
#define ECERT_KEY_H

#include "signer.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A new SM2 key pair as PEM: private key in PKCS#8, encrypted (PBES2, SM4-CBC)
 * when pass is not NULL.  *priv and *pub are released with ecert_free(), which
 * wipes the private key.
 */
ECERT_API ecert_err ecert_key_new(ecert_ctx *ctx, const char *pass,
    char **priv, char **pub);
/* Private key and certificate in one PKCS#12 file's bytes. */
ECERT_API ecert_err ecert_key_p12(ecert_ctx *ctx, const uint8_t *key,
    size_t key_len, const uint8_t *cert, size_t cert_len, const char *pass,
    uint8_t **out, size_t *out_len);
/*
 * One JSON object about a key, certificate or PKCS#12 file's bytes: kind,
 * algorithm, and for a certificate subject, issuer, serial, validity, days left,
 * key usage, SM3.  Never key material.
 */
ECERT_API ecert_err ecert_key_describe(ecert_ctx *ctx, const uint8_t *data,
    size_t len, ecert_pass_fn *pass, void *arg, char **json);

/*
 * A throw-away PKI for tests in the folder dir, which must not exist or be
 * empty: see ecert-key(1) for its files.  pass protects the private keys; NULL
 * leaves them plain, readable by their owner alone.
 */
ECERT_API ecert_err ecert_testpki_make(ecert_ctx *ctx, const char *dir,
    const char *pass);

#ifdef __cplusplus
}
#endif
#endif
