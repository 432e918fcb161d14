/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_sm3.c - SM3 (GB/T 32905-2016) and SHA-256 (FIPS 180-4) through EVP. */
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "crypto/crypto_priv.h"

/* The algorithm is fetched once per object: looking it up per digest costs. */
struct eci_sm3 {
	EVP_MD     *md;
	EVP_MD_CTX *mctx;
};

ecert_err
eci_sm3_new(ecert_ctx *ctx, struct eci_sm3 **out)
{
	struct eci_sm3 *h;
	ecert_err e = ECERT_OK;

	*out = NULL;
	if ((h = calloc(1, sizeof(*h))) == NULL)
		return eci_nomem(ctx);
	eci_ossl_enter();
	if ((h->md = EVP_MD_fetch(NULL, "SM3", NULL)) == NULL ||
	    (h->mctx = EVP_MD_CTX_new()) == NULL ||
	    EVP_DigestInit_ex(h->mctx, h->md, NULL) != 1) {
		e = eci_ossl_fail(ctx, "SM3");
		eci_sm3_free(h);
		h = NULL;
	}
	eci_ossl_leave();
	*out = h;
	return e;
}

ecert_err
eci_sm3_add(ecert_ctx *ctx, struct eci_sm3 *h, const void *p, size_t n)
{
	ecert_err e = ECERT_OK;

	if (n == 0)
		return ECERT_OK;
	eci_ossl_enter();
	if (EVP_DigestUpdate(h->mctx, p, n) != 1)
		e = eci_ossl_fail(ctx, "SM3");
	eci_ossl_leave();
	return e;
}

ecert_err
eci_sm3_end(ecert_ctx *ctx, struct eci_sm3 *h, uint8_t out[ECI_SM3_LEN])
{
	ecert_err e = ECERT_OK;

	eci_ossl_enter();
	if (EVP_DigestFinal_ex(h->mctx, out, NULL) != 1 ||
	    EVP_DigestInit_ex(h->mctx, h->md, NULL) != 1)
		e = eci_ossl_fail(ctx, "SM3");
	eci_ossl_leave();
	return e;
}

void
eci_sm3_free(struct eci_sm3 *h)
{
	if (h == NULL)
		return;
	EVP_MD_CTX_free(h->mctx);
	EVP_MD_free(h->md);
	free(h);
}

static ecert_err
digest(ecert_ctx *ctx, const char *name, const EVP_MD *md, const void *p, size_t n, uint8_t *out)
{
	ecert_err e = ECERT_OK;

	eci_ossl_enter();
	if (EVP_Digest(n == 0 ? "" : p, n, out, NULL, md, NULL) != 1)
		e = eci_ossl_fail(ctx, name);
	eci_ossl_leave();
	return e;
}

ecert_err
eci_sm3(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SM3_LEN])
{
	return digest(ctx, "SM3", EVP_sm3(), p, n, out);
}

ecert_err
eci_sha256(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SHA256_LEN])
{
	return digest(ctx, "SHA-256", EVP_sha256(), p, n, out);
}

ecert_err
eci_sha1(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SHA1_LEN])
{
	return digest(ctx, "SHA-1", EVP_sha1(), p, n, out);
}

bool
eci_equal(const void *a, const void *b, size_t n)
{
	return n == 0 || CRYPTO_memcmp(a, b, n) == 0;
}
