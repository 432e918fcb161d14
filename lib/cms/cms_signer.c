/* SPDX-License-Identifier: Apache-2.0 */
/* cms_signer.c - SignerInfo: who signed, with what, and the value. */
#include <string.h>

#include "cms/cms_priv.h"

/* Version 3 of RFC 5652, which comes with subjectKeyIdentifier, is not of GB/T 35275. */
static ecert_err
read_version(struct eci_der *d)
{
	struct eci_der at = *d;
	int64_t version = 0;
	ecert_err e;

	if ((e = eci_der_int(d, "SignerInfo.version", &version)) != ECERT_OK || version == 1)
		return e;
	return eci_der_bad(&at, "SignerInfo.version", "version %lld, not 1",
	    (long long)version);
}

static ecert_err
read_serial(struct eci_der *d, struct eci_bytes *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_integer(d, "serialNumber", out)) != ECERT_OK ||
	    out->len <= CMS_SERIAL_MAX)
		return e;
	return eci_der_bad(&at, "serialNumber", "%zu bytes, above %d", out->len,
	    CMS_SERIAL_MAX);
}

static ecert_err
read_sid(struct eci_der *d, struct eci_cms *out)
{
	static const char field[] = "issuerAndSerialNumber";
	struct eci_der_val issuer;
	struct eci_der at = *d, in;
	ecert_err e;

	if (eci_der_peek(d) == 0x80)
		return eci_der_bad(d, field, "subjectKeyIdentifier in its place");
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_SEQUENCE, "issuer", &issuer)) != ECERT_OK)
		return e;
	if (issuer.whole.len > CMS_NAME_MAX)
		return eci_der_bad(&at, "issuer", "%zu bytes, above %d", issuer.whole.len,
		    CMS_NAME_MAX);
	out->issuer = issuer.whole;
	if ((e = read_serial(&in, &out->serial)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

static ecert_err
read_digest_alg(struct eci_der *d, struct eci_cms *out)
{
	static const char field[] = "SignerInfo.digestAlgorithm";
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_cms_alg(d, field, &out->digest_alg)) != ECERT_OK)
		return e;
	switch (eci_cms_oid_of(out->digest_alg)) {
	case ECI_CMS_OID_SM3:
	case ECI_CMS_OID_SHA256:
		return ECERT_OK;
	case ECI_CMS_OID_SM3_ALIAS:
		return eci_note(d->ctx, &out->notes, d->reason, true, d->where,
		    "%s: 1.2.156.10197.1.401.1 where 1.2.156.10197.1.401 is usual", field);
	default:
		return eci_cms_bad_alg(&at, field, out->digest_alg, "SM3");
	}
}

/* SM2 goes with SM3 and RSA with SHA-256: no other pair is in use. */
static ecert_err
read_sig_alg(struct eci_der *d, struct eci_cms *out, bool *sm2)
{
	static const char field[] = "digestEncryptionAlgorithm";
	bool sm3 = eci_cms_digest_of(out->digest_alg) == ECI_CMS_OID_SM3;
	struct eci_der at = *d;
	enum eci_cms_oid id;
	ecert_err e;

	*sm2 = false;
	if ((e = eci_cms_alg(d, field, &out->sig_alg)) != ECERT_OK)
		return e;
	id = eci_cms_oid_of(out->sig_alg);
	*sm2 = id == ECI_CMS_OID_SM2 || id == ECI_CMS_OID_SM2_SM3;
	if (!*sm2 && id != ECI_CMS_OID_RSA && id != ECI_CMS_OID_RSA_SHA256)
		return eci_cms_bad_alg(&at, field, out->sig_alg, "SM2");
	if (*sm2 == sm3)
		return ECERT_OK;
	if (at.reason != ECERT_R_TIMESTAMP_BAD)
		at.reason = ECERT_R_ALG_MISMATCH;
	return eci_der_bad(&at, field, "%s over a digest of %s", eci_cms_oid_name(out->sig_alg),
	    eci_cms_oid_name(out->digest_alg));
}

/* The form of the value is the verifier's to judge; its size is bounded here. */
static ecert_err
read_value(struct eci_der *d, bool sm2, struct eci_bytes *out)
{
	static const char field[] = "encryptedDigest";
	size_t min = sm2 ? CMS_SM2_SIG_MIN : 1;
	size_t max = sm2 ? CMS_SM2_SIG_MAX : CMS_RSA_SIG_MAX;
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_get(d, ECI_DER_OCTET_STRING, field, &v)) != ECERT_OK)
		return e;
	if (v.body.len < min || v.body.len > max)
		return eci_der_bad(&at, field, "%zu bytes, not %zu to %zu", v.body.len, min,
		    max);
	*out = v.body;
	return ECERT_OK;
}

static ecert_err
read_unsigned(struct eci_der *d, struct eci_cms *out)
{
	static const char field[] = "unauthenticatedAttributes";
	struct eci_der_val v;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_CTX1)
		return ECERT_OK;
	if ((e = eci_der_get(d, ECI_DER_CTX1, field, &v)) != ECERT_OK)
		return e;
	out->has_unsigned = true;
	out->unsigned_attrs = v.body;
	/* Those of a document's signature the verifier examines one by one. */
	if (eci_cms_oid_of(out->content_type) != ECI_CMS_OID_TST_INFO)
		return ECERT_OK;
	return eci_note(d->ctx, &out->notes, d->reason, false, d->where,
	    "%s: present, and not examined", field);
}

ecert_err
eci_cms_signer(struct eci_der *d, struct eci_cms *out)
{
	struct eci_der in;
	bool sm2 = false;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "SignerInfo", &in, NULL)) != ECERT_OK ||
	    (e = read_version(&in)) != ECERT_OK ||
	    (e = read_sid(&in, out)) != ECERT_OK ||
	    (e = read_digest_alg(&in, out)) != ECERT_OK ||
	    (e = eci_cms_attrs(&in, out)) != ECERT_OK ||
	    (e = read_sig_alg(&in, out, &sm2)) != ECERT_OK ||
	    (e = read_value(&in, sm2, &out->sig)) != ECERT_OK ||
	    (e = read_unsigned(&in, out)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "SignerInfo");
}
