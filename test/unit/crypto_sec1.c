/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"
#include <openssl/bn.h>

/* d of the sample in GM/T 0003.5 annex A. */
#define SAMPLE "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"

static void
test_forms(ecert_ctx *ctx)
{
	struct eci_buf b = vector("pkcs8.pem"), der = { 0 }, pem = { 0 }, p8 = { 0 };
	struct eci_key *key = NULL, *again = NULL;
	uint8_t d[32], want[32];

	unhex(SAMPLE, want);
	CHECK_OK(ctx, eci_key_load(ctx, "t", b.ptr, b.len, NULL, NULL, &key, NULL));
	unit_case("the number of a key");
	CHECK_OK(ctx, eci_key_scalar(ctx, key, d));
	CHECK_MEM(d, 32, want, 32);
	unit_case("SEC1 in DER");
	CHECK_OK(ctx, eci_key_write_sec1(ctx, key, true, &der));
	CHECK_INT(der.len, 121);
	CHECK_MEM(der.ptr + 7, 32, want, 32);
	CHECK_OK(ctx, eci_key_load(ctx, "t", der.ptr, der.len, NULL, NULL, &again, NULL));
	CHECK_MEM(again->point, 65, key->point, 65);
	eci_key_free(again);
	unit_case("SEC1 in PEM");
	CHECK_OK(ctx, eci_key_write_sec1(ctx, key, false, &pem));
	CHECK(strncmp((char *)pem.ptr, "-----BEGIN EC PRIVATE KEY-----\n", 31) == 0);
	CHECK_OK(ctx, eci_key_load(ctx, "t", pem.ptr, pem.len, NULL, NULL, &again, NULL));
	CHECK_MEM(again->point, 65, key->point, 65);
	eci_key_free(again);
	unit_case("PKCS#8 in DER");
	CHECK_OK(ctx, eci_key_write_der(ctx, key, NULL, &p8));
	CHECK_INT(p8.len, 138);
	CHECK_MEM(p8.ptr + 36, 32, want, 32);
	CHECK_OK(ctx, eci_key_load(ctx, "t", p8.ptr, p8.len, NULL, NULL, &again, NULL));
	eci_key_free(again);
	eci_buf_free(&b);
	eci_buf_wipe(&der);
	eci_buf_wipe(&pem);
	eci_buf_wipe(&p8);
	eci_key_free(key);
}

/* Its leading octets are written, too. */
static void
test_small(ecert_ctx *ctx)
{
	struct eci_buf der = { 0 };
	struct eci_key *key = NULL;
	BIGNUM *one = BN_new();
	uint8_t want[32] = { 0 };

	unit_case("a small number");
	want[31] = 1;
	BN_one(one);
	CHECK_OK(ctx, eci_key_from_d(ctx, "t", one, NULL, &key));
	CHECK_OK(ctx, eci_key_write_sec1(ctx, key, true, &der));
	CHECK_MEM(der.ptr + 7, 32, want, 32);
	BN_free(one);
	eci_buf_free(&der);
	eci_key_free(key);
}

static void
test_rsa(ecert_ctx *ctx)
{
	struct eci_buf b = vector("rsa.pem"), out = { 0 };
	struct eci_key *key = NULL;
	uint8_t d[32];

	unit_case("an RSA key has none");
	CHECK_OK(ctx, eci_key_load(ctx, "t", b.ptr, b.len, NULL, NULL, &key, NULL));
	CHECK_ERR(ctx, eci_key_scalar(ctx, key, d), ECERT_E_INTERNAL);
	CHECK_ERR(ctx, eci_key_write_sec1(ctx, key, true, &out), ECERT_E_ARG);
	CHECK_INT(out.len, 0);
	eci_key_free(key);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_forms(ctx);
	test_small(ctx);
	test_rsa(ctx);
	return unit_end();
}
