/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_sig.c - signature values: their form, and whether they are good. */
#include <string.h>

#include <openssl/evp.h>

#include "crypto/crypto_priv.h"

/* Order of the SM2 group, GB/T 32918.5. */
static const uint8_t order[32] = {
	0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x23,
};

enum eci_sig_alg
eci_sig_alg_of(struct eci_bytes oid)
{
	if (ECI_IS_OID(oid, ECI_OID_SM2_SM3))
		return ECI_SIG_SM2_SM3;
	/* 1.2.156.10197.501: a widespread tool left out one arc. */
	if (ECI_IS_OID(oid, "\x2a\x81\x1c\xcf\x55\x83\x75"))
		return ECI_SIG_SM2_SM3;
	if (ECI_IS_OID(oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"))
		return ECI_SIG_RSA_SHA256;
	if (ECI_IS_OID(oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"))
		return ECI_SIG_RSA_SHA1;
	return ECI_SIG_UNKNOWN;
}

const char *
eci_sig_alg_oid(enum eci_sig_alg alg)
{
	switch (alg) {
	case ECI_SIG_SM2_SM3:
		return "1.2.156.10197.1.501";
	case ECI_SIG_RSA_SHA256:
		return "1.2.840.113549.1.1.11";
	default:
		return NULL;
	}
}

/* 1..n-1, GB/T 32918.2 7.1 B1 and B2. */
static bool
in_range(const uint8_t v[32])
{
	static const uint8_t zero[32];

	return memcmp(v, zero, 32) != 0 && memcmp(v, order, 32) < 0;
}

/* r or s, in the shortest form; every octet after it stays in der. */
static bool
get_scalar(struct eci_bytes *der, uint8_t out[32])
{
	const uint8_t *v;
	size_t n;

	if (der->len < 3 || der->ptr[0] != ECI_DER_INTEGER)
		return false;
	v = der->ptr + 2;
	n = der->ptr[1];
	if (n < 1 || n > 33 || n > der->len - 2 || v[0] >= 0x80)
		return false;
	if ((n > 1 && v[0] == 0 && v[1] < 0x80) || (n == 33 && v[0] != 0))
		return false;
	memset(out, 0, 32);
	if (n == 33)
		memcpy(out, v + 1, 32);
	else
		memcpy(out + 32 - n, v, n);
	der->ptr += 2 + n;
	der->len -= 2 + n;
	return in_range(out);
}

bool
eci_sm2_sig_decode(struct eci_bytes der, uint8_t raw[64])
{
	/* At most 2 + 35 + 35 octets: the length has one octet. */
	if (der.len < 8 || der.len > 72 || der.ptr[0] != ECI_DER_SEQUENCE ||
	    der.ptr[1] != der.len - 2)
		return false;
	der.ptr += 2;
	der.len -= 2;
	return get_scalar(&der, raw) && get_scalar(&der, raw + 32) && der.len == 0;
}

static size_t
put_scalar(const uint8_t v[32], uint8_t *out)
{
	size_t skip = 0, pad;

	while (skip < 31 && v[skip] == 0)
		skip++;
	pad = v[skip] >= 0x80;
	out[0] = ECI_DER_INTEGER;
	out[1] = (uint8_t)(32 - skip + pad);
	out[2] = 0;
	memcpy(out + 2 + pad, v + skip, 32 - skip);
	return 2 + pad + 32 - skip;
}

bool
eci_sm2_sig_encode(const uint8_t raw[64], uint8_t *der, size_t cap, size_t *len)
{
	uint8_t out[72];
	size_t n = 2;

	if (!in_range(raw) || !in_range(raw + 32))
		return false;
	n += put_scalar(raw, out + n);
	n += put_scalar(raw + 32, out + n);
	out[0] = ECI_DER_SEQUENCE;
	out[1] = (uint8_t)(n - 2);
	if (n > cap)
		return false;
	memcpy(der, out, n);
	*len = n;
	return true;
}

static ecert_err
verify_sm2(ecert_ctx *ctx, const struct eci_pub *pub, const uint8_t e[32],
    const uint8_t raw[64], bool *good)
{
	struct eci_sm2_triple t;
	EVP_PKEY_CTX *pctx;
	uint8_t der[80];
	size_t n = 0;
	ecert_err err = ECERT_OK;

	if (!eci_sm2_sig_encode(raw, der, sizeof(der), &n))
		return ECERT_OK;
	memcpy(t.point, pub->point, sizeof(t.point));
	memcpy(t.e, e, sizeof(t.e));
	memcpy(t.raw, raw, sizeof(t.raw));
	if (eci_lately_sig(ctx, &t, good))
		return ECERT_OK;
	eci_ossl_enter();
	if ((pctx = EVP_PKEY_CTX_new_from_pkey(NULL, pub->pkey, NULL)) == NULL ||
	    EVP_PKEY_verify_init(pctx) != 1)
		err = eci_ossl_fail(ctx, "SM2 verification");
	else
		err = eci_ossl_verdict(ctx, "SM2 verification",
		    EVP_PKEY_verify(pctx, der, n, e, ECI_SM3_LEN), true, good);
	EVP_PKEY_CTX_free(pctx);
	eci_ossl_leave();
	if (err == ECERT_OK)
		eci_lately_keep_sig(ctx, &t, *good);
	return err;
}

static ecert_err
verify_rsa(ecert_ctx *ctx, const struct eci_pub *pub, struct eci_bytes msg,
    struct eci_bytes sig, bool *good)
{
	EVP_MD_CTX *mctx;
	ecert_err e = ECERT_OK;

	eci_ossl_enter();
	if ((mctx = EVP_MD_CTX_new()) == NULL ||
	    EVP_DigestVerifyInit(mctx, NULL, EVP_sha256(), NULL, pub->pkey) != 1)
		e = eci_ossl_fail(ctx, "RSA verification");
	else
		e = eci_ossl_verdict(ctx, "RSA verification",
		    EVP_DigestVerify(mctx, sig.ptr, sig.len, msg.ptr, msg.len), false,
		    good);
	EVP_MD_CTX_free(mctx);
	eci_ossl_leave();
	return e;
}

/* The value as r || s, from either form. */
static bool
read_sm2(struct eci_bytes sig, uint8_t raw[64], enum eci_sig_form *form)
{
	if (eci_sm2_sig_decode(sig, raw)) {
		*form = ECI_SIG_DER;
		return true;
	}
	if (sig.len != 64)
		return false;
	*form = ECI_SIG_RAW;
	memcpy(raw, sig.ptr, 64);
	return in_range(raw) && in_range(raw + 32);
}

ecert_err
eci_pub_verify(ecert_ctx *ctx, const struct eci_pub *pub, enum eci_sig_alg alg, const char *id,
    struct eci_bytes msg, struct eci_bytes sig, enum eci_sig_form *form, bool *good)
{
	enum eci_sig_form seen = ECI_SIG_DER;
	uint8_t raw[64], z[ECI_SM3_LEN], e[ECI_SM3_LEN];
	ecert_err err;

	*good = false;
	if (form != NULL)
		*form = ECI_SIG_DER;
	if (!pub->ok)
		return ECERT_OK;
	/* An algorithm that does not fit the key, SHA-1 and unknown ones: not good. */
	if (alg == ECI_SIG_RSA_SHA256 && !pub->sm2)
		return verify_rsa(ctx, pub, msg, sig, good);
	if (alg != ECI_SIG_SM2_SM3 || !pub->sm2 || !read_sm2(sig, raw, &seen))
		return ECERT_OK;
	if (form != NULL)
		*form = seen;
	memcpy(z, pub->z, sizeof(z));
	if (strcmp(id, ECI_SM2_ID) != 0 &&
	    (err = eci_sm2_z(ctx, pub->point, id, z)) != ECERT_OK)
		return err;
	if ((err = eci_sm2_e(ctx, z, msg, e)) != ECERT_OK)
		return err;
	return verify_sm2(ctx, pub, e, raw, good);
}

ecert_err
eci_sig_verify(ecert_ctx *ctx, const struct eci_cert *cert, enum eci_sig_alg alg,
    struct eci_bytes msg, struct eci_bytes sig, enum eci_sig_form *form, bool *good)
{
	return eci_pub_verify(ctx, &cert->pub, alg, ECI_SM2_ID, msg, sig, form, good);
}

ecert_err
eci_sig_verify_as(ecert_ctx *ctx, const struct eci_cert *cert, const char *id,
    struct eci_bytes msg, struct eci_bytes sig, bool *good)
{
	enum eci_sig_form form;
	uint8_t raw[64];

	*good = false;
	if (id != NULL)
		return eci_pub_verify(ctx, &cert->pub, ECI_SIG_SM2_SM3, id, msg, sig, NULL, good);
	if (msg.len != ECI_SM3_LEN || !cert->pub.ok || !cert->pub.sm2 ||
	    !read_sm2(sig, raw, &form))
		return ECERT_OK;
	return verify_sm2(ctx, &cert->pub, msg.ptr, raw, good);
}

ecert_err
eci_sm2_digest(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes msg,
    uint8_t e[32])
{
	if (!cert->pub.sm2 || !cert->pub.ok)
		return eci_reject(ctx, ECERT_R_KEY_BAD, NULL, NULL,
		    "the certificate of %s has no usable SM2 key", cert->subject_text);
	return eci_sm2_e(ctx, cert->pub.z, msg, e);
}

const uint8_t *
eci_sm2_z_of(const struct eci_cert *cert)
{
	return cert->pub.sm2 && cert->pub.ok ? cert->pub.z : NULL;
}
