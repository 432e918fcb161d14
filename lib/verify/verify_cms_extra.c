/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_cms_extra.c - what SignedData carries along and nobody signed: attributes
 * beside the signed ones, revocation lists.  Anybody can add them to a signature
 * that is valid.
 *
 * Unsigned attributes are there to say something about the signature that its
 * signer did not: a time stamp, a countersignature.  A reader that shows them,
 * or decides by them, would be led by a stranger, so a signature that has any is
 * never VALID unless each is a time stamp of an authority that is trusted: one of
 * another authority, and what is not known, leaves it open; a bad one is refused, as
 * in a seal signature.
 *
 * Lists are not used: whoever puts one there would choose the one that suits
 * him.  They say nothing of the signature, so they are a mere deviation.
 */
#include "verify/verify_priv.h"

/* Each stamp costs the verification of a path. */
#define ATTRS_MAX 8

static ecert_err
say_unknown(const struct eci_vat *at, struct eci_bytes oid)
{
	struct eci_buf text = { 0 };
	ecert_err e;

	if ((e = eci_der_oid_text(at->run->ctx, &text, oid)) == ECERT_OK)
		e = ECI_VUNDEC(at, ECI_V_TIMESTAMP, ECERT_R_UNSUPPORTED,
		    "an attribute %s is not protected by the signature, and this version does not "
		    "know it", "属性 %s 不受签名保护，且本版本无法识别", (char *)text.ptr);
	eci_buf_free(&text);
	return e;
}

/* RFC 3161 appendix A: the stamp is of the signature value, encryptedDigest. */
static ecert_err
check_stamp(const struct eci_vat *at, const struct eci_vcms *v, struct eci_bytes token,
    struct eci_vwhen *when)
{
	return eci_verify_stamp_time(at, token, v->cms.sig, v->signer, when);
}

/* SEQUENCE { type, SET OF value }; of the values one. */
static ecert_err
check_attr(const struct eci_vat *at, const struct eci_vcms *c, struct eci_vwhen *when,
    struct eci_der *d)
{
	struct eci_der in, set;
	struct eci_der_val v;
	struct eci_bytes oid;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "Attribute", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&in, "Attribute.type", &oid)) != ECERT_OK ||
	    (e = eci_der_enter(&in, ECI_DER_SET, "Attribute.values", &set, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&in, "Attribute")) != ECERT_OK ||
	    (e = eci_der_any(&set, "Attribute.values", &v)) != ECERT_OK ||
	    (e = eci_der_done(&set, "Attribute.values")) != ECERT_OK)
		return e;
	if (eci_cms_oid_of(oid) == ECI_CMS_OID_TOKEN)
		return check_stamp(at, c, v.whole, when);
	return say_unknown(at, oid);
}

static ecert_err
check_attrs(const struct eci_vat *at, const struct eci_vcms *v, struct eci_vwhen *when)
{
	struct eci_bytes attrs = v->cms.unsigned_attrs;
	struct eci_der d = eci_der(at->run->ctx, at->where, ECERT_R_TIMESTAMP_BAD, attrs.ptr,
	    attrs.len);
	ecert_err e = ECERT_OK;
	size_t n;

	if (attrs.len == 0)
		e = eci_der_bad(&d, "unauthenticatedAttributes", "empty");
	for (n = 0; e == ECERT_OK && n < ATTRS_MAX && !eci_der_end(&d); n++)
		e = check_attr(at, v, when, &d);
	if (e == ECERT_OK && !eci_der_end(&d))
		return ECI_VUNDEC(at, ECI_V_TIMESTAMP, ECERT_R_UNSUPPORTED,
		    "more than %d attributes are not protected by the signature: the rest was not "
		    "examined", "不受签名保护的属性多于 %d 个：其余未检查", ATTRS_MAX);
	return eci_verify_blame(at, ECI_V_TIMESTAMP, e, ECERT_R_TIMESTAMP_BAD);
}

ecert_err
eci_verify_cms_extra(const struct eci_vat *at, const struct eci_vcms *v,
    struct eci_vwhen *when)
{
	const struct eci_cms *cms = &v->cms;
	ecert_err e = ECERT_OK;

	if (cms->has_unsigned)
		e = check_attrs(at, v, when);
	if (e == ECERT_OK && cms->n_crls > 0)
		e = ECI_VDEV(at, ECI_V_FORMAT, ECERT_R_NONE,
		    "%zu revocation lists in the signature are not used",
		    "签名中带有 %zu 个撤销列表，未使用", cms->n_crls);
	return e;
}
