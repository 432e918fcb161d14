/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert/lint.h - what the metrology specification demands of a certificate's
 * file, rule by rule.  Not a verdict: ecert_verify() tells whether it is genuine.
 */
#ifndef ECERT_LINT_H
#define ECERT_LINT_H

#include "doc.h"
#include "verify.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t ecert_lint_strength;

enum {
	ECERT_LINT_SHALL = 1, ECERT_LINT_SHOULD = 2, ECERT_LINT_MAY = 3
};

typedef int32_t ecert_lint_result;

enum {
	ECERT_LINT_KEPT = 1, ECERT_LINT_BROKEN = 2,
	ECERT_LINT_OPEN = 3,          /* cannot be told from the file; the finding says why */
	ECERT_LINT_NOT_APPLICABLE = 4
};

/* Every rule there is, from 0. */
ECERT_API size_t ecert_lint_rule_count(void);
ECERT_API const char *ecert_lint_rule_id(size_t rule);         /* "M-4.1.1" */
ECERT_API const char *ecert_lint_rule_clause(size_t rule);     /* "4.1.1" */
ECERT_API ecert_lint_strength ecert_lint_rule_strength(size_t rule);
/* "F": told from the file; "F+": with configuration; "F~": in part, see ecert-lint(1). */
ECERT_API const char *ecert_lint_rule_mode(size_t rule);
/* One sentence, lang "zh" or "en". */
ECERT_API const char *ecert_lint_rule_text(size_t rule, const char *lang);

typedef struct ecert_lint ecert_lint;      /* findings; immutable */

/*
 * Examines doc; policy (may be NULL) as for ecert_verify(): whom to trust, known
 * roots of identifiers.  name: the file's name, for the rules about names.
 * ECERT_OK when no "shall" is broken, ECERT_E_INVALID when one is, *out set for
 * both.
 */
ECERT_API ecert_err ecert_lint_doc(ecert_ctx *ctx, ecert_doc *doc, const char *name,
    const ecert_policy *policy, ecert_lint **out);
/* From the file's bytes on: what is no document breaks M-4.1.1. */
ECERT_API ecert_err ecert_lint_file(ecert_ctx *ctx, const char *path,
    const ecert_policy *policy, ecert_lint **out);
ECERT_API ecert_err ecert_lint_mem(ecert_ctx *ctx, const uint8_t *data, size_t len,
    const char *name, const ecert_policy *policy, ecert_lint **out);
ECERT_API void ecert_lint_free(ecert_lint *lint);
ECERT_API size_t ecert_lint_finding_count(const ecert_lint *lint);
ECERT_API size_t ecert_lint_finding_rule(const ecert_lint *lint, size_t i);
ECERT_API ecert_lint_result ecert_lint_finding_result(const ecert_lint *lint, size_t i);
/* Where in the file, escaped; "" for the whole of it. */
ECERT_API const char *ecert_lint_finding_where(const ecert_lint *lint, size_t i);
/* lang "zh" or "en"; escaped. */
ECERT_API const char *ecert_lint_finding_text(const ecert_lint *lint, size_t i,
    const char *lang);
/* One line of JSON; text for people.  Released with ecert_free(). */
ECERT_API ecert_err ecert_lint_json(ecert_ctx *ctx, const ecert_lint *lint, char **out);
ECERT_API ecert_err ecert_lint_text(ecert_ctx *ctx, const ecert_lint *lint,
    const char *lang, char **out);

#ifdef __cplusplus
}
#endif
#endif
