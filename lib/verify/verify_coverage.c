/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_coverage.c - what a signature does not protect.  The standard asks for
 * no coverage; without it a file can be added to, or changed in, a document
 * whose every digest still holds.
 *
 * Every signature must protect every entry of the package but
 *   - its own Signature.xml and SignedValue.dat,
 *   - its own Seal.esl where that equals the seal inside the signature value,
 *   - the files of signatures added after it,
 *   - Signatures.xml, where it was left open for them,
 * and no such file may be anything else of the document: what is open for a
 * later signature is open for everybody, and must not be shown or read.
 */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

#define NAMES_MAX 3        /* named in the detail; the list has them all */

static bool
covers(const struct eci_vwork *w, size_t entry, size_t n_entries)
{
	return entry < n_entries && w->covers != NULL && w->covers[entry];
}

/*
 * Whether b was made after a.  The digests tell: one of them was there for the
 * other to protect.  Where neither protects the other the list's order counts,
 * and the later one is found lacking.
 */
static bool
is_later(const struct eci_vrun *run, size_t a, size_t b)
{
	const struct eci_vwork *x = &run->work[a], *y = &run->work[b];
	bool xy = covers(x, y->entry, run->n_entries);
	bool yx = covers(y, x->entry, run->n_entries);

	if (xy != yx)
		return yx;
	return !xy && b > a;
}

static bool
own_file(const struct eci_vwork *w, size_t entry)
{
	return entry == w->entry || (w->has_desc && (entry == w->value_entry ||
	    (w->seal_equal && entry == w->seal_entry)));
}

static bool
may_be_open(const struct eci_vrun *run, const struct eci_vwork *w, size_t entry)
{
	return !run->is_content[entry] && own_file(w, entry);
}

enum state { COVERED, EXEMPT, LATER_FILE, LATER_COVERED, UNCOVERED };

static enum state
state_of(const struct eci_vrun *run, size_t i, size_t entry)
{
	bool by_later = false;
	size_t k;

	if (covers(&run->work[i], entry, run->n_entries))
		return COVERED;
	if (may_be_open(run, &run->work[i], entry) ||
	    (entry == run->list_entry && !run->is_content[entry]))
		return EXEMPT;
	for (k = 0; k < run->n_rows; k++) {
		if (k == i || !is_later(run, i, k))
			continue;
		if (may_be_open(run, &run->work[k], entry))
			return LATER_FILE;
		by_later |= covers(&run->work[k], entry, run->n_entries);
	}
	return by_later ? LATER_COVERED : UNCOVERED;
}

/* Entries of one reason, counted, the first few by name. */
struct gap {
	size_t         n;
	struct eci_buf names;
};

static ecert_err
gap_add(ecert_ctx *ctx, struct gap *g, const char *name)
{
	if (g->n++ >= NAMES_MAX)
		return ECERT_OK;
	return eci_buf_addf(ctx, &g->names, "%s%s", g->n > 1 ? ", " : "", name);
}

static ecert_err
gap_say(const struct eci_vat *at, const struct gap *g, ecert_reason r)
{
	const char *more = g->n > NAMES_MAX ? ", ..." : "";

	if (g->n == 0)
		return ECERT_OK;
	if (r == ECERT_R_COVERAGE_MISSING)
		return ECI_VUNDEC(at, ECI_V_COVERAGE, r,
		    g->n == 1 ? "%zu file of the document is not protected: %s%s" :
		    "%zu files of the document are not protected: %s%s",
		    "文档中有 %zu 个文件不受签名保护：%s%s", g->n, (char *)g->names.ptr, more);
	return ECI_VUNDEC(at, ECI_V_COVERAGE, r,
	    g->n == 1 ? "%zu file nothing in the document refers to is not protected: %s%s" :
	    "%zu files nothing in the document refers to are not protected: %s%s",
	    "包中有 %zu 个无任何引用且不受签名保护的文件：%s%s", g->n,
	    (char *)g->names.ptr, more);
}

static ecert_err
sort_entry(struct eci_vrun *run, size_t i, size_t entry, struct gap gaps[2])
{
	struct eci_report_sig *sig = &run->rep->sigs[i];
	const char *name = ecert_doc_entry_name(run->doc, entry);
	enum state state = state_of(run, i, entry);
	ecert_err e = ECERT_OK;

	if (state == LATER_FILE || state == LATER_COVERED)
		e = eci_report_name(run->ctx, run->rep, &sig->added_later, name);
	else if (state == UNCOVERED)
		e = eci_report_name(run->ctx, run->rep, &sig->uncovered, name);
	if (e == ECERT_OK && (state == LATER_COVERED || state == UNCOVERED))
		e = gap_add(run->ctx, &gaps[run->is_part[entry] ? 0 : 1], name);
	return e;
}

ecert_err
eci_verify_coverage(struct eci_vrun *run, size_t i)
{
	struct eci_vat at = { run, i + 1, 0, run->work[i].row->entry };
	struct gap gaps[2] = { { 0 } };
	ecert_err e = ECERT_OK;
	size_t entry;

	for (entry = 0; e == ECERT_OK && entry < run->n_entries; entry++)
		e = sort_entry(run, i, entry, gaps);
	if (e == ECERT_OK)
		e = gap_say(&at, &gaps[0], ECERT_R_COVERAGE_MISSING);
	if (e == ECERT_OK)
		e = gap_say(&at, &gaps[1], ECERT_R_COVERAGE_EXTRA);
	run->rep->sigs[i].covers_all = gaps[0].n + gaps[1].n == 0;
	if (e == ECERT_OK && run->rep->sigs[i].covers_all)
		e = ECI_VPASS(&at, ECI_V_COVERAGE, "every file is protected",
		    "全部文件受签名保护");
	eci_buf_free(&gaps[0].names);
	eci_buf_free(&gaps[1].names);
	return e;
}

/* Files of signatures that the document's own parts refer to, too. */
static ecert_err
say_content(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	ecert_err e = ECERT_OK;
	size_t entry, i;
	bool is;

	for (entry = 0; e == ECERT_OK && entry < run->n_entries; entry++) {
		is = entry == run->list_entry;
		for (i = 0; !is && i < run->n_rows; i++)
			is = entry == run->work[i].entry ||
			    entry == run->work[i].value_entry ||
			    entry == run->work[i].seal_entry;
		at.where = ecert_doc_entry_name(run->doc, entry);
		if (is && run->is_content[entry])
			e = ECI_VFAIL(&at, ECI_V_STRUCTURE, ECERT_R_OFD_STRUCTURE,
			    "a signature's file is used as content",
			    "签名文件被用作文档内容");
	}
	return e;
}

/* A signature that is not good protects nothing.  What is checked later concerns the
 * document alone, so the verdicts of its signatures are known here. */
static ecert_err
list_open(struct eci_vrun *run)
{
	struct eci_report_verdict v;
	ecert_err e = ECERT_OK;
	size_t entry, i;
	bool *held;

	if ((held = calloc(run->n_entries + 1, sizeof(*held))) == NULL)
		return eci_nomem(run->ctx);
	for (i = 0; i < run->n_rows; i++) {
		eci_report_verdict(run->rep->items, run->rep->n_items, i + 1, 1,
		    run->pol.strict, &v);
		for (entry = 0; entry < run->n_entries; entry++)
			held[entry] |= may_be_open(run, &run->work[i], entry) ||
			    (v.verdict != ECERT_INVALID &&
			    covers(&run->work[i], entry, run->n_entries));
	}
	for (entry = 0; e == ECERT_OK && entry < run->n_entries; entry++) {
		if (held[entry] || (entry == run->list_entry && !run->is_content[entry]))
			continue;
		run->rep->n_open++;
		e = eci_report_name(run->ctx, run->rep, &run->rep->open,
		    ecert_doc_entry_name(run->doc, entry));
	}
	free(held);
	return e;
}

/* What no signature at all protects. */
ecert_err
eci_verify_unprotected(struct eci_vrun *run)
{
	size_t entry, i;
	ecert_err e = say_content(run);
	bool held;

	for (entry = 0; e == ECERT_OK && entry < run->n_entries; entry++) {
		held = entry == run->list_entry && run->n_rows > 0 && !run->is_content[entry];
		for (i = 0; !held && i < run->n_rows; i++)
			held = covers(&run->work[i], entry, run->n_entries) ||
			    may_be_open(run, &run->work[i], entry);
		if (!held)
			e = eci_report_name(run->ctx, run->rep, &run->rep->uncovered,
			    ecert_doc_entry_name(run->doc, entry));
	}
	run->rep->n_entries = run->n_entries;
	return e == ECERT_OK ? list_open(run) : e;
}
