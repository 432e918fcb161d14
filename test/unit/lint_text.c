/* SPDX-License-Identifier: Apache-2.0 */
/* Findings for people. */
#include "lint_kit.h"

static void
test_text(const struct kit_spec *spec, const char *lang, const char *const *parts)
{
	ecert_lint *lint = kit_lint(spec, "a\x1b.ofd", kit_policy);
	char *text = NULL;

	CHECK_OK(kit.ctx, ecert_lint_text(kit.ctx, lint, lang, &text));
	for (; *parts != NULL; parts++)
		if (strstr(text, *parts) == NULL)
			unit_fail(__FILE__, __LINE__, "no %s in\n%s", *parts, text);
	CHECK(strchr(text, '\x1b') == NULL);
	CHECK(eci_utf8_valid(text, strlen(text)));
	ecert_free(text);
	ecert_lint_free(lint);
}

/* A rule that may be kept, or not: no "should". */
static void
test_may(void)
{
	char none[] = "";
	struct ecert_lint lint = { .file = none };
	struct eci_lint_run r = { .ctx = kit.ctx, .rule = kit_rule("M-6.5c"), .out = &lint };
	char *text = NULL;

	unit_case("what may be is broken");
	CHECK_OK(kit.ctx, ECI_LBROKEN(&r, NULL, "x", "x"));
	CHECK_OK(kit.ctx, ecert_lint_text(kit.ctx, &lint, "en", &text));
	CHECK(text != NULL && strstr(text, "\nBROKEN (may) M-6.5c: ") != NULL);
	ecert_free(text);
	CHECK_OK(kit.ctx, ecert_lint_text(kit.ctx, &lint, "zh", &text));
	CHECK(text != NULL && strstr(text, "\n违反（可） M-6.5c: ") != NULL);
	ecert_free(text);
	free(lint.v[0].where);
	free(lint.v[0].text[0]);
	free(lint.v[0].text[1]);
	free(lint.v);
}

int
main(void)
{
	static const struct kit_spec unsigned_one = { .no_sign = true }, good = { .code = -1 };
	static const char *const en[] = { "a\\x1b.ofd: ", "\"shall\" broken", "\nBROKEN (shall) M-4.1.3: ",
	    "\n    the file is not signed\n", "\nOPEN M-6.1: ", "\nkept: M-4.1.1 ",
	    "\nnot applicable: M-4.1.5 ", "\nBROKEN (should) M-4.1.6b", NULL };
	static const char *const zh[] = { "a\\x1b.ofd: ", "违反“应”", "\n违反（应） M-4.1.3: ",
	    "\n    文件未签名\n", "\n待确认 M-6.1: ", "\n符合：M-4.1.1 ", "\n不适用：M-4.1.5 ", NULL };
	static const char *const few[] = { "M-4.4.3a: ", "a\\x1b.ofd does not say", NULL };

	kit_start();
	unit_case("English");
	test_text(&unsigned_one, "en", en);
	test_text(&unsigned_one, NULL, en);
	unit_case("Chinese");
	test_text(&unsigned_one, "zh", zh);
	unit_case("names of strangers");
	test_text(&good, "en", few);
	test_may();
	kit_end();
	return unit_end();
}
