/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_token.c - a time stamp: what it is of, who made it, and whether the time
 * it states counts.  It stands outside of what was signed, so anybody can put one
 * there, exchange it or take it away.  So a bad one is refused, one of a stranger
 * leaves the document open, and without one the time is the signer's word: none of
 * that makes a time proven.
 */
#include <stdlib.h>

#include "verify/verify_priv.h"

/* A time stamp while it is examined. */
struct stamp {
	const struct eci_vat      *at;
	enum eci_report_check      c;
	const struct eci_vstamped *of;
	struct eci_tsp_token       token;
	struct eci_certs           certs;     /* from the token: candidates, never anchors */
	struct eci_cert           *tsa;
	size_t                     from;      /* items of the report before it */
	char                       time[24];
};

/* The worst outcome since the stamp is examined; as it is, or as the policy has it. */
static ecert_outcome
worst(const struct stamp *s, bool strict)
{
	const ecert_report *rep = s->at->run->rep;
	ecert_outcome o, out = ECERT_CHECK_PASS;
	size_t i;

	for (i = s->from; i < rep->n_items; i++) {
		o = eci_report_outcome(&rep->items[i], strict);
		if (o == ECERT_CHECK_FAIL)
			return o;
		if (o == ECERT_CHECK_UNDECIDED)
			out = o;
	}
	return out;
}

static bool
sound(const struct stamp *s)
{
	return worst(s, false) == ECERT_CHECK_PASS;
}

/* What is only not read here, nothing is known against. */
static ecert_err
decode(struct stamp *s)
{
	const struct eci_vat *at = s->at;
	ecert_ctx *ctx = at->run->ctx;
	char *msg = NULL;
	ecert_err e;

	e = eci_tsp_decode(ctx, at->where != NULL ? at->where : "timeStamp", s->of->token.ptr,
	    s->of->token.len, &s->token);
	if (e == ECERT_OK || ecert_errreason(ctx) != ECERT_R_UNSUPPORTED)
		return eci_verify_blame(at, s->c, e, ECERT_R_TIMESTAMP_BAD);
	at->run->rep->skipped |= ECI_SKIP_TIMESTAMP;
	if ((e = eci_strdup(ctx, ecert_errmsg(ctx), &msg)) == ECERT_OK)
		e = ECI_VUNDEC(at, s->c, ECERT_R_UNSUPPORTED,
		    "a time stamp this version does not evaluate: %s",
		    "本版本不检查的时间戳：%s", msg);
	free(msg);
	if (e == ECERT_OK)
		eci_clear(ctx);
	return e;
}

static ecert_err
check_imprint(const struct stamp *s)
{
	bool yes = false;
	ecert_err e;

	e = eci_tsp_imprints(s->at->run->ctx, &s->token.info, s->of->over, &yes);
	if (e != ECERT_OK || yes)
		return e;
	return ECI_VFAIL(s->at, s->c, ECERT_R_TIMESTAMP_BAD,
	    "the time stamp was made for something else: its imprint is not of this signature "
	    "value", "时间戳并非为此签名值加盖：其摘要不符");
}

/* To the second; accuracy is rounded up. */
static int64_t
latest(const struct eci_tsp_info *info)
{
	return info->time + (info->accuracy + info->micros + 999999) / 1000000;
}

static ecert_err
check_time(const struct stamp *s)
{
	const struct eci_tsp_info *info = &s->token.info;
	char iso[24];

	if (info->time > s->at->run->now + ECI_CLOCK_SKEW)
		return ECI_VFAIL(s->at, s->c, ECERT_R_TIME_FUTURE,
		    "the time stamp of %s lies after the time of verification %s",
		    "时间戳 %s 晚于验证时间 %s", s->time, eci_time_iso(s->at->run->now, iso));
	if (s->of->has_claim && s->of->claim > latest(info) + ECI_CLOCK_SKEW)
		return ECI_VFAIL(s->at, s->c, ECERT_R_TIMESTAMP_BAD,
		    "stamped at %s, %lld s before the time %s it claims to be made at",
		    "时间戳为 %s，比其声称的时间早 %lld 秒（%s）", s->time,
		    (long long)(s->of->claim - info->time), eci_time_iso(s->of->claim, iso));
	return ECERT_OK;
}

/* One that cannot be read is of no use; the stamp does not depend on it. */
static ecert_err
load_certs(struct stamp *s)
{
	const struct eci_vat *at = s->at;
	struct eci_cert *cert = NULL;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < s->token.cms.n_certs; i++) {
		e = eci_cert_load(at->run->ctx, "timeStamp", s->token.cms.certs[i].ptr,
		    s->token.cms.certs[i].len, &cert);
		if (e == ECERT_OK)
			e = eci_certs_add(at->run->ctx, &s->certs, cert);
		else if (eci_verify_blames_input(e)) {
			eci_clear(at->run->ctx);
			e = ECI_VDEV(at, ECI_V_TSA_KEY, ECERT_R_CERT_MALFORMED,
			    "certificate %zu of %zu in the time stamp cannot be read and is not "
			    "used", "时间戳中第 %zu 个证书（共 %zu 个）无法读取，未使用", i + 1,
			    s->token.cms.n_certs);
		}
		eci_cert_free(cert);
		cert = NULL;
	}
	return e;
}

static ecert_err
say_nobody(const struct stamp *s)
{
	char *name = NULL, *number = NULL;
	ecert_err e;

	e = eci_who_show(s->at->run->ctx, s->token.cms.issuer, s->token.cms.serial, &name,
	    &number);
	if (e == ECERT_OK)
		e = ECI_VUNDEC(s->at, ECI_V_TSA_KEY, ECERT_R_TIMESTAMP_UNTRUSTED,
		    "the time stamp brings no certificate of its authority: serial %s of %.300s"
		    ECI_SETTLE_EN "obtain it from a source you trust, put it into DIR/tsa.pem and "
		    "run %s --trust DIR FILE",
		    "时间戳未附其机构的证书：序列号 %s，颁发者 %.300s" ECI_SETTLE_ZH "从可信渠道取得"
		    "该证书，放入 DIR/tsa.pem，运行 %s --trust DIR FILE", number, name,
		    eci_verify_tool(s->at));
	free(name);
	free(number);
	return e;
}

/* From the token, else of the trust store. */
static ecert_err
find_tsa(struct stamp *s)
{
	const struct ecert_trust *trust = s->at->run->pol.trust;
	const struct eci_certs *lists[] = { &s->certs, trust != NULL ? &trust->tsa : NULL,
		trust != NULL ? &trust->intermediates : NULL };
	struct eci_cert *found = NULL;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && found == NULL && i < ECI_COUNT(lists); i++)
		if (lists[i] != NULL)
			e = eci_tsp_signer(s->at->run->ctx, &s->token, lists[i], &found);
	if (e != ECERT_OK)
		return eci_verify_blame(s->at, ECI_V_TSA_KEY, e, ECERT_R_TIMESTAMP_BAD);
	if (found == NULL)
		return say_nobody(s);
	e = eci_verify_cert_load(s->at, ECI_ROLE_TSA, eci_cert_der(found), &s->tsa);
	if (e == ECERT_OK && i > 1)
		e = ECI_VNOTE(s->at, ECI_V_TSA_KEY, ECERT_R_NONE,
		    "the certificate is not in the time stamp: it is of the trust store",
		    "证书不在时间戳中，取自信任库");
	eci_cert_free(found);
	return e;
}

static ecert_err
check_value(const struct stamp *s)
{
	struct eci_buf zh = { 0 };
	const char *why = "";
	bool good = false;
	ecert_err e;

	e = eci_tsp_check(s->at->run->ctx, &s->token, s->tsa, &good, &why);
	if (e != ECERT_OK)
		return eci_verify_blame(s->at, s->c, e, ECERT_R_TIMESTAMP_BAD);
	if (good)
		return ECERT_OK;
	if ((e = eci_report_phrase(s->at->run->ctx, why, &zh)) == ECERT_OK)
		e = ECI_VFAIL(s->at, s->c, ECERT_R_TIMESTAMP_BAD,
		    "the time stamp is not accepted: %s%.0s", "不接受该时间戳：%.0s%s", why,
		    (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}

/* A stamp is somebody else's word. */
static ecert_err
check_other(const struct stamp *s)
{
	const struct eci_cert *signer = s->of->signer;

	if (signer == NULL || (!eci_cert_same(s->tsa, signer) &&
	    !eci_equal(eci_cert_key_id(s->tsa), eci_cert_key_id(signer), ECI_SM3_LEN)))
		return ECERT_OK;
	return ECI_VFAIL(s->at, ECI_V_TSA_USAGE, ECERT_R_TIMESTAMP_BAD,
	    "%s stamped its own signature", "%s 为自己的签名加盖时间戳", eci_cert_subject(s->tsa));
}

static ecert_err
check_tsa(struct stamp *s)
{
	struct eci_vwhen when = { .known = true, .used = s->token.info.time, .extra = &s->certs };
	ecert_err e;

	if ((e = check_other(s)) != ECERT_OK ||
	    (e = eci_verify_tsa_usage(s->at, s->tsa)) != ECERT_OK ||
	    (e = eci_verify_cert_time(s->at, ECI_ROLE_TSA, s->tsa, &when)) != ECERT_OK)
		return e;
	return eci_verify_cert_path(s->at, ECI_ROLE_TSA, s->tsa, &when);
}

/* Deviations that are accepted say nothing against the stamp, so they give no reason
 * unless they are refused. */
static ecert_err
add_notes(const struct stamp *s, const struct eci_notes *notes)
{
	bool strict = s->at->run->pol.strict;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < notes->n; i++)
		e = eci_verify_relay(s->at, s->c, ECERT_CHECK_NOTE, notes->v[i].strict,
		    strict && notes->v[i].strict ? ECERT_R_TIMESTAMP_BAD : ECERT_R_NONE,
		    notes->v[i].text);
	return e;
}

/* Each step needs the one before. */
static ecert_err
examine(struct stamp *s)
{
	ecert_err e;

	if ((e = decode(s)) != ECERT_OK || !sound(s))
		return e;
	eci_time_iso(s->token.info.time, s->time);
	if ((e = add_notes(s, &s->token.cms.notes)) != ECERT_OK ||
	    (e = add_notes(s, &s->token.notes)) != ECERT_OK ||
	    (e = check_imprint(s)) != ECERT_OK ||
	    (e = check_time(s)) != ECERT_OK ||
	    (e = load_certs(s)) != ECERT_OK || !sound(s) ||
	    (e = find_tsa(s)) != ECERT_OK || !sound(s) ||
	    (e = check_value(s)) != ECERT_OK || !sound(s))
		return e;
	return check_tsa(s);
}

/* "..., 3 s after the time it claims" */
static ecert_err
say_proven(const struct stamp *s)
{
	const char *by = eci_cert_subject(s->tsa);
	int64_t d = s->of->has_claim ? s->token.info.time - s->of->claim : 0;

	if (!s->of->has_claim)
		return ECI_VPASS(s->at, s->c, "%s, by %s", "%s，%s", s->time, by);
	if (d < 0)
		return ECI_VPASS(s->at, s->c, "%s, %lld s before the claimed time, by %s",
		    "%s，早于声称的时间 %lld 秒，%s", s->time, (long long)-d, by);
	return ECI_VPASS(s->at, s->c, "%s, %lld s after the claimed time, by %s",
	    "%s，晚于声称的时间 %lld 秒，%s", s->time, (long long)d, by);
}

/* What all of it comes to.  Where nobody's certificate is known the reason was told. */
static ecert_err
conclude(const struct stamp *s)
{
	if (s->tsa == NULL)
		return ECERT_OK;
	switch (worst(s, false)) {
	case ECERT_CHECK_PASS:
		return say_proven(s);
	case ECERT_CHECK_UNDECIDED:
		return ECI_VUNDEC(s->at, s->c, ECERT_R_TIMESTAMP_UNTRUSTED,
		    "a time stamp of %s that proves nothing as long as its authority %s is not "
		    "known to be good", "时间戳 %s：在确认其机构 %s 可信之前不能证明任何事项",
		    s->time, eci_cert_subject(s->tsa));
	default:
		return ECI_VFAIL(s->at, s->c, ECERT_R_TIMESTAMP_BAD,
		    "a time stamp of %s that cannot be relied on: %s", "时间戳 %s 不可信赖：%s",
		    s->time, eci_cert_subject(s->tsa));
	}
}

ecert_err
eci_verify_token(const struct eci_vat *at, enum eci_report_check c, const struct eci_vstamped *of,
    struct eci_vproof *out)
{
	struct stamp s = { .at = at, .c = c, .of = of, .from = at->run->rep->n_items };
	ecert_err e;

	*out = (struct eci_vproof){ .time = 0 };
	if ((e = examine(&s)) == ECERT_OK)
		e = conclude(&s);
	if (e == ECERT_OK && s.tsa != NULL && worst(&s, at->run->pol.strict) == ECERT_CHECK_PASS) {
		out->proven = true;
		out->time = s.token.info.time;
		out->latest = latest(&s.token.info);
	}
	eci_cert_free(s.tsa);
	eci_certs_free(&s.certs);
	eci_tsp_free(&s.token);
	return e;
}
