/* SPDX-License-Identifier: Apache-2.0 */
/* fake_key.c - keys, certificates and values of the false devices; see fake_core.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "fake_core.h"
#include "fake_priv.h"
#include "sm2_curve.h"

#define SM2_ID "1234567812345678"

static EVP_PKEY *keys[2];

static EVP_PKEY *
key_of(enum fake_pair pair)
{
	const char *path = fake_var(pair == FAKE_SIGN ? "FAKE_TOKEN_KEY" : "FAKE_TOKEN_ENC_KEY");
	FILE *f;

	if (keys[pair] != NULL || path == NULL || (f = fopen(path, "r")) == NULL)
		return keys[pair];
	keys[pair] = PEM_read_PrivateKey(f, NULL, NULL, NULL);
	fclose(f);
	return keys[pair];
}

void
fake_keys_forget(void)
{
	EVP_PKEY_free(keys[FAKE_SIGN]);
	EVP_PKEY_free(keys[FAKE_ENC]);
	keys[FAKE_SIGN] = keys[FAKE_ENC] = NULL;
}

size_t
fake_cert(const struct fake_call *c, enum fake_pair pair, uint8_t *out, size_t cap)
{
	const char *path;
	X509 *cert;
	FILE *f;
	int n;

	if (fake_fault(c, "cert-absent") != NULL ||
	    (pair == FAKE_SIGN && fake_fault(c, "cert-enc-only") != NULL))
		return 0;
	if (fake_fault(c, "cert-other-key") != NULL)
		pair = pair == FAKE_SIGN ? FAKE_ENC : FAKE_SIGN;
	path = fake_var(pair == FAKE_SIGN ? "FAKE_TOKEN_CERT" : "FAKE_TOKEN_ENC_CERT");
	if (path == NULL || (f = fopen(path, "r")) == NULL)
		return 0;
	cert = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	n = cert != NULL ? i2d_X509(cert, NULL) : 0;
	if (n <= 0 || (size_t)n > cap)
		n = 0;
	else
		i2d_X509(cert, &out);
	X509_free(cert);
	return (size_t)n;
}

static bool
is_sm2(const EVP_PKEY *key)
{
	return key != NULL && EVP_PKEY_is_a(key, "SM2");
}

static bool
point_of(const EVP_PKEY *key, uint8_t point[65])
{
	size_t n = 0;

	return is_sm2(key) && EVP_PKEY_get_octet_string_param(key,
	    OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, point, 65, &n) == 1 && n == 65;
}

bool
fake_point(const struct fake_call *c, enum fake_pair pair, uint8_t xy[64])
{
	EVP_PKEY *other = NULL;
	uint8_t point[65];
	bool good;

	if (fake_fault(c, "pub-enc") != NULL)
		pair = pair == FAKE_SIGN ? FAKE_ENC : FAKE_SIGN;
	if (fake_fault(c, "pub-other") != NULL)
		other = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
	good = point_of(other != NULL ? other : key_of(pair), point);
	EVP_PKEY_free(other);
	memcpy(xy, point + 1, 64);
	return good;
}

size_t
fake_modulus(enum fake_pair pair, uint8_t *out, size_t cap)
{
	EVP_PKEY *key = key_of(pair);
	BIGNUM *n = NULL;
	size_t len = 0;

	if (key != NULL && EVP_PKEY_is_a(key, "RSA") &&
	    EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) == 1 &&
	    (size_t)BN_num_bytes(n) <= cap)
		len = (size_t)BN_bn2bin(n, out);
	BN_free(n);
	return len;
}

/* What a token for other curves would do with the same key: ECDSA, FIPS 186-4 6.4.
 * OpenSSL has none for this curve. */
static bool
sign_ecdsa(EVP_PKEY *key, const uint8_t e[32], uint8_t rs[64])
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
	EC_POINT *point = EC_POINT_new(group);
	const BIGNUM *n = EC_GROUP_get0_order(group);
	BIGNUM *d = NULL, *k = BN_new(), *r = BN_new(), *s = BN_new(), *h = BN_bin2bn(e, 32, NULL);
	BN_CTX *bc = BN_CTX_new();
	bool good;

	good = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &d) == 1 &&
	    BN_priv_rand_range(k, n) == 1 && EC_POINT_mul(group, point, k, NULL, NULL, bc) == 1 &&
	    EC_POINT_get_affine_coordinates(group, point, r, NULL, bc) == 1 &&
	    BN_nnmod(r, r, n, bc) == 1 && BN_mod_mul(s, r, d, n, bc) == 1 &&
	    BN_mod_add(s, s, h, n, bc) == 1 && BN_mod_inverse(k, k, n, bc) != NULL &&
	    BN_mod_mul(s, s, k, n, bc) == 1 && BN_bn2binpad(r, rs, 32) == 32 &&
	    BN_bn2binpad(s, rs + 32, 32) == 32;
	BN_CTX_free(bc);
	BN_free(h);
	BN_free(s);
	BN_free(r);
	BN_clear_free(k);
	BN_clear_free(d);
	EC_POINT_free(point);
	EC_GROUP_free(group);
	return good;
}

static bool
raw_of(const uint8_t *der, size_t n, uint8_t rs[64])
{
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)n);
	bool good;

	if (sig == NULL)
		return false;
	good = BN_bn2binpad(ECDSA_SIG_get0_r(sig), rs, 32) == 32 &&
	    BN_bn2binpad(ECDSA_SIG_get0_s(sig), rs + 32, 32) == 32;
	ECDSA_SIG_free(sig);
	return good;
}

/* An SM2 key signs 32 bytes as they are, without Z. */
static size_t
sign_with(EVP_PKEY *key, const uint8_t *p, size_t n, uint8_t *out, size_t cap)
{
	EVP_PKEY_CTX *kc = key != NULL ? EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL) : NULL;

	if (kc == NULL || EVP_PKEY_sign_init(kc) != 1 || EVP_PKEY_sign(kc, out, &cap, p, n) != 1)
		cap = 0;
	EVP_PKEY_CTX_free(kc);
	return cap;
}

/* What is wrong with a value that was right. */
static void
spoil(const struct fake_call *c, uint8_t rs[64])
{
	uint8_t copy[64];
	size_t i;

	memcpy(copy, rs, 64);
	if (fake_fault(c, "sig-zero") != NULL)
		memset(rs, 0, 64);
	if (fake_fault(c, "sig-r-zero") != NULL)
		memset(rs, 0, 32);
	if (fake_fault(c, "sig-s-zero") != NULL)
		memset(rs + 32, 0, 32);
	if (fake_fault(c, "sig-r-ge-n") != NULL)
		memset(rs, 0xff, 32);
	if (fake_fault(c, "sig-corrupt") != NULL)
		rs[40] ^= 0x10;
	if (fake_fault(c, "sig-swapped") != NULL) {
		memcpy(rs, copy + 32, 32);
		memcpy(rs + 32, copy, 32);
	}
	for (i = 0; i < 32 && fake_fault(c, "sig-little-endian") != NULL; i++) {
		rs[i] = copy[31 - i];
		rs[32 + i] = copy[63 - i];
	}
}

bool
fake_sm2_sign(const struct fake_call *c, const uint8_t *e, size_t n, uint8_t rs[64])
{
	EVP_PKEY *key = key_of(fake_fault(c, "sig-by-enc-key") != NULL ? FAKE_ENC : FAKE_SIGN);
	uint8_t der[200], what[32];
	size_t len = 0;

	if (!is_sm2(key) || n != sizeof(what))
		return false;
	memcpy(what, e, n);
	if (fake_fault(c, "sig-hash-again") != NULL)
		EVP_Q_digest(NULL, "SM3", NULL, e, n, what, NULL);
	/* The digest of the message without Z cannot be known here: it is another. */
	if (fake_fault(c, "sig-no-z") != NULL)
		EVP_Q_digest(NULL, "SM3", NULL, "without Z", 9, what, NULL);
	if (fake_fault(c, "sig-ecdsa") != NULL)
		return sign_ecdsa(key, what, rs);
	len = sign_with(key, what, sizeof(what), der, sizeof(der));
	if (len == 0 || !raw_of(der, len, rs))
		return false;
	spoil(c, rs);
	return true;
}

size_t
fake_rsa_sign(const struct fake_call *c, const uint8_t *info, size_t n, uint8_t *out, size_t cap)
{
	EVP_PKEY *key = key_of(fake_fault(c, "sig-by-enc-key") != NULL ? FAKE_ENC : FAKE_SIGN);
	size_t len;

	if (key == NULL || !EVP_PKEY_is_a(key, "RSA"))
		return 0;
	if ((len = sign_with(key, info, n, out, cap)) > 40 && fake_fault(c, "sig-corrupt") != NULL)
		out[40] ^= 0x10;
	return len;
}

/* GB/T 32918.2-2016 5.5: of the ID, the curve and the point. */
bool
fake_digest(enum fake_pair pair, const uint8_t *m, size_t n, uint8_t e[32])
{
	uint8_t in[2 + 16 + 128 + 64] = { 0, 128 }, point[65], z[32];
	EVP_MD_CTX *h = EVP_MD_CTX_new();
	bool good;

	if (!point_of(key_of(pair), point)) {
		EVP_MD_CTX_free(h);
		return false;
	}
	memcpy(in + 2, SM2_ID, 16);
	memcpy(in + 18, sm2_curve, sizeof(sm2_curve));
	memcpy(in + 146, point + 1, 64);
	good = EVP_Q_digest(NULL, "SM3", NULL, in, sizeof(in), z, NULL) == 1 &&
	    EVP_DigestInit_ex(h, EVP_sm3(), NULL) == 1 && EVP_DigestUpdate(h, z, 32) == 1 &&
	    EVP_DigestUpdate(h, m, n) == 1 && EVP_DigestFinal_ex(h, e, NULL) == 1;
	EVP_MD_CTX_free(h);
	return good;
}

/* INTEGER without the zeros in front, or with one too many. */
static size_t
put_integer(const uint8_t v[32], bool sloppy, uint8_t *out)
{
	size_t skip = 0, n, pad;

	while (skip < 31 && v[skip] == 0)
		skip++;
	pad = (v[skip] >= 0x80) + (size_t)sloppy;
	n = 32 - skip;
	out[0] = 0x02;
	out[1] = (uint8_t)(n + pad);
	memset(out + 2, 0, pad);
	memcpy(out + 2 + pad, v + skip, n);
	return 2 + pad + n;
}

size_t
fake_der(const struct fake_call *c, const uint8_t rs[64], uint8_t *out)
{
	bool sloppy = fake_fault(c, "sig-der-noncanonical") != NULL;
	size_t n = 2;

	n += put_integer(rs, sloppy, out + n);
	n += put_integer(rs + 32, sloppy, out + n);
	out[0] = 0x30;
	out[1] = (uint8_t)(n - 2);
	return n;
}
