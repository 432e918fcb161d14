/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypto_help.h"

/* OpenSSL, told the ID, agrees with what we issue. */
static void
test_openssl(ecert_ctx *ctx)
{
	struct party root = issue(ctx, ca("root", -1), NULL), p = issue(ctx, leaf("p"), &root);
	const unsigned char *at = eci_cert_der(p.cert).ptr, *ra = eci_cert_der(root.cert).ptr;
	X509 *x = d2i_X509(NULL, &at, (long)eci_cert_der(p.cert).len);
	X509 *r = d2i_X509(NULL, &ra, (long)eci_cert_der(root.cert).len);
	ASN1_OCTET_STRING *id = ASN1_OCTET_STRING_new();

	unit_case("openssl verifies what is issued");
	CHECK(x != NULL && r != NULL && id != NULL);
	ASN1_OCTET_STRING_set(id, (const unsigned char *)ECI_SM2_ID, 16);
	X509_set0_distinguishing_id(x, id);
	CHECK_INT(X509_verify(x, X509_get0_pubkey(r)), 1);
	CHECK(X509_check_issued(r, x) == X509_V_OK);
	X509_free(x);
	X509_free(r);
	party_free(&root);
	party_free(&p);
}

/* The shortest INTEGER, and never negative. */
static void
test_serials(ecert_ctx *ctx)
{
	static const struct { uint64_t in; const char *text; } rows[] = {
		{ 0, "00" }, { 1, "01" }, { 127, "7F" }, { 128, "80" }, { 255, "FF" }, { 256, "0100" },
		{ UINT64_C(0x8000000000000000), "8000000000000000" },
		{ UINT64_MAX, "FFFFFFFFFFFFFFFF" },
	};
	struct eci_issue what = leaf("serial");
	struct party p;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("serial %s", rows[i].text);
		what.serial = rows[i].in;
		p = issue(ctx, what, NULL);
		CHECK_STR(eci_cert_serial(p.cert), rows[i].text);
		party_free(&p);
	}
}

static void
test_times(ecert_ctx *ctx)
{
	struct eci_issue what = leaf("time");
	struct party p;

	unit_case("the last second of UTCTime, and the next");
	what.until = INT64_C(2524607999);
	p = issue(ctx, what, NULL);
	CHECK_INT(eci_cert_not_after(p.cert), INT64_C(2524607999));
	party_free(&p);
	what.until++;
	p = issue(ctx, what, NULL);
	CHECK_INT(eci_cert_not_after(p.cert), INT64_C(2524608000));
	party_free(&p);
}

static void
test_refused(ecert_ctx *ctx)
{
	struct eci_issue what = leaf("refused");
	struct eci_key *key;
	struct eci_cert *c;

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &key));
	unit_case("an unknown key usage");
	what.usage = "digitalSignature,signing";
	CHECK_ERR(ctx, eci_issue_cert(ctx, &what, key, NULL, NULL, &c), ECERT_E_ARG);
	CHECK(c == NULL);
	unit_case("an unknown extended key usage");
	what = leaf("refused");
	what.ext_usage = "everything";
	CHECK_ERR(ctx, eci_issue_cert(ctx, &what, key, NULL, NULL, &c), ECERT_E_ARG);
	eci_key_free(key);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_openssl(ctx);
	test_serials(ctx);
	test_times(ctx);
	test_refused(ctx);
	return unit_end();
}
