/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_sign.c - the signatures of a certificate: 4.1.3, 7.1, and what 6.1 and 6.5
 * advise.  Every check is ecert_verify()'s; here is said which rule it speaks of.
 */
#include "lint/lint_priv.h"

#include <string.h>

static ecert_err
no_report(struct eci_lint_run *r)
{
	return ECI_LOPEN(r, NULL, "the signatures could not be examined: run ecert-verify",
	    "无法检查签名：请运行 ecert-verify");
}

/* False, with a finding, where there is no signature to speak of. */
static ecert_err
need_signature(struct eci_lint_run *r, bool *any)
{
	*any = r->n_sigs > 0 && r->report != NULL;
	if (r->sigs_bad)
		return ECI_LBROKEN(r, NULL, "the list of signatures cannot be read",
		    "签名列表无法读取");
	if (r->n_sigs == 0)
		return ECI_LBROKEN(r, NULL, "the file is not signed", "文件未签名");
	return *any ? ECERT_OK : no_report(r);
}

static bool
is_named(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strncmp(name, *names, strlen(*names)) == 0)
			return true;
	return false;
}

/* Checks of these names (or their beginnings) that came to outcome, as findings. */
static ecert_err
relay(struct eci_lint_run *r, const char *const *names, ecert_outcome outcome,
    ecert_lint_result result)
{
	const ecert_report *rep = r->report;
	const char *name;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < ecert_report_check_count(rep) && e == ECERT_OK; i++) {
		name = ecert_report_check_name(rep, i);
		if (ecert_report_check_outcome(rep, i) != outcome || !is_named(name, names))
			continue;
		e = eci_lint_add(r, result, ecert_report_check_where(rep, i),
		    "signature %zu: %s (%s): %.800s", "签名 %zu：%s（%s），详见 ecert-verify%.0s",
		    ecert_report_check_signature(rep, i),
		    ecert_reason_name(ecert_report_check_reason(rep, i)), name,
		    ecert_report_check_detail(rep, i));
	}
	return e;
}

/* 4.1.3: there are marks, and over everything. */
ecert_err
eci_lint_marks(struct eci_lint_run *r)
{
	static const char *const names[] = { "refs.coverage", NULL };
	bool any;
	ecert_err e = need_signature(r, &any);

	if (e != ECERT_OK || !any)
		return e;
	if ((e = relay(r, names, ECERT_CHECK_FAIL, ECERT_LINT_BROKEN)) != ECERT_OK ||
	    (e = relay(r, names, ECERT_CHECK_UNDECIDED, ECERT_LINT_OPEN)) != ECERT_OK ||
	    eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, NULL, "signatures: %zu", "%zu 个签名", r->n_sigs);
}

static const char *const form_names[] = { "container", "structure", "signatures.", "sig.xml",
	"sig.type", "sig.format", "sig.datahash", "sig.alg", "sig.value", "sig.property",
	"sig.seal-file", "refs.", "stamps", "seal.format", "seal.value", NULL };

/* 7.1 a): what was signed is what is there. */
ecert_err
eci_lint_intact(struct eci_lint_run *r)
{
	bool any;
	ecert_err e = need_signature(r, &any);

	if (e != ECERT_OK || !any)
		return e;
	if ((e = relay(r, form_names, ECERT_CHECK_FAIL, ECERT_LINT_BROKEN)) != ECERT_OK ||
	    (e = relay(r, form_names, ECERT_CHECK_UNDECIDED, ECERT_LINT_OPEN)) != ECERT_OK ||
	    eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, NULL, "signatures and digests hold", "签名与摘要均成立");
}

/* 7.1 b): there is a verdict. */
ecert_err
eci_lint_verifiable(struct eci_lint_run *r)
{
	static const char *const all[] = { "", NULL };
	bool any;
	ecert_err e = need_signature(r, &any);

	if (e != ECERT_OK || !any)
		return e;
	switch (ecert_report_verdict(r->report)) {
	case ECERT_VALID:
		return ECI_LKEPT(r, NULL, "ecert-verify: VALID", "ecert-verify：VALID");
	case ECERT_INVALID:
		return relay(r, all, ECERT_CHECK_FAIL, ECERT_LINT_BROKEN);
	default:
		return relay(r, all, ECERT_CHECK_UNDECIDED, ECERT_LINT_OPEN);
	}
}

ecert_err
eci_lint_national(struct eci_lint_run *r)
{
	size_t i;
	bool any;
	ecert_err e = need_signature(r, &any);

	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++) {
		if (r->sigs[i].national == ECI_LINT_NO)
			e = ECI_LBROKEN(r, r->sigs[i].entry, "signature %zu uses other algorithms "
			    "than SM2 and SM3", "签名 %zu 使用了 SM2、SM3 以外的算法", i + 1);
		else if (r->sigs[i].national == ECI_LINT_UNKNOWN)
			e = ECI_LOPEN(r, r->sigs[i].entry, "signature %zu: its value or a certificate "
			    "cannot be read", "签名 %zu：签名值或证书无法读取", i + 1);
	}
	if (e == ECERT_OK && !eci_lint_any(r))
		e = ECI_LKEPT(r, NULL, "SM2 with SM3", "SM2 与 SM3");
	return e;
}

/* The check of signature sig (from 1) with that name; SIZE_MAX: it was not made. */
static size_t
find_check(const ecert_report *rep, size_t sig, const char *name)
{
	size_t i;

	for (i = 0; i < ecert_report_check_count(rep); i++)
		if (ecert_report_check_signature(rep, i) == sig &&
		    strcmp(ecert_report_check_name(rep, i), name) == 0)
			return i;
	return SIZE_MAX;
}

/* An authority that is not at hand may be licensed; nobody licensed himself. */
static ecert_err
check_path(struct eci_lint_run *r, size_t sig, const char *name, bool self_issued)
{
	const struct eci_lint_sig *s = &r->sigs[sig];
	size_t i = find_check(r->report, sig + 1, name);
	ecert_outcome o = i != SIZE_MAX ? ecert_report_check_outcome(r->report, i) : 0;

	if (o == ECERT_CHECK_PASS || o == ECERT_CHECK_NOTE)
		return ECERT_OK;
	if (i == SIZE_MAX)
		return ECI_LOPEN(r, s->entry, "signature %zu: %s was not examined; ecert-verify "
		    "says why", "签名 %zu：未检查 %s，原因见 ecert-verify", sig + 1, name);
	return eci_lint_add(r, o == ECERT_CHECK_FAIL || self_issued ? ECERT_LINT_BROKEN :
	    ECERT_LINT_OPEN, s->entry, "signature %zu: %s: %.800s",
	    "签名 %zu：%s，详见 ecert-verify%.0s", sig + 1,
	    ecert_reason_name(ecert_report_check_reason(r->report, i)),
	    ecert_report_check_detail(r->report, i));
}

ecert_err
eci_lint_licensed(struct eci_lint_run *r)
{
	size_t i;
	bool any;
	ecert_err e = need_signature(r, &any);

	if (e != ECERT_OK || !any)
		return e;
	if (!eci_policy_trusts(r->policy))
		return ECI_LOPEN(r, NULL, "which authorities are licensed is not known here: give "
		    "their certificates with --trust DIR", "此处无法得知哪些机构具有许可：请用 "
		    "--trust DIR 给出其证书");
	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++)
		if ((e = check_path(r, i, "signer.path", r->sigs[i].self_issued)) == ECERT_OK &&
		    r->sigs[i].seal != NULL)
			e = check_path(r, i, "seal.maker.path", false);
	if (e == ECERT_OK && !eci_lint_any(r))
		e = ECI_LKEPT(r, NULL, "all signers and seal makers lead to the authorities of the "
		    "trust directory", "所有签名人和制章人均可追溯到信任目录中的机构");
	return e;
}

/* A file that can be read was not encrypted; how it is carried is not in it. */
ecert_err
eci_lint_transfer(struct eci_lint_run *r)
{
	return ECI_LOPEN(r, NULL, "the file itself is plain: carry it over encrypted connections",
	    "文件本身未加密：请通过加密连接传输");
}

/* A signature may have several time stamps: one that is trusted will do. */
static bool
is_stamped(const ecert_report *rep, size_t sig, size_t *other)
{
	size_t i;

	*other = SIZE_MAX;
	for (i = 0; rep != NULL && i < ecert_report_check_count(rep); i++) {
		if (ecert_report_check_signature(rep, i) != sig ||
		    strcmp(ecert_report_check_name(rep, i), "sig.timestamp") != 0)
			continue;
		if (ecert_report_check_outcome(rep, i) == ECERT_CHECK_PASS)
			return true;
		*other = i;
	}
	return false;
}

static ecert_err
check_stamped(struct eci_lint_run *r, size_t sig)
{
	const struct eci_lint_sig *s = &r->sigs[sig];
	size_t i;

	if (is_stamped(r->report, sig + 1, &i))
		return ECERT_OK;
	if (i != SIZE_MAX)
		return eci_lint_add(r, ecert_report_check_outcome(r->report, i) == ECERT_CHECK_FAIL ?
		    ECERT_LINT_BROKEN : ECERT_LINT_OPEN, s->entry,
		    "signature %zu: its time stamp: %s: %.800s",
		    "签名 %zu 的时间戳：%s，详见 ecert-verify%.0s", sig + 1,
		    ecert_reason_name(ecert_report_check_reason(r->report, i)),
		    ecert_report_check_detail(r->report, i));
	if (s->stamped != ECI_LINT_NO)
		return ECI_LOPEN(r, s->entry, "signature %zu: whether it has a time stamp was not told",
		    "签名 %zu：未能确定是否带有时间戳", sig + 1);
	return ECI_LOPEN(r, s->entry, "signature %zu has no time stamp: signers' certificates mostly "
	    "end within five years, so keep evidence of when it was made, or have it stamped",
	    "签名 %zu 没有时间戳：签名人的数字证书有效期通常不超过 5 年，请保存签名时间的证据或加盖时间戳",
	    sig + 1);
}

ecert_err
eci_lint_lasting(struct eci_lint_run *r)
{
	size_t i;
	ecert_err e = ECERT_OK;

	if (r->n_sigs == 0)
		return ECI_LNONE(r, NULL, "the file is not signed", "文件未签名");
	for (i = 0; i < r->n_sigs && e == ECERT_OK; i++)
		e = check_stamped(r, i);
	if (e == ECERT_OK && !eci_lint_any(r))
		e = ECI_LKEPT(r, NULL, "every signature has a time stamp that is trusted",
		    "每个签名均带有可信的时间戳");
	return e;
}
