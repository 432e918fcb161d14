/* SPDX-License-Identifier: Apache-2.0 */
/* Outlines are checked by filling them again, after both rules of 9.1. */
#include <math.h>
#include <stdlib.h>

#include "code/code.h"
#include "unit.h"

#define MAX_POINTS 40000

struct outline { double x[MAX_POINTS], y[MAX_POINTS]; int last[MAX_POINTS]; size_t n; };

/* "M x y L x y ... C", repeated.  False for anything else. */
static int
read_path(char *s, struct outline *o)
{
	char *save = NULL, *op = strtok_r(s, " ", &save), *x, *y;
	int open = 0;

	for (o->n = 0; op != NULL; op = strtok_r(NULL, " ", &save)) {
		if (strcmp(op, "C") == 0) {
			if (!open)
				return 0;
			o->last[o->n - 1] = 1;
			open = 0;
			continue;
		}
		x = strtok_r(NULL, " ", &save);
		y = strtok_r(NULL, " ", &save);
		if (x == NULL || y == NULL || o->n == MAX_POINTS ||
		    strcmp(op, open ? "L" : "M") != 0 ||
		    !eci_parse_decimal(x, &o->x[o->n]) || !eci_parse_decimal(y, &o->y[o->n]))
			return 0;
		o->last[o->n++] = 0;
		open = 1;
	}
	return !open;
}

/* Crossings to the right of the point: their number, and their sum by direction. */
static void
crossings(const struct outline *o, double px, double py, int *count, int *winding)
{
	size_t i, first = 0, next;

	*count = *winding = 0;
	for (i = 0; i < o->n; i++) {
		next = o->last[i] ? first : i + 1;
		if (o->last[i])
			first = i + 1;
		if (o->x[i] != o->x[next] || o->x[i] <= px)
			continue;
		if (o->y[i] <= py && py < o->y[next]) {
			++*count;
			++*winding;
		} else if (o->y[next] <= py && py < o->y[i]) {
			++*count;
			--*winding;
		}
	}
}

static void
check_fill(ecert_ctx *ctx, const struct eci_code *c, double size)
{
	static struct outline o;
	struct eci_buf b = { 0 };
	unsigned x, y;
	int bad = 0, count, winding, want;
	double m = size / (c->width + 8);

	CHECK_OK(ctx, eci_code_path(ctx, c, size, &b));
	CHECK(read_path((char *)b.ptr, &o));
	for (y = 0; y < c->width + 8; y++)
		for (x = 0; x < c->width + 8; x++) {
			want = x >= 4 && y >= 4 && x < c->width + 4 && y < c->width + 4 &&
			    c->dark[(y - 4) * c->width + x - 4];
			crossings(&o, (x + 0.5) * m, (y + 0.5) * m, &count, &winding);
			bad += count % 2 != want || (winding != 0) != want;
		}
	CHECK_INT(bad, 0);
	eci_buf_free(&b);
}

static void
shape(ecert_ctx *ctx, const char *name, unsigned width, const char *rows, const char *want)
{
	struct eci_code c = { width, malloc((size_t)width * width) };
	struct eci_buf b = { 0 };
	unsigned i;

	unit_case("%s", name);
	for (i = 0; i < width * width; i++)
		c.dark[i] = rows[i] == '#';
	CHECK_OK(ctx, eci_code_path(ctx, &c, width + 8, &b));
	CHECK_STR((const char *)b.ptr, want);
	eci_buf_free(&b);
	check_fill(ctx, &c, width + 8);
	eci_code_free(&c);
}

static void
symbols(ecert_ctx *ctx)
{
	static const char *const texts[] = { "A", "1.2.156.99999.1\u20227\u2022X",
	    "a text that needs a larger symbol than the others do, to be drawn in small modules" };
	static const double sizes[] = { 25, 25.4, 100 };
	struct eci_code c;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(texts); i++)
		for (k = 0; k < ECI_COUNT(sizes); k++) {
			unit_case("symbol %zu at %g mm", i, sizes[k]);
			CHECK_OK(ctx, eci_code_qr(ctx, texts[i], &c));
			check_fill(ctx, &c, sizes[k]);
			eci_code_free(&c);
		}
}

static void
refusals(ecert_ctx *ctx)
{
	static const double bad[] = { 0, -1, 10001, NAN, INFINITY };
	uint8_t one = 1;
	struct eci_code c = { 1, &one };
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("size %g", bad[i]);
		CHECK_ERR(ctx, eci_code_path(ctx, &c, bad[i], &b), ECERT_E_ARG);
		CHECK_INT(b.len, 0);
	}
	unit_case("no modules");
	c.width = 0;
	CHECK_ERR(ctx, eci_code_path(ctx, &c, 25, &b), ECERT_E_ARG);
	unit_case("appends to what is there");
	c.width = 1;
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "x"));
	CHECK_OK(ctx, eci_code_path(ctx, &c, 9, &b));
	CHECK_STR((const char *)b.ptr, "xM 4 4 L 5 4 L 5 5 L 4 5 C");
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	shape(ctx, "one module", 1, "#", "M 4 4 L 5 4 L 5 5 L 4 5 C");
	shape(ctx, "a run is one outline", 2, "##..", "M 4 4 L 6 4 L 6 5 L 4 5 C");
	shape(ctx, "rows are merged", 2, "####", "M 4 4 L 6 4 L 6 6 L 4 6 C");
	shape(ctx, "touching corners stay apart", 2, "#..#",
	    "M 4 4 L 5 4 L 5 5 L 4 5 C M 5 5 L 6 5 L 6 6 L 5 6 C");
	shape(ctx, "a hole runs the other way", 3, "####.####",
	    "M 4 4 L 7 4 L 7 7 L 4 7 C M 5 6 L 6 6 L 6 5 L 5 5 C");
	symbols(ctx);
	refusals(ctx);
	return unit_end();
}
