/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_help.h - what the tests of keys and certificates share. */
#ifndef CRYPTO_HELP_H
#define CRYPTO_HELP_H

#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "rsa_key.h"
#include "crypto/crypto.h"

#define VECTORS "test/vectors/sm2/"
#define DAY INT64_C(86400)
#define T0 INT64_C(1767225600)       /* 2026-01-01 */

static inline struct eci_bytes
bytes(const void *p, size_t n)
{
	struct eci_bytes b = { p, n };

	return b;
}

static inline size_t
unhex(const char *s, uint8_t *out)
{
	unsigned v;
	size_t n = 0;

	for (; *s != '\0'; s += 2) {
		while (*s == ' ')
			s++;
		if (sscanf(s, "%2x", &v) != 1)
			abort();
		out[n++] = (uint8_t)v;
	}
	return n;
}

static inline struct eci_buf
vector(const char *name)
{
	struct eci_buf b = { 0 };
	char path[200];
	ecert_ctx *ctx = ecert_ctx_new();

	snprintf(path, sizeof(path), VECTORS "%s", name);
	if (eci_read_file(ctx, path, 1 << 20, &b) != ECERT_OK) {
		fprintf(stderr, "%s\n", ecert_errmsg(ctx));
		abort();
	}
	ecert_ctx_free(ctx);
	return b;
}

struct asked {
	const char *pass;      /* NULL: gives up */
	int         times;
};
static inline int32_t
give(void *arg, const char *what, char *buf, size_t cap)
{
	struct asked *a = arg;

	(void)what;
	a->times++;
	if (a->pass == NULL || strlen(a->pass) > cap)
		return -1;
	memcpy(buf, a->pass, strlen(a->pass));
	return (int32_t)strlen(a->pass);
}

/* A named authority or holder with its key. */
struct party {
	struct eci_key  *key;
	struct eci_cert *cert;
};
static inline void
party_free(struct party *p)
{
	eci_key_free(p->key);
	eci_cert_free(p->cert);
	*p = (struct party){ 0 };
}

static inline struct eci_issue
ca(const char *cn, int pathlen)
{
	struct eci_issue i = { .cn = cn, .o = "Unit", .from = T0, .until = T0 + 3650 * DAY,
	    .serial = 7, .ca = true, .pathlen = pathlen, .usage = "keyCertSign,cRLSign" };

	return i;
}

static inline struct eci_issue
leaf(const char *cn)
{
	struct eci_issue i = { .cn = cn, .o = "Unit", .from = T0, .until = T0 + 365 * DAY,
	    .serial = 1000, .pathlen = -1, .usage = "digitalSignature,nonRepudiation" };

	return i;
}

/* by NULL: self-signed. */
static inline struct party
issue(ecert_ctx *ctx, struct eci_issue what, const struct party *by)
{
	struct party p = { 0 };

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &p.key));
	CHECK_OK(ctx, eci_issue_cert(ctx, &what, p.key, by ? by->key : NULL,
	    by ? by->cert : NULL, &p.cert));
	return p;
}

/* SEQUENCE { tbs, algorithm, value }: the parts of a certificate or list. */
static inline void
parts(ecert_ctx *ctx, struct eci_bytes der, struct eci_der_val out[3])
{
	struct eci_der d = eci_der(ctx, "t", ECERT_R_CERT_MALFORMED, der.ptr, der.len), in;

	CHECK_OK(ctx, eci_der_enter(&d, ECI_DER_SEQUENCE, "t", &in, NULL));
	CHECK_OK(ctx, eci_der_any(&in, "t", &out[0]));
	CHECK_OK(ctx, eci_der_any(&in, "t", &out[1]));
	CHECK_OK(ctx, eci_der_any(&in, "t", &out[2]));
}

/* tbs signed anew by the holder of by, with the default ID. */
static inline struct eci_buf
seal_tbs(ecert_ctx *ctx, struct eci_bytes tbs, const struct party *by)
{
	static const uint8_t alg[] = { 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01,
	    0x83, 0x75 };
	struct eci_buf in = { 0 }, out = { 0 };
	uint8_t e[32], sig[80];
	size_t n;

	CHECK_OK(ctx, eci_sm2_digest(ctx, by->cert, tbs, e));
	CHECK_OK(ctx, eci_key_sign_digest(ctx, by->key, e, sig, &n));
	CHECK_OK(ctx, eci_buf_add(ctx, &in, tbs.ptr, tbs.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &in, alg, sizeof(alg)));
	CHECK_OK(ctx, eci_der_put_bits(ctx, &in, sig, n));
	CHECK_OK(ctx, eci_der_put_buf(ctx, &out, ECI_DER_SEQUENCE, &in));
	eci_buf_free(&in);
	return out;
}

/* der with every from replaced by to (same length), signed anew. */
static inline struct eci_buf
altered(ecert_ctx *ctx, struct eci_bytes der, const void *from, const void *to, size_t n,
    const struct party *by)
{
	struct eci_der_val part[3];
	struct eci_buf tbs = { 0 }, out;
	size_t i;

	parts(ctx, der, part);
	CHECK_OK(ctx, eci_buf_add(ctx, &tbs, part[0].whole.ptr, part[0].whole.len));
	for (i = 0; i + n <= tbs.len; i++)
		if (memcmp(tbs.ptr + i, from, n) == 0)
			memcpy(tbs.ptr + i, to, n);
	out = seal_tbs(ctx, bytes(tbs.ptr, tbs.len), by);
	eci_buf_free(&tbs);
	return out;
}

/* The certificate of p altered, and loaded. */
static inline ecert_err
load_altered(ecert_ctx *ctx, const struct party *p, const void *from, const void *to, size_t n,
    struct eci_cert **out)
{
	struct eci_buf b = altered(ctx, eci_cert_der(p->cert), from, to, n, p);
	ecert_err e = eci_cert_load(ctx, "altered", b.ptr, b.len, out);

	eci_buf_free(&b);
	return e;
}

static inline struct eci_certs
list_of(ecert_ctx *ctx, const struct party *a, const struct party *b)
{
	struct eci_certs l = { 0 };

	if (a != NULL)
		CHECK_OK(ctx, eci_certs_add(ctx, &l, a->cert));
	if (b != NULL)
		CHECK_OK(ctx, eci_certs_add(ctx, &l, b->cert));
	return l;
}

/* Forms of one key; test/vectors/sm2/README says where each comes from. */
struct key_file {
	const char *file, *pass;
	ecert_err   want;
	bool        encrypted, cert;
	const char *says;
};

static inline void
check_files_of(ecert_ctx *ctx, const char *holder, const struct key_file *files, size_t n)
{
	struct eci_certs sample = { 0 };
	struct eci_cert *cert;
	struct eci_key *key;
	struct eci_buf b;
	size_t i;

	b = vector(holder);
	CHECK_OK(ctx, eci_certs_load(ctx, holder, b.ptr, b.len, &sample));
	eci_buf_free(&b);
	for (i = 0; i < n; i++) {
		struct asked a = { files[i].pass, 0 };

		unit_case("%s, passphrase %s", files[i].file,
		    files[i].pass ? files[i].pass : "not given");
		b = vector(files[i].file);
		CHECK_ERR(ctx, eci_key_load(ctx, files[i].file, b.ptr, b.len, give, &a, &key, &cert),
		    files[i].want);
		CHECK(a.times <= 1);
		CHECK((key != NULL) == (files[i].want == ECERT_OK));
		if (files[i].says != NULL) {
			CHECK(strstr(ecert_errmsg(ctx), files[i].says) != NULL);
			CHECK(strstr(ecert_errmsg(ctx), files[i].file) != NULL);
			CHECK(strstr(ecert_errmsg(ctx), "correct") == NULL);
		}
		if (key != NULL) {
			/* The empty passphrase protects nothing. */
			CHECK_INT(eci_key_was_encrypted(key), files[i].encrypted &&
			    files[i].pass != NULL && files[i].pass[0] != '\0');
			CHECK(eci_key_matches(key, sample.v[0]));
			CHECK_INT(a.times, files[i].encrypted);
			CHECK_INT(cert != NULL, files[i].cert);
		}
		eci_key_free(key);
		eci_cert_free(cert);
		eci_buf_free(&b);
	}
	eci_certs_free(&sample);
}

/* Files of the SM2 sample. */
static inline void
check_files(ecert_ctx *ctx, const struct key_file *files, size_t n)
{
	check_files_of(ctx, "cert.pem", files, n);
}

/* As issue(), with an RSA key. */
static inline struct party
issue_rsa(ecert_ctx *ctx, struct eci_issue what, const struct party *by)
{
	struct party p = { .key = rsa_key(ctx, 2048) };

	CHECK_OK(ctx, eci_issue_cert(ctx, &what, p.key, by ? by->key : NULL,
	    by ? by->cert : NULL, &p.cert));
	return p;
}

#endif
