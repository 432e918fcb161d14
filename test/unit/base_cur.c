/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

int
main(void)
{
	static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	struct eci_cur c = eci_cur(bytes, sizeof(bytes));

	unit_case("numbers are little endian");
	CHECK_INT(eci_cur_le16(&c), 0x0201);
	CHECK_INT(eci_cur_le32(&c), 0x06050403);
	CHECK_INT(eci_cur_le64(&c), 0x0e0d0c0b0a090807);
	CHECK_INT(eci_cur_left(&c), 1);
	unit_case("a read past the end gives 0 and stays an error");
	CHECK_INT(eci_cur_le16(&c), 0);
	CHECK(!c.ok);
	CHECK(eci_cur_bytes(&c, 1).ptr == NULL);
	CHECK_INT(eci_cur_left(&c), 0);
	unit_case("exactly to the end is fine");
	c = eci_cur(bytes, 4);
	CHECK_INT(eci_cur_bytes(&c, 4).len, 4);
	CHECK(c.ok);
	unit_case("a length that overflows is refused");
	c = eci_cur(bytes, 4);
	(void)eci_cur_le16(&c);
	CHECK(eci_cur_bytes(&c, SIZE_MAX).ptr == NULL);
	CHECK(!c.ok);
	return unit_end();
}
