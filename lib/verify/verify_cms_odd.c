/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_cms_odd.c - why a value is not good, where that can be told.  Software
 * that leaves out Z, uses the empty ID or signs something else is in use; its
 * values are refused like all bad ones, but who asks its maker for help needs to
 * know what is wrong.  Nothing here makes a value acceptable.
 */
#include "verify/verify_priv.h"

/* A larger Signature.xml is not digested over and over for the sake of a message. */
#define XML_MAX ((size_t)2 << 20)

enum what { W_TBS, W_XML, W_DIGEST, W_TAGGED, W_INFO, W_COUNT };
enum how { H_PLAIN, H_EMPTY_ID, H_NO_Z };

static const struct {
	enum what   what;
	enum how    how;
	const char *text[2];
} odds[] = {
	{ W_TBS, H_EMPTY_ID, { "it was made with the empty SM2 ID",
	    "签名时使用了空的 SM2 用户标识" } },
	{ W_TBS, H_NO_Z, { "it was made without Z, the digest of the signer's ID and key",
	    "签名时未加入 Z（用户标识与公钥的杂凑值）" } },
	{ W_XML, H_NO_Z, { "it signs the digest of Signature.xml as it is, without Z",
	    "直接对 Signature.xml 的摘要签名，未加入 Z" } },
	{ W_DIGEST, H_NO_Z, { "it signs the digest of Signature.xml, without Z",
	    "对 Signature.xml 的摘要签名，未加入 Z" } },
	{ W_XML, H_EMPTY_ID, { "it signs Signature.xml itself, with the empty SM2 ID",
	    "对 Signature.xml 本身签名，且使用了空的 SM2 用户标识" } },
	{ W_DIGEST, H_EMPTY_ID, { "it signs the digest of Signature.xml, with the empty SM2 ID",
	    "对 Signature.xml 的摘要签名，且使用了空的 SM2 用户标识" } },
	{ W_XML, H_PLAIN, { "it signs Signature.xml itself, which is not what SignedData says",
	    "对 Signature.xml 本身签名，与 SignedData 所述不符" } },
	{ W_DIGEST, H_PLAIN, { "it signs the digest of Signature.xml, which is not what "
	    "SignedData says", "对 Signature.xml 的摘要签名，与 SignedData 所述不符" } },
	{ W_TAGGED, H_PLAIN, { "it signs the attributes with the tag [0], not as a SET",
	    "对带 [0] 标签的属性签名，而非对 SET 签名" } },
	{ W_INFO, H_NO_Z, { "it signs the whole contentInfo, without Z",
	    "对整个 contentInfo 签名，未加入 Z" } },
	{ W_INFO, H_PLAIN, { "it signs the whole contentInfo, not the content alone",
	    "对整个 contentInfo 签名，而非仅对内容签名" } },
};

/* SEQUENCE { type, [0] { content } } as it stands in the file: DER has one form. */
static ecert_err
content_info(ecert_ctx *ctx, const struct eci_cms *cms, struct eci_buf *out)
{
	struct eci_buf octets = { 0 }, body = { 0 };
	ecert_err e;

	e = eci_der_put(ctx, &body, ECI_DER_OID, cms->content_type.ptr, cms->content_type.len);
	if (e == ECERT_OK && cms->has_content &&
	    (e = eci_der_put(ctx, &octets, ECI_DER_OCTET_STRING, cms->content.ptr,
	    cms->content.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, &body, ECI_DER_CTX0, &octets);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&octets);
	eci_buf_free(&body);
	return e;
}

static ecert_err
tagged(ecert_ctx *ctx, const struct eci_cms *cms, struct eci_buf *out)
{
	static const uint8_t tag = ECI_DER_CTX0;
	ecert_err e;

	if (!cms->has_attrs)
		return ECERT_OK;
	if ((e = eci_buf_add(ctx, out, &tag, 1)) != ECERT_OK)
		return e;
	return eci_buf_add(ctx, out, cms->tbs_rest.ptr, cms->tbs_rest.len);
}

static ecert_err
made_so(ecert_ctx *ctx, const struct eci_vcms *v, enum how how, struct eci_bytes msg,
    bool *yes)
{
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	*yes = false;
	if (msg.len == 0)
		return ECERT_OK;
	if (how != H_NO_Z)
		return eci_sig_verify_as(ctx, v->signer, how == H_PLAIN ? ECI_SM2_ID : "", msg,
		    v->cms.sig, yes);
	if ((e = eci_sm3(ctx, msg.ptr, msg.len, digest)) != ECERT_OK)
		return e;
	return eci_sig_verify_as(ctx, v->signer, NULL, (struct eci_bytes){ digest,
	    sizeof(digest) }, v->cms.sig, yes);
}

ecert_err
eci_verify_cms_odd(const struct eci_vat *at, const struct eci_vcms *v, struct eci_bytes msg)
{
	struct eci_bytes m[W_COUNT] = { [W_TBS] = msg, [W_XML] = v->xml,
		[W_DIGEST] = { v->sm3, sizeof(v->sm3) } };
	struct eci_buf set = { 0 }, info = { 0 };
	ecert_ctx *ctx = at->run->ctx;
	const char *const *why = NULL;
	bool yes = false;
	ecert_err e;
	size_t i;

	if ((e = tagged(ctx, &v->cms, &set)) == ECERT_OK)
		e = content_info(ctx, &v->cms, &info);
	m[W_TAGGED] = (struct eci_bytes){ set.ptr, set.len };
	m[W_INFO] = (struct eci_bytes){ info.ptr, info.len };
	for (i = 0; e == ECERT_OK && why == NULL && v->xml.len <= XML_MAX &&
	    i < ECI_COUNT(odds); i++)
		if ((e = made_so(ctx, v, odds[i].how, m[odds[i].what], &yes)) == ECERT_OK && yes)
			why = odds[i].text;
	eci_buf_free(&set);
	eci_buf_free(&info);
	if (e != ECERT_OK)
		return e;
	if (why != NULL)
		return ECI_VFAIL(at, ECI_V_VALUE, ECERT_R_SES_SIG_BAD,
		    "the value is not accepted: %s%.0s", "不接受该签名值：%.0s%s", why[0], why[1]);
	return ECI_VFAIL(at, ECI_V_VALUE, ECERT_R_SES_SIG_BAD,
	    "the value is not the certificate holder's signature",
	    "签名值不是证书持有人的签名");
}
