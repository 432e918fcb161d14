/* SPDX-License-Identifier: Apache-2.0 */
/* cms_cert.c - the signer's certificate among those embedded. */
#include "cms_make.h"

#define EMBEDDED(certs) \
	CMS_OF(GM_SIGNED, SIGNED_OF("02{01}", "31{" SM3 "}", NO_CONTENT, certs, "", "31{" SIGNER "}"))
/* The same issuer and serial, another key. */
#define CERT_TWIN "30{30{02{07}" SM2_SM3 NAME_CA "30{}30{}30{03{0005}}}" SM2_SM3 "03{00bb}}"

#define NONE SIZE_MAX
#define TWO  (SIZE_MAX - 1)

static const struct {
	const char *name, *text;
	size_t      want;
} rows[] = {
	{ "the only one", EMBEDDED("a0{" CERT "}"), 0 },
	{ "the first of two", EMBEDDED("a0{" CERT CERT_8 "}"), 0 },
	{ "the second of two", EMBEDDED("a0{" CERT_8 CERT "}"), 1 },
	{ "no certificates", EMBEDDED(""), NONE },
	{ "an empty set", EMBEDDED("a0{}"), NONE },
	{ "another serial number", EMBEDDED("a0{" CERT_8 "}"), NONE },
	{ "another issuer", EMBEDDED("a0{" CERT_OF("", "02{07}", NAME("42")) "}"), NONE },
	{ "the issuer in another string type", EMBEDDED("a0{" CERT_OF("", "02{07}",
	    "30{31{30{06{550403}13{4341}}}}") "}"), NONE },
	{ "a certificate of version 1", EMBEDDED("a0{" CERT_OF("", "02{07}", NAME_CA) "}"), 0 },
	{ "the same one twice", EMBEDDED("a0{" CERT CERT "}"), TWO },
	{ "two with different keys", EMBEDDED("a0{" CERT CERT_TWIN "}"), TWO },
	{ "two with different keys, the other way round", EMBEDDED("a0{" CERT_TWIN CERT "}"), TWO },
	{ "an empty certificate", EMBEDDED("a0{30{}}"), NONE },
	{ "a certificate of empty sequences", EMBEDDED("a0{30{30{}30{}}}"), NONE },
	{ "a certificate that ends after its serial", EMBEDDED("a0{30{30{02{07}}}}"), NONE },
	{ "a certificate that ends before its issuer", EMBEDDED("a0{30{30{02{07}" SM2_SM3 "}}}"),
	    NONE },
	{ "subject in place of issuer", EMBEDDED("a0{30{30{02{07}" SM2_SM3 "31{}" NAME_CA "}}}"),
	    NONE },
};

static void
embedded(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_cms cms;
	size_t i, index;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		cms_build(ctx, rows[i].text, &b);
		CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
		index = 12345;
		if (rows[i].want == TWO) {
			CHECK_REASON(ctx, eci_cms_signer_cert(ctx, WHERE, R, &cms, &index), R);
			CHECK_STR(ecert_errmsg(ctx), WHERE ": GB/T 35275: certificates: two of "
			    "the signer's issuer and serial number");
			CHECK(index == SIZE_MAX);
		} else {
			CHECK_OK(ctx, eci_cms_signer_cert(ctx, WHERE, R, &cms, &index));
			CHECK(index == rows[i].want);
		}
		eci_cms_free(&cms);
	}
	eci_buf_free(&b);
}

/* A certificate from elsewhere, of which nobody has said that it is DER. */
static void
from_outside(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, cert = { 0 };
	struct eci_bytes bytes;
	struct eci_cms cms;
	size_t n, matched;
	uint8_t *copy;

	cms_build(ctx, CMS, &b);
	cms_build(ctx, CERT, &cert);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	unit_case("the certificate from outside");
	bytes.ptr = cert.ptr;
	bytes.len = cert.len;
	CHECK(eci_cms_names(&cms, bytes));
	unit_case("every truncation of it");
	for (n = 0, matched = 0; n < cert.len; n++) {
		if ((copy = malloc(n > 0 ? n : 1)) == NULL)
			abort();
		memcpy(copy, cert.ptr, n);
		bytes.ptr = copy;
		bytes.len = n;
		matched += eci_cms_names(&cms, bytes);
		free(copy);
	}
	CHECK_INT(matched, 0);
	unit_case("a byte behind it");
	CHECK_OK(ctx, eci_buf_add(ctx, &cert, "", 1));
	bytes.ptr = cert.ptr;
	bytes.len = cert.len;
	CHECK(!eci_cms_names(&cms, bytes));
	unit_case("no bytes");
	bytes.ptr = NULL;
	bytes.len = 0;
	CHECK(!eci_cms_names(&cms, bytes));
	eci_cms_free(&cms);
	eci_buf_free(&b);
	eci_buf_free(&cert);
}

int
main(void)
{
	embedded();
	from_outside();
	return unit_end();
}
