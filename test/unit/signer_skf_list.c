/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of names as makers give them. */
#include "device_kit.h"

#define LONG_NAME "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"
#define NAME_256 LONG_NAME LONG_NAME LONG_NAME LONG_NAME
#define MANY "A:A:1,A:A:2,A:A:3,A:A:4,A:A:5,A:A:6,A:A:7,A:A:8"

static const struct row rows[] = {
	{ "no device", "fake_skf4n", NULL, "no-device", PIN, REFUSED,
	    .says = "fake_skf4n.so: there is no device" },
	{ "no device, of no size", "fake_skf8n", NULL, "list-empty=0", PIN, REFUSED,
	    .says = "there is no device" },
	{ "no device, of size 1", "fake_skf4n", NULL, "list-empty=1", PIN, REFUSED,
	    .says = "there is no device" },
	{ "no device, of size 2", "fake_skf4n", NULL, "list-empty=2", PIN, REFUSED,
	    .says = "there is no device" },
	{ "no device, of size 3", "fake_skf4n", NULL, "list-empty=3", PIN, REFUSED,
	    .says = "there is no device" },
	{ "no device, by a code", "fake_skf4n", NULL, "rc=SKF_EnumDev:0A000023", PIN, REFUSED,
	    .says = "there is no device" },
	{ "no device, by a code of the second call", "fake_skf4n", NULL, "rc=SKF_EnumDev:0A000023@2", PIN,
	    REFUSED, .says = "there is no device" },
	{ "devices, a failure", "fake_skf4n", NULL, "rc=SKF_EnumDev:0A000001", PIN, REFUSED,
	    .says = "SKF_EnumDev gives 0x0A000001 (SAR_FAIL)" },
	{ "no application", "fake_skf4n", NULL, "no-app", PIN, REFUSED,
	    .says = "FAKE0001: there is no application" },
	{ "no container", "fake_skf4n", NULL, "no-container", PIN, REFUSED,
	    .says = "FAKE0001/TEST: there is no container" },
	{ "no application, and one is named", "fake_skf4n", "application=A", "no-app", PIN, REFUSED,
	    .says = "SAR_APPLICATION_NOT_EXISTS): there is no such application" },
	{ "without the last nul", "fake_skf4n", NULL, "missing-final-nul", PIN, OPENS, .logins = 1 },
	{ "without the last nul, of several", "fake_skf8p", "container=3", "missing-final-nul", PIN, OPENS,
	    .logins = 1, .names = MANY },
	{ "a size too big", "fake_skf4n", NULL, "size-too-big", PIN, OPENS, .logins = 1 },
	{ "no sizes without a buffer", "fake_skf4n", NULL, "null-sizing-refused", PIN, OPENS, .logins = 1 },
	{ "more in the second call", "fake_skf4n", NULL, "size-grows@2", PIN, OPENS, .logins = 1 },
	{ "more in each call", "fake_skf4n", NULL, "size-grows", PIN, REFUSED,
	    .says = "SKF_EnumDev gives 0x0A000020 (SAR_BUFFER_TOO_SMALL)" },
	{ "never enough", "fake_skf4n", NULL, "rc=SKF_EnumDev:0A000020", PIN, REFUSED,
	    .says = "SKF_EnumDev gives 0x0A000020 (SAR_BUFFER_TOO_SMALL)" },
	{ "a size that is refused as too small", "fake_skf4n", NULL, "rc=SKF_EnumContainer:0A000020@1", PIN,
	    OPENS, .logins = 1 },
	{ "a size of two gigabytes", "fake_skf4n", NULL, "size-lies@1", PIN, REFUSED,
	    .says = "SKF_EnumDev asks for 2147483647 bytes" },
	{ "a size of two gigabytes after the fact", "fake_skf8n", NULL, "size-lies@2", PIN, OPENS,
	    .logins = 1 },
	{ "a size that is more than is told", "fake_skf4n", NULL, "size-overestimate", PIN, OPENS,
	    .logins = 1 },
	{ "a size that is less than is told", "fake_skf4n", NULL, "size-underestimate", PIN, OPENS,
	    .logins = 1 },
	{ "a name of 255 bytes", "fake_skf4n", NULL, NULL, PIN, OPENS, .logins = 1,
	    .names = "D:A:N" LONG_NAME LONG_NAME LONG_NAME "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN" },
	{ "a name of 256 bytes", "fake_skf4n", NULL, NULL, PIN, REFUSED, .names = "D:A:" NAME_256,
	    .says = "D/A: GM/T 0016: SKF_EnumContainer gives a name of 256 bytes" },
	{ "a name of 4096 bytes", "fake_skf8p", NULL, NULL, PIN, REFUSED,
	    .names = "D:A:" NAME_256 NAME_256 NAME_256 NAME_256 NAME_256 NAME_256 NAME_256 NAME_256
	    NAME_256 NAME_256 NAME_256 NAME_256 NAME_256 NAME_256 NAME_256 NAME_256,
	    .says = "a name of 4096 bytes" },
};

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
	unit_case("the names of settings");
	CHECK_STR(eci_skf_names[0].name, "device");
	device_free(&d);
	return unit_end();
}
