/* SPDX-License-Identifier: Apache-2.0 */
/* base_encode.c - base64 (RFC 4648) and hexadecimal. */
#include "base/base.h"

#include <string.h>

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

ecert_err
eci_base64_add(ecert_ctx *ctx, struct eci_buf *out, const uint8_t *p, size_t n)
{
	char quad[4];
	size_t i, left;
	uint32_t v;
	ecert_err e;

	for (i = 0; i < n; i += 3) {
		left = n - i < 3 ? n - i : 3;
		v = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
		    (left > 2 ? p[i + 2] : 0);
		quad[0] = alphabet[v >> 18 & 63];
		quad[1] = alphabet[v >> 12 & 63];
		quad[2] = left > 1 ? alphabet[v >> 6 & 63] : '=';
		quad[3] = left > 2 ? alphabet[v & 63] : '=';
		if ((e = eci_buf_add(ctx, out, quad, 4)) != ECERT_OK)
			return e;
	}
	return ECERT_OK;
}

static int
value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* One group of four; its bytes, 0 when it is malformed.  Unused bits must be 0:
 * one value, one text. */
static size_t
decode_quad(const char q[4], uint8_t out[3])
{
	int a = value_of(q[0]), b = value_of(q[1]), c = value_of(q[2]), d = value_of(q[3]);

	if (a < 0 || b < 0)
		return 0;
	out[0] = (uint8_t)(a << 2 | b >> 4);
	if (q[2] == '=' && q[3] == '=')
		return (b & 15) == 0 ? 1 : 0;
	if (c < 0)
		return 0;
	out[1] = (uint8_t)((b & 15) << 4 | c >> 2);
	if (q[3] == '=')
		return (c & 3) == 0 ? 2 : 0;
	if (d < 0)
		return 0;
	out[2] = (uint8_t)((c & 3) << 6 | d);
	return 3;
}

bool
eci_base64_decode(const char *s, size_t len, uint8_t *out, size_t cap, size_t *out_len)
{
	char q[4];
	uint8_t three[3];
	size_t i, have = 0, n, used = 0;
	bool ended = false;

	for (i = 0; i < len; i++) {
		if (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n')
			continue;
		if (ended)
			return false;
		q[have++] = s[i];
		if (have < 4)
			continue;
		have = 0;
		if ((n = decode_quad(q, three)) == 0 || n > cap - used)
			return false;
		memcpy(out + used, three, n);
		used += n;
		ended = n < 3;
	}
	*out_len = used;
	return have == 0;
}

void
eci_hex(const uint8_t *p, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	out[2 * n] = '\0';
}
