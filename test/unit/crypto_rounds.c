/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"

#include <openssl/asn1t.h>
#include <openssl/pkcs12.h>

#define MAX 2000000

static unsigned char salt[16] = { 1 };

static void
check_alg(ecert_ctx *ctx, X509_ALGOR *alg, bool good)
{
	CHECK(alg != NULL);
	if (good)
		CHECK_OK(ctx, eci_key_rounds(ctx, "f", alg));
	else
		CHECK_REASON(ctx, eci_key_rounds(ctx, "f", alg), ECERT_R_KEY_BAD);
	X509_ALGOR_free(alg);
}

static void
test_schemes(ecert_ctx *ctx)
{
	X509_ALGOR *odd = X509_ALGOR_new();

	unit_case("pbes2: as many rounds as there may be");
	check_alg(ctx, PKCS5_pbe2_set(EVP_sm4_cbc(), MAX, salt, sizeof(salt)), true);
	unit_case("pbes2: one more");
	check_alg(ctx, PKCS5_pbe2_set(EVP_sm4_cbc(), MAX + 1, salt, sizeof(salt)), false);
	unit_case("pbes1: as many rounds as there may be");
	check_alg(ctx, PKCS5_pbe_set(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, MAX, salt, 8), true);
	unit_case("pbes1: one more");
	check_alg(ctx, PKCS5_pbe_set(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, MAX + 1, salt, 8),
	    false);
	unit_case("scrypt: what is used");
	check_alg(ctx, PKCS5_pbe2_set_scrypt(EVP_sm4_cbc(), salt, sizeof(salt), NULL, 16384, 8, 1),
	    true);
	unit_case("scrypt: little memory and much time");
	check_alg(ctx, PKCS5_pbe2_set_scrypt(EVP_sm4_cbc(), salt, sizeof(salt), NULL, 16384, 1,
	    65536), false);
	unit_case("an algorithm without parameters");
	X509_ALGOR_set0(odd, OBJ_nid2obj(NID_pbes2), V_ASN1_UNDEF, NULL);
	check_alg(ctx, odd, true);
}

/* Of a file's own structure; the library of its maker would not change it. */
static void
set_rounds(const X509_ALGOR *alg, int rounds)
{
	union { const X509_ALGOR *in; X509_ALGOR *out; } u = { alg };
	X509_ALGOR *other = PKCS5_pbe2_set(EVP_sm4_cbc(), rounds, salt, sizeof(salt));

	CHECK(other != NULL && X509_ALGOR_copy(u.out, other) == 1);
	X509_ALGOR_free(other);
}

/* A safe in the open with a key in an encrypted bag, an encrypted safe, a MAC. */
static PKCS12 *
make(int bag_rounds, int safe_rounds, int mac_rounds)
{
	union { const ASN1_INTEGER *in; ASN1_INTEGER *out; } mac = { NULL };
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
	PKCS8_PRIV_KEY_INFO *p8 = EVP_PKEY2PKCS8(key);
	STACK_OF(PKCS12_SAFEBAG) *bags = sk_PKCS12_SAFEBAG_new_null();
	STACK_OF(PKCS7) *safes = NULL;
	const X509_ALGOR *alg = NULL;
	PKCS12_SAFEBAG *bag;
	PKCS12 *p12;

	bag = PKCS12_SAFEBAG_create_pkcs8_encrypt(NID_sm4_cbc, "p", 1, salt, sizeof(salt), 1, p8);
	X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &alg, NULL);
	set_rounds(alg, bag_rounds);
	sk_PKCS12_SAFEBAG_push(bags, bag);
	CHECK_INT(PKCS12_add_safe(&safes, bags, -1, 0, NULL), 1);
	CHECK_INT(PKCS12_add_safe(&safes, bags, NID_sm4_cbc, 1, "p"), 1);
	set_rounds(sk_PKCS7_value(safes, 1)->d.encrypted->enc_data->algorithm, safe_rounds);
	p12 = PKCS12_add_safes(safes, 0);
	CHECK_INT(PKCS12_set_mac(p12, "p", 1, NULL, 0, 2, EVP_sha256()), 1);
	PKCS12_get0_mac(NULL, NULL, NULL, &mac.in, p12);
	CHECK_INT(ASN1_INTEGER_set(mac.out, mac_rounds), 1);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	PKCS8_PRIV_KEY_INFO_free(p8);
	EVP_PKEY_free(key);
	return p12;
}

static void
test_p12(ecert_ctx *ctx)
{
	static const struct {
		const char *name;
		int         bag, safe, mac;
		bool        good;
	} rows[] = {
		{ "few", 1, 1, 1, true },
		{ "together as many as there may be", 800000, 800000, 400000, true },
		{ "together one more", 800000, 800000, 400001, false },
		{ "many in the bag", MAX, 1, 1, false }, { "many in the safe", 1, MAX, 1, false },
		{ "many in the mac", 1, 1, MAX, false }, { "2^31 in the mac", 1, 1, 0x7fffffff, false },
		{ "none in the mac", 1, 1, 0, false }, { "fewer in the mac", 1, 1, -1, false },
	};
	PKCS12 *p12;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("pkcs12: %s", rows[i].name);
		p12 = make(rows[i].bag, rows[i].safe, rows[i].mac);
		if (rows[i].good)
			CHECK_OK(ctx, eci_key_rounds_p12(ctx, "f", p12));
		else
			CHECK_REASON(ctx, eci_key_rounds_p12(ctx, "f", p12), ECERT_R_KEY_BAD);
		PKCS12_free(p12);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_schemes(ctx);
	test_p12(ctx);
	return unit_end();
}
