/* SPDX-License-Identifier: Apache-2.0 */
/* signer_token_file.c - settings of a token from a file, see ecert-token(5). */
#include <string.h>

#include "signer/signer_priv.h"

#define MAX_TEXT ((uint64_t)64 * 1024)
#define MAX_LINE 4096
#define MAX_NAMES 64

/* Where we are, and what was set above. */
struct place {
	const char *path;
	unsigned    line;
	char        names[MAX_NAMES][32];
	size_t      n;
};

static ecert_err
bad(ecert_ctx *ctx, const struct place *at, const char *text)
{
	struct eci_buf shown = { 0 };
	ecert_err e;

	if ((e = eci_escape(ctx, &shown, at->path, strlen(at->path))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s:%u: %s", (char *)shown.ptr, at->line, text);
	eci_buf_free(&shown);
	return e;
}

/* One of the two would be passed over. */
static bool
is_repeated(struct place *at, const char *name)
{
	size_t i;

	for (i = 0; i < at->n; i++)
		if (strcmp(at->names[i], name) == 0)
			return true;
	if (at->n == MAX_NAMES || strlen(name) >= sizeof(at->names[0]))
		return true;
	memcpy(at->names[at->n++], name, strlen(name) + 1);
	return false;
}

static ecert_err
read_line(ecert_ctx *ctx, struct place *at, char *text, ecert_token *token)
{
	char *s = eci_trim(text), *eq;
	const char *value;
	ecert_err e;

	if (*s == '\0' || *s == '#')
		return ECERT_OK;
	if ((eq = strchr(s, '=')) == NULL)
		return bad(ctx, at, "not of the form name = value");
	*eq = '\0';
	s = eci_trim(s);
	value = eci_trim(eq + 1);
	if ((e = ecert_token_set(ctx, token, s, value)) == ECERT_E_ARG)
		return bad(ctx, at, ecert_errmsg(ctx));
	if (e == ECERT_OK && is_repeated(at, s))
		return bad(ctx, at, "set above already");
	return e;
}

static ecert_err
read_lines(ecert_ctx *ctx, struct place *at, const char *text, size_t len, ecert_token *token)
{
	char copy[MAX_LINE + 1];
	const char *end;
	ecert_err e = ECERT_OK;
	size_t n, kept;

	for (; e == ECERT_OK && len > 0; text += n, len -= n) {
		at->line++;
		end = memchr(text, '\n', len);
		n = end != NULL ? (size_t)(end - text) : len;
		if ((kept = n) > 0 && text[n - 1] == '\r')
			kept--;
		if (kept > MAX_LINE)
			return bad(ctx, at, "the line is too long");
		if (memchr(text, '\0', kept) != NULL)
			return bad(ctx, at, "a byte that is NUL");
		memcpy(copy, text, kept);
		copy[kept] = '\0';
		e = read_line(ctx, at, copy, token);
		n += end != NULL;
	}
	return e;
}

ecert_err
ecert_token_set_file(ecert_ctx *ctx, ecert_token *token, const char *path)
{
	struct place at = { .path = path };
	struct eci_buf text = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (path == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no file of settings");
	if ((e = eci_read_file(ctx, path, MAX_TEXT, &text)) == ECERT_OK && text.len > 0)
		e = read_lines(ctx, &at, (char *)text.ptr, text.len, token);
	eci_buf_free(&text);
	return e;
}
