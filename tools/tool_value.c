/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tool_value.c - signature values as services, scripts and people hand them over.  No
 * value is text by chance: the shortest, of SM2, has 64 bytes or a DER header.
 */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static bool
is_line_end(uint8_t c)
{
	return c == '\n' || c == '\r';
}

static int
sextet(uint8_t c)
{
	const char *at = c != '\0' ? strchr(alphabet, c) : NULL;

	return at != NULL ? (int)(at - alphabet) : -1;
}

static int
nibble(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* In place; 0 where it is not hexadecimal throughout. */
static size_t
from_hex(uint8_t *s, size_t n)
{
	size_t i;

	if (n % 2 != 0)
		return 0;
	for (i = 0; i < n; i++)
		if (nibble(s[i]) < 0)
			return 0;
	for (i = 0; i < n / 2; i++)
		s[i] = (uint8_t)(nibble(s[2 * i]) << 4 | nibble(s[2 * i + 1]));
	return n / 2;
}

/* The same of base64 (RFC 4648 4), with its padding and no bits to spare. */
static size_t
from_base64(uint8_t *s, size_t n)
{
	size_t i, pad = 0, at = 0;
	uint32_t v;

	if (n == 0 || n % 4 != 0)
		return 0;
	while (pad < 2 && s[n - 1 - pad] == '=')
		pad++;
	for (i = 0; i < n - pad; i++)
		if (sextet(s[i]) < 0)
			return 0;
	if ((pad == 1 && (sextet(s[n - 2]) & 3) != 0) || (pad == 2 && (sextet(s[n - 3]) & 15) != 0))
		return 0;
	memset(s + n - pad, 'A', pad);
	for (i = 0; i < n; i += 4) {
		v = (uint32_t)sextet(s[i]) << 18 | (uint32_t)sextet(s[i + 1]) << 12 |
		    (uint32_t)sextet(s[i + 2]) << 6 | (uint32_t)sextet(s[i + 3]);
		s[at++] = (uint8_t)(v >> 16);
		s[at++] = (uint8_t)(v >> 8);
		s[at++] = (uint8_t)v;
	}
	return at - pad;
}

/* An error message is text, too, and no value. */
static bool
is_text(const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((p[i] < ' ' || p[i] > '~') && p[i] != '\t' && !is_line_end(p[i]))
			return false;
	return true;
}

uint8_t *
tool_value(const uint8_t *p, size_t n, size_t *len)
{
	uint8_t *out = malloc(n + 1);
	size_t i, k = 0;
	bool text = is_text(p, n);

	*len = 0;
	if (out == NULL || n == 0) {
		free(out);
		return NULL;
	}
	for (i = 0; i < n; i++)
		if (!text || !is_line_end(p[i]))
			out[k++] = p[i];
	if (!text)
		*len = k;
	else if ((*len = from_hex(out, k)) == 0)
		*len = from_base64(out, k);
	if (*len == 0) {
		free(out);
		out = NULL;
	}
	return out;
}
