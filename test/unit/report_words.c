/* SPDX-License-Identifier: Apache-2.0 */
/* The words of reports: there in both languages, and harmless in markup. */
#include <string.h>

#include "unit.h"
#include "report/report_show.h"

static bool
has_chinese(const char *s)
{
	uint32_t cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		if ((n = eci_utf8_next(s, strlen(s), &cp)) == 0)
			return false;
		if (cp >= 0x4e00 && cp <= 0x9fff)
			return true;
	}
	return false;
}

int
main(void)
{
	int w;

	unit_case("every word in both languages");
	for (w = 0; w < W_COUNT; w++) {
		CHECK(eci_word(w, 0) != NULL && eci_word(w, 1) != NULL);
		CHECK(eci_word(w, 0)[0] != '\0');
		CHECK(!has_chinese(eci_word(w, 0)));
		CHECK(w == W_SM3 || has_chinese(eci_word(w, 1)));
		CHECK(strpbrk(eci_word(w, 0), "<>&\"") == NULL);
		CHECK(strpbrk(eci_word(w, 1), "<>&\"") == NULL);
	}
	unit_case("outcomes");
	CHECK_INT(eci_word_of(ECERT_CHECK_PASS), W_PASSED);
	CHECK_INT(eci_word_of(ECERT_CHECK_NOTE), W_NOTE);
	CHECK_INT(eci_word_of(ECERT_CHECK_UNDECIDED), W_OPEN);
	CHECK_INT(eci_word_of(ECERT_CHECK_FAIL), W_FAILED);
	CHECK_INT(eci_word_of(77), W_FAILED);
	return unit_end();
}
