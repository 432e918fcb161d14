/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_tag_write.c - embed the identifier as custom index. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_tag.h"

/* The code on page one that says the same, when this document's maker drew it. */
static ecert_err
add_code(ecert_ctx *ctx, const ecert_doc *doc, struct eci_xml_node *root,
    const ecert_id *id)
{
	const struct eci_ofd_edit *edit = doc->edit;
	const char *ascii = ecert_id_ascii(id);      /* NULL where "." cannot separate */
	struct eci_xml_node *code = NULL, *ref = NULL;
	char object[24];
	ecert_err e;

	if (edit == NULL || edit->qr_text == NULL || doc->st.n_pages == 0 ||
	    edit->qr_page != doc->st.pages[0].id)
		return ECERT_OK;
	if (strcmp(edit->qr_text, ecert_id_text(id)) != 0 &&
	    (ascii == NULL || strcmp(edit->qr_text, ascii) != 0))
		return ECERT_OK;
	snprintf(object, sizeof(object), "%llu", (unsigned long long)edit->qr_object);
	e = eci_xml_add(ctx, root, "Code", NULL, &code);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, code, "symbology", "qr");
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, code, "payload", edit->qr_text);
	if (e == ECERT_OK)
		e = eci_xml_add_ns(ctx, code, ECI_NS_OFD, "ObjectRef", object, &ref);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, ref, "PageRef", edit->qr_page);
	return e;
}

static ecert_err
add_parts(ecert_ctx *ctx, struct eci_xml_node *root, const ecert_id *id)
{
	char code[16], revision[16];
	struct eci_xml_node *type = NULL;
	ecert_err e;

	snprintf(code, sizeof(code), "%d", (int)ecert_id_type(id));
	snprintf(revision, sizeof(revision), "%u", ecert_id_revision(id));
	e = eci_xml_add(ctx, root, "Identifier", ecert_id_text(id), NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Root", ecert_id_root(id), NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Type", ecert_type_name(ecert_id_type(id), "zh"),
		    &type);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, type, "code", code);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Issuer", ecert_id_issuer(id), NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Authority", ecert_id_authority(id), NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Serial", ecert_id_serial(id), NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Revision", revision, NULL);
	return e;
}

static ecert_err
put_tag_file(ecert_ctx *ctx, ecert_doc *doc, const char *entry, const ecert_id *id)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *root;
	ecert_err e = eci_xml_new(ctx, "mc", ECI_TAG_NS, ECI_TAG_TYPE, &xml);

	if (e != ECERT_OK)
		return e;
	root = eci_xml_root(xml);
	/* Fixed by the format, whatever namespace the document itself has. */
	e = eci_xml_declare(ctx, root, "ofd", ECI_NS_OFD);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, root, "version", "1");
	if (e == ECERT_OK)
		e = add_parts(ctx, root, id);
	if (e == ECERT_OK)
		e = add_code(ctx, doc, root, id);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, entry, xml);
	eci_xml_free(xml);
	return e;
}

/* Rows and files of identifiers that were there.  A file goes only when it is a
 * tag file of ours; another vocabulary's is not ours to remove. */
static ecert_err
remove_old(ecert_ctx *ctx, ecert_doc *doc, const struct eci_tag_list *list)
{
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < list->n && e == ECERT_OK; i++) {
		if (list->v[i].kind != ECI_TAG_OWN)
			continue;
		eci_xml_remove(list->v[i].row);
		if (strcmp(list->v[i].where, list->entry) != 0 &&
		    eci_ofd_find(doc, list->v[i].where) != SIZE_MAX)
			e = eci_pkg_remove(ctx, doc->pkg, list->v[i].where);
	}
	return e;
}

/* The list as it was found, or a new one where Document.xml names none. */
static ecert_err
need_list(ecert_ctx *ctx, ecert_doc *doc, struct eci_tag_list *list)
{
	char *want = NULL;
	ecert_err e;

	if (list->xml != NULL)
		return ECERT_OK;
	e = eci_ofd_in_folder(ctx, doc, "Tags/CustomTags.xml", &want);
	if (e == ECERT_OK)
		e = eci_ofd_fresh_name(ctx, doc, want, &list->entry);
	if (e == ECERT_OK)
		e = eci_ofd_new_part(ctx, doc, "CustomTags", &list->xml);
	free(want);
	return e;
}

static ecert_err
add_row(ecert_ctx *ctx, struct eci_tag_list *list, const char *tag)
{
	struct eci_xml_node *row = NULL;
	char *loc = NULL;
	ecert_err e = eci_ofd_loc_from(ctx, list->entry, tag, &loc);

	if (e == ECERT_OK)
		e = eci_xml_add(ctx, eci_xml_root(list->xml), "CustomTag", NULL, &row);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "TypeID", ECI_TAG_TYPE);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, row, "FileLoc", loc, NULL);
	free(loc);
	return e;
}

/* DIR/MetrologyCertificate.xml beside the list DIR/CustomTags.xml. */
static ecert_err
tag_name(ecert_ctx *ctx, ecert_doc *doc, const char *list, char **out)
{
	const char *slash = strrchr(list, '/');
	struct eci_buf want = { 0 };
	ecert_err e;

	*out = NULL;
	e = eci_buf_addf(ctx, &want, "%.*s%s.xml",
	    slash != NULL ? (int)(slash + 1 - list) : 0, list, ECI_TAG_TYPE);
	if (e == ECERT_OK)
		e = eci_ofd_fresh_name(ctx, doc, (char *)want.ptr, out);
	eci_buf_free(&want);
	return e;
}

static ecert_err
embed(ecert_ctx *ctx, ecert_doc *doc, struct eci_tag_list *list, const ecert_id *id,
    uint32_t flags)
{
	const char *mirror = flags & ECERT_TAG_NO_MIRROR ? NULL : ecert_id_text(id);
	bool linked = list->xml != NULL;
	char *tag = NULL;
	ecert_err e = remove_old(ctx, doc, list);

	if (e == ECERT_OK)
		e = need_list(ctx, doc, list);
	if (e == ECERT_OK)
		e = tag_name(ctx, doc, list->entry, &tag);
	if (e == ECERT_OK)
		e = put_tag_file(ctx, doc, tag, id);
	if (e == ECERT_OK)
		e = add_row(ctx, list, tag);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, list->entry, list->xml);
	if (e == ECERT_OK && !linked)
		e = eci_ofd_link_list(ctx, doc, "CustomTags", list->entry);
	if (e == ECERT_OK && (mirror != NULL || ecert_doc_meta(doc, ECI_TAG_MIRROR) != NULL))
		e = eci_ofd_put_meta(ctx, doc, ECI_TAG_MIRROR, mirror);
	free(tag);
	return e == ECERT_OK ? eci_ofd_reload(ctx, doc) : e;
}

ecert_err
ecert_doc_set_id(ecert_ctx *ctx, ecert_doc *doc, const ecert_id *id, uint32_t flags)
{
	struct eci_tag_list list = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if ((flags & ~(uint32_t)(ECERT_TAG_REPLACE | ECERT_TAG_NO_MIRROR)) != 0)
		return eci_fail(ctx, ECERT_E_ARG, "embedding: flags %#x", (unsigned)flags);
	if ((e = eci_ofd_unsigned(ctx, doc, "embedding an identifier")) != ECERT_OK ||
	    (e = eci_tag_find(ctx, doc, NULL, NULL, &list)) != ECERT_OK)
		return e;
	if (list.n > 0 && !(flags & ECERT_TAG_REPLACE)) {
		e = eci_fail(ctx, ECERT_E_STATE, "embedding: %s has the identifier \"%.300s\"",
		    list.v[0].where, list.v[0].text);
		goto out;
	}
	if ((e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		goto out;
	if ((e = embed(ctx, doc, &list, id, flags)) == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_undo(doc);
out:
	eci_tag_list_free(&list);
	return e;
}
