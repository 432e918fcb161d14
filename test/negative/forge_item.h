/* SPDX-License-Identifier: Apache-2.0 */
/* forge_item.h - single lines of a report: which check says what, as what, and how often. */
#ifndef FORGE_ITEM_H
#define FORGE_ITEM_H

#include "forge_run.h"

#include "verify/verify_priv.h"

#define PASS ECERT_CHECK_PASS
#define NOTE ECERT_CHECK_NOTE
#define UNDEC ECERT_CHECK_UNDECIDED
#define FAIL ECERT_CHECK_FAIL

struct item {
	enum eci_report_check check;
	ecert_outcome  outcome;
	ecert_reason   reason;
	bool           deviation;    /* refused under the strict policy */
	const char    *says;         /* in the English detail */
};

struct item_case {
	const char *name;
	forge_hook *before, *desc, *after;
	struct item item;
	size_t      n;               /* such lines */
};

static inline size_t
item_count(const ecert_report *rep, const struct item *want)
{
	const struct eci_report_item *it;
	size_t i, n = 0;

	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		n += it->check == want->check && it->outcome == want->outcome &&
		    it->reason == want->reason && it->deviation == want->deviation &&
		    strstr(it->detail[0], want->says) != NULL;
	}
	return n;
}

static inline void
item_check(const ecert_report *rep, const struct item *want, size_t n)
{
	size_t i;

	if (item_count(rep, want) == n)
		return;
	unit_fail(__FILE__, __LINE__, "%zu of %s \"%s\", not %zu", item_count(rep, want),
	    eci_report_check_name(want->check), want->says, n);
	for (i = 0; i < rep->n_items; i++)
		if (rep->items[i].check == want->check)
			unit_fail(__FILE__, __LINE__, "%d %s%s: %s: %s", (int)rep->items[i].outcome,
			    ecert_reason_name(rep->items[i].reason), rep->items[i].deviation ?
			    " (deviation)" : "", rep->items[i].where, rep->items[i].detail[0]);
}

/* The caller frees the report. */
static inline ecert_report *
item_report(const struct item_case *c, const ecert_policy *policy)
{
	struct forge_case doc = { .name = c->name, .before = c->before, .desc = c->desc,
		.after = c->after };
	ecert_report *rep = NULL;
	struct forge f;

	forge_make(&f, &doc);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy, &rep);
	CHECK(rep != NULL);
	forge_free(&f);
	return rep;
}

static inline void
item_run(const struct item_case *cases, size_t n)
{
	ecert_report *rep;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("told: %s", cases[i].name);
		if ((rep = item_report(&cases[i], forge.policy)) != NULL)
			item_check(rep, &cases[i].item, cases[i].n);
		ecert_report_free(rep);
	}
}

#ifdef FORGE_CMS_H
struct cms_item {
	const char *name;
	void      (*before)(struct forge *, struct fcms *);
	forge_hook *after;
	struct item item;
	size_t      n;
};

static inline void
item_run_cms(const struct cms_item *cases, size_t n, const ecert_policy *policy)
{
	ecert_report *rep;
	struct forge f;
	size_t i;

	for (i = 0; i < n; i++) {
		struct cms_case c = { .name = cases[i].name, .before = cases[i].before,
			.after = cases[i].after };

		unit_case("told: %s", cases[i].name);
		rep = NULL;
		cms_make(&f, &c);
		(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy, &rep);
		CHECK(rep != NULL);
		if (rep != NULL)
			item_check(rep, &cases[i].item, cases[i].n);
		ecert_report_free(rep);
		forge_free(&f);
	}
}
#endif

/* A run by hand, of one function: *at and *run begin an empty report. */
static inline void
item_begin(struct eci_vrun *run, struct eci_vat *at)
{
	ecert_report_free(run->rep);
	run->ctx = forge.ctx;
	run->now = T_NOW;
	run->rep = NULL;
	CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run->rep));
	*at = (struct eci_vat){ .run = run };
}

#endif
