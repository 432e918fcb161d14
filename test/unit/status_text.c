/* SPDX-License-Identifier: Apache-2.0 */
/* status_text.c - what a list says, for people. */
#include "status_kit.h"

/* spoilt: the last octet of the value is another. */
static void
check_as(ecert_ctx *ctx, const struct kit *k, const char *list_text, const char *lang,
    bool spoilt, const char *want)
{
	struct eci_bytes der = status_signed(ctx, list_text, k->pen);
	ecert_status *list = NULL;
	char *text = NULL;

	((uint8_t *)(uintptr_t)der.ptr)[der.len - 1] ^= spoilt;
	CHECK_OK(ctx, ecert_status_load(ctx, der.ptr, der.len, "x", &list));
	if (list == NULL)
		return;
	CHECK_OK(ctx, ecert_status_text(ctx, list, lang, &text));
	if (text != NULL)
		CHECK_STR(text, want);
	ecert_free(text);
	ecert_status_free(list);
	ecert_free((void *)(uintptr_t)der.ptr);
}

static void
check(ecert_ctx *ctx, const struct kit *k, const char *list_text, const char *lang,
    const char *want)
{
	check_as(ctx, k, list_text, lang, false, want);
}

int
main(void)
{
	ecert_ctx *ctx = kit_ctx();
	struct kit k = kit_open(ctx);

	unit_case("seals, English");
	check(ctx, &k, SEAL_LIST("{" REVOKED ",\"reason\":\"superseded\",\"note\":\"moved\","
	    "\"replaced_by\":\"33010600000002\"}"), "en",
	    "list of seals, number 7\nmade: 2026-01-01T00:00:00Z\nnext due: not stated\n"
	    "signed by: CN=maker, O=libecert, C=CN, serial 07\n"
	    "value: good (whether the signer is to be believed is not examined here)\n"
	    "entries: 1\n  33010600000001: revoked, since 2025-06-01T08:00:00Z (superseded), "
	    "replaced by 33010600000002. moved\n");
	unit_case("certificates, Chinese");
	check(ctx, &k, CERT_LIST("{" MORE ",\"supplements\":[\"a\",\"b\"]}"), "zh",
	    "电子证书状态列表, 编号 7\n制作时间: 2026-01-01T00:00:00Z\n"
	    "下次更新: 2026-02-01T00:00:00Z\n签名人: CN=maker, O=libecert, C=CN, 序列号 07\n"
	    "签名值: 有效（此处未检查签名人是否可信）\n条目: 1\n"
	    "  " ID_OF("S1") ": 有补充文件, 起始 2025-06-01T08:00:00Z, 补充文件 a; b\n");
	unit_case("an issuer, and a value that is not good");
	check_as(ctx, &k, "{\"format\":\"libecert-status-1\",\"kind\":\"seals\",\"number\":7,"
	    "\"issuer\":\"The archive\",\"entries\":[]}", "en", true,
	    "list of seals, number 7\nissuer: The archive\nmade: 2026-01-01T00:00:00Z\n"
	    "next due: not stated\nsigned by: CN=maker, O=libecert, C=CN, serial 07\n"
	    "value: NOT GOOD: the list is not as it was signed\nentries: 0\n");
	kit_close(&k);
	return unit_end();
}
