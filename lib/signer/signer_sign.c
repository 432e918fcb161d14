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

static ecert_err
no_value(ecert_ctx *ctx, const ecert_signer *signer, size_t n)
{
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
	    "the signing device gave no SM2 signature value (%zu bytes)", n);
}

#define REASON_MAX 600

/* The reason is text of a stranger, and may be missing. */
static ecert_err
fn_failed(ecert_ctx *ctx, const ecert_signer *signer, int32_t rc, const uint8_t *why, size_t n)
{
	struct eci_buf text = { 0 };
	ecert_err e;

	if (n == 0 || n > REASON_MAX || memchr(why, 0, n) != NULL ||
	    !eci_utf8_valid((const char *)why, n))
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device failed with %d", (int)rc);
	if ((e = eci_escape(ctx, &text, (const char *)why, n)) == ECERT_OK)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device failed with %d: %s", (int)rc, (const char *)text.ptr);
	eci_buf_free(&text);
	return e;
}

/* A device may take its time: its answer is data from outside. */
static ecert_err
ask_function(ecert_ctx *ctx, const ecert_signer *signer, const struct eci_to_sign *what,
    struct eci_forms *out)
{
	uint8_t value[ECI_VALUE_MAX] = { 0 };
	size_t n = sizeof(value);
	int32_t rc;

	rc = signer->fn(signer->arg, what->alg, what->digest, 32, value, &n);
	if (rc != 0)
		return fn_failed(ctx, signer, rc, value, n);
	if (n > sizeof(value))
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
		    "the signing device gave a value of %zu bytes", n);
	if (what->alg == ECERT_ALG_SM2_SM3) {
		eci_forms_of_value(value, n, out);
		return out->n > 0 ? ECERT_OK : no_value(ctx, signer, n);
	}
	eci_forms_add(value, n, out);
	return ECERT_OK;
}

static ecert_err
ask_key(ecert_ctx *ctx, const ecert_signer *signer, const struct eci_to_sign *what,
    struct eci_forms *out)
{
	struct eci_buf made = { 0 };
	uint8_t value[80];
	size_t n = 0;
	ecert_err e;

	if (what->alg == ECERT_ALG_SM2_SM3) {
		if ((e = eci_key_sign_digest(ctx, signer->key, what->digest, value, &n)) == ECERT_OK)
			eci_forms_add(value, n, out);
		return e;
	}
	if ((e = eci_key_sign_rsa(ctx, signer->key, what->digest, &made)) == ECERT_OK)
		eci_forms_add(made.ptr, made.len, out);
	eci_buf_free(&made);
	return e;
}

static ecert_err
ask(ecert_ctx *ctx, const ecert_signer *signer, const struct eci_to_sign *what,
    struct eci_forms *out)
{
	out->n = 0;
	if (signer->key != NULL)
		return ask_key(ctx, signer, what, out);
	if (signer->fn != NULL)
		return ask_function(ctx, signer, what, out);
	if (signer->ops != NULL)
		return signer->ops->sign(ctx, signer->dev, what, out);
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
	    "there is a certificate only, its key is elsewhere");
}

/*
 * The check costs no more than signing.  It finds a device with another key or
 * another idea of what to hash, and a fault that would give the key away.
 */
static ecert_err
take_good(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg,
    const struct eci_forms *forms, struct eci_buf *sig)
{
	enum eci_sig_alg alg = eci_signer_alg(signer);
	const char *why = "";
	ecert_err e = ECERT_OK;
	bool good = false;
	size_t i;

	for (i = 0; e == ECERT_OK && i < forms->n; i++) {
		struct eci_bytes value = { forms->f[i].v, forms->f[i].len };

		e = eci_sig_verify(ctx, signer->cert, alg, msg, value, NULL, &good);
		if (e == ECERT_OK && good)
			return eci_buf_add(ctx, sig, value.ptr, value.len);
	}
	for (i = 0; e == ECERT_OK && *why == '\0' && i < forms->n; i++)
		e = eci_signer_fault(ctx, signer->cert, msg,
		    (struct eci_bytes){ forms->f[i].v, forms->f[i].len }, &why);
	if (e != ECERT_OK)
		return e;
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(signer->cert), NULL,
	    "the value made does not verify with this certificate%s", why);
}

ecert_err
eci_signer_sign(ecert_ctx *ctx, const ecert_signer *signer, struct eci_bytes msg,
    struct eci_buf *sig)
{
	bool sm2 = eci_signer_alg(signer) == ECI_SIG_SM2_SM3;
	uint8_t digest[ECI_SM3_LEN];
	struct eci_to_sign what = { sm2 ? ECERT_ALG_SM2_SM3 : ECERT_ALG_RSA_SHA256, digest, msg };
	struct eci_forms forms;
	ecert_err e;

	e = sm2 ? eci_sm2_digest(ctx, signer->cert, msg, digest) :
	    eci_sha256(ctx, msg.ptr, msg.len, digest);
	if (e == ECERT_OK)
		e = ask(ctx, signer, &what, &forms);
	if (e == ECERT_OK)
		e = take_good(ctx, signer, msg, &forms, sig);
	return e;
}
