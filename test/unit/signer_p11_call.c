/* SPDX-License-Identifier: Apache-2.0 */
/* Modules that are none, and the codes of PKCS #11. */
#include "device_kit.h"
#include "signer/signer_p11.h"

#define P11 "fake_p11_std", "profile=8000-family"

static void
test_codes(void)
{
	static const struct {
		ck_ulong    rv;
		const char *name;
	} codes[] = {
		{ 0x05, "GENERAL_ERROR" }, { 0x32, "DEVICE_REMOVED" }, { 0x70, "MECHANISM_INVALID" },
		{ 0xa0, "PIN_INCORRECT" }, { 0xa4, "PIN_LOCKED" }, { 0xb1, "SESSION_COUNT" },
		{ 0xe0, "TOKEN_NOT_PRESENT" }, { 0x101, "USER_NOT_LOGGED_IN" },
		{ 0x150, "BUFFER_TOO_SMALL" }, { 0x191, "CRYPTOKI_ALREADY_INITIALIZED" },
		{ 0x80000001, "" }, { 0x7f, "" }, { ~0ul, "" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(codes); i++) {
		unit_case("code %lx", codes[i].rv);
		CHECK_STR(eci_p11_code(codes[i].rv), codes[i].name);
	}
}

static const struct row rows[] = {
	{ "no library", "none", NULL, NULL, PIN, REFUSED, .says = "cannot be loaded" },
	{ "a library of another kind", "fake_sdf512", NULL, NULL, PIN, REFUSED,
	    .says = "no function C_GetFunctionList" },
	{ "a hole in the list", "fake_p11_odd", NULL, NULL, PIN, REFUSED,
	    .says = "has none at place 43" },
	{ "no list", P11, "list-null", PIN, REFUSED, .says = "C_GetFunctionList gives no list" },
	{ "an older list", P11, "version-bad", PIN, REFUSED, .says = "of version 1.40" },
	{ "it does not start", P11, "rc=C_Initialize:5", PIN, REFUSED,
	    .says = "C_Initialize gives 0x5 (CKR_GENERAL_ERROR)" },
	{ "a code of the maker's", P11, "rc=C_OpenSession:80000123", PIN, REFUSED,
	    .says = "C_OpenSession gives 0x80000123" },
	{ "no slots", P11, "rc=C_GetSlotList:5", PIN, REFUSED, .says = "C_GetSlotList gives 0x5" },
	{ "no mechanisms", P11, "rc=C_GetMechanismList:5", PIN, REFUSED,
	    .says = "C_GetMechanismList gives 0x5" },
	{ "a token that is gone at once", P11, "removed=C_OpenSession", PIN, REFUSED,
	    .says = "C_OpenSession gives 0x32 (CKR_DEVICE_REMOVED)" },
};

/* One thread at a time is what such a module can do. */
static void
test_locking(struct device *d)
{
	struct row r = { "it locks by the system's means", P11, NULL, PIN, OPENS, .logins = 1 };

	run_row(d, ECERT_TOKEN_PKCS11, &r);
	CHECK_INT(log_count(d, "C_Initialize flags=2 "), 1);
	r = (struct row){ "it cannot lock", P11, "cant-lock", PIN, OPENS, .logins = 1 };
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	CHECK_INT(log_count(d, "C_Initialize flags=2 "), 1);
	CHECK_INT(log_count(d, "C_Initialize flags=0 "), 1);
}

int
main(void)
{
	struct device d;

	device_make(&d);
	test_codes();
	run_rows(&d, ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
	test_locking(&d);
	device_free(&d);
	return unit_end();
}
