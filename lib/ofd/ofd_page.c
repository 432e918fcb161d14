/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_page.c - new pages, and the layer of a page that takes what is added. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_edit.h"

static const char *const page_order[] = {      /* 7.7 table 12 */
	"Template", "PageRes", "Area", "Content", "Actions", NULL
};

/* The layer is found again by its ID; forgetting it only makes one more. */
static ecert_err
remember_layer(ecert_ctx *ctx, ecert_doc *doc, uint64_t page, uint64_t layer)
{
	struct eci_ofd_edit *edit;
	ecert_err e = eci_ofd_edit(ctx, doc, &edit);

	if (e == ECERT_OK)
		e = eci_grow(ctx, &edit->layers, edit->n_layers, &edit->cap_layers,
		    sizeof(*edit->layers));
	if (e == ECERT_OK)
		edit->layers[edit->n_layers++] = (struct eci_ofd_own_layer){ page, layer, 0, 0 };
	return e;
}

/* NULL: nothing was added to that page yet. */
static struct eci_ofd_own_layer *
own_layer(const ecert_doc *doc, uint64_t page)
{
	size_t i;

	for (i = doc->edit != NULL ? doc->edit->n_layers : 0; i > 0; i--)
		if (doc->edit->layers[i - 1].page == page)
			return &doc->edit->layers[i - 1];
	return NULL;
}

static ecert_err
add_layer(ecert_ctx *ctx, ecert_doc *doc, struct eci_xml_node *content, uint64_t page,
    struct eci_xml_node **out)
{
	uint64_t id;
	ecert_err e = eci_ofd_new_id(ctx, doc, &id);

	if (e == ECERT_OK)
		e = eci_xml_add(ctx, content, "Layer", NULL, out);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, *out, "ID", id);
	return e == ECERT_OK ? remember_layer(ctx, doc, page, id) : e;
}

static ecert_err
put_page(ecert_ctx *ctx, ecert_doc *doc, const char *entry, uint64_t id,
    const double box[4])
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *area = NULL, *content = NULL, *layer = NULL;
	struct eci_buf text = { 0 };
	char w[32], h[32];
	ecert_err e = eci_ofd_new_part(ctx, doc, "Page", &xml);

	if (e == ECERT_OK)
		e = eci_buf_addf(ctx, &text, "0 0 %s %s", eci_format_mm(box[2], w),
		    eci_format_mm(box[3], h));
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, eci_xml_root(xml), "Area", NULL, &area);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, area, "PhysicalBox", (char *)text.ptr, NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, eci_xml_root(xml), "Content", NULL, &content);
	if (e == ECERT_OK)
		e = add_layer(ctx, doc, content, id, &layer);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, entry, xml);
	eci_buf_free(&text);
	eci_xml_free(xml);
	return e;
}

/* The row in Document.xml (7.6 table 11), and MaxUnitID. */
static ecert_err
list_page(ecert_ctx *ctx, ecert_doc *doc, const char *entry, uint64_t id)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *pages = NULL, *row = NULL;
	char *loc = NULL;
	ecert_err e = eci_ofd_load_part(ctx, doc, doc->st.root, &xml);

	if (e == ECERT_OK && (pages = eci_xml_child(eci_xml_root(xml), "Pages")) == NULL)
		e = eci_ofd_insert(ctx, eci_xml_root(xml), eci_ofd_document_order, "Pages",
		    NULL, &pages);
	if (e == ECERT_OK)
		e = eci_ofd_loc_from(ctx, doc->st.root, entry, &loc);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, pages, "Page", NULL, &row);
	if (e == ECERT_OK)
		e = eci_ofd_attr_uint(ctx, row, "ID", id);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "BaseLoc", loc);
	if (e == ECERT_OK)
		e = eci_ofd_set_max_id(ctx, doc, xml);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, doc->st.root, xml);
	free(loc);
	eci_xml_free(xml);
	return e == ECERT_OK ? eci_ofd_reload(ctx, doc) : e;
}

static ecert_err
add_page(ecert_ctx *ctx, ecert_doc *doc, const double box[4])
{
	char *stem = NULL, *entry = NULL;
	uint64_t id;
	ecert_err e = eci_ofd_new_id(ctx, doc, &id);

	if (e == ECERT_OK)
		e = eci_ofd_in_folder(ctx, doc, "Pages/Page_", &stem);
	if (e == ECERT_OK)
		e = eci_ofd_free_name(ctx, doc, stem, doc->st.n_pages, "/Content.xml", &entry);
	if (e == ECERT_OK)
		e = put_page(ctx, doc, entry, id, box);
	if (e == ECERT_OK)
		e = list_page(ctx, doc, entry, id);
	free(stem);
	free(entry);
	return e;
}

ecert_err
ecert_page_add(ecert_ctx *ctx, ecert_doc *doc, double width, double height, size_t *page)
{
	const double box[4] = { 0, 0, width, height };
	ecert_err e;

	eci_clear(ctx);
	*page = 0;
	/* Rounded to a thousandth a smaller page would have no size. */
	if (!isfinite(width) || !isfinite(height) || width < 0.001 || height < 0.001 ||
	    width > ECI_OFD_MAX_MM || height > ECI_OFD_MAX_MM)
		return eci_fail(ctx, ECERT_E_ARG, "page: width and height lie in 0..%g mm",
		    ECI_OFD_MAX_MM);
	if ((e = eci_ofd_unsigned(ctx, doc, "adding a page")) != ECERT_OK ||
	    (e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	if ((e = add_page(ctx, doc, box)) != ECERT_OK) {
		eci_ofd_undo(doc);
		return e;
	}
	eci_ofd_keep(doc);
	*page = doc->st.n_pages;
	return ECERT_OK;
}

static struct eci_xml_node *
find_layer(struct eci_xml_node *content, uint64_t id)
{
	struct eci_xml_node *l;
	const char *s;
	uint64_t v;

	for (l = eci_xml_first(content); l != NULL; l = eci_xml_next(l)) {
		s = eci_xml_attr(l, "ID");
		if (eci_xml_is(l, "Layer") && s != NULL && eci_parse_uint(s, UINT32_MAX, &v) &&
		    v == id)
			return l;
	}
	return NULL;
}

static ecert_err
open_layer(ecert_ctx *ctx, ecert_doc *doc, uint64_t page, struct eci_ofd_canvas *c)
{
	struct eci_xml_node *root = eci_xml_root(c->xml), *content;
	const struct eci_ofd_own_layer *own = own_layer(doc, page);
	ecert_err e = ECERT_OK;

	if ((content = eci_xml_child(root, "Content")) == NULL)
		e = eci_ofd_insert(ctx, root, page_order, "Content", NULL, &content);
	if (e == ECERT_OK && own != NULL)
		c->layer = find_layer(content, own->layer);
	if (e == ECERT_OK && c->layer == NULL)
		e = add_layer(ctx, doc, content, page, &c->layer);
	return e;
}

/* How many bytes at the end are these end tags, innermost last in tags, with
 * nothing but white space between them; else 0. */
static size_t
end_tags(const uint8_t *p, size_t n, const char *const *tags)
{
	size_t at = n, len;

	for (; *tags != NULL; tags++) {
		while (at > 0 && (p[at - 1] == ' ' || p[at - 1] == '\t' || p[at - 1] == '\n' ||
		    p[at - 1] == '\r'))
			at--;
		len = strlen(*tags);
		if (at < len || memcmp(p + at - len, *tags, len) != 0)
			return 0;
		at -= len;
	}
	return n - at;
}

static const char *const page_end[] = {
	"</ofd:Page>", "</ofd:Content>", "</ofd:Layer>", NULL
};
static const char *const layer_end[] = { "</ofd:Layer>", NULL };

/* The part as it was left, to be added to at its end; *xml stays NULL where that
 * cannot be done. */
static ecert_err
open_end(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_page *p,
    struct eci_ofd_canvas *c)
{
	const struct eci_ofd_own_layer *own = own_layer(doc, p->id);
	size_t i = eci_ofd_find(doc, p->entry);
	ecert_err e;

	if (own == NULL || own->tail == 0 || i == SIZE_MAX ||
	    eci_pkg_size(doc->pkg, i) != own->len)
		return ECERT_OK;
	e = eci_pkg_read(ctx, doc->pkg, i, own->len, &c->text);
	if (e != ECERT_OK || end_tags(c->text.ptr, c->text.len, page_end) != own->tail)
		return e;
	c->tail = own->tail;
	e = eci_ofd_new_part(ctx, doc, "Layer", &c->xml);
	if (e == ECERT_OK)
		c->layer = eci_xml_root(c->xml);
	return e;
}

/* The whole part as a tree. */
static ecert_err
open_tree(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_page *p,
    struct eci_ofd_canvas *c)
{
	ecert_err e = eci_ofd_load_part(ctx, doc, p->entry, &c->xml);

	c->text.len = 0;
	if (e == ECERT_OK && !eci_xml_is(eci_xml_root(c->xml), "Page"))
		e = eci_reject(ctx, ECERT_R_OFD_STRUCTURE, p->entry, ECI_OFD_CLAUSE " 7.7",
		    "the root is no Page");
	return e == ECERT_OK ? open_layer(ctx, doc, p->id, c) : e;
}

ecert_err
eci_ofd_canvas_open(ecert_ctx *ctx, ecert_doc *doc, size_t page, const char *what,
    struct eci_ofd_canvas *out)
{
	const struct eci_ofd_page *p;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_ofd_unsigned(ctx, doc, what)) != ECERT_OK)
		return e;
	if (page < 1 || page > doc->st.n_pages)
		return eci_fail(ctx, ECERT_E_ARG, "%s: page %zu of %zu", what, page,
		    doc->st.n_pages);
	p = &doc->st.pages[page - 1];
	out->page = page - 1;
	if (p->entry == NULL)
		return eci_reject(ctx, ECERT_R_DANGLING_REF, doc->st.root, NULL,
		    "page %zu leads nowhere", page);
	if ((e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	e = open_end(ctx, doc, p, out);
	if (e == ECERT_OK && out->xml == NULL)
		e = open_tree(ctx, doc, p, out);
	return e == ECERT_OK ? e : eci_ofd_canvas_close(ctx, doc, out, e);
}

/* What is between the tags of the scratch part's root goes in front of the tail. */
static ecert_err
splice(ecert_ctx *ctx, struct eci_ofd_canvas *c, struct eci_buf *out)
{
	struct eci_buf xml = { 0 };
	const char *from, *to;
	size_t head = c->text.len - c->tail, end;
	ecert_err e = eci_xml_write(ctx, c->xml, &xml);

	if (e != ECERT_OK)
		return e;
	end = end_tags(xml.ptr, xml.len, layer_end);
	to = (char *)xml.ptr + xml.len - end;
	from = strstr((char *)xml.ptr, "<ofd:Layer");
	if (from != NULL)
		from = strchr(from, '>');
	if (end == 0 || from == NULL || from >= to)
		e = eci_fail(ctx, ECERT_E_INTERNAL, "objects without a layer");
	if (e == ECERT_OK)
		e = eci_buf_room(ctx, out, c->text.len + xml.len);
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, out, c->text.ptr, head);
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, out, from + 1, (size_t)(to - from - 1));
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, out, c->text.ptr + head, c->tail);
	eci_buf_free(&xml);
	return e;
}

/* The own layer is the page's last, unless the page has more of its own. */
static ecert_err
put_canvas(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_canvas *c)
{
	const struct eci_ofd_page *p = &doc->st.pages[c->page];
	struct eci_ofd_own_layer *own;
	struct eci_buf b = { 0 };
	bool last = c->tail > 0 || eci_xml_next(c->layer) == NULL;
	ecert_err e;

	e = c->tail > 0 ? splice(ctx, c, &b) : eci_xml_write(ctx, c->xml, &b);
	if (e == ECERT_OK)
		e = eci_ofd_put(ctx, doc, p->entry, b.ptr, b.len);
	if (e == ECERT_OK && (own = own_layer(doc, p->id)) != NULL) {
		own->len = b.len;
		own->tail = last ? end_tags(b.ptr, b.len, page_end) : 0;
	}
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_ofd_canvas_close(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_canvas *canvas,
    ecert_err e)
{
	if (e == ECERT_OK)
		e = put_canvas(ctx, doc, canvas);
	if (e == ECERT_OK)
		e = eci_ofd_update_max_id(ctx, doc);
	eci_xml_free(canvas->xml);
	eci_buf_free(&canvas->text);
	memset(canvas, 0, sizeof(*canvas));
	if (e == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_undo(doc);
	return e;
}
