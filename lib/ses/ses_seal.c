/* SPDX-License-Identifier: Apache-2.0 */
/* ses_seal.c - SESeal: the seal's description and its maker's signature. */
#include <stdlib.h>
#include <string.h>

#include "ses/ses_priv.h"

/* cert, algorithm and signature value of the maker. */
static ecert_err
read_maker(struct eci_der *d, struct eci_ses_seal *out, struct eci_bytes *elements)
{
	const uint8_t *start = d->ptr;
	ecert_err e;

	if ((e = eci_ses_octets(d, ECI_DER_OCTET_STRING, "eseal.cert",
	    ecert_ctx_limit(d->ctx, ECERT_LIMIT_CERT_BYTES), &out->cert)) != ECERT_OK ||
	    (e = eci_der_oid(d, "eseal.signAlgID", &out->alg)) != ECERT_OK)
		return e;
	elements->ptr = start;
	elements->len = (size_t)(d->ptr - start);
	return eci_der_bits(d, "eseal.signedValue", &out->sig);
}

/*
 * V1: the maker signs SEQUENCE { esealInfo, cert, signatureAlgorithm }, which
 * does not stand in the file as such: cert and algorithm are in signInfo, one
 * level down.  It is put together from the received elements (GM/T 0031 6.1).
 */
static ecert_err
read_v1(struct eci_der *d, struct eci_bytes info, struct eci_ses_seal *out)
{
	struct eci_bytes elements = { 0 };
	struct eci_buf body = { 0 };
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "eseal.signInfo", &in, NULL)) != ECERT_OK ||
	    (e = read_maker(&in, out, &elements)) != ECERT_OK ||
	    (e = eci_der_done(&in, "eseal.signInfo")) != ECERT_OK)
		return e;
	if ((e = eci_buf_add(d->ctx, &body, info.ptr, info.len)) == ECERT_OK &&
	    (e = eci_buf_add(d->ctx, &body, elements.ptr, elements.len)) == ECERT_OK)
		e = eci_der_put_buf(d->ctx, &out->tbs_v1, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	out->tbs.ptr = out->tbs_v1.ptr;
	out->tbs.len = out->tbs_v1.len;
	return e;
}

/* V4 and V5: the maker signs esealInfo alone; V5 may have a time stamp. */
static ecert_err
read_v4(struct eci_der *d, struct eci_bytes info, size_t count, struct eci_ses_seal *out)
{
	struct eci_bytes unused;
	ecert_err e;

	out->tbs = info;
	if ((e = read_maker(d, out, &unused)) != ECERT_OK)
		return e;
	if (count == 5 && out->version != ECERT_SES_V5)
		return eci_der_bad(d, "eseal", "5 elements in a seal of version %d",
		    (int)out->version);
	return eci_ses_stamp(d, "eseal.timeStamp", &out->notes, &out->timestamp);
}

ecert_err
eci_ses_seal(struct eci_der *d, struct eci_ses_seal *out)
{
	struct eci_der_val whole;
	struct eci_bytes info;
	struct eci_der in;
	size_t count = 0;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "eseal", &in, &whole)) != ECERT_OK ||
	    (e = eci_ses_count(&in, "eseal", &count)) != ECERT_OK)
		return e;
	if (count != 2 && count != 4 && count != 5)
		return eci_der_bad(&in, "eseal", "%zu%s elements, not 2, 4 or 5", count,
		    count > 7 ? " or more" : "");
	out->whole = whole.whole;
	out->version = count == 2 ? ECERT_SES_V1 : ECERT_SES_V4;
	in.clause = eci_ses_clause(out->version);
	info.ptr = in.ptr;
	if ((e = eci_ses_info(&in, out)) != ECERT_OK)
		return e;
	info.len = (size_t)(in.ptr - info.ptr);
	e = count == 2 ? read_v1(&in, info, out) : read_v4(&in, info, count, out);
	if (e != ECERT_OK)
		return e;
	d->clause = in.clause;
	return eci_der_done(&in, "eseal");
}

ecert_err
eci_ses_seal_decode(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_ses_seal *out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_SES_MALFORMED, p, n);
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_ses_check_size(&d, "eseal")) != ECERT_OK)
		return e;
	if ((e = eci_ses_seal(&d, out)) != ECERT_OK ||
	    (e = eci_der_done(&d, "eseal")) != ECERT_OK)
		eci_ses_seal_free(out);
	return e;
}

void
eci_ses_seal_free(struct eci_ses_seal *seal)
{
	free(seal->list);
	free(seal->exts);
	eci_buf_free(&seal->tbs_v1);
	eci_notes_free(&seal->notes);
	memset(seal, 0, sizeof(*seal));
}
