/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_key.c - private keys: made, loaded from any file, used. */
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "crypto/crypto_priv.h"

/* GB/T 32918.1: d in 1..n-2, n the order of the curve. */
ecert_err
eci_key_new_sm2(ecert_ctx *ctx, struct eci_key **out)
{
	BIGNUM *d = NULL, *range = NULL;
	ecert_err e;

	*out = NULL;
	eci_ossl_enter();
	if ((d = BN_secure_new()) == NULL ||
	    BN_hex2bn(&range, "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54121") == 0)
		e = eci_nomem(ctx);
	else if (BN_priv_rand_range(d, range) != 1 || BN_add_word(d, 1) != 1)
		e = eci_ossl_fail(ctx, "SM2 key generation");
	else
		e = eci_key_from_d(ctx, "new key", d, NULL, out);
	BN_clear_free(d);
	BN_free(range);
	eci_ossl_leave();
	return e;
}

void
eci_key_free(struct eci_key *key)
{
	if (key == NULL)
		return;
	EVP_PKEY_free(key->pkey);
	free(key);
}

bool
eci_key_was_encrypted(const struct eci_key *key)
{
	return key->encrypted;
}

enum eci_key_kind
eci_key_kind(const struct eci_key *key)
{
	return key->kind;
}

int
eci_key_rsa_bits(const struct eci_key *key)
{
	return key->kind == ECI_KEY_RSA ? EVP_PKEY_get_bits(key->pkey) : 0;
}

/* A certificate's RSA key that is too small is still the key's: it is for others
 * to refuse. */
static bool
same_rsa(const struct eci_key *key, const struct eci_pub *pub)
{
	bool same;

	eci_ossl_enter();
	same = !pub->sm2 && pub->pkey != NULL && EVP_PKEY_eq(key->pkey, pub->pkey) == 1;
	eci_ossl_leave();
	return same;
}

bool
eci_key_matches(const struct eci_key *key, const struct eci_cert *cert)
{
	if (key->kind == ECI_KEY_RSA)
		return same_rsa(key, &cert->pub);
	return cert->pub.sm2 && cert->pub.ok &&
	    memcmp(key->point, cert->pub.point, sizeof(key->point)) == 0;
}

ecert_err
eci_key_sign_digest(ecert_ctx *ctx, const struct eci_key *key, const uint8_t e[32],
    uint8_t *sig, size_t *sig_len)
{
	EVP_PKEY_CTX *pctx;
	ecert_err err = ECERT_OK;

	if (key->kind != ECI_KEY_SM2)
		return eci_fail(ctx, ECERT_E_INTERNAL, "an SM2 value asked of another key");
	*sig_len = 80;
	eci_ossl_enter();
	if ((pctx = EVP_PKEY_CTX_new_from_pkey(NULL, key->pkey, NULL)) == NULL ||
	    EVP_PKEY_sign_init(pctx) != 1 ||
	    EVP_PKEY_sign(pctx, sig, sig_len, e, ECI_SM3_LEN) != 1)
		err = eci_ossl_fail(ctx, "SM2 signature");
	EVP_PKEY_CTX_free(pctx);
	eci_ossl_leave();
	return err;
}

/* ---- loading ---- */

/* PKCS#8 begins with a version, its encrypted form with an algorithm, PKCS#12
 * with version 3, SEC1 with version 1 and the key's octets, PKCS#1 with two
 * numbers. */
static ecert_err
load_der(ecert_ctx *ctx, const char *where, struct eci_bytes der, struct eci_pass *pass,
    struct eci_key **key, struct eci_cert **cert)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_KEY_BAD, der.ptr, der.len);
	uint64_t version = 0;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "key", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "key")) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_SEQUENCE)
		return eci_key_encrypted(ctx, where, der, pass, key);
	if ((e = eci_der_uint(&in, "version", 3, &version)) != ECERT_OK)
		return e;
	if (version == 3)
		return eci_key_p12(ctx, where, der, pass, key, cert);
	if (eci_der_peek(&in) == ECI_DER_SEQUENCE)
		return eci_key_pkcs8(ctx, where, der, key);
	if (eci_der_peek(&in) == ECI_DER_INTEGER)
		return eci_key_pkcs1(ctx, where, der, key);
	return eci_key_sec1(ctx, where, der, false, key);
}

static int
give_pass(char *buf, int size, int writing, void *arg)
{
	struct eci_pass *pass = arg;

	(void)writing;
	if (pass->len > size)
		return -1;
	memcpy(buf, pass->buf, (size_t)pass->len);
	return pass->len;
}

/* RFC 1421 "DEK-Info", as old tools write it; the block is decrypted in place. */
static ecert_err
open_legacy(ecert_ctx *ctx, const char *where, struct eci_pem *pem, struct eci_pass *pass)
{
	EVP_CIPHER_INFO cipher;
	ecert_err e;

	eci_ossl_enter();
	if (PEM_get_EVP_CIPHER_INFO(pem->header, &cipher) != 1 || cipher.cipher == NULL)
		e = eci_ossl_oom() ? eci_nomem(ctx) : eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		    "encrypted in a way this OpenSSL does not offer");
	else if ((e = eci_pass_ask(ctx, pass)) == ECERT_OK &&
	    PEM_do_header(&cipher, pem->data, &pem->len, give_pass, pass) != 1)
		e = eci_ossl_silent() || eci_ossl_oom() ? eci_ossl_fail(ctx, "PEM") :
		    eci_pass_wrong(ctx, where);
	eci_ossl_leave();
	return e;
}

/* SEC1, or PKCS#1 in a block called after RSA; named: see load_block(). */
static ecert_err
load_bare_block(ecert_ctx *ctx, const char *where, struct eci_pem *pem, bool named,
    struct eci_pass *pass, struct eci_key **key)
{
	bool legacy = pem->header != NULL && pem->header[0] != '\0';
	struct eci_bytes der;
	ecert_err e;

	if (legacy && (e = open_legacy(ctx, where, pem, pass)) != ECERT_OK)
		return e;
	der.ptr = pem->data;
	der.len = (size_t)pem->len;
	e = strcmp(pem->name, "RSA PRIVATE KEY") == 0 ? eci_key_pkcs1(ctx, where, der, key) :
	    eci_key_sec1(ctx, where, der, named, key);
	/* One in 256 wrong passphrases leaves a padding that looks right. */
	if (e == ECERT_E_KEY && legacy && (der.len < 2 || !eci_is_der(der.ptr, der.len)))
		return eci_pass_wrong(ctx, where);
	if (e == ECERT_OK)
		(*key)->encrypted = legacy;
	return e;
}

/* *named: an EC PARAMETERS block said SM2, for a key that names no curve. */
static ecert_err
load_block(ecert_ctx *ctx, const char *where, struct eci_pem *pem, bool *named,
    struct eci_pass *pass, struct eci_key **key, struct eci_certs *certs)
{
	struct eci_bytes der = { pem->data, (size_t)pem->len };
	const char *name = pem->name;
	struct eci_cert *cert = NULL;
	ecert_err e;

	if (strcmp(name, "EC PARAMETERS") == 0 || strcmp(name, "SM2 PARAMETERS") == 0) {
		*named = der.len == 10 && memcmp(der.ptr, "\x06\x08" ECI_OID_SM2, 10) == 0;
		return ECERT_OK;
	}
	if (strcmp(name, "CERTIFICATE") == 0) {
		if ((e = eci_cert_load(ctx, where, der.ptr, der.len, &cert)) == ECERT_OK)
			e = eci_certs_add(ctx, certs, cert);
		eci_cert_free(cert);
		return e;
	}
	if (*key != NULL)
		return ECERT_OK;
	if (strcmp(name, "PRIVATE KEY") == 0)
		return eci_key_pkcs8(ctx, where, der, key);
	if (strcmp(name, "ENCRYPTED PRIVATE KEY") == 0)
		return eci_key_encrypted(ctx, where, der, pass, key);
	if (strcmp(name, "EC PRIVATE KEY") == 0 || strcmp(name, "SM2 PRIVATE KEY") == 0 ||
	    strcmp(name, "RSA PRIVATE KEY") == 0)
		return load_bare_block(ctx, where, pem, *named, pass, key);
	if (strstr(name, "PRIVATE KEY") != NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "neither an SM2 nor an RSA key");
	return ECERT_OK;
}

static ecert_err
load_pem(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_pass *pass,
    struct eci_key **key, struct eci_cert **cert)
{
	struct eci_certs certs = { 0 };
	bool more = true, named = false;
	struct eci_pem pem;
	ecert_err e;
	size_t i;

	if ((e = eci_pem_open(ctx, p, n, &pem)) != ECERT_OK)
		return e;
	while ((e = eci_pem_next(ctx, ECERT_R_KEY_BAD, where, &pem, &more)) == ECERT_OK && more)
		if ((e = load_block(ctx, where, &pem, &named, pass, key, &certs)) != ECERT_OK)
			break;
	eci_pem_close(&pem);
	if (e == ECERT_OK && *key == NULL)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "no private key in it");
	for (i = 0; e == ECERT_OK && i < certs.n && *cert == NULL; i++)
		if (eci_key_matches(*key, certs.v[i]))
			*cert = eci_cert_ref(certs.v[i]);
	eci_certs_free(&certs);
	return e;
}

ecert_err
eci_key_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    ecert_pass_fn *fn, void *arg, struct eci_key **key, struct eci_cert **cert)
{
	struct eci_pass pass = { .fn = fn, .arg = arg, .where = where };
	struct eci_bytes der = { p, n };
	struct eci_cert *found = NULL;
	ecert_err e;

	*key = NULL;
	if (cert != NULL)
		*cert = NULL;
	if (n > 16 * ecert_ctx_limit(ctx, ECERT_LIMIT_CERT_BYTES))
		return eci_too_large(ctx, where, "a key file", n);
	e = eci_is_der(p, n) ? load_der(ctx, where, der, &pass, key, &found) :
	    load_pem(ctx, where, p, n, &pass, key, &found);
	eci_pass_wipe(&pass);
	if (e == ECERT_OK && !(*key)->encrypted && (eci_key_rules(ctx) & ECERT_KEYS_ENCRYPTED) != 0)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, where, "LD/T 03-2022 8.3.6 a) 3)",
		    "the private key is not encrypted");
	if (e != ECERT_OK) {
		eci_key_free(*key);
		*key = NULL;
	} else if (cert != NULL) {
		*cert = found;
		found = NULL;
	}
	eci_cert_free(found);
	return e;
}
