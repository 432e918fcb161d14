/* SPDX-License-Identifier: Apache-2.0 */
/* Codes of SDF, as GM/T 0018-2012 names them, and libraries that lack functions. */
#include "device_kit.h"
#include "signer/signer_sdf.h"

#define KEY "key-index=7"

static void
test_codes(void)
{
	static const struct {
		uint32_t    code;
		const char *name;
	} codes[] = {
		{ 0x01000001, "UNKNOWERR" }, { 0x01000002, "NOTSUPPORT" }, { 0x01000006, "OPENSESSION" },
		{ 0x01000007, "PARDENY" }, { 0x01000008, "KEYNOTEXIST" }, { 0x0100000d, "SIGNERR" },
		{ 0x01000014, "KEYTYPEERR" }, { 0x01000018, "PRKRERR" }, { 0x0100001e, "OUTARGERR" },
		{ 0x0100001f, "" }, { 0x010363ce, "" }, { 0x01010008, "" }, { 0x02000001, "" },
		{ 0x00000001, "" }, { 0xffffffff, "" }, { 0, "" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(codes); i++) {
		unit_case("code %08x", (unsigned)codes[i].code);
		CHECK_STR(eci_sdf_code(codes[i].code), codes[i].name);
	}
}

static const struct row rows[] = {
	{ "no library", "none", KEY, NULL, PIN, REFUSED, .says = "cannot be loaded" },
	{ "a library of another kind", "fake_skf4p", KEY, NULL, PIN, REFUSED,
	    .says = "no function SDF_OpenDevice" },
	{ "a library that cannot sign", "fake_sdf_mute", KEY, NULL, PIN, REFUSED,
	    .says = "no function SDF_InternalSign_ECC" },
	{ "the maker's right, and there is none", "fake_sdf_few", KEY ";access-right=ex", NULL, PIN,
	    REFUSED, .says = "no function SDF_GetPrivateKeyAccessRight_Ex" },
	{ "the maker's opening, and there is none", "fake_sdf_few", KEY ";config=/etc/hsm.conf", NULL,
	    PIN, REFUSED, .says = "no function SDF_OpenDeviceWithConf" },
	{ "no device", "fake_sdf512", KEY, "no-device", PIN, REFUSED,
	    .says = "SDF_OpenDevice gives 0x01000005 (SDR_OPENDEVICE)" },
	{ "no device by the maker's opening", "fake_sdf512", KEY ";config=/etc/hsm.conf", "no-device",
	    PIN, REFUSED, .says = "SDF_OpenDeviceWithConf gives 0x01000005" },
	{ "no session", "fake_sdf512", KEY, "no-session", PIN, REFUSED,
	    .says = "SDF_OpenSession gives 0x01000006 (SDR_OPENSESSION)" },
	{ "a code of the server's range", "fake_sdf512", KEY, "rc=SDF_OpenSession:1010203", PIN,
	    REFUSED, .says = "SDF_OpenSession gives 0x01010203, a code of the maker's" },
	{ "a code with the highest bit", "fake_sdf512", KEY, "rc=SDF_OpenDevice:ffffffff", PIN,
	    REFUSED, .says = "gives 0xFFFFFFFF, a code of the maker's" },
	{ "a device that is gone", "fake_sdf512", KEY, "removed=SDF_ExportSignPublicKey_ECC", PIN,
	    REFUSED, .says = "0x01000003 (SDR_COMMFAIL)" },
};

int
main(void)
{
	struct device d;

	device_make(&d);
	test_codes();
	run_rows(&d, ECERT_TOKEN_SDF, rows, ECI_COUNT(rows));
	device_free(&d);
	return unit_end();
}
