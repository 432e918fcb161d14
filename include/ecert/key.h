/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/key.h - SM2 keys: made, described, converted; requests; passphrases; a test PKI. */
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
 * ECERT_E_ARG, the message naming the rule, where pass is weak after LD/T 03-2022
 * 8.2.3 a).  Nothing here checks unasked.
 */
ECERT_API ecert_err ecert_pass_check(ecert_ctx *ctx, const char *pass);

/* A private key and the certificates that came with it; immutable. */
typedef struct ecert_key ecert_key;

/* Every form that ecert_signer_from_mem() takes.  name, which may be NULL, is what
 * messages call it. */
ECERT_API ecert_err ecert_key_load(ecert_ctx *ctx, const uint8_t *data, size_t len,
    const char *name, ecert_pass_fn *pass, void *arg, ecert_key **out);
/* The same of a file, as the key rules of ctx ask, see ecert_ctx_set_key_rules(). */
ECERT_API ecert_err ecert_key_load_file(ecert_ctx *ctx, const char *path,
    ecert_pass_fn *pass, void *arg, ecert_key **out);
ECERT_API void ecert_key_free(ecert_key *key);
/* Whether it needed a passphrase, which was not empty. */
ECERT_API int ecert_key_encrypted(const ecert_key *key);

typedef int32_t ecert_key_form;

enum {
	ECERT_KEY_PKCS8 = 1,          /* encrypted where pass is not NULL */
	ECERT_KEY_SEC1 = 2,           /* SM2 alone, never encrypted */
	ECERT_KEY_PKCS12 = 3,         /* with its certificate; always DER, and a passphrase */
	ECERT_KEY_PUBLIC = 4          /* SubjectPublicKeyInfo */
};

/*
 * The key in another form, PEM, or DER where der is set.  cert, of PKCS#12 alone, may
 * be NULL where one came with the key.  *out is released with ecert_free(), which
 * wipes it.
 */
ECERT_API ecert_err ecert_key_write(ecert_ctx *ctx, const ecert_key *key,
    ecert_key_form form, int der, const uint8_t *cert, size_t cert_len, const char *pass,
    uint8_t **out, size_t *out_len);
/* A certificate, of several the first: PEM, or DER where der is set. */
ECERT_API ecert_err ecert_cert_write(ecert_ctx *ctx, const uint8_t *data, size_t len,
    int der, uint8_t **out, size_t *out_len);

/* A certificate: borrowed strings, shown escaped; times in UTC seconds. */
typedef void ecert_cert_fn(void *arg, const char *subject, const char *serial,
    int64_t not_before, int64_t not_after);
/* Each certificate of a file, PEM or DER, or of PKCS#12, which pass opens. */
ECERT_API ecert_err ecert_cert_each(ecert_ctx *ctx, const uint8_t *data, size_t len,
    const char *name, ecert_pass_fn *pass, void *arg, ecert_cert_fn *fn, void *fn_arg);

/*
 * Certificate requests, PKCS#10 (RFC 2986, GM/T 0015), signed with the SM2 ID
 * "1234567812345678".  subject: "CN=..., O=..., C=CN", the most specific first, in UTF-8,
 * with the escapes of RFC 4514; an attribute is a name or a dotted OID.
 */
typedef struct ecert_csr_spec ecert_csr_spec;

ECERT_API ecert_err ecert_csr_spec_new(ecert_ctx *ctx, ecert_csr_spec **out);
ECERT_API void ecert_csr_spec_free(ecert_csr_spec *spec);
ECERT_API ecert_err ecert_csr_spec_set_subject(ecert_ctx *ctx, ecert_csr_spec *spec,
    const char *subject);
/* "digitalSignature,nonRepudiation" */
ECERT_API ecert_err ecert_csr_spec_set_usage(ecert_ctx *ctx, ecert_csr_spec *spec,
    const char *usage);
/* "dns:...", "ip:...", "email:...", "uri:..." */
ECERT_API ecert_err ecert_csr_spec_add_name(ecert_ctx *ctx, ecert_csr_spec *spec,
    const char *name);
/* Of key; or of the key a signer's certificate names, wherever that is.  PEM, or DER
 * where der is set. */
ECERT_API ecert_err ecert_csr_make(ecert_ctx *ctx, const ecert_csr_spec *spec,
    const ecert_key *key, int der, uint8_t **out, size_t *out_len);
ECERT_API ecert_err ecert_csr_make_by(ecert_ctx *ctx, const ecert_csr_spec *spec,
    const ecert_signer *signer, int der, uint8_t **out, size_t *out_len);

typedef int32_t ecert_csr_state;

enum {
	ECERT_CSR_GOOD = 0,
	ECERT_CSR_EMPTY_ID = 1,       /* signed with the empty SM2 ID: authorities refuse it */
	ECERT_CSR_BAD = 2             /* not signed with the key in it, or changed since */
};

/* One JSON object about a request; json may be NULL.  ECERT_E_CERT: it is none. */
ECERT_API ecert_err ecert_csr_describe(ecert_ctx *ctx, const uint8_t *data, size_t len,
    const char *name, ecert_csr_state *state, char **json);

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
