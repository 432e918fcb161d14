/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers, vectors and matrices of the spaces of objects. */
#include <math.h>

#include "ofd/ofd_text.h"
#include "unit.h"

static void
numbers(void)
{
	static const struct { const char *s; size_t n; bool ok; double v[3]; } rows[] = {
		{ "1", 1, true, { 1 } }, { " 1.5\t-2\n+3 ", 3, true, { 1.5, -2, 3 } },
		{ "1.0E-4", 1, true, { 0.0001 } }, { "2e3", 1, true, { 2000 } },
		{ "2e+3", 1, true, { 2000 } }, { "-1.25E1 0 0", 3, true, { -12.5, 0, 0 } },
		{ "", 1, false, { 0 } }, { "1", 2, false, { 0 } }, { "1 2", 1, false, { 0 } },
		{ "1,2", 1, false, { 0 } }, { "NaN", 1, false, { 0 } }, { "inf", 1, false, { 0 } },
		{ "1e", 1, false, { 0 } }, { "e1", 1, false, { 0 } }, { "1e999", 1, false, { 0 } },
		{ "1e30", 1, false, { 0 } }, { "1e1e1", 1, false, { 0 } }, { "0x10", 1, false, { 0 } },
		{ "10000001", 1, false, { 0 } },
		{ "0.0000000000000000000000000000000000000000000000000000000000001", 1, true, { 0 } },
		{ "0.00000000000000000000000000000000000000000000000000000000000001", 1, false, { 0 } },
	};
	double v[3];
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("numbers: \"%s\"", rows[i].s);
		CHECK_INT(eci_ofd_numbers(rows[i].s, v, rows[i].n), rows[i].ok);
		for (k = 0; rows[i].ok && k < rows[i].n; k++)
			CHECK(fabs(v[k] - rows[i].v[k]) < 1e-12);
	}
}

static void
vectors(void)
{
	static const double lengths[] = { 1e-6, 0.001, 0.5, 1, 2, 3.175, 1000, 1e6 };
	double v[2];
	size_t i;

	for (i = 0; i < ECI_COUNT(lengths); i++) {
		unit_case("vector of length %g", lengths[i]);
		v[0] = 0.6 * lengths[i];
		v[1] = -0.8 * lengths[i];
		CHECK(eci_ofd_normalise(v));
		CHECK(fabs(v[0] - 0.6) < 1e-9 && fabs(v[1] + 0.8) < 1e-9);
	}
	unit_case("vectors without a way");
	CHECK(!eci_ofd_normalise((double[2]){ 0, 0 }));
	CHECK(!eci_ofd_normalise((double[2]){ 1e-10, 0 }));
	CHECK(!eci_ofd_normalise((double[2]){ 1e8, 0 }));
	CHECK(!eci_ofd_normalise((double[2]){ NAN, 1 }));
	CHECK(!eci_ofd_normalise((double[2]){ INFINITY, 1 }));
}

static void
matrices(void)
{
	double m[6];

	unit_case("matrices");
	CHECK(!eci_ofd_object_matrix(NULL, NULL, m));
	CHECK(!eci_ofd_object_matrix("1 2 3", NULL, m));
	CHECK(!eci_ofd_object_matrix("1 2 3 4", "1", m));
	CHECK(!eci_ofd_object_matrix("1 2 3 4", "", m));
	CHECK(eci_ofd_object_matrix("1 2 3 4", "1 2 3 4 5 6", m));
	CHECK_MEM(m, sizeof(m), ((double[6]){ 1, 2, 3, 4, 6, 8 }), 48);
}

static void
points(void)
{
	const double m[6] = { 2, 1, -1, 3, 10, 20 }, from[2] = { 4, 5 };
	double to[2];

	unit_case("points and vectors");
	eci_ofd_apply(m, from, to);
	CHECK(to[0] == 13 && to[1] == 39);
	eci_ofd_apply_vector(m, from, to);
	CHECK(to[0] == 3 && to[1] == 19);
	unit_case("a point onto itself");
	to[0] = from[0];
	to[1] = from[1];
	eci_ofd_apply(m, to, to);
	CHECK(to[0] == 13 && to[1] == 39);
}

int
main(void)
{
	numbers();
	vectors();
	matrices();
	points();
	return unit_end();
}
