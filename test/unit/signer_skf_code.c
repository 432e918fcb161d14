/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"
#include "signer/signer_skf.h"

static const struct {
	const char *operation;
	uint32_t    code;
	const char *text;
} codes[] = {
	{ "SKF_ConnectDev", 0x0A000023,
	    "dev: GM/T 0016: SKF_ConnectDev gives 0x0A000023 (SAR_DEVICE_REMOVED): the device is not there" },
	{ "SKF_ECCSignData", 0x0A000001,
	    "dev: GM/T 0016: SKF_ECCSignData gives 0x0A000001 (SAR_FAIL): the device gives no reason" },
	{ "SKF_ECCSignData", 0x0A00002D,
	    "dev: GM/T 0016: SKF_ECCSignData gives 0x0A00002D (SAR_USER_NOT_LOGGED_IN): nobody is logged in" },
	/* Without words of its own. */
	{ "SKF_ECCSignData", 0x0A000014, "dev: GM/T 0016: SKF_ECCSignData gives 0x0A000014 (SAR_HASHERR)" },
	{ "SKF_EnumDev", 0x0A000030, "dev: GM/T 0016: SKF_EnumDev gives 0x0A000030 (SAR_NO_ROOM)" },
	/* From here on they are makers'. */
	{ "SKF_EnumDev", 0x0A000031, "dev: GM/T 0016: SKF_EnumDev gives 0x0A000031: a code of the maker's" },
	{ "SKF_EnumDev", 0x0A000000, "dev: GM/T 0016: SKF_EnumDev gives 0x0A000000: a code of the maker's" },
	{ "SKF_EnumDev", 0xFFFFFFFF, "dev: GM/T 0016: SKF_EnumDev gives 0xFFFFFFFF: a code of the maker's" },
	{ "SKF_EnumDev", 1, "dev: GM/T 0016: SKF_EnumDev gives 0x00000001: a code of the maker's" },
	{ "SKF_OpenContainer", 0x0A000034,
	    "dev: GM/T 0016: SKF_OpenContainer gives 0x0A000034: there is no such container" },
	{ "SKF_OpenContainer", 0x0A000101,
	    "dev: GM/T 0016: SKF_OpenContainer gives 0x0A000101: there is no such container" },
	{ "SKF_OpenContainer", 0x0A000023, "dev: GM/T 0016: SKF_OpenContainer gives 0x0A000023 "
	    "(SAR_DEVICE_REMOVED): the device is not there" },
};

int
main(void)
{
	static const struct eci_skf_maker any = { "any", { NULL }, 0, NULL, 0 };
	static const struct eci_skf_maker feitian = { "f", { NULL }, 8, NULL, 0x0A000001 };
	char where[] = "dev";
	struct eci_skf d = { .where = { where }, .maker = &any };
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(codes); i++) {
		unit_case("code 0x%08X of %s", (unsigned)codes[i].code, codes[i].operation);
		CHECK_REASON(ctx, eci_skf_failed(ctx, &d, codes[i].operation, codes[i].code),
		    ECERT_R_KEY_BAD);
		CHECK_STR(ecert_errmsg(ctx), codes[i].text);
	}
	unit_case("a failure that a maker means as none of that name");
	d.maker = &feitian;
	CHECK_ERR(ctx, eci_skf_failed(ctx, &d, "SKF_OpenContainer", 0x0A000001), ECERT_E_KEY);
	CHECK_STR(ecert_errmsg(ctx), "dev: GM/T 0016: SKF_OpenContainer gives 0x0A000001 (SAR_FAIL): "
	    "there is no such container");
	CHECK_ERR(ctx, eci_skf_failed(ctx, &d, "SKF_ConnectDev", 0x0A000001), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(ctx), "container") == NULL);
	unit_case("no more than 32 bits of what is returned");
	CHECK_INT(eci_skf_code((eci_skf_num)UINT64_C(0x123456780A000023)), 0x0A000023);
	CHECK_INT(eci_skf_code((eci_skf_num)UINT64_C(0xffffffff00000000)), 0);
	return unit_end();
}
