/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ses_encode.c - seals and seal signatures into DER.  What is written follows the
 * standards to the letter, whatever else is read: UTCTime in V1 and therefore no
 * year after 2049, extDatas left out, certificates as OCTET STRING.
 */
#include <string.h>

#include "ses/ses_priv.h"

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7e)
			return false;
	return true;
}

static ecert_err
put_text(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const char *field, const char *s)
{
	if (s == NULL || s[0] == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "%s: empty", field);
	if (tag == ECI_DER_UTF8 ? !eci_utf8_valid(s, strlen(s)) : !is_ascii(s))
		return eci_fail(ctx, ECERT_E_ARG, "%s: not %s", field,
		    tag == ECI_DER_UTF8 ? "UTF-8" : "printable ASCII");
	return eci_der_put(ctx, out, tag, s, strlen(s));
}

static ecert_err
put_header(ecert_ctx *ctx, const struct eci_ses_seal_info *in, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = put_text(ctx, &body, ECI_DER_IA5, "header.ID", "ES")) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &body, in->version)) == ECERT_OK &&
	    (e = put_text(ctx, &body, ECI_DER_IA5, "header.Vid", in->vendor)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

/* CertDigestObj; the standard leaves the words of its type open. */
static ecert_err
put_digest(ecert_ctx *ctx, struct eci_bytes digest, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = put_text(ctx, &body, ECI_DER_PRINTABLE, "certDigestList", "SM3")) == ECERT_OK &&
	    (e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING, digest.ptr,
	    digest.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

static ecert_err
put_list(ecert_ctx *ctx, const struct eci_ses_seal_info *in, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	if (in->n_list > SES_LIST_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "certList: more than %d", SES_LIST_MAX);
	for (i = 0; e == ECERT_OK && i < in->n_list; i++) {
		if (in->list_type == 2)
			e = put_digest(ctx, in->list[i], &body);
		else
			e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING, in->list[i].ptr,
			    in->list[i].len);
	}
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

static ecert_err
put_property(ecert_ctx *ctx, const struct eci_ses_seal_info *in, struct eci_buf *out)
{
	uint8_t time = in->version == ECERT_SES_V1 ? ECI_DER_UTCTIME : ECI_DER_GENTIME;
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = eci_der_put_int(ctx, &body, in->type)) == ECERT_OK &&
	    (e = put_text(ctx, &body, ECI_DER_UTF8, "property.name", in->name)) == ECERT_OK &&
	    (in->version == ECERT_SES_V1 ||
	    (e = eci_der_put_int(ctx, &body, in->list_type)) == ECERT_OK) &&
	    (e = put_list(ctx, in, &body)) == ECERT_OK &&
	    (e = eci_der_put_time(ctx, &body, time, in->created)) == ECERT_OK &&
	    (e = eci_der_put_time(ctx, &body, time, in->valid_from)) == ECERT_OK &&
	    (e = eci_der_put_time(ctx, &body, time, in->valid_until)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

static ecert_err
put_picture(ecert_ctx *ctx, const struct eci_ses_seal_info *in, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = put_text(ctx, &body, ECI_DER_IA5, "picture.type",
	    in->picture_type)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING, in->picture.ptr,
	    in->picture.len)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &body, in->width)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &body, in->height)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

static ecert_err
check_version(ecert_ctx *ctx, ecert_ses_version v)
{
	if (v == ECERT_SES_V1 || v == ECERT_SES_V4 || v == ECERT_SES_V5)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "no seal version %d", (int)v);
}

ecert_err
eci_ses_info_encode(ecert_ctx *ctx, const struct eci_ses_seal_info *in,
    struct eci_buf *info)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_version(ctx, in->version)) != ECERT_OK)
		return e;
	if (in->list_type != 1 && (in->list_type != 2 || in->version == ECERT_SES_V1))
		return eci_fail(ctx, ECERT_E_ARG, "certListType: version %d has no %d",
		    (int)in->version, in->list_type);
	if ((e = put_header(ctx, in, &body)) == ECERT_OK &&
	    (e = put_text(ctx, &body, ECI_DER_IA5, "esID", in->id)) == ECERT_OK &&
	    (e = put_property(ctx, in, &body)) == ECERT_OK &&
	    (e = put_picture(ctx, in, &body)) == ECERT_OK)
		e = eci_der_put_buf(ctx, info, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

static ecert_err
put_cert_alg(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes cert)
{
	ecert_err e;

	if (cert.len == 0)
		return eci_fail(ctx, ECERT_E_ARG, "cert: empty");
	if ((e = eci_der_put(ctx, out, ECI_DER_OCTET_STRING, cert.ptr, cert.len)) != ECERT_OK)
		return e;
	return eci_der_put_oid(ctx, out, SES_SM2_SM3);
}

/* timeStamp [0] EXPLICIT BIT STRING */
static ecert_err
put_stamp(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes stamp)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if (stamp.len == 0)
		return ECERT_OK;
	if ((e = eci_der_put_bits(ctx, &body, stamp.ptr, stamp.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_CTX0, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_ses_seal_tbs(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *info,
    struct eci_bytes maker_cert, struct eci_buf *tbs)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_version(ctx, v)) != ECERT_OK)
		return e;
	if (v != ECERT_SES_V1)
		return eci_buf_add(ctx, tbs, info->ptr, info->len);
	if ((e = eci_buf_add(ctx, &body, info->ptr, info->len)) == ECERT_OK &&
	    (e = put_cert_alg(ctx, &body, maker_cert)) == ECERT_OK)
		e = eci_der_put_buf(ctx, tbs, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_ses_seal_encode(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *info,
    struct eci_bytes maker_cert, struct eci_bytes sig, struct eci_bytes timestamp,
    struct eci_buf *out)
{
	struct eci_buf body = { 0 }, sign = { 0 };
	ecert_err e;

	if ((e = check_version(ctx, v)) != ECERT_OK)
		return e;
	if (timestamp.len != 0 && v != ECERT_SES_V5)
		return eci_fail(ctx, ECERT_E_ARG, "a seal of version %d has no time stamp",
		    (int)v);
	if ((e = eci_buf_add(ctx, &body, info->ptr, info->len)) == ECERT_OK &&
	    (e = put_cert_alg(ctx, &sign, maker_cert)) == ECERT_OK &&
	    (e = eci_der_put_bits(ctx, &sign, sig.ptr, sig.len)) == ECERT_OK &&
	    (e = put_stamp(ctx, &sign, timestamp)) == ECERT_OK)
		/* SES_SignInfo is a SEQUENCE of its own in V1 alone. */
		e = v == ECERT_SES_V1 ?
		    eci_der_put_buf(ctx, &body, ECI_DER_SEQUENCE, &sign) :
		    eci_buf_add(ctx, &body, sign.ptr, sign.len);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&sign);
	eci_buf_free(&body);
	return e;
}

/*
 * V1's BIT STRING holds a DER UTCTime: of what GM/T 0031-2014 6.2 allows without a
 * time stamp, the one reading that keeps the type it names.
 */
static ecert_err
put_time(ecert_ctx *ctx, ecert_ses_version v, int64_t t, struct eci_buf *out)
{
	struct eci_buf inner = { 0 };
	ecert_err e;

	if (v != ECERT_SES_V1)
		return eci_der_put_time(ctx, out, ECI_DER_GENTIME, t);
	if ((e = eci_der_put_time(ctx, &inner, ECI_DER_UTCTIME, t)) == ECERT_OK)
		e = eci_der_put_bits(ctx, out, inner.ptr, inner.len);
	eci_buf_free(&inner);
	return e;
}

ecert_err
eci_ses_tbs_encode(ecert_ctx *ctx, ecert_ses_version v, struct eci_bytes seal,
    int64_t time, struct eci_bytes data_hash, const char *property,
    struct eci_bytes signer_cert, struct eci_buf *tbs)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_version(ctx, v)) != ECERT_OK)
		return e;
	if ((e = eci_der_put_int(ctx, &body, v)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &body, seal.ptr, seal.len)) == ECERT_OK &&
	    (e = put_time(ctx, v, time, &body)) == ECERT_OK &&
	    (e = eci_der_put_bits(ctx, &body, data_hash.ptr, data_hash.len)) == ECERT_OK &&
	    (e = put_text(ctx, &body, ECI_DER_IA5, "propertyInfo", property)) == ECERT_OK &&
	    (v != ECERT_SES_V1 ||
	    (e = put_cert_alg(ctx, &body, signer_cert)) == ECERT_OK))
		e = eci_der_put_buf(ctx, tbs, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_ses_sig_encode(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *tbs,
    struct eci_bytes signer_cert, struct eci_bytes sig, struct eci_bytes timestamp,
    struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_version(ctx, v)) != ECERT_OK)
		return e;
	if (timestamp.len != 0 && v == ECERT_SES_V1)
		return eci_fail(ctx, ECERT_E_ARG,
		    "a signature of version 1 has its time stamp in timeInfo");
	if ((e = eci_buf_add(ctx, &body, tbs->ptr, tbs->len)) == ECERT_OK &&
	    (v == ECERT_SES_V1 ||
	    (e = put_cert_alg(ctx, &body, signer_cert)) == ECERT_OK) &&
	    (e = eci_der_put_bits(ctx, &body, sig.ptr, sig.len)) == ECERT_OK &&
	    (e = put_stamp(ctx, &body, timestamp)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}
