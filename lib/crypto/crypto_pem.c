/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_pem.c - PEM blocks (RFC 7468) in and out. */
#include <limits.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "crypto/crypto_priv.h"

/* A SEQUENCE whose length fits; "0 s:" of a text in front of PEM is none. */
bool
eci_is_der(const uint8_t *p, size_t n)
{
	return n >= 2 && p[0] == ECI_DER_SEQUENCE && (p[1] > 0x80 || p[1] == n - 2);
}

ecert_err
eci_pem_open(ecert_ctx *ctx, const uint8_t *p, size_t n, struct eci_pem *pem)
{
	memset(pem, 0, sizeof(*pem));
	/* Editors put a byte order mark in front; the first line then has no dashes. */
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		n -= 3;
	}
	if (n > INT_MAX)
		return eci_too_large(ctx, NULL, "PEM", n);
	eci_ossl_enter();
	pem->bio = BIO_new_mem_buf(n == 0 ? (const uint8_t *)"" : p, (int)n);
	eci_ossl_leave();
	return pem->bio == NULL ? eci_nomem(ctx) : ECERT_OK;
}

static void
drop_block(struct eci_pem *pem)
{
	OPENSSL_secure_free(pem->name);
	OPENSSL_secure_clear_free(pem->header, pem->header ? strlen(pem->header) : 0);
	OPENSSL_secure_clear_free(pem->data, (size_t)pem->len);
	pem->name = pem->header = NULL;
	pem->data = NULL;
	pem->len = 0;
}

static bool
read_block(struct eci_pem *pem)
{
	return PEM_read_bio_ex(pem->bio, &pem->name, &pem->header, &pem->data, &pem->len,
	    PEM_FLAG_EAY_COMPATIBLE | PEM_FLAG_SECURE) == 1;
}

/*
 * Of some faults OpenSSL says nothing: of a line that is too long, and of memory that
 * lacked.  What it says at the second attempt is so; the first may have been for memory.
 */
static bool
read_twice(struct eci_pem *pem)
{
	char *at = NULL;
	long left = BIO_get_mem_data(pem->bio, &at);
	BIO *bio;

	if (read_block(pem))
		return true;
	if (!eci_ossl_silent() || (bio = BIO_new_mem_buf(at, (int)left)) == NULL)
		return false;
	BIO_free(pem->bio);
	pem->bio = bio;
	return read_block(pem);
}

ecert_err
eci_pem_next(ecert_ctx *ctx, ecert_reason reason, const char *where, struct eci_pem *pem,
    bool *more)
{
	ecert_err e = ECERT_OK;
	unsigned long code;
	const char *why;

	drop_block(pem);
	eci_ossl_enter();
	*more = read_twice(pem);
	code = eci_ossl_silent() ? 0 : ERR_peek_last_error();
	why = code != 0 ? ERR_reason_error_string(code) : NULL;
	if (!*more && eci_ossl_oom())
		e = eci_ossl_fail(ctx, "PEM");
	else if (!*more && ERR_GET_REASON(code) != PEM_R_NO_START_LINE)
		e = eci_reject(ctx, reason, where, NULL, "a PEM block is malformed%s%s",
		    why != NULL ? ": " : "", why != NULL ? why : "");
	if (!*more) {
		pem->name = pem->header = NULL;
		pem->data = NULL;
		pem->len = 0;
	}
	eci_ossl_leave();
	return e;
}

void
eci_pem_close(struct eci_pem *pem)
{
	drop_block(pem);
	BIO_free(pem->bio);
	pem->bio = NULL;
}

/* 48 bytes make a line of 64 characters. */
ecert_err
eci_pem_write(ecert_ctx *ctx, const char *name, struct eci_bytes der, struct eci_buf *out)
{
	size_t i, n;
	ecert_err e;

	/* All of it at once: the bytes may be a key, and growing leaves copies. */
	if ((e = eci_buf_room(ctx, out, der.len / 48 * 65 + 65 + 2 * strlen(name) + 40)) != ECERT_OK)
		return e;
	e = eci_buf_addf(ctx, out, "-----BEGIN %s-----\n", name);
	for (i = 0; i < der.len && e == ECERT_OK; i += n) {
		n = der.len - i < 48 ? der.len - i : 48;
		if ((e = eci_base64_add(ctx, out, der.ptr + i, n)) == ECERT_OK)
			e = eci_buf_adds(ctx, out, "\n");
	}
	if (e == ECERT_OK)
		e = eci_buf_addf(ctx, out, "-----END %s-----\n", name);
	return e;
}
