/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_priv.h - shared by the files of ofd/.
 *
 * A document is its container (pkg) and what was read from OFD.xml and
 * Document.xml (state).  The container is the truth.  Whoever changes a part
 *   1. takes a private tree of it: eci_ofd_read_xml() with eci_ofd_find(),
 *   2. changes that tree,
 *   3. puts it back: eci_ofd_put_xml(),
 *   4. calls eci_ofd_reload() when OFD.xml, Document.xml, Signatures.xml or
 *      Attachments.xml was among the changed parts,
 * all between eci_ofd_checkpoint() and eci_ofd_keep(), or eci_ofd_rollback()
 * where a step failed.  The trees in the state are for reading only.
 */
#ifndef ECI_OFD_PRIV_H
#define ECI_OFD_PRIV_H

#include "ofd/ofd.h"
#include "xml/xml.h"

#define ECI_OFD_ENTRY   "OFD.xml"
#define ECI_OFD_CLAUSE  "GB/T 33190-2016"

struct eci_ofd_attachment {
	char *name;               /* as the list shows it, "" when absent */
	char *entry;              /* NULL: dangling */
};

struct eci_ofd_template {
	uint64_t id;
	size_t   order;           /* in CommonData */
	const struct eci_xml_node *row;
};

/* What OFD.xml and Document.xml say; made anew by eci_ofd_reload(). */
struct eci_ofd_state {
	struct eci_xml       *ofd;          /* OFD.xml */
	struct eci_xml_node  *body;         /* its one DocBody */
	struct eci_xml_node  *info;         /* its DocInfo or NULL */
	struct eci_xml       *document;     /* Document.xml */
	uint64_t              document_born;   /* when it was put */
	struct eci_xml_node  *common;       /* its CommonData or NULL */
	char                 *root;         /* entry of Document.xml */
	char                 *folder;       /* its folder, "Doc_0" or "" */
	char                 *signatures;   /* entry as named, exists or not; NULL: none named */
	char                 *attach_list;  /* entry of Attachments.xml, NULL: none or dangling */
	struct eci_ofd_page  *pages;        /* in page order; entry is owned */
	size_t                n_pages, cap_pages;
	struct eci_ofd_template *templates; /* by ID */
	size_t                n_templates, cap_templates;
	struct eci_ofd_attachment *attachments;
	size_t                n_attachments, cap_attachments;
	struct eci_ofd_sign  *rows;         /* of Signatures.xml, where it can be read */
	size_t                n_signatures;
	bool                  sign_list_bad;   /* Signatures.xml is missing or unreadable */
	size_t               *by_id;           /* indices of pages, ordered by ID */
};

/* The state a checkpoint goes back to, once there is another one. */
struct eci_ofd_mark {
	struct eci_ofd_state  st;
	bool                  saved;
};

/* Notes as ecert_doc_note_text() shows them. */
struct eci_ofd_lines {
	char                **v;
	size_t                n;
};

struct eci_ofd_edit;

struct ecert_doc {
	struct eci_pkg       *pkg;
	struct eci_ofd_state  st;
	struct eci_ofd_edit  *edit;         /* ofd_edit.h; NULL until something is added */
	struct eci_notes      notes;
	struct eci_ofd_mark  *marks;        /* of checkpoints that are open */
	size_t                n_marks, cap_marks;
	struct eci_ofd_lines *lines;
};

/* ---- ofd_doc.c ---- */

/* A document over pkg, which is taken over, also on failure; reads the state. */
ecert_err eci_ofd_adopt(ecert_ctx *ctx, struct eci_pkg *pkg, ecert_doc **out);
/* Reads the state again; on failure the old one stays. */
ecert_err eci_ofd_reload(ecert_ctx *ctx, ecert_doc *doc);
/* ECERT_E_STATE "what: the document is signed" when it has any signature, or a
 * signature list that cannot be read. */
ecert_err eci_ofd_unsigned(ecert_ctx *ctx, const ecert_doc *doc, const char *what);
/* A part as a tree of its own; entry is an index.  Bounded by the XML limits. */
ecert_err eci_ofd_read_xml(ecert_ctx *ctx, ecert_doc *doc, size_t entry, struct eci_xml **out);
/* Serialises xml as entry name. */
ecert_err eci_ofd_put_xml(ecert_ctx *ctx, ecert_doc *doc, const char *name,
    const struct eci_xml *xml);

/* As eci_note(), unless the same was noted already. */
ecert_err eci_ofd_note_once(ecert_ctx *ctx, struct eci_notes *notes, ecert_reason r,
    const char *where, const char *fmt, ...) ECI_PRINTF(5, 6);

/* ---- ofd_state.c ---- */

/* What OFD.xml and Document.xml say now; notes go to the document. */
ecert_err eci_ofd_state_load(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st);
void eci_ofd_state_free(struct eci_ofd_state *st);

/* ---- ofd_pages.c ---- */

/* The pages of st->document into st. */
ecert_err eci_ofd_pages_load(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_state *st);
/* Of n rows in the order of their IDs the first that is not below id: where it is, or
 * belongs; n: behind all. */
size_t eci_ofd_place_of(uint64_t id, const void *rows, size_t n,
    uint64_t (*id_at)(const void *rows, size_t i));

/* ---- ofd_template.c ---- */

/* The template pages of st->common into st. */
ecert_err eci_ofd_templates_load(ecert_ctx *ctx, struct eci_ofd_state *st);
/* The part of the template page of that ID, or SIZE_MAX. */
ecert_err eci_ofd_template(ecert_ctx *ctx, ecert_doc *doc, uint64_t id, size_t *entry);

/* Nothing deeper in a part is a link, or in a page a link or its size; the root is
 * at 0. */
#define ECI_OFD_DEEPEST      3
#define ECI_OFD_PAGE_DEEPEST 2

/* What a page's part says about its size. */
struct eci_ofd_area {
	size_t   depth;
	bool     in_area, has_box, box_ok;
	double   box[4];
	uint64_t template_id;       /* 0: none */
	bool     is_page;
};
/* Functions for eci_xml_skim() down to ECI_OFD_PAGE_DEEPEST; arg is such a one, zero
 * at first. */
ecert_err eci_ofd_area_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag);
ecert_err eci_ofd_area_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns,
    const char *text);
/* What following the links found in this entry as a page; NULL: nothing yet. */
const struct eci_ofd_area *eci_ofd_known_area(const ecert_doc *doc, size_t entry);

/* ---- ofd_signs.c ---- */

/* Rows of the part entry, the document's list or to become it. */
ecert_err eci_ofd_sign_rows(ecert_ctx *ctx, ecert_doc *doc, const char *entry,
    struct eci_ofd_sign **out, size_t *n);

/* ---- ofd_loc.c ---- */

/* True for "http:", "file:", "C:": a location outside of the package. */
bool eci_ofd_has_scheme(const char *loc);
/* "Doc_0/Pages" of "Doc_0/Pages/Content.xml", "" at the root; owned. */
ecert_err eci_ofd_dir(ecert_ctx *ctx, const char *entry, char **dir);
/* The entry a link in the part base means: index, or SIZE_MAX when there is
 * none.  A name that differs in case alone is taken, with a strict note (notes
 * may be NULL).  Refused with REF_BAD as eci_ofd_resolve(). */
ecert_err eci_ofd_follow(ecert_ctx *ctx, ecert_doc *doc, struct eci_notes *notes,
    const char *base, const char *loc, size_t *entry);
/* The same for a resource below Res@BaseLoc (may be NULL) of the resource list
 * base: an absolute loc wins; then BaseLoc + loc; the list's folder, the
 * document's folder and the root only with a strict note. */
ecert_err eci_ofd_follow_res(ecert_ctx *ctx, ecert_doc *doc, struct eci_notes *notes,
    const char *base, const char *res_base, const char *loc, size_t *entry);
/* A name "stem + N + tail" that no entry has, in any case, N from first; owned.
 * "Doc_0/Pages/Page_", 0, "/Content.xml"; also no entry lies below stem + N. */
ecert_err eci_ofd_free_name(ecert_ctx *ctx, ecert_doc *doc, const char *stem,
    uint64_t first, const char *tail, char **name);

/* ---- ofd_edit.c ---- */

/* NULL is fine. */
void eci_ofd_edit_free(struct eci_ofd_edit *edit);

/* ---- pages and pictures ---- */

#endif
