/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_sample(ecert_ctx *ctx)
{
	struct eci_buf b = vector("cert.der"), pem = { 0 };
	struct eci_certs list = { 0 };
	struct eci_cert *c, *again;

	unit_case("what a certificate says");
	CHECK_OK(ctx, eci_cert_load(ctx, "cert.der", b.ptr, b.len, &c));
	CHECK_STR(eci_cert_subject(c), "CN=Annex A key, O=Vectors, C=CN");
	CHECK_STR(eci_cert_issuer(c), "CN=Annex A key, O=Vectors, C=CN");
	CHECK(eci_cert_is_sm2(c) && eci_cert_key_ok(c));
	/* openssl req -x509 makes CA certificates by default. */
	CHECK(eci_cert_is_ca(c));
	CHECK_INT(eci_cert_usage(c), ECI_USAGE_MAY_SIGN);
	CHECK_STR(eci_cert_usage_text(c), "digitalSignature, nonRepudiation");
	CHECK_STR(eci_cert_ext_usage_text(c), "");
	CHECK_INT(eci_cert_not_after(c) - eci_cert_not_before(c), 3650 * DAY);
	CHECK_INT(strlen(eci_cert_serial(c)), 40);
	CHECK_MEM(eci_cert_der(c).ptr, eci_cert_der(c).len, b.ptr, b.len);
	unit_case("pem out and in");
	CHECK_OK(ctx, eci_cert_write_pem(ctx, c, &pem));
	CHECK_OK(ctx, eci_certs_load(ctx, "pem", pem.ptr, pem.len, &list));
	CHECK_INT(list.n, 1);
	CHECK(eci_cert_same(list.v[0], c));
	unit_case("references");
	again = eci_cert_ref(c);
	eci_cert_free(c);
	CHECK(eci_cert_same(again, list.v[0]));
	eci_cert_free(again);
	eci_cert_free(NULL);
	eci_certs_free(&list);
	eci_buf_free(&b);
	eci_buf_free(&pem);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_sample(ctx);
	return unit_end();
}
