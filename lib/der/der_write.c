/* SPDX-License-Identifier: Apache-2.0 */
/* der_write.c - values in DER, appended to a buffer. */
#include "der/der.h"

/* Identifier and length octets of a value with n octets of contents. */
static size_t
put_header(uint8_t out[2 + sizeof(size_t)], uint8_t tag, size_t n)
{
	size_t octets = 0, i;

	out[0] = tag;
	if (n < 0x80) {
		out[1] = (uint8_t)n;
		return 2;
	}
	for (i = n; i != 0; i >>= 8)
		octets++;
	out[1] = (uint8_t)(0x80 | octets);
	for (i = 0; i < octets; i++)
		out[2 + i] = (uint8_t)(n >> 8 * (octets - 1 - i));
	return 2 + octets;
}

ecert_err
eci_der_put(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const void *p, size_t n)
{
	uint8_t header[2 + sizeof(size_t)];
	size_t h, was = out->len;
	ecert_err e;

	if (n > UINT32_MAX - sizeof(header))
		return eci_fail(ctx, ECERT_E_ARG, "DER value of %zu bytes", n);
	h = put_header(header, tag, n);
	if ((e = eci_buf_add(ctx, out, header, h)) == ECERT_OK && n != 0 &&
	    (e = eci_buf_add(ctx, out, p, n)) != ECERT_OK) {
		out->len = was;
		out->ptr[was] = 0;
	}
	return e;
}

ecert_err
eci_der_put_buf(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const struct eci_buf *in)
{
	return eci_der_put(ctx, out, tag, in->ptr, in->len);
}

ecert_err
eci_der_put_int(ecert_ctx *ctx, struct eci_buf *out, int64_t v)
{
	uint64_t u = (uint64_t)v;
	uint8_t b[8];
	size_t i, skip = 0;

	for (i = 0; i < sizeof(b); i++)
		b[i] = (uint8_t)(u >> 8 * (sizeof(b) - 1 - i));
	while (skip < sizeof(b) - 1 &&
	    ((b[skip] == 0x00 && b[skip + 1] < 0x80) ||
	    (b[skip] == 0xff && b[skip + 1] >= 0x80)))
		skip++;
	return eci_der_put(ctx, out, ECI_DER_INTEGER, b + skip, sizeof(b) - skip);
}

ecert_err
eci_der_put_bits(ecert_ctx *ctx, struct eci_buf *out, const void *p, size_t n)
{
	struct eci_buf body = { 0 };
	uint8_t unused = 0;
	ecert_err e;

	if ((e = eci_buf_add(ctx, &body, &unused, 1)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &body, p, n)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_BIT_STRING, &body);
	eci_buf_free(&body);
	return e;
}

static void
put_digits(char *out, size_t n, int64_t v)
{
	while (n-- != 0) {
		out[n] = (char)('0' + v % 10);
		v /= 10;
	}
}

ecert_err
eci_der_put_time(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, int64_t t)
{
	size_t yd = tag == ECI_DER_UTCTIME ? 2 : 4;
	struct eci_civil c;
	char s[16];

	eci_civil_of(t, &c);
	if (yd == 2 ? c.year < 1950 || c.year > 2049 : c.year < 0 || c.year > 9999)
		return eci_fail(ctx, ECERT_E_ARG, "year %lld does not fit %s",
		    (long long)c.year, yd == 2 ? "UTCTime" : "GeneralizedTime");
	put_digits(s, yd, c.year);
	put_digits(s + yd, 2, c.month);
	put_digits(s + yd + 2, 2, c.day);
	put_digits(s + yd + 4, 2, c.hour);
	put_digits(s + yd + 6, 2, c.minute);
	put_digits(s + yd + 8, 2, c.second);
	s[yd + 10] = 'Z';
	return eci_der_put(ctx, out, tag, s, yd + 11);
}
