/* SPDX-License-Identifier: Apache-2.0 */
/*
 * code_path.c - a matrix of modules as outlines.  Outlines instead of one
 * rectangle per run: readers smooth the edges of each figure, which leaves
 * light seams between figures that touch.
 */
#include <math.h>
#include <stdlib.h>

#include "code/code.h"

#define QUIET 4             /* modules, ISO/IEC 18004 5.3.8 */
#define MAX_MM 10000.0

/* Directions in clockwise order, y downward. */
enum { RIGHT, DOWN, LEFT, UP };
static const int step_x[4] = { 1, 0, -1, 0 };
static const int step_y[4] = { 0, 1, 0, -1 };

static bool
is_dark(const struct eci_code *code, int x, int y)
{
	int w = (int)code->width;

	return x >= 0 && y >= 0 && x < w && y < w &&
	    code->dark[(size_t)y * code->width + (size_t)x] != 0;
}

/*
 * Where an outline with the dark side on its right goes on from the corner
 * x, y.  Right is tried first: two dark modules that touch at a corner only
 * get outlines of their own.
 */
static int
turn(const struct eci_code *code, int x, int y, int dir)
{
	/* The module ahead on the right, and ahead on the left, of a walker. */
	static const int ahead_right[4][2] = { { 0, 0 }, { -1, 0 }, { -1, -1 }, { 0, -1 } };
	static const int ahead_left[4][2] = { { 0, -1 }, { 0, 0 }, { -1, 0 }, { -1, -1 } };

	if (!is_dark(code, x + ahead_right[dir][0], y + ahead_right[dir][1]))
		return (dir + 1) % 4;
	if (is_dark(code, x + ahead_left[dir][0], y + ahead_left[dir][1]))
		return (dir + 3) % 4;
	return dir;
}

static ecert_err
add_point(ecert_ctx *ctx, struct eci_buf *out, char op, int x, int y, double module)
{
	char bx[32], by[32];

	return eci_buf_addf(ctx, out, "%s%c %s %s", out->len > 0 ? " " : "", op,
	    eci_format_mm((x + QUIET) * module, bx),
	    eci_format_mm((y + QUIET) * module, by));
}

/* The outline that runs along the top of module x, y; tops passed are marked. */
static ecert_err
add_outline(ecert_ctx *ctx, const struct eci_code *code, int x0, int y0,
    uint8_t *seen, double module, struct eci_buf *out)
{
	int x = x0, y = y0, dir = RIGHT, next;
	ecert_err e;

	if ((e = add_point(ctx, out, 'M', x, y, module)) != ECERT_OK)
		return e;
	for (;;) {
		if (dir == RIGHT)
			seen[(size_t)y * code->width + (size_t)x] = 1;
		x += step_x[dir];
		y += step_y[dir];
		next = turn(code, x, y, dir);
		if (x == x0 && y == y0 && next == RIGHT)
			return eci_buf_adds(ctx, out, " C");
		if (next != dir &&
		    (e = add_point(ctx, out, 'L', x, y, module)) != ECERT_OK)
			return e;
		dir = next;
	}
}

ecert_err
eci_code_path(ecert_ctx *ctx, const struct eci_code *code, double size,
    struct eci_buf *out)
{
	int x, y, w = (int)code->width;
	uint8_t *seen = NULL;
	struct eci_buf path = { 0 };
	ecert_err e = ECERT_OK;
	double module;

	if (!isfinite(size) || size <= 0 || size > MAX_MM)
		return eci_fail(ctx, ECERT_E_ARG, "code: size is not in 0..%g mm", MAX_MM);
	if (w < 1 || w > 1024)
		return eci_fail(ctx, ECERT_E_ARG, "code: %d modules", w);
	module = size / (w + 2 * QUIET);
	if ((seen = calloc((size_t)w, (size_t)w)) == NULL)
		return eci_nomem(ctx);
	for (y = 0; y < w && e == ECERT_OK; y++)
		for (x = 0; x < w && e == ECERT_OK; x++)
			if (is_dark(code, x, y) && !is_dark(code, x, y - 1) &&
			    !seen[(size_t)y * (size_t)w + (size_t)x])
				e = add_outline(ctx, code, x, y, seen, module, &path);
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, out, path.ptr, path.len);
	eci_buf_free(&path);
	free(seen);
	return e;
}
