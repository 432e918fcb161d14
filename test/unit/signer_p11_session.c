/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of a token: many threads with one login. */
#include "device_kit.h"

#define P11 "fake_p11_std", "profile=8000-family"

static void
test_threads(struct device *d)
{
	static const struct {
		struct row row;
		int        least, most;
	} tests[] = {
		{ { "eight threads", P11, NULL, PIN, OPENS, .logins = 1 }, 2, 8 },
		{ { "eight threads, rsa", "fake_p11_std", NULL, NULL, PIN, OPENS, .key = RSA_KEY }, 2, 8 },
		{ { "eight threads and three sessions", P11, "session-limit=3", PIN, OPENS,
		    .logins = 1 }, 2, 3 },
		{ { "eight threads and one session", P11, "session-limit=1", PIN, OPENS,
		    .logins = 1 }, 1, 1 },
		{ { "eight threads, and a module that cannot lock", P11, "cant-lock", PIN, OPENS,
		    .logins = 1 }, 1, 1 },
		{ { "eight threads, and two sessions are set", "fake_p11_std",
		    "profile=8000-family;sessions=2", NULL, PIN, OPENS, .logins = 1 }, 2, 2 },
	};
	size_t i;
	int n;

	for (i = 0; i < ECI_COUNT(tests); i++) {
		run_threads(d, ECERT_TOKEN_PKCS11, &tests[i].row);
		n = log_count(d, "C_CloseSession");
		if (n < tests[i].least || n > tests[i].most)
			unit_fail(__FILE__, __LINE__, "%d sessions", n);
		CHECK_INT(log_count(d, "C_Sign "), THREADS * TIMES);
		CHECK_INT(log_count(d, "C_Login"), 1);
		CHECK_INT(log_count(d, "C_Logout"), 1);
	}
}

/* The login outlives a session that failed. */
static void
test_after_failure(struct device *d)
{
	struct row r = { .module = "fake_p11_std", .settings = "profile=8000-family",
	    .fault = "rc=30@2" };
	struct asked ask = { PIN, 0 };
	struct eci_buf sig = { 0 };
	ecert_token *token = token_of(d, ECERT_TOKEN_PKCS11, &r);
	ecert_signer *s;
	int i;

	unit_case("the second signature fails, the third does not");
	CHECK_OK(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s));
	for (i = 1; i <= 3; i++)
		CHECK_ERR(d->ctx, eci_signer_sign(d->ctx, s, bytes("m", 1), &sig),
		    i == 2 ? ECERT_E_KEY : ECERT_OK);
	ecert_signer_free(s);
	CHECK_INT(log_count(d, "C_Login"), 1);
	log_check(d);
	ecert_token_free(token);
	eci_buf_free(&sig);
}

int
main(void)
{
	struct device d;

	device_make(&d);
	test_threads(&d);
	test_after_failure(&d);
	device_free(&d);
	return unit_end();
}
