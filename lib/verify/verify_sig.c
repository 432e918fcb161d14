/* SPDX-License-Identifier: Apache-2.0 */
/* verify_sig.c - one signature: what it protects, what kind it is, its value. */
#include <string.h>

#include "verify/verify_priv.h"

/*
 * The list of signatures may lie open to anybody, so its word on the kind is
 * believed only where the value is of that kind: else weaker rules could be
 * chosen for a strong signature.
 */
static ecert_err
check_seal_type(const struct eci_vat *at, enum eci_ses_kind kind, enum eci_ses_kind *as)
{
	if (kind == ECI_SES_KIND_SIGNED_DATA || kind == ECI_SES_KIND_BARE_SM2)
		return ECI_VFAIL(at, ECI_V_TYPE, ECERT_R_SIG_TYPE,
		    "listed as Seal, but the value is no seal signature",
		    "列为签章，但签名值不是电子签章数据");
	*as = ECI_SES_KIND_SES;
	return ECI_VPASS(at, ECI_V_TYPE, "Seal", "电子签章");
}

static ecert_err
check_sign_type(const struct eci_vat *at, enum eci_ses_kind kind, enum eci_ses_kind *as)
{
	if (kind == ECI_SES_KIND_SES)
		return ECI_VFAIL(at, ECI_V_TYPE, ECERT_R_SIG_TYPE,
		    "listed as Sign, but the value is a seal signature",
		    "列为数字签名，但签名值是电子签章数据");
	if (kind == ECI_SES_KIND_OTHER)
		return ECI_VFAIL(at, ECI_V_FORMAT, ECERT_R_SES_MALFORMED,
		    "the value is no signature of a known form",
		    "签名值不是已知格式");
	*as = kind;
	return ECI_VPASS(at, ECI_V_TYPE, "Sign", "数字签名");
}

/* *as is what the value is to be examined as, OTHER: not at all. */
static ecert_err
check_type(const struct eci_vat *at, const struct eci_vwork *w, enum eci_ses_kind *as)
{
	enum eci_ses_kind kind = eci_ses_kind(w->value.ptr, w->value.len);

	*as = ECI_SES_KIND_OTHER;
	if (strcmp(w->row->type, "Seal") == 0)
		return check_seal_type(at, kind, as);
	if (strcmp(w->row->type, "Sign") == 0)
		return check_sign_type(at, kind, as);
	return ECI_VFAIL(at, ECI_V_TYPE, ECERT_R_SIG_TYPE,
	    "Type \"%s\" is neither Seal nor Sign",
	    "类型“%s”既非 Seal 也非 Sign", w->row->type);
}

ecert_err
eci_verify_sig(struct eci_vrun *run, size_t i)
{
	struct eci_vwork *w = &run->work[i];
	struct eci_vat at = { run, i + 1, 0, w->row->entry };
	enum eci_ses_kind as = ECI_SES_KIND_OTHER;
	ecert_err e;

	if (!w->has_desc)      /* said when it was loaded */
		return ECERT_OK;
	if (w->has_value && (e = check_type(&at, w, &as)) != ECERT_OK)
		return e;
	if ((e = eci_verify_refs(run, i)) != ECERT_OK ||
	    (e = eci_verify_stamps(&at, w)) != ECERT_OK)
		return e;
	switch (as) {
	case ECI_SES_KIND_SES:
		return eci_verify_ses(&at, w);
	case ECI_SES_KIND_SIGNED_DATA:
		return eci_verify_cms(&at, w);
	case ECI_SES_KIND_BARE_SM2:
		return eci_verify_bare(&at, w);
	default:
		return ECERT_OK;
	}
}
