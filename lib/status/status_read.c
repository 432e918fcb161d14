/* SPDX-License-Identifier: Apache-2.0 */
/* status_read.c - the text of a list: what it says of itself, then its entries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "status/status_priv.h"

ecert_err
eci_status_bad(ecert_ctx *ctx, const char *where, const char *fmt, ...)
{
	struct eci_buf shown = { 0 };
	char text[512];
	va_list ap;
	ecert_err e;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if ((e = eci_escape(ctx, &shown, where, strlen(where))) == ECERT_OK &&
	    (e = eci_buf_adds(ctx, &shown, ": ")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, text, strlen(text))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s", (char *)shown.ptr);
	eci_buf_free(&shown);
	return e;
}

static ecert_err
read_kind(ecert_ctx *ctx, const char *where, const struct eci_jval *v, ecert_status *out)
{
	const char *format = eci_json_get_str(eci_json_get(v, "format"));
	const char *kind = eci_json_get_str(eci_json_get(v, "kind"));

	if (format == NULL || strcmp(format, STATUS_FORMAT) != 0)
		return eci_status_bad(ctx, where, "format: not \"" STATUS_FORMAT "\"");
	if (kind != NULL && strcmp(kind, "seals") == 0)
		out->kind = ECERT_STATUS_SEALS;
	else if (kind != NULL && strcmp(kind, "certificates") == 0)
		out->kind = ECERT_STATUS_CERTIFICATES;
	else
		return eci_status_bad(ctx, where, "kind: neither \"seals\" nor \"certificates\"");
	return ECERT_OK;
}

/*
 * What became of a seal is asked about a time in the past, which a list that was
 * made since covers for good.  Of certificates it is asked about now.
 */
static ecert_err
read_next(ecert_ctx *ctx, const char *where, const struct eci_jval *v, ecert_status *out)
{
	if (v == NULL && out->kind == ECERT_STATUS_CERTIFICATES)
		return eci_status_bad(ctx, where, "next: missing; a list of certificates needs it");
	if (v == NULL)
		return ECERT_OK;
	if (!eci_status_time(v, &out->next))
		return eci_status_bad(ctx, where, "next: not a time YYYY-MM-DDThh:mm:ssZ");
	if (out->next <= out->made)
		return eci_status_bad(ctx, where, "next: not after the list was made");
	return ECERT_OK;
}

static ecert_err
read_head(ecert_ctx *ctx, const char *where, const struct eci_jval *v, ecert_status *out)
{
	static const char *const keys[] = { "format", "kind", "number", "next", "issuer",
		"entries" };
	const struct eci_jval *issuer = eci_json_get(v, "issuer");
	const char *key, *text;
	size_t i, k;
	ecert_err e;

	for (i = 0; (key = eci_json_key(v, i)) != NULL; i++) {
		for (k = 0; k < ECI_COUNT(keys) && strcmp(keys[k], key) != 0; k++)
			;
		if (k == ECI_COUNT(keys))
			return eci_status_bad(ctx, where, "%.64s: not a member of a list", key);
	}
	if ((e = read_kind(ctx, where, v, out)) != ECERT_OK)
		return e;
	if (!eci_json_get_int(eci_json_get(v, "number"), &out->number) || out->number < 0)
		return eci_status_bad(ctx, where, "number: not a whole number from 0");
	if ((e = read_next(ctx, where, eci_json_get(v, "next"), out)) != ECERT_OK || issuer == NULL)
		return e;
	if ((text = eci_status_text(ctx, where, "issuer", issuer)) == NULL)
		return ECERT_E_CONFIG;
	return eci_strdup(ctx, text, &out->issuer);
}

static ecert_err
read_entry(ecert_ctx *ctx, const char *name, size_t i, struct eci_bytes text,
    ecert_status *out)
{
	struct eci_jdoc *doc = NULL;
	char where[256];
	ecert_err e;

	snprintf(where, sizeof(where), "%.200s: entry %zu", name, i);
	if ((e = eci_json_read(ctx, where, (const char *)text.ptr, text.len, &doc)) == ECERT_OK)
		e = eci_status_entry_read(ctx, where, eci_json_root(doc), out);
	eci_json_done(doc);
	return e;
}

static ecert_err
read_entries(ecert_ctx *ctx, const char *name, struct status_split *split, ecert_status *out)
{
	struct eci_bytes entry;
	ecert_err e;

	while ((e = eci_status_next(ctx, name, split, &entry)) == ECERT_OK && entry.len > 0) {
		if ((e = read_entry(ctx, name, split->n, entry, out)) != ECERT_OK)
			return e;
		if (split->n % 4096 == 0 &&
		    (e = eci_progress(ctx, split->pos, split->len)) != ECERT_OK)
			return e;
	}
	return e;
}

ecert_err
eci_status_read(ecert_ctx *ctx, const char *name, int64_t made, const char *text, size_t len,
    ecert_status *out)
{
	struct status_split split = { 0 };
	struct eci_jdoc *head = NULL;
	ecert_err e;

	out->made = made;
	if ((e = eci_status_split(ctx, name, text, len, &split)) != ECERT_OK)
		return e;
	/* No text is longer than what it was written as. */
	out->text_cap = len;
	if ((out->text = malloc(len)) == NULL)
		e = eci_nomem(ctx);
	if (e == ECERT_OK && (e = eci_json_read(ctx, name, (char *)split.head.ptr, split.head.len,
	    &head)) == ECERT_OK &&
	    (e = read_head(ctx, name, eci_json_root(head), out)) == ECERT_OK &&
	    (e = read_entries(ctx, name, &split, out)) == ECERT_OK)
		e = eci_status_sort(ctx, out);
	eci_json_done(head);
	eci_buf_free(&split.head);
	return e;
}
