/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_cms_form.c - what SignedData signs.  GB/T 33190-2016 leaves it open, and
 * producers differ.  The form follows from what is there, never from what would
 * verify: attributes, else content, else neither.  So attributes offered as
 * content, or content of another document, cannot pass for something else: a
 * content of 32 bytes is the digest of this Signature.xml or nothing.
 */
#include <string.h>

#include "verify/verify_priv.h"

static const struct {
	const char *text[2];
	bool        deviation;
} forms[] = {
	[ECI_FORM_A] = { { "A: the content is the digest of Signature.xml",
	    "A：内容为 Signature.xml 的摘要" }, false },
	[ECI_FORM_A64] = { { "A64: the content is the digest of Signature.xml in base64",
	    "A64：内容为 Signature.xml 摘要的 base64 文本" }, true },
	[ECI_FORM_B] = { { "B: signed attributes, detached content",
	    "B：签名属性，内容不在其中" }, false },
	[ECI_FORM_B_XML] = { { "B+: signed attributes, the content is Signature.xml",
	    "B+：签名属性，内容为 Signature.xml" }, true },
	[ECI_FORM_B_DIGEST] = { { "B+: signed attributes, the content is the digest of "
	    "Signature.xml", "B+：签名属性，内容为 Signature.xml 的摘要" }, true },
	[ECI_FORM_C] = { { "C: no signed attributes, detached content",
	    "C：没有签名属性，内容不在其中" }, true },
	[ECI_FORM_D] = { { "D: the content is SM3(Z || Signature.xml)",
	    "D：内容为 SM3(Z || Signature.xml)" }, true },
};

static struct eci_bytes
digest_of(const struct eci_vcms *v)
{
	return (struct eci_bytes){ v->sm3, sizeof(v->sm3) };
}

/* Exactly what an encoder makes of the digest: no white space, no other padding. */
static ecert_err
is_base64(ecert_ctx *ctx, const struct eci_vcms *v, bool *yes)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_base64_add(ctx, &b, v->sm3, sizeof(v->sm3))) == ECERT_OK)
		*yes = eci_bytes_equal(v->cms.content, (struct eci_bytes){ b.ptr, b.len });
	eci_buf_free(&b);
	return e;
}

/* The value is then one over Signature.xml, with a step of the computation shown. */
static ecert_err
is_e(ecert_ctx *ctx, const struct eci_vcms *v, bool *yes)
{
	uint8_t e32[ECI_SM3_LEN];
	ecert_err e;

	*yes = false;
	if (v->signer == NULL || !eci_cert_is_sm2(v->signer) || !eci_cert_key_ok(v->signer) ||
	    v->cms.content.len != sizeof(e32))
		return ECERT_OK;
	if ((e = eci_sm2_digest(ctx, v->signer, v->xml, e32)) == ECERT_OK)
		*yes = memcmp(v->cms.content.ptr, e32, sizeof(e32)) == 0;
	return e;
}

static ecert_err
find_form(ecert_ctx *ctx, const struct eci_vcms *v, enum eci_vform *form)
{
	bool is_digest = eci_bytes_equal(v->cms.content, digest_of(v)), yes = false;
	ecert_err e;

	*form = ECI_FORM_NONE;
	if (v->cms.has_attrs) {
		if (!v->cms.has_content)
			*form = ECI_FORM_B;
		else if (eci_bytes_equal(v->cms.content, v->xml))
			*form = ECI_FORM_B_XML;
		else if (is_digest)
			*form = ECI_FORM_B_DIGEST;
		return ECERT_OK;
	}
	if (!v->cms.has_content || is_digest) {
		*form = is_digest ? ECI_FORM_A : ECI_FORM_C;
		return ECERT_OK;
	}
	if ((e = is_base64(ctx, v, &yes)) == ECERT_OK && yes)
		*form = ECI_FORM_A64;
	else if (e == ECERT_OK && (e = is_e(ctx, v, &yes)) == ECERT_OK && yes)
		*form = ECI_FORM_D;
	return e;
}

/* messageDigest is the digest of the content, which is Signature.xml unless it
 * stands there itself. */
static ecert_err
check_attr_digest(const struct eci_vat *at, const struct eci_vcms *v)
{
	uint8_t twice[ECI_SM3_LEN];
	struct eci_bytes want = digest_of(v);
	ecert_err e;

	if (v->form == ECI_FORM_B_DIGEST) {
		if ((e = eci_sm3(at->run->ctx, v->sm3, sizeof(v->sm3), twice)) != ECERT_OK)
			return e;
		want.ptr = twice;
	}
	if (!eci_bytes_equal(v->cms.attr_digest, want))
		return ECI_VFAIL(at, ECI_V_DATAHASH, ECERT_R_SES_DATAHASH,
		    "the signature was made for another Signature.xml",
		    "签名值与 Signature.xml 不对应");
	return ECI_VPASS(at, ECI_V_DATAHASH, "messageDigest is of Signature.xml",
	    "messageDigest 与 Signature.xml 一致");
}

static ecert_err
say_no_form(const struct eci_vat *at, const struct eci_vcms *v)
{
	/* Form D takes the signer's key into the content. */
	if (v->signer == NULL && !v->cms.has_attrs && v->cms.content.len == ECI_SM3_LEN)
		return ECI_VUNDEC(at, ECI_V_DATAHASH, ECERT_R_UNSUPPORTED,
		    "whether the content is of Signature.xml cannot be told without the signer's "
		    "certificate", "没有签名人证书，无法判断内容是否与 Signature.xml 对应");
	return ECI_VFAIL(at, ECI_V_DATAHASH, ECERT_R_SES_DATAHASH,
	    "the content, %zu bytes, is neither Signature.xml nor a digest of it",
	    "内容（%zu 字节）既非 Signature.xml 也非其摘要", v->cms.content.len);
}

ecert_err
eci_verify_cms_form(const struct eci_vat *at, struct eci_vcms *v)
{
	ecert_err e;

	if ((e = find_form(at->run->ctx, v, &v->form)) != ECERT_OK)
		return e;
	if (v->form == ECI_FORM_NONE)
		return say_no_form(at, v);
	if ((e = eci_verify_add(at, ECI_V_FORMAT, forms[v->form].deviation ?
	    ECERT_CHECK_NOTE : ECERT_CHECK_PASS, forms[v->form].deviation, ECERT_R_NONE,
	    "SignedData %s%.0s", "SignedData %.0s%s", forms[v->form].text[0],
	    forms[v->form].text[1])) != ECERT_OK)
		return e;
	if (v->cms.has_attrs)
		return check_attr_digest(at, v);
	/* Detached content: the value alone tells. */
	if (!v->cms.has_content)
		return ECERT_OK;
	return ECI_VPASS(at, ECI_V_DATAHASH, "the content is of Signature.xml",
	    "内容与 Signature.xml 一致");
}

/* The bytes the value is over; what has no form of its own is judged by its content. */
static ecert_err
message(const struct eci_vat *at, const struct eci_vcms *v, struct eci_buf *msg)
{
	struct eci_bytes m = v->cms.content;
	ecert_err e;

	if (v->cms.has_attrs) {
		if ((e = eci_buf_add(at->run->ctx, msg, &v->cms.tbs_tag, 1)) != ECERT_OK)
			return e;
		m = v->cms.tbs_rest;
	} else if (!v->cms.has_content || v->form == ECI_FORM_D) {
		m = v->xml;
	}
	return m.len > 0 ? eci_buf_add(at->run->ctx, msg, m.ptr, m.len) : ECERT_OK;
}

static ecert_err
check_over(const struct eci_vat *at, const struct eci_vcms *v, struct eci_bytes msg,
    enum eci_sig_form *form, bool *good)
{
	return eci_sig_verify(at->run->ctx, v->signer, ECI_SIG_SM2_SM3, msg, v->cms.sig, form,
	    good);
}

ecert_err
eci_verify_cms_value(const struct eci_vat *at, const struct eci_vcms *v)
{
	enum eci_sig_form form = ECI_SIG_DER;
	struct eci_buf msg = { 0 };
	bool good = false, twice = false;
	struct eci_bytes m;
	ecert_err e;

	if ((e = message(at, v, &msg)) != ECERT_OK)
		goto out;
	m = (struct eci_bytes){ msg.ptr, msg.len };
	if ((e = check_over(at, v, m, &form, &good)) != ECERT_OK)
		goto out;
	/* Detached content may be taken for the file or for its digest. */
	if (!good && v->form == ECI_FORM_C) {
		if ((e = check_over(at, v, digest_of(v), &form, &good)) != ECERT_OK)
			goto out;
		twice = good;
	}
	if (!good)
		e = eci_verify_cms_odd(at, v, m);
	else if (twice)
		e = ECI_VDEV(at, ECI_V_VALUE, ECERT_R_NONE,
		    "good; over the digest of Signature.xml", "有效；对 Signature.xml 的摘要签名");
	if (e == ECERT_OK && good)
		e = eci_verify_good(at, form);
out:
	eci_buf_free(&msg);
	return e == ECERT_OK ? e : eci_verify_blame(at, ECI_V_VALUE, e, ECERT_R_SES_SIG_BAD);
}
