/* SPDX-License-Identifier: Apache-2.0 */
/* verify_time.c - when it was signed, as the signer claims. */
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
	struct eci_vsig *sig = &at->run->rep->sigs[at->sig - 1];

	*when = time - (local ? at->run->pol.zone : 0);
	sig->has_time = true;
	sig->time = *when;
	at->run->rep->skipped |= ECI_SKIP_TIME;
	return judge(at, local, *when);
}

/* TimeStampToken (SEQUENCE { OID ...), TimeStampResp (SEQUENCE { SEQUENCE ...) or, as
 * a time alone, TSTInfo (SEQUENCE { INTEGER ...), with nothing behind; CMS may have
 * indefinite lengths. */
static bool
token_shaped(const struct eci_vat *at, struct eci_bytes token, bool info_too)
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
	return tag == ECI_DER_OID || tag == ECI_DER_SEQUENCE ||
	    (info_too && tag == ECI_DER_INTEGER);
}

ecert_err
eci_verify_time(const struct eci_vat *at, const struct eci_ses_sig *ses, bool *known,
    int64_t *when)
{
	*known = ses->time_form != ECI_SES_TIME_TOKEN;
	if (!*known) {
		at->run->rep->skipped |= ECI_SKIP_TIMESTAMP;
		if (!token_shaped(at, ses->time_token, true))
			return ECI_VFAIL(at, ECI_V_TIME, ECERT_R_TIMESTAMP_BAD,
			    "the signing time is neither a time nor a time stamp",
			    "签名时间既不是时间也不是时间戳");
		return ECI_VUNDEC(at, ECI_V_TIME, ECERT_R_UNSUPPORTED,
		    "the signing time is a time stamp, which this version does not evaluate",
		    "签名时间为时间戳，本版本不检查");
	}
	return eci_verify_claim(at, ses->time_form == ECI_SES_TIME_TEXT_LOCAL, ses->time, when);
}

/*
 * A time stamp is outside of what was signed: anybody can put one there.  What
 * cannot be one is refused; what can be one is not trusted by this version.
 */
ecert_err
eci_verify_token(const struct eci_vat *at, enum eci_vcheck c, struct eci_bytes token)
{
	at->run->rep->skipped |= ECI_SKIP_TIMESTAMP;
	if (!token_shaped(at, token, false))
		return ECI_VFAIL(at, c, ECERT_R_TIMESTAMP_BAD,
		    "what stands in the place of a time stamp is none",
		    "时间戳字段的内容不是时间戳");
	return ECI_VUNDEC(at, c, ECERT_R_TIMESTAMP_UNTRUSTED,
	    "a time stamp is present; this version does not evaluate it, and it is not protected",
	    "带有时间戳；本版本不检查，且时间戳不受签名保护");
}
