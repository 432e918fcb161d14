/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_point.c - distribution points (RFC 5280 6.3.3 (b)(2)).  Authorities with
 * many certificates split their list; a part says nothing about certificates of
 * the other parts.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define DIRECTORY 0xa4         /* directoryName */
#define MAX_NAMES 32           /* of one point: each is compared with each */

/* Directory names are compared as names are: two programs write two string types.
 * What is no name is like no other. */
static ecert_err
same_name(ecert_ctx *ctx, const struct eci_der_val *a, const struct eci_der_val *b, bool *yes)
{
	X509_NAME *x = NULL, *y = NULL;
	char *xt = NULL, *yt = NULL;
	ecert_err e;

	*yes = eci_bytes_equal(a->whole, b->whole);
	if (*yes || a->tag != DIRECTORY || b->tag != DIRECTORY)
		return ECERT_OK;
	if ((e = eci_name_load(ctx, "distribution point", a->body, &x, &xt)) == ECERT_OK &&
	    (e = eci_name_load(ctx, "distribution point", b->body, &y, &yt)) == ECERT_OK)
		*yes = eci_name_equal(x, y);
	X509_NAME_free(x);
	X509_NAME_free(y);
	free(xt);
	free(yt);
	if (e != ECERT_E_CERT)
		return e;
	eci_clear(ctx);
	return ECERT_OK;
}

/* ours, theirs: bodies of a DistributionPointName; relative names are never met. */
static ecert_err
points_meet(ecert_ctx *ctx, struct eci_bytes ours, struct eci_bytes theirs, bool *yes)
{
	struct eci_der_val a, b, x, y;
	struct eci_bytes rest;
	size_t n = 0, m;
	ecert_err e;

	*yes = false;
	if (!eci_der_take(&ours, 0xa0, &a) || !eci_der_take(&theirs, 0xa0, &b))
		return ECERT_OK;
	while (a.body.len > 0 && n++ < MAX_NAMES && eci_der_take(&a.body, a.body.ptr[0], &x))
		for (rest = b.body, m = 0; rest.len > 0 && m < MAX_NAMES &&
		    eci_der_take(&rest, rest.ptr[0], &y); m++)
			if ((e = same_name(ctx, &x, &y, yes)) != ECERT_OK || *yes)
				return e;
	return ECERT_OK;
}

ecert_err
eci_crl_point_fits(ecert_ctx *ctx, const struct eci_crl *crl, const struct eci_cert *cert,
    bool *yes)
{
	struct eci_bytes points = cert->exts.crl_points;
	struct eci_der_val point, name;
	size_t n = 0;
	ecert_err e;

	*yes = false;
	while (n++ < MAX_NAMES && eci_der_take(&points, ECI_DER_SEQUENCE, &point)) {
		/* What follows the name: lists of some reasons, or of another issuer. */
		if (!eci_der_take(&point.body, 0xa0, &name) || point.body.len != 0)
			continue;
		if ((e = points_meet(ctx, crl->point, name.body, yes)) != ECERT_OK || *yes)
			return e;
	}
	return ECERT_OK;
}
