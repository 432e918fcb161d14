/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_strict(ecert_ctx *ctx)
{
	struct eci_buf b = vector("cert.der");
	struct eci_cert *c;
	size_t n;

	unit_case("every cut of a certificate is refused");
	for (n = 0; n < b.len; n++)
		CHECK_REASON(ctx, eci_cert_load(ctx, "c", b.ptr, n, &c), ECERT_R_CERT_MALFORMED);
	unit_case("a trailing octet is refused");
	CHECK_OK(ctx, eci_buf_add(ctx, &b, "", 1));
	CHECK_REASON(ctx, eci_cert_load(ctx, "c", b.ptr, b.len, &c), ECERT_R_CERT_MALFORMED);
	CHECK(c == NULL);
	b.len--;
	unit_case("a certificate above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CERT_BYTES, b.len - 1));
	CHECK_ERR(ctx, eci_cert_load(ctx, "c", b.ptr, b.len, &c), ECERT_E_LIMIT);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CERT_BYTES, b.len));
	CHECK_OK(ctx, eci_cert_load(ctx, "c", b.ptr, b.len, &c));
	eci_cert_free(c);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CERT_BYTES, 65536));
	/* No flipped bit may crash; the sanitizers look on. */
	unit_case("every octet changed");
	for (n = 0; n < b.len; n++) {
		b.ptr[n] ^= 0x41;
		if (eci_cert_load(ctx, "c", b.ptr, b.len, &c) == ECERT_OK)
			eci_cert_free(c);
		b.ptr[n] ^= 0x41;
	}
	eci_buf_free(&b);
}

static void
test_flaws(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("aaaa,bbbb"), NULL);
	struct eci_bytes der = eci_cert_der(p.cert);
	struct eci_buf b = { 0 };
	struct eci_cert *c = NULL;
	size_t i;

	unit_case("version 1 with extensions");
	CHECK_REASON(ctx, load_altered(ctx, &p, "\xa0\x03\x02\x01\x02", "\xa0\x03\x02\x01\x00", 5,
	    &c), ECERT_R_CERT_MALFORMED);
	unit_case("algorithms inside and outside differ");
	CHECK_OK(ctx, eci_buf_add(ctx, &b, der.ptr, der.len));
	for (i = der.len - 100; i + 8 < der.len; i++)
		if (memcmp(b.ptr + i, "\x2a\x81\x1c\xcf\x55\x01\x83\x75", 8) == 0)
			b.ptr[i + 7] = 0x76;
	CHECK_REASON(ctx, eci_cert_load(ctx, "c", b.ptr, b.len, &c), ECERT_R_CERT_MALFORMED);
	eci_buf_free(&b);
	party_free(&p);
}

/* Certificates of real authorities, found in seals by trying each SEQUENCE. */
static void
test_corpus(ecert_ctx *ctx)
{
	static const char *const seals[] = { "seals/UserV1.esl", "seals/UserV4.esl", "seals/UserV5.esl" };
	struct eci_cert *c;
	size_t i, k, n, len, found;
	uint8_t *p;

	for (i = 0; i < ECI_COUNT(seals); i++) {
		unit_case("certificates of %s", seals[i]);
		if (!unit_corpus(seals[i], &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		for (k = found = 0; k + 4 < n; k++) {
			if (p[k] != 0x30 || p[k + 1] != 0x82)
				continue;
			len = 4 + ((size_t)p[k + 2] << 8 | p[k + 3]);
			if (len > n - k || eci_cert_load(ctx, "seal", p + k, len, &c) != ECERT_OK)
				continue;
			found++;
			CHECK(eci_cert_is_sm2(c) && eci_cert_key_ok(c));
			CHECK(eci_cert_subject(c)[0] != '\0');
			eci_cert_free(c);
		}
		CHECK(found > 0);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_strict(ctx);
	test_flaws(ctx);
	test_corpus(ctx);
	return unit_end();
}
