/* SPDX-License-Identifier: Apache-2.0 */
/* signer_priv.h - what a signer is made of, and what reaches a key in a device. */
#ifndef ECI_SIGNER_PRIV_H
#define ECI_SIGNER_PRIV_H

#include "signer/signer.h"

/* The largest value there is: RSA of 16384 bits. */
#define ECI_VALUE_MAX 2048

/* What the answer of a device may mean, likeliest first: makers differ in where r
 * and s lie, and whether they are DER.  What verifies is taken. */
#define ECI_FORMS_MAX 4
struct eci_forms {
	struct eci_form { uint8_t v[ECI_VALUE_MAX]; size_t len; } f[ECI_FORMS_MAX];
	size_t n;
};
/* What is to be signed; digest is e = SM3(Z || msg) of SM2. */
struct eci_to_sign {
	int32_t          alg;
	const uint8_t   *digest;     /* 32 bytes */
	struct eci_bytes msg;
};
/* A device that is open.  sign may be called by several threads: it locks. */
struct eci_device_ops {
	ecert_err (*sign)(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what,
	    struct eci_forms *out);
	void      (*close)(void *dev);
};

/* A key that is usable, of SM2 or RSA (signer_make.c). */
ecert_err eci_signer_check_cert(ecert_ctx *ctx, const char *where, const struct eci_cert *cert);

struct ecert_signer {
	struct eci_cert             *cert;
	struct eci_key              *key;       /* one of key, fn, ops; or none */
	ecert_sign_fn               *fn;
	void                        *arg;
	const struct eci_device_ops *ops;
	void                        *dev;
};

/* ---- signer_forms.c: bytes of devices, bounded by what was allocated ---- */

/* Appends to out, which starts all zero.  What can be no value of SM2 is left out: of
 * its forms each is strict DER. */
/* r and s of a 128-byte ECCSignature in every place makers put them. */
void eci_forms_of_blob(const uint8_t blob[128], struct eci_forms *out);
/* 64 bytes raw, or DER; both where it can be both. */
void eci_forms_of_value(const uint8_t *p, size_t n, struct eci_forms *out);
/* A value as it is, of RSA. */
void eci_forms_add(const uint8_t *p, size_t n, struct eci_forms *out);
/* Whether x and y are the point of cert's SM2 key. */
bool eci_xy_is_key_of(const uint8_t x[32], const uint8_t y[32], const struct eci_cert *cert);
/* The point of an ECC public key blob in zeroed room of 512 bytes that is the key of
 * cert, whatever the width of the header and the alignment; false: none is. */
bool eci_blob_is_key_of(const uint8_t blob[512], const struct eci_cert *cert);
/* The same where the header is known to have width bytes, 4 or 8; 0: either. */
bool eci_blob_of_width_is_key_of(const uint8_t blob[512], unsigned width,
    const struct eci_cert *cert);

/* ---- signer_lib.c: a maker's library, loaded ---- */

struct eci_lib;
ecert_err eci_lib_open(ecert_ctx *ctx, const char *path, struct eci_lib **out);
void eci_lib_close(struct eci_lib *lib);
/* NULL where it has no such function. */
void (*eci_lib_sym(const struct eci_lib *lib, const char *name))(void);

/* ---- signer_pool.c: sessions of a device, one for each thread at work ---- */

struct eci_pool;
struct eci_pool_ops {
	ecert_err (*begin)(ecert_ctx *ctx, void *dev, void **session);
	void      (*end)(void *dev, void *session);
};
/* first is open already and taken over; there are never more than max. */
ecert_err eci_pool_new(ecert_ctx *ctx, const struct eci_pool_ops *ops, void *dev, void *first,
    size_t max, struct eci_pool **out);
/* One that nobody has: a new one where the device gives it, else it waits. */
void *eci_pool_take(ecert_ctx *ctx, struct eci_pool *pool);
/* Not fit: something failed in it; it is closed unless it is the last. */
void eci_pool_give(struct eci_pool *pool, void *session, bool fit);
/* Closes all in reverse order; all were given back. */
void eci_pool_free(struct eci_pool *pool);

/* ---- signer_token.c ---- */

ecert_token_kind eci_token_kind(const ecert_token *token);
const char *eci_token_library(const ecert_token *token);
/* A setting, or NULL. */
const char *eci_token_get(const ecert_token *token, const char *name);
/* One that is a number, and one that is "yes" or "no". */
uint64_t eci_token_number(const ecert_token *token, const char *name, uint64_t otherwise);
bool eci_token_yes(const ecert_token *token, const char *name);
/* Certificate set by the caller, or NULL. */
const struct eci_cert *eci_token_cert(const ecert_token *token);

/* What opening a device gives: all of it is the caller's. */
struct eci_opened {
	const struct eci_device_ops *ops;
	void                        *dev;
	struct eci_cert             *cert;
};
/* Names of settings of a kind; each file that opens a kind of device has a table. */
struct eci_token_name {
	const char *name;
	const char *allowed;     /* "4|8|auto"; NULL: any text; "#": a number, also 0x... */
};
/* Tables end with name NULL. */
extern const struct eci_token_name eci_skf_names[], eci_sdf_names[], eci_p11_names[];

ecert_err eci_skf_open(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin,
    void *arg, struct eci_opened *out);
ecert_err eci_sdf_open(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin,
    void *arg, struct eci_opened *out);
ecert_err eci_p11_open(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin,
    void *arg, struct eci_opened *out);
/* Refuses a certificate that cannot be signed with; before a PIN is asked for. */
ecert_err eci_token_check_cert(ecert_ctx *ctx, const char *where, const struct eci_cert *cert);

/* ---- signer_describe.c ---- */

/*
 * What is seen, in the order of the tree: path is names and places in arrays,
 * "devices.0.applications.1.name"; the text of a last name that starts with "#" is a
 * number, and "devices.[]" is a list that may stay empty.  Text may be anything.
 */
struct eci_token_seen {
	void (*add)(void *arg, const char *path, const char *text);
	void  *arg;
};
/* Subject, issuer, serial number, days and usage below path. */
void eci_seen_cert(const struct eci_token_seen *seen, const char *path,
    const struct eci_cert *cert);
/* path, "." and name, cut where there is no room. */
void eci_seen_add(const struct eci_token_seen *seen, const char *path, const char *name,
    const char *text);
ecert_err eci_skf_see(ecert_ctx *ctx, const ecert_token *token, const struct eci_token_seen *seen);
ecert_err eci_sdf_see(ecert_ctx *ctx, const ecert_token *token, const struct eci_token_seen *seen);
ecert_err eci_p11_see(ecert_ctx *ctx, const ecert_token *token, const struct eci_token_seen *seen);

#endif
