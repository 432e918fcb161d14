/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_sdf.h - HSMs by GM/T 0018 (GB/T 36322), "SDF".  Declared here is what signing
 * needs.  A handle is a pointer, a number has 32 bits, a code too, whatever type the
 * maker returns it in.
 */
#ifndef ECI_SIGNER_SDF_H
#define ECI_SIGNER_SDF_H

#include "signer/signer_priv.h"

#define ECI_SDF_STD "GM/T 0018"

/* Handed to the maker's functions zeroed: its structures may be larger than the
 * standard's, which are of 132, 128 and 100 bytes. */
union eci_sdf_room {
	uint8_t  v[512];
	uint32_t align;
};

/* Parameters in the order of the standard; what is not named is a length. */
struct eci_sdf_api {
	int (*open_device)(void **device);
	int (*open_with_conf)(void **device, const char *path);      /* makers' own */
	int (*close_device)(void *device);
	int (*open_session)(void *device, void **session);
	int (*close_session)(void *session);
	int (*device_info)(void *session, void *info);
	int (*get_right)(void *session, unsigned index, const uint8_t *password, unsigned);
	int (*get_right_ex)(void *session, unsigned index, unsigned type,
	    const uint8_t *password, unsigned);                      /* makers' own */
	int (*release_right)(void *session, unsigned index);
	int (*export_key)(void *session, unsigned index, void *key);
	int (*sign)(void *session, unsigned index, const uint8_t *data, unsigned,
	    void *signature);
	int (*sign6)(void *session, unsigned index, unsigned alg, const uint8_t *data,
	    unsigned, void *signature);                              /* before 2012 */
};

/* What is asked of the device, from the settings. */
struct eci_sdf_how {
	unsigned    index, access_index, alg, sessions;
	bool        six;                     /* InternalSign has an algorithm */
	enum { ECI_SDF_RIGHT, ECI_SDF_RIGHT_EX, ECI_SDF_NO_RIGHT } right;
	enum { ECI_SDF_AUTO, ECI_SDF_64, ECI_SDF_32 } field;
};

struct eci_sdf {
	struct eci_sdf_how how;
	char              *where, *config;
	struct eci_lib    *lib;
	struct eci_sdf_api api;
	void              *device;
	struct eci_pool   *pool;
	/* A right is had for a session: each new one needs the password again. */
	uint8_t            password[256];
	size_t             password_len;
	bool               refused;    /* it was, and is not tried again */
};
struct eci_sdf_session {
	void *handle;
	bool  right;
};

/* ---- signer_sdf_call.c ---- */

/* Looks up the functions; which may be missing depends on how. */
ecert_err eci_sdf_load(ecert_ctx *ctx, struct eci_sdf *d);
/* What the code of operation means; ECERT_E_KEY. */
ecert_err eci_sdf_failed(ecert_ctx *ctx, const struct eci_sdf *d, const char *operation, int rc);
/* The name the standard gives to a code, "" where it gives none. */
const char *eci_sdf_code(uint32_t code);

/* ---- signer_sdf_session.c ---- */

/* The library and the device; d is all zero, and to be closed also when this failed. */
ecert_err eci_sdf_connect(ecert_ctx *ctx, const ecert_token *token, struct eci_sdf *d);
void eci_sdf_disconnect(struct eci_sdf *d);
/* Gets the right to the key in a session, where there is a password. */
ecert_err eci_sdf_session_right(ecert_ctx *ctx, struct eci_sdf *d, struct eci_sdf_session *s);
/* With the right already. */
ecert_err eci_sdf_session_open(ecert_ctx *ctx, void *dev, void **session);
void eci_sdf_session_close(void *dev, void *session);

/* ---- signer_sdf_sign.c ---- */

/* Whether the fields of a zeroed structure that a public key was written to are of
 * 32 bytes, not of 64. */
bool eci_sdf_is_narrow(const uint8_t key[512]);
ecert_err eci_sdf_sign(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what,
    struct eci_forms *out);

#endif
