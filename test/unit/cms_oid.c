/* SPDX-License-Identifier: Apache-2.0 */
/* cms_oid.c - meanings and names, against the dotted text of the registrations. */
#include "cms_make.h"

static const struct {
	const char      *dotted;
	enum eci_cms_oid id;
	const char      *name;
} rows[] = {
	{ "1.2.156.10197.6.1.4.2.1", ECI_CMS_OID_GM_DATA, "data" },
	{ "1.2.156.10197.6.1.4.2.2", ECI_CMS_OID_GM_SIGNED, "signedData" },
	{ "1.2.156.10197.6.1.4.2.3", ECI_CMS_OID_OTHER, "envelopedData" },
	{ "1.2.156.10197.6.1.4.2.4", ECI_CMS_OID_OTHER, "signedAndEnvelopedData" },
	{ "1.2.156.10197.6.1.4.2.5", ECI_CMS_OID_OTHER, "encryptedData" },
	{ "1.2.156.10197.6.1.4.2.6", ECI_CMS_OID_OTHER, "keyAgreementInfo" },
	{ "1.2.840.113549.1.7.1", ECI_CMS_OID_PKCS7_DATA, "data" },
	{ "1.2.840.113549.1.7.2", ECI_CMS_OID_PKCS7_SIGNED, "signedData" },
	{ "1.2.840.113549.1.7.3", ECI_CMS_OID_OTHER, "envelopedData" },
	{ "1.2.840.113549.1.7.4", ECI_CMS_OID_OTHER, "signedAndEnvelopedData" },
	{ "1.2.840.113549.1.7.5", ECI_CMS_OID_OTHER, "digestedData" },
	{ "1.2.840.113549.1.7.6", ECI_CMS_OID_OTHER, "encryptedData" },
	{ "1.2.840.113549.1.9.16.1.4", ECI_CMS_OID_TST_INFO, "TSTInfo" },
	{ "1.2.156.10197.1.401", ECI_CMS_OID_SM3, "SM3" },
	{ "1.2.156.10197.1.401.1", ECI_CMS_OID_SM3_ALIAS, "SM3 without key" },
	{ "1.2.156.10197.1.401.2", ECI_CMS_OID_OTHER, "SM3 with key" },
	{ "2.16.840.1.101.3.4.2.1", ECI_CMS_OID_SHA256, "SHA-256" },
	{ "1.3.14.3.2.26", ECI_CMS_OID_OTHER, "SHA-1" },
	{ "1.2.840.113549.2.5", ECI_CMS_OID_OTHER, "MD5" },
	{ "1.2.156.10197.1.301.1", ECI_CMS_OID_SM2, "SM2" },
	{ "1.2.156.10197.1.501", ECI_CMS_OID_SM2_SM3, "SM2 with SM3" },
	{ "1.2.840.113549.1.1.1", ECI_CMS_OID_RSA, "RSA" },
	{ "1.2.840.113549.1.1.11", ECI_CMS_OID_RSA_SHA256, "RSA with SHA-256" },
	{ "1.2.840.113549.1.1.5", ECI_CMS_OID_OTHER, "RSA with SHA-1" },
	{ "1.2.840.10045.4.3.2", ECI_CMS_OID_OTHER, "ECDSA with SHA-256" },
	{ "1.2.840.10045.4.3.3", ECI_CMS_OID_OTHER, "ECDSA with SHA-384" },
	{ "1.2.840.10045.4.3.4", ECI_CMS_OID_OTHER, "ECDSA with SHA-512" },
	{ "1.2.840.113549.1.1.12", ECI_CMS_OID_OTHER, "RSA with SHA-384" },
	{ "1.2.840.113549.1.1.13", ECI_CMS_OID_OTHER, "RSA with SHA-512" },
	{ "2.16.840.1.101.3.4.2.2", ECI_CMS_OID_OTHER, "SHA-384" },
	{ "2.16.840.1.101.3.4.2.3", ECI_CMS_OID_OTHER, "SHA-512" },
	{ "1.2.840.113549.1.9.3", ECI_CMS_OID_CONTENT_TYPE, "contentType" },
	{ "1.2.840.113549.1.9.4", ECI_CMS_OID_MESSAGE_DIGEST, "messageDigest" },
	{ "1.2.840.113549.1.9.5", ECI_CMS_OID_SIGNING_TIME, "signingTime" },
	{ "1.2.840.113549.1.9.15", ECI_CMS_OID_OTHER, "smimeCapabilities" },
	{ "1.2.840.113549.1.9.16.2.12", ECI_CMS_OID_ESS, "signingCertificate" },
	{ "1.2.840.113549.1.9.16.2.14", ECI_CMS_OID_TOKEN, "timeStampToken" },
	{ "1.2.840.113549.1.9.16.2.47", ECI_CMS_OID_ESS_V2, "signingCertificateV2" },
	{ "1.2.840.113549.1.9.52", ECI_CMS_OID_OTHER, "cmsAlgorithmProtection" },
	{ "1.2.156.10197.1.301", ECI_CMS_OID_OTHER, NULL },
	{ "1.2.156.10197.1.401.1.1", ECI_CMS_OID_OTHER, NULL },
};

static void
meanings(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_bytes oid;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].dotted);
		b.len = 0;
		CHECK_OK(ctx, eci_der_put_oid(ctx, &b, rows[i].dotted));
		oid.ptr = b.ptr + 2;
		oid.len = b.len - 2;
		CHECK_INT(eci_cms_oid_of(oid), rows[i].id);
		CHECK_STR(eci_cms_oid_name(oid), rows[i].name);
		/* Nothing is known against these. */
		CHECK_INT(eci_cms_is_strong(oid), rows[i].name != NULL &&
		    rows[i].id == ECI_CMS_OID_OTHER && (strstr(rows[i].name, "ECDSA") != NULL ||
		    strstr(rows[i].name, "SHA-384") != NULL || strstr(rows[i].name, "SHA-512") != NULL));
	}
	unit_case("no bytes at all");
	oid.len = 0;
	CHECK_INT(eci_cms_oid_of(oid), ECI_CMS_OID_OTHER);
	CHECK_STR(eci_cms_oid_name(oid), NULL);
	eci_buf_free(&b);
}

/* The same field shows each fault of an AlgorithmIdentifier. */
#define DIGEST(alg) CMS_SIGNER(SIGNER_OF("02{01}", SID, alg, ATTRS, SM2, SIG, ""))
#define BYTES_32 "2a01010101010101010101010101010101010101010101010101010101010101"

static const struct cms_row algorithms[] = {
	{ "parameters absent", DIGEST(SM3), NULL, NULL },
	{ "parameters null", DIGEST(SM3_NULL), NULL, NULL },
	{ "parameters are an oid", DIGEST("30{" OID_SM3 OID_SM3 "}"),
	    "GB/T 35275: byte 217: SignerInfo.digestAlgorithm: parameters that are neither", NULL },
	{ "parameters are an empty sequence", DIGEST("30{" OID_SM3 "30{}}"),
	    "parameters that are neither", NULL },
	{ "null with contents", DIGEST("30{" OID_SM3 "05{00}}"), "NULL with contents", NULL },
	{ "null twice", DIGEST("30{" OID_SM3 "05{}05{}}"), "trailing bytes (2)", NULL },
	{ "no oid", DIGEST("30{}"), "digestAlgorithm: missing", NULL },
	{ "an integer for the oid", DIGEST("30{02{01}}"), "tag 0x02 where 0x06 belongs", NULL },
	{ "an empty oid", DIGEST("30{06{}}"), "empty OBJECT IDENTIFIER", NULL },
	{ "an oid that ends inside an arc", DIGEST("30{06{2a81}}"), "ends inside an arc", NULL },
	{ "an oid of 32 bytes", DIGEST("30{06{" BYTES_32 "}}"), "where SM3 belongs", NULL },
	{ "an oid of 33 bytes", DIGEST("30{06{" BYTES_32 "01}}"),
	    "object identifier of 33 bytes, above 32", NULL },
	{ "an unknown oid is shown in digits", DIGEST("30{06{2a030405}}"),
	    ": 1.2.3.4.5 where SM3 belongs", NULL },
	{ "a known oid is shown with its name", DIGEST(SHA1),
	    ": SHA-1 (1.3.14.3.2.26) where SM3 belongs", NULL },
};

int
main(void)
{
	meanings();
	cms_rows(algorithms, ECI_COUNT(algorithms));
	return unit_end();
}
