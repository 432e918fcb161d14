/* SPDX-License-Identifier: Apache-2.0 */
/* lint_add.c - findings: adding, asking, freeing. */
#include "lint/lint_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX     1024     /* a longer text is cut */
#define FINDINGS_MAX 20       /* of one rule and result */

static ecert_err vescaped(ecert_ctx *ctx, char **out, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* Names of strangers may be cut within a character: that byte is escaped too. */
static ecert_err
vescaped(ecert_ctx *ctx, char **out, const char *fmt, va_list ap)
{
	char text[TEXT_MAX];

	vsnprintf(text, sizeof(text), fmt, ap);
	return eci_escaped(ctx, text, strlen(text), out);
}

static bool
is_full(const struct eci_lint_run *r, ecert_lint_result result)
{
	size_t i, n = 0;

	for (i = r->first; i < r->out->n; i++)
		n += r->out->v[i].result == result;
	return n >= FINDINGS_MAX;
}

static void
finding_free(struct eci_lint_finding *f)
{
	free(f->where);
	free(f->text[0]);
	free(f->text[1]);
}

ecert_err
eci_lint_add(struct eci_lint_run *r, ecert_lint_result result, const char *where,
    const char *en, const char *zh, ...)
{
	struct eci_lint_finding f = { .rule = r->rule, .result = result };
	struct ecert_lint *out = r->out;
	va_list ap, ap2;
	ecert_err e;

	if (is_full(r, result)) {
		r->more[result]++;
		return ECERT_OK;
	}
	if (where == NULL)
		where = "";
	va_start(ap, zh);
	va_copy(ap2, ap);
	if ((e = vescaped(r->ctx, &f.text[0], en, ap)) == ECERT_OK &&
	    (e = vescaped(r->ctx, &f.text[1], zh, ap2)) == ECERT_OK &&
	    (e = eci_escaped(r->ctx, where, strlen(where), &f.where)) == ECERT_OK &&
	    (e = eci_grow(r->ctx, &out->v, out->n, &out->cap, sizeof(*out->v))) == ECERT_OK)
		out->v[out->n++] = f;
	va_end(ap2);
	va_end(ap);
	if (e != ECERT_OK)
		finding_free(&f);
	return e;
}

ecert_err
eci_lint_add_more(struct eci_lint_run *r)
{
	size_t result, n, first = r->first;
	ecert_err e = ECERT_OK;

	r->first = r->out->n;
	for (result = 1; result < ECI_COUNT(r->more) && e == ECERT_OK; result++) {
		n = r->more[result];
		r->more[result] = 0;
		if (n > 0)
			e = eci_lint_add(r, (ecert_lint_result)result, NULL,
			    "%zu more findings of this kind", "另有 %zu 项同类结果", n);
	}
	r->first = first;
	return e;
}

bool
eci_lint_any(const struct eci_lint_run *r)
{
	return r->out->n > r->first;
}

ecert_lint_result
eci_lint_worst(const struct ecert_lint *lint, size_t rule)
{
	static const int rank[] = { -1, [ECERT_LINT_KEPT] = 1, [ECERT_LINT_BROKEN] = 3,
	    [ECERT_LINT_OPEN] = 2, [ECERT_LINT_NOT_APPLICABLE] = 0 };
	ecert_lint_result worst = 0;
	size_t i;

	for (i = 0; i < lint->n; i++)
		if (lint->v[i].rule == rule && rank[lint->v[i].result] > rank[worst])
			worst = lint->v[i].result;
	return worst;
}

size_t
eci_lint_count(const struct ecert_lint *lint, ecert_lint_result result,
    ecert_lint_strength strength)
{
	size_t i, n = 0;

	for (i = 0; i < eci_lint_rule_n(); i++)
		n += eci_lint_worst(lint, i) == result &&
		    (strength == 0 || eci_lint_rule(i)->strength == strength);
	return n;
}

const char *
eci_lint_result_name(ecert_lint_result result)
{
	switch (result) {
	case ECERT_LINT_KEPT:
		return "KEPT";
	case ECERT_LINT_BROKEN:
		return "BROKEN";
	case ECERT_LINT_OPEN:
		return "OPEN";
	default:
		return "NOT_APPLICABLE";
	}
}

const char *
eci_lint_strength_name(ecert_lint_strength strength)
{
	return strength == ECERT_LINT_SHALL ? "shall" :
	    strength == ECERT_LINT_SHOULD ? "should" : "may";
}

void
ecert_lint_free(ecert_lint *lint)
{
	size_t i;

	if (lint == NULL)
		return;
	for (i = 0; i < lint->n; i++)
		finding_free(&lint->v[i]);
	free(lint->v);
	free(lint->file);
	free(lint);
}

size_t
ecert_lint_finding_count(const ecert_lint *lint)
{
	return lint->n;
}

size_t
ecert_lint_finding_rule(const ecert_lint *lint, size_t i)
{
	return i < lint->n ? lint->v[i].rule : SIZE_MAX;
}

ecert_lint_result
ecert_lint_finding_result(const ecert_lint *lint, size_t i)
{
	return i < lint->n ? lint->v[i].result : 0;
}

const char *
ecert_lint_finding_where(const ecert_lint *lint, size_t i)
{
	return i < lint->n ? lint->v[i].where : NULL;
}

const char *
ecert_lint_finding_text(const ecert_lint *lint, size_t i, const char *lang)
{
	bool zh = lang != NULL && strncmp(lang, "zh", 2) == 0;

	return i < lint->n ? lint->v[i].text[zh] : NULL;
}
