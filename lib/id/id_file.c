/* SPDX-License-Identifier: Apache-2.0 */
/*
 * id_file.c - file names after 4.4.  Parts are joined by "-", which numbers and
 * serials contain as well: inside a part it becomes "_", so that the parts can
 * be told apart again.
 */
#include "id/id_priv.h"

#include <string.h>

#define NAME_BYTES 255       /* of common file systems; 4.4.2 counts characters */

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0xa0 || cp == 0x3000;
}

/* NULL, or why part cannot be in a file name on some system. */
static const char *
part_rule(const char *part)
{
	uint32_t cp = 0;
	size_t n, i, len = strlen(part);

	if (len == 0)
		return "empty";
	for (i = 0; i < len; i += n) {
		if ((n = eci_utf8_next(part + i, len - i, &cp)) == 0)
			return "not UTF-8";
		if (eci_cp_is_control(cp))
			return "a control or invisible character";
		if (cp < 0x80 && strchr("/\\:*?\"<>|", (int)cp) != NULL)
			return "one of / \\ : * ? \" < > |";
		if (i == 0 && is_blank(cp))
			return "a blank at its start";
	}
	return is_blank(cp) || cp == '.' ? "a blank or \".\" at its end" : NULL;
}

static ecert_err
add_part(ecert_ctx *ctx, struct eci_buf *b, const char *what, const char *part)
{
	const char *rule = part_rule(part != NULL ? part : "");
	ecert_err e;

	if (rule != NULL)
		return eci_fail(ctx, ECERT_E_ARG, "file name: 4.4: %s: %s", what, rule);
	e = eci_buf_adds(ctx, b, "-");
	for (; *part != '\0' && e == ECERT_OK; part++)
		e = eci_buf_add(ctx, b, *part == '-' ? "_" : part, 1);
	return e;
}

ecert_err
ecert_file_name(ecert_ctx *ctx, ecert_type type, const char *number, const char *instrument,
    const char *serial, const char *unit, const char *issuer, char **out)
{
	const char *word = eci_id_type_word(type);
	struct eci_buf b = { 0 };
	ecert_err e;

	*out = NULL;
	eci_clear(ctx);
	if (word == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "file name: type %ld is not 1 to 8", (long)type);
	if ((e = eci_buf_addf(ctx, &b, "%s电子证书", word)) != ECERT_OK ||
	    (e = add_part(ctx, &b, "number", number)) != ECERT_OK ||
	    (e = add_part(ctx, &b, "instrument", instrument)) != ECERT_OK ||
	    (e = add_part(ctx, &b, "serial", serial)) != ECERT_OK ||
	    (unit != NULL && (e = add_part(ctx, &b, "unit", unit)) != ECERT_OK) ||
	    (issuer != NULL && (e = add_part(ctx, &b, "issuer", issuer)) != ECERT_OK) ||
	    (e = eci_buf_adds(ctx, &b, ".ofd")) != ECERT_OK)
		goto out;
	if (b.len > NAME_BYTES)
		e = eci_fail(ctx, ECERT_E_ARG, "file name: 4.4.2: %zu bytes, more than %d", b.len,
		    NAME_BYTES);
	else
		*out = (char *)eci_buf_take(&b, NULL);
out:
	eci_buf_free(&b);
	return e;
}
