/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static ecert_csr_spec *
spec_of(ecert_ctx *ctx, const char *subject)
{
	ecert_csr_spec *spec = NULL;

	CHECK_OK(ctx, ecert_csr_spec_new(ctx, &spec));
	if (subject != NULL)
		CHECK_OK(ctx, ecert_csr_spec_set_subject(ctx, spec, subject));
	return spec;
}

static void
check(ecert_ctx *ctx, const uint8_t *p, size_t n, const char *subject)
{
	struct eci_csr csr;

	CHECK_OK(ctx, eci_csr_load(ctx, "t", p, n, &csr));
	CHECK_INT(csr.value, ECI_CSR_GOOD);
	CHECK_STR(csr.subject != NULL ? csr.subject : "?", subject);
	eci_csr_done(&csr);
}

static void
test_key(ecert_ctx *ctx)
{
	static const char *const files[] = { "pkcs8.pem", "rsa.pem" };
	ecert_csr_spec *spec = spec_of(ctx, "CN=a, C=CN");
	struct eci_buf b;
	ecert_key *key;
	uint8_t *out;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(files); i++) {
		unit_case("of %s", files[i]);
		b = vector(files[i]);
		CHECK_OK(ctx, ecert_key_load(ctx, b.ptr, b.len, NULL, NULL, NULL, &key));
		CHECK_OK(ctx, ecert_csr_make(ctx, spec, key, 1, &out, &n));
		CHECK(out[0] == 0x30);
		check(ctx, out, n, "CN=a, C=CN");
		ecert_free(out);
		CHECK_OK(ctx, ecert_csr_make(ctx, spec, key, 0, &out, &n));
		CHECK(out[0] == '-');
		check(ctx, out, n, "CN=a, C=CN");
		ecert_free(out);
		ecert_key_free(key);
		eci_buf_free(&b);
	}
	ecert_csr_spec_free(spec);
	ecert_csr_spec_free(NULL);
}

static int32_t
refuse(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig, size_t *sig_len)
{
	(void)arg;
	(void)alg;
	(void)digest;
	(void)len;
	(void)sig;
	(void)sig_len;
	return 7;
}

static void
test_signer(ecert_ctx *ctx)
{
	struct eci_buf key = vector("pkcs8.pem"), cert = vector("cert.pem");
	ecert_csr_spec *spec = spec_of(ctx, "CN=renewed");
	ecert_signer *signer = NULL;
	uint8_t *out;
	size_t n;

	unit_case("by a signer, of the key in its certificate");
	CHECK_OK(ctx, ecert_signer_from_mem(ctx, key.ptr, key.len, cert.ptr, cert.len, NULL, NULL,
	    &signer));
	CHECK_OK(ctx, ecert_csr_make_by(ctx, spec, signer, 1, &out, &n));
	check(ctx, out, n, "CN=renewed");
	ecert_free(out);
	ecert_signer_free(signer);
	unit_case("by a device that fails");
	CHECK_OK(ctx, ecert_signer_from_fn(ctx, cert.ptr, cert.len, refuse, NULL, &signer));
	CHECK_ERR(ctx, ecert_csr_make_by(ctx, spec, signer, 1, &out, &n), ECERT_E_KEY);
	CHECK(out == NULL && n == 0);
	ecert_signer_free(signer);
	ecert_csr_spec_free(spec);
	eci_buf_free(&key);
	eci_buf_free(&cert);
}

static void
test_spec(ecert_ctx *ctx)
{
	ecert_csr_spec *spec = spec_of(ctx, NULL);
	struct eci_buf b = vector("pkcs8.pem");
	ecert_key *key = NULL;
	uint8_t *out;
	char *json;
	size_t n;
	int i;
	ecert_csr_state state;

	CHECK_OK(ctx, ecert_key_load(ctx, b.ptr, b.len, NULL, NULL, NULL, &key));
	unit_case("no subject");
	CHECK_ERR(ctx, ecert_csr_make(ctx, spec, key, 1, &out, &n), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_csr_spec_set_subject(ctx, spec, NULL), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_csr_spec_set_subject(ctx, spec, "a"), ECERT_E_ARG);
	unit_case("the last subject counts, a bad one changes nothing");
	CHECK_OK(ctx, ecert_csr_spec_set_subject(ctx, spec, "CN=a"));
	CHECK_OK(ctx, ecert_csr_spec_set_subject(ctx, spec, "CN=b"));
	CHECK_ERR(ctx, ecert_csr_spec_set_subject(ctx, spec, "CN="), ECERT_E_ARG);
	unit_case("key usage");
	CHECK_ERR(ctx, ecert_csr_spec_set_usage(ctx, spec, "sign"), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_csr_spec_set_usage(ctx, spec, ""), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_csr_spec_set_usage(ctx, spec, NULL), ECERT_E_ARG);
	CHECK_OK(ctx, ecert_csr_spec_set_usage(ctx, spec, "keyAgreement"));
	CHECK_OK(ctx, ecert_csr_spec_set_usage(ctx, spec, "digitalSignature"));
	unit_case("64 names, and no more");
	CHECK_ERR(ctx, ecert_csr_spec_add_name(ctx, spec, "a"), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_csr_spec_add_name(ctx, spec, NULL), ECERT_E_ARG);
	for (i = 0; i < 64; i++)
		CHECK_OK(ctx, ecert_csr_spec_add_name(ctx, spec, "dns:a.example"));
	CHECK_ERR(ctx, ecert_csr_spec_add_name(ctx, spec, "dns:a.example"), ECERT_E_ARG);
	CHECK_OK(ctx, ecert_csr_make(ctx, spec, key, 1, &out, &n));
	CHECK_OK(ctx, ecert_csr_describe(ctx, out, n, NULL, &state, &json));
	CHECK_INT(state, ECERT_CSR_GOOD);
	CHECK(strstr(json, "CN=b") != NULL && strstr(json, "\"digitalSignature\"") != NULL);
	ecert_free(json);
	ecert_free(out);
	ecert_key_free(key);
	ecert_csr_spec_free(spec);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_key(ctx);
	test_signer(ctx);
	test_spec(ctx);
	return unit_end();
}
