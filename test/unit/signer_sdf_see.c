/* SPDX-License-Identifier: Apache-2.0 */
/* What an HSM shows without a password. */
#include "device_kit.h"

#define KEY "key-index=7"

static const struct {
	struct row  row;
	const char *has[4];
} tests[] = {
	{ { "the device alone", "fake_sdf512", NULL, NULL, NULL, OPENS, .cert = FROM_TOKEN },
	    { "\"maker\":\"Nobody\"", "\"name\":\"False HSM\"", "\"serial\":\"0001\"" } },
	{ { "the key", "fake_sdf512", KEY, NULL, NULL, OPENS, .cert = FROM_TOKEN },
	    { "\"index\":7", "\"field\":64" } },
	{ { "fields of 32 bytes", "fake_sdf256", KEY, NULL, NULL, OPENS, .cert = GIVEN },
	    { "\"field\":32", "\"certificate\":\"same key\"" } },
	{ { "another certificate", "fake_sdf512", KEY, NULL, NULL, OPENS, .cert = OF_STRANGER },
	    { "\"certificate\":\"another key\"" } },
	{ { "texts that do not end", "fake_sdf512", NULL, "info-terminated-not", NULL, OPENS,
	    .cert = GIVEN }, { "\"name\":\"False HSMxxxxxxx\"", "\"serial\":\"0001xxxxxxxxxxxx\"" } },
	{ { "no function for that", "fake_sdf_few", KEY, NULL, NULL, OPENS, .cert = GIVEN },
	    { "\"index\":7" } },
	{ { "no key", "fake_sdf512", KEY, "key-index-missing", NULL, REFUSED, .says = "KEYNOTEXIST" },
	    { NULL } },
	{ { "no session", "fake_sdf512", KEY, "no-session", NULL, REFUSED, .says = "OPENSESSION" },
	    { NULL } },
	{ { "no device", "fake_sdf512", KEY, "no-device", NULL, REFUSED, .says = "OPENDEVICE" },
	    { NULL } },
};

int
main(void)
{
	struct device d;
	size_t i;

	device_make(&d);
	for (i = 0; i < ECI_COUNT(tests); i++)
		see_row(&d, ECERT_TOKEN_SDF, &tests[i].row, tests[i].has, 4);
	device_free(&d);
	return unit_end();
}
