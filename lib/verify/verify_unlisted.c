/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_unlisted.c - signatures that lie in the package and not in its list.
 * The list may be left open for later signatures, so anybody can take a row off
 * it; a later signature protects the earlier one's files and is silent about it.
 * Who reads the document then sees one signatory less than there were.
 */
#include "verify/verify_priv.h"

#define NAMED_MAX 16       /* a package of thousands needs no line for each */

static bool
is_row(const struct eci_vrun *run, size_t entry)
{
	size_t i;

	for (i = 0; i < run->n_rows; i++)
		if (entry == run->work[i].entry || entry == run->work[i].value_entry ||
		    entry == run->work[i].seal_entry)
			return true;
	return false;
}

/* A value is no signature unless it decodes: certificates look like it at first. */
static ecert_err
is_value(ecert_ctx *ctx, const char *name, const uint8_t *p, size_t n, bool *yes)
{
	struct eci_ses_sig ses = { 0 };
	ecert_err e;

	*yes = false;
	if (eci_ses_kind(p, n) != ECI_SES_KIND_SES)
		return ECERT_OK;
	if ((e = eci_ses_sig_decode(ctx, name, p, n, &ses)) == ECERT_OK) {
		*yes = true;
		eci_ses_sig_free(&ses);
	} else if (!eci_verify_blames_input(e))
		return e;
	eci_clear(ctx);
	return ECERT_OK;
}

/* What cannot be read was no valid signature either. */
static ecert_err
is_signature(struct eci_vrun *run, size_t entry, bool *yes)
{
	const char *name = ecert_doc_entry_name(run->doc, entry);
	uint64_t size = ecert_doc_entry_size(run->doc, entry);
	uint64_t xml = ecert_ctx_limit(run->ctx, ECERT_LIMIT_XML_BYTES);
	uint64_t ses = ecert_ctx_limit(run->ctx, ECERT_LIMIT_SES_BYTES);
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	*yes = false;
	if (size == 0 || (size > xml && size > ses))
		return ECERT_OK;
	if ((e = ecert_doc_read_entry(run->ctx, run->doc, name, &p, &n)) != ECERT_OK) {
		if (!eci_verify_blames_input(e))
			return e;
		eci_clear(run->ctx);
		return ECERT_OK;
	}
	if (size <= xml)
		e = eci_ofd_is_signature(run->ctx, name, p, n, yes);
	if (e == ECERT_OK && !*yes && size <= ses)
		e = is_value(run->ctx, name, p, n, yes);
	ecert_free(p);
	return e;
}

ecert_err
eci_verify_unlisted(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	size_t entry, i, named = 0;
	ecert_err e = ECERT_OK;
	bool yes;

	/* A list or a row that cannot be read was said to be bad; what belongs to
	 * it is not known. */
	for (i = 0; i < run->n_rows; i++)
		if (!run->work[i].has_desc)
			return ECERT_OK;
	if (run->n_rows == 0)
		return ECERT_OK;
	for (entry = 0; e == ECERT_OK && named < NAMED_MAX && entry < run->n_entries; entry++) {
		if (run->is_content[entry] || entry == run->list_entry || is_row(run, entry))
			continue;
		if ((e = is_signature(run, entry, &yes)) != ECERT_OK || !yes)
			continue;
		named++;
		at.where = ecert_doc_entry_name(run->doc, entry);
		e = ECI_VFAIL(&at, ECI_V_LIST, ECERT_R_SIG_LIST_BAD,
		    "a signature that is not listed", "未列入签名列表的签名");
	}
	return e;
}
