/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/token.h - keys that never leave their device: USB tokens by SKF, HSMs by
 * SDF, anything by PKCS#11. */
#ifndef ECERT_TOKEN_H
#define ECERT_TOKEN_H

#include "signer.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t ecert_token_kind;

enum {
	ECERT_TOKEN_SKF = 1,      /* GM/T 0016, GB/T 35291 */
	ECERT_TOKEN_SDF = 2,      /* GM/T 0018, GB/T 36322 */
	ECERT_TOKEN_PKCS11 = 3
};

/* How a key in a device is reached.  Filled first; nothing is loaded before
 * ecert_signer_from_token() or ecert_token_describe(). */
typedef struct ecert_token ecert_token;

/* library: the maker's, for dlopen(3); a name without a slash is searched for as
 * there. */
ECERT_API ecert_err ecert_token_new(ecert_ctx *ctx, ecert_token_kind kind,
    const char *library, ecert_token **out);
ECERT_API void ecert_token_free(ecert_token *token);
/* A setting by the name it has in ecert-token(5), "device", "container",
 * "key-index", "ulong"...  ECERT_E_ARG: not one of this kind, or not such a value. */
ECERT_API ecert_err ecert_token_set(ecert_ctx *ctx, ecert_token *token,
    const char *name, const char *value);
/* Settings from a file of "name = value" lines, see ecert-token(5). */
ECERT_API ecert_err ecert_token_set_file(ecert_ctx *ctx, ecert_token *token,
    const char *path);
/* The certificate, PEM or DER, where the device holds none or another; copied. */
ECERT_API ecert_err ecert_token_set_cert(ecert_ctx *ctx, ecert_token *token,
    const uint8_t *data, size_t len);

/*
 * Logs in once and keeps the session until the signer is freed.  A PIN is tried
 * once, never again, and not at all where one more failure would lock the device,
 * unless "last-try" is set.  pin may be NULL for a device that asks itself.
 * ECERT_E_KEY, with what the device said: no such device, application, container
 * or key, PIN refused, key and certificate do not match.
 */
ECERT_API ecert_err ecert_signer_from_token(ecert_ctx *ctx, const ecert_token *token,
    ecert_pass_fn *pin, void *arg, ecert_signer **out);
/* What can be seen without a PIN, devices, applications, containers, certificates,
 * as one JSON object; released with ecert_free(). */
ECERT_API ecert_err ecert_token_describe(ecert_ctx *ctx, const ecert_token *token,
    char **json);

#ifdef __cplusplus
}
#endif
#endif
