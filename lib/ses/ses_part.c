/* SPDX-License-Identifier: Apache-2.0 */
/* ses_part.c - the parts that several structures of SES have in common. */
#include <stdlib.h>
#include <string.h>

#include "ses/ses_priv.h"

const char *
eci_ses_clause(ecert_ses_version version)
{
	switch (version) {
	case ECERT_SES_V1:
		return "GM/T 0031-2014";
	case ECERT_SES_V5:
		return "GM/T 0031-2025";
	default:
		return "GB/T 38540-2020";
	}
}

ecert_err
eci_ses_check_size(const struct eci_der *d, const char *field)
{
	uint64_t max = ecert_ctx_limit(d->ctx, ECERT_LIMIT_SES_BYTES);

	return d->len <= max ? ECERT_OK : eci_der_bad(d, field, "%zu bytes, above %llu", d->len,
	    (unsigned long long)max);
}

ecert_err
eci_ses_count(const struct eci_der *d, const char *field, size_t *n)
{
	struct eci_der in = *d;
	struct eci_der_val v;
	ecert_err e;

	/* No structure has more than seven; the rest need not be walked. */
	for (*n = 0; !eci_der_end(&in) && *n <= 7; (*n)++)
		if ((e = eci_der_any(&in, field, &v)) != ECERT_OK)
			return e;
	return ECERT_OK;
}

ecert_err
eci_ses_octets(struct eci_der *d, uint8_t tag, const char *field, uint64_t max,
    struct eci_bytes *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_der_get(d, tag, field, &v)) != ECERT_OK)
		return e;
	if (v.body.len == 0)
		return eci_der_bad(&at, field, "empty");
	if (v.body.len > max)
		return eci_der_bad(&at, field, "%zu bytes, above %llu", v.body.len,
		    (unsigned long long)max);
	*out = v.body;
	return ECERT_OK;
}

/*
 * V4 and V5 fix the number.  V1 says "version" without a value, its example is
 * 11, files have 1; a V1 shape that calls itself 4 or 5 is neither.
 */
ecert_err
eci_ses_number(struct eci_der *d, const char *field, ecert_ses_version shape,
    struct eci_notes *notes, int64_t *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_int(d, field, out)) != ECERT_OK)
		return e;
	if (shape != ECERT_SES_V1) {
		if (*out == ECERT_SES_V4 || *out == ECERT_SES_V5)
			return ECERT_OK;
	} else if (*out == 1 || *out == 11) {
		return ECERT_OK;
	} else if (*out == 2 || *out == 3) {
		return eci_note(d->ctx, notes, ECERT_R_SES_MALFORMED, false, d->where,
		    "%s: %lld in a structure of %s", field, (long long)*out,
		    eci_ses_clause(shape));
	}
	return eci_der_bad(&at, field, "version %lld does not fit the structure",
	    (long long)*out);
}

/* One ExtData; DER leaves critical out when it is FALSE (X.690 11.5), genuine
 * seals write it. */
static ecert_err
ext_one(struct eci_der *d, const char *field, struct eci_notes *notes,
    struct eci_ses_ext *out)
{
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&in, "extnID", &out->oid)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_BOOLEAN) {
		if ((e = eci_der_bool(&in, "critical", &out->critical)) != ECERT_OK)
			return e;
		if (!out->critical && (e = eci_note(d->ctx, notes, ECERT_R_SES_MALFORMED,
		    false, d->where, "%s: critical FALSE is written out", field)) != ECERT_OK)
			return e;
	}
	if ((e = eci_der_get(&in, ECI_DER_OCTET_STRING, "extnValue", &v)) != ECERT_OK)
		return e;
	out->value = v.body;
	return eci_der_done(&in, field);
}

static ecert_err
ext_list(struct eci_der *d, const char *field, struct eci_notes *notes,
    struct eci_ses_ext **exts, size_t *n)
{
	struct eci_der in;
	size_t cap = 0;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if (*n == SES_EXTS_MAX)
			return eci_der_bad(&in, field, "more than %d", SES_EXTS_MAX);
		if ((e = eci_grow(d->ctx, exts, *n, &cap, sizeof(**exts))) != ECERT_OK ||
		    (e = ext_one(&in, field, notes, &(*exts)[*n])) != ECERT_OK)
			return e;
		(*n)++;
	}
	return ECERT_OK;
}

ecert_err
eci_ses_exts(struct eci_der *d, const char *field, uint8_t usual, struct eci_notes *notes,
    struct eci_ses_ext **exts, size_t *n)
{
	uint8_t tag = eci_der_peek(d);
	struct eci_der in;
	ecert_err e;

	if (eci_der_end(d))
		return ECERT_OK;
	if (usual != 0 && tag != usual && (e = eci_note(d->ctx, notes,
	    ECERT_R_SES_MALFORMED, false, d->where, "%s: tag 0x%02x where 0x%02x is usual",
	    field, tag, usual)) != ECERT_OK)
		return e;
	if (tag != ECI_DER_CTX0)
		return ext_list(d, field, notes, exts, n);
	if ((e = eci_der_enter(d, ECI_DER_CTX0, field, &in, NULL)) != ECERT_OK ||
	    (e = ext_list(&in, field, notes, exts, n)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

/* [0] IMPLICIT BIT STRING: the octet of unused bits is the first of its contents. */
static ecert_err
implicit_bits(struct eci_der *d, const char *field, struct eci_notes *notes,
    struct eci_bytes *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_get(d, SES_CTX0_PRIMITIVE, field, &v)) != ECERT_OK)
		return e;
	if (v.body.len == 0 || v.body.ptr[0] != 0)
		return eci_der_bad(&at, field, "not a BIT STRING of whole octets");
	out->ptr = v.body.ptr + 1;
	out->len = v.body.len - 1;
	return eci_note(d->ctx, notes, ECERT_R_SES_MALFORMED, false, d->where,
	    "%s: [0] IMPLICIT where EXPLICIT is usual", field);
}

/* The standards write [0] and name no default of their module: EXPLICIT is what
 * writers do. */
ecert_err
eci_ses_stamp(struct eci_der *d, const char *field, struct eci_notes *notes,
    struct eci_bytes *out)
{
	struct eci_der at = *d, in;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if (eci_der_end(d))
		return ECERT_OK;
	if (eci_der_peek(d) == SES_CTX0_PRIMITIVE)
		e = implicit_bits(d, field, notes, out);
	else if ((e = eci_der_enter(d, ECI_DER_CTX0, field, &in, NULL)) == ECERT_OK &&
	    (e = eci_der_bits(&in, field, out)) == ECERT_OK)
		e = eci_der_done(&in, field);
	if (e != ECERT_OK || out->len != 0)
		return e;
	return eci_der_bad(&at, field, "empty");
}
