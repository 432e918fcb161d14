/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_pub.c - public keys: SM2 (GB/T 32918) and RSA, and SM2's Z. */
#include <limits.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "crypto/crypto_priv.h"

bool
eci_is_oid(struct eci_bytes oid, const char *der, size_t n)
{
	return oid.len == n && memcmp(oid.ptr, der, n) == 0;
}

/* d NULL: a public key.  OpenSSL checks that the point is on the curve. */
EVP_PKEY *
eci_sm2_pkey(const uint8_t point[ECI_SM2_POINT_LEN], BIGNUM *d)
{
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *pctx = NULL;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *pkey = NULL;

	if (bld == NULL ||
	    OSSL_PARAM_BLD_push_utf8_string(bld, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) != 1 ||
	    OSSL_PARAM_BLD_push_octet_string(bld, OSSL_PKEY_PARAM_PUB_KEY, point,
	        ECI_SM2_POINT_LEN) != 1)
		goto out;
	if (d != NULL && OSSL_PARAM_BLD_push_BN_pad(bld, OSSL_PKEY_PARAM_PRIV_KEY, d, 32) != 1)
		goto out;
	if ((params = OSSL_PARAM_BLD_to_param(bld)) == NULL ||
	    (pctx = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL)) == NULL ||
	    EVP_PKEY_fromdata_init(pctx) != 1 ||
	    EVP_PKEY_fromdata(pctx, &pkey, d ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
	        params) != 1)
		pkey = NULL;
out:
	EVP_PKEY_CTX_free(pctx);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(bld);
	return pkey;
}

/* GB/T 32918.2 5.5: SM3(ENTL || ID || a || b || xG || yG || xA || yA). */
ecert_err
eci_sm2_z(ecert_ctx *ctx, const uint8_t point[ECI_SM2_POINT_LEN], const char *id,
    uint8_t z[ECI_SM3_LEN])
{
	static const uint8_t curve[128] = {
	    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfc,
	    0x28, 0xe9, 0xfa, 0x9e, 0x9d, 0x9f, 0x5e, 0x34, 0x4d, 0x5a, 0x9e, 0x4b, 0xcf, 0x65, 0x09, 0xa7,
	    0xf3, 0x97, 0x89, 0xf5, 0x15, 0xab, 0x8f, 0x92, 0xdd, 0xbc, 0xbd, 0x41, 0x4d, 0x94, 0x0e, 0x93,
	    0x32, 0xc4, 0xae, 0x2c, 0x1f, 0x19, 0x81, 0x19, 0x5f, 0x99, 0x04, 0x46, 0x6a, 0x39, 0xc9, 0x94,
	    0x8f, 0xe3, 0x0b, 0xbf, 0xf2, 0x66, 0x0b, 0xe1, 0x71, 0x5a, 0x45, 0x89, 0x33, 0x4c, 0x74, 0xc7,
	    0xbc, 0x37, 0x36, 0xa2, 0xf4, 0xf6, 0x77, 0x9c, 0x59, 0xbd, 0xce, 0xe3, 0x6b, 0x69, 0x21, 0x53,
	    0xd0, 0xa9, 0x87, 0x7c, 0xc6, 0x2a, 0x47, 0x40, 0x02, 0xdf, 0x32, 0xe5, 0x21, 0x39, 0xf0, 0xa0,
	};
	uint8_t in[2 + 64 + sizeof(curve) + 64];
	size_t n = strlen(id), bits = n * 8;

	if (n > 64)
		return eci_fail(ctx, ECERT_E_INTERNAL, "SM2 ID of %zu bytes", n);
	in[0] = (uint8_t)(bits >> 8);
	in[1] = (uint8_t)bits;
	memcpy(in + 2, id, n);
	memcpy(in + 2 + n, curve, sizeof(curve));
	memcpy(in + 2 + n + sizeof(curve), point + 1, 64);
	return eci_sm3(ctx, in, 2 + n + sizeof(curve) + 64, z);
}

/* z and, where messages begin like it, the beginning of msg, its first *done bytes. */
static bool
begin(ecert_ctx *ctx, EVP_MD_CTX *mctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    size_t *done)
{
	if (eci_begun_find(ctx, z, msg, mctx, done))
		return true;
	*done = eci_begun_worth(eci_lately_common(ctx, z, msg));
	if (EVP_DigestInit_ex(mctx, EVP_sm3(), NULL) != 1 ||
	    EVP_DigestUpdate(mctx, z, ECI_SM3_LEN) != 1 ||
	    (*done > 0 && EVP_DigestUpdate(mctx, msg.ptr, *done) != 1))
		return false;
	if (*done > 0)
		eci_begun_keep(ctx, z, (struct eci_bytes){ msg.ptr, *done }, mctx);
	return true;
}

ecert_err
eci_sm2_e(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    uint8_t e[ECI_SM3_LEN])
{
	EVP_MD_CTX *mctx;
	size_t done = 0;
	ecert_err err = ECERT_OK;

	if (eci_lately_e(ctx, z, msg, e))
		return ECERT_OK;
	eci_ossl_enter();
	if ((mctx = EVP_MD_CTX_new()) == NULL || !begin(ctx, mctx, z, msg, &done) ||
	    (msg.len > done && EVP_DigestUpdate(mctx, msg.ptr + done, msg.len - done) != 1) ||
	    EVP_DigestFinal_ex(mctx, e, NULL) != 1)
		err = eci_ossl_fail(ctx, "SM3");
	EVP_MD_CTX_free(mctx);
	eci_ossl_leave();
	if (err == ECERT_OK)
		eci_lately_keep_e(ctx, z, msg, e);
	return err;
}

/* Only the uncompressed form: GM/T 0009-2012 7.1. */
static ecert_err
load_sm2(ecert_ctx *ctx, struct eci_bytes point, struct eci_pub *out)
{
	ecert_err e;

	out->sm2 = true;
	if (point.len != ECI_SM2_POINT_LEN || point.ptr[0] != 4)
		return ECERT_OK;
	memcpy(out->point, point.ptr, ECI_SM2_POINT_LEN);
	out->pkey = eci_sm2_pkey(out->point, NULL);
	out->ok = out->pkey != NULL;
	if (!out->ok && (e = eci_ossl_key_bad(ctx, "SM2 key")) != ECERT_OK)
		return e;
	return eci_sm2_z(ctx, out->point, ECI_SM2_ID, out->z);
}

static EVP_PKEY *
rsa_pkey(struct eci_bytes n, struct eci_bytes exp)
{
	BIGNUM *bn = BN_bin2bn(n.ptr, (int)n.len, NULL);
	BIGNUM *be = BN_bin2bn(exp.ptr, (int)exp.len, NULL);
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *pctx = NULL;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *pkey = NULL;

	if (bn == NULL || be == NULL || bld == NULL ||
	    OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_N, bn) != 1 ||
	    OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_E, be) != 1 ||
	    (params = OSSL_PARAM_BLD_to_param(bld)) == NULL ||
	    (pctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL)) == NULL ||
	    EVP_PKEY_fromdata_init(pctx) != 1 ||
	    EVP_PKEY_fromdata(pctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
		pkey = NULL;
	/* 0 where memory lacked for the answer. */
	if (pkey != NULL && EVP_PKEY_get_bits(pkey) != BN_num_bits(bn)) {
		EVP_PKEY_free(pkey);
		pkey = NULL;
	}
	EVP_PKEY_CTX_free(pctx);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(bld);
	BN_free(be);
	BN_free(bn);
	return pkey;
}

/* Odd, and 3 or more (RFC 8017 3.1): with 1 everything is signed. */
static bool
is_exponent(struct eci_bytes e)
{
	return (e.ptr[e.len - 1] & 1) != 0 && (e.len > 1 || e.ptr[0] >= 3);
}

/*
 * RSAPublicKey, RFC 8017 A.1.1.  Not by d2i_PUBKEY(): when memory lacks, that one
 * says the key is malformed, and takes errors of the application with it.
 */
static ecert_err
load_rsa(ecert_ctx *ctx, const char *where, struct eci_bytes bits, struct eci_pub *out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_CERT_MALFORMED, bits.ptr, bits.len), in;
	struct eci_der_val n, exp;

	if (eci_der_enter(&d, ECI_DER_SEQUENCE, "RSAPublicKey", &in, NULL) != ECERT_OK ||
	    eci_der_done(&d, "RSAPublicKey") != ECERT_OK ||
	    eci_der_get(&in, ECI_DER_INTEGER, "modulus", &n) != ECERT_OK ||
	    eci_der_get(&in, ECI_DER_INTEGER, "publicExponent", &exp) != ECERT_OK ||
	    eci_der_done(&in, "RSAPublicKey") != ECERT_OK ||
	    n.body.len == 0 || exp.body.len == 0 || n.body.len > INT_MAX ||
	    exp.body.len > INT_MAX || n.body.ptr[0] >= 0x80 || exp.body.ptr[0] >= 0x80)
		return ECERT_OK;
	if ((out->pkey = rsa_pkey(n.body, exp.body)) == NULL)
		return eci_ossl_key_bad(ctx, "RSA key");
	out->rsa_bits = EVP_PKEY_get_bits(out->pkey);
	out->ok = out->rsa_bits >= ECI_RSA_MIN_BITS && out->rsa_bits <= ECI_RSA_MAX_BITS &&
	    is_exponent(exp.body);
	return ECERT_OK;
}

ecert_err
eci_pub_load(ecert_ctx *ctx, const char *where, struct eci_bytes spki, struct eci_pub *out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_CERT_MALFORMED, spki.ptr, spki.len);
	struct eci_bytes alg, curve = { 0 }, bits;
	struct eci_der seq, id;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "subjectPublicKeyInfo", &seq, NULL)) != ECERT_OK ||
	    (e = eci_der_enter(&seq, ECI_DER_SEQUENCE, "algorithm", &id, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&id, "algorithm", &alg)) != ECERT_OK)
		return e;
	if (eci_der_peek(&id) == ECI_DER_OID &&
	    (e = eci_der_oid(&id, "namedCurve", &curve)) != ECERT_OK)
		return e;
	if ((e = eci_der_bits(&seq, "subjectPublicKey", &bits)) != ECERT_OK ||
	    (e = eci_der_done(&seq, "subjectPublicKeyInfo")) != ECERT_OK ||
	    (e = eci_sm3(ctx, spki.ptr, spki.len, out->id)) != ECERT_OK)
		return e;
	eci_ossl_enter();
	if (ECI_IS_OID(alg, ECI_OID_EC_KEY) && ECI_IS_OID(curve, ECI_OID_SM2))
		e = load_sm2(ctx, bits, out);
	else if (ECI_IS_OID(alg, ECI_OID_RSA))
		e = load_rsa(ctx, where, bits, out);
	eci_ossl_leave();
	return e;
}

void
eci_pub_free(struct eci_pub *pub)
{
	EVP_PKEY_free(pub->pkey);
	pub->pkey = NULL;
}

static ecert_err
describe(ecert_ctx *ctx, const char *where, struct eci_bytes spki, struct eci_pub_info *out)
{
	struct eci_pub pub;
	ecert_err e;

	if ((e = eci_der_check(ctx, where, ECERT_R_CERT_MALFORMED, spki.ptr, spki.len)) != ECERT_OK)
		return e;
	if ((e = eci_pub_load(ctx, where, spki, &pub)) == ECERT_OK) {
		out->sm2 = pub.sm2;
		out->ok = pub.ok;
		out->rsa_bits = pub.rsa_bits;
		memcpy(out->id, pub.id, sizeof(out->id));
	}
	eci_pub_free(&pub);
	return e;
}

ecert_err
eci_pub_describe(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_pub_info *out)
{
	struct eci_bytes spki = { p, n };
	bool more = true, found = false;
	struct eci_pem pem;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if (eci_is_der(p, n))
		return describe(ctx, where, spki, out);
	if ((e = eci_pem_open(ctx, p, n, &pem)) != ECERT_OK)
		return e;
	while (!found && (e = eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, where, &pem,
	    &more)) == ECERT_OK && more)
		found = strcmp(pem.name, "PUBLIC KEY") == 0;
	spki.ptr = pem.data;
	spki.len = (size_t)pem.len;
	if (e == ECERT_OK)
		e = found ? describe(ctx, where, spki, out) :
		    eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, NULL,
		        "neither a key nor a certificate");
	eci_pem_close(&pem);
	return e;
}
