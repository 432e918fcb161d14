/* SPDX-License-Identifier: Apache-2.0 */
/* id_make.c - the strict writer. */
#include "id/id_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Positions of faults count within the component as it was passed. */
static ecert_err
put_part(struct eci_id_reader *r, enum eci_id_part part, const char *text)
{
	ecert_err e;

	if (text == NULL)
		text = "";
	e = eci_id_decode(r, text, strlen(text));
	/* A longer or ill-formed text is that component's fault. */
	if (e == ECERT_E_ID)
		e = eci_id_fault(r->ctx, part, r->n, eci_get_fault(r->ctx)->rule);
	if (e == ECERT_OK)
		e = eci_id_read_part(r, part, (struct eci_id_span){ 0, r->n });
	free(r->cp);
	r->cp = NULL;
	return e;
}

ecert_err
ecert_id_make(ecert_ctx *ctx, const char *root, ecert_type type, const char *issuer,
    const char *authority, const char *serial, unsigned revision, ecert_id **out)
{
	struct eci_id_reader r = { .ctx = ctx, .strict = true };
	char digits[2][16];
	const char *text[] = { root, digits[0], issuer, authority, serial, digits[1] };
	int part;
	ecert_err e;

	*out = NULL;
	eci_clear(ctx);
	snprintf(digits[0], sizeof(digits[0]), "%ld", (long)type);
	snprintf(digits[1], sizeof(digits[1]), "%u", revision);
	e = eci_id_new(ctx, &r.id);
	for (part = 0; part < ECI_ID_PARTS && e == ECERT_OK; part++)
		e = put_part(&r, (enum eci_id_part)part, text[part]);
	if (e == ECERT_OK)
		e = eci_id_join(ctx, r.id);
	if (e == ECERT_OK) {
		memcpy(r.id->separator, "\xe2\x80\xa2", 4);
		*out = r.id;
		r.id = NULL;
	}
	ecert_id_free(r.id);
	return e;
}

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* 6.4.1: a certificate that is issued again counts its changes. */
ecert_err
ecert_id_next(ecert_ctx *ctx, const ecert_id *id, ecert_id **out)
{
	ecert_err e;

	*out = NULL;
	eci_clear(ctx);
	if (id->revision >= 9)
		return eci_id_fault(ctx, ECI_ID_REVISION, characters(id->text) - 1,
		    "no revision follows 9");
	e = ecert_id_make(ctx, id->part[ECI_ID_ROOT], id->type, id->part[ECI_ID_ISSUER],
	    id->part[ECI_ID_AUTHORITY], id->part[ECI_ID_SERIAL], id->revision + 1, out);
	if (e == ECERT_OK)
		(*out)->root_known = id->root_known;
	return e;
}
