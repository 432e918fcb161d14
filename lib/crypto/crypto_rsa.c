/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_rsa.c - RSA private keys (RFC 8017): GM/T 0031-2014 allows them beside
 * SM2.  The numbers are read here and given to OpenSSL, which computes.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "crypto/crypto_priv.h"

enum { N, E, D, P, Q, DP, DQ, QINV, N_NUMBERS };

static const char *const names[N_NUMBERS] = { OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E,
    OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2,
    OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2,
    OSSL_PKEY_PARAM_RSA_COEFFICIENT1 };

struct numbers {
	BIGNUM *v[N_NUMBERS];
};

static void
free_numbers(struct numbers *n)
{
	size_t i;

	for (i = 0; i < N_NUMBERS; i++)
		BN_clear_free(n->v[i]);
}

/* RSAPrivateKey ::= SEQUENCE { version 0, n, e, d, p, q, dP, dQ, qInv }; version 1
 * has further primes behind them. */
static ecert_err
read_numbers(struct eci_der *d, struct numbers *out)
{
	struct eci_bytes b;
	uint64_t version;
	ecert_err e;
	size_t i;

	if ((e = eci_der_uint(d, "version", 0, &version)) != ECERT_OK)
		return e;
	for (i = 0; i < N_NUMBERS; i++) {
		if ((e = eci_der_integer(d, "RSAPrivateKey", &b)) != ECERT_OK)
			return e;
		if (b.ptr[0] >= 0x80)
			return eci_der_bad(d, "RSAPrivateKey", "a negative number");
		if (b.len > ECI_RSA_MAX_BITS / 8 + 1)
			return eci_der_bad(d, "RSAPrivateKey", "a number of %zu octets", b.len);
		/* The secure heap, where there is one, for all but the public half. */
		if ((out->v[i] = i <= E ? BN_new() : BN_secure_new()) == NULL ||
		    BN_bin2bn(b.ptr, (int)b.len, out->v[i]) == NULL)
			return eci_nomem(d->ctx);
	}
	return eci_der_done(d, "RSAPrivateKey");
}

/* n = p * q.  Whether d is e's as well shows when a value made is checked. */
static ecert_err
check_pair(ecert_ctx *ctx, const char *where, const struct numbers *n)
{
	BN_CTX *bn = BN_CTX_secure_new();
	BIGNUM *product = BN_secure_new();
	ecert_err e = ECERT_OK;

	if (bn == NULL || product == NULL ||
	    BN_mul(product, n->v[P], n->v[Q], bn) != 1)
		e = eci_nomem(ctx);
	else if (BN_cmp(product, n->v[N]) != 0)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		    "the private and the public half in the file do not belong together");
	BN_clear_free(product);
	BN_CTX_free(bn);
	return e;
}

static ecert_err
build(ecert_ctx *ctx, const struct numbers *n, EVP_PKEY **out)
{
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *pctx = NULL;
	OSSL_PARAM *params = NULL;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; bld != NULL && i < N_NUMBERS; i++)
		if (OSSL_PARAM_BLD_push_BN(bld, names[i], n->v[i]) != 1)
			break;
	if (bld == NULL || i < N_NUMBERS || (params = OSSL_PARAM_BLD_to_param(bld)) == NULL ||
	    (pctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL)) == NULL ||
	    EVP_PKEY_fromdata_init(pctx) != 1 ||
	    EVP_PKEY_fromdata(pctx, out, EVP_PKEY_KEYPAIR, params) != 1) {
		*out = NULL;
		e = eci_ossl_fail(ctx, "RSA key");
	}
	EVP_PKEY_CTX_free(pctx);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(bld);
	return e;
}

ecert_err
eci_rsa_key(ecert_ctx *ctx, const char *where, EVP_PKEY *pkey, struct eci_key **out)
{
	int bits = EVP_PKEY_get_bits(pkey);
	struct eci_key *k;

	*out = NULL;
	if (bits < ECI_RSA_MIN_BITS || bits > ECI_RSA_MAX_BITS)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		    "an RSA key of %d bits; taken are %d to %d", bits, ECI_RSA_MIN_BITS,
		    ECI_RSA_MAX_BITS);
	if ((k = calloc(1, sizeof(*k))) == NULL)
		return eci_nomem(ctx);
	if (EVP_PKEY_up_ref(pkey) != 1) {
		free(k);
		return eci_ossl_fail(ctx, "RSA key");
	}
	k->kind = ECI_KEY_RSA;
	k->pkey = pkey;
	*out = k;
	return ECERT_OK;
}

ecert_err
eci_key_pkcs1(ecert_ctx *ctx, const char *where, struct eci_bytes der, struct eci_key **out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_KEY_BAD, der.ptr, der.len), in;
	struct numbers n = { { NULL } };
	EVP_PKEY *pkey = NULL;
	ecert_err e;

	*out = NULL;
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "RSAPrivateKey", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "RSAPrivateKey")) != ECERT_OK)
		return e;
	eci_ossl_enter();
	if ((e = read_numbers(&in, &n)) == ECERT_OK &&
	    (e = check_pair(ctx, where, &n)) == ECERT_OK &&
	    (e = build(ctx, &n, &pkey)) == ECERT_OK)
		e = eci_rsa_key(ctx, where, pkey, out);
	EVP_PKEY_free(pkey);
	free_numbers(&n);
	eci_ossl_leave();
	return e;
}

/* RFC 8017 8.2: RSASSA-PKCS1-v1_5. */
ecert_err
eci_key_sign_rsa(ecert_ctx *ctx, const struct eci_key *key, const uint8_t digest[32],
    struct eci_buf *sig)
{
	size_t n = (size_t)EVP_PKEY_get_size(key->pkey);
	EVP_PKEY_CTX *pctx = NULL;
	ecert_err e;

	if (key->kind != ECI_KEY_RSA)
		return eci_fail(ctx, ECERT_E_INTERNAL, "an RSA value asked of another key");
	if ((e = eci_buf_room(ctx, sig, n)) != ECERT_OK)
		return e;
	eci_ossl_enter();
	if ((pctx = EVP_PKEY_CTX_new_from_pkey(NULL, key->pkey, NULL)) == NULL ||
	    EVP_PKEY_sign_init(pctx) != 1 ||
	    EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PADDING) != 1 ||
	    EVP_PKEY_CTX_set_signature_md(pctx, EVP_sha256()) != 1 ||
	    EVP_PKEY_sign(pctx, sig->ptr + sig->len, &n, digest, ECI_SHA256_LEN) != 1)
		e = eci_ossl_fail(ctx, "RSA signature");
	else
		sig->len += n;
	EVP_PKEY_CTX_free(pctx);
	eci_ossl_leave();
	return e;
}
