/* SPDX-License-Identifier: Apache-2.0 */
/*
 * count.c - loaded in front of a tool: what it asks of OpenSSL, how much it reads, and
 * which files it opens.  Calls are counted and passed on; the file $ECERT_COUNT gets a
 * line "open PATH" for each file opened, and at the end "NAME NUMBER" for each kind.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

static struct {
	unsigned long signs, verifies, rsa_verifies, private_keys, public_keys, names, zs, bytes;
} count;
static int out = -1;

#define MORE(what, n) __atomic_add_fetch(&count.what, (unsigned long)(n), __ATOMIC_RELAXED)

/* POSIX promises that a function's address fits, ISO C does not. */
#define NEXT(fn) do { \
	void *p_ = dlsym(RTLD_NEXT, #fn); \
	if (p_ == NULL) \
		abort(); \
	memcpy(&real, &p_, sizeof(p_)); \
} while (0)

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("ECERT_COUNT");

	if (path != NULL)
		out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	unsetenv("ECERT_COUNT");
	unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void
end(void)
{
	dprintf(out, "signs %lu\nverifies %lu\nrsa-verifies %lu\nprivate-keys %lu\n"
	    "public-keys %lu\nnames %lu\nz %lu\nbytes %lu\n", count.signs, count.verifies,
	    count.rsa_verifies, count.private_keys, count.public_keys, count.names, count.zs,
	    count.bytes);
}

/* One write a line: those of threads do not mix. */
static void
note_open(const char *path)
{
	char line[4200];
	int n = snprintf(line, sizeof(line), "open %s\n", path);

	if (out >= 0 && n > 0 && (size_t)n < sizeof(line) && write(out, line, (size_t)n) != n)
		abort();
}

int
open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...), mode;
	va_list ap;

	va_start(ap, flags);
	mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(ap, int) : 0;
	va_end(ap);
	NEXT(open);
	/* Nothing is read through what is open with O_PATH. */
	if ((flags & O_PATH) == 0)
		note_open(path);
	return real(path, flags, mode);
}

ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	ssize_t (*real)(int, void *, size_t, off_t), got;

	NEXT(pread);
	if ((got = real(fd, p, n, at)) > 0)
		MORE(bytes, got);
	return got;
}

int
EVP_PKEY_sign(EVP_PKEY_CTX *ctx, unsigned char *sig, size_t *siglen, const unsigned char *tbs,
    size_t tbslen)
{
	int (*real)(EVP_PKEY_CTX *, unsigned char *, size_t *, const unsigned char *, size_t);

	NEXT(EVP_PKEY_sign);
	MORE(signs, sig != NULL);
	return real(ctx, sig, siglen, tbs, tbslen);
}

int
EVP_PKEY_verify(EVP_PKEY_CTX *ctx, const unsigned char *sig, size_t siglen,
    const unsigned char *tbs, size_t tbslen)
{
	int (*real)(EVP_PKEY_CTX *, const unsigned char *, size_t, const unsigned char *, size_t);

	NEXT(EVP_PKEY_verify);
	MORE(verifies, 1);
	return real(ctx, sig, siglen, tbs, tbslen);
}

int
EVP_DigestVerify(EVP_MD_CTX *ctx, const unsigned char *sig, size_t siglen,
    const unsigned char *tbs, size_t tbslen)
{
	int (*real)(EVP_MD_CTX *, const unsigned char *, size_t, const unsigned char *, size_t);

	NEXT(EVP_DigestVerify);
	MORE(rsa_verifies, 1);
	return real(ctx, sig, siglen, tbs, tbslen);
}

int
EVP_PKEY_fromdata(EVP_PKEY_CTX *ctx, EVP_PKEY **pkey, int selection, OSSL_PARAM params[])
{
	int (*real)(EVP_PKEY_CTX *, EVP_PKEY **, int, OSSL_PARAM *);

	NEXT(EVP_PKEY_fromdata);
	MORE(private_keys, selection == EVP_PKEY_KEYPAIR);
	MORE(public_keys, selection != EVP_PKEY_KEYPAIR);
	return real(ctx, pkey, selection, params);
}

/* Two of a certificate, one of a revocation list. */
X509_NAME *
d2i_X509_NAME(X509_NAME **name, const unsigned char **in, long len)
{
	X509_NAME *(*real)(X509_NAME **, const unsigned char **, long);

	NEXT(d2i_X509_NAME);
	MORE(names, 1);
	return real(name, in, len);
}

/* Z begins with the length of the default ID in bits, and the ID (GM/T 0009-2012 8.1). */
int
EVP_Digest(const void *p, size_t n, unsigned char *md, unsigned int *size, const EVP_MD *type,
    ENGINE *engine)
{
	static const char id[] = "\x00\x80" "1234567812345678";
	int (*real)(const void *, size_t, unsigned char *, unsigned int *, const EVP_MD *, ENGINE *);

	NEXT(EVP_Digest);
	MORE(zs, n > sizeof(id) && memcmp(p, id, sizeof(id) - 1) == 0);
	return real(p, n, md, size, type, engine);
}
