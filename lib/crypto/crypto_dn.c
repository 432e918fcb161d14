/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_dn.c - a distinguished name as people write it, into DER.  The form is that of
 * RFC 4514 with one attribute to a part; what could be read in two ways is refused.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

#define PARTS_MAX 32

/* Attributes by the names that are shown, their string type and the upper bounds of
 * RFC 5280 annex A.1, in characters. */
static const struct attr {
	const char *name, *oid;
	uint8_t     tag;
	size_t      max;
} attrs[] = {
	{ "CN", "2.5.4.3", ECI_DER_UTF8, 64 }, { "SN", "2.5.4.4", ECI_DER_UTF8, 64 },
	{ "serialNumber", "2.5.4.5", ECI_DER_PRINTABLE, 64 },
	{ "C", "2.5.4.6", ECI_DER_PRINTABLE, 2 }, { "L", "2.5.4.7", ECI_DER_UTF8, 128 },
	{ "ST", "2.5.4.8", ECI_DER_UTF8, 128 }, { "street", "2.5.4.9", ECI_DER_UTF8, 128 },
	{ "O", "2.5.4.10", ECI_DER_UTF8, 64 }, { "OU", "2.5.4.11", ECI_DER_UTF8, 64 },
	{ "title", "2.5.4.12", ECI_DER_UTF8, 64 }, { "GN", "2.5.4.42", ECI_DER_UTF8, 64 },
	{ "organizationIdentifier", "2.5.4.97", ECI_DER_UTF8, 64 },
	{ "UID", "0.9.2342.19200300.100.1.1", ECI_DER_UTF8, 256 },
	{ "DC", "0.9.2342.19200300.100.1.25", ECI_DER_IA5, 63 },
	{ "emailAddress", "1.2.840.113549.1.9.1", ECI_DER_IA5, 255 },
};

/* One part: where it stands, and its value without escapes. */
struct part {
	const char        *type;
	size_t             type_len;
	const struct attr *attr;       /* NULL: type is a dotted OID */
	struct eci_buf     value;
};

static ecert_err
bad(ecert_ctx *ctx, const char *part, const char *what)
{
	struct eci_buf shown = { 0 };
	ecert_err e;

	if ((e = eci_buf_adds(ctx, &shown, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, part, strlen(part) < 80 ? strlen(part) : 80)) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_ARG, "%s: at \"%s\"", what, (char *)shown.ptr);
	eci_buf_free(&shown);
	return e;
}

static const struct attr *
find(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(attrs); i++)
		if (strlen(attrs[i].name) == n && strncmp(attrs[i].name, s, n) == 0)
			return &attrs[i];
	return NULL;
}

/* "1.2.156": whether it is one shows when it is written. */
static bool
is_dotted(const char *s, size_t n)
{
	size_t i;
	bool dot = false;

	for (i = 0; i < n; i++) {
		dot |= s[i] == '.';
		if (s[i] != '.' && !eci_is_digit(s[i]))
			return false;
	}
	return dot;
}

/* The value of a hexadecimal digit, or -1. */
static int
nibble(int c)
{
	if (eci_is_digit(c))
		return c - '0';
	c = eci_ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What the backslash at s stands for; its length, 0 where it is no escape. */
static size_t
escape(const char *s, char *out)
{
	int hi, lo;

	if (s[1] != '\0' && strchr(",+\"\\<>;=# ", s[1]) != NULL) {
		*out = s[1];
		return 2;
	}
	if ((hi = nibble(s[1])) < 0 || (lo = nibble(s[2])) < 0)
		return 0;
	*out = (char)(hi << 4 | lo);
	return 3;
}

/* Up to the next "," or the end; blanks around it that are not escaped are no part of
 * the value. */
static ecert_err
take_value(ecert_ctx *ctx, const char *part, const char **s, struct eci_buf *out)
{
	size_t keep = 0, n;
	ecert_err e;
	char c;

	if (**s == '#')
		return bad(ctx, part, "a value in hexadecimal is not taken");
	for (; **s != '\0' && **s != ','; *s += n) {
		c = **s;
		n = 1;
		if (c == '\\' && (n = escape(*s, &c)) == 0)
			return bad(ctx, *s, "no escape of RFC 4514");
		if (n == 1 && strchr("+\"<>;", c) != NULL)
			return bad(ctx, *s, "this character has to be escaped");
		if ((e = eci_buf_add(ctx, out, &c, 1)) != ECERT_OK)
			return e;
		if (c != ' ' || n > 1)
			keep = out->len;
	}
	out->len = keep;
	if (keep == 0)
		return bad(ctx, part, "an empty value");
	out->ptr[keep] = 0;
	return ECERT_OK;
}

/* Characters of PrintableString, X.680 41.4. */
static bool
is_printable(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!eci_is_digit(s[i]) && !(eci_ascii_lower(s[i]) >= 'a' &&
		    eci_ascii_lower(s[i]) <= 'z') && strchr(" '()+,-./:=?", s[i]) == NULL)
			return false;
	return true;
}

static ecert_err
check_value(ecert_ctx *ctx, const struct part *p)
{
	uint8_t tag = p->attr != NULL ? p->attr->tag : ECI_DER_UTF8;
	size_t i, width, count = 0, max = p->attr != NULL ? p->attr->max : 256;
	const char *s = (const char *)p->value.ptr;
	uint32_t cp;

	for (i = 0; i < p->value.len; i += width, count++) {
		if ((width = eci_utf8_next(s + i, p->value.len - i, &cp)) == 0)
			return bad(ctx, p->type, "the value is not UTF-8");
		if (eci_cp_is_control(cp) || cp == 0)
			return bad(ctx, p->type, "a control character in the value");
		if (tag == ECI_DER_IA5 && cp >= 0x80)
			return bad(ctx, p->type, "the value has to be ASCII");
	}
	if (tag == ECI_DER_PRINTABLE && !is_printable(s, p->value.len))
		return bad(ctx, p->type, "the value has to be letters, digits and '()+,-./:=?");
	if (count > max)
		return bad(ctx, p->type, "the value is too long (RFC 5280 A.1)");
	/* ISO 3166-1. */
	if (p->attr != NULL && strcmp(p->attr->name, "C") == 0 && (count != 2 ||
	    s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z'))
		return bad(ctx, p->type, "a country is two capital letters");
	return ECERT_OK;
}

static ecert_err
take_part(ecert_ctx *ctx, const char **s, struct part *p)
{
	ecert_err e;

	while (**s == ' ')
		(*s)++;
	p->type = *s;
	p->type_len = strcspn(*s, "=,");
	if (p->type_len == 0 || p->type[p->type_len] != '=')
		return bad(ctx, p->type, "a part has the form TYPE=VALUE");
	p->attr = find(p->type, p->type_len);
	if (p->attr == NULL && !is_dotted(p->type, p->type_len))
		return bad(ctx, p->type, "this type of attribute is not known; a dotted OID is taken");
	*s += p->type_len + 1;
	while (**s == ' ')
		(*s)++;
	if ((e = take_value(ctx, p->type, s, &p->value)) != ECERT_OK)
		return e;
	return check_value(ctx, p);
}

ecert_err
eci_put_rdn(ecert_ctx *ctx, struct eci_buf *out, const char *oid, uint8_t tag, const void *p,
    size_t n)
{
	struct eci_buf pair = { 0 }, seq = { 0 };
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &pair, oid)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &pair, tag, p, n)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &seq, ECI_DER_SEQUENCE, &pair)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SET, &seq);
	eci_buf_free(&pair);
	eci_buf_free(&seq);
	return e;
}

static ecert_err
put_part(ecert_ctx *ctx, const struct part *p, struct eci_buf *out)
{
	char oid[64];

	if (p->attr != NULL)
		return eci_put_rdn(ctx, out, p->attr->oid, p->attr->tag, p->value.ptr, p->value.len);
	if (p->type_len >= sizeof(oid))
		return bad(ctx, p->type, "this OID is too long");
	memcpy(oid, p->type, p->type_len);
	oid[p->type_len] = '\0';
	return eci_put_rdn(ctx, out, oid, ECI_DER_UTF8, p->value.ptr, p->value.len);
}

static ecert_err
take_parts(ecert_ctx *ctx, const char *s, struct part *parts, size_t *n)
{
	ecert_err e;

	do {
		if (*n == PARTS_MAX)
			return bad(ctx, s, "too many parts");
		if ((e = take_part(ctx, &s, &parts[(*n)++])) != ECERT_OK)
			return e;
		/* Written the other way round, as some tools do, it would be another name. */
		if (*s == ',' && parts[*n - 1].attr != NULL &&
		    strcmp(parts[*n - 1].attr->name, "C") == 0)
			return bad(ctx, parts[*n - 1].type,
			    "the country comes last: the most specific part is the first");
	} while (*s++ == ',');
	return ECERT_OK;
}

ecert_err
eci_name_parse(ecert_ctx *ctx, const char *text, struct eci_buf *der)
{
	struct part parts[PARTS_MAX] = { { 0 } };
	struct eci_buf in = { 0 };
	size_t n = 0, i;
	ecert_err e;

	if ((e = take_parts(ctx, text, parts, &n)) == ECERT_OK)
		for (i = n; e == ECERT_OK && i-- > 0;)
			e = put_part(ctx, &parts[i], &in);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, der, ECI_DER_SEQUENCE, &in);
	for (i = 0; i < n; i++)
		eci_buf_free(&parts[i].value);
	eci_buf_free(&in);
	return e;
}
