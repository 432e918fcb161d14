/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_inner.c - an unsigned document and what was signed from it, taken apart for
 * the steps that are measured one by one.
 */
#include "bench_inner.h"

#include <stdlib.h>

#include "ofd/ofd.h"

void
bench_must(const struct bench_inner *s, ecert_err e)
{
	if (e != ECERT_OK)
		bench_die(s->ctx, "a step of the library");
}

struct eci_pkg *
bench_open_pkg(const struct bench_inner *s, const struct bench_side *d)
{
	struct eci_src *src = NULL;
	struct eci_pkg *pkg = NULL;

	bench_must(s, eci_src_view(s->ctx, d->file.ptr, d->file.len, "bench", &src));
	bench_must(s, eci_pkg_open(s->ctx, src, &pkg));
	return pkg;
}

ecert_doc *
bench_open_doc(const struct bench_inner *s, const struct bench_side *d)
{
	struct eci_src *src = NULL;
	ecert_doc *doc = NULL;

	bench_must(s, eci_src_view(s->ctx, d->file.ptr, d->file.len, "bench", &src));
	bench_must(s, eci_ofd_open(s->ctx, src, &doc));
	return doc;
}

void
bench_read_all(const struct bench_inner *s, const struct bench_side *d, struct eci_pkg *pkg,
    struct eci_buf *v)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		bench_must(s, eci_pkg_read(s->ctx, pkg, i, UINT32_MAX, &v[i]));
}

static void
open_side(struct bench_inner *s, struct bench_side *d, const struct bench_base *base)
{
	size_t i;

	d->file.ptr = bench_base_bytes(base, &d->file.len);
	d->pkg = bench_open_pkg(s, d);
	d->n = eci_pkg_count(d->pkg);
	d->whole = calloc(d->n + 1, sizeof(*d->whole));
	d->room = calloc(d->n + 1, sizeof(*d->room));
	d->msgs = calloc(d->n + 1, sizeof(*d->msgs));
	if (d->whole == NULL || d->room == NULL || d->msgs == NULL)
		bench_die(NULL, "out of memory");
	bench_read_all(s, d, d->pkg, d->whole);
	for (i = 0; i < d->n; i++) {
		d->msgs[i].p = d->whole[i].ptr;
		d->msgs[i].n = d->whole[i].len;
	}
}

/* What signing added or replaced is put once more. */
static void
put_new(struct bench_inner *s)
{
	struct bench_side *plain = &s->side[0], *sealed = &s->side[1];
	size_t i, k;
	bool same;

	s->made = bench_open_pkg(s, plain);
	if ((s->twin = calloc(sealed->n + 1, sizeof(*s->twin))) == NULL)
		bench_die(NULL, "out of memory");
	for (i = 0; i < sealed->n; i++) {
		k = eci_pkg_find(plain->pkg, eci_pkg_name(sealed->pkg, i));
		bench_must(s, eci_pkg_same(s->ctx, sealed->pkg, i, plain->pkg, k, &same));
		s->twin[i] = same ? k : SIZE_MAX;
		if (!same)
			bench_must(s, eci_pkg_put(s->ctx, s->made, eci_pkg_name(sealed->pkg, i),
			    sealed->msgs[i].p, sealed->msgs[i].n));
	}
}

struct bench_inner *
bench_inner_new(const struct bench_work *k)
{
	struct bench_inner *s = calloc(1, sizeof(*s));

	if (s == NULL)
		bench_die(NULL, "out of memory");
	s->w = k->w;
	s->ctx = k->w->ctx;
	s->at = s->side;
	open_side(s, &s->side[0], k->plain);
	open_side(s, &s->side[1], k->sealed);
	s->signed_doc = bench_open_doc(s, &s->side[1]);
	put_new(s);
	bench_inner_sign(s);
	return s;
}

void
bench_inner_free(struct bench_inner *s)
{
	struct bench_side *d;
	size_t i;

	for (d = s->side; d < s->side + 2; d++) {
		for (i = 0; i < d->n; i++)
			eci_buf_free(&d->whole[i]);
		free(d->whole);
		free(d->room);
		free(d->msgs);
		eci_pkg_free(d->pkg);
	}
	ecert_doc_free(s->signed_doc);
	eci_pkg_free(s->made);
	eci_buf_free(&s->sig);
	free(s->twin);
	free(s);
}

void
bench_inner_set(struct bench_inner *s, int sealed)
{
	s->at = &s->side[sealed != 0];
}
