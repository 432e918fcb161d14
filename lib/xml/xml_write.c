/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_write.c - bytes from a tree, those that libxml2 writes: elements, attributes and
 * text, which is all that is in nearly every tree.  libxml2 writes the others; it takes
 * several times as long, with a buffer and a look for an encoding of its own each time.
 */
#include <string.h>

#include <libxml/parserInternals.h>

#include "xml/xml_priv.h"

struct writer {
	ecert_ctx      *ctx;
	struct eci_buf *out;
	ecert_err       err;       /* lack of memory */
};

/* Most of it is a few bytes, for which there is room. */
static inline void
put(struct writer *w, const void *p, size_t n)
{
	struct eci_buf *b = w->out;

	if (w->err != ECERT_OK)
		return;
	if (n < b->cap - b->len) {
		memcpy(b->ptr + b->len, p, n);
		b->len += n;
	} else if ((w->err = eci_buf_room(w->ctx, b, n + b->len)) == ECERT_OK)
		w->err = eci_buf_add(w->ctx, b, p, n);
}

static void
put_text(struct writer *w, const xmlChar *s)
{
	put(w, s, strlen((const char *)s));
}

/* XML 1.0 2.4, 2.11 and 3.3.3: what would be read as something else. */
enum { IN_TEXT = 1, IN_VALUE = 2, ANY = IN_TEXT | IN_VALUE };
static const struct { uint8_t where; char as[7]; } escapes[256] = {
	[0] = { ANY, "" }, ['<'] = { ANY, "&lt;" }, ['>'] = { ANY, "&gt;" }, ['&'] = { ANY, "&amp;" },
	['\r'] = { ANY, "&#13;" }, ['"'] = { IN_VALUE, "&quot;" }, ['\n'] = { IN_VALUE, "&#10;" },
	['\t'] = { IN_VALUE, "&#9;" }
};

static void
escaped(struct writer *w, const xmlChar *s, int where)
{
	const xmlChar *from;

	for (;; s++) {
		for (from = s; (escapes[*s].where & where) == 0; s++)
			;
		put(w, from, (size_t)(s - from));
		if (*s == 0)
			return;
		put(w, escapes[*s].as, strlen(escapes[*s].as));
	}
}

static void
name(struct writer *w, const xmlNs *ns, const xmlChar *local)
{
	if (ns != NULL && ns->prefix != NULL) {
		put_text(w, ns->prefix);
		put(w, ":", 1);
	}
	put_text(w, local);
}

/* False for what libxml2 has to write. */
static bool
declaration(struct writer *w, const xmlNs *ns)
{
	if (ns->href == NULL || strchr((const char *)ns->href, '"') != NULL)
		return false;
	put(w, " xmlns", 6);
	if (ns->prefix != NULL) {
		put(w, ":", 1);
		put_text(w, ns->prefix);
	}
	put(w, "=\"", 2);
	put_text(w, ns->href);
	put(w, "\"", 1);
	return true;
}

static bool
is_text(const xmlNode *n)
{
	return n->type == XML_TEXT_NODE && n->name == xmlStringText;
}

static bool
attribute(struct writer *w, const xmlAttr *a)
{
	const xmlNode *n;

	put(w, " ", 1);
	name(w, a->ns, a->name);
	put(w, "=\"", 2);
	for (n = a->children; n != NULL; n = n->next) {
		if (!is_text(n))
			return false;
		if (n->content != NULL)
			escaped(w, n->content, IN_VALUE);
	}
	put(w, "\"", 1);
	return true;
}

static bool
start_tag(struct writer *w, const xmlNode *e)
{
	const xmlAttr *a;
	const xmlNs *ns;

	put(w, "<", 1);
	name(w, e->ns, e->name);
	for (ns = e->nsDef; ns != NULL; ns = ns->next)
		if (!declaration(w, ns))
			return false;
	for (a = e->properties; a != NULL; a = a->next)
		if (!attribute(w, a))
			return false;
	if (e->children == NULL)
		put(w, "/>", 2);
	else
		put(w, ">", 1);
	return true;
}

static void
end_tag(struct writer *w, const xmlNode *e)
{
	put(w, "</", 2);
	name(w, e->ns, e->name);
	put(w, ">", 1);
}

static bool
element(struct writer *w, const xmlNode *root)
{
	const xmlNode *n = root;

	for (;;) {
		if (n->type == XML_ELEMENT_NODE) {
			if (!start_tag(w, n))
				return false;
			if (n->children != NULL) {
				n = n->children;
				continue;
			}
		} else if (!is_text(n)) {
			return false;
		} else if (n->content != NULL)
			escaped(w, n->content, IN_TEXT);
		for (; n != root && n->next == NULL; end_tag(w, n))
			n = n->parent;
		if (n == root)
			return true;
		n = n->next;
	}
}

/* With a 0 behind it, as a buffer has. */
static bool
document(struct writer *w, const xmlDoc *doc)
{
	static const char decl[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"";

	if (doc->version == NULL || strcmp((const char *)doc->version, "1.0") != 0 ||
	    doc->children == NULL || doc->children->type != XML_ELEMENT_NODE ||
	    doc->children->next != NULL)
		return false;
	put(w, decl, sizeof(decl) - 1);
	if (doc->standalone == 0 || doc->standalone == 1)
		put_text(w, (const xmlChar *)(doc->standalone ? " standalone=\"yes\"" :
		    " standalone=\"no\""));
	put(w, "?>\n", 3);
	if (!element(w, doc->children))
		return false;
	put(w, "\n", 1);
	put(w, "", 1);
	w->out->len -= w->err == ECERT_OK;
	return true;
}

ecert_err
eci_xml_write_full(ecert_ctx *ctx, const struct eci_xml *xml, struct eci_buf *out)
{
	xmlChar *mem = NULL;
	int n = 0;
	ecert_err e;

	xmlDocDumpFormatMemoryEnc(xml->doc, &mem, &n, "UTF-8", 0);
	if (mem == NULL || n <= 0) {
		xmlFree(mem);
		return eci_nomem(ctx);
	}
	e = eci_buf_add(ctx, out, mem, (size_t)n);
	xmlFree(mem);
	return e;
}

ecert_err
eci_xml_write(ecert_ctx *ctx, const struct eci_xml *xml, struct eci_buf *out)
{
	struct writer w = { ctx, out, ECERT_OK };
	size_t before = out->len;
	bool all = document(&w, xml->doc);

	if ((w.err != ECERT_OK || !all) && out->ptr != NULL) {
		out->len = before;
		out->ptr[before] = 0;
	}
	if (w.err != ECERT_OK)
		return w.err;
	return all ? ECERT_OK : eci_xml_write_full(ctx, xml, out);
}
