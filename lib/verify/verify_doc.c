/* SPDX-License-Identifier: Apache-2.0 */
/* verify_doc.c - the order in which a document is examined. */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

#define FINDINGS_MAX 64     /* of one kind, listed one by one */

/* The check a reason belongs to when no signature is at fault. */
static enum eci_report_check
check_of(ecert_reason r)
{
	if (r >= ECERT_R_ZIP_MALFORMED && r <= ECERT_R_ZIP_LIMIT)
		return ECI_V_CONTAINER;
	if (r == ECERT_R_OFD_MULTI_DOC)
		return ECI_V_SINGLE;
	if (r == ECERT_R_SIG_LIST_BAD || r == ECERT_R_NO_SIGNATURE)
		return ECI_V_LIST;
	if (r == ECERT_R_ACTIVE_CONTENT)
		return ECI_V_ACTIVE;
	if (r == ECERT_R_DANGLING_REF)
		return ECI_V_LINKS;
	return ECI_V_STRUCTURE;
}

static enum eci_report_check
check_of_finding(const struct eci_ofd_finding *f)
{
	switch (f->kind) {
	case ECI_OFD_DANGLING:
		return ECI_V_LINKS;
	case ECI_OFD_ACTIVE:
		return ECI_V_ACTIVE;
	default:
		return check_of(f->reason);
	}
}

static ecert_err
say_finding(struct eci_vrun *run, const struct eci_ofd_finding *f)
{
	struct eci_vat at = { run, 0, 0, f->where };
	enum eci_report_check c = check_of_finding(f);

	/* A link that means nothing inside the package is worse than a lost one. */
	if (eci_ofd_finding_bad(f))
		return eci_verify_relay(&at, c, ECERT_CHECK_FAIL, false, f->reason, f->text);
	return eci_verify_relay(&at, c, ECERT_CHECK_UNDECIDED, false, f->kind ==
	    ECI_OFD_DANGLING ? ECERT_R_DANGLING_REF : ECERT_R_ACTIVE_CONTENT, f->text);
}

/* What was cut still counts, as what it is. */
static ecert_err
say_more(struct eci_vrun *run, enum eci_report_check c, bool bad, ecert_reason r, size_t n)
{
	struct eci_vat at = { run, 0, 0, NULL };

	return eci_verify_add(&at, c, bad ? ECERT_CHECK_FAIL : ECERT_CHECK_UNDECIDED, false, r,
	    "%zu more findings of this kind", "另有 %zu 项同类问题", n);
}

static ecert_err
say_findings_of(struct eci_vrun *run, bool bad)
{
	size_t i, n, said[ECI_V_COUNT] = { 0 };
	ecert_reason cut[ECI_V_COUNT] = { ECERT_R_NONE };
	const struct eci_ofd_finding *f;
	enum eci_report_check c;
	ecert_err e = ECERT_OK;

	for (i = 0; e == ECERT_OK && i < run->reach.n_findings; i++) {
		f = &run->reach.findings[i];
		c = check_of_finding(f);
		if (eci_ofd_finding_bad(f) != bad)
			continue;
		if (said[c]++ < FINDINGS_MAX)
			e = say_finding(run, f);
		else
			cut[c] = f->reason;
	}
	for (c = 0; e == ECERT_OK && c < ECI_V_COUNT; c++)
		if ((n = said[c]) > FINDINGS_MAX)
			e = say_more(run, c, bad, cut[c], n - FINDINGS_MAX);
	if (e == ECERT_OK && (n = run->reach.n_more[bad]) > 0)
		e = say_more(run, bad ? ECI_V_STRUCTURE : ECI_V_LINKS, bad, bad ?
		    ECERT_R_OFD_STRUCTURE : ECERT_R_DANGLING_REF, n);
	return e;
}

/* The failures first: many lost links must not push them off the list. */
static ecert_err
say_findings(struct eci_vrun *run)
{
	ecert_err e = say_findings_of(run, true);

	return e == ECERT_OK ? say_findings_of(run, false) : e;
}

static ecert_err
say_notes(struct eci_vrun *run, const struct eci_notes *notes)
{
	struct eci_vat at = { run, 0, 0, NULL };
	const struct eci_note *note;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < notes->n; i++) {
		note = &notes->v[i];
		at.where = note->where;
		e = eci_verify_relay(&at, check_of(note->reason), ECERT_CHECK_NOTE,
		    note->strict, note->reason, note->text);
	}
	return e;
}

/* A check nothing spoke against is a pass, and listed as one. */
static ecert_err
say_passes(struct eci_vrun *run)
{
	static const enum eci_report_check of_doc[] = { ECI_V_CONTAINER, ECI_V_STRUCTURE,
		ECI_V_SINGLE, ECI_V_LINKS, ECI_V_ACTIVE };
	struct eci_vat at = { run, 0, 0, NULL };
	bool said[ECI_V_COUNT] = { false };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < run->rep->n_items; i++)
		said[run->rep->items[i].check] = true;
	for (i = 0; e == ECERT_OK && i < ECI_COUNT(of_doc); i++)
		if (!said[of_doc[i]])
			e = ECI_VPASS(&at, of_doc[i], "good", "通过");
	return e;
}

static ecert_err
prepare(struct eci_vrun *run)
{
	const char *list = eci_ofd_signatures_entry(run->doc);
	size_t n = ecert_doc_entry_count(run->doc), i;
	const uint8_t *known;

	run->n_entries = n;
	run->list_entry = list != NULL ? eci_ofd_find(run->doc, list) : SIZE_MAX;
	run->sm3 = calloc(n + 1, sizeof(*run->sm3));
	run->has_sm3 = calloc(n + 1, sizeof(*run->has_sm3));
	run->unread = calloc(n + 1, sizeof(*run->unread));
	run->look = calloc(n + 1, sizeof(*run->look));
	run->is_part = calloc(n + 1, sizeof(*run->is_part));
	run->is_content = calloc(n + 1, sizeof(*run->is_content));
	if (run->sm3 == NULL || run->has_sm3 == NULL || run->is_part == NULL ||
	    run->is_content == NULL || run->look == NULL || run->unread == NULL)
		return eci_nomem(run->ctx);
	for (i = 0; i < n; i++) {
		run->look[i] = eci_ofd_twin_look(&run->twin, i);
		if ((known = eci_ofd_twin_digest(&run->twin, i)) == NULL)
			continue;
		memcpy(run->sm3[i], known, ECI_SM3_LEN);
		run->has_sm3[i] = true;
	}
	return ECERT_OK;
}

static ecert_err
examine_document(struct eci_vrun *run)
{
	size_t i, entry;
	ecert_err e;

	e = eci_verify_walk(run);
	for (i = 0; e == ECERT_OK && i < run->reach.n_parts; i++) {
		entry = eci_ofd_find(run->doc, run->reach.parts[i].entry);
		if (entry >= run->n_entries)
			continue;
		run->is_part[entry] = true;
		run->is_content[entry] = run->reach.parts[i].content;
	}
	if (e == ECERT_OK)
		e = say_notes(run, eci_ofd_pkg_notes(run->doc));
	if (e == ECERT_OK)
		e = say_notes(run, eci_ofd_notes(run->doc));
	if (e == ECERT_OK)
		e = say_findings(run);
	return e == ECERT_OK ? say_passes(run) : e;
}

static ecert_err
examine_signatures(struct eci_vrun *run)
{
	ecert_err e;
	size_t i;

	if ((e = eci_verify_load(run)) != ECERT_OK ||
	    (e = eci_verify_unlisted(run)) != ECERT_OK)
		return e;
	for (i = 0; e == ECERT_OK && i < run->n_rows; i++) {
		if ((e = eci_verify_load_value(run, i)) == ECERT_OK)
			e = eci_verify_sig(run, i);
		eci_buf_free(&run->work[i].value);
		eci_buf_free(&run->work[i].xml);
	}
	/* After all values: whether a seal file speaks for itself is known now. */
	for (i = 0; e == ECERT_OK && i < run->n_rows; i++)
		if (run->work[i].has_desc)
			e = eci_verify_coverage(run, i);
	return e == ECERT_OK ? eci_verify_unprotected(run) : e;
}

static ecert_err
examine_source(struct eci_vrun *run)
{
	const struct eci_src *src = eci_ofd_src(run->doc);
	ecert_err e;

	if (src == NULL)
		return ECERT_OK;
	if ((e = eci_verify_bytes(run->ctx, run->rep, src, run->digest)) != ECERT_OK)
		return e;
	return eci_src_unchanged(run->ctx, src);
}

static ecert_err
examine(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	ecert_err e;

	if ((e = prepare(run)) != ECERT_OK ||
	    (e = examine_document(run)) != ECERT_OK ||
	    (e = examine_signatures(run)) != ECERT_OK ||
	    (e = eci_verify_identifier(run)) != ECERT_OK ||
	    (e = eci_verify_cert_status(run)) != ECERT_OK ||
	    (e = eci_verify_rules_doc(run)) != ECERT_OK)
		return e;
	if (run->pol.trust != NULL &&
	    (e = eci_verify_notes(&at, ECI_V_TRUST, &run->pol.trust->notes, 0)) != ECERT_OK)
		return e;
	e = examine_source(run);
	return e == ECERT_OK ? eci_verify_expect(run) : e;
}

ecert_err
ecert_verify(ecert_ctx *ctx, ecert_doc *doc, const ecert_policy *policy,
    ecert_report **out)
{
	return eci_verify_written(ctx, doc, NULL, policy, out != NULL, out);
}

ecert_err
eci_verify_written(ecert_ctx *ctx, ecert_doc *doc, const ecert_doc *from,
    const ecert_policy *policy, bool digest, ecert_report **out)
{
	struct eci_vrun run = { .ctx = ctx, .doc = doc };
	ecert_err e;

	e = eci_verify_begin(&run, policy, out);
	if (e == ECERT_OK)
		run.rep->terse = from != NULL;
	run.digest = (digest && (from != NULL || !run.pol.no_digest)) ||
	    eci_verify_expects_sm3(&run.pol);
	if (e == ECERT_OK && from != NULL)
		e = eci_ofd_twin(ctx, doc, from, &run.twin);
	if (e == ECERT_OK)
		e = examine(&run);
	e = eci_verify_end(&run, e, run.n_rows, out);
	eci_verify_unload(&run);
	return e;
}

ecert_err
eci_verify_refused(ecert_ctx *ctx, struct eci_src *src, const char *name,
    const ecert_policy *policy, ecert_report **out)
{
	struct eci_vrun run = { .ctx = ctx };
	struct eci_vat at = { &run, 0, 0, NULL };
	ecert_reason r = ecert_errreason(ctx);
	char *msg = NULL;
	ecert_err e;

	if (r == ECERT_R_NONE)
		r = ECERT_R_OFD_STRUCTURE;
	if ((e = eci_strdup(ctx, ecert_errmsg(ctx), &msg)) != ECERT_OK) {
		if (out != NULL)
			*out = NULL;
		return e;
	}
	if ((e = eci_verify_begin(&run, policy, out)) == ECERT_OK)
		e = eci_verify_relay(&at, check_of(r), ECERT_CHECK_FAIL, false, r, msg);
	if (e == ECERT_OK && src != NULL)
		e = eci_verify_bytes(ctx, run.rep, src, out != NULL && !run.pol.no_digest);
	else if (e == ECERT_OK && name != NULL)
		e = eci_verify_called(ctx, run.rep, name);
	e = eci_verify_end(&run, e, 1, out);
	free(msg);
	return e;
}
