/* SPDX-License-Identifier: Apache-2.0 */
/* seal_get.c - what is asked of a seal, also beyond its ends. */
#include "seal_kit.h"
#include "ses_edit.h"

static void
extensions(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf der = { 0 };
	ecert_seal *seal = NULL;
	const uint8_t *p;
	size_t n = 9;

	ses_make_full_seal(ctx, ECERT_SES_V4, &der);
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, der.ptr, der.len, &seal));
	unit_case("extensions");
	CHECK_INT(ecert_seal_ext_count(seal), 2);
	CHECK_STR(ecert_seal_ext_oid(seal, 0), "1.2.3");
	CHECK_INT(ecert_seal_ext_critical(seal, 0), 0);
	CHECK_INT(ecert_seal_ext_critical(seal, 1), 1);
	p = ecert_seal_ext_value(seal, 1, &n);
	CHECK_MEM(p, n, ses_hash, 4);
	CHECK(ecert_seal_ext_value(seal, 0, NULL) != NULL);
	unit_case("no third extension");
	CHECK_STR(ecert_seal_ext_oid(seal, 2), "");
	CHECK_INT(ecert_seal_ext_critical(seal, 2), 0);
	CHECK(ecert_seal_ext_value(seal, 2, &n) == NULL && n == 0);
	unit_case("no third certificate");
	CHECK_INT(ecert_seal_cert_count(seal), 2);
	CHECK(ecert_seal_cert(seal, 2, &n) == NULL && n == 0);
	CHECK_STR(ecert_seal_cert_subject(seal, 2), "");
	CHECK(ecert_seal_cert_not_after(seal, 2) == INT64_MAX);
	ecert_seal_free(seal);
	eci_buf_free(&der);
}

/* The same fields of each version. */
static void
fields(void)
{
	static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf der = { 0 };
	ecert_seal *seal = NULL;
	const char *type;
	const uint8_t *p;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("fields of version %d", (int)versions[i]);
		ses_make_seal(ctx, versions[i], &der);
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, der.ptr, der.len, &seal));
		CHECK_INT(ecert_seal_version(seal), versions[i]);
		CHECK_STR(ecert_seal_id(seal), "32010600000001");
		CHECK_STR(ecert_seal_vendor(seal), "ecert");
		CHECK_INT(ecert_seal_type(seal), 1);
		CHECK_INT(ecert_seal_created(seal), SES_FROM);
		CHECK_INT(ecert_seal_valid_from(seal), SES_FROM);
		CHECK_INT(ecert_seal_valid_until(seal), SES_UNTIL);
		CHECK_INT(ecert_seal_width(seal), 40);
		CHECK_INT(ecert_seal_height(seal), 30);
		p = ecert_seal_picture(seal, &n, &type);
		CHECK_MEM(p, n, ses_picture, sizeof(ses_picture));
		CHECK_STR(type, "png");
		CHECK(ecert_seal_picture(seal, NULL, NULL) == p);
		p = ecert_seal_maker_cert(seal, &n);
		CHECK_MEM(p, n, ses_other, sizeof(ses_other));
		p = ecert_seal_der(seal, &n);
		CHECK_MEM(p, n, der.ptr, der.len);
		CHECK_INT(ecert_seal_cert_digests(seal), 0);
		CHECK_INT(ecert_seal_ext_count(seal), 0);
		ecert_seal_free(seal);
	}
	eci_buf_free(&der);
}

static void
ends(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf der = { 0 };
	ecert_seal *seal = NULL;

	unit_case("what is no certificate has no end");
	ses_make_seal(ctx, ECERT_SES_V4, &der);
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, der.ptr, der.len, &seal));
	CHECK(ecert_seal_maker_not_after(seal) == INT64_MAX);
	CHECK(ecert_seal_cert_not_after(seal, 0) == INT64_MAX);
	ecert_seal_free(seal);
	eci_buf_free(&der);
}

int
main(void)
{
	extensions();
	ends();
	fields();
	return unit_end();
}
