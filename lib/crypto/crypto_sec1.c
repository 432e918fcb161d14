/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_sec1.c - the number d of an SM2 key, and SEC1 (RFC 5915), which is about it
 * alone. */
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>

#include "crypto/crypto_priv.h"

/* Into room of our own: what OpenSSL's shorter way to it uses in between is not wiped. */
ecert_err
eci_pkey_scalar(ecert_ctx *ctx, EVP_PKEY *pkey, BIGNUM **d)
{
	uint8_t raw[32] = { 0 };
	OSSL_PARAM params[] = {
		OSSL_PARAM_BN(OSSL_PKEY_PARAM_PRIV_KEY, raw, sizeof(raw)), OSSL_PARAM_END };
	ecert_err e = ECERT_OK;

	eci_ossl_enter();
	if ((*d = BN_secure_new()) == NULL || EVP_PKEY_get_params(pkey, params) != 1 ||
	    OSSL_PARAM_get_BN(&params[0], d) != 1)
		e = eci_ossl_fail(ctx, "SM2 key");
	eci_wipe(raw, sizeof(raw));
	eci_ossl_leave();
	return e;
}

ecert_err
eci_key_scalar(ecert_ctx *ctx, const struct eci_key *key, uint8_t d[32])
{
	BIGNUM *bn = NULL;
	ecert_err e;

	if (key->kind != ECI_KEY_SM2)
		return eci_fail(ctx, ECERT_E_INTERNAL, "a number asked of another key");
	eci_ossl_enter();
	if ((e = eci_pkey_scalar(ctx, key->pkey, &bn)) == ECERT_OK && BN_bn2binpad(bn, d, 32) != 32)
		e = eci_ossl_fail(ctx, "SM2 key");
	BN_clear_free(bn);
	eci_ossl_leave();
	return e;
}

ecert_err
eci_key_write_sec1(ecert_ctx *ctx, const struct eci_key *key, bool der, struct eci_buf *out)
{
	static const uint8_t head[] = { 0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20 };
	static const uint8_t middle[] = { 0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55,
	    0x01, 0x82, 0x2d, 0xa1, 0x44, 0x03, 0x42, 0x00 };
	uint8_t v[sizeof(head) + 32 + sizeof(middle) + ECI_SM2_POINT_LEN];
	struct eci_bytes b = { v, sizeof(v) };
	ecert_err e;

	if (key->kind != ECI_KEY_SM2)
		return eci_fail(ctx, ECERT_E_ARG, "SEC1 is for SM2 keys; this one is RSA");
	memcpy(v, head, sizeof(head));
	memcpy(v + sizeof(head) + 32, middle, sizeof(middle));
	memcpy(v + sizeof(head) + 32 + sizeof(middle), key->point, ECI_SM2_POINT_LEN);
	if ((e = eci_key_scalar(ctx, key, v + sizeof(head))) == ECERT_OK && der &&
	    (e = eci_buf_room(ctx, out, b.len)) == ECERT_OK)
		e = eci_buf_add(ctx, out, b.ptr, b.len);
	else if (e == ECERT_OK)
		e = eci_pem_write(ctx, "EC PRIVATE KEY", b, out);
	eci_wipe(v, sizeof(v));
	return e;
}
