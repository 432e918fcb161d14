/* SPDX-License-Identifier: Apache-2.0 */
/* HSMs by GM/T 0018: each build of the false one, settings, key and password. */
#include "device_kit.h"

#define KEY "key-index=7"

static const struct row rows[] = {
	{ "fields of 64 bytes", "fake_sdf512", KEY, "right-needed", PIN, OPENS, .logins = 1 },
	{ "fields of 32 bytes", "fake_sdf256", KEY, "right-needed", PIN, OPENS, .logins = 1 },
	{ "an algorithm before the data", "fake_sdf_oldabi", KEY ";abi=6", "right-needed", PIN,
	    OPENS, .logins = 1 },
	{ "a library without what is optional", "fake_sdf_few", KEY, "right-needed", PIN, OPENS,
	    .logins = 1 },
	{ "fields of 64 bytes, said so", "fake_sdf512", KEY ";field=64", NULL, PIN, OPENS,
	    .logins = 1 },
	{ "fields of 32 bytes, said so", "fake_sdf256", KEY ";field=32", NULL, PIN, OPENS,
	    .logins = 1 },
	{ "no password, and none is needed", "fake_sdf512", KEY, NULL, NULL, OPENS, .logins = 0 },
	{ "a password of no length is none", "fake_sdf512", KEY, NULL, "", OPENS, .logins = 0 },
	{ "a right that is not asked for", "fake_sdf512", KEY ";access-right=none", NULL, PIN, OPENS, .logins = 0 },
	{ "a right by the other function", "fake_sdf512", KEY ";access-right=ex", "right-needed",
	    PIN, OPENS, .logins = 1 },
	{ "the public key on the left", "fake_sdf512", KEY, "pub-left-aligned", PIN, OPENS,
	    .logins = 1 },
	{ "no index", "fake_sdf512", "field=auto", NULL, PIN, REFUSED, .says = "no key-index" },
	{ "no certificate", "fake_sdf512", KEY, NULL, PIN, REFUSED, .says = "holds no certificates",
	    .cert = FROM_TOKEN },
	{ "a certificate of rsa", "fake_sdf512", KEY, NULL, PIN, REFUSED, .says = "SM2 alone", .key = RSA_KEY },
	{ "a certificate of another key", "fake_sdf512", KEY, NULL, PIN, REFUSED,
	    .says = "the key of index 7 is not that of the certificate (CN=stranger", .cert = OF_STRANGER },
	{ "the same, fields of 32 bytes", "fake_sdf256", KEY, NULL, PIN, REFUSED,
	    .says = "the key of index 7 is not that", .cert = OF_STRANGER },
	{ "another key in the device", "fake_sdf512", KEY, "pub-other", PIN, REFUSED, .says = "is not that" },
	{ "the pair for encryption", "fake_sdf512", KEY, "pub-enc", PIN, REFUSED, .says = "is not that" },
	{ "no point of the curve", "fake_sdf512", KEY, "pub-off-curve", PIN, REFUSED, .says = "is not that" },
	{ "a key of 384 bits", "fake_sdf512", KEY, "pub-bits-wrong", PIN, REFUSED, .says = "is not that" },
	{ "an index without a key", "fake_sdf512", KEY, "key-index-missing", PIN, REFUSED,
	    .says = "SDF_ExportSignPublicKey_ECC gives 0x01000008 (SDR_KEYNOTEXIST)" },
	{ "another index", "fake_sdf512", "key-index=8", NULL, PIN, REFUSED, .says = "SDR_KEYNOTEXIST" },
	{ "the wrong password", "fake_sdf512", KEY, NULL, "wrong-password", REFUSED,
	    .says = "the password is not accepted: SDF_GetPrivateKeyAccessRight gives 0x01000018",
	    .logins = 1 },
	{ "a password too short to be one", "fake_sdf512", KEY, NULL, "1234567", REFUSED,
	    .says = "at least 8 bytes; it was not tried" },
	{ "a password too short for the device", "fake_sdf512", KEY, "password-short", PIN, REFUSED,
	    .says = "0x0100001D", .logins = 1 },
	{ "the right denied", "fake_sdf512", KEY, "right-denied", PIN, REFUSED, .says = "SDR_PRKRERR",
	    .logins = 1 },
	{ "a code of a card's maker", "fake_sdf512", KEY, "sansec-code", "wrong-password", REFUSED,
	    .says = "gives 0x010363CE, a code of the maker's", .logins = 1 },
	{ "the right needed, and no password", "fake_sdf512", KEY, "right-needed", NULL, NOT_SIGNED,
	    .says = "the key wants its password: SDF_InternalSign_ECC gives 0x01000007 (SDR_PARDENY)" },
};

static void
test_arguments(struct device *d)
{
	static const char *const wrong[] = { "key-index=0", KEY ";sessions=0", KEY ";sessions=1025",
		"key-index=4294967296" };
	struct row r = { .module = "fake_sdf512" };
	ecert_token *token;
	ecert_signer *s;
	size_t i;

	for (i = 0; i < ECI_COUNT(wrong); i++) {
		unit_case("settings that cannot be: %s", wrong[i]);
		r.settings = wrong[i];
		token = token_of(d, ECERT_TOKEN_SDF, &r);
		CHECK_ERR(d->ctx, ecert_signer_from_token(d->ctx, token, NULL, NULL, &s), ECERT_E_ARG);
		CHECK(s == NULL && strstr(ecert_errmsg(d->ctx), "not from") != NULL);
		CHECK_STR(log_text(d), "");
		ecert_token_free(token);
	}
}

/* Nobody who gives one up is asked again. */
static void
test_given_up(struct device *d)
{
	struct row r = { .module = "fake_sdf512", .settings = KEY };
	struct asked ask = { NULL, 0 };
	ecert_token *token = token_of(d, ECERT_TOKEN_SDF, &r);
	ecert_signer *s;

	unit_case("no password is given");
	CHECK_ERR(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s), ECERT_E_KEY);
	CHECK(strstr(ecert_errmsg(d->ctx), "no password was given") != NULL);
	CHECK_INT(ask.times, 1);
	CHECK_INT(log_count(d, "SDF_GetPrivateKeyAccessRight"), 0);
	log_check(d);
	ecert_token_free(token);
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_SDF, rows, ECI_COUNT(rows));
	test_arguments(&d);
	test_given_up(&d);
	device_free(&d);
	return unit_end();
}
