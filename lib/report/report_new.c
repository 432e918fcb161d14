/* SPDX-License-Identifier: Apache-2.0 */
/* report_new.c - a report from its beginning, when nothing holds, to its verdict. */
#include <stdlib.h>

#include "report/report_priv.h"

ecert_err
eci_report_new(ecert_ctx *ctx, bool strict, ecert_report **out)
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
free_names(struct eci_report_names *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		free(list->v[i]);
	free(list->v);
}

static void
free_person(struct eci_report_person *p)
{
	free(p->subject);
	free(p->issuer);
	free(p->serial);
	eci_cert_free(p->cert);
}

static void
free_seal(struct eci_report_seal *s)
{
	free(s->id);
	free(s->name);
	free(s->vendor);
	free_person(&s->maker);
	eci_buf_free(&s->picture);
}

static void
free_sig(struct eci_report_sig *s)
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

/* The error a verdict stands for, with its first cause as the message. */
static ecert_err
verdict_err(ecert_ctx *ctx, const ecert_report *rep)
{
	ecert_outcome want = rep->verdict.verdict == ECERT_INVALID ? ECERT_CHECK_FAIL :
	    ECERT_CHECK_UNDECIDED;
	ecert_err e = rep->verdict.verdict == ECERT_INVALID ? ECERT_E_INVALID :
	    ECERT_E_UNDECIDED;
	const struct eci_report_item *it;
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
eci_report_finish(ecert_ctx *ctx, ecert_report *rep, size_t subjects)
{
	struct eci_report_item *it;
	size_t i;

	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		it->outcome = eci_report_outcome(it, rep->strict);
	}
	for (i = 0; i < rep->n_sigs; i++)
		eci_report_verdict(rep->items, rep->n_items, i + 1, 1, rep->strict,
		    &rep->sigs[i].verdict);
	eci_report_verdict(rep->items, rep->n_items, ECI_V_ALL, subjects, rep->strict,
	    &rep->verdict);
	return verdict_err(ctx, rep);
}
