/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/bnerr.h>
#include <openssl/ecerr.h>
#include <openssl/err.h>
#include <openssl/evperr.h>
#include <openssl/rsaerr.h>

#include "crypto_help.h"
#include "crypto/crypto_priv.h"

/* Failures of ours must neither add to nor take from what the application has. */
static void
test_queue(ecert_ctx *ctx)
{
	struct eci_buf bad = vector("bad-p256.pem"), enc = vector("pkcs8-aes.pem");
	struct asked wrong = { "wrong", 0 };
	struct eci_certs certs = { 0 };
	struct eci_key *key;
	int round;

	for (round = 0; round < 2; round++) {
		unit_case("openssl error queue as before: %s", round ? "one error" : "empty");
		ERR_clear_error();
		if (round)
			ERR_raise(ERR_LIB_USER, 77);
		CHECK_ERR(ctx, eci_key_load(ctx, "f", bad.ptr, bad.len, NULL, NULL, &key, NULL),
		    ECERT_E_KEY);
		CHECK_ERR(ctx, eci_key_load(ctx, "f", enc.ptr, enc.len, give, &wrong, &key, NULL),
		    ECERT_E_KEY);
		CHECK_ERR(ctx, eci_certs_load(ctx, "f", (const uint8_t *)
		    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END", 42, &certs), ECERT_E_CERT);
		if (round)
			CHECK_INT(ERR_GET_REASON(ERR_get_error()), 77);
		CHECK_INT(ERR_get_error(), 0);
	}
	eci_buf_free(&bad);
	eci_buf_free(&enc);
}

#define SM2_BAD 101     /* SM2_R_BAD_SIGNATURE, as OpenSSL 3.0.22 prints it */
#define NONE { 0, 0 }

/* What OpenSSL leaves behind, oldest first, and what is made of it. */
static const struct {
	const char *name;
	int         rc;
	bool        silent;
	struct { int lib, reason; } v[3];
	ecert_err   want;
	bool        good;
} verdicts[] = {
	{ "good", 1, true, { NONE }, ECERT_OK, true },
	{ "good, with something else said", 1, true, { { ERR_LIB_EC, ERR_R_EC_LIB } }, ECERT_OK, true },
	{ "good, but memory lacked", 1, true, { { ERR_LIB_EVP, ERR_R_MALLOC_FAILURE } },
	    ECERT_E_NOMEM, false },
	{ "sm2: another value", 0, true, { NONE }, ECERT_OK, false },
	{ "rsa: no reason", 0, false, { NONE }, ECERT_E_CRYPTO, false },
	{ "sm2: r + s = n", 0, true, { { ERR_LIB_SM2, SM2_BAD } }, ECERT_OK, false },
	{ "sm2: infinity", 0, true, { { ERR_LIB_EC, EC_R_POINT_AT_INFINITY },
	    { ERR_LIB_SM2, ERR_R_EC_LIB } }, ECERT_OK, false },
	{ "sm2: no cause", 0, true, { { ERR_LIB_SM2, ERR_R_EC_LIB } }, ECERT_E_CRYPTO, false },
	{ "sm2: internal", 0, true, { { ERR_LIB_SM2, ERR_R_INTERNAL_ERROR } }, ECERT_E_CRYPTO, false },
	{ "memory first", 0, true, { { ERR_LIB_BN, ERR_R_MALLOC_FAILURE },
	    { ERR_LIB_EC, ERR_R_BN_LIB }, { ERR_LIB_SM2, ERR_R_EC_LIB } }, ECERT_E_NOMEM, false },
	{ "memory between", 0, true, { { ERR_LIB_EC, EC_R_POINT_AT_INFINITY },
	    { ERR_LIB_ASN1, ERR_R_MALLOC_FAILURE }, { ERR_LIB_SM2, SM2_BAD } },
	    ECERT_E_NOMEM, false },
	{ "memory last", 0, true, { { ERR_LIB_SM2, SM2_BAD }, { ERR_LIB_SM2, ERR_R_MALLOC_FAILURE } },
	    ECERT_E_NOMEM, false },
	{ "minus one", -1, true, { NONE }, ECERT_E_CRYPTO, false },
	{ "minus one, bad signature", -1, true, { { ERR_LIB_SM2, SM2_BAD } }, ECERT_E_CRYPTO, false },
	{ "minus one, memory", -1, true, { { ERR_LIB_SM2, ERR_R_MALLOC_FAILURE } },
	    ECERT_E_NOMEM, false },
	{ "two", 2, true, { NONE }, ECERT_E_CRYPTO, false },
	{ "rsa: bad signature", 0, false, { { ERR_LIB_RSA, RSA_R_BAD_SIGNATURE },
	    { ERR_LIB_PROV, ERR_R_RSA_LIB } }, ECERT_OK, false },
	{ "rsa: wrong length", 0, false, { { ERR_LIB_RSA, RSA_R_WRONG_SIGNATURE_LENGTH },
	    { ERR_LIB_PROV, ERR_R_RSA_LIB } }, ECERT_OK, false },
	{ "rsa: padding", 0, false, { { ERR_LIB_RSA, RSA_R_INVALID_PADDING },
	    { ERR_LIB_RSA, RSA_R_PADDING_CHECK_FAILED }, { ERR_LIB_PROV, ERR_R_RSA_LIB } },
	    ECERT_OK, false },
	{ "rsa: even modulus", 0, false, { { ERR_LIB_BN, BN_R_NO_INVERSE },
	    { ERR_LIB_PROV, ERR_R_RSA_LIB } }, ECERT_OK, false },
	{ "rsa: numbers", 0, false, { { ERR_LIB_RSA, ERR_R_BN_LIB }, { ERR_LIB_PROV, ERR_R_RSA_LIB } },
	    ECERT_E_CRYPTO, false },
	{ "evp", 0, false, { { ERR_LIB_EVP, EVP_R_INITIALIZATION_ERROR } }, ECERT_E_CRYPTO, false },
};

/* The application's: none; two with a mark between; its own lack of memory. */
static void
fill(int round)
{
	ERR_clear_error();
	if (round == 0)
		return;
	ERR_raise(ERR_LIB_USER, 77);
	ERR_set_mark();
	ERR_raise_data(ERR_LIB_USER, round == 1 ? 78 : ERR_R_MALLOC_FAILURE, "%s", "kept");
}

static void
check_filled(int round)
{
	const char *data = "";
	unsigned long code = ERR_peek_last_error_data(&data, NULL);

	if (round != 0) {
		CHECK_INT(ERR_GET_REASON(code), round == 1 ? 78 : ERR_R_MALLOC_FAILURE);
		CHECK_STR(data, "kept");
		CHECK_INT(ERR_pop_to_mark(), 1);
		CHECK_INT(ERR_GET_REASON(ERR_get_error()), 77);
	}
	CHECK_INT(ERR_get_error(), 0);
}

static void
test_verdicts(ecert_ctx *ctx)
{
	bool good;
	size_t i, k;
	int round;

	for (i = 0; i < ECI_COUNT(verdicts); i++) {
		unit_case("verdict: %s", verdicts[i].name);
		for (round = 0; round < 3; round++) {
			fill(round);
			eci_ossl_enter();
			for (k = 0; k < 3 && verdicts[i].v[k].lib != 0; k++)
				ERR_raise(verdicts[i].v[k].lib, verdicts[i].v[k].reason);
			CHECK_INT(eci_ossl_silent(), k == 0);
			CHECK_INT(eci_ossl_oom(), verdicts[i].want == ECERT_E_NOMEM);
			good = true;
			CHECK_ERR(ctx, eci_ossl_verdict(ctx, "t", verdicts[i].rc,
			    verdicts[i].silent, &good), verdicts[i].want);
			CHECK_INT(good, verdicts[i].good);
			eci_ossl_leave();
			check_filled(round);
		}
	}
}

static void
test_key_bad(ecert_ctx *ctx)
{
	static const struct { int lib, reason; ecert_err want; } rows[] = {
		{ ERR_LIB_EC, EC_R_POINT_IS_NOT_ON_CURVE, ECERT_OK },
		{ ERR_LIB_EC, EC_R_INVALID_ENCODING, ECERT_OK },
		{ ERR_LIB_EC, EC_R_UNKNOWN_GROUP, ECERT_E_CRYPTO },
		{ ERR_LIB_EC, ERR_R_MALLOC_FAILURE, ECERT_E_NOMEM },
		{ 0, 0, ECERT_E_CRYPTO },
	};
	size_t i;
	int round;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("no key: library %d, reason %d", rows[i].lib, rows[i].reason);
		for (round = 0; round < 3; round++) {
			fill(round);
			eci_ossl_enter();
			if (rows[i].lib != 0)
				ERR_raise(rows[i].lib, rows[i].reason);
			CHECK_ERR(ctx, eci_ossl_key_bad(ctx, "t"), rows[i].want);
			eci_ossl_leave();
			check_filled(round);
		}
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_queue(ctx);
	test_verdicts(ctx);
	test_key_bad(ctx);
	unit_case("version");
	CHECK(strncmp(eci_crypto_version(), "OpenSSL 3.", 10) == 0);
	return unit_end();
}
