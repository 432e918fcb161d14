/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_text.c - where pages show a text: page by page, with their templates. */
#include "ofd/ofd_text.h"

#include <stdlib.h>

/* A file of 16 MiB cannot need more; one that is made to can ask for any number. */
#define WORK_MAX 50000000
#define HELD_MAX 1000000
/* What a row of CommonData costs that is passed over; and how many open lines a run
 * is held against in one step. */
#define STEPS_A_ROW 2
#define LINES_A_STEP 8

ecert_err
eci_ofd_texts_spend(struct eci_ofd_texts *t, uint64_t n)
{
	t->work += n;
	return t->work <= WORK_MAX ? ECERT_OK :
	    eci_fail(t->ctx, ECERT_E_LIMIT, "looking for text takes more than %d steps: the pages "
	    "show too much, or the same too often", WORK_MAX);
}

/* Pages may share a part, which each of them reads; parts that are read once are no
 * more than the package may hold. */
ecert_err
eci_ofd_texts_load(struct eci_ofd_texts *t, uint64_t n)
{
	uint64_t max = ecert_ctx_limit(t->ctx, ECERT_LIMIT_TOTAL_BYTES);

	t->read += n;
	return t->read <= max ? ECERT_OK :
	    eci_fail(t->ctx, ECERT_E_LIMIT, "looking for text reads more than %llu bytes: pages "
	    "share their parts", (unsigned long long)max);
}

ecert_err
eci_ofd_texts_hold(struct eci_ofd_texts *t, const struct eci_ofd_shown *s)
{
	t->held += s->n_glyphs + s->n_uses;
	return t->held <= HELD_MAX ? ECERT_OK :
	    eci_fail(t->ctx, ECERT_E_LIMIT, "templates and composite units show more than %d "
	    "characters", HELD_MAX);
}

/* What finding a template page costs. */
static uint64_t
lookup_cost(const ecert_doc *doc)
{
	const struct eci_xml_node *row;
	uint64_t n = 0;

	if (doc->st.common == NULL)
		return 1;
	for (row = eci_xml_first(doc->st.common); row != NULL; row = eci_xml_next(row))
		n++;
	return n * STEPS_A_ROW + 1;
}

static ecert_err
start(struct eci_ofd_texts *t, ecert_ctx *ctx, ecert_doc *doc)
{
	size_t n = eci_pkg_count(doc->pkg) + 1;

	*t = (struct eci_ofd_texts){ .ctx = ctx, .doc = doc, .lookup = lookup_cost(doc),
	    .templates = calloc(n, sizeof(*t->templates)), .res_read = calloc(n, sizeof(bool)) };
	return t->templates != NULL && t->res_read != NULL ? ECERT_OK : eci_nomem(ctx);
}

static void
finish(struct eci_ofd_texts *t)
{
	size_t i, n = eci_pkg_count(t->doc->pkg);

	for (i = 0; t->templates != NULL && i < n; i++)
		if (t->templates[i] != NULL) {
			eci_ofd_shown_free(t->templates[i]);
			free(t->templates[i]);
		}
	for (i = 0; i < t->n_units; i++) {
		eci_ofd_shown_free(t->units[i].shown);
		free(t->units[i].shown);
	}
	free(t->templates);
	free(t->res_read);
	free(t->units);
}

/* Read once, however many pages have it. */
static ecert_err
add_template(struct eci_ofd_texts *t, uint64_t id, struct eci_ofd_shown *all)
{
	struct eci_ofd_shown *s;
	size_t entry;
	ecert_err e = eci_ofd_template(t->ctx, t->doc, id, &entry);

	if (e != ECERT_OK || entry == SIZE_MAX)
		return e != ECERT_OK && ecert_errreason(t->ctx) == ECERT_R_REF_BAD ? ECERT_OK : e;
	if (t->templates[entry] == NULL) {
		if ((s = t->templates[entry] = calloc(1, sizeof(*s))) == NULL)
			return eci_nomem(t->ctx);
		if ((e = eci_ofd_text_page(t, entry, s)) != ECERT_OK ||
		    (e = eci_ofd_texts_hold(t, s)) != ECERT_OK)
			return e;
	}
	return eci_ofd_expand(t, t->templates[entry], all);
}

/* Everything page i shows; a page that is not there shows nothing. */
static ecert_err
gather(struct eci_ofd_texts *t, size_t i, struct eci_ofd_shown *all)
{
	const struct eci_ofd_page *page = eci_ofd_page(t->doc, i);
	size_t entry = page->entry != NULL ? eci_pkg_find(t->doc->pkg, page->entry) : SIZE_MAX;
	struct eci_ofd_shown own = { 0 };
	size_t k;
	ecert_err e;

	all->n_glyphs = all->n_runs = 0;
	if (entry == SIZE_MAX)
		return ECERT_OK;
	/* One more is looked for to know the page's size. */
	if ((e = eci_ofd_text_page(t, entry, &own)) == ECERT_OK &&
	    (e = eci_ofd_texts_spend(t, (own.n_templates + 1) * t->lookup)) == ECERT_OK)
		e = eci_ofd_expand(t, &own, all);
	for (k = 0; k < own.n_templates && e == ECERT_OK; k++)
		e = add_template(t, own.templates[k], all);
	eci_ofd_shown_free(&own);
	return e;
}

static bool
shows_any(const struct eci_ofd_shown *s)
{
	size_t i;

	for (i = 0; i < s->n_glyphs; i++)
		if (!eci_ofd_is_space(s->glyphs[i].cp))
			return true;
	return false;
}

static ecert_err
search_page(struct eci_ofd_texts *t, size_t i, const struct eci_ofd_shown *all,
    struct eci_ofd_needle *needles, size_t n, struct eci_ofd_hits *hits)
{
	struct eci_ofd_hit page = { .page = i };
	size_t *next = calloc(all->n_runs + 1, sizeof(*next)), k;
	bool *head = calloc(all->n_runs + 1, sizeof(*head));
	uint64_t looked = 0;
	ecert_err e;

	if (next == NULL || head == NULL) {
		e = eci_nomem(t->ctx);
		goto out;
	}
	if ((e = ecert_doc_page_size(t->ctx, t->doc, i + 1, &page.box[2], &page.box[3])) !=
	    ECERT_OK || (e = eci_ofd_lines(t->ctx, all, next, head, &looked)) != ECERT_OK ||
	    (e = eci_ofd_texts_spend(t, looked / LINES_A_STEP)) != ECERT_OK)
		goto out;
	for (k = 0; k < n && e == ECERT_OK; k++)
		e = eci_ofd_needle_find(t->ctx, &needles[k], all, next, head, page, &hits[k]);
out:
	free(next);
	free(head);
	return e;
}

static ecert_err
search(struct eci_ofd_texts *t, struct eci_ofd_needle *needles, size_t n,
    struct eci_ofd_hits *hits, bool *any)
{
	struct eci_ofd_shown all = { 0 };
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < eci_ofd_page_n(t->doc) && e == ECERT_OK; i++) {
		if ((e = gather(t, i, &all)) != ECERT_OK || !shows_any(&all))
			continue;
		*any = true;
		e = search_page(t, i, &all, needles, n, hits);
	}
	eci_ofd_shown_free(&all);
	return e;
}

ecert_err
eci_ofd_find_texts(ecert_ctx *ctx, ecert_doc *doc, const char *const *texts, size_t n,
    struct eci_ofd_hits *hits, bool *any)
{
	struct eci_ofd_needle *needles = calloc(n + 1, sizeof(*needles));
	struct eci_ofd_texts t;
	ecert_err e;
	size_t i;

	*any = false;
	if (needles == NULL)
		return eci_nomem(ctx);
	e = start(&t, ctx, doc);
	for (i = 0; i < n && e == ECERT_OK; i++)
		e = eci_ofd_needle(ctx, texts[i], &needles[i]);
	if (e == ECERT_OK)
		e = search(&t, needles, n, hits, any);
	for (i = 0; i < n; i++)
		eci_ofd_needle_free(&needles[i]);
	free(needles);
	finish(&t);
	return e;
}

void
eci_ofd_hits_free(struct eci_ofd_hits *hits, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(hits[i].v);
		hits[i] = (struct eci_ofd_hits){ 0 };
	}
}
