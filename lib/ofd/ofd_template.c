/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_template.c - template pages by their IDs (GB/T 33190-2016 7.5): there may be
 * as many of them as pages that ask for one. */
#include "ofd/ofd_priv.h"

#include <stdlib.h>

/* In the order of IDs; of one ID, in that of the file. */
static int
by_id(const void *a, const void *b)
{
	const struct eci_ofd_template *x = a, *y = b;

	if (x->id != y->id)
		return x->id > y->id ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

ecert_err
eci_ofd_templates_load(ecert_ctx *ctx, struct eci_ofd_state *st)
{
	const struct eci_xml_node *row = st->common != NULL ? eci_xml_first(st->common) : NULL;
	struct eci_ofd_template t = { 0 };
	const char *id;
	ecert_err e;

	for (; row != NULL; row = eci_xml_next(row)) {
		if (!eci_xml_is(row, "TemplatePage") || (id = eci_xml_attr(row, "ID")) == NULL ||
		    !eci_parse_uint(id, UINT32_MAX, &t.id))
			continue;
		t.order = st->n_templates;
		t.row = row;
		if ((e = eci_grow(ctx, &st->templates, st->n_templates, &st->cap_templates,
		    sizeof(t))) != ECERT_OK)
			return e;
		st->templates[st->n_templates++] = t;
	}
	if (st->n_templates > 1)
		qsort(st->templates, st->n_templates, sizeof(t), by_id);
	return ECERT_OK;
}

static uint64_t
id_at(const void *st, size_t i)
{
	return ((const struct eci_ofd_state *)st)->templates[i].id;
}

/* The first of that ID, or NULL. */
static const struct eci_xml_node *
find(const struct eci_ofd_state *st, uint64_t id)
{
	size_t at = eci_ofd_place_of(id, st, st->n_templates, id_at);

	return at < st->n_templates && st->templates[at].id == id ? st->templates[at].row : NULL;
}

ecert_err
eci_ofd_template(ecert_ctx *ctx, ecert_doc *doc, uint64_t id, size_t *entry)
{
	const struct eci_xml_node *row = id != 0 ? find(&doc->st, id) : NULL;
	const char *loc = row != NULL ? eci_xml_attr(row, "BaseLoc") : NULL;

	*entry = SIZE_MAX;
	if (loc == NULL)
		return ECERT_OK;
	return eci_ofd_follow(ctx, doc, &doc->notes, doc->st.root, loc, entry);
}
