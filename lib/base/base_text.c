/* SPDX-License-Identifier: Apache-2.0 */
/* base_text.c - UTF-8, escaping for display, numbers without locale. */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Strict (RFC 3629): no overlong forms, surrogates or values past U+10FFFF. */
size_t
eci_utf8_next(const char *str, size_t len, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)str;
	size_t n, i;
	uint32_t v;

	if (len == 0)
		return 0;
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	n = s[0] >= 0xf0 && s[0] <= 0xf4 ? 4 : s[0] >= 0xe0 && s[0] < 0xf0 ? 3 :
	    s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : 0;
	if (n == 0 || n > len)
		return 0;
	v = s[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | (s[i] & 0x3f);
	}
	if (v < least[n] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	*cp = v;
	return n;
}

bool
eci_utf8_valid(const char *s, size_t len)
{
	uint64_t word;
	uint32_t cp;
	size_t i = 0, n;

	while (i < len) {
		/* Eight ASCII bytes at a time: XML of pages is mostly that. */
		if (len - i >= 8) {
			memcpy(&word, s + i, 8);
			if ((word & UINT64_C(0x8080808080808080)) == 0) {
				i += 8;
				continue;
			}
		}
		if ((n = eci_utf8_next(s + i, len - i, &cp)) == 0)
			return false;
		i += n;
	}
	return true;
}

size_t
eci_utf8_put(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool
eci_cp_is_control(uint32_t cp)
{
	static const struct { uint32_t from, to; } ranges[] = {
		{ 0x00, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f },
		{ 0x61c, 0x61c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f },
		{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
		{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb },
		{ 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(ranges); i++)
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return true;
	/* Noncharacters. */
	return (cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef);
}

size_t
eci_shown(const char *s, size_t len)
{
	uint32_t cp;
	size_t i = 0, n;

	while (i < len) {
		if (s[i] >= 0x20 && s[i] < 0x7f)
			i++;
		else if ((n = eci_utf8_next(s + i, len - i, &cp)) > 0 && !eci_cp_is_control(cp))
			i += n;
		else
			break;
	}
	return i;
}

ecert_err
eci_escape(ecert_ctx *ctx, struct eci_buf *out, const char *s, size_t len)
{
	uint32_t cp;
	size_t i = 0, n;
	ecert_err e = ECERT_OK;

	while (i < len && e == ECERT_OK) {
		if ((n = eci_shown(s + i, len - i)) > 0)
			e = eci_buf_add(ctx, out, s + i, n);
		else if ((n = eci_utf8_next(s + i, len - i, &cp)) == 0) {
			e = eci_buf_addf(ctx, out, "\\x%02x", (unsigned char)s[i]);
			n = 1;
		} else if (cp < 0x80)
			e = eci_buf_addf(ctx, out, "\\x%02x", (unsigned)cp);
		else
			e = eci_buf_addf(ctx, out, "\\u{%x}", (unsigned)cp);
		i += n;
	}
	return e;
}

ecert_err
eci_escaped(ecert_ctx *ctx, const char *s, size_t len, char **out)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	*out = NULL;
	if ((e = eci_buf_adds(ctx, &b, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &b, s, len)) == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

bool
eci_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

bool
eci_is_blank(int c)
{
	return c == ' ' || c == '\t';
}

char *
eci_trim(char *s)
{
	size_t n;

	while (eci_is_blank(*s))
		s++;
	for (n = strlen(s); n > 0 && eci_is_blank(s[n - 1]); n--)
		s[n - 1] = '\0';
	return s;
}

int
eci_ascii_casecmp(const char *a, const char *b)
{
	while (*a != '\0' && eci_ascii_lower(*a) == eci_ascii_lower(*b)) {
		a++;
		b++;
	}
	return eci_ascii_lower((unsigned char)*a) - eci_ascii_lower((unsigned char)*b);
}

bool
eci_parse_uint(const char *s, uint64_t max, uint64_t *out)
{
	uint64_t v = 0, d;

	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++) {
		if (!eci_is_digit((unsigned char)*s))
			return false;
		d = (uint64_t)(*s - '0');
		if (v > (UINT64_MAX - d) / 10)
			return false;
		v = v * 10 + d;
	}
	*out = v;
	return v <= max;
}

/* Own parser: strtod follows the locale and takes "inf", "nan" and hex. */
bool
eci_parse_decimal(const char *s, double *out)
{
	double v = 0, unit = 1;
	bool minus = *s == '-', any = false;

	if (*s == '-' || *s == '+')
		s++;
	for (; eci_is_digit((unsigned char)*s); s++, any = true)
		if ((v = v * 10 + (*s - '0')) >= 1e9)
			return false;
	if (*s == '.')
		for (s++; eci_is_digit((unsigned char)*s); s++, any = true) {
			unit /= 10;
			v += (*s - '0') * unit;
		}
	if (!any || *s != '\0')
		return false;
	*out = minus ? -v : v;
	return true;
}

const char *
eci_format_mm(double v, char buf[32])
{
	long long thousandths;
	int n;

	if (!isfinite(v) || fabs(v) >= 1e9) {
		buf[0] = '0';
		buf[1] = '\0';
		return buf;
	}
	/* No libm for one rounding. */
	thousandths = (long long)(v * 1000 + (v < 0 ? -0.5 : 0.5));
	n = snprintf(buf, 32, "%s%lld.%03lld", thousandths < 0 ? "-" : "",
	    llabs(thousandths) / 1000, llabs(thousandths) % 1000);
	while (n > 0 && buf[n - 1] == '0')
		buf[--n] = '\0';
	if (n > 0 && buf[n - 1] == '.')
		buf[--n] = '\0';
	return buf;
}
