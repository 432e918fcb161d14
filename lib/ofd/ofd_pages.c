/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_pages.c - the list of pages (GB/T 33190-2016 7.6) and their sizes (7.7). */
#include "ofd/ofd_priv.h"

#include <stdlib.h>
#include <string.h>

struct numbered {
	uint64_t id;
	size_t   i;
};

static int
by_id(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Stamps name pages by ID: two of one ID could be read either way. */
static ecert_err
index_pages(ecert_ctx *ctx, struct eci_ofd_state *st)
{
	struct numbered *v;
	size_t i, n = st->n_pages;
	ecert_err e = ECERT_OK;

	v = malloc((n + 1) * sizeof(*v));
	st->by_id = malloc((n + 1) * sizeof(*st->by_id));
	if (v == NULL || st->by_id == NULL) {
		free(v);
		return eci_nomem(ctx);
	}
	for (i = 0; i < n; i++)
		v[i] = (struct numbered){ st->pages[i].id, i };
	qsort(v, n, sizeof(*v), by_id);
	for (i = 0; i < n; i++) {
		st->by_id[i] = v[i].i;
		if (e == ECERT_OK && i > 0 && v[i].id == v[i - 1].id)
			e = eci_reject(ctx, ECERT_R_OFD_STRUCTURE, st->root,
			    ECI_OFD_CLAUSE " 7.6", "two pages have the ID %llu",
			    (unsigned long long)v[i].id);
	}
	free(v);
	return e;
}

static ecert_err
add_page(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st,
    const struct eci_xml_node *row)
{
	const char *id = eci_xml_attr(row, "ID"), *loc = eci_xml_attr(row, "BaseLoc");
	struct eci_ofd_page page = { 0 };
	size_t entry = SIZE_MAX;
	char *name = NULL;
	ecert_err e;

	if (id == NULL || !eci_parse_uint(id, UINT32_MAX, &page.id) || page.id == 0)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, st->root, ECI_OFD_CLAUSE " 7.6",
		    "page %zu has no valid ID", st->n_pages + 1);
	if ((e = eci_grow(ctx, &st->pages, st->n_pages, &st->cap_pages, sizeof(page))) != ECERT_OK)
		return e;
	if (loc != NULL)
		e = eci_ofd_follow(ctx, doc, &doc->notes, st->root, loc, &entry);
	/* eci_ofd_walk() reports where a link leads nowhere. */
	if (e != ECERT_OK && ecert_errreason(ctx) != ECERT_R_REF_BAD)
		return e;
	if (entry != SIZE_MAX &&
	    (e = eci_strdup(ctx, eci_pkg_name(doc->pkg, entry), &name)) != ECERT_OK)
		return e;
	page.entry = name;
	st->pages[st->n_pages++] = page;
	return ECERT_OK;
}

ecert_err
eci_ofd_pages_load(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st)
{
	const struct eci_xml_node *row, *list = eci_xml_child(eci_xml_root(st->document), "Pages");
	ecert_err e = ECERT_OK;

	if (list == NULL)
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, st->root, ECI_OFD_CLAUSE " 7.5",
		    "no Pages");
	for (row = eci_xml_first(list); row != NULL && e == ECERT_OK; row = eci_xml_next(row))
		if (eci_xml_is(row, "Page"))
			e = add_page(ctx, doc, st, row);
	if (e == ECERT_OK)
		e = index_pages(ctx, st);
	return e == ECERT_OK ? eci_ofd_templates_load(ctx, st) : e;
}

size_t
eci_ofd_page_n(const ecert_doc *doc)
{
	return doc->st.n_pages;
}

const struct eci_ofd_page *
eci_ofd_page(const ecert_doc *doc, size_t i)
{
	return i < doc->st.n_pages ? &doc->st.pages[i] : NULL;
}

size_t
eci_ofd_place_of(uint64_t id, const void *rows, size_t n,
    uint64_t (*id_at)(const void *rows, size_t i))
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (id_at(rows, mid) < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static uint64_t
id_at(const void *st, size_t i)
{
	const struct eci_ofd_state *s = st;

	return s->pages[s->by_id[i]].id;
}

size_t
eci_ofd_page_by_id(const ecert_doc *doc, uint64_t id)
{
	const struct eci_ofd_state *st = &doc->st;
	size_t at = eci_ofd_place_of(id, st, st->n_pages, id_at);

	return at < st->n_pages && st->pages[st->by_id[at]].id == id ? st->by_id[at] : SIZE_MAX;
}

ecert_err
eci_ofd_area_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct eci_ofd_area *a = arg;
	const char *id;

	(void)ctx;
	a->depth = tag->depth;
	if (tag->depth == 0)
		a->is_page = strcmp(tag->local, "Page") == 0 && eci_xml_ns_is_ofd(tag->ns);
	if (tag->depth != 1 || !eci_xml_ns_is_ofd(tag->ns))
		return ECERT_OK;
	a->in_area = strcmp(tag->local, "Area") == 0;
	if (strcmp(tag->local, "Template") == 0 && a->template_id == 0 &&
	    (id = eci_xml_tag_attr(tag, "TemplateID")) != NULL &&
	    !eci_parse_uint(id, UINT32_MAX, &a->template_id))
		a->template_id = 0;
	return ECERT_OK;
}

ecert_err
eci_ofd_area_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns,
    const char *text)
{
	struct eci_ofd_area *a = arg;

	(void)ctx;
	if (a->depth == 2 && a->in_area && !a->has_box && strcmp(local, "PhysicalBox") == 0 &&
	    eci_xml_ns_is_ofd(ns)) {
		a->has_box = true;
		a->box_ok = eci_ofd_box(text, a->box);
	}
	if (a->depth > 0)
		a->depth--;
	return ECERT_OK;
}

static ecert_err
scan_area(ecert_ctx *ctx, ecert_doc *doc, size_t entry, struct eci_ofd_area *a)
{
	static const struct eci_xml_want want = { ECI_OFD_PAGE_DEEPEST, NULL };
	struct eci_buf b = { 0 };
	ecert_err e;

	e = eci_pkg_read(ctx, doc->pkg, entry, ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES), &b);
	if (e == ECERT_OK)
		e = eci_xml_skim(ctx, eci_pkg_name(doc->pkg, entry), b.ptr, b.len, &want,
		    eci_ofd_area_start, eci_ofd_area_end, a);
	eci_buf_free(&b);
	return e;
}

/* Who has followed all links has read the pages. */
static ecert_err
read_area(ecert_ctx *ctx, ecert_doc *doc, size_t entry, struct eci_ofd_area *a)
{
	const struct eci_ofd_area *known = eci_ofd_known_area(doc, entry);
	const char *name = eci_pkg_name(doc->pkg, entry);
	ecert_err e = ECERT_OK;

	if (known != NULL)
		*a = *known;
	else
		e = scan_area(ctx, doc, entry, a);
	if (e == ECERT_OK && !a->is_page)
		e = eci_reject(ctx, ECERT_R_OFD_STRUCTURE, name, ECI_OFD_CLAUSE " 7.7",
		    "the root is no Page");
	if (e == ECERT_OK && a->has_box && !a->box_ok)
		e = eci_reject(ctx, ECERT_R_OFD_STRUCTURE, name, ECI_OFD_CLAUSE " 7.5",
		    "PhysicalBox is no box");
	return e;
}

/* The template page of that ID, where it has a size of its own. */
static ecert_err
template_area(ecert_ctx *ctx, ecert_doc *doc, uint64_t id, struct eci_ofd_area *a)
{
	size_t entry;
	ecert_err e = eci_ofd_template(ctx, doc, id, &entry);

	return e == ECERT_OK && entry != SIZE_MAX ? read_area(ctx, doc, entry, a) : e;
}

static ecert_err
document_area(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_area *a)
{
	const struct eci_xml_node *area = NULL;
	const char *text = NULL;

	if (doc->st.common != NULL)
		area = eci_xml_child(doc->st.common, "PageArea");
	if (area != NULL)
		text = eci_xml_child_text(doc->st.document, area, "PhysicalBox");
	if (text == NULL || !eci_ofd_box(text, a->box))
		return eci_reject(ctx, ECERT_R_OFD_STRUCTURE, doc->st.root,
		    ECI_OFD_CLAUSE " 7.5", "no PageArea says the page's size");
	return ECERT_OK;
}

ecert_err
ecert_doc_page_size(ecert_ctx *ctx, ecert_doc *doc, size_t page, double *width, double *height)
{
	struct eci_ofd_area a = { 0 }, t = { 0 };
	size_t entry = SIZE_MAX;
	ecert_err e;

	eci_clear(ctx);
	if (page == 0 || page > doc->st.n_pages)
		return eci_fail(ctx, ECERT_E_ARG, "there is no page %zu: the document has %zu", page,
		    doc->st.n_pages);
	if (doc->st.pages[page - 1].entry != NULL)
		entry = eci_pkg_find(doc->pkg, doc->st.pages[page - 1].entry);
	if (entry == SIZE_MAX)
		return eci_reject(ctx, ECERT_R_DANGLING_REF, doc->st.root, ECI_OFD_CLAUSE " 7.6",
		    "page %zu is not in the package", page);
	if ((e = read_area(ctx, doc, entry, &a)) != ECERT_OK)
		return e;
	if (!a.has_box && (e = template_area(ctx, doc, a.template_id, &t)) != ECERT_OK)
		return e;
	if (!a.has_box && t.has_box)
		a = t;
	else if (!a.has_box && (e = document_area(ctx, doc, &a)) != ECERT_OK)
		return e;
	*width = a.box[2];
	*height = a.box[3];
	return ECERT_OK;
}
