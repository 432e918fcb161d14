/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_state.c - what OFD.xml and Document.xml say (GB/T 33190-2016 7.4, 7.5). */
#include "ofd/ofd_priv.h"

#include <stdlib.h>
#include <string.h>

#define ENTRY_CLAUSE ECI_OFD_CLAUSE " 7.4"
#define ROOT_CLAUSE  ECI_OFD_CLAUSE " 7.5"

void
eci_ofd_state_free(struct eci_ofd_state *st)
{
	size_t i;

	for (i = 0; i < st->n_pages; i++) {
		char *entry;
		memcpy(&entry, &st->pages[i].entry, sizeof(entry));
		free(entry);
	}
	for (i = 0; i < st->n_attachments; i++) {
		free(st->attachments[i].name);
		free(st->attachments[i].entry);
	}
	eci_ofd_sign_list_free(st->rows, st->n_signatures);
	free(st->pages);
	free(st->by_id);
	free(st->templates);
	free(st->attachments);
	free(st->root);
	free(st->folder);
	free(st->signatures);
	free(st->attach_list);
	eci_xml_free(st->ofd);
	eci_xml_free(st->document);
	*st = (struct eci_ofd_state){ 0 };
}

/* Readers take the first or the last of several; which one is not ours to guess. */
static ecert_err
check_once(ecert_ctx *ctx, const char *where, const char *clause,
    const struct eci_xml_node *e, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (eci_xml_count(e, names[i]) > 1)
			return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, where, clause,
			    "more than one %s", names[i]);
	return ECERT_OK;
}

/* Readers that look at local names alone must see what we see. */
static ecert_err
check_names(ecert_ctx *ctx, const char *where, const char *clause,
    const struct eci_xml_node *e)
{
	static const char *const names[] = { "DocBody", "DocRoot", "Signatures", "CommonData",
	    "Pages", "Page", "TemplatePage", "PublicRes", "DocumentRes", "Annotations" };
	const struct eci_xml_node *c;
	size_t i;

	for (c = e != NULL ? eci_xml_first(e) : NULL; c != NULL; c = eci_xml_next(c))
		for (i = 0; i < ECI_COUNT(names); i++)
			if (strcmp(eci_xml_name(c), names[i]) == 0 && !eci_xml_is(c, names[i]))
				return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, where, clause,
				    "line %u: a %s of another namespace", eci_xml_line(c), names[i]);
	return ECERT_OK;
}

static ecert_err
note_namespace(ecert_ctx *ctx, ecert_doc *doc, const char *where, const struct eci_xml *xml)
{
	if (strcmp(eci_xml_ns(eci_xml_root(xml)), ECI_NS_OFD) == 0)
		return ECERT_OK;
	return eci_ofd_note_once(ctx, &doc->notes, ECERT_R_OFD_STRUCTURE, where,
	    ECI_OFD_CLAUSE " 7.1: the namespace of an earlier draft");
}

static ecert_err
note_attributes(ecert_ctx *ctx, ecert_doc *doc, const struct eci_xml_node *root)
{
	const char *version = eci_xml_attr(root, "Version");
	const char *type = eci_xml_attr(root, "DocType");
	ecert_err e = ECERT_OK;

	if (version == NULL || strncmp(version, "1.", 2) != 0)
		e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY,
		    ENTRY_CLAUSE ": Version is %s, not 1.0", version != NULL ? version : "absent");
	if (e == ECERT_OK && (type == NULL || (strcmp(type, "OFD") != 0 &&
	    strcmp(type, "OFD-A") != 0 && strcmp(type, "OFD-H") != 0)))
		e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY,
		    ENTRY_CLAUSE ": DocType is %s, not OFD", type != NULL ? type : "absent");
	return e;
}

/* OFD.xml, table 3.  One DocBody: a second document would be seen by some
 * readers and signed by none. */
static ecert_err
load_entry_file(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st)
{
	static const char *const once[] = { "DocInfo", "DocRoot", "Versions", "Signatures" };
	size_t i = eci_pkg_find(doc->pkg, ECI_OFD_ENTRY);
	struct eci_xml_node *root;
	ecert_err e;

	if (i == SIZE_MAX)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY, ENTRY_CLAUSE,
		    "not in the package");
	if ((e = eci_ofd_read_xml(ctx, doc, i, &st->ofd)) != ECERT_OK)
		return e;
	root = eci_xml_root(st->ofd);
	if (!eci_xml_is(root, "OFD"))
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY, ENTRY_CLAUSE,
		    "the root is no OFD");
	if (eci_xml_count(root, "DocBody") > 1)
		return eci_reject(ctx, ECERT_R_OFD_MULTI_DOC, ECI_OFD_ENTRY, ENTRY_CLAUSE,
		    "%zu documents", eci_xml_count(root, "DocBody"));
	if ((st->body = eci_xml_child(root, "DocBody")) == NULL)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY, ENTRY_CLAUSE,
		    "no DocBody");
	if ((e = check_names(ctx, ECI_OFD_ENTRY, ENTRY_CLAUSE, root)) != ECERT_OK ||
	    (e = check_names(ctx, ECI_OFD_ENTRY, ENTRY_CLAUSE, st->body)) != ECERT_OK ||
	    (e = check_once(ctx, ECI_OFD_ENTRY, ENTRY_CLAUSE, st->body, once,
	    ECI_COUNT(once))) != ECERT_OK ||
	    (e = note_namespace(ctx, doc, ECI_OFD_ENTRY, st->ofd)) != ECERT_OK ||
	    (e = note_attributes(ctx, doc, root)) != ECERT_OK)
		return e;
	if ((st->info = eci_xml_child(st->body, "DocInfo")) == NULL &&
	    (e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY,
	    ENTRY_CLAUSE ": no DocInfo")) != ECERT_OK)
		return e;
	if (eci_xml_child(st->body, "Versions") != NULL)
		e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY,
		    ECI_OFD_CLAUSE " 19: has versions; only the document itself is examined");
	return e;
}

/* The text of a child that is there; *out NULL where there is no such child. */
static ecert_err
link_of(ecert_ctx *ctx, struct eci_xml *xml, const struct eci_xml_node *e, const char *local,
    const char **out)
{
	*out = eci_xml_child_text(xml, e, local);
	if (*out == NULL && eci_xml_child(e, local) != NULL)
		return eci_nomem(ctx);
	return ECERT_OK;
}

static ecert_err
find_root(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st, size_t *entry)
{
	const char *loc;
	ecert_err e;

	if ((e = link_of(ctx, st->ofd, st->body, "DocRoot", &loc)) != ECERT_OK)
		return e;
	if (loc == NULL)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY, ENTRY_CLAUSE,
		    "no DocRoot");
	if ((e = eci_ofd_follow(ctx, doc, &doc->notes, ECI_OFD_ENTRY, loc, entry)) != ECERT_OK)
		return e;
	if (*entry == SIZE_MAX)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, loc, ENTRY_CLAUSE,
		    "named as DocRoot, not in the package");
	if ((e = eci_strdup(ctx, eci_pkg_name(doc->pkg, *entry), &st->root)) == ECERT_OK)
		e = eci_ofd_dir(ctx, st->root, &st->folder);
	return e;
}

/* Signing changes it never: the tree at hand serves on. */
static ecert_err
read_root(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st, size_t entry)
{
	const struct eci_ofd_state *now = &doc->st;

	st->document_born = eci_pkg_born(doc->pkg, entry);
	if (now->document == NULL || now->document_born != st->document_born ||
	    strcmp(now->root, st->root) != 0)
		return eci_ofd_read_xml(ctx, doc, entry, &st->document);
	st->document = eci_xml_ref(now->document);
	return ECERT_OK;
}

/* Document.xml, table 5.  Writers do not keep the order of the schema. */
static ecert_err
load_root(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st)
{
	static const char *const once[] = { "CommonData", "Pages", "Outlines", "Permissions",
	    "Actions", "VPreferences", "Bookmarks", "Annotations", "CustomTags", "Attachments",
	    "Extensions" };
	static const char *const common_once[] = { "MaxUnitID", "PageArea", "DefaultCS" };
	struct eci_xml_node *root;
	size_t entry;
	ecert_err e;

	if ((e = find_root(ctx, doc, st, &entry)) != ECERT_OK ||
	    (e = read_root(ctx, doc, st, entry)) != ECERT_OK)
		return e;
	root = eci_xml_root(st->document);
	if (!eci_xml_is(root, "Document"))
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, st->root, ROOT_CLAUSE,
		    "the root is no Document");
	if ((e = check_once(ctx, st->root, ROOT_CLAUSE, root, once, ECI_COUNT(once))) != ECERT_OK ||
	    (e = check_names(ctx, st->root, ROOT_CLAUSE, root)) != ECERT_OK ||
	    (e = check_names(ctx, st->root, ROOT_CLAUSE,
	    eci_xml_child(root, "CommonData"))) != ECERT_OK ||
	    (e = check_names(ctx, st->root, ROOT_CLAUSE, eci_xml_child(root, "Pages"))) != ECERT_OK)
		return e;
	if ((st->common = eci_xml_child(root, "CommonData")) != NULL)
		e = check_once(ctx, st->root, ROOT_CLAUSE, st->common, common_once,
		    ECI_COUNT(common_once));
	else
		e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_OFD_STRUCTURE, st->root,
		    ROOT_CLAUSE ": no CommonData");
	return e == ECERT_OK ? note_namespace(ctx, doc, st->root, st->document) : e;
}

static ecert_err
add_attachment(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st, struct eci_xml *list,
    const struct eci_xml_node *row)
{
	const char *name = eci_xml_attr(row, "Name"), *loc;
	struct eci_ofd_attachment a = { 0 };
	size_t entry = SIZE_MAX;
	ecert_err e;

	if ((e = link_of(ctx, list, row, "FileLoc", &loc)) != ECERT_OK ||
	    (e = eci_grow(ctx, &st->attachments, st->n_attachments, &st->cap_attachments,
	    sizeof(a))) != ECERT_OK)
		return e;
	if (loc != NULL)
		e = eci_ofd_follow(ctx, doc, &doc->notes, st->attach_list, loc, &entry);
	if (e != ECERT_OK && ecert_errreason(ctx) != ECERT_R_REF_BAD)
		return e;
	if ((e = eci_strdup(ctx, name != NULL ? name : "", &a.name)) == ECERT_OK &&
	    entry != SIZE_MAX)
		e = eci_strdup(ctx, eci_pkg_name(doc->pkg, entry), &a.entry);
	if (e != ECERT_OK) {
		free(a.name);
		return e;
	}
	st->attachments[st->n_attachments++] = a;
	return ECERT_OK;
}

/* Whether what went wrong lies in the file, not in the machine.  A list nothing
 * else needs then counts as absent; eci_ofd_walk() names the fault. */
static bool
in_the_file(ecert_err e)
{
	return e != ECERT_OK && e != ECERT_E_NOMEM && e != ECERT_E_IO &&
	    e != ECERT_E_CANCELLED && e != ECERT_E_INTERNAL;
}

/* Chapter 20. */
static ecert_err
load_attachments(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st)
{
	struct eci_xml *list = NULL;
	const struct eci_xml_node *row;
	const char *loc;
	size_t entry = SIZE_MAX;
	ecert_err e;

	e = link_of(ctx, st->document, eci_xml_root(st->document), "Attachments", &loc);
	if (e != ECERT_OK || loc == NULL)
		return e;
	e = eci_ofd_follow(ctx, doc, &doc->notes, st->root, loc, &entry);
	if (e == ECERT_OK && entry != SIZE_MAX &&
	    (e = eci_strdup(ctx, eci_pkg_name(doc->pkg, entry), &st->attach_list)) == ECERT_OK)
		e = eci_ofd_read_xml(ctx, doc, entry, &list);
	if (list != NULL && eci_xml_is(eci_xml_root(list), "Attachments"))
		for (row = eci_xml_first(eci_xml_root(list)); e == ECERT_OK && row != NULL;
		    row = eci_xml_next(row))
			if (eci_xml_is(row, "Attachment"))
				e = add_attachment(ctx, doc, st, list, row);
	eci_xml_free(list);
	return in_the_file(e) ? ECERT_OK : e;
}

/* 18.1.  A list that cannot be read is no unsigned document. */
static ecert_err
load_signatures(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st)
{
	const char *loc;
	ecert_err e;

	if ((e = link_of(ctx, st->ofd, st->body, "Signatures", &loc)) != ECERT_OK || loc == NULL)
		return e;
	if ((e = eci_ofd_resolve(ctx, ECI_OFD_ENTRY, loc, &st->signatures)) != ECERT_OK)
		return e;
	e = eci_ofd_sign_rows(ctx, doc, st->signatures, &st->rows, &st->n_signatures);
	if (!in_the_file(e))
		return e;
	st->sign_list_bad = true;
	return ECERT_OK;
}

ecert_err
eci_ofd_state_load(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st)
{
	ecert_err e;

	*st = (struct eci_ofd_state){ 0 };
	if ((e = load_entry_file(ctx, doc, st)) != ECERT_OK ||
	    (e = load_root(ctx, doc, st)) != ECERT_OK ||
	    (e = eci_ofd_pages_load(ctx, doc, st)) != ECERT_OK ||
	    (e = load_attachments(ctx, doc, st)) != ECERT_OK ||
	    (e = load_signatures(ctx, doc, st)) != ECERT_OK)
		eci_ofd_state_free(st);
	else
		eci_clear(ctx);
	return e;
}

bool
eci_ofd_has_versions(const ecert_doc *doc)
{
	return eci_xml_child(doc->st.body, "Versions") != NULL;
}
