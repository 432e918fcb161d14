/* SPDX-License-Identifier: Apache-2.0 */
/* xml_make.c - new documents and changes. */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_priv.h"

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

/* XML 1.0 2.2: no other control characters, no U+FFFE, U+FFFF, surrogates. */
static bool
is_xml_text(const char *s)
{
	size_t len = strlen(s), i, n;
	uint32_t cp = 0;

	for (i = 0; i < len; i += n) {
		n = 1;
		if ((uint8_t)s[i] >= ' ' && (uint8_t)s[i] < 0x80)
			continue;
		if ((n = eci_utf8_next(s + i, len - i, &cp)) == 0 || cp == 0xfffe || cp == 0xffff ||
		    (cp < 0x20 && !eci_xml_space((int)cp)))
			return false;
	}
	return true;
}

static ecert_err
check_text(ecert_ctx *ctx, const char *name, const char *s)
{
	if (s == NULL || is_xml_text(s))
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "%s: text that XML cannot hold", name);
}

/* libxml2 2.9 checks whether it could make a node, not whether it could copy
 * what is in it: names, text and namespaces are missing then. */
static xmlNode *
text_node(xmlDoc *doc, const char *text)
{
	xmlNode *t = xmlNewDocText(doc, x(text));

	if (t == NULL || t->content != NULL)
		return t;
	xmlFreeNode(t);
	return NULL;
}

static bool
ns_whole(const xmlNs *ns, const char *prefix)
{
	return ns != NULL && ns->href != NULL && (prefix[0] == '\0' || ns->prefix != NULL);
}

/* An element of ours: built by name, in ns. */
static ecert_err
make(ecert_ctx *ctx, xmlDoc *doc, xmlNs *ns, const char *local, const char *text,
    xmlNode **out)
{
	xmlNode *n, *t;
	ecert_err e;

	if ((e = check_text(ctx, local, text)) != ECERT_OK)
		return e;
	if ((n = xmlNewDocNode(doc, ns, x(local), NULL)) == NULL)
		return eci_nomem(ctx);
	if (n->name == NULL) {
		xmlFreeNode(n);
		return eci_nomem(ctx);
	}
	if (text != NULL && *text != '\0') {
		if ((t = text_node(doc, text)) == NULL) {
			xmlFreeNode(n);
			return eci_nomem(ctx);
		}
		xmlAddChild(n, t);
	}
	*out = n;
	return ECERT_OK;
}

/* The nodes of a document are ours to change when its owner hands one over. */
static xmlNode *
own(struct eci_xml_node *e)
{
	return (xmlNode *)e;
}

ecert_err
eci_xml_new(ecert_ctx *ctx, const char *prefix, const char *ns, const char *root,
    struct eci_xml **out)
{
	struct eci_xml *xml;
	xmlNode *n = NULL;
	xmlNs *def;

	*out = NULL;
	xmlInitParser();
	if ((xml = calloc(1, sizeof(*xml))) == NULL)
		return eci_nomem(ctx);
	if ((xml->doc = xmlNewDoc(x("1.0"))) == NULL ||
	    (n = xmlNewDocNode(xml->doc, NULL, x(root), NULL)) == NULL)
		goto fail;
	xmlDocSetRootElement(xml->doc, n);
	def = xmlNewNs(n, x(ns), prefix[0] != '\0' ? x(prefix) : NULL);
	if (n->name == NULL || !ns_whole(def, prefix))
		goto fail;
	xmlSetNs(n, def);
	xml->doc->_private = xml;
	*out = xml;
	return ECERT_OK;
fail:
	eci_xml_free(xml);
	return eci_nomem(ctx);
}

ecert_err
eci_xml_declare(ecert_ctx *ctx, struct eci_xml_node *e, const char *prefix, const char *ns)
{
	const xmlNs *d;

	for (d = own(e)->nsDef; d != NULL; d = d->next)
		if (d->prefix != NULL && strcmp((const char *)d->prefix, prefix) == 0)
			return strcmp((const char *)d->href, ns) == 0 ? ECERT_OK :
			    eci_fail(ctx, ECERT_E_ARG, "prefix %s is taken", prefix);
	return ns_whole(xmlNewNs(own(e), x(ns), x(prefix)), prefix) ? ECERT_OK :
	    eci_nomem(ctx);
}

static ecert_err
append(ecert_ctx *ctx, xmlNode *e, xmlNode *n, struct eci_xml_node **out)
{
	if (xmlAddChild(e, n) == NULL) {
		xmlFreeNode(n);
		return eci_nomem(ctx);
	}
	if (out != NULL)
		*out = eci_xml_out(n);
	return ECERT_OK;
}

ecert_err
eci_xml_add(ecert_ctx *ctx, struct eci_xml_node *e, const char *local, const char *text,
    struct eci_xml_node **out)
{
	xmlNode *n = NULL;
	ecert_err err;

	if (out != NULL)
		*out = NULL;
	if ((err = make(ctx, own(e)->doc, own(e)->ns, local, text, &n)) != ECERT_OK)
		return err;
	return append(ctx, own(e), n, out);
}

ecert_err
eci_xml_add_ns(ecert_ctx *ctx, struct eci_xml_node *e, const char *ns, const char *local,
    const char *text, struct eci_xml_node **out)
{
	xmlNs *d = xmlSearchNsByHref(own(e)->doc, own(e), x(ns));
	xmlNode *n = NULL;
	ecert_err err;

	if (out != NULL)
		*out = NULL;
	if (d == NULL)
		return eci_fail(ctx, ECERT_E_INTERNAL, "%s: namespace not declared", local);
	if ((err = make(ctx, own(e)->doc, d, local, text, &n)) != ECERT_OK)
		return err;
	return append(ctx, own(e), n, out);
}

ecert_err
eci_xml_add_before(ecert_ctx *ctx, struct eci_xml_node *sibling, const char *local,
    const char *text, struct eci_xml_node **out)
{
	xmlNode *s = own(sibling), *n = NULL;
	ecert_err err;

	if (out != NULL)
		*out = NULL;
	/* In the namespace of the parent: a sibling may be of another. */
	if ((err = make(ctx, s->doc, s->parent->ns != NULL ? s->parent->ns : s->ns, local, text,
	    &n)) != ECERT_OK)
		return err;
	if (xmlAddPrevSibling(s, n) == NULL) {
		xmlFreeNode(n);
		return eci_nomem(ctx);
	}
	if (out != NULL)
		*out = eci_xml_out(n);
	return ECERT_OK;
}

ecert_err
eci_xml_set_attr(ecert_ctx *ctx, struct eci_xml_node *e, const char *name, const char *value)
{
	ecert_err err = check_text(ctx, name, value);
	const char *got;

	if (err != ECERT_OK)
		return err;
	/* libxml2 makes an attribute without name or value where memory lacks. */
	if (xmlSetNsProp(own(e), NULL, x(name), x(value)) == NULL ||
	    (got = eci_xml_attr(e, name)) == NULL || strcmp(got, value) != 0)
		return eci_nomem(ctx);
	return ECERT_OK;
}

ecert_err
eci_xml_set_text(ecert_ctx *ctx, struct eci_xml_node *e, const char *text)
{
	xmlNode *t = NULL, *c, *next;
	ecert_err err = check_text(ctx, eci_xml_name(e), text);

	if (err != ECERT_OK)
		return err;
	if (*text != '\0' && (t = text_node(own(e)->doc, text)) == NULL)
		return eci_nomem(ctx);
	for (c = own(e)->children; c != NULL; c = next) {
		next = c->next;
		xmlUnlinkNode(c);
		xmlFreeNode(c);
	}
	own(e)->_private = NULL;
	if (t != NULL)
		xmlAddChild(own(e), t);
	return ECERT_OK;
}

void
eci_xml_remove(struct eci_xml_node *e)
{
	xmlUnlinkNode(own(e));
	xmlFreeNode(own(e));
}
