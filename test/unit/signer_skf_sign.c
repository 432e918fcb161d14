/* SPDX-License-Identifier: Apache-2.0 */
/* What a token answers when it signs, in each form and with each fault. */
#include "device_kit.h"

#define BAD .want = NOT_SIGNED, .logins = 1
#define NO_FIT .says = "does not verify with this certificate"
#define NO_VALUE .says = "FAKE0001/TEST/KEY1: GM/T 0016: SKF_ECCSignData gives no SM2 signature value"

static const struct row rows[] = {
	{ "on the left", "fake_skf4n", NULL, "sig-left-aligned", PIN, OPENS, .logins = 1 },
	{ "on the left, 8 bytes", "fake_skf8n", NULL, "sig-left-aligned", PIN, OPENS, .logins = 1 },
	{ "side by side", "fake_skf4n", NULL, "sig-contiguous", PIN, OPENS, .logins = 1 },
	{ "more than a value written", "fake_skf4n", NULL, "overrun", PIN, OPENS, .logins = 1 },
	{ "a slow device", "fake_skf4n", NULL, "slow=20", PIN, OPENS, .logins = 1 },
	{ "something in front", "fake_skf4n", NULL, "sig-dirty-padding", PIN, BAD, NO_VALUE },
	{ "nothing written", "fake_skf4n", NULL, "sig-partial-write", PIN, BAD, NO_VALUE },
	{ "all zero", "fake_skf4n", NULL, "sig-zero", PIN, BAD, NO_VALUE },
	{ "r is zero", "fake_skf4n", NULL, "sig-r-zero", PIN, BAD, NO_VALUE },
	{ "s is zero", "fake_skf8p", NULL, "sig-s-zero", PIN, BAD, NO_VALUE },
	{ "r is too large", "fake_skf4n", NULL, "sig-r-ge-n", PIN, BAD, NO_VALUE },
	{ "a bit is wrong", "fake_skf4n", NULL, "sig-corrupt", PIN, BAD, NO_FIT },
	{ "r and s changed places", "fake_skf4n", NULL, "sig-swapped", PIN, BAD, NO_FIT },
	{ "by the key for encryption", "fake_skf4n", NULL, "sig-by-enc-key", PIN, BAD, NO_FIT },
	{ "ecdsa", "fake_skf4n", NULL, "sig-ecdsa", PIN, BAD, NO_FIT },
	{ "hashed again", "fake_skf4n", NULL, "sig-hash-again", PIN, BAD, NO_FIT },
	{ "without z", "fake_skf4n", NULL, "sig-no-z", PIN, BAD, NO_FIT },
	{ "the other way round", "fake_skf4n", NULL, "sig-little-endian", PIN, BAD },
	{ "a failure", "fake_skf4n", NULL, "rc=0A000001", PIN, BAD,
	    .says = "SKF_ECCSignData gives 0x0A000001 (SAR_FAIL)" },
	{ "a failure of a maker's own", "fake_skf8n", NULL, "rc=0A0000C5", PIN, BAD,
	    .says = "SKF_ECCSignData gives 0x0A0000C5: a code of the maker's" },
	{ "a length that is not taken", "fake_skf4n", NULL, "rc=0A000010", PIN, BAD,
	    .says = "the device does not take 32 bytes to sign" },
	{ "a key that is not there", "fake_skf4n", NULL, "rc=0A00001B", PIN, BAD,
	    .says = "SAR_KEYNOTFOUNTERR" },
};

static ecert_signer *
open_one(struct device *d, const char *fault)
{
	struct row r = { .module = "fake_skf4n", .fault = fault };
	ecert_token *token = token_of(d, ECERT_TOKEN_SKF, &r);
	struct asked ask = { PIN, 0 };
	ecert_signer *s = NULL;

	CHECK_OK(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s));
	ecert_token_free(token);
	return s;
}

/* A batch of n: what came of each, "+" or "-". */
static void
sign_some(struct device *d, const ecert_signer *s, int n, char *what)
{
	struct eci_buf sig = { 0 };

	for (; n > 0; n--) {
		sig.len = 0;
		*what++ = eci_signer_sign(d->ctx, s, bytes("m", 1), &sig) == ECERT_OK ? '+' : '-';
	}
	*what = '\0';
	eci_buf_free(&sig);
}

static const struct {
	const char *name, *fault, *what, *says;
	int         calls;
} batches[] = {
	{ "a failure is one of many", "rc=0A000001@3", "++-++", NULL, 5 },
	{ "logged out in the middle", "logout-mid-batch@3", "++---", "SAR_USER_NOT_LOGGED_IN", 3 },
	{ "removed in the middle", "removed=SKF_ECCSignData@3", "++---", "SAR_DEVICE_REMOVED", 3 },
	{ "a session lost in the middle", "rc=0A000005@2", "+----", "SAR_INVALIDHANDLEERR", 2 },
	{ "a value that does not fit is one of many", "sig-corrupt@2", "+-+++", NULL, 5 },
};

/* Where a PIN would be needed again there is no second try, nor a third. */
static void
test_batches(struct device *d)
{
	ecert_signer *s;
	char what[8];
	size_t i;

	for (i = 0; i < ECI_COUNT(batches); i++) {
		unit_case("%s", batches[i].name);
		if ((s = open_one(d, batches[i].fault)) == NULL)
			continue;
		sign_some(d, s, 5, what);
		CHECK_STR(what, batches[i].what);
		if (batches[i].says != NULL)
			CHECK(strstr(ecert_errmsg(d->ctx), batches[i].says) != NULL);
		ecert_signer_free(s);
		CHECK_INT(log_count(d, "SKF_ECCSignData"), batches[i].calls);
		CHECK_INT(log_count(d, "SKF_VerifyPIN"), 1);
		log_check(d);
	}
}

/* Two tokens at once, closed in another order than they were opened. */
static void
test_two(struct device *d)
{
	struct row r = { .module = "fake_skf4n" };
	struct asked ask = { PIN, 0 };
	ecert_signer *one, *two = NULL;
	ecert_token *token;
	char what[8];

	unit_case("two signers of one library");
	one = open_one(d, NULL);
	CHECK_OK(d->ctx, ecert_token_new(d->ctx, ECERT_TOKEN_SKF, module_path(r.module), &token));
	CHECK_OK(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &two));
	ecert_token_free(token);
	sign_some(d, one, 1, what);
	sign_some(d, two, 1, what + 1);
	CHECK_STR(what, "++");
	ecert_signer_free(two);
	ecert_signer_free(one);
	log_check(d);
}

int
main(void)
{
	struct row many = { "many threads", "fake_skf8n", NULL, NULL, PIN, .want = OPENS };
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
	test_batches(&d);
	test_two(&d);
	run_threads(&d, ECERT_TOKEN_SKF, &many);
	device_free(&d);
	return unit_end();
}
