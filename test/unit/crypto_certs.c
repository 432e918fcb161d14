/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

#define DER(s) (const uint8_t *)(s), sizeof(s) - 1

/* How other files begin that are DER, and what begins like a certificate. */
static const struct { const uint8_t *p; size_t n; const char *msg; } others[] = {
	{ DER("\x30\x05\x02\x01\x00\x30\x00"), "l: no certificate in it" },    /* PKCS#8 */
	{ DER("\x30\x05\x02\x01\x03\x30\x00"), "l: no certificate in it" },    /* PKCS#12 */
	{ DER("\x30\x06\x30\x04\x30\x02\x16\x00"), "l: no certificate in it" }, /* a seal */
	{ DER("\x30\x02\x30\x00"), "l: no certificate in it" },
	{ DER("\x30\x00"), "l: no certificate in it" },
	{ DER("\x30\x05\x30\x03\x02\x01\x00"), "l: byte 7: signatureAlgorithm: missing" },
	{ DER("\x30\x09\x30"), "l: no certificate in it" },                        /* cut short */
};

static void
test_lists(ecert_ctx *ctx)
{
	size_t i;
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
	unit_case("a failure leaves an empty list with nothing to release");
	CHECK_REASON(ctx, eci_certs_load(ctx, "l", b.ptr, b.len, &l), ECERT_R_CERT_MALFORMED);
	CHECK(l.n == 0 && l.v == NULL);
	unit_case("der that is no certificate");
	for (i = 0; i < ECI_COUNT(others); i++) {
		CHECK_REASON(ctx, eci_certs_load(ctx, "l", others[i].p, others[i].n, &l),
		    ECERT_R_CERT_MALFORMED);
		CHECK_STR(ecert_errmsg(ctx), others[i].msg);
	}
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
