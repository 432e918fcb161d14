/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_p12.c - PKCS#12 (RFC 7292): a key and its certificate in one file. */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "crypto/crypto_priv.h"

#define ITERATIONS 100000

static ecert_err
take_key(ecert_ctx *ctx, const char *where, EVP_PKEY *pkey, struct eci_key **out)
{
	BIGNUM *d = NULL;
	ecert_err e;

	if (pkey == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "no private key in it");
	if (EVP_PKEY_is_a(pkey, "RSA") == 1) {
		if ((e = eci_rsa_key(ctx, where, pkey, out)) == ECERT_OK)
			(*out)->encrypted = true;
		return e;
	}
	if (EVP_PKEY_is_a(pkey, "SM2") != 1)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "neither an SM2 nor an RSA key");
	if (EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_PRIV_KEY, &d) != 1)
		return eci_ossl_fail(ctx, "PKCS#12");
	if ((e = eci_key_from_d(ctx, where, d, NULL, out)) == ECERT_OK)
		(*out)->encrypted = true;
	BN_clear_free(d);
	return e;
}

/* *cert when x holds key. */
static ecert_err
take_cert(ecert_ctx *ctx, const char *where, X509 *x, const struct eci_key *key,
    struct eci_cert **cert)
{
	unsigned char *der = NULL;
	struct eci_cert *c = NULL;
	int n = i2d_X509(x, &der);
	ecert_err e;

	if (n < 0)
		return eci_ossl_fail(ctx, "PKCS#12");
	e = eci_cert_load(ctx, where, der, (size_t)n, &c);
	OPENSSL_free(der);
	if (e == ECERT_OK && eci_key_matches(key, c)) {
		*cert = c;
		c = NULL;
	}
	eci_cert_free(c);
	return e;
}

/* Files of some authorities lack the mark that ties certificate and key. */
static ecert_err
take_any_cert(ecert_ctx *ctx, const char *where, X509 *marked, STACK_OF(X509) *others,
    const struct eci_key *key, struct eci_cert **cert)
{
	ecert_err e = ECERT_OK;
	int i;

	if (marked != NULL)
		e = take_cert(ctx, where, marked, key, cert);
	for (i = 0; e == ECERT_OK && *cert == NULL && i < sk_X509_num(others); i++)
		e = take_cert(ctx, where, sk_X509_value(others, i), key, cert);
	return e;
}

static ecert_err
not_opened(ecert_ctx *ctx, const char *where)
{
	if (eci_ossl_oom())
		return eci_nomem(ctx);
	if (ERR_GET_REASON(ERR_peek_last_error()) == PKCS12_R_MAC_VERIFY_FAILURE)
		return eci_pass_wrong(ctx, where);
	return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
	    "the PKCS#12 file cannot be opened: malformed, or encrypted in a way this OpenSSL "
	    "does not offer (RC2 of old tools)");
}

/* The passphrase protects the whole file; where none is given, the empty one is
 * tried, which costs less than trying it first each time. */
ecert_err
eci_key_p12(ecert_ctx *ctx, const char *where, struct eci_bytes der, struct eci_pass *pass,
    struct eci_key **key, struct eci_cert **cert)
{
	const unsigned char *p = der.ptr;
	STACK_OF(X509) *others = NULL;
	EVP_PKEY *pkey = NULL;
	X509 *marked = NULL;
	bool asked;
	PKCS12 *p12;
	ecert_err e;

	eci_ossl_enter();
	if ((p12 = d2i_PKCS12(NULL, &p, (long)der.len)) == NULL || p != der.ptr + der.len) {
		e = eci_ossl_oom() ? eci_nomem(ctx) :
		    eci_reject(ctx, ECERT_R_KEY_BAD, where, "RFC 7292", "not a PKCS#12 file");
		goto out;
	}
	if ((e = eci_key_rounds_p12(ctx, where, p12)) != ECERT_OK)
		goto out;
	e = eci_pass_ask(ctx, pass);
	asked = e == ECERT_OK;
	if (PKCS12_parse(p12, asked ? pass->buf : NULL, &pkey, &marked, &others) != 1) {
		pkey = NULL;
		marked = NULL;
		others = NULL;
		e = asked || eci_ossl_oom() ? not_opened(ctx, where) : e;
		goto out;
	}
	if ((e = take_key(ctx, where, pkey, key)) == ECERT_OK)
		e = take_any_cert(ctx, where, marked, others, *key, cert);
out:
	EVP_PKEY_free(pkey);
	X509_free(marked);
	sk_X509_pop_free(others, X509_free);
	PKCS12_free(p12);
	eci_ossl_leave();
	return e;
}

/* The key in PBES2 with SM4-CBC as in PEM; the certificate is public. */
ecert_err
eci_key_write_p12(ecert_ctx *ctx, const struct eci_key *key, const struct eci_cert *cert,
    const char *pass, struct eci_buf *out)
{
	struct eci_bytes from = eci_cert_der(cert);
	const unsigned char *p = from.ptr;
	unsigned char *der = NULL;
	PKCS12 *p12 = NULL;
	X509 *x = NULL;
	int n = -1;
	ecert_err e;

	eci_ossl_enter();
	if ((x = d2i_X509(NULL, &p, (long)from.len)) != NULL &&
	    (p12 = PKCS12_create(pass, NULL, key->pkey, x, NULL, NID_sm4_cbc, -1, ITERATIONS,
	        ITERATIONS, 0)) != NULL)
		n = i2d_PKCS12(p12, &der);
	e = n < 0 ? eci_ossl_fail(ctx, "PKCS#12") : eci_buf_add(ctx, out, der, (size_t)n);
	OPENSSL_free(der);
	PKCS12_free(p12);
	X509_free(x);
	eci_ossl_leave();
	return e;
}
