/* SPDX-License-Identifier: Apache-2.0 */
/* job_version.c - the libraries this one stands on. */
#include "crypto/crypto.h"
#include "job/job.h"
#include "json/json.h"
#include "ofd/ofd.h"

const char *
ecert_backend(size_t i)
{
	switch (i) {
	case 0:
		return eci_crypto_version();
	case 1:
		return eci_ofd_xml_version();
	case 2:
		return eci_ofd_zip_version();
	case 3:
		return eci_ofd_code_version();
	case 4:
		return eci_json_version();
	default:
		return i == 5 ? eci_ofd_inflate_version() : NULL;
	}
}
