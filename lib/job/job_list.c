/* SPDX-License-Identifier: Apache-2.0 */
/* job_list.c - a list of documents, read as it is worked on: CSV with a header line, or
 * JSON lines, told apart by their first character. */
#include "job/job_batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOM "\xef\xbb\xbf"

struct eci_list {
	struct eci_lines *lines;
	bool              begun, json;
	bool              held;         /* the first line, of JSON, is not yet given */
	char             *line;
	size_t            len;
	size_t           *keys;         /* of CSV's columns */
	size_t            n_keys;
};

ecert_err
eci_list_open(ecert_ctx *ctx, struct eci_lines *lines, struct eci_list **out)
{
	if ((*out = calloc(1, sizeof(**out))) == NULL) {
		eci_lines_close(lines);
		return eci_nomem(ctx);
	}
	(*out)->lines = lines;
	return ECERT_OK;
}

void
eci_list_close(struct eci_list *list)
{
	if (list == NULL)
		return;
	eci_lines_close(list->lines);
	free(list->keys);
	free(list);
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r")] == '\0';
}

/* The next line that is not blank, without CR and byte order mark; NULL at the end. */
static ecert_err
next_line(ecert_ctx *ctx, struct eci_list *l)
{
	ecert_err e;

	if (l->held) {
		l->held = false;
		return ECERT_OK;
	}
	do {
		if ((e = eci_lines_next(ctx, l->lines, &l->line, &l->len)) != ECERT_OK ||
		    l->line == NULL)
			return e;
		if (eci_lines_number(l->lines) == 1 && strncmp(l->line, BOM, 3) == 0) {
			l->line += 3;
			l->len -= 3;
		}
		if (l->len > 0 && l->line[l->len - 1] == '\r')
			l->line[--l->len] = '\0';
	} while (l->len == strlen(l->line) && is_blank(l->line));
	return ECERT_OK;
}

static ecert_err
where_of(ecert_ctx *ctx, const struct eci_list *l, struct eci_buf *out)
{
	return eci_buf_addf(ctx, out, "%s: line %llu", eci_lines_name(l->lines),
	    (unsigned long long)eci_lines_number(l->lines));
}

/* A text of the list's, as it can be shown. */
static ecert_err
refuse(ecert_ctx *ctx, const char *where, const char *what, const char *text)
{
	struct eci_buf shown = { 0 };
	ecert_err e = eci_buf_adds(ctx, &shown, "");

	if (e == ECERT_OK && (e = eci_escape(ctx, &shown, text, strlen(text))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s: %s: %.200s", where, what, (char *)shown.ptr);
	eci_buf_free(&shown);
	return e;
}

/* Spreadsheets save other encodings under the same name. */
static ecert_err
check_text(ecert_ctx *ctx, const char *where, const struct eci_list *l)
{
	if (strlen(l->line) != l->len)
		return eci_fail(ctx, ECERT_E_CONFIG, "%s: a NUL byte", where);
	if (!eci_utf8_valid(l->line, l->len))
		return eci_fail(ctx, ECERT_E_CONFIG, "%s: not UTF-8; save the list as CSV UTF-8",
		    where);
	return ECERT_OK;
}

/* ---- the header of CSV ---- */

static ecert_err
add_column(ecert_ctx *ctx, struct eci_list *l, const char *where, const char *name)
{
	size_t i, key = eci_item_find(name);

	if (key == ECI_KEYS)
		return refuse(ctx, where, "unknown column", name);
	for (i = 0; i < l->n_keys; i++)
		if (l->keys[i] == key)
			return eci_fail(ctx, ECERT_E_CONFIG, "%s: two columns %s", where, name);
	l->keys[l->n_keys++] = key;
	return ECERT_OK;
}

static ecert_err
check_columns(ecert_ctx *ctx, const struct eci_list *l, const char *where)
{
	static const char *const needed[] = { "input", "output" };
	size_t i, k;

	for (i = 0; i < ECI_COUNT(needed); i++) {
		for (k = 0; k < l->n_keys && strcmp(eci_item_key(l->keys[k]), needed[i]) != 0; k++)
			;
		if (k == l->n_keys)
			return eci_fail(ctx, ECERT_E_CONFIG, "%s: no column %s", where, needed[i]);
	}
	return ECERT_OK;
}

static ecert_err
read_header(ecert_ctx *ctx, struct eci_list *l, const char *where)
{
	struct eci_csv csv = { 0 };
	ecert_err e;
	size_t i;

	free(l->keys);
	l->keys = NULL;
	l->n_keys = 0;
	if (l->line[strspn(l->line, " \t")] == '[')
		return eci_fail(ctx, ECERT_E_CONFIG, "%s: an array; a list in JSON has an object in "
		    "each line", where);
	if ((e = check_text(ctx, where, l)) != ECERT_OK ||
	    (e = eci_csv_split(ctx, where, l->line, l->len, &csv)) != ECERT_OK)
		return e;
	if ((l->keys = calloc(ECI_KEYS, sizeof(*l->keys))) == NULL)
		e = eci_nomem(ctx);
	/* One of more columns than there are keys is unknown or twice there. */
	for (i = 0; i < csv.n && e == ECERT_OK; i++)
		e = add_column(ctx, l, where, csv.v[i]);
	if (e == ECERT_OK)
		e = check_columns(ctx, l, where);
	eci_csv_free(&csv);
	return e;
}

static ecert_err
begin(ecert_ctx *ctx, struct eci_list *l)
{
	struct eci_buf where = { 0 };
	ecert_err e;

	if (l->begun)
		return ECERT_OK;
	if ((e = next_line(ctx, l)) != ECERT_OK)
		return e;
	l->begun = true;
	/* No line at all is a list without lines, of either kind. */
	l->json = l->line == NULL || l->line[strspn(l->line, " \t")] == '{';
	l->held = l->line != NULL && l->json;
	if (l->json)
		return ECERT_OK;
	if ((e = where_of(ctx, l, &where)) == ECERT_OK)
		e = read_header(ctx, l, (char *)where.ptr);
	eci_buf_free(&where);
	return e;
}

/* ---- lines ---- */

static ecert_err
read_csv(ecert_ctx *ctx, struct eci_list *l, const char *where, struct eci_item *item)
{
	struct eci_csv csv = { 0 };
	ecert_err e;
	size_t i;

	if ((e = check_text(ctx, where, l)) != ECERT_OK ||
	    (e = eci_csv_split(ctx, where, l->line, l->len, &csv)) != ECERT_OK)
		return e;
	/* What there is of names says which line that was. */
	for (i = 0; i < csv.n && i < l->n_keys && e == ECERT_OK; i++)
		e = eci_item_set(ctx, item, l->keys[i], csv.v[i], true);
	if (e == ECERT_OK && csv.n != l->n_keys)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s: %zu fields, not %zu as in the header", where,
		    csv.n, l->n_keys);
	eci_csv_free(&csv);
	return e;
}

static ecert_err
read_item(ecert_ctx *ctx, struct eci_list *l, struct eci_item *item)
{
	struct eci_buf where = { 0 };
	ecert_err e = where_of(ctx, l, &where);

	if (e == ECERT_OK && (e = l->json ?
	    eci_item_json(ctx, (char *)where.ptr, l->line, l->len, item) :
	    read_csv(ctx, l, (char *)where.ptr, item)) == ECERT_OK)
		e = eci_item_check(ctx, (char *)where.ptr, item);
	eci_buf_free(&where);
	return e;
}

/* What is wrong with one line is no reason to leave out the others. */
static ecert_err
make_bad(ecert_ctx *ctx, struct eci_item *item, ecert_err e)
{
	if (e == ECERT_E_NOMEM)
		return e;
	item->wrong = e;
	return eci_strdup(ctx, ecert_errmsg(ctx), &item->message);
}

bool
eci_list_ready(const struct eci_list *l)
{
	return eci_lines_ready(l->lines);
}

ecert_err
eci_list_next(ecert_ctx *ctx, struct eci_list *l, struct eci_item **out)
{
	struct eci_item *item;
	ecert_err e;

	*out = NULL;
	if ((e = begin(ctx, l)) != ECERT_OK)
		return e;
	if ((e = next_line(ctx, l)) != ECERT_OK && e != ECERT_E_LIMIT)
		return e;
	if (e == ECERT_OK && l->line == NULL)
		return ECERT_OK;
	if ((item = calloc(1, sizeof(*item))) == NULL)
		return eci_nomem(ctx);
	item->line = eci_lines_number(l->lines);
	if (e == ECERT_OK)
		e = read_item(ctx, l, item);
	if (e != ECERT_OK && (e = make_bad(ctx, item, e)) != ECERT_OK) {
		eci_item_free(item);
		return e;
	}
	*out = item;
	return ECERT_OK;
}

ecert_err
eci_list_count(ecert_ctx *ctx, struct eci_list *l, uint64_t *n)
{
	ecert_err e;

	*n = 0;
	if (!eci_lines_again(l->lines))
		return ECERT_OK;
	l->begun = l->held = false;
	if ((e = begin(ctx, l)) != ECERT_OK)
		return e;
	while ((e = next_line(ctx, l)) == ECERT_E_LIMIT || (e == ECERT_OK && l->line != NULL))
		++*n;
	l->begun = l->held = false;
	if (e == ECERT_OK && !eci_lines_again(l->lines))
		e = eci_fail(ctx, ECERT_E_IO, "%s: cannot be read again", eci_lines_name(l->lines));
	return e;
}
