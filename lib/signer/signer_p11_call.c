/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_call.c - a PKCS#11 module: loaded, started, called, and its codes. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_p11.h"

#define CKF_OS_LOCKING_OK 2

static const struct {
	ck_ulong    rv;
	const char *name;
} codes[] = {
	{ 0x002, "HOST_MEMORY" }, { 0x003, "SLOT_ID_INVALID" }, { 0x005, "GENERAL_ERROR" },
	{ 0x006, "FUNCTION_FAILED" }, { 0x007, "ARGUMENTS_BAD" }, { 0x00a, "CANT_LOCK" },
	{ 0x012, "ATTRIBUTE_TYPE_INVALID" }, { 0x020, "DATA_INVALID" },
	{ 0x021, "DATA_LEN_RANGE" }, { 0x030, "DEVICE_ERROR" }, { 0x031, "DEVICE_MEMORY" },
	{ 0x032, "DEVICE_REMOVED" }, { 0x050, "FUNCTION_CANCELED" },
	{ 0x054, "FUNCTION_NOT_SUPPORTED" }, { 0x060, "KEY_HANDLE_INVALID" },
	{ 0x062, "KEY_SIZE_RANGE" }, { 0x063, "KEY_TYPE_INCONSISTENT" },
	{ 0x068, "KEY_FUNCTION_NOT_PERMITTED" }, { 0x070, "MECHANISM_INVALID" },
	{ 0x071, "MECHANISM_PARAM_INVALID" }, { 0x090, "OPERATION_ACTIVE" },
	{ 0x091, "OPERATION_NOT_INITIALIZED" }, { 0x0a0, "PIN_INCORRECT" },
	{ 0x0a1, "PIN_INVALID" }, { 0x0a2, "PIN_LEN_RANGE" }, { 0x0a3, "PIN_EXPIRED" },
	{ 0x0a4, "PIN_LOCKED" }, { 0x0b0, "SESSION_CLOSED" }, { 0x0b1, "SESSION_COUNT" },
	{ 0x0b3, "SESSION_HANDLE_INVALID" }, { 0x0e0, "TOKEN_NOT_PRESENT" },
	{ 0x0e1, "TOKEN_NOT_RECOGNIZED" }, { 0x100, "USER_ALREADY_LOGGED_IN" },
	{ 0x101, "USER_NOT_LOGGED_IN" }, { 0x102, "USER_PIN_NOT_INITIALIZED" },
	{ 0x104, "USER_ANOTHER_ALREADY_LOGGED_IN" }, { 0x105, "USER_TOO_MANY_TYPES" },
	{ 0x150, "BUFFER_TOO_SMALL" }, { 0x190, "CRYPTOKI_NOT_INITIALIZED" },
	{ 0x191, "CRYPTOKI_ALREADY_INITIALIZED" },
};

const char *
eci_p11_code(ck_ulong rv)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(codes); i++)
		if (codes[i].rv == rv)
			return codes[i].name;
	return "";
}

ecert_err
eci_p11_failed(ecert_ctx *ctx, const struct eci_p11 *d, const char *operation, ck_ulong rv)
{
	const char *name = eci_p11_code(rv);

	if (*name != '\0')
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "%s gives 0x%lX (CKR_%s)", operation, rv, name);
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD, "%s gives 0x%lX",
	    operation, rv);
}

/* Without them nothing is signed; a list may have holes. */
static ecert_err
check_list(ecert_ctx *ctx, const struct eci_p11 *d)
{
	static const uint8_t needed[] = { P11_INITIALIZE, P11_FINALIZE, P11_GET_SLOT_LIST,
	    P11_GET_TOKEN_INFO, P11_GET_MECHANISM_LIST, P11_OPEN_SESSION, P11_CLOSE_SESSION,
	    P11_LOGIN, P11_LOGOUT, P11_GET_ATTRIBUTE_VALUE, P11_FIND_OBJECTS_INIT,
	    P11_FIND_OBJECTS, P11_FIND_OBJECTS_FINAL, P11_SIGN_INIT, P11_SIGN };
	size_t i;

	if (d->list->version[0] < 2 || d->list->version[0] > 3)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "the module is of version %d.%d; known are 2 and 3", d->list->version[0],
		    d->list->version[1]);
	for (i = 0; i < sizeof(needed); i++)
		if (d->list->f[needed[i]] == NULL)
			return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
			    "the module's list of functions has none at place %d", needed[i]);
	return ECERT_OK;
}

static ck_ulong
initialize(const struct eci_p11 *d, struct ck_initialize_args *args)
{
	return ((ck_ulong (*)(void *))d->list->f[P11_INITIALIZE])(args);
}

/* Whoever started it ends it: it may be in use elsewhere in the process.  A module that
 * cannot lock is called by one thread at a time. */
static ecert_err
start(ecert_ctx *ctx, struct eci_p11 *d)
{
	struct ck_initialize_args args = { .flags = CKF_OS_LOCKING_OK };
	ck_ulong rv = initialize(d, &args);

	if (rv == CKR_CANT_LOCK) {
		d->no_threads = true;
		rv = initialize(d, NULL);
	}
	d->initialized = rv == CKR_OK;
	if (rv == CKR_OK || rv == CKR_CRYPTOKI_ALREADY_INITIALIZED)
		return ECERT_OK;
	return eci_p11_failed(ctx, d, "C_Initialize", rv);
}

ecert_err
eci_p11_connect(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d)
{
	ck_ulong (*get)(const struct ck_function_list **);
	ck_ulong rv;
	ecert_err e;

	if ((e = eci_strdup(ctx, eci_token_library(token), &d->where)) != ECERT_OK ||
	    (e = eci_lib_open(ctx, d->where, &d->lib)) != ECERT_OK)
		return e;
	get = (ck_ulong (*)(const struct ck_function_list **))eci_lib_sym(d->lib,
	    "C_GetFunctionList");
	if (get == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "the library has no function C_GetFunctionList");
	if ((rv = get(&d->list)) != CKR_OK)
		return eci_p11_failed(ctx, d, "C_GetFunctionList", rv);
	if (d->list == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "C_GetFunctionList gives no list");
	if ((e = check_list(ctx, d)) != ECERT_OK)
		return e;
	return start(ctx, d);
}

void
eci_p11_disconnect(struct eci_p11 *d)
{
	eci_pool_free(d->pool);
	if (d->initialized)
		((ck_ulong (*)(void *))d->list->f[P11_FINALIZE])(NULL);
	eci_lib_close(d->lib);
	eci_cert_free(d->cert);
	free(d->where);
	memset(d, 0, sizeof(*d));
}

/* ---- calls ---- */

ck_ulong
eci_p11_get_slots(const struct eci_p11 *d, ck_ulong *list, ck_ulong *n)
{
	return ((ck_ulong (*)(uint8_t, ck_ulong *, ck_ulong *))
	    d->list->f[P11_GET_SLOT_LIST])(1, list, n);
}

ck_ulong
eci_p11_get_token_info(const struct eci_p11 *d, ck_ulong slot, struct ck_token_info *info)
{
	return ((ck_ulong (*)(ck_ulong, struct ck_token_info *))
	    d->list->f[P11_GET_TOKEN_INFO])(slot, info);
}

ck_ulong
eci_p11_get_mechanisms(const struct eci_p11 *d, ck_ulong slot, ck_ulong *list, ck_ulong *n)
{
	return ((ck_ulong (*)(ck_ulong, ck_ulong *, ck_ulong *))
	    d->list->f[P11_GET_MECHANISM_LIST])(slot, list, n);
}

ck_ulong
eci_p11_login(const struct eci_p11 *d, ck_ulong session, uint8_t *pin, ck_ulong len)
{
	return ((ck_ulong (*)(ck_ulong, ck_ulong, uint8_t *, ck_ulong))
	    d->list->f[P11_LOGIN])(session, 1, pin, len);
}

ck_ulong
eci_p11_sign_init(const struct eci_p11 *d, ck_ulong session, struct ck_mechanism *m)
{
	return ((ck_ulong (*)(ck_ulong, struct ck_mechanism *, ck_ulong))
	    d->list->f[P11_SIGN_INIT])(session, m, d->key);
}

ck_ulong
eci_p11_sign_data(const struct eci_p11 *d, ck_ulong session, uint8_t *data, ck_ulong data_len,
    uint8_t *value, ck_ulong *len)
{
	return ((ck_ulong (*)(ck_ulong, uint8_t *, ck_ulong, uint8_t *, ck_ulong *))
	    d->list->f[P11_SIGN])(session, data, data_len, value, len);
}
