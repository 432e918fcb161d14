/* SPDX-License-Identifier: Apache-2.0 */
/* USB tokens by GM/T 0016: each build of the false one, which key is taken, and what is
 * refused before a PIN is tried. */
#include "device_kit.h"

#define TWO_DEVICES "ONE:A:K,TWO:A:K"
#define TWO_APPS "DEV:A:K,DEV:B:K"
#define TWO_CONTAINERS "DEV:A:K1,DEV:A:K2"

static const struct row rows[] = {
	{ "ulong of 4 bytes, packed", "fake_skf4p", NULL, NULL, PIN, OPENS, .cert = FROM_TOKEN, .logins = 1 },
	{ "ulong of 4 bytes", "fake_skf4n", NULL, NULL, PIN, OPENS, .cert = FROM_TOKEN, .logins = 1 },
	{ "ulong of 8 bytes, packed", "fake_skf8p", NULL, NULL, PIN, OPENS, .cert = FROM_TOKEN, .logins = 1 },
	{ "ulong of 8 bytes", "fake_skf8n", NULL, NULL, PIN, OPENS, .cert = FROM_TOKEN, .logins = 1 },
	{ "a library without what is optional", "fake_skf_few", NULL, NULL, PIN, OPENS,
	    .cert = FROM_TOKEN, .logins = 1 },
	{ "ulong of 4 bytes, said so", "fake_skf4p", "ulong=4", NULL, PIN, OPENS, .cert = FROM_TOKEN,
	    .logins = 1 },
	{ "ulong of 8 bytes, said so", "fake_skf8n", "ulong=8", NULL, PIN, OPENS, .cert = FROM_TOKEN,
	    .logins = 1 },
	{ "ulong of 4 bytes, said to have 8", "fake_skf4n", "ulong=8", NULL, PIN, REFUSED,
	    .says = "is not that of the certificate", .cert = FROM_TOKEN },
	{ "ulong of 8 bytes, said to have 4", "fake_skf8p", "ulong=4", NULL, PIN, REFUSED,
	    .says = "is not that of the certificate", .cert = FROM_TOKEN },
	{ "everything named", "fake_skf4n", "device=DEV;application=A;container=K2", NULL, PIN, OPENS,
	    .cert = FROM_TOKEN, .logins = 1, .names = TWO_CONTAINERS },
	{ "a certificate that is given", "fake_skf4n", NULL, "cert-garbage", PIN, OPENS, .logins = 1 },
	{ "a certificate that is given, the token has none", "fake_skf8n", NULL, "cert-absent", PIN,
	    OPENS, .logins = 1 },
	{ "a given certificate of another key", "fake_skf4n", NULL, NULL, PIN, REFUSED,
	    .says = "is not that of the certificate (CN=stranger", .cert = OF_STRANGER },
	{ "a given certificate of rsa", "fake_skf4n", NULL, NULL, PIN, REFUSED,
	    .says = "is of an RSA key; a token is used for SM2 alone", .key = RSA_KEY },
	{ "two devices", "fake_skf4n", NULL, NULL, PIN, REFUSED,
	    .says = "there are several, and no device was named: ONE, TWO", .names = TWO_DEVICES },
	{ "one of two devices", "fake_skf4n", "device=TWO", NULL, PIN, OPENS, .logins = 1,
	    .names = TWO_DEVICES },
	{ "two applications", "fake_skf4n", NULL, NULL, PIN, REFUSED,
	    .says = "DEV: there are several, and no application was named: A, B", .names = TWO_APPS },
	{ "one of two applications", "fake_skf8p", "application=B", NULL, PIN, OPENS, .logins = 1,
	    .names = TWO_APPS },
	{ "two containers", "fake_skf4n", NULL, NULL, PIN, REFUSED,
	    .says = "DEV/A: there are several, and no container was named: K1, K2",
	    .names = TWO_CONTAINERS },
	{ "no device of that name", "fake_skf4n", "device=TWO", NULL, PIN, REFUSED,
	    .says = "SKF_ConnectDev gives 0x0A000023 (SAR_DEVICE_REMOVED): the device is not there; "
	    "there are: DEV", .names = TWO_APPS },
	{ "no application of that name", "fake_skf4n", "application=C", NULL, PIN, REFUSED,
	    .says = "DEV: GM/T 0016: SKF_OpenApplication gives 0x0A00002E "
	    "(SAR_APPLICATION_NOT_EXISTS): there is no such application; there are: A, B",
	    .names = TWO_APPS },
	{ "no container of that name", "fake_skf4n", "container=K9", NULL, PIN, REFUSED,
	    .says = "DEV/A: GM/T 0016: SKF_OpenContainer gives 0x0A000034: there is no such "
	    "container; there are: K1, K2", .names = TWO_CONTAINERS },
	{ "the application a maker has as a rule", "fake_skf4n", "maker=feitian;ulong=4", NULL, PIN,
	    OPENS, .logins = 1, .names = "DEV:OTHER:K,DEV:EnterSafe:K" },
	{ "a name that is no text", "fake_skf4n", NULL, NULL, PIN, REFUSED, .names = "DEV:A:\xb2\xe2,DEV:A:K",
	    .says = "no container was named: \\xb2\\xe2, K" },
	{ "a name that is no text, named", "fake_skf4n", "container=\xb2\xe2", NULL, PIN, OPENS, .logins = 1,
	    .names = "DEV:A:\xb2\xe2,DEV:A:K" },
	{ "a name with a slash", "fake_skf4n", NULL, "rc=SKF_VerifyPIN:0A000001", PIN, REFUSED, .logins = 1,
	    .says = "A/B/C/D/E: GM/T 0016: SKF_VerifyPIN", .names = "A/B:C/D:E" },
	{ "a fault that nobody knows", "fake_skf4n", NULL, "sig-corupt", PIN, REFUSED,
	    .says = "0x0A000001" },
};

/* Nobody who gives up is asked again, and nothing was tried. */
static void
test_given_up(struct device *d)
{
	struct row r = { .module = "fake_skf4n" };
	struct asked ask = { NULL, 0 };
	ecert_token *token = token_of(d, ECERT_TOKEN_SKF, &r);
	ecert_signer *s;

	unit_case("no pin is given");
	CHECK_ERR(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s), ECERT_E_KEY);
	CHECK(s == NULL && strstr(ecert_errmsg(d->ctx), "no PIN was given") != NULL);
	CHECK_INT(ask.times, 1);
	CHECK_INT(log_count(d, "SKF_VerifyPIN"), 0);
	log_check(d);
	ecert_token_free(token);
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
	test_given_up(&d);
	device_free(&d);
	return unit_end();
}
