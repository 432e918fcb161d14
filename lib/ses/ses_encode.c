/* SPDX-License-Identifier: Apache-2.0 */
/* ses_encode.c - seals and seal signatures into DER, around what was signed. */
#include <string.h>

#include "ses/ses_priv.h"

/* GM/T 0031-2014 6.2 knows SM2 and RSA, the later standards SM2 alone. */
static ecert_err
check_who(ecert_ctx *ctx, ecert_ses_version v, struct eci_ses_who who)
{
	ecert_err e;

	if ((e = eci_ses_check_version(ctx, v)) != ECERT_OK)
		return e;
	if (who.cert.len == 0)
		return eci_fail(ctx, ECERT_E_ARG, "cert: empty");
	if (who.alg == NULL || (strcmp(who.alg, ECI_SES_SM2_SM3) != 0 &&
	    (v != ECERT_SES_V1 || strcmp(who.alg, ECI_SES_RSA_SHA256) != 0)))
		return eci_fail(ctx, ECERT_E_ARG, "%s: no signature algorithm %s",
		    eci_ses_clause(v), who.alg != NULL ? who.alg : "given");
	return ECERT_OK;
}

static ecert_err
put_who(ecert_ctx *ctx, struct eci_buf *out, struct eci_ses_who who)
{
	ecert_err e;

	if ((e = eci_der_put(ctx, out, ECI_DER_OCTET_STRING, who.cert.ptr,
	    who.cert.len)) != ECERT_OK)
		return e;
	return eci_der_put_oid(ctx, out, who.alg);
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
    struct eci_ses_who maker, struct eci_buf *tbs)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_who(ctx, v, maker)) != ECERT_OK)
		return e;
	if (v != ECERT_SES_V1)
		return eci_buf_add(ctx, tbs, info->ptr, info->len);
	if ((e = eci_buf_add(ctx, &body, info->ptr, info->len)) == ECERT_OK &&
	    (e = put_who(ctx, &body, maker)) == ECERT_OK)
		e = eci_der_put_buf(ctx, tbs, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_ses_seal_encode(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *info,
    struct eci_ses_who maker, struct eci_bytes sig, struct eci_bytes timestamp,
    struct eci_buf *out)
{
	struct eci_buf body = { 0 }, sign = { 0 };
	ecert_err e;

	if ((e = check_who(ctx, v, maker)) != ECERT_OK)
		return e;
	if (timestamp.len != 0 && v != ECERT_SES_V5)
		return eci_fail(ctx, ECERT_E_ARG, "a seal of version %d has no time stamp",
		    (int)v);
	if ((e = eci_buf_add(ctx, &body, info->ptr, info->len)) == ECERT_OK &&
	    (e = put_who(ctx, &sign, maker)) == ECERT_OK &&
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
    struct eci_ses_who signer, struct eci_buf *tbs)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_who(ctx, v, signer)) != ECERT_OK)
		return e;
	if ((e = eci_der_put_int(ctx, &body, v)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &body, seal.ptr, seal.len)) == ECERT_OK &&
	    (e = put_time(ctx, v, time, &body)) == ECERT_OK &&
	    (e = eci_der_put_bits(ctx, &body, data_hash.ptr, data_hash.len)) == ECERT_OK &&
	    (e = eci_ses_put_text(ctx, &body, ECI_DER_IA5, "propertyInfo", property)) == ECERT_OK &&
	    (v != ECERT_SES_V1 ||
	    (e = put_who(ctx, &body, signer)) == ECERT_OK))
		e = eci_der_put_buf(ctx, tbs, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_ses_sig_encode(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *tbs,
    struct eci_ses_who signer, struct eci_bytes sig, struct eci_bytes timestamp,
    struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = check_who(ctx, v, signer)) != ECERT_OK)
		return e;
	if (timestamp.len != 0 && v == ECERT_SES_V1)
		return eci_fail(ctx, ECERT_E_ARG,
		    "a signature of version 1 has its time stamp in timeInfo");
	if ((e = eci_buf_add(ctx, &body, tbs->ptr, tbs->len)) == ECERT_OK &&
	    (v == ECERT_SES_V1 ||
	    (e = put_who(ctx, &body, signer)) == ECERT_OK) &&
	    (e = eci_der_put_bits(ctx, &body, sig.ptr, sig.len)) == ECERT_OK &&
	    (e = put_stamp(ctx, &body, timestamp)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}
