/* SPDX-License-Identifier: Apache-2.0 */
/* lint_id.c - the identifier (4.5): where it stands, what it says, what protects it. */
#include "lint/lint_priv.h"

#include <stdlib.h>
#include <string.h>

static ecert_err
no_id(struct eci_lint_run *r)
{
	if (r->ids_bad)
		return ECI_LOPEN(r, NULL, "the list of custom tags cannot be read",
		    "自定义标引列表无法读取");
	return ECI_LNONE(r, NULL, "the file has no identifier", "文件中没有标识");
}

ecert_err
eci_lint_id_stored(struct eci_lint_run *r)
{
	if (r->ids.n == 0)
		return r->ids_bad ? no_id(r) : ECI_LBROKEN(r, NULL,
		    "the file has no identifier; ecert-id set stores one before it is signed",
		    "文件中没有标识；可在签章前用 ecert-id set 写入");
	return ECI_LKEPT(r, r->ids.v[0].where, "%.300s", "%.300s", r->ids.v[0].text);
}

ecert_err
eci_lint_id_tag(struct eci_lint_run *r)
{
	if (r->ids_bad)
		return ECI_LBROKEN(r, NULL, "the list of custom tags cannot be read",
		    "自定义标引列表无法读取");
	if (r->ids.n == 0)
		return no_id(r);
	switch (r->ids.v[0].kind) {
	case ECI_OFD_ID_TAG:
		return ECI_LKEPT(r, r->ids.v[0].where, "a custom index of Document.xml",
		    "为 Document.xml 所指的自定义标引");
	case ECI_OFD_ID_FOREIGN:
		return ECI_LKEPT(r, r->ids.v[0].where, "a custom index of another vocabulary",
		    "为其他词汇表的自定义标引");
	default:
		return ECI_LBROKEN(r, r->ids.v[0].where, "the identifier stands in DocInfo alone, "
		    "not in a custom index", "标识仅在 DocInfo 中，不是自定义标引");
	}
}

static bool
is_covered(const struct eci_lint_sig *s, const char *entry)
{
	size_t i;

	for (i = 0; s->has_desc && i < s->desc.n_refs; i++)
		if (strcmp(s->desc.refs[i].entry, entry) == 0)
			return true;
	return false;
}

/* Whether the signature (from 0) was made for another description than the one that
 * names the entries: then it covers none of them. */
static bool
is_void(const struct eci_lint_run *r, size_t sig)
{
	static const char *const names[] = { "sig.format", "sig.datahash", "sig.value" };
	size_t i, k;

	for (i = 0; r->report != NULL && i < ecert_report_check_count(r->report); i++)
		for (k = 0; k < ECI_COUNT(names); k++)
			if (ecert_report_check_signature(r->report, i) == sig + 1 &&
			    ecert_report_check_outcome(r->report, i) == ECERT_CHECK_FAIL &&
			    strcmp(ecert_report_check_name(r->report, i), names[k]) == 0)
				return true;
	return false;
}

/* Whether verifying found that the entry is not what was signed; the report's where is
 * escaped as the name is here. */
static ecert_err
is_changed(struct eci_lint_run *r, const char *entry, bool *changed)
{
	struct eci_buf name = { 0 };
	size_t i;
	ecert_err e = eci_escape(r->ctx, &name, entry, strlen(entry));

	*changed = false;
	for (i = 0; e == ECERT_OK && r->report != NULL && name.ptr != NULL &&
	    i < ecert_report_check_count(r->report); i++)
		if (ecert_report_check_outcome(r->report, i) == ECERT_CHECK_FAIL &&
		    strcmp(ecert_report_check_name(r->report, i), "refs.digest") == 0 &&
		    strcmp(ecert_report_check_where(r->report, i), (char *)name.ptr) == 0)
			*changed = true;
	eci_buf_free(&name);
	return e;
}

ecert_err
eci_lint_id_kept(struct eci_lint_run *r)
{
	const char *entry = r->ids.n > 0 ? r->ids.v[0].where : NULL;
	size_t i;
	bool covered = false, changed;
	ecert_err e;

	if (entry == NULL)
		return no_id(r);
	for (i = 0; i < r->n_sigs; i++)
		covered = covered || (is_covered(&r->sigs[i], entry) && !is_void(r, i));
	if (!covered)
		return ECI_LBROKEN(r, entry, "no signature that holds covers the identifier: "
		    "anybody can change it", "没有成立的签名覆盖标识：任何人均可修改");
	if ((e = is_changed(r, entry, &changed)) != ECERT_OK)
		return e;
	if (changed)
		return ECI_LBROKEN(r, entry, "the identifier was changed after it was signed",
		    "标识在签名后被修改");
	return ECI_LKEPT(r, entry, "a signature covers the identifier; whether it is the one that "
	    "was issued, the issuer's register knows",
	    "签名覆盖标识；是否与发布时一致，以发布机构的登记为准");
}

/* Deviations the text of 4.5.5 leaves room for: it prints one separator and draws
 * another, and lists kinds of authorities without saying how many are named. */
static bool
is_open(const char *code)
{
	static const char *const codes[] = { "SEPARATOR_NOT_CANONICAL", "AUTHORITY_SEVERAL",
	    "ISSUER_HYPHEN" };
	size_t i;

	for (i = 0; i < ECI_COUNT(codes); i++)
		if (strcmp(code, codes[i]) == 0)
			return true;
	return false;
}

static ecert_err
check_deviations(struct eci_lint_run *r, const struct eci_ofd_id *s)
{
	const char *code, *text;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < ecert_id_deviation_count(s->id) && e == ECERT_OK; i++) {
		code = ecert_id_deviation_code(s->id, i);
		text = ecert_id_deviation_text(s->id, i);
		e = eci_lint_add(r, is_open(code) ? ECERT_LINT_OPEN : ECERT_LINT_BROKEN, s->where,
		    "%s: %.300s", "%s：%.300s", code, text);
	}
	return e;
}

/* The class in front of 电子证书 in the file's name. */
static ecert_err
check_name(struct eci_lint_run *r, const ecert_id *id)
{
	const char *at = r->name != NULL ? strstr(r->name, "电子证书") : NULL;
	unsigned in_name = at != NULL ? eci_lint_classes_in(r->name, (size_t)(at - r->name)) : 0;

	if (in_name == 0 || (in_name & eci_lint_classes_of(ecert_id_type(id))) != 0)
		return ECERT_OK;
	return ECI_LBROKEN(r, NULL, "the file's name is of another class than a certificate of "
	    "type %d (%s%.0s)", "文件名的类别与证书类型 %d（%.0s%s）不符", (int)ecert_id_type(id),
	    ecert_type_name(ecert_id_type(id), "en"), ecert_type_name(ecert_id_type(id), "zh"));
}

/* No root is known by itself: neither with nor without --root is nothing said. */
static ecert_err
check_root(struct eci_lint_run *r, const struct eci_ofd_id *s)
{
	size_t i;

	if (ecert_id_root_known(s->id))
		return ECERT_OK;
	for (i = 0; i < ecert_id_deviation_count(s->id); i++)
		if (strcmp(ecert_id_deviation_code(s->id, i), "ROOT_UNKNOWN") == 0)
			return ECERT_OK;
	return ECI_LOPEN(r, s->where, "whether %s is the root of electronic certificates is not "
	    "known here: give the roots with --root", "%s 是否为电子证书根代码，此处无法得知："
	    "请用 --root 给出根代码", ecert_id_root(s->id));
}

ecert_err
eci_lint_id_form(struct eci_lint_run *r)
{
	const struct eci_ofd_id *s = r->ids.v;
	ecert_id *id = NULL;
	ecert_err e;

	if (r->ids.n == 0)
		return no_id(r);
	if (s->id == NULL) {
		e = ecert_id_parse(r->ctx, eci_policy_id_opts(r->policy), s->text, strlen(s->text),
		    &id);
		ecert_id_free(id);
		if (eci_lint_is_trouble(e))
			return e;
		return ECI_LBROKEN(r, s->where, "malformed: %.200s (%s): %.200s",
		    "格式错误：%.200s（%s）：%.200s", s->text, ecert_id_fault_component(r->ctx),
		    ecert_id_fault_rule(r->ctx));
	}
	if ((e = check_deviations(r, s)) != ECERT_OK || (e = check_root(r, s)) != ECERT_OK ||
	    (e = check_name(r, s->id)) != ECERT_OK || eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, s->where, "type %d (%s%.0s), revision %u", "类型 %d（%.0s%s），修改次数 %u",
	    (int)ecert_id_type(s->id), ecert_type_name(ecert_id_type(s->id), "en"),
	    ecert_type_name(ecert_id_type(s->id), "zh"), ecert_id_revision(s->id));
}
