/* SPDX-License-Identifier: Apache-2.0 */
/* id_text.c - characters of an identifier, and what is wrong with them. */
#include "id/id_priv.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
	[ECI_ID_ROOT] = "root", [ECI_ID_TYPE] = "type", [ECI_ID_ISSUER] = "issuer",
	[ECI_ID_AUTHORITY] = "authority", [ECI_ID_SERIAL] = "serial",
	[ECI_ID_REVISION] = "revision", [ECI_ID_WHOLE] = "identifier",
};

ecert_err
eci_id_fault(ecert_ctx *ctx, enum eci_id_part part, size_t at, const char *rule)
{
	struct eci_fault f = { .component = names[part], .rule = rule, .position = at + 1 };

	eci_set_fault(ctx, &f);
	return eci_reject(ctx, ECERT_R_ID_MALFORMED, NULL, NULL, "%s at character %zu: %s",
	    f.component, f.position, rule);
}

ecert_err
eci_id_deviate(struct eci_id_reader *r, const char *code, enum eci_id_part part, size_t at,
    const char *rule)
{
	ecert_id *id = r->id;
	struct eci_buf text = { 0 };
	size_t i;
	ecert_err e;

	if (r->strict)
		return eci_id_fault(r->ctx, part, at, rule);
	for (i = 0; i < id->n_dev; i++)
		if (id->dev[i].part == part && strcmp(id->dev[i].code, code) == 0)
			return ECERT_OK;
	if ((e = eci_grow(r->ctx, &id->dev, id->n_dev, &id->cap_dev, sizeof(*id->dev))) != ECERT_OK ||
	    (e = eci_buf_addf(r->ctx, &text, "%s at character %zu: %s", names[part], at + 1,
	    rule)) != ECERT_OK)
		return e;
	id->dev[id->n_dev++] = (struct eci_id_dev){ .code = code, .part = part,
	    .text = (char *)eci_buf_take(&text, NULL) };
	return ECERT_OK;
}

ecert_err
eci_id_decode(struct eci_id_reader *r, const char *text, size_t len)
{
	/* Longer texts are refused: room for one character more is enough. */
	size_t cap = len < ECI_ID_CHARS ? len : ECI_ID_CHARS, i, width;

	r->n = 0;
	if ((r->cp = malloc((cap + 1) * sizeof(*r->cp))) == NULL)
		return eci_nomem(r->ctx);
	for (i = 0; i < len; i += width) {
		if (r->n == ECI_ID_CHARS)
			return eci_id_fault(r->ctx, ECI_ID_WHOLE, r->n, "more than 1024 characters");
		if ((width = eci_utf8_next(text + i, len - i, &r->cp[r->n])) == 0)
			return eci_id_fault(r->ctx, ECI_ID_WHOLE, r->n, "not UTF-8");
		r->n++;
	}
	return ECERT_OK;
}

bool
eci_id_is_sep(uint32_t cp)
{
	return cp == ECI_ID_SEP || cp == 0xb7 || cp == 0x30fb || cp == 0xff0e || cp == '.';
}

/* Blanks as they come from word processors and forms; other space characters
 * are part of a text. */
static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0xa0 || cp == 0x3000;
}

struct eci_id_span
eci_id_trim(const struct eci_id_reader *r, struct eci_id_span s)
{
	while (s.from < s.to && is_blank(r->cp[s.from]))
		s.from++;
	while (s.to > s.from && is_blank(r->cp[s.to - 1]))
		s.to--;
	return s;
}

uint32_t
eci_id_fold(uint32_t cp)
{
	return cp >= 0xff01 && cp <= 0xff5e ? cp - 0xfee0 : cp;
}
