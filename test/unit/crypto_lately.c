/* SPDX-License-Identifier: Apache-2.0 */
/* What a context remembers of SM2 values, and that nothing else passes for them. */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"

static struct eci_sm2_triple
triple(unsigned n)
{
	struct eci_sm2_triple t = { { 4 }, { 0 }, { 0 } };

	t.raw[1] = (uint8_t)n;
	t.raw[2] = (uint8_t)(n >> 8);
	return t;
}

static void
test_keep(void)
{
	ecert_ctx *ctx = ecert_ctx_new(), *other = ecert_ctx_new();
	struct eci_sm2_triple t = triple(1), x;
	bool good = false;
	unsigned i;

	unit_case("nothing is known at first");
	CHECK(!eci_lately_sig(ctx, &t, &good));
	unit_case("what was kept is known, by this context alone");
	eci_lately_keep_sig(ctx, &t, true);
	CHECK(eci_lately_sig(ctx, &t, &good) && good);
	CHECK(!eci_lately_sig(other, &t, &good));
	unit_case("another key, digest or value is not");
	x = t;
	x.point[64] ^= 1;
	CHECK(!eci_lately_sig(ctx, &x, &good));
	x = t;
	x.e[31] ^= 1;
	CHECK(!eci_lately_sig(ctx, &x, &good));
	x = t;
	x.raw[63] ^= 1;
	CHECK(!eci_lately_sig(ctx, &x, &good));
	unit_case("what is used stays, what was used longest ago goes");
	for (i = 2; i < 1000; i++) {
		x = triple(i);
		eci_lately_keep_sig(ctx, &x, true);
		if (i == 3)
			continue;
		CHECK(eci_lately_sig(ctx, &t, &good));
	}
	CHECK(eci_lately_sig(ctx, &x, &good));
	x = triple(2);
	CHECK(!eci_lately_sig(ctx, &x, &good));
	unit_case("what was refused is refused, beside what was good");
	eci_lately_keep_sig(other, &x, false);
	eci_lately_keep_sig(other, &t, true);
	CHECK(eci_lately_sig(other, &x, &good) && !good);
	CHECK(eci_lately_sig(other, &t, &good) && good);
	unit_case("of two hundred none goes");
	for (i = 0; i < 200; i++) {
		x = triple(7);
		x.e[0] = (uint8_t)i;
		eci_lately_keep_sig(other, &x, i % 2 != 0);
	}
	for (i = 0; i < 200; i++) {
		x.e[0] = (uint8_t)i;
		CHECK(eci_lately_sig(other, &x, &good));
		CHECK_INT(good, i % 2 != 0);
	}
	ecert_ctx_free(ctx);
	ecert_ctx_free(other);
}

/* Through the front door: a good value, then the same with one bit changed. */
static void
test_verify(void)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct party p = issue(ctx, leaf("p"), NULL);
	struct eci_bytes msg = bytes("message", 7), other = bytes("massage", 7), der;
	uint8_t e[32], sig[80];
	size_t n = 0;
	bool good;
	int i;

	CHECK_OK(ctx, eci_sm2_digest(ctx, p.cert, msg, e));
	CHECK_OK(ctx, eci_key_sign_digest(ctx, p.key, e, sig, &n));
	der = bytes(sig, n);
	for (i = 0; i < 2; i++) {
		unit_case(i == 0 ? "a good value" : "and again");
		CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, msg, der, NULL, &good));
		CHECK(good);
		unit_case(i == 0 ? "for another message" : "still for another message");
		CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, other, der, NULL, &good));
		CHECK(!good);
	}
	for (i = 0; i < 2; i++) {
		unit_case(i == 0 ? "a bit of the value" : "and again");
		sig[n - 1] ^= 1 - i;
		CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, msg, der, NULL, &good));
		CHECK(!good);
	}
	unit_case("the value as it was");
	sig[n - 1] ^= 1;
	CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_SM2_SM3, msg, der, NULL, &good));
	CHECK(good);
	party_free(&p);
	ecert_ctx_free(ctx);
}

static void
test_digests(void)
{
	ecert_ctx *ctx = ecert_ctx_new();
	uint8_t z[ECI_SM3_LEN] = { 1 }, e[ECI_SM3_LEN], want[ECI_SM3_LEN] = { 9 };
	static uint8_t text[4000];
	struct eci_bytes msg = bytes(text, sizeof(text));
	int i;

	unit_case("a digest is found by z and all bytes of the message");
	CHECK(!eci_lately_e(ctx, z, msg, e));
	eci_lately_keep_e(ctx, z, msg, want);
	CHECK(eci_lately_e(ctx, z, msg, e));
	CHECK_MEM(e, sizeof(e), want, sizeof(want));
	z[31] ^= 1;
	CHECK(!eci_lately_e(ctx, z, msg, e));
	z[31] ^= 1;
	text[3999] ^= 1;
	CHECK(!eci_lately_e(ctx, z, msg, e));
	text[3999] ^= 1;
	CHECK(!eci_lately_e(ctx, z, bytes(text, sizeof(text) - 1), e));
	unit_case("short and very long ones are not kept");
	eci_lately_keep_e(ctx, z, bytes(text, 10), want);
	CHECK(!eci_lately_e(ctx, z, bytes(text, 10), e));
	CHECK(!eci_lately_e(ctx, z, bytes(NULL, 0), e));
	unit_case("others make it go");
	for (i = 1; i <= 8; i++) {
		text[0] = (uint8_t)i;
		eci_lately_keep_e(ctx, z, msg, want);
	}
	text[0] = 0;
	CHECK(!eci_lately_e(ctx, z, msg, e));
	unit_case("the digest is that of the message");
	text[0] = 77;
	for (i = 0; i < 2; i++) {
		CHECK_OK(ctx, eci_sm2_e(ctx, z, msg, e));
		if (i == 0)
			memcpy(want, e, sizeof(want));
		CHECK_MEM(e, sizeof(e), want, sizeof(want));
	}
	ecert_ctx_free(ctx);
}

static void
test_certs(void)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct party p = issue(ctx, leaf("p"), NULL), q;
	struct eci_bytes der = eci_cert_der(p.cert);
	struct eci_cert *a = NULL, *b = NULL;
	int i;

	unit_case("a certificate that was read is there again");
	CHECK_OK(ctx, eci_cert_load(ctx, "a", der.ptr, der.len, &a));
	CHECK_OK(ctx, eci_cert_load(ctx, "b", der.ptr, der.len, &b));
	CHECK(a == b);
	eci_cert_free(b);
	unit_case("not one of other bytes");
	q = issue(ctx, leaf("q"), NULL);
	CHECK(eci_lately_cert(ctx, eci_cert_der(q.cert).ptr, eci_cert_der(q.cert).len - 1) == NULL);
	CHECK_ERR(ctx, eci_cert_load(ctx, "cut", der.ptr, der.len - 1, &b), ECERT_E_CERT);
	unit_case("it outlives its context");
	for (i = 0; i < 20; i++)
		eci_lately_keep_cert(ctx, i % 2 ? q.cert : p.cert);
	ecert_ctx_free(ctx);
	CHECK(strstr(eci_cert_subject(a), "CN=p") != NULL);
	eci_cert_free(a);
	party_free(&p);
	party_free(&q);
}

int
main(void)
{
	test_keep();
	test_digests();
	test_certs();
	test_verify();
	return unit_end();
}
