/* SPDX-License-Identifier: Apache-2.0 */
/* xml_parse.c - checked bytes into a tree. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlerror.h>

#include "xml/xml_priv.h"

/*
 * No network, nothing printed.  Never NOENT, DTDLOAD, DTDATTR, DTDVALID,
 * XINCLUDE, HUGE or RECOVER: each opens what the check has closed.
 */
#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

void
eci_xml_keep(xmlParserCtxt *ctxt, struct eci_xml_fault *f, const xmlError *error)
{
	size_t n;

	/* libxml2 reads on after most errors, at its own pace.  Not xmlStopParser(): it
	 * frees the input, to which the caller of this may still point. */
	if (error != NULL && error->level == XML_ERR_FATAL)
		ctxt->instate = XML_PARSER_EOF;
	/* A namespace's name that is no URI still tells namespaces apart. */
	if (error == NULL || error->level < XML_ERR_ERROR || f->code != 0 ||
	    error->code == XML_WAR_NS_URI)
		return;
	f->code = error->code;
	f->line = error->line;
	if (error->message != NULL)
		snprintf(f->msg, sizeof(f->msg), "%s", error->message);
	for (n = strlen(f->msg); n > 0 && eci_xml_space(f->msg[n - 1]); n--)
		f->msg[n - 1] = '\0';
}

ecert_err
eci_xml_blame(ecert_ctx *ctx, const char *where, const struct eci_xml_fault *f)
{
	struct eci_buf shown = { 0 };
	const char *text = "not well formed";
	ecert_err e;

	if (f->doctype)
		return eci_reject(ctx, ECERT_R_XML_UNSAFE, where, NULL,
		    "a document type declaration");
	/* It gives up without a word where it cannot make its first buffers. */
	if (f->code == XML_ERR_NO_MEMORY || f->code == 0)
		return eci_nomem(ctx);
	if (f->msg[0] != '\0' && eci_escape(ctx, &shown, f->msg, strlen(f->msg)) == ECERT_OK)
		text = (const char *)shown.ptr;
	e = eci_reject(ctx, ECERT_R_XML_MALFORMED, where, NULL, "line %d: %s", f->line, text);
	eci_buf_free(&shown);
	return e;
}

xmlDoc *
eci_xml_run(xmlParserCtxt *ctxt, const uint8_t *p, size_t n)
{
	/* The size fits: the check refuses more than INT_MAX bytes.  No encoding is
	 * named: it has been seen to be UTF-8, which libxml2 reads without a copy. */
	return xmlCtxtReadMemory(ctxt, (const char *)p, (int)n, NULL, NULL, OPTIONS);
}

bool
eci_xml_good(const xmlParserCtxt *ctxt, struct eci_xml_fault *f)
{
	const char *encoding = (const char *)ctxt->encoding;

	if (encoding != NULL && eci_ascii_casecmp(encoding, "UTF-8") != 0)
		f->code = XML_ERR_UNSUPPORTED_ENCODING;
	if (ctxt->errNo == XML_ERR_NO_MEMORY)
		f->code = XML_ERR_NO_MEMORY;
	/* Ill-formed namespaces are errors too, if not to wellFormed. */
	return ctxt->wellFormed && f->code == 0 && !f->doctype;
}

/* libxml2 hands over its context, whose _private is ours. */
static void
on_error(void *arg, xmlError *error)
{
	xmlParserCtxt *ctxt = arg;

	eci_xml_keep(ctxt, ctxt->_private, error);
}

/* The second fence: the check has refused a DOCTYPE already. */
static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *ctxt = arg;
	struct eci_xml_fault *f = ctxt->_private;

	(void)name;
	(void)external;
	(void)system;
	f->doctype = true;
	xmlStopParser(ctxt);
}

static const xmlNode *
following(const xmlNode *n)
{
	if (n->children != NULL && n->type == XML_ELEMENT_NODE)
		return n->children;
	while (n != NULL && n->next == NULL)
		n = n->parent != NULL && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
	return n != NULL ? n->next : NULL;
}

/* libxml2 2.9 makes a namespace without its name where memory lacks and goes on:
 * what is read then is not what the bytes say. */
static bool
is_whole(const xmlDoc *doc)
{
	const xmlNode *n;
	const xmlNs *ns;

	for (n = doc->children; n != NULL; n = following(n))
		if (n->type == XML_ELEMENT_NODE)
			for (ns = n->nsDef; ns != NULL; ns = ns->next)
				if (ns->href == NULL)
					return false;
	return true;
}

static ecert_err
build(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_xml *xml)
{
	struct eci_xml_fault f = { 0 };
	xmlParserCtxt *ctxt;
	bool good;

	xmlInitParser();
	if ((ctxt = xmlNewParserCtxt()) == NULL)
		return eci_nomem(ctx);
	ctxt->_private = &f;
	ctxt->sax->serror = on_error;
	ctxt->sax->internalSubset = on_doctype;
	ctxt->sax->externalSubset = on_doctype;
	xml->doc = eci_xml_run(ctxt, p, n);
	good = eci_xml_good(ctxt, &f) && xml->doc != NULL &&
	    xmlDocGetRootElement(xml->doc) != NULL;
	xmlFreeParserCtxt(ctxt);
	if (!good)
		return eci_xml_blame(ctx, where, &f);
	return is_whole(xml->doc) ? ECERT_OK : eci_nomem(ctx);
}

static uint64_t
max_elements(const ecert_ctx *ctx)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ELEMENTS);

	return max < ECI_XML_TREE_MAX ? max : ECI_XML_TREE_MAX;
}

static ecert_err
parse(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_xml *xml)
{
	size_t skip = 0;
	ecert_err e = eci_xml_check(ctx, where, p, n, max_elements(ctx), &skip);

	return e == ECERT_OK ? build(ctx, where, p + skip, n - skip, xml) : e;
}

static ecert_err
tree(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, bool plain,
    struct eci_xml **out)
{
	struct eci_xml *xml;
	ecert_err e = ECERT_OK;

	*out = NULL;
	if ((xml = calloc(1, sizeof(*xml))) == NULL)
		return eci_nomem(ctx);
	if (plain)
		e = eci_xml_build(ctx, p, n, max_elements(ctx), &xml->doc);
	if (e == ECERT_OK && xml->doc == NULL)
		e = parse(ctx, where, p, n, xml);
	if (e != ECERT_OK) {
		eci_xml_free(xml);
		return e;
	}
	xml->doc->_private = xml;
	*out = xml;
	return ECERT_OK;
}

/* Most parts need no parser. */
ecert_err
eci_xml_parse(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_xml **out)
{
	return tree(ctx, where, p, n, true, out);
}

ecert_err
eci_xml_parse_parsed(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_xml **out)
{
	return tree(ctx, where, p, n, false, out);
}

struct eci_xml *
eci_xml_ref(struct eci_xml *xml)
{
	xml->more++;
	return xml;
}

void
eci_xml_free(struct eci_xml *xml)
{
	size_t i;

	if (xml == NULL || xml->more-- > 0)
		return;
	for (i = 0; i < xml->n_texts; i++)
		free(xml->texts[i]);
	free(xml->texts);
	if (xml->doc != NULL)
		xmlFreeDoc(xml->doc);
	free(xml);
}

const char *
eci_xml_version(void)
{
	return "libxml2 " LIBXML_DOTTED_VERSION;
}
