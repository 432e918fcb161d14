/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"

static const struct {
	const char *text, *hex;      /* hex NULL: refused */
} rows[] = {
	{ "dns:a.example", "8209612e6578616d706c65" },
	{ "dns:*.example", "82092a2e6578616d706c65" },
	{ "ip:10.0.0.1", "87040a000001" },
	{ "ip:::1", "871000000000000000000000000000000001" },
	{ "email:a@b.c", "8105614062" "2e63" },
	{ "uri:urn:x", "860575726e3a78" },
	{ "dns:", NULL }, { "dns:a..b", NULL }, { "dns:-a", NULL }, { "dns:a-", NULL },
	{ "dns:a b", NULL }, { "dns:*.*.a", NULL }, { "dns:\xc3\xa4", NULL }, { "dns:.", NULL },
	{ "ip:10.0.0", NULL }, { "ip:10.0.0.256", NULL }, { "ip:", NULL }, { "ip:1::2::3", NULL },
	{ "email:a", NULL }, { "email:@b", NULL }, { "email:a@", NULL }, { "email:a@*.b", NULL },
	{ "email:a@b@c", NULL }, { "uri:x", NULL }, { "uri::x", NULL }, { "uri:a:b c", NULL },
	{ "uri:a:b\n", NULL }, { "a.example", NULL }, { "DNS:a", NULL }, { "", NULL },
};

static void
test_rows(ecert_ctx *ctx)
{
	struct eci_buf der = { 0 }, text = { 0 };
	uint8_t want[64];
	struct eci_bytes rest;
	struct eci_der_val v;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("name %s", rows[i].text);
		der.len = text.len = 0;
		if (rows[i].hex == NULL) {
			CHECK_ERR(ctx, eci_alt_parse(ctx, rows[i].text, &der), ECERT_E_ARG);
			CHECK_INT(der.len, 0);
			continue;
		}
		CHECK_OK(ctx, eci_alt_parse(ctx, rows[i].text, &der));
		CHECK_MEM(der.ptr, der.len, want, unhex(rows[i].hex, want));
		rest = bytes(der.ptr, der.len);
		CHECK(eci_der_take(&rest, der.ptr[0], &v));
		CHECK_OK(ctx, eci_alt_show(ctx, &v, &text));
		CHECK_STR((char *)text.ptr, rows[i].text);
	}
	eci_buf_free(&der);
	eci_buf_free(&text);
}

static void
test_show(ecert_ctx *ctx)
{
	static const struct { uint8_t tag; const char *body; size_t n; const char *says; } v[] = {
		{ 0x82, "a\033b", 3, "dns:a\\x1bb" }, { 0x87, "abc", 3, "ip:?" },
		{ 0xa0, "", 0, "other:a0" }, { 0x82, "", 0, "dns:" },
	};
	struct eci_buf text = { 0 };
	struct eci_der_val val;
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("shown as %s", v[i].says);
		text.len = 0;
		val = (struct eci_der_val){ .tag = v[i].tag, .body = bytes(v[i].body, v[i].n) };
		CHECK_OK(ctx, eci_alt_show(ctx, &val, &text));
		CHECK_STR((char *)text.ptr, v[i].says);
	}
	eci_buf_free(&text);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_rows(ctx);
	test_show(ctx);
	return unit_end();
}
