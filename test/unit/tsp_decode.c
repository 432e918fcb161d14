/* SPDX-License-Identifier: Apache-2.0 */
/* The envelope of time stamps: token, response, and what neither may be. */
#include "tsp_case.h"

SET(pkcs7, t->outer = O_P7_SIGNED)
SET(enveloped, t->outer = O_GM_ENVELOPED)
SET(version_1, t->version = 1)
SET(version_2, t->version = 2)
SET(info_version_3, t->info_version = 3)
SET(content_data, t->inner = O_GM_DATA)
SET(both_data, t->inner = O_GM_DATA; t->attr_type = O_GM_DATA)
SET(attr_data, t->attr_type = O_GM_DATA)
SET(no_content, t->has_content = false)
SET(no_attrs, t->attrs = false)
SET(no_type, t->order = "sd3")
SET(no_digest, t->order = "ts3")
SET(two_types, t->order = "ttsd3")
SET(two_digests, t->order = "tsdd3")
SET(two_ess, t->order = "tsd33")
SET(no_time, t->order = "td3")
SET(unknown, t->order = "tsdu3")
SET(unsorted, t->order = "d3st")
SET(two_signers, t->two_infos = true)
SET(set_alias, t->set_alg = O_SM3_ALIAS)
SET(set_other, t->set_alg = O_SHA256)
SET(set_sha1, t->set_alg = O_SHA1)
SET(alg_301, t->sig_alg = O_SM2)
SET(alg_ecdsa, t->sig_alg = O_ECDSA)
SET(alg_rsa, t->sig_alg = O_RSA)
SET(digest_sha512, t->digest_alg = O_SHA512; t->set_alg = O_SHA512)
SET(digest_sha1, t->digest_alg = O_SHA1; t->set_alg = O_SHA1)
SET(rsa_256, t->sig_alg = O_RSA_SHA256)
SET(nested, t->unsigned_attrs = BYTES("\x30\x0c\x06\x02\x2a\x03\x31\x06\x0c\x04seen"))

SET(granted, t->status = 0)
SET(with_mods, t->status = 1)
SET(rejected, t->status = 2)
SET(waiting, t->status = 3)
SET(granted_nothing, t->status = 0; t->no_token = true)
SET(rejected_nothing, t->status = 2; t->no_token = true)

static void
put_zero(struct eci_buf *b)
{
	cms_add(b, "\0", 1);
}

static void
put_in(struct eci_buf *b)
{
	cms_add(b, "\x05\x00", 2);
	cms_wrap(b, 0, 0x30);
}

SET(trailing, t->done = put_zero)
SET(trailing_in_response, t->done = put_zero; t->status = 0)
SET(wrapped, t->done = put_in)

static const struct tsp_case cases[] = {
	{ "as gb/t 20520", NULL, T_GOOD, "signedData of GB/T 35275" },
	{ "as rfc 3161", pkcs7, T_GOOD, NULL },
	{ "version 1", version_1, T_GOOD, "version 1, not 3" },
	{ "version 2", version_2, T_READ, "version 2, neither 1 nor 3" },
	{ "version 3 of signerinfo", info_version_3, T_READ, "SignerInfo.version" },
	{ "enveloped", enveloped, T_READ, "signedData" },
	{ "the content is data", content_data, T_READ, NULL },
	{ "content and attribute are data", both_data, T_READ, "no TSTInfo" },
	{ "the attribute says data", attr_data, T_READ, "contentType" },
	{ "no content", no_content, T_READ, "eContent: missing" },
	{ "no attributes", no_attrs, T_READ, "signedAttrs: missing" },
	{ "no contenttype", no_type, T_READ, "no contentType" },
	{ "no messagedigest", no_digest, T_READ, "no messageDigest" },
	{ "contenttype twice", two_types, T_READ, "for the second time" },
	{ "messagedigest twice", two_digests, T_READ, "for the second time" },
	{ "signingcertificate twice", two_ess, T_READ, "for the second time" },
	{ "no signingtime", no_time, T_GOOD, NULL },
	{ "an unknown attribute", unknown, T_GOOD, "signed attribute 1.2.3 is not examined" },
	{ "attributes in another order", unsorted, T_GOOD, "not in the order of DER" },
	{ "two signers", two_signers, T_READ, "more than one SignerInfo" },
	{ "sm3 by its alias among the digests", set_alias, T_GOOD, "1.2.156.10197.1.401.1" },
	{ "another digest among the digests", set_other, T_READ, "digestAlgorithms" },
	{ "sha-1 among the digests", set_sha1, T_READ, "SHA-1" },
	{ "sm2 as 301.1", alg_301, T_GOOD, NULL },
	{ "ecdsa", alg_ecdsa, T_UNSUPPORTED, "ECDSA with SHA-256" },
	{ "rsa over sm3", alg_rsa, T_READ, "RSA over a digest of SM3" },
	{ "digest sha-512", digest_sha512, T_UNSUPPORTED, "SHA-512" },
	{ "digest sha-1", digest_sha1, T_READ, "SHA-1" },
	{ "unsigned attributes", nested, T_GOOD, "unauthenticatedAttributes" },
	{ "in a response", granted, T_GOOD, "in the response it came with" },
	{ "in a response, changed", with_mods, T_GOOD, "in the response it came with" },
	{ "in a response that rejects", rejected, T_READ, "no time stamp was granted" },
	{ "in a response that waits", waiting, T_READ, "no time stamp was granted" },
	{ "a response without a token", granted_nothing, T_READ, "timeStampToken" },
	{ "a rejection", rejected_nothing, T_READ, "2: no time stamp was granted" },
	{ "a byte behind", trailing, T_READ, "trailing" },
	{ "a byte behind, in a response", trailing_in_response, T_READ, NULL },
	{ "in another sequence", wrapped, T_READ, NULL },
};

static const struct tsp_case rsa_cases[] = {
	{ "as rfc 3161", NULL, T_GOOD, NULL },
	{ "rsa with sha-256", rsa_256, T_GOOD, NULL },
	{ "an sm2 value's algorithm", alg_301, T_READ, "SM2 over a digest of SHA-256" },
};

/* What is no token, whatever it begins with. */
static const struct {
	const char *name;
	struct eci_bytes bytes;
} junk[] = {
	{ "nothing", { (const uint8_t *)"", 0 } },
	{ "three bytes", { (const uint8_t *)"\1\2\3", 3 } },
	{ "text", { (const uint8_t *)"<html>", 6 } },
	{ "an empty sequence", { (const uint8_t *)"\x30\x00", 2 } },
	{ "a sequence of an oid", { (const uint8_t *)"\x30\x03\x06\x01\x2a", 5 } },
	{ "a sequence of an integer", { (const uint8_t *)"\x30\x03\x02\x01\x01", 5 } },
	{ "indefinite length", { (const uint8_t *)"\x30\x80\x06\x01\x2a\x00\x00", 7 } },
	{ "a status alone", { (const uint8_t *)"\x30\x05\x30\x03\x02\x01\x00", 7 } },
	{ "a status without a number", { (const uint8_t *)"\x30\x02\x30\x00", 4 } },
	{ "a length of a gibibyte", { (const uint8_t *)"\x30\x84\x40\x00\x00\x00", 6 } },
};

/* Each byte that is missing at the end, each length of a token is refused. */
static void
test_cut(void)
{
	struct eci_buf b = { 0 };
	struct ftoken t;
	size_t n;

	unit_case("every beginning of a token");
	token_base(&t, tsp_sm2, DATA);
	token_make(&t, &b);
	n = b.len;
	for (b.len = 0; b.len < n; b.len++)
		tsp_read(&b, T_READ, NULL);
	eci_buf_free(&b);
}

/* No bit can be changed without notice, but of the certificate's own value, which
 * is judged by its issuer. */
static void
test_flips(void)
{
	struct eci_tsp_token token;
	struct eci_cert *cert = NULL;
	struct eci_bytes der = eci_cert_der(tsp_sm2.cert);
	struct eci_buf b = { 0 };
	struct ftoken t;
	const char *why;
	size_t i, from;
	bool yes, good;

	unit_case("every bit of a token");
	token_base(&t, tsp_sm2, DATA);
	token_make(&t, &b);
	for (from = 0; memcmp(b.ptr + from, der.ptr, der.len) != 0; from++)
		;
	for (i = 0; i < b.len * 8; i++) {
		if (i / 8 >= from && i / 8 < from + der.len)
			continue;
		b.ptr[i / 8] ^= (uint8_t)(1 << i % 8);
		good = yes = false;
		if (eci_tsp_decode(forge.ctx, "w", b.ptr, b.len, &token) == ECERT_OK) {
			CHECK_OK(forge.ctx, eci_tsp_imprints(forge.ctx, &token.info, DATA, &yes));
			if (eci_tsp_signer(forge.ctx, &token, NULL, &cert) == ECERT_OK && cert != NULL)
				CHECK_OK(forge.ctx, eci_tsp_check(forge.ctx, &token, cert, &good, &why));
			eci_cert_free(cert);
			eci_tsp_free(&token);
		}
		/* SM2 as 301.1 and 501, signedData of GM and PKCS#7, version 1 and 3, are
		 * more than one bit apart, but for the version. */
		if (yes && good && (b.ptr[i / 8] != 1 || i % 8 != 1))
			unit_fail(__FILE__, __LINE__, "bit %zu of byte %zu", i % 8, i / 8);
		b.ptr[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	eci_buf_free(&b);
}

static void
test_large(void)
{
	struct eci_buf b = { 0 }, ext = { 0 };
	uint8_t *p = calloc(1, 262145);
	struct ftoken t;

	unit_case("a tstinfo above 16 kib");
	token_base(&t, tsp_sm2, DATA);
	cms_add(&b, p, 16384);
	cms_wrap(&b, 0, 0x04);
	cms_add(&ext, "\x06\x02\x2a\x03", 4);
	cms_add(&ext, b.ptr, b.len);
	cms_wrap(&ext, 0, 0x30);
	cms_wrap(&ext, 0, 0xa1);
	t.tail = forge_bytes(&ext);
	b.len = 0;
	token_make(&t, &b);
	tsp_read(&b, T_READ, "bytes, above 16384");
	eci_buf_free(&ext);
	b.len = 0;
	unit_case("a token above 256 kib");
	memcpy(p, "\x30\x83\x03\xff\xfc", 5);
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, p, 262145));
	tsp_read(&b, T_READ, "262145 bytes, above 262144");
	free(p);
	eci_buf_free(&b);
}

int
main(void)
{
	struct eci_buf b = { 0 };
	size_t i;

	tsp_start();
	tsp_run(cases, ECI_COUNT(cases));
	tsp_run_as(rsa_cases, ECI_COUNT(rsa_cases), &tsp_rsa);
	for (i = 0; i < ECI_COUNT(junk); i++) {
		unit_case("%s", junk[i].name);
		b.len = 0;
		cms_add(&b, junk[i].bytes.ptr, junk[i].bytes.len);
		tsp_read(&b, T_READ, NULL);
	}
	test_cut();
	test_flips();
	test_large();
	eci_buf_free(&b);
	tsp_end();
	return unit_end();
}
