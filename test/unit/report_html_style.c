/* SPDX-License-Identifier: Apache-2.0 */
/* The style: it fetches nothing, stays inside of its element, and suits all media. */
#include "html_page.h"

int
main(void)
{
	static const char *const never[] = { "<", "&", "url(", "@import", "expression", "http",
		"javascript", "content:" };
	static const char *const must[] = { "prefers-color-scheme:dark", "@media print",
		"max-width:40rem", "details::details-content" };
	const char *s = eci_html_style();
	size_t i, open = 0, close = 0;

	unit_case("nothing that fetches, runs or ends it");
	for (i = 0; i < ECI_COUNT(never); i++)
		CHECK(strstr(s, never[i]) == NULL);
	unit_case("desk, phone, dark, paper");
	for (i = 0; i < ECI_COUNT(must); i++)
		CHECK(strstr(s, must[i]) != NULL);
	unit_case("braces match");
	for (i = 0; s[i] != '\0'; i++) {
		open += s[i] == '{';
		close += s[i] == '}';
		CHECK(close <= open);
	}
	CHECK_INT(open, close);
	return unit_end();
}
