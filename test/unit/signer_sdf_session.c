/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of an HSM: the right of each, how many there are, and many threads. */
#include "device_kit.h"
#include "signer/signer_sdf.h"

#define KEY "key-index=7"

static const struct row rows[] = {
	{ "one session is enough for one thread", "fake_sdf512", KEY, "right-needed,session-limit=1",
	    PIN, OPENS, .logins = 1 },
	{ "a device by its configuration", "fake_sdf512", KEY ";config=/etc/hsm.conf", NULL, PIN, OPENS,
	    .logins = 1 },
};

static void
test_arguments(struct device *d)
{
	struct row r = { "the index of the right is another", "fake_sdf512",
	    KEY ";access-index=107;abi=5;algorithm=0x20100", NULL, PIN, OPENS, .logins = 1 };

	run_row(d, ECERT_TOKEN_SDF, &r);
	CHECK(log_has(d, "SDF_GetPrivateKeyAccessRight index=107 "));
	CHECK(log_has(d, "SDF_ReleasePrivateKeyAccessRight index=107 "));
	CHECK(log_has(d, "SDF_InternalSign_ECC index=7 len=32 "));
	r = (struct row){ "the algorithm is another", "fake_sdf_oldabi", KEY ";abi=6;algorithm=0x20100",
	    NULL, PIN, NOT_SIGNED, .says = "SDR_ALGNOTSUPPORT", .logins = 1 };
	run_row(d, ECERT_TOKEN_SDF, &r);
	r = (struct row){ "the configuration is handed over", "fake_sdf512",
	    KEY ";config=/etc/hsm.conf", NULL, PIN, OPENS, .logins = 1 };
	run_row(d, ECERT_TOKEN_SDF, &r);
	CHECK(log_has(d, "SDF_OpenDeviceWithConf path=/etc/hsm.conf "));
	CHECK_INT(log_count(d, "SDF_OpenDevice "), 0);
}

static void
test_threads(struct device *d)
{
	static const struct {
		struct row row;
		int        least, most;
	} tests[] = {
		{ { "eight threads", "fake_sdf512", KEY, "right-needed", PIN, OPENS, .logins = -1 }, 2, 8 },
		{ { "eight threads, fields of 32 bytes", "fake_sdf256", KEY, "right-needed", PIN, OPENS,
		    .logins = -1 }, 2, 8 },
		{ { "eight threads and three sessions", "fake_sdf512", KEY,
		    "right-needed,session-limit=3", PIN, OPENS, .logins = -1 }, 2, 3 },
		{ { "eight threads and one session", "fake_sdf512", KEY,
		    "right-needed,session-limit=1", PIN, OPENS, .logins = -1 }, 1, 1 },
		{ { "eight threads, and two sessions are set", "fake_sdf512", KEY ";sessions=2",
		    "right-needed", PIN, OPENS, .logins = -1 }, 2, 2 },
		{ { "eight threads, and the right is had once", "fake_sdf512", KEY,
		    "right-needed,rc=SDF_GetPrivateKeyAccessRight:1000018@2", PIN, OPENS,
		    .logins = -1 }, 1, 1 },
	};
	size_t i;
	int rights;

	for (i = 0; i < ECI_COUNT(tests); i++) {
		run_threads(d, ECERT_TOKEN_SDF, &tests[i].row);
		rights = log_count(d, "SDF_ReleasePrivateKeyAccessRight");
		if (rights < tests[i].least || rights > tests[i].most)
			unit_fail(__FILE__, __LINE__, "%d sessions with a right", rights);
		CHECK_INT(log_count(d, "SDF_InternalSign_ECC"), THREADS * TIMES);
		CHECK_INT(log_count(d, "SDF_OpenDevice"), 1);
	}
}

/* What failed in a session is not waited for in the next. */
static void
test_after_failure(struct device *d)
{
	struct row r = { .module = "fake_sdf512", .settings = KEY, .fault = "rc=100000d@2" };

	run_after_failure(d, ECERT_TOKEN_SDF, &r, "SDF_GetPrivateKeyAccessRight");
}

/* Changed by somebody else meanwhile: sessions come and go, tries do not come back. */
static void
test_refused_later(struct device *d)
{
	struct row r = { .module = "fake_sdf512", .settings = KEY, .fault = "right-denied@2" };
	ecert_token *token = token_of(d, ECERT_TOKEN_SDF, &r);
	struct eci_sdf hsm = { .device = NULL };
	void *one = NULL, *two = NULL;
	int i;

	unit_case("a password that is refused later is tried once");
	CHECK_OK(d->ctx, eci_sdf_connect(d->ctx, token, &hsm));
	memcpy(hsm.password, PIN, hsm.password_len = strlen(PIN));
	CHECK_OK(d->ctx, eci_sdf_session_open(d->ctx, &hsm, &one));
	for (i = 0; i < 3; i++)
		CHECK_ERR(d->ctx, eci_sdf_session_open(d->ctx, &hsm, &two), ECERT_E_KEY);
	CHECK(two == NULL);
	eci_sdf_session_close(&hsm, one);
	eci_sdf_disconnect(&hsm);
	CHECK_INT(log_count(d, "SDF_GetPrivateKeyAccessRight"), 2);
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
	test_threads(&d);
	test_after_failure(&d);
	test_refused_later(&d);
	device_free(&d);
	return unit_end();
}
