/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_ossl.c - OpenSSL's errors, and its name. */
/* ERR_get_state() is the one way to look at more than the first and the last. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bnerr.h>
#include <openssl/crypto.h>
#include <openssl/ecerr.h>
#include <openssl/err.h>

#include "crypto/crypto_priv.h"

void
eci_ossl_enter(void)
{
	ERR_set_mark();
}

/* A mark on an empty queue is not kept: then popping empties it again. */
void
eci_ossl_leave(void)
{
	ERR_pop_to_mark();
}

#define SM2_BAD_SIGNATURE 101    /* its header is not installed */

/*
 * Of the errors since the mark: the oldest, which is the cause (0: none); and
 * whether memory lacked for any.  Only read, as the queue below the mark is the
 * application's, with its own marks, and cannot be put back once taken out.
 */
struct errors {
	unsigned long first;
	bool          oom;
};

/* A memory BIO that has no room for itself says that it cannot be set up. */
static bool
is_oom(unsigned long code)
{
	return ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE ||
	    (ERR_GET_LIB(code) == ERR_LIB_BIO && ERR_GET_REASON(code) == ERR_R_INIT_FAIL);
}

static struct errors
since_mark(void)
{
	struct errors seen = { 0, false };
#if OPENSSL_VERSION_MAJOR < 4
	const ERR_STATE *q = ERR_get_state();
	int i;

	/* Without a queue no error was kept. */
	if (q == NULL) {
		seen.oom = true;
		return seen;
	}
	for (i = q->top; i != q->bottom && q->err_marks[i] == 0;
	    i = (i + ERR_NUM_ERRORS - 1) % ERR_NUM_ERRORS) {
		if ((q->err_flags[i] & ERR_FLAG_CLEAR) != 0)
			continue;
		seen.first = q->err_buffer[i];
		seen.oom |= is_oom(seen.first);
	}
#else
	/* The queue is closed there: the last error alone is within reach. */
	unsigned long code = ERR_count_to_mark() > 0 ? ERR_peek_last_error() : 0;

	seen.oom = is_oom(code);
	seen.first = (ERR_GET_REASON(code) & ERR_RFLAG_COMMON) != 0 ? 0 : code;
#endif
	return seen;
}

ecert_err
eci_ossl_fail(ecert_ctx *ctx, const char *what)
{
	unsigned long code = ERR_peek_last_error();
	const char *why = ERR_reason_error_string(code);

	if (eci_ossl_oom())
		return eci_nomem(ctx);
	return eci_fail(ctx, ECERT_E_CRYPTO, "%s: %s", what,
	    why != NULL ? why : "OpenSSL gives no reason");
}

bool
eci_ossl_oom(void)
{
	return since_mark().oom;
}

bool
eci_ossl_silent(void)
{
	return since_mark().first == 0;
}

/* The fault is in the value or the key at hand, and stays however often tried.
 * All that the RSA code says by itself is of this kind. */
static bool
at_fault(unsigned long code)
{
	static const struct { int lib, reason; } rows[] = {
		{ ERR_LIB_SM2, SM2_BAD_SIGNATURE },
		/* s * G + t * P may be made to vanish by who knows d. */
		{ ERR_LIB_EC, EC_R_POINT_AT_INFINITY },
		{ ERR_LIB_EC, EC_R_POINT_IS_NOT_ON_CURVE },
		{ ERR_LIB_EC, EC_R_INVALID_ENCODING },
		{ ERR_LIB_EC, EC_R_COORDINATES_OUT_OF_RANGE },
		/* RSA with an even modulus. */
		{ ERR_LIB_BN, BN_R_NO_INVERSE },
		{ ERR_LIB_BN, BN_R_CALLED_WITH_EVEN_MODULUS },
	};
	int lib = ERR_GET_LIB(code), reason = ERR_GET_REASON(code);
	size_t i;

	if (lib == ERR_LIB_RSA && (reason & ERR_RFLAG_COMMON) == 0)
		return true;
	for (i = 0; i < ECI_COUNT(rows); i++)
		if (rows[i].lib == lib && rows[i].reason == reason)
			return true;
	return false;
}

ecert_err
eci_ossl_key_bad(ecert_ctx *ctx, const char *what)
{
	struct errors seen = since_mark();

	return !seen.oom && at_fault(seen.first) ? ECERT_OK : eci_ossl_fail(ctx, what);
}

ecert_err
eci_ossl_verdict(ecert_ctx *ctx, const char *what, int rc, bool silent, bool *good)
{
	struct errors seen = since_mark();
	bool bad = seen.first == 0 ? silent : at_fault(seen.first);

	*good = rc == 1 && !seen.oom;
	if (*good || (rc == 0 && !seen.oom && bad))
		return ECERT_OK;
	return eci_ossl_fail(ctx, what);
}

ecert_err
eci_too_large(ecert_ctx *ctx, const char *where, const char *what, size_t n)
{
	return eci_fail(ctx, ECERT_E_LIMIT, "%s%s%s of %zu bytes", where != NULL ? where : "",
	    where != NULL ? ": " : "", what, n);
}

const char *
eci_crypto_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION);
}
