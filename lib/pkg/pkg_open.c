/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_open.c - opening, what an open container tells, closing. */
#include "pkg/pkg_priv.h"

#include <stdlib.h>

static const char *const quirk_texts[QUIRK_N] = {
	[QUIRK_UTF8_DIFFERS] = "the UTF-8 flag differs between local header and directory",
	[QUIRK_UTF8_UNFLAGGED] = "a name in UTF-8 without the UTF-8 flag",
	[QUIRK_DESCR_DIFFERS] = "the data descriptor is not as the flags say",
	[QUIRK_DESCR_STORED] = "stored data with a data descriptor",
	[QUIRK_ZIP64_LOCAL] = "a zip64 field in the local header only",
	[QUIRK_ZIP64_NEEDLESS] = "a zip64 field that repeats the header",
	[QUIRK_EXTRA_PADDED] = "padding in the extra fields",
	[QUIRK_FOLDER_CASE] = "two folders of this name but for upper and lower case",
};

static ecert_err
note_quirks(struct eci_pkg_scan *s)
{
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < QUIRK_N && e == ECERT_OK; i++) {
		if (s->quirks[i].n == 1)
			e = eci_note(s->ctx, &s->pkg->notes, ECERT_R_ZIP_AMBIGUOUS, true,
			    s->quirks[i].first->name, "%s", quirk_texts[i]);
		else if (s->quirks[i].n > 1)
			e = eci_note(s->ctx, &s->pkg->notes, ECERT_R_ZIP_AMBIGUOUS, true,
			    s->quirks[i].first->name, "%s (and %zu other entries)",
			    quirk_texts[i], s->quirks[i].n - 1);
	}
	return e;
}

static ecert_err
scan(ecert_ctx *ctx, struct eci_pkg *pkg)
{
	struct eci_pkg_scan s = { .ctx = ctx, .pkg = pkg, .size = eci_src_size(pkg->src) };
	ecert_err e;

	if ((e = eci_pkg_scan_end(&s)) == ECERT_OK &&
	    (e = eci_pkg_scan_central(&s)) == ECERT_OK &&
	    (e = eci_pkg_scan_names(&s)) == ECERT_OK &&
	    (e = eci_pkg_scan_local(&s)) == ECERT_OK)
		e = note_quirks(&s);
	eci_buf_free(&s.tail_buf);
	eci_buf_free(&s.window);
	return e;
}

ecert_err
eci_pkg_open(ecert_ctx *ctx, struct eci_src *src, struct eci_pkg **out)
{
	struct eci_pkg *pkg;
	ecert_err e;

	*out = NULL;
	if ((pkg = calloc(1, sizeof(*pkg))) == NULL) {
		eci_src_close(src);
		return eci_nomem(ctx);
	}
	pkg->src = src;
	if ((e = scan(ctx, pkg)) != ECERT_OK) {
		eci_pkg_free(pkg);
		return e;
	}
	*out = pkg;
	return ECERT_OK;
}

ecert_err
eci_pkg_new(ecert_ctx *ctx, struct eci_pkg **out)
{
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

void
eci_pkg_free(struct eci_pkg *pkg)
{
	struct eci_pkg_item *it;
	size_t i;

	if (pkg == NULL)
		return;
	for (i = 0; i < pkg->n_items; i++)
		eci_pkg_item_free(pkg->items[i]);
	while ((it = pkg->gone) != NULL) {
		pkg->gone = it->next;
		eci_pkg_item_free(it);
	}
	free(pkg->items);
	free(pkg->live);
	free(pkg->sorted);
	free(pkg->marks);
	eci_pkg_scratch_free(pkg->scratch);
	eci_notes_free(&pkg->notes);
	eci_buf_free(&pkg->dir);
	eci_src_close(pkg->src);
	free(pkg);
}

const struct eci_notes *
eci_pkg_notes(const struct eci_pkg *pkg)
{
	return &pkg->notes;
}

const struct eci_src *
eci_pkg_src(const struct eci_pkg *pkg)
{
	return pkg->src;
}

size_t
eci_pkg_count(const struct eci_pkg *pkg)
{
	return pkg->n_live;
}

const char *
eci_pkg_name(const struct eci_pkg *pkg, size_t i)
{
	return i < pkg->n_live ? pkg->live[i]->name : NULL;
}

uint64_t
eci_pkg_size(const struct eci_pkg *pkg, size_t i)
{
	return i < pkg->n_live ? pkg->live[i]->size : 0;
}

uint64_t
eci_pkg_born(const struct eci_pkg *pkg, size_t i)
{
	return i < pkg->n_live ? pkg->live[i]->born : 0;
}

void *
eci_pkg_kept(const struct eci_pkg *pkg, size_t i)
{
	return i < pkg->n_live ? pkg->live[i]->kept : NULL;
}

void
eci_pkg_keep_with(struct eci_pkg *pkg, size_t i, void *p, void (*release)(void *))
{
	pkg->live[i]->kept = p;
	pkg->live[i]->release = release;
}

bool
eci_pkg_changed(const struct eci_pkg *pkg)
{
	return pkg->now > 0;
}
