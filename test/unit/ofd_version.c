/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd/ofd.h"
#include "unit.h"

int
main(void)
{
	unit_case("names and versions");
	CHECK(strncmp(eci_ofd_xml_version(), "libxml2 2.", 10) == 0);
	CHECK(strncmp(eci_ofd_zip_version(), "zlib 1.", 7) == 0);
	CHECK(strncmp(eci_ofd_code_version(), "libqrencode ", 12) == 0);
	return unit_end();
}
