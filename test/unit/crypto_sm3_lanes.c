/* SPDX-License-Identifier: Apache-2.0 */
/* Every width this processor has gives the digests of OpenSSL, for every length and
 * however uneven the lanes are. */
#include <string.h>

#include "crypto/crypto_sm3_lanes.h"
#include "unit.h"

#define MAX 70000
#define MSGS 100

static uint8_t text[MAX + MSGS];
static uint8_t one_by_one[5000][ECI_SM3_LEN];

static bool
agree(ecert_ctx *ctx, const struct eci_sm3_engine *engine, struct eci_sm3_msg *v, size_t n)
{
	struct eci_sm3_msg *queue[MSGS];
	uint8_t digest[ECI_SM3_LEN];
	bool same = true;
	size_t i;

	for (i = 0; i < n; i++)
		queue[i] = &v[i];
	CHECK_OK(ctx, eci_sm3_side_by_side(ctx, engine, queue, n));
	for (i = 0; i < n; i++) {
		CHECK_OK(ctx, eci_sm3(ctx, v[i].p, v[i].n, digest));
		same &= memcmp(digest, v[i].digest, sizeof(digest)) == 0;
	}
	return same;
}

/* Lengths from to from + n - 1 at once, of the same text. */
static bool
lengths(ecert_ctx *ctx, const struct eci_sm3_engine *engine, size_t from, size_t n)
{
	struct eci_sm3_msg v[MSGS], *queue[MSGS];
	bool same = true;
	size_t i;

	for (i = 0; i < n; i++) {
		v[i] = (struct eci_sm3_msg){ text, from + i, { 0 } };
		queue[i] = &v[i];
	}
	CHECK_OK(ctx, eci_sm3_side_by_side(ctx, engine, queue, n));
	for (i = 0; i < n; i++)
		same &= memcmp(v[i].digest, one_by_one[from + i], ECI_SM3_LEN) == 0;
	return same;
}

static void
test_engine(ecert_ctx *ctx, const struct eci_sm3_engine *engine)
{
	struct eci_sm3_msg v[MSGS];
	bool same = true;
	uint32_t x = 7;
	size_t i, n;

	unit_case("%s: every length to 4096", engine->name);
	for (i = 0; i < 4097; i += 64)
		same &= lengths(ctx, engine, i, 64);
	CHECK(same);
	unit_case("%s: every number of messages", engine->name);
	for (same = true, n = 0; n < 60; n++)
		same &= lengths(ctx, engine, 300, n);
	CHECK(same);
	unit_case("%s: uneven lanes", engine->name);
	for (same = true, n = 1; n <= MSGS; n += 9) {
		for (i = 0; i < n; i++) {
			x = x * 1664525 + 1013904223;
			v[i] = (struct eci_sm3_msg){ text + i, (x >> 8) % (i % 5 == 0 ? MAX : 200), { 0 } };
		}
		same &= agree(ctx, engine, v, n);
	}
	CHECK(same);
	unit_case("%s: one long message among empty ones", engine->name);
	for (i = 0; i < 20; i++)
		v[i] = (struct eci_sm3_msg){ i == 7 ? text : NULL, i == 7 ? MAX : 0, { 0 } };
	CHECK(agree(ctx, engine, v, 20));
}

int
main(void)
{
	const struct eci_sm3_engine *engine;
	ecert_ctx *ctx = unit_ctx();
	uint32_t x = 1;
	size_t i;

	for (i = 0; i < sizeof(text); i++) {
		x = x * 1103515245 + 12345;
		text[i] = (uint8_t)(x >> 24);
	}
	for (i = 0; i < ECI_COUNT(one_by_one); i++)
		CHECK_OK(ctx, eci_sm3(ctx, text, i, one_by_one[i]));
	for (i = 0; (engine = eci_sm3_engine(i)) != NULL; i++)
		test_engine(ctx, engine);
	unit_case("those that the build asked for");
#if defined(ECI_NO_LANES)
	CHECK_INT(i, 0);
#elif defined(ECI_LANES)
	CHECK(i < 2);
	CHECK(i == 0 || strcmp(eci_sm3_engine(0)->name, ECI_LANES) == 0);
#else
	CHECK(i > 0);
#endif
	return unit_end();
}
