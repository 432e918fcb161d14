/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_fault.c - why a value does not hold, where it is one of the usual mistakes of
 * devices and services: Z left out, or the digest taken for a message.
 */
#include "signer/signer_priv.h"

/* Whether sig is over the SM3 of p, as if that were e. */
static ecert_err
is_over_sm3(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes p,
    struct eci_bytes sig, bool *yes)
{
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	if ((e = eci_sm3(ctx, p.ptr, p.len, digest)) != ECERT_OK)
		return e;
	return eci_sig_verify_as(ctx, cert, NULL, (struct eci_bytes){ digest, sizeof(digest) }, sig,
	    yes);
}

ecert_err
eci_signer_fault(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes msg,
    struct eci_bytes sig, const char **why)
{
	uint8_t digest[ECI_SM3_LEN];
	struct eci_bytes asked = { digest, sizeof(digest) };
	bool yes = false;
	ecert_err e;

	*why = "";
	if (!eci_cert_is_sm2(cert))
		return ECERT_OK;
	if ((e = is_over_sm3(ctx, cert, msg, sig, &yes)) != ECERT_OK)
		return e;
	if (yes) {
		*why = ": it is over SM3(M), without Z (GB/T 32918.2 6.1)";
		return ECERT_OK;
	}
	/* With Z or without. */
	if ((e = eci_sm2_digest(ctx, cert, msg, digest)) != ECERT_OK ||
	    (e = eci_sig_verify_as(ctx, cert, ECI_SM2_ID, asked, sig, &yes)) != ECERT_OK ||
	    (!yes && (e = is_over_sm3(ctx, cert, asked, sig, &yes)) != ECERT_OK))
		return e;
	if (yes)
		*why = ": the digest was taken for a message and hashed once more";
	return ECERT_OK;
}
