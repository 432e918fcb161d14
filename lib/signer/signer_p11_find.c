/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_find.c - objects of a token and their attributes. */
#include <string.h>

#include "signer/signer_p11.h"

#define CONDITIONS 4
#define AT_ONCE 16
#define VALUE_MAX ((ck_ulong)64 * 1024)
#define UNAVAILABLE ((ck_ulong)-1)

static ecert_err
collect(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, struct eci_p11_found *out)
{
	ck_ulong (*next)(ck_ulong, ck_ulong *, ck_ulong, ck_ulong *) =
	    (ck_ulong (*)(ck_ulong, ck_ulong *, ck_ulong, ck_ulong *))
	    d->list->f[P11_FIND_OBJECTS];
	ck_ulong v[AT_ONCE], n, rv;

	do {
		n = 0;
		if ((rv = next(session, v, AT_ONCE, &n)) != CKR_OK)
			return eci_p11_failed(ctx, d, "C_FindObjects", rv);
		if (n > AT_ONCE || n > ECI_P11_FOUND_MAX - out->n)
			return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
			    "above %d objects: set label or id", ECI_P11_FOUND_MAX);
		memcpy(out->v + out->n, v, n * sizeof(v[0]));
		out->n += n;
	} while (n > 0);
	return ECERT_OK;
}

ecert_err
eci_p11_find(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong class_,
    const struct ck_attribute *more, size_t n_more, struct eci_p11_found *out)
{
	struct ck_attribute t[1 + CONDITIONS] = { { CKA_CLASS, &class_, sizeof(class_) } };
	ecert_err e;
	ck_ulong rv;

	out->n = 0;
	if (n_more > CONDITIONS)
		return eci_fail(ctx, ECERT_E_INTERNAL, "%zu conditions", n_more);
	if (n_more > 0)
		memcpy(t + 1, more, n_more * sizeof(*more));
	rv = ((ck_ulong (*)(ck_ulong, struct ck_attribute *, ck_ulong))
	    d->list->f[P11_FIND_OBJECTS_INIT])(session, t, 1 + n_more);
	if (rv != CKR_OK)
		return eci_p11_failed(ctx, d, "C_FindObjectsInit", rv);
	e = collect(ctx, d, session, out);
	/* The session is of no use before the search has ended. */
	((ck_ulong (*)(ck_ulong))d->list->f[P11_FIND_OBJECTS_FINAL])(session);
	return e;
}

static ck_ulong
get(const struct eci_p11 *d, ck_ulong session, ck_ulong object, struct ck_attribute *a)
{
	return ((ck_ulong (*)(ck_ulong, ck_ulong, struct ck_attribute *, ck_ulong))
	    d->list->f[P11_GET_ATTRIBUTE_VALUE])(session, object, a, 1);
}

/* A token that is gone is no attribute that is missing. */
static ecert_err
absent(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong rv)
{
	const ck_ulong sensitive = 0x11, invalid = 0x12;

	return rv == CKR_OK || rv == sensitive || rv == invalid ? ECERT_OK :
	    eci_p11_failed(ctx, d, "C_GetAttributeValue", rv);
}

ecert_err
eci_p11_get(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong object,
    ck_ulong type, struct eci_buf *out)
{
	struct ck_attribute a = { type, NULL, 0 };
	ck_ulong rv, room;
	ecert_err e;

	rv = get(d, session, object, &a);
	if (rv != CKR_OK || a.len == UNAVAILABLE || a.len == 0)
		return absent(ctx, d, rv);
	if ((room = a.len) > VALUE_MAX)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "attribute 0x%lX has %lu bytes", type, a.len);
	if ((e = eci_buf_room(ctx, out, room)) != ECERT_OK)
		return e;
	/* A module may tell of more than it wrote. */
	memset(out->ptr + out->len, 0, room + 1);
	a.value = out->ptr + out->len;
	rv = get(d, session, object, &a);
	if (rv != CKR_OK || a.len > room)
		return absent(ctx, d, rv);
	out->len += a.len;
	return ECERT_OK;
}

ecert_err
eci_p11_get_number(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong object,
    ck_ulong type, ck_ulong otherwise, ck_ulong *out)
{
	ck_ulong wide = 0;
	struct ck_attribute a = { type, &wide, sizeof(wide) };
	ck_ulong rv = get(d, session, object, &a);
	uint8_t narrow;

	*out = otherwise;
	if (rv != CKR_OK)
		return absent(ctx, d, rv);
	memcpy(&narrow, &wide, 1);
	/* CK_BBOOL has one byte. */
	if (a.len == 1)
		*out = narrow;
	else if (a.len == sizeof(wide))
		*out = wide;
	return ECERT_OK;
}
