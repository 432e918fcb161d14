/* SPDX-License-Identifier: Apache-2.0 */
/* xml_build.c - libxml2's tree of a plain part, made by the one pass: its parser
 * would make the same, and costs several times as much on small parts. */
#include <libxml/tree.h>
#include <libxml/dict.h>
#include <libxml/xmlerror.h>

#include "xml/xml_plain.h"
#include "xml/xml_priv.h"

#define LINE_MAX_KEPT 65535    /* of a node */
#define LOOK_FROM ((size_t)64 * 1024)

struct build {
	ecert_ctx      *ctx;
	xmlDoc         *doc;
	xmlNode        *at;        /* the open element, or the document */
	const uint8_t  *counted;   /* lines up to here */
	unsigned        line;
	struct eci_buf  text;      /* put together of more than one piece */
};

/* The dictionary's copy; NULL: no memory. */
static const xmlChar *
kept(const struct build *b, struct eci_bytes s)
{
	return xmlDictLookup(b->doc->dict, s.ptr, (int)s.len);
}

static const xmlChar *
kept_name(const struct build *b, struct eci_xml_word *w)
{
	if (w->kept == NULL)
		w->kept = kept(b, eci_xml_word_local(w));
	return w->kept;
}

static void
count_lines(struct build *b, const uint8_t *to)
{
	const uint8_t *p = b->counted;

	while (p < to && (p = memchr(p, '\n', (size_t)(to - p))) != NULL) {
		p++;
		b->line += b->line < LINE_MAX_KEPT;
	}
	b->counted = to;
}

/* Behind the parent's last child.  libxml2 checks whether it could make a node, not
 * whether it could copy what is in it. */
static bool
add_text(const struct build *b, xmlNode *parent, const uint8_t *p, size_t n)
{
	xmlNode *t = xmlNewDocTextLen(b->doc, p, (int)n);

	if (t == NULL)
		return false;
	if (t->content == NULL) {
		xmlFreeNode(t);
		return false;
	}
	t->line = (unsigned short)b->line;
	t->parent = parent;
	t->prev = parent->last;
	if (t->prev != NULL)
		t->prev->next = t;
	else
		parent->children = t;
	parent->last = t;
	return true;
}

static bool
add_ns(const struct build *b, xmlNode *node, struct eci_xml_spelled *ns)
{
	const xmlChar *uri = kept(b, ns->uri), *prefix = NULL;
	xmlNs *made;

	if (uri == NULL || (ns->prefix.len > 0 && (prefix = kept(b, ns->prefix)) == NULL) ||
	    (made = xmlNewNs(node, uri, prefix)) == NULL)
		return false;
	ns->made = made;
	return made->href != NULL && (prefix == NULL || made->prefix != NULL);
}

static bool
add_attr(const struct build *b, xmlNode *node, const struct eci_xml_plain_attr *a)
{
	const xmlChar *name = kept_name(b, a->name);
	/* The dictionary owns it: nobody writes to it or frees it. */
	union { const xmlChar *from; xmlChar *to; } eaten = { name };
	xmlAttr *attr;

	if (name == NULL || (attr = xmlNewNsPropEatName(node,
	    a->name->prefix > 0 ? a->name->ns->made : NULL, eaten.to, NULL)) == NULL)
		return false;
	return add_text(b, (xmlNode *)attr, a->value.ptr, a->value.len);
}

static bool
add_element(struct build *b, const struct eci_xml_plain_tag *tag)
{
	const xmlChar *name = kept_name(b, tag->name);
	union { const xmlChar *from; xmlChar *to; } eaten = { name };
	xmlNode *node;
	size_t i;

	if (name == NULL || (node = xmlNewDocNodeEatName(b->doc, NULL, eaten.to, NULL)) == NULL)
		return false;
	/* From here on it is freed with the document. */
	xmlAddChild(b->at, node);
	b->at = node;
	node->line = (unsigned short)b->line;
	for (i = 0; i < tag->n_declared; i++)
		if (!add_ns(b, node, &tag->declared[i]))
			return false;
	node->ns = tag->ns != NULL ? tag->ns->made : NULL;
	for (i = 0; i < tag->n_attrs; i++)
		if (!add_attr(b, node, &tag->attrs[i]))
			return false;
	return true;
}

static ecert_err
on_start(struct eci_xml_sink *sink, const struct eci_xml_plain_tag *tag)
{
	struct build *b = sink->arg;

	count_lines(b, tag->end);
	return add_element(b, tag) ? ECERT_OK : eci_nomem(b->ctx);
}

static ecert_err
on_text(struct eci_xml_sink *sink, size_t depth, const uint8_t *p, size_t n, bool more)
{
	struct build *b = sink->arg;
	ecert_err e;

	(void)depth;
	if (more || b->text.len > 0 || memchr(p, '\r', n) != NULL) {
		if ((e = eci_xml_add_lines(b->ctx, &b->text, p, n, SIZE_MAX)) != ECERT_OK || more)
			return e;
		p = b->text.ptr;
		n = b->text.len;
		b->text.len = 0;
	}
	return n == 0 || add_text(b, b->at, p, n) ? ECERT_OK : eci_nomem(b->ctx);
}

static ecert_err
on_end(struct eci_xml_sink *sink, size_t depth, struct eci_xml_word *name,
    struct eci_xml_spelled *ns)
{
	struct build *b = sink->arg;

	(void)depth;
	(void)name;
	(void)ns;
	b->at = b->at->parent;
	return ECERT_OK;
}

/* ---- a look before ---- */

static ecert_err
see_start(struct eci_xml_sink *sink, const struct eci_xml_plain_tag *tag)
{
	(void)sink;
	(void)tag;
	return ECERT_OK;
}

static ecert_err
see_text(struct eci_xml_sink *sink, size_t depth, const uint8_t *p, size_t n, bool more)
{
	(void)sink;
	(void)depth;
	(void)p;
	(void)n;
	(void)more;
	return ECERT_OK;
}

static ecert_err
see_end(struct eci_xml_sink *sink, size_t depth, struct eci_xml_word *name,
    struct eci_xml_spelled *ns)
{
	(void)sink;
	(void)depth;
	(void)name;
	(void)ns;
	return ECERT_OK;
}

/* A large part is gone through before a tree is made of it: one that is refused in the end
 * would have taken twenty times its bytes. */
static ecert_err
look(ecert_ctx *ctx, const uint8_t *p, size_t n, uint64_t max_elements, bool *yes)
{
	static const struct eci_xml_want root = { 0, NULL };
	struct eci_xml_sink sink = { .start = see_start, .text = see_text, .end = see_end };

	return eci_xml_plain_pass(ctx, p, n, &root, max_elements, &sink, yes);
}

/* ---- the tree ---- */

/* Where memory lacks libxml2 tells whoever listens, by default on standard error. */
static void
unheard(void *arg, xmlError *error)
{
	(void)arg;
	(void)error;
}

static ecert_err
make(struct build *b, const uint8_t *p, size_t n, uint64_t max_elements, bool *yes)
{
	static const struct eci_xml_want all = { SIZE_MAX, NULL };
	struct eci_xml_sink sink = { .start = on_start, .text = on_text, .end = on_end, .arg = b };
	ecert_err e;

	if ((b->doc = xmlNewDoc((const xmlChar *)"1.0")) == NULL || b->doc->version == NULL ||
	    (b->doc->dict = xmlDictCreate()) == NULL)
		return eci_nomem(b->ctx);
	b->at = (xmlNode *)b->doc;
	e = eci_xml_plain_pass(b->ctx, p, n, &all, max_elements, &sink, yes);
	b->doc->standalone = sink.standalone;
	eci_buf_free(&b->text);
	return e;
}

ecert_err
eci_xml_build(ecert_ctx *ctx, const uint8_t *p, size_t n, uint64_t max_elements, xmlDoc **out)
{
	struct build b = { .ctx = ctx, .counted = p, .line = 1 };
	xmlStructuredErrorFunc heard;
	void *heard_arg;
	bool yes = true;
	ecert_err e = ECERT_OK;

	if (n > LOOK_FROM && ((e = look(ctx, p, n, max_elements, &yes)) != ECERT_OK || !yes))
		return e;
	xmlInitParser();
	heard = xmlStructuredError;
	heard_arg = xmlStructuredErrorContext;
	xmlSetStructuredErrorFunc(NULL, unheard);
	e = make(&b, p, n, max_elements, &yes);
	xmlSetStructuredErrorFunc(heard_arg, heard);
	if (e == ECERT_OK && yes)
		*out = b.doc;
	else
		xmlFreeDoc(b.doc);
	return e;
}
