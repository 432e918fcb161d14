/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static const struct key_file files[] = {
	{ "key-aes.p12", "correct", ECERT_OK, true, true, NULL },
	{ "key-sm4.p12", "correct", ECERT_OK, true, true, NULL },
	{ "key-empty.p12", "", ECERT_OK, true, true, NULL },
	{ "key-empty.p12", NULL, ECERT_OK, true, true, NULL },
	{ "key-aes.p12", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "key-aes.p12", NULL, ECERT_E_KEY, false, false, "no passphrase was given" },
	{ "key-rc2.p12", "correct", ECERT_E_KEY, false, false, "does not offer" },
};
static const struct key_file rsa_files[] = {
	{ "rsa.p12", "correct", ECERT_OK, true, true, NULL },
	{ "rsa.p12", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
};

/* A key of each kind, written with its certificate and read again. */
static void
test_write(ecert_ctx *ctx)
{
	static const struct { const char *name, *key, *cert; } rows[] = {
		{ "sm2", "pkcs8.pem", "cert.pem" }, { "rsa", "rsa.pem", "rsa-cert.pem" },
	};
	struct asked pass = { "secret", 0 };
	struct eci_certs certs = { 0 };
	struct eci_cert *cert;
	struct eci_key *k;
	struct eci_buf b, out = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s key and certificate into pkcs12 and back", rows[i].name);
		b = vector(rows[i].cert);
		CHECK_OK(ctx, eci_certs_load(ctx, "c", b.ptr, b.len, &certs));
		eci_buf_free(&b);
		b = vector(rows[i].key);
		CHECK_OK(ctx, eci_key_load(ctx, "k", b.ptr, b.len, NULL, NULL, &k, NULL));
		eci_buf_free(&b);
		CHECK_OK(ctx, eci_key_write_p12(ctx, k, certs.v[0], pass.pass, &out));
		eci_key_free(k);
		CHECK_OK(ctx, eci_key_load(ctx, "p12", out.ptr, out.len, give, &pass, &k, &cert));
		CHECK(cert != NULL && eci_cert_same(cert, certs.v[0]));
		eci_key_free(k);
		eci_cert_free(cert);
		eci_certs_free(&certs);
		eci_buf_free(&out);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	check_files(ctx, files, ECI_COUNT(files));
	check_files_of(ctx, "rsa-cert.pem", rsa_files, ECI_COUNT(rsa_files));
	test_write(ctx);
	return unit_end();
}
