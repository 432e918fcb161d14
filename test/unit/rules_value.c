/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a policy: lengths of time, object identifiers, words. */
#include <stdio.h>

#include "unit.h"
#include "rules/rules.h"

static bool
accepts(ecert_ctx *ctx, const char *key, const char *value)
{
	ecert_rules *rules = NULL;
	char text[512];
	ecert_err e;

	snprintf(text, sizeof(text), "%s = %s\n", key, value);
	e = ecert_rules_load(ctx, text, strlen(text), "p", &rules);
	CHECK(e == ECERT_OK || e == ECERT_E_CONFIG);
	ecert_rules_free(rules);
	return e == ECERT_OK;
}

#define OID_40 "1.2.345678901234567890123456789012345678"
#define OID_200 OID_40 ".23456789.123456789.123456789.123456789." OID_40 \
	".23456789.123456789.123456789.123456789." OID_40

static const struct { const char *key, *value; bool good; } values[] = {
	{ "validity", "1y", true }, { "validity", "1000y", true }, { "validity", "1001y", false },
	{ "validity", "90d", true }, { "validity", "1000000h", true },
	{ "validity", "1000001h", false }, { "validity", "0d", false },
	{ "validity", "5", false }, { "validity", "y", false }, { "validity", "5m", false },
	{ "validity", "-5y", false }, { "validity", "5 y", false }, { "validity", "5Y", false },
	{ "validity", "99999999999999999999y", false }, { "validity", "000000005y", false },
	{ "policy-oid", "1.2", true }, { "policy-oid", "2.16.156.339.1.1.1.2.1", true },
	{ "policy-oid", "2", false }, { "policy-oid", "1..2", false },
	{ "policy-oid", "1.2.", false }, { "policy-oid", "1.02", false },
	{ "policy-oid", "3.1", false }, { "policy-oid", ".1", false },
	{ "policy-oid", "1.2a", false }, { "policy-oid", "1.2x3", false },
	{ "policy-oid", "0.0.5", true }, { "policy-oid", "-1.2", false },
	{ "policy-oid", OID_200, true }, { "policy-oid", OID_200 "1", false },
	{ "algorithms", "sm2-sm3", true }, { "algorithms", "sm2-sm3,rsa-sha256", true },
	{ "algorithms", "rsa-sha256 ,\tsm2-sm3", true }, { "algorithms", "sm2-sm3,", false },
	{ "algorithms", ",sm2-sm3", false }, { "algorithms", "SM2-SM3", false },
	{ "algorithms", "sm2", false },
	{ "rsa-bits", "2048", true }, { "rsa-bits", "16385", false }, { "rsa-bits", "x", false },
};

static void
periods(void)
{
	/* From a calendar; 2028 is a leap year. */
	static const struct { int64_t from; struct eci_period p; const char *to; } v[] = {
		{ 1735689600, { true, 5 }, "2030-01-01T00:00:00Z" },     /* 2025-01-01 */
		{ 1835395200, { true, 1 }, "2029-03-01T00:00:00Z" },     /* 2028-02-29 */
		{ 1835395200, { true, 4 }, "2032-02-29T00:00:00Z" },
		{ 1735689600, { false, 86400 }, "2025-01-02T00:00:00Z" },
		{ 0, { true, 50 }, "2020-01-01T00:00:00Z" },
	};
	char iso[24];
	size_t i;

	unit_case("times some years later");
	for (i = 0; i < ECI_COUNT(v); i++)
		CHECK_STR(eci_time_iso(eci_period_after(v[i].from, &v[i].p), iso), v[i].to);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(values); i++) {
		unit_case("%s = %s is %s", values[i].key, values[i].value,
		    values[i].good ? "taken" : "refused");
		CHECK_INT(accepts(ctx, values[i].key, values[i].value), values[i].good);
	}
	periods();
	return unit_end();
}
