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

	run_after_failure(d, ECERT_TOKEN_PKCS11, &r, "C_Login");
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
