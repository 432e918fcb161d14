/* SPDX-License-Identifier: Apache-2.0 */
/* der_read.c - identifier and length octets, and the way through nested values. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "der/der.h"
#include "der/der_priv.h"

struct eci_der
eci_der(ecert_ctx *ctx, const char *where, ecert_reason reason, const uint8_t *p,
    size_t n)
{
	struct eci_der d = { .ctx = ctx, .where = where, .reason = reason,
	    .base = p, .ptr = p, .len = n };

	return d;
}

bool
eci_der_end(const struct eci_der *d)
{
	return d->len == 0;
}

uint8_t
eci_der_peek(const struct eci_der *d)
{
	return d->len == 0 ? 0 : d->ptr[0];
}

ecert_err
eci_der_bad(const struct eci_der *d, const char *field, const char *fmt, ...)
{
	char text[160];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return eci_reject(d->ctx, d->reason, d->where, d->clause,
	    "byte %zu: %s: %s", (size_t)(d->ptr - d->base), field, text);
}

/*
 * Universal types have one form each in DER (X.690 10.2): a constructed string
 * would be a second way to write the same value.
 */
static const char *
tag_fault(uint8_t tag)
{
	unsigned number = tag & 0x1fU;
	bool constructed = (tag & 0x20U) != 0;

	if (number == 0x1f)
		return "tag number above 30";
	if ((tag & 0xc0U) != 0)
		return NULL;
	if (number == 0)
		return "tag 0 (end of contents) in DER";
	/* EXTERNAL 8, EMBEDDED PDV 11, SEQUENCE 16, SET 17 */
	if (constructed != (number == 8 || number == 11 || number == 16 || number == 17))
		return constructed ? "constructed form of a primitive type" :
		    "primitive form of a constructed type";
	return NULL;
}

/* The length octets at p (X.690 10.1); *used of them. */
static const char *
length_fault(const uint8_t *p, size_t n, size_t *used, size_t *len)
{
	size_t i, count;

	if (n == 0)
		return "ends before its length";
	if (p[0] < 0x80) {
		*used = 1;
		*len = p[0];
		return NULL;
	}
	if (p[0] == 0x80)
		return "indefinite length";
	count = p[0] & 0x7fU;
	if (count > 4)
		return "length of more than 4 octets";
	if (n - 1 < count)
		return "ends inside its length";
	for (*len = 0, i = 1; i <= count; i++)
		*len = *len << 8 | p[i];
	if (p[1] == 0 || *len < 0x80)
		return "length not in the shortest form";
	*used = 1 + count;
	return NULL;
}

const char *
eci_der_header(const uint8_t *p, size_t n, size_t *header, size_t *len)
{
	const char *fault;
	size_t used = 0;

	if (n == 0)
		return "missing";
	if ((fault = tag_fault(p[0])) != NULL ||
	    (fault = length_fault(p + 1, n - 1, &used, len)) != NULL)
		return fault;
	*header = 1 + used;
	if (*len > n - *header)
		return "runs past the end of what holds it";
	return NULL;
}

/* The value at p, or what is wrong with it, in words. */
static const char *
value_at(const uint8_t *p, size_t n, struct eci_der_val *out)
{
	size_t header = 0, len = 0;
	const char *fault;

	memset(out, 0, sizeof(*out));
	if ((fault = eci_der_header(p, n, &header, &len)) != NULL)
		return fault;
	out->tag = p[0];
	out->whole.ptr = p;
	out->whole.len = header + len;
	out->body.ptr = p + header;
	out->body.len = len;
	return NULL;
}

bool
eci_der_take(struct eci_bytes *rest, uint8_t tag, struct eci_der_val *out)
{
	struct eci_der_val v;

	if (value_at(rest->ptr, rest->len, &v) != NULL || v.tag != tag) {
		memset(out, 0, sizeof(*out));
		return false;
	}
	rest->ptr += v.whole.len;
	rest->len -= v.whole.len;
	/* Last, so that a value can be taken from the contents of out itself. */
	*out = v;
	return true;
}

ecert_err
eci_der_any(struct eci_der *d, const char *field, struct eci_der_val *out)
{
	const char *fault;

	if ((fault = value_at(d->ptr, d->len, out)) != NULL)
		return eci_der_bad(d, field, "%s", fault);
	d->ptr += out->whole.len;
	d->len -= out->whole.len;
	return ECERT_OK;
}

ecert_err
eci_der_get(struct eci_der *d, uint8_t tag, const char *field, struct eci_der_val *out)
{
	memset(out, 0, sizeof(*out));
	if (d->len == 0)
		return eci_der_bad(d, field, "missing");
	if (d->ptr[0] != tag)
		return eci_der_bad(d, field, "tag 0x%02x where 0x%02x belongs",
		    d->ptr[0], tag);
	return eci_der_any(d, field, out);
}

ecert_err
eci_der_enter(struct eci_der *d, uint8_t tag, const char *field, struct eci_der *in,
    struct eci_der_val *val)
{
	struct eci_der_val v;
	ecert_err e;

	if (val != NULL)
		memset(val, 0, sizeof(*val));
	memset(in, 0, sizeof(*in));
	if (d->depth >= ecert_ctx_limit(d->ctx, ECERT_LIMIT_DER_DEPTH))
		return eci_der_bad(d, field, "nested deeper than %u", d->depth);
	if ((e = eci_der_get(d, tag, field, &v)) != ECERT_OK)
		return e;
	*in = *d;
	in->ptr = v.body.ptr;
	in->len = v.body.len;
	in->depth = d->depth + 1;
	if (val != NULL)
		*val = v;
	return ECERT_OK;
}

ecert_err
eci_der_enter_explicit(struct eci_der *d, uint8_t tag, const char *field, struct eci_der *in)
{
	struct eci_der wrap;
	ecert_err e;

	memset(in, 0, sizeof(*in));
	if ((e = eci_der_enter(d, tag, field, &wrap, NULL)) != ECERT_OK ||
	    (e = eci_der_enter(&wrap, ECI_DER_SEQUENCE, field, in, NULL)) != ECERT_OK)
		return e;
	return eci_der_done(&wrap, field);
}

ecert_err
eci_der_done(const struct eci_der *d, const char *field)
{
	if (d->len != 0)
		return eci_der_bad(d, field, "trailing bytes (%zu)", d->len);
	return ECERT_OK;
}

bool
eci_bytes_equal(struct eci_bytes a, struct eci_bytes b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
