/* SPDX-License-Identifier: Apache-2.0 */
/* The business record: what is taken and what is refused. */
#include "unit.h"
#include "verify/verify_priv.h"

#define DIGEST "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"
#define ID "2.25.4711.1.2\xe2\x80\xa2" "7\xe2\x80\xa2" "12990000999999998X\xe2\x80\xa2" \
	"CNAS L0001\xe2\x80\xa2XZ-2026-0001\xe2\x80\xa2" "0"

static const struct { const char *name, *json, *message; } cases[] = {
	{ "an identifier", "{\"identifier\":\"" ID "\"}", NULL },
	{ "a number", "{\"number\":\"XZ-1\"}", NULL },
	{ "a digest", "{\"sm3\":\"" DIGEST "\"}", NULL },
	{ "custom data", "{\"custom\":{\"a\":\"b\",\"c\":\"\"}}", NULL },
	{ "all of them", "{\"identifier\":\"" ID "\",\"number\":\"1\",\"sm3\":\"" DIGEST
	    "\",\"custom\":{\"a\":\"b\"}}", NULL },
	{ "no object", "[]", "record: not an object" },
	{ "a string", "\"identifier\"", "record: not an object" },
	{ "nothing is expected", "{}", "record: it expects nothing" },
	{ "an unknown member", "{\"number\":\"1\",\"nummer\":\"1\"}",
	    "record: nummer: unknown; known are identifier, number, sm3, custom" },
	{ "a member with a line feed", "{\"a\\nb\":\"1\"}",
	    "record: a\\x0ab: unknown; known are identifier, number, sm3, custom" },
	{ "a number that is none of JSON's strings", "{\"number\":17}",
	    "record: number: not a string, or empty" },
	{ "an empty number", "{\"number\":\"\"}", "record: number: not a string, or empty" },
	{ "null", "{\"identifier\":null}", "record: identifier: not a string, or empty" },
	{ "a short digest", "{\"sm3\":\"1ab2\"}", "record: sm3: not 64 hexadecimal digits" },
	{ "a digest of a digit more", "{\"sm3\":\"" DIGEST "0\"}",
	    "record: sm3: not 64 hexadecimal digits" },
	{ "a digest and a letter", "{\"sm3\":\"" DIGEST "x\"}",
	    "record: sm3: not 64 hexadecimal digits" },
	{ "a digest with a letter in it", "{\"sm3\":\"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb7"
	    "47ed035eb5082aa2x\"}", "record: sm3: not 64 hexadecimal digits" },
	{ "custom data that is an array", "{\"custom\":[\"a\"]}",
	    "record: custom: not an object with members" },
	{ "custom data that is a string", "{\"custom\":\"a\"}",
	    "record: custom: not an object with members" },
	{ "no custom data", "{\"custom\":{}}", "record: custom: not an object with members" },
	{ "custom data with a number", "{\"custom\":{\"a\":1}}",
	    "record: a: not a string with a name" },
	{ "custom data without a name", "{\"custom\":{\"\":\"1\"}}",
	    "record: : not a string with a name" },
};

static void
set(ecert_ctx *ctx, ecert_policy *policy, size_t i)
{
	const struct eci_jdoc *before = policy->expect;
	const char *json = cases[i].json;
	ecert_err e = ecert_policy_set_expect(ctx, policy, json, strlen(json));

	unit_case("%s", cases[i].name);
	CHECK_INT(e, cases[i].message == NULL ? ECERT_OK : ECERT_E_CONFIG);
	if (cases[i].message == NULL)
		return;
	CHECK_STR(ecert_errmsg(ctx), cases[i].message);
	CHECK(policy->expect == before);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_policy *policy = NULL;
	size_t i;

	CHECK_OK(ctx, ecert_policy_new(ctx, &policy));
	for (i = 0; i < ECI_COUNT(cases); i++)
		set(ctx, policy, i);

	unit_case("a malformed identifier");
	CHECK_ERR(ctx, ecert_policy_set_expect(ctx, policy, "{\"identifier\":\"x\"}", 18),
	    ECERT_E_CONFIG);
	CHECK(strncmp(ecert_errmsg(ctx), "record: identifier: ", 20) == 0);

	unit_case("no JSON");
	CHECK_ERR(ctx, ecert_policy_set_expect(ctx, policy, "{\"number\":\"1\"", 13),
	    ECERT_E_CONFIG);
	CHECK(policy->expect != NULL);

	unit_case("whether the digest is wanted");
	CHECK_OK(ctx, ecert_policy_set_expect(ctx, policy, "{\"number\":\"1\"}", 14));
	CHECK(!eci_verify_expects_sm3(policy));
	CHECK_OK(ctx, ecert_policy_set_expect(ctx, policy, cases[2].json, strlen(cases[2].json)));
	CHECK(eci_verify_expects_sm3(policy));
	ecert_policy_free(policy);
	return unit_end();
}
