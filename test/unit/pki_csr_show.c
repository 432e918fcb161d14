/* SPDX-License-Identifier: Apache-2.0 */
#include "csr_make.h"

static const struct {
	const char     *name;
	struct csr_spec spec;
	ecert_csr_state state;
	const char     *says;
} rows[] = {
	{ "good", { 0 }, ECERT_CSR_GOOD, "\"signature\":\"good\"" },
	{ "the empty id", { .id = "" }, ECERT_CSR_EMPTY_ID, "\"signature\":\"empty-sm2-id\"" },
	{ "bad", { .other_key = true }, ECERT_CSR_BAD, "\"signature\":\"bad\"" },
};

/* Whatever blanks there are between members. */
static bool
says(const char *json, const char *want)
{
	char a[2048];
	size_t n = 0;

	for (; *json != '\0' && n < sizeof(a) - 1; json++)
		if (*json != ' ')
			a[n++] = *json;
	a[n] = '\0';
	return strstr(a, want) != NULL;
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b, pem = { 0 };
	ecert_csr_state state;
	char *json;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		b = csr_make(ctx, &rows[i].spec);
		CHECK_OK(ctx, ecert_csr_describe(ctx, b.ptr, b.len, "t", &state, &json));
		CHECK_INT(state, rows[i].state);
		CHECK(says(json, rows[i].says) && says(json, "\"kind\":\"request\""));
		ecert_free(json);
		CHECK_OK(ctx, ecert_csr_describe(ctx, b.ptr, b.len, "t", &state, NULL));
		CHECK_INT(state, rows[i].state);
		unit_case("%s, shown like any other file", rows[i].name);
		CHECK_OK(ctx, ecert_key_describe(ctx, b.ptr, b.len, NULL, NULL, &json));
		CHECK(says(json, rows[i].says));
		ecert_free(json);
		pem.len = 0;
		CHECK_OK(ctx, eci_csr_write_pem(ctx, bytes(b.ptr, b.len), &pem));
		CHECK_OK(ctx, ecert_key_describe(ctx, pem.ptr, pem.len, NULL, NULL, &json));
		CHECK(says(json, rows[i].says));
		ecert_free(json);
		eci_buf_free(&b);
	}
	unit_case("no request");
	CHECK_ERR(ctx, ecert_csr_describe(ctx, (const uint8_t *)"x", 1, "name", &state, &json),
	    ECERT_E_CERT);
	CHECK(json == NULL && state == ECERT_CSR_BAD);
	CHECK_ERR(ctx, ecert_csr_describe(ctx, NULL, 0, NULL, &state, &json), ECERT_E_ARG);
	unit_case("a request that is malformed, shown like any other file");
	pem.ptr[60] = '!';
	CHECK_ERR(ctx, ecert_key_describe(ctx, pem.ptr, pem.len, NULL, NULL, &json), ECERT_E_CERT);
	eci_buf_free(&pem);
	return unit_end();
}
