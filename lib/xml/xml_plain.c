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

#include "xml/xml_plain.h"
#include "xml/xml_priv.h"

#define PART_MAX  ((size_t)8 * 1024 * 1024)
#define NAME_MAX_BYTES 4096    /* libxml2 bounds names as well */
#define OPEN_MAX  64
#define NS_MAX    16
#define ATTRS_EACH 4       /* as the check has it */

struct open {
	struct eci_xml_word    *name;
	struct eci_xml_spelled *ns;
	size_t                  n_ns;  /* in force outside of it */
};

struct plain {
	const struct eci_xml_want *want;
	struct eci_xml_sink       *out;
	const uint8_t *at, *end;       /* end is behind the last '>' */
	uint64_t       elements, attrs, max_elements, max_attrs, max_tag, max_depth;
	struct eci_xml_words   words;
	struct eci_xml_word    none, *last;    /* last: the one that stands before */
	struct eci_xml_spelled ns[NS_MAX];
	size_t         n_ns, declared; /* in force; in all */
	uint64_t       changed;        /* how often those in force did */
	struct open    open[OPEN_MAX];
	size_t         depth;          /* of open elements */
	/* Of the tag at hand. */
	struct eci_xml_plain_attr attr[ECI_XML_PLAIN_ATTRS];
	size_t         n_attr;
	bool           told;
	struct eci_xml_word *prefixed;
	ecert_err      err;            /* lack of memory */
};

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

/* The part's last byte is none, nor one of a name. */
static const uint8_t *
spaces(const uint8_t *q)
{
	while (eci_xml_c(*q, ECI_XML_C_SPACE))
		q++;
	return q;
}

/* ---- names ---- */

/* The one at *q; NULL where no plain one stands. */
static struct eci_xml_word *
new_name(struct plain *s, const uint8_t **q)
{
	const uint8_t *from = *q, *p = from;
	struct eci_xml_word *w;
	size_t prefix = 0;

	if (!eci_xml_c(*p, ECI_XML_C_START))
		return NULL;
	while (eci_xml_c(*p, ECI_XML_C_NAME))
		p++;
	if (*p == ':') {
		prefix = (size_t)(p++ - from);
		if (!eci_xml_c(*p, ECI_XML_C_START))
			return NULL;
		while (eci_xml_c(*p, ECI_XML_C_NAME))
			p++;
	}
	if (p - from > NAME_MAX_BYTES ||
	    (w = eci_xml_word(&s->words, from, (size_t)(p - from), prefix)) == NULL)
		return NULL;
	*q = p;
	s->last->next = w;
	return s->last = w;
}

/* What came behind the last name before mostly comes again. */
static inline struct eci_xml_word *
get_name(struct plain *s, const uint8_t **q)
{
	struct eci_xml_word *w = s->last->next;

	if (w == NULL || !eci_xml_word_at(w, *q, s->end) ||
	    eci_xml_c((*q)[w->n], ECI_XML_C_NAME) || (*q)[w->n] == ':')
		return new_name(s, q);
	*q += w->n;
	return s->last = w;
}

/* ---- namespaces ---- */

static bool
same(struct eci_bytes a, struct eci_bytes b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* xmlns="uri" or xmlns:prefix="uri"; XML's own namespaces are the parser's. */
static bool
declare(struct plain *s, const struct eci_xml_word *name, struct eci_bytes uri, size_t outside)
{
	static const char w3[] = "http://www.w3.org/";
	struct eci_xml_spelled ns = { .uri = uri };
	size_t i;

	if (name->prefix > 0)
		ns.prefix = eci_xml_word_local(name);
	if (uri.len == 0 || s->n_ns == NS_MAX || ++s->declared > ECI_XML_WORDS_MAX ||
	    (ns.prefix.len >= 3 && memcmp(ns.prefix.ptr, "xml", 3) == 0) ||
	    (uri.len >= sizeof(w3) - 1 && memcmp(uri.ptr, w3, sizeof(w3) - 1) == 0))
		return false;
	for (i = outside; i < s->n_ns; i++)
		if (same(s->ns[i].prefix, ns.prefix))
			return false;
	s->ns[s->n_ns++] = ns;
	s->changed++;
	return true;
}

static struct eci_xml_spelled *
look_for(struct plain *s, const struct eci_xml_word *name)
{
	const struct eci_bytes prefix = { name->p, name->prefix };
	size_t i;

	for (i = s->n_ns; i > 0; i--)
		if (same(s->ns[i - 1].prefix, prefix))
			return &s->ns[i - 1];
	return NULL;
}

/* What the name's prefix stands for; no default is no namespace. */
static bool
resolve(struct plain *s, struct eci_xml_word *name, struct eci_xml_spelled **ns)
{
	if (name->since != s->changed) {
		name->ns = look_for(s, name);
		name->since = s->changed;
	}
	*ns = name->ns;
	return *ns != NULL || name->prefix == 0;
}

/* ---- tags ---- */

/* The value at *q, which is its quote. */
static bool
get_value(const struct plain *s, const uint8_t **q, struct eci_bytes *value)
{
	const uint8_t *p = *q + 1, *end = s->end;
	uint8_t quote = **q;

	if (quote != '"' && quote != '\'')
		return false;
	for (;;) {
		p = eci_xml_span(p, end, (char)quote);
		while (p < end && eci_xml_c(*p, ECI_XML_C_VALUE) && *p != quote)
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
	struct eci_xml_plain_attr a;

	if ((a.name = get_name(s, q)) == NULL)
		return false;
	*q = spaces(*q);
	if (**q != '=')
		return false;
	*q = spaces(*q + 1);
	if (!get_value(s, q, &a.value) || s->attrs++ / ATTRS_EACH >= s->max_elements)
		return false;
	if (a.name->declares)
		return declare(s, a.name, a.value, outside);
	if (a.name->tag == s->elements || s->n_attr == ECI_XML_PLAIN_ATTRS)
		return false;
	a.name->tag = s->elements;
	if (a.name->prefix > 0) {
		/* Two prefixes may stand for one namespace: such attributes are few, and
		 * not for here. */
		if (s->prefixed != NULL)
			return false;
		s->prefixed = a.name;
	}
	if (s->told)
		s->attr[s->n_attr] = a;
	s->n_attr++;
	return true;
}

/* From behind the name to behind the tag; *empty: "/>". */
static bool
get_attrs(struct plain *s, const uint8_t **q, size_t outside, bool *empty)
{
	struct eci_xml_spelled *ns;
	const uint8_t *p;
	uint64_t n = 0;

	s->n_attr = 0;
	s->prefixed = NULL;
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
	return s->prefixed == NULL || resolve(s, s->prefixed, &ns);
}

static bool
tell_start(struct plain *s, const struct open *o)
{
	const struct eci_xml_plain_tag tag = { .name = o->name, .ns = o->ns, .depth = s->depth,
	    .open = s->depth <= s->want->depth, .attrs = s->attr, .n_attrs = s->n_attr,
	    .declared = s->ns + o->n_ns, .n_declared = s->n_ns - o->n_ns, .end = s->at };

	s->err = s->out->start(s->out, &tag);
	return s->err == ECERT_OK && !s->out->full;
}

static bool
tell_end(struct plain *s, const struct open *o)
{
	if (s->depth <= s->want->depth)
		s->err = s->out->end(s->out, s->depth, o->name, o->ns);
	if (s->n_ns != o->n_ns) {
		s->n_ns = o->n_ns;
		s->changed++;
	}
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
	if ((o->name = get_name(s, &q)) == NULL)
		return false;
	s->told = s->depth <= s->want->depth || o->name->wanted;
	if (!get_attrs(s, &q, o->n_ns, &empty) || (size_t)(q - s->at) > s->max_tag ||
	    !resolve(s, o->name, &o->ns))
		return false;
	s->at = q;
	if (s->told && !tell_start(s, o))
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

	if (!eci_xml_word_at(o->name, q, s->end))
		return false;
	q = spaces(q + o->name->n);
	if (*q != '>')
		return false;
	s->at = q + 1;
	s->depth--;
	return tell_end(s, o);
}

/* ---- text ---- */

static bool
tell_text(struct plain *s, const uint8_t *p, size_t n, bool more)
{
	if (s->depth - 1 <= s->want->depth)
		s->err = s->out->text(s->out, s->depth - 1, p, n, more);
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
			return tell_text(s, (const uint8_t *)known[i].is, 1, true);
		}
	return false;
}

static bool
text(struct plain *s)
{
	const uint8_t *from = s->at, *q = from, *end = s->end;

	for (;;) {
		q = eci_xml_span(q, end, ']');
		while (q < end && eci_xml_c(*q, ECI_XML_C_TEXT))
			q++;
		if (q == end)
			return false;
		if (*q == '<')
			break;
		if (*q == '&') {
			if (!tell_text(s, from, (size_t)(q - from), true) || !escape(s, &q))
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
	return tell_text(s, from, (size_t)(q - from), false);
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

/* A declaration of the forms that are written. */
static const uint8_t *
declaration(const uint8_t *p, const uint8_t *end, int *standalone)
{
	static const struct { const char *text; int standalone; } forms[] = {
		{ "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", -1 },
		{ "<?xml version=\"1.0\" encoding=\"utf-8\"?>", -1 },
		{ "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>", 0 },
		{ "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>", 1 },
		{ "<?xml version=\"1.0\"?>", -1 }
	};
	size_t i, n;

	*standalone = -1;
	for (i = 0; i < ECI_COUNT(forms); i++) {
		n = strlen(forms[i].text);
		if ((size_t)(end - p) > n && memcmp(p, forms[i].text, n) == 0) {
			*standalone = forms[i].standalone;
			return p + n;
		}
	}
	return p;
}

static bool
part(struct plain *s, const uint8_t *p, size_t n)
{
	const uint8_t *last = p + n, *root;

	while (last > p && eci_xml_c(last[-1], ECI_XML_C_SPACE))
		last--;
	if (last == p || last[-1] != '>')
		return false;
	s->end = last;
	if (last - p > 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	root = declaration(p, last, &s->out->standalone);
	/* An instruction to the check, which counts it. */
	s->elements = root != p;
	s->at = spaces(root);
	return *s->at == '<' && eci_xml_c(s->at[1], ECI_XML_C_START) && element(s);
}

ecert_err
eci_xml_plain_pass(ecert_ctx *ctx, const uint8_t *p, size_t n, const struct eci_xml_want *want,
    uint64_t max_elements, struct eci_xml_sink *sink, bool *yes)
{
	struct plain *s;
	ecert_err e;

	*yes = false;
	if (n > PART_MAX || n > ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES))
		return ECERT_OK;
	/* Large, and each field is written before it is read. */
	if ((s = malloc(sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	eci_xml_words_init(&s->words, want->names);
	s->want = want;
	s->out = sink;
	s->attrs = 0;
	s->none.next = NULL;
	s->last = &s->none;
	s->n_ns = s->declared = s->depth = 0;
	s->changed = 1;
	s->err = ECERT_OK;
	s->max_elements = max_elements;
	s->max_attrs = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ATTRS);
	s->max_tag = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_TAG_BYTES);
	s->max_depth = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_DEPTH);
	*yes = part(s, p, n) && !sink->full;
	e = s->err;
	free(s);
	return e;
}
