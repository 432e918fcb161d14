/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 4180 section 2, but for line breaks in fields. */
#include <stdio.h>

#include "job/job_batch.h"
#include "unit.h"

static void
test_good(ecert_ctx *ctx)
{
	static const struct { const char *text, *want; } rows[] = {
		{ "", "<>" },
		{ "a", "<a>" },
		{ "a,b", "<a><b>" },
		{ ",", "<><>" },
		{ "a,,c,", "<a><><c><>" },
		{ " a , b ", "< a >< b >" },
		{ "\"a\"", "<a>" },
		{ "\"\"", "<>" },
		{ "\"a,b\",c", "<a,b><c>" },
		{ "\"a\"\"b\"", "<a\"b>" },
		{ "\"\"\"\"", "<\">" },
		{ "\"\"\"a\"\"\",\"\"", "<\"a\"><>" },
		{ "a;b,'c'", "<a;b><'c'>" },
	};
	struct eci_csv csv = { 0 };
	char text[100], got[200];
	size_t i, k, at;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("split %s", rows[i].text);
		snprintf(text, sizeof(text), "%s", rows[i].text);
		CHECK_OK(ctx, eci_csv_split(ctx, "x", text, strlen(text), &csv));
		for (k = 0, at = 0, got[0] = '\0'; k < csv.n; k++)
			at += (size_t)snprintf(got + at, sizeof(got) - at, "<%s>", csv.v[k]);
		CHECK_STR(got, rows[i].want);
		eci_csv_free(&csv);
	}
}

static void
test_bad(ecert_ctx *ctx)
{
	static const char *const rows[] = { "\"a", "\"", "a\"b", "a,\"b", "\"a\"b", "\"a\" ,b",
		"\"a\"\"", "a\"", "\"\"\"" };
	struct eci_csv csv = { 0 };
	char text[100];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("refuse %s", rows[i]);
		snprintf(text, sizeof(text), "%s", rows[i]);
		CHECK_ERR(ctx, eci_csv_split(ctx, "x", text, strlen(text), &csv), ECERT_E_CONFIG);
		CHECK(csv.v == NULL && csv.n == 0);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_good(ctx);
	test_bad(ctx);
	return unit_end();
}
