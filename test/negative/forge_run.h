/* SPDX-License-Identifier: Apache-2.0 */
/* forge_run.h - running the cases of a table. */
#ifndef FORGE_RUN_H
#define FORGE_RUN_H

#include "forge_expect.h"
#include "forge_make.h"

/* The words of the tables. */
#define R(x) ECERT_R_##x
#define V ECERT_VALID
#define U ECERT_UNDECIDED
#define X ECERT_INVALID

static inline void
forge_make(struct forge *f, const struct forge_case *c)
{
	forge_base(f);
	if (c->before != NULL)
		c->before(f);
	forge_sign(f, c->desc);
	if (c->after != NULL)
		c->after(f);
	forge_zip(f);
	if (c->zip != NULL)
		c->zip(f);
}

static inline void
forge_free(struct forge *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		free(f->v[i].p);
	eci_buf_free(&f->seal);
	eci_buf_free(&f->file);
}

/* One of the reasons is given; where the verdict is INVALID, by a failure. */
static inline bool
forge_gives(const ecert_report *report, ecert_verdict want, const ecert_reason any[6])
{
	size_t i, k;

	for (k = 0; k < 6 && any[k] != ECERT_R_NONE; k++)
		for (i = 0; i < ecert_report_check_count(report); i++)
			if (ecert_report_check_reason(report, i) == any[k] &&
			    (want != ECERT_INVALID ||
			    ecert_report_check_outcome(report, i) == ECERT_CHECK_FAIL))
				return true;
	return any[0] == ECERT_R_NONE;
}

/* The reason that stands first, where the verdict is not VALID. */
static inline bool
forge_first(const ecert_report *report, ecert_verdict want, const ecert_reason any[6])
{
	ecert_reason first = ecert_report_reason(report, 0);
	size_t k;

	if (want == ECERT_VALID || any[0] == ECERT_R_NONE)
		return true;
	for (k = 0; k < 6 && any[k] != ECERT_R_NONE; k++)
		if (any[k] == first)
			return true;
	return false;
}

static inline void
forge_judge_as(const struct forge *f, const ecert_policy *policy, ecert_verdict want,
    const ecert_reason any[6], bool first)
{
	ecert_report *report = NULL;
	char *text = NULL;
	ecert_err e;

	e = ecert_verify_mem(forge.ctx, f->file.ptr, f->file.len, "forged.ofd", policy, &report);
	if (report == NULL) {
		unit_fail(__FILE__, __LINE__, "no report: %s", ecert_errmsg(forge.ctx));
		return;
	}
	CHECK((e == ECERT_OK) == (ecert_report_verdict(report) == ECERT_VALID));
	forge_expect(report);
	if (ecert_report_verdict(report) != want || !forge_gives(report, want, any) ||
	    (first && !forge_first(report, want, any))) {
		CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "en", &text));
		unit_fail(__FILE__, __LINE__, "%s", text != NULL ? text : "?");
		ecert_free(text);
	}
	ecert_report_free(report);
}

/* One of the reasons is given, be it after others. */
static inline void
forge_judge(const struct forge *f, const ecert_policy *policy, ecert_verdict want,
    const ecert_reason any[6])
{
	forge_judge_as(f, policy, want, any, false);
}

/* One of the reasons stands first, which is what people read. */
static inline void
forge_run(const struct forge_case *cases, size_t n)
{
	struct forge f;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s", cases[i].name);
		forge_make(&f, &cases[i]);
		forge_judge_as(&f, forge.policy, cases[i].want, cases[i].any, true);
		forge_free(&f);
	}
}

#endif
