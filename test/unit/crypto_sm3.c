/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

/* Digests measured with OpenSSL 3.0.22; the first two messages are the samples of
 * GB/T 32905. */
static const char abc[] = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
static const char abcd16[] = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
static const char nothing[] = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";

static void
test_answers(ecert_ctx *ctx)
{
	char msg[65] = "";
	uint8_t d[32];
	char hex[65];
	int i;

	for (i = 0; i < 16; i++)
		strcat(msg, "abcd");
	unit_case("sm3 of abc");
	CHECK_OK(ctx, eci_sm3(ctx, "abc", 3, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, abc);
	unit_case("sm3 of abcd sixteen times");
	CHECK_OK(ctx, eci_sm3(ctx, msg, 64, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, abcd16);
	unit_case("sm3 of nothing");
	CHECK_OK(ctx, eci_sm3(ctx, NULL, 0, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, nothing);
	/* FIPS 180-4, and its examples of one block and of none. */
	unit_case("sha-256 of abc, and of nothing");
	CHECK_OK(ctx, eci_sha256(ctx, "abc", 3, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	CHECK_OK(ctx, eci_sha256(ctx, NULL, 0, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void
test_pieces(ecert_ctx *ctx)
{
	struct eci_sm3 *h;
	uint8_t d[32];
	char hex[65];

	unit_case("sm3 in pieces, and again from the start");
	CHECK_OK(ctx, eci_sm3_new(ctx, &h));
	CHECK_OK(ctx, eci_sm3_add(ctx, h, "a", 1));
	CHECK_OK(ctx, eci_sm3_add(ctx, h, NULL, 0));
	CHECK_OK(ctx, eci_sm3_add(ctx, h, "bc", 2));
	CHECK_OK(ctx, eci_sm3_end(ctx, h, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, abc);
	CHECK_OK(ctx, eci_sm3_end(ctx, h, d));
	eci_hex(d, 32, hex);
	CHECK_STR(hex, nothing);
	eci_sm3_free(h);
	eci_sm3_free(NULL);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_answers(ctx);
	test_pieces(ctx);
	unit_case("equal");
	CHECK(eci_equal("ab", "ab", 2) && !eci_equal("ab", "ac", 2) && eci_equal("a", "b", 0));
	return unit_end();
}
