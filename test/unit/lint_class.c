/* SPDX-License-Identifier: Apache-2.0 */
/* Classes of certificates and the types that belong to them. */
#include "unit.h"

#include "lint/lint_priv.h"

static unsigned
in(const char *s)
{
	return eci_lint_classes_in(s, strlen(s));
}

int
main(void)
{
	size_t i;
	int type;

	unit_case("each word is of its class");
	for (i = 0; i < ECI_LINT_CLASSES; i++)
		CHECK_INT(in(eci_lint_class_word(i)), 1u << i);

	unit_case("several, within other text");
	CHECK_INT(in("某所校准/检测电子证书"), 2u | 8u);
	CHECK_INT(in("其他"), 0);
	CHECK_INT(in(""), 0);
	CHECK_INT(eci_lint_classes_in("检定", 5), 0);

	unit_case("types");
	for (type = 1; type <= 8; type++)
		CHECK(eci_lint_classes_of(type) != 0);
	CHECK_INT(eci_lint_classes_of(ECERT_TYPE_CALIBRATION), in("校准"));
	CHECK_INT(eci_lint_classes_of(ECERT_TYPE_ARBITRATION), in("检定"));
	CHECK_INT(eci_lint_classes_of(ECERT_TYPE_OTHER), 15);
	CHECK_INT(eci_lint_classes_of(0), 0);
	CHECK_INT(eci_lint_classes_of(9), 0);
	CHECK_INT(eci_lint_classes_of(-1), 0);
	return unit_end();
}
