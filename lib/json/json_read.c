/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_read.c - JSON (RFC 8259) read strictly into a tree of values, in the order of
 * the text.  Not Jansson's reader: where memory lacks, that leaves characters out of
 * strings and says nothing, and what is read here decides verdicts.
 */
#include <stdlib.h>
#include <string.h>

#include "json/json_priv.h"

#define DEPTH_MAX 32
/* Small values take some fifty times their text. */
#define TEXT_MAX  ((size_t)1024 * 1024)

struct reader {
	ecert_ctx       *ctx;
	const char      *where, *s;
	size_t           len, pos;
	unsigned         depth;
	bool             one_line;     /* its number is in where */
	struct eci_jdoc *doc;
};

/* At pos, told as line and character of the line, from 1. */
static ecert_err
refuse(const struct reader *r, size_t pos, const char *what)
{
	size_t i, line = 1, column = 1;
	struct eci_buf shown = { 0 };
	ecert_err e;

	for (i = 0; i < pos; i++) {
		if (r->s[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)r->s[i] & 0xc0) != 0x80) {
			column++;
		}
	}
	if ((e = eci_buf_adds(r->ctx, &shown, "")) == ECERT_OK)
		e = eci_escape(r->ctx, &shown, r->where, strlen(r->where));
	if (e == ECERT_OK && r->one_line && line == 1)
		e = eci_fail(r->ctx, ECERT_E_CONFIG, "%s, column %zu: %s", (char *)shown.ptr, column,
		    what);
	else if (e == ECERT_OK)
		e = eci_fail(r->ctx, ECERT_E_CONFIG, "%s: line %zu, column %zu: %s",
		    (char *)shown.ptr, line, column, what);
	eci_buf_free(&shown);
	return e;
}

static ecert_err
too_long(ecert_ctx *ctx, const char *where, size_t len)
{
	struct eci_buf shown = { 0 };
	ecert_err e = eci_escape(ctx, &shown, where, strlen(where));

	if (e == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_LIMIT, "%s: %zu bytes of JSON, more than %zu",
		    shown.ptr != NULL ? (char *)shown.ptr : "", len, TEXT_MAX);
	eci_buf_free(&shown);
	return e;
}

/* The next octet, 0 at the end: no octet of JSON is. */
static char
peek(const struct reader *r)
{
	return r->pos < r->len ? r->s[r->pos] : '\0';
}

static void
skip_space(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\t' || peek(r) == '\r' || peek(r) == '\n')
		r->pos++;
}

static int
hex_digit(char c)
{
	if (eci_is_digit(c))
		return c - '0';
	c = (char)eci_ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* u and four hexadecimal digits at pos + 1; false where there are none. */
static bool
unit(struct reader *r, uint32_t *out)
{
	int digit;
	size_t i;

	if (r->len - r->pos < 6 || r->s[r->pos] != '\\' || r->s[r->pos + 1] != 'u')
		return false;
	for (*out = 0, i = 2; i < 6; i++) {
		if ((digit = hex_digit(r->s[r->pos + i])) < 0)
			return false;
		*out = *out << 4 | (uint32_t)digit;
	}
	r->pos += 6;
	return true;
}

/* One code point of an escape with u; two of them above U+FFFF. */
static bool
read_unicode(struct reader *r, char **out)
{
	uint32_t cp, low;

	if (!unit(r, &cp) || cp == 0 || (cp >= 0xdc00 && cp <= 0xdfff))
		return false;
	if (cp >= 0xd800 && cp <= 0xdbff) {
		if (!unit(r, &low) || low < 0xdc00 || low > 0xdfff)
			return false;
		cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
	}
	*out += eci_utf8_put(cp, *out);
	return true;
}

static bool
read_escape(struct reader *r, char **out)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *name;

	if (r->len - r->pos < 2 || r->s[r->pos + 1] == '\0')
		return false;
	if (r->s[r->pos + 1] == 'u')
		return read_unicode(r, out);
	if ((name = strchr(names, r->s[r->pos + 1])) == NULL)
		return false;
	*(*out)++ = values[name - names];
	r->pos += 2;
	return true;
}

/* Into the texts of the document, which have room for all: none is longer than it
 * was written. */
static ecert_err
read_string(struct reader *r, const char **out)
{
	char *p = r->doc->text + r->doc->used;
	size_t begin = r->pos++, at, n;
	uint32_t cp;

	*out = p;
	while (peek(r) != '"') {
		at = r->pos;
		if (at == r->len)
			return refuse(r, begin, "a text that does not end");
		if (r->s[at] == '\\') {
			if (!read_escape(r, &p))
				return refuse(r, at, "not an escape of JSON, or of no character");
			continue;
		}
		if ((unsigned char)r->s[at] < 0x20)
			return refuse(r, at, "a control character in a text");
		if ((n = eci_utf8_next(r->s + at, r->len - at, &cp)) == 0)
			return refuse(r, at, "not UTF-8");
		memcpy(p, r->s + at, n);
		p += n;
		r->pos += n;
	}
	r->pos++;
	*p++ = '\0';
	r->doc->used = (size_t)(p - r->doc->text);
	return ECERT_OK;
}

static bool
skip_digits(struct reader *r)
{
	size_t begin = r->pos;

	while (eci_is_digit(peek(r)))
		r->pos++;
	return r->pos > begin;
}

/* Of 64 bits; the magnitude of the smallest is one more than that of the largest. */
static bool
integer_of(const char *s, size_t n, int64_t *out)
{
	bool minus = *s == '-';
	uint64_t v = 0, max = (uint64_t)INT64_MAX + minus;
	size_t i;

	for (i = minus; i < n; i++) {
		if (v > (max - (uint64_t)(s[i] - '0')) / 10)
			return false;
		v = v * 10 + (uint64_t)(s[i] - '0');
	}
	*out = !minus ? (int64_t)v : v == 0 ? 0 : -(int64_t)(v - 1) - 1;
	return true;
}

static ecert_err
read_number(struct reader *r, struct eci_jval *out)
{
	size_t begin = r->pos, digits;
	bool whole = true, good;

	if (peek(r) == '-')
		r->pos++;
	digits = r->pos;
	good = skip_digits(r) && (r->s[digits] != '0' || r->pos == digits + 1);
	if (good && peek(r) == '.') {
		whole = false;
		r->pos++;
		good = skip_digits(r);
	}
	if (good && (peek(r) == 'e' || peek(r) == 'E')) {
		whole = false;
		r->pos++;
		if (peek(r) == '+' || peek(r) == '-')
			r->pos++;
		good = skip_digits(r);
	}
	if (!good)
		return refuse(r, begin, "not a number of JSON");
	out->kind = whole ? ECI_J_INT : ECI_J_REAL;
	if (whole && !integer_of(r->s + begin, r->pos - begin, &out->number))
		return refuse(r, begin, "a whole number beyond 64 bits");
	return ECERT_OK;
}

static ecert_err
read_word(struct reader *r, struct eci_jval *out)
{
	static const struct { const char *word; enum eci_jkind kind; bool yes; } words[] = {
		{ "true", ECI_J_BOOL, true }, { "false", ECI_J_BOOL, false },
		{ "null", ECI_J_NULL, false },
	};
	size_t i, n;

	for (i = 0; i < ECI_COUNT(words); i++) {
		n = strlen(words[i].word);
		if (r->len - r->pos < n || memcmp(r->s + r->pos, words[i].word, n) != 0)
			continue;
		r->pos += n;
		out->kind = words[i].kind;
		out->number = words[i].yes;
		return ECERT_OK;
	}
	return refuse(r, r->pos, r->pos == r->len ? "ends where a value belongs" :
	    "no value of JSON");
}

static int
by_key(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* By sorting: strangers choose the names, and how many there are. */
static ecert_err
check_keys(const struct reader *r, const struct eci_jval *v)
{
	const char **keys = calloc(v->n + 1, sizeof(*keys));
	ecert_err e = ECERT_OK;
	size_t i;

	if (keys == NULL)
		return eci_nomem(r->ctx);
	for (i = 0; i < v->n; i++)
		keys[i] = v->kids[i].key;
	qsort(keys, v->n, sizeof(*keys), by_key);
	for (i = 1; e == ECERT_OK && i < v->n; i++)
		if (strcmp(keys[i - 1], keys[i]) == 0)
			e = refuse(r, r->pos - 1, "an object that has a name twice ends here");
	free(keys);
	return e;
}

static ecert_err read_value(struct reader *r, struct eci_jval *out);

static ecert_err
read_member(struct reader *r, bool named, struct eci_jval *out)
{
	struct eci_jval kid = { 0 }, *slot;
	ecert_err e;

	if (named) {
		if (peek(r) != '"')
			return refuse(r, r->pos, "a name in quotes belongs here");
		if ((e = read_string(r, &kid.key)) != ECERT_OK)
			return e;
		skip_space(r);
		if (peek(r) != ':')
			return refuse(r, r->pos, "a colon belongs here");
		r->pos++;
		skip_space(r);
	}
	if ((e = eci_grow(r->ctx, &out->kids, out->n, &out->cap, sizeof(kid))) != ECERT_OK)
		return e;
	slot = &out->kids[out->n++];
	*slot = kid;
	return read_value(r, slot);
}

static ecert_err
read_members(struct reader *r, struct eci_jval *out)
{
	bool named = peek(r) == '{';
	char end = named ? '}' : ']';
	ecert_err e;

	out->kind = named ? ECI_J_OBJECT : ECI_J_ARRAY;
	if (r->depth == DEPTH_MAX)
		return refuse(r, r->pos, "nested too deep");
	r->depth++;
	r->pos++;
	skip_space(r);
	while (out->n > 0 || peek(r) != end) {
		if ((e = read_member(r, named, out)) != ECERT_OK)
			return e;
		skip_space(r);
		if (peek(r) == end)
			break;
		if (peek(r) != ',')
			return refuse(r, r->pos, named ? "a comma or } belongs here" :
			    "a comma or ] belongs here");
		r->pos++;
		skip_space(r);
	}
	r->pos++;
	r->depth--;
	return named ? check_keys(r, out) : ECERT_OK;
}

/* What is there after a failure is eci_json_done()'s to free. */
static ecert_err
read_value(struct reader *r, struct eci_jval *out)
{
	switch (peek(r)) {
	case '{':
	case '[':
		return read_members(r, out);
	case '"':
		out->kind = ECI_J_STR;
		return read_string(r, &out->text);
	default:
		if (peek(r) == '-' || eci_is_digit(peek(r)))
			return read_number(r, out);
		return read_word(r, out);
	}
}

static ecert_err
read_text(ecert_ctx *ctx, const char *where, bool one_line, const char *text, size_t len,
    struct eci_jdoc **out)
{
	struct reader r = { .ctx = ctx, .where = where, .s = text, .len = len,
		.one_line = one_line };
	ecert_err e;

	*out = NULL;
	if (len > TEXT_MAX)
		return too_long(ctx, where, len);
	if ((r.doc = calloc(1, sizeof(*r.doc))) == NULL ||
	    (r.doc->text = malloc(len + 1)) == NULL) {
		eci_json_done(r.doc);
		return eci_nomem(ctx);
	}
	skip_space(&r);
	if ((e = read_value(&r, &r.doc->root)) == ECERT_OK) {
		skip_space(&r);
		if (r.pos < len)
			e = refuse(&r, r.pos, "more behind the value");
	}
	if (e == ECERT_OK) {
		*out = r.doc;
		r.doc = NULL;
	}
	eci_json_done(r.doc);
	return e;
}

ecert_err
eci_json_read(ecert_ctx *ctx, const char *where, const char *text, size_t len,
    struct eci_jdoc **out)
{
	return read_text(ctx, where, false, text, len, out);
}

ecert_err
eci_json_read_line(ecert_ctx *ctx, const char *where, const char *text, size_t len,
    struct eci_jdoc **out)
{
	return read_text(ctx, where, true, text, len, out);
}
