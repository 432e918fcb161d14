/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_ocsp_signer.c - who signed a response, and whether he may (RFC 6960
 * 4.2.2.2): the key of the issuer itself, or that of a certificate which this
 * issuer gave to a responder.  Nobody else, whoever vouches for him.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

static const char not_signed[] = "the response is not signed by the responder it names";
static const char no_right[] = "the responder is not authorised by this issuer";
static const char no_time[] = "the responder's certificate was not valid";
static const char taken_back[] = "the responder's certificate is revoked";

/* Whether the response names the holder of cert. */
static ecert_err
is_named(ecert_ctx *ctx, const struct eci_ocsp *resp, const struct eci_cert *cert, bool *yes)
{
	uint8_t id[32];
	size_t n;
	ecert_err e;

	if (resp->name != NULL) {
		*yes = eci_name_equal(resp->name, cert->subject);
		return ECERT_OK;
	}
	e = eci_id_hash(ctx, ECI_ID_SHA1, cert->key_bits, id, &n);
	*yes = e == ECERT_OK && resp->key_hash.len == n && memcmp(resp->key_hash.ptr, id, n) == 0;
	return e;
}

static ecert_err
is_signed(ecert_ctx *ctx, struct eci_ocsp *resp, const struct eci_cert *by, bool empty_id,
    unsigned *odd, bool *yes)
{
	unsigned checks = 0;
	enum eci_fit fit;
	ecert_err e;

	e = eci_memo_verify(ctx, &resp->memo, &by->pub, resp->alg, resp->tbs, resp->sig, empty_id,
	    &checks, &fit);
	*yes = e == ECERT_OK && fit != ECI_FIT_NO;
	if (*yes && fit == ECI_FIT_EMPTY_ID)
		*odd |= ECI_REV_EMPTY_ID;
	return e;
}

/* Issued directly by issuer, for this purpose. */
static ecert_err
may_respond(ecert_ctx *ctx, const struct eci_cert *cert, const struct eci_cert *issuer,
    bool empty_id, unsigned *odd, bool *yes)
{
	unsigned checks = 0;
	enum eci_fit fit;
	ecert_err e;

	*yes = false;
	if (!eci_name_equal(cert->issuer, issuer->subject) || !cert->exts.eku_ocsp ||
	    eci_cert_usage(cert) == ECI_USAGE_OTHER || eci_cert_unknown_critical(cert) != NULL)
		return ECERT_OK;
	if ((e = eci_cert_issued_by(ctx, cert, issuer, empty_id, &checks, &fit)) != ECERT_OK)
		return e;
	*yes = fit != ECI_FIT_NO;
	if (fit == ECI_FIT_EMPTY_ID)
		*odd |= ECI_REV_EMPTY_ID;
	return ECERT_OK;
}

/* Whoever stole a responder's key dates answers as he likes. */
static ecert_err
is_revoked(ecert_ctx *ctx, const struct eci_ocsp *resp, const struct eci_crls *crls,
    const struct eci_cert *cert, const struct eci_cert *issuer, int64_t now, bool empty_id,
    unsigned *odd, bool *yes)
{
	struct eci_revocation rev;
	ecert_err e;

	*yes = false;
	e = eci_crl_check(ctx, crls, cert, issuer, resp->produced, now, empty_id, &rev);
	if (e != ECERT_OK)
		return e;
	*yes = rev.state == ECI_REV_BEFORE || (rev.state == ECI_REV_AFTER && rev.stolen);
	if (rev.state == ECI_REV_UNKNOWN && !cert->exts.no_check)
		*odd |= ECI_REV_RESPONDER;
	return ECERT_OK;
}

/* A certificate from the response that is its responder's. */
static ecert_err
try_delegate(ecert_ctx *ctx, struct eci_ocsp *resp, const struct eci_crls *crls,
    const struct eci_cert *cert, const struct eci_cert *issuer, int64_t now, bool empty_id,
    const char **why, unsigned *odd)
{
	bool yes;
	ecert_err e;

	*odd = 0;
	*why = no_right;
	if ((e = may_respond(ctx, cert, issuer, empty_id, odd, &yes)) != ECERT_OK || !yes)
		return e;
	*why = no_time;
	if (resp->produced < cert->not_before || resp->produced > cert->not_after)
		return ECERT_OK;
	*why = not_signed;
	if ((e = is_signed(ctx, resp, cert, empty_id, odd, &yes)) != ECERT_OK || !yes)
		return e;
	*why = taken_back;
	e = is_revoked(ctx, resp, crls, cert, issuer, now, empty_id, odd, &yes);
	if (e == ECERT_OK && !yes)
		*why = NULL;
	return e;
}

static ecert_err
try_issuer(ecert_ctx *ctx, struct eci_ocsp *resp, const struct eci_cert *issuer, bool empty_id,
    const char **why, unsigned *odd)
{
	bool yes;
	ecert_err e;

	*odd = 0;
	*why = not_signed;
	if ((e = is_signed(ctx, resp, issuer, empty_id, odd, &yes)) != ECERT_OK || !yes)
		return e;
	*why = resp->produced < issuer->not_before || resp->produced > issuer->not_after ?
	    no_time : NULL;
	return ECERT_OK;
}

ecert_err
eci_ocsp_signer(ecert_ctx *ctx, struct eci_ocsp *resp, const struct eci_crls *crls,
    const struct eci_cert *issuer, int64_t now, bool empty_id, const char **why, unsigned *odd,
    int64_t *until)
{
	const struct eci_cert *cert;
	bool named;
	ecert_err e;
	size_t i;

	*why = no_right;
	*odd = 0;
	*until = issuer->not_after;
	if ((e = is_named(ctx, resp, issuer, &named)) != ECERT_OK)
		return e;
	if (named && ((e = try_issuer(ctx, resp, issuer, empty_id, why, odd)) != ECERT_OK ||
	    *why == NULL))
		return e;
	for (i = 0; i < resp->certs.n; i++) {
		cert = resp->certs.v[i];
		if ((e = is_named(ctx, resp, cert, &named)) != ECERT_OK)
			return e;
		if (!named || eci_cert_same(cert, issuer))
			continue;
		*until = cert->not_after;
		e = try_delegate(ctx, resp, crls, cert, issuer, now, empty_id, why, odd);
		if (e != ECERT_OK || *why == NULL)
			return e;
	}
	return ECERT_OK;
}
