/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml.h - XML of strangers, read without surprises.  UTF-8 only, no DOCTYPE,
 * depth, attributes, namespaces, names, tags and elements bounded before libxml2
 * sees the bytes (libxml2 2.9.14 spends 16 s of CPU on 100,000 attributes), no
 * network, no entities but the five built in.  Failures carry XML_MALFORMED, XML_UNSAFE or
 * XML_LIMIT with the entry's name as where.
 */
#ifndef ECI_XML_H
#define ECI_XML_H

#include "base/base.h"

#define ECI_NS_OFD      "http://www.ofdspec.org/2016"
#define ECI_NS_OFD_OLD  "http://www.ofdspec.org"       /* in the field; read only */
/* Whether ns is one of the two. */
bool eci_xml_ns_is_ofd(const char *ns);

/* Elements, comments, sections and instructions of a tree, which costs far more
 * memory than the bytes, and four times as many attributes; a pass without a tree has the context's limit alone. */
#define ECI_XML_TREE_MAX 65536

struct eci_xml;              /* a document */
struct eci_xml_node;         /* an element of it, borrowed */

ecert_err eci_xml_parse(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_xml **out);
void eci_xml_free(struct eci_xml *xml);
/* One more owner, for a tree that is only read; each frees it. */
struct eci_xml *eci_xml_ref(struct eci_xml *xml);
struct eci_xml_node *eci_xml_root(const struct eci_xml *xml);

const char *eci_xml_name(const struct eci_xml_node *e);     /* local name */
const char *eci_xml_ns(const struct eci_xml_node *e);       /* "" for none */
/* True for an element of either OFD namespace with this local name. */
bool eci_xml_is(const struct eci_xml_node *e, const char *local);
/* First child element and next sibling element, any name. */
struct eci_xml_node *eci_xml_first(const struct eci_xml_node *e);
struct eci_xml_node *eci_xml_next(const struct eci_xml_node *e);
/* First child of the OFD namespaces with this name, or NULL; how many. */
struct eci_xml_node *eci_xml_child(const struct eci_xml_node *e, const char *local);
size_t eci_xml_count(const struct eci_xml_node *e, const char *local);
/* An attribute without namespace, or NULL; borrowed from the document. */
const char *eci_xml_attr(const struct eci_xml_node *e, const char *name);
/* Text of the element itself (children's text left out), trimmed of white
 * space, owned by the document; "" when there is none, NULL: no memory. */
const char *eci_xml_text(struct eci_xml *xml, const struct eci_xml_node *e);
/* Text of the child of that name, NULL when it is absent. */
const char *eci_xml_child_text(struct eci_xml *xml, const struct eci_xml_node *e,
    const char *local);
/* Line in the source, for messages. */
unsigned eci_xml_line(const struct eci_xml_node *e);

/* ---- a pass over a part without a tree, for parts that are only examined ---- */

struct eci_xml_tag {                     /* a start tag */
	const char  *local, *ns;
	size_t       depth;                  /* of the root: 0 */
	size_t       attrs;
	/* i < attrs: local name and value, NUL-terminated */
	const char *const *names, *const *values;
};
typedef ecert_err eci_xml_start_fn(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag);
/* Text of the element that ends, own text only, at most 64 KiB of it. */
typedef ecert_err eci_xml_end_fn(void *arg, ecert_ctx *ctx, const char *local,
    const char *ns, const char *text);
const char *eci_xml_tag_attr(const struct eci_xml_tag *tag, const char *name);
/* Checks well-formedness and reports what passes; both functions may be NULL. */
ecert_err eci_xml_scan(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg);
/* Of the tags of a part: starts and ends down to a depth, the root's being 0, and
 * starts of some local names below it (NULL-terminated, may be NULL). */
struct eci_xml_want {
	size_t             depth;
	const char *const *names;
};
ecert_err eci_xml_skim(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    const struct eci_xml_want *want, eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg);
/* As eci_xml_scan(), and end() is given text with the white space around it. */
ecert_err eci_xml_scan_text(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg);

/* ---- making and changing ---- */

/* A new document; prefix and ns of the root, e.g. "ofd", ECI_NS_OFD. */
ecert_err eci_xml_new(ecert_ctx *ctx, const char *prefix, const char *ns,
    const char *root, struct eci_xml **out);
/* Declares another prefix on e. */
ecert_err eci_xml_declare(ecert_ctx *ctx, struct eci_xml_node *e, const char *prefix, const char *ns);
/* A new element after the last child, in e's own namespace; text may be NULL. */
ecert_err eci_xml_add(ecert_ctx *ctx, struct eci_xml_node *e, const char *local,
    const char *text, struct eci_xml_node **out);
/* The same, in another declared namespace. */
ecert_err eci_xml_add_ns(ecert_ctx *ctx, struct eci_xml_node *e, const char *ns,
    const char *local, const char *text, struct eci_xml_node **out);
/* The same, before sibling (an element, not NULL). */
ecert_err eci_xml_add_before(ecert_ctx *ctx, struct eci_xml_node *sibling,
    const char *local, const char *text, struct eci_xml_node **out);
ecert_err eci_xml_set_attr(ecert_ctx *ctx, struct eci_xml_node *e, const char *name, const char *value);
ecert_err eci_xml_set_text(ecert_ctx *ctx, struct eci_xml_node *e, const char *text);
void eci_xml_remove(struct eci_xml_node *e);
/* UTF-8 with declaration, no reformatting. */
ecert_err eci_xml_write(ecert_ctx *ctx, const struct eci_xml *xml, struct eci_buf *out);

/* "libxml2 2.9.14" */
const char *eci_xml_version(void);

#endif
