/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_cms.c - a signature without a seal (GB/T 33190-2016 18.1, Type="Sign"):
 * SignedData after GB/T 35275 over Signature.xml.
 */
#include <string.h>

#include "verify/verify_priv.h"

/*
 * A viewer shows the seal a signature names.  Here nobody vouches for it: not its
 * maker, and not the list of those who may use it.  Places alone name no picture,
 * but a viewer may find one of its own accord: a file the signature protects.
 */
ecert_err
eci_verify_plain_seal(const struct eci_vat *at, const struct eci_vwork *w)
{
	struct eci_vat here = *at;

	if ((here.where = w->desc.seal_entry) != NULL)
		return ECI_VFAIL(&here, ECI_V_SEAL_FILE, ECERT_R_SEAL_MISMATCH,
		    "a signature of type Sign names a seal, which nothing in it vouches for",
		    "类型为 Sign 的签名带有印章，而签名值与该印章无关");
	if (w->desc.n_stamps > 0)
		return ECI_VUNDEC(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "%zu places for a seal, and there is none", "有 %zu 处签章外观，但没有印章",
		    w->desc.n_stamps);
	return ECERT_OK;
}

/* SignatureDateTime, where its form is one that is known. */
static bool
xml_time(const struct eci_vwork *w, bool *local, int64_t *t)
{
	struct eci_bytes text = { NULL, 0 };

	if (w->desc.date_time == NULL)
		return false;
	text.ptr = (const uint8_t *)w->desc.date_time;
	text.len = strlen(w->desc.date_time);
	return eci_ses_time_text(text, local, t);
}

/* Both are the signer's; the signed attribute has a defined form. */
static ecert_err
compare_times(const struct eci_vat *at, const struct eci_vwork *w, int64_t when)
{
	char iso[24], other[24];
	bool local;
	int64_t t;

	if (!xml_time(w, &local, &t))
		return ECERT_OK;
	if (local)
		t -= at->run->pol.zone;
	if (t >= when - ECI_CLOCK_SKEW && t <= when + ECI_CLOCK_SKEW)
		return ECERT_OK;
	return ECI_VNOTE(at, ECI_V_TIME, ECERT_R_NONE,
	    "SignatureDateTime is %s, signingTime is %s: the latter counts",
	    "SignatureDateTime 为 %s，signingTime 为 %s：以后者为准", eci_time_iso(t, iso),
	    eci_time_iso(when, other));
}

ecert_err
eci_verify_plain_time(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_cms *cms, struct eci_vwhen *when)
{
	struct eci_vat xml = { at->run, at->sig, ECI_BY_OFD, w->row->entry };
	bool local = false;
	int64_t t = 0;
	ecert_err e;

	when->known = when->has_claim = true;
	if (cms != NULL && cms->has_time) {
		e = eci_verify_claim(at, false, cms->time, &when->claim);
		when->used = when->claim;
		return e == ECERT_OK ? compare_times(at, w, when->claim) : e;
	}
	/* It is in Signature.xml, so it is signed. */
	when->known = when->has_claim = xml_time(w, &local, &t);
	if (!when->known)
		return ECERT_OK;
	e = eci_verify_claim(&xml, local, t, &when->claim);
	when->used = when->claim;
	return e;
}

ecert_err
eci_verify_plain_known(const struct eci_vat *at, const struct eci_vwhen *when)
{
	eci_verify_settle_time(at, when);
	if (when->known)
		return ECERT_OK;
	return ECI_VUNDEC(at, ECI_V_TIME, ECERT_R_UNSUPPORTED,
	    "neither the value nor SignatureDateTime tells when it was signed",
	    "签名值与 SignatureDateTime 均未给出签名时间");
}

ecert_err
eci_verify_plain_signer(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_vwhen *when)
{
	ecert_err e;

	if ((e = eci_verify_cert_usage(at, ECI_ROLE_SIGNER, cert)) != ECERT_OK ||
	    (e = eci_verify_cert_time(at, ECI_ROLE_SIGNER, cert, when)) != ECERT_OK)
		return e;
	return eci_verify_cert_path(at, ECI_ROLE_SIGNER, cert, when);
}

/* 301.1 is SM2 signing, 501 SM2 with SM3: of a digest that is SM3 both say the same, and
 * of another eci_cms_decode() refuses them. */
static bool
is_sm2(const struct eci_cms *cms)
{
	enum eci_cms_oid sig = eci_cms_oid_of(cms->sig_alg);

	return sig == ECI_CMS_OID_SM2 || sig == ECI_CMS_OID_SM2_SM3;
}

static ecert_err
check_shape(const struct eci_vat *at, const struct eci_cms *cms)
{
	enum eci_cms_oid type = eci_cms_oid_of(cms->content_type);
	ecert_err e;

	if ((e = eci_verify_notes(at, ECI_V_FORMAT, &cms->notes, 0)) != ECERT_OK)
		return e;
	if (type != ECI_CMS_OID_GM_DATA && type != ECI_CMS_OID_PKCS7_DATA)
		return ECI_VFAIL(at, ECI_V_FORMAT, ECERT_R_SES_MALFORMED,
		    "the content is no data: a time stamp is no signature of a document",
		    "内容类型不是数据：时间戳不是文档的签名");
	if (cms->outer != ECI_CMS_OID_GM_SIGNED &&
	    (e = ECI_VDEV(at, ECI_V_FORMAT, ECERT_R_NONE,
	    "the type is signedData of PKCS#7, not of GB/T 35275",
	    "类型为 PKCS#7 的 signedData，而非 GB/T 35275 的")) != ECERT_OK)
		return e;
	/* No document was met with another, and one bit of what nobody signs makes it. */
	if (cms->version != 1)
		return ECI_VUNDEC(at, ECI_V_FORMAT, ECERT_R_UNSUPPORTED,
		    "SignedData has version %lld, not 1", "SignedData 版本为 %lld，而非 1",
		    (long long)cms->version);
	return ECERT_OK;
}

static ecert_err
check_signer(const struct eci_vat *at, const struct eci_vwork *w, const struct eci_vcms *v,
    const struct eci_vwhen *when)
{
	struct eci_report_sig *sig = &at->run->rep->sigs[at->sig - 1];
	bool sm2 = is_sm2(&v->cms);
	ecert_err e;

	if (v->signer != NULL &&
	    (e = eci_report_person(at->run->ctx, v->signer, &sig->signer)) != ECERT_OK)
		return e;
	if ((e = eci_verify_alg(at, w->desc.method, ECI_SIG_SM2_SM3, sm2, v->signer)) != ECERT_OK)
		return e;
	if (v->signer == NULL)
		return eci_verify_no_cert(at);
	if (sm2 && (e = eci_verify_cms_value(at, v)) != ECERT_OK)
		return e;
	return eci_verify_plain_signer(at, v->signer, when);
}

static ecert_err
check_all(const struct eci_vat *at, const struct eci_vwork *w, struct eci_vcms *v)
{
	struct eci_vwhen when = { .extra = &v->certs };
	ecert_err e;

	v->xml = (struct eci_bytes){ w->xml.ptr, w->xml.len };
	if ((e = eci_sm3(at->run->ctx, v->xml.ptr, v->xml.len, v->sm3)) != ECERT_OK ||
	    (e = check_shape(at, &v->cms)) != ECERT_OK ||
	    (e = eci_verify_cms_cert(at, v)) != ECERT_OK ||
	    (e = eci_verify_cms_form(at, v)) != ECERT_OK ||
	    (e = eci_verify_plain_seal(at, w)) != ECERT_OK ||
	    (e = eci_verify_plain_time(at, w, &v->cms, &when)) != ECERT_OK ||
	    (e = eci_verify_cms_extra(at, v, &when)) != ECERT_OK ||
	    (e = eci_verify_plain_known(at, &when)) != ECERT_OK)
		return e;
	return check_signer(at, w, v, &when);
}

ecert_err
eci_verify_cms(const struct eci_vat *at, const struct eci_vwork *w)
{
	struct eci_vat here = *at;
	struct eci_vcms v = { .form = ECI_FORM_NONE };
	ecert_err e;

	here.where = w->desc.value_entry;
	here.ses = ECI_BY_CMS;
	e = eci_cms_decode(at->run->ctx, here.where, ECERT_R_SES_MALFORMED, w->value.ptr,
	    w->value.len, &v.cms);
	if (e != ECERT_OK)
		return eci_verify_blame(&here, ECI_V_FORMAT, e, ECERT_R_SES_MALFORMED);
	e = check_all(&here, w, &v);
	eci_cert_free(v.signer);
	eci_certs_free(&v.certs);
	eci_cms_free(&v.cms);
	return e;
}
