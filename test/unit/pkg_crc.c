/* SPDX-License-Identifier: Apache-2.0 */
/* CRC-32: the check value of the algorithm's catalogue entry, in one piece and in
 * several. */
#include <zlib.h>

#include "pkg/pkg_priv.h"
#include "unit.h"

int
main(void)
{
	static const uint8_t text[] = "123456789";
	uint8_t bytes[1000];
	size_t i;

	unit_case("123456789");
	CHECK_INT(eci_pkg_crc(0, text, 9), 0xcbf43926);
	unit_case("in two pieces, wherever it is cut");
	for (i = 0; i <= 9; i++)
		CHECK_INT(eci_pkg_crc(eci_pkg_crc(0, text, i), text + i, 9 - i), 0xcbf43926);
	unit_case("nothing changes nothing");
	CHECK_INT(eci_pkg_crc(0, text, 0), 0);
	CHECK_INT(eci_pkg_crc(0xcbf43926, text, 0), 0xcbf43926);
	unit_case("as zlib");
	for (i = 0; i < sizeof(bytes); i++) {
		bytes[i] = (uint8_t)(i * 31 + i / 7);
		CHECK_INT(eci_pkg_crc(0, bytes, i + 1), crc32(0, bytes, (uInt)(i + 1)));
	}
	return unit_end();
}
