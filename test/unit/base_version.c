/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdio.h>

int
main(void)
{
	char want[32];

	unit_case("the version is that of the header");
	snprintf(want, sizeof(want), "%d.%d.%d", ECERT_VERSION_MAJOR, ECERT_VERSION_MINOR,
	    ECERT_VERSION_PATCH);
	CHECK_STR(ecert_version(), want);
	return unit_end();
}
