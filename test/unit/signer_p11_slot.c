/* SPDX-License-Identifier: Apache-2.0 */
/* Which token is meant, and what is done with its PIN. */
#include "device_kit.h"
#include "signer/signer_p11.h"

#define M "fake_p11_std"
#define P "profile=8000-family"

static const struct row rows[] = {
	{ "no token", M, P, "no-token", PIN, REFUSED, .says = "0 tokens, and none that is meant" },
	{ "two tokens", M, P, "two-tokens", PIN, REFUSED,
	    .says = "2 tokens, and several that may be meant: set token-label, serial or slot" },
	{ "two tokens, one of them not set up", M, P, "two-tokens,second-blank", PIN, OPENS,
	    .logins = 1 },
	{ "two tokens, one by its label", M, P ";token-label=Seal token", "two-tokens", PIN, OPENS,
	    .logins = 1 },
	{ "two tokens, one by its serial number", M, P ";serial=0017", "two-tokens", PIN, OPENS,
	    .logins = 1 },
	{ "two tokens, one by its slot", M, P ";slot=17", "two-tokens", PIN, OPENS, .logins = 1 },
	{ "a label that no token has", M, P ";token-label=Seal", NULL, PIN, REFUSED,
	    .says = "1 tokens, and none" },
	{ "a slot that is not there", M, P ";slot=18", NULL, PIN, REFUSED, .says = "none that is meant" },
	{ "the label of one, the serial number of another", M, P ";token-label=Seal token;serial=0018",
	    "two-tokens", PIN, REFUSED, .says = "none that is meant" },
	{ "a list that grows for ever", M, P, "list-grows", PIN, REFUSED,
	    .says = "C_GetSlotList gives 0x150 (CKR_BUFFER_TOO_SMALL)" },
	{ "a list that grows once", M, P, "list-grows@1", PIN, OPENS, .logins = 1 },
	{ "a list of a million", M, P, "list-huge", PIN, REFUSED, .says = "tells of 1000000 entries" },
	{ "no PIN is needed", M, P, "login-not-needed", NULL, OPENS, .logins = 0 },
	{ "no PIN is needed, nor asked for", M, P, "login-not-needed", PIN, OPENS, .logins = 0 },
	{ "no PIN is needed, but set", M, P ";login=yes", "login-not-needed", PIN, OPENS, .logins = 1 },
	{ "a PIN is needed, and none is to be tried", M, P ";login=no", NULL, PIN, REFUSED,
	    .says = "no private key that signs" },
	{ "a PIN is needed, and nobody is to be asked", M, P, NULL, NULL, REFUSED,
	    .says = "no PIN was given" },
	{ "the token asks itself", M, P, "protected-path", NULL, REFUSED, .logins = 1,
	    .says = "the PIN is not accepted" },
	{ "the wrong PIN", M, P, NULL, "wrong-pin", REFUSED, .logins = 1,
	    .says = "the PIN is not accepted: few tries are left: C_Login gives 0xA0 (CKR_PIN_INCORRECT)" },
	{ "a PIN too short for the token", M, P, NULL, "12345", REFUSED,
	    .says = "has 6 to 16 bytes; it was not tried" },
	{ "a PIN too long for the token", M, P, NULL, "12345678901234567", REFUSED,
	    .says = "it was not tried" },
	{ "a PIN of no length", M, P, NULL, "", REFUSED, .says = "it was not tried" },
	{ "a token that does not tell bounds", M, P, "pin-bounds-absent", PIN, OPENS, .logins = 1 },
	{ "a PIN whose length the token refuses", M, P, "pin-len-range", PIN, REFUSED, .logins = 1,
	    .says = "C_Login gives 0xA2 (CKR_PIN_LEN_RANGE)" },
	{ "a locked PIN is not tried", M, P, "pin-locked", PIN, REFUSED, .says = "the PIN is locked" },
	{ "nor with last-try", M, P ";last-try=yes", "pin-locked", PIN, REFUSED,
	    .says = "the PIN is locked" },
	{ "the last try is not taken", M, P, "pin-last-try", PIN, REFUSED,
	    .says = "one try of the PIN is left; it is taken only with last-try = yes" },
	{ "but with last-try", M, P ";last-try=yes", "pin-last-try", PIN, OPENS, .logins = 1 },
	{ "a token without a PIN yet", M, P, "pin-not-init", PIN, REFUSED, .says = "has no PIN yet" },
	{ "a code for it", M, P, "rc=C_Login:a3", PIN, REFUSED, .logins = 1,
	    .says = "C_Login gives 0xA3 (CKR_PIN_EXPIRED)" },
	{ "locked by now", M, P, "rc=C_Login:a4", PIN, REFUSED, .logins = 1,
	    .says = "the PIN is locked: C_Login gives 0xA4" },
	{ "logged in already", M, P, "already-logged-in", PIN, OPENS, .logins = 1 },
	{ "no information on the token", M, P, "rc=C_GetTokenInfo:5", PIN, REFUSED,
	    .says = "none that is meant" },
	{ "none after it was chosen", M, P, "rc=C_GetTokenInfo:e0@2", PIN, REFUSED,
	    .says = "C_GetTokenInfo gives 0xE0 (CKR_TOKEN_NOT_PRESENT)" },
};

/* Tries are left over for the person, who has to give the right PIN by hand. */
static void
test_tries(struct device *d)
{
	static const char *const says[] = { "few tries are left", "one try is left",
		"one try of the PIN is left", "one try of the PIN is left" };
	struct row r = { .module = M, .settings = P, .pin = "wrong-pin", .want = REFUSED };
	char state[300];
	int i;

	snprintf(state, sizeof(state), "%s/tries", unit_dir());
	env("FAKE_TOKEN_STATE", state);
	env("FAKE_TOKEN_RETRY", "3");
	for (i = 0; i < 4; i++) {
		r.name = "three tries, and a program that is run again and again";
		r.says = says[i];
		r.logins = i < 2;
		run_row(d, ECERT_TOKEN_PKCS11, &r);
	}
	r = (struct row){ "the last one locks", M, P ";last-try=yes", NULL, "wrong-pin", REFUSED,
	    .says = "the PIN is locked now: C_Login gives 0xA0", .logins = 1 };
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	r.name = "locked";
	r.says = "the PIN is locked";
	r.logins = 0;
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	env("FAKE_TOKEN_STATE", NULL);
	env("FAKE_TOKEN_RETRY", NULL);
}

/* Its own keys or window: no PIN goes through here. */
static void
test_own_keys(struct device *d)
{
	struct row r = { "the token asks itself, and nobody else", M, P, "protected-path", PIN, OPENS,
	    .logins = 1 };

	env("FAKE_TOKEN_PIN", "123456");
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	CHECK(log_has(d, "C_Login on=session:1 user=1 null"));
	env("FAKE_TOKEN_PIN", PIN);
}

static void
test_text(void)
{
	char out[9];

	unit_case("texts are padded with blanks, and not ended");
	eci_p11_text((const uint8_t *)"a b     ", 8, out);
	CHECK_STR(out, "a b");
	eci_p11_text((const uint8_t *)"abcdefgh", 8, out);
	CHECK_STR(out, "abcdefgh");
	eci_p11_text((const uint8_t *)"        ", 8, out);
	CHECK_STR(out, "");
	eci_p11_text((const uint8_t *)"ab\0defgh", 8, out);
	CHECK_STR(out, "ab");
}

int
main(void)
{
	struct device d;

	device_make(&d);
	test_text();
	run_rows(&d, ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
	test_tries(&d);
	test_own_keys(&d);
	device_free(&d);
	return unit_end();
}
