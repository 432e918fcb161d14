/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"
#include "crypto/crypto_priv.h"

#define AT (T0 + 30 * DAY)
#define NOW (T0 + 60 * DAY)

static const uint64_t serial1000[] = { 1000 };

static void
test_strict(ecert_ctx *ctx, const struct party *root)
{
	struct eci_buf pem = { 0 }, der = { 0 }, both;
	struct eci_crls l = { 0 };
	int64_t at = AT;
	size_t n;

	CHECK_OK(ctx, eci_issue_crl(ctx, root->key, root->cert, T0, NOW, 1, serial1000, &at, 1, &pem));
	CHECK_OK(ctx, eci_buf_room(ctx, &der, pem.len));
	CHECK(eci_base64_decode((char *)pem.ptr + 25, pem.len - 25 - 23, der.ptr, pem.len, &der.len));
	unit_case("der");
	CHECK_OK(ctx, eci_crls_load(ctx, "l", der.ptr, der.len, &l));
	CHECK_INT(l.n, 1);
	unit_case("every cut of a list is refused");
	for (n = 0; n < der.len; n++)
		CHECK_REASON(ctx, eci_crls_load(ctx, "l", der.ptr, n, &l), ECERT_R_CERT_MALFORMED);
	CHECK_INT(l.n, 1);
	unit_case("every octet of a list changed");
	for (n = 0; n < der.len; n++) {
		struct eci_crls x = { 0 };

		der.ptr[n] ^= 0x41;
		(void)eci_crls_load(ctx, "l", der.ptr, der.len, &x);
		eci_crls_free(&x);
		der.ptr[n] ^= 0x41;
	}
	unit_case("a list above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CRL_BYTES, der.len - 1));
	CHECK_ERR(ctx, eci_crls_load(ctx, "l", der.ptr, der.len, &l), ECERT_E_LIMIT);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CRL_BYTES, der.len));
	CHECK_OK(ctx, eci_crls_load(ctx, "l", der.ptr, der.len, &l));
	unit_case("a certificate before the list");
	eci_crls_free(&l);
	both = vector("rsa-cert.pem");
	CHECK_OK(ctx, eci_buf_add(ctx, &both, pem.ptr, pem.len));
	CHECK_OK(ctx, eci_crls_load(ctx, "l", both.ptr, both.len, &l));
	CHECK_INT(l.n, 1);
	eci_buf_free(&both);
	unit_case("ends after 2049");
	pem.len = 0;
	CHECK_OK(ctx, eci_issue_crl(ctx, root->key, root->cert, T0, T0 + 30 * 366 * DAY, 1, NULL, NULL,
	    0, &pem));
	CHECK_OK(ctx, eci_crls_load(ctx, "l", pem.ptr, pem.len, &l));
	CHECK(l.n == 2 && l.v[1]->has_next && l.v[1]->next_update == T0 + 30 * 366 * DAY);
	unit_case("no list in it");
	CHECK_REASON(ctx, eci_crls_load(ctx, "l", (const uint8_t *)"text", 4, &l),
	    ECERT_R_CERT_MALFORMED);
	eci_crls_free(&l);
	eci_buf_free(&pem);
	eci_buf_free(&der);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct party root = issue(ctx, ca("root", -1), NULL);

	test_strict(ctx, &root);
	party_free(&root);
	return unit_end();
}
