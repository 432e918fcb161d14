/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_page_res.c - fonts and pictures among the resources (7.9, 11.1). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_edit.h"

/* A resource list being changed. */
struct list {
	char           *entry;
	struct eci_xml *xml;
	bool            made;      /* Document.xml does not name it yet */
};

static void
list_free(struct list *l)
{
	free(l->entry);
	eci_xml_free(l->xml);
	memset(l, 0, sizeof(*l));
}

/* The first list of this kind that can be read. */
static ecert_err
find_list(ecert_ctx *ctx, ecert_doc *doc, const char *kind, struct list *out)
{
	struct eci_xml_node *c;
	const char *loc;
	size_t i;
	ecert_err e = ECERT_OK;

	for (c = eci_xml_first(doc->st.common); c != NULL && out->xml == NULL;
	    c = eci_xml_next(c)) {
		if (!eci_xml_is(c, kind))
			continue;
		if ((loc = eci_xml_text(doc->st.document, c)) == NULL) {
			e = eci_nomem(ctx);
			break;
		}
		e = eci_ofd_follow(ctx, doc, NULL, doc->st.root, loc, &i);
		if (e == ECERT_OK && i != SIZE_MAX &&
		    (e = eci_ofd_read_xml(ctx, doc, i, &out->xml)) == ECERT_OK)
			e = eci_strdup(ctx, eci_pkg_name(doc->pkg, i), &out->entry);
		if (e == ECERT_E_NOMEM || e == ECERT_E_IO)
			break;
		if (out->xml != NULL && !eci_xml_is(eci_xml_root(out->xml), "Res"))
			list_free(out);
		e = ECERT_OK;
	}
	return e;
}

static ecert_err
open_list(ecert_ctx *ctx, ecert_doc *doc, const char *kind, struct list *out)
{
	char name[32], *want = NULL;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if (doc->st.common == NULL)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, doc->st.root,
		    ECI_OFD_CLAUSE " 7.5", "no CommonData");
	e = find_list(ctx, doc, kind, out);
	if (e != ECERT_OK || out->xml != NULL)
		return e;
	eci_clear(ctx);
	out->made = true;
	snprintf(name, sizeof(name), "%s.xml", kind);
	e = eci_ofd_in_folder(ctx, doc, name, &want);
	if (e == ECERT_OK)
		e = eci_ofd_fresh_name(ctx, doc, want, &out->entry);
	if (e == ECERT_OK)
		e = eci_ofd_new_part(ctx, doc, "Res", &out->xml);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, eci_xml_root(out->xml), "BaseLoc", "Res");
	free(want);
	return e;
}

static ecert_err
link_list(ecert_ctx *ctx, ecert_doc *doc, const char *kind, const char *entry)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *common, *c = NULL;
	char *loc = NULL;
	ecert_err e = eci_ofd_load_part(ctx, doc, doc->st.root, &xml);

	if (e == ECERT_OK)
		e = eci_ofd_loc_from(ctx, doc->st.root, entry, &loc);
	if (e == ECERT_OK && (common = eci_xml_child(eci_xml_root(xml), "CommonData")) != NULL)
		e = eci_ofd_insert(ctx, common, eci_ofd_common_order, kind, loc, &c);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, doc->st.root, xml);
	free(loc);
	eci_xml_free(xml);
	return e == ECERT_OK ? eci_ofd_reload(ctx, doc) : e;
}

static ecert_err
close_list(ecert_ctx *ctx, ecert_doc *doc, const char *kind, struct list *l)
{
	ecert_err e = eci_ofd_put_xml(ctx, doc, l->entry, l->xml);

	if (e == ECERT_OK && l->made)
		e = link_list(ctx, doc, kind, l->entry);
	return e;
}

/* The group of that name, added where the list has none. */
static ecert_err
group(ecert_ctx *ctx, const struct list *l, const char *name, struct eci_xml_node **out)
{
	struct eci_xml_node *root = eci_xml_root(l->xml);

	if ((*out = eci_xml_child(root, name)) != NULL)
		return ECERT_OK;
	return eci_xml_add(ctx, root, name, NULL, out);
}

static ecert_err
remember(ecert_ctx *ctx, struct eci_ofd_made **v, size_t *n, size_t *cap, const char *name,
    uint64_t id)
{
	char *copy = NULL;
	ecert_err e = eci_grow(ctx, v, *n, cap, sizeof(**v));

	if (e == ECERT_OK)
		e = eci_strdup(ctx, name, &copy);
	if (e == ECERT_OK)
		(*v)[(*n)++] = (struct eci_ofd_made){ copy, id };
	return e;
}

/* An embedded font may lack glyphs: only fonts of the reader's are shared. */
static uint64_t
find_font(const struct list *l, const char *family)
{
	struct eci_xml_node *fonts = eci_xml_child(eci_xml_root(l->xml), "Fonts"), *f;
	const char *name, *id;
	uint64_t v;

	if (fonts == NULL)
		return 0;
	for (f = eci_xml_first(fonts); f != NULL; f = eci_xml_next(f)) {
		name = eci_xml_attr(f, "FontName");
		id = eci_xml_attr(f, "ID");
		if (eci_xml_is(f, "Font") && name != NULL && strcmp(name, family) == 0 &&
		    eci_xml_attr(f, "Bold") == NULL && eci_xml_attr(f, "Italic") == NULL &&
		    eci_xml_child(f, "FontFile") == NULL && id != NULL &&
		    eci_parse_uint(id, UINT32_MAX, &v) && v > 0)
			return v;
	}
	return 0;
}

static ecert_err
add_font(ecert_ctx *ctx, ecert_doc *doc, struct list *l, const char *family, uint64_t *id)
{
	struct eci_xml_node *fonts, *f = NULL;
	ecert_err e = group(ctx, l, "Fonts", &fonts);

	if (e == ECERT_OK)
		e = eci_ofd_new_id(ctx, doc, id);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, fonts, "Font", NULL, &f);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, f, "ID", *id);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, f, "FontName", family);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, f, "FamilyName", family);
	return e == ECERT_OK ? close_list(ctx, doc, "PublicRes", l) : e;
}

ecert_err
eci_ofd_font(ecert_ctx *ctx, ecert_doc *doc, const char *family, uint64_t *id)
{
	struct eci_ofd_edit *edit;
	struct list l;
	size_t i;
	ecert_err e = eci_ofd_edit(ctx, doc, &edit);

	for (i = 0; e == ECERT_OK && i < edit->n_fonts; i++)
		if (strcmp(edit->fonts[i].name, family) == 0) {
			*id = edit->fonts[i].id;
			return ECERT_OK;
		}
	if (e != ECERT_OK)
		return e;
	e = open_list(ctx, doc, "PublicRes", &l);
	if (e == ECERT_OK && (*id = find_font(&l, family)) == 0)
		e = add_font(ctx, doc, &l, family, id);
	list_free(&l);
	if (e == ECERT_OK)
		e = remember(ctx, &edit->fonts, &edit->n_fonts, &edit->cap_fonts, family, *id);
	return e;
}

/*
 * Where pictures of the list belong: below its BaseLoc.  One that leaves the
 * package is not used; then an absolute location is written, which wins over
 * BaseLoc in every reader (7.9).
 */
static ecert_err
picture_stem(ecert_ctx *ctx, ecert_doc *doc, const struct list *l, char **stem,
    bool *relative)
{
	const char *base = eci_xml_attr(eci_xml_root(l->xml), "BaseLoc");
	struct eci_buf loc = { 0 };
	ecert_err e;

	*stem = NULL;
	*relative = true;
	e = eci_buf_addf(ctx, &loc, "%s%sImage_", base != NULL ? base : "",
	    base != NULL && base[0] != '\0' ? "/" : "");
	if (e == ECERT_OK)
		e = eci_ofd_resolve(ctx, l->entry, (char *)loc.ptr, stem);
	eci_buf_free(&loc);
	if (e == ECERT_OK || e == ECERT_E_NOMEM)
		return e;
	*relative = false;
	return eci_ofd_in_folder(ctx, doc, "Res/Image_", stem);
}

static ecert_err
put_picture(ecert_ctx *ctx, ecert_doc *doc, const struct list *l, const uint8_t *p,
    size_t n, const char *suffix, uint64_t id, char **entry, char **loc)
{
	char *stem = NULL, tail[8];
	const char *slash;
	struct eci_buf b = { 0 };
	bool relative = true;
	ecert_err e = picture_stem(ctx, doc, l, &stem, &relative);

	*entry = *loc = NULL;
	snprintf(tail, sizeof(tail), ".%s", suffix);
	if (e == ECERT_OK)
		e = eci_ofd_free_name(ctx, doc, stem, id, tail, entry);
	if (e == ECERT_OK)
		e = eci_ofd_put(ctx, doc, *entry, p, n);
	if (e == ECERT_OK) {
		slash = strrchr(*entry, '/');
		e = eci_buf_addf(ctx, &b, "%s%s", relative ? "" : "/",
		    relative && slash != NULL ? slash + 1 : *entry);
	}
	if (e == ECERT_OK)
		*loc = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	free(stem);
	return e;
}

static ecert_err
add_picture(ecert_ctx *ctx, ecert_doc *doc, struct list *l, const uint8_t *p, size_t n,
    uint64_t *id, char **entry)
{
	struct eci_xml_node *medias, *m = NULL;
	struct eci_ofd_image im;
	char *loc = NULL;
	ecert_err e = eci_ofd_image(ctx, p, n, &im);

	if (e == ECERT_OK)
		e = eci_ofd_new_id(ctx, doc, id);
	if (e == ECERT_OK)
		e = put_picture(ctx, doc, l, p, n, im.suffix, *id, entry, &loc);
	if (e == ECERT_OK)
		e = group(ctx, l, "MultiMedias", &medias);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, medias, "MultiMedia", NULL, &m);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, m, "ID", *id);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, m, "Type", "Image");
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, m, "Format", im.format);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, m, "MediaFile", loc, NULL);
	free(loc);
	return e == ECERT_OK ? close_list(ctx, doc, "DocumentRes", l) : e;
}

/* A logo of every page is stored once. */
static ecert_err
find_picture(ecert_ctx *ctx, ecert_doc *doc, const uint8_t *p, size_t n, uint64_t *id)
{
	const struct eci_ofd_edit *edit = doc->edit;
	size_t i, k;
	ecert_err e = ECERT_OK;

	*id = 0;
	for (i = 0; edit != NULL && i < edit->n_images && *id == 0 && e == ECERT_OK; i++) {
		struct eci_buf b = { 0 };

		k = eci_ofd_find(doc, edit->images[i].name);
		if (k == SIZE_MAX || eci_pkg_size(doc->pkg, k) != n)
			continue;
		e = eci_pkg_read(ctx, doc->pkg, k, n, &b);
		if (e == ECERT_OK && memcmp(b.ptr, p, n) == 0)
			*id = edit->images[i].id;
		eci_buf_free(&b);
	}
	return e;
}

ecert_err
eci_ofd_picture(ecert_ctx *ctx, ecert_doc *doc, const uint8_t *p, size_t n, uint64_t *id)
{
	struct eci_ofd_edit *edit;
	char *entry = NULL;
	struct list l;
	ecert_err e = eci_ofd_edit(ctx, doc, &edit);

	if (e == ECERT_OK)
		e = find_picture(ctx, doc, p, n, id);
	if (e != ECERT_OK || *id != 0)
		return e;
	e = open_list(ctx, doc, "DocumentRes", &l);
	if (e == ECERT_OK)
		e = add_picture(ctx, doc, &l, p, n, id, &entry);
	if (e == ECERT_OK)
		e = remember(ctx, &edit->images, &edit->n_images, &edit->cap_images, entry, *id);
	free(entry);
	list_free(&l);
	return e;
}
