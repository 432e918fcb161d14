/* SPDX-License-Identifier: Apache-2.0 */
/* ses_time.c - the forms in which times stand in seals and signatures. */
#include <string.h>

#include "ses/ses_priv.h"

ecert_err
eci_ses_time(struct eci_der *d, const char *field, uint8_t usual, struct eci_notes *notes,
    int64_t *out)
{
	uint8_t tag = eci_der_peek(d);
	ecert_err e;

	if (tag != ECI_DER_UTCTIME && tag != ECI_DER_GENTIME)
		tag = usual;
	if ((e = eci_der_time(d, tag, field, out)) != ECERT_OK || tag == usual)
		return e;
	return eci_note(d->ctx, notes, ECERT_R_SES_MALFORMED, true, d->where,
	    "%s: %s where %s belongs", field,
	    tag == ECI_DER_UTCTIME ? "UTCTime" : "GeneralizedTime",
	    usual == ECI_DER_UTCTIME ? "UTCTime" : "GeneralizedTime");
}

/* What is left of a text. */
struct text {
	const char *s;
	size_t      n;
};

static bool
take(struct text *t, char c)
{
	if (t->n == 0 || t->s[0] != c)
		return false;
	t->s++;
	t->n--;
	return true;
}

static bool
take_digits(struct text *t, size_t n, int *out)
{
	if (t->n < n || !eci_digits(t->s, n, out))
		return false;
	t->s += n;
	t->n -= n;
	return true;
}

/* YYYY-MM-DD?hh:mm:ss with "T" or a space, or YYYYMMDDhhmmss, or YYMMDDhhmmss. */
static bool
take_clock(struct text *t, struct eci_civil *c)
{
	int year = 0;
	bool dashes = t->n > 4 && t->s[4] == '-';
	bool brief = !dashes && t->n == 13 && t->s[12] == 'Z';

	if (!take_digits(t, brief ? 2 : 4, &year))
		return false;
	c->year = !brief ? year : year < 50 ? 2000 + year : 1900 + year;
	return (!dashes || take(t, '-')) && take_digits(t, 2, &c->month) &&
	    (!dashes || take(t, '-')) && take_digits(t, 2, &c->day) &&
	    (!dashes || take(t, 'T') || take(t, ' ')) && take_digits(t, 2, &c->hour) &&
	    (!dashes || take(t, ':')) && take_digits(t, 2, &c->minute) &&
	    (!dashes || take(t, ':')) && take_digits(t, 2, &c->second) &&
	    eci_civil_valid(c);
}

/* A fraction of a second is read over: nothing here is that precise. */
static bool
take_fraction(struct text *t)
{
	int digit;

	if (!take(t, '.'))
		return true;
	if (!take_digits(t, 1, &digit))
		return false;
	while (take_digits(t, 1, &digit))
		continue;
	return true;
}

/* "Z", "+08:00", "+0800", or nothing. */
static bool
take_zone(struct text *t, bool *local, int64_t *seconds)
{
	int sign = 0, hours = 0, minutes = 0;

	*seconds = 0;
	*local = t->n == 0;
	if (*local || take(t, 'Z'))
		return t->n == 0;
	if (take(t, '+'))
		sign = 1;
	else if (take(t, '-'))
		sign = -1;
	if (sign == 0 || !take_digits(t, 2, &hours))
		return false;
	(void)take(t, ':');
	if (!take_digits(t, 2, &minutes) || hours > 14 || minutes > 59 || t->n != 0)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool
eci_ses_time_text(struct eci_bytes b, bool *local, int64_t *out)
{
	struct text t = { (const char *)b.ptr, b.len };
	struct eci_civil c = { 0 };
	int64_t zone;

	if (!take_clock(&t, &c) || !take_fraction(&t) || !take_zone(&t, local, &zone))
		return false;
	*out = eci_time_of(&c) - zone;
	return true;
}

/* A DER time in the BIT STRING: the form the standard's words fit best. */
static ecert_err
read_inner_time(const struct eci_der *d, struct eci_bytes bits, struct eci_ses_sig *out)
{
	struct eci_der in = *d;
	uint8_t tag = bits.ptr[0];
	ecert_err e;

	in.ptr = bits.ptr;
	in.len = bits.len;
	out->time_form = tag == ECI_DER_UTCTIME ? ECI_SES_TIME_UTC : ECI_SES_TIME_GENERALIZED;
	if ((e = eci_ses_time(&in, "toSign.timeInfo", ECI_DER_UTCTIME, &out->notes,
	    &out->time)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "toSign.timeInfo");
}

static ecert_err
note_text(const struct eci_der *at, bool local, struct eci_ses_sig *out)
{
	out->time_form = local ? ECI_SES_TIME_TEXT_LOCAL : ECI_SES_TIME_TEXT_UTC;
	return eci_note(at->ctx, &out->notes, ECERT_R_SES_MALFORMED, true, at->where,
	    "toSign.timeInfo: text where a time stamp or UTCTime belongs%s",
	    local ? ", and it names no time zone" : "");
}

/*
 * GM/T 0031-2014 6.2: "a time stamp or UTCTIME" in a BIT STRING, without saying
 * how.  Met are text and DER; the first byte of DER is not a digit's, or its length
 * contradicts the text.
 */
ecert_err
eci_ses_time_v1(struct eci_der *d, struct eci_ses_sig *out)
{
	static const char field[] = "toSign.timeInfo";
	struct eci_der at = *d;
	struct eci_bytes bits;
	bool local = false;
	ecert_err e;

	if (eci_der_peek(d) == ECI_DER_UTCTIME || eci_der_peek(d) == ECI_DER_GENTIME) {
		out->time_form = eci_der_peek(d) == ECI_DER_UTCTIME ? ECI_SES_TIME_UTC :
		    ECI_SES_TIME_GENERALIZED;
		if ((e = eci_der_time(d, eci_der_peek(d), field, &out->time)) != ECERT_OK)
			return e;
		return eci_note(d->ctx, &out->notes, ECERT_R_SES_MALFORMED, true, d->where,
		    "%s: a time where a BIT STRING belongs", field);
	}
	if ((e = eci_der_bits(d, field, &bits)) != ECERT_OK)
		return e;
	if (bits.len == 0)
		return eci_der_bad(&at, field, "empty");
	if (eci_ses_time_text(bits, &local, &out->time))
		return note_text(&at, local, out);
	switch (bits.ptr[0]) {
	case ECI_DER_UTCTIME:
	case ECI_DER_GENTIME:
		return read_inner_time(&at, bits, out);
	case ECI_DER_SEQUENCE:
		out->time_form = ECI_SES_TIME_TOKEN;
		out->time_token = bits;
		return ECERT_OK;
	default:
		return eci_der_bad(&at, field, "no time that can be read");
	}
}
