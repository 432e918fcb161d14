/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sdf_sign.c - a value by the key of an index. */
#include <string.h>

#include "signer/signer_sdf.h"

#define COORD 32
#define BITS 4
#define SDR_PARDENY 0x01000007

static bool
is_zero(const uint8_t *p, size_t n)
{
	while (n > 0 && *p == 0) {
		p++;
		n--;
	}
	return n == 0;
}

/* A coordinate on the right of 64 bytes has zeros before it, and what was written ends
 * after 4 + 64 bytes only where a field has 32. */
bool
eci_sdf_is_narrow(const uint8_t key[512])
{
	return !is_zero(key + BITS, COORD) && is_zero(key + BITS + 2 * COORD, 64);
}

/* Tried are the places the width allows; what verifies is taken. */
static void
add_forms(const struct eci_sdf *d, const uint8_t room[128], struct eci_forms *out)
{
	if (d->how.field == ECI_SDF_32)
		eci_forms_of_value(room, 2 * COORD, out);
	else
		eci_forms_of_blob(room, out);
}

ecert_err
eci_sdf_sign(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what, struct eci_forms *out)
{
	struct eci_sdf *d = dev;
	struct eci_sdf_session *s = eci_pool_take(ctx, d->pool);
	union eci_sdf_room room = { { 0 } };
	uint8_t e[ECI_SM3_LEN];
	int rc;

	/* Some makers declare it as theirs to change. */
	memcpy(e, what->digest, sizeof(e));
	rc = d->how.six ?
	    d->api.sign6(s->handle, d->how.index, d->how.alg, e, sizeof(e), &room) :
	    d->api.sign(s->handle, d->how.index, e, sizeof(e), &room);
	eci_pool_give(d->pool, s, rc == 0);
	if (rc != 0)
		return eci_sdf_failed(ctx, d, d->password_len == 0 && rc == SDR_PARDENY ?
		    "the key wants its password: SDF_InternalSign_ECC" : "SDF_InternalSign_ECC", rc);
	add_forms(d, room.v, out);
	return ECERT_OK;
}
