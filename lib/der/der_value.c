/* SPDX-License-Identifier: Apache-2.0 */
/* der_value.c - the primitive types: one rule each, and what they hold. */
#include <string.h>

#include "der/der.h"
#include "der/der_priv.h"

/* X.690 11.1 */
const char *
eci_der_bool_fault(struct eci_bytes body)
{
	if (body.len != 1)
		return "BOOLEAN not of one octet";
	if (body.ptr[0] != 0x00 && body.ptr[0] != 0xff)
		return "BOOLEAN neither 00 nor FF";
	return NULL;
}

/* X.690 8.3.2: nine equal bits in front say nothing. */
const char *
eci_der_int_fault(struct eci_bytes body)
{
	if (body.len == 0)
		return "empty INTEGER";
	if (body.len > 1 &&
	    ((body.ptr[0] == 0x00 && body.ptr[1] < 0x80) ||
	    (body.ptr[0] == 0xff && body.ptr[1] >= 0x80)))
		return "INTEGER not in the shortest form";
	return NULL;
}

/* X.690 11.2.1: unused bits are zero. */
const char *
eci_der_bits_fault(struct eci_bytes body)
{
	unsigned unused;

	if (body.len == 0)
		return "BIT STRING without its count of unused bits";
	unused = body.ptr[0];
	if (unused > 7 || (unused != 0 && body.len == 1))
		return "BIT STRING with a wrong count of unused bits";
	if ((body.ptr[body.len - 1] & ((1U << unused) - 1)) != 0)
		return "BIT STRING whose unused bits are not zero";
	return NULL;
}

/* X.690 8.19.2 */
const char *
eci_der_oid_fault(struct eci_bytes body)
{
	bool first = true;
	size_t i;

	if (body.len == 0)
		return "empty OBJECT IDENTIFIER";
	for (i = 0; i < body.len; i++) {
		if (first && body.ptr[i] == 0x80)
			return "OBJECT IDENTIFIER arc not in the shortest form";
		first = (body.ptr[i] & 0x80) == 0;
	}
	return first ? NULL : "OBJECT IDENTIFIER ends inside an arc";
}

/* Reads a value of tag and moves on only when rule finds no fault. */
static ecert_err
get_checked(struct eci_der *d, uint8_t tag, const char *field,
    const char *(*rule)(struct eci_bytes), struct eci_der_val *out)
{
	struct eci_der at = *d;
	const char *fault;
	ecert_err e;

	if ((e = eci_der_get(d, tag, field, out)) != ECERT_OK)
		return e;
	if ((fault = rule(out->body)) != NULL) {
		*d = at;
		return eci_der_bad(d, field, "%s", fault);
	}
	return ECERT_OK;
}

/* The contents of such a value. */
static ecert_err
get_body(struct eci_der *d, uint8_t tag, const char *field,
    const char *(*rule)(struct eci_bytes), struct eci_bytes *out)
{
	struct eci_der_val v;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = get_checked(d, tag, field, rule, &v)) == ECERT_OK)
		*out = v.body;
	return e;
}

ecert_err
eci_der_uint(struct eci_der *d, const char *field, uint64_t max, uint64_t *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	uint64_t n = 0;
	ecert_err e;
	size_t i;

	*out = 0;
	if ((e = get_checked(d, ECI_DER_INTEGER, field, eci_der_int_fault, &v)) != ECERT_OK)
		return e;
	if (v.body.ptr[0] >= 0x80)
		return eci_der_bad(&at, field, "negative");
	/* Nine octets are fine when the first is only there for the sign. */
	for (i = 0; i < v.body.len; i++) {
		if (n > UINT64_MAX >> 8)
			return eci_der_bad(&at, field, "above %llu",
			    (unsigned long long)max);
		n = n << 8 | v.body.ptr[i];
	}
	if (n > max)
		return eci_der_bad(&at, field, "%llu, above %llu",
		    (unsigned long long)n, (unsigned long long)max);
	*out = n;
	return ECERT_OK;
}

ecert_err
eci_der_int(struct eci_der *d, const char *field, int64_t *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	uint64_t n;
	ecert_err e;
	size_t i;

	*out = 0;
	if ((e = get_checked(d, ECI_DER_INTEGER, field, eci_der_int_fault, &v)) != ECERT_OK)
		return e;
	if (v.body.len > 8)
		return eci_der_bad(&at, field, "INTEGER of more than 8 octets");
	n = v.body.ptr[0] >= 0x80 ? UINT64_MAX : 0;
	for (i = 0; i < v.body.len; i++)
		n = n << 8 | v.body.ptr[i];
	/* Two's complement without relying on the conversion of large values. */
	*out = n <= INT64_MAX ? (int64_t)n : -(int64_t)(UINT64_MAX - n) - 1;
	return ECERT_OK;
}

ecert_err
eci_der_integer(struct eci_der *d, const char *field, struct eci_bytes *out)
{
	return get_body(d, ECI_DER_INTEGER, field, eci_der_int_fault, out);
}

ecert_err
eci_der_bits(struct eci_der *d, const char *field, struct eci_bytes *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = get_checked(d, ECI_DER_BIT_STRING, field, eci_der_bits_fault,
	    &v)) != ECERT_OK)
		return e;
	if (v.body.ptr[0] != 0)
		return eci_der_bad(&at, field, "%u unused bits in a string of octets",
		    v.body.ptr[0]);
	out->ptr = v.body.ptr + 1;
	out->len = v.body.len - 1;
	return ECERT_OK;
}

ecert_err
eci_der_oid(struct eci_der *d, const char *field, struct eci_bytes *out)
{
	return get_body(d, ECI_DER_OID, field, eci_der_oid_fault, out);
}

ecert_err
eci_der_bool(struct eci_der *d, const char *field, bool *out)
{
	struct eci_der_val v;
	ecert_err e;

	*out = false;
	if ((e = get_checked(d, ECI_DER_BOOLEAN, field, eci_der_bool_fault, &v)) == ECERT_OK)
		*out = v.body.ptr[0] != 0;
	return e;
}

/* A NUL would cut the text for every reader that takes it for a C string. */
static const char *
text_fault(uint8_t tag, struct eci_bytes body)
{
	size_t i;

	for (i = 0; i < body.len; i++) {
		if (body.ptr[i] == 0)
			return "NUL in text";
		if (tag != ECI_DER_UTF8 && body.ptr[i] >= 0x80)
			return "byte above 7F in ASCII text";
	}
	if (tag == ECI_DER_UTF8 &&
	    !eci_utf8_valid((const char *)body.ptr, body.len))
		return "not UTF-8";
	return NULL;
}

ecert_err
eci_der_text(struct eci_der *d, uint8_t tag, const char *field, struct eci_bytes *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	const char *fault;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_der_get(d, tag, field, &v)) != ECERT_OK)
		return e;
	if ((fault = text_fault(tag, v.body)) != NULL)
		return eci_der_bad(&at, field, "%s", fault);
	*out = v.body;
	return ECERT_OK;
}

/* X.690 11.7, 11.8: seconds, "Z", no fraction. */
static bool
parse_time(uint8_t tag, struct eci_bytes b, int64_t *out)
{
	const char *s = (const char *)b.ptr;
	struct eci_civil c = { 0 };
	size_t yd = tag == ECI_DER_UTCTIME ? 2 : 4;
	int year = 0;

	if (b.len != yd + 11 || s[b.len - 1] != 'Z' ||
	    !eci_digits(s, yd, &year) ||
	    !eci_digits(s + yd, 2, &c.month) || !eci_digits(s + yd + 2, 2, &c.day) ||
	    !eci_digits(s + yd + 4, 2, &c.hour) || !eci_digits(s + yd + 6, 2, &c.minute) ||
	    !eci_digits(s + yd + 8, 2, &c.second))
		return false;
	/* RFC 5280 4.1.2.5.1 */
	c.year = yd == 4 ? year : year < 50 ? 2000 + year : 1900 + year;
	if (!eci_civil_valid(&c))
		return false;
	*out = eci_time_of(&c);
	return true;
}

ecert_err
eci_der_time(struct eci_der *d, uint8_t tag, const char *field, int64_t *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	*out = 0;
	if ((e = eci_der_get(d, tag, field, &v)) != ECERT_OK)
		return e;
	if (!parse_time(tag, v.body, out))
		return eci_der_bad(&at, field, "not a time of the form %s",
		    tag == ECI_DER_UTCTIME ? "YYMMDDhhmmssZ" : "YYYYMMDDhhmmssZ");
	return ECERT_OK;
}
