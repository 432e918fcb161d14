/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries that are none, or lack what signing needs. */
#include "device_kit.h"

static const struct row rows[] = {
	{ "a library that cannot sign", "fake_skf_mute", NULL, NULL, PIN, REFUSED,
	    .says = "fake_skf_mute.so: GM/T 0016: the library has no function SKF_ECCSignData" },
	{ "a library of another kind", "fake_sdf512", NULL, NULL, PIN, REFUSED,
	    .says = "fake_sdf512.so: GM/T 0016: the library has no function SKF_EnumDev" },
	{ "no library", "fake_none", NULL, NULL, PIN, REFUSED,
	    .says = "fake_none.so: cannot be loaded: " },
};

int
main(void)
{
	return device_table(ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
}
