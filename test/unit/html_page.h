/* SPDX-License-Identifier: Apache-2.0 */
/* html_page.h - reports made by hand, and what their pages may and may not hold. */
#ifndef HTML_PAGE_H
#define HTML_PAGE_H

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "report_kit.h"
#include "report/report_html.h"

/* What strangers write to be more than text: markup, ends of attributes, a direction
 * turned around, a line of its own, an entity. */
#define EVIL "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;\xe2\x80\xae" \
	"gnp\xe2\x81\xa6\x1b[2J\n]]>-->{{7*7}}"

static struct report_run page_run;

static inline ecert_report *
page_report(size_t sigs)
{
	ecert_report *rep;
	size_t i;

	page_run.ctx = unit_ctx();
	CHECK_OK(page_run.ctx, eci_report_new(page_run.ctx, false, &page_run.rep));
	rep = page_run.rep;
	rep->sigs = calloc(sigs + 1, sizeof(*rep->sigs));
	rep->n_sigs = sigs;
	for (i = 0; i < sigs; i++) {
		rep->sigs[i].id = strdup("1");
		rep->sigs[i].type = strdup("Seal");
	}
	return rep;
}

/* s as it stands in reports: escaped for display. */
static inline char *
page_text(const char *s)
{
	char *p = NULL;

	CHECK_OK(page_run.ctx, eci_escaped(page_run.ctx, s, strlen(s), &p));
	return p;
}

static inline void
page_person(struct eci_report_person *p, const char *s)
{
	p->subject = page_text(s);
	p->issuer = page_text(s);
	p->serial = strdup("0A");
	p->not_before = 1600000000;
	p->not_after = 1900000000;
	p->known = true;
}

static inline void
page_seal(struct eci_report_seal *s, const char *text)
{
	s->id = page_text(text);
	s->name = page_text(text);
	s->vendor = page_text(text);
	page_person(&s->maker, text);
	s->format = "png";
	s->known = true;
}

/* Elements that run, fetch or send; the page has none of them. */
static inline bool
page_bad_element(const char *name)
{
	static const char *const bad[] = { "script", "iframe", "frame", "object", "embed", "link",
		"base", "form", "input", "button", "a", "svg", "math", "video", "audio", "applet" };
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++)
		if (strcmp(name, bad[i]) == 0)
			return true;
	return false;
}

static inline void
page_check_node(const xmlNode *node)
{
	const xmlAttr *a;
	char *v;

	for (; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (page_bad_element((const char *)node->name))
			unit_fail(__FILE__, __LINE__, "<%s>", (const char *)node->name);
		for (a = node->properties; a != NULL; a = a->next) {
			v = (char *)xmlNodeListGetString(node->doc, a->children, 1);
			if (strncmp((const char *)a->name, "on", 2) == 0 ||
			    strcmp((const char *)a->name, "style") == 0 ||
			    strcmp((const char *)a->name, "href") == 0 ||
			    (strcmp((const char *)a->name, "src") == 0 &&
			    strncmp(v, "data:image/", 11) != 0))
				unit_fail(__FILE__, __LINE__, "%s=\"%s\"", (const char *)a->name, v);
			xmlFree(v);
		}
		page_check_node(node->children);
	}
}

/* Well formed, and nothing but text came from the report. */
static inline void
page_check(const char *html)
{
	xmlDoc *doc = xmlReadMemory(html, (int)strlen(html), "page", "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);

	if (doc == NULL) {
		unit_fail(__FILE__, __LINE__, "not well formed: %.2000s", html);
		return;
	}
	page_check_node(xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	CHECK(strstr(html, "\xe2\x80\xae") == NULL);
	CHECK(strstr(html, "\xe2\x81\xa6") == NULL);
	CHECK(strchr(html, '\x1b') == NULL);
}

/* What a function puts, in a frame that makes it a document. */
static inline struct eci_html
page_begin(int zh)
{
	struct eci_html h = { .ctx = page_run.ctx, .rep = page_run.rep, .zh = zh, .e = ECERT_OK };

	eci_html_put(&h, "<div>");
	return h;
}

static inline char *
page_end(struct eci_html *h)
{
	eci_html_put(h, "</div>");
	CHECK_INT(h->e, ECERT_OK);
	page_check((char *)h->buf.ptr);
	return (char *)h->buf.ptr;
}

static inline void
page_has(const char *text, const char *what)
{
	if (strstr(text, what) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in %.4000s", what, text);
}

#endif
