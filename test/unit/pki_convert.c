/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "crypto_help.h"

static const char *const forms[] = { "pkcs8.pem", "pkcs8.der", "pkcs8-aes.pem", "key-aes.p12" };

/* What key_sm3 is of these bytes. */
static void
digest_of(ecert_ctx *ctx, const uint8_t *p, size_t n, const char *pass, char out[65])
{
	struct asked a = { pass, 0 };
	char *json = NULL, *at;

	out[0] = '\0';
	CHECK_OK(ctx, ecert_key_describe(ctx, p, n, give, &a, &json));
	at = json != NULL ? strstr(json, "\"key_sm3\"") : NULL;
	CHECK(at != NULL);
	if (at != NULL)
		snprintf(out, 65, "%s", strchr(at + 9, '"') + 1);
	ecert_free(json);
}

static void
test_round(ecert_ctx *ctx)
{
	static const struct { const char *name; ecert_key_form form; int der; const char *pass; } to[] = {
		{ "pkcs8", ECERT_KEY_PKCS8, 0, NULL }, { "pkcs8, DER", ECERT_KEY_PKCS8, 1, NULL },
		{ "pkcs8, encrypted", ECERT_KEY_PKCS8, 0, "new" },
		{ "pkcs8, encrypted, DER", ECERT_KEY_PKCS8, 1, "new" },
		{ "sec1", ECERT_KEY_SEC1, 0, NULL }, { "sec1, DER", ECERT_KEY_SEC1, 1, NULL },
		{ "pkcs12", ECERT_KEY_PKCS12, 0, "new" }, { "public", ECERT_KEY_PUBLIC, 0, NULL },
		{ "public, DER", ECERT_KEY_PUBLIC, 1, NULL },
	};
	struct eci_buf cert = vector("cert.pem"), b;
	char want[65], got[65];
	struct asked a;
	ecert_key *key;
	uint8_t *out;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(forms); i++)
		for (k = 0; k < ECI_COUNT(to); k++) {
			unit_case("%s to %s", forms[i], to[k].name);
			b = vector(forms[i]);
			a = (struct asked){ "correct", 0 };
			digest_of(ctx, b.ptr, b.len, "correct", want);
			CHECK_OK(ctx, ecert_key_load(ctx, b.ptr, b.len, "t", give, &a, &key));
			CHECK_INT(ecert_key_encrypted(key), i > 1);
			CHECK_OK(ctx, ecert_key_write(ctx, key, to[k].form, to[k].der, cert.ptr,
			    cert.len, to[k].pass, &out, &n));
			digest_of(ctx, out, n, to[k].pass, got);
			CHECK_STR(got, want);
			CHECK((n > 10 && out[0] == '-') == (to[k].der == 0 &&
			    to[k].form != ECERT_KEY_PKCS12));
			ecert_free(out);
			ecert_key_free(key);
			eci_buf_free(&b);
		}
	eci_buf_free(&cert);
}

static void
test_bad(ecert_ctx *ctx)
{
	struct eci_buf b = vector("pkcs8.pem"), other = vector("rsa-cert.pem"), rsa = vector("rsa.pem");
	ecert_key *key;
	uint8_t *out;
	size_t n;

	CHECK_OK(ctx, ecert_key_load(ctx, b.ptr, b.len, NULL, NULL, NULL, &key));
	unit_case("pkcs12 without a passphrase");
	CHECK_ERR(ctx, ecert_key_write(ctx, key, ECERT_KEY_PKCS12, 0, NULL, 0, NULL, &out, &n),
	    ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_key_write(ctx, key, ECERT_KEY_PKCS12, 0, NULL, 0, "", &out, &n),
	    ECERT_E_ARG);
	unit_case("pkcs12 without a certificate");
	CHECK_ERR(ctx, ecert_key_write(ctx, key, ECERT_KEY_PKCS12, 0, NULL, 0, "p", &out, &n),
	    ECERT_E_ARG);
	unit_case("pkcs12 with another's certificate");
	CHECK_ERR(ctx, ecert_key_write(ctx, key, ECERT_KEY_PKCS12, 0, other.ptr, other.len, "p",
	    &out, &n), ECERT_E_KEY);
	unit_case("sec1 with a passphrase");
	CHECK_ERR(ctx, ecert_key_write(ctx, key, ECERT_KEY_SEC1, 0, NULL, 0, "p", &out, &n),
	    ECERT_E_ARG);
	unit_case("a form that does not exist");
	CHECK_ERR(ctx, ecert_key_write(ctx, key, 5, 0, NULL, 0, NULL, &out, &n), ECERT_E_ARG);
	CHECK(out == NULL && n == 0);
	ecert_key_free(key);
	unit_case("sec1 of an RSA key");
	CHECK_OK(ctx, ecert_key_load(ctx, rsa.ptr, rsa.len, NULL, NULL, NULL, &key));
	CHECK_ERR(ctx, ecert_key_write(ctx, key, ECERT_KEY_SEC1, 0, NULL, 0, NULL, &out, &n),
	    ECERT_E_ARG);
	ecert_key_free(key);
	unit_case("no key");
	CHECK_ERR(ctx, ecert_key_load(ctx, NULL, 0, NULL, NULL, NULL, &key), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_key_load(ctx, other.ptr, other.len, "name", NULL, NULL, &key),
	    ECERT_E_KEY);
	CHECK(key == NULL && strstr(ecert_errmsg(ctx), "name: ") == ecert_errmsg(ctx));
	ecert_key_free(NULL);
	eci_buf_free(&b);
	eci_buf_free(&other);
	eci_buf_free(&rsa);
}

static void
test_rules(ecert_ctx *ctx)
{
	static const struct { int mode; bool ok; } modes[] = {
		{ 0600, true }, { 0400, true }, { 0700, true }, { 0711, true }, { 0640, false },
		{ 0604, false }, { 0620, false }, { 0602, false }, { 0644, false },
	};
	struct eci_buf b = vector("pkcs8.pem"), secret = vector("pkcs8-aes.pem");
	struct asked a = { "correct", 0 };
	char path[200];
	ecert_key *key;
	size_t i;

	snprintf(path, sizeof(path), "%s/key", unit_dir());
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, b.ptr, b.len));
	ecert_ctx_set_key_rules(ctx, ECERT_KEYS_PRIVATE);
	for (i = 0; i < ECI_COUNT(modes); i++) {
		unit_case("a key file of mode %o", (unsigned)modes[i].mode);
		CHECK(chmod(path, (mode_t)modes[i].mode) == 0);
		CHECK_ERR(ctx, ecert_key_load_file(ctx, path, NULL, NULL, &key),
		    modes[i].ok ? ECERT_OK : ECERT_E_KEY);
		CHECK((key != NULL) == modes[i].ok);
		CHECK(modes[i].ok || strstr(ecert_errmsg(ctx), path) != NULL);
		ecert_key_free(key);
	}
	unit_case("nobody asks");
	ecert_ctx_set_key_rules(ctx, 0);
	CHECK_OK(ctx, ecert_key_load_file(ctx, path, NULL, NULL, &key));
	ecert_key_free(key);
	unit_case("a plain key where one has to be encrypted");
	ecert_ctx_set_key_rules(ctx, ECERT_KEYS_ENCRYPTED);
	CHECK_ERR(ctx, ecert_key_load_file(ctx, path, NULL, NULL, &key), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "LD/T 03-2022 8.3.6 a) 3): the private key is not encrypted"));
	CHECK_ERR(ctx, ecert_key_load(ctx, b.ptr, b.len, NULL, NULL, NULL, &key), ECERT_E_KEY);
	unit_case("an encrypted one");
	CHECK_OK(ctx, ecert_key_load(ctx, secret.ptr, secret.len, NULL, give, &a, &key));
	ecert_key_free(key);
	ecert_ctx_set_key_rules(ctx, 0);
	unit_case("no file");
	CHECK_ERR(ctx, ecert_key_load_file(ctx, unit_dir(), NULL, NULL, &key), ECERT_E_IO);
	CHECK_ERR(ctx, ecert_key_load_file(ctx, NULL, NULL, NULL, &key), ECERT_E_ARG);
	CHECK(key == NULL);
	eci_buf_free(&b);
	eci_buf_free(&secret);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_round(ctx);
	test_bad(ctx);
	test_rules(ctx);
	return unit_end();
}
