/* SPDX-License-Identifier: Apache-2.0 */
/*
 * keys.c - files of keys, certificates and revocation lists, each given to all
 * loaders.  What was loaded can be shown, and written and loaded again as the same.
 */
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "crypto/crypto.h"
#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 32, .mutations = 60 };
FUZZ_MUTATES_DER

static void
check_key(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	uint8_t id[ECI_SM3_LEN], same[ECI_SM3_LEN];
	struct eci_key *key = NULL, *again = NULL;
	struct eci_cert *cert = NULL;
	struct eci_buf b = { 0 };
	ecert_err e = eci_key_load(ctx, "fuzz", data, size, fuzz_pass, NULL, &key, &cert);

	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (key != NULL) && (key != NULL || cert == NULL));
	if (key == NULL)
		return;
	FUZZ_CHECK(cert == NULL || eci_key_matches(key, cert));
	FUZZ_MUST(ctx, eci_key_id(ctx, key, id));
	FUZZ_MUST(ctx, eci_key_write(ctx, key, NULL, &b));
	FUZZ_MUST(ctx, eci_key_load(ctx, "again", b.ptr, b.len, NULL, NULL, &again, NULL));
	FUZZ_MUST(ctx, eci_key_id(ctx, again, same));
	FUZZ_CHECK(memcmp(id, same, sizeof(id)) == 0);
	FUZZ_CHECK(!eci_key_was_encrypted(again));
	eci_buf_wipe(&b);
	eci_key_free(key);
	eci_key_free(again);
	eci_cert_free(cert);
}

static void
check_cert(ecert_ctx *ctx, const struct eci_cert *cert, const struct eci_crls *crls)
{
	struct eci_bytes der = eci_cert_der(cert), back;
	struct eci_certs again = { 0 };
	struct eci_revocation rev;
	struct eci_buf pem = { 0 };
	ecert_err e;

	fuzz_check_shown(eci_cert_subject(cert));
	fuzz_check_shown(eci_cert_issuer(cert));
	fuzz_check_shown(eci_cert_serial(cert));
	fuzz_check_shown(eci_cert_usage_text(cert));
	fuzz_check_shown(eci_cert_ext_usage_text(cert));
	FUZZ_CHECK(eci_cert_same(cert, cert));
	FUZZ_MUST(ctx, eci_cert_write_pem(ctx, cert, &pem));
	FUZZ_MUST(ctx, eci_certs_load(ctx, "again", pem.ptr, pem.len, &again));
	FUZZ_CHECK(again.n == 1);
	back = eci_cert_der(again.v[0]);
	FUZZ_CHECK(back.len == der.len && memcmp(back.ptr, der.ptr, der.len) == 0);
	e = eci_crl_check(ctx, crls, cert, cert, FUZZ_NOW, FUZZ_NOW, false, &rev);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK && rev.why != NULL)
		fuzz_check_shown(rev.why);
	eci_certs_free(&again);
	eci_buf_free(&pem);
}

/* A path for what may have been made up: trusted only where it was loaded. */
static void
check_path(ecert_ctx *ctx, const struct eci_certs *loaded)
{
	struct eci_certs roots = { 0 };
	struct eci_path_in in = { .anchors = &roots, .intermediates = loaded, .extra = loaded,
	    .at = FUZZ_NOW };
	struct eci_path path;
	ecert_err e;

	FUZZ_MUST(ctx, eci_certs_load(ctx, "root", fuzz_kit()->root.ptr, fuzz_kit()->root.len,
	    &roots));
	e = eci_path_build(ctx, loaded->v[0], &in, &path);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		fuzz_check_shown(path.detail);
		if (path.state == ECI_PATH_OK) {
			FUZZ_CHECK(path.chain.n >= 1);
			FUZZ_CHECK(path.chain.n <= ecert_ctx_limit(ctx, ECERT_LIMIT_CHAIN));
			FUZZ_CHECK(eci_cert_same(path.chain.v[path.chain.n - 1], roots.v[0]));
		}
		eci_path_free(&path);
	}
	eci_certs_free(&roots);
}

static void
check_lists(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	struct eci_certs certs = { 0 };
	struct eci_crls crls = { 0 };
	ecert_err e;
	size_t i;

	e = eci_crls_load(ctx, "fuzz", data, size, &crls);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (crls.n > 0));
	e = eci_certs_load(ctx, "fuzz", data, size, &certs);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (certs.n > 0));
	for (i = 0; i < certs.n && i < 8; i++)
		check_cert(ctx, certs.v[i], &crls);
	if (certs.n > 0)
		check_path(ctx, &certs);
	eci_certs_free(&certs);
	eci_crls_free(&crls);
}

typedef ecert_err add_fn(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len);

/* As they come from a folder: what is no such file leaves the store usable. */
static void
check_trust(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	static add_fn *const adds[] = { ecert_trust_add_roots, ecert_trust_add_intermediates,
		ecert_trust_add_makers, ecert_trust_add_crls };
	ecert_policy *policy = NULL;
	ecert_report *report = NULL;
	ecert_trust *trust = NULL;
	ecert_err e;
	size_t i;

	FUZZ_MUST(ctx, ecert_trust_new(ctx, &trust));
	FUZZ_MUST(ctx, ecert_policy_new(ctx, &policy));
	for (i = 0; i < ECI_COUNT(adds); i++)
		fuzz_check_error(ctx, adds[i](ctx, trust, data, size));
	fuzz_check_error(ctx, ecert_policy_add_signer_cert(ctx, policy, data, size));
	ecert_policy_set_trust(policy, trust);
	e = ecert_seal_verify(ctx, fuzz_kit()->seal[1], policy, &report);
	fuzz_check_report(ctx, e, report);
	ecert_report_free(report);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_pub_info pub;
	ecert_ctx *ctx;
	char *json = NULL;
	ecert_err e;

	fuzz_kit();
	fuzz_watch();
	ctx = fuzz_ctx();
	check_key(ctx, data, size);
	check_lists(ctx, data, size);
	check_trust(ctx, data, size);
	e = eci_pub_describe(ctx, "fuzz", data, size, &pub);
	fuzz_check_error(ctx, e);
	e = ecert_key_describe(ctx, data, size, fuzz_pass, NULL, &json);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (json != NULL));
	if (json != NULL)
		fuzz_check_json(json);
	ecert_free(json);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

/* ---- seeds: PEM, and the DER in it, whose lengths can be kept right ---- */

static void
put_pem(fuzz_put_fn *put, void *arg, const char *name, const struct eci_buf *pem)
{
	const char *from = strchr((const char *)pem->ptr, '\n'), *to;
	struct eci_buf der = { 0 };
	char full[64];
	size_t n;

	put(arg, name, pem->ptr, pem->len);
	if (from == NULL || (to = strstr(from, "\n-----END")) == NULL)
		return;
	fuzz_add(&der, from, (size_t)(to - from));
	if (!eci_base64_decode(from, (size_t)(to - from), der.ptr, der.len, &n))
		fuzz_fail(__FILE__, __LINE__, "%s is no PEM", name);
	snprintf(full, sizeof(full), "%s-der", name);
	put(arg, full, der.ptr, n);
	eci_buf_free(&der);
}

static void
put_der(fuzz_put_fn *put, void *arg, const char *name, unsigned char *der, int n)
{
	if (n <= 0)
		fuzz_fail(__FILE__, __LINE__, "%s: OpenSSL does not make it", name);
	put(arg, name, der, (size_t)n);
	OPENSSL_free(der);
}

/* Encrypted ones by OpenSSL: the library's own, of 100,000 rounds, cost too much
 * to be tried often. */
static void
put_encrypted(fuzz_put_fn *put, void *arg, const struct fuzz_kit *k)
{
	BIO *bio = BIO_new_mem_buf(k->key.ptr, (int)k->key.len);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(key);
	unsigned char salt[16] = { 1 }, *der = NULL;
	const unsigned char *p;
	X509_SIG *box;
	PKCS12 *p12;
	X509 *cert;
	size_t n;
	int len;

	p = ecert_signer_cert(k->signer, &n);
	cert = d2i_X509(NULL, &p, (long)n);
	box = PKCS8_encrypt(-1, EVP_sm4_cbc(), FUZZ_PASS, (int)strlen(FUZZ_PASS), salt,
	    sizeof(salt), 2, plain);
	len = i2d_X509_SIG(box, &der);
	put_der(put, arg, "encrypted-key-der", der, len);
	p12 = PKCS12_create(FUZZ_PASS, NULL, key, cert, NULL, NID_sm4_cbc, NID_sm4_cbc, 2, 2, 0);
	der = NULL;
	len = i2d_PKCS12(p12, &der);
	put_der(put, arg, "p12", der, len);
	PKCS12_free(p12);
	X509_SIG_free(box);
	PKCS8_PRIV_KEY_INFO_free(plain);
	X509_free(cert);
	EVP_PKEY_free(key);
	BIO_free(bio);
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	const struct fuzz_kit *k = fuzz_kit();
	ecert_ctx *ctx = fuzz_ctx();
	struct eci_buf b = { 0 };
	const uint8_t *cert;
	char *priv = NULL, *pub = NULL;
	size_t n;

	fuzz_rand_reset();
	put_encrypted(put, arg, k);
	put_pem(put, arg, "key", &k->key);
	put_pem(put, arg, "root", &k->root);
	put_pem(put, arg, "crl", &k->crl);
	put_pem(put, arg, "crl-revoked", &k->revoked);
	cert = ecert_signer_cert(k->signer, &n);
	put(arg, "signer-der", cert, n);
	FUZZ_MUST(ctx, ecert_key_new(ctx, NULL, &priv, &pub));
	fuzz_adds(&b, pub);
	put_pem(put, arg, "public", &b);
	b.len = 0;
	fuzz_add(&b, k->key.ptr, k->key.len);
	fuzz_add(&b, k->root.ptr, k->root.len);
	put(arg, "both", b.ptr, b.len);
	ecert_free(priv);
	ecert_free(pub);
	eci_buf_free(&b);
	fuzz_ctx_free(ctx);
}
