/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_tag_ids.c - every place that holds an identifier, and the codes on pages that
 * the tag file speaks of (ecert-tag(5)). */
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_tag.h"

#define CODES_MAX 16

/* The kinds are those of ofd_tag.h, in the same order. */
static enum eci_ofd_id_kind
kind_of(enum eci_tag_kind kind)
{
	return kind == ECI_TAG_OWN ? ECI_OFD_ID_TAG : kind == ECI_TAG_FOREIGN ?
	    ECI_OFD_ID_FOREIGN : ECI_OFD_ID_MIRROR;
}

static ecert_err
take_sources(ecert_ctx *ctx, struct eci_tag_list *list, struct eci_ofd_ids *out)
{
	size_t i;

	if (list->n == 0)
		return ECERT_OK;
	if ((out->v = calloc(list->n, sizeof(*out->v))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < list->n; i++) {
		out->v[i] = (struct eci_ofd_id){ kind_of(list->v[i].kind), list->v[i].where,
		    list->v[i].text, list->v[i].id };
		list->v[i].where = list->v[i].text = NULL;
		list->v[i].id = NULL;
	}
	out->n = list->n;
	return ECERT_OK;
}

static uint64_t
number(const char *s)
{
	uint64_t v;

	return s != NULL && eci_parse_uint(s, UINT32_MAX, &v) ? v : 0;
}

static ecert_err
add_code(ecert_ctx *ctx, struct eci_xml *xml, const struct eci_xml_node *node,
    struct eci_ofd_ids *out)
{
	const struct eci_xml_node *ref = eci_xml_child(node, "ObjectRef");
	const char *kind = eci_xml_attr(node, "symbology"), *says = eci_xml_attr(node, "payload");
	struct eci_ofd_code *code;
	ecert_err e;

	if (out->n_codes >= CODES_MAX)
		return ECERT_OK;
	if ((e = eci_grow(ctx, &out->codes, out->n_codes, &out->cap_codes,
	    sizeof(*out->codes))) != ECERT_OK)
		return e;
	code = &out->codes[out->n_codes++];
	*code = (struct eci_ofd_code){ 0 };
	if (ref != NULL) {
		code->page = number(eci_xml_attr(ref, "PageRef"));
		code->object = number(eci_xml_text(xml, ref));
	}
	e = eci_strdup(ctx, kind != NULL ? kind : "", &code->symbology);
	return e == ECERT_OK ? eci_strdup(ctx, says != NULL ? says : "", &code->payload) : e;
}

/* Of the first own tag file; one that cannot be read speaks of none. */
static ecert_err
read_codes(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_ids *out)
{
	const struct eci_xml_node *node;
	struct eci_xml *xml = NULL;
	size_t entry;
	ecert_err e;

	if (out->n == 0 || out->v[0].kind != ECI_OFD_ID_TAG ||
	    (entry = eci_ofd_find(doc, out->v[0].where)) == SIZE_MAX)
		return ECERT_OK;
	if ((e = eci_ofd_read_xml(ctx, doc, entry, &xml)) != ECERT_OK)
		return e == ECERT_E_NOMEM || e == ECERT_E_IO ? e : ECERT_OK;
	for (node = eci_xml_first(eci_xml_root(xml)); node != NULL && e == ECERT_OK;
	    node = eci_xml_next(node))
		if (strcmp(eci_xml_name(node), "Code") == 0 &&
		    strcmp(eci_xml_ns(node), ECI_TAG_NS) == 0)
			e = add_code(ctx, xml, node, out);
	eci_xml_free(xml);
	return e;
}

ecert_err
eci_ofd_ids(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts, struct eci_ofd_ids *out)
{
	struct eci_tag_list list;
	ecert_err e;

	*out = (struct eci_ofd_ids){ 0 };
	if ((e = eci_tag_find(ctx, doc, opts, eci_ofd_notes_mut(doc), &list)) != ECERT_OK)
		return e;
	if ((e = take_sources(ctx, &list, out)) == ECERT_OK)
		e = read_codes(ctx, doc, out);
	eci_tag_list_free(&list);
	if (e != ECERT_OK)
		eci_ofd_ids_free(out);
	else
		eci_clear(ctx);
	return e;
}

void
eci_ofd_ids_free(struct eci_ofd_ids *ids)
{
	size_t i;

	for (i = 0; i < ids->n; i++) {
		free(ids->v[i].where);
		free(ids->v[i].text);
		ecert_id_free(ids->v[i].id);
	}
	for (i = 0; i < ids->n_codes; i++) {
		free(ids->codes[i].symbology);
		free(ids->codes[i].payload);
	}
	free(ids->v);
	free(ids->codes);
	*ids = (struct eci_ofd_ids){ 0 };
}
