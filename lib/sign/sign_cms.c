/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_cms.c - the value of a signature without a seal: SignedData of GB/T 35275
 * with signed attributes and without content.  Of the forms in use it is the one
 * that more readers take, and the one that has a signed time.
 */
#include "sign/sign_priv.h"

#include "cms/cms.h"

ecert_err
eci_sign_cms(ecert_ctx *ctx, const ecert_signer *signer, int64_t t, const ecert_tsa *tsa,
    const uint8_t digest[ECI_SM3_LEN], struct eci_buf *out)
{
	struct eci_bytes hash = { digest, ECI_SM3_LEN };
	struct eci_bytes cert = eci_cert_der(eci_signer_cert(signer));
	struct eci_buf tbs = { 0 }, sig = { 0 }, token = { 0 };
	ecert_err e;

	if ((e = eci_cms_attrs_encode(ctx, t, hash, &tbs)) == ECERT_OK &&
	    (e = eci_signer_sign(ctx, signer, (struct eci_bytes){ tbs.ptr, tbs.len },
	    &sig)) == ECERT_OK &&
	    /* RFC 3161 appendix A: over the value of the signature. */
	    (tsa == NULL || (e = eci_tsp_stamp(ctx, tsa, (struct eci_bytes){ sig.ptr, sig.len },
	    &token)) == ECERT_OK))
		e = eci_cms_encode_stamped(ctx, &tbs, cert, (struct eci_bytes){ sig.ptr, sig.len },
		    (struct eci_bytes){ token.ptr, token.len }, out);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&token);
	return e;
}
