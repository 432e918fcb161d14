/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_cms_bare.c - a signature of type Sign whose value is SEQUENCE { r, s } and
 * nothing else.  It was made over the bytes of Signature.xml; it names nobody, so
 * it takes a certificate of the policy to judge it.
 */
#include "verify/verify_priv.h"

static ecert_err
find_signer(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_cert **out)
{
	const struct eci_certs *given = &at->run->pol.signers;
	struct eci_bytes xml = { w->xml.ptr, w->xml.len };
	struct eci_bytes sig = { w->value.ptr, w->value.len };
	bool good = false;
	ecert_err e;
	size_t i;

	*out = NULL;
	for (i = 0; *out == NULL && i < given->n; i++) {
		e = eci_sig_verify(at->run->ctx, given->v[i], ECI_SIG_SM2_SM3, xml, sig, NULL,
		    &good);
		if (e != ECERT_OK)
			return e;
		if (good)
			*out = given->v[i];
	}
	return ECERT_OK;
}

static ecert_err
say_nobody(const struct eci_vat *at)
{
	ecert_err e;

	if (at->run->pol.signers.n > 0)
		return ECI_VFAIL(at, ECI_V_VALUE, ECERT_R_SES_SIG_BAD,
		    "the value is the signature of none of the certificates given with "
		    "--signer-cert", "签名值不是 --signer-cert 所给证书持有人的签名");
	e = ECI_VUNDEC(at, ECI_V_SIGNER_KEY, ECERT_R_CERT_UNTRUSTED,
	    "the value names no certificate, and there is none in the file. To settle it: obtain "
	    "the signer's certificate from a source you trust and run %s --trust DIR "
	    "--signer-cert CERT FILE",
	    "签名值未指明证书，文件中也没有证书。解决办法：从可信渠道取得签名人的证书，运行 "
	    "%s --trust DIR --signer-cert CERT FILE", eci_verify_tool(at));
	return e == ECERT_OK ? eci_verify_no_cert(at) : e;
}

static ecert_err
check_signer(const struct eci_vat *at, const struct eci_cert *found,
    const struct eci_vwhen *when)
{
	struct eci_report_sig *sig = &at->run->rep->sigs[at->sig - 1];
	struct eci_cert *cert = NULL;
	ecert_err e;

	e = eci_verify_cert_load(at, ECI_ROLE_SIGNER, eci_cert_der(found), &cert);
	if (e == ECERT_OK && cert != NULL &&
	    (e = eci_report_person(at->run->ctx, cert, &sig->signer)) == ECERT_OK &&
	    (e = eci_verify_outside(at)) == ECERT_OK &&
	    (e = eci_verify_good(at, ECI_SIG_DER)) == ECERT_OK)
		e = eci_verify_plain_signer(at, cert, when);
	eci_cert_free(cert);
	return e;
}

ecert_err
eci_verify_bare(const struct eci_vat *at, const struct eci_vwork *w)
{
	const struct eci_cert *found = NULL;
	struct eci_vwhen when = { 0 };
	struct eci_vat here = *at;
	ecert_err e;

	here.where = w->desc.value_entry;
	here.ses = ECI_BY_OFD;
	if ((e = ECI_VDEV(&here, ECI_V_FORMAT, ECERT_R_NONE,
	    "a bare SM2 value, not SignedData", "仅有 SM2 签名值，而非 SignedData")) != ECERT_OK ||
	    (e = eci_verify_plain_seal(&here, w)) != ECERT_OK ||
	    (e = eci_verify_plain_time(&here, w, NULL, &when)) != ECERT_OK ||
	    (e = eci_verify_plain_known(&here, &when)) != ECERT_OK ||
	    (e = eci_verify_alg(&here, w->desc.method, ECI_SIG_SM2_SM3, true,
	    NULL)) != ECERT_OK ||
	    (e = find_signer(&here, w, &found)) != ECERT_OK)
		return e;
	return found != NULL ? check_signer(&here, found, &when) : say_nobody(&here);
}
