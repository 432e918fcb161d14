/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_list_csv.c - records of CSV after RFC 4180; the separator is a comma.  A field does
 * not go on in the next line: nothing in a list has a use for that, and a stray quote is
 * to cost one line, not all that follow.
 */
#include <stdlib.h>
#include <string.h>

#include "job/job_batch.h"

static ecert_err
add(ecert_ctx *ctx, struct eci_csv *csv, char *field)
{
	ecert_err e = eci_grow(ctx, &csv->v, csv->n, &csv->cap, sizeof(*csv->v));

	if (e == ECERT_OK)
		csv->v[csv->n++] = field;
	return e;
}

/* From the opening quote on, moved together; *p is then behind the closing one.
 * False where that is missing, or something but a separator follows. */
static bool
unquote(char **p, const char *end)
{
	char *from = *p + 1, *to = *p;

	for (; from < end; from++) {
		if (*from == '"' && (from + 1 == end || from[1] != '"')) {
			*to = '\0';
			*p = from + 1;
			return *p == end || **p == ',';
		}
		from += *from == '"';
		*to++ = *from;
	}
	return false;
}

static bool
unquoted(char **p, const char *end)
{
	for (; *p < end && **p != ','; ++*p)
		if (**p == '"')
			return false;
	return true;
}

ecert_err
eci_csv_split(ecert_ctx *ctx, const char *where, char *record, size_t n, struct eci_csv *out)
{
	char *p = record, *field, *end = record + n;
	ecert_err e = ECERT_OK;
	bool more = true;

	*out = (struct eci_csv){ 0 };
	while (more && e == ECERT_OK) {
		field = p;
		if (!(p < end && *p == '"' ? unquote(&p, end) : unquoted(&p, end))) {
			e = eci_fail(ctx, ECERT_E_CONFIG, "%s: column %zu: a quote that does not "
			    "open or close the field", where, out->n + 1);
			break;
		}
		more = p < end;
		e = add(ctx, out, field);
		if (more)
			*p++ = '\0';
	}
	if (e != ECERT_OK)
		eci_csv_free(out);
	return e;
}

void
eci_csv_free(struct eci_csv *csv)
{
	free(csv->v);
	*csv = (struct eci_csv){ 0 };
}
