/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_edit.h - for the files of this layer that change documents: IDs,
 * resources, canvases, and what is remembered of a document being made.
 */
#ifndef ECI_OFD_EDIT_H
#define ECI_OFD_EDIT_H

#include "ofd/ofd_priv.h"

/* Beyond this no page, picture or line is meant seriously. */
#define ECI_OFD_MAX_MM 10000.0

/* What was added since the document was opened.  It only saves looking. */
struct eci_ofd_edit {
	uint64_t max_id;                 /* largest ST_ID in use; 0: not yet known */
	struct eci_ofd_made { char *name; uint64_t id; } *fonts, *images;
	size_t   n_fonts, cap_fonts, n_images, cap_images;
	struct eci_ofd_own_layer {
		uint64_t page, layer;
		size_t   len, tail;      /* of the part when last written, and of what
		                            follows the layer's last child; 0: unknown */
	} *layers;
	size_t   n_layers, cap_layers;
	uint64_t qr_page, qr_object;     /* the last QR code and what it says */
	char    *qr_text;
};

/* ---- ofd_edit.c ---- */

/* The document's own, made when first asked for. */
ecert_err eci_ofd_edit(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_edit **out);
/* eci_ofd_rollback() for those who may have called any of what follows. */
void eci_ofd_undo(ecert_doc *doc);
/* A part as a tree of its own; DANGLING_REF when there is no such entry. */
ecert_err eci_ofd_load_part(ecert_ctx *ctx, ecert_doc *doc, const char *entry,
    struct eci_xml **out);
/* An ID nothing in the document has. */
ecert_err eci_ofd_new_id(ecert_ctx *ctx, ecert_doc *doc, uint64_t *id);
/* MaxUnitID of document, a tree of Document.xml, after eci_ofd_new_id(). */
ecert_err eci_ofd_set_max_id(ecert_ctx *ctx, ecert_doc *doc, struct eci_xml *document);
/* The same in the container. */
ecert_err eci_ofd_update_max_id(ecert_ctx *ctx, ecert_doc *doc);
/* A new child in the order a schema wants; order ends with NULL. */
ecert_err eci_ofd_insert(ecert_ctx *ctx, struct eci_xml_node *parent,
    const char *const *order, const char *local, const char *text,
    struct eci_xml_node **out);
extern const char *const eci_ofd_document_order[];   /* 7.5 table 5 */
extern const char *const eci_ofd_common_order[];     /* 7.5 table 6 */
/* want, else want with a number before its suffix: a name no entry has. */
ecert_err eci_ofd_fresh_name(ecert_ctx *ctx, ecert_doc *doc, const char *want, char **name);
/* "Doc_0/name" for a document whose folder is Doc_0. */
ecert_err eci_ofd_in_folder(ecert_ctx *ctx, const ecert_doc *doc, const char *name,
    char **out);
/* How a part in the folder of base names entry: relative below it, else absolute. */
ecert_err eci_ofd_loc_from(ecert_ctx *ctx, const char *base, const char *entry, char **loc);
/* Makes Document.xml's child (7.5 table 5) lead to the list entry: a link that
 * leads nowhere is turned, one that is missing is added in its place. */
ecert_err eci_ofd_link_list(ecert_ctx *ctx, ecert_doc *doc, const char *child,
    const char *entry);
/* A new part whose root has the document's own OFD namespace. */
ecert_err eci_ofd_new_part(ecert_ctx *ctx, const ecert_doc *doc, const char *root,
    struct eci_xml **out);
ecert_err eci_ofd_attr_uint(ecert_ctx *ctx, struct eci_xml_node *e, const char *name,
    uint64_t v);
/* "a b c..." with at most three decimals each. */
ecert_err eci_ofd_attr_mm(ecert_ctx *ctx, struct eci_xml_node *e, const char *name,
    const double *v, size_t n);

/* ---- ofd_meta.c ---- */

/* A datum of DocInfo in the container, NULL removes it; checks nothing, and the
 * caller reloads. */
ecert_err eci_ofd_put_meta(ecert_ctx *ctx, ecert_doc *doc, const char *key,
    const char *value);

/* ---- ofd_page_res.c ---- */

/* The resource of this font family, made when there is none. */
ecert_err eci_ofd_font(ecert_ctx *ctx, ecert_doc *doc, const char *family, uint64_t *id);
/* The resource of this picture, made when there is none. */
ecert_err eci_ofd_picture(ecert_ctx *ctx, ecert_doc *doc, const uint8_t *p, size_t n,
    uint64_t *id);

/* ---- ofd_page_path.c ---- */

/* AbbreviatedData (9.1 table 36): operators, their operands, numbers. */
ecert_err eci_ofd_path_check(ecert_ctx *ctx, const char *data);

/* ---- ofd_page.c ---- */

/*
 * A page's part with the layer that takes what is added (7.7 table 12).  A part
 * written by us before is not parsed again for each object: then xml holds just
 * the new objects, and text is what they go into.
 */
struct eci_ofd_canvas {
	struct eci_xml      *xml;
	struct eci_xml_node *layer;
	struct eci_buf       text;
	size_t               tail;       /* bytes of text after the objects */
	size_t               page;       /* from 0 */
};
/* page from 1.  ECERT_E_STATE when the document is signed. */
ecert_err eci_ofd_canvas_open(ecert_ctx *ctx, ecert_doc *doc, size_t page,
    const char *what, struct eci_ofd_canvas *out);
/* Stores the part and MaxUnitID, or takes everything back where e is an error,
 * which it returns; frees the canvas. */
ecert_err eci_ofd_canvas_close(ecert_ctx *ctx, ecert_doc *doc,
    struct eci_ofd_canvas *canvas, ecert_err e);

#endif
