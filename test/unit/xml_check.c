/* SPDX-License-Identifier: Apache-2.0 */
/* xml_check.c - what is refused before a parser runs; each case goes through the
 * tree and through the pass without one. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "xml/xml.h"

static ecert_err
tree(ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	struct eci_xml *xml = NULL;
	ecert_err e = eci_xml_parse(ctx, "part.xml", p, n, &xml);

	CHECK((e == ECERT_OK) == (xml != NULL));
	eci_xml_free(xml);
	return e;
}

static void
both(const char *name, const void *p, size_t n, ecert_reason want)
{
	ecert_ctx *ctx = unit_ctx();
	/* An exact copy: reading past the end shows under a sanitizer. */
	uint8_t *copy = malloc(n > 0 ? n : 1);

	unit_case("%s", name);
	memcpy(copy, p, n);
	if (want == ECERT_R_NONE) {
		CHECK_OK(ctx, tree(ctx, copy, n));
		CHECK_OK(ctx, eci_xml_scan(ctx, "part.xml", copy, n, NULL, NULL, NULL));
	} else {
		CHECK_REASON(ctx, tree(ctx, copy, n), want);
		CHECK(strncmp(ecert_errmsg(ctx), "part.xml: ", 10) == 0);
		CHECK_REASON(ctx, eci_xml_scan(ctx, "part.xml", copy, n, NULL, NULL, NULL), want);
	}
	free(copy);
}

#define MAL ECERT_R_XML_MALFORMED
#define UNS ECERT_R_XML_UNSAFE
#define LIM ECERT_R_XML_LIMIT
#define OK  ECERT_R_NONE
#define S(s) s, sizeof(s) - 1

static void
table(void)
{
	static const struct {
		const char  *name, *p;
		size_t       n;
		ecert_reason want;
	} rows[] = {
		{ "one element", S("<a/>"), OK },
		{ "declaration", S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/>"), OK },
		{ "lower case encoding", S("<?xml version='1.0' encoding='utf-8' ?><a/>"), OK },
		{ "no encoding", S("<?xml version=\"1.0\"?><a/>"), OK },
		{ "standalone", S("<?xml version=\"1.0\" standalone=\"yes\"?><a/>"), OK },
		{ "byte order mark", S("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>"), OK },
		{ "byte order mark alone", S("\xef\xbb\xbf"), MAL },
		{ "empty", S(""), MAL },
		{ "white space", S(" \n"), MAL },
		{ "text only", S("hello"), MAL },
		{ "comment only", S("<!-- x -->"), MAL },
		{ "doctype", S("<!DOCTYPE a><a/>"), UNS },
		{ "doctype with entity", S("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"), UNS },
		{ "external entity",
		    S("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), UNS },
		{ "external doctype", S("<!DOCTYPE a SYSTEM \"http://127.0.0.1/x.dtd\"><a/>"), UNS },
		{ "doctype after a comment", S("<!-- > --><!DOCTYPE a><a/>"), UNS },
		{ "doctype after the byte order mark", S("\xef\xbb\xbf<!DOCTYPE a><a/>"), UNS },
		{ "entity declaration in the content", S("<a><!ENTITY x \"y\"></a>"), UNS },
		{ "conditional section", S("<a><![INCLUDE[x]]></a>"), UNS },
		{ "lower case doctype", S("<!doctype a><a/>"), MAL },
		{ "doctype in a comment", S("<a><!-- <!DOCTYPE a> --></a>"), OK },
		{ "doctype in a section", S("<a><![CDATA[<!DOCTYPE a>]]></a>"), OK },
		{ "doctype in an instruction", S("<?x <!DOCTYPE a> ?><a/>"), OK },
		{ "undeclared entity", S("<a>&x;</a>"), MAL },
		{ "undeclared entity in an attribute", S("<a b=\"&x;\"/>"), MAL },
		{ "known entities", S("<a b=\"&amp;&#65;\">&lt;&gt;&quot;&apos;&#x4e2d;</a>"), OK },
		{ "reference to no character", S("<a>&#1;</a>"), MAL },
		{ "iso-8859-1", S("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>"), UNS },
		{ "gbk", S("<?xml version=\"1.0\" encoding=\"GBK\"?><a/>"), UNS },
		{ "encoding cut", S("<?xml version=\"1.0\" encoding=\"UTF\"?><a/>"), UNS },
		{ "encoding longer", S("<?xml version=\"1.0\" encoding=\"UTF-8x\"?><a/>"), UNS },
		{ "encoding without a space before", S("<?xml version=\"1.0\"encoding=\"GBK\"?><a/>"),
		    MAL },
		{ "two encodings", S("<?xml version=\"1.0\" encoding=\"UTF-8\" encoding=\"GBK\"?><a/>"),
		    MAL },
		{ "two encodings, the first glued",
		    S("<?xml version=\"1.0\"encoding=\"GBK\" encoding=\"UTF-8\"?><a/>"), MAL },
		{ "encoding after standalone",
		    S("<?xml version=\"1.0\" standalone=\"no\" encoding=\"GBK\"?><a/>"), MAL },
		{ "encoding alone", S("<?xml encoding=\"GBK\"?><a/>"), MAL },
		{ "encoding in the version", S("<?xml version=\" encoding='UTF-8'\" encoding=\"GBK\"?><a/>"),
		    UNS },
		{ "encoding with spaces", S("<?xml version = '1.0'\n encoding\t=\r'UTF-8'\n?><a/>"), OK },
		{ "declaration without version", S("<?xml ?><a/>"), MAL },
		{ "declaration not at the start", S(" <?xml version=\"1.0\" encoding=\"GBK\"?><a/>"), MAL },
		{ "utf-16 le with mark", S("\xff\xfe<\0a\0/\0>\0"), UNS },
		{ "utf-16 be with mark", S("\xfe\xff\0<\0a\0/\0>"), UNS },
		{ "utf-16 le", S("<\0a\0/\0>\0"), UNS },
		{ "utf-16 be", S("\0<\0a\0/\0>"), UNS },
		{ "utf-32 le", S("\xff\xfe\0\0<\0\0\0"), UNS },
		{ "ebcdic", S("\x4c\x6f\xa7\x94"), UNS },
		{ "utf-16 declared", S("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"), UNS },
		{ "nul in the text", S("<a>x\0y</a>"), MAL },
		{ "not utf-8", S("<a>\xff</a>"), MAL },
		{ "overlong utf-8", S("<a>\xc0\xaf</a>"), MAL },
		{ "surrogate in utf-8", S("<a>\xed\xa0\x80</a>"), MAL },
		{ "cut utf-8 at the end", S("<a/>\xe4\xb8"), MAL },
		{ "control character", S("<a>\x01</a>"), MAL },
		{ "second root", S("<a/><b/>"), MAL },
		{ "text after the root", S("<a/>x"), MAL },
		{ "comment after the root", S("<a/><!-- x -->\n"), OK },
		{ "end tag of another name", S("<a></b>"), MAL },
		{ "end tag too many", S("<a/></a>"), MAL },
		{ "end tag too few", S("<a><b></b>"), MAL },
		{ "end tag cut", S("<a></a"), MAL },
		{ "start tag cut", S("<a b=\"c"), MAL },
		{ "lone less-than", S("<a/><"), MAL },
		{ "a slash in a tag", S("<a / b=''/>"), MAL },
		{ "a slash before the end", S("<a / >"), MAL },
		{ "an attribute without name", S("<a =''/>"), MAL },
		{ "an attribute that ends in a slash", S("<a b='/'>x</a>"), OK },
		{ "spaces around the equals sign", S("<a\n b\t=\r'1' c = \"2\" />"), OK },
		{ "attributes without a space between", S("<a b='1'c='2'/>"), MAL },
		{ "an end tag with a space", S("<a></a\n>"), OK },
		{ "an end tag with more", S("<a></a b>"), MAL },
		{ "an instruction without target", S("<a><? x?></a>"), MAL },
		{ "less-than in an attribute", S("<a b=\"<\"/>"), MAL },
		{ "less-than in a tag", S("<a <b/>"), MAL },
		{ "greater-than in an attribute", S("<a b=\"x>y\" c='\">'/>"), OK },
		{ "attribute twice", S("<a b=\"1\" b=\"2\"/>"), MAL },
		{ "attribute without quotes", S("<a b=1/>"), MAL },
		{ "attribute without value", S("<a b/>"), MAL },
		{ "comment cut", S("<a/><!-- x"), MAL },
		{ "comment of three dashes", S("<a><!---></a>"), MAL },
		{ "two dashes in a comment", S("<a><!-- -- --></a>"), MAL },
		{ "section cut", S("<a><![CDATA[x]]</a>"), MAL },
		{ "instruction cut", S("<a/><?x"), MAL },
		{ "declaration cut", S("<?xml version=\"1.0\""), MAL },
		{ "end of a section in text", S("<a>]]></a>"), MAL },
		{ "no name", S("< a/>"), MAL },
		{ "prefix not declared", S("<x:a/>"), MAL },
		{ "prefix of an attribute not declared", S("<a x:b=\"1\"/>"), MAL },
		{ "prefix declared too late", S("<a><x:b/><c xmlns:x=\"u\"/></a>"), MAL },
		/* Invoices of one producer hold such a tag file. */
		{ "element with an empty prefix", S("<:a xmlns:=\"\"></:a>"), MAL },
		{ "two colons", S("<a:b:c xmlns:a=\"u\"/>"), MAL },
		{ "prefix declared empty", S("<a xmlns:x=\"\"/>"), MAL },
		{ "same attribute by two prefixes",
		    S("<a xmlns:x=\"u\" xmlns:y=\"u\" x:b=\"1\" y:b=\"2\"/>"), MAL },
		{ "a namespace that is no uri", S("<x:a xmlns:x=\"\xe5\x8f\x91 {x}\"/>"), OK },
		{ "a relative namespace", S("<x:a xmlns:x=\"u/v\"/>"), OK },
		{ "a namespace with an escaped <", S("<x:a xmlns:x=\"u&lt;v\"/>"), UNS },
		{ "a namespace with a number for a character", S("<a xmlns='u&#10;v'/>"), UNS },
		{ "a namespace with an escaped &", S("<a xmlns='u?a=1&amp;b=2'/>"), UNS },
		{ "the prefix xml for another namespace", S("<a xmlns:xml=\"u\"/>"), MAL },
		{ "the prefix xmlns", S("<a xmlns:xmlns=\"u\"/>"), MAL },
		{ "namespaces", S("<x:a xmlns:x=\"u\" x:b=\"1\" b=\"2\"><c/></x:a>"), OK },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++)
		both(rows[i].name, rows[i].p, rows[i].n, rows[i].want);
}

/* <a 0="" 1="" ...> */
static char *
attributes(size_t n)
{
	char *s = malloc(n * 16 + 16), *p = s;
	size_t i;

	p += sprintf(p, "<a");
	for (i = 0; i < n; i++)
		p += sprintf(p, " b%zu=\"\"", i);
	sprintf(p, "/>");
	return s;
}

static char *
nested(size_t n)
{
	char *s = malloc(n * 7 + 1), *p = s;
	size_t i;

	for (i = 0; i < n; i++, p += 3)
		memcpy(p, "<a>", 3);
	for (i = 0; i < n; i++, p += 4)
		memcpy(p, "</a>", 4);
	*p = '\0';
	return s;
}

static char *
long_tag(size_t n)
{
	char *s = malloc(n + 1);

	memset(s, 'x', n);
	memcpy(s, "<a b=\"", 6);
	memcpy(s + n - 3, "\"/>", 4);
	return s;
}

static void
limit(const char *name, char *s, ecert_reason want)
{
	both(name, s, strlen(s), want);
	free(s);
}

static void
limits(void)
{
	ecert_ctx *ctx = unit_ctx();
	clock_t t;
	char *s;

	limit("attributes at the limit", attributes(256), OK);
	limit("attributes above the limit", attributes(257), LIM);
	limit("depth at the limit", nested(64), OK);
	limit("depth above the limit", nested(65), LIM);
	limit("a tag at the limit", long_tag(65536), OK);
	limit("a tag above the limit", long_tag(65537), LIM);

	s = attributes(100000);
	t = clock();
	limit("100000 attributes", s, LIM);
	CHECK(clock() - t < CLOCKS_PER_SEC / 5);
	s = nested(200000);
	t = clock();
	limit("200000 levels", s, LIM);
	CHECK(clock() - t < CLOCKS_PER_SEC / 5);

	unit_case("elements at and above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_ELEMENTS, 3));
	CHECK_OK(ctx, tree(ctx, (const uint8_t *)S("<a><b/><b/></a>")));
	CHECK_REASON(ctx, tree(ctx, (const uint8_t *)S("<a><b/><b/><b/></a>")), LIM);
	CHECK_STR(ecert_errmsg(ctx), "part.xml: line 1: more than 3 elements");

	unit_case("attributes for each element, at and above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_ELEMENTS, 2));
	CHECK_OK(ctx, tree(ctx, (const uint8_t *)S("<a b='' c='' d=''><a b='' c='' d='' e='' f=''/></a>")));
	CHECK_REASON(ctx, tree(ctx,
	    (const uint8_t *)S("<a b='' c='' d=''><a b='' c='' d='' e='' f='' g=''/></a>")), LIM);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_ELEMENTS, 1000000));

	unit_case("bytes at and above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_BYTES, 4));
	CHECK_OK(ctx, tree(ctx, (const uint8_t *)S("<a/>")));
	CHECK_REASON(ctx, tree(ctx, (const uint8_t *)S("<a />")), LIM);
}

/* head, then n times row with a number in it, then tail. */
static char *
rows_of(const char *head, const char *row, const char *tail, size_t n)
{
	size_t len = strlen(head) + strlen(tail) + n * (strlen(row) + 24) + 1, i;
	char *s = malloc(len), *p = s;

	p += sprintf(p, "%s", head);
	for (i = 0; i < n; i++) {
		const char *at = strchr(row, '#');
		if (at == NULL)
			p += sprintf(p, "%s", row);
		else
			p += sprintf(p, "%.*s%zu%s", (int)(at - row), row, i, at + 1);
	}
	sprintf(p, "%s", tail);
	return s;
}

static void
names(void)
{
	static const struct {
		const char *name, *head, *row, *tail;
		size_t      most;            /* of row */
	} rows[] = {
		{ "names of elements", "<a>", "<b#/>", "</a>", 4095 },
		{ "names of attributes", "<a>", "<a b#=''/>", "</a>", 4095 },
		{ "names of end tags", "<a><b></b>", "<b></b><c#/>", "</a>", 4094 },
		{ "names of instructions", "<a>", "<?b# x?>", "</a>", 4095 },
		{ "names of namespaces, one after another", "<a>", "<a xmlns='u#'/>", "</a>", 4094 },
		{ "prefixes, one after another", "<a>", "<a xmlns:p#='u'/>", "</a>", 4094 },
		{ "namespaces of an element", "<a", " xmlns:a#='u#'", "/>", 16 },
		{ "attributes that look like namespaces", "<a", " xmlnsa#=''", "/>", 256 },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		limit(rows[i].name, rows_of(rows[i].head, rows[i].row, rows[i].tail, rows[i].most), OK);
		limit("one more of them",
		    rows_of(rows[i].head, rows[i].row, rows[i].tail, rows[i].most + 1), LIM);
	}
}

/* Four elements of 16 namespaces inside one another, then more. */
static void
nested_namespaces(void)
{
	char s[4096], *p = s;
	size_t i, k;

	for (i = 0; i < 4; i++) {
		p += sprintf(p, "<a");
		for (k = 0; k < 16; k++)
			p += sprintf(p, " xmlns:p%zu_%zu='u'", i, k);
		p += sprintf(p, ">");
	}
	sprintf(p, "<b/></a></a></a><c xmlns:p='u'/></a>");
	both("64 namespaces at once", s, strlen(s), OK);
	sprintf(p, "<b xmlns='u'/></a></a></a></a>");
	both("65 namespaces at once", s, strlen(s), LIM);
	limit("one namespace declared again and again",
	    rows_of("<a>", "<p:b xmlns:p='u'><p:c/></p:b>", "</a>", 10000), OK);
}

/* Each of these kept libxml2 busy for seconds. */
static void
slow(void)
{
	static const struct {
		const char  *name, *head, *row, *tail;
		ecert_reason want;
	} rows[] = {
		{ "many names", "<a>", "<b#/>", "</a>", LIM },
		{ "many attributes without value", "<a>", "<b c#/>", "</a>", MAL },
		{ "many end tags", "<a>", "<a></b#>", "</a>", LIM },
		{ "many unknown entities", "<a>", "&b#;", "</a>", MAL },
		{ "many unknown entities in an attribute", "<a>", "<a b='&b#;'/>", "</a>", MAL },
	};
	clock_t t;
	size_t i;
	char *s;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		s = rows_of(rows[i].head, rows[i].row, rows[i].tail, 60000);
		t = clock();
		limit(rows[i].name, s, rows[i].want);
		CHECK(clock() - t < CLOCKS_PER_SEC / 2);
	}
}

/* What costs a node counts, and a tree costs more than a pass. */
static void
nodes(void)
{
	static const char *const rows[] = { "<b/>", "<!---->", "<?b?>", "<![CDATA[x]]>" };
	ecert_ctx *ctx = unit_ctx();
	size_t i, n;
	char *s;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("a tree of %s at the limit", rows[i]);
		s = rows_of("<a>", rows[i], "</a>", ECI_XML_TREE_MAX - 1);
		CHECK_OK(ctx, tree(ctx, (const uint8_t *)s, strlen(s)));
		free(s);
		unit_case("a tree of %s above the limit", rows[i]);
		s = rows_of("<a>", rows[i], "</a>", ECI_XML_TREE_MAX);
		n = strlen(s);
		CHECK_REASON(ctx, tree(ctx, (const uint8_t *)s, n), LIM);
		CHECK_OK(ctx, eci_xml_scan(ctx, "part.xml", (const uint8_t *)s, n, NULL, NULL, NULL));
		CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_ELEMENTS, ECI_XML_TREE_MAX));
		CHECK_REASON(ctx, eci_xml_scan(ctx, "part.xml", (const uint8_t *)s, n, NULL, NULL,
		    NULL), LIM);
		CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_ELEMENTS, 1000000));
		free(s);
	}
}

static void
messages(void)
{
	ecert_ctx *ctx = unit_ctx();

	unit_case("messages name the line and are escaped");
	CHECK_REASON(ctx, tree(ctx, (const uint8_t *)S("<a>\n\n<!DOCTYPE x></a>")), UNS);
	CHECK_STR(ecert_errmsg(ctx), "part.xml: line 3: a document type declaration");
	CHECK_REASON(ctx, tree(ctx, (const uint8_t *)S("<a>\n</b>")), MAL);
	CHECK(strncmp(ecert_errmsg(ctx), "part.xml: line 2: ", 18) == 0);
	CHECK(strchr(ecert_errmsg(ctx), '\n') == NULL);
	CHECK_REASON(ctx, tree(ctx, (const uint8_t *)S("<a></b\xe2\x80\xaetxt>")), MAL);
	CHECK(strstr(ecert_errmsg(ctx), "\xe2\x80\xae") == NULL);
}

/* Every prefix of a document is refused, and read within its bounds. */
static void
truncation(void)
{
	static const char doc[] = "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!-- c --><o:a xmlns:o=\"u\" b='1>'><?pi x?><![CDATA[<]]>\xe4\xb8\xad</o:a>";
	ecert_ctx *ctx = unit_ctx();
	size_t n, bad = 0;
	uint8_t *copy;

	unit_case("every truncation");
	for (n = 0; n < sizeof(doc) - 1; n++) {
		copy = malloc(n > 0 ? n : 1);
		memcpy(copy, doc, n);
		bad += tree(ctx, copy, n) == ECERT_OK;
		bad += eci_xml_scan(ctx, "part.xml", copy, n, NULL, NULL, NULL) == ECERT_OK;
		free(copy);
	}
	CHECK_INT(bad, 0);
	CHECK_OK(ctx, tree(ctx, (const uint8_t *)S(doc)));
}

int
main(void)
{
	table();
	limits();
	names();
	nested_namespaces();
	slow();
	nodes();
	messages();
	truncation();
	return unit_end();
}
