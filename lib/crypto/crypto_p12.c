/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_p12.c - PKCS#12 (RFC 7292): a key and its certificate in one file. */
#include <string.h>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "crypto/crypto_priv.h"

#define ITERATIONS 100000

/*
 * The derivation of RFC 7292 B.2 in OpenSSL frees its input I, salt and passphrase in
 * UTF-16 filled up to blocks of the digest, as it is.  Blocks of that size asked for now
 * are those it freed; they are wiped and given back.
 */
static void
wipe_derivation(const char *pass)
{
	size_t most = 2 * (strlen(pass) + 1), block, n, i;
	void *p[8];

	for (block = 64; block <= 128; block *= 2)
		for (n = 2 * block; n < most + 2 * block; n += block) {
			for (i = 0; i < ECI_COUNT(p); i++)
				if ((p[i] = OPENSSL_malloc(n)) != NULL)
					OPENSSL_cleanse(p[i], n);
			for (i = 0; i < ECI_COUNT(p); i++)
				OPENSSL_free(p[i]);
		}
}

static ecert_err
take_key(ecert_ctx *ctx, const char *where, EVP_PKEY *pkey, struct eci_key **out)
{
	BIGNUM *d = NULL;
	ecert_err e;

	if (pkey == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "no private key in it");
	if (EVP_PKEY_is_a(pkey, "RSA") == 1) {
		return eci_rsa_key(ctx, where, pkey, out);
	}
	if (EVP_PKEY_is_a(pkey, "SM2") != 1)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "neither an SM2 nor an RSA key");
	if ((e = eci_pkey_scalar(ctx, pkey, &d)) == ECERT_OK)
		e = eci_key_from_d(ctx, where, d, NULL, out);
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
	if ((e = take_key(ctx, where, pkey, key)) == ECERT_OK) {
		(*key)->encrypted = asked && pass->len > 0;
		e = take_any_cert(ctx, where, marked, others, *key, cert);
	}
out:
	EVP_PKEY_free(pkey);
	X509_free(marked);
	sk_X509_pop_free(others, X509_free);
	PKCS12_free(p12);
	wipe_derivation(pass->buf);
	eci_ossl_leave();
	return e;
}

static bool
add_bag(STACK_OF(PKCS12_SAFEBAG) **bags, PKCS12_SAFEBAG *bag)
{
	if (bag == NULL || (*bags == NULL && (*bags = sk_PKCS12_SAFEBAG_new_null()) == NULL) ||
	    sk_PKCS12_SAFEBAG_push(*bags, bag) == 0) {
		PKCS12_SAFEBAG_free(bag);
		return false;
	}
	return true;
}

/* The certificate, which is public, and the key in PBES2 with SM4-CBC as in PEM; one mark,
 * made as everybody does, says that they belong together. */
static bool
fill(STACK_OF(PKCS7) **safes, X509 *x, PKCS8_PRIV_KEY_INFO *info, const char *pass)
{
	STACK_OF(PKCS12_SAFEBAG) *certs = NULL, *keys = NULL;
	PKCS12_SAFEBAG *bag;
	uint8_t mark[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	bool ok;

	ok = X509_digest(x, EVP_sha1(), mark, &n) == 1 &&
	    (bag = PKCS12_add_cert(&certs, x)) != NULL &&
	    PKCS12_add_localkeyid(bag, mark, (int)n) == 1 &&
	    add_bag(&keys, PKCS12_SAFEBAG_create_pkcs8_encrypt(NID_sm4_cbc, pass, -1, NULL, 0,
	        ITERATIONS, info)) &&
	    PKCS12_add_localkeyid(sk_PKCS12_SAFEBAG_value(keys, 0), mark, (int)n) == 1 &&
	    PKCS12_add_safe(safes, certs, -1, 0, NULL) == 1 &&
	    PKCS12_add_safe(safes, keys, -1, 0, NULL) == 1;
	sk_PKCS12_SAFEBAG_pop_free(certs, PKCS12_SAFEBAG_free);
	sk_PKCS12_SAFEBAG_pop_free(keys, PKCS12_SAFEBAG_free);
	return ok;
}

/* By its parts, since PKCS12_create() leaves copies of the key in freed memory. */
ecert_err
eci_key_write_p12(ecert_ctx *ctx, const struct eci_key *key, const struct eci_cert *cert,
    const char *pass, struct eci_buf *out)
{
	struct eci_bytes from = eci_cert_der(cert);
	const unsigned char *p = from.ptr;
	PKCS8_PRIV_KEY_INFO *info = NULL;
	STACK_OF(PKCS7) *safes = NULL;
	unsigned char *der = NULL;
	PKCS12 *p12 = NULL;
	X509 *x = NULL;
	ecert_err e;
	int n = -1;

	eci_ossl_enter();
	if ((e = eci_key_info(ctx, key, &info)) != ECERT_OK)
		goto out;
	if ((x = d2i_X509(NULL, &p, (long)from.len)) != NULL && fill(&safes, x, info, pass) &&
	    (p12 = PKCS12_add_safes(safes, 0)) != NULL &&
	    PKCS12_set_mac(p12, pass, -1, NULL, 0, ITERATIONS, NULL) == 1)
		n = i2d_PKCS12(p12, &der);
	e = n < 0 ? eci_ossl_fail(ctx, "PKCS#12") : eci_buf_add(ctx, out, der, (size_t)n);
	OPENSSL_free(der);
	wipe_derivation(pass);
out:
	PKCS12_free(p12);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	X509_free(x);
	PKCS8_PRIV_KEY_INFO_free(info);
	eci_ossl_leave();
	return e;
}
