/* SPDX-License-Identifier: Apache-2.0 */
/* der_write.c - what is written is the one DER form, and reads back. */
#include "unit.h"

#include "der/der.h"

#define R ECERT_R_SES_MALFORMED

static void
lengths(void)
{
	static const struct { size_t n, header; } rows[] = {
		{ 0, 2 }, { 127, 2 }, { 128, 3 }, { 255, 3 }, { 256, 4 }, { 65535, 4 },
		{ 65536, 5 },
	};
	static uint8_t zeros[65536];
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_der_val v;
	struct eci_der d;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("length %zu", rows[i].n);
		b.len = 0;
		CHECK_OK(ctx, eci_der_put(ctx, &b, ECI_DER_OCTET_STRING, zeros, rows[i].n));
		CHECK_INT(b.len, rows[i].header + rows[i].n);
		d = eci_der(ctx, "f", R, b.ptr, b.len);
		CHECK_OK(ctx, eci_der_get(&d, ECI_DER_OCTET_STRING, "v", &v));
		CHECK_INT(v.body.len, rows[i].n);
		CHECK(eci_der_end(&d));
	}
	unit_case("empty contents without an address");
	b.len = 0;
	CHECK_OK(ctx, eci_der_put(ctx, &b, ECI_DER_SEQUENCE, NULL, 0));
	CHECK_MEM(b.ptr, b.len, "\x30\x00", 2);
	unit_case("contents above 4 GiB");
	b.len = 0;
	CHECK_ERR(ctx, eci_der_put(ctx, &b, ECI_DER_SEQUENCE, zeros, SIZE_MAX), ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&b);
}

static void
integers(void)
{
	static const int64_t rows[] = { 0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768,
	    -32768, -32769, INT64_MAX, INT64_MIN };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_der d;
	int64_t v;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("integer %lld", (long long)rows[i]);
		b.len = 0;
		CHECK_OK(ctx, eci_der_put_int(ctx, &b, rows[i]));
		CHECK_OK(ctx, eci_der_check(ctx, "f", R, b.ptr, b.len));
		d = eci_der(ctx, "f", R, b.ptr, b.len);
		CHECK_OK(ctx, eci_der_int(&d, "v", &v));
		CHECK_INT(v, rows[i]);
	}
	eci_buf_free(&b);
}

static void
bits_and_times(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };

	unit_case("bit string");
	CHECK_OK(ctx, eci_der_put_bits(ctx, &b, "\x55\xaa", 2));
	CHECK_MEM(b.ptr, b.len, "\x03\x03\x00\x55\xaa", 5);
	unit_case("utc time has no 2050");
	b.len = 0;
	CHECK_ERR(ctx, eci_der_put_time(ctx, &b, ECI_DER_UTCTIME, 2524608000), ECERT_E_ARG);
	unit_case("utc time has no 1949");
	CHECK_ERR(ctx, eci_der_put_time(ctx, &b, ECI_DER_UTCTIME, -631152001), ECERT_E_ARG);
	unit_case("generalized time has no 10000");
	CHECK_ERR(ctx, eci_der_put_time(ctx, &b, ECI_DER_GENTIME, 253402300800), ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&b);
}

int
main(void)
{
	lengths();
	integers();
	bits_and_times();
	return unit_end();
}
