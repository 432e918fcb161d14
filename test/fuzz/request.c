/* SPDX-License-Identifier: Apache-2.0 */
/*
 * request.c - certificate requests, and the names people write for them: a request of
 * whatever is taken as a name can be read, and shown.
 */
#include "crypto/crypto.h"
#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 120 };
FUZZ_MUTATES_DER

static void
check_request(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	ecert_csr_state state;
	struct eci_csr csr;
	char *json = NULL;
	ecert_err e;
	size_t i;

	e = eci_csr_load(ctx, "fuzz", data, size, &csr);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (csr.subject != NULL));
	if (e == ECERT_OK) {
		fuzz_check_shown(csr.subject);
		for (i = 0; i < csr.n_alt; i++)
			fuzz_check_shown(csr.alt_names[i]);
		FUZZ_CHECK(csr.value != ECI_CSR_GOOD || csr.key.ok);
		eci_csr_done(&csr);
	}
	e = ecert_csr_describe(ctx, data, size, "fuzz", &state, &json);
	FUZZ_CHECK((e == ECERT_OK) == (json != NULL));
	if (json != NULL)
		fuzz_check_json(json);
	ecert_free(json);
}

/* The request of the kit's key with this name, by itself and read back. */
static void
check_shown(ecert_ctx *ctx, const struct eci_buf *name)
{
	struct eci_buf info = { 0 }, der = { 0 }, spki = { 0 };
	const struct fuzz_kit *k = fuzz_kit();
	struct eci_csr_parts parts = { .subject = { name->ptr, name->len } };
	struct eci_key *key = NULL;
	struct eci_csr csr;

	FUZZ_MUST(ctx, eci_key_load(ctx, "key", k->key.ptr, k->key.len, NULL, NULL, &key, NULL));
	FUZZ_MUST(ctx, eci_key_put_spki(ctx, key, &spki));
	parts.spki.ptr = spki.ptr;
	parts.spki.len = spki.len;
	FUZZ_MUST(ctx, eci_csr_info(ctx, &parts, &info));
	FUZZ_MUST(ctx, eci_csr_join(ctx, (struct eci_bytes){ info.ptr, info.len }, ECI_KEY_SM2,
	    (struct eci_bytes){ (const uint8_t *)"none", 4 }, &der));
	/* Names above 8 KiB are written, and refused by whoever reads them. */
	if (eci_csr_load(ctx, "again", der.ptr, der.len, &csr) == ECERT_OK) {
		FUZZ_CHECK(csr.value == ECI_CSR_BAD);
		fuzz_check_shown(csr.subject);
		eci_csr_done(&csr);
	} else
		FUZZ_CHECK(name->len > 8000);
	eci_buf_free(&info);
	eci_buf_free(&der);
	eci_buf_free(&spki);
	eci_key_free(key);
}

static void
check_name(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	struct eci_buf text = { 0 }, name = { 0 }, alt = { 0 };
	ecert_err e;

	fuzz_add(&text, data, size);
	fuzz_add(&text, "", 1);
	e = eci_name_parse(ctx, (const char *)text.ptr, &name);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK(e == ECERT_OK || name.len == 0);
	if (e == ECERT_OK)
		check_shown(ctx, &name);
	e = eci_alt_parse(ctx, (const char *)text.ptr, &alt);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (alt.len > 0));
	e = ecert_pass_check(ctx, (const char *)text.ptr);
	FUZZ_CHECK(e == ECERT_OK || e == ECERT_E_ARG);
	eci_buf_free(&text);
	eci_buf_free(&name);
	eci_buf_free(&alt);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_ctx *ctx;

	fuzz_kit();
	fuzz_watch();
	ctx = fuzz_ctx();
	check_request(ctx, data, size);
	check_name(ctx, data, size);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const char *const texts[] = { "CN=a, O=b, C=CN", "CN=a\\,b\\2bc,OU=\\ x\\ ,1.2.3=y",
		"dns:a.example", "ip:10.0.0.1", "email:a@b", "uri:urn:x" };
	ecert_ctx *ctx = fuzz_ctx();
	ecert_csr_spec *spec = NULL;
	uint8_t *out = NULL;
	char name[16];
	size_t i, n = 0;
	int der;

	fuzz_rand_reset();
	FUZZ_MUST(ctx, ecert_csr_spec_new(ctx, &spec));
	FUZZ_MUST(ctx, ecert_csr_spec_set_subject(ctx, spec, texts[0]));
	FUZZ_MUST(ctx, ecert_csr_spec_set_usage(ctx, spec, "digitalSignature,nonRepudiation"));
	for (i = 2; i < ECI_COUNT(texts); i++)
		FUZZ_MUST(ctx, ecert_csr_spec_add_name(ctx, spec, texts[i]));
	for (der = 0; der < 2; der++) {
		FUZZ_MUST(ctx, ecert_csr_make_by(ctx, spec, fuzz_kit()->signer, der, &out, &n));
		put(arg, der ? "request-der" : "request", out, n);
		ecert_free(out);
	}
	for (i = 0; i < ECI_COUNT(texts); i++) {
		snprintf(name, sizeof(name), "name-%zu", i);
		put(arg, name, (const uint8_t *)texts[i], strlen(texts[i]));
	}
	ecert_csr_spec_free(spec);
	fuzz_ctx_free(ctx);
}
