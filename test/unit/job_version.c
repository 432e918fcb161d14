/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

int
main(void)
{
	unit_case("names the libraries below");
	CHECK(strncmp(ecert_backend(0), "OpenSSL ", 8) == 0);
	CHECK(strncmp(ecert_backend(1), "libxml2 2.", 10) == 0);
	CHECK(strncmp(ecert_backend(2), "zlib 1.", 7) == 0);
	CHECK(strncmp(ecert_backend(3), "libqrencode ", 12) == 0);
	CHECK(strncmp(ecert_backend(4), "jansson 2.", 10) == 0);
	unit_case("one that may be missing comes last");
	CHECK(ecert_backend(5) == NULL || strncmp(ecert_backend(5), "libdeflate 1.", 13) == 0);
	unit_case("and ends");
	CHECK(ecert_backend(6) == NULL);
	CHECK(ecert_backend(SIZE_MAX) == NULL);
	return unit_end();
}
