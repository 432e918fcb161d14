/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_base.c - the work no library of this machine is spared: SM2, SM3 and
 * inflate of one file, called directly and one after the other.  Nothing is
 * checked here that the work itself does not need.
 */
#include "bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <zlib.h>

struct entry {
	const uint8_t *packed;
	uint8_t       *whole;
	size_t         n_packed, n;
	int            deflated;
};

struct bench_base {
	uint8_t      *p;
	size_t        n;
	struct entry *v;
	size_t        n_entries, inflated, largest;
	uint8_t      *room;
	EVP_PKEY     *key;
	uint8_t       digest[32], sig[80];
	size_t        sig_len;
};

static void
die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(2);
}

static uint32_t
le(const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static int
read_file(const char *path, uint8_t **p, size_t *n)
{
	FILE *f = fopen(path, "rb");
	long size;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 22)
		return -1;
	rewind(f);
	*n = (size_t)size;
	if ((*p = malloc(*n)) == NULL || fread(*p, 1, *n, f) != *n)
		return -1;
	fclose(f);
	return 0;
}

/* The directory of a file the benchmark made: no comment, no zip64. */
static int
read_entries(struct bench_base *b)
{
	const uint8_t *end = b->p + b->n - 22, *h = b->p + le(end + 16, 4), *local;
	struct entry *e;
	size_t i;

	b->n_entries = le(end + 10, 2);
	if ((b->v = calloc(b->n_entries, sizeof(*b->v))) == NULL)
		return -1;
	for (i = 0; i < b->n_entries; i++) {
		e = &b->v[i];
		local = b->p + le(h + 42, 4);
		e->deflated = le(h + 10, 2) == 8;
		e->n_packed = le(h + 20, 4);
		e->n = le(h + 24, 4);
		e->packed = local + 30 + le(local + 26, 2) + le(local + 28, 2);
		if ((e->whole = malloc(e->n + 1)) == NULL)
			return -1;
		b->inflated += e->n;
		if (e->n > b->largest)
			b->largest = e->n;
		h += 46 + le(h + 28, 2) + le(h + 30, 2) + le(h + 32, 2);
	}
	return (b->room = malloc(b->largest + 1)) != NULL ? 0 : -1;
}

static void
unpack(const struct entry *e, uint8_t *to)
{
	z_stream z = { 0 };
	union { const uint8_t *in; uint8_t *out; } in = { e->packed };

	if (!e->deflated) {
		memcpy(to, e->packed, e->n);
		return;
	}
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		die("inflateInit2");
	z.next_in = in.out;
	z.avail_in = (uInt)e->n_packed;
	z.next_out = to;
	z.avail_out = (uInt)e->n;
	if (inflate(&z, Z_FINISH) != Z_STREAM_END)
		die("inflate");
	inflateEnd(&z);
}

struct bench_base *
bench_base_new(const char *path)
{
	struct bench_base *b = calloc(1, sizeof(*b));
	size_t i;

	if (b == NULL || read_file(path, &b->p, &b->n) != 0 || read_entries(b) != 0)
		goto out;
	for (i = 0; i < b->n_entries; i++)
		unpack(&b->v[i], b->v[i].whole);
	b->key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
	memset(b->digest, 0x5a, sizeof(b->digest));
	if (b->key == NULL)
		goto out;
	bench_sm2_sign(b);
	return b;
out:
	bench_base_free(b);
	return NULL;
}

void
bench_base_free(struct bench_base *b)
{
	size_t i;

	if (b == NULL)
		return;
	for (i = 0; b->v != NULL && i < b->n_entries; i++)
		free(b->v[i].whole);
	EVP_PKEY_free(b->key);
	free(b->v);
	free(b->room);
	free(b->p);
	free(b);
}

const uint8_t *
bench_base_bytes(const struct bench_base *b, size_t *n)
{
	*n = b->n;
	return b->p;
}

size_t
bench_base_inflated(const struct bench_base *b)
{
	return b->inflated;
}

size_t
bench_base_entries(const struct bench_base *b)
{
	return b->n_entries;
}

void
bench_sm2_sign(void *base)
{
	struct bench_base *b = base;
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_pkey(NULL, b->key, NULL);

	b->sig_len = sizeof(b->sig);
	if (c == NULL || EVP_PKEY_sign_init(c) != 1 ||
	    EVP_PKEY_sign(c, b->sig, &b->sig_len, b->digest, sizeof(b->digest)) != 1)
		die("SM2 sign");
	EVP_PKEY_CTX_free(c);
}

void
bench_sm2_verify(void *base)
{
	struct bench_base *b = base;
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_pkey(NULL, b->key, NULL);

	if (c == NULL || EVP_PKEY_verify_init(c) != 1 ||
	    EVP_PKEY_verify(c, b->sig, b->sig_len, b->digest, sizeof(b->digest)) != 1)
		die("SM2 verify");
	EVP_PKEY_CTX_free(c);
}

void
bench_sm2_both(void *base)
{
	bench_sm2_sign(base);
	bench_sm2_verify(base);
}

void
bench_inflate(void *base)
{
	struct bench_base *b = base;
	size_t i;

	for (i = 0; i < b->n_entries; i++)
		unpack(&b->v[i], b->room);
}

void
bench_crc(void *base)
{
	struct bench_base *b = base;
	volatile uLong sum = 0;
	size_t i;

	for (i = 0; i < b->n_entries; i++)
		sum ^= crc32_z(0, b->v[i].whole, b->v[i].n);
	(void)sum;
}

static void
sm3(const uint8_t *p, size_t n)
{
	uint8_t md[32];

	if (EVP_Digest(p, n, md, NULL, EVP_sm3(), NULL) != 1)
		die("SM3");
}

void
bench_sm3_inflated(void *base)
{
	struct bench_base *b = base;
	size_t i;

	for (i = 0; i < b->n_entries; i++)
		sm3(b->v[i].whole, b->v[i].n);
}

void
bench_sm3_file(void *base)
{
	struct bench_base *b = base;

	sm3(b->p, b->n);
}

void
bench_copy(void *base)
{
	struct bench_base *b = base;
	uint8_t *p = malloc(b->n);

	if (p == NULL)
		die("out of memory");
	memcpy(p, b->p, b->n);
	/* The copy must not be found to be useless. */
	__asm__ volatile("" : : "r"(p) : "memory");
	free(p);
}

int
bench_read(struct bench_base *b, const char *path)
{
	int fd = open(path, O_RDONLY);
	size_t at = 0;
	ssize_t n = 1;

	if (fd < 0)
		return -1;
	for (; at < b->n && n > 0; at += (size_t)n)
		n = read(fd, b->p + at, b->n - at);
	return close(fd) == 0 && at == b->n ? 0 : -1;
}

int
bench_write(const struct bench_base *b, const char *path)
{
	char tmp[4200];
	size_t at = 0;
	ssize_t n = 1;
	int fd, bad;

	snprintf(tmp, sizeof(tmp), "%s.tmp", path);
	if ((fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC, 0666)) < 0)
		return -1;
	for (; at < b->n && n > 0; at += (size_t)n)
		n = write(fd, b->p + at, b->n - at);
	bad = n <= 0 || fsync(fd) != 0;
	return close(fd) != 0 || bad || rename(tmp, path) != 0 ? -1 : 0;
}
