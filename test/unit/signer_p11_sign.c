/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a token: their forms, and what is none. */
#include "device_kit.h"

#define M "fake_p11_std"
#define P "profile=8000-family"
#define RAW "ckk=0x80000004,ckm=0x80008104,in=digest,out=raw"
#define DER "ckk=0x80000004,ckm=0x80008104,in=digest,out=der"
#define WRONG PIN, NOT_SIGNED, .logins = 1, .says = "does not verify"
#define NONE PIN, NOT_SIGNED, .logins = 1

static const struct row rows[] = {
	{ "too small at first", M, P, "buffer-small-first", PIN, OPENS, .logins = 1, .p11 = RAW },
	{ "slow", M, P, "slow=20", PIN, OPENS, .logins = 1, .p11 = RAW },
	{ "raw is set, and der comes", M, P ";output=raw", NULL, NONE, .p11 = DER },
	{ "der is set, and raw comes", M, P ";output=der", NULL, NONE, .p11 = RAW },
	{ "raw is set and comes", M, P ";output=raw", NULL, PIN, OPENS, .logins = 1, .p11 = RAW },
	{ "der is set and comes", M, P ";output=der", NULL, PIN, OPENS, .logins = 1, .p11 = DER },
	{ "der that is not canonical", M, P, "sig-der-noncanonical", NONE, .p11 = DER },
	{ "a length that is not true", M, P, "sig-len-lies", PIN, NOT_SIGNED, .logins = 1,
	    .says = "tells of a value of 1048576 bytes" },
	{ "a byte too few", M, P, "sig-short", NONE, .p11 = RAW },
	{ "a byte of der too few", M, P, "sig-short", NONE, .p11 = DER },
	{ "nothing is written", M, P, "sig-partial-write", NONE, .p11 = RAW },
	{ "zeros", M, P, "sig-zero", NONE, .p11 = RAW },
	{ "r is zero, der", M, P, "sig-r-zero", NONE, .p11 = DER },
	{ "s is zero", M, P, "sig-s-zero", NONE, .p11 = RAW },
	{ "r is not below n", M, P, "sig-r-ge-n", NONE, .p11 = RAW },
	{ "one bit", M, P, "sig-corrupt", WRONG, .p11 = RAW },
	{ "one bit, der", M, P, "sig-corrupt", WRONG, .p11 = DER },
	{ "r and s swapped", M, P, "sig-swapped", WRONG, .p11 = RAW },
	{ "little-endian", M, P, "sig-little-endian", NONE, .p11 = RAW },
	{ "by the key for encryption", M, P, "sig-by-enc-key", WRONG, .p11 = RAW },
	{ "ecdsa in place of sm2", M, P, "sig-ecdsa", WRONG, .p11 = RAW },
	{ "the digest hashed again", M, P, "sig-hash-again", WRONG, .p11 = RAW },
	{ "without z", M, P, "sig-no-z", WRONG, .p11 = RAW },
	{ "a digest to a mechanism for messages", M, P, NULL, WRONG,
	    .p11 = "ckk=0x80000004,ckm=0x80008104,in=message,out=raw" },
	{ "a message to a mechanism for digests", M, P ";input=message-default-id", NULL, PIN,
	    NOT_SIGNED, .logins = 1, .p11 = RAW, .says = "C_Sign gives 0x21 (CKR_DATA_LEN_RANGE)" },
	{ "a parameter that is not wanted", M, P ";parameter=z", NULL, PIN, NOT_SIGNED, .logins = 1,
	    .p11 = RAW, .says = "C_SignInit gives 0x71 (CKR_MECHANISM_PARAM_INVALID)" },
	{ "removed at the signature", M, P, "removed=C_Sign", PIN, NOT_SIGNED, .logins = 1,
	    .says = "gives 0x32 (CKR_DEVICE_REMOVED)" },
	{ "removed before it", M, P, "removed=C_SignInit", PIN, NOT_SIGNED, .logins = 1,
	    .says = "C_SignInit gives 0x32" },
	{ "logged out by somebody", M, P, "logout-mid-batch", PIN, NOT_SIGNED, .logins = 1,
	    .says = "(CKR_USER_NOT_LOGGED_IN)" },
	{ "a code of the maker's", M, P, "rc=80000042", PIN, NOT_SIGNED, .logins = 1,
	    .says = "C_Sign gives 0x80000042" },
	{ "rsa: one bit", M, NULL, "sig-corrupt", WRONG, .key = RSA_KEY },
	{ "rsa: one bit, by the message", M, "ckm=0x40", "sig-corrupt", WRONG, .key = RSA_KEY },
	{ "rsa: by the key for encryption", M, NULL, "sig-by-enc-key", WRONG, .key = RSA_KEY },
	{ "rsa: a byte too few", M, NULL, "sig-short", WRONG, .key = RSA_KEY },
	{ "rsa: nothing is written", M, NULL, "sig-partial-write", WRONG, .key = RSA_KEY },
	{ "rsa: too small at first", M, NULL, "buffer-small-first", PIN, OPENS, .logins = 1,
	    .key = RSA_KEY },
};

/* On the question how long it will be a token may sign too, and count it. */
static void
test_no_question(struct device *d)
{
	struct row r = { "the length is not asked for", M, P, "sign-twice-differs", PIN, OPENS,
	    .logins = 1, .p11 = RAW };

	run_row(d, ECERT_TOKEN_PKCS11, &r);
	CHECK_INT(log_count(d, "C_Sign "), 2);
	CHECK_INT(log_count(d, "C_SignInit "), 2);
	CHECK(!log_has(d, " null"));
	CHECK(log_has(d, "room=2048"));
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
	test_no_question(&d);
	device_free(&d);
	return unit_end();
}
