/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_check.c - a look at the raw bytes before a parser sees them.  libxml2
 * takes other encodings, DOCTYPEs and entities, and is quadratic in the number
 * of attributes, of namespaces and of different names; none of that may depend
 * on options being right.  What is not well formed in other ways is left to the
 * parser.
 */
#include <limits.h>
#include <string.h>

#include "xml/xml_priv.h"

#define DECL_MAX   1024    /* no XML declaration is longer */
#define ATTRS_EACH 4       /* attributes of a part, for each element allowed */
#define TAG_NS_MAX 16      /* namespaces declared on an element */
#define ALL_NS_MAX 64      /* in force at once */
#define LEVELS     64

struct check {
	ecert_ctx     *ctx;
	const char    *where;
	const uint8_t *p, *end, *at;
	uint64_t       depth, elements, attrs;
	uint64_t       max_depth, max_attrs, max_tag, max_elements;
	unsigned       tag_ns, all_ns;     /* declared on the tag; in force */
	uint8_t        ns_at[LEVELS];      /* on the open elements */
	struct eci_xml_names names;
};

static size_t
line_of(const struct check *c)
{
	const uint8_t *p;
	size_t line = 1;

	for (p = c->p; p < c->at && (p = memchr(p, '\n', (size_t)(c->at - p))) != NULL; p++)
		line++;
	return line;
}

static ecert_err
refuse(const struct check *c, ecert_reason r, const char *what)
{
	return eci_reject(c->ctx, r, c->where, NULL, "line %zu: %s", line_of(c), what);
}

static ecert_err
over(const struct check *c, const char *what, uint64_t max)
{
	return eci_reject(c->ctx, ECERT_R_XML_LIMIT, c->where, NULL,
	    "line %zu: more than %llu %s", line_of(c), (unsigned long long)max, what);
}

static bool
starts(const struct check *c, const char *s)
{
	size_t n = strlen(s);

	return (size_t)(c->end - c->at) >= n && memcmp(c->at, s, n) == 0;
}

/* Behind the next close, a string that ends in ">"; open is what begins here. */
static ecert_err
skip_to(struct check *c, size_t open, const char *close)
{
	size_t n = strlen(close);
	const uint8_t *p = c->at + open + n - 1;

	while (p < c->end && (p = memchr(p, '>', (size_t)(c->end - p))) != NULL) {
		if (memcmp(p + 1 - n, close, n) == 0) {
			c->at = p + 1;
			return ECERT_OK;
		}
		p++;
	}
	return refuse(c, ECERT_R_XML_MALFORMED, "a comment, section or instruction does not end");
}

static ecert_err
markup(struct check *c)
{
	static const char *const declarations[] = {
		"<!DOCTYPE", "<!ENTITY", "<!ELEMENT", "<!ATTLIST", "<!NOTATION", "<!["
	};
	size_t i;

	if (starts(c, "<!--"))
		return skip_to(c, 4, "-->");
	if (starts(c, "<![CDATA["))
		return skip_to(c, 9, "]]>");
	for (i = 0; i < ECI_COUNT(declarations); i++)
		if (starts(c, declarations[i]))
			return refuse(c, ECERT_R_XML_UNSAFE, "a document type declaration");
	return refuse(c, ECERT_R_XML_MALFORMED, "markup that is none");
}

/* Whoever ends an XML name ends it with one of these, or is not well formed. */
static const uint8_t name_ends[256] = { [' '] = 1, ['\t'] = 1, ['\r'] = 1, ['\n'] = 1,
	['='] = 1, ['/'] = 1, ['>'] = 1, ['<'] = 1, ['"'] = 1, ['\''] = 1 };

static ecert_err
count_name(struct check *c, const uint8_t *p, size_t n)
{
	bool full;
	ecert_err e = eci_xml_names_add(c->ctx, &c->names, p, n, &full);

	return e == ECERT_OK && full ? over(c, "different names", ECI_XML_NAMES_MAX) : e;
}

/* Behind the name at *p, which may be empty, within end. */
static ecert_err
name(struct check *c, const uint8_t **p, const uint8_t *end)
{
	const uint8_t *from = *p, *q = from;

	while (q < end && !name_ends[*q])
		q++;
	*p = q;
	return q == from ? ECERT_OK : count_name(c, from, (size_t)(q - from));
}

static const uint8_t *
skip_space(const uint8_t *p, const uint8_t *end)
{
	while (p < end && eci_xml_space(*p))
		p++;
	return p;
}

/* libxml2 looks through all prefixes in force for each prefixed name, and keeps
 * what they stand for among the names. */
static ecert_err
count_ns(struct check *c, const uint8_t *value, size_t n)
{
	/* It writes such a name back without escapes: not what was read. */
	if (memchr(value, '&', n) != NULL)
		return refuse(c, ECERT_R_XML_UNSAFE, "a character escaped in a namespace's name");
	if (++c->tag_ns > TAG_NS_MAX)
		return over(c, "namespaces in a tag", TAG_NS_MAX);
	if (++c->all_ns > ALL_NS_MAX)
		return over(c, "namespaces at once", ALL_NS_MAX);
	return count_name(c, value, n);
}

static ecert_err
cut_tag(const struct check *c, const uint8_t *end)
{
	if (end != c->end)
		return over(c, "bytes in a start tag", c->max_tag);
	return refuse(c, ECERT_R_XML_MALFORMED, "a tag does not end");
}

/* name = "value" at *p; *p goes behind it. */
static ecert_err
attribute(struct check *c, const uint8_t **p, const uint8_t *end)
{
	const uint8_t *from = *p, *q = from, *value;
	size_t n;
	ecert_err e;

	if ((e = name(c, &q, end)) != ECERT_OK)
		return e;
	n = (size_t)(q - from);
	q = skip_space(q, end);
	if (q < end && (n == 0 || *q != '='))
		return refuse(c, ECERT_R_XML_MALFORMED, *q == '<' ? "\"<\" inside a tag" :
		    "an attribute without name or value");
	q = skip_space(q + (q < end), end);
	if (q == end)
		return cut_tag(c, end);
	if (*q != '"' && *q != '\'')
		return refuse(c, ECERT_R_XML_MALFORMED, "an attribute's value has no quotes");
	for (value = q + 1, q++; q < end && *q != value[-1]; q++)
		if (*q == '<')
			return refuse(c, ECERT_R_XML_MALFORMED, "\"<\" inside a tag");
	if (q == end)
		return cut_tag(c, end);
	*p = q + 1;
	if (n >= 5 && memcmp(from, "xmlns", 5) == 0 && (n == 5 || from[5] == ':'))
		return count_ns(c, value, (size_t)(q - value));
	return ECERT_OK;
}

/* *last is the '>' of the tag at c->at. */
static ecert_err
tag_end(struct check *c, const uint8_t **last)
{
	const uint8_t *p = c->at + 1, *end = c->end;
	uint64_t attrs = 0;
	ecert_err e;

	if ((size_t)(end - c->at) > c->max_tag)
		end = c->at + c->max_tag;
	c->tag_ns = 0;
	if ((e = name(c, &p, end)) != ECERT_OK)
		return e;
	for (;;) {
		if ((p = skip_space(p, end)) < end && *p == '/')
			p++;
		if (p == end)
			return cut_tag(c, end);
		if (*p == '>') {
			*last = p;
			return ECERT_OK;
		}
		if (p[-1] == '/')
			return refuse(c, ECERT_R_XML_MALFORMED, "\"/\" inside a tag");
		if ((e = attribute(c, &p, end)) != ECERT_OK)
			return e;
		if (++attrs > c->max_attrs)
			return over(c, "attributes of an element", c->max_attrs);
		if (c->attrs++ / ATTRS_EACH >= c->max_elements)
			return over(c, "attributes for each element allowed", ATTRS_EACH);
	}
}

/* The declarations of elements below LEVELS are never taken off the count. */
static void
open_element(struct check *c)
{
	if (c->depth < LEVELS)
		c->ns_at[c->depth] = (uint8_t)c->tag_ns;
	c->depth++;
}

static void
close_element(struct check *c)
{
	if (--c->depth < LEVELS)
		c->all_ns -= c->ns_at[c->depth];
}

static ecert_err
count_node(struct check *c)
{
	return ++c->elements > c->max_elements ? over(c, "elements", c->max_elements) : ECERT_OK;
}

static ecert_err
start_tag(struct check *c)
{
	const uint8_t *last = NULL;
	ecert_err e = tag_end(c, &last);

	if (e != ECERT_OK || (e = count_node(c)) != ECERT_OK)
		return e;
	if (c->depth >= c->max_depth)
		return over(c, "elements inside one another", c->max_depth);
	open_element(c);
	if (last[-1] == '/')
		close_element(c);
	c->at = last + 1;
	return ECERT_OK;
}

static ecert_err
end_tag(struct check *c)
{
	const uint8_t *p = memchr(c->at, '>', (size_t)(c->end - c->at)), *q = c->at + 2;
	ecert_err e;

	if (p == NULL || c->depth == 0)
		return refuse(c, ECERT_R_XML_MALFORMED, "an end tag without a start tag or end");
	if ((e = name(c, &q, p)) != ECERT_OK)
		return e;
	close_element(c);
	c->at = p + 1;
	return ECERT_OK;
}

/* Its target is a name too. */
static ecert_err
instruction(struct check *c)
{
	const uint8_t *from = c->at + 2, *q;
	ecert_err e = skip_to(c, 2, "?>");

	for (q = from; e == ECERT_OK && q < c->at - 2 && !eci_xml_space(*q); q++)
		;
	return e == ECERT_OK ? count_name(c, from, (size_t)(q - from)) : e;
}

static ecert_err
structure(struct check *c)
{
	ecert_err e = ECERT_OK;

	while (e == ECERT_OK && c->at < c->end &&
	    (c->at = memchr(c->at, '<', (size_t)(c->end - c->at))) != NULL) {
		if (c->end - c->at < 2)
			return refuse(c, ECERT_R_XML_MALFORMED, "a tag does not end");
		switch (c->at[1]) {
		case '!':
			if ((e = count_node(c)) == ECERT_OK)
				e = markup(c);
			break;
		case '?':
			if ((e = count_node(c)) == ECERT_OK)
				e = instruction(c);
			break;
		case '/':
			e = end_tag(c);
			break;
		default:
			e = start_tag(c);
		}
	}
	return e;
}

/* S name Eq "value" at *p; *value is between the quotes.  False, and *p stays,
 * where something else stands there. */
static bool
pseudo_attribute(const uint8_t **p, const uint8_t *end, const char *name,
    struct eci_bytes *value)
{
	const uint8_t *q = skip_space(*p, end), *close;
	size_t n = strlen(name);

	if (q == *p || (size_t)(end - q) <= n || memcmp(q, name, n) != 0)
		return false;
	q = skip_space(q + n, end);
	if (q == end || *q != '=')
		return false;
	q = skip_space(q + 1, end);
	if (q == end || (*q != '"' && *q != '\'') ||
	    (close = memchr(q + 1, *q, (size_t)(end - q - 1))) == NULL)
		return false;
	*value = (struct eci_bytes){ q + 1, (size_t)(close - q - 1) };
	*p = close + 1;
	return true;
}

/*
 * XML 1.0 2.8, to the letter: libxml2 reports what is wrong in a declaration
 * only after it has switched to the encoding that is named there.
 */
static ecert_err
declaration(struct check *c)
{
	static const char utf8[] = "utf-8";
	const uint8_t *p = c->at + 5, *end = c->end;
	struct eci_bytes v = { NULL, 0 };
	size_t i;

	if (!starts(c, "<?xml") || end - p < 1 || !eci_xml_space(*p))
		return ECERT_OK;
	if (end - p > DECL_MAX)
		end = p + DECL_MAX;
	if (!pseudo_attribute(&p, end, "version", &v))
		return refuse(c, ECERT_R_XML_MALFORMED, "the XML declaration has no version");
	if (pseudo_attribute(&p, end, "encoding", &v)) {
		for (i = 0; i < v.len && i < sizeof(utf8) - 1; i++)
			if (eci_ascii_lower(v.ptr[i]) != utf8[i])
				break;
		if (i != v.len || v.len != sizeof(utf8) - 1)
			return refuse(c, ECERT_R_XML_UNSAFE, "an encoding other than UTF-8");
	}
	pseudo_attribute(&p, end, "standalone", &v);
	p = skip_space(p, end);
	if (end - p < 2 || p[0] != '?' || p[1] != '>')
		return refuse(c, ECERT_R_XML_MALFORMED, "the XML declaration does not end");
	return ECERT_OK;
}

/* UTF-16, UTF-32 and EBCDIC by their first bytes (XML 1.0 F.1). */
static bool
other_encoding(const uint8_t *p, size_t n)
{
	return n >= 2 && ((p[0] == 0xfe && p[1] == 0xff) || (p[0] == 0xff && p[1] == 0xfe) ||
	    p[0] == 0 || p[1] == 0 || (p[0] == 0x4c && p[1] == 0x6f));
}

static ecert_err
check(struct check *c, size_t n, size_t *skip)
{
	const uint8_t *p = c->p;
	ecert_err e;

	if (n == 0)
		return eci_reject(c->ctx, ECERT_R_XML_MALFORMED, c->where, NULL, "no XML: empty");
	if (other_encoding(p, n))
		return refuse(c, ECERT_R_XML_UNSAFE, "an encoding other than UTF-8");
	*skip = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	c->at += *skip;
	if ((e = declaration(c)) != ECERT_OK)
		return e;
	if (memchr(p, 0, n) != NULL || !eci_utf8_valid((const char *)p, n))
		return refuse(c, ECERT_R_XML_MALFORMED, "bytes that are not UTF-8");
	return structure(c);
}

ecert_err
eci_xml_check(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    uint64_t max_elements, size_t *skip)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES);
	struct check c = { .ctx = ctx, .where = where, .p = p, .end = p + n, .at = p,
	    .max_depth = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_DEPTH),
	    .max_attrs = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ATTRS),
	    .max_tag = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_TAG_BYTES),
	    .max_elements = max_elements };
	ecert_err e;

	if (n > max || n > INT_MAX)
		return eci_reject(ctx, ECERT_R_XML_LIMIT, where, NULL,
		    "%zu bytes of XML, the limit is %llu", n, (unsigned long long)max);
	e = check(&c, n, skip);
	eci_xml_names_free(&c.names);
	return e;
}
