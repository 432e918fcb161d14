/* SPDX-License-Identifier: Apache-2.0 */
/* verify_path.c - whether somebody trusted vouches for a certificate. */
#include "verify/verify_priv.h"

static const struct eci_certs nobody;

static const struct eci_certs *
anchors_of(const struct ecert_trust *trust, enum eci_vrole role)
{
	if (trust == NULL)
		return &nobody;
	switch (role) {
	case ECI_ROLE_SIGNER:
		return &trust->roots;
	case ECI_ROLE_MAKER:
		return &trust->makers;
	case ECI_ROLE_TSA:
		return &trust->tsa;
	default:
		return &trust->status;
	}
}

/* Who may sign documents may not for that reason make seals: with one store for
 * both, any signer could make himself anybody's seal. */
static struct eci_vjudge
judge_of(const struct eci_vat *at, enum eci_vrole role, const struct eci_vwhen *when)
{
	static const struct { enum eci_report_check path, revocation; } checks[] = {
		[ECI_ROLE_SIGNER] = { ECI_V_SIGNER_PATH, ECI_V_SIGNER_REVOCATION },
		[ECI_ROLE_MAKER] = { ECI_V_MAKER_PATH, ECI_V_MAKER_REVOCATION },
		[ECI_ROLE_TSA] = { ECI_V_TSA_PATH, ECI_V_TSA_REVOCATION },
		[ECI_ROLE_STATUS] = { ECI_V_SIGNER_PATH, ECI_V_SIGNER_REVOCATION },
	};
	bool made = when->has_made && eci_verify_when_made(at, role);

	return (struct eci_vjudge){ .role = role, .anchors = anchors_of(at->run->pol.trust, role),
		.path = checks[role].path, .revocation = checks[role].revocation,
		.when_made = made, .at = made ? when->made : when->used, .used = when->used,
		.proven = when->proven, .sealed = when->sealed, .sealed_by = when->sealed_by };
}

/* An issuer is judged when the certificate below it was used. */
static ecert_err
say_expired(const struct eci_vat *at, const struct eci_vjudge *r, const struct eci_path *path)
{
	struct eci_buf zh = { 0 };
	struct eci_vmoment m;
	ecert_err e;

	if (r->when_made)
		eci_verify_moment_made(r->at, &m);
	else if (r->role == ECI_ROLE_TSA)
		eci_verify_moment_stamp(r->at, &m);
	else
		eci_verify_moment(at, r->at, &m);
	if ((e = eci_report_phrase(at->run->ctx, path->detail, &zh)) == ECERT_OK)
		e = ECI_VFAIL(at, r->path, ECERT_R_CERT_EXPIRED, "%s%.0s: %s%.0s",
		    "%.0s%s：%.0s%s", m.en, m.zh, path->detail, (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}

static ecert_err
say_path(const struct eci_vat *at, enum eci_vrole who, const struct eci_vjudge *r,
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

/*
 * An authority among the makers is believed about every seal maker it certified.
 * Where it certifies signers as well, each of them can make the seal of anybody.
 */
static ecert_err
check_breadth(const struct eci_vat *at, const struct eci_vjudge *r, const struct eci_path *path,
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

ecert_err
eci_verify_cert_path(const struct eci_vat *at, enum eci_vrole who,
    const struct eci_cert *cert, const struct eci_vwhen *when)
{
	const struct ecert_policy *pol = &at->run->pol;
	struct eci_vjudge r = judge_of(at, who, when);
	struct eci_path path = { 0 };
	struct eci_path_in in = { 0 };
	ecert_err e;

	if (!when->known) {
		e = ECI_VUNDEC(at, r.path, ECERT_R_UNSUPPORTED,
		    "there is no signing time to judge by", "没有可供判断的签名时间");
		return e == ECERT_OK ? eci_verify_rules_path(at, who, cert, NULL) : e;
	}
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
		e = path.state == ECI_PATH_OK ? eci_verify_revocation(at, &r, &path) :
		    eci_verify_no_path(at, &r);
	if (e == ECERT_OK)
		e = eci_verify_rules_path(at, who, cert, path.state == ECI_PATH_OK ?
		    &path.chain : NULL);
	eci_path_free(&path);
	return e;
}
