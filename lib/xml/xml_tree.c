/* SPDX-License-Identifier: Apache-2.0 */
/* xml_tree.c - walking a tree: elements, attributes, text. */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_priv.h"

struct eci_xml_node *
eci_xml_root(const struct eci_xml *xml)
{
	return eci_xml_out(xmlDocGetRootElement(xml->doc));
}

const char *
eci_xml_name(const struct eci_xml_node *e)
{
	return (const char *)eci_xml_in(e)->name;
}

const char *
eci_xml_ns(const struct eci_xml_node *e)
{
	const xmlNs *ns = eci_xml_in(e)->ns;

	return ns != NULL && ns->href != NULL ? (const char *)ns->href : "";
}

bool
eci_xml_ns_is_ofd(const char *ns)
{
	return strcmp(ns, ECI_NS_OFD) == 0 || strcmp(ns, ECI_NS_OFD_OLD) == 0;
}

bool
eci_xml_is(const struct eci_xml_node *e, const char *local)
{
	return strcmp(eci_xml_name(e), local) == 0 && eci_xml_ns_is_ofd(eci_xml_ns(e));
}

static struct eci_xml_node *
element_from(xmlNode *n)
{
	while (n != NULL && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return eci_xml_out(n);
}

struct eci_xml_node *
eci_xml_first(const struct eci_xml_node *e)
{
	return element_from(eci_xml_in(e)->children);
}

struct eci_xml_node *
eci_xml_next(const struct eci_xml_node *e)
{
	return element_from(eci_xml_in(e)->next);
}

struct eci_xml_node *
eci_xml_child(const struct eci_xml_node *e, const char *local)
{
	struct eci_xml_node *c;

	for (c = eci_xml_first(e); c != NULL && !eci_xml_is(c, local); c = eci_xml_next(c))
		;
	return c;
}

size_t
eci_xml_count(const struct eci_xml_node *e, const char *local)
{
	const struct eci_xml_node *c;
	size_t n = 0;

	for (c = eci_xml_first(e); c != NULL; c = eci_xml_next(c))
		n += eci_xml_is(c, local);
	return n;
}

unsigned
eci_xml_line(const struct eci_xml_node *e)
{
	long line = xmlGetLineNo(eci_xml_in(e));

	return line > 0 ? (unsigned)line : 0;
}

/* The document keeps s; NULL when there is no memory for that. */
static char *
keep(struct eci_xml *xml, char *s)
{
	size_t cap = xml->cap_texts;
	char **v;

	if (xml->n_texts == cap) {
		cap = cap < 8 ? 8 : cap * 2;
		if ((v = realloc(xml->texts, cap * sizeof(*v))) == NULL) {
			free(s);
			return NULL;
		}
		xml->texts = v;
		xml->cap_texts = cap;
	}
	return xml->texts[xml->n_texts++] = s;
}

static bool
is_text(const xmlNode *n)
{
	return n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE;
}

/* The text nodes among the children of a node, joined and trimmed. */
static char *
joined(struct eci_xml *xml, const xmlNode *first)
{
	const xmlNode *n;
	size_t len = 0, from = 0;
	char *s;

	for (n = first; n != NULL; n = n->next)
		if (is_text(n) && n->content != NULL)
			len += strlen((const char *)n->content);
	if ((s = malloc(len + 1)) == NULL)
		return NULL;
	for (len = 0, n = first; n != NULL; n = n->next)
		if (is_text(n) && n->content != NULL) {
			size_t part = strlen((const char *)n->content);
			memcpy(s + len, n->content, part);
			len += part;
		}
	while (len > 0 && eci_xml_space(s[len - 1]))
		len--;
	while (from < len && eci_xml_space(s[from]))
		from++;
	memmove(s, s + from, len - from);
	s[len - from] = '\0';
	return keep(xml, s);
}

/* A lone text node that needs no trimming serves as it is. */
static const char *
plain(const xmlNode *first)
{
	const char *s;
	size_t n;

	if (first == NULL)
		return "";
	if (first->next != NULL || !is_text(first) || first->content == NULL)
		return NULL;
	s = (const char *)first->content;
	n = strlen(s);
	if (n > 0 && (eci_xml_space(s[0]) || eci_xml_space(s[n - 1])))
		return NULL;
	return s;
}

const char *
eci_xml_text(struct eci_xml *xml, const struct eci_xml_node *e)
{
	const xmlNode *n = eci_xml_in(e);
	const char *s = plain(n->children);

	if (s != NULL)
		return s;
	/* Remembered, so that asking again costs no memory. */
	if (n->_private == NULL)
		n->children->parent->_private = joined(xml, n->children);
	return n->_private;
}

const char *
eci_xml_child_text(struct eci_xml *xml, const struct eci_xml_node *e, const char *local)
{
	const struct eci_xml_node *c = eci_xml_child(e, local);

	return c == NULL ? NULL : eci_xml_text(xml, c);
}

const char *
eci_xml_attr(const struct eci_xml_node *e, const char *name)
{
	const xmlAttr *a;

	for (a = eci_xml_in(e)->properties; a != NULL; a = a->next)
		/* libxml2 leaves the name out where memory for it lacks. */
		if (a->ns == NULL && a->name != NULL &&
		    strcmp((const char *)a->name, name) == 0)
			break;
	if (a == NULL)
		return NULL;
	/* Without entities of its own a document's value is one text node. */
	if (a->children == NULL || a->children->content == NULL)
		return "";
	return (const char *)a->children->content;
}
