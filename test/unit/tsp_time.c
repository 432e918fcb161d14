/* SPDX-License-Identifier: Apache-2.0 */
/* genTime: one form per moment. */
#include "tsp_case.h"
#include "tsp/tsp_priv.h"

static const struct {
	const char *text;
	int64_t     time;        /* -1: refused */
	uint32_t    micros;
} rows[] = {
	{ "20231114221320Z", 1700000000, 0 },
	{ "20231114221320.5Z", 1700000000, 500000 },
	{ "20231114221320.371Z", 1700000000, 371000 },
	{ "20231114221320.000001Z", 1700000000, 1 },
	{ "20231114221320.123456789Z", 1700000000, 123456 },
	{ "20000229000000Z", 951782400, 0 },
	{ "20231114221320", -1, 0 },
	{ "20231114221320.5", -1, 0 },
	{ "202311142213200", -1, 0 },
	{ "20231114221320.5Y", -1, 0 },
	{ "20231114221320.Z", -1, 0 },
	{ "20231114221320.500Z", -1, 0 },
	{ "20231114221320.0Z", -1, 0 },
	{ "20231114221320.1234567891Z", -1, 0 },
	{ "20231114221320,5Z", -1, 0 },
	{ "20231114221320.5aZ", -1, 0 },
	{ "20231114221320.-5Z", -1, 0 },
	{ "202311142213Z", -1, 0 },
	{ "2023111422Z", -1, 0 },
	{ "20231114221320+0800", -1, 0 },
	{ "20231114221320.5+0800", -1, 0 },
	{ "20231114221320ZZ", -1, 0 },
	{ "20231114240000Z", -1, 0 },
	{ "20231114236000Z", -1, 0 },
	{ "20231114235960Z", -1, 0 },
	{ "20231314221320Z", -1, 0 },
	{ "20230014221320Z", -1, 0 },
	{ "20230229000000Z", -1, 0 },
	{ "2023 114221320Z", -1, 0 },
	{ "Z", -1, 0 },
	{ "", -1, 0 },
};

int
main(void)
{
	ecert_ctx *ctx = forge.ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_der d;
	uint32_t micros;
	int64_t t;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("\"%s\"", rows[i].text);
		b.len = 0;
		cms_put(&b, 0x18, rows[i].text, strlen(rows[i].text));
		d = eci_der(ctx, "w", ECERT_R_TIMESTAMP_BAD, b.ptr, b.len);
		if (rows[i].time < 0) {
			CHECK_REASON(ctx, eci_tsp_time(&d, "genTime", &t, &micros),
			    ECERT_R_TIMESTAMP_BAD);
			continue;
		}
		CHECK_OK(ctx, eci_tsp_time(&d, "genTime", &t, &micros));
		CHECK_INT(t, rows[i].time);
		CHECK_INT(micros, rows[i].micros);
	}
	unit_case("utctime");
	b.len = 0;
	cms_put(&b, 0x17, "231114221320Z", 13);
	d = eci_der(ctx, "w", ECERT_R_TIMESTAMP_BAD, b.ptr, b.len);
	CHECK_REASON(ctx, eci_tsp_time(&d, "genTime", &t, &micros), ECERT_R_TIMESTAMP_BAD);
	eci_buf_free(&b);
	return unit_end();
}
