/* SPDX-License-Identifier: Apache-2.0 */
/* verify_load.c - every signature's files are read before any is judged: what
 * one may leave open depends on the others. */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

/* The bytes of an entry that must stay small. */
static ecert_err
read_bounded(const struct eci_vat *at, size_t entry, ecert_limit limit, ecert_reason r,
    struct eci_buf *out)
{
	ecert_ctx *ctx = at->run->ctx;
	uint64_t size = ecert_doc_entry_size(at->run->doc, entry);
	uint64_t max = ecert_ctx_limit(ctx, limit);
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	if (size > max)
		return eci_reject(ctx, r, at->where, NULL, "%llu bytes, the limit is %llu",
		    (unsigned long long)size, (unsigned long long)max);
	e = ecert_doc_read_entry(ctx, at->run->doc,
	    ecert_doc_entry_name(at->run->doc, entry), &p, &n);
	if (e == ECERT_OK && (e = eci_buf_room(ctx, out, n)) == ECERT_OK && n > 0)
		memcpy(out->ptr, p, n);
	if (e == ECERT_OK)
		out->len = n;
	ecert_free(p);
	return e;
}

static ecert_err
load_desc(const struct eci_vat *at, struct eci_vwork *w)
{
	ecert_ctx *ctx = at->run->ctx;
	ecert_err e;

	if (w->entry == SIZE_MAX)
		return ECI_VFAIL(at, ECI_V_XML, ECERT_R_SIG_LIST_BAD,
		    "Signature.xml is not in the package",
		    "包中没有该签名描述文件");
	e = read_bounded(at, w->entry, ECERT_LIMIT_XML_BYTES, ECERT_R_XML_LIMIT, &w->xml);
	if (e == ECERT_OK)
		e = eci_ofd_sig_parse(ctx, w->row->entry, w->xml.ptr, w->xml.len, &w->desc);
	if (e != ECERT_OK)
		return eci_verify_blame(at, ECI_V_XML, e, ECERT_R_SIG_XML_BAD);
	w->has_desc = true;
	if ((e = eci_verify_notes(at, ECI_V_XML, &w->desc.notes, 0)) != ECERT_OK)
		return e;
	return ECI_VPASS(at, ECI_V_XML, "well formed, %zu references, %zu stamps",
	    "格式正确，%zu 个引用，%zu 个签章外观", w->desc.n_refs, w->desc.n_stamps);
}

/* The value must be among the bytes this signature cannot protect itself. */
static ecert_err
find_value(const struct eci_vat *at, struct eci_vwork *w)
{
	struct eci_vat here = *at;
	size_t k;

	if (w->desc.seal_entry != NULL)
		w->seal_entry = eci_ofd_find(at->run->doc, w->desc.seal_entry);
	here.where = w->desc.value_entry;
	if (here.where != NULL)
		w->value_entry = eci_ofd_find(at->run->doc, here.where);
	if (w->value_entry == SIZE_MAX)
		return ECI_VFAIL(&here, ECI_V_XML, ECERT_R_REF_MISSING_FILE,
		    "the signature value is not in the package",
		    "包中没有签名值文件");
	/* It is read once, not by every row of a long list. */
	for (k = 0; k + 1 < at->sig; k++)
		if (at->run->work[k].value_entry == w->value_entry)
			return ECI_VFAIL(&here, ECI_V_XML, ECERT_R_SIG_LIST_BAD,
			    "signatures %zu and %zu share one value",
			    "签名 %zu 与 %zu 指向同一签名值文件", k + 1, at->sig);
	w->has_value = true;
	return ECERT_OK;
}

ecert_err
eci_verify_load_value(struct eci_vrun *run, size_t i)
{
	struct eci_vwork *w = &run->work[i];
	struct eci_vat here = { run, i + 1, 0, w->desc.value_entry };
	ecert_err e;

	if (!w->has_value)
		return ECERT_OK;
	w->has_value = false;
	e = read_bounded(&here, w->value_entry, ECERT_LIMIT_SES_BYTES,
	    ECERT_R_SES_MALFORMED, &w->value);
	if (e != ECERT_OK)
		return eci_verify_blame(&here, ECI_V_FORMAT, e, ECERT_R_SES_MALFORMED);
	w->has_value = true;
	return ECERT_OK;
}

static ecert_err
mark_covered(struct eci_vrun *run, struct eci_vwork *w)
{
	size_t i, at;

	if ((w->covers = calloc(run->n_entries + 1, sizeof(*w->covers))) == NULL)
		return eci_nomem(run->ctx);
	for (i = 0; w->has_desc && i < w->desc.n_refs; i++)
		if ((at = eci_ofd_find(run->doc, w->desc.refs[i].entry)) < run->n_entries)
			w->covers[at] = true;
	return ECERT_OK;
}

static bool
is_repeated(const struct eci_vrun *run, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(run->rows[k].entry, run->rows[i].entry) == 0)
			return true;
	return false;
}

static ecert_err
load_row(struct eci_vrun *run, size_t i)
{
	struct eci_vwork *w = &run->work[i];
	struct eci_vat at = { run, i + 1, 0, run->rows[i].entry };
	struct eci_report_sig *sig = &run->rep->sigs[i];
	ecert_err e;

	w->row = &run->rows[i];
	w->value_entry = w->seal_entry = SIZE_MAX;
	w->entry = eci_ofd_find(run->doc, w->row->entry);
	if ((e = eci_escaped(run->ctx, w->row->id, strlen(w->row->id),
	    &sig->id)) != ECERT_OK ||
	    (e = eci_escaped(run->ctx, w->row->type, strlen(w->row->type),
	    &sig->type)) != ECERT_OK)
		return e;
	if (is_repeated(run, i))
		e = ECI_VFAIL(&at, ECI_V_XML, ECERT_R_SIG_LIST_BAD,
		    "an earlier signature has the same description",
		    "与前面的签名指向同一描述文件");
	else
		e = load_desc(&at, w);
	if (e != ECERT_OK)
		return e;
	if (w->has_desc && (e = find_value(&at, w)) != ECERT_OK)
		return e;
	return mark_covered(run, w);
}

/* Two rows of one description would count one signature twice. */
static ecert_err
check_rows(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, eci_ofd_signatures_entry(run->doc) };
	size_t i, k;

	for (i = 0; i < run->n_rows; i++)
		for (k = i + 1; k < run->n_rows; k++)
			if (strcmp(run->rows[i].entry, run->rows[k].entry) == 0)
				return ECI_VFAIL(&at, ECI_V_LIST, ECERT_R_SIG_LIST_BAD,
				    "signatures %zu and %zu share one description",
				    "签名 %zu 与 %zu 指向同一描述文件", i + 1, k + 1);
	if (run->n_rows == 0)
		return ECI_VFAIL(&at, ECI_V_LIST, ECERT_R_NO_SIGNATURE,
		    "the document is not signed", "文档没有签名");
	return ECI_VPASS(&at, ECI_V_LIST, "%zu signatures", "%zu 个签名", run->n_rows);
}

static ecert_err
load_list(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, eci_ofd_signatures_entry(run->doc) };
	size_t n = 0;
	ecert_err e;

	e = eci_ofd_sign_list(run->ctx, run->doc, &run->rows, &n);
	run->list_bad = e != ECERT_OK;
	if (run->list_bad)
		return eci_verify_blame(&at, ECI_V_LIST, e, ECERT_R_SIG_LIST_BAD);
	run->n_rows = n;
	return check_rows(run);
}

ecert_err
eci_verify_load(struct eci_vrun *run)
{
	ecert_err e;
	size_t i;

	if ((e = load_list(run)) != ECERT_OK || run->n_rows == 0)
		return e;
	run->work = calloc(run->n_rows, sizeof(*run->work));
	run->rep->sigs = calloc(run->n_rows, sizeof(*run->rep->sigs));
	if (run->work == NULL || run->rep->sigs == NULL)
		return eci_nomem(run->ctx);
	run->rep->n_sigs = run->n_rows;
	for (i = 0; e == ECERT_OK && i < run->n_rows; i++)
		e = load_row(run, i);
	return e;
}

void
eci_verify_unload(struct eci_vrun *run)
{
	struct eci_vwork *w;
	size_t i;

	for (i = 0; run->work != NULL && i < run->n_rows; i++) {
		w = &run->work[i];
		eci_buf_free(&w->xml);
		eci_buf_free(&w->value);
		if (w->has_desc)
			eci_ofd_sig_free(&w->desc);
		free(w->covers);
	}
	free(run->work);
	eci_ofd_sign_list_free(run->rows, run->n_rows);
	eci_ofd_reach_free(&run->reach);
	free(run->sm3);
	free(run->has_sm3);
	free(run->unread);
	free(run->look);
	free(run->is_part);
	free(run->is_content);
	free(run->pages);
	free(run->page_of);
	eci_ofd_twin_free(&run->twin);
}
