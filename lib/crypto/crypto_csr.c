/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_csr.c - certificate requests written: PKCS#10 (RFC 2986), which LD/T 03-2022
 * 6.4.1 asks for. */
#include <string.h>

#include "crypto/crypto_priv.h"

static ecert_err
put_alt_names(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes names)
{
	struct eci_buf value = { 0 };
	ecert_err e;

	if (names.len == 0)
		return ECERT_OK;
	e = eci_der_put(ctx, &value, ECI_DER_SEQUENCE, names.ptr, names.len);
	return eci_put_ext(ctx, out, "2.5.29.17", false, &value, e);
}

/* Attribute extensionRequest, RFC 2985 5.4.2: SEQUENCE { OID, SET { Extensions } }. */
static ecert_err
put_request(ecert_ctx *ctx, const struct eci_csr_parts *in, struct eci_buf *out)
{
	struct eci_buf exts = { 0 }, seq = { 0 }, attr = { 0 };
	ecert_err e;

	if ((e = eci_put_usage(ctx, &exts, in->usage, true)) == ECERT_OK &&
	    (e = put_alt_names(ctx, &exts, in->alt_names)) == ECERT_OK && exts.len > 0 &&
	    (e = eci_der_put_buf(ctx, &seq, ECI_DER_SEQUENCE, &exts)) == ECERT_OK &&
	    (e = eci_der_put_oid(ctx, &attr, "1.2.840.113549.1.9.14")) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &attr, ECI_DER_SET, &seq)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &attr);
	eci_buf_free(&exts);
	eci_buf_free(&seq);
	eci_buf_free(&attr);
	return e;
}

/* attributes [0] IMPLICIT is there also where it is empty (RFC 2986 4.1). */
ecert_err
eci_csr_info(ecert_ctx *ctx, const struct eci_csr_parts *in, struct eci_buf *out)
{
	struct eci_buf info = { 0 }, attrs = { 0 };
	ecert_err e;

	if ((e = eci_der_put_int(ctx, &info, 0)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &info, in->subject.ptr, in->subject.len)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &info, in->spki.ptr, in->spki.len)) == ECERT_OK &&
	    (e = put_request(ctx, in, &attrs)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &info, ECI_DER_CTX0, &attrs)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &info);
	eci_buf_free(&info);
	eci_buf_free(&attrs);
	return e;
}

ecert_err
eci_csr_join(ecert_ctx *ctx, struct eci_bytes info, enum eci_key_kind kind,
    struct eci_bytes sig, struct eci_buf *out)
{
	struct eci_buf all = { 0 };
	ecert_err e;

	if ((e = eci_buf_add(ctx, &all, info.ptr, info.len)) == ECERT_OK &&
	    (e = eci_put_algorithm(ctx, kind, &all)) == ECERT_OK &&
	    (e = eci_der_put_bits(ctx, &all, sig.ptr, sig.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &all);
	eci_buf_free(&all);
	return e;
}

ecert_err
eci_csr_write_pem(ecert_ctx *ctx, struct eci_bytes der, struct eci_buf *out)
{
	return eci_pem_write(ctx, "CERTIFICATE REQUEST", der, out);
}
