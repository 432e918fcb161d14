/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_plain.c - the XML that nearly all parts are written in, read in one pass:
 * elements with ASCII names, attributes without escapes, text, namespaces.  What
 * is not of this form, well-formed or not, is left to the parser, whose word it
 * is: this one only ever says "I know all of this", and then it is what the
 * parser would find, within the same limits.  No comment, section, instruction,
 * document type or character reference, no prefix that is not declared, no name
 * twice in a tag.
 */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_priv.h"

#define PART_MAX  ((size_t)8 * 1024 * 1024)
#define SLOTS     256      /* of names, a power of two */
#define NAMES_MAX 160
#define OPEN_MAX  64
#define NS_MAX    16
#define ATTRS_EACH 4       /* as the check has it */

enum {
	C_START = 1,       /* of a name */
	C_NAME = 2,
	C_SPACE = 4,
	C_VALUE = 8,       /* in an attribute's value, one quote aside */
	C_TEXT = 16
};
#define LETTER (C_START | C_NAME | C_VALUE | C_TEXT)
#define INNER  (C_NAME | C_VALUE | C_TEXT)
#define OTHER  (C_VALUE | C_TEXT)

static const uint8_t classes[256] = {
	['\t'] = C_SPACE | C_TEXT, ['\n'] = C_SPACE | C_TEXT, ['\r'] = C_SPACE | C_TEXT,
	[' '] = C_SPACE | OTHER, ['!'] = OTHER, ['"'] = OTHER, ['#'] = OTHER, ['$'] = OTHER,
	['%'] = OTHER, ['\''] = OTHER, ['('] = OTHER, [')'] = OTHER, ['*'] = OTHER, ['+'] = OTHER,
	[','] = OTHER, ['-'] = INNER, ['.'] = INNER, ['/'] = OTHER, ['0'] = INNER, ['1'] = INNER,
	['2'] = INNER, ['3'] = INNER, ['4'] = INNER, ['5'] = INNER, ['6'] = INNER, ['7'] = INNER,
	['8'] = INNER, ['9'] = INNER, [':'] = OTHER, [';'] = OTHER, ['='] = OTHER, ['>'] = OTHER,
	['?'] = OTHER, ['@'] = OTHER, ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER,
	['D'] = LETTER, ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER,
	['I'] = LETTER, ['J'] = LETTER, ['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER,
	['N'] = LETTER, ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
	['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER,
	['X'] = LETTER, ['Y'] = LETTER, ['Z'] = LETTER, ['['] = OTHER, ['\\'] = OTHER,
	[']'] = C_VALUE, ['^'] = OTHER, ['_'] = LETTER, ['`'] = OTHER, ['a'] = LETTER,
	['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER,
	['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER,
	['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER,
	['q'] = LETTER, ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER,
	['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER,
	['{'] = OTHER, ['|'] = OTHER, ['}'] = OTHER, ['~'] = OTHER
};

/* "prefix:local" as it stands in the part, each once. */
struct name {
	const uint8_t *p;          /* NULL: free */
	size_t         n, prefix;  /* bytes; of the prefix, 0: none */
	bool           wanted;     /* at any depth */
};

struct ns {
	const uint8_t   *prefix;
	size_t           n;        /* 0: the default */
	struct eci_bytes uri;
};

struct open {
	const struct name *name;
	struct eci_bytes   uri;
	size_t             n_ns;   /* in force outside of it */
};

struct attr {
	const struct name *name;
	struct eci_bytes   value;
};

struct plain {
	const struct eci_xml_want *want;
	struct eci_xml_events     *out;
	const uint8_t *at, *end;       /* end is behind the last '>' */
	uint64_t       elements, attrs, max_elements, max_attrs, max_tag, max_depth;
	struct name    names[SLOTS];
	size_t         n_names;
	struct ns      ns[NS_MAX];
	size_t         n_ns, declared; /* in force; in all */
	struct open    open[OPEN_MAX];
	size_t         depth;          /* of open elements */
	struct attr    attr[ECI_XML_PLAIN_ATTRS];
	size_t         n_attr;
	ecert_err      err;            /* lack of memory */
};

static bool
is(int c, int class)
{
	return (classes[(uint8_t)c] & class) != 0;
}

/* Behind characters beyond ASCII that XML allows, or NULL. */
static const uint8_t *
wide(const uint8_t *q, const uint8_t *end)
{
	uint32_t cp;
	size_t n;

	/* U+1000 to U+CFFF, Chinese among them. */
	while (end - q >= 3 && q[0] >= 0xe1 && q[0] <= 0xec && (q[1] & 0xc0) == 0x80 &&
	    (q[2] & 0xc0) == 0x80)
		q += 3;
	if (q == end || *q < 0x80)
		return q;
	n = eci_utf8_next((const char *)q, (size_t)(end - q), &cp);
	return n < 2 || cp == 0xfffe || cp == 0xffff ? NULL : q + n;
}

static const uint8_t *
spaces(const uint8_t *q)
{
	while (is(*q, C_SPACE))
		q++;
	return q;
}

/* ---- names ---- */

static bool
is_wanted(const struct plain *s, const uint8_t *local, size_t n)
{
	const char *const *w;

	for (w = s->want->names; w != NULL && *w != NULL; w++)
		if (strlen(*w) == n && memcmp(*w, local, n) == 0)
			return true;
	return false;
}

/* NULL: one name too many. */
static const struct name *
intern(struct plain *s, const uint8_t *p, size_t n, size_t prefix)
{
	size_t h = p[n - 1] * 31u + p[n / 2] * 7u + p[n > 4 ? 4 : 0] * 13u + n * 131u, local;
	struct name *at;

	for (;; h++) {
		at = &s->names[h % SLOTS];
		if (at->p == NULL)
			break;
		if (at->n == n && memcmp(at->p, p, n) == 0)
			return at;
	}
	if (s->n_names == NAMES_MAX)
		return NULL;
	s->n_names++;
	local = prefix > 0 ? prefix + 1 : 0;
	*at = (struct name){ p, n, prefix, is_wanted(s, p + local, n - local) };
	return at;
}

/* At *q; NULL where no plain one stands. */
static const struct name *
get_name(struct plain *s, const uint8_t **q)
{
	const uint8_t *from = *q, *p = from;
	size_t prefix = 0;

	if (!is(*p, C_START))
		return NULL;
	while (is(*p, C_NAME))
		p++;
	if (*p == ':') {
		prefix = (size_t)(p++ - from);
		if (!is(*p, C_START))
			return NULL;
		while (is(*p, C_NAME))
			p++;
	}
	*q = p;
	return intern(s, from, (size_t)(p - from), prefix);
}

static bool
has_prefix(const struct name *name, const char *prefix)
{
	return name->prefix == strlen(prefix) && memcmp(name->p, prefix, name->prefix) == 0;
}

/* ---- namespaces ---- */

/* xmlns="uri" or xmlns:prefix="uri"; XML's own namespaces are the parser's. */
static bool
declare(struct plain *s, const struct name *name, struct eci_bytes uri, size_t outside)
{
	static const char w3[] = "http://www.w3.org/";
	struct ns ns = { name->p, 0, uri };
	size_t i;

	if (name->prefix > 0) {
		ns.prefix = name->p + name->prefix + 1;
		ns.n = name->n - name->prefix - 1;
	}
	if (uri.len == 0 || s->n_ns == NS_MAX || ++s->declared > NAMES_MAX || (ns.n >= 3 && memcmp(ns.prefix, "xml", 3) == 0) ||
	    (uri.len >= sizeof(w3) - 1 && memcmp(uri.ptr, w3, sizeof(w3) - 1) == 0))
		return false;
	for (i = outside; i < s->n_ns; i++)
		if (s->ns[i].n == ns.n && memcmp(s->ns[i].prefix, ns.prefix, ns.n) == 0)
			return false;
	s->ns[s->n_ns++] = ns;
	return true;
}

/* What the name's prefix stands for; no default is no namespace. */
static bool
resolve(const struct plain *s, const struct name *name, struct eci_bytes *uri)
{
	size_t i;

	for (i = s->n_ns; i > 0; i--)
		if (s->ns[i - 1].n == name->prefix &&
		    memcmp(s->ns[i - 1].prefix, name->p, name->prefix) == 0) {
			*uri = s->ns[i - 1].uri;
			return true;
		}
	*uri = (struct eci_bytes){ NULL, 0 };
	return name->prefix == 0;
}

/* ---- tags ---- */

/* The value at *q, which is its quote. */
static bool
get_value(const struct plain *s, const uint8_t **q, struct eci_bytes *value)
{
	const uint8_t *p = *q + 1, *end = s->end;
	int quote = **q;

	if (quote != '"' && quote != '\'')
		return false;
	for (;;) {
		while (p < end && is(*p, C_VALUE) && *p != quote)
			p++;
		if (p == end)
			return false;
		if (*p == quote)
			break;
		if (*p < 0x80 || (p = wide(p, end)) == NULL)
			return false;
	}
	*value = (struct eci_bytes){ *q + 1, (size_t)(p - *q - 1) };
	*q = p + 1;
	return true;
}

static bool
get_attr(struct plain *s, const uint8_t **q, size_t outside)
{
	struct attr a;
	size_t i;

	if ((a.name = get_name(s, q)) == NULL)
		return false;
	*q = spaces(*q);
	if (**q != '=')
		return false;
	*q = spaces(*q + 1);
	if (!get_value(s, q, &a.value) || s->attrs++ / ATTRS_EACH >= s->max_elements)
		return false;
	if (has_prefix(a.name, "xmlns") ||
	    (a.name->n == 5 && memcmp(a.name->p, "xmlns", 5) == 0))
		return declare(s, a.name, a.value, outside);
	for (i = 0; i < s->n_attr; i++)
		if (s->attr[i].name == a.name)
			return false;
	if (s->n_attr == ECI_XML_PLAIN_ATTRS)
		return false;
	s->attr[s->n_attr++] = a;
	return true;
}

/* Two prefixes may stand for one namespace: such attributes are few, and not for
 * here. */
static bool
check_attrs(const struct plain *s)
{
	struct eci_bytes uri;
	size_t i, prefixed = 0;

	for (i = 0; i < s->n_attr; i++) {
		if (s->attr[i].name->prefix == 0)
			continue;
		if (++prefixed > 1 || !resolve(s, s->attr[i].name, &uri))
			return false;
	}
	return true;
}

/* From behind the name to behind the tag; *empty: "/>". */
static bool
get_attrs(struct plain *s, const uint8_t **q, size_t outside, bool *empty)
{
	const uint8_t *p;
	uint64_t n = 0;

	s->n_attr = 0;
	for (;;) {
		p = spaces(*q);
		if (*p == '>' || *p == '/')
			break;
		if (p == *q || ++n > s->max_attrs)
			return false;
		*q = p;
		if (!get_attr(s, q, outside))
			return false;
	}
	*empty = *p == '/';
	if (*empty && *++p != '>')
		return false;
	*q = p + 1;
	return check_attrs(s);
}

static bool
tell_start(struct plain *s, const struct open *o)
{
	const struct name *name = o->name;
	size_t i, skip = name->prefix > 0 ? name->prefix + 1 : 0;
	struct eci_bytes local = { name->p + skip, name->n - skip };
	struct eci_xml_events *ev = s->out;

	s->err = eci_xml_event_start(ev, s->depth, local, o->uri);
	for (i = 0; i < s->n_attr && s->err == ECERT_OK; i++)
		if (s->attr[i].name->prefix == 0)
			s->err = eci_xml_event_attr(ev, (struct eci_bytes){ s->attr[i].name->p,
			    s->attr[i].name->n }, s->attr[i].value);
	return s->err == ECERT_OK && !s->out->full;
}

static bool
tell_end(struct plain *s, const struct open *o)
{
	const struct name *name = o->name;
	size_t skip = name->prefix > 0 ? name->prefix + 1 : 0;
	struct eci_bytes local = { name->p + skip, name->n - skip };

	s->n_ns = o->n_ns;
	if (s->depth <= s->want->depth)
		s->err = eci_xml_event_end(s->out, s->depth, local, o->uri);
	return s->err == ECERT_OK && !s->out->full;
}

static bool
start_tag(struct plain *s)
{
	const uint8_t *q = s->at + 1;
	struct open *o;
	bool empty;

	if (s->depth == OPEN_MAX || s->depth >= s->max_depth || ++s->elements > s->max_elements)
		return false;
	o = &s->open[s->depth];
	o->n_ns = s->n_ns;
	if ((o->name = get_name(s, &q)) == NULL || !get_attrs(s, &q, o->n_ns, &empty) ||
	    (size_t)(q - s->at) > s->max_tag || !resolve(s, o->name, &o->uri))
		return false;
	s->at = q;
	if ((s->depth <= s->want->depth || o->name->wanted) && !tell_start(s, o))
		return false;
	if (s->depth <= s->want->depth &&
	    (s->err = eci_xml_event_open(s->out, s->depth)) != ECERT_OK)
		return false;
	if (empty)
		return tell_end(s, o);
	s->depth++;
	return true;
}

static bool
end_tag(struct plain *s)
{
	const uint8_t *q = s->at + 2;
	const struct open *o = &s->open[s->depth - 1];
	size_t n = o->name->n;

	if ((size_t)(s->end - q) <= n || memcmp(q, o->name->p, n) != 0)
		return false;
	q = spaces(q + n);
	if (*q != '>')
		return false;
	s->at = q + 1;
	s->depth--;
	return tell_end(s, o);
}

/* ---- text ---- */

static bool
tell_text(struct plain *s, const uint8_t *p, size_t n)
{
	if (n > 0 && s->depth - 1 <= s->want->depth)
		s->err = eci_xml_event_text(s->out, s->depth - 1, p, n);
	return s->err == ECERT_OK && !s->out->full;
}

/* The escape at *q. */
static bool
escape(struct plain *s, const uint8_t **q)
{
	static const struct { const char *name; size_t n; const char *is; } known[] = {
		{ "&lt;", 4, "<" }, { "&gt;", 4, ">" }, { "&amp;", 5, "&" }, { "&quot;", 6, "\"" },
		{ "&apos;", 6, "'" }
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(known); i++)
		if ((size_t)(s->end - *q) > known[i].n &&
		    memcmp(*q, known[i].name, known[i].n) == 0) {
			*q += known[i].n;
			return tell_text(s, (const uint8_t *)known[i].is, 1);
		}
	return false;
}

static bool
text(struct plain *s)
{
	const uint8_t *from = s->at, *q = from, *end = s->end;

	for (;;) {
		while (q < end && is(*q, C_TEXT))
			q++;
		if (q == end)
			return false;
		if (*q == '<')
			break;
		if (*q == '&') {
			if (!tell_text(s, from, (size_t)(q - from)) || !escape(s, &q))
				return false;
			from = q;
		} else if (*q == ']') {
			if (end - q >= 3 && q[1] == ']' && q[2] == '>')
				return false;
			q++;
		} else if (*q < 0x80 || (q = wide(q, end)) == NULL)
			return false;
	}
	s->at = q;
	return tell_text(s, from, (size_t)(q - from));
}

/* ---- the whole ---- */

static bool
element(struct plain *s)
{
	do {
		if (*s->at != '<') {
			if (!text(s))
				return false;
		} else if (s->at[1] == '/') {
			if (!end_tag(s))
				return false;
		} else if (!start_tag(s))
			return false;
	} while (s->depth > 0 && s->at < s->end);
	return s->depth == 0 && s->at == s->end;
}

/* A declaration of the three forms that are written. */
static const uint8_t *
declaration(const uint8_t *p, const uint8_t *end)
{
	static const char *const forms[] = {
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>",
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>",
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
		"<?xml version=\"1.0\"?>"
	};
	size_t i, n;

	for (i = 0; i < ECI_COUNT(forms); i++) {
		n = strlen(forms[i]);
		if ((size_t)(end - p) > n && memcmp(p, forms[i], n) == 0)
			return p + n;
	}
	return p;
}

static bool
part(struct plain *s, const uint8_t *p, size_t n)
{
	const uint8_t *last = p + n;

	while (last > p && is(last[-1], C_SPACE))
		last--;
	if (last == p || last[-1] != '>')
		return false;
	s->end = last;
	if (last - p > 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	s->at = spaces(declaration(p, last));
	return *s->at == '<' && is(s->at[1], C_START) && element(s);
}

ecert_err
eci_xml_plain(ecert_ctx *ctx, const uint8_t *p, size_t n, const struct eci_xml_want *want,
    struct eci_xml_events *out, bool *yes)
{
	struct plain *s;
	ecert_err e;

	*yes = false;
	if (n > PART_MAX || n > ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES))
		return ECERT_OK;
	if ((s = malloc(sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	memset(s->names, 0, sizeof(s->names));
	s->want = want;
	s->out = out;
	s->elements = s->attrs = 0;
	s->n_names = s->n_ns = s->declared = s->depth = 0;
	s->err = ECERT_OK;
	s->max_elements = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ELEMENTS);
	s->max_attrs = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ATTRS);
	s->max_tag = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_TAG_BYTES);
	s->max_depth = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_DEPTH);
	*yes = part(s, p, n) && !out->full;
	e = s->err;
	free(s);
	return e;
}
