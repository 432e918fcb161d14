/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_version.c - versions of the libraries that documents stand on. */
#include "code/code.h"
#include "ofd/ofd.h"
#include "xml/xml.h"

const char *
eci_ofd_xml_version(void)
{
	return eci_xml_version();
}

const char *
eci_ofd_inflate_version(void)
{
	return eci_pkg_at_once_version();
}

const char *
eci_ofd_zip_version(void)
{
	return eci_pkg_version();
}

const char *
eci_ofd_code_version(void)
{
	return eci_code_version();
}
