/* SPDX-License-Identifier: Apache-2.0 */
/* verify_seal.c - a seal: who made it, for whom, until when. */
#include <string.h>

#include "verify/verify_priv.h"

ecert_err
eci_verify_exts(const struct eci_vat *at, enum eci_report_check c, const struct eci_ses_ext *v,
    size_t n)
{
	struct eci_buf oid = { 0 };
	ecert_err e;
	size_t i;

	/* None is evaluated here, so a critical one must stop everything. */
	for (i = 0; i < n; i++) {
		if (!v[i].critical)
			continue;
		if ((e = eci_der_oid_text(at->run->ctx, &oid, v[i].oid)) == ECERT_OK)
			e = ECI_VFAIL(at, c, ECERT_R_SES_CRITICAL_EXT,
			    "extension %s is critical and not known",
			    "扩展项 %s 为关键项且无法识别", (char *)oid.ptr);
		eci_buf_free(&oid);
		return e;
	}
	return ECI_VPASS(at, c, "%zu, none critical", "%zu 项，无关键项", n);
}

static ecert_err
check_value(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_cert *maker)
{
	enum eci_sig_alg alg = eci_sig_alg_of(seal->alg);
	enum eci_sig_form form = ECI_SIG_DER;
	bool good = false;
	ecert_err e;

	if (alg != ECI_SIG_SM2_SM3 &&
	    !(alg == ECI_SIG_RSA_SHA256 && seal->version == ECERT_SES_V1))
		return ECI_VFAIL(at, ECI_V_SEAL_VALUE, ECERT_R_ALG_WEAK,
		    "the signature algorithm of the seal is not accepted",
		    "不接受印章的签名算法");
	e = eci_sig_verify(at->run->ctx, maker, alg, seal->tbs, seal->sig, &form, &good);
	if (e != ECERT_OK)
		return eci_verify_blame(at, ECI_V_SEAL_VALUE, e, ECERT_R_SEAL_SIG_BAD);
	if (!good)
		return ECI_VFAIL(at, ECI_V_SEAL_VALUE, ECERT_R_SEAL_SIG_BAD,
		    "the seal is not as its maker signed it", "印章与制章人签名不符");
	if (form == ECI_SIG_RAW)
		return ECI_VDEV(at, ECI_V_SEAL_VALUE, ECERT_R_NONE,
		    "good; the value is r || s instead of a DER SEQUENCE",
		    "有效；签名值为 r || s 而非 DER 序列");
	return ECI_VPASS(at, ECI_V_SEAL_VALUE, "good", "有效");
}

static ecert_err
check_validity(const struct eci_vat *at, const struct eci_ses_seal *seal, bool known,
    int64_t when)
{
	char from[24], until[24];
	struct eci_vmoment m;

	eci_time_iso(seal->valid_from, from);
	eci_time_iso(seal->valid_until, until);
	if (!known)
		return ECI_VUNDEC(at, ECI_V_SEAL_VALIDITY, ECERT_R_UNSUPPORTED,
		    "there is no signing time to judge by", "没有可供判断的签名时间");
	eci_verify_moment(at, when, &m);
	if (seal->created > at->run->now + ECI_CLOCK_SKEW)
		return ECI_VFAIL(at, ECI_V_SEAL_VALIDITY, ECERT_R_TIME_FUTURE,
		    "the seal claims to be made in the future", "印章的制作时间在未来");
	if (seal->created > when + ECI_CLOCK_SKEW)
		return ECI_VFAIL(at, ECI_V_SEAL_VALIDITY, ECERT_R_SEAL_EXPIRED,
		    "the seal was used before it was made", "印章在制作之前已被使用");
	if (when < seal->valid_from || when > seal->valid_until)
		return ECI_VFAIL(at, ECI_V_SEAL_VALIDITY, ECERT_R_SEAL_EXPIRED,
		    "%s%.0s: the seal was outside its validity %s .. %s",
		    "%.0s%s：印章不在有效期 %s .. %s 内", m.en, m.zh, from, until);
	if (at->run->now < seal->valid_from || at->run->now > seal->valid_until)
		return ECI_VNOTE(at, ECI_V_SEAL_VALIDITY, ECERT_R_NONE,
		    "valid %s .. %s: when it was used, not at the time of this verdict",
		    "有效期 %s .. %s：使用时有效，作此结论时已不在有效期内", from, until);
	return ECI_VPASS(at, ECI_V_SEAL_VALIDITY, "%s .. %s", "%s .. %s", from, until);
}

/* V1 has identifiers in the list too, which anybody's certificate may fit. */
static bool
lists_ids(const struct eci_ses_seal *seal)
{
	size_t i;

	for (i = 0; i < seal->n_list; i++)
		if (seal->list[i].is_id)
			return true;
	return false;
}

/* By the bytes of the certificate: a name or serial number proves nothing. */
static ecert_err
check_certlist(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_cert *signer)
{
	bool listed = false;
	ecert_err e;

	e = eci_seal_lists(at->run->ctx, seal, eci_cert_der(signer), &listed);
	if (e != ECERT_OK)
		return eci_verify_blame(at, ECI_V_SEAL_CERTLIST, e, ECERT_R_SEAL_CERTLIST);
	if (!listed && lists_ids(seal))
		return ECI_VFAIL(at, ECI_V_SEAL_CERTLIST, ECERT_R_SEAL_CERTLIST,
		    "the seal names who may use it by identifiers, not by certificates: %s "
		    "cannot be told from others",
		    "印章以标识而非证书列出授权签章人：无法确认是否包括 %s",
		    eci_cert_subject(signer));
	if (!listed)
		return ECI_VFAIL(at, ECI_V_SEAL_CERTLIST, ECERT_R_SEAL_CERTLIST,
		    "%s is not among the %zu who may use this seal",
		    "%s 不在该印章的 %zu 个授权签章人之中", eci_cert_subject(signer),
		    seal->n_list);
	return ECI_VPASS(at, ECI_V_SEAL_CERTLIST, "the signer may use this seal",
	    "签章人在印章的授权列表中");
}

/*
 * The seal, its stamp included, is within what its user signs: whoever claims to have
 * signed before it was stamped did not.
 */
static ecert_err
check_timestamp(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_cert *maker, struct eci_vwhen *when)
{
	struct eci_vstamped of = { seal->timestamp, seal->sig, maker, true, seal->created };
	struct eci_vproof proof = { 0 };
	char stamped[24], used[24];
	int64_t off;
	ecert_err e;

	if (seal->timestamp.len == 0)
		return ECERT_OK;
	e = eci_verify_token(at, ECI_V_SEAL_TIMESTAMP, &of, &proof);
	if (e != ECERT_OK || !proof.proven)
		return e;
	when->sealed = true;
	when->sealed_by = proof.time;
	off = proof.latest - proof.time + ECI_CLOCK_SKEW;
	if (!when->known || when->used >= proof.time - off)
		return ECERT_OK;
	return ECI_VFAIL(at, ECI_V_SEAL_TIMESTAMP, ECERT_R_TIMESTAMP_BAD,
	    "the seal was stamped at %s, after it is said to have been used at %s",
	    "印章的时间戳为 %s，晚于其声称的使用时间 %s", eci_time_iso(proof.time, stamped),
	    eci_time_iso(when->used, used));
}

static ecert_err
check_maker(const struct eci_vat *at, const struct eci_ses_seal *seal,
    struct eci_vwhen *when, struct eci_report_seal *info)
{
	struct eci_cert *maker = NULL;
	ecert_err e;

	e = eci_verify_cert_load(at, ECI_ROLE_MAKER, seal->cert, &maker);
	if (e == ECERT_OK && maker != NULL &&
	    (e = eci_report_person(at->run->ctx, maker, &info->maker)) == ECERT_OK &&
	    (e = check_value(at, seal, maker)) == ECERT_OK &&
	    (e = eci_verify_cert_usage(at, ECI_ROLE_MAKER, maker)) == ECERT_OK)
		e = eci_verify_cert_time(at, ECI_ROLE_MAKER, maker, when);
	/* Whether his key was stolen before he made it, the stamp may tell. */
	if (e == ECERT_OK)
		e = check_timestamp(at, seal, maker, when);
	if (e == ECERT_OK && maker != NULL)
		e = eci_verify_cert_path(at, ECI_ROLE_MAKER, maker, when);
	eci_cert_free(maker);
	return e;
}

static ecert_err
shown(ecert_ctx *ctx, struct eci_bytes b, char **out)
{
	return eci_escaped(ctx, b.ptr != NULL ? (const char *)b.ptr : "", b.len, out);
}

static ecert_err
seal_info(ecert_ctx *ctx, const struct eci_ses_seal *seal, struct eci_report_seal *out)
{
	ecert_err e;

	out->valid_from = seal->valid_from;
	out->valid_until = seal->valid_until;
	if ((e = shown(ctx, seal->id, &out->id)) == ECERT_OK &&
	    (e = shown(ctx, seal->name, &out->name)) == ECERT_OK &&
	    (e = shown(ctx, seal->vendor, &out->vendor)) == ECERT_OK)
		out->known = true;
	return e;
}

ecert_err
eci_verify_seal(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_vwhen *when, const struct eci_cert *signer)
{
	struct eci_vwhen times = { .known = when->known, .used = when->used,
	    .proven = when->proven, .has_made = true, .made = seal->created, .signer = signer };
	ecert_report *rep = at->run->rep;
	struct eci_report_seal *info = at->sig > 0 ? &rep->sigs[at->sig - 1].seal : &rep->seal;
	ecert_err e;

	rep->skipped |= ECI_SKIP_PICTURE;
	if ((e = seal_info(at->run->ctx, seal, info)) != ECERT_OK ||
	    (e = eci_verify_picture(at->run, seal, info)) != ECERT_OK ||
	    (e = eci_verify_notes(at, ECI_V_SEAL_FORMAT, &seal->notes, 0)) != ECERT_OK ||
	    (e = check_maker(at, seal, &times, info)) != ECERT_OK ||
	    (e = check_validity(at, seal, times.known, times.used)) != ECERT_OK)
		return e;
	if (signer != NULL && (e = check_certlist(at, seal, signer)) != ECERT_OK)
		return e;
	if ((e = eci_verify_rules_seal(at, seal)) != ECERT_OK ||
	    (e = eci_verify_seal_status(at, seal, info->maker.cert, &times)) != ECERT_OK)
		return e;
	return eci_verify_exts(at, ECI_V_SEAL_EXTENSIONS, seal->exts, seal->n_exts);
}

static ecert_err
examine(struct eci_vrun *run, const ecert_seal *seal)
{
	const struct eci_ses_seal *ses = eci_seal_ses(seal);
	struct eci_vat at = { run, 0, ses->version, NULL };
	/* It is used now, which nobody has to prove. */
	struct eci_vwhen now = { .known = true, .used = run->now, .proven = true };
	ecert_err e;

	run->rep->of_seal = true;
	run->rep->skipped = ECI_SKIP_PICTURE;
	run->rep->seal_version = ses->version;
	run->rep->size = ses->whole.len;
	e = eci_sm3(run->ctx, ses->whole.ptr, ses->whole.len, run->rep->sm3);
	run->rep->has_bytes = e == ECERT_OK;
	if (e == ECERT_OK && run->pol.trust != NULL)
		e = eci_verify_notes(&at, ECI_V_TRUST, &run->pol.trust->notes, 0);
	if (e == ECERT_OK)
		e = eci_verify_seal(&at, ses, &now, NULL);
	return e == ECERT_OK ? eci_verify_rules_sum(run) : e;
}

ecert_err
ecert_seal_verify(ecert_ctx *ctx, const ecert_seal *seal, const ecert_policy *policy,
    ecert_report **out)
{
	struct eci_vrun run = { .ctx = ctx };
	ecert_err e;

	if ((e = eci_verify_begin(&run, policy, out)) == ECERT_OK)
		e = examine(&run, seal);
	return eci_verify_end(&run, e, 1, out);
}
