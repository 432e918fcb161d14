/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_text_unit.c - composite units (13): what is drawn once and shown often. */
#include "ofd/ofd_text.h"

#include <stdlib.h>
#include <string.h>

#define UNITS_MAX 10000
#define NESTING   8            /* of units in units */

static uint64_t
id_at(const void *t, size_t i)
{
	return ((const struct eci_ofd_texts *)t)->units[i].id;
}

/* Where the unit of that ID is, or belongs. */
static size_t
place_of(const struct eci_ofd_texts *t, uint64_t id)
{
	return eci_ofd_place_of(id, t, t->n_units, id_at);
}

static const struct eci_ofd_shown *
find(const struct eci_ofd_texts *t, uint64_t id)
{
	size_t at = place_of(t, id);

	return at < t->n_units && t->units[at].id == id ? t->units[at].shown : NULL;
}

ecert_err
eci_ofd_unit_add(struct eci_ofd_texts *t, uint64_t id, struct eci_ofd_shown **out)
{
	size_t at = place_of(t, id);
	struct eci_ofd_shown *shown;
	ecert_err e;

	*out = NULL;
	if (at < t->n_units && t->units[at].id == id)
		return ECERT_OK;
	if (t->n_units >= UNITS_MAX)
		return eci_fail(t->ctx, ECERT_E_LIMIT, "more than %d composite units", UNITS_MAX);
	if ((e = eci_grow(t->ctx, &t->units, t->n_units, &t->cap_units,
	    sizeof(*t->units))) != ECERT_OK)
		return e;
	if ((shown = calloc(1, sizeof(*shown))) == NULL)
		return eci_nomem(t->ctx);
	memmove(&t->units[at + 1], &t->units[at], (t->n_units - at) * sizeof(*t->units));
	t->units[at] = (struct eci_ofd_unit){ id, shown };
	t->n_units++;
	*out = shown;
	return ECERT_OK;
}

ecert_err
eci_ofd_units_common(struct eci_ofd_texts *t)
{
	const struct eci_xml_node *c;
	const char *loc;
	size_t entry;
	ecert_err e = ECERT_OK;

	if (t->common_read || t->doc->st.common == NULL)
		return ECERT_OK;
	t->common_read = true;
	for (c = eci_xml_first(t->doc->st.common); c != NULL && e == ECERT_OK;
	    c = eci_xml_next(c)) {
		if (!eci_xml_is(c, "PublicRes") && !eci_xml_is(c, "DocumentRes"))
			continue;
		if ((loc = eci_xml_text(t->doc->st.document, c)) == NULL)
			return eci_nomem(t->ctx);
		e = eci_ofd_follow(t->ctx, t->doc, NULL, t->doc->st.root, loc, &entry);
		/* What leads nowhere is eci_ofd_walk()'s to report. */
		if (e != ECERT_OK && ecert_errreason(t->ctx) == ECERT_R_REF_BAD)
			e = ECERT_OK;
		else if (e == ECERT_OK && entry != SIZE_MAX)
			e = eci_ofd_text_res(t, entry);
	}
	return e;
}

/* First b, then a. */
static void
compose(const double a[6], const double b[6], double out[6])
{
	eci_ofd_apply_vector(a, &b[0], &out[0]);
	eci_ofd_apply_vector(a, &b[2], &out[2]);
	eci_ofd_apply(a, &b[4], &out[4]);
}

static ecert_err
add_run(struct eci_ofd_texts *t, const struct eci_ofd_shown *from,
    const struct eci_ofd_run *run, const double m[6], struct eci_ofd_shown *out)
{
	struct eci_ofd_run r = *run;
	double length[2], at[2];
	size_t i;
	ecert_err e;

	eci_ofd_apply_vector(m, run->right, r.right);
	eci_ofd_apply_vector(m, run->down, r.down);
	eci_ofd_apply_vector(m, run->dir, r.dir);
	memcpy(length, r.down, sizeof(length));
	if (!eci_ofd_normalise(length) || !eci_ofd_normalise(r.dir))
		return ECERT_OK;
	if (out->n_glyphs + r.n > ECI_OFD_GLYPHS_MAX)
		return eci_fail(t->ctx, ECERT_E_LIMIT, "more than %d characters on a page",
		    ECI_OFD_GLYPHS_MAX);
	if ((e = eci_grow(t->ctx, &out->runs, out->n_runs, &out->cap_runs, sizeof(r))) != ECERT_OK)
		return e;
	r.first = out->n_glyphs;
	for (i = 0; i < run->n; i++) {
		const struct eci_ofd_glyph *g = &from->glyphs[run->first + i];
		const double p[2] = { g->x, g->y };

		if ((e = eci_grow(t->ctx, &out->glyphs, out->n_glyphs, &out->cap_glyphs,
		    sizeof(*out->glyphs))) != ECERT_OK)
			return e;
		eci_ofd_apply(m, p, at);
		out->glyphs[out->n_glyphs++] = (struct eci_ofd_glyph){ g->cp, at[0], at[1] };
	}
	out->runs[out->n_runs++] = r;
	return ECERT_OK;
}

static ecert_err
expand(struct eci_ofd_texts *t, const struct eci_ofd_shown *from, const double m[6],
    int nesting, struct eci_ofd_shown *out)
{
	const struct eci_ofd_shown *unit;
	double inner[6];
	size_t i;
	ecert_err e = eci_ofd_texts_spend(t, from->n_glyphs + from->n_uses + 1);

	for (i = 0; i < from->n_runs && e == ECERT_OK; i++)
		e = add_run(t, from, &from->runs[i], m, out);
	if (e == ECERT_OK && from->n_uses > 0)
		e = eci_ofd_units_common(t);
	for (i = 0; i < from->n_uses && e == ECERT_OK && nesting < NESTING; i++) {
		if ((unit = find(t, from->uses[i].unit)) == NULL)
			continue;
		compose(m, from->uses[i].m, inner);
		e = expand(t, unit, inner, nesting + 1, out);
	}
	return e;
}

ecert_err
eci_ofd_expand(struct eci_ofd_texts *t, const struct eci_ofd_shown *from,
    struct eci_ofd_shown *out)
{
	static const double plain[6] = { 1, 0, 0, 1, 0, 0 };

	return expand(t, from, plain, 0, out);
}
