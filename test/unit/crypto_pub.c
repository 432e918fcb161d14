/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_points(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("point"), NULL);
	struct eci_bytes der = eci_cert_der(p.cert);
	struct eci_cert *c = NULL;
	size_t i;

	unit_case("a point off the curve: loads, not usable");
	{
		struct eci_cert *q = NULL;
		uint8_t point[6] = { 0x03, 0x42, 0x00, 0x04 }, to[6];

		for (i = 0; i + 70 < der.len; i++)
			if (memcmp(der.ptr + i, point, 4) == 0)
				memcpy(point + 4, der.ptr + i + 4, 2);
		memcpy(to, point, 6);
		to[5] ^= 1;
		CHECK_OK(ctx, load_altered(ctx, &p, point, to, 6, &q));
		CHECK(eci_cert_is_sm2(q) && !eci_cert_key_ok(q));
		CHECK(!eci_key_matches(p.key, q));
		eci_cert_free(q);
		unit_case("a compressed point: not usable");
		memcpy(to, point, 6);
		to[3] = 2;
		CHECK_OK(ctx, load_altered(ctx, &p, point, to, 6, &q));
		CHECK(!eci_cert_key_ok(q));
		eci_cert_free(q);
	}
	unit_case("another curve: not sm2, not usable");
	CHECK_OK(ctx, load_altered(ctx, &p, "\x2a\x81\x1c\xcf\x55\x01\x82\x2d",
	    "\x2a\x86\x48\xce\x3d\x03\x01\x07", 8, &c));
	CHECK(!eci_cert_is_sm2(c) && !eci_cert_key_ok(c));
	eci_cert_free(c);
	party_free(&p);
}

static void
test_rsa(ecert_ctx *ctx)
{
	struct eci_certs l = { 0 };
	struct eci_buf b = { 0 };

	unit_case("rsa of 2048 bits is usable, and not sm2");
	b = vector("rsa-cert.pem");
	CHECK_OK(ctx, eci_certs_load(ctx, "rsa", b.ptr, b.len, &l));
	CHECK(!eci_cert_is_sm2(l.v[0]) && eci_cert_key_ok(l.v[0]));
	CHECK_INT(eci_cert_rsa_bits(l.v[0]), 2048);
	eci_certs_free(&l);
	eci_buf_free(&b);
	unit_case("rsa of 1024 bits is not usable");
	b = vector("bad-rsa1024-cert.pem");
	CHECK_OK(ctx, eci_certs_load(ctx, "rsa", b.ptr, b.len, &l));
	CHECK(!eci_cert_key_ok(l.v[0]));
	eci_certs_free(&l);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_points(ctx);
	test_rsa(ctx);
	return unit_end();
}
