/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_keyder.c - the structures private keys come in: SEC1 ECPrivateKey
 * (RFC 5915), PKCS#8 (RFC 5958) plain and encrypted.  Read here rather than by
 * OpenSSL's decoders, which guess; so a key of another kind is named as such.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <openssl/pkcs12.h>

#include "crypto/crypto_priv.h"

static ecert_err
not_ours(ecert_ctx *ctx, const char *where, const char *what)
{
	return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "neither an SM2 nor an RSA key: %s",
	    what);
}

/* P = d * G. */
static bool
point_of(const BIGNUM *d, uint8_t out[ECI_SM2_POINT_LEN])
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
	EC_POINT *point = NULL;
	bool ok;

	ok = group != NULL && (point = EC_POINT_new(group)) != NULL &&
	    EC_POINT_mul(group, point, d, NULL, NULL, NULL) == 1 &&
	    EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out,
	        ECI_SM2_POINT_LEN, NULL) == ECI_SM2_POINT_LEN;
	EC_POINT_free(point);
	EC_GROUP_free(group);
	return ok;
}

/* GB/T 32918.1: d in 1..n-2, for 1 + d has to have an inverse. */
static bool
in_range(const BIGNUM *d)
{
	static const uint8_t max[32] = {
	    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	    0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x21,
	};
	uint8_t v[32];
	bool ok;

	ok = !BN_is_zero(d) && !BN_is_negative(d) && BN_bn2binpad(d, v, sizeof(v)) == sizeof(v) &&
	    memcmp(v, max, sizeof(v)) <= 0;
	eci_wipe(v, sizeof(v));
	return ok;
}

ecert_err
eci_key_from_d(ecert_ctx *ctx, const char *where, const BIGNUM *d, const struct eci_bytes *point,
    struct eci_key **out)
{
	BIGNUM *copy = NULL;
	struct eci_key *k;
	ecert_err e = ECERT_OK;

	*out = NULL;
	if ((k = calloc(1, sizeof(*k))) == NULL)
		return eci_nomem(ctx);
	eci_ossl_enter();
	if (!in_range(d)) {
		e = eci_reject(ctx, ECERT_R_KEY_BAD, where, "GB/T 32918.1", "the key is out of range");
		goto out;
	}
	/* OpenSSL keeps numbers so marked in its secure heap, where there is one,
	 * and works on them in constant time. */
	if ((copy = BN_secure_new()) == NULL || BN_copy(copy, d) == NULL) {
		e = eci_nomem(ctx);
		goto out;
	}
	BN_set_flags(copy, BN_FLG_CONSTTIME);
	if (!point_of(copy, k->point)) {
		e = eci_ossl_fail(ctx, "SM2 key");
		goto out;
	}
	if (point != NULL && (point->len != sizeof(k->point) ||
	    memcmp(point->ptr, k->point, sizeof(k->point)) != 0)) {
		e = eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		    "the private and the public half in the file do not belong together");
		goto out;
	}
	if ((k->pkey = eci_sm2_pkey(k->point, copy)) == NULL) {
		e = eci_ossl_fail(ctx, "SM2 key");
		goto out;
	}
	*out = k;
	k = NULL;
out:
	BN_clear_free(copy);
	eci_key_free(k);
	eci_ossl_leave();
	return e;
}

/* [0] parameters and [1] publicKey of ECPrivateKey. */
static ecert_err
sec1_tail(struct eci_der *in, bool *named, struct eci_bytes *point)
{
	struct eci_bytes curve;
	struct eci_der sub;
	ecert_err e;

	if (eci_der_peek(in) == ECI_DER_CTX0) {
		if ((e = eci_der_enter(in, ECI_DER_CTX0, "parameters", &sub, NULL)) != ECERT_OK)
			return e;
		if (eci_der_peek(&sub) != ECI_DER_OID)
			return not_ours(in->ctx, in->where, "its curve is written out, not named");
		if ((e = eci_der_oid(&sub, "namedCurve", &curve)) != ECERT_OK)
			return e;
		if (!ECI_IS_OID(curve, ECI_OID_SM2))
			return not_ours(in->ctx, in->where, "it is on another curve");
		*named = true;
	}
	if (eci_der_peek(in) == ECI_DER_CTX1) {
		if ((e = eci_der_enter(in, ECI_DER_CTX1, "publicKey", &sub, NULL)) != ECERT_OK ||
		    (e = eci_der_bits(&sub, "publicKey", point)) != ECERT_OK)
			return e;
	}
	return eci_der_done(in, "ECPrivateKey");
}

ecert_err
eci_key_sec1(ecert_ctx *ctx, const char *where, struct eci_bytes der, bool named,
    struct eci_key **out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_KEY_BAD, der.ptr, der.len), in;
	struct eci_bytes point = { 0 };
	struct eci_der_val octets;
	BIGNUM *bn = NULL;
	uint64_t version;
	ecert_err e;

	*out = NULL;
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "ECPrivateKey", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "ECPrivateKey")) != ECERT_OK ||
	    (e = eci_der_uint(&in, "version", 1, &version)) != ECERT_OK)
		return e;
	if ((e = eci_der_get(&in, ECI_DER_OCTET_STRING, "privateKey", &octets)) != ECERT_OK ||
	    (e = sec1_tail(&in, &named, &point)) != ECERT_OK)
		return e;
	if (!named)
		return not_ours(ctx, where, "it names no curve");
	if (octets.body.len == 0 || octets.body.len > 64)
		return eci_der_bad(&in, "privateKey", "%zu octets", octets.body.len);
	eci_ossl_enter();
	if ((bn = BN_secure_new()) == NULL ||
	    BN_bin2bn(octets.body.ptr, (int)octets.body.len, bn) == NULL)
		e = eci_nomem(ctx);
	else
		e = eci_key_from_d(ctx, where, bn, point.len != 0 ? &point : NULL, out);
	BN_clear_free(bn);
	eci_ossl_leave();
	return e;
}

/*
 * The algorithm of an RSA key is rsaEncryption; of an SM2 key it is id-ecPublicKey
 * with the curve, or (OpenSSL 3.1 and later) the curve's OID itself.
 */
static ecert_err
pkcs8_algorithm(struct eci_der *d, enum eci_key_kind *kind)
{
	struct eci_bytes alg, curve = { 0 };
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "privateKeyAlgorithm", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&in, "algorithm", &alg)) != ECERT_OK)
		return e;
	if (ECI_IS_OID(alg, ECI_OID_SM2) && eci_der_peek(&in) != ECI_DER_OID)
		return ECERT_OK;
	if (ECI_IS_OID(alg, ECI_OID_RSA)) {
		*kind = ECI_KEY_RSA;
		return ECERT_OK;
	}
	if (!ECI_IS_OID(alg, ECI_OID_EC_KEY) && !ECI_IS_OID(alg, ECI_OID_SM2))
		return not_ours(d->ctx, d->where, "it is of another algorithm");
	if (eci_der_peek(&in) != ECI_DER_OID)
		return not_ours(d->ctx, d->where, "its curve is not named");
	if ((e = eci_der_oid(&in, "namedCurve", &curve)) != ECERT_OK)
		return e;
	if (!ECI_IS_OID(curve, ECI_OID_SM2))
		return not_ours(d->ctx, d->where, "it is on another curve");
	return ECERT_OK;
}

ecert_err
eci_key_pkcs8(ecert_ctx *ctx, const char *where, struct eci_bytes der, struct eci_key **out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_KEY_BAD, der.ptr, der.len), in;
	enum eci_key_kind kind = ECI_KEY_SM2;
	struct eci_der_val octets;
	uint64_t version;
	ecert_err e;

	*out = NULL;
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "PrivateKeyInfo", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "PrivateKeyInfo")) != ECERT_OK ||
	    (e = eci_der_uint(&in, "version", 1, &version)) != ECERT_OK ||
	    (e = pkcs8_algorithm(&in, &kind)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_OCTET_STRING, "privateKey", &octets)) != ECERT_OK)
		return e;
	/* attributes [0] and publicKey [1] after it add nothing. */
	if (kind == ECI_KEY_RSA)
		return eci_key_pkcs1(ctx, where, octets.body, out);
	return eci_key_sec1(ctx, where, octets.body, true, out);
}

/*
 * A wrong passphrase shows as bad padding, or (once in 256) as contents that are
 * no SEQUENCE; everything else is a method this OpenSSL lacks.
 */
ecert_err
eci_key_encrypted(ecert_ctx *ctx, const char *where, struct eci_bytes der,
    struct eci_pass *pass, struct eci_key **out)
{
	const unsigned char *p = der.ptr;
	const ASN1_OCTET_STRING *secret;
	struct eci_bytes plain = { 0 };
	unsigned char *data = NULL;
	const X509_ALGOR *alg;
	X509_SIG *box;
	int n = 0;
	ecert_err e;

	*out = NULL;
	eci_ossl_enter();
	box = d2i_X509_SIG(NULL, &p, (long)der.len);
	if (box == NULL || p != der.ptr + der.len) {
		e = eci_ossl_oom() ? eci_nomem(ctx) :
		    eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "no private key in it");
		goto out;
	}
	X509_SIG_get0(box, &alg, &secret);
	if ((e = eci_key_rounds(ctx, where, alg)) != ECERT_OK ||
	    (e = eci_pass_ask(ctx, pass)) != ECERT_OK)
		goto out;
	if (PKCS12_pbe_crypt(alg, pass->buf, pass->len, ASN1_STRING_get0_data(secret),
	    ASN1_STRING_length(secret), &data, &n, 0) == NULL) {
		data = NULL;
		e = eci_ossl_oom() ? eci_nomem(ctx) :
		    ERR_GET_REASON(ERR_peek_last_error()) == PKCS12_R_PKCS12_CIPHERFINAL_ERROR ?
		    eci_pass_wrong(ctx, where) :
		    eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		        "encrypted in a way this OpenSSL does not offer");
		goto out;
	}
	plain.ptr = data;
	plain.len = (size_t)n;
	if (!eci_is_der(plain.ptr, plain.len))
		e = eci_pass_wrong(ctx, where);
	else if ((e = eci_key_pkcs8(ctx, where, plain, out)) == ECERT_OK)
		(*out)->encrypted = pass->len > 0;
out:
	OPENSSL_clear_free(data, (size_t)n);
	X509_SIG_free(box);
	eci_ossl_leave();
	return e;
}
