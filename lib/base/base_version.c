/* SPDX-License-Identifier: Apache-2.0 */
/* base_version.c - the library's own version. */
#include "base/base.h"

#define TEXT(x) #x
#define DOTTED(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)

const char *
ecert_version(void)
{
	return DOTTED(ECERT_VERSION_MAJOR, ECERT_VERSION_MINOR, ECERT_VERSION_PATCH);
}
