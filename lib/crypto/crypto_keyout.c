/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_keyout.c - keys as PKCS#8 and SubjectPublicKeyInfo. */
#include <string.h>

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "crypto/crypto_priv.h"

/*
 * A passphrase guess then costs some 25 ms, and so does each run of a tool that
 * loads the key.
 */
#define ITERATIONS 100000
#define SALT_LEN 16

/*
 * PKCS#8 of an SM2 key (GM/T 0009-2012 7.1, RFC 5958, RFC 5915): everything around d and
 * the point is fixed.  OpenSSL's own encoder leaves copies of it in freed memory.
 */
static ecert_err
sm2_info(ecert_ctx *ctx, const struct eci_key *key, PKCS8_PRIV_KEY_INFO **out)
{
	static const uint8_t head[] = {
	    0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce,
	    0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x04,
	    0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04, 0x20 };
	static const uint8_t middle[] = { 0xa1, 0x44, 0x03, 0x42, 0x00 };
	uint8_t der[sizeof(head) + 32 + sizeof(middle) + ECI_SM2_POINT_LEN];
	const unsigned char *p = der;
	ecert_err e;

	memcpy(der, head, sizeof(head));
	memcpy(der + sizeof(head) + 32, middle, sizeof(middle));
	memcpy(der + sizeof(head) + 32 + sizeof(middle), key->point, ECI_SM2_POINT_LEN);
	if ((e = eci_key_scalar(ctx, key, der + sizeof(head))) == ECERT_OK &&
	    (*out = d2i_PKCS8_PRIV_KEY_INFO(NULL, &p, sizeof(der))) == NULL)
		e = eci_ossl_fail(ctx, "PKCS#8");
	eci_wipe(der, sizeof(der));
	return e;
}

ecert_err
eci_key_info(ecert_ctx *ctx, const struct eci_key *key, PKCS8_PRIV_KEY_INFO **out)
{
	*out = NULL;
	if (key->kind == ECI_KEY_SM2)
		return sm2_info(ctx, key, out);
	*out = EVP_PKEY2PKCS8(key->pkey);
	return *out == NULL ? eci_ossl_fail(ctx, "PKCS#8") : ECERT_OK;
}

static ecert_err
put_encrypted(ecert_ctx *ctx, PKCS8_PRIV_KEY_INFO *info, const char *pass, struct eci_buf *out)
{
	unsigned char *der = NULL;
	X509_SIG *box;
	ecert_err e;
	int n = -1;

	/* PBES2, PRF hmacWithSHA256, a random salt. */
	box = PKCS8_encrypt(-1, EVP_sm4_cbc(), pass, (int)strlen(pass), NULL, SALT_LEN, ITERATIONS,
	    info);
	if (box != NULL)
		n = i2d_X509_SIG(box, &der);
	e = n < 0 ? eci_ossl_fail(ctx, "PKCS#8") : eci_buf_add(ctx, out, der, (size_t)n);
	OPENSSL_free(der);
	X509_SIG_free(box);
	return e;
}

static ecert_err
put_plain(ecert_ctx *ctx, PKCS8_PRIV_KEY_INFO *info, struct eci_buf *out)
{
	unsigned char *der = NULL;
	int n = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
	ecert_err e;

	if (n < 0)
		return eci_ossl_fail(ctx, "PKCS#8");
	if ((e = eci_buf_room(ctx, out, (size_t)n)) == ECERT_OK)
		e = eci_buf_add(ctx, out, der, (size_t)n);
	OPENSSL_clear_free(der, (size_t)n);
	return e;
}

ecert_err
eci_key_write_der(ecert_ctx *ctx, const struct eci_key *key, const char *pass,
    struct eci_buf *out)
{
	PKCS8_PRIV_KEY_INFO *info = NULL;
	ecert_err e;

	if (pass != NULL && strlen(pass) > 1023)
		return eci_fail(ctx, ECERT_E_ARG, "a passphrase longer than 1023 bytes");
	eci_ossl_enter();
	if ((e = eci_key_info(ctx, key, &info)) == ECERT_OK)
		e = pass != NULL ? put_encrypted(ctx, info, pass, out) : put_plain(ctx, info, out);
	PKCS8_PRIV_KEY_INFO_free(info);
	eci_ossl_leave();
	return e;
}

ecert_err
eci_key_write(ecert_ctx *ctx, const struct eci_key *key, const char *pass, struct eci_buf *out)
{
	struct eci_buf der = { 0 };
	struct eci_bytes b;
	ecert_err e;

	if ((e = eci_key_write_der(ctx, key, pass, &der)) == ECERT_OK) {
		b.ptr = der.ptr;
		b.len = der.len;
		e = eci_pem_write(ctx, pass != NULL ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY", b, out);
	}
	eci_buf_wipe(&der);
	return e;
}

/* GM/T 0009-2012 7.1, RFC 5480: everything before the point is fixed. */
static ecert_err
put_sm2(ecert_ctx *ctx, const uint8_t point[ECI_SM2_POINT_LEN], struct eci_buf *out)
{
	static const uint8_t head[] = {
	    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
	    0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03, 0x42, 0x00 };
	ecert_err e;

	if ((e = eci_buf_room(ctx, out, sizeof(head) + ECI_SM2_POINT_LEN)) != ECERT_OK ||
	    (e = eci_buf_add(ctx, out, head, sizeof(head))) != ECERT_OK)
		return e;
	return eci_buf_add(ctx, out, point, ECI_SM2_POINT_LEN);
}

static ecert_err
put_rsa(ecert_ctx *ctx, EVP_PKEY *pkey, struct eci_buf *out)
{
	unsigned char *der = NULL;
	ecert_err e;
	int n;

	eci_ossl_enter();
	n = i2d_PUBKEY(pkey, &der);
	e = n < 0 ? eci_ossl_fail(ctx, "RSA key") : eci_buf_add(ctx, out, der, (size_t)n);
	OPENSSL_free(der);
	eci_ossl_leave();
	return e;
}

ecert_err
eci_key_put_spki(ecert_ctx *ctx, const struct eci_key *key, struct eci_buf *out)
{
	return key->kind == ECI_KEY_RSA ? put_rsa(ctx, key->pkey, out) :
	    put_sm2(ctx, key->point, out);
}

ecert_err
eci_cert_put_spki(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_buf *out)
{
	if (!cert->pub.ok)
		return eci_reject(ctx, ECERT_R_KEY_BAD, NULL, NULL,
		    "the certificate of %s has no usable key", cert->subject_text);
	return cert->pub.sm2 ? put_sm2(ctx, cert->pub.point, out) :
	    put_rsa(ctx, cert->pub.pkey, out);
}

ecert_err
eci_key_write_pub(ecert_ctx *ctx, const struct eci_key *key, struct eci_buf *out)
{
	struct eci_buf spki = { 0 };
	struct eci_bytes b;
	ecert_err e;

	if ((e = eci_key_put_spki(ctx, key, &spki)) == ECERT_OK) {
		b.ptr = spki.ptr;
		b.len = spki.len;
		e = eci_pem_write(ctx, "PUBLIC KEY", b, out);
	}
	eci_buf_free(&spki);
	return e;
}

ecert_err
eci_key_id(ecert_ctx *ctx, const struct eci_key *key, uint8_t id[ECI_SM3_LEN])
{
	struct eci_buf spki = { 0 };
	ecert_err e;

	if ((e = eci_key_put_spki(ctx, key, &spki)) == ECERT_OK)
		e = eci_sm3(ctx, spki.ptr, spki.len, id);
	eci_buf_free(&spki);
	return e;
}
