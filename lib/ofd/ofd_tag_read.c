/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_tag_read.c - find the identifier.  Tag files are free-form XML of anybody
 * (chapter 16): few are read, small ones, and what is wrong with a stranger's
 * is no fault of the document.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_tag.h"

#define MAX_TAGS       64
#define MAX_TAG_BYTES  (1u << 20)
#define MAX_ALL_BYTES  (4u << 20)    /* of all tag files */
#define MAX_TEXT       1024          /* bytes of what may be an identifier */

/* Tag files that were read: several rows may name the same one. */
struct seen {
	size_t   entry;
	size_t   source;                 /* what it gave; SIZE_MAX: nothing */
	bool     readable;
};
struct reader {
	struct eci_tag_list *list;
	struct seen          seen[MAX_TAGS];
	size_t               n;
	uint64_t             left;       /* of MAX_ALL_BYTES */
};

void
eci_tag_list_free(struct eci_tag_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		free(list->v[i].where);
		free(list->v[i].text);
		ecert_id_free(list->v[i].id);
	}
	free(list->v);
	free(list->entry);
	eci_xml_free(list->xml);
	memset(list, 0, sizeof(*list));
}

/* Trouble of the machine, as opposed to what a file says. */
static bool
is_trouble(ecert_err e)
{
	return e == ECERT_E_NOMEM || e == ECERT_E_IO || e == ECERT_E_INTERNAL ||
	    e == ECERT_E_CANCELLED;
}

/* text is taken as an identifier whether or not it is one. */
static ecert_err
add_source(ecert_ctx *ctx, const ecert_id_opts *opts, struct eci_tag_list *list,
    enum eci_tag_kind kind, const char *where, const char *text, struct eci_xml_node *row)
{
	struct eci_tag_source *s;
	ecert_err e = eci_grow(ctx, &list->v, list->n, &list->cap, sizeof(*list->v));

	if (e != ECERT_OK)
		return e;
	s = &list->v[list->n++];
	*s = (struct eci_tag_source){ .kind = kind, .row = row };
	if ((e = eci_strdup(ctx, where, &s->where)) != ECERT_OK ||
	    (e = eci_strdup(ctx, text, &s->text)) != ECERT_OK)
		return e;
	e = ecert_id_parse(ctx, opts, text, strlen(text), &s->id);
	return is_trouble(e) ? e : ECERT_OK;
}

/* The child of that name in the vocabulary's namespace. */
static struct eci_xml_node *
own_child(const struct eci_xml_node *e, const char *local)
{
	struct eci_xml_node *c;

	for (c = eci_xml_first(e); c != NULL; c = eci_xml_next(c))
		if (strcmp(eci_xml_name(c), local) == 0 && strcmp(eci_xml_ns(c), ECI_TAG_NS) == 0)
			return c;
	return NULL;
}

/* The parts repeat what the identifier says; a part may be left out. */
static ecert_err
check_parts(ecert_ctx *ctx, struct eci_notes *notes, const char *entry,
    struct eci_xml *xml, const ecert_id *id)
{
	char type[16], revision[16];
	const struct { const char *local, *want; } parts[] = {
		{ "Root", ecert_id_root(id) }, { "Type", type },
		{ "Issuer", ecert_id_issuer(id) }, { "Authority", ecert_id_authority(id) },
		{ "Serial", ecert_id_serial(id) }, { "Revision", revision },
	};
	struct eci_xml_node *c;
	const char *got;
	size_t i;
	ecert_err e = ECERT_OK;

	snprintf(type, sizeof(type), "%d", (int)ecert_id_type(id));
	snprintf(revision, sizeof(revision), "%u", ecert_id_revision(id));
	for (i = 0; i < ECI_COUNT(parts) && e == ECERT_OK; i++) {
		if ((c = own_child(eci_xml_root(xml), parts[i].local)) == NULL)
			continue;
		got = strcmp(parts[i].local, "Type") == 0 ? eci_xml_attr(c, "code") :
		    eci_xml_text(xml, c);
		if (got != NULL && strcmp(got, parts[i].want) == 0)
			continue;
		e = eci_ofd_note_once(ctx, notes, ECERT_R_ID_CONFLICT, entry,
		    "%s disagrees with Identifier", parts[i].local);
	}
	return e;
}

static ecert_err
read_own(ecert_ctx *ctx, const ecert_id_opts *opts, struct eci_notes *notes,
    struct eci_tag_list *list, const char *entry, struct eci_xml *xml,
    struct eci_xml_node *row)
{
	struct eci_xml_node *c = own_child(eci_xml_root(xml), "Identifier");
	const char *text = c != NULL ? eci_xml_text(xml, c) : "";
	const ecert_id *id;
	ecert_err e;

	if (text == NULL)
		return eci_nomem(ctx);
	e = add_source(ctx, opts, list, ECI_TAG_OWN, entry, text, row);
	if (e != ECERT_OK || notes == NULL || (id = list->v[list->n - 1].id) == NULL)
		return e;
	return check_parts(ctx, notes, entry, xml, id);
}

/* The first text below e that reads as an identifier.  Depth is bounded by the
 * parser. */
static ecert_err
find_text(ecert_ctx *ctx, const ecert_id_opts *opts, struct eci_xml *xml,
    const struct eci_xml_node *e, const char **found)
{
	const char *text = eci_xml_text(xml, e);
	const struct eci_xml_node *c;
	ecert_id *id = NULL;
	ecert_err err = ECERT_OK;

	if (text == NULL)
		return eci_nomem(ctx);
	if (text[0] != '\0' && strlen(text) <= MAX_TEXT) {
		err = ecert_id_parse(ctx, opts, text, strlen(text), &id);
		if (err == ECERT_OK)
			*found = text;
		ecert_id_free(id);
		if (is_trouble(err))
			return err;
	}
	err = ECERT_OK;
	for (c = eci_xml_first(e); c != NULL && *found == NULL && err == ECERT_OK;
	    c = eci_xml_next(c))
		err = find_text(ctx, opts, xml, c, found);
	return err;
}

/* The file that a row names; SIZE_MAX: none. */
static ecert_err
locate(ecert_ctx *ctx, ecert_doc *doc, const struct eci_tag_list *list,
    struct eci_xml_node *row, size_t *entry)
{
	const char *loc = eci_xml_child_text(list->xml, row, "FileLoc");
	ecert_err e;

	*entry = SIZE_MAX;
	if (loc == NULL)
		return ECERT_OK;
	e = eci_ofd_follow(ctx, doc, NULL, list->entry, loc, entry);
	return is_trouble(e) ? e : ECERT_OK;
}

/* It as a tree; *xml is NULL for one that is not read. */
static ecert_err
open_tag(ecert_ctx *ctx, ecert_doc *doc, struct reader *r, size_t entry, struct eci_xml **xml)
{
	uint64_t size = eci_pkg_size(doc->pkg, entry);
	struct eci_buf b = { 0 };
	ecert_err e;

	if (size > MAX_TAG_BYTES || size > r->left)
		return ECERT_OK;
	r->left -= size;
	e = eci_pkg_read(ctx, doc->pkg, entry, MAX_TAG_BYTES, &b);
	if (e == ECERT_OK)
		e = eci_xml_parse(ctx, eci_pkg_name(doc->pkg, entry), b.ptr, b.len, xml);
	eci_buf_free(&b);
	return is_trouble(e) ? e : ECERT_OK;
}

/* A row that says it is ours counts as one even where its file says nothing. */
static ecert_err
read_nothing(ecert_ctx *ctx, const ecert_id_opts *opts, struct eci_notes *notes,
    struct eci_tag_list *list, const char *name, struct eci_xml_node *row)
{
	const char *type = eci_xml_attr(row, "TypeID");
	ecert_err e = ECERT_OK;

	if (type == NULL || strcmp(type, ECI_TAG_TYPE) != 0)
		return ECERT_OK;
	if (notes != NULL)
		e = eci_ofd_note_once(ctx, notes, name == NULL ? ECERT_R_DANGLING_REF :
		    ECERT_R_XML_MALFORMED, name != NULL ? name : list->entry,
		    "the tag file cannot be read");
	return e == ECERT_OK ? add_source(ctx, opts, list, ECI_TAG_OWN,
	    name != NULL ? name : list->entry, "", row) : e;
}

static ecert_err
read_tree(ecert_ctx *ctx, const ecert_id_opts *opts, struct eci_notes *notes,
    struct eci_tag_list *list, const char *name, struct eci_xml *xml, struct eci_xml_node *row)
{
	struct eci_xml_node *root = eci_xml_root(xml);
	const char *found = NULL;
	ecert_err e;

	if (strcmp(eci_xml_name(root), ECI_TAG_TYPE) == 0 &&
	    strcmp(eci_xml_ns(root), ECI_TAG_NS) == 0)
		return read_own(ctx, opts, notes, list, name, xml, row);
	if ((e = find_text(ctx, opts, xml, root, &found)) == ECERT_OK && found != NULL)
		e = add_source(ctx, opts, list, ECI_TAG_FOREIGN, name, found, row);
	return e;
}

/* What the row's file gives, read or, where a row before named it, repeated. */
static ecert_err
read_row(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    struct eci_notes *notes, struct reader *r, struct eci_xml_node *row)
{
	struct eci_tag_list *list = r->list;
	struct eci_xml *xml = NULL;
	struct seen *s;
	size_t entry, before = list->n, i;
	const char *name;
	ecert_err e = locate(ctx, doc, list, row, &entry);

	if (e != ECERT_OK)
		return e;
	if (entry == SIZE_MAX)
		return read_nothing(ctx, opts, notes, list, NULL, row);
	name = eci_pkg_name(doc->pkg, entry);
	for (i = 0; i < r->n && r->seen[i].entry != entry; i++)
		;
	s = &r->seen[i];
	if (i == r->n) {
		*s = (struct seen){ entry, SIZE_MAX, false };
		r->n++;
		if ((e = open_tag(ctx, doc, r, entry, &xml)) != ECERT_OK)
			return e;
		s->readable = xml != NULL;
	} else if (s->readable)
		return s->source == SIZE_MAX ? ECERT_OK : add_source(ctx, opts, list,
		    list->v[s->source].kind, name, list->v[s->source].text, row);
	if (xml == NULL)
		return read_nothing(ctx, opts, notes, list, name, row);
	e = read_tree(ctx, opts, notes, list, name, xml, row);
	if (list->n > before)
		s->source = before;
	eci_xml_free(xml);
	return e;
}

static ecert_err
open_list(ecert_ctx *ctx, ecert_doc *doc, struct eci_tag_list *out)
{
	const char *loc = eci_xml_child_text(doc->st.document,
	    eci_xml_root(doc->st.document), "CustomTags");
	size_t i;
	ecert_err e;

	if (loc == NULL)
		return ECERT_OK;
	e = eci_ofd_follow(ctx, doc, NULL, doc->st.root, loc, &i);
	if (e != ECERT_OK || i == SIZE_MAX)
		return e;
	if ((e = eci_strdup(ctx, eci_pkg_name(doc->pkg, i), &out->entry)) != ECERT_OK ||
	    (e = eci_ofd_read_xml(ctx, doc, i, &out->xml)) != ECERT_OK)
		return e;
	if (!eci_xml_is(eci_xml_root(out->xml), "CustomTags"))
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, out->entry,
		    ECI_OFD_CLAUSE " 16", "the root is no CustomTags");
	return ECERT_OK;
}

static ecert_err
read_rows(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    struct eci_notes *notes, struct eci_tag_list *list)
{
	struct reader r = { .list = list, .left = MAX_ALL_BYTES };
	struct eci_xml_node *row;
	size_t n = 0;
	ecert_err e = ECERT_OK;

	for (row = eci_xml_first(eci_xml_root(list->xml)); row != NULL && e == ECERT_OK;
	    row = eci_xml_next(row)) {
		if (!eci_xml_is(row, "CustomTag"))
			continue;
		if (n++ < MAX_TAGS) {
			e = read_row(ctx, doc, opts, notes, &r, row);
			continue;
		}
		return notes == NULL ? ECERT_OK : eci_ofd_note_once(ctx, notes,
		    ECERT_R_OFD_STRUCTURE, list->entry,
		    "more than %d custom tags: the rest was not read", MAX_TAGS);
	}
	return e;
}

/* Few of them, and those of one kind stay in the order of the list. */
static void
sort_by_kind(struct eci_tag_source *v, size_t n)
{
	struct eci_tag_source s;
	size_t i, k;

	for (i = 1; i < n; i++) {
		s = v[i];
		for (k = i; k > 0 && v[k - 1].kind > s.kind; k--)
			v[k] = v[k - 1];
		v[k] = s;
	}
}

ecert_err
eci_tag_find(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    struct eci_notes *notes, struct eci_tag_list *out)
{
	const char *mirror;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	e = open_list(ctx, doc, out);
	if (e == ECERT_OK && out->xml != NULL)
		e = read_rows(ctx, doc, opts, notes, out);
	if (e == ECERT_OK && (mirror = ecert_doc_meta(doc, ECI_TAG_MIRROR)) != NULL)
		e = add_source(ctx, opts, out, ECI_TAG_IN_INFO, ECI_OFD_ENTRY, mirror, NULL);
	if (e != ECERT_OK) {
		eci_tag_list_free(out);
		return e;
	}
	eci_clear(ctx);
	sort_by_kind(out->v, out->n);
	return ECERT_OK;
}

static ecert_err
note_conflicts(ecert_ctx *ctx, ecert_doc *doc, const struct eci_tag_list *list)
{
	const struct eci_tag_source *first = &list->v[0], *s;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 1; i < list->n && e == ECERT_OK; i++) {
		s = &list->v[i];
		if (s->id != NULL && ecert_id_equal(first->id, s->id))
			continue;
		e = eci_ofd_note_once(ctx, eci_ofd_notes_mut(doc), ECERT_R_ID_CONFLICT, s->where,
		    "identifier \"%.150s\" differs from that in %.150s", s->text, first->where);
	}
	return e;
}

/* The first source counts, even where it is malformed: falling back to another
 * would hide that. */
ecert_err
ecert_doc_get_id(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    ecert_id **out)
{
	struct eci_tag_list list;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	e = eci_tag_find(ctx, doc, opts, eci_ofd_notes_mut(doc), &list);
	if (e != ECERT_OK)
		return e;
	if (list.n == 0)
		e = eci_fail(ctx, ECERT_E_NOTFOUND, "the document has no identifier");
	else if (list.v[0].id == NULL)
		e = ecert_id_parse(ctx, opts, list.v[0].text, strlen(list.v[0].text), out);
	else if ((e = note_conflicts(ctx, doc, &list)) == ECERT_OK) {
		*out = list.v[0].id;
		list.v[0].id = NULL;
	}
	eci_tag_list_free(&list);
	return e;
}
