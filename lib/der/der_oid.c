/* SPDX-License-Identifier: Apache-2.0 */
/* der_oid.c - object identifiers between octets and dotted text (X.690 8.19). */
#include <inttypes.h>
#include <string.h>

#include "der/der.h"
#include "der/der_priv.h"

/* One arc at *i; false when it does not fit 64 bits, *i is past it either way. */
static bool
arc_next(struct eci_bytes oid, size_t *i, uint64_t *arc)
{
	bool fits = true;
	uint8_t b;

	*arc = 0;
	do {
		b = oid.ptr[(*i)++];
		if (*arc > UINT64_MAX >> 7)
			fits = false;
		*arc = *arc << 7 | (b & 0x7fU);
	} while ((b & 0x80) != 0);
	return fits;
}

ecert_err
eci_der_oid_text(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes oid)
{
	struct eci_buf text = { 0 };
	uint64_t arc = 0, root;
	size_t i = 0;
	ecert_err e;

	if (eci_der_oid_fault(oid) != NULL)
		return eci_fail(ctx, ECERT_E_ARG, "malformed object identifier");
	/* The first two arcs share one number: 40 * root + second. */
	if (!arc_next(oid, &i, &arc)) {
		e = eci_buf_adds(ctx, &text, "2.?");
	} else {
		root = arc < 80 ? arc / 40 : 2;
		e = eci_buf_addf(ctx, &text, "%" PRIu64 ".%" PRIu64, root, arc - 40 * root);
	}
	while (e == ECERT_OK && i < oid.len) {
		if (arc_next(oid, &i, &arc))
			e = eci_buf_addf(ctx, &text, ".%" PRIu64, arc);
		else
			e = eci_buf_adds(ctx, &text, ".?");
	}
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, out, text.ptr, text.len);
	eci_buf_free(&text);
	return e;
}

static ecert_err
put_arc(ecert_ctx *ctx, struct eci_buf *out, uint64_t arc)
{
	uint8_t b[10];
	size_t n = sizeof(b);

	b[--n] = (uint8_t)(arc & 0x7f);
	while ((arc >>= 7) != 0)
		b[--n] = (uint8_t)(0x80 | (arc & 0x7f));
	return eci_buf_add(ctx, out, b + n, sizeof(b) - n);
}

/* Decimal up to the next dot or the end; no sign, no leading zero. */
static bool
parse_arc(const char **s, uint64_t *out)
{
	const char *p = *s;
	uint64_t n = 0;

	if (!eci_is_digit((unsigned char)*p) ||
	    (p[0] == '0' && eci_is_digit((unsigned char)p[1])))
		return false;
	for (; eci_is_digit((unsigned char)*p); p++) {
		/* 2^60 leaves room for the 80 of the second arc. */
		if (n > (UINT64_C(1) << 56))
			return false;
		n = n * 10 + (uint64_t)(*p - '0');
	}
	if (*p == '.' && p[1] != '\0')
		p++;
	else if (*p != '\0')
		return false;
	*s = p;
	*out = n;
	return true;
}

ecert_err
eci_der_put_oid(ecert_ctx *ctx, struct eci_buf *out, const char *oid)
{
	struct eci_buf body = { 0 };
	uint64_t root = 0, arc = 0;
	const char *s = oid;
	ecert_err e = ECERT_OK;

	if (!parse_arc(&s, &root) || root > 2 || !parse_arc(&s, &arc) ||
	    (root < 2 && arc > 39))
		return eci_fail(ctx, ECERT_E_ARG, "not an object identifier: \"%s\"", oid);
	e = put_arc(ctx, &body, 40 * root + arc);
	while (e == ECERT_OK && *s != '\0') {
		if (!parse_arc(&s, &arc))
			e = eci_fail(ctx, ECERT_E_ARG,
			    "not an object identifier: \"%s\"", oid);
		else
			e = put_arc(ctx, &body, arc);
	}
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_OID, &body);
	eci_buf_free(&body);
	return e;
}
