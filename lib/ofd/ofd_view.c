/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_view.c - what a page draws with its templates (7.7) and annotations (15). */
#include "ofd/ofd_view_priv.h"

#include <stdlib.h>
#include <string.h>

#define TEMPLATES_MAX 64       /* of a page */
#define READ_MAX      2        /* parts of the largest size, for one question */

/* A page may name as many annotations as the package can hold. */
static ecert_err
spend(ecert_ctx *ctx, const ecert_doc *doc, size_t entry, uint64_t *spent)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES), size;

	max = max < UINT64_MAX / READ_MAX ? READ_MAX * max : UINT64_MAX;
	size = eci_pkg_size(doc->pkg, entry);
	if (size > max - *spent)
		return eci_fail(ctx, ECERT_E_LIMIT, "looking at what is drawn reads more than %llu "
		    "bytes", (unsigned long long)max);
	*spent += size;
	return ECERT_OK;
}

/* ---- annotations ---- */

/* The list that Document.xml names; *xml NULL where there is none. */
static ecert_err
open_list(ecert_ctx *ctx, ecert_doc *doc, const char **entry, struct eci_xml **xml)
{
	const char *loc = eci_xml_child_text(doc->st.document, eci_xml_root(doc->st.document),
	    "Annotations");
	size_t i;
	ecert_err e;

	*xml = NULL;
	if (loc == NULL || loc[0] == '\0')
		return ECERT_OK;
	if ((e = eci_ofd_follow(ctx, doc, NULL, doc->st.root, loc, &i)) != ECERT_OK ||
	    i == SIZE_MAX)
		return e;
	*entry = eci_pkg_name(doc->pkg, i);
	return eci_ofd_read_xml(ctx, doc, i, xml);
}

/* A row that names no page of the document, or no part, shows nothing. */
static ecert_err
tell_row(ecert_ctx *ctx, ecert_doc *doc, const char *list, struct eci_xml *xml,
    const struct eci_xml_node *row, eci_ofd_annots_fn *fn, void *arg)
{
	const char *id = eci_xml_attr(row, "PageID"), *loc;
	size_t page = SIZE_MAX, entry;
	uint64_t v;
	ecert_err e;

	if (id != NULL && eci_parse_uint(id, UINT32_MAX, &v))
		page = eci_ofd_page_by_id(doc, v);
	if (page == SIZE_MAX || (loc = eci_xml_child_text(xml, row, "FileLoc")) == NULL)
		return ECERT_OK;
	if ((e = eci_ofd_follow(ctx, doc, NULL, list, loc, &entry)) != ECERT_OK)
		return ecert_errreason(ctx) == ECERT_R_REF_BAD ? ECERT_OK : e;
	return entry != SIZE_MAX ? fn(arg, ctx, page, entry) : ECERT_OK;
}

ecert_err
eci_ofd_annots(ecert_ctx *ctx, ecert_doc *doc, eci_ofd_annots_fn *fn, void *arg)
{
	const struct eci_xml_node *row;
	struct eci_xml *xml = NULL;
	const char *list = "";
	ecert_err e = open_list(ctx, doc, &list, &xml);

	if (e != ECERT_OK || xml == NULL)
		return e != ECERT_OK && ecert_errreason(ctx) == ECERT_R_REF_BAD ? ECERT_OK : e;
	for (row = eci_xml_first(eci_xml_root(xml)); row != NULL && e == ECERT_OK;
	    row = eci_xml_next(row))
		if (eci_xml_is(row, "Page"))
			e = tell_row(ctx, doc, list, xml, row, fn, arg);
	eci_xml_free(xml);
	return e;
}

/* ---- objects ---- */

struct view {
	ecert_doc               *doc;
	size_t                   page;
	bool                    *read;          /* by entry */
	uint64_t                 spent;
	struct eci_ofd_look_for  want;
};

static ecert_err
view_once(struct view *v, ecert_ctx *ctx, size_t entry, enum eci_ofd_on on)
{
	ecert_err e;

	if (entry == SIZE_MAX || v->read[entry])
		return ECERT_OK;
	v->read[entry] = true;
	if ((e = spend(ctx, v->doc, entry, &v->spent)) != ECERT_OK)
		return e;
	return eci_ofd_view_part(ctx, v->doc, entry, on, &v->want);
}

static ecert_err
view_annots(void *arg, ecert_ctx *ctx, size_t page, size_t entry)
{
	struct view *v = arg;

	return page == v->page ? view_once(v, ctx, entry, ECI_OFD_ON_ANNOTATION) : ECERT_OK;
}

static ecert_err
view_page(struct view *v, ecert_ctx *ctx, const struct eci_ofd_page *p)
{
	uint64_t ids[TEMPLATES_MAX];
	size_t i, n, entry = p->entry != NULL ? eci_pkg_find(v->doc->pkg, p->entry) : SIZE_MAX;
	ecert_err e;

	v->want.templates = ids;
	v->want.cap_templates = TEMPLATES_MAX;
	e = view_once(v, ctx, entry, ECI_OFD_ON_PAGE);
	n = v->want.n_templates;
	/* A template's own templates are ignored (7.7). */
	v->want.cap_templates = 0;
	for (i = 0; i < n && e == ECERT_OK; i++) {
		e = eci_ofd_template(ctx, v->doc, ids[i], &entry);
		if (e == ECERT_OK)
			e = view_once(v, ctx, entry, ECI_OFD_ON_TEMPLATE);
		else if (ecert_errreason(ctx) == ECERT_R_REF_BAD)
			e = ECERT_OK;
	}
	return e == ECERT_OK ? eci_ofd_annots(ctx, v->doc, view_annots, v) : e;
}

ecert_err
eci_ofd_objects(ecert_ctx *ctx, ecert_doc *doc, size_t page, eci_ofd_object_fn *fn, void *arg)
{
	struct view v = { .doc = doc, .page = page, .want = { .object = fn, .arg = arg } };
	ecert_err e;

	if (page >= eci_ofd_page_n(doc))
		return eci_fail(ctx, ECERT_E_ARG, "there is no page %zu", page + 1);
	if ((v.read = calloc(eci_pkg_count(doc->pkg) + 1, sizeof(*v.read))) == NULL)
		return eci_nomem(ctx);
	e = view_page(&v, ctx, eci_ofd_page(doc, page));
	free(v.read);
	return e;
}

/* ---- text of annotations ---- */

struct search {
	ecert_doc         *doc;
	const char *const *texts;
	size_t             n;
	bool              *found;         /* by page */
	uint8_t           *known;         /* by entry: 1 without, 2 with */
	uint64_t           spent;
};

static ecert_err
search_part(const struct search *s, ecert_ctx *ctx, size_t entry, bool *found)
{
	struct eci_buf text = { 0 };
	struct eci_ofd_look_for want = { .text = &text };
	size_t i;
	ecert_err e = eci_ofd_view_part(ctx, s->doc, entry, ECI_OFD_ON_ANNOTATION, &want);

	for (i = 0; e == ECERT_OK && text.len > 0 && i < s->n; i++)
		*found = *found || strstr((char *)text.ptr, s->texts[i]) != NULL;
	eci_buf_free(&text);
	return e;
}

static ecert_err
search_annots(void *arg, ecert_ctx *ctx, size_t page, size_t entry)
{
	struct search *s = arg;
	bool found = false;
	ecert_err e;

	if (s->known[entry] == 0) {
		if ((e = spend(ctx, s->doc, entry, &s->spent)) != ECERT_OK ||
		    (e = search_part(s, ctx, entry, &found)) != ECERT_OK)
			return e;
		s->known[entry] = found ? 2 : 1;
	}
	s->found[page] = s->found[page] || s->known[entry] == 2;
	return ECERT_OK;
}

ecert_err
eci_ofd_find_in_annots(ecert_ctx *ctx, ecert_doc *doc, const char *const *texts, size_t n,
    bool *found)
{
	struct search s = { doc, texts, n, found, NULL, 0 };
	ecert_err e;

	if ((s.known = calloc(eci_pkg_count(doc->pkg) + 1, 1)) == NULL)
		return eci_nomem(ctx);
	e = eci_ofd_annots(ctx, doc, search_annots, &s);
	free(s.known);
	return e;
}
