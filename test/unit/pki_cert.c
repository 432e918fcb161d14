/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

struct seen {
	size_t  n;
	char    last[200];
	int64_t until;
};

static void
see(void *arg, const char *subject, const char *serial, int64_t not_before, int64_t not_after)
{
	struct seen *s = arg;

	s->n++;
	snprintf(s->last, sizeof(s->last), "%s", subject);
	CHECK(serial[0] != '\0' && not_before < not_after);
	s->until = not_after;
}

static void
test_each(ecert_ctx *ctx)
{
	struct party a = issue(ctx, leaf("a"), NULL), b = issue(ctx, leaf("b"), NULL);
	struct eci_buf pem = { 0 }, p12 = vector("key-aes.p12"), key = vector("pkcs8.pem");
	struct seen s = { 0 };
	struct asked pass = { "correct", 0 };

	unit_case("two in one file");
	CHECK_OK(ctx, eci_cert_write_pem(ctx, a.cert, &pem));
	CHECK_OK(ctx, eci_cert_write_pem(ctx, b.cert, &pem));
	CHECK_OK(ctx, ecert_cert_each(ctx, pem.ptr, pem.len, NULL, NULL, NULL, see, &s));
	CHECK_INT(s.n, 2);
	CHECK_STR(s.last, "CN=b, O=Unit, C=CN");
	CHECK_INT(s.until, T0 + 365 * DAY);
	unit_case("of PKCS#12");
	s.n = 0;
	CHECK_OK(ctx, ecert_cert_each(ctx, p12.ptr, p12.len, NULL, give, &pass, see, &s));
	CHECK_INT(s.n, 1);
	CHECK_INT(pass.times, 1);
	unit_case("of PKCS#12, the wrong passphrase");
	pass.pass = "wrong";
	CHECK_ERR(ctx, ecert_cert_each(ctx, p12.ptr, p12.len, "x", give, &pass, see, &s),
	    ECERT_E_KEY);
	unit_case("a key is none");
	s.n = 0;
	CHECK_ERR(ctx, ecert_cert_each(ctx, key.ptr, key.len, NULL, NULL, NULL, see, &s),
	    ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_cert_each(ctx, NULL, 0, NULL, NULL, NULL, see, &s), ECERT_E_ARG);
	CHECK_INT(s.n, 0);
	eci_buf_free(&pem);
	eci_buf_free(&p12);
	eci_buf_free(&key);
	party_free(&a);
	party_free(&b);
}

static void
test_write(ecert_ctx *ctx)
{
	struct party a = issue(ctx, leaf("a"), NULL);
	struct eci_bytes der = eci_cert_der(a.cert);
	uint8_t *pem, *out;
	size_t n, m;

	unit_case("DER to PEM and back");
	CHECK_OK(ctx, ecert_cert_write(ctx, der.ptr, der.len, 0, &pem, &n));
	CHECK(strncmp((char *)pem, "-----BEGIN CERTIFICATE-----\n", 28) == 0);
	CHECK_OK(ctx, ecert_cert_write(ctx, pem, n, 1, &out, &m));
	CHECK_MEM(out, m, der.ptr, der.len);
	ecert_free(pem);
	ecert_free(out);
	unit_case("what is none");
	CHECK_ERR(ctx, ecert_cert_write(ctx, (const uint8_t *)"x", 1, 1, &out, &m), ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_cert_write(ctx, NULL, 0, 1, &out, &m), ECERT_E_ARG);
	CHECK(out == NULL && m == 0);
	party_free(&a);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_each(ctx);
	test_write(ctx);
	return unit_end();
}
