/* SPDX-License-Identifier: Apache-2.0 */
/* PKCS #11: each way values are made, by named and by own profiles. */
#include "device_kit.h"

#define P11 "fake_p11_std"
#define FAMILY "ckk=0x80000004,ckm=0x80008104,in=digest,out=raw"
#define EP11 "ckk=0x80050002,ckm=0x8005000b,in=digest,out=der"
#define OWN "ckk=0x80000001,ckm=0x80000002,in=message"

static const struct row rows[] = {
	{ "the family of 0x8000", P11, "profile=8000-family", NULL, PIN, OPENS, .logins = 1,
	    .p11 = FAMILY },
	{ "the same, der", P11, "profile=8000-family", NULL, PIN, OPENS, .logins = 1,
	    .p11 = "ckk=0x80000004,ckm=0x80008104,in=digest,out=der" },
	{ "ep11", P11, "profile=ibm-ep11", NULL, PIN, OPENS, .logins = 1, .p11 = EP11 },
	{ "the certificate of the token", P11, "profile=ibm-ep11", NULL, PIN, OPENS, .logins = 1,
	    .p11 = EP11, .cert = FROM_TOKEN },
	{ "numbers of one's own", P11, "ckk=0x80000001;ckm=0x80000002;input=message-default-id", NULL,
	    PIN, OPENS, .logins = 1, .p11 = OWN ",out=raw,param=none" },
	{ "no type of key", P11, "ckm=0x80000002;input=message-default-id;output=raw", NULL, PIN,
	    OPENS, .logins = 1, .p11 = OWN ",out=raw,param=none" },
	{ "the id is handed over", P11, "ckm=0x80000002;input=message;output=der", NULL, PIN, OPENS,
	    .logins = 1, .p11 = OWN ",out=der,param=id" },
	{ "z is handed over", P11, "ckm=0x80000002;input=message;parameter=z", NULL, PIN, OPENS,
	    .logins = 1, .p11 = OWN ",out=der,param=z" },
	{ "a profile, but for its mechanism", P11, "profile=8000-family;ckm=0x80008105", NULL, PIN,
	    OPENS, .logins = 1, .p11 = "ckk=0x80000004,ckm=0x80008105,in=digest,out=raw" },
	{ "started already, and not by us", P11, "profile=8000-family", "already-initialized", PIN,
	    OPENS, .logins = 1, .p11 = FAMILY },
	{ "rsa by the digest", P11, NULL, NULL, PIN, OPENS, .logins = 1, .key = RSA_KEY },
	{ "rsa by the message", P11, NULL, "rsa-hash-only", PIN, OPENS, .logins = 1, .key = RSA_KEY },
	{ "rsa, and the message is set", P11, "ckm=0x40", NULL, PIN, OPENS, .logins = 1,
	    .key = RSA_KEY },
	{ "rsa, the certificate of the token", P11, NULL, NULL, PIN, OPENS, .logins = 1,
	    .key = RSA_KEY, .cert = FROM_TOKEN },
	{ "rsa with a profile of sm2's type of key", P11, "ckk=0x80000004", NULL, PIN, OPENS,
	    .logins = 1, .key = RSA_KEY },
	{ "no mechanism is set", P11, NULL, NULL, PIN, REFUSED, .logins = 1, .p11 = FAMILY,
	    .says = "the standard has no number for SM2: set profile, or ckm" },
	{ "the mechanism is not there", P11, "profile=8000-family", "mech-absent", PIN, REFUSED,
	    .p11 = FAMILY, .says = "the token has no mechanism 0x80008104" },
	{ "another mechanism is there", P11, "profile=ibm-ep11", NULL, PIN, REFUSED, .p11 = FAMILY,
	    .says = "the token has no mechanism 0x8005000B" },
	{ "rsa, and no mechanism for it", P11, NULL, "mech-absent", PIN, REFUSED, .logins = 1,
	    .key = RSA_KEY, .says = "the token has no mechanism 0x40" },
	{ "rsa by a mechanism of sm2", P11, "profile=8000-family", NULL, PIN, REFUSED, .key = RSA_KEY,
	    .says = "the token has no mechanism 0x80008104" },
	{ "rsa by one that signs nothing", P11, "ckm=0x250", NULL, PIN, REFUSED, .logins = 1,
	    .key = RSA_KEY, .says = "ckm = 0x250 signs nothing for an RSA key" },
};

/* Not ours to end, and whoever logged in is not logged out. */
static void
test_guests(struct device *d)
{
	struct row r = { "in use by others: not ended, not logged out", P11, "profile=8000-family",
	    "already-initialized,already-logged-in", PIN, OPENS, .logins = 1, .p11 = FAMILY };

	run_row(d, ECERT_TOKEN_PKCS11, &r);
	CHECK_INT(log_count(d, "C_Finalize"), 0);
	CHECK_INT(log_count(d, "C_Logout"), 0);
	CHECK_INT(log_count(d, "C_CloseSession"), 1);
	r = (struct row){ "in use by nobody: logged out and ended", P11, "profile=8000-family", NULL,
	    PIN, OPENS, .logins = 1, .p11 = FAMILY };
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	CHECK_INT(log_count(d, "C_Finalize"), 1);
	CHECK_INT(log_count(d, "C_Logout"), 1);
}

static void
test_arguments(struct device *d)
{
	static const char *const wrong[] = { "sessions=0", "sessions=1025", "profile=nobody",
		"id=xyz", "id=abc" };
	struct row r = { .module = P11, .p11 = FAMILY };
	struct asked ask = { PIN, 0 };
	ecert_token *token;
	ecert_signer *s;
	size_t i;

	for (i = 0; i < ECI_COUNT(wrong); i++) {
		unit_case("settings that cannot be: %s", wrong[i]);
		r.settings = wrong[i];
		token = token_of(d, ECERT_TOKEN_PKCS11, &r);
		CHECK_ERR(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s), ECERT_E_ARG);
		CHECK(s == NULL);
		ecert_token_free(token);
		log_check(d);
	}
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
	test_guests(&d);
	test_arguments(&d);
	device_free(&d);
	return unit_end();
}
