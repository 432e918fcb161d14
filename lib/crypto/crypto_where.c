/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_where.c - where a certificate says that revocation lists and responders
 * are.  Only what may be asked over http and https is taken, and only text that
 * can be part of a request; the rest (ldap, files) is passed over.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define MAX_URL 2048
#define URI 0x86               /* uniformResourceIdentifier, RFC 5280 4.2.1.6 */

static bool
begins(struct eci_bytes s, const char *with)
{
	size_t i, n = strlen(with);

	for (i = 0; i < n; i++)
		if (i >= s.len || eci_ascii_lower(s.ptr[i]) != with[i])
			return false;
	return s.len > n;
}

static bool
usable(struct eci_bytes s)
{
	size_t i;

	if (s.len > MAX_URL || (!begins(s, "http://") && !begins(s, "https://")))
		return false;
	for (i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] >= 0x7f)
			return false;
	return true;
}

/* Those that are too many are left out: nobody asks at more places. */
static ecert_err
add(ecert_ctx *ctx, struct eci_urls *urls, struct eci_bytes s)
{
	ecert_err e;
	size_t i;

	if (!usable(s) || urls->n == ECI_COUNT(urls->v))
		return ECERT_OK;
	for (i = 0; i < urls->n; i++)
		if (strlen(urls->v[i]) == s.len && memcmp(urls->v[i], s.ptr, s.len) == 0)
			return ECERT_OK;
	e = eci_strndup(ctx, (const char *)s.ptr, s.len, &urls->v[urls->n]);
	urls->n += e == ECERT_OK;
	return e;
}

/* The fullName [0] of a DistributionPoint's [0], RFC 5280 4.2.1.13. */
static ecert_err
add_point(ecert_ctx *ctx, struct eci_urls *urls, struct eci_bytes point)
{
	struct eci_der_val name, full, uri;
	struct eci_bytes rest;
	ecert_err e = ECERT_OK;

	if (!eci_der_take(&point, 0xa0, &name) || !eci_der_take(&name.body, 0xa0, &full))
		return ECERT_OK;
	for (rest = full.body; e == ECERT_OK && rest.len > 0;) {
		if (eci_der_take(&rest, URI, &uri))
			e = add(ctx, urls, uri.body);
		else if (!eci_der_take(&rest, rest.ptr[0], &uri))
			break;
	}
	return e;
}

/* The responder of an AccessDescription, RFC 5280 4.2.2.1. */
static ecert_err
add_access(ecert_ctx *ctx, struct eci_urls *urls, struct eci_bytes access)
{
	struct eci_der_val oid, uri;

	if (!eci_der_take(&access, ECI_DER_OID, &oid) ||
	    !ECI_IS_OID(oid.body, "\x2b\x06\x01\x05\x05\x07\x30\x01") ||
	    !eci_der_take(&access, URI, &uri))
		return ECERT_OK;
	return add(ctx, urls, uri.body);
}

ecert_err
eci_where_parse(ecert_ctx *ctx, struct eci_cert *cert)
{
	struct eci_bytes rest;
	struct eci_der_val v;
	ecert_err e = ECERT_OK;

	for (rest = cert->exts.crl_points; e == ECERT_OK &&
	    eci_der_take(&rest, ECI_DER_SEQUENCE, &v);)
		e = add_point(ctx, &cert->crl_urls, v.body);
	for (rest = cert->exts.access; e == ECERT_OK &&
	    eci_der_take(&rest, ECI_DER_SEQUENCE, &v);)
		e = add_access(ctx, &cert->ocsp_urls, v.body);
	return e;
}

void
eci_urls_free(struct eci_urls *urls)
{
	size_t i;

	for (i = 0; i < urls->n; i++)
		free(urls->v[i]);
	urls->n = 0;
}

const char *
eci_cert_crl_url(const struct eci_cert *cert, size_t i)
{
	return i < cert->crl_urls.n ? cert->crl_urls.v[i] : NULL;
}

const char *
eci_cert_ocsp_url(const struct eci_cert *cert, size_t i)
{
	return i < cert->ocsp_urls.n ? cert->ocsp_urls.v[i] : NULL;
}
