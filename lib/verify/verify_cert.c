/* SPDX-License-Identifier: Apache-2.0 */
/* verify_cert.c - what a certificate is and what it may be used for. */
#include <stdio.h>

#include "verify/verify_priv.h"

ecert_err
eci_verify_cert_load(const struct eci_vat *at, enum eci_vrole role, struct eci_bytes der,
    struct eci_cert **out)
{
	enum eci_report_check c = role == ECI_ROLE_SIGNER ? ECI_V_SIGNER_KEY :
	    role == ECI_ROLE_TSA ? ECI_V_TSA_KEY : ECI_V_MAKER_KEY;
	ecert_err e;

	*out = NULL;
	e = eci_cert_load(at->run->ctx, at->where != NULL ? at->where : "certificate",
	    der.ptr, der.len, out);
	if (e != ECERT_OK)
		return eci_verify_blame(at, c, e, ECERT_R_CERT_MALFORMED);
	if (!eci_cert_key_ok(*out))
		return ECI_VFAIL(at, c, ECERT_R_KEY_BAD,
		    "the public key of %s is not usable: its curve, point or size",
		    "%s 的公钥不可用：曲线、点或长度不符", eci_cert_subject(*out));
	return ECI_VPASS(at, c, "%s, serial %s", "%s，序列号 %s", eci_cert_subject(*out),
	    eci_cert_serial(*out));
}

/*
 * A double pair has a certificate for encryption beside the one for signing
 * (GB/T 20518); only digitalSignature or nonRepudiation may sign.
 */
static ecert_err
check_key_usage(const struct eci_vat *at, enum eci_report_check c, const struct eci_cert *cert)
{
	/* A certificate of a time-stamp authority or server is none of a signer. */
	if (eci_cert_purpose(cert) == ECI_PURPOSE_FOREIGN)
		return ECI_VFAIL(at, c, ECERT_R_CERT_USAGE,
		    "%s may not sign here; extended key usage: %s",
		    "%s 不得用于此类签名；扩展密钥用途：%s", eci_cert_subject(cert),
		    eci_cert_ext_usage_text(cert));
	if (eci_cert_purpose(cert) == ECI_PURPOSE_ODD)
		return ECI_VDEV(at, c, ECERT_R_CERT_USAGE,
		    "%s: extended key usage %s is for something else",
		    "%s：扩展密钥用途 %s 不是为此而设", eci_cert_subject(cert),
		    eci_cert_ext_usage_text(cert));
	switch (eci_cert_usage(cert)) {
	case ECI_USAGE_MAY_SIGN:
		return ECI_VPASS(at, c, "%s", "%s", eci_cert_usage_text(cert));
	case ECI_USAGE_ABSENT:
		return ECI_VDEV(at, c, ECERT_R_CERT_USAGE,
		    "%s: the certificate has no key usage",
		    "%s：证书未写明密钥用途", eci_cert_subject(cert));
	default:
		return ECI_VFAIL(at, c, ECERT_R_CERT_USAGE,
		    "%s may not sign; key usage: %s",
		    "%s 不得用于签名；密钥用途：%s", eci_cert_subject(cert),
		    eci_cert_usage_text(cert));
	}
}

ecert_err
eci_verify_cert_usage(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert)
{
	if (role == ECI_ROLE_MAKER) {
		/* A maker may be an anchor of its own, which tools like to mark as CA. */
		if (eci_cert_is_ca(cert) && eci_cert_usage(cert) != ECI_USAGE_OTHER)
			return ECI_VDEV(at, ECI_V_MAKER_USAGE, ECERT_R_CERT_USAGE,
			    "%s is a certification authority",
			    "%s 是 CA 证书", eci_cert_subject(cert));
		return check_key_usage(at, ECI_V_MAKER_USAGE, cert);
	}
	if (eci_cert_is_ca(cert))
		return ECI_VFAIL(at, ECI_V_SIGNER_USAGE, ECERT_R_CERT_USAGE,
		    "%s is a certification authority and may not sign documents",
		    "%s 是 CA 证书，不得签署文档", eci_cert_subject(cert));
	return check_key_usage(at, ECI_V_SIGNER_USAGE, cert);
}

/* The certificate's period as text, for messages. */
struct period { char from[24], until[24]; };

static void
period_of(const struct eci_cert *cert, struct period *p)
{
	eci_time_iso(eci_cert_not_before(cert), p->from);
	eci_time_iso(eci_cert_not_after(cert), p->until);
}

static bool
inside(const struct eci_cert *cert, int64_t t)
{
	return t >= eci_cert_not_before(cert) && t <= eci_cert_not_after(cert);
}

void
eci_verify_moment(const struct eci_vat *at, int64_t t, struct eci_vmoment *out)
{
	bool alone = at->run->rep->of_seal || at->run->rep->of_cert;
	char iso[24];

	eci_time_iso(t, iso);
	snprintf(out->en, sizeof(out->en), "at %s%s",
	    alone ? "" : "signing time, ", iso);
	snprintf(out->zh, sizeof(out->zh), alone ? "在 %s" : "签名时（%s）", iso);
}

void
eci_verify_moment_made(int64_t t, struct eci_vmoment *out)
{
	char iso[24];

	eci_time_iso(t, iso);
	snprintf(out->en, sizeof(out->en), "when the seal was made, %s", iso);
	snprintf(out->zh, sizeof(out->zh), "制章时（%s）", iso);
}

void
eci_verify_moment_stamp(int64_t t, struct eci_vmoment *out)
{
	char iso[24];

	eci_time_iso(t, iso);
	snprintf(out->en, sizeof(out->en), "at the time of the stamp, %s", iso);
	snprintf(out->zh, sizeof(out->zh), "加盖时间戳时（%s）", iso);
}

static ecert_err
outside(const struct eci_vat *at, enum eci_report_check c, const struct eci_cert *cert,
    const struct eci_vmoment *m)
{
	struct period p;

	period_of(cert, &p);
	return ECI_VFAIL(at, c, ECERT_R_CERT_EXPIRED,
	    "%s%.0s: %s was outside its validity %s .. %s",
	    "%.0s%s：%s 不在有效期 %s .. %s 内", m->en, m->zh, eci_cert_subject(cert), p.from,
	    p.until);
}

static ecert_err
outside_when_made(const struct eci_vat *at, enum eci_report_check c, const struct eci_cert *cert,
    int64_t made)
{
	struct eci_vmoment m;

	eci_verify_moment_made(made, &m);
	return outside(at, c, cert, &m);
}

static ecert_err
outside_when_used(const struct eci_vat *at, enum eci_report_check c, const struct eci_cert *cert,
    int64_t used)
{
	struct eci_vmoment m;

	if (c == ECI_V_TSA_VALIDITY)
		eci_verify_moment_stamp(used, &m);
	else
		eci_verify_moment(at, used, &m);
	return outside(at, c, cert, &m);
}

static ecert_err
say_early(const struct eci_vat *at, enum eci_report_check c, const struct eci_cert *cert,
    int64_t made)
{
	struct period p;
	char iso[24];

	period_of(cert, &p);
	return ECI_VDEV(at, c, ECERT_R_CERT_EXPIRED,
	    "the seal claims to have been made at %s, before the certificate of its maker %s "
	    "began: valid %s .. %s",
	    "印章声称制作于 %s，早于制章人证书 %s 的有效期 %s .. %s", eci_time_iso(made, iso),
	    eci_cert_subject(cert), p.from, p.until);
}

/*
 * GM/T 0031-2025 judges a maker's certificate when the seal was made: that it ended
 * or was revoked since is told and no more.  The earlier standards want it good
 * whenever the seal is used.
 */
bool
eci_verify_when_made(const struct eci_vat *at, enum eci_vrole role)
{
	return role == ECI_ROLE_MAKER && at->ses == ECERT_SES_V5;
}

/*
 * Genuine seals claim a creation some days before their maker's certificate
 * began: the claim is loose, the key was certified when the seal was used.  A
 * seal made after the certificate ended is another matter, and so is one of
 * GM/T 0031-2025, which has this very time checked.
 */
static bool
made_early(const struct eci_vat *at, enum eci_vrole role, const struct eci_cert *cert,
    const struct eci_vwhen *when)
{
	return when->has_made && when->made < eci_cert_not_before(cert) && when->known &&
	    inside(cert, when->used) && !eci_verify_when_made(at, role);
}

ecert_err
eci_verify_cert_time(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_vwhen *when)
{
	enum eci_report_check c = role == ECI_ROLE_SIGNER ? ECI_V_SIGNER_VALIDITY :
	    role == ECI_ROLE_TSA ? ECI_V_TSA_VALIDITY : ECI_V_MAKER_VALIDITY;
	bool early = made_early(at, role, cert, when);
	struct period p;

	if (when->has_made && !inside(cert, when->made) && !early)
		return outside_when_made(at, c, cert, when->made);
	if (!when->known)
		return ECI_VUNDEC(at, c, ECERT_R_UNSUPPORTED,
		    "there is no signing time to judge by", "没有可供判断的签名时间");
	if (!inside(cert, when->used) && !eci_verify_when_made(at, role))
		return outside_when_used(at, c, cert, when->used);
	if (early)
		return say_early(at, c, cert, when->made);
	period_of(cert, &p);
	if (!inside(cert, when->used))
		return ECI_VNOTE(at, c, ECERT_R_CERT_EXPIRED_NOW,
		    "valid %s .. %s: when the seal was made, not when it was used",
		    "有效期 %s .. %s：制章时有效，使用时已不在有效期内", p.from, p.until);
	if (!inside(cert, at->run->now))
		return ECI_VNOTE(at, c, ECERT_R_CERT_EXPIRED_NOW,
		    "valid %s .. %s: when it was used, not at the time of this verdict",
		    "有效期 %s .. %s：使用时有效，作此结论时已不在有效期内", p.from, p.until);
	return ECI_VPASS(at, c, "%s .. %s", "%s .. %s", p.from, p.until);
}
