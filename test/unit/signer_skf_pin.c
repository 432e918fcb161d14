/* SPDX-License-Identifier: Apache-2.0 */
/* The PIN: tried once, never where it could be the last time. */
#include "device_kit.h"

static const struct row rows[] = {
	{ "the wrong pin", "fake_skf4n", NULL, NULL, "wrong-pin", REFUSED, .logins = 1,
	    .says = "FAKE0001/TEST/KEY1: GM/T 0016: SKF_VerifyPIN gives 0x0A000024 (SAR_PIN_INCORRECT): "
	    "the PIN is wrong, tries left: 5" },
	{ "the wrong pin, 8 bytes", "fake_skf8n", NULL, NULL, "wrong-pin", REFUSED, .logins = 1,
	    .says = "tries left: 5" },
	{ "one try is left", "fake_skf4n", NULL, "pin-last-try", PIN, REFUSED,
	    .says = "one try is left before the PIN is locked: it was not tried" },
	{ "one try is left, and may be used", "fake_skf4n", "last-try=yes", "pin-last-try", PIN, OPENS,
	    .logins = 1 },
	{ "one try is left, and may not be used", "fake_skf8p", "last-try=no", "pin-last-try", PIN, REFUSED,
	    .says = "it was not tried" },
	{ "the last try is wrong", "fake_skf4n", "last-try=yes", "pin-last-try", "wrong-pin", REFUSED,
	    .logins = 1, .says = "the PIN is wrong, and now locked" },
	{ "the last try is wrong, said otherwise", "fake_skf4n", "last-try=yes",
	    "pin-last-try,locked-instead-of-incorrect", "wrong-pin", REFUSED, .logins = 1,
	    .says = "SKF_VerifyPIN gives 0x0A000025 (SAR_PIN_LOCKED): the PIN is locked" },
	{ "a locked pin", "fake_skf4n", NULL, "pin-locked", PIN, REFUSED,
	    .says = "the PIN is locked: no try is left" },
	{ "a locked pin, last-try or not", "fake_skf4n", "last-try=yes", "pin-locked", PIN, REFUSED,
	    .says = "the PIN is locked: no try is left" },
	{ "a locked pin where nothing tells of tries", "fake_skf_few", NULL, "pin-locked", PIN, REFUSED,
	    .logins = 1, .says = "SAR_PIN_LOCKED" },
	{ "a device that does not tell of tries", "fake_skf4n", NULL, "pin-info-unsupported", PIN, OPENS,
	    .logins = 1 },
	{ "tries, a failure", "fake_skf4n", NULL, "rc=SKF_GetPINInfo:0A000001", PIN, REFUSED,
	    .says = "SKF_GetPINInfo gives 0x0A000001" },
	{ "a length the device does not take", "fake_skf4n", NULL, "pin-len-range", PIN, REFUSED,
	    .logins = 1, .says = "SAR_PIN_LEN_RANGE): the PIN is too short or too long" },
	{ "a pin too short to be one", "fake_skf4n", NULL, NULL, "12345", REFUSED,
	    .says = "a PIN has 6 to 16 bytes: it was not tried" },
	{ "a pin too long to be one", "fake_skf4n", NULL, NULL, "12345678901234567", REFUSED,
	    .says = "a PIN has 6 to 16 bytes: it was not tried" },
	{ "an empty pin", "fake_skf4n", NULL, NULL, "", REFUSED, .says = "it was not tried" },
	{ "a pin that settings allow", "fake_skf4n", "pin-min=4", NULL, "12345", REFUSED, .logins = 1,
	    .says = "SAR_PIN_LEN_RANGE" },
	{ "a pin that settings forbid", "fake_skf4n", "pin-max=8", NULL, PIN, REFUSED,
	    .says = "a PIN has 6 to 8 bytes" },
	{ "no pin was ever set", "fake_skf4n", NULL, "pin-not-init", PIN, REFUSED, .logins = 1,
	    .says = "SAR_USER_PIN_NOT_INITIALIZED): no PIN has been set yet" },
	{ "garbage for tries after a success", "fake_skf4n", NULL, "retry-garbage-on-success", PIN, OPENS,
	    .logins = 1 },
	{ "a device that asks itself", "fake_skf4n", NULL, "already-logged-in", NULL, OPENS, .logins = 0 },
	{ "a device that asks itself, and nobody answers", "fake_skf4n", NULL, NULL, NULL, NOT_SIGNED,
	    .says = "SAR_USER_NOT_LOGGED_IN" },
};

/* Who was logged in before us is not logged out by us. */
static void
test_already(struct device *d)
{
	struct row r = { "somebody is logged in", "fake_skf4n", NULL, "already-logged-in", PIN, OPENS,
	    .logins = 1 };

	run_row(d, ECERT_TOKEN_SKF, &r);
	CHECK_INT(log_count(d, "SKF_ClearSecureState"), 0);
	r.name = "nobody is logged in";
	r.fault = NULL;
	run_row(d, ECERT_TOKEN_SKF, &r);
	CHECK_INT(log_count(d, "SKF_ClearSecureState"), 1);
}

/* Counted across processes, as in a token: with a PIN that is wrong a try each time, and
 * the last one stays. */
static void
test_burning(struct device *d)
{
	struct row r = { "a wrong pin again and again", "fake_skf4n", NULL, NULL, "wrong-pin", REFUSED,
	    .logins = -1 };
	char state[300], says[60];
	int i;

	snprintf(state, sizeof(state), "%s/state", unit_dir());
	env("FAKE_TOKEN_STATE", state);
	env("FAKE_TOKEN_RETRY", "4");
	for (i = 3; i >= 0; i--) {
		snprintf(says, sizeof(says), i > 0 ? "tries left: %d" : "it was not tried", i);
		r.says = says;
		run_row(d, ECERT_TOKEN_SKF, &r);
		CHECK_INT(log_count(d, "SKF_VerifyPIN"), i > 0);
	}
	env("FAKE_TOKEN_STATE", NULL);
	env("FAKE_TOKEN_RETRY", NULL);
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
	test_already(&d);
	test_burning(&d);
	device_free(&d);
	return unit_end();
}
