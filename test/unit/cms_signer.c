/* SPDX-License-Identifier: Apache-2.0 */
/* cms_signer.c - SignerInfo: one flaw at a time. */
#include "cms_make.h"

#define VERSION(v)   CMS_SIGNER(SIGNER_OF(v, SID, SM3, ATTRS, SM2, SIG, ""))
#define SIDS(sid)    CMS_SIGNER(SIGNER_OF("02{01}", sid, SM3, ATTRS, SM2, SIG, ""))
#define SERIAL(s)    SIDS("30{" NAME_CA s "}")
#define DIGEST(d)    CMS_SIGNER(SIGNER_OF("02{01}", SID, d, ATTRS, SM2, SIG, ""))
#define ALG(a)       CMS_SIGNER(SIGNER_OF("02{01}", SID, SM3, ATTRS, a, SIG, ""))
#define VALUE(s)     CMS_SIGNER(SIGNER_OF("02{01}", SID, SM3, ATTRS, SM2, s, ""))
#define REST(r)      CMS_SIGNER(SIGNER_OF("02{01}", SID, SM3, ATTRS, SM2, SIG, r))
#define WITH_SHA256(alg, sig) CMS_OF(P7_SIGNED, SIGNED_OF("02{03}", "31{" SHA256 "}", \
	"30{" P7_DATA "}", CERTS, "", "31{" SIGNER_OF("02{01}", SID, SHA256, \
	"a0{" A_TYPE_OF(P7_DATA) A_DIGEST "}", alg, sig, "") "}"))
#define N20 "0102030405060708090a0b0c0d0e0f1011121314"

static const struct cms_row rows[] = {
	{ "version 1", VERSION("02{01}"), NULL, NULL },
	{ "version 0", VERSION("02{00}"), "SignerInfo.version: version 0, not 1", NULL },
	{ "version 2", VERSION("02{02}"), "version 2, not 1", NULL },
	{ "version 3", VERSION("02{03}"), "version 3, not 1", NULL },
	{ "version minus one", VERSION("02{ff}"), "version -1, not 1", NULL },
	{ "version 255", VERSION("02{00ff}"), "version 255, not 1", NULL },
	{ "version of nine bytes", VERSION("02{010000000000000000}"), "more than 8 octets", NULL },
	{ "version 1 with a zero in front", VERSION("02{0001}"), "not in the shortest form", NULL },
	{ "version missing", VERSION(""), "SignerInfo.version: tag 0x30", NULL },

	{ "subjectkeyidentifier", SIDS("80{0102}"),
	    "issuerAndSerialNumber: subjectKeyIdentifier in its place", NULL },
	{ "subjectkeyidentifier explicit", SIDS("a0{04{0102}}"),
	    "issuerAndSerialNumber: tag 0xa0", NULL },
	{ "issuer missing", SIDS("30{02{07}}"), "issuer: tag 0x02", NULL },
	{ "issuer as text", SIDS("30{0c{4341}02{07}}"), "issuer: tag 0x0c", NULL },
	{ "serial missing", SIDS("30{" NAME_CA "}"), "serialNumber: missing", NULL },
	{ "serial as octets", SERIAL("04{07}"), "serialNumber: tag 0x04", NULL },
	{ "serial empty", SERIAL("02{}"), "serialNumber: empty INTEGER", NULL },
	{ "serial with a zero in front", SERIAL("02{0007}"),
	    "serialNumber: INTEGER not in the shortest form", NULL },
	{ "serial negative", SERIAL("02{87}"), NULL, NULL },
	{ "serial of 21 bytes", SERIAL("02{00ff" N20 "}"), "22 bytes, above 21", NULL },
	{ "serial of 20 bytes and one for the sign", SERIAL("02{7f" N20 "}"), NULL, NULL },
	{ "something behind the serial", SERIAL("02{07}05{}"),
	    "issuerAndSerialNumber: trailing bytes (2)", NULL },

	{ "digest sm3 without key", DIGEST(SM3_ALIAS), NULL,
	    "SignerInfo.digestAlgorithm: 1.2.156.10197.1.401.1 where 1.2.156.10197.1.401" },
	{ "digest sm3 with key", DIGEST("30{06{2a811ccf5501831102}}"),
	    "SM3 with key (1.2.156.10197.1.401.2) where SM3 belongs", NULL },
	{ "digest sha-256 with sm2", WITH_SHA256(SM2, SIG), "SM2 over a digest of SHA-256", NULL },
	{ "digest sha-256 with sm2 and sm3", WITH_SHA256(SM2_SM3, SIG),
	    "SM2 with SM3 over a digest of SHA-256", NULL },
	{ "digest sha-1", DIGEST(SHA1), "SHA-1 (1.3.14.3.2.26) where SM3 belongs", NULL },
	{ "digest md5", DIGEST(MD5), "MD5 (1.2.840.113549.2.5) where SM3 belongs", NULL },
	{ "digest that is a signature algorithm", DIGEST(SM2_SM3), "where SM3 belongs", NULL },

	{ "sm2", ALG(SM2), NULL, NULL },
	{ "sm2 with sm3", ALG(SM2_SM3), NULL, NULL },
	{ "sm2 with null", ALG("30{" OID_SM2 "05{}}"), NULL, NULL },
	{ "sm2 with parameters", ALG("30{" OID_SM2 "06{2a811ccf5501822d}}"),
	    "digestEncryptionAlgorithm: parameters that are neither", NULL },
	{ "ecdsa", ALG("30{06{2a8648ce3d040302}}"), "ECDSA with SHA-256 (1.2.840.10045.4.3.2)",
	    NULL },
	{ "the curve for an algorithm", ALG("30{06{2a811ccf5501822d}}"),
	    "1.2.156.10197.1.301 where SM2 belongs", NULL },
	{ "a digest for an algorithm", ALG(SM3), "where SM2 belongs", NULL },
	{ "rsa over sm3", ALG(RSA), "RSA over a digest of SM3", NULL },
	{ "rsa with sha-256 over sm3", ALG(RSA_SHA256), "RSA with SHA-256 over a digest of SM3",
	    NULL },
	{ "rsa over sha-256", WITH_SHA256(RSA, "04{aa}"), NULL, NULL },
	{ "rsa with sha-256", WITH_SHA256(RSA_SHA256, "04{" H32 H32 H32 H32 H32 H32 H32 H32 "}"),
	    NULL, NULL },
	{ "rsa with sha-1", WITH_SHA256("30{06{2a864886f70d010105}}", "04{aa}"),
	    "RSA with SHA-1 (1.2.840.113549.1.1.5)", NULL },
	{ "rsa without a value", WITH_SHA256(RSA, "04{}"), "RFC 2315", NULL },

	{ "value of 7 bytes", VALUE("04{30050201010200}"), "encryptedDigest: 7 bytes, not 8 to 72",
	    NULL },
	{ "value of 64 raw bytes", VALUE("04{" H32 H32 "}"), NULL, NULL },
	{ "value of 72 bytes", VALUE("04{" H32 H32 "0102030405060708}"), NULL, NULL },
	{ "value of 73 bytes", VALUE("04{" H32 H32 "010203040506070809}"), "73 bytes, not 8 to 72",
	    NULL },
	{ "value empty", VALUE("04{}"), "0 bytes, not 8 to 72", NULL },
	{ "value as bit string", VALUE("03{003006020101020102}"), "encryptedDigest: tag 0x03", NULL },
	{ "value constructed", VALUE("24{04{3006020101020102}}"), "encryptedDigest: tag 0x24", NULL },
	{ "value missing", VALUE(""), "encryptedDigest: missing", NULL },

	{ "unauthenticated attributes", REST("a1{" ATTR("2a03", "05{}") "}"), NULL,
	    NULL },
	{ "unauthenticated attributes, empty", REST("a1{}"), NULL, NULL },
	{ "unauthenticated attributes that are no der", REST("a1{3080}"), "indefinite length", NULL },
	{ "unauthenticated attributes, primitive", REST("81{05{}}"), "SignerInfo: trailing bytes",
	    NULL },
	{ "unauthenticated attributes twice", REST("a1{}a1{}"), "SignerInfo: trailing bytes (2)",
	    NULL },
	{ "signed attributes at the end", REST(ATTRS), "SignerInfo: trailing bytes", NULL },
};

static void
fields(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, name = { 0 };
	struct eci_cms cms;

	unit_case("fields of the signer");
	cms_build(ctx, REST("a1{}"), &b);
	cms_build(ctx, NAME_CA, &name);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK_MEM(cms.issuer.ptr, cms.issuer.len, name.ptr, name.len);
	CHECK_MEM(cms.serial.ptr, cms.serial.len, "\x07", 1);
	CHECK_INT(eci_cms_oid_of(cms.digest_alg), ECI_CMS_OID_SM3);
	CHECK_INT(eci_cms_oid_of(cms.sig_alg), ECI_CMS_OID_SM2);
	CHECK_MEM(cms.sig.ptr, cms.sig.len, "\x30\x06\x02\x01\x01\x02\x01\x02", 8);
	CHECK(cms.has_unsigned);
	CHECK_INT(cms.notes.n, 0);
	eci_cms_free(&cms);

	unit_case("no unauthenticated attributes");
	cms_build(ctx, CMS, &b);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK(!cms.has_unsigned);
	eci_cms_free(&cms);
	eci_buf_free(&b);
	eci_buf_free(&name);
}

static void
rsa_sizes(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	char *text;
	size_t i;

	for (i = 0; i < 2; i++) {
		unit_case("rsa value of %zu bytes", 1024 + i);
		text = cms_repeat(WITH_SHA256(RSA, "04{*}"), "aa", 1024 + i);
		cms_build(ctx, text, &b);
		CHECK_ERR(ctx, cms_try(ctx, b.ptr, b.len), i == 0 ? ECERT_OK : ECERT_E_SES);
		free(text);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	cms_rows(rows, ECI_COUNT(rows));
	fields();
	rsa_sizes();
	return unit_end();
}
