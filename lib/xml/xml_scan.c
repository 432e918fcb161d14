/* SPDX-License-Identifier: Apache-2.0 */
/* xml_scan.c - a pass over checked bytes without a tree. */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_priv.h"

struct scan {
	ecert_ctx           *ctx;
	const struct eci_xml_want *want;
	xmlParserCtxt       *ctxt;
	eci_xml_start_fn    *start;
	eci_xml_end_fn      *end;
	void                *arg;
	ecert_err            err;         /* the first; the parser is stopped */
	struct eci_xml_fault fault;
	bool                 ended;
	bool                 whole;       /* text is not trimmed */
	/* Where the own text of each open element begins in text. */
	size_t              *from;
	size_t               depth, cap_from;
	struct eci_buf       text;
	/* Of the tag at hand. */
	const char         **names, **values;
	size_t               cap_attrs;
	struct eci_buf       pool;
};

static void
stop(struct scan *s, ecert_err e)
{
	if (s->err == ECERT_OK)
		s->err = e;
	if (e != ECERT_OK)
		xmlStopParser(s->ctxt);
}

static void
on_error(void *arg, xmlError *error)
{
	struct scan *s = arg;

	eci_xml_keep(s->ctxt, &s->fault, error);
}

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct scan *s = arg;

	(void)name;
	(void)external;
	(void)system;
	s->fault.doctype = true;
	xmlStopParser(s->ctxt);
}

/* The parser leaves "&" as "&#38;" where entities are not replaced. */
static size_t
copy_value(char *out, const char *p, size_t n)
{
	size_t i = 0, len = 0;

	while (i < n) {
		out[len++] = p[i];
		i += n - i >= 5 && memcmp(p + i, "&#38;", 5) == 0 ? 5 : 1;
	}
	out[len] = '\0';
	return len + 1;
}

static ecert_err
room_for(struct scan *s, int n, const xmlChar **v)
{
	size_t total = 0;
	int i;

	while (s->cap_attrs < (size_t)n) {
		size_t cap = s->cap_attrs, same = cap;
		ecert_err e = eci_grow(s->ctx, &s->names, cap, &cap, sizeof(*s->names));
		if (e == ECERT_OK)
			e = eci_grow(s->ctx, &s->values, same, &same, sizeof(*s->values));
		if (e != ECERT_OK)
			return e;
		s->cap_attrs = cap;
	}
	for (i = 0; i < n; i++)
		total += (size_t)(v[5 * i + 4] - v[5 * i + 3]) + 1;
	s->pool.len = 0;
	return eci_buf_room(s->ctx, &s->pool, total);
}

/* Five pointers an attribute: local name, prefix, namespace, value, its end.
 * OFD's attributes have no namespace; others are not handed over. */
static ecert_err
tell(struct scan *s, const xmlChar *local, const xmlChar *ns, int n, const xmlChar **v)
{
	struct eci_xml_tag tag = { .local = (const char *)local,
	    .ns = ns != NULL ? (const char *)ns : "", .depth = s->depth };
	ecert_err e = room_for(s, n, v);
	int i;

	for (i = 0; e == ECERT_OK && i < n; i++, v += 5) {
		char *at = (char *)s->pool.ptr + s->pool.len;
		if (v[1] != NULL)
			continue;
		s->names[tag.attrs] = (const char *)v[0];
		s->values[tag.attrs++] = at;
		s->pool.len += copy_value(at, (const char *)v[3], (size_t)(v[4] - v[3]));
	}
	tag.names = s->names;
	tag.values = s->values;
	return e == ECERT_OK ? s->start(s->arg, s->ctx, &tag) : e;
}

static bool
is_wanted(const struct scan *s, const char *local)
{
	const char *const *w;

	if (s->depth <= s->want->depth)
		return true;
	for (w = s->want->names; w != NULL && *w != NULL; w++)
		if (strcmp(*w, local) == 0)
			return true;
	return false;
}

static void
on_start(void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
    int n_ns, const xmlChar **namespaces, int n, int n_default, const xmlChar **v)
{
	struct scan *s = arg;
	ecert_err e = ECERT_OK;

	(void)prefix;
	(void)n_ns;
	(void)namespaces;
	(void)n_default;
	if (s->err != ECERT_OK)
		return;
	if (s->start != NULL && is_wanted(s, (const char *)local))
		e = tell(s, local, ns, n, v);
	if (e == ECERT_OK && s->end != NULL && s->depth <= s->want->depth &&
	    (e = eci_grow(s->ctx, &s->from, s->depth, &s->cap_from, sizeof(*s->from))) == ECERT_OK)
		s->from[s->depth] = s->text.len;
	s->depth++;
	stop(s, e);
}

static void
on_text(void *arg, const xmlChar *p, int n)
{
	struct scan *s = arg;
	size_t have, left;

	if (s->err != ECERT_OK || s->depth == 0 || n <= 0 || s->depth - 1 > s->want->depth)
		return;
	have = s->text.len - s->from[s->depth - 1];
	left = have < ECI_XML_TEXT_MAX ? ECI_XML_TEXT_MAX - have : 0;
	if (left > 0)
		stop(s, eci_buf_add(s->ctx, &s->text, p, (size_t)n < left ? (size_t)n : left));
}

static void
on_end(void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
	struct scan *s = arg;
	size_t from;
	ecert_err e;

	(void)prefix;
	if (s->err != ECERT_OK)
		return;
	s->depth--;
	if (s->end == NULL || s->depth > s->want->depth)
		return;
	from = s->from[s->depth];
	while (!s->whole && s->text.len > from && eci_xml_space(s->text.ptr[s->text.len - 1]))
		s->text.len--;
	if ((e = eci_buf_add(s->ctx, &s->text, "", 1)) != ECERT_OK) {
		stop(s, e);
		return;
	}
	s->text.len = from;
	while (!s->whole && eci_xml_space(s->text.ptr[from]))
		from++;
	stop(s, s->end(s->arg, s->ctx, (const char *)local, ns != NULL ? (const char *)ns : "",
	    (const char *)s->text.ptr + from));
}

/* Without memory for its buffers libxml2 does not begin, and says nothing. */
static void
on_end_document(void *arg)
{
	struct scan *s = arg;

	s->ended = true;
}

static ecert_err
run(struct scan *s, const char *where, const uint8_t *p, size_t n)
{
	xmlSAXHandler *sax = s->ctxt->sax;
	xmlDoc *doc;

	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->serror = on_error;
	sax->internalSubset = on_doctype;
	sax->externalSubset = on_doctype;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->endDocument = on_end_document;
	if (s->end != NULL)
		sax->characters = sax->ignorableWhitespace = sax->cdataBlock = on_text;
	s->ctxt->userData = s;
	doc = eci_xml_run(s->ctxt, p, n);
	xmlFreeDoc(doc);
	if (s->err != ECERT_OK)
		return s->err;
	return eci_xml_good(s->ctxt, &s->fault) && s->ended ? ECERT_OK :
	    eci_xml_blame(s->ctx, where, &s->fault);
}

static ecert_err
parse(struct scan *s, const char *where, const uint8_t *p, size_t n)
{
	size_t skip = 0;
	ecert_err e;

	if ((e = eci_xml_check(s->ctx, where, p, n,
	    ecert_ctx_limit(s->ctx, ECERT_LIMIT_XML_ELEMENTS), &skip)) != ECERT_OK)
		return e;
	xmlInitParser();
	if ((s->ctxt = xmlNewParserCtxt()) == NULL)
		return eci_nomem(s->ctx);
	e = run(s, where, p + skip, n - skip);
	xmlFreeParserCtxt(s->ctxt);
	eci_buf_free(&s->text);
	eci_buf_free(&s->pool);
	free(s->from);
	free(s->names);
	free(s->values);
	return e;
}

/* Most parts need no parser. */
static ecert_err
scan(struct scan *s, const char *where, const uint8_t *p, size_t n)
{
	struct eci_xml_events ev = { .ctx = s->ctx, .starts = s->start != NULL,
	    .ends = s->end != NULL, .whole = s->whole };
	bool plain;
	ecert_err e;

	e = eci_xml_plain(s->ctx, p, n, s->want, &ev, &plain);
	if (e == ECERT_OK && plain)
		e = eci_xml_events_tell(&ev, s->start, s->end, s->arg);
	eci_xml_events_free(&ev);
	return e != ECERT_OK || plain ? e : parse(s, where, p, n);
}

static const struct eci_xml_want all = { SIZE_MAX, NULL };

ecert_err
eci_xml_skim(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    const struct eci_xml_want *want, eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg)
{
	struct scan s = { .ctx = ctx, .want = want, .start = start, .end = end, .arg = arg };

	return scan(&s, where, p, n);
}

ecert_err
eci_xml_scan(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg)
{
	return eci_xml_skim(ctx, where, p, n, &all, start, end, arg);
}

ecert_err
eci_xml_scan_text(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg)
{
	struct scan s = { .ctx = ctx, .want = &all, .start = start, .end = end, .arg = arg,
	    .whole = true };

	return scan(&s, where, p, n);
}

ecert_err
eci_xml_scan_parsed(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    const struct eci_xml_want *want, eci_xml_start_fn *start, eci_xml_end_fn *end, void *arg)
{
	struct scan s = { .ctx = ctx, .want = want, .start = start, .end = end, .arg = arg };

	return parse(&s, where, p, n);
}

const char *
eci_xml_tag_attr(const struct eci_xml_tag *tag, const char *name)
{
	size_t i;

	for (i = 0; i < tag->attrs; i++)
		if (strcmp(tag->names[i], name) == 0)
			return tag->values[i];
	return NULL;
}
