/* SPDX-License-Identifier: Apache-2.0 */
/* ses_info.c - SES_SealInfo: what the seal's maker vouches for. */
#include <stdlib.h>
#include <string.h>

#include "ses/ses_priv.h"

/* SES_Header ::= SEQUENCE { ID "ES", version, Vid } */
static ecert_err
read_header(struct eci_der *d, struct eci_ses_seal *out)
{
	static const char field[] = "eSealInfo.header";
	struct eci_der in, at;
	struct eci_bytes id;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK)
		return e;
	at = in;
	if ((e = eci_der_text(&in, ECI_DER_IA5, "eSealInfo.header.ID", &id)) != ECERT_OK)
		return e;
	if (id.len != 2 || memcmp(id.ptr, "ES", 2) != 0)
		return eci_der_bad(&at, "eSealInfo.header.ID", "not \"ES\"");
	if ((e = eci_ses_number(&in, "eSealInfo.header.version", out->version, &out->notes,
	    &out->header_version)) != ECERT_OK)
		return e;
	/* V4 and V5 share their shape: here the number decides. */
	if (out->version != ECERT_SES_V1) {
		out->version = (ecert_ses_version)out->header_version;
		d->clause = in.clause = eci_ses_clause(out->version);
	}
	if ((e = eci_der_text(&in, ECI_DER_IA5, "eSealInfo.header.Vid",
	    &out->vendor)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

/* CertDigestObj ::= SEQUENCE { type PrintableString, value OCTET STRING } */
static ecert_err
read_digest(struct eci_der *d, const char *field, struct eci_ses_item *item)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_der_text(&in, ECI_DER_PRINTABLE, field, &item->digest_name)) != ECERT_OK ||
	    (e = eci_ses_octets(&in, ECI_DER_OCTET_STRING, field, 64, &item->value)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

/*
 * V1 calls its elements "cert" and defines certID ::= IA5String next to it.  Met
 * are certificates as OCTET STRING, and as IA5String a short text such as "1".
 */
static ecert_err
read_v1_item(struct eci_der *d, const char *field, struct eci_ses_item *item)
{
	uint64_t max = ecert_ctx_limit(d->ctx, ECERT_LIMIT_CERT_BYTES);
	size_t i;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_IA5)
		return eci_ses_octets(d, ECI_DER_OCTET_STRING, field, max, &item->value);
	if ((e = eci_ses_octets(d, ECI_DER_IA5, field, max, &item->value)) != ECERT_OK)
		return e;
	item->is_id = true;
	for (i = 0; i < item->value.len; i++)
		item->is_id &= item->value.ptr[i] >= 0x20 && item->value.ptr[i] <= 0x7e;
	return ECERT_OK;
}

/* Both alternatives of the CHOICE have the tag 0x30, so certListType alone tells
 * them apart. */
static ecert_err
read_item(struct eci_der *d, const struct eci_ses_seal *seal, struct eci_ses_item *item)
{
	static const char field[] = "eSealInfo.property.certList";

	memset(item, 0, sizeof(*item));
	if (seal->list_type == 2)
		return read_digest(d, field, item);
	if (seal->version == ECERT_SES_V1)
		return read_v1_item(d, field, item);
	return eci_ses_octets(d, ECI_DER_OCTET_STRING, field,
	    ecert_ctx_limit(d->ctx, ECERT_LIMIT_CERT_BYTES), &item->value);
}

static ecert_err
read_list(struct eci_der *d, struct eci_ses_seal *out)
{
	static const char field[] = "eSealInfo.property.certList";
	struct eci_der in;
	size_t cap = 0;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if (out->n_list == SES_LIST_MAX)
			return eci_der_bad(&in, field, "more than %d", SES_LIST_MAX);
		if ((e = eci_grow(d->ctx, &out->list, out->n_list, &cap,
		    sizeof(*out->list))) != ECERT_OK ||
		    (e = read_item(&in, out, &out->list[out->n_list])) != ECERT_OK)
			return e;
		out->n_list++;
	}
	return ECERT_OK;
}

static ecert_err
read_list_type(struct eci_der *d, struct eci_ses_seal *out)
{
	static const char field[] = "eSealInfo.property.certListType";
	struct eci_der at = *d;
	int64_t type = 1;
	ecert_err e;

	if (out->version != ECERT_SES_V1) {
		if ((e = eci_der_int(d, field, &type)) != ECERT_OK)
			return e;
		if (type != 1 && type != 2)
			return eci_der_bad(&at, field, "%lld, neither 1 nor 2",
			    (long long)type);
	}
	out->list_type = (int)type;
	return ECERT_OK;
}

/* SES_ESPropertyInfo; V1 has no certListType, and UTCTime. */
static ecert_err
read_property(struct eci_der *d, struct eci_ses_seal *out)
{
	static const char field[] = "eSealInfo.property";
	uint8_t time = out->version == ECERT_SES_V1 ? ECI_DER_UTCTIME : ECI_DER_GENTIME;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_der_int(&in, "eSealInfo.property.type", &out->type)) != ECERT_OK ||
	    (e = eci_der_text(&in, ECI_DER_UTF8, "eSealInfo.property.name",
	    &out->name)) != ECERT_OK ||
	    (e = read_list_type(&in, out)) != ECERT_OK ||
	    (e = read_list(&in, out)) != ECERT_OK ||
	    (e = eci_ses_time(&in, "eSealInfo.property.createDate", time, &out->notes,
	    &out->created)) != ECERT_OK ||
	    (e = eci_ses_time(&in, "eSealInfo.property.validStart", time, &out->notes,
	    &out->valid_from)) != ECERT_OK ||
	    (e = eci_ses_time(&in, "eSealInfo.property.validEnd", time, &out->notes,
	    &out->valid_until)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

static ecert_err
read_side(struct eci_der *d, const char *field, uint64_t *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_uint(d, field, SES_SIDE_MAX, out)) != ECERT_OK)
		return e;
	return *out != 0 ? ECERT_OK : eci_der_bad(&at, field, "0 mm");
}

/* SES_ESPictureInfo ::= SEQUENCE { type, data, width, height } */
static ecert_err
read_picture(struct eci_der *d, struct eci_ses_seal *out)
{
	static const char field[] = "eSealInfo.picture";
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_der_text(&in, ECI_DER_IA5, "eSealInfo.picture.type",
	    &out->picture_type)) != ECERT_OK ||
	    (e = eci_ses_octets(&in, ECI_DER_OCTET_STRING, "eSealInfo.picture.data",
	    ecert_ctx_limit(d->ctx, ECERT_LIMIT_PICTURE_BYTES), &out->picture)) != ECERT_OK ||
	    (e = read_side(&in, "eSealInfo.picture.width", &out->width)) != ECERT_OK ||
	    (e = read_side(&in, "eSealInfo.picture.height", &out->height)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

/*
 * extDatas: V4 and V5 seals carry it without a tag of its own, some writers wrap
 * it in [0]; V1 says EXPLICIT and names no tag, so neither is a deviation there.
 */
ecert_err
eci_ses_info(struct eci_der *d, struct eci_ses_seal *out)
{
	uint8_t usual = out->version == ECERT_SES_V1 ? 0 : ECI_DER_SEQUENCE;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "eSealInfo", &in, NULL)) != ECERT_OK ||
	    (e = read_header(&in, out)) != ECERT_OK ||
	    (e = eci_der_text(&in, ECI_DER_IA5, "eSealInfo.esID", &out->id)) != ECERT_OK ||
	    (e = read_property(&in, out)) != ECERT_OK ||
	    (e = read_picture(&in, out)) != ECERT_OK ||
	    (e = eci_ses_exts(&in, "eSealInfo.extDatas", usual, &out->notes, &out->exts,
	    &out->n_exts)) != ECERT_OK)
		return e;
	d->clause = in.clause;
	return eci_der_done(&in, "eSealInfo");
}
