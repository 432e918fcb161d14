/* SPDX-License-Identifier: Apache-2.0 */
/* status_json.c - what a list says, for programs. */
#include "status_kit.h"

static void
check(ecert_ctx *ctx, const struct kit *k, const char *text, const char *head,
    const char *tail)
{
	struct eci_bytes der = status_signed(ctx, text, k->pen);
	ecert_status *list = NULL;
	char *json = NULL;
	size_t n;

	CHECK_OK(ctx, ecert_status_load(ctx, der.ptr, der.len, "x", &list));
	if (list == NULL)
		return;
	CHECK_OK(ctx, ecert_status_json(ctx, list, &json));
	if (json != NULL) {
		n = strlen(json);
		CHECK(strncmp(json, head, strlen(head)) == 0);
		CHECK(n >= strlen(tail));
		CHECK_STR(json + n - strlen(tail), tail);
	}
	ecert_free(json);
	ecert_status_free(list);
	ecert_free((void *)(uintptr_t)der.ptr);
}

int
main(void)
{
	ecert_ctx *ctx = kit_ctx();
	struct kit k = kit_open(ctx);

	unit_case("seals");
	check(ctx, &k, SEAL_LIST("{" REVOKED ",\"reason\":\"superseded\",\"note\":\"n\","
	    "\"replaced_by\":\"33010600000002\"}"),
	    "{\"format\":\"libecert-status-1\",\"kind\":\"seals\",\"number\":7,\"issuer\":null,"
	    "\"made\":\"2026-01-01T00:00:00Z\",\"next\":null,\"signer\":{\"subject\":",
	    "\"value_good\":true,\"entries\":[{\"id\":\"33010600000001\",\"state\":\"revoked\","
	    "\"since\":\"2025-06-01T08:00:00Z\",\"reason\":\"superseded\","
	    "\"replaced_by\":\"33010600000002\",\"note\":\"n\"}]}");
	unit_case("seals, nothing besides");
	check(ctx, &k, SEAL_LIST("{" LOST "}"), "{\"format\":\"libecert-status-1\",",
	    "\"entries\":[{\"id\":\"33010600000001\",\"state\":\"lost\","
	    "\"since\":\"2025-06-01T08:00:00Z\"}]}");
	unit_case("certificates");
	check(ctx, &k, CERT_LIST("{" MORE ",\"supplements\":[\"a\",\"b\"]}"),
	    "{\"format\":\"libecert-status-1\",\"kind\":\"certificates\",\"number\":7,"
	    "\"issuer\":null,\"made\":\"2026-01-01T00:00:00Z\",\"next\":\"2026-02-01T00:00:00Z\",",
	    "\"since\":\"2025-06-01T08:00:00Z\",\"supplements\":[\"a\",\"b\"]}]}");
	kit_close(&k);
	return unit_end();
}
