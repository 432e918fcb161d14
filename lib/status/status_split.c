/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status_split.c - a list may have a million entries, and JSON values in memory
 * take many times their text: the entries are cut out here and read one by one.
 * Only where strings and brackets end is looked at; each piece, and what is left
 * without them, is then read as JSON, which refuses whatever was cut wrongly.
 */
#include <string.h>

#include "status/status_priv.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t
skip_space(const char *s, size_t len, size_t i)
{
	while (i < len && is_space(s[i]))
		i++;
	return i;
}

static bool
stands(const char *s, size_t len, size_t i, char c)
{
	return i < len && s[i] == c;
}

/* From a quotation mark past the one that ends the string; len where none does. */
static size_t
skip_string(const char *s, size_t len, size_t i)
{
	for (i++; i < len; i++)
		if (s[i] == '"')
			return i + 1;
		else if (s[i] == '\\')
			i++;
	return len;
}

/* From a bracket past the one that ends it; 0 where none does. */
static size_t
skip_brackets(const char *s, size_t len, size_t i)
{
	size_t depth = 0;

	while (i < len) {
		if (s[i] == '"') {
			i = skip_string(s, len, i);
			continue;
		}
		if (s[i] == '{' || s[i] == '[')
			depth++;
		else if ((s[i] == '}' || s[i] == ']') && --depth == 0)
			return i + 1;
		i++;
	}
	return 0;
}

/* Where the array of entries begins; 0 where there is none. */
static size_t
find_entries(const char *s, size_t len)
{
	static const char key[] = "\"entries\"";
	static const struct eci_bytes wanted = { (const uint8_t *)key, sizeof(key) - 1 };
	size_t i = skip_space(s, len, 0), end, at;

	if (!stands(s, len, i, '{'))
		return 0;
	for (i++; i < len;) {
		if (s[i] == '{' || s[i] == '[') {
			if ((i = skip_brackets(s, len, i)) == 0)
				return 0;
			continue;
		}
		if (s[i] != '"') {
			i++;
			continue;
		}
		end = skip_string(s, len, i);
		at = skip_space(s, len, end);
		if (eci_bytes_equal((struct eci_bytes){ (const uint8_t *)s + i, end - i }, wanted) &&
		    stands(s, len, at, ':')) {
			at = skip_space(s, len, at + 1);
			return stands(s, len, at, '[') ? at : 0;
		}
		i = end;
	}
	return 0;
}

ecert_err
eci_status_split(ecert_ctx *ctx, const char *where, const char *s, size_t len,
    struct status_split *out)
{
	size_t begin = find_entries(s, len), end;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if (begin == 0)
		return eci_status_bad(ctx, where, "not an object with an array of entries");
	if ((end = skip_brackets(s, len, begin)) == 0)
		return eci_status_bad(ctx, where, "the array of entries does not end");
	out->s = s;
	out->len = end;
	out->pos = begin + 1;
	if ((e = eci_buf_add(ctx, &out->head, s, begin)) == ECERT_OK &&
	    (e = eci_buf_adds(ctx, &out->head, "[]")) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &out->head, s + end, len - end)) == ECERT_OK)
		return ECERT_OK;
	eci_buf_free(&out->head);
	return e;
}

ecert_err
eci_status_next(ecert_ctx *ctx, const char *where, struct status_split *split,
    struct eci_bytes *entry)
{
	const char *s = split->s;
	size_t i = skip_space(s, split->len, split->pos), end;

	*entry = (struct eci_bytes){ NULL, 0 };
	/* What ends the array is its last character: no look goes beyond it. */
	if (split->n > 0 && s[i] == ',')
		i = skip_space(s, split->len, i + 1);
	else if (s[i] == ']')
		return ECERT_OK;
	else if (split->n > 0)
		return eci_status_bad(ctx, where, "entry %zu: neither , nor ] after it", split->n);
	split->n++;
	if (s[i] != '{' || (end = skip_brackets(s, split->len, i)) == 0)
		return eci_status_bad(ctx, where, "entry %zu: no object", split->n);
	*entry = (struct eci_bytes){ (const uint8_t *)s + i, end - i };
	split->pos = end;
	return ECERT_OK;
}
