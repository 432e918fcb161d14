/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>
#include <unistd.h>

#include "crypto_help.h"
#include "signer/signer.h"

static int32_t
device(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig, size_t *n)
{
	(void)arg, (void)alg, (void)digest, (void)len, (void)sig, (void)n;
	return -1;
}

static void
test_mem(ecert_ctx *ctx)
{
	struct eci_buf key = vector("pkcs8-aes.pem"), plain = vector("sec1.pem");
	struct eci_buf cert = vector("cert.pem"), rsa = vector("rsa-cert.pem");
	struct eci_buf other = vector("leaf-empty-id.pem"), p12 = vector("key-aes.p12"), all = { 0 };
	struct eci_buf rsa_key = vector("rsa.pem"), rsa_p12 = vector("rsa.p12");
	struct eci_buf legacy = vector("rsa-legacy.pem"), small = vector("bad-rsa1024-cert.pem");
	struct asked right = { "correct", 0 }, wrong = { "wrong", 0 };
	ecert_signer *s;
	size_t n;

	unit_case("an encrypted key");
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, key.ptr, key.len, cert.ptr, cert.len, give, &right, &s));
	CHECK_STR(ecert_signer_subject(s), "CN=Annex A key, O=Vectors, C=CN");
	CHECK(ecert_signer_cert(s, &n) != NULL && n > 400);
	CHECK_INT(ecert_signer_not_after(s) - ecert_signer_not_before(s), 3650 * DAY);
	CHECK_INT(right.times, 1);
	ecert_signer_free(s);
	unit_case("the wrong passphrase");
	CHECK_ERR(ctx, ecert_signer_from_mem(ctx, key.ptr, key.len, cert.ptr, cert.len, give, &wrong,
	    &s), ECERT_E_KEY);
	CHECK(s == NULL && strstr(ecert_errmsg(ctx), "wrong passphrase") != NULL);
	unit_case("pkcs12");
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, p12.ptr, p12.len, NULL, 0, give, &right, &s));
	ecert_signer_free(s);
	unit_case("a key without a certificate");
	CHECK_ERR(ctx, ecert_signer_from_mem(ctx, plain.ptr, plain.len, NULL, 0, NULL, NULL, &s),
	    ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "no certificate") != NULL);
	unit_case("a certificate of another key: both are named");
	CHECK_ERR(ctx, ecert_signer_from_mem(ctx, plain.ptr, plain.len, other.ptr, other.len, NULL,
	    NULL, &s), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "CN=Leaf empty ID") != NULL);
	CHECK(strncmp(ecert_errmsg(ctx), "key: ", 5) == 0);
	unit_case("an sm2 key with an rsa certificate");
	CHECK_ERR(ctx, ecert_signer_from_mem(ctx, plain.ptr, plain.len, rsa.ptr, rsa.len, NULL, NULL,
	    &s), ECERT_E_KEY);
	unit_case("an rsa key with its certificate, and with another");
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, rsa_key.ptr, rsa_key.len, rsa.ptr, rsa.len, NULL,
	    NULL, &s));
	CHECK_STR(ecert_signer_subject(s), "CN=rsa");
	CHECK_INT(eci_signer_alg(s), ECI_SIG_RSA_SHA256);
	ecert_signer_free(s);
	CHECK_ERR(ctx, ecert_signer_from_mem(ctx, rsa_key.ptr, rsa_key.len, cert.ptr, cert.len, NULL,
	    NULL, &s), ECERT_E_KEY);
	unit_case("rsa pkcs12, and pkcs1 under a passphrase");
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, rsa_p12.ptr, rsa_p12.len, NULL, 0, give, &right, &s));
	ecert_signer_free(s);
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, legacy.ptr, legacy.len, rsa.ptr, rsa.len, give,
	    &right, &s));
	ecert_signer_free(s);
	unit_case("an rsa certificate of 1024 bits");
	CHECK_ERR(ctx, ecert_signer_from_fn(ctx, small.ptr, small.len, device, NULL, &s), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "an RSA key of 1024 bits") != NULL);
	unit_case("the right one of several certificates");
	CHECK_OK(ctx, eci_buf_add(ctx, &all, other.ptr, other.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &all, cert.ptr, cert.len));
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, plain.ptr, plain.len, all.ptr, all.len, NULL, NULL, &s));
	CHECK_STR(ecert_signer_subject(s), "CN=Annex A key, O=Vectors, C=CN");
	ecert_signer_free(s);
	unit_case("a certificate whose key is elsewhere");
	CHECK_OK(ctx, ecert_signer_from_cert(ctx, cert.ptr, cert.len, &s));
	CHECK_STR(ecert_signer_subject(s), "CN=Annex A key, O=Vectors, C=CN");
	ecert_signer_free(s);
	CHECK_ERR(ctx, ecert_signer_from_cert(ctx, NULL, 0, &s), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_signer_from_cert(ctx, cert.ptr, 100, &s), ECERT_E_CERT);
	CHECK(s == NULL);
	unit_case("no key, no function");
	CHECK_ERR(ctx, ecert_signer_from_mem(ctx, NULL, 0, NULL, 0, NULL, NULL, &s), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_signer_from_fn(ctx, cert.ptr, cert.len, NULL, NULL, &s), ECERT_E_ARG);
	ecert_signer_free(NULL);
	eci_buf_free(&key);
	eci_buf_free(&plain);
	eci_buf_free(&cert);
	eci_buf_free(&rsa);
	eci_buf_free(&rsa_key);
	eci_buf_free(&rsa_p12);
	eci_buf_free(&legacy);
	eci_buf_free(&small);
	eci_buf_free(&other);
	eci_buf_free(&p12);
	eci_buf_free(&all);
}

static void
test_file(ecert_ctx *ctx)
{
	ecert_signer *s;

	unit_case("from files");
	CHECK_OK(ctx, ecert_signer_from_file(ctx, VECTORS "pkcs8.pem", VECTORS "cert.pem", NULL, NULL, &s));
	ecert_signer_free(s);
	unit_case("from files that are not there");
	CHECK_ERR(ctx, ecert_signer_from_file(ctx, VECTORS "none", VECTORS "cert.pem", NULL, NULL, &s),
	    ECERT_E_IO);
	CHECK_ERR(ctx, ecert_signer_from_file(ctx, VECTORS "pkcs8.pem", VECTORS "none", NULL, NULL, &s),
	    ECERT_E_IO);
	CHECK(s == NULL);
	unit_case("from files that do not match: both are named");
	CHECK_ERR(ctx, ecert_signer_from_file(ctx, VECTORS "pkcs8.pem", VECTORS "leaf-empty-id.pem",
	    NULL, NULL, &s), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "pkcs8.pem") && strstr(ecert_errmsg(ctx), "leaf-empty-id.pem"));
}

/* See pki_convert.c for each mode. */
static void
test_rules(ecert_ctx *ctx)
{
	struct eci_buf b = vector("pkcs8.pem"), aes = vector("pkcs8-aes.pem");
	struct asked a = { "correct", 0 };
	char path[200];
	ecert_signer *s;

	snprintf(path, sizeof(path), "%s/key", unit_dir());
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, b.ptr, b.len));
	unit_case("a plain key says so");
	CHECK_OK(ctx, ecert_signer_from_file(ctx, path, VECTORS "cert.pem", NULL, NULL, &s));
	CHECK_INT(ecert_signer_key_plain(s), 1);
	ecert_signer_free(s);
	CHECK_OK(ctx, ecert_signer_from_file(ctx, VECTORS "pkcs8-aes.pem", VECTORS "cert.pem", give,
	    &a, &s));
	CHECK_INT(ecert_signer_key_plain(s), 0);
	ecert_signer_free(s);
	unit_case("a key file that others can read");
	ecert_ctx_set_key_rules(ctx, ECERT_KEYS_PRIVATE);
	CHECK_OK(ctx, ecert_signer_from_file(ctx, path, VECTORS "cert.pem", NULL, NULL, &s));
	ecert_signer_free(s);
	CHECK(chmod(path, 0644) == 0);
	CHECK_ERR(ctx, ecert_signer_from_file(ctx, path, VECTORS "cert.pem", NULL, NULL, &s),
	    ECERT_E_KEY);
	CHECK(s == NULL && strstr(ecert_errmsg(ctx), "mode 0644") != NULL);
	unit_case("the same through a link");
	{
		char link[210];

		snprintf(link, sizeof(link), "%s/link", unit_dir());
		CHECK(symlink(path, link) == 0);
		CHECK_ERR(ctx, ecert_signer_from_file(ctx, link, VECTORS "cert.pem", NULL, NULL, &s),
		    ECERT_E_KEY);
	}
	unit_case("a plain key where one has to be encrypted");
	ecert_ctx_set_key_rules(ctx, ECERT_KEYS_ENCRYPTED);
	CHECK_ERR(ctx, ecert_signer_from_file(ctx, path, VECTORS "cert.pem", NULL, NULL, &s),
	    ECERT_E_KEY);
	CHECK(s == NULL);
	ecert_ctx_set_key_rules(ctx, 0);
	eci_buf_free(&b);
	eci_buf_free(&aes);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_mem(ctx);
	test_file(ctx);
	test_rules(ctx);
	return unit_end();
}
