/* SPDX-License-Identifier: Apache-2.0 */
/* base_time.c - UTC without the C library's time zones. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#define DAY 86400

/* Days since 1970-01-01 of the proleptic Gregorian calendar; years are counted
 * from March, so that the leap day is the last of a year. */
static int64_t
days_of(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int64_t
eci_time_of(const struct eci_civil *c)
{
	return days_of(c->year, c->month, c->day) * DAY + c->hour * 3600 + c->minute * 60 +
	    c->second;
}

void
eci_civil_of(int64_t t, struct eci_civil *out)
{
	int64_t days = (t >= 0 ? t : t - (DAY - 1)) / DAY, sec = t - days * DAY;
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	out->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	out->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	out->year = yoe + era * 400 + (out->month <= 2);
	out->hour = (int)(sec / 3600);
	out->minute = (int)(sec / 60 % 60);
	out->second = (int)(sec % 60);
}

bool
eci_civil_valid(const struct eci_civil *c)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = c->year % 4 == 0 && (c->year % 100 != 0 || c->year % 400 == 0);

	if (c->year < 0 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1)
		return false;
	if (c->day > days[c->month - 1] || (c->month == 2 && c->day == 29 && !leap))
		return false;
	return c->hour >= 0 && c->hour <= 23 && c->minute >= 0 && c->minute <= 59 &&
	    c->second >= 0 && c->second <= 59;
}

const char *
eci_time_iso(int64_t t, char buf[24])
{
	struct eci_civil c;

	if (t < INT64_C(-62167219200) || t > INT64_C(253402300799))
		return "?";
	eci_civil_of(t, &c);
	snprintf(buf, 24, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)c.year, c.month, c.day, c.hour,
	    c.minute, c.second);
	return buf;
}

bool
eci_digits(const char *s, size_t n, int *out)
{
	size_t i;

	*out = 0;
	for (i = 0; i < n; i++) {
		if (!eci_is_digit((unsigned char)s[i]))
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

bool
eci_time_parse(const char *s, int64_t *out)
{
	struct eci_civil c = { 0 };
	size_t n = strlen(s);
	int year;

	if ((n != 10 && n != 20) || s[4] != '-' || s[7] != '-' || !eci_digits(s, 4, &year) ||
	    !eci_digits(s + 5, 2, &c.month) || !eci_digits(s + 8, 2, &c.day))
		return false;
	c.year = year;
	if (n == 20 && (s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != 'Z' ||
	    !eci_digits(s + 11, 2, &c.hour) || !eci_digits(s + 14, 2, &c.minute) ||
	    !eci_digits(s + 17, 2, &c.second)))
		return false;
	if (!eci_civil_valid(&c))
		return false;
	*out = eci_time_of(&c);
	return true;
}
