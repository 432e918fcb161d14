/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_certs.c - lists of certificates. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

/* Takes over cert, also when it fails. */
static ecert_err
append(ecert_ctx *ctx, struct eci_certs *list, struct eci_cert *cert)
{
	ecert_err e = eci_grow(ctx, &list->v, list->n, &list->cap, sizeof(*list->v));

	if (e == ECERT_OK)
		list->v[list->n++] = cert;
	else
		eci_cert_free(cert);
	return e;
}

ecert_err
eci_certs_add(ecert_ctx *ctx, struct eci_certs *list, const struct eci_cert *cert)
{
	return append(ctx, list, eci_cert_ref(cert));
}

static ecert_err
load_pem(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_certs *out)
{
	struct eci_cert *cert;
	struct eci_pem pem;
	bool more = true;
	ecert_err e;

	if ((e = eci_pem_open(ctx, p, n, &pem)) != ECERT_OK)
		return e;
	while ((e = eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, where, &pem, &more)) == ECERT_OK &&
	    more) {
		if (strcmp(pem.name, "CERTIFICATE") != 0 &&
		    strcmp(pem.name, "X509 CERTIFICATE") != 0)
			continue;
		if ((e = eci_cert_load(ctx, where, pem.data, (size_t)pem.len, &cert)) != ECERT_OK ||
		    (e = append(ctx, out, cert)) != ECERT_OK)
			break;
	}
	eci_pem_close(&pem);
	return e;
}

/* TBSCertificate begins with its version, tagged [0], or in version 1 with the serial
 * number (RFC 5280 4.1).  Private keys, PKCS#12 files and seals begin otherwise, and
 * whoever gave one of them is told so, not at which byte it is no certificate. */
static bool
other_kind(const uint8_t *p, size_t n)
{
	struct eci_bytes rest = { p, n };
	struct eci_der_val v;

	if (!eci_der_take(&rest, ECI_DER_SEQUENCE, &v))
		return false;
	rest = v.body;
	return !eci_der_take(&rest, ECI_DER_SEQUENCE, &v) || v.body.len == 0 ||
	    (v.body.ptr[0] != ECI_DER_CTX0 && v.body.ptr[0] != ECI_DER_INTEGER);
}

static ecert_err
load_der(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_certs *out)
{
	struct eci_cert *cert = NULL;
	ecert_err e;

	if (other_kind(p, n))
		return ECERT_OK;
	if ((e = eci_cert_load(ctx, where, p, n, &cert)) != ECERT_OK)
		return e;
	return append(ctx, out, cert);
}

ecert_err
eci_certs_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_certs *out)
{
	size_t before = out->n;
	ecert_err e;

	e = eci_is_der(p, n) ? load_der(ctx, where, p, n, out) : load_pem(ctx, where, p, n, out);
	if (e == ECERT_OK && out->n == before)
		e = eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, NULL, "no certificate in it");
	while (e != ECERT_OK && out->n > before)
		eci_cert_free(out->v[--out->n]);
	/* A list that was empty holds nothing a caller would have to release. */
	if (e != ECERT_OK && out->n == 0)
		eci_certs_free(out);
	return e;
}

void
eci_certs_free(struct eci_certs *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		eci_cert_free(list->v[i]);
	free(list->v);
	memset(list, 0, sizeof(*list));
}
