/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_value.c - what is signed, and the value put together around it: a seal
 * signature, or without a seal SignedData of GB/T 35275 with signed attributes and
 * without content.  Of the forms in use that is the one most readers take, and the
 * one that has a signed time.
 */
#include "sign/sign_priv.h"

#include "cms/cms.h"

/* GM/T 0031-2014 6.2: the digest of the original is the signature's own. */
ecert_err
eci_sign_digest(ecert_ctx *ctx, const struct eci_sign_how *how, struct eci_bytes xml,
    uint8_t digest[ECI_SM3_LEN])
{
	if (eci_signer_alg(how->signer) == ECI_SIG_RSA_SHA256)
		return eci_sha256(ctx, xml.ptr, xml.len, digest);
	return eci_sm3_again(ctx, xml.ptr, xml.len, digest);
}

static struct eci_ses_who
who_of(const struct eci_sign_how *how)
{
	return (struct eci_ses_who){ eci_cert_der(eci_signer_cert(how->signer)),
		eci_sig_alg_oid(eci_signer_alg(how->signer)) };
}

static ecert_err
ses_tbs(ecert_ctx *ctx, const struct eci_sign_how *how, const char *sig_entry,
    struct eci_bytes hash, struct eci_buf *tbs)
{
	const struct eci_ses_seal *ses = eci_seal_ses(how->seal);
	struct eci_buf property = { 0 };
	ecert_err e;

	/* The property is the absolute path of what was digested. */
	if ((e = eci_buf_addf(ctx, &property, "/%s", sig_entry)) == ECERT_OK)
		e = eci_ses_tbs_encode(ctx, ses->version, ses->whole, how->t, hash,
		    (const char *)property.ptr, who_of(how), tbs);
	eci_buf_free(&property);
	return e;
}

ecert_err
eci_sign_tbs(ecert_ctx *ctx, const struct eci_sign_how *how, const char *sig_entry,
    struct eci_bytes xml, struct eci_buf *tbs)
{
	uint8_t digest[ECI_SM3_LEN];
	struct eci_bytes hash = { digest, sizeof(digest) };
	ecert_err e;

	if ((e = eci_sign_digest(ctx, how, xml, digest)) != ECERT_OK)
		return e;
	return how->seal != NULL ? ses_tbs(ctx, how, sig_entry, hash, tbs) :
	    eci_cms_attrs_encode(ctx, how->t, hash, tbs);
}

ecert_err
eci_sign_ask(ecert_ctx *ctx, const struct eci_sign_how *how, const struct eci_buf *tbs,
    uint8_t digest[ECI_SM3_LEN])
{
	struct eci_bytes msg = { tbs->ptr, tbs->len };

	if (eci_signer_alg(how->signer) == ECI_SIG_RSA_SHA256)
		return eci_sha256(ctx, msg.ptr, msg.len, digest);
	return eci_sm2_digest(ctx, eci_signer_cert(how->signer), msg, digest);
}

ecert_err
eci_sign_value(ecert_ctx *ctx, const struct eci_sign_how *how, const struct eci_buf *tbs,
    struct eci_bytes sig, struct eci_buf *out)
{
	struct eci_buf token = { 0 };
	struct eci_bytes stamp;
	ecert_err e = ECERT_OK;

	/* RFC 3161 appendix A: over the value; of a seal signature those are the contents
	 * of the BIT STRING. */
	if (how->tsa != NULL)
		e = eci_tsp_stamp(ctx, how->tsa, sig, &token);
	stamp = (struct eci_bytes){ token.ptr, token.len };
	if (e == ECERT_OK)
		e = how->seal != NULL ?
		    eci_ses_sig_encode(ctx, eci_seal_ses(how->seal)->version, tbs, who_of(how),
		    sig, stamp, out) :
		    eci_cms_encode_stamped(ctx, tbs, who_of(how).cert, sig, stamp, out);
	eci_buf_free(&token);
	return e;
}
