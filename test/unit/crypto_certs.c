/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_lists(ecert_ctx *ctx)
{
	struct eci_buf cert = vector("cert.pem"), key = vector("pkcs8.pem"), b = { 0 };
	struct eci_certs l = { 0 };

	unit_case("other pem blocks are skipped");
	CHECK_OK(ctx, eci_buf_add(ctx, &b, key.ptr, key.len));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "text in between\n"));
	CHECK_OK(ctx, eci_buf_add(ctx, &b, cert.ptr, cert.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &b, cert.ptr, cert.len));
	CHECK_OK(ctx, eci_certs_load(ctx, "l", b.ptr, b.len, &l));
	CHECK_INT(l.n, 2);
	unit_case("a failure leaves the list as it was");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERT"));
	CHECK_REASON(ctx, eci_certs_load(ctx, "l", b.ptr, b.len, &l), ECERT_R_CERT_MALFORMED);
	CHECK_INT(l.n, 2);
	unit_case("no certificate at all");
	CHECK_REASON(ctx, eci_certs_load(ctx, "l", key.ptr, key.len, &l), ECERT_R_CERT_MALFORMED);
	CHECK_REASON(ctx, eci_certs_load(ctx, "l", key.ptr, 0, &l), ECERT_R_CERT_MALFORMED);
	CHECK_REASON(ctx, eci_certs_load(ctx, "l", NULL, 0, &l), ECERT_R_CERT_MALFORMED);
	eci_certs_free(&l);
	eci_buf_free(&cert);
	eci_buf_free(&key);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_lists(ctx);
	return unit_end();
}
