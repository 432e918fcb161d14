/* SPDX-License-Identifier: Apache-2.0 */
/* base_note.c - deviations that are accepted, and reported. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTES_MAX 1000     /* a file made of deviations must not fill memory */

ecert_err
eci_note(ecert_ctx *ctx, struct eci_notes *notes, ecert_reason r, bool strict,
    const char *where, const char *fmt, ...)
{
	struct eci_note *note;
	char text[512];
	va_list ap;
	ecert_err e;

	if (notes->n >= NOTES_MAX)
		return ECERT_OK;
	if ((e = eci_grow(ctx, &notes->v, notes->n, &notes->cap, sizeof(*note))) != ECERT_OK)
		return e;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	note = &notes->v[notes->n];
	*note = (struct eci_note){ .reason = r, .strict = strict };
	if ((e = eci_escaped(ctx, where, strlen(where), &note->where)) == ECERT_OK &&
	    (e = eci_escaped(ctx, text, strlen(text), &note->text)) == ECERT_OK)
		notes->n++;
	else
		free(note->where);
	return e;
}

void
eci_notes_free(struct eci_notes *notes)
{
	size_t i;

	for (i = 0; i < notes->n; i++) {
		free(notes->v[i].where);
		free(notes->v[i].text);
	}
	free(notes->v);
	*notes = (struct eci_notes){ 0 };
}
