/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_time.c - genTime: "YYYYMMDDhhmmss[.f]Z" (RFC 3161 2.4.2), in the one form DER
 * has: UTC, and no zero at the end of a fraction. */
#include "tsp/tsp_priv.h"

#define WHOLE 14        /* digits of a time without fraction */
#define FRACTION_MAX 9  /* nanoseconds: no clock says more */

static bool
read_whole(const char *s, int64_t *out)
{
	struct eci_civil c = { 0 };
	int year = 0;

	if (!eci_digits(s, 4, &year) || !eci_digits(s + 4, 2, &c.month) ||
	    !eci_digits(s + 6, 2, &c.day) || !eci_digits(s + 8, 2, &c.hour) ||
	    !eci_digits(s + 10, 2, &c.minute) || !eci_digits(s + 12, 2, &c.second))
		return false;
	c.year = year;
	if (!eci_civil_valid(&c))
		return false;
	*out = eci_time_of(&c);
	return true;
}

/* n digits, of which the first six are microseconds. */
static bool
read_fraction(const char *s, size_t n, uint32_t *micros)
{
	uint32_t v = 0;
	size_t i;

	if (n == 0 || n > FRACTION_MAX || s[n - 1] == '0')
		return false;
	for (i = 0; i < n; i++)
		if (!eci_is_digit((unsigned char)s[i]))
			return false;
	for (i = 0; i < 6; i++)
		v = v * 10 + (i < n ? (uint32_t)(s[i] - '0') : 0);
	*micros = v;
	return true;
}

ecert_err
eci_tsp_time(struct eci_der *d, const char *field, int64_t *time, uint32_t *micros)
{
	struct eci_der at = *d;
	struct eci_der_val v;
	const char *s;
	ecert_err e;
	size_t n;

	*time = 0;
	*micros = 0;
	if ((e = eci_der_get(d, ECI_DER_GENTIME, field, &v)) != ECERT_OK)
		return e;
	s = (const char *)v.body.ptr;
	n = v.body.len;
	if (n < WHOLE + 1 || s[n - 1] != 'Z' || !read_whole(s, time) ||
	    (n > WHOLE + 1 && (s[WHOLE] != '.' ||
	    !read_fraction(s + WHOLE + 1, n - WHOLE - 2, micros))))
		return eci_der_bad(&at, field, "not a time of the form YYYYMMDDhhmmss[.f]Z");
	return ECERT_OK;
}
