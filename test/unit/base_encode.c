/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

/* RFC 4648, section 10. */
static const struct { const char *plain, *coded; } known[] = {
	{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
};

static const struct { const char *name, *text; } malformed[] = {
	{ "one letter", "Z" }, { "two letters without padding", "Zg" },
	{ "one padding sign", "Zg=" }, { "foreign letter", "Zm9-" },
	{ "text after the end", "Zg==Zg==" }, { "padding first", "=Zg=" },
	{ "padding inside", "Z=g=" }, { "unused bits set", "Zh==" },
	{ "unused bits set in the third", "Zm9=" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	uint8_t out[64];
	char hex[9];
	size_t i, n;

	for (i = 0; i < ECI_COUNT(known); i++) {
		unit_case("base64 of \"%s\"", known[i].plain);
		b.len = 0;
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, ""));
		CHECK_OK(ctx, eci_base64_add(ctx, &b, (const uint8_t *)known[i].plain,
		    strlen(known[i].plain)));
		CHECK_STR((char *)b.ptr, known[i].coded);
		CHECK(eci_base64_decode(known[i].coded, strlen(known[i].coded), out, sizeof(out), &n));
		CHECK_MEM(out, n, known[i].plain, strlen(known[i].plain));
	}
	for (i = 0; i < ECI_COUNT(malformed); i++) {
		unit_case("base64 refuses: %s", malformed[i].name);
		CHECK(!eci_base64_decode(malformed[i].text, strlen(malformed[i].text), out,
		    sizeof(out), &n));
	}
	unit_case("white space is skipped");
	CHECK(eci_base64_decode(" Zm9v\r\n\tYmFy ", 13, out, sizeof(out), &n));
	CHECK_MEM(out, n, "foobar", 6);
	unit_case("no room is refused");
	CHECK(!eci_base64_decode("Zm9v", 4, out, 2, &n));
	CHECK(eci_base64_decode("Zm9v", 4, out, 3, &n));
	unit_case("hex is lower case");
	eci_hex((const uint8_t *)"\x00\x1f\xab\xff", 4, hex);
	CHECK_STR(hex, "001fabff");
	eci_buf_free(&b);
	return unit_end();
}
