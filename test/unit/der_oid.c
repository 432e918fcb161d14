/* SPDX-License-Identifier: Apache-2.0 */
/* der_oid.c - dotted text and octets. */
#include "unit.h"

#include "der/der.h"

/* Octets from "openssl asn1parse -genstr OID:..." (3.0.22). */
static const struct {
	const char *text, *der;
	size_t      len;
} rows[] = {
	{ "1.2.156.10197.1.501", "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x75", 10 },
	{ "1.2.156.10197.1.401", "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x11", 10 },
	{ "1.2.156.10197.1.301", "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x82\x2d", 10 },
	{ "2.5.4.3", "\x06\x03\x55\x04\x03", 5 },
	{ "0.0", "\x06\x01\x00", 3 },
	{ "2.999", "\x06\x02\x88\x37", 4 },
	{ "1.39.0", "\x06\x02\x4f\x00", 4 },
};

static void
both_ways(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_bytes oid;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].text);
		b.len = 0;
		CHECK_OK(ctx, eci_der_put_oid(ctx, &b, rows[i].text));
		CHECK_MEM(b.ptr, b.len, rows[i].der, rows[i].len);
		oid.ptr = (const uint8_t *)rows[i].der + 2;
		oid.len = rows[i].len - 2;
		b.len = 0;
		CHECK_OK(ctx, eci_der_oid_text(ctx, &b, oid));
		CHECK_STR((const char *)b.ptr, rows[i].text);
	}
	eci_buf_free(&b);
}

static void
refused(void)
{
	static const char *const bad[] = { "", "1", "1.", ".1", "1..2", "3.1", "1.40", "0.40.1",
	    "1.2.", "1.2.x", "1.02", "1.2.-3", "1.2 .3", "1.2.99999999999999999999" };
	static const struct { const char *p; size_t n; } octets[] = {
		{ "", 0 }, { "\x80", 1 }, { "\x55\x84", 2 },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_bytes oid;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no oid: \"%s\"", bad[i]);
		CHECK_ERR(ctx, eci_der_put_oid(ctx, &b, bad[i]), ECERT_E_ARG);
		CHECK_INT(b.len, 0);
	}
	for (i = 0; i < ECI_COUNT(octets); i++) {
		unit_case("no oid: octets %zu", i);
		oid.ptr = (const uint8_t *)octets[i].p;
		oid.len = octets[i].n;
		CHECK_ERR(ctx, eci_der_oid_text(ctx, &b, oid), ECERT_E_ARG);
		CHECK_INT(b.len, 0);
	}
	eci_buf_free(&b);
}

static void
large(void)
{
	/* 2.25.(2^70): an arc that 64 bits do not hold */
	static const uint8_t p[] = { 0x69, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	    0x80, 0x80, 0x00, 0x05 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_bytes oid = { p, sizeof(p) };
	struct eci_buf b = { 0 };

	unit_case("an arc above 64 bits");
	CHECK_OK(ctx, eci_der_oid_text(ctx, &b, oid));
	CHECK_STR((const char *)b.ptr, "2.25.?.5");
	eci_buf_free(&b);
}

int
main(void)
{
	both_ways();
	refused();
	large();
	return unit_end();
}
