/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_request.c - TimeStampReq (RFC 3161 2.4.1). */
#include "tsp/tsp.h"

#define OID_SM3 "1.2.156.10197.1.401"
#define OID_SHA256 "2.16.840.1.101.3.4.2.1"
#define VERSION 1

/* MessageImprint.  Parameters are NULL: there are authorities that compare them. */
static ecert_err
put_imprint(ecert_ctx *ctx, struct eci_buf *out, enum eci_tsp_alg alg, struct eci_bytes digest)
{
	struct eci_buf body = { 0 }, id = { 0 };
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &id, alg == ECI_TSP_SM3 ? OID_SM3 : OID_SHA256)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &id, ECI_DER_NULL, NULL, 0)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &body, ECI_DER_SEQUENCE, &id)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING, digest.ptr,
	    digest.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&id);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_tsp_request(ecert_ctx *ctx, enum eci_tsp_alg alg, struct eci_bytes digest,
    struct eci_bytes nonce, struct eci_buf *out)
{
	static const uint8_t yes = 0xff;
	struct eci_buf body = { 0 };
	ecert_err e;

	if (alg != ECI_TSP_SM3 && alg != ECI_TSP_SHA256)
		return eci_fail(ctx, ECERT_E_ARG, "messageImprint: no such algorithm");
	if (digest.len != ECI_SM3_LEN)
		return eci_fail(ctx, ECERT_E_ARG, "messageImprint: %zu bytes, not %d", digest.len,
		    ECI_SM3_LEN);
	if ((e = eci_der_put_int(ctx, &body, VERSION)) == ECERT_OK &&
	    (e = put_imprint(ctx, &body, alg, digest)) == ECERT_OK &&
	    (nonce.len == 0 ||
	    (e = eci_der_put(ctx, &body, ECI_DER_INTEGER, nonce.ptr, nonce.len)) == ECERT_OK) &&
	    /* certReq: without the certificate nobody could check the token later. */
	    (e = eci_der_put(ctx, &body, ECI_DER_BOOLEAN, &yes, 1)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}
