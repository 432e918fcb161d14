/* SPDX-License-Identifier: Apache-2.0 */
/* lint_json.c - findings as one line of JSON, see ecert-lint(1). */
#include "lint/lint_priv.h"

#include "json/json.h"

static void
put_findings(struct eci_json *j, const struct ecert_lint *lint, size_t rule)
{
	struct eci_json *list = eci_json_array(j, "findings"), *o;
	const struct eci_lint_finding *f;
	size_t i;

	for (i = 0; i < lint->n; i++) {
		f = &lint->v[i];
		if (f->rule != rule)
			continue;
		o = eci_json_object(list, NULL);
		eci_json_str(o, "result", eci_lint_result_name(f->result));
		eci_json_str(o, "where", f->where);
		eci_json_str(o, "text", f->text[0]);
		eci_json_str(o, "text_zh", f->text[1]);
	}
}

static void
put_rules(struct eci_json *j, const struct ecert_lint *lint)
{
	struct eci_json *list = eci_json_array(j, "rules"), *o;
	const struct eci_lint_rule *rule;
	size_t i;

	for (i = 0; i < eci_lint_rule_n(); i++) {
		rule = eci_lint_rule(i);
		o = eci_json_object(list, NULL);
		eci_json_str(o, "id", rule->id);
		eci_json_str(o, "clause", rule->clause);
		eci_json_str(o, "strength", eci_lint_strength_name(rule->strength));
		eci_json_str(o, "result", eci_lint_result_name(eci_lint_worst(lint, i)));
		put_findings(o, lint, i);
	}
}

ecert_err
ecert_lint_json(ecert_ctx *ctx, const ecert_lint *lint, char **out)
{
	struct eci_json *j;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((j = eci_json_new()) == NULL)
		return eci_nomem(ctx);
	eci_json_str(j, "file", lint->file);
	eci_json_int(j, "broken_shall", (int64_t)eci_lint_count(lint, ECERT_LINT_BROKEN, ECERT_LINT_SHALL));
	eci_json_int(j, "broken_should", (int64_t)eci_lint_count(lint, ECERT_LINT_BROKEN, ECERT_LINT_SHOULD));
	eci_json_int(j, "open", (int64_t)eci_lint_count(lint, ECERT_LINT_OPEN, 0));
	eci_json_int(j, "kept", (int64_t)eci_lint_count(lint, ECERT_LINT_KEPT, 0));
	put_rules(j, lint);
	e = eci_json_text(ctx, j, out);
	eci_json_free(j);
	return e;
}
