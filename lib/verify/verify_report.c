/* SPDX-License-Identifier: Apache-2.0 */
/* verify_report.c - what was found, and the getters over it. */
#include <stdlib.h>

#include "verify/verify_priv.h"

ecert_err
eci_verify_report_new(ecert_ctx *ctx, bool strict, ecert_report **out)
{
	ecert_report *rep;

	*out = NULL;
	if ((rep = calloc(1, sizeof(*rep))) == NULL)
		return eci_nomem(ctx);
	rep->strict = strict;
	rep->verdict.verdict = ECERT_INVALID;
	rep->skipped = ECI_SKIP_CONTENT | ECI_SKIP_FONTS;
	if (eci_strdup(ctx, "", &rep->file) != ECERT_OK) {
		free(rep);
		return eci_nomem(ctx);
	}
	*out = rep;
	return ECERT_OK;
}

static void
free_names(struct eci_vnames *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		free(list->v[i]);
	free(list->v);
}

static void
free_person(struct eci_vperson *p)
{
	free(p->subject);
	free(p->issuer);
	free(p->serial);
	eci_cert_free(p->cert);
}

static void
free_seal(struct eci_vseal *s)
{
	free(s->id);
	free(s->name);
	free(s->vendor);
	free_person(&s->maker);
	eci_buf_free(&s->picture);
}

static void
free_sig(struct eci_vsig *s)
{
	free(s->id);
	free(s->type);
	free_person(&s->signer);
	free_seal(&s->seal);
	free_names(&s->uncovered);
	free_names(&s->added_later);
}

void
ecert_report_free(ecert_report *rep)
{
	size_t i;

	if (rep == NULL)
		return;
	for (i = 0; i < rep->n_items; i++) {
		free(rep->items[i].where);
		free(rep->items[i].detail[0]);
		free(rep->items[i].detail[1]);
	}
	free(rep->items);
	for (i = 0; i < rep->n_sigs; i++)
		free_sig(&rep->sigs[i]);
	free(rep->sigs);
	free_seal(&rep->seal);
	free_person(&rep->holder);
	free_names(&rep->uncovered);
	free_names(&rep->open);
	free_names(&rep->trust);
	ecert_id_free(rep->id);
	free(rep->file);
	free(rep);
}

ecert_verdict
ecert_report_verdict(const ecert_report *rep)
{
	return rep->verdict.verdict;
}

const char *
ecert_verdict_name(ecert_verdict v)
{
	switch (v) {
	case ECERT_VALID:
		return "VALID";
	case ECERT_UNDECIDED:
		return "UNDECIDED";
	default:
		return "INVALID";
	}
}

size_t
ecert_report_reason_count(const ecert_report *rep)
{
	return rep->verdict.n;
}

ecert_reason
ecert_report_reason(const ecert_report *rep, size_t i)
{
	return i < rep->verdict.n ? rep->verdict.reasons[i] : ECERT_R_NONE;
}

bool
eci_verify_digest(const ecert_report *rep, uint64_t *size, const uint8_t **sm3)
{
	*size = rep->size;
	*sm3 = rep->sm3;
	return rep->has_bytes;
}

bool
eci_verify_newest(const ecert_report *rep, struct eci_verified *out)
{
	const struct eci_vsig *s = rep->n_sigs > 0 ? &rep->sigs[rep->n_sigs - 1] : NULL;

	if (s == NULL || !s->signer.known)
		return false;
	*out = (struct eci_verified){ s->signer.subject, s->signer.serial, s->signer.issuer,
		s->seal.known ? s->seal.id : NULL, s->has_time, s->stamped, s->time,
		s->signer.cert };
	return true;
}

size_t
eci_verify_signatures(const ecert_report *rep)
{
	return rep->n_sigs;
}

size_t
ecert_report_check_count(const ecert_report *rep)
{
	return rep->n_items;
}

const char *
ecert_report_check_name(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? eci_verify_check_name(rep->items[i].check) : NULL;
}

const char *
ecert_report_check_clause(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? rep->items[i].clause : NULL;
}

const char *
ecert_report_check_where(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? rep->items[i].where : NULL;
}

const char *
ecert_report_check_detail(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? rep->items[i].detail[0] : NULL;
}

ecert_outcome
ecert_report_check_outcome(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? rep->items[i].outcome : ECERT_CHECK_FAIL;
}

ecert_reason
ecert_report_check_reason(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? rep->items[i].reason : ECERT_R_NONE;
}

size_t
ecert_report_check_signature(const ecert_report *rep, size_t i)
{
	return i < rep->n_items ? rep->items[i].sig : 0;
}

/* The error a verdict stands for, with its first cause as the message. */
static ecert_err
verdict_err(ecert_ctx *ctx, const ecert_report *rep)
{
	ecert_outcome want = rep->verdict.verdict == ECERT_INVALID ? ECERT_CHECK_FAIL :
	    ECERT_CHECK_UNDECIDED;
	ecert_err e = rep->verdict.verdict == ECERT_INVALID ? ECERT_E_INVALID :
	    ECERT_E_UNDECIDED;
	const struct eci_vitem *it;
	size_t i;

	if (rep->verdict.verdict == ECERT_VALID)
		return ECERT_OK;
	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		if (it->outcome == want)
			return eci_fail(ctx, e, "%s%s%s: %s: %s", it->where,
			    it->where[0] != '\0' ? ": " : "", it->clause,
			    ecert_reason_name(it->reason), it->detail[0]);
	}
	return eci_fail(ctx, e, "%s", ecert_verdict_name(rep->verdict.verdict));
}

ecert_err
eci_verify_finish(ecert_ctx *ctx, ecert_report *rep, size_t subjects)
{
	struct eci_vitem *it;
	size_t i;

	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		it->outcome = eci_verify_outcome(it, rep->strict);
	}
	for (i = 0; i < rep->n_sigs; i++)
		eci_verify_verdict(rep->items, rep->n_items, i + 1, 1, rep->strict,
		    &rep->sigs[i].verdict);
	eci_verify_verdict(rep->items, rep->n_items, ECI_V_ALL, subjects, rep->strict,
	    &rep->verdict);
	return verdict_err(ctx, rep);
}
