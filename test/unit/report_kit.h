/* SPDX-License-Identifier: Apache-2.0 */
/* report_kit.h - reports made by hand, without anything that was verified. */
#ifndef REPORT_KIT_H
#define REPORT_KIT_H

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_priv.h"
#include "unit.h"

struct report_run {
	ecert_ctx    *ctx;
	ecert_report *rep;
};

/* Whose finding it is, after which standard, and where. */
struct report_at {
	struct report_run *run;
	size_t             sig;
	ecert_ses_version  ses;
	const char        *where;
};

static inline ecert_err report_kit_add(const struct report_at *at, enum eci_report_check c,
    ecert_outcome o, bool deviation, ecert_reason r, const char *en, const char *zh, ...)
    __attribute__((format(printf, 6, 8), format(printf, 7, 8)));

static inline ecert_err
report_kit_add(const struct report_at *at, enum eci_report_check c, ecert_outcome o,
    bool deviation, ecert_reason r, const char *en, const char *zh, ...)
{
	struct eci_report_item item = { .check = c, .clause = eci_report_check_clause(c, at->ses),
		.outcome = o, .reason = r, .deviation = deviation, .sig = at->sig };
	va_list ap;
	ecert_err e;

	va_start(ap, zh);
	e = eci_report_add(at->run->ctx, at->run->rep, &item, at->where, en, zh, ap);
	va_end(ap);
	return e;
}

#define REPORT_PASS(at, c, ...) \
	report_kit_add(at, c, ECERT_CHECK_PASS, false, ECERT_R_NONE, __VA_ARGS__)
#define REPORT_NOTE(at, c, r, ...) report_kit_add(at, c, ECERT_CHECK_NOTE, false, r, __VA_ARGS__)
#define REPORT_DEV(at, c, r, ...) report_kit_add(at, c, ECERT_CHECK_NOTE, true, r, __VA_ARGS__)
#define REPORT_UNDEC(at, c, r, ...) \
	report_kit_add(at, c, ECERT_CHECK_UNDECIDED, false, r, __VA_ARGS__)
#define REPORT_FAIL(at, c, r, ...) report_kit_add(at, c, ECERT_CHECK_FAIL, false, r, __VA_ARGS__)

#endif
