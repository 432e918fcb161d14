/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_fit.c - whether a key in the token is that of a certificate. */
#include <string.h>

#include "signer/signer_p11.h"

#define COORD 32

/* An OCTET STRING with the point, or the point alone. */
static bool
is_point_of(struct eci_bytes p, const struct eci_cert *cert)
{
	if (p.len == 3 + 2 * COORD && p.ptr[0] == 0x04 && p.ptr[1] == 1 + 2 * COORD) {
		p.ptr += 2;
		p.len -= 2;
	}
	return p.len == 1 + 2 * COORD && p.ptr[0] == 0x04 &&
	    eci_xy_is_key_of(p.ptr + 1, p.ptr + 1 + COORD, cert);
}

/* Unsigned: zeros in front count for nothing. */
static bool
is_same_number(struct eci_bytes a, struct eci_bytes b)
{
	for (; a.len > 0 && *a.ptr == 0; a.len--)
		a.ptr++;
	for (; b.len > 0 && *b.ptr == 0; b.len--)
		b.ptr++;
	return eci_bytes_equal(a, b);
}

/* RSAPublicKey, RFC 8017 A.1.1. */
static bool
is_rsa_of(struct eci_bytes modulus, struct eci_bytes exponent, const struct eci_cert *cert)
{
	struct eci_bytes rest = eci_cert_key_bits(cert);
	struct eci_der_val key, n, e;

	if (!eci_der_take(&rest, ECI_DER_SEQUENCE, &key))
		return false;
	rest = key.body;
	return eci_der_take(&rest, ECI_DER_INTEGER, &n) && eci_der_take(&rest, ECI_DER_INTEGER, &e) &&
	    is_same_number(n.body, modulus) && is_same_number(e.body, exponent);
}

/* By what an object shows of the public part. */
static ecert_err
fit_object(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong object,
    const struct eci_cert *cert, enum eci_p11_fit *fit)
{
	bool sm2 = eci_cert_is_sm2(cert), same;
	struct eci_buf a = { 0 }, b = { 0 };
	ecert_err e;

	*fit = ECI_P11_UNKNOWN;
	if ((e = eci_p11_get(ctx, d, session, object, sm2 ? CKA_EC_POINT : CKA_MODULUS,
	    &a)) != ECERT_OK ||
	    (!sm2 && (e = eci_p11_get(ctx, d, session, object, CKA_PUBLIC_EXPONENT,
	    &b)) != ECERT_OK) || a.len == 0 || (!sm2 && b.len == 0))
		goto out;
	same = sm2 ? is_point_of((struct eci_bytes){ a.ptr, a.len }, cert) :
	    is_rsa_of((struct eci_bytes){ a.ptr, a.len }, (struct eci_bytes){ b.ptr, b.len }, cert);
	*fit = same ? ECI_P11_YES : ECI_P11_NO;
out:
	eci_buf_free(&a);
	eci_buf_free(&b);
	return e;
}

/* The private key may show its public part; else the public key of its ID does. */
ecert_err
eci_p11_fit(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session,
    const struct eci_p11_key *key, const struct eci_cert *cert, enum eci_p11_fit *fit)
{
	struct ck_attribute same = { CKA_ID, key->id.ptr, key->id.len };
	struct eci_p11_found found;
	ecert_err e;
	size_t i;

	*fit = ECI_P11_NO;
	if (key->type != ECI_P11_ANY && (key->type == CKK_RSA) == eci_cert_is_sm2(cert))
		return ECERT_OK;
	if ((e = fit_object(ctx, d, session, key->object, cert, fit)) != ECERT_OK ||
	    *fit != ECI_P11_UNKNOWN || key->id.len == 0)
		return e;
	e = eci_p11_find(ctx, d, session, CKO_PUBLIC_KEY, &same, 1, &found);
	for (i = 0; e == ECERT_OK && *fit == ECI_P11_UNKNOWN && i < found.n; i++)
		e = fit_object(ctx, d, session, found.v[i], cert, fit);
	return e;
}
