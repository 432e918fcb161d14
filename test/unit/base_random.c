/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

int
main(void)
{
	static uint8_t a[1000], b[1000];
	ecert_ctx *ctx = unit_ctx();
	size_t i, bits = 0;

	unit_case("two draws differ");
	CHECK_OK(ctx, eci_random(ctx, a, sizeof(a)));
	CHECK_OK(ctx, eci_random(ctx, b, sizeof(b)));
	CHECK(memcmp(a, b, sizeof(a)) != 0);
	unit_case("every part is filled");
	for (i = 0; i + 16 <= sizeof(a); i += 16)
		CHECK(memcmp(a + i, b + i, 16) != 0);
	unit_case("half of the bits are set");
	for (i = 0; i < sizeof(a) * 8; i++)
		bits += a[i / 8] >> i % 8 & 1;
	/* Eight standard deviations of a fair coin. */
	CHECK(bits > 4000 - 360 && bits < 4000 + 360);
	unit_case("nothing is fine");
	CHECK_OK(ctx, eci_random(ctx, a, 0));
	return unit_end();
}
