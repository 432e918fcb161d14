/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "ofd/ofd_edit.h"
#include "unit.h"

int
main(void)
{
	static const char *const good[] = {
		"M 0 0 L 10 0 L 10 10 C", "S 0 0 L 1 1", "M 0 0 Q 1 1 2 2", "M 0 0 B 1 1 2 2 3 3",
		"M 0 0 A 5 5 0 0 1 10 0", "M -1.5 +2.25 L .5 0.125", "  M\t0\n0\r\nC  ",
		"M 0 0 C M 5 5 L 6 6 C",
	};
	static const struct { const char *name, *data; } bad[] = {
		{ "empty", "" }, { "blanks", "  \n" }, { "begins with a line", "L 1 1" },
		{ "begins with a number", "0 0" }, { "no operand", "M" }, { "one operand", "M 0" },
		{ "an operand too many", "M 0 0 0" }, { "operand missing at the end", "M 0 0 L 1" },
		{ "unknown operator", "M 0 0 Z" }, { "lower case", "m 0 0" },
		{ "operator and number in one word", "M0 0" }, { "exponent", "M 1e3 0" },
		{ "nan", "M nan 0" }, { "infinity", "M inf 0" }, { "hexadecimal", "M 0x10 0" },
		{ "comma", "M 0,0" }, { "two points", "M 1.2.3 0" }, { "beyond the range", "M 9999999999 0" },
		{ "number of forty digits", "M 0000000000000000000000000000000000000001 0" },
		{ "arc with a negative radius", "M 0 0 A -5 5 0 0 1 10 0" },
		{ "arc flag 2", "M 0 0 A 5 5 0 2 1 10 0" }, { "arc sweep 0.5", "M 0 0 A 5 5 0 0 0.5 10 0" },
		{ "curve of four operands", "M 0 0 B 1 1 2 2" }, { "markup", "M 0 0 L <x>" },
		{ "full-width digits", "M ０ 0" },
	};
	ecert_ctx *ctx = unit_ctx();
	char *s;
	size_t i;

	for (i = 0; i < ECI_COUNT(good); i++) {
		unit_case("good path %zu", i + 1);
		CHECK_OK(ctx, eci_ofd_path_check(ctx, good[i]));
	}
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("%s", bad[i].name);
		CHECK_ERR(ctx, eci_ofd_path_check(ctx, bad[i].data), ECERT_E_ARG);
	}
	unit_case("the message tells where");
	CHECK_ERR(ctx, eci_ofd_path_check(ctx, "M 0 0 L 1 x"), ECERT_E_ARG);
	CHECK_STR(ecert_errmsg(ctx), "path: byte 10: operand 2 of 2 of L");
	unit_case("more than four mebibytes");
	if ((s = malloc((4u << 20) + 2)) == NULL)
		return 2;
	memset(s, ' ', (4u << 20) + 1);
	memcpy(s, "M 0 0", 5);
	s[(4u << 20) + 1] = '\0';
	CHECK_ERR(ctx, eci_ofd_path_check(ctx, s), ECERT_E_ARG);
	free(s);
	return unit_end();
}
