/* SPDX-License-Identifier: Apache-2.0 */
/* verify_revocation_say.c - what is known of a certificate's revocation, and what
 * would settle it where nothing is. */
#include <string.h>

#include "verify/verify_priv.h"

/* Where the policy wants no revocation it is told apart from good. */
static ecert_err
say_unwanted(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const char *why, const char *zh)
{
	at->run->rep->skipped |= ECI_SKIP_REVOCATION;
	return ECI_VNOTE(at, j->revocation, ECERT_R_CRL_UNAVAILABLE,
	    "whether %s was revoked is not known (%s%.0s), as was asked for",
	    "按要求未检查 %s 是否被撤销（%.0s%s）", eci_cert_subject(cert), why, zh);
}

/* ", or run ... --fetch", where the certificate names a place and nobody asked there. */
static ecert_err
add_fetch(const struct eci_vat *at, const struct eci_cert *cert, struct eci_buf *en,
    struct eci_buf *zh)
{
	const char *tool = eci_verify_tool(at), *url;
	ecert_ctx *ctx = at->run->ctx;
	bool ocsp;
	ecert_err e;

	if ((e = eci_buf_adds(ctx, en, "")) != ECERT_OK || (e = eci_buf_adds(ctx, zh, "")) != ECERT_OK)
		return e;
	if (at->run->pol.fetch != NULL || at->run->rep->of_seal || at->run->rep->of_cert ||
	    (url = eci_verify_place(cert, 0, &ocsp)) == NULL)
		return ECERT_OK;
	e = eci_buf_addf(ctx, en, "; or run %s --trust DIR --fetch FILE, which asks %.200s", tool, url);
	if (e == ECERT_OK)
		e = eci_buf_addf(ctx, zh, "；或运行 %s --trust DIR --fetch FILE，向 %.200s 查询", tool, url);
	return e;
}

/* Of a certificate that has expired not every list says anything (RFC 5280 3.3). */
static ecert_err
add_span(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    struct eci_buf *en, struct eci_buf *zh)
{
	int64_t end = eci_cert_not_after(cert);
	ecert_ctx *ctx = at->run->ctx;
	char from[24], until[24];
	ecert_err e;

	if (end >= at->run->now || j->at > end)
		return (e = eci_buf_adds(ctx, en, "")) != ECERT_OK ? e : eci_buf_adds(ctx, zh, "");
	eci_time_iso(j->at, from);
	eci_time_iso(end, until);
	e = eci_buf_addf(ctx, en, ", made from %s until %s, when the certificate expired (or later, "
	    "if it says that it keeps what expired then: expiredCertsOnCRL, archiveCutoff)", from,
	    until);
	if (e == ECERT_OK)
		e = eci_buf_addf(ctx, zh, "（须形成于 %s 至证书到期时间 %s 之间；形成于此后的，"
		    "须以 expiredCertsOnCRL 或 archiveCutoff 声明保留当时到期的证书）", from, until);
	return e;
}

static ecert_err
say_open(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const char *why, const char *why_zh)
{
	struct eci_buf en = { 0 }, zh = { 0 }, told = { 0 }, span = { 0 }, span_zh = { 0 };
	ecert_err e;

	e = add_fetch(at, cert, &en, &zh);
	if (e == ECERT_OK)
		e = add_span(at, j, cert, &span, &span_zh);
	if (e == ECERT_OK)
		e = eci_buf_adds(at->run->ctx, &told, "");
	if (e == ECERT_OK)
		e = eci_verify_fetch_told(at, cert, &told);
	if (e == ECERT_OK)
		e = ECI_VUNDEC(at, j->revocation, ECERT_R_CRL_UNAVAILABLE,
		    "whether %s was revoked is not known (%s%.0s%s)" ECI_SETTLE_EN
		    "put the list of %s into DIR/crls, or an OCSP response about serial %s into "
		    "DIR/ocsp%s%.0s, and run %s --trust DIR FILE%s%.0s",
		    "无法得知 %s 是否被撤销（%.0s%s%s）" ECI_SETTLE_ZH
		    "将 %s 的撤销列表放入 DIR/crls，或将关于序列号 %s 的 OCSP 响应放入 "
		    "DIR/ocsp%.0s%s，运行 %s --trust DIR FILE%.0s%s", eci_cert_subject(cert), why,
		    why_zh, (char *)told.ptr, eci_cert_issuer(cert), eci_cert_serial(cert),
		    (char *)span.ptr, (char *)span_zh.ptr, eci_verify_tool(at), (char *)en.ptr,
		    (char *)zh.ptr);
	eci_buf_free(&span);
	eci_buf_free(&span_zh);
	eci_buf_free(&en);
	eci_buf_free(&zh);
	eci_buf_free(&told);
	return e;
}

static ecert_err
say_unknown(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const char *why)
{
	struct eci_buf zh = { 0 };
	ecert_err e;

	if ((e = eci_report_phrase(at->run->ctx, why, &zh)) == ECERT_OK)
		e = at->run->pol.no_revocation ?
		    say_unwanted(at, j, cert, why, (char *)zh.ptr) :
		    say_open(at, j, cert, why, (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}

ecert_err
eci_verify_no_path(const struct eci_vat *at, const struct eci_vjudge *j)
{
	if (at->run->pol.no_revocation) {
		at->run->rep->skipped |= ECI_SKIP_REVOCATION;
		return ECI_VNOTE(at, j->revocation, ECERT_R_CRL_UNAVAILABLE,
		    "not examined: there is no trusted path", "未检查：没有可信路径");
	}
	return ECI_VUNDEC(at, j->revocation, ECERT_R_CRL_UNAVAILABLE,
	    "not examined: there is no trusted path", "未检查：没有可信路径");
}

/* Good, and what is to be said of the source that says so. */
static ecert_err
say_good(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    unsigned odd)
{
	static const struct { unsigned bit; const char *en, *zh; } says[] = {
		{ ECI_REV_SLOW, "; its list is renewed after more than 24 hours",
		    "；其撤销列表的更新间隔超过 24 小时" },
		{ ECI_REV_RESPONDER, "; whether the responder that says so was revoked is not known",
		    "；作此说明的 OCSP 响应者本身是否被撤销未知" },
		{ ECI_REV_EMPTY_ID, "; what says so is signed with the empty SM2 ID",
		    "；该信息以空的 SM2 用户标识签名" },
	};
	struct eci_buf en = { 0 }, zh = { 0 };
	ecert_err e;
	size_t i;

	if (odd == 0)
		return ECI_VPASS(at, j->revocation, "%s was not revoked", "%s 未被撤销",
		    eci_cert_subject(cert));
	e = eci_buf_adds(at->run->ctx, &en, "");
	for (i = 0; e == ECERT_OK && i < ECI_COUNT(says); i++)
		if ((odd & says[i].bit) != 0 &&
		    (e = eci_buf_adds(at->run->ctx, &en, says[i].en)) == ECERT_OK)
			e = eci_buf_adds(at->run->ctx, &zh, says[i].zh);
	if (e == ECERT_OK)
		e = eci_verify_add(at, j->revocation, ECERT_CHECK_NOTE,
		    (odd & ECI_REV_EMPTY_ID) != 0, ECERT_R_NONE, "%s was not revoked%s%.0s",
		    "%s 未被撤销%.0s%s", eci_cert_subject(cert), (char *)en.ptr, (char *)zh.ptr);
	eci_buf_free(&en);
	eci_buf_free(&zh);
	return e;
}

/*
 * The time of signing, and that the seal was made before, is the word of the
 * key's holder alone: whoever stole the key says so too.
 */
static ecert_err
say_stolen(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	char iso[24], use[24];

	eci_time_iso(rev->when, iso);
	eci_time_iso(j->used, use);
	if (j->role == ECI_ROLE_TSA)
		return ECI_VUNDEC(at, j->revocation, ECERT_R_CERT_REVOKED,
		    "%s is revoked as of %s (%s), after %s; but whoever holds the stolen key can "
		    "make stamps of any time", "%s 自 %s 起已被撤销（%s），晚于 %s；但持有被窃密钥者"
		    "可加盖任意时间的时间戳", eci_cert_subject(cert), iso, rev->why, use);
	if (rev->when <= j->used)
		return ECI_VFAIL(at, j->revocation, ECERT_R_CERT_REVOKED,
		    "%s is revoked as of %s (%s), before the seal was used at %s",
		    "%s 自 %s 起已被撤销（%s），早于用章时间 %s", eci_cert_subject(cert), iso,
		    rev->why, use);
	return ECI_VUNDEC(at, j->revocation, ECERT_R_CERT_REVOKED,
	    "%s is revoked as of %s (%s), after %s; but the time of signing is only claimed, "
	    "and whoever holds the stolen key can claim any. A time stamp would settle it",
	    "%s 自 %s 起已被撤销（%s），晚于 %s；但签名时间仅为自称，持有被窃密钥者可任意声称。"
	    "时间戳可以解决", eci_cert_subject(cert), iso, rev->why, use);
}

/* RFC 3161 4 (1): without a reason nothing counts that such an authority ever stamped. */
static ecert_err
say_unsaid(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	char iso[24], use[24];

	return ECI_VUNDEC(at, j->revocation, ECERT_R_CERT_REVOKED,
	    "%s is revoked as of %s, after %s, but without a reason code: the time stamps of such "
	    "an authority prove no time, those of before neither (RFC 3161 4)",
	    "%s 自 %s 起已被撤销，晚于 %s，但未给出撤销原因：这样的时间戳机构所加盖的时间戳，"
	    "包括撤销之前的，均不能证明时间（RFC 3161 4）", eci_cert_subject(cert),
	    eci_time_iso(rev->when, iso), eci_time_iso(j->used, use));
}

/* And with one, what it stamped before counts after a few reasons alone. */
static ecert_err
say_vague(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	char iso[24], use[24];

	return ECI_VUNDEC(at, j->revocation, ECERT_R_CERT_REVOKED,
	    "%s is revoked as of %s (%s), after %s; but that reason does not rule out that others "
	    "have its key, who can make stamps of any time",
	    "%s 自 %s 起已被撤销（%s），晚于 %s；但该原因不能排除其密钥已为他人所有，"
	    "持有者可加盖任意时间的时间戳", eci_cert_subject(cert), eci_time_iso(rev->when, iso),
	    rev->why, eci_time_iso(j->used, use));
}

static ecert_err
say_after(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	char iso[24], use[24];

	if (rev->stolen && !(j->proven && rev->when > j->used) &&
	    !(j->sealed && rev->when > j->sealed_by))
		return say_stolen(at, j, cert, rev);
	if (rev->vague && j->role == ECI_ROLE_TSA)
		return rev->unsaid ? say_unsaid(at, j, cert, rev) : say_vague(at, j, cert, rev);
	return ECI_VNOTE(at, j->revocation, ECERT_R_CERT_REVOKED,
	    "%s is revoked as of %s, after %s", "%s 自 %s 起已被撤销，晚于 %s",
	    eci_cert_subject(cert), eci_time_iso(rev->when, iso), eci_time_iso(j->at, use));
}

ecert_err
eci_verify_revocation_say(const struct eci_vat *at, const struct eci_vjudge *j,
    const struct eci_cert *cert, const struct eci_revocation *rev)
{
	char iso[24], use[24];

	switch (rev->state) {
	case ECI_REV_GOOD:
		return say_good(at, j, cert, rev->odd);
	case ECI_REV_BEFORE:
		return ECI_VFAIL(at, j->revocation, ECERT_R_CERT_REVOKED,
		    "%s is revoked as of %s, before %s", "%s 自 %s 起已被撤销，早于 %s",
		    eci_cert_subject(cert), eci_time_iso(rev->when, iso),
		    eci_time_iso(j->at, use));
	case ECI_REV_AFTER:
		return say_after(at, j, cert, rev);
	default:
		return say_unknown(at, j, cert, rev->why);
	}
}
