/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_new(ecert_ctx *ctx)
{
	struct asked a = { "pass", 0 };
	char *priv, *pub, *json;

	unit_case("a plain key");
	CHECK_OK(ctx, ecert_key_new(ctx, NULL, &priv, &pub));
	CHECK(strncmp(priv, "-----BEGIN PRIVATE KEY-----\n", 28) == 0);
	CHECK(strncmp(pub, "-----BEGIN PUBLIC KEY-----\n", 27) == 0);
	ecert_free(priv);
	ecert_free(pub);
	unit_case("an encrypted key");
	CHECK_OK(ctx, ecert_key_new(ctx, "pass", &priv, &pub));
	CHECK(strncmp(priv, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n", 38) == 0);
	CHECK_OK(ctx, ecert_key_describe(ctx, (uint8_t *)priv, strlen(priv), give, &a, &json));
	ecert_free(json);
	ecert_free(priv);
	ecert_free(pub);
}

static void
test_p12(ecert_ctx *ctx)
{
	struct eci_buf key = vector("pkcs8-aes.pem"), plain = vector("pkcs8.pem");
	struct eci_buf cert = vector("cert.pem"), other = vector("leaf-empty-id.pem");
	struct asked a = { "correct", 0 };
	ecert_signer *s;
	uint8_t *p12;
	size_t n;

	unit_case("p12 of an encrypted key");
	CHECK_OK(ctx, ecert_key_p12(ctx, key.ptr, key.len, cert.ptr, cert.len, "correct", &p12, &n));
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, p12, n, NULL, 0, give, &a, &s));
	ecert_signer_free(s);
	ecert_free(p12);
	unit_case("p12 of a plain key");
	CHECK_OK(ctx, ecert_key_p12(ctx, plain.ptr, plain.len, cert.ptr, cert.len, "correct", &p12, &n));
	ecert_free(p12);
	unit_case("p12 with another key's certificate");
	CHECK_ERR(ctx, ecert_key_p12(ctx, plain.ptr, plain.len, other.ptr, other.len, "correct", &p12,
	    &n), ECERT_E_KEY);
	CHECK(p12 == NULL && n == 0);
	unit_case("p12 without a passphrase");
	CHECK_ERR(ctx, ecert_key_p12(ctx, plain.ptr, plain.len, cert.ptr, cert.len, NULL, &p12, &n),
	    ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_key_p12(ctx, plain.ptr, plain.len, cert.ptr, cert.len, "", &p12, &n),
	    ECERT_E_ARG);
	eci_buf_free(&key);
	eci_buf_free(&plain);
	eci_buf_free(&cert);
	eci_buf_free(&other);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_new(ctx);
	test_p12(ctx);
	return unit_end();
}
