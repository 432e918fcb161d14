/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_page_path.c - AbbreviatedData (GB/T 33190-2016 9.1, table 36). */
#include <string.h>

#include "ofd/ofd_edit.h"

#define MAX_BYTES (4u << 20)

static size_t
operands(char op)
{
	switch (op) {
	case 'S': case 'M': case 'L': return 2;
	case 'Q': return 4;
	case 'B': return 6;
	case 'A': return 7;
	case 'C': return 0;
	default: return SIZE_MAX;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word; its length, 0 at the end. */
static size_t
next_word(const char **at)
{
	size_t n = 0;

	while (is_blank(**at))
		++*at;
	while ((*at)[n] != '\0' && !is_blank((*at)[n]))
		n++;
	return n;
}

static bool
read_number(const char *s, size_t n, double *v)
{
	char buf[32];

	if (n == 0 || n >= sizeof(buf))
		return false;
	memcpy(buf, s, n);
	buf[n] = '\0';
	return eci_parse_decimal(buf, v);
}

/* An arc's radii are not negative, its two flags are 0 or 1. */
static bool
operand_ok(char op, size_t i, double v)
{
	if (op != 'A')
		return true;
	if (i < 2)
		return v >= 0;
	return (i != 3 && i != 4) || v == 0 || v == 1;
}

ecert_err
eci_ofd_path_check(ecert_ctx *ctx, const char *data)
{
	const char *at = data;
	size_t i, n, want, ops = 0;
	double v;
	char op;

	if (strlen(data) > MAX_BYTES)
		return eci_fail(ctx, ECERT_E_ARG, "path: more than %u bytes", MAX_BYTES);
	while ((n = next_word(&at)) > 0) {
		op = *at;
		if (n != 1 || (want = operands(op)) == SIZE_MAX)
			return eci_fail(ctx, ECERT_E_ARG,
			    "path: byte %zu: an operator S M L Q B A C is due", (size_t)(at - data));
		if (ops++ == 0 && op != 'S' && op != 'M')
			return eci_fail(ctx, ECERT_E_ARG, "path: begins with %c, not S or M", op);
		at++;
		for (i = 0; i < want; i++) {
			n = next_word(&at);
			if (!read_number(at, n, &v) || !operand_ok(op, i, v))
				return eci_fail(ctx, ECERT_E_ARG,
				    "path: byte %zu: operand %zu of %zu of %c", (size_t)(at - data),
				    i + 1, want, op);
			at += n;
		}
	}
	if (ops == 0)
		return eci_fail(ctx, ECERT_E_ARG, "path: empty");
	return ECERT_OK;
}
