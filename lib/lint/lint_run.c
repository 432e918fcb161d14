/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_run.c - from bytes to findings.  What several rules ask of a document is
 * found out once, then each rule of the table is asked in turn.
 */
#include "lint/lint_priv.h"

#include <stdlib.h>
#include <string.h>

bool
eci_lint_is_trouble(ecert_err e)
{
	return e == ECERT_E_ARG || e == ECERT_E_NOMEM || e == ECERT_E_IO ||
	    e == ECERT_E_INTERNAL || e == ECERT_E_CRYPTO || e == ECERT_E_CANCELLED;
}

const ecert_id *
eci_lint_id(const struct eci_lint_run *r)
{
	return r->ids.n > 0 ? r->ids.v[0].id : NULL;
}

/* "b.ofd" of "a/b.ofd"; NULL where there is no name. */
static const char *
base_of(const char *name)
{
	const char *slash = name != NULL ? strrchr(name, '/') : NULL;

	name = slash != NULL ? slash + 1 : name;
	return name == NULL || name[0] == '\0' || strcmp(name, "-") == 0 ? NULL : name;
}

/* What a call found wrong with the file is no failure of the run. */
static ecert_err
forgive(struct eci_lint_run *r, ecert_err e, bool *bad)
{
	if (e == ECERT_OK || eci_lint_is_trouble(e))
		return e;
	*bad = true;
	eci_clear(r->ctx);
	return ECERT_OK;
}

/* The verdict is no rule's finding by itself. */
static ecert_err
verify(struct eci_lint_run *r)
{
	ecert_err e = eci_verify_written(r->ctx, r->doc, NULL, r->policy, false, &r->report);
	bool bad;

	return r->report != NULL ? ECERT_OK : forgive(r, e, &bad);
}

static ecert_err
load(struct eci_lint_run *r)
{
	ecert_err e;

	if ((e = eci_ofd_walk(r->ctx, r->doc, NULL, NULL, &r->reach)) != ECERT_OK ||
	    (e = verify(r)) != ECERT_OK ||
	    (e = forgive(r, eci_lint_sigs(r), &r->sigs_bad)) != ECERT_OK)
		return e;
	return forgive(r, eci_ofd_ids(r->ctx, r->doc, eci_policy_id_opts(r->policy), &r->ids),
	    &r->ids_bad);
}

static void
unload(struct eci_lint_run *r)
{
	eci_ofd_reach_free(&r->reach);
	ecert_report_free(r->report);
	eci_lint_sigs_free(r);
	eci_ofd_ids_free(&r->ids);
	eci_lint_code_free(r);
	free(r->message);
}

static ecert_err
ask(struct eci_lint_run *r, const struct eci_lint_rule *rule)
{
	char *msg = NULL;
	ecert_err e;

	if (rule->needs_doc && r->doc == NULL)
		return ECI_LOPEN(r, NULL, "not examined: the file is no document that can be read",
		    "未检查：文件不是可读取的文档");
	e = rule->fn(r);
	if (e == ECERT_OK || eci_lint_is_trouble(e))
		return e;
	if ((e = eci_strdup(r->ctx, ecert_errmsg(r->ctx), &msg)) == ECERT_OK)
		e = ECI_LOPEN(r, NULL, "not examined to the end: %.400s", "未能检查完：%.400s", msg);
	free(msg);
	return e;
}

static ecert_err
ask_all(struct eci_lint_run *r)
{
	ecert_err e = ECERT_OK;

	for (r->rule = 0; r->rule < eci_lint_rule_n() && e == ECERT_OK; r->rule++) {
		r->first = r->out->n;
		if ((e = eci_progress(r->ctx, r->rule, eci_lint_rule_n())) == ECERT_OK &&
		    (e = ask(r, eci_lint_rule(r->rule))) == ECERT_OK)
			e = eci_lint_add_more(r);
		if (e == ECERT_OK && !eci_lint_any(r))
			e = eci_fail(r->ctx, ECERT_E_INTERNAL, "rule %s has no finding",
			    eci_lint_rule(r->rule)->id);
	}
	return e;
}

/* Whether the findings break what shall be. */
static ecert_err
judge(ecert_ctx *ctx, const struct ecert_lint *lint)
{
	size_t i;

	for (i = 0; i < lint->n; i++)
		if (lint->v[i].result == ECERT_LINT_BROKEN &&
		    eci_lint_rule(lint->v[i].rule)->strength == ECERT_LINT_SHALL)
			return eci_fail(ctx, ECERT_E_INVALID, "rule %s is broken: %.800s",
			    eci_lint_rule(lint->v[i].rule)->id, lint->v[i].text[0]);
	return ECERT_OK;
}

/* r has everything but out; file is what was asked about. */
static ecert_err
run(struct eci_lint_run *r, const char *file, ecert_lint **out)
{
	ecert_err e = ECERT_OK;

	if ((r->out = calloc(1, sizeof(*r->out))) == NULL)
		return eci_nomem(r->ctx);
	if ((e = eci_strdup(r->ctx, file != NULL ? file : "", &r->out->file)) == ECERT_OK &&
	    r->doc != NULL)
		e = load(r);
	if (e == ECERT_OK)
		e = ask_all(r);
	if (e != ECERT_OK) {
		ecert_lint_free(r->out);
		return e;
	}
	eci_clear(r->ctx);
	e = judge(r->ctx, r->out);
	*out = r->out;
	return e;
}

ecert_err
ecert_lint_doc(ecert_ctx *ctx, ecert_doc *doc, const char *name, const ecert_policy *policy,
    ecert_lint **out)
{
	struct eci_lint_run r = { .ctx = ctx, .doc = doc, .name = base_of(name),
	    .policy = policy };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	e = run(&r, name, out);
	unload(&r);
	return e;
}

/* src is taken over.  A file that is no document is a finding. */
static ecert_err
lint_src(ecert_ctx *ctx, struct eci_src *src, const char *name, const ecert_policy *policy,
    ecert_lint **out)
{
	struct eci_lint_run r = { .ctx = ctx, .name = base_of(name), .policy = policy };
	ecert_doc *doc = NULL;
	ecert_err e = eci_ofd_open(ctx, src, &doc);

	if (e == ECERT_OK) {
		e = ecert_lint_doc(ctx, doc, name, policy, out);
		ecert_doc_free(doc);
		return e;
	}
	if (eci_lint_is_trouble(e) || ecert_errreason(ctx) == ECERT_R_NONE)
		return e;
	r.refused = ecert_errreason(ctx);
	if ((e = eci_strdup(ctx, ecert_errmsg(ctx), &r.message)) == ECERT_OK)
		e = run(&r, name, out);
	unload(&r);
	return e;
}

ecert_err
ecert_lint_file(ecert_ctx *ctx, const char *path, const ecert_policy *policy, ecert_lint **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	e = eci_src_open(ctx, path, &src);
	return e == ECERT_OK ? lint_src(ctx, src, path, policy, out) : e;
}

ecert_err
ecert_lint_mem(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    const ecert_policy *policy, ecert_lint **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	e = eci_src_view(ctx, data, len, name != NULL ? name : "-", &src);
	return e == ECERT_OK ? lint_src(ctx, src, name, policy, out) : e;
}
