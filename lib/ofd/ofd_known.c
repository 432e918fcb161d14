/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_known.c - what was learnt of an entry while it was read: its digest and the
 * links in it.  It is kept with the entry and gone when that is replaced.  Who
 * reads a document back that was written from this one can take it for entries
 * whose stored bytes are the same, and need not unpack them.
 */
#include "ofd/ofd_reach_priv.h"

#include <stdlib.h>
#include <string.h>

/* Of one part; more are found by reading it again. */
#define LINKS_MAX 4096
#define TEXT_MAX  ((size_t)256 * 1024)

struct eci_ofd_known_link {
	enum eci_ofd_role role;
	bool              resource, has_base;
	size_t            loc, res_base;       /* in text */
};

static void
release(void *p)
{
	struct eci_ofd_known *k = p;

	eci_ofd_forget(k);
	free(k);
}

ecert_err
eci_ofd_known(ecert_ctx *ctx, ecert_doc *doc, size_t entry, struct eci_ofd_known **out)
{
	if ((*out = eci_pkg_kept(doc->pkg, entry)) != NULL)
		return ECERT_OK;
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return eci_nomem(ctx);
	eci_pkg_keep_with(doc->pkg, entry, *out, release);
	return ECERT_OK;
}

const uint8_t *
eci_ofd_digest(const ecert_doc *doc, size_t entry)
{
	const struct eci_ofd_known *k = eci_pkg_kept(doc->pkg, entry);

	return k != NULL && k->has_digest ? k->digest : NULL;
}

const struct eci_ofd_area *
eci_ofd_known_area(const ecert_doc *doc, size_t entry)
{
	const struct eci_ofd_known *k = eci_pkg_kept(doc->pkg, entry);

	return k != NULL && k->has_area ? &k->area : NULL;
}

ecert_err
eci_ofd_set_digest(ecert_ctx *ctx, ecert_doc *doc, size_t entry,
    const uint8_t digest[ECI_OFD_DIGEST])
{
	struct eci_ofd_known *k;
	ecert_err e = eci_ofd_known(ctx, doc, entry, &k);

	if (e != ECERT_OK)
		return e;
	memcpy(k->digest, digest, ECI_OFD_DIGEST);
	k->has_digest = true;
	return ECERT_OK;
}

ecert_err
eci_ofd_set_look(ecert_ctx *ctx, ecert_doc *doc, size_t entry, enum eci_ofd_look look)
{
	struct eci_ofd_known *k;
	ecert_err e = eci_ofd_known(ctx, doc, entry, &k);

	if (e == ECERT_OK)
		k->look = look;
	return e;
}

/* ---- links ---- */

static ecert_err
put_text(ecert_ctx *ctx, struct eci_ofd_known *k, const char *s, size_t *at)
{
	*at = k->text.len;
	return eci_buf_add(ctx, &k->text, s, strlen(s) + 1);
}

ecert_err
eci_ofd_learn(ecert_ctx *ctx, struct eci_ofd_known *k, const struct eci_ofd_link *link,
    bool *full)
{
	struct eci_ofd_known_link at = { link->role, link->resource, link->res_base != NULL, 0, 0 };
	ecert_err e;

	if (k->n_links >= LINKS_MAX || k->text.len >= TEXT_MAX) {
		*full = true;
		return ECERT_OK;
	}
	if ((e = eci_grow(ctx, &k->links, k->n_links, &k->cap_links, sizeof(at))) != ECERT_OK ||
	    (e = put_text(ctx, k, link->loc, &at.loc)) != ECERT_OK ||
	    (at.has_base && (e = put_text(ctx, k, link->res_base, &at.res_base)) != ECERT_OK))
		return e;
	k->links[k->n_links++] = at;
	return ECERT_OK;
}

void
eci_ofd_forget(struct eci_ofd_known *k)
{
	free(k->links);
	eci_buf_free(&k->text);
	k->links = NULL;
	k->n_links = k->cap_links = 0;
	k->has_links = false;
}

ecert_err
eci_ofd_recall(ecert_ctx *ctx, const struct eci_ofd_known *k, const struct eci_ofd_sight *sight)
{
	const char *text = (const char *)k->text.ptr;
	const struct eci_ofd_known_link *at;
	struct eci_ofd_link link;
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < k->n_links && e == ECERT_OK; i++) {
		at = &k->links[i];
		link = (struct eci_ofd_link){ at->role, text + at->loc,
		    at->has_base ? text + at->res_base : NULL, at->resource };
		e = sight->link(sight->arg, ctx, &link);
	}
	return e;
}

/* ---- twins ---- */

ecert_err
eci_ofd_twin(ecert_ctx *ctx, const ecert_doc *doc, const ecert_doc *from,
    struct eci_ofd_twin *out)
{
	size_t i, k, n = eci_pkg_count(doc->pkg);
	ecert_err e = ECERT_OK;
	bool same;

	*out = (struct eci_ofd_twin){ .from = from, .n = n };
	if ((out->at = calloc(n + 1, sizeof(*out->at))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n && e == ECERT_OK; i++) {
		out->at[i] = SIZE_MAX;
		k = eci_pkg_find(from->pkg, eci_pkg_name(doc->pkg, i));
		/* Nothing to take over: no need to compare. */
		if (k == SIZE_MAX || eci_pkg_kept(from->pkg, k) == NULL)
			continue;
		e = eci_pkg_same(ctx, doc->pkg, i, from->pkg, k, &same);
		if (e == ECERT_OK && same)
			out->at[i] = k;
	}
	if (e != ECERT_OK)
		eci_ofd_twin_free(out);
	return e;
}

void
eci_ofd_twin_free(struct eci_ofd_twin *twin)
{
	free(twin->at);
	*twin = (struct eci_ofd_twin){ 0 };
}

const struct eci_ofd_known *
eci_ofd_twin_known(const struct eci_ofd_twin *twin, size_t entry)
{
	if (twin == NULL || entry >= twin->n || twin->at[entry] == SIZE_MAX)
		return NULL;
	return eci_pkg_kept(twin->from->pkg, twin->at[entry]);
}

const uint8_t *
eci_ofd_twin_digest(const struct eci_ofd_twin *twin, size_t entry)
{
	const struct eci_ofd_known *k = eci_ofd_twin_known(twin, entry);

	return k != NULL && k->has_digest ? k->digest : NULL;
}

enum eci_ofd_look
eci_ofd_twin_look(const struct eci_ofd_twin *twin, size_t entry)
{
	const struct eci_ofd_known *k = eci_ofd_twin_known(twin, entry);

	return k != NULL ? k->look : ECI_OFD_UNSEEN;
}
