/* SPDX-License-Identifier: Apache-2.0 */
/* rules_read.c - the text of a policy, line by line: see ecert-policy(5). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/rules_priv.h"

#define MAX_TEXT ((size_t)256 * 1024)
#define MAX_LINE 4096

ecert_err
eci_rules_bad(ecert_ctx *ctx, const struct eci_rule_line *line, const char *fmt, ...)
{
	struct eci_buf shown = { 0 };
	char text[512];
	va_list ap;
	ecert_err e;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if ((e = eci_escape(ctx, &shown, text, strlen(text))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s:%u: %s", line->name, line->number,
		    (char *)shown.ptr);
	eci_buf_free(&shown);
	return e;
}

/* What is not text would show as something else in an editor than it is. */
static bool
is_text(const char *s, size_t len)
{
	uint32_t cp;
	size_t n;

	for (; len > 0; s += n, len -= n)
		if ((n = eci_utf8_next(s, len, &cp)) == 0 ||
		    (eci_cp_is_control(cp) && cp != '\t'))
			return false;
	return true;
}

/* Cuts s before a "#" that starts it or follows a blank; what stands behind it. */
static char *
cut_clause(char *s)
{
	char *at;

	for (at = s; *at != '\0'; at++)
		if (*at == '#' && (at == s || eci_is_blank(at[-1]))) {
			*at = '\0';
			return eci_trim(at + 1);
		}
	return at;
}

/* "should KEY" asks less than "KEY". */
static const char *
cut_should(char *key, enum eci_strength *strength)
{
	static const char word[] = "should";
	size_t n = sizeof(word) - 1;

	*strength = ECI_SHALL;
	if (strncmp(key, word, n) != 0 || !eci_is_blank(key[n]))
		return key;
	*strength = ECI_SHOULD;
	return eci_trim(key + n);
}

static ecert_err
read_line(ecert_ctx *ctx, struct eci_rule_line *line, char *text, struct eci_rules *r)
{
	char *s = eci_trim(text), *eq;

	if (*s == '\0' || *s == '#')
		return ECERT_OK;
	if ((eq = strchr(s, '=')) == NULL)
		return eci_rules_bad(ctx, line, "not of the form key = value");
	*eq++ = '\0';
	line->clause = cut_clause(eq);
	line->value = eci_trim(eq);
	line->key = cut_should(eci_trim(s), &line->strength);
	if (*line->key == '\0' || *line->value == '\0')
		return eci_rules_bad(ctx, line, "not of the form key = value");
	return eci_rules_set(ctx, line, r);
}

static ecert_err
read_lines(ecert_ctx *ctx, struct eci_rule_line *line, const char *text, size_t len,
    struct eci_rules *r)
{
	char copy[MAX_LINE + 1];
	const char *end;
	ecert_err e = ECERT_OK;
	size_t n, kept;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	for (; e == ECERT_OK && len > 0; text += n, len -= n) {
		line->number++;
		end = memchr(text, '\n', len);
		n = end != NULL ? (size_t)(end - text) : len;
		if ((kept = n) > 0 && text[n - 1] == '\r')
			kept--;
		if (kept > MAX_LINE)
			return eci_rules_bad(ctx, line, "the line is too long");
		if (!is_text(text, kept))
			return eci_rules_bad(ctx, line, "not UTF-8, or a control character");
		memcpy(copy, text, kept);
		copy[kept] = '\0';
		e = read_line(ctx, line, copy, r);
		n += end != NULL;
	}
	return e;
}

/* Passing over a file that says nothing would be passing over what was meant. */
static bool
asks_nothing(const struct eci_rules *r)
{
	enum eci_demand d;

	for (d = 0; d < ECI_D_COUNT; d++)
		if (r->demands[d].strength != ECI_NOT_ASKED)
			return false;
	return r->n_remind == 0;
}

static ecert_err
fill(ecert_ctx *ctx, const char *text, size_t len, const char *name, struct eci_rules *r)
{
	struct eci_buf shown = { 0 };
	struct eci_rule_line line = { .number = 0 };
	ecert_err e;
	size_t i;

	if ((e = eci_buf_adds(ctx, &shown, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, name, strlen(name))) == ECERT_OK)
		e = eci_strdup(ctx, (char *)shown.ptr, &r->name);
	line.name = (char *)shown.ptr;
	if (e == ECERT_OK && len > MAX_TEXT)
		e = eci_fail(ctx, ECERT_E_LIMIT, "%s: %zu bytes, the limit is %zu", line.name, len,
		    MAX_TEXT);
	if (e == ECERT_OK)
		e = read_lines(ctx, &line, text, len, r);
	if (e == ECERT_OK && asks_nothing(r))
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s: the policy asks for nothing", line.name);
	for (i = 0; e == ECERT_OK && i < 2; i++)
		if (r->title[i] == NULL)
			e = eci_strdup(ctx, r->title[0] != NULL ? r->title[0] : r->name,
			    &r->title[i]);
	if (r->holders == 0)
		r->holders = ECI_RULES_SIGNER | ECI_RULES_MAKER;
	eci_buf_free(&shown);
	return e;
}

ecert_err
ecert_rules_load(ecert_ctx *ctx, const char *text, size_t len, const char *name,
    ecert_rules **out)
{
	ecert_rules *rules;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((rules = calloc(1, sizeof(*rules))) == NULL)
		return eci_nomem(ctx);
	if ((e = fill(ctx, text, len, name, &rules->r)) == ECERT_OK) {
		*out = rules;
		rules = NULL;
	}
	ecert_rules_free(rules);
	return e;
}

ecert_err
ecert_rules_load_file(ecert_ctx *ctx, const char *path, ecert_rules **out)
{
	struct eci_buf text = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_read_file(ctx, path, MAX_TEXT, &text)) == ECERT_OK)
		e = ecert_rules_load(ctx, text.ptr != NULL ? (char *)text.ptr : "", text.len, path,
		    out);
	eci_buf_free(&text);
	return e;
}
