/* SPDX-License-Identifier: Apache-2.0 */
/* What an HSM gives for a value: where it lies, and what is none. */
#include "device_kit.h"
#include "signer/signer_sdf.h"

#define KEY "key-index=7"
#define HSM "fake_sdf512", KEY
#define WRONG PIN, NOT_SIGNED, .logins = 1, .says = "does not verify"
#define NONE PIN, NOT_SIGNED, .logins = 1

static const struct row rows[] = {
	{ "on the left of its fields", HSM, "sig-left-aligned", PIN, OPENS, .logins = 1 },
	{ "one after the other in fields of 64", HSM, "sig-contiguous", PIN, OPENS, .logins = 1 },
	{ "on the left, and 64 is said", HSM ";field=64", "sig-left-aligned", PIN, OPENS, .logins = 1 },
	{ "more bytes than the structure has", HSM, "overrun", PIN, OPENS, .logins = 1 },
	{ "the same, fields of 32", "fake_sdf256", KEY, "overrun", PIN, OPENS, .logins = 1 },
	{ "slow", HSM, "slow=20", PIN, OPENS, .logins = 1 },
	{ "64 is said of fields of 32", "fake_sdf256", KEY ";field=64", NULL, PIN, OPENS, .logins = 1 },
	{ "32 is said of fields of 64", HSM ";field=32", NULL, NONE },
	{ "bytes where zeros belong", HSM, "sig-dirty-padding", NONE },
	{ "nothing is written", HSM, "sig-partial-write", NONE },
	{ "zeros", HSM, "sig-zero", NONE },
	{ "r is zero", HSM, "sig-r-zero", NONE },
	{ "s is zero", HSM, "sig-s-zero", NONE },
	{ "r is not below n", HSM, "sig-r-ge-n", NONE },
	{ "one bit", HSM, "sig-corrupt", WRONG },
	{ "r and s swapped", HSM, "sig-swapped", WRONG },
	{ "little-endian", HSM, "sig-little-endian", NONE },
	{ "by the key for encryption", HSM, "sig-by-enc-key", WRONG },
	{ "ecdsa in place of sm2", HSM, "sig-ecdsa", WRONG },
	{ "the digest hashed again", HSM, "sig-hash-again", WRONG },
	{ "without z", HSM, "sig-no-z", WRONG },
	{ "one bit, fields of 32", "fake_sdf256", KEY, "sig-corrupt", WRONG },
	{ "zeros, fields of 32", "fake_sdf256", KEY, "sig-zero", NONE },
	{ "a code", HSM, "rc=100000d", PIN, NOT_SIGNED, .logins = 1,
	    .says = "SDF_InternalSign_ECC gives 0x0100000D (SDR_SIGNERR)" },
	{ "a code of a card's maker", HSM, "rc=1020012", PIN, NOT_SIGNED, .logins = 1,
	    .says = "SDF_InternalSign_ECC gives 0x01020012, a code of the maker's" },
	{ "the device is gone", HSM, "removed=SDF_InternalSign_ECC", PIN, NOT_SIGNED, .logins = 1,
	    .says = "0x01000003 (SDR_COMMFAIL)" },
	{ "no right although there is a password", HSM, "rc=1000007", PIN, NOT_SIGNED, .logins = 1,
	    .says = "GM/T 0018: SDF_InternalSign_ECC gives 0x01000007" },
};

/* 512 zeroed bytes with a number in front. */
static void
test_narrow(void)
{
	static const struct {
		const char *name;
		size_t      x, y;      /* where 32 bytes were written */
		bool        narrow;
	} tests[] = {
		{ "two fields of 32", 4, 36, true },
		{ "64, on the right", 36, 100, false },
		{ "64, on the left", 4, 68, false },
	};
	uint8_t key[512];
	size_t i;

	for (i = 0; i < ECI_COUNT(tests); i++) {
		unit_case("width of fields: %s", tests[i].name);
		memset(key, 0, sizeof(key));
		key[1] = 1;
		memset(key + tests[i].x, 0x5a, 32);
		memset(key + tests[i].y, 0xa5, 32);
		CHECK_INT(eci_sdf_is_narrow(key), tests[i].narrow);
	}
}

int
main(void)
{
	struct device d;

	device_make(&d);
	test_narrow();
	run_rows(&d, ECERT_TOKEN_SDF, rows, ECI_COUNT(rows));
	device_free(&d);
	return unit_end();
}
