/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_class.c - the four classes of 4.2.2 and 4.4.3.  The specification does not
 * say which of the eight types (4.5.5) belongs to which; where that is open, a type
 * belongs to every class it may be meant to.
 */
#include "lint/lint_priv.h"

#include <string.h>

#define VERIFY    1u
#define CALIBRATE 2u
#define INSPECT   4u
#define TEST      8u

static const char *const words[ECI_LINT_CLASSES] = { "检定", "校准", "检验", "检测" };

static const unsigned of_type[] = {
	[ECERT_TYPE_VERIFICATION] = VERIFY,
	[ECERT_TYPE_VERIFICATION_NOTICE] = VERIFY,
	[ECERT_TYPE_ARBITRATION] = VERIFY,
	[ECERT_TYPE_PATTERN_EVALUATION] = INSPECT | TEST,
	[ECERT_TYPE_PREPACKAGE] = INSPECT | TEST,
	[ECERT_TYPE_ENERGY_LABEL] = INSPECT | TEST,
	[ECERT_TYPE_CALIBRATION] = CALIBRATE,
	[ECERT_TYPE_OTHER] = VERIFY | CALIBRATE | INSPECT | TEST,
};

const char *
eci_lint_class_word(size_t i)
{
	return words[i];
}

unsigned
eci_lint_classes_in(const char *s, size_t n)
{
	unsigned bits = 0;
	size_t i, k, len;

	for (k = 0; k < ECI_LINT_CLASSES; k++) {
		len = strlen(words[k]);
		for (i = 0; i + len <= n; i++)
			if (memcmp(s + i, words[k], len) == 0)
				bits |= 1u << k;
	}
	return bits;
}

unsigned
eci_lint_classes_of(ecert_type type)
{
	return type >= ECERT_TYPE_VERIFICATION && type <= ECERT_TYPE_OTHER ? of_type[type] : 0;
}
