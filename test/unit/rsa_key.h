/* SPDX-License-Identifier: Apache-2.0 */
/* rsa_key.h - new RSA keys for tests; the library makes SM2 keys only. */
#ifndef RSA_KEY_H
#define RSA_KEY_H

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "unit.h"
#include "crypto/crypto.h"

/* By way of PEM, as every other key. */
static inline struct eci_key *
rsa_key(ecert_ctx *ctx, unsigned bits)
{
	EVP_PKEY *pkey = EVP_RSA_gen(bits);
	BIO *bio = BIO_new(BIO_s_mem());
	struct eci_key *key = NULL;
	char *pem;
	long n;

	CHECK(pkey != NULL && PEM_write_bio_PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL) == 1);
	n = BIO_get_mem_data(bio, &pem);
	CHECK_OK(ctx, eci_key_load(ctx, "rsa", (uint8_t *)pem, (size_t)n, NULL, NULL, &key, NULL));
	BIO_free(bio);
	EVP_PKEY_free(pkey);
	return key;
}

#endif
