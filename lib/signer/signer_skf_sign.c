/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_sign.c - a value by a token, one thread at a time. */
#include <string.h>

#include "signer/signer_skf.h"

/* The function has no parameter for its room; a value has 128 bytes. */
#define ROOM 512

/* After these another call can only do harm: a PIN may be asked for that nobody is
 * there to give. */
static bool
is_final(uint32_t code)
{
	return code == ECI_SKF_NOT_LOGGED_IN || code == ECI_SKF_REMOVED ||
	    code == ECI_SKF_BAD_HANDLE;
}

static ecert_err
sign_locked(ecert_ctx *ctx, struct eci_skf *d, const uint8_t e[32], uint8_t room[ROOM])
{
	uint32_t code;

	if (d->dead != ECI_SKF_OK)
		return eci_skf_failed(ctx, d, "SKF_ECCSignData", d->dead);
	code = eci_skf_code(d->api.sign(d->at[ECI_SKF_CONTAINER], e, ECI_SM3_LEN, room));
	if (code == ECI_SKF_OK)
		return ECERT_OK;
	if (is_final(code))
		d->dead = code;
	return eci_skf_failed(ctx, d, "SKF_ECCSignData", code);
}

ecert_err
eci_skf_sign(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what, struct eci_forms *out)
{
	struct eci_skf *d = dev;
	uint8_t room[ROOM] = { 0 };
	ecert_err e;

	pthread_mutex_lock(&d->mutex);
	e = sign_locked(ctx, d, what->digest, room);
	pthread_mutex_unlock(&d->mutex);
	if (e != ECERT_OK)
		return e;
	eci_forms_of_blob(room, out);
	if (out->n > 0)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
	    "SKF_ECCSignData gives no SM2 signature value");
}
