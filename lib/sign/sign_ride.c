/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_ride.c - cross-page seals: every page shows a slice at one edge.
 *
 * A slice is the whole seal as Boundary, so placed that the slice lies at the
 * edge and the rest outside of the page, with the slice as Clip (GB/T 33190-2016
 * 18.2.3, table 69).  In a stack with page 1 on top whose lower sheets are pulled
 * out at that edge, the slices make the seal: at the right edge page 1 has the
 * leftmost slice, at the left edge, where it comes last, the rightmost.
 *
 * Printed on both sides, one sheet has an odd page on its front and the next
 * even one on its back, and the edge away from the binding is the right one of the
 * front and the left one of the back.  Odd pages make one seal, to be seen from the
 * front, even pages another, to be seen when the stack is turned over; so each
 * side shows whole seals, also where the last sheet's back is empty.  Turning the
 * stack reverses left and right as well as the order of sheets: the slices of
 * even pages follow one another as those of odd pages do.
 */
#include "sign/sign_priv.h"

#include <stdlib.h>

/* Less is lost between printing and cutting. */
#define SLICE_MM 1.0

/* Pages first, first + step, ... that show a seal at edge. */
struct side {
	size_t  first, step, n;
	int32_t edge;
	bool    reversed;          /* the first page has the last slice */
};

/* A part of them with a seal of its own. */
struct group {
	size_t first, n;
};

static bool
is_upright(int32_t edge)
{
	return edge == ECERT_EDGE_LEFT || edge == ECERT_EDGE_RIGHT;
}

static int32_t
opposite(int32_t edge)
{
	switch (edge) {
	case ECERT_EDGE_LEFT:
		return ECERT_EDGE_RIGHT;
	case ECERT_EDGE_RIGHT:
		return ECERT_EDGE_LEFT;
	case ECERT_EDGE_TOP:
		return ECERT_EDGE_BOTTOM;
	default:
		return ECERT_EDGE_TOP;
	}
}

static const char *
edge_name(int32_t edge)
{
	return edge == ECERT_EDGE_LEFT ? "left" : edge == ECERT_EDGE_RIGHT ? "right" :
	    edge == ECERT_EDGE_TOP ? "top" : "bottom";
}

/* Where slice i of n begins.  Thousandths are what is written: rounded here, each
 * slice ends where the next begins. */
static double
cut(double length, size_t i, size_t n)
{
	return (double)(long long)(length * 1000 * (double)i / (double)n + 0.5) / 1000;
}

static ecert_err
too_large(ecert_ctx *ctx, const struct eci_stamps *s, int32_t edge, size_t page,
    const double size[2], double at)
{
	char sw[32], sh[32], pw[32], ph[32], pos[32];

	return eci_fail(ctx, ECERT_E_ARG, "the cross-page seal (%s x %s mm) at %s is not inside "
	    "the %s edge of page %zu (%s x %s mm)", eci_format_mm(s->width, sw),
	    eci_format_mm(s->height, sh), eci_format_mm(at, pos), edge_name(edge), page,
	    eci_format_mm(size[0], pw), eci_format_mm(size[1], ph));
}

/* Slice k of n on page. */
static ecert_err
add_slice(ecert_ctx *ctx, struct eci_stamps *s, int32_t edge, double offset, size_t page,
    size_t k, size_t n)
{
	bool up = is_upright(edge);
	int across = up ? 0 : 1, along = up ? 1 : 0;
	const double seal[2] = { s->width, s->height };
	double size[2], from = cut(seal[across], k, n), to = cut(seal[across], k + 1, n), at;
	double box[4] = { 0, 0, s->width, s->height }, clip[4] = { 0, 0, s->width, s->height };
	ecert_err e;

	if ((e = eci_stamps_size(ctx, s, page, size)) != ECERT_OK)
		return e;
	at = offset < 0 ? (size[along] - seal[along]) / 2 : offset;
	if (at < -ECI_TOLERANCE_MM || at + seal[along] > size[along] + ECI_TOLERANCE_MM ||
	    to - from > size[across] + ECI_TOLERANCE_MM)
		return too_large(ctx, s, edge, page, size, at);
	box[along] = at;
	box[across] = edge == ECERT_EDGE_RIGHT || edge == ECERT_EDGE_BOTTOM ?
	    size[across] - to : -from;
	clip[across] = from;
	clip[across + 2] = to - from;
	return eci_stamps_add_clip(ctx, s, page, box, clip);
}

static ecert_err
add_group(ecert_ctx *ctx, struct eci_stamps *s, const struct side *side,
    const struct group *g, double offset)
{
	size_t i, page;
	ecert_err e = ECERT_OK;

	for (i = 0; i < g->n && e == ECERT_OK; i++) {
		page = side->first + (g->first + i) * side->step;
		e = add_slice(ctx, s, side->edge, offset, page,
		    side->reversed ? g->n - 1 - i : i, g->n);
	}
	return e;
}

/*
 * As few seals as most slices each allow, cut as evenly as can be.  A page alone
 * would show a whole seal that crosses nothing: where most is 2 and pages are odd,
 * one seal has three slices.
 */
static ecert_err
add_side(ecert_ctx *ctx, struct eci_stamps *s, const struct side *side, size_t most,
    double offset)
{
	size_t groups = side->n / most + (side->n % most > 0), i;
	struct group g = { 0, 0 };
	ecert_err e = ECERT_OK;

	if (groups > side->n / 2)
		groups = side->n / 2;
	for (i = 0; i < groups && e == ECERT_OK; i++) {
		g.first += g.n;
		g.n = side->n / groups + (i < side->n % groups);
		e = add_group(ctx, s, side, &g, offset);
	}
	return e;
}

/* Pages one seal may be cut into: what was asked for, or what the seal is wide
 * enough for. */
static ecert_err
most_slices(ecert_ctx *ctx, const struct eci_stamps *s, const ecert_sign_opts *opts,
    int32_t edge, size_t *most)
{
	double length = is_upright(edge) ? s->width : s->height;
	char w[32], h[32];

	if (length < 2 * SLICE_MM)
		return eci_fail(ctx, ECERT_E_ARG, "the seal (%s x %s mm) is too small to be cut",
		    eci_format_mm(s->width, w), eci_format_mm(s->height, h));
	*most = opts->ride_pages;
	if ((double)*most > length / SLICE_MM)
		*most = (size_t)(length / SLICE_MM);
	return ECERT_OK;
}

ecert_err
eci_sign_ride(ecert_ctx *ctx, struct eci_stamps *s, const ecert_sign_opts *opts,
    const struct eci_ride *ride)
{
	bool reversed = ride->edge == ECERT_EDGE_LEFT || ride->edge == ECERT_EDGE_TOP;
	size_t pages = eci_ofd_page_n(s->doc), most = 0;
	struct side all = { 1, 1, pages, ride->edge, reversed };
	struct side odd = { 1, 2, pages - pages / 2, ride->edge, reversed };
	struct side even = { 2, 2, pages / 2, opposite(ride->edge), reversed };
	ecert_err e;

	if (pages < 2)
		return eci_fail(ctx, ECERT_E_STATE, "a cross-page seal needs two pages: the document "
		    "has %zu", pages);
	if (opts->two_sided && odd.n < 2)
		return eci_fail(ctx, ECERT_E_STATE, "printed on both sides a cross-page seal needs "
		    "two sheets, 3 pages: the document has %zu", pages);
	if ((e = most_slices(ctx, s, opts, ride->edge, &most)) != ECERT_OK)
		return e;
	if (!opts->two_sided)
		return add_side(ctx, s, &all, most, ride->offset);
	if ((e = add_side(ctx, s, &odd, most, ride->offset)) != ECERT_OK)
		return e;
	return add_side(ctx, s, &even, most, ride->offset);
}
