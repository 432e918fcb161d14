/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static const struct key_file files[] = {
	{ "pkcs8.pem", NULL, ECERT_OK, false, false, NULL },
	{ "sec1-legacy.pem", "correct", ECERT_OK, true, false, NULL },
	{ "pkcs8-aes.pem", "correct", ECERT_OK, true, false, NULL },
	{ "pub.pem", NULL, ECERT_E_KEY, false, false, "no private key" },
	{ "cert.pem", NULL, ECERT_E_KEY, false, false, "no private key" },
	{ "cert.der", NULL, ECERT_E_KEY, false, false, "" },
	{ "README", NULL, ECERT_E_KEY, false, false, "no private key" },
};

/* Key and certificate in one PEM file, in either order, with a mark in front. */
static void
test_joined(ecert_ctx *ctx)
{
	struct eci_buf key = vector("sec1.pem"), cert = vector("cert.pem"), both = { 0 };
	struct eci_cert *c;
	struct eci_key *k;
	int round;

	for (round = 0; round < 3; round++) {
		unit_case("key and certificate in one file, %d", round);
		both.len = 0;
		if (round == 2)
			CHECK_OK(ctx, eci_buf_adds(ctx, &both, "\xef\xbb\xbf"));
		CHECK_OK(ctx, eci_buf_add(ctx, &both, round ? key.ptr : cert.ptr, round ? key.len : cert.len));
		CHECK_OK(ctx, eci_buf_add(ctx, &both, round ? cert.ptr : key.ptr, round ? cert.len : key.len));
		CHECK_OK(ctx, eci_key_load(ctx, "both", both.ptr, both.len, NULL, NULL, &k, &c));
		CHECK(c != NULL && eci_key_matches(k, c));
		eci_key_free(k);
		eci_cert_free(c);
		CHECK_OK(ctx, eci_key_load(ctx, "both", both.ptr, both.len, NULL, NULL, &k, NULL));
		eci_key_free(k);
	}
	eci_buf_free(&key);
	eci_buf_free(&cert);
	eci_buf_free(&both);
}

static void
test_sizes(ecert_ctx *ctx)
{
	struct eci_buf b = vector("pkcs8.der"), big = { 0 };
	struct eci_key *k;
	size_t n;

	unit_case("every cut of a key is refused");
	for (n = 0; n < b.len; n++)
		CHECK_ERR(ctx, eci_key_load(ctx, "k", b.ptr, n, NULL, NULL, &k, NULL), ECERT_E_KEY);
	unit_case("a key with a trailing octet is refused");
	CHECK_OK(ctx, eci_buf_add(ctx, &b, "", 1));
	CHECK_ERR(ctx, eci_key_load(ctx, "k", b.ptr, b.len, NULL, NULL, &k, NULL), ECERT_E_KEY);
	unit_case("a key file above the limit");
	CHECK_OK(ctx, eci_buf_room(ctx, &big, (1 << 20) + 1));
	memset(big.ptr, 'x', (1 << 20) + 1);
	CHECK_ERR(ctx, eci_key_load(ctx, "k", big.ptr, (1 << 20) + 1, NULL, NULL, &k, NULL),
	    ECERT_E_LIMIT);
	CHECK_ERR(ctx, eci_key_load(ctx, "k", big.ptr, 1 << 20, NULL, NULL, &k, NULL), ECERT_E_KEY);
	eci_buf_free(&b);
	eci_buf_free(&big);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	check_files(ctx, files, ECI_COUNT(files));
	test_joined(ctx);
	test_sizes(ctx);
	return unit_end();
}
