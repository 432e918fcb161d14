/* SPDX-License-Identifier: Apache-2.0 */
/* tool_json.c - text for a terminal and for JSON.  Both take text of strangers:
 * invisible and bidirectional controls must not reach the reader raw. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

/* Bytes of the code point at s, 0 where it is not UTF-8 (RFC 3629). */
static size_t
next(const unsigned char *s, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xf0 && s[0] <= 0xf4 ? 4 :
	    s[0] >= 0xe0 && s[0] < 0xf0 ? 3 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : 0, i;

	if (n <= 1) {
		*cp = s[0];
		return n;
	}
	*cp = s[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3f);
	}
	if (*cp < least[n] || *cp > 0x10ffff || (*cp >= 0xd800 && *cp <= 0xdfff))
		return 0;
	return n;
}

/* Those the library escapes: what cannot be seen, and what turns text around. */
static bool
is_control(uint32_t c)
{
	static const struct { uint32_t from, to; } ranges[] = {
		{ 0x00, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f },
		{ 0x61c, 0x61c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f },
		{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
		{ 0xfdd0, 0xfdef }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff0, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff },
	};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return (c & 0xfffe) == 0xfffe;
}

/* Every byte grows to at most four, "\x1b"; a control of two bytes or more to
 * at most ten, "\u{10fffe}". */
const char *
tool_show(const char *text)
{
	static struct { char *p; size_t cap; } ring[8];
	static unsigned turn;
	const unsigned char *s = (const unsigned char *)text;
	size_t need = strlen(text) * 5 + 1, at = 0, n;
	uint32_t cp;
	char *p;

	turn = (turn + 1) % 8;
	if (ring[turn].cap < need) {
		if ((p = realloc(ring[turn].p, need)) == NULL)
			return "?";
		ring[turn].p = p;
		ring[turn].cap = need;
	}
	p = ring[turn].p;
	for (; *s != '\0'; s += n > 0 ? n : 1) {
		if ((n = next(s, &cp)) == 0 || (n == 1 && is_control(cp)))
			at += (size_t)snprintf(p + at, need - at, "\\x%02x", (unsigned)*s);
		else if (is_control(cp))
			at += (size_t)snprintf(p + at, need - at, "\\u{%x}", (unsigned)cp);
		else {
			memcpy(p + at, s, n);
			at += n;
		}
	}
	p[at] = '\0';
	return p;
}

/* \uNNNN, as a surrogate pair above U+FFFF. */
static void
put_u(FILE *f, uint32_t cp)
{
	if (cp > 0xffff) {
		cp -= 0x10000;
		fprintf(f, "\\u%04x\\u%04x", 0xd800 + (unsigned)(cp >> 10),
		    0xdc00 + (unsigned)(cp & 0x3ff));
	} else
		fprintf(f, "\\u%04x", (unsigned)cp);
}

void
tool_json_str(FILE *f, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t cp;
	size_t n;

	fputc('"', f);
	for (; *s != '\0'; s += n > 0 ? n : 1) {
		if ((n = next(s, &cp)) == 0)
			fputs("\xef\xbf\xbd", f);
		else if (cp == '"' || cp == '\\')
			fprintf(f, "\\%c", (int)cp);
		else if (cp == '\n')
			fputs("\\n", f);
		else if (is_control(cp))
			put_u(f, cp);
		else
			fwrite(s, 1, n, f);
	}
	fputc('"', f);
}

static void
put_fail(FILE *f, const char *key, const char *value, ecert_err e, const char *message)
{
	fprintf(f, "{\"%s\":", key);
	tool_json_str(f, value);
	fprintf(f, ",\"error\":\"%s\",\"message\":", ecert_err_name(e));
	tool_json_str(f, message);
	fputs("}\n", f);
}

void
tool_json_fail(const ecert_ctx *ctx, const char *key, const char *value, ecert_err e,
    const char *message)
{
	if (message == NULL && *(message = ecert_errmsg(ctx)) == '\0')
		message = ecert_err_text(e);
	put_fail(stdout, key, value, e, message);
}

void
tool_json_file(FILE *f, const char *file, ecert_err e, const char *message)
{
	put_fail(f, "file", file, e, message);
}
