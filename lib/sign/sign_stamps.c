/* SPDX-License-Identifier: Apache-2.0 */
/* sign_stamps.c - stamps as they come together (18.2.3, table 69). */
#include "sign/sign_priv.h"

#include <math.h>
#include <stdlib.h>

ecert_err
eci_stamps_size(ecert_ctx *ctx, struct eci_stamps *s, size_t page, double size[2])
{
	double *known;
	ecert_err e;

	if (s->sizes == NULL &&
	    (s->sizes = calloc(eci_ofd_page_n(s->doc) + 1, sizeof(*s->sizes))) == NULL)
		return eci_nomem(ctx);
	known = s->sizes[page];
	if (known[0] <= 0 &&
	    (e = ecert_doc_page_size(ctx, s->doc, page, &known[0], &known[1])) != ECERT_OK)
		return e;
	size[0] = known[0];
	size[1] = known[1];
	return ECERT_OK;
}

ecert_err
eci_stamps_add_clip(ecert_ctx *ctx, struct eci_stamps *s, size_t page, const double box[4],
    const double clip[4])
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_REFERENCES);
	struct eci_ofd_stamp *v;
	ecert_err e;
	int i;

	/* A verifier reads as many stamps as references. */
	if (s->n >= max)
		return eci_fail(ctx, ECERT_E_LIMIT, "the seal would stand on the pages more than "
		    "%llu times", (unsigned long long)max);
	if ((e = eci_grow(ctx, &s->v, s->n, &s->cap, sizeof(*s->v))) != ECERT_OK)
		return e;
	v = &s->v[s->n++];
	*v = (struct eci_ofd_stamp){ .page_id = eci_ofd_page(s->doc, page - 1)->id,
	    .boundary_ok = true, .has_clip = clip != NULL };
	for (i = 0; i < 4; i++) {
		v->boundary[i] = box[i];
		v->clip[i] = clip != NULL ? clip[i] : 0;
	}
	return ECERT_OK;
}

ecert_err
eci_stamps_add(ecert_ctx *ctx, struct eci_stamps *s, size_t page, double x, double y)
{
	const double box[4] = { x, y, s->width, s->height };
	char pw[32], ph[32], sw[32], sh[32], px[32], py[32];
	double size[2];
	ecert_err e;

	if ((e = eci_stamps_size(ctx, s, page, size)) != ECERT_OK)
		return e;
	if (x < -ECI_TOLERANCE_MM || y < -ECI_TOLERANCE_MM ||
	    x + s->width > size[0] + ECI_TOLERANCE_MM ||
	    y + s->height > size[1] + ECI_TOLERANCE_MM)
		return eci_fail(ctx, ECERT_E_ARG, "the seal (%s x %s mm) at %s,%s is not inside "
		    "page %zu (%s x %s mm)", eci_format_mm(s->width, sw),
		    eci_format_mm(s->height, sh), eci_format_mm(x, px), eci_format_mm(y, py), page,
		    eci_format_mm(size[0], pw), eci_format_mm(size[1], ph));
	return eci_stamps_add_clip(ctx, s, page, box, NULL);
}

/* By page, then from left to right, then from the top. */
static int
by_place(const void *a, const void *b)
{
	const struct eci_ofd_stamp *const *x = a, *const *y = b;
	const double *p = (*x)->boundary, *q = (*y)->boundary;

	if ((*x)->page_id != (*y)->page_id)
		return (*x)->page_id > (*y)->page_id ? 1 : -1;
	if (p[0] > q[0] || p[0] < q[0])
		return p[0] > q[0] ? 1 : -1;
	return (p[1] > q[1]) - (p[1] < q[1]);
}

/* v is sorted: what can be too close comes next. */
static const struct eci_ofd_stamp *
find_twice(const struct eci_ofd_stamp *const *v, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = i + 1; k < n && v[k]->page_id == v[i]->page_id &&
		    v[k]->boundary[0] - v[i]->boundary[0] <= ECI_TOLERANCE_MM; k++)
			if (fabs(v[k]->boundary[1] - v[i]->boundary[1]) <= ECI_TOLERANCE_MM)
				return v[i];
	return NULL;
}

/* One picture upon another looks like one: the second was meant for elsewhere. */
ecert_err
eci_stamps_check(ecert_ctx *ctx, const struct eci_stamps *s)
{
	const struct eci_ofd_stamp **v, *twice;
	char x[32], y[32];
	size_t i;

	if ((v = calloc(s->n + 1, sizeof(*v))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < s->n; i++)
		v[i] = &s->v[i];
	qsort(v, s->n, sizeof(*v), by_place);
	twice = find_twice(v, s->n);
	free(v);
	if (twice == NULL)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "the seal would stand twice at %s,%s of page %zu",
	    eci_format_mm(twice->boundary[0], x), eci_format_mm(twice->boundary[1], y),
	    eci_ofd_page_by_id(s->doc, twice->page_id) + 1);
}

void
eci_stamps_free(struct eci_stamps *s)
{
	free(s->sizes);
	free(s->v);
	*s = (struct eci_stamps){ 0 };
}
