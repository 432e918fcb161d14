/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tsp_info.c - TSTInfo (RFC 3161 2.4.2, the same in GB/T 20520): what a time stamp
 * says, of what, when and how exactly.
 */
#include <string.h>

#include "tsp/tsp_priv.h"

#define CTX0_PRIMITIVE 0x80
#define CTX1_PRIMITIVE 0x81
#define SECONDS_MAX 86400     /* a clock further off tells no time */

ecert_err
eci_tsp_unsupported(const struct eci_der *d, const char *field, const char *what)
{
	struct eci_der at = *d;

	at.reason = ECERT_R_UNSUPPORTED;
	return eci_der_bad(&at, field, "%s", what);
}

static ecert_err
read_oid(struct eci_der *d, const char *field, struct eci_bytes *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_oid(d, field, out)) != ECERT_OK || out->len <= TSP_OID_MAX)
		return e;
	return eci_der_bad(&at, field, "object identifier of %zu bytes, above %d", out->len,
	    TSP_OID_MAX);
}

ecert_err
eci_tsp_alg(struct eci_der *d, const char *field, struct eci_bytes *oid)
{
	struct eci_der in;
	struct eci_der_val v;
	ecert_err e;

	memset(oid, 0, sizeof(*oid));
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = read_oid(&in, field, oid)) != ECERT_OK || eci_der_end(&in))
		return e;
	if ((e = eci_der_get(&in, ECI_DER_NULL, field, &v)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

ecert_err
eci_tsp_number(struct eci_der *d, const char *field, size_t max, struct eci_bytes *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_integer(d, field, out)) != ECERT_OK || out->len <= max)
		return e;
	return eci_der_bad(&at, field, "%zu bytes, above %zu", out->len, max);
}

ecert_err
eci_tsp_digest_alg(struct eci_der *d, const char *field, enum eci_tsp_alg *alg,
    struct eci_bytes *oid)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_tsp_alg(d, field, oid)) != ECERT_OK)
		return e;
	switch (eci_cms_oid_of(*oid)) {
	case ECI_CMS_OID_SM3:
	case ECI_CMS_OID_SM3_ALIAS:
		*alg = ECI_TSP_SM3;
		return ECERT_OK;
	case ECI_CMS_OID_SHA256:
		*alg = ECI_TSP_SHA256;
		return ECERT_OK;
	default:
		*alg = ECI_TSP_OTHER;
		if (eci_cms_is_strong(*oid))
			return eci_tsp_unsupported(&at, field,
			    "a digest this version does not make");
		return ECERT_OK;
	}
}

ecert_err
eci_tsp_octets(struct eci_der *d, const char *field, size_t len, struct eci_bytes *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_get(d, ECI_DER_OCTET_STRING, field, &v)) != ECERT_OK)
		return e;
	if (v.body.len != len)
		return eci_der_bad(&at, field, "%zu bytes, not %zu", v.body.len, len);
	*out = v.body;
	return ECERT_OK;
}

static ecert_err
imprint_alg(struct eci_der *d, const char *field, struct eci_tsp_info *out)
{
	struct eci_der at = *d;
	struct eci_bytes oid;
	const char *name;
	ecert_err e;

	if ((e = eci_tsp_digest_alg(d, field, &out->alg, &oid)) != ECERT_OK ||
	    out->alg != ECI_TSP_OTHER)
		return e;
	name = eci_cms_oid_name(oid);
	return eci_der_bad(&at, field, "%s where SM3 or SHA-256 belongs",
	    name != NULL ? name : "an unknown algorithm");
}

static ecert_err
read_imprint(struct eci_der *d, struct eci_tsp_info *out)
{
	static const char field[] = "messageImprint";
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK)
		return e;
	/* An authority's software before GB/T 20520 wrote the OID without a SEQUENCE. */
	if (eci_der_peek(&in) == ECI_DER_OID)
		return eci_tsp_unsupported(&in, field, "an object identifier where an "
		    "AlgorithmIdentifier belongs: an older format");
	if ((e = imprint_alg(&in, field, out)) != ECERT_OK ||
	    (e = eci_tsp_octets(&in, field, TSP_IMPRINT_LEN, &out->imprint)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

/* 1..999, IMPLICIT INTEGER; absent: 0. */
static ecert_err
read_thousandths(struct eci_der *d, uint8_t tag, const char *field, int64_t *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	*out = 0;
	if (eci_der_peek(d) != tag)
		return ECERT_OK;
	if ((e = eci_der_get(d, tag, field, &v)) != ECERT_OK)
		return e;
	if (v.body.len == 1 && v.body.ptr[0] < 0x80)
		*out = v.body.ptr[0];
	else if (v.body.len == 2 && v.body.ptr[0] < 0x80 &&
	    (v.body.ptr[0] != 0 || v.body.ptr[1] >= 0x80))
		*out = v.body.ptr[0] << 8 | v.body.ptr[1];
	if (*out < 1 || *out > 999)
		return eci_der_bad(&at, field, "not an INTEGER from 1 to 999");
	return ECERT_OK;
}

static ecert_err
read_accuracy(struct eci_der *d, int64_t *out)
{
	int64_t millis = 0, micros = 0;
	uint64_t seconds = 0;
	struct eci_der in;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_SEQUENCE)
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "accuracy", &in, NULL)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_INTEGER &&
	    (e = eci_der_uint(&in, "accuracy.seconds", SECONDS_MAX, &seconds)) != ECERT_OK)
		return e;
	if ((e = read_thousandths(&in, CTX0_PRIMITIVE, "accuracy.millis", &millis)) != ECERT_OK ||
	    (e = read_thousandths(&in, CTX1_PRIMITIVE, "accuracy.micros", &micros)) != ECERT_OK)
		return e;
	*out = (int64_t)seconds * 1000000 + millis * 1000 + micros;
	return eci_der_done(&in, "accuracy");
}

static ecert_err
read_ordering(struct eci_der *d, struct eci_notes *notes)
{
	bool ordering = false;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_BOOLEAN)
		return ECERT_OK;
	if ((e = eci_der_bool(d, "ordering", &ordering)) != ECERT_OK || ordering)
		return e;
	return eci_note(d->ctx, notes, ECERT_R_TIMESTAMP_BAD, true, d->where,
	    "ordering: FALSE is written out, which DER does not have");
}

/* [0] EXPLICIT GeneralName */
static ecert_err
read_tsa(struct eci_der *d, struct eci_bytes *out)
{
	struct eci_der in;
	struct eci_der_val v;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_CTX0)
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_CTX0, "tsa", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_any(&in, "tsa", &v)) != ECERT_OK)
		return e;
	*out = v.whole;
	return eci_der_done(&in, "tsa");
}

/* None is evaluated here, so a critical one must stop everything. */
static ecert_err
refuse_critical(void *arg, struct eci_der *value, struct eci_bytes oid, bool critical)
{
	(void)arg;
	if (oid.len > TSP_OID_MAX)
		return eci_der_bad(value, "extnID", "object identifier of %zu bytes, above %d",
		    oid.len, TSP_OID_MAX);
	if (critical)
		return eci_der_bad(value, "extensions", "one is critical and not known");
	return ECERT_OK;
}

/* [1] IMPLICIT SEQUENCE OF Extension */
static ecert_err
read_extensions(struct eci_der *d)
{
	struct eci_der in;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_CTX1)
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_CTX1, "extensions", &in, NULL)) != ECERT_OK)
		return e;
	if (eci_der_end(&in))
		return eci_der_bad(&in, "extensions", "empty");
	return eci_ext_each(&in, "extensions", TSP_EXTS_MAX, refuse_critical, NULL);
}

ecert_err
eci_tsp_info(struct eci_der *d, struct eci_tsp_info *out, struct eci_notes *notes)
{
	struct eci_der in, at;
	int64_t version = 0;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "TSTInfo", &in, NULL)) != ECERT_OK)
		return e;
	at = in;
	if ((e = eci_der_int(&in, "TSTInfo.version", &version)) != ECERT_OK)
		return e;
	if (version != 1)
		return eci_der_bad(&at, "TSTInfo.version", "version %lld, not 1",
		    (long long)version);
	if ((e = read_oid(&in, "policy", &out->policy)) != ECERT_OK ||
	    (e = read_imprint(&in, out)) != ECERT_OK ||
	    (e = eci_tsp_number(&in, "serialNumber", TSP_SERIAL_MAX, &out->serial)) != ECERT_OK ||
	    (e = eci_tsp_time(&in, "genTime", &out->time, &out->micros)) != ECERT_OK ||
	    (e = read_accuracy(&in, &out->accuracy)) != ECERT_OK ||
	    (e = read_ordering(&in, notes)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_INTEGER &&
	    (e = eci_tsp_number(&in, "nonce", TSP_NONCE_MAX, &out->nonce)) != ECERT_OK)
		return e;
	if ((e = read_tsa(&in, &out->tsa)) != ECERT_OK ||
	    (e = read_extensions(&in)) != ECERT_OK ||
	    (e = eci_der_done(&in, "TSTInfo")) != ECERT_OK)
		return e;
	return eci_der_done(d, "TSTInfo");
}
