/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tsp_decode.c - a time-stamp token, or the response an authority sent it in: which
 * of the two is told by its first value.
 */
#include <string.h>

#include "tsp/tsp_priv.h"

/* PKIStatusInfo (RFC 3161 2.4.2): only what is granted comes with a time stamp. */
static ecert_err
read_status(struct eci_der *d)
{
	struct eci_der in, at;
	struct eci_der_val v;
	int64_t status = 0;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "PKIStatusInfo", &in, NULL)) != ECERT_OK)
		return e;
	at = in;
	if ((e = eci_der_int(&in, "PKIStatusInfo.status", &status)) != ECERT_OK)
		return e;
	if (status != 0 && status != 1)
		return eci_der_bad(&at, "PKIStatusInfo.status", "%lld: no time stamp was granted",
		    (long long)status);
	if (eci_der_peek(&in) == ECI_DER_SEQUENCE &&
	    (e = eci_der_get(&in, ECI_DER_SEQUENCE, "statusString", &v)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_BIT_STRING &&
	    (e = eci_der_get(&in, ECI_DER_BIT_STRING, "failInfo", &v)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "PKIStatusInfo");
}

/* The token's range, inside of a response or by itself. */
static ecert_err
find_token(struct eci_der *d, struct eci_tsp_token *out)
{
	struct eci_der in;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "timeStamp", &in, &v)) != ECERT_OK)
		return e;
	out->der = v.whole;
	if (eci_der_peek(&in) == ECI_DER_OID)
		return eci_der_done(d, "timeStamp");
	if (eci_der_peek(&in) != ECI_DER_SEQUENCE)
		return eci_der_bad(&in, "timeStamp", "neither a token nor a response");
	out->in_response = true;
	if ((e = read_status(&in)) != ECERT_OK)
		return e;
	if (eci_der_end(&in))
		return eci_der_bad(&in, "timeStampToken", "missing from a response that grants it");
	if ((e = eci_der_get(&in, ECI_DER_SEQUENCE, "timeStampToken", &v)) != ECERT_OK ||
	    (e = eci_der_done(&in, "TimeStampResp")) != ECERT_OK)
		return e;
	out->der = v.whole;
	return eci_der_done(d, "TimeStampResp");
}

/* What RFC 3161 2.4.2 and RFC 5652 5.1 ask for, and authorities in use leave out. */
static ecert_err
note_form(ecert_ctx *ctx, const char *where, struct eci_tsp_token *t)
{
	ecert_err e = ECERT_OK;

	if (t->in_response)
		e = eci_note(ctx, &t->notes, ECERT_R_TIMESTAMP_BAD, true, where,
		    "the token stands in the response it came with");
	if (e == ECERT_OK && t->cms.outer == ECI_CMS_OID_GM_SIGNED)
		e = eci_note(ctx, &t->notes, ECERT_R_TIMESTAMP_BAD, true, where,
		    "the token's type is signedData of GB/T 35275, not of RFC 5652");
	if (e == ECERT_OK && t->cms.version != 3)
		e = eci_note(ctx, &t->notes, ECERT_R_TIMESTAMP_BAD, true, where,
		    "the token's SignedData has version 1, not 3");
	return e;
}

static ecert_err
read_content(ecert_ctx *ctx, const char *where, struct eci_tsp_token *t)
{
	struct eci_bytes c = t->cms.content;
	struct eci_der d = eci_der(ctx, where, ECERT_R_TIMESTAMP_BAD, c.ptr, c.len);
	ecert_err e;

	d.clause = TSP_CLAUSE;
	if (eci_cms_oid_of(t->cms.content_type) != ECI_CMS_OID_TST_INFO)
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, where, TSP_CLAUSE,
		    "eContentType: the content is no TSTInfo");
	if (!t->cms.has_content)
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, where, TSP_CLAUSE,
		    "eContent: missing");
	if (!t->cms.has_attrs)
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, where, TSP_CLAUSE,
		    "signedAttrs: missing");
	if (c.len > TSP_INFO_BYTES_MAX)
		return eci_der_bad(&d, "TSTInfo", "%zu bytes, above %u", c.len,
		    TSP_INFO_BYTES_MAX);
	if ((e = eci_tsp_info(&d, &t->info, &t->notes)) != ECERT_OK)
		return e;
	/* Names and extensions that are kept as they are: to their leaves. */
	return eci_der_check(ctx, where, ECERT_R_TIMESTAMP_BAD, c.ptr, c.len);
}

/* An SM2 key makes its values over SM3 alone; a digest of another family there is
 * a form nobody writes. */
static ecert_err
check_algs(ecert_ctx *ctx, const char *where, const struct eci_tsp_token *t)
{
	bool sm2 = eci_cms_digest_is_sm3(&t->cms);

	if (!sm2 || t->info.alg == ECI_TSP_SM3)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, where, TSP_CLAUSE,
	    "messageImprint: SHA-256 in a token signed with SM2");
}

ecert_err
eci_tsp_decode(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_tsp_token *out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_TIMESTAMP_BAD, p, n);
	ecert_err e;

	memset(out, 0, sizeof(*out));
	d.clause = TSP_CLAUSE;
	if (n > TSP_BYTES_MAX)
		return eci_der_bad(&d, "timeStamp", "%zu bytes, above %u", n, TSP_BYTES_MAX);
	/* With the response around it, which eci_cms_decode() does not see. */
	if ((e = find_token(&d, out)) != ECERT_OK ||
	    (e = eci_der_check(ctx, where, ECERT_R_TIMESTAMP_BAD, p, n)) != ECERT_OK ||
	    (e = eci_cms_decode(ctx, where, ECERT_R_TIMESTAMP_BAD, out->der.ptr, out->der.len,
	    &out->cms)) != ECERT_OK ||
	    (e = read_content(ctx, where, out)) != ECERT_OK ||
	    (e = check_algs(ctx, where, out)) != ECERT_OK ||
	    (e = eci_tsp_ess(ctx, where, out)) != ECERT_OK ||
	    (e = note_form(ctx, where, out)) != ECERT_OK)
		eci_tsp_free(out);
	return e;
}

void
eci_tsp_free(struct eci_tsp_token *token)
{
	eci_cms_free(&token->cms);
	eci_notes_free(&token->notes);
	memset(token, 0, sizeof(*token));
}
