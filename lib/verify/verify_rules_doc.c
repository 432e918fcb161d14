/* SPDX-License-Identifier: Apache-2.0 */
/* verify_rules_doc.c - what a policy demands of documents, signatures and seals. */
#include <string.h>

#include "verify/verify_priv.h"

static struct eci_vdemand
of(enum eci_demand d)
{
	return (struct eci_vdemand){ .demand = d };
}

static ecert_err
check_seal(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	size_t i, sealed = 0;

	for (i = 0; i < run->n_rows; i++) {
		if (!run->rep->sigs[i].seal.known)
			continue;
		sealed++;
		if (run->work[i].desc.n_stamps > 0) {
			eci_verify_met(run, ECI_D_SEAL);
			return ECERT_OK;
		}
	}
	return eci_verify_unmet(&at, of(ECI_D_SEAL), sealed == 0 ?
	    "no signature has a seal" : "no seal is shown on a page", sealed == 0 ?
	    "没有带印章的签名" : "没有任何页面显示印章");
}

/* The name as it is shown: in one with something hidden between the words they are
 * not found. */
static bool
is_named(const struct eci_rules *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->seal_names.n; i++)
		if (strstr(name, r->seal_names.v[i].text) != NULL)
			return true;
	return false;
}

static ecert_err
say_name(const struct eci_vat *at, const char *name)
{
	const struct eci_rule_items *names = &eci_verify_rules(at->run)->seal_names;

	return eci_verify_unmet(at, of(ECI_D_SEAL_NAME),
	    "the name of the seal, \"%s\", holds none of these: \"%s\"%s",
	    "印章名称“%s”不含所要求的文字：“%s”%s", name, names->v[0].text,
	    names->n > 1 ? ", ..." : "");
}

/* A certificate may carry other seals beside its own, those of persons. */
static ecert_err
check_seal_name(struct eci_vrun *run)
{
	const struct eci_rules *r = eci_verify_rules(run);
	struct eci_vat at = { run, 0, 0, NULL };
	const char *first = NULL;
	size_t i;

	for (i = 0; i < run->n_rows; i++) {
		if (!run->rep->sigs[i].seal.known)
			continue;
		if (is_named(r, run->rep->sigs[i].seal.name)) {
			eci_verify_met(run, ECI_D_SEAL_NAME);
			return ECERT_OK;
		}
		if (first == NULL)
			first = run->rep->sigs[i].seal.name;
	}
	return first != NULL ? say_name(&at, first) : ECERT_OK;
}

/* In a report of a document its seals' names are judged together, at the end. */
ecert_err
eci_verify_rules_seal(const struct eci_vat *at, const struct eci_ses_seal *seal)
{
	const struct eci_rules *r = eci_verify_rules(at->run);
	ecert_err e;

	if (at->sig == 0 && eci_verify_asks(at->run, ECI_D_SEAL_NAME)) {
		if (!is_named(r, at->run->rep->seal.name)) {
			if ((e = say_name(at, at->run->rep->seal.name)) != ECERT_OK)
				return e;
		} else
			eci_verify_met(at->run, ECI_D_SEAL_NAME);
	}
	if (!eci_verify_asks(at->run, ECI_D_SEAL_CERTIFICATES))
		return ECERT_OK;
	if (seal->n_list > r->seal_certificates)
		return eci_verify_unmet(at, of(ECI_D_SEAL_CERTIFICATES),
		    "the seal may be used with %zu certificates, more than %zu",
		    "印章可用于 %zu 个证书，多于 %zu 个", seal->n_list, r->seal_certificates);
	eci_verify_met(at->run, ECI_D_SEAL_CERTIFICATES);
	return ECERT_OK;
}

static ecert_err
check_timestamp(struct eci_vrun *run)
{
	struct eci_vdemand open = { .demand = ECI_D_TIMESTAMP, .open = true };
	struct eci_vat at = { run, 0, 0, NULL };
	struct eci_vadvice advice;
	ecert_err e = ECERT_OK;
	size_t i;

	eci_verify_advise_stamp(&advice);
	open.advice = &advice;
	for (i = 0; e == ECERT_OK && i < run->n_rows; i++) {
		at.sig = i + 1;
		at.where = run->work[i].row->entry;
		if (run->rep->sigs[i].proven)
			eci_verify_met(run, ECI_D_TIMESTAMP);
		else if (run->rep->sigs[i].stamped)
			e = eci_verify_unmet(&at, open, "the time stamp is not trusted",
			    "时间戳不可信");
		else
			e = eci_verify_unmet(&at, of(ECI_D_TIMESTAMP),
			    "the signature has no time stamp", "签名没有时间戳");
	}
	return e;
}

static ecert_err
check_identifier(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };

	if (run->rep->id == NULL)
		return eci_verify_unmet(&at, of(ECI_D_IDENTIFIER),
		    "the document has no identifier that can be read", "文档中没有可读的电子证书标识");
	eci_verify_met(run, ECI_D_IDENTIFIER);
	return ECERT_OK;
}

/* Blanks of any script, and what shows nothing at all. */
static bool
is_empty(const char *s)
{
	size_t n, left = s != NULL ? strlen(s) : 0;
	uint32_t cp;

	for (; left > 0; s += n, left -= n)
		if ((n = eci_utf8_next(s, left, &cp)) == 0 ||
		    !(eci_ofd_is_space(cp) || eci_cp_is_control(cp)))
			return false;
	return true;
}

static ecert_err
check_fields(struct eci_vrun *run)
{
	const struct eci_rule_items *fields = &eci_verify_rules(run)->fields;
	struct eci_vat at = { run, 0, 0, "OFD.xml" };
	struct eci_buf key = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < fields->n; i++) {
		key.len = 0;
		if ((e = eci_buf_addf(run->ctx, &key, "CustomData/%s", fields->v[i].text)) !=
		    ECERT_OK)
			break;
		if (is_empty(ecert_doc_meta(run->doc, (char *)key.ptr)))
			e = eci_verify_unmet(&at, (struct eci_vdemand){ .demand = ECI_D_FIELD,
			    .strength = fields->v[i].strength, .clause = fields->v[i].clause },
			    "CustomData \"%s\" is missing or empty", "CustomData“%s”缺失或为空",
			    fields->v[i].text);
		else
			eci_verify_met(run, ECI_D_FIELD);
	}
	eci_buf_free(&key);
	return e;
}

ecert_err
eci_verify_rules_doc(struct eci_vrun *run)
{
	static const struct {
		enum eci_demand demand;
		ecert_err     (*check)(struct eci_vrun *run);
	} checks[] = {
		{ ECI_D_TIMESTAMP, check_timestamp }, { ECI_D_IDENTIFIER, check_identifier },
		{ ECI_D_SEAL, check_seal }, { ECI_D_SEAL_NAME, check_seal_name },
		{ ECI_D_FIELD, check_fields },
	};
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < ECI_COUNT(checks); i++)
		if (eci_verify_asks(run, checks[i].demand))
			e = checks[i].check(run);
	return e == ECERT_OK ? eci_verify_rules_sum(run) : e;
}
