/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cms_attrs.c - authenticatedAttributes: what is signed where they are present.
 * Each stands once and has one value, so that no two readers of a file can pick
 * different ones.  Their order is kept: genuine signers write and sign them in
 * another order than that of DER (X.690 11.6).
 */
#include <string.h>

#include "cms/cms_priv.h"

#define FIELD "authenticatedAttributes"

/* Attribute: type and the SET of its one value. */
static ecert_err
read_attr(struct eci_der *d, struct eci_cms_attr *out, struct eci_bytes *whole)
{
	struct eci_der in, set;
	struct eci_der_val v;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	memset(whole, 0, sizeof(*whole));
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, FIELD, &in, &v)) != ECERT_OK)
		return e;
	*whole = v.whole;
	if ((e = eci_cms_oid(&in, FIELD ".type", &out->oid)) != ECERT_OK ||
	    (e = eci_der_enter(&in, ECI_DER_SET, FIELD ".values", &set, NULL)) != ECERT_OK)
		return e;
	if (eci_der_end(&set))
		return eci_der_bad(&set, FIELD ".values", "no value");
	if ((e = eci_der_any(&set, FIELD ".values", &v)) != ECERT_OK)
		return e;
	if (!eci_der_end(&set))
		return eci_der_bad(&set, FIELD ".values", "more than one value");
	out->value = v.whole;
	return eci_der_done(&in, FIELD);
}

/* d, standing inside one value of the input, set on another. */
static struct eci_der
reader_of(const struct eci_der *d, struct eci_bytes value)
{
	struct eci_der at = *d;

	at.ptr = value.ptr;
	at.len = value.len;
	return at;
}

static ecert_err
read_digest(struct eci_der *d, struct eci_cms *out)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_get(d, ECI_DER_OCTET_STRING, "messageDigest", &v)) != ECERT_OK)
		return e;
	if (v.body.len != CMS_DIGEST_LEN)
		return eci_der_bad(&at, "messageDigest", "%zu bytes, not %d", v.body.len,
		    CMS_DIGEST_LEN);
	out->attr_digest = v.body;
	return ECERT_OK;
}

static ecert_err
read_time(struct eci_der *d, struct eci_cms *out)
{
	uint8_t tag = eci_der_peek(d);

	out->has_time = true;
	return eci_der_time(d, tag == ECI_DER_GENTIME ? tag : ECI_DER_UTCTIME, "signingTime",
	    &out->time);
}

static ecert_err
note_unknown(const struct eci_der *d, struct eci_bytes oid, struct eci_notes *notes)
{
	const char *name = eci_cms_oid_name(oid);
	struct eci_buf dotted = { 0 };
	ecert_err e;

	if ((e = eci_der_oid_text(d->ctx, &dotted, oid)) == ECERT_OK)
		e = eci_note(d->ctx, notes, d->reason, false, d->where,
		    "signed attribute %s%s%s is not examined", (const char *)dotted.ptr,
		    name ? " " : "", name ? name : "");
	eci_buf_free(&dotted);
	return e;
}

/* What the attribute says, where it is one of those with a meaning here. */
static ecert_err
read_meaning(const struct eci_der *d, const struct eci_cms_attr *a, struct eci_cms *out)
{
	struct eci_der value = reader_of(d, a->value);

	switch (eci_cms_oid_of(a->oid)) {
	case ECI_CMS_OID_CONTENT_TYPE:
		return eci_cms_oid(&value, "contentType", &out->attr_type);
	case ECI_CMS_OID_MESSAGE_DIGEST:
		return read_digest(&value, out);
	case ECI_CMS_OID_SIGNING_TIME:
		return read_time(&value, out);
	case ECI_CMS_OID_ESS:
	case ECI_CMS_OID_ESS_V2:
		/* Time stamps have them examined (tsp/). */
		if (eci_cms_oid_of(out->content_type) == ECI_CMS_OID_TST_INFO)
			return ECERT_OK;
		return note_unknown(d, a->oid, &out->notes);
	default:
		return note_unknown(d, a->oid, &out->notes);
	}
}

static ecert_err
check_new(const struct eci_der *d, struct eci_bytes oid, const struct eci_cms *out)
{
	const char *name = eci_cms_oid_name(oid);
	size_t i;

	for (i = 0; i < out->n_attrs; i++)
		if (eci_bytes_equal(oid, out->attrs[i].oid))
			return eci_der_bad(d, FIELD, "%s for the second time",
			    name != NULL ? name : "an attribute");
	return ECERT_OK;
}

static ecert_err
read_all(struct eci_der *in, struct eci_cms *out)
{
	struct eci_bytes last = { NULL, 0 }, whole;
	bool sorted = true;
	size_t cap = 0;
	ecert_err e;

	while (!eci_der_end(in)) {
		struct eci_der at = *in;
		struct eci_cms_attr a;

		if (out->n_attrs == CMS_ATTRS_MAX)
			return eci_der_bad(&at, FIELD, "more than %d", CMS_ATTRS_MAX);
		if ((e = read_attr(in, &a, &whole)) != ECERT_OK ||
		    (e = check_new(&at, a.oid, out)) != ECERT_OK ||
		    (e = eci_grow(in->ctx, &out->attrs, out->n_attrs, &cap,
		    sizeof(*out->attrs))) != ECERT_OK)
			return e;
		out->attrs[out->n_attrs++] = a;
		sorted = sorted && (last.len == 0 || eci_cms_compare(last, whole) < 0);
		last = whole;
		if ((e = read_meaning(&at, &a, out)) != ECERT_OK)
			return e;
	}
	if (sorted)
		return ECERT_OK;
	return eci_note(in->ctx, &out->notes, in->reason, true, in->where,
	    FIELD ": not in the order of DER, and signed as they stand");
}

/*
 * contentType names the encapsulated type (RFC 2315 9.2).  Genuine files have one of
 * the two object identifiers for data here and the other one there.
 */
static ecert_err
check_type(const struct eci_der *d, struct eci_cms *out)
{
	if (out->attr_type.ptr == NULL)
		return eci_der_bad(d, FIELD, "no contentType");
	if (out->attr_digest.ptr == NULL)
		return eci_der_bad(d, FIELD, "no messageDigest");
	if (eci_bytes_equal(out->attr_type, out->content_type))
		return ECERT_OK;
	if (!eci_cms_is_data(eci_cms_oid_of(out->attr_type)) ||
	    !eci_cms_is_data(eci_cms_oid_of(out->content_type)))
		return eci_cms_bad_oid(d, "contentType", out->attr_type,
		    "the type of the content");
	return eci_note(d->ctx, &out->notes, d->reason, true, d->where,
	    "contentType: the other object identifier for data than contentInfo has");
}

ecert_err
eci_cms_attrs(struct eci_der *d, struct eci_cms *out)
{
	struct eci_der_val set;
	struct eci_der in, at;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_CTX0)
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_CTX0, FIELD, &in, &set)) != ECERT_OK)
		return e;
	at = in;
	if (set.body.len == 0)
		return eci_der_bad(&at, FIELD, "empty");
	if (set.body.len > CMS_ATTRS_BYTES_MAX)
		return eci_der_bad(&at, FIELD, "%zu bytes, above %u", set.body.len,
		    CMS_ATTRS_BYTES_MAX);
	/* RFC 2315 9.3: signed with the tag of SET OF in place of [0]. */
	out->has_attrs = true;
	out->tbs_tag = ECI_DER_SET;
	out->tbs_rest.ptr = set.whole.ptr + 1;
	out->tbs_rest.len = set.whole.len - 1;
	if ((e = read_all(&in, out)) != ECERT_OK)
		return e;
	return check_type(&at, out);
}
