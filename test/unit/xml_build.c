/* SPDX-License-Identifier: Apache-2.0 */
/* Trees made by the one pass against those of the parser, node by node, and of what
 * changes make of the samples. */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "xml_samples.h"
#include "xml/xml_priv.h"

static bool
same_text(const xmlChar *a, const xmlChar *b)
{
	return a == NULL || b == NULL ? a == b : xmlStrEqual(a, b);
}

static bool
same_ns(const xmlNs *a, const xmlNs *b)
{
	return a == NULL || b == NULL ? a == NULL && b == NULL :
	    same_text(a->href, b->href) && same_text(a->prefix, b->prefix);
}

/* Lists of nodes or attributes: what both have in common, and the links. */
static bool
same_list(const xmlNode *a, const xmlNode *b)
{
	const xmlNode *prev = NULL;
	const xmlNs *x, *y;

	for (; a != NULL && b != NULL; prev = a, a = a->next, b = b->next) {
		if (a->type != b->type || !same_text(a->name, b->name) || a->prev != prev ||
		    (a->next == NULL && a->parent->last != a && a->type != XML_ATTRIBUTE_NODE) ||
		    a->doc != a->parent->doc || !same_list(a->children, b->children))
			return false;
		if (a->type == XML_TEXT_NODE) {
			if (!same_text(a->content, b->content))
				return false;
			continue;
		}
		if (!same_ns(a->type == XML_ATTRIBUTE_NODE ? ((const xmlAttr *)a)->ns : a->ns,
		    b->type == XML_ATTRIBUTE_NODE ? ((const xmlAttr *)b)->ns : b->ns))
			return false;
		if (a->type != XML_ELEMENT_NODE)
			continue;
		for (x = a->nsDef, y = b->nsDef; x != NULL && same_ns(x, y); x = x->next, y = y->next)
			;
		if (x != NULL || y != NULL || xmlGetLineNo(a) != xmlGetLineNo(b) ||
		    !same_list((const xmlNode *)a->properties, (const xmlNode *)b->properties))
			return false;
	}
	return a == NULL && b == NULL;
}

static bool
same_written(ecert_ctx *ctx, struct eci_xml *a, struct eci_xml *b)
{
	struct eci_buf x = { 0 }, y = { 0 };
	bool same;

	CHECK_OK(ctx, eci_xml_write(ctx, a, &x));
	CHECK_OK(ctx, eci_xml_write(ctx, b, &y));
	same = x.len == y.len && memcmp(x.ptr, y.ptr, x.len) == 0;
	eci_buf_free(&x);
	eci_buf_free(&y);
	return same;
}

/* p without room behind it; whether the pass knew it, and then both are the same. */
static bool
agree(ecert_ctx *ctx, const uint8_t *p, size_t n, bool *known)
{
	struct eci_xml ours = { 0 }, *theirs = NULL;
	uint8_t *copy = malloc(n > 0 ? n : 1);
	bool good = true;

	if (copy == NULL)
		abort();
	memcpy(copy, p, n);
	CHECK_OK(ctx, eci_xml_build(ctx, copy, n, ECI_XML_TREE_MAX, &ours.doc));
	*known = ours.doc != NULL;
	if (*known) {
		good = eci_xml_parse_parsed(ctx, "x", copy, n, &theirs) == ECERT_OK &&
		    same_list(ours.doc->children, theirs->doc->children) &&
		    same_written(ctx, &ours, theirs);
		if (!good)
			printf("%.*s\n-- %s\n", (int)n, (const char *)p, ecert_errmsg(ctx));
		eci_xml_free(theirs);
		xmlFreeDoc(ours.doc);
	}
	free(copy);
	return good;
}

static void
test_samples(ecert_ctx *ctx)
{
	static const char *const more[] = { "<a/>", "<a b=''/>", "<a>\n\n<b\n\n c='1'\n/>\n<d>\n</d\n></a>",
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a/>",
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<a/>",
		"<?xml version=\"1.0\"?>\r\n<a>\r\n<b/>\r<c/>\r\r\n<d/></a>", "\xef\xbb\xbf<a/>",
		"<a>&lt;</a>", "<a>x&lt;y&amp;&amp;z</a>", "<a>\r&lt;\r\n</a>", "<a xmlns='u'><p:b xmlns:p='u'/></a>",
		"<p:a xmlns:p='u' xmlns='v' p:q='1' q='2'><b xmlns='w' xmlns:p='x'><p:c/></b><p:d/></p:a>" };
	size_t i;
	bool known;

	for (i = 0; i < ECI_COUNT(samples) + ECI_COUNT(more); i++) {
		unit_case("sample %zu", i);
		if (i < ECI_COUNT(samples))
			CHECK(agree(ctx, (const uint8_t *)samples[i].text, samples[i].n, &known));
		else
			CHECK(agree(ctx, (const uint8_t *)more[i - ECI_COUNT(samples)],
			    strlen(more[i - ECI_COUNT(samples)]), &known));
		CHECK(known);
	}
}

static void
test_mutants(ecert_ctx *ctx)
{
	static uint8_t buf[SAMPLE_MAX];
	size_t i, k, n, times, bad = 0, plain = 0;
	uint32_t x = 54321;
	bool known;

	for (i = 0; i < ECI_COUNT(samples); i++) {
		unit_case("changed at random, sample %zu", i);
		for (k = 0; k < 10000; k++) {
			n = samples[i].n;
			memcpy(buf, samples[i].text, n);
			for (times = 1 + next(&x) % 3; times > 0 && n > 0; times--)
				n = mutate(buf, n, sizeof(buf), &x);
			bad += !agree(ctx, buf, n, &known);
			plain += known;
		}
		CHECK_INT(bad, 0);
	}
	unit_case("some of these are still plain");
	CHECK(plain > 1000);
}

/* Of lines and elements more than a node's field and a tree hold. */
static void
test_many(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	xmlDoc *doc = NULL;
	size_t i;
	bool known;

	unit_case("70,000 lines");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<a><b/>"));
	for (i = 0; i < 70000; i++)
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, i % 1000 == 0 ? "<c>x\n</c>" : "\n"));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<d>e</d><f/></a>"));
	CHECK(agree(ctx, b.ptr, b.len, &known));
	CHECK(known);
	b.len = 0;
	unit_case("one element too many");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<a>"));
	for (i = 1; i < ECI_XML_TREE_MAX; i++)
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<b/>"));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</a>"));
	CHECK_OK(ctx, eci_xml_build(ctx, b.ptr, b.len, ECI_XML_TREE_MAX, &doc));
	CHECK(doc != NULL);
	xmlFreeDoc(doc);
	doc = NULL;
	CHECK_OK(ctx, eci_xml_build(ctx, b.ptr, b.len, ECI_XML_TREE_MAX - 1, &doc));
	CHECK(doc == NULL);
	eci_buf_free(&b);
}

static void
heard(void *arg, xmlError *error)
{
	(void)error;
	++*(size_t *)arg;
}

/* Whoever listens to libxml2 in this thread goes on doing so. */
static void
test_listener(ecert_ctx *ctx)
{
	xmlDoc *doc = NULL;
	size_t n = 0;

	unit_case("a listener of the caller's stays");
	xmlSetStructuredErrorFunc(&n, heard);
	CHECK_OK(ctx, eci_xml_build(ctx, (const uint8_t *)"<a/>", 4, 10, &doc));
	CHECK(xmlStructuredError == heard && xmlStructuredErrorContext == &n);
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlFreeDoc(doc);
	CHECK_INT(n, 0);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_samples(ctx);
	test_mutants(ctx);
	test_many(ctx);
	test_listener(ctx);
	return unit_end();
}
