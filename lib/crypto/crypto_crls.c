/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_crls.c - sets of revocation lists. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

static void
crl_free(struct eci_crl *crl)
{
	if (crl == NULL)
		return;
	X509_NAME_free(crl->issuer);
	free(crl->issuer_text);
	free(crl->v);
	eci_buf_free(&crl->der);
	free(crl);
}

static ecert_err
load_one(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_crls *out)
{
	struct eci_crl *crl;
	ecert_err e;

	if (n > ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES))
		return eci_too_large(ctx, where, "a revocation list", n);
	if ((e = eci_der_check(ctx, where, ECERT_R_CERT_MALFORMED, p, n)) != ECERT_OK)
		return e;
	if ((crl = calloc(1, sizeof(*crl))) == NULL)
		return eci_nomem(ctx);
	eci_memo_init(&crl->memo);
	if ((e = eci_buf_add(ctx, &crl->der, p, n)) == ECERT_OK &&
	    (e = eci_crl_parse(ctx, where, crl)) == ECERT_OK &&
	    (e = eci_grow(ctx, &out->v, out->n, &out->cap, sizeof(*out->v))) == ECERT_OK) {
		out->v[out->n++] = crl;
		crl = NULL;
	}
	crl_free(crl);
	return e;
}

static ecert_err
load_pem(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_crls *out)
{
	struct eci_pem pem;
	bool more = true;
	ecert_err e;

	if ((e = eci_pem_open(ctx, p, n, &pem)) != ECERT_OK)
		return e;
	while ((e = eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, where, &pem, &more)) == ECERT_OK &&
	    more)
		if (strcmp(pem.name, "X509 CRL") == 0 &&
		    (e = load_one(ctx, where, pem.data, (size_t)pem.len, out)) != ECERT_OK)
			break;
	eci_pem_close(&pem);
	return e;
}

ecert_err
eci_crls_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_crls *out)
{
	size_t before = out->n;
	ecert_err e;

	if (eci_is_der(p, n))
		return load_one(ctx, where, p, n, out);
	e = load_pem(ctx, where, p, n, out);
	if (e == ECERT_OK && out->n == before)
		e = eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, NULL,
		    "no revocation list in it");
	while (e != ECERT_OK && out->n > before)
		crl_free(out->v[--out->n]);
	return e;
}

const char *
eci_crl_unfit(const struct eci_crl *crl)
{
	return crl->foreign;
}

void
eci_crls_free(struct eci_crls *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		crl_free(list->v[i]);
	free(list->v);
	memset(list, 0, sizeof(*list));
}
