/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as JSON. */
#include "lint_kit.h"

#include "json/json.h"

/* The rule's object. */
static const struct eci_jval *
rule_of(const struct eci_jdoc *doc, const char *id)
{
	const struct eci_jval *rules = eci_json_get(eci_json_root(doc), "rules"), *o;
	size_t i;

	for (i = 0; i < eci_json_count(rules); i++) {
		o = eci_json_at(rules, i);
		if (strcmp(eci_json_get_str(eci_json_get(o, "id")), id) == 0)
			return o;
	}
	return NULL;
}

int
main(void)
{
	static const struct kit_spec spec = { .no_sign = true };
	const struct eci_jval *rule, *finding;
	struct eci_jdoc *doc = NULL;
	ecert_lint *lint;
	char *text = NULL;
	int64_t n, sum = 0, none;
	size_t i;

	kit_start();
	unit_case("one object, one line");
	lint = kit_lint(&spec, "a\nb.ofd", kit_policy);
	CHECK_OK(kit.ctx, ecert_lint_json(kit.ctx, lint, &text));
	CHECK(strchr(text, '\n') == NULL);
	CHECK_OK(kit.ctx, eci_json_read(kit.ctx, "lint", text, strlen(text), &doc));
	CHECK_STR(eci_json_get_str(eci_json_get(eci_json_root(doc), "file")), "a\nb.ofd");
	CHECK_INT(eci_json_count(eci_json_get(eci_json_root(doc), "rules")),
	    ecert_lint_rule_count());

	unit_case("a rule and its findings");
	rule = rule_of(doc, "M-4.1.3");
	CHECK_STR(eci_json_get_str(eci_json_get(rule, "clause")), "4.1.3");
	CHECK_STR(eci_json_get_str(eci_json_get(rule, "strength")), "shall");
	CHECK_STR(eci_json_get_str(eci_json_get(rule, "result")), "BROKEN");
	finding = eci_json_at(eci_json_get(rule, "findings"), 0);
	CHECK_STR(eci_json_get_str(eci_json_get(finding, "result")), "BROKEN");
	CHECK_STR(eci_json_get_str(eci_json_get(finding, "where")), "");
	CHECK_STR(eci_json_get_str(eci_json_get(finding, "text")), "the file is not signed");
	CHECK_STR(eci_json_get_str(eci_json_get(finding, "text_zh")), "文件未签名");

	unit_case("the numbers add up");
	for (i = 0; i < 4; i++) {
		static const char *const keys[] = { "broken_shall", "broken_should", "open", "kept" };

		CHECK(eci_json_get_int(eci_json_get(eci_json_root(doc), keys[i]), &n));
		CHECK(n > 0);
		sum += n;
	}
	for (none = 0, i = 0; i < ecert_lint_rule_count(); i++)
		none += eci_lint_worst(lint, i) == NONE;
	CHECK_INT(sum + none, ecert_lint_rule_count());
	eci_json_done(doc);
	ecert_free(text);
	ecert_lint_free(lint);
	kit_end();
	return unit_end();
}
