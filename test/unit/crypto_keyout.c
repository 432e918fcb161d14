/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/pem.h>

#include "crypto_help.h"

static void
test_write(ecert_ctx *ctx)
{
	struct asked right = { "p\xc3\xa4ss", 0 }, wrong = { "pass", 0 };
	struct eci_key *k, *again;
	struct eci_buf b = { 0 };
	EVP_PKEY *pkey;
	uint8_t a[32], c[32];
	BIO *bio;

	unit_case("a new key, written and read");
	CHECK_OK(ctx, eci_key_new_sm2(ctx, &k));
	CHECK_OK(ctx, eci_key_id(ctx, k, a));
	CHECK_OK(ctx, eci_key_write(ctx, k, NULL, &b));
	CHECK_OK(ctx, eci_key_load(ctx, "k", b.ptr, b.len, NULL, NULL, &again, NULL));
	CHECK_OK(ctx, eci_key_id(ctx, again, c));
	CHECK_MEM(a, 32, c, 32);
	CHECK(!eci_key_was_encrypted(again));
	eci_key_free(again);
	unit_case("a new key, encrypted");
	b.len = 0;
	CHECK_OK(ctx, eci_key_write(ctx, k, right.pass, &b));
	CHECK(strstr((char *)b.ptr, "BEGIN ENCRYPTED PRIVATE KEY") != NULL);
	CHECK_OK(ctx, eci_key_load(ctx, "k", b.ptr, b.len, give, &right, &again, NULL));
	CHECK_OK(ctx, eci_key_id(ctx, again, c));
	CHECK_MEM(a, 32, c, 32);
	CHECK(eci_key_was_encrypted(again));
	eci_key_free(again);
	CHECK_ERR(ctx, eci_key_load(ctx, "k", b.ptr, b.len, give, &wrong, &again, NULL),
	    ECERT_E_KEY);
	unit_case("openssl reads the encrypted key");
	bio = BIO_new_mem_buf(b.ptr, (int)b.len);
	pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)(uintptr_t)"p\xc3\xa4ss");
	CHECK(pkey != NULL && EVP_PKEY_is_a(pkey, "SM2") == 1);
	EVP_PKEY_free(pkey);
	BIO_free(bio);
	unit_case("openssl reads the public key");
	b.len = 0;
	CHECK_OK(ctx, eci_key_write_pub(ctx, k, &b));
	bio = BIO_new_mem_buf(b.ptr, (int)b.len);
	CHECK((pkey = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL)) != NULL);
	EVP_PKEY_free(pkey);
	BIO_free(bio);
	eci_key_free(k);
	eci_buf_wipe(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_write(ctx);
	return unit_end();
}
