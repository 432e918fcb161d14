/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_crc.c - CRC-32 (APPNOTE 4.4.7) by whichever library does it faster. */
#include "pkg/pkg_priv.h"

#ifdef ECI_LIBDEFLATE
#include <libdeflate.h>

uint32_t
eci_pkg_crc(uint32_t crc, const uint8_t *p, size_t n)
{
	return libdeflate_crc32(crc, p, n);
}
#else
#include <zlib.h>

uint32_t
eci_pkg_crc(uint32_t crc, const uint8_t *p, size_t n)
{
	/* zlib takes a NULL for a question. */
	return n > 0 ? (uint32_t)crc32_z(crc, p, n) : crc;
}
#endif
