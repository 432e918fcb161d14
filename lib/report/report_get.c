/* SPDX-License-Identifier: Apache-2.0 */
/* report_get.c - what callers and other layers ask a report. */
#include "report/report_priv.h"

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
eci_report_digest(const ecert_report *rep, uint64_t *size, const uint8_t **sm3)
{
	*size = rep->size;
	*sm3 = rep->sm3;
	return rep->has_bytes;
}

bool
eci_report_newest(const ecert_report *rep, struct eci_report_newest *out)
{
	const struct eci_report_sig *s = rep->n_sigs > 0 ? &rep->sigs[rep->n_sigs - 1] : NULL;

	if (s == NULL || !s->signer.known)
		return false;
	*out = (struct eci_report_newest){ s->signer.subject, s->signer.serial, s->signer.issuer,
		s->seal.known ? s->seal.id : NULL, s->has_time, s->stamped, s->time,
		s->signer.cert };
	return true;
}

size_t
eci_report_signatures(const ecert_report *rep)
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
	return i < rep->n_items ? eci_report_check_name(rep->items[i].check) : NULL;
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
