/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_text_space.c - numbers, vectors and matrices of the spaces of objects (8.5). */
#include "ofd/ofd_text.h"

#include <math.h>
#include <string.h>

#define SPACE " \t\r\n"

/* ---- numbers ---- */

/* The exponent of "1.0E-4", bounded; false where it is none. */
static bool
scale_of(const char *s, double *scale)
{
	bool minus = *s == '-';
	uint64_t n;

	if (*s == '-' || *s == '+')
		s++;
	if (!eci_parse_uint(s, 30, &n))
		return false;
	for (*scale = 1; n > 0; n--)
		*scale *= minus ? 0.1 : 10;
	return true;
}

bool
eci_ofd_next_number(const char **s, double *v)
{
	char num[64], *e;
	double scale = 1;
	size_t n;

	*s += strspn(*s, SPACE);
	n = strcspn(*s, SPACE);
	if (n == 0 || n >= sizeof(num))
		return false;
	memcpy(num, *s, n);
	num[n] = '\0';
	if ((e = strpbrk(num, "eE")) != NULL) {
		*e = '\0';
		if (!scale_of(e + 1, &scale))
			return false;
	}
	if (!eci_parse_decimal(num, v))
		return false;
	*v *= scale;
	*s += n;
	return fabs(*v) <= ECI_OFD_FAR_MM;
}

bool
eci_ofd_numbers(const char *s, double *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!eci_ofd_next_number(&s, &v[i]))
			return false;
	return s[strspn(s, SPACE)] == '\0';
}

/* ---- vectors ---- */

void
eci_ofd_apply_vector(const double m[6], const double from[2], double to[2])
{
	double x = m[0] * from[0] + m[2] * from[1], y = m[1] * from[0] + m[3] * from[1];

	to[0] = x;
	to[1] = y;
}

void
eci_ofd_apply(const double m[6], const double from[2], double to[2])
{
	eci_ofd_apply_vector(m, from, to);
	to[0] += m[4];
	to[1] += m[5];
}

/* Newton's way: no libm for one root.  v > 0. */
static double
root(double v)
{
	double r = v > 1 ? v : 1;
	int i;

	for (i = 0; i < 64; i++)
		r = (r + v / r) / 2;
	return r;
}

bool
eci_ofd_normalise(double v[2])
{
	double square = v[0] * v[0] + v[1] * v[1], length;

	/* "not above", so that a NaN has none */
	if (!(square > 1e-18) || !(square < ECI_OFD_FAR_MM * ECI_OFD_FAR_MM))
		return false;
	length = root(square);
	v[0] /= length;
	v[1] /= length;
	return true;
}

/* ---- matrices ---- */

bool
eci_ofd_object_matrix(const char *boundary, const char *ctm, double m[6])
{
	static const double plain[6] = { 1, 0, 0, 1, 0, 0 };
	double box[4];

	memcpy(m, plain, sizeof(plain));
	if (boundary == NULL || !eci_ofd_numbers(boundary, box, 4) ||
	    (ctm != NULL && !eci_ofd_numbers(ctm, m, 6)))
		return false;
	m[4] += box[0];
	m[5] += box[1];
	return true;
}
