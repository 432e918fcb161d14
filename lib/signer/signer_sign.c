/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sign.c - a signature by whoever holds the key. */
#include <string.h>

#include "signer/signer_priv.h"

const struct eci_cert *
eci_signer_cert(const ecert_signer *signer)
{
	return signer->cert;
}

const uint8_t *
ecert_signer_cert(const ecert_signer *signer, size_t *len)
{
	struct eci_bytes der = eci_cert_der(signer->cert);

	if (len != NULL)
		*len = der.len;
	return der.ptr;
}

const char *
ecert_signer_subject(const ecert_signer *signer)
{
	return eci_cert_subject(signer->cert);
}

int64_t
ecert_signer_not_before(const ecert_signer *signer)
{
	return eci_cert_not_before(signer->cert);
}

int64_t
ecert_signer_not_after(const ecert_signer *signer)
{
	return eci_cert_not_after(signer->cert);
}

/* A device may take its time: its answer is data from outside. */
static ecert_err
ask_device(ecert_ctx *ctx, const ecert_signer *signer, const uint8_t digest[ECI_SM3_LEN],
    uint8_t raw[64])
{
	uint8_t value[256];
	struct eci_bytes der = { value, 0 };
	size_t n = sizeof(value);
	int32_t rc;

	rc = signer->fn(signer->arg, ECERT_ALG_SM2_SM3, digest, ECI_SM3_LEN, value, &n);
	if (rc != 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device failed with %d", (int)rc);
	der.len = n;
	if (n > sizeof(value) || (n != 64 && !eci_sm2_sig_decode(der, raw)))
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device gave no SM2 signature value (%zu bytes)", n);
	if (n == 64 && !eci_sm2_sig_decode(der, raw))
		memcpy(raw, value, 64);
	return ECERT_OK;
}

static ecert_err
raw_value(ecert_ctx *ctx, const ecert_signer *signer, const uint8_t digest[ECI_SM3_LEN],
    uint8_t raw[64])
{
	uint8_t value[80];
	struct eci_bytes der = { value, 0 };
	ecert_err e;

	if (signer->key == NULL)
		return ask_device(ctx, signer, digest, raw);
	if ((e = eci_key_sign_digest(ctx, signer->key, digest, value, &der.len)) != ECERT_OK)
		return e;
	if (!eci_sm2_sig_decode(der, raw))
		return eci_fail(ctx, ECERT_E_CRYPTO, "OpenSSL gave a malformed SM2 value");
	return ECERT_OK;
}

/*
 * The check costs as much as signing.  It finds a device with another key or
 * another idea of what to hash, and a fault that would give the key away.
 */
ecert_err
eci_signer_sign(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg,
    struct eci_buf *sig)
{
	uint8_t digest[ECI_SM3_LEN], raw[64], value[80];
	struct eci_bytes der = { value, 0 };
	bool good = false;
	ecert_err e;

	if ((e = eci_sm2_digest(ctx, signer->cert, msg, digest)) != ECERT_OK ||
	    (e = raw_value(ctx, signer, digest, raw)) != ECERT_OK)
		return e;
	if (eci_sm2_sig_encode(raw, value, sizeof(value), &der.len) &&
	    (e = eci_sig_verify(ctx, signer->cert, ECI_SIG_SM2_SM3, msg, der, NULL, &good)) != ECERT_OK)
		return e;
	if (!good)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the value made does not verify with this certificate");
	return eci_buf_add(ctx, sig, der.ptr, der.len);
}
