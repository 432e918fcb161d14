/* SPDX-License-Identifier: Apache-2.0 */
/* xml_names.c - different names are counted, the same ones are not. */
#include "unit.h"

#include <stdio.h>

#include "xml/xml_priv.h"

static char text[8192][8];

int
main(void)
{
	struct eci_xml_names s = { 0 };
	ecert_ctx *ctx = unit_ctx();
	size_t i, again;
	bool full = false, any = false;

	for (i = 0; i < ECI_COUNT(text); i++)
		snprintf(text[i], sizeof(text[i]), "n%zu", i);
	unit_case("as many as are allowed, twice");
	for (again = 0; again < 2; again++)
		for (i = 0; i < ECI_XML_NAMES_MAX; i++) {
			CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)text[i], strlen(text[i]), &full));
			any = any || full;
		}
	CHECK(!any);
	CHECK_INT(s.n, ECI_XML_NAMES_MAX);
	unit_case("one more");
	CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)text[i], strlen(text[i]), &full));
	CHECK(full);
	unit_case("those before are still known");
	CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)"n17", 3, &full));
	CHECK(!full);
	eci_xml_names_free(&s);

	unit_case("the beginning of a name is another");
	CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)"123456789", 9, &full));
	CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)"123456789", 8, &full));
	CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)"", 0, &full));
	CHECK_OK(ctx, eci_xml_names_add(ctx, &s, (const uint8_t *)"123456789", 9, &full));
	CHECK_INT(s.n, 3);
	eci_xml_names_free(&s);
	eci_xml_names_free(&s);
	return unit_end();
}
