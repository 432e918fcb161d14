/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_count.c - counts what the library asks of OpenSSL.  A function of the
 * program comes before one of the same name in a library; these count and pass
 * the call on.
 */
#define _GNU_SOURCE
#include "bench.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

struct bench_count bench_count;

/* POSIX promises that a function's address fits, ISO C does not. */
static void
next(const char *name, void *fn, size_t n)
{
	void *p = dlsym(RTLD_NEXT, name);

	if (p == NULL)
		abort();
	memcpy(fn, &p, n);
}

int
EVP_PKEY_sign(EVP_PKEY_CTX *ctx, unsigned char *sig, size_t *siglen, const unsigned char *tbs,
    size_t tbslen)
{
	static int (*real)(EVP_PKEY_CTX *, unsigned char *, size_t *, const unsigned char *, size_t);

	if (real == NULL)
		next("EVP_PKEY_sign", &real, sizeof(real));
	__atomic_add_fetch(&bench_count.signs, sig != NULL, __ATOMIC_RELAXED);
	return real(ctx, sig, siglen, tbs, tbslen);
}

int
EVP_PKEY_verify(EVP_PKEY_CTX *ctx, const unsigned char *sig, size_t siglen,
    const unsigned char *tbs, size_t tbslen)
{
	static int (*real)(EVP_PKEY_CTX *, const unsigned char *, size_t, const unsigned char *,
	    size_t);

	if (real == NULL)
		next("EVP_PKEY_verify", &real, sizeof(real));
	__atomic_add_fetch(&bench_count.verifies, 1, __ATOMIC_RELAXED);
	return real(ctx, sig, siglen, tbs, tbslen);
}

int
EVP_PKEY_fromdata(EVP_PKEY_CTX *ctx, EVP_PKEY **pkey, int selection, OSSL_PARAM params[])
{
	static int (*real)(EVP_PKEY_CTX *, EVP_PKEY **, int, OSSL_PARAM *);

	if (real == NULL)
		next("EVP_PKEY_fromdata", &real, sizeof(real));
	__atomic_add_fetch(&bench_count.key_loads, selection == EVP_PKEY_KEYPAIR,
	    __ATOMIC_RELAXED);
	return real(ctx, pkey, selection, params);
}
