/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/signer.h - who signs: a private key and its certificate. */
#ifndef ECERT_SIGNER_H
#define ECERT_SIGNER_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_signer ecert_signer;   /* immutable, shared by threads */

/*
 * Fills buf with the passphrase of what (a path) and returns its length in
 * bytes, or -1 to give up.  Called only when one is needed; buf is wiped after.
 */
typedef int32_t ecert_pass_fn(void *arg, const char *what, char *buf, size_t cap);

enum {
	ECERT_ALG_SM2_SM3 = 1,
	ECERT_ALG_RSA_SHA256 = 2      /* seals and signatures of GM/T 0031-2014 alone */
};

/*
 * Signs digest and writes the value to sig, whose room is *sig_len.
 * ECERT_ALG_SM2_SM3: e = SM3(Z || M), 32 bytes; DER SEQUENCE { r, s } or raw
 * r || s.  ECERT_ALG_RSA_SHA256: SHA-256(M), 32 bytes; PKCS#1 v1.5, as long as
 * the modulus.  Returns 0 on success.  Where it returns another number, sig may hold
 * the reason instead: a sentence of *sig_len bytes, UTF-8, fewer than the room, which
 * the message of the failed call repeats.  It may be called by several threads at once.
 */
typedef int32_t ecert_sign_fn(void *arg, int32_t alg, const uint8_t *digest,
    size_t len, uint8_t *sig, size_t *sig_len);

/*
 * The key is PEM (PKCS#8 plain or encrypted, SEC1, PKCS#1), DER of the same, or
 * PKCS#12, told apart by content.  cert_path may be NULL where the key's file
 * holds the certificate.  ECERT_E_KEY when the passphrase is wrong, the key is
 * neither SM2 nor RSA of 2048 bits or more, or it does not match the certificate.
 */
ECERT_API ecert_err ecert_signer_from_file(ecert_ctx *ctx, const char *key_path,
    const char *cert_path, ecert_pass_fn *pass, void *arg, ecert_signer **out);
ECERT_API ecert_err ecert_signer_from_mem(ecert_ctx *ctx, const uint8_t *key,
    size_t key_len, const uint8_t *cert, size_t cert_len, ecert_pass_fn *pass,
    void *arg, ecert_signer **out);
/* For tokens, HSMs and remote services.  arg must outlive the signer. */
ECERT_API ecert_err ecert_signer_from_fn(ecert_ctx *ctx, const uint8_t *cert,
    size_t cert_len, ecert_sign_fn *sign, void *arg, ecert_signer **out);
/* A certificate whose key is elsewhere: for ecert_sign_prepare() alone; signing
 * with it is ECERT_E_KEY. */
ECERT_API ecert_err ecert_signer_from_cert(ecert_ctx *ctx, const uint8_t *cert,
    size_t cert_len, ecert_signer **out);
/* Key material is wiped; a device is logged out of and closed. */
ECERT_API void ecert_signer_free(ecert_signer *signer);

/* Borrowed.  The certificate's DER; its subject as one line, UTF-8. */
ECERT_API const uint8_t *ecert_signer_cert(const ecert_signer *signer, size_t *len);
ECERT_API const char *ecert_signer_subject(const ecert_signer *signer);
/* Whether the key came without a passphrase: in the open, LD/T 03-2022 8.3.6 a) 3). */
ECERT_API int ecert_signer_key_plain(const ecert_signer *signer);
/* UTC seconds. */
ECERT_API int64_t ecert_signer_not_before(const ecert_signer *signer);
ECERT_API int64_t ecert_signer_not_after(const ecert_signer *signer);

#ifdef __cplusplus
}
#endif
#endif
