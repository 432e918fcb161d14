/* SPDX-License-Identifier: Apache-2.0 */
/* seal_json.c - the description of a seal. */
#include "seal_kit.h"
#include "ses_edit.h"

static void
has(const char *json, const char *part)
{
	if (json == NULL || strstr(json, part) == NULL)
		CHECK_STR(json == NULL ? "" : json, part);
}

static void
ext_json(void)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	struct kit k = kit_open(ctx);
	ecert_seal *seal = NULL;
	char *json = NULL;

	kit_add(ctx, spec, k.signer);
	CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.156.10197.6.7.2.2.1", 0,
	    (const uint8_t *)"2.1", 3));
	CHECK_OK(ctx, ecert_seal_spec_add_ext(ctx, spec, "1.2.3", 1, NULL, 0));
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, k.pen, ECERT_SES_V5, &seal));
	CHECK_OK(ctx, ecert_seal_json(ctx, seal, &json));
	has(json, "\"extensions\":[{\"oid\":\"1.2.156.10197.6.7.2.2.1\",\"critical\":false,"
	    "\"value\":\"322e31\"},{\"oid\":\"1.2.3\",\"critical\":true,\"value\":\"\"}]");
	ecert_free(json);
	ecert_seal_free(seal);
	ecert_seal_spec_free(spec);
	kit_close(&k);
}

static void
id_json(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, spoilt = { 0 };
	ecert_seal *seal = NULL;
	char *json = NULL;

	ses_make_seal(ctx, ECERT_SES_V1, &made);
	ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, "0.2.2.0",
	    (struct eci_bytes){ (const uint8_t *)"\x16\x02" "\"7", 4 }, &spoilt);
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, spoilt.ptr, spoilt.len, &seal));
	CHECK_OK(ctx, ecert_seal_json(ctx, seal, &json));
	has(json, "\"certs\":[{\"id\":\"\\\"7\"},{\"error\":");
	ecert_free(json);
	ecert_seal_free(seal);
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
}

int
main(void)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec;
	ecert_seal *seal = NULL;
	struct kit k;
	char *json = NULL;
	uint8_t *p;
	size_t n;

	unit_case("a seal with certificates");
	k = kit_open(ctx);
	spec = kit_spec(ctx);
	kit_add(ctx, spec, k.signer);
	kit_add(ctx, spec, k.other);
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, k.pen, ECERT_SES_V4, &seal));
	CHECK_OK(ctx, ecert_seal_json(ctx, seal, &json));
	has(json, "{\"version\":4,\"header_version\":4,\"id\":\"32010600000001\","
	    "\"vendor\":\"ecert\",\"name\":"
	    "\"\xe6\xa0\xa1\xe5\x87\x86\xe4\xb8\x93\xe7\x94\xa8\xe7\xab\xa0\",\"type\":1,"
	    "\"created\":\"2026-01-01T00:00:00Z\",\"valid_from\":\"2025-12-31T00:00:00Z\"");
	has(json, "\"width\":40,\"height\":30,\"picture\":{\"type\":\"PNG\",\"format\":\"png\"");
	has(json, "\"maker\":{\"subject\":\"CN=maker");
	has(json, "\"algorithm\":\"1.2.156.10197.1.501\",\"certs\":[{\"subject\":\"CN=signer");
	has(json, "{\"subject\":\"CN=other");
	has(json, "\"extensions\":[],\"timestamp\":false,\"notes\":[]");
	CHECK(json == NULL || strchr(json, '\n') == NULL);
	ecert_free(json);
	ecert_seal_free(seal);

	unit_case("a seal with digests");
	ecert_seal_spec_set_cert_digests(spec, 1);
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, k.pen, ECERT_SES_V5, &seal));
	CHECK_OK(ctx, ecert_seal_json(ctx, seal, &json));
	has(json, "\"cert_digests\":[{\"type\":\"SM3\",\"value\":\"");
	ecert_free(json);
	ecert_seal_free(seal);
	ecert_seal_spec_free(spec);
	kit_close(&k);

	unit_case("a seal with extensions");
	ext_json();
	unit_case("a v1 seal that lists an identifier");
	id_json();

	unit_case("a genuine seal");
	if (!unit_corpus("seals/UserV5_ts.esl", &p, &n)) {
		unit_skip("no corpus");
		return unit_end();
	}
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, p, n, &seal));
	CHECK_OK(ctx, ecert_seal_json(ctx, seal, &json));
	has(json, "\"version\":5");
	has(json, "\"timestamp\":true");
	has(json, "\"size\":17022");
	ecert_free(json);
	ecert_seal_free(seal);
	return unit_end();
}
