/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_bind.c - that a document is the one that was prepared.  The state may come
 * from whoever sent the document: what both say is compared, whatever is signed is
 * derived anew from the document by the caller.
 */
#include "sign/sign_priv.h"

#include <stdlib.h>
#include <string.h>

/* Reason and message of eci_reject(); the state of things is at fault. */
#define REFUSE(ctx, r, where, ...) \
	(eci_reject((ctx), (r), (where), NULL, __VA_ARGS__), ECERT_E_STATE)

struct named {
	const char *name;
	size_t      i;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static ecert_err
add_entry(ecert_ctx *ctx, struct eci_sm3 *all, const char *name,
    const uint8_t digest[ECI_SM3_LEN])
{
	ecert_err e;

	/* With its NUL: no name and digest are another name and digest. */
	if ((e = eci_sm3_add(ctx, all, name, strlen(name) + 1)) != ECERT_OK)
		return e;
	return eci_sm3_add(ctx, all, digest, ECI_SM3_LEN);
}

ecert_err
eci_sign_bind(ecert_ctx *ctx, ecert_doc *doc, uint8_t digest[ECI_SM3_LEN])
{
	size_t i, n = ecert_doc_entry_count(doc);
	struct eci_sm3 *all = NULL, *one = NULL;
	uint8_t sm3[ECI_SM3_LEN];
	struct named *v;
	ecert_err e;

	if ((v = calloc(n + 1, sizeof(*v))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n; i++)
		v[i] = (struct named){ ecert_doc_entry_name(doc, i), i };
	qsort(v, n, sizeof(*v), by_name);
	if ((e = eci_sm3_new(ctx, &all)) == ECERT_OK)
		e = eci_sm3_new(ctx, &one);
	for (i = 0; i < n && e == ECERT_OK; i++)
		if ((e = eci_sign_entry(ctx, doc, one, v[i].i, sm3)) == ECERT_OK)
			e = add_entry(ctx, all, v[i].name, sm3);
	if (e == ECERT_OK)
		e = eci_sm3_end(ctx, all, digest);
	eci_sm3_free(all);
	eci_sm3_free(one);
	free(v);
	return e;
}

/* The row of the list that leads to the description. */
static ecert_err
check_row(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_state *s)
{
	const char *type = s->version != 0 ? "Seal" : "Sign";
	struct eci_ofd_sign *rows = NULL;
	size_t i, n = 0;
	ecert_err e;

	if ((e = eci_ofd_sign_list(ctx, doc, &rows, &n)) != ECERT_OK)
		return e;
	for (i = 0; i < n && strcmp(rows[i].entry, s->sig_entry) != 0; i++)
		;
	if (i == n)
		e = REFUSE(ctx, ECERT_R_NONE, s->sig_entry,
		    "no signature of this document: it is not the one of the state");
	/* What comes after it would pass for what is signed now. */
	else if (i + 1 < n)
		e = REFUSE(ctx, ECERT_R_NONE, s->sig_entry,
		    "not the last signature of the list, which it was when it was prepared");
	else if (strcmp(rows[i].id, s->id) != 0 || strcmp(rows[i].type, type) != 0)
		e = REFUSE(ctx, ECERT_R_NONE, s->sig_entry,
		    "listed with another ID or type than in the state");
	eci_ofd_sign_list_free(rows, n);
	return e;
}

static bool
same_name(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* It says where seal and value lie, and when and how was signed. */
static ecert_err
check_said(ecert_ctx *ctx, const struct eci_sign_state *s, const struct eci_ofd_sig *sig)
{
	char *date = NULL;
	ecert_err e;

	if ((e = eci_sign_date_time(ctx, s->time, &date)) != ECERT_OK)
		return e;
	if (!same_name(sig->value_entry, s->value_entry))
		e = REFUSE(ctx, ECERT_R_NONE, s->sig_entry, "its value is not the one of the state");
	else if (!same_name(sig->seal_entry, s->seal_entry))
		e = REFUSE(ctx, ECERT_R_NONE, s->sig_entry, "its seal is not the one of the state");
	else if (!same_name(sig->date_time, date))
		e = REFUSE(ctx, ECERT_R_NONE, s->sig_entry, "its time is not the one of the state");
	else if (!same_name(sig->method, eci_sig_alg_oid(s->alg)))
		e = REFUSE(ctx, ECERT_R_ALG_MISMATCH, s->sig_entry,
		    "its algorithm is not the one of the state");
	free(date);
	return e;
}

static ecert_err
check_description(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_state *s,
    struct eci_buf *xml)
{
	uint8_t digest[ECI_SM3_LEN], *p = NULL;
	struct eci_ofd_sig sig = { 0 };
	size_t n = 0;
	ecert_err e;

	if ((e = ecert_doc_read_entry(ctx, doc, s->sig_entry, &p, &n)) != ECERT_OK)
		return e;
	e = eci_buf_add(ctx, xml, p, n);
	ecert_free(p);
	if (e != ECERT_OK || (e = eci_sm3(ctx, xml->ptr, xml->len, digest)) != ECERT_OK)
		return e;
	if (!eci_equal(digest, s->xml, sizeof(digest)))
		return REFUSE(ctx, ECERT_R_DIGEST_MISMATCH, s->sig_entry,
		    "not as it was prepared: its digest is not the one of the state");
	if ((e = eci_ofd_sig_parse(ctx, s->sig_entry, xml->ptr, xml->len, &sig)) != ECERT_OK)
		return e;
	e = check_said(ctx, s, &sig);
	eci_ofd_sig_free(&sig);
	return e;
}

ecert_err
eci_sign_bound(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_state *s,
    struct eci_buf *xml)
{
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	if ((e = check_row(ctx, doc, s)) != ECERT_OK)
		return e;
	if (eci_ofd_find(doc, s->value_entry) != SIZE_MAX)
		return REFUSE(ctx, ECERT_R_NONE, s->value_entry,
		    "the value is in the package: the document is signed already");
	if ((e = check_description(ctx, doc, s, xml)) != ECERT_OK ||
	    (e = eci_sign_bind(ctx, doc, digest)) != ECERT_OK)
		return e;
	if (!eci_equal(digest, s->doc, sizeof(digest)))
		return REFUSE(ctx, ECERT_R_DIGEST_MISMATCH, NULL,
		    "the document was changed after it was prepared");
	return ECERT_OK;
}
