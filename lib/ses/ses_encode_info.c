/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ses_encode_info.c - SES_SealInfo into DER.  What is written follows the standards
 * to the letter, whatever else is read: UTCTime in V1 and therefore no year after
 * 2049, certificates as OCTET STRING, extDatas as genuine seals have it.
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

ecert_err
eci_ses_put_text(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const char *field,
    const char *s)
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

	if ((e = eci_ses_put_text(ctx, &body, ECI_DER_IA5, "header.ID", "ES")) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &body, in->version)) == ECERT_OK &&
	    (e = eci_ses_put_text(ctx, &body, ECI_DER_IA5, "header.Vid",
	    in->vendor)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

/* ExtData; DER leaves out what is the default, critical FALSE. */
static ecert_err
put_ext(ecert_ctx *ctx, const struct eci_ses_ext *ext, struct eci_buf *out)
{
	static const uint8_t yes = 0xff;
	struct eci_buf body = { 0 };
	ecert_err e;

	e = eci_der_put(ctx, &body, ECI_DER_OID, ext->oid.ptr, ext->oid.len);
	if (e == ECERT_OK && ext->critical)
		e = eci_der_put(ctx, &body, ECI_DER_BOOLEAN, &yes, 1);
	if (e == ECERT_OK && (e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING,
	    ext->value.ptr, ext->value.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

/*
 * extDatas, left out when there are none.  V4 and V5 seals of all vendors have it
 * without a tag of its own; V1 says EXPLICIT without a tag number, and the one
 * seal seen has none either.
 */
static ecert_err
put_exts(ecert_ctx *ctx, const struct eci_ses_seal_info *in, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	if (in->n_exts == 0)
		return ECERT_OK;
	if (in->n_exts > SES_EXTS_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "extDatas: more than %d", SES_EXTS_MAX);
	for (i = 0; e == ECERT_OK && i < in->n_exts; i++)
		e = put_ext(ctx, &in->exts[i], &body);
	if (e == ECERT_OK)
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

	if ((e = eci_ses_put_text(ctx, &body, ECI_DER_PRINTABLE, "certDigestList", "SM3")) == ECERT_OK &&
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
	    (e = eci_ses_put_text(ctx, &body, ECI_DER_UTF8, "property.name",
	    in->name)) == ECERT_OK &&
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

	if ((e = eci_ses_put_text(ctx, &body, ECI_DER_IA5, "picture.type",
	    in->picture_type)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING, in->picture.ptr,
	    in->picture.len)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &body, in->width)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &body, in->height)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_ses_check_version(ecert_ctx *ctx, ecert_ses_version v)
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

	if ((e = eci_ses_check_version(ctx, in->version)) != ECERT_OK)
		return e;
	if (in->list_type != 1 && (in->list_type != 2 || in->version == ECERT_SES_V1))
		return eci_fail(ctx, ECERT_E_ARG, "certListType: version %d has no %d",
		    (int)in->version, in->list_type);
	if ((e = put_header(ctx, in, &body)) == ECERT_OK &&
	    (e = eci_ses_put_text(ctx, &body, ECI_DER_IA5, "esID", in->id)) == ECERT_OK &&
	    (e = put_property(ctx, in, &body)) == ECERT_OK &&
	    (e = put_picture(ctx, in, &body)) == ECERT_OK &&
	    (e = put_exts(ctx, in, &body)) == ECERT_OK)
		e = eci_der_put_buf(ctx, info, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}
