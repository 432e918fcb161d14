/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd.h - documents after GB/T 33190-2016: entry file, pages, resources, custom
 * tags, attachments, signature files.  It knows what the parts are and how they
 * refer to one another, nothing of seals or keys.
 *
 * Entry names here have no leading "/" and are resolved: exact names of the
 * container, or NULL where a link leads nowhere.
 */
#ifndef ECI_OFD_H
#define ECI_OFD_H

#include "base/base.h"
#include "pkg/pkg.h"

/* ---- the document's inside ---- */

struct eci_pkg *eci_ofd_pkg(ecert_doc *doc);
/* Document.xml's entry; Signatures.xml's or NULL when OFD.xml names none. */
const char *eci_ofd_root(const ecert_doc *doc);
const char *eci_ofd_signatures_entry(const ecert_doc *doc);
const struct eci_notes *eci_ofd_notes(const ecert_doc *doc);
struct eci_notes *eci_ofd_notes_mut(ecert_doc *doc);
/* For layers that may not see pkg.  Entries are numbered as by
 * ecert_doc_entry_name(); find is exact, SIZE_MAX when there is none. */
const struct eci_notes *eci_ofd_pkg_notes(const ecert_doc *doc);
size_t eci_ofd_find(const ecert_doc *doc, const char *entry);
ecert_err eci_ofd_stream(ecert_ctx *ctx, ecert_doc *doc, size_t entry,
    eci_pkg_sink *sink, void *arg);
/* Adds or replaces; the bytes are copied. */
ecert_err eci_ofd_put(ecert_ctx *ctx, ecert_doc *doc, const char *entry, const uint8_t *p,
    size_t n);
/* What the document was opened over; NULL when it is new or was changed since. */
const struct eci_src *eci_ofd_src(const ecert_doc *doc);
/* What Document.xml's Permissions/Signature says; true when absent. */
bool eci_ofd_may_sign(const ecert_doc *doc);

struct eci_ofd_page {
	uint64_t    id;           /* ST_ID, what PageRef means */
	const char *entry;        /* NULL: dangling */
};
size_t eci_ofd_page_n(const ecert_doc *doc);
const struct eci_ofd_page *eci_ofd_page(const ecert_doc *doc, size_t i);   /* from 0 */
/* Index of the page with this ID, or SIZE_MAX. */
size_t eci_ofd_page_by_id(const ecert_doc *doc, uint64_t id);

/*
 * A location (ST_Loc, 7.2 table 2) found in the part base: *name is the entry
 * it means, owned by the caller, whether or not it exists.  Refused with
 * REF_BAD: leaving the package, backslash, NUL, control characters, a scheme.
 * A doubled slash is read as one.
 */
ecert_err eci_ofd_resolve(ecert_ctx *ctx, const char *base, const char *loc, char **name);
/* Box "x y w h": finite numbers, w and h > 0. */
bool eci_ofd_box(const char *text, double box[4]);

/* ---- text that pages show (ofd_text*.c) ---- */

struct eci_ofd_hit {
	size_t page;              /* from 0 */
	double box[4];            /* x y w h on that page, mm */
};
struct eci_ofd_hits {
	struct eci_ofd_hit *v;
	size_t              n, cap;
};
/*
 * Where pages and their templates show each of n texts (UTF-8), in the order of
 * pages and of reading; white space does not count.  hits has n elements, all
 * zero, which the caller frees, also on failure.  *any: some page shows some text.
 */
ecert_err eci_ofd_find_texts(ecert_ctx *ctx, ecert_doc *doc, const char *const *texts,
    size_t n, struct eci_ofd_hits *hits, bool *any);
void eci_ofd_hits_free(struct eci_ofd_hits *hits, size_t n);
/* What does not count when text is looked for. */
bool eci_ofd_is_space(uint32_t cp);

/* ---- what pages draw, and where (ofd_view*.c) ---- */

enum eci_ofd_on { ECI_OFD_ON_TEMPLATE, ECI_OFD_ON_PAGE, ECI_OFD_ON_ANNOTATION };
struct eci_ofd_object {               /* a graphic object (8.5); strings are borrowed */
	const char     *what;         /* "TextObject", "PathObject", ... */
	enum eci_ofd_on on;
	const char     *entry;        /* the part it stands in */
	uint64_t        id;           /* 0: none that is one */
	double          box[4];       /* Boundary on the page: x y w h, mm */
	double          m[6];         /* a path's space to the page's */
	bool            fill, stroke;
	double          line;         /* width of strokes */
	const char     *data;         /* a path's AbbreviatedData, "" of others */
};
typedef ecert_err eci_ofd_object_fn(void *arg, ecert_ctx *ctx, const struct eci_ofd_object *o);
/*
 * Everything that is drawn on page i (from 0) by its templates, itself and its
 * annotations.  Invisible objects and those without a Boundary are left out, what a
 * composite unit draws is one object; clips do not count.  ECERT_E_LIMIT where that
 * takes to read more than two parts of the largest size.
 */
ecert_err eci_ofd_objects(ecert_ctx *ctx, ecert_doc *doc, size_t page, eci_ofd_object_fn *fn,
    void *arg);
/* Whether what o draws reaches into box; GROUND: all of box lies within an area or
 * picture, which may be what is drawn below. */
enum eci_ofd_touch { ECI_OFD_CLEAR, ECI_OFD_TOUCHES, ECI_OFD_GROUND };
enum eci_ofd_touch eci_ofd_touch(const struct eci_ofd_object *o, const double box[4]);
/* found[page] becomes true where an annotation of that page shows one of n texts;
 * white space does not count, nor where the text stands.  ECERT_E_LIMIT as above. */
ecert_err eci_ofd_find_in_annots(ecert_ctx *ctx, ecert_doc *doc, const char *const *texts,
    size_t n, bool *found);

/* ---- fonts (ofd_fonts.c) ---- */

struct eci_ofd_reach;
/* Told of each Font of the resource lists among r's parts: the list, FontName ("" when
 * absent), whether a FontFile is named. */
typedef ecert_err eci_ofd_font_fn(void *arg, ecert_ctx *ctx, const char *entry,
    const char *name, bool has_file);
ecert_err eci_ofd_fonts(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_reach *r,
    eci_ofd_font_fn *fn, void *arg);

/* ---- where identifiers stand (ofd_tag_ids.c) ---- */

enum eci_ofd_id_kind { ECI_OFD_ID_TAG, ECI_OFD_ID_FOREIGN, ECI_OFD_ID_MIRROR };
struct eci_ofd_id {
	enum eci_ofd_id_kind kind;
	char                *where;      /* entry */
	char                *text;       /* as it stands there */
	ecert_id            *id;         /* NULL: text is no identifier */
};
struct eci_ofd_code {                    /* a 2-D code the tag file speaks of */
	char                *symbology, *payload;      /* "" when absent */
	uint64_t             page, object;             /* IDs, 0 when absent */
};
struct eci_ofd_ids {
	struct eci_ofd_id   *v;          /* the one that counts first */
	size_t               n;
	struct eci_ofd_code *codes;
	size_t               n_codes, cap_codes;
};
ecert_err eci_ofd_ids(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    struct eci_ofd_ids *out);
void eci_ofd_ids_free(struct eci_ofd_ids *ids);
/* How many CustomData of that name there are; ecert_doc_meta() gives the first. */
size_t eci_ofd_custom_count(const ecert_doc *doc, const char *name);
/* Whether OFD.xml names versions of the document (19). */
bool eci_ofd_has_versions(const ecert_doc *doc);

/* ---- what the document consists of (ofd_reach.c) ---- */

enum eci_ofd_kind {
	ECI_OFD_STRUCTURE,     /* OFD.xml, Document.xml, resource, annotation,
	                          attachment, tag, extension and version lists */
	ECI_OFD_PAGE, ECI_OFD_TEMPLATE, ECI_OFD_RESOURCE, ECI_OFD_ANNOTATION,
	ECI_OFD_ATTACHMENT, ECI_OFD_TAG, ECI_OFD_SIGNATURE
};
enum eci_ofd_finding_kind { ECI_OFD_DANGLING, ECI_OFD_ACTIVE, ECI_OFD_BROKEN };
struct eci_ofd_finding {
	enum eci_ofd_finding_kind kind;
	ecert_reason reason;       /* DANGLING_REF, ACTIVE_CONTENT, XML_*, REF_BAD... */
	char        *where;        /* entry, escaped */
	char        *text;
};
struct eci_ofd_part {
	enum eci_ofd_kind kind;
	const char       *entry;   /* as in the container */
	/* A link that is no signature's leads here: somebody reads it as content.
	 * A version's list of files does not count, it shows nothing. */
	bool              content;
};
struct eci_ofd_reach {
	struct eci_ofd_part    *parts;      /* each entry once */
	size_t                  n_parts, cap_parts;
	struct eci_ofd_finding *findings;
	size_t                  n_findings, cap_findings;
	/* Findings of a file made of faults that were not kept; [1]: those that
	 * are more than a dead or an active link. */
	size_t                  n_more[2];
};
/* A part that cannot be read, or a link that means nothing in a package. */
bool eci_ofd_finding_bad(const struct eci_ofd_finding *f);
/* A location with a scheme. */
bool eci_ofd_finding_outside(const struct eci_ofd_finding *f);
/*
 * Follows every link from OFD.xml.  Parts that are XML are parsed; what is
 * wrong with them becomes a finding, only lack of memory or a failing read is
 * an error.  see() (may be NULL) is given each part's bytes after it was read, whole
 * and once, so that a caller who needs them too (to digest) need not read them
 * again, and may take them over: what is lent stays until the part is replaced or the
 * document freed; parts above 4 MiB that are no XML are left
 * out.  Parts' entries are borrowed until the document changes.
 */
typedef ecert_err eci_ofd_see(void *arg, ecert_ctx *ctx, size_t entry,
    struct eci_lent *bytes);
ecert_err eci_ofd_walk(ecert_ctx *ctx, ecert_doc *doc, eci_ofd_see *see, void *arg,
    struct eci_ofd_reach *out);
void eci_ofd_reach_free(struct eci_ofd_reach *r);

/* ---- what is known of an entry (ofd_known.c) ---- */

/* What bytes can be at most, by how they begin: DER, or a Signature.xml. */
enum eci_ofd_look { ECI_OFD_UNSEEN, ECI_OFD_NEITHER, ECI_OFD_LIKE_DER, ECI_OFD_LIKE_SIGNATURE };
enum eci_ofd_look eci_ofd_look(const uint8_t *p, size_t n);

#define ECI_OFD_DIGEST 32
/* The SM3 digest of an entry's bytes, kept with it until it is replaced; NULL
 * where nobody has set it. */
const uint8_t *eci_ofd_digest(const ecert_doc *doc, size_t entry);
ecert_err eci_ofd_set_digest(ecert_ctx *ctx, ecert_doc *doc, size_t entry,
    const uint8_t digest[ECI_OFD_DIGEST]);
/* The same for how the entry looks. */
ecert_err eci_ofd_set_look(ecert_ctx *ctx, ecert_doc *doc, size_t entry, enum eci_ofd_look look);
/* As eci_ofd_walk(); the links of parts nothing was found in are kept too.  Parts of which
 * links and digest are known already are not read again. */
ecert_err eci_ofd_walk_learn(ecert_ctx *ctx, ecert_doc *doc, eci_ofd_see *see, void *arg,
    struct eci_ofd_reach *out);

/*
 * A document that was written from another and read back.  at[i] is the entry of
 * from whose stored bytes entry i has, by comparison of all of them, or SIZE_MAX;
 * what was learnt of that one holds for entry i.
 */
struct eci_ofd_twin {
	const ecert_doc *from;
	size_t          *at;
	size_t           n;
};
ecert_err eci_ofd_twin(ecert_ctx *ctx, const ecert_doc *doc, const ecert_doc *from,
    struct eci_ofd_twin *out);
void eci_ofd_twin_free(struct eci_ofd_twin *twin);
/* As eci_ofd_digest(), of the entry's twin; twin may be NULL. */
const uint8_t *eci_ofd_twin_digest(const struct eci_ofd_twin *twin, size_t entry);
enum eci_ofd_look eci_ofd_twin_look(const struct eci_ofd_twin *twin, size_t entry);
/* As eci_ofd_walk() of doc, but parts whose twin has what reading them would tell
 * are not read; see() is not given those whose twin has a digest. */
ecert_err eci_ofd_walk_twin(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_twin *twin,
    eci_ofd_see *see, void *arg, struct eci_ofd_reach *out);

/* ---- signatures (chapter 18; ofd_signs.c, ofd_sign_slot.c, ofd_sig_*.c) ---- */

struct eci_ofd_sign {             /* a row of Signatures.xml */
	char *id;
	char *type;                   /* "Seal" when absent; else as written */
	char *entry;                  /* Signature.xml's name, resolved; may not exist */
	char *loc;                    /* BaseLoc as written */
};
struct eci_ofd_stamp {
	char    *id;
	uint64_t page_id;
	bool     boundary_ok, has_clip;
	double   boundary[4], clip[4];
};
struct eci_ofd_ref {
	char   *entry;                /* without leading "/" */
	uint8_t digest[64];
	size_t  digest_len;
};
struct eci_ofd_sig {              /* Signature.xml */
	char *method;                 /* SignatureMethod, NULL when absent */
	char *date_time;              /* SignatureDateTime, NULL when absent */
	char *provider;               /* for display, NULL when absent */
	char *check_method;           /* NULL when absent */
	char *seal_entry;             /* resolved, NULL when absent */
	char *value_entry;            /* resolved */
	struct eci_ofd_ref   *refs;
	size_t                n_refs;
	struct eci_ofd_stamp *stamps;
	size_t                n_stamps;
	struct eci_notes      notes;
};
/* Rows of the list; empty when the document has none.  Failures: SIG_LIST_BAD,
 * XML_*: two rows of one ID, foreign namespace, unknown elements, above the limit. */
ecert_err eci_ofd_sign_list(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_sign **out, size_t *n);
void eci_ofd_sign_list_free(struct eci_ofd_sign *v, size_t n);
/* One Signature.xml from its bytes.  Failures: SIG_XML_BAD, REF_BAD, XML_*: an
 * element twice or unknown, a reference that is relative, repeated or no base64. */
ecert_err eci_ofd_sig_parse(ecert_ctx *ctx, const char *entry, const uint8_t *p, size_t n,
    struct eci_ofd_sig *out);
void eci_ofd_sig_free(struct eci_ofd_sig *sig);
/* Whether bytes nothing need refer to are a Signature.xml: XML with that root. */
ecert_err eci_ofd_is_signature(ecert_ctx *ctx, const char *entry, const uint8_t *p, size_t n,
    bool *yes);

/*
 * Room for one more signature: makes OFD.xml point to a Signatures.xml (only in
 * an unsigned document), adds a row, and tells the names to use:
 * DIR/Signature.xml, DIR/SignedValue.dat, DIR/Seal.esl below Signs/.
 *//* What a picture's bytes are, and its pixels (ofd_image.c). */
struct eci_ofd_image {
	const char *format;       /* "PNG" for Format, static */
	const char *suffix;       /* "png" for names, static */
	uint32_t    width, height;
};
/* ECERT_E_UNSUPPORTED when it is none we know, ECERT_E_ARG when damaged. */
ecert_err eci_ofd_image(ecert_ctx *ctx, const uint8_t *p, size_t n, struct eci_ofd_image *out);

struct eci_ofd_slot {
	char    *id;                 /* of the signature */
	uint64_t next_stamp;         /* number for the first stamp's ID */
	char    *sig_entry, *value_entry, *seal_entry;
};
ecert_err eci_ofd_sign_slot(ecert_ctx *ctx, ecert_doc *doc, const char *type, size_t n_stamps,
    struct eci_ofd_slot *out);
void eci_ofd_slot_free(struct eci_ofd_slot *slot);
/* Signature.xml; digests and stamps come in what eci_ofd_sig_parse() gives back. */
ecert_err eci_ofd_sig_write(ecert_ctx *ctx, const struct eci_ofd_sig *sig, struct eci_buf *out);

/* Puts an empty list where Document.xml names a resource list that is missing,
 * with a note and a line in the log; a signed document is left alone. */
ecert_err eci_ofd_mend(ecert_ctx *ctx, ecert_doc *doc);

/* Everything put so far can be taken back: a cheap copy of the overlay. */
ecert_err eci_ofd_checkpoint(ecert_ctx *ctx, ecert_doc *doc);
void eci_ofd_rollback(ecert_doc *doc);
void eci_ofd_keep(ecert_doc *doc);

/* Opens over a source, which is taken over, also on failure. */
ecert_err eci_ofd_open(ecert_ctx *ctx, struct eci_src *src, ecert_doc **out);
ecert_err eci_ofd_save(ecert_ctx *ctx, ecert_doc *doc, struct eci_out *out);

/* Of the libraries below, "libxml2 2.9.14"... */
const char *eci_ofd_xml_version(void);
const char *eci_ofd_zip_version(void);
/* The faster one for whole entries, or NULL: built without. */
const char *eci_ofd_inflate_version(void);
const char *eci_ofd_code_version(void);

#endif
