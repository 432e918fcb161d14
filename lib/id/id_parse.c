/* SPDX-License-Identifier: Apache-2.0 */
/* id_parse.c - the lenient reader; strict, it refuses what it would list. */
#include "id/id_priv.h"

#include <stdlib.h>

ecert_err
eci_id_new(ecert_ctx *ctx, ecert_id **out)
{
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

static ecert_err
join_with(ecert_ctx *ctx, const ecert_id *id, const char *sep, char **out)
{
	struct eci_buf b = { 0 };
	ecert_err e = eci_buf_addf(ctx, &b, "%s%s%s%s%s%s%s%s%s%s%u", id->part[ECI_ID_ROOT], sep,
	    id->part[ECI_ID_TYPE], sep, id->part[ECI_ID_ISSUER], sep, id->part[ECI_ID_AUTHORITY],
	    sep, id->part[ECI_ID_SERIAL], sep, id->revision);

	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	return e;
}

/* Cut again at ".", other separators in a text would mislead a reader. */
static bool
has_sep(const char *s)
{
	uint32_t cp;
	size_t n;

	for (; (n = eci_utf8_next(s, 4, &cp)) != 0 && cp != 0; s += n)
		if (eci_id_is_sep(cp))
			return true;
	return false;
}

ecert_err
eci_id_join(ecert_ctx *ctx, ecert_id *id)
{
	ecert_err e = join_with(ctx, id, "\xe2\x80\xa2", &id->text);

	if (e == ECERT_OK && !has_sep(id->part[ECI_ID_AUTHORITY]) &&
	    !has_sep(id->part[ECI_ID_SERIAL]))
		e = join_with(ctx, id, ".", &id->ascii);
	return e;
}

static ecert_err
read_all(struct eci_id_reader *r, const char *text, size_t len)
{
	struct eci_id_span span[ECI_ID_PARTS];
	int part;
	ecert_err e;

	if ((e = eci_id_new(r->ctx, &r->id)) != ECERT_OK ||
	    (e = eci_id_decode(r, text, len)) != ECERT_OK ||
	    (e = eci_id_split(r, span)) != ECERT_OK)
		return e;
	for (part = 0; part < ECI_ID_PARTS && e == ECERT_OK; part++)
		e = eci_id_read_part(r, (enum eci_id_part)part, span[part]);
	return e == ECERT_OK ? eci_id_join(r->ctx, r->id) : e;
}

ecert_err
ecert_id_parse(ecert_ctx *ctx, const ecert_id_opts *opts, const char *text, size_t len,
    ecert_id **out)
{
	struct eci_id_reader r = { .ctx = ctx, .opts = opts,
	    .strict = opts != NULL && opts->strict };
	ecert_err e;

	*out = NULL;
	eci_clear(ctx);
	if ((e = read_all(&r, text, len)) == ECERT_OK) {
		*out = r.id;
		r.id = NULL;
	}
	ecert_id_free(r.id);
	free(r.cp);
	return e;
}
