/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sign.c - a signature by whoever holds the key. */
#include <string.h>

#include "signer/signer_priv.h"

const struct eci_cert *
eci_signer_cert(const ecert_signer *signer)
{
	return signer->cert;
}

enum eci_sig_alg
eci_signer_alg(const ecert_signer *signer)
{
	return eci_cert_is_sm2(signer->cert) ? ECI_SIG_SM2_SM3 : ECI_SIG_RSA_SHA256;
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

/* The largest value there is: RSA of 16384 bits. */
#define VALUE_MAX 2048

/* A device may take its time: its answer is data from outside. */
static ecert_err
ask_device(ecert_ctx *ctx, const ecert_signer *signer, int32_t alg, const uint8_t digest[32],
    uint8_t value[VALUE_MAX], size_t *n)
{
	int32_t rc;

	*n = VALUE_MAX;
	rc = signer->fn(signer->arg, alg, digest, 32, value, n);
	if (rc != 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device failed with %d", (int)rc);
	if (*n > VALUE_MAX)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device gave a value of %zu bytes", *n);
	return ECERT_OK;
}

/* As DER, whichever form the device has. */
static ecert_err
device_sm2(ecert_ctx *ctx, const ecert_signer *signer, const uint8_t digest[32],
    struct eci_buf *sig)
{
	uint8_t value[VALUE_MAX], raw[64], out[80];
	struct eci_bytes der = { value, 0 };
	size_t n = 0;
	ecert_err e;

	if ((e = ask_device(ctx, signer, ECERT_ALG_SM2_SM3, digest, value, &der.len)) != ECERT_OK)
		return e;
	if (!eci_sm2_sig_decode(der, raw)) {
		if (der.len != sizeof(raw))
			return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert),
			    NULL, "the signing device gave no SM2 signature value (%zu bytes)",
			    der.len);
		memcpy(raw, value, sizeof(raw));
	}
	/* What cannot be encoded is out of range: it would not verify. */
	if (eci_sm2_sig_encode(raw, out, sizeof(out), &n))
		return eci_buf_add(ctx, sig, out, n);
	return ECERT_OK;
}

static ecert_err
sign_sm2(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg, struct eci_buf *sig)
{
	uint8_t digest[ECI_SM3_LEN], value[80];
	size_t n = 0;
	ecert_err e;

	if ((e = eci_sm2_digest(ctx, signer->cert, msg, digest)) != ECERT_OK)
		return e;
	if (signer->key == NULL)
		return device_sm2(ctx, signer, digest, sig);
	if ((e = eci_key_sign_digest(ctx, signer->key, digest, value, &n)) != ECERT_OK)
		return e;
	return eci_buf_add(ctx, sig, value, n);
}

static ecert_err
sign_rsa(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg, struct eci_buf *sig)
{
	uint8_t digest[ECI_SHA256_LEN], value[VALUE_MAX];
	size_t n = 0;
	ecert_err e;

	if ((e = eci_sha256(ctx, msg.ptr, msg.len, digest)) != ECERT_OK)
		return e;
	if (signer->key != NULL)
		return eci_key_sign_rsa(ctx, signer->key, digest, sig);
	if ((e = ask_device(ctx, signer, ECERT_ALG_RSA_SHA256, digest, value, &n)) != ECERT_OK)
		return e;
	return eci_buf_add(ctx, sig, value, n);
}

/*
 * The check costs no more than signing.  It finds a device with another key or
 * another idea of what to hash, and a fault that would give the key away.
 */
ecert_err
eci_signer_sign(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg,
    struct eci_buf *sig)
{
	enum eci_sig_alg alg = eci_signer_alg(signer);
	struct eci_buf made = { 0 };
	struct eci_bytes value;
	bool good = false;
	ecert_err e;

	e = alg == ECI_SIG_SM2_SM3 ? sign_sm2(ctx, signer, msg, &made) :
	    sign_rsa(ctx, signer, msg, &made);
	value.ptr = made.ptr;
	value.len = made.len;
	if (e == ECERT_OK)
		e = eci_sig_verify(ctx, signer->cert, alg, msg, value, NULL, &good);
	if (e == ECERT_OK && !good)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the value made does not verify with this certificate");
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, sig, made.ptr, made.len);
	eci_buf_free(&made);
	return e;
}
