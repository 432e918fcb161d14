/* SPDX-License-Identifier: Apache-2.0 */
/* cms_oid.c - what an object identifier of SignedData means. */
#include <string.h>

#include "cms/cms_priv.h"

#define GM     "\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02"    /* 1.2.156.10197.6.1.4.2 */
#define PKCS7  "\x2a\x86\x48\x86\xf7\x0d\x01\x07"        /* 1.2.840.113549.1.7 */
#define PKCS9  "\x2a\x86\x48\x86\xf7\x0d\x01\x09"        /* 1.2.840.113549.1.9 */

#define NIST   "\x60\x86\x48\x01\x65\x03\x04\x02"        /* 2.16.840.1.101.3.4.2 */

#define ROW(id, bytes, name) \
	{ ECI_CMS_OID_##id, { (const uint8_t *)(bytes), sizeof(bytes) - 1 }, name, false }
/* An algorithm nobody calls weak, and which is not read here. */
#define STRONG(bytes, name) \
	{ ECI_CMS_OID_OTHER, { (const uint8_t *)(bytes), sizeof(bytes) - 1 }, name, true }

/* OTHER: not read here, but worth its name in a message. */
static const struct {
	enum eci_cms_oid id;
	struct eci_bytes oid;
	const char      *name;
	bool             strong;
} known[] = {
	ROW(GM_DATA, GM "\x01", "data"),
	ROW(GM_SIGNED, GM "\x02", "signedData"),
	ROW(OTHER, GM "\x03", "envelopedData"),
	ROW(OTHER, GM "\x04", "signedAndEnvelopedData"),
	ROW(OTHER, GM "\x05", "encryptedData"),
	ROW(OTHER, GM "\x06", "keyAgreementInfo"),
	ROW(PKCS7_DATA, PKCS7 "\x01", "data"),
	ROW(PKCS7_SIGNED, PKCS7 "\x02", "signedData"),
	ROW(OTHER, PKCS7 "\x03", "envelopedData"),
	ROW(OTHER, PKCS7 "\x04", "signedAndEnvelopedData"),
	ROW(OTHER, PKCS7 "\x05", "digestedData"),
	ROW(OTHER, PKCS7 "\x06", "encryptedData"),
	ROW(TST_INFO, PKCS9 "\x10\x01\x04", "TSTInfo"),
	ROW(SM3, "\x2a\x81\x1c\xcf\x55\x01\x83\x11", "SM3"),
	ROW(SM3_ALIAS, "\x2a\x81\x1c\xcf\x55\x01\x83\x11\x01", "SM3 without key"),
	ROW(OTHER, "\x2a\x81\x1c\xcf\x55\x01\x83\x11\x02", "SM3 with key"),
	ROW(SHA256, NIST "\x01", "SHA-256"),
	STRONG(NIST "\x02", "SHA-384"),
	STRONG(NIST "\x03", "SHA-512"),
	ROW(OTHER, "\x2b\x0e\x03\x02\x1a", "SHA-1"),
	ROW(OTHER, "\x2a\x86\x48\x86\xf7\x0d\x02\x05", "MD5"),
	ROW(SM2, "\x2a\x81\x1c\xcf\x55\x01\x82\x2d\x01", "SM2"),
	ROW(SM2_SM3, "\x2a\x81\x1c\xcf\x55\x01\x83\x75", "SM2 with SM3"),
	ROW(RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", "RSA"),
	ROW(RSA_SHA256, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", "RSA with SHA-256"),
	ROW(OTHER, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05", "RSA with SHA-1"),
	STRONG("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", "RSA with SHA-384"),
	STRONG("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", "RSA with SHA-512"),
	STRONG("\x2a\x86\x48\xce\x3d\x04\x03\x02", "ECDSA with SHA-256"),
	STRONG("\x2a\x86\x48\xce\x3d\x04\x03\x03", "ECDSA with SHA-384"),
	STRONG("\x2a\x86\x48\xce\x3d\x04\x03\x04", "ECDSA with SHA-512"),
	ROW(CONTENT_TYPE, PKCS9 "\x03", "contentType"),
	ROW(MESSAGE_DIGEST, PKCS9 "\x04", "messageDigest"),
	ROW(SIGNING_TIME, PKCS9 "\x05", "signingTime"),
	ROW(OTHER, PKCS9 "\x0f", "smimeCapabilities"),
	ROW(ESS, PKCS9 "\x10\x02\x0c", "signingCertificate"),
	ROW(TOKEN, PKCS9 "\x10\x02\x0e", "timeStampToken"),
	ROW(ESS_V2, PKCS9 "\x10\x02\x2f", "signingCertificateV2"),
	ROW(OTHER, PKCS9 "\x34", "cmsAlgorithmProtection"),
};

enum eci_cms_oid
eci_cms_oid_of(struct eci_bytes oid)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(known); i++)
		if (eci_bytes_equal(oid, known[i].oid))
			return known[i].id;
	return ECI_CMS_OID_OTHER;
}

const char *
eci_cms_oid_name(struct eci_bytes oid)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(known); i++)
		if (eci_bytes_equal(oid, known[i].oid))
			return known[i].name;
	return NULL;
}

ecert_err
eci_cms_put_oid(ecert_ctx *ctx, struct eci_buf *out, enum eci_cms_oid id)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(known); i++)
		if (id != ECI_CMS_OID_OTHER && known[i].id == id)
			return eci_der_put(ctx, out, ECI_DER_OID, known[i].oid.ptr,
			    known[i].oid.len);
	return eci_fail(ctx, ECERT_E_INTERNAL, "no object identifier %d", (int)id);
}

const char *
eci_cms_clause(enum eci_cms_oid outer)
{
	return outer == ECI_CMS_OID_PKCS7_SIGNED ? "RFC 2315" : "GB/T 35275";
}

enum eci_cms_oid
eci_cms_digest_of(struct eci_bytes oid)
{
	enum eci_cms_oid id = eci_cms_oid_of(oid);

	return id == ECI_CMS_OID_SM3_ALIAS ? ECI_CMS_OID_SM3 : id;
}

bool
eci_cms_digest_is_sm3(const struct eci_cms *cms)
{
	return eci_cms_digest_of(cms->digest_alg) == ECI_CMS_OID_SM3;
}

bool
eci_cms_is_data(enum eci_cms_oid id)
{
	return id == ECI_CMS_OID_GM_DATA || id == ECI_CMS_OID_PKCS7_DATA;
}

ecert_err
eci_cms_oid(struct eci_der *d, const char *field, struct eci_bytes *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_oid(d, field, out)) != ECERT_OK || out->len <= CMS_OID_MAX)
		return e;
	return eci_der_bad(&at, field, "object identifier of %zu bytes, above %d", out->len,
	    CMS_OID_MAX);
}

ecert_err
eci_cms_bad_oid(const struct eci_der *d, const char *field, struct eci_bytes oid,
    const char *want)
{
	const char *name = eci_cms_oid_name(oid);
	struct eci_buf dotted = { 0 };
	ecert_err e;

	if ((e = eci_der_oid_text(d->ctx, &dotted, oid)) == ECERT_OK)
		e = eci_der_bad(d, field, "%s%s%s%s where %s belongs", name ? name : "",
		    name ? " (" : "", (const char *)dotted.ptr, name ? ")" : "", want);
	eci_buf_free(&dotted);
	return e;
}

bool
eci_cms_is_strong(struct eci_bytes oid)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(known); i++)
		if (known[i].strong && eci_bytes_equal(oid, known[i].oid))
			return true;
	return false;
}

/*
 * Well formed, but weak or unknown: that is what the reader is to be told.  Of a
 * time stamp it is the stamp that is bad; where the algorithm is only one that is
 * not read here, nothing is known against it.
 */
ecert_err
eci_cms_bad_alg(const struct eci_der *d, const char *field, struct eci_bytes oid,
    const char *want)
{
	struct eci_der at = *d;

	if (at.reason != ECERT_R_TIMESTAMP_BAD)
		at.reason = ECERT_R_ALG_WEAK;
	else if (eci_cms_is_strong(oid))
		at.reason = ECERT_R_UNSUPPORTED;
	return eci_cms_bad_oid(&at, field, oid, want);
}

ecert_err
eci_cms_alg(struct eci_der *d, const char *field, struct eci_bytes *oid)
{
	struct eci_der in;
	struct eci_der_val v;
	ecert_err e;

	memset(oid, 0, sizeof(*oid));
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_cms_oid(&in, field, oid)) != ECERT_OK)
		return e;
	if (eci_der_end(&in))
		return ECERT_OK;
	if (eci_der_peek(&in) != ECI_DER_NULL)
		return eci_der_bad(&in, field, "parameters that are neither absent nor NULL");
	if ((e = eci_der_get(&in, ECI_DER_NULL, field, &v)) != ECERT_OK)
		return e;
	if (v.body.len != 0)
		return eci_der_bad(&in, field, "NULL with contents");
	return eci_der_done(&in, field);
}
