/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"

static void
test_is_der(void)
{
	static const struct { const char *name, *hex; bool der; } rows[] = {
		{ "nothing", "", false }, { "one octet", "30", false },
		{ "short sequence", "3003020101", true }, { "length one too small", "3002020101", false },
		{ "length one too large", "3004020101", false }, { "long form", "3082010a", true },
		{ "indefinite", "3080", false }, { "set", "3103020101", false },
		{ "text beginning with 0", "30207375626a656374", false },
		{ "pem", "2d2d2d2d2d424547494e", false },
	};
	uint8_t p[40];
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("der or pem: %s", rows[i].name);
		n = unhex(rows[i].hex, p);
		CHECK_INT(eci_is_der(p, n), rows[i].der);
	}
}

static void
test_blocks(ecert_ctx *ctx)
{
	static const char text[] = "text\n-----BEGIN A-----\nAAEC\n-----END A-----\nmore\n"
	    "-----BEGIN B-----\n-----END B-----\n";
	static const char long_line[] = "-----BEGIN A-----\nX: y\n\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
	    "-----END A-----\n";
	struct eci_buf out = { 0 };
	struct eci_pem pem;
	uint8_t data[100];
	bool more;
	size_t n;

	unit_case("two blocks");
	CHECK_OK(ctx, eci_pem_open(ctx, (const uint8_t *)text, strlen(text), &pem));
	CHECK_OK(ctx, eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, "f", &pem, &more));
	CHECK(more);
	CHECK_STR(pem.name, "A");
	CHECK_MEM(pem.data, (size_t)pem.len, "\0\1\2", 3);
	eci_pem_close(&pem);
	unit_case("a block that does not end");
	CHECK_OK(ctx, eci_pem_open(ctx, (const uint8_t *)text, 30, &pem));
	CHECK_REASON(ctx, eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, "f", &pem, &more),
	    ECERT_R_CERT_MALFORMED);
	CHECK(!more);
	eci_pem_close(&pem);
	unit_case("a line that is too long, of which OpenSSL says nothing");
	CHECK_OK(ctx, eci_pem_open(ctx, (const uint8_t *)long_line, strlen(long_line), &pem));
	CHECK_REASON(ctx, eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, "f", &pem, &more),
	    ECERT_R_CERT_MALFORMED);
	CHECK(!more);
	eci_pem_close(&pem);
	unit_case("no block");
	CHECK_OK(ctx, eci_pem_open(ctx, (const uint8_t *)text, 4, &pem));
	CHECK_OK(ctx, eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, "f", &pem, &more));
	CHECK(!more);
	eci_pem_close(&pem);
	for (n = 0; n < sizeof(data); n++)
		data[n] = (uint8_t)n;
	for (n = 1; n <= sizeof(data); n += 33) {
		unit_case("written and read: %zu octets", n);
		out.len = 0;
		CHECK_OK(ctx, eci_pem_write(ctx, "X", bytes(data, n), &out));
		CHECK_OK(ctx, eci_pem_open(ctx, out.ptr, out.len, &pem));
		CHECK_OK(ctx, eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, "f", &pem, &more));
		CHECK(more);
		CHECK_MEM(pem.data, (size_t)pem.len, data, n);
		eci_pem_close(&pem);
	}
	eci_buf_free(&out);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_is_der();
	test_blocks(ctx);
	return unit_end();
}
