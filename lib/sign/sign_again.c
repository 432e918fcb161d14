/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_again.c - whether a document was signed already, as it would be signed now.  It is
 * signed again up to the value: everything before that follows from the document, the
 * options and the time.
 */
#include "sign/sign_priv.h"

#include <stdlib.h>
#include <string.h>

/* The time in SignatureDateTime, as eci_sign_date_time() writes it. */
static bool
parse_time(const char *s, int64_t *t)
{
	struct eci_civil c;
	int year;

	if (s == NULL || strlen(s) != 15 || s[14] != 'Z' || !eci_digits(s, 4, &year) ||
	    !eci_digits(s + 4, 2, &c.month) || !eci_digits(s + 6, 2, &c.day) ||
	    !eci_digits(s + 8, 2, &c.hour) || !eci_digits(s + 10, 2, &c.minute) ||
	    !eci_digits(s + 12, 2, &c.second))
		return false;
	c.year = year;
	if (!eci_civil_valid(&c))
		return false;
	*t = eci_time_of(&c);
	return true;
}

/* When made was signed last; false where it does not say so in our way. */
static ecert_err
made_when(ecert_ctx *ctx, ecert_doc *made, int64_t *t, bool *known)
{
	struct eci_ofd_sign *rows = NULL;
	struct eci_ofd_sig sig = { 0 };
	uint8_t *xml = NULL;
	size_t n = 0, len = 0;
	ecert_err e;

	*known = false;
	if ((e = eci_ofd_sign_list(ctx, made, &rows, &n)) != ECERT_OK || n == 0)
		goto out;
	if ((e = ecert_doc_read_entry(ctx, made, rows[n - 1].entry, &xml, &len)) != ECERT_OK ||
	    (e = eci_ofd_sig_parse(ctx, rows[n - 1].entry, xml, len, &sig)) != ECERT_OK)
		goto out;
	*known = parse_time(sig.date_time, t);
	eci_ofd_sig_free(&sig);
out:
	ecert_free(xml);
	eci_ofd_sign_list_free(rows, n);
	return e;
}

struct compare {
	ecert_doc *made;
	bool       reached, same;
};

static ecert_err
compare_entry(ecert_ctx *ctx, ecert_doc *a, ecert_doc *b, const char *name, bool *same)
{
	uint8_t *p = NULL, *q = NULL;
	size_t n = 0, m = 0;
	ecert_err e;

	*same = false;
	if (eci_ofd_find(b, name) == SIZE_MAX)
		return ECERT_OK;
	if ((e = ecert_doc_read_entry(ctx, a, name, &p, &n)) == ECERT_OK &&
	    (e = ecert_doc_read_entry(ctx, b, name, &q, &m)) == ECERT_OK)
		*same = n == m && memcmp(p, q, n) == 0;
	ecert_free(p);
	ecert_free(q);
	return e;
}

/* In place of the value.  Nothing of what was done to doc is to stay. */
static ecert_err
compare(void *arg, ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const struct eci_ofd_slot *slot, const struct eci_buf *tbs)
{
	const char *list = eci_ofd_signatures_entry(doc);
	struct compare *c = arg;
	ecert_err e;

	(void)how;
	(void)tbs;
	if ((e = compare_entry(ctx, doc, c->made, slot->sig_entry, &c->same)) == ECERT_OK && c->same)
		e = compare_entry(ctx, doc, c->made, list, &c->same);
	if (e != ECERT_OK)
		return e;
	c->reached = true;
	return ECERT_E_STATE;
}

ecert_err
eci_sign_would_make(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer,
    const ecert_seal *seal, const ecert_sign_opts *opts, ecert_doc *made, bool *same)
{
	struct compare c = { .made = made };
	struct eci_sign_how how;
	int64_t t = 0;
	bool known;
	ecert_err e;

	*same = false;
	if ((e = made_when(ctx, made, &t, &known)) != ECERT_OK || !known)
		return e;
	how = eci_sign_how(ctx, signer, seal, opts);
	if (opts == NULL || !opts->has_time)
		how.t = t;
	e = eci_sign_steps(ctx, doc, &how, opts, compare, &c);
	if (!c.reached)
		return e;
	eci_clear(ctx);
	*same = c.same;
	return ECERT_OK;
}

bool
eci_sign_wants_stamp(const ecert_sign_opts *opts)
{
	return opts != NULL && opts->tsa != NULL;
}
