/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ses_flaws.h - one flaw at a time, in every version that can have it; and what
 * must be refused at each place of a structure.
 */
#ifndef SES_FLAWS_H
#define SES_FLAWS_H

#include "ses_edit.h"

static const ecert_ses_version ses_versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };

/*
 * in: the versions, as digits; path: of V4, where there are several.  want: text of
 * the message; NULL: accepted, with so many notes (strict ones).
 */
struct ses_flaw {
	const char *name, *in, *path, *hex, *want;
	size_t      notes, strict;
};

/* What is decoded, of a seal or of a signature. */
struct ses_seen {
	ecert_ses_version version;
	size_t            notes, strict;
	bool              emptied;       /* on failure */
};
typedef ecert_err ses_decode_fn(ecert_ctx *ctx, const struct eci_buf *der, struct ses_seen *out);
typedef void ses_make_fn(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out);

static inline void
ses_see_notes(const struct eci_notes *notes, struct ses_seen *out)
{
	size_t i;

	out->notes += notes->n;
	for (i = 0; i < notes->n; i++)
		out->strict += notes->v[i].strict;
}

static inline ecert_err
ses_decode_seal(ecert_ctx *ctx, const struct eci_buf *der, struct ses_seen *out)
{
	struct eci_ses_seal seal;
	ecert_err e = eci_ses_seal_decode(ctx, "Seal.esl", der->ptr, der->len, &seal);

	*out = (struct ses_seen){ .version = seal.version };
	out->emptied = seal.list == NULL && seal.notes.v == NULL && seal.id.ptr == NULL;
	if (e == ECERT_OK) {
		ses_see_notes(&seal.notes, out);
		eci_ses_seal_free(&seal);
	}
	return e;
}

static inline ecert_err
ses_decode_sig(ecert_ctx *ctx, const struct eci_buf *der, struct ses_seen *out)
{
	struct eci_ses_sig sig;
	ecert_err e = eci_ses_sig_decode(ctx, "SignedValue.dat", der->ptr, der->len, &sig);

	*out = (struct ses_seen){ .version = sig.version };
	out->emptied = sig.seal.list == NULL && sig.notes.v == NULL && sig.tbs.ptr == NULL;
	if (e == ECERT_OK) {
		ses_see_notes(&sig.notes, out);
		ses_see_notes(&sig.seal.notes, out);
		eci_ses_sig_free(&sig);
	}
	return e;
}

/* Where V1 has what stands at a path of V4: no certListType, signInfo a SEQUENCE of
 * its own; in a signature, cert and algorithm inside toSign. */
struct ses_path { const char *v4, *v1; };

static const struct ses_path ses_seal_paths[] = {
	{ "0.2.3", "0.2.2" }, { "0.2.4", "0.2.3" }, { "0.2.5", "0.2.4" }, { "0.2.6", "0.2.5" },
	{ "1", "1.0" }, { "2", "1.1" }, { "3", "1.2" }, { NULL, NULL },
};
static const struct ses_path ses_sig_paths[] = {
	{ "1", "0.5" }, { "2", "0.6" }, { "3", "1" }, { NULL, NULL },
};

static inline void
ses_v1_path(const struct ses_path *map, const char *path, char out[64])
{
	size_t n;

	for (; map->v4 != NULL; map++) {
		n = strlen(map->v4);
		if (strncmp(path, map->v4, n) == 0 && (path[n] < '0' || path[n] > '9'))
			break;
	}
	snprintf(out, 64, "%s%s", map->v4 == NULL ? "" : map->v1,
	    map->v4 == NULL ? path : path + strlen(map->v4));
}

static inline void
ses_one_flaw(ecert_ctx *ctx, const struct ses_flaw *row, ecert_ses_version v, const char *path,
    ses_make_fn *make, ses_decode_fn *decode)
{
	struct eci_buf made = { 0 }, spoilt = { 0 };
	uint8_t raw_buf[64];
	struct eci_bytes raw = { raw_buf, ses_unhex(row->hex, raw_buf) };
	struct ses_seen seen;

	make(ctx, v, &made);
	ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, path, raw, &spoilt);
	if (row->want == NULL) {
		CHECK_OK(ctx, decode(ctx, &spoilt, &seen));
		CHECK_INT(seen.version, v);
		CHECK_INT(seen.notes, row->notes);
		CHECK_INT(seen.strict, row->strict);
	} else {
		CHECK_REASON(ctx, decode(ctx, &spoilt, &seen), ECERT_R_SES_MALFORMED);
		if (strstr(ecert_errmsg(ctx), row->want) == NULL)
			CHECK_STR(ecert_errmsg(ctx), row->want);
		CHECK(seen.emptied);
	}
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
}

static inline void
ses_flaws(const struct ses_flaw *rows, size_t n, const struct ses_path *map, ses_make_fn *make,
    ses_decode_fn *decode)
{
	ecert_ctx *ctx = unit_ctx();
	char path[64];
	const char *v;
	size_t i;

	for (i = 0; i < n; i++)
		for (v = rows[i].in; *v != '\0'; v++) {
			unit_case("v%c: %s", *v, rows[i].name);
			if (*v == '1' && rows[i].in[1] != '\0')
				ses_v1_path(map, rows[i].path, path);
			else
				snprintf(path, sizeof(path), "%s", rows[i].path);
			ses_one_flaw(ctx, &rows[i], *v - '0', path, make, decode);
		}
}

static inline void
ses_seal_flaws(const struct ses_flaw *rows, size_t n)
{
	ses_flaws(rows, n, ses_seal_paths, ses_make_seal, ses_decode_seal);
}

/* ---- at each place ---- */

enum ses_harm { SES_INDEFINITE, SES_PADDED, SES_MORE_INSIDE, SES_HARMS };

struct ses_walk {
	ecert_ctx       *ctx;
	ses_decode_fn   *decode;
	struct eci_bytes whole;
	enum ses_harm    harm;
	size_t           tried, accepted;
};

/* NULL behind the contents of a constructed value. */
static inline void
ses_more_inside(ecert_ctx *ctx, struct eci_bytes p, struct eci_buf *out)
{
	struct eci_der d = eci_der(ctx, "edit", ECERT_R_SES_MALFORMED, p.ptr, p.len);
	struct eci_buf body = { 0 };
	struct eci_der_val v;

	CHECK_OK(ctx, eci_der_any(&d, "edit", &v));
	CHECK_OK(ctx, eci_buf_add(ctx, &body, v.body.ptr, v.body.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &body, "\x05\x00", 2));
	CHECK_OK(ctx, eci_der_put_buf(ctx, out, v.tag, &body));
	eci_buf_free(&body);
}

/* The element may be no DER any more: only what stands around it is rebuilt. */
static inline void
ses_walk_one(void *arg, const char *path, struct eci_bytes element)
{
	struct ses_walk *w = arg;
	struct eci_buf raw = { 0 }, spoilt = { 0 };
	struct ses_seen seen;

	if (w->harm == SES_MORE_INSIDE && (element.ptr[0] & 0x20) == 0)
		return;
	if (w->harm == SES_MORE_INSIDE)
		ses_more_inside(w->ctx, element, &raw);
	else
		ses_relength(w->ctx, element, w->harm == SES_INDEFINITE, &raw);
	ses_edit(w->ctx, w->whole, path, (struct eci_bytes){ raw.ptr, raw.len }, &spoilt);
	w->tried++;
	w->accepted += w->decode(w->ctx, &spoilt, &seen) == ECERT_OK;
	eci_buf_free(&raw);
	eci_buf_free(&spoilt);
}

/* Every element of what make() makes, in each version, with each harm. */
static inline void
ses_harm_each(ses_make_fn *make, ses_decode_fn *decode, size_t least)
{
	static const char *const names[] = { "indefinite length", "padded length",
	    "a value more" };
	struct ses_walk w = { .ctx = unit_ctx(), .decode = decode };
	struct eci_buf made = { 0 };
	size_t i;

	for (i = 0; i < SES_HARMS * ECI_COUNT(ses_versions); i++) {
		w.harm = (enum ses_harm)(i % SES_HARMS);
		unit_case("v%d: %s at each place", (int)ses_versions[i / SES_HARMS],
		    names[w.harm]);
		w.tried = w.accepted = 0;
		make(w.ctx, ses_versions[i / SES_HARMS], &made);
		w.whole = (struct eci_bytes){ made.ptr, made.len };
		ses_each_path(w.ctx, w.whole, "", ses_walk_one, &w);
		CHECK(w.tried > (w.harm == SES_MORE_INSIDE ? 8 : least));
		CHECK_INT(w.accepted, 0);
	}
	eci_buf_free(&made);
}

/* Every beginning of what make() makes, and a byte too many. */
static inline void
ses_cut_each(ses_make_fn *make, ses_decode_fn *decode)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, part = { 0 };
	struct ses_seen seen;
	size_t i, n, accepted;

	for (i = 0; i < ECI_COUNT(ses_versions); i++) {
		unit_case("v%d: every truncation", (int)ses_versions[i]);
		make(ctx, ses_versions[i], &made);
		CHECK_OK(ctx, decode(ctx, &made, &seen));
		CHECK_INT(seen.version, ses_versions[i]);
		for (n = accepted = 0; n < made.len; n++) {
			/* Memory of its own: a read past the end is seen. */
			CHECK_OK(ctx, eci_buf_add(ctx, &part, made.ptr, n));
			accepted += decode(ctx, &part, &seen) == ECERT_OK;
			eci_buf_free(&part);
		}
		CHECK_INT(accepted, 0);
		unit_case("v%d: a byte more", (int)ses_versions[i]);
		CHECK_OK(ctx, eci_buf_add(ctx, &made, "\x05", 1));
		CHECK_REASON(ctx, decode(ctx, &made, &seen), ECERT_R_SES_MALFORMED);
	}
	eci_buf_free(&made);
}

#endif
