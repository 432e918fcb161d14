/* SPDX-License-Identifier: Apache-2.0 */
/* verify_path.c - whether somebody trusted vouches for a certificate, and
 * whether it was revoked. */
#include <string.h>

#include "verify/verify_priv.h"

static const struct eci_certs nobody;
static const struct eci_crls no_lists;

/* What of the trust store and which check a role stands for, and the time it is
 * judged at. */
struct role {
	const struct eci_certs *anchors;
	enum eci_vcheck         path, revocation;
	bool                    when_made;   /* when the seal was made */
	int64_t                 at, used;
};

/* Who may sign documents may not for that reason make seals: with one store for
 * both, any signer could make himself anybody's seal. */
static struct role
role_of(const struct eci_vat *at, enum eci_vrole role, const struct eci_vwhen *when)
{
	const struct ecert_trust *trust = at->run->pol.trust;
	bool made = when->has_made && eci_verify_when_made(at, role);
	int64_t t = made ? when->made : when->used;

	if (role == ECI_ROLE_SIGNER)
		return (struct role){ trust != NULL ? &trust->roots : &nobody,
			ECI_V_SIGNER_PATH, ECI_V_SIGNER_REVOCATION, made, t, when->used };
	return (struct role){ trust != NULL ? &trust->makers : &nobody, ECI_V_MAKER_PATH,
		ECI_V_MAKER_REVOCATION, made, t, when->used };
}

/* An issuer is judged when the certificate below it was used. */
static ecert_err
say_expired(const struct eci_vat *at, const struct role *r, const struct eci_path *path)
{
	struct eci_buf zh = { 0 };
	struct eci_vmoment m;
	ecert_err e;

	if (r->when_made)
		eci_verify_moment_made(r->at, &m);
	else
		eci_verify_moment(at, r->at, &m);
	if ((e = eci_verify_phrase(at->run->ctx, path->detail, &zh)) == ECERT_OK)
		e = ECI_VFAIL(at, r->path, ECERT_R_CERT_EXPIRED, "%s%.0s: %s%.0s",
		    "%.0s%s：%.0s%s", m.en, m.zh, path->detail, (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}

static ecert_err
say_path(const struct eci_vat *at, enum eci_vrole who, const struct role *r,
    const struct eci_cert *cert, const struct eci_path *path)
{
	switch (path->state) {
	case ECI_PATH_OK:
		if (path->used_empty_id)
			return ECI_VDEV(at, r->path, ECERT_R_NONE,
			    "trusted; a certificate on the path is signed with the empty SM2 ID",
			    "可信；路径中有证书以空的 SM2 用户标识签名");
		return ECI_VPASS(at, r->path, path->chain.n == 1 ? "%zu certificate, up to %s" :
		    "%zu certificates, up to %s", "证书 %zu 级，信任锚 %s", path->chain.n,
		    eci_cert_subject(path->chain.v[path->chain.n - 1]));
	case ECI_PATH_EXPIRED:
		return say_expired(at, r, path);
	case ECI_PATH_CONSTRAINT:
		return eci_verify_relay(at, r->path, ECERT_CHECK_FAIL, false,
		    ECERT_R_CERT_CONSTRAINT, path->detail);
	default:
		return eci_verify_untrusted(at, who, cert, path);
	}
}

static ecert_err
say_unknown(const struct eci_vat *at, const struct role *r, const struct eci_cert *cert,
    const char *why, const char *zh)
{
	if (at->run->pol.no_revocation) {
		at->run->rep->skipped |= ECI_SKIP_REVOCATION;
		return ECI_VNOTE(at, r->revocation, ECERT_R_CRL_UNAVAILABLE,
		    "whether %s was revoked is not known (%s%.0s), as was asked for",
		    "按要求未检查 %s 是否被撤销（%.0s%s）", eci_cert_subject(cert), why, zh);
	}
	return ECI_VUNDEC(at, r->revocation, ECERT_R_CRL_UNAVAILABLE,
	    "whether %s was revoked is not known (%s%.0s). To settle it: put the list of %s "
	    "into DIR/crls and run %s --trust DIR",
	    "无法得知 %s 是否被撤销（%.0s%s）。解决办法：将 %s 的撤销列表放入 DIR/crls，"
	    "运行 %s --trust DIR", eci_cert_subject(cert), why, zh,
	    eci_cert_issuer(cert), eci_verify_tool(at));
}

/* Without a path nobody is known whose list would count. */
static ecert_err
say_no_path(const struct eci_vat *at, const struct role *r)
{
	if (at->run->pol.no_revocation) {
		at->run->rep->skipped |= ECI_SKIP_REVOCATION;
		return ECI_VNOTE(at, r->revocation, ECERT_R_CRL_UNAVAILABLE,
		    "not examined: there is no trusted path", "未检查：没有可信路径");
	}
	return ECI_VUNDEC(at, r->revocation, ECERT_R_CRL_UNAVAILABLE,
	    "not examined: there is no trusted path", "未检查：没有可信路径");
}

/*
 * The time of signing, and that the seal was made before, is the word of the
 * key's holder alone: whoever stole the key says so too.
 */
static ecert_err
say_stolen(const struct eci_vat *at, const struct role *r, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	char iso[24], use[24];

	eci_time_iso(rev->when, iso);
	eci_time_iso(r->used, use);
	if (rev->when <= r->used)
		return ECI_VFAIL(at, r->revocation, ECERT_R_CERT_REVOKED,
		    "%s is revoked as of %s (%s), before the seal was used at %s",
		    "%s 自 %s 起已被撤销（%s），早于用章时间 %s", eci_cert_subject(cert), iso,
		    rev->why, use);
	return ECI_VUNDEC(at, r->revocation, ECERT_R_CERT_REVOKED,
	    "%s is revoked as of %s (%s), after %s; but the time of signing is only claimed, "
	    "and whoever holds the stolen key can claim any. A time stamp would settle it",
	    "%s 自 %s 起已被撤销（%s），晚于 %s；但签名时间仅为自称，持有被窃密钥者可任意声称。"
	    "时间戳可以解决", eci_cert_subject(cert), iso, rev->why, use);
}

static ecert_err
say_after(const struct eci_vat *at, const struct role *r, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	char iso[24], use[24];

	if (rev->stolen)
		return say_stolen(at, r, cert, rev);
	return ECI_VNOTE(at, r->revocation, ECERT_R_CERT_REVOKED,
	    "%s is revoked as of %s, after %s", "%s 自 %s 起已被撤销，晚于 %s",
	    eci_cert_subject(cert), eci_time_iso(rev->when, iso), eci_time_iso(r->at, use));
}

static ecert_err
say_state(const struct eci_vat *at, const struct role *r, const struct eci_cert *cert,
    const struct eci_revocation *rev)
{
	const char *why = rev->why != NULL ? rev->why : "";
	struct eci_buf zh = { 0 };
	char iso[24], use[24];
	ecert_err e;

	eci_time_iso(rev->when, iso);
	switch (rev->state) {
	case ECI_REV_GOOD:
		return ECI_VPASS(at, r->revocation, "%s was not revoked", "%s 未被撤销",
		    eci_cert_subject(cert));
	case ECI_REV_BEFORE:
		return ECI_VFAIL(at, r->revocation, ECERT_R_CERT_REVOKED,
		    "%s is revoked as of %s, before %s", "%s 自 %s 起已被撤销，早于 %s",
		    eci_cert_subject(cert), iso, eci_time_iso(r->at, use));
	case ECI_REV_AFTER:
		return say_after(at, r, cert, rev);
	default:
		if ((e = eci_verify_phrase(at->run->ctx, why, &zh)) == ECERT_OK)
			e = say_unknown(at, r, cert, why, (char *)zh.ptr);
		eci_buf_free(&zh);
		return e;
	}
}

static ecert_err
check_one(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t t, struct eci_revocation *rev)
{
	const struct ecert_policy *pol = &at->run->pol;

	return eci_crl_check(at->run->ctx, pol->trust != NULL ? &pol->trust->crls : &no_lists,
	    cert, issuer, t, at->run->now, pol->empty_id, rev);
}

/* Whether issuer alone vouches for cert. */
static ecert_err
issued(const struct eci_vat *at, struct eci_cert *issuer, const struct eci_cert *cert,
    int64_t t, bool *yes)
{
	struct eci_certs one = { &issuer, 1, 1 };
	struct eci_path_in in = { &one, &nobody, NULL, t, at->run->pol.empty_id };
	struct eci_path path = { 0 };
	ecert_err e;

	*yes = false;
	if (eci_cert_same(issuer, cert) ||
	    strcmp(eci_cert_subject(issuer), eci_cert_issuer(cert)) != 0)
		return ECERT_OK;
	if ((e = eci_path_build(at->run->ctx, cert, &in, &path)) != ECERT_OK)
		return e;
	*yes = path.state == ECI_PATH_OK;
	eci_path_free(&path);
	return ECERT_OK;
}

/*
 * An authority among the makers is believed about every seal maker it certified.
 * Where it certifies signers as well, each of them can make the seal of anybody.
 */
static ecert_err
check_breadth(const struct eci_vat *at, const struct role *r, const struct eci_path *path,
    const struct eci_vwhen *when)
{
	const struct ecert_trust *trust = at->run->pol.trust;
	struct eci_cert *anchor = path->chain.v[path->chain.n - 1];
	struct eci_certs one = { &anchor, 1, 1 };
	struct eci_path_in in = { &one, &trust->intermediates, NULL, when->used,
		at->run->pol.empty_id };
	struct eci_path below = { 0 };
	bool broad = false;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < trust->roots.n; i++)
		broad |= eci_cert_same(trust->roots.v[i], anchor);
	if (!broad && when->signer != NULL) {
		e = eci_path_build(at->run->ctx, when->signer, &in, &below);
		broad = e == ECERT_OK && below.state == ECI_PATH_OK;
		eci_path_free(&below);
	}
	if (e != ECERT_OK || !broad)
		return e;
	return ECI_VNOTE(at, r->path, ECERT_R_NONE,
	    "%s is in makers and certifies signers too: each of them can make the seal of "
	    "anybody. Put the certificate of the seal maker itself there instead",
	    "%s 在 makers 中，同时也给签名人签发证书：其下任何签名人都能制作他人的印章。"
	    "应改为放入制章人本身的证书", eci_cert_subject(anchor));
}

/*
 * A certificate that was put into the trust store by itself needs nobody to
 * vouch for it, so no list is missed; but a list that names it is believed.
 */
static ecert_err
check_anchor(const struct eci_vat *at, const struct role *r, const struct eci_cert *cert)
{
	const struct ecert_trust *trust = at->run->pol.trust;
	const struct eci_certs *issuers[] = { &trust->roots, &trust->intermediates,
		&trust->makers };
	struct eci_revocation rev;
	bool yes;
	ecert_err e;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(issuers); i++)
		for (k = 0; k < issuers[i]->n; k++) {
			e = issued(at, issuers[i]->v[k], cert, r->at, &yes);
			if (e == ECERT_OK && !yes)
				continue;
			if (e == ECERT_OK)
				e = check_one(at, cert, issuers[i]->v[k], r->at, &rev);
			if (e != ECERT_OK)
				return e;
			if (rev.state == ECI_REV_BEFORE || rev.state == ECI_REV_AFTER)
				return say_state(at, r, cert, &rev);
		}
	return ECI_VPASS(at, r->revocation, "is in the trust store itself",
	    "本身在信任库中");
}

/* Each certificate of the path but the anchor, which is trusted as it stands. */
static ecert_err
check_revocation(const struct eci_vat *at, const struct role *r,
    const struct eci_path *path)
{
	struct eci_revocation rev;
	ecert_err e = ECERT_OK;
	size_t i;

	if (path->chain.n == 1)
		return check_anchor(at, r, path->chain.v[0]);
	for (i = 0; e == ECERT_OK && i + 1 < path->chain.n; i++) {
		e = check_one(at, path->chain.v[i], path->chain.v[i + 1], r->at, &rev);
		if (e == ECERT_OK)
			e = say_state(at, r, path->chain.v[i], &rev);
	}
	return e;
}

ecert_err
eci_verify_cert_path(const struct eci_vat *at, enum eci_vrole who,
    const struct eci_cert *cert, const struct eci_vwhen *when)
{
	const struct ecert_policy *pol = &at->run->pol;
	struct role r = role_of(at, who, when);
	struct eci_path path = { 0 };
	struct eci_path_in in = { 0 };
	ecert_err e;

	if (!when->known)
		return ECI_VUNDEC(at, r.path, ECERT_R_UNSUPPORTED,
		    "there is no signing time to judge by", "没有可供判断的签名时间");
	in.anchors = r.anchors;
	in.intermediates = pol->trust != NULL ? &pol->trust->intermediates : &nobody;
	in.extra = when->extra;
	in.at = r.at;
	in.empty_id = pol->empty_id;
	if ((e = eci_path_build(at->run->ctx, cert, &in, &path)) != ECERT_OK)
		return eci_verify_blame(at, r.path, e, ECERT_R_CERT_CONSTRAINT);
	e = say_path(at, who, &r, cert, &path);
	if (e == ECERT_OK && path.state == ECI_PATH_OK && who == ECI_ROLE_MAKER &&
	    path.chain.n > 1)
		e = check_breadth(at, &r, &path, when);
	if (e == ECERT_OK)
		e = path.state == ECI_PATH_OK ? check_revocation(at, &r, &path) :
		    say_no_path(at, &r);
	eci_path_free(&path);
	return e;
}
