/* SPDX-License-Identifier: Apache-2.0 */
/* seal_ext.c - extension data of seals to be made. */
#include "seal_kit.h"

#define BYTES(s) (const uint8_t *)(s), sizeof(s) - 1

static void
refused(void)
{
	static const struct { const char *name, *oid; } rows[] = {
		{ "no identifier", NULL }, { "empty", "" }, { "words", "seal colour" },
		{ "one arc", "1" }, { "first arc 3", "3.1" }, { "second arc 40", "1.40.1" },
		{ "trailing dot", "1.2.3." }, { "two dots", "1..3" }, { "negative", "1.2.-3" },
		{ "blank", "1.2. 3" }, { "an arc above 64 bits", "1.2.99999999999999999999" },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	char oid[32];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("extension: %s", rows[i].name);
		CHECK_ERR(ctx, ecert_seal_spec_add_ext(ctx, spec, rows[i].oid, 0, BYTES("x")),
		    ECERT_E_ARG);
	}
	unit_case("extension given twice");
	CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.3", 0, BYTES("x")));
	CHECK_ERR(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.3", 1, BYTES("y")), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "1.2.3: given twice") != NULL);
	unit_case("extension above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, 8));
	CHECK_ERR(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.4", 0, BYTES("123456789")),
	    ECERT_E_LIMIT);
	unit_case("64 extensions, and one more");
	for (i = 1; i < 64; i++) {
		snprintf(oid, sizeof(oid), "1.2.840.%zu", i);
		CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, oid, 0, NULL, 0));
	}
	CHECK_ERR(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.4", 0, NULL, 0), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "more than 64") != NULL);
	ecert_seal_spec_free(spec);
}

/* In the order given, in every version, and signed by the maker. */
static void
made(void)
{
	static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	struct kit k = kit_open(ctx);
	ecert_seal *seal = NULL;
	const uint8_t *p;
	size_t i, n;

	kit_add(ctx, spec, k.signer);
	CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, "2.5.4.3", 0, BYTES("2.1")));
	CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.156.10197.6.7.2.2.1", 1,
	    BYTES("\x30\x00")));
	CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, "0.9", 0, NULL, 0));
	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("extensions in a seal of version %d", (int)versions[i]);
		CHECK_OK(ctx, ecert_seal_make(ctx, spec, k.pen, versions[i], &seal));
		CHECK_INT(ecert_seal_ext_count(seal), 3);
		CHECK_STR(ecert_seal_ext_oid(seal, 0), "2.5.4.3");
		CHECK_STR(ecert_seal_ext_oid(seal, 1), "1.2.156.10197.6.7.2.2.1");
		CHECK_STR(ecert_seal_ext_oid(seal, 2), "0.9");
		CHECK_INT(ecert_seal_ext_critical(seal, 0), 0);
		CHECK_INT(ecert_seal_ext_critical(seal, 1), 1);
		p = ecert_seal_ext_value(seal, 0, &n);
		CHECK_MEM(p, n, "2.1", 3);
		p = ecert_seal_ext_value(seal, 2, &n);
		CHECK_INT(n, 0);
		/* What a verifier would note as a deviation is not made. */
		CHECK_INT(eci_seal_ses(seal)->notes.n, 0);
		ecert_seal_free(seal);
	}
	ecert_seal_spec_free(spec);
	kit_close(&k);
}

int
main(void)
{
	refused();
	made();
	return unit_end();
}
