/* SPDX-License-Identifier: Apache-2.0 */
/* verify_time.c - when it was signed: as the signer claims, or as a time stamp proves. */
#include "verify/verify_priv.h"

static ecert_err
judge(const struct eci_vat *at, bool local, int64_t when)
{
	struct eci_vrun *run = at->run;
	char iso[24], now[24];

	eci_time_iso(when, iso);
	if (when > run->now + ECI_CLOCK_SKEW)
		return ECI_VFAIL(at, ECI_V_TIME, ECERT_R_TIME_FUTURE,
		    "%s lies after the time of verification %s",
		    "签名时间 %s 晚于验证时间 %s", iso, eci_time_iso(run->now, now));
	if (local)
		return ECI_VNOTE(at, ECI_V_TIME, ECERT_R_NONE,
		    "%s, claimed by the signer; written without a zone, read as UTC%+03d:%02d",
		    "%s，签名人声称；未写时区，按 UTC%+03d:%02d 处理", iso,
		    (int)(run->pol.zone / 3600),
		    (int)((run->pol.zone < 0 ? -run->pol.zone : run->pol.zone) / 60 % 60));
	return ECI_VPASS(at, ECI_V_TIME, "%s, claimed by the signer",
	    "%s，签名人声称", iso);
}

ecert_err
eci_verify_claim(const struct eci_vat *at, bool local, int64_t time, int64_t *when)
{
	struct eci_report_sig *sig = &at->run->rep->sigs[at->sig - 1];

	*when = time - (local ? at->run->pol.zone : 0);
	sig->has_time = true;
	sig->time = *when;
	return judge(at, local, *when);
}

/* TimeStampToken (SEQUENCE { OID ...), TimeStampResp (SEQUENCE { SEQUENCE ...) or, as
 * a time alone, TSTInfo (SEQUENCE { INTEGER ...), with nothing behind; CMS may have
 * indefinite lengths. */
static bool
token_shaped(const struct eci_vat *at, struct eci_bytes token)
{
	struct eci_der d, in;
	uint8_t tag;

	if (token.len >= 6 && token.ptr[0] == ECI_DER_SEQUENCE && token.ptr[1] == 0x80)
		return token.ptr[2] == ECI_DER_OID || token.ptr[2] == ECI_DER_SEQUENCE;
	d = eci_der(at->run->ctx, "timeStamp", ECERT_R_TIMESTAMP_BAD, token.ptr, token.len);
	if (eci_der_enter(&d, ECI_DER_SEQUENCE, "timeStamp", &in, NULL) != ECERT_OK ||
	    !eci_der_end(&d))
		return false;
	tag = eci_der_peek(&in);
	return tag == ECI_DER_OID || tag == ECI_DER_SEQUENCE || tag == ECI_DER_INTEGER;
}

/*
 * GM/T 0031-2014 allows a time stamp in the place of the time.  It lies within what
 * is signed, so it cannot be of the signature; what else it is of nobody says.
 */
static ecert_err
say_unbound(const struct eci_vat *at, struct eci_bytes bytes)
{
	struct eci_tsp_token token;
	char iso[24] = "?";
	ecert_err e;

	at->run->rep->skipped |= ECI_SKIP_TIMESTAMP;
	if (!token_shaped(at, bytes))
		return ECI_VFAIL(at, ECI_V_TIME, ECERT_R_TIMESTAMP_BAD,
		    "the signing time is neither a time nor a time stamp",
		    "签名时间既不是时间也不是时间戳");
	e = eci_tsp_decode(at->run->ctx, "timeInfo", bytes.ptr, bytes.len, &token);
	if (e == ECERT_OK)
		eci_time_iso(token.info.time, iso);
	else if (!eci_verify_blames_input(e))
		return e;
	eci_clear(at->run->ctx);
	eci_tsp_free(&token);
	return ECI_VUNDEC(at, ECI_V_TIME, ECERT_R_UNSUPPORTED,
	    "the signing time is a time stamp (%s) inside of what is signed: what it was made "
	    "for is not known, and it is not evaluated",
	    "签名时间为被签名数据内的时间戳（%s）：其对象不明，不予检查", iso);
}

ecert_err
eci_verify_time(const struct eci_vat *at, const struct eci_ses_sig *ses,
    struct eci_vwhen *when)
{
	ecert_err e;

	when->known = when->has_claim = ses->time_form != ECI_SES_TIME_TOKEN;
	if (!when->known) {
		at->run->rep->sigs[at->sig - 1].stamped = true;
		return say_unbound(at, ses->time_token);
	}
	e = eci_verify_claim(at, ses->time_form == ECI_SES_TIME_TEXT_LOCAL, ses->time,
	    &when->claim);
	when->used = when->claim;
	return e;
}

ecert_err
eci_verify_stamp_time(const struct eci_vat *at, struct eci_bytes token,
    struct eci_bytes value, const struct eci_cert *signer, struct eci_vwhen *when)
{
	struct eci_vstamped of = { token, value, signer, when->has_claim, when->claim };
	struct eci_vproof proof = { 0 };
	ecert_err e;

	if (token.len == 0)
		return ECERT_OK;
	at->run->rep->sigs[at->sig - 1].stamped = true;
	if ((e = eci_verify_token(at, ECI_V_TIMESTAMP, &of, &proof)) != ECERT_OK ||
	    !proof.proven)
		return e;
	/* Of several the earliest says most. */
	if (!when->proven || proof.time < when->used)
		when->used = proof.time;
	when->known = when->proven = true;
	return ECERT_OK;
}

void
eci_verify_settle_time(const struct eci_vat *at, const struct eci_vwhen *when)
{
	struct eci_report_sig *sig = &at->run->rep->sigs[at->sig - 1];

	if (when->proven) {
		sig->has_time = sig->proven = true;
		sig->time = when->used;
	} else if (sig->has_time) {
		at->run->rep->skipped |= ECI_SKIP_TIME;
	}
}
