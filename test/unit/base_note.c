/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_notes notes = { 0 };
	int i;

	unit_case("a note keeps reason, place and text, escaped");
	CHECK_OK(ctx, eci_note(ctx, &notes, ECERT_R_ZIP_AMBIGUOUS, true, "a\nb", "%d bytes \033", 4));
	CHECK_INT(notes.n, 1);
	CHECK_STR(notes.v[0].where, "a\\x0ab");
	CHECK_STR(notes.v[0].text, "4 bytes \\x1b");
	CHECK(notes.v[0].strict);
	unit_case("their number is bounded");
	for (i = 0; i < 5000; i++)
		CHECK_OK(ctx, eci_note(ctx, &notes, ECERT_R_NONE, false, "", "n"));
	CHECK_INT(notes.n, 1000);
	eci_notes_free(&notes);
	CHECK(notes.v == NULL);
	return unit_end();
}
