/* SPDX-License-Identifier: Apache-2.0 */
/* Many digests at once are those made one by one. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "unit.h"

#define MAX 70000

static uint8_t text[MAX + 400];

static bool
agree(ecert_ctx *ctx, struct eci_sm3_msg *v, size_t n)
{
	uint8_t digest[ECI_SM3_LEN];
	bool same = true;
	size_t i;

	CHECK_OK(ctx, eci_sm3_many(ctx, v, n));
	for (i = 0; i < n; i++) {
		CHECK_OK(ctx, eci_sm3(ctx, v[i].p, v[i].n, digest));
		same &= memcmp(digest, v[i].digest, sizeof(digest)) == 0;
	}
	return same;
}

/* Each length where padding changes, in lanes with others of about that length. */
static void
test_lengths(ecert_ctx *ctx)
{
	struct eci_sm3_msg v[40];
	size_t from, i, n;

	for (n = 1; n <= 40; n = n * 2 + 1) {
		bool same = true;

		unit_case("lengths 0 to 299");
		for (from = 0; from < 300; from++) {
			for (i = 0; i < n; i++)
				v[i] = (struct eci_sm3_msg){ text + i, from + i, { 0 } };
			same &= agree(ctx, v, n);
		}
		CHECK(same);
	}
}

static void
test_mixed(ecert_ctx *ctx)
{
	struct eci_sm3_msg v[100];
	uint32_t x = 1;
	size_t i, round;
	bool same = true;

	unit_case("lengths of all sizes");
	for (round = 0; round < 30; round++) {
		for (i = 0; i < ECI_COUNT(v); i++) {
			x = x * 1664525 + 1013904223;
			v[i] = (struct eci_sm3_msg){ text + i, (x >> 8) % (i % 3 == 0 ? MAX : 5000),
			    { 0 } };
		}
		same &= agree(ctx, v, 1 + round * 3);
	}
	CHECK(same);
	unit_case("one long message among short ones");
	for (i = 0; i < 20; i++)
		v[i] = (struct eci_sm3_msg){ text + i, i == 7 ? MAX : 10 * i, { 0 } };
	CHECK(agree(ctx, v, 20));
	unit_case("none, and empty ones");
	CHECK_OK(ctx, eci_sm3_many(ctx, v, 0));
	for (i = 0; i < 20; i++)
		v[i] = (struct eci_sm3_msg){ NULL, 0, { 0 } };
	CHECK(agree(ctx, v, 20));
}

/* GB/T 32905-2016 A.1 and A.2. */
static void
test_known(ecert_ctx *ctx)
{
	static const uint8_t abc[] = { 0x66, 0xc7, 0xf0, 0xf4, 0x62, 0xee, 0xed, 0xd9, 0xd1, 0xf2,
	    0xd4, 0x6b, 0xdc, 0x10, 0xe4, 0xe2, 0x41, 0x67, 0xc4, 0x87, 0x5c, 0xf2, 0xf7, 0xa2,
	    0x29, 0x7d, 0xa0, 0x2b, 0x8f, 0x4b, 0xa8, 0xe0 };
	static const uint8_t abcd[] = { 0xde, 0xbe, 0x9f, 0xf9, 0x22, 0x75, 0xb8, 0xa1, 0x38, 0x60,
	    0x48, 0x89, 0xc1, 0x8e, 0x5a, 0x4d, 0x6f, 0xdb, 0x70, 0xe5, 0x38, 0x7e, 0x57, 0x65,
	    0x29, 0x3d, 0xcb, 0xa3, 0x9c, 0x0c, 0x57, 0x32 };
	const uint8_t *long_one = (const uint8_t *)"abcdabcdabcdabcdabcdabcdabcdabcd"
	    "abcdabcdabcdabcdabcdabcdabcdabcd";
	struct eci_sm3_msg v[24];
	size_t i;

	for (i = 0; i < 24; i++)
		v[i] = (struct eci_sm3_msg){ i % 2 ? long_one : (const uint8_t *)"abc",
		    i % 2 ? 64 : 3, { 0 } };
	unit_case("the standard's examples in every lane");
	CHECK_OK(ctx, eci_sm3_many(ctx, v, 24));
	for (i = 0; i < 24; i++)
		CHECK_MEM(v[i].digest, 32, i % 2 ? abcd : abc, 32);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)(i * 7 + (i >> 8));
	test_known(ctx);
	test_lengths(ctx);
	test_mixed(ctx);
	return unit_end();
}
