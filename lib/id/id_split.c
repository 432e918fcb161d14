/* SPDX-License-Identifier: Apache-2.0 */
/*
 * id_split.c - where one component ends and the next begins.  4.5.5 names one
 * separator and its figure 1 prints another, which the root contains too.
 */
#include "id/id_priv.h"

#include <string.h>

#define SPLIT_MAX 64     /* more pieces than any identifier has */

/* Separators taken together: bit i stands for kinds[i]. */
static const uint32_t kinds[] = { ECI_ID_SEP, 0xb7, 0x30fb, 0xff0e, '.' };
#define N_KINDS ECI_COUNT(kinds)
#define DOTS (1u << 3 | 1u << 4)     /* what may stand between arcs too */
#define FIGURE_ARCS 5                /* of the root in figure 1 */

struct pieces {
	struct eci_id_span v[SPLIT_MAX];
	size_t n;                    /* counts on beyond SPLIT_MAX */
};

static unsigned
kind_of(uint32_t cp)
{
	size_t i;

	for (i = 0; i < N_KINDS; i++)
		if (kinds[i] == cp)
			return 1u << i;
	return 0;
}

static unsigned
kinds_in(const struct eci_id_reader *r)
{
	unsigned found = 0;
	size_t i;

	for (i = 0; i < r->n; i++)
		found |= kind_of(r->cp[i]);
	return found;
}

static void
cut(const struct eci_id_reader *r, unsigned set, struct pieces *p)
{
	size_t i, from = 0;

	p->n = 0;
	for (i = 0; i <= r->n; i++) {
		if (i < r->n && (kind_of(r->cp[i]) & set) == 0)
			continue;
		if (p->n < SPLIT_MAX)
			p->v[p->n] = (struct eci_id_span){ from, i };
		p->n++;
		from = i + 1;
	}
}

/* The arcs of the known root the pieces start with; 0 when there is none. */
static size_t
known_arcs(const struct eci_id_reader *r, const struct pieces *p, const char *root)
{
	struct eci_id_span s;
	size_t arcs = 0, i;

	for (; arcs < p->n && arcs < SPLIT_MAX; arcs++, root++) {
		s = eci_id_trim(r, p->v[arcs]);
		for (i = s.from; i < s.to; i++, root++)
			if (*root == '\0' || eci_id_fold(r->cp[i]) != (unsigned char)*root)
				return 0;
		if (*root == '\0')
			return arcs + 1;
		if (*root != '.')
			return 0;
	}
	return 0;
}

/* How many pieces make up the root; 0 when that cannot be told. */
static size_t
root_arcs(const struct eci_id_reader *r, const struct pieces *p)
{
	size_t i, arcs, longest = 0;

	for (i = 0; r->opts != NULL && i < r->opts->n; i++) {
		arcs = known_arcs(r, p, r->opts->root[i]);
		if (arcs != 0 && arcs + ECI_ID_PARTS - 1 == p->n)
			return arcs;
		if (arcs > longest)
			longest = arcs;
	}
	if (longest != 0)
		return longest;
	return p->n == FIGURE_ARCS + ECI_ID_PARTS - 1 ? FIGURE_ARCS : 0;
}

static bool
as_pieces(const struct pieces *p, size_t arcs, struct eci_id_span span[ECI_ID_PARTS])
{
	size_t i;

	if (arcs == 0 || p->n != arcs + ECI_ID_PARTS - 1)
		return false;
	span[0] = (struct eci_id_span){ p->v[0].from, p->v[arcs - 1].to };
	for (i = 1; i < ECI_ID_PARTS; i++)
		span[i] = p->v[arcs + i - 1];
	return true;
}

static bool
try_set(const struct eci_id_reader *r, unsigned set, struct eci_id_span span[ECI_ID_PARTS])
{
	struct pieces p;

	cut(r, set, &p);
	/* "." alone in the set: six pieces would be a root of one arc. */
	if ((set & (1u << 4)) == 0 && as_pieces(&p, 1, span))
		return true;
	return (set & DOTS) != 0 && as_pieces(&p, root_arcs(r, &p), span);
}

/* No way to cut gives six components: says why. */
static ecert_err
count_fault(struct eci_id_reader *r, unsigned found)
{
	unsigned set = found & ~DOTS;
	size_t least = ECI_ID_PARTS, most = ECI_ID_PARTS, arcs;
	struct pieces p;

	cut(r, set != 0 ? set : found, &p);
	if (set == 0 && found != 0) {
		arcs = root_arcs(r, &p);
		/* A root of 3 to 16 arcs and five more. */
		least = arcs != 0 ? arcs + 5 : 8;
		most = arcs != 0 ? arcs + 5 : 21;
	}
	if (p.n < least)
		return eci_id_fault(r->ctx, ECI_ID_WHOLE, r->n, "fewer than six components");
	if (p.n > most)
		return eci_id_fault(r->ctx, ECI_ID_WHOLE,
		    most < SPLIT_MAX ? p.v[most].from : r->n, "more than six components");
	return eci_id_fault(r->ctx, ECI_ID_ROOT, 0,
	    "ambiguous: with \".\" as separator the root must be known or have five arcs");
}

/* The separator as found: the first one after the root. */
static ecert_err
note_separator(struct eci_id_reader *r, const struct eci_id_span span[ECI_ID_PARTS])
{
	uint32_t first = r->cp[span[0].to];
	ecert_err e = ECERT_OK;
	size_t i;

	r->id->separator[eci_utf8_put(first, r->id->separator)] = '\0';
	if (first != ECI_ID_SEP)
		e = eci_id_deviate(r, "SEPARATOR_NOT_CANONICAL", ECI_ID_WHOLE, span[0].to,
		    "the separator is not U+2022");
	for (i = 1; i + 1 < ECI_ID_PARTS && e == ECERT_OK; i++)
		if (r->cp[span[i].to] != first)
			e = eci_id_deviate(r, "SEPARATOR_MIXED", ECI_ID_WHOLE, span[i].to,
			    "separators of more than one kind");
	return e;
}

ecert_err
eci_id_split(struct eci_id_reader *r, struct eci_id_span span[ECI_ID_PARTS])
{
	struct eci_id_span all = eci_id_trim(r, (struct eci_id_span){ 0, r->n });
	unsigned found = kinds_in(r);
	size_t i;

	if (all.from == all.to)
		return eci_id_fault(r->ctx, ECI_ID_WHOLE, 0, "empty");
	/* One kind alone first: the others may then be part of a text. */
	for (i = 0; i < N_KINDS; i++)
		if ((found & (1u << i)) != 0 && try_set(r, 1u << i, span))
			return note_separator(r, span);
	if (try_set(r, found & ~DOTS, span) || try_set(r, found & ~(1u << 4), span) ||
	    try_set(r, found, span))
		return note_separator(r, span);
	return count_fault(r, found);
}
