/* SPDX-License-Identifier: Apache-2.0 */
/* What a token shows without a PIN. */
#include "device_kit.h"

static const struct seen {
	struct row  row;
	const char *has[8];
} seen[] = {
	{ { "ulong of 4 bytes, packed", "fake_skf4p", NULL, NULL, NULL, .want = OPENS }, {
	    "\"devinfo_bytes\":294,\"ulong\":4,\"packing\":\"packed\"",
	    "\"total_space\":65536,\"free_space\":4096", "\"maker\":\"any\"",
	    "\"label\":\"False token\",\"serial\":\"0001\"" } },
	{ { "ulong of 4 bytes", "fake_skf4n", NULL, NULL, NULL, .want = OPENS }, {
	    "\"devinfo_bytes\":296,\"ulong\":4,\"packing\":\"natural\"",
	    "\"total_space\":65536,\"free_space\":4096" } },
	{ { "ulong of 8 bytes, packed", "fake_skf8p", NULL, NULL, NULL, .want = OPENS }, {
	    "\"devinfo_bytes\":326,\"ulong\":8,\"packing\":\"packed\"",
	    "\"total_space\":65536,\"free_space\":4096" } },
	{ { "ulong of 8 bytes", "fake_skf8n", NULL, NULL, NULL, .want = OPENS }, {
	    "\"devinfo_bytes\":328,\"ulong\":8,\"packing\":\"natural\"",
	    "\"total_space\":65536,\"free_space\":4096" } },
	{ { "what settings say goes first", "fake_skf8n", "ulong=4;packing=packed", NULL, NULL, .want = OPENS }, {
	    "\"devinfo_bytes\":328,\"ulong\":4,\"packing\":\"packed\"" } },
	{ { "only packing is set", "fake_skf8n", "packing=natural", NULL, NULL, .want = OPENS }, {
	    "\"ulong\":8,\"packing\":\"natural\"" } },
	{ { "a library without what is optional", "fake_skf_few", NULL, NULL, NULL, .want = OPENS }, {
	    "\"devices\":[{\"name\":\"FAKE0001\",\"applications\":[{\"name\":\"TEST\",\"containers\":[{" } },
	{ { "texts that are not ended", "fake_skf4n", NULL, "info-terminated-not", NULL, .want = OPENS }, {
	    "\"serial\":\"0001\\\\x81" } },
	{ { "pins, containers and certificates", "fake_skf4n", NULL, NULL, NULL, OPENS,
	    .names = "DEV:A:K1,DEV:A:K2,DEV:B:K3,OTHER:C:K4" }, {
	    "\"name\":\"A\",\"pin_tries_left\":6,\"pin_tries\":6,\"containers\":[{\"name\":\"K1\",\"signing\":"
	    "{\"subject\":\"CN=device,O=Unit,C=CN\"", "\"key\":\"same\"},\"encryption\":{\"subject\":\"CN=enc",
	    "\"containers\":[{\"name\":\"K3\"", "{\"name\":\"OTHER\"", "{\"name\":\"K4\"" } },
	{ { "another key than the certificate's", "fake_skf4n", NULL, "pub-other", NULL, .want = OPENS }, {
	    "\"key\":\"another\"" } },
	{ { "no certificates", "fake_skf4n", NULL, "cert-absent", NULL, .want = OPENS }, { "{\"name\":\"KEY1\"}" } },
	{ { "a certificate that is none", "fake_skf4n", NULL, "cert-garbage", NULL, .want = OPENS }, {
	    "\"signing\":{\"error\":\"FAKE0001/TEST/KEY1" } },
	{ { "no device", "fake_skf4n", NULL, "no-device", NULL, .want = OPENS }, { "\"devices\":[]" } },
	{ { "no application", "fake_skf4n", NULL, "no-app", NULL, .want = OPENS }, { "\"applications\":[]" } },
	{ { "no container", "fake_skf4n", NULL, "no-container", NULL, .want = OPENS }, { "\"containers\":[]" } },
	{ { "a device that does not open", "fake_skf4n", NULL, "rc=SKF_ConnectDev:0A000001@1", NULL, OPENS,
	    .names = "ONE:A:K,TWO:A:K" }, { "{\"name\":\"ONE\",\"error\":\"", "{\"name\":\"TWO\",\"manufacturer\"" } },
	{ { "an application that does not open", "fake_skf4n", NULL, "rc=SKF_OpenApplication:0A000001@1", NULL,
	    OPENS, .names = "ONE:A:K,ONE:B:K" }, { "{\"name\":\"A\",\"error\":\"ONE:", "{\"name\":\"B\",\"pin_tries" } },
	{ { "containers that are not listed", "fake_skf4n", NULL, "rc=SKF_EnumContainer:0A000001", NULL, .want = OPENS }, {
	    "\"containers\":[],\"error\":\"FAKE0001/TEST:GM/T 0016:SKF_EnumContainer gives 0x0A000001" } },
	{ { "a device that is locked by another", "fake_skf4n", "lock=10", "lock-timeout", NULL, .want = OPENS }, {
	    "SAR_TIMEOUTERR" } },
	{ { "a device that goes", "fake_skf4n", NULL, "removed=SKF_EnumApplication", NULL, .want = OPENS }, {
	    "\"error\":\"FAKE0001:" } },
	{ { "devices that are not listed", "fake_skf4n", NULL, "rc=SKF_EnumDev:0A000001", NULL, REFUSED,
	    .says = "SKF_EnumDev gives 0x0A000001" }, { NULL } },
	{ { "a library that cannot sign", "fake_skf_mute", NULL, NULL, NULL, REFUSED,
	    .says = "no function SKF_ECCSignData" }, { NULL } },
};

int
main(void)
{
	struct device d;
	size_t i;

	device_make(&d);
	for (i = 0; i < ECI_COUNT(seen); i++)
		see_row(&d, ECERT_TOKEN_SKF, &seen[i].row, seen[i].has, ECI_COUNT(seen[i].has));
	device_free(&d);
	return unit_end();
}
