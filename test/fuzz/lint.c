/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint.c - whole files, held against the rules of the metrology specification.  Every
 * rule comes to something; what shall be is broken or the code is ECERT_OK; whatever
 * a file holds, the findings can be shown.  Input: see fuzz_document(); the file's
 * name is the end of the same bytes.
 */
#include "fuzz.h"

#include "lint/lint_priv.h"

const struct fuzz_effort fuzz_effort = { .cuts = 3, .mutations = 3 };
#define NAME_MAX_BYTES 300

/* What is said of it as the last bytes of the input, NULs left out. */
static void
name_of(const uint8_t *data, size_t size, char name[NAME_MAX_BYTES + 1])
{
	size_t i, n = 0;

	for (i = size > NAME_MAX_BYTES ? size - NAME_MAX_BYTES : 0; i < size; i++)
		if (data[i] != 0)
			name[n++] = (char)data[i];
	name[n] = '\0';
}

static void
check_findings(const ecert_lint *lint, ecert_err e)
{
	size_t i, rule, broken = 0;

	for (rule = 0; rule < ecert_lint_rule_count(); rule++) {
		FUZZ_CHECK(eci_lint_worst(lint, rule) != 0);
		broken += eci_lint_worst(lint, rule) == ECERT_LINT_BROKEN &&
		    ecert_lint_rule_strength(rule) == ECERT_LINT_SHALL;
	}
	FUZZ_CHECK((broken > 0) == (e == ECERT_E_INVALID));
	for (i = 0; i < ecert_lint_finding_count(lint); i++) {
		fuzz_check_shown(ecert_lint_finding_where(lint, i));
		fuzz_check_shown(ecert_lint_finding_text(lint, i, "en"));
		fuzz_check_shown(ecert_lint_finding_text(lint, i, "zh"));
	}
}

static void
check_lint(ecert_ctx *ctx, ecert_err e, const ecert_lint *lint)
{
	static const char *const langs[] = { "en", "zh" };
	char *text = NULL;
	size_t i;

	if (lint == NULL) {
		FUZZ_CHECK(e != ECERT_OK && e != ECERT_E_INVALID);
		fuzz_check_error(ctx, e);
		return;
	}
	FUZZ_CHECK(e == ECERT_OK || e == ECERT_E_INVALID);
	fuzz_check_shown(ecert_errmsg(ctx));
	check_findings(lint, e);
	FUZZ_MUST(ctx, ecert_lint_json(ctx, lint, &text));
	fuzz_check_json(text);
	ecert_free(text);
	for (i = 0; i < ECI_COUNT(langs); i++) {
		FUZZ_MUST(ctx, ecert_lint_text(ctx, lint, langs[i], &text));
		fuzz_check_text(text);
		ecert_free(text);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char name[NAME_MAX_BYTES + 1];
	struct eci_buf b = { 0 };
	ecert_lint *lint = NULL;
	ecert_ctx *ctx;
	ecert_err e;

	name_of(data, size, name);
	fuzz_document(data, size, &b);
	fuzz_watch();
	ctx = fuzz_ctx();
	e = ecert_lint_mem(ctx, b.ptr, b.len, name, fuzz_kit()->policy, &lint);
	check_lint(ctx, e, lint);
	ecert_lint_free(lint);
	fuzz_ctx_free(ctx);
	fuzz_watched(b.len);
	eci_buf_free(&b);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	fuzz_document_seeds(put, arg, NULL, 0);
}
