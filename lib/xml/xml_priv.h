/* SPDX-License-Identifier: Apache-2.0 */
/* xml_priv.h - shared by the files of xml/. */
#ifndef ECI_XML_PRIV_H
#define ECI_XML_PRIV_H

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "xml/xml.h"

struct eci_xml {
	xmlDoc  *doc;              /* its _private points back here */
	size_t   more;             /* owners, the first left out */
	char   **texts;            /* made for eci_xml_text(), freed with it */
	size_t   n_texts, cap_texts;
};

/* The first thing libxml2 had to say, and what our handlers found. */
struct eci_xml_fault {
	int           code;        /* 0: nothing */
	int           line;
	bool          doctype;
	char          msg[160];
};

/* A node is libxml2's own; the other name keeps its header in this folder. */
static inline const xmlNode *
eci_xml_in(const struct eci_xml_node *e)
{
	return (const xmlNode *)e;
}

static inline struct eci_xml_node *
eci_xml_out(xmlNode *n)
{
	return (struct eci_xml_node *)n;
}

static inline bool
eci_xml_space(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Different names of a part; they stay in its bytes. */
#define ECI_XML_NAMES_MAX 4096

struct eci_xml_seen;
struct eci_xml_names {
	struct eci_bytes     last[64];   /* known ones, found without a hash */
	uint64_t             key[2];
	struct eci_xml_seen *v;
	size_t               n, cap;
};
/* *full: it is one name too many, or names that were made to collide. */
ecert_err eci_xml_names_add(ecert_ctx *ctx, struct eci_xml_names *s, const uint8_t *p,
    size_t n, bool *full);
void eci_xml_names_free(struct eci_xml_names *s);

/* Examines the raw bytes before libxml2 does: at most so many elements, comments,
 * sections and instructions.  *skip is a byte order mark's. */
ecert_err eci_xml_check(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    uint64_t max_elements, size_t *skip);
#define ECI_XML_TEXT_MAX    65536   /* of an element that are handed over */
#define ECI_XML_PLAIN_ATTRS 32      /* of a tag in plain form, namespaces aside */

/* Tags of a part in the order they stand (xml_events.c). */
struct eci_xml_events {
	ecert_ctx            *ctx;
	bool                  starts, ends, whole;  /* asked for; text is not trimmed */
	bool                  full;                 /* too many to keep */
	struct eci_xml_event *v;
	size_t                n, cap;
	struct eci_xml_pair  *attrs;
	size_t                n_attrs, cap_attrs;
	struct eci_buf        pool, text;
	size_t               *from;                 /* of the open elements, in text */
	size_t                cap_from;
};
/* Hands them over; a function of a kind that was not asked for is not called. */
ecert_err eci_xml_events_tell(const struct eci_xml_events *ev, eci_xml_start_fn *start,
    eci_xml_end_fn *end, void *arg);
void eci_xml_events_free(struct eci_xml_events *ev);

/*
 * *yes: the part is well-formed, within all limits, and of a form that is fully
 * understood here; out then has what is wanted of it.  Else the parser decides.
 */
ecert_err eci_xml_plain(ecert_ctx *ctx, const uint8_t *p, size_t n,
    const struct eci_xml_want *want, struct eci_xml_events *out, bool *yes);

/* The tree of a part of that form, or *out stays NULL. */
ecert_err eci_xml_build(ecert_ctx *ctx, const uint8_t *p, size_t n, uint64_t max_elements,
    xmlDoc **out);
/* p with the ends of its lines as XML has them, at most left bytes. */
ecert_err eci_xml_add_lines(ecert_ctx *ctx, struct eci_buf *out, const uint8_t *p, size_t n,
    size_t left);

/* As eci_xml_parse(), by the parser whatever the form. */
ecert_err eci_xml_parse_parsed(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_xml **out);
/* As eci_xml_write(), by libxml2 whatever is in the tree. */
ecert_err eci_xml_write_full(ecert_ctx *ctx, const struct eci_xml *xml, struct eci_buf *out);
/* As eci_xml_skim(), by the parser whatever the form. */
ecert_err eci_xml_scan_parsed(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    const struct eci_xml_want *want, eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg);

/* Runs ctxt over checked bytes with the options every parser here has. */
xmlDoc *eci_xml_run(xmlParserCtxt *ctxt, const uint8_t *p, size_t n);
/* Whether the run found nothing wrong; f learns of a lack of memory. */
bool eci_xml_good(const xmlParserCtxt *ctxt, struct eci_xml_fault *f);
/* Keeps the first error, after which the parser is to go no further; warnings are
 * left alone. */
void eci_xml_keep(xmlParserCtxt *ctxt, struct eci_xml_fault *f, const xmlError *error);
ecert_err eci_xml_blame(ecert_ctx *ctx, const char *where, const struct eci_xml_fault *f);

#endif
