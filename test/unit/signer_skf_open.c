/* SPDX-License-Identifier: Apache-2.0 */
/* Into a token and out of it, from wherever it fails. */
#include "device_kit.h"

static const struct row rows[] = {
	{ "no connection", "fake_skf4n", NULL, "connect-fail", PIN, REFUSED,
	    .says = "SKF_ConnectDev gives 0x0A000001 (SAR_FAIL): the device gives no reason" },
	{ "a handle that is null", "fake_skf4n", NULL, "handle-null-ok", PIN, OPENS, .logins = 1 },
	{ "locked for us", "fake_skf8n", "lock=1000", NULL, PIN, OPENS, .logins = 1 },
	{ "a device that does not lock", "fake_skf4n", "lock=1000", "lock-unsupported", PIN, OPENS,
	    .logins = 1 },
	{ "a library that does not lock", "fake_skf_few", "lock=1000", NULL, PIN, OPENS, .logins = 1 },
	{ "a device that is locked by another", "fake_skf4n", "lock=1000", "lock-timeout", PIN, REFUSED,
	    .says = "FAKE0001: GM/T 0016: SKF_LockDev gives 0x0A00000F (SAR_TIMEOUTERR)" },
	{ "a device that is busy", "fake_skf4n", "lock=0xffffffff", "busy", PIN, REFUSED,
	    .says = "SAR_TIMEOUTERR" },
	{ "nobody locks without being asked", "fake_skf4n", NULL, "lock-timeout", PIN, OPENS, .logins = 1 },
	{ "a device that does not close", "fake_skf4n", NULL, "rc=SKF_CloseContainer:0A000001", PIN, OPENS,
	    .logins = 1 },
};

/* Each function fails in turn, and all that is open is closed. */
static void
test_each(struct device *d)
{
	static const char *const functions[] = { "SKF_EnumDev", "SKF_ConnectDev", "SKF_EnumApplication",
		"SKF_OpenApplication", "SKF_EnumContainer", "SKF_OpenContainer", "SKF_ExportCertificate",
		"SKF_ExportPublicKey", "SKF_GetPINInfo", "SKF_VerifyPIN" };
	static const char *const codes[] = { "0A000001", "0A000005", "0A0000FF" };
	char fault[80], name[100], says[100];
	size_t i, k;

	for (i = 0; i < ECI_COUNT(functions); i++)
		for (k = 0; k < ECI_COUNT(codes); k++) {
			struct row r = { name, "fake_skf4n", NULL, fault, PIN, REFUSED, .says = says,
			    .cert = FROM_TOKEN, .logins = i == 9 };

			snprintf(fault, sizeof(fault), "rc=%s:%s", functions[i], codes[k]);
			snprintf(name, sizeof(name), "%s fails with %s", functions[i], codes[k]);
			snprintf(says, sizeof(says), "%s gives 0x%s", functions[i], codes[k]);
			run_row(d, ECERT_TOKEN_SKF, &r);
		}
}

/* The device goes at each function, and stays away. */
static void
test_removed(struct device *d)
{
	static const char *const functions[] = { "SKF_EnumApplication", "SKF_OpenApplication",
		"SKF_EnumContainer", "SKF_OpenContainer", "SKF_ExportCertificate", "SKF_ExportPublicKey",
		"SKF_GetPINInfo", "SKF_VerifyPIN" };
	char fault[80], name[100], says[100];
	size_t i;

	for (i = 0; i < ECI_COUNT(functions); i++) {
		struct row r = { name, "fake_skf8n", NULL, fault, PIN, REFUSED, .says = says,
		    .cert = FROM_TOKEN, .logins = -1 };

		snprintf(fault, sizeof(fault), "removed=%s", functions[i]);
		snprintf(name, sizeof(name), "removed at %s", functions[i]);
		snprintf(says, sizeof(says), "%s gives 0x0A000023 (SAR_DEVICE_REMOVED)", functions[i]);
		run_row(d, ECERT_TOKEN_SKF, &r);
	}
}

static void
test_lock_limit(struct device *d)
{
	struct row r = { "a lock for ever is none", "fake_skf4n", "lock=0xffffffff", NULL, PIN, OPENS,
	    .logins = 1 };

	run_row(d, ECERT_TOKEN_SKF, &r);
	CHECK(log_has(d, "SKF_LockDev ms=600000 "));
	CHECK_INT(log_count(d, "SKF_UnlockDev"), 1);
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
	test_each(&d);
	test_removed(&d);
	test_lock_limit(&d);
	device_free(&d);
	return unit_end();
}
