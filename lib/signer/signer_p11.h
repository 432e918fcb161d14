/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_p11.h - PKCS#11 (OASIS, 2.40 and later), declared here as far as signing needs
 * it.  CK_ULONG is unsigned long; structures are as the compiler lays them out, but
 * packed on Windows.
 */
#ifndef ECI_SIGNER_P11_H
#define ECI_SIGNER_P11_H

#include "der/der.h"
#include "signer/signer_priv.h"

#define ECI_P11_STD "PKCS #11"

typedef unsigned long ck_ulong;

struct ck_attribute {
	ck_ulong type;
	void    *value;
	ck_ulong len;
};
struct ck_mechanism {
	ck_ulong mechanism;
	void    *parameter;
	ck_ulong parameter_len;
};
/* Texts are padded with blanks and not ended. */
struct ck_token_info {
	uint8_t  label[32], maker[32], model[16], serial[16];
	ck_ulong flags, max_sessions, sessions, max_rw_sessions, rw_sessions;
	ck_ulong max_pin, min_pin, memory[4];
	uint8_t  hardware[2], firmware[2], time[16];
};
struct ck_info {
	uint8_t  version[2], maker[32];
	ck_ulong flags;
	uint8_t  library[32], library_version[2];
};
struct ck_initialize_args {
	void    *mutex[4];
	ck_ulong flags;
	void    *reserved;
};

/* Places in CK_FUNCTION_LIST, the same in all editions since 2.0. */
enum {
	P11_INITIALIZE = 0, P11_FINALIZE = 1, P11_GET_INFO = 2, P11_GET_SLOT_LIST = 4,
	P11_GET_TOKEN_INFO = 6, P11_GET_MECHANISM_LIST = 7, P11_OPEN_SESSION = 12,
	P11_CLOSE_SESSION = 13, P11_LOGIN = 18, P11_LOGOUT = 19,
	P11_GET_ATTRIBUTE_VALUE = 24, P11_FIND_OBJECTS_INIT = 26, P11_FIND_OBJECTS = 27,
	P11_FIND_OBJECTS_FINAL = 28, P11_SIGN_INIT = 42, P11_SIGN = 43, P11_FUNCTIONS = 68
};
struct ck_function_list {
	uint8_t version[2];
	void  (*f[P11_FUNCTIONS])(void);
};

enum {
	CKR_OK = 0, CKR_CANT_LOCK = 0x0a, CKR_DEVICE_REMOVED = 0x32,
	CKR_PIN_INCORRECT = 0xa0, CKR_PIN_LOCKED = 0xa4, CKR_USER_ALREADY_LOGGED_IN = 0x100,
	CKR_BUFFER_TOO_SMALL = 0x150, CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191
};
enum {
	CKF_LOGIN_REQUIRED = 0x04, CKF_USER_PIN_INITIALIZED = 0x08,
	CKF_PROTECTED_AUTHENTICATION_PATH = 0x100, CKF_TOKEN_INITIALIZED = 0x400,
	CKF_USER_PIN_COUNT_LOW = 0x10000, CKF_USER_PIN_FINAL_TRY = 0x20000,
	CKF_USER_PIN_LOCKED = 0x40000
};
enum { CKO_CERTIFICATE = 1, CKO_PUBLIC_KEY = 2, CKO_PRIVATE_KEY = 3 };
enum { CKK_RSA = 0, CKK_EC = 3 };
enum { CKM_RSA_PKCS = 1, CKM_SHA256_RSA_PKCS = 0x40 };
enum {
	CKA_CLASS = 0, CKA_LABEL = 3, CKA_VALUE = 0x11, CKA_KEY_TYPE = 0x100, CKA_ID = 0x102,
	CKA_SIGN = 0x108, CKA_MODULUS = 0x120, CKA_PUBLIC_EXPONENT = 0x122,
	CKA_EC_POINT = 0x181, CKA_ALWAYS_AUTHENTICATE = 0x202
};

/* How values are made: for SM2 from the settings, nothing is known to be so. */
struct eci_p11_profile {
	const char *name;
	ck_ulong    ckk, ckm;                /* ANY: of keys, whichever type there is */
	enum { ECI_P11_DIGEST, ECI_P11_MESSAGE } input;
	enum { ECI_P11_AUTO, ECI_P11_RAW, ECI_P11_DER } output;
	enum { ECI_P11_NONE, ECI_P11_ID, ECI_P11_Z } parameter;
};
#define ECI_P11_ANY ((ck_ulong)-1)

struct eci_p11 {
	char                          *where;        /* of messages: the library */
	char                           label[33];    /* of the token */
	struct eci_lib                *lib;
	const struct ck_function_list *list;
	bool                           initialized, logged_in;     /* by us */
	bool                           no_threads;
	ck_ulong                       slot;
	ck_ulong                       key;
	struct eci_cert               *cert;
	struct eci_p11_profile         how;
	size_t                         sessions, open;             /* at most, and now */
	struct eci_pool               *pool;
};

/* ---- signer_p11_call.c: the module, and its codes ---- */

/* d is all zero, and to be disconnected also when this failed. */
ecert_err eci_p11_connect(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d);
void eci_p11_disconnect(struct eci_p11 *d);
/* What the code of operation means; ECERT_E_KEY. */
ecert_err eci_p11_failed(ecert_ctx *ctx, const struct eci_p11 *d, const char *operation,
    ck_ulong rv);
/* The name the standard gives to a code, "" where it is none that signing meets. */
const char *eci_p11_code(ck_ulong rv);
ck_ulong eci_p11_get_slots(const struct eci_p11 *d, ck_ulong *list, ck_ulong *n);
ck_ulong eci_p11_get_token_info(const struct eci_p11 *d, ck_ulong slot, struct ck_token_info *info);
ck_ulong eci_p11_get_mechanisms(const struct eci_p11 *d, ck_ulong slot, ck_ulong *list, ck_ulong *n);
ck_ulong eci_p11_login(const struct eci_p11 *d, ck_ulong session, uint8_t *pin, ck_ulong len);
/* The mechanism begins with d's key; then one value. */
ck_ulong eci_p11_sign_init(const struct eci_p11 *d, ck_ulong session, struct ck_mechanism *m);
ck_ulong eci_p11_sign_data(const struct eci_p11 *d, ck_ulong session, uint8_t *data,
    ck_ulong data_len, uint8_t *value, ck_ulong *len);

/* ---- signer_p11_session.c ---- */

ecert_err eci_p11_session_open(ecert_ctx *ctx, void *dev, void **session);
void eci_p11_session_close(void *dev, void *session);
ck_ulong eci_p11_handle(const void *session);

/* ---- signer_p11_slot.c: tokens, PINs and mechanisms ---- */

/* A list that grows between two calls is asked for again; free() it. */
ecert_err eci_p11_slots(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong **list, size_t *n);
/* A padded text as it is shown; out has n + 1 bytes. */
void eci_p11_text(const uint8_t *p, size_t n, char *out);
/* The one token that is meant. */
ecert_err eci_p11_choose(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d);
ecert_err eci_p11_user(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d,
    ck_ulong session, ecert_pass_fn *pin, void *arg);
/* Of d's slot; free() the list. */
ecert_err eci_p11_mechanisms(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong **list, size_t *n);
ecert_err eci_p11_has_mechanism(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong mechanism,
    bool *has);

/* ---- signer_p11_find.c: objects ---- */

#define ECI_P11_FOUND_MAX 64
struct eci_p11_found {
	ck_ulong v[ECI_P11_FOUND_MAX];
	size_t   n;
};
/* All of a class whose attributes are these. */
ecert_err eci_p11_find(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong class_,
    const struct ck_attribute *more, size_t n_more, struct eci_p11_found *out);
/* Appends the value; nothing where the object has none. */
ecert_err eci_p11_get(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong object,
    ck_ulong type, struct eci_buf *out);
/* A number; otherwise where the object has none. */
ecert_err eci_p11_get_number(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session,
    ck_ulong object, ck_ulong type, ck_ulong otherwise, ck_ulong *out);

/* ---- signer_p11_fit.c ---- */

struct eci_p11_key {
	ck_ulong       object, type;         /* ANY: the token does not say */
	struct eci_buf id, label;
};
/* Some tokens do not show the public part: UNKNOWN. */
enum eci_p11_fit { ECI_P11_NO, ECI_P11_UNKNOWN, ECI_P11_YES };
ecert_err eci_p11_fit(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session,
    const struct eci_p11_key *key, const struct eci_cert *cert, enum eci_p11_fit *fit);

/* ---- signer_p11_key.c: the key and its certificate ---- */

/* *out NULL: the object has no value. */
ecert_err eci_p11_load_cert(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session,
    ck_ulong object, struct eci_cert **out);
/* Sets key and cert. */
ecert_err eci_p11_find_key(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d,
    ck_ulong session);

/* ---- signer_p11_profile.c ---- */

/* Settings over a named profile; checked against what the token can do. */
ecert_err eci_p11_read_profile(ecert_ctx *ctx, const ecert_token *token,
    struct eci_p11_profile *out);
ecert_err eci_p11_check_profile(ecert_ctx *ctx, struct eci_p11 *d);

/* ---- signer_p11_sign.c ---- */

ecert_err eci_p11_sign(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what,
    struct eci_forms *out);

#endif
