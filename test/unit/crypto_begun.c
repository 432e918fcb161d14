/* SPDX-License-Identifier: Apache-2.0 */
/* Digests of messages that begin alike are the same as if they had been begun anew. */
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "crypto/crypto_priv.h"
#include "unit.h"

static uint8_t text[16384];

/* SM3(z || msg) by OpenSSL alone. */
static void
plain(const uint8_t *z, const uint8_t *p, size_t n, uint8_t out[ECI_SM3_LEN])
{
	uint8_t *all = malloc(ECI_SM3_LEN + n + 1);

	if (all == NULL)
		abort();
	memcpy(all, z, ECI_SM3_LEN);
	memcpy(all + ECI_SM3_LEN, p, n);
	CHECK_INT(EVP_Digest(all, ECI_SM3_LEN + n, out, NULL, EVP_sm3(), NULL), 1);
	free(all);
}

static void
same(ecert_ctx *ctx, const uint8_t *z, const uint8_t *p, size_t n)
{
	uint8_t got[ECI_SM3_LEN], want[ECI_SM3_LEN];

	plain(z, p, n, want);
	CHECK_OK(ctx, eci_sm2_e(ctx, z, (struct eci_bytes){ p, n }, got));
	CHECK_MEM(got, sizeof(got), want, sizeof(want));
}

/* How much of the message is not digested again. */
static size_t
found(ecert_ctx *ctx, const uint8_t *z, const uint8_t *p, size_t n)
{
	EVP_MD_CTX *mctx = EVP_MD_CTX_new();
	size_t done = 0;

	if (!eci_begun_find(ctx, z, (struct eci_bytes){ p, n }, mctx, &done))
		done = 0;
	EVP_MD_CTX_free(mctx);
	return done;
}

static void
test_worth(void)
{
	static const struct { size_t common, want; } rows[] = {
		{ 0, 0 }, { 1023, 0 }, { 1024, 992 }, { 1055, 992 }, { 1056, 1056 }, { 1057, 1056 },
		{ 10000, 9952 },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%zu bytes in common", rows[i].common);
		CHECK_INT(eci_begun_worth(rows[i].common), rows[i].want);
		CHECK((eci_begun_worth(rows[i].common) + ECI_SM3_LEN) % 64 == 0 ||
		    rows[i].want == 0);
	}
}

static void
test_begin(void)
{
	ecert_ctx *ctx = ecert_ctx_new();
	uint8_t z[ECI_SM3_LEN] = { 1 }, other[ECI_SM3_LEN] = { 2 };
	size_t i, n;

	unit_case("the first message is only kept");
	same(ctx, z, text, 12000);
	CHECK_INT(found(ctx, z, text, 12000), 0);
	unit_case("the second of the same beginning shows what they have in common");
	text[11900] ^= 1;
	same(ctx, z, text, 12000);
	CHECK_INT(found(ctx, z, text, 12000), 11872);
	unit_case("a third goes on from there, whatever its end and length");
	for (i = 0; i < 200; i++) {
		n = 11872 + i * 7;
		text[11872 + i % 30] = (uint8_t)(i + 3);
		same(ctx, z, text, n);
		CHECK_INT(found(ctx, z, text, n), 11872);
	}
	unit_case("a message that ends before is begun anew");
	same(ctx, z, text, 11871);
	unit_case("so is one of another key, and one that differs in any byte of it");
	CHECK_INT(found(ctx, other, text, 12000), 0);
	for (i = 0; i < 11872; i += 61) {
		text[i] ^= 0x80;
		CHECK(found(ctx, z, text, 12000) <= i);
		text[i] ^= 0x80;
	}
	same(ctx, other, text, 12000);
	unit_case("another context knows nothing of it");
	ecert_ctx_free(ctx);
	ctx = ecert_ctx_new();
	CHECK_INT(found(ctx, z, text, 12000), 0);
	ecert_ctx_free(ctx);
}

/* Seals in turn, more than are kept. */
static void
test_turns(void)
{
	ecert_ctx *ctx = ecert_ctx_new();
	uint8_t z[ECI_SM3_LEN] = { 1 };
	unsigned round, seal;

	unit_case("many beginnings in turn");
	for (round = 0; round < 6; round++)
		for (seal = 0; seal < 20; seal++) {
			text[0] = (uint8_t)(seal % (round + 3));
			text[5000] = (uint8_t)(round * 20 + seal);
			same(ctx, z, text, 5100);
		}
	ecert_ctx_free(ctx);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)(i * 31 + i / 251);
	test_worth();
	test_begin();
	test_turns();
	return unit_end();
}
