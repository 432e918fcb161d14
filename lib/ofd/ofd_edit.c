/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_edit.c - changing parts of a document: IDs, order, names, attributes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_edit.h"

const char *const eci_ofd_document_order[] = {
	"CommonData", "Pages", "Outlines", "Permissions", "Actions", "VPreferences",
	"Bookmarks", "Annotations", "CustomTags", "Attachments", "Extensions", NULL
};
const char *const eci_ofd_common_order[] = {
	"MaxUnitID", "PageArea", "PublicRes", "DocumentRes", "TemplatePage", "DefaultCS",
	NULL
};

ecert_err
eci_ofd_edit(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_edit **out)
{
	if (doc->edit == NULL && (doc->edit = calloc(1, sizeof(*doc->edit))) == NULL)
		return eci_nomem(ctx);
	*out = doc->edit;
	return ECERT_OK;
}

static void
made_free(struct eci_ofd_made *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(v[i].name);
	free(v);
}

void
eci_ofd_edit_free(struct eci_ofd_edit *edit)
{
	if (edit == NULL)
		return;
	made_free(edit->fonts, edit->n_fonts);
	made_free(edit->images, edit->n_images);
	free(edit->layers);
	free(edit->qr_text);
	free(edit);
}

/* What was remembered may name parts that are gone again. */
void
eci_ofd_undo(ecert_doc *doc)
{
	eci_ofd_rollback(doc);
	eci_ofd_edit_free(doc->edit);
	doc->edit = NULL;
}

ecert_err
eci_ofd_load_part(ecert_ctx *ctx, ecert_doc *doc, const char *entry, struct eci_xml **out)
{
	size_t i = eci_ofd_find(doc, entry);

	*out = NULL;
	if (i == SIZE_MAX)
		return eci_reject(ctx, ECERT_R_DANGLING_REF, entry, NULL, "no such entry");
	return eci_ofd_read_xml(ctx, doc, i, out);
}

static ecert_err
see_id(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	const char *id = eci_xml_tag_attr(tag, "ID");
	uint64_t *max = arg, v;

	(void)ctx;
	if (id != NULL && eci_parse_uint(id, UINT32_MAX, &v) && v > *max)
		*max = v;
	return ECERT_OK;
}

static bool
is_xml(const char *name)
{
	size_t n = strlen(name);

	return n >= 4 && eci_ascii_casecmp(name + n - 4, ".xml") == 0;
}

/*
 * MaxUnitID is not believed: files exist whose pages have larger IDs.  A part
 * that cannot be read has no IDs anything refers to and is left out.
 */
static ecert_err
find_max_id(ecert_ctx *ctx, ecert_doc *doc, uint64_t *max)
{
	uint64_t limit = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES);
	ecert_err e;
	size_t i;

	for (i = 0; i < eci_pkg_count(doc->pkg); i++) {
		const char *name = eci_pkg_name(doc->pkg, i);
		struct eci_buf b = { 0 };

		if (!is_xml(name))
			continue;
		e = eci_pkg_read(ctx, doc->pkg, i, limit, &b);
		if (e == ECERT_OK)
			e = eci_xml_scan(ctx, name, b.ptr, b.len, see_id, NULL, max);
		eci_buf_free(&b);
		if (e == ECERT_E_NOMEM || e == ECERT_E_IO)
			return e;
	}
	eci_clear(ctx);
	return ECERT_OK;
}

ecert_err
eci_ofd_new_id(ecert_ctx *ctx, ecert_doc *doc, uint64_t *id)
{
	struct eci_ofd_edit *edit = NULL;
	const char *s = NULL;
	uint64_t max = 0;
	ecert_err e = eci_ofd_edit(ctx, doc, &edit);

	if (e == ECERT_OK && edit->max_id == 0) {
		if (doc->st.common != NULL)
			s = eci_xml_child_text(doc->st.document, doc->st.common, "MaxUnitID");
		if (s != NULL && !eci_parse_uint(s, UINT32_MAX, &max))
			max = 0;
		if ((e = find_max_id(ctx, doc, &max)) == ECERT_OK)
			edit->max_id = max;
	}
	if (e != ECERT_OK)
		return e;
	if (edit->max_id >= UINT32_MAX)
		return eci_fail(ctx, ECERT_E_LIMIT, "the document has no unused ID left");
	*id = ++edit->max_id;
	return ECERT_OK;
}

static size_t
rank(const char *const *order, const char *local)
{
	size_t i;

	for (i = 0; order[i] != NULL && strcmp(order[i], local) != 0; i++)
		continue;
	return i;
}

/* Before the first sibling that comes later; unknown ones count as last. */
ecert_err
eci_ofd_insert(ecert_ctx *ctx, struct eci_xml_node *parent, const char *const *order,
    const char *local, const char *text, struct eci_xml_node **out)
{
	struct eci_xml_node *c;

	for (c = eci_xml_first(parent); c != NULL; c = eci_xml_next(c))
		if (rank(order, eci_xml_name(c)) > rank(order, local))
			return eci_xml_add_before(ctx, c, local, text, out);
	return eci_xml_add(ctx, parent, local, text, out);
}

ecert_err
eci_ofd_set_max_id(ecert_ctx *ctx, ecert_doc *doc, struct eci_xml *document)
{
	struct eci_xml_node *common, *max;
	struct eci_ofd_edit *edit = NULL;
	char text[24];
	ecert_err e = eci_ofd_edit(ctx, doc, &edit);

	if (e != ECERT_OK || edit->max_id == 0)
		return e;
	common = eci_xml_child(eci_xml_root(document), "CommonData");
	if (common == NULL)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, doc->st.root,
		    ECI_OFD_CLAUSE " 7.5", "no CommonData");
	snprintf(text, sizeof(text), "%llu", (unsigned long long)edit->max_id);
	if ((max = eci_xml_child(common, "MaxUnitID")) != NULL)
		return eci_xml_set_text(ctx, max, text);
	return eci_ofd_insert(ctx, common, eci_ofd_common_order, "MaxUnitID", text, &max);
}

ecert_err
eci_ofd_update_max_id(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_xml *xml = NULL;
	ecert_err e = eci_ofd_load_part(ctx, doc, doc->st.root, &xml);

	if (e == ECERT_OK)
		e = eci_ofd_set_max_id(ctx, doc, xml);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, doc->st.root, xml);
	eci_xml_free(xml);
	return e == ECERT_OK ? eci_ofd_reload(ctx, doc) : e;
}

ecert_err
eci_ofd_fresh_name(ecert_ctx *ctx, ecert_doc *doc, const char *want, char **name)
{
	const char *slash = strrchr(want, '/'), *dot = strrchr(want, '.');
	struct eci_buf stem = { 0 };
	ecert_err e;

	*name = NULL;
	if (eci_pkg_find_nocase(doc->pkg, want) == SIZE_MAX)
		return eci_strdup(ctx, want, name);
	if (dot == NULL || (slash != NULL && dot < slash))
		dot = want + strlen(want);
	e = eci_buf_addf(ctx, &stem, "%.*s_", (int)(dot - want), want);
	if (e == ECERT_OK)
		e = eci_ofd_free_name(ctx, doc, (char *)stem.ptr, 1, dot, name);
	eci_buf_free(&stem);
	return e;
}

ecert_err
eci_ofd_in_folder(ecert_ctx *ctx, const ecert_doc *doc, const char *name, char **out)
{
	struct eci_buf b = { 0 };
	const char *dir = doc->st.folder;
	ecert_err e;

	*out = NULL;
	e = eci_buf_addf(ctx, &b, "%s%s%s", dir, dir[0] != '\0' ? "/" : "", name);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_ofd_loc_from(ecert_ctx *ctx, const char *base, const char *entry, char **loc)
{
	const char *slash = strrchr(base, '/');
	size_t n = slash != NULL ? (size_t)(slash + 1 - base) : 0;
	struct eci_buf b = { 0 };
	ecert_err e;

	*loc = NULL;
	if (strncmp(base, entry, n) == 0)
		return eci_strdup(ctx, entry + n, loc);
	e = eci_buf_addf(ctx, &b, "/%s", entry);
	if (e == ECERT_OK)
		*loc = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

/* Readers exist that want the prefix to be "ofd", whatever it is bound to. */
ecert_err
eci_ofd_new_part(ecert_ctx *ctx, const ecert_doc *doc, const char *root,
    struct eci_xml **out)
{
	return eci_xml_new(ctx, "ofd", eci_xml_ns(eci_xml_root(doc->st.document)), root, out);
}

ecert_err
eci_ofd_attr_uint(ecert_ctx *ctx, struct eci_xml_node *e, const char *name, uint64_t v)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)v);
	return eci_xml_set_attr(ctx, e, name, text);
}

ecert_err
eci_ofd_attr_mm(ecert_ctx *ctx, struct eci_xml_node *node, const char *name,
    const double *v, size_t n)
{
	struct eci_buf b = { 0 };
	char num[32];
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < n && e == ECERT_OK; i++)
		e = eci_buf_addf(ctx, &b, "%s%s", i > 0 ? " " : "", eci_format_mm(v[i], num));
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, node, name, (char *)b.ptr);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_ofd_link_list(ecert_ctx *ctx, ecert_doc *doc, const char *child, const char *entry)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *node;
	char *loc = NULL;
	ecert_err e = eci_ofd_load_part(ctx, doc, doc->st.root, &xml);

	if (e == ECERT_OK)
		e = eci_ofd_loc_from(ctx, doc->st.root, entry, &loc);
	if (e == ECERT_OK && (node = eci_xml_child(eci_xml_root(xml), child)) != NULL)
		e = eci_xml_set_text(ctx, node, loc);
	else if (e == ECERT_OK)
		e = eci_ofd_insert(ctx, eci_xml_root(xml), eci_ofd_document_order, child, loc,
		    &node);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, doc->st.root, xml);
	free(loc);
	eci_xml_free(xml);
	return e;
}
