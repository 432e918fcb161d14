/* SPDX-License-Identifier: Apache-2.0 */
/* der_check.c - walks a value to its leaves without calling itself. */
#include <stdlib.h>

#include "der/der.h"
#include "der/der_priv.h"

/* Where the values under way end, outermost first. */
struct ends {
	const uint8_t **v;
	size_t          n, cap;
};

static const char *
leaf_fault(uint8_t tag, struct eci_bytes body)
{
	switch (tag) {
	case ECI_DER_BOOLEAN:
		return eci_der_bool_fault(body);
	case ECI_DER_INTEGER:
	case 0x0a:      /* ENUMERATED */
		return eci_der_int_fault(body);
	case ECI_DER_BIT_STRING:
		return eci_der_bits_fault(body);
	case ECI_DER_NULL:
		return body.len == 0 ? NULL : "NULL with contents";
	case ECI_DER_OID:
		return eci_der_oid_fault(body);
	default:
		return NULL;
	}
}

static ecert_err
push(struct eci_der *d, struct ends *ends, const uint8_t *end)
{
	ecert_err e;

	if (ends->n >= ecert_ctx_limit(d->ctx, ECERT_LIMIT_DER_DEPTH))
		return eci_der_bad(d, "value", "nested deeper than %zu", ends->n);
	if ((e = eci_grow(d->ctx, &ends->v, ends->n, &ends->cap,
	    sizeof(*ends->v))) != ECERT_OK)
		return e;
	ends->v[ends->n++] = end;
	return ECERT_OK;
}

/* The value at d->ptr, which must end by limit; steps in or over it. */
static ecert_err
step(struct eci_der *d, struct ends *ends, const uint8_t *limit)
{
	size_t header = 0, len = 0;
	struct eci_bytes body;
	const char *fault;
	ecert_err e;

	fault = eci_der_header(d->ptr, (size_t)(limit - d->ptr), &header, &len);
	if (fault != NULL)
		return eci_der_bad(d, "value", "%s", fault);
	body.ptr = d->ptr + header;
	body.len = len;
	if ((d->ptr[0] & 0x20) != 0) {
		if ((e = push(d, ends, body.ptr + len)) != ECERT_OK)
			return e;
		d->ptr = body.ptr;
		return ECERT_OK;
	}
	if ((fault = leaf_fault(d->ptr[0], body)) != NULL)
		return eci_der_bad(d, "value", "%s", fault);
	d->ptr = body.ptr + len;
	return ECERT_OK;
}

ecert_err
eci_der_check(ecert_ctx *ctx, const char *where, ecert_reason reason, const uint8_t *p,
    size_t n)
{
	struct eci_der d = eci_der(ctx, where, reason, p, n);
	struct ends ends = { 0 };
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_any(&d, "value", &v)) != ECERT_OK ||
	    (e = eci_der_done(&d, "value")) != ECERT_OK)
		return e;
	d = eci_der(ctx, where, reason, p, n);
	e = step(&d, &ends, p + n);
	while (e == ECERT_OK && ends.n != 0) {
		if (d.ptr == ends.v[ends.n - 1])
			ends.n--;
		else
			e = step(&d, &ends, ends.v[ends.n - 1]);
	}
	free(ends.v);
	return e;
}
