/* SPDX-License-Identifier: Apache-2.0 */
/* What a response says of one certificate: its form. */
#include "crypto_more.h"

#define ID "3014" "300906052b0e03021a0500" "040161" "040162" "020105"
#define NOW_HEX "180f32303236303330323030303030305a"     /* 2026-03-02 */
#define EARLY_HEX "180f32303236303130313030303030305a"   /* 2026-01-01 */
#define GOOD "8000"
#define MANY 16
#define NEXT(t) "a011" t

static const struct {
	const char *name, *hex, *says;
} rows[] = {
	{ "good", ID GOOD NOW_HEX, NULL },
	{ "good with nextUpdate", ID GOOD NOW_HEX NEXT(NOW_HEX), NULL },
	{ "unknown", ID "8200" NOW_HEX, NULL },
	{ "good with contents", ID "800100" NOW_HEX, "certStatus" },
	{ "unknown with contents", ID "82020500" NOW_HEX, "certStatus" },
	{ "good, constructed", ID "a000" NOW_HEX, "certStatus" },
	{ "another status", ID "8300" NOW_HEX, "certStatus" },
	{ "no status", ID NOW_HEX, "certStatus" },
	{ "revoked", ID "a111" EARLY_HEX NOW_HEX, NULL },
	{ "revoked for a reason", ID "a116" EARLY_HEX "a0030a0101" NOW_HEX, NULL },
	{ "a reason that is an INTEGER", ID "a116" EARLY_HEX "a003020101" NOW_HEX, "reasonCode" },
	{ "two reasons", ID "a119" EARLY_HEX "a0060a01010a0102" NOW_HEX, "reasonCode" },
	{ "something behind the reason", ID "a118" EARLY_HEX "a0030a0101" "0500" NOW_HEX, "revoked" },
	{ "revoked without a time", ID "a100" NOW_HEX, "revocationTime" },
	{ "revoked at a UTCTime", ID "a10f170d3236303130313030303030305a" NOW_HEX,
	    "revocationTime" },
	{ "thisUpdate as UTCTime", ID GOOD "170d3236303330323030303030305a", "thisUpdate" },
	{ "thisUpdate with a fraction", ID GOOD "181232303236303330323030303030302e355a" "00",
	    "thisUpdate" },
	{ "nextUpdate before thisUpdate", ID GOOD NOW_HEX NEXT(EARLY_HEX), "before thisUpdate" },
	{ "two nextUpdates", ID GOOD NOW_HEX "a022" NOW_HEX NOW_HEX, "nextUpdate" },
	{ "something at the end", ID GOOD NOW_HEX "0500", "singleExtensions" },
	{ "an extension", ID GOOD NOW_HEX "a10d300b30090603551d6304023000", NULL },
	{ "an extension twice", ID GOOD NOW_HEX "a118301630090603551d630402300030090603551d6304023000",
	    "one twice" },
	{ "archiveCutoff that is no time", ID GOOD NOW_HEX
	    "a114301230100609" "2b0601050507300106" "04030201" "01", "archiveCutoff" },
	{ "another hash has parameters", "3014" "300906052b0e03021a0500" "040161" "040162" "020105"
	    GOOD NOW_HEX, NULL },
	{ "no serial number", "3011" "300906052b0e03021a0500" "040161" "040162" GOOD NOW_HEX,
	    "serialNumber" },
	{ "a name hash that is none", "3014" "300906052b0e03021a0500" "030161" "040162" "020105"
	    GOOD NOW_HEX, "issuerNameHash" },
	{ "more in the name of the certificate", "3016" "300906052b0e03021a0500" "040161" "040162"
	    "020105" "0500" GOOD NOW_HEX, "certID" },
};

static ecert_err
parse(ecert_ctx *ctx, const char *hex, struct eci_buf *der, struct eci_ocsp_single *out)
{
	struct eci_buf in = { 0 };
	struct eci_der d;

	put_hex(ctx, &in, hex);
	put_in(ctx, der, ECI_DER_SEQUENCE, &in);
	d = eci_der(ctx, "s", ECERT_R_CERT_MALFORMED, der->ptr, der->len);
	return eci_ocsp_single_parse(&d, out);
}

static void
test_values(ecert_ctx *ctx)
{
	struct eci_ocsp_single s;
	struct eci_buf der = { 0 };

	unit_case("what a revoked one says");
	CHECK_OK(ctx, parse(ctx, ID "a116" NOW_HEX "a0030a0104" NOW_HEX NEXT(NOW_HEX), &der, &s));
	CHECK_INT(s.status, ECI_OCSP_REVOKED);
	CHECK_INT(s.reason, 4);
	CHECK_INT(s.since, T0 + 60 * DAY);
	CHECK(s.has_next && s.next_update == T0 + 60 * DAY);
	CHECK_INT(s.id.serial.len, 1);
	eci_buf_free(&der);
	unit_case("invalid before it was revoked");
	CHECK_OK(ctx, parse(ctx, ID "a111" NOW_HEX NOW_HEX
	    "a11c301a30180603551d18" "0411" EARLY_HEX, &der, &s));
	CHECK_INT(s.since, T0);
	eci_buf_free(&der);
	unit_case("invalidityDate of a good one means nothing");
	CHECK_OK(ctx, parse(ctx, ID GOOD NOW_HEX
	    "a11c301a30180603551d18" "0411" EARLY_HEX, &der, &s));
	CHECK_INT(s.status, ECI_OCSP_GOOD);
	CHECK(s.foreign == NULL && !s.keeps);
	eci_buf_free(&der);
	unit_case("critical, it is not understood");
	CHECK_OK(ctx, parse(ctx, ID GOOD NOW_HEX
	    "a11f301d301b0603551d18" "0101ff" "0411" EARLY_HEX, &der, &s));
	CHECK(s.foreign != NULL);
	eci_buf_free(&der);
	unit_case("an archive, and revoked");
	CHECK_OK(ctx, parse(ctx, ID "a111" NOW_HEX NOW_HEX
	    "a1223020301e06092b0601050507300106" "0411" EARLY_HEX, &der, &s));
	CHECK(s.keeps && s.since == T0 + 60 * DAY);
	eci_buf_free(&der);
	unit_case("critical ones that are known: crlID, reasonCode");
	CHECK_OK(ctx, parse(ctx, ID GOOD NOW_HEX
	    "a117301530130609" "2b0601050507300103" "0101ff" "04033001" "00", &der, &s));
	CHECK(s.foreign == NULL);
	eci_buf_free(&der);
	CHECK_OK(ctx, parse(ctx, ID GOOD NOW_HEX
	    "a111300f300d0603551d15" "0101ff" "04030a0101", &der, &s));
	CHECK(s.foreign == NULL);
	eci_buf_free(&der);
	unit_case("an archive");
	CHECK_OK(ctx, parse(ctx, ID GOOD NOW_HEX
	    "a1223020301e06092b0601050507300106" "0411" EARLY_HEX, &der, &s));
	CHECK(s.keeps && s.keeps_from == T0);
	eci_buf_free(&der);
	unit_case("a critical extension nobody knows");
	CHECK_OK(ctx, parse(ctx, ID GOOD NOW_HEX "a110300e300c0603551d630101ff04023000", &der, &s));
	CHECK(s.foreign != NULL);
	eci_buf_free(&der);
}

/* As many extensions as may be, and one more; all of them different. */
static void
test_many(ecert_ctx *ctx)
{
	struct eci_ocsp_single s;
	struct eci_buf in = { 0 }, all = { 0 }, list = { 0 }, der = { 0 };
	struct eci_der d;
	char hex[32];
	size_t i, n;

	for (n = MANY; n <= MANY + 1; n++) {
		unit_case("%zu extensions", n);
		put_hex(ctx, &in, ID GOOD NOW_HEX);
		for (i = 0; i < n; i++) {
			snprintf(hex, sizeof(hex), "300906035" "51d%02x04023000", (unsigned)(0x40 + i));
			put_hex(ctx, &all, hex);
		}
		put_in(ctx, &list, ECI_DER_SEQUENCE, &all);
		put_in(ctx, &in, 0xa1, &list);
		put_in(ctx, &der, ECI_DER_SEQUENCE, &in);
		d = eci_der(ctx, "s", ECERT_R_CERT_MALFORMED, der.ptr, der.len);
		if (n == MANY)
			CHECK_OK(ctx, eci_ocsp_single_parse(&d, &s));
		else
			CHECK_REASON(ctx, eci_ocsp_single_parse(&d, &s), ECERT_R_CERT_MALFORMED);
		eci_buf_free(&der);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ocsp_single s;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf der = { 0 };

		unit_case("%s", rows[i].name);
		if (rows[i].says == NULL)
			CHECK_OK(ctx, parse(ctx, rows[i].hex, &der, &s));
		else {
			CHECK_REASON(ctx, parse(ctx, rows[i].hex, &der, &s), ECERT_R_CERT_MALFORMED);
			if (strstr(ecert_errmsg(ctx), rows[i].says) == NULL)
				CHECK_STR(ecert_errmsg(ctx), rows[i].says);
		}
		eci_buf_free(&der);
	}
	test_values(ctx);
	test_many(ctx);
	return unit_end();
}
