/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_rounds.c - how often a file has its passphrase hashed.  The file chooses
 * the number, and 300 bytes can ask for 2^31 rounds, a quarter of an hour; so what
 * it asks for altogether is bounded before any of it is done.  What is encrypted
 * twice over is not seen here.
 */
#include <openssl/asn1t.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "crypto/crypto_priv.h"

#define ROUNDS_MAX INT64_C(2000000)      /* about a second; 600,000 is advised today */
#define SCRYPT_MAX INT64_C(16777216)     /* N * r * p; 2^20 * 8 * 1 is used */
#define NESTED_MAX 8

struct count {
	ecert_ctx  *ctx;
	const char *where;
	int64_t     rounds;
};

static ecert_err
too_many(const struct count *c)
{
	return eci_reject(c->ctx, ECERT_R_KEY_BAD, c->where, "RFC 8018 4.2",
	    "its passphrase would have to be hashed less than once or more than %lld times",
	    (long long)ROUNDS_MAX);
}

/* An absent number means one round; of one below that OpenSSL takes the low bits. */
static ecert_err
add(struct count *c, const ASN1_INTEGER *number)
{
	int64_t n = 1;

	if ((number != NULL && ASN1_INTEGER_get_int64(&n, number) != 1) || n < 1 ||
	    n > ROUNDS_MAX - c->rounds)
		return too_many(c);
	c->rounds += n;
	return ECERT_OK;
}

/* OpenSSL bounds the memory of scrypt, not its time. */
static ecert_err
add_scrypt(struct count *c, const SCRYPT_PARAMS *s)
{
	int64_t n, r, p;

	if (ASN1_INTEGER_get_int64(&n, s->costParameter) != 1 ||
	    ASN1_INTEGER_get_int64(&r, s->blockSize) != 1 ||
	    ASN1_INTEGER_get_int64(&p, s->parallelizationParameter) != 1 ||
	    n < 1 || r < 1 || p < 1 || n > SCRYPT_MAX / r || n * r > SCRYPT_MAX / p)
		return too_many(c);
	return add(c, NULL);
}

/* Parameters that are none are left to the decryption, which refuses them. */
static ecert_err
add_kdf(struct count *c, const X509_ALGOR *alg)
{
	const ASN1_OBJECT *oid;
	PBKDF2PARAM *pbkdf2;
	SCRYPT_PARAMS *scrypt;
	const void *value;
	int type;
	ecert_err e = ECERT_OK;

	X509_ALGOR_get0(&oid, &type, &value, alg);
	if (type != V_ASN1_SEQUENCE)
		return ECERT_OK;
	if (OBJ_obj2nid(oid) == NID_id_pbkdf2 &&
	    (pbkdf2 = ASN1_item_unpack(value, ASN1_ITEM_rptr(PBKDF2PARAM))) != NULL) {
		e = add(c, pbkdf2->iter);
		PBKDF2PARAM_free(pbkdf2);
	} else if (OBJ_obj2nid(oid) == NID_id_scrypt &&
	    (scrypt = ASN1_item_unpack(value, ASN1_ITEM_rptr(SCRYPT_PARAMS))) != NULL) {
		e = add_scrypt(c, scrypt);
		SCRYPT_PARAMS_free(scrypt);
	}
	return e;
}

static ecert_err
add_alg(struct count *c, const X509_ALGOR *alg)
{
	const ASN1_OBJECT *oid;
	const void *value;
	PBE2PARAM *pbes2;
	PBEPARAM *pbe;
	int type;
	ecert_err e = ECERT_OK;

	X509_ALGOR_get0(&oid, &type, &value, alg);
	if (type != V_ASN1_SEQUENCE)
		return ECERT_OK;
	if (OBJ_obj2nid(oid) == NID_pbes2) {
		if ((pbes2 = ASN1_item_unpack(value, ASN1_ITEM_rptr(PBE2PARAM))) != NULL)
			e = add_kdf(c, pbes2->keyfunc);
		PBE2PARAM_free(pbes2);
	} else if ((pbe = ASN1_item_unpack(value, ASN1_ITEM_rptr(PBEPARAM))) != NULL) {
		e = add(c, pbe->iter);
		PBEPARAM_free(pbe);
	}
	return e;
}

ecert_err
eci_key_rounds(ecert_ctx *ctx, const char *where, const X509_ALGOR *alg)
{
	struct count c = { ctx, where, 0 };

	return add_alg(&c, alg);
}

static ecert_err
add_bags(struct count *c, const STACK_OF(PKCS12_SAFEBAG) *bags, unsigned depth)
{
	const PKCS12_SAFEBAG *bag;
	const X509_ALGOR *alg;
	ecert_err e = depth > NESTED_MAX ? too_many(c) : ECERT_OK;
	int i;

	for (i = 0; e == ECERT_OK && i < sk_PKCS12_SAFEBAG_num(bags); i++) {
		bag = sk_PKCS12_SAFEBAG_value(bags, i);
		if (PKCS12_SAFEBAG_get_nid(bag) == NID_pkcs8ShroudedKeyBag) {
			X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &alg, NULL);
			e = add_alg(c, alg);
		} else if (PKCS12_SAFEBAG_get_nid(bag) == NID_safeContentsBag) {
			e = add_bags(c, PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
		}
	}
	return e;
}

static ecert_err
add_safe(struct count *c, PKCS7 *safe)
{
	STACK_OF(PKCS12_SAFEBAG) *bags;
	ecert_err e = ECERT_OK;

	/* Its content may be absent. */
	if (safe->d.ptr == NULL)
		return ECERT_OK;
	if (PKCS7_type_is_encrypted(safe))
		return add_alg(c, safe->d.encrypted->enc_data->algorithm);
	if (PKCS7_type_is_data(safe) && (bags = PKCS12_unpack_p7data(safe)) != NULL) {
		e = add_bags(c, bags, 0);
		sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	}
	return e;
}

ecert_err
eci_key_rounds_p12(ecert_ctx *ctx, const char *where, const PKCS12 *p12)
{
	struct count c = { ctx, where, 0 };
	STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(p12);
	const ASN1_INTEGER *rounds = NULL;
	ecert_err e;
	int i;

	PKCS12_get0_mac(NULL, NULL, NULL, &rounds, p12);
	e = add(&c, rounds);
	for (i = 0; e == ECERT_OK && i < sk_PKCS7_num(safes); i++)
		e = add_safe(&c, sk_PKCS7_value(safes, i));
	sk_PKCS7_pop_free(safes, PKCS7_free);
	return e;
}
