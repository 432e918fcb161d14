/* SPDX-License-Identifier: Apache-2.0 */
/* Objects and attributes: what a module says of lengths is not believed. */
#include "device_kit.h"

#define P11 "fake_p11_std", "profile=8000-family"
#define GONE(f) "removed=" f, PIN, REFUSED, .logins = 1, .says = f " gives 0x32 (CKR_DEVICE_REMOVED)"

static const struct row rows[] = {
	{ "more objects than there is room", P11, "find-lies", PIN, REFUSED, .logins = 1,
	    .says = "above 64 objects: set label or id" },
	{ "an attribute that is longer than it was", P11, "attribute-lies", PIN, OPENS, .logins = 1 },
	{ "a certificate of 16 MiB", P11, "cert-huge", PIN, REFUSED, .logins = 1, .cert = FROM_TOKEN,
	    .says = "attribute 0x11 has 16777216 bytes" },
	{ "gone before the search", P11, GONE("C_FindObjectsInit") },
	{ "gone in the search", P11, GONE("C_FindObjects") },
	{ "gone at an attribute", P11, GONE("C_GetAttributeValue") },
	{ "a code at an attribute", P11, "rc=C_GetAttributeValue:b3@4", PIN, REFUSED, .logins = 1,
	    .says = "C_GetAttributeValue gives 0xB3 (CKR_SESSION_HANDLE_INVALID)" },
};

int
main(void)
{
	return device_table(ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
}
