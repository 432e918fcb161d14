/* SPDX-License-Identifier: Apache-2.0 */
/*
 * forge_expect.h - all that the verifier has to say against a forged document, not
 * only one reason of several: held against expected/PROGRAM.txt, a line for each
 * report under the name of its case.  A check that says something else, or is silent
 * where another one refuses too, is seen here alone.  With ECERT_EXPECTED=write
 * ("make expected") the files are written anew; what changed is for a person to judge.
 * "?" stands for what chance decides, such as the length of a number.
 */
#ifndef FORGE_EXPECT_H
#define FORGE_EXPECT_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "verify/verify_priv.h"
#include "../unit/unit.h"

extern char *program_invocation_short_name;

/* The lines of the file, or where it is written; both until the program ends. */
static struct {
	FILE  *out;
	char **v;
	bool  *used, there, begun;
	size_t n;
} forge_lines;

static inline void
forge_lines_read(FILE *f)
{
	char line[16384];

	while (fgets(line, sizeof(line), f) != NULL) {
		forge_lines.v = realloc(forge_lines.v, (forge_lines.n + 1) * sizeof(char *));
		line[strcspn(line, "\n")] = '\0';
		forge_lines.v[forge_lines.n++] = strdup(line);
	}
	forge_lines.used = calloc(forge_lines.n + 1, sizeof(bool));
	fclose(f);
}

static inline void
forge_lines_begin(void)
{
	const char *how = getenv("ECERT_EXPECTED");
	char path[256];
	FILE *f;

	if (forge_lines.begun)
		return;
	forge_lines.begun = true;
	snprintf(path, sizeof(path), "test/negative/expected/%s.txt",
	    program_invocation_short_name);
	if ((f = fopen(path, "r")) != NULL) {
		forge_lines.there = true;
		forge_lines_read(f);
	}
	if (how != NULL && strcmp(how, "write") == 0)
		forge_lines.out = fopen(path, "w");
}

/* The next one of the case at hand; NULL: there is none. */
static inline const char *
forge_line(void)
{
	const char *name = unit_name();
	size_t i, n = strlen(name);

	for (i = 0; i < forge_lines.n; i++)
		if (!forge_lines.used[i] && strncmp(forge_lines.v[i], name, n) == 0 &&
		    strncmp(forge_lines.v[i] + n, " | ", 3) == 0) {
			forge_lines.used[i] = true;
			return forge_lines.v[i] + n + 3;
		}
	return NULL;
}

/* "INVALID; 1 sig.value FAIL SES_SIG_BAD; ..." without what passed. */
static inline void
forge_summary(const ecert_report *report, char *out, size_t cap)
{
	static const char *const verdicts[] = { [ECERT_VALID] = "VALID",
		[ECERT_INVALID] = "INVALID", [ECERT_UNDECIDED] = "UNDECIDED" };
	const struct eci_report_item *item;
	size_t i, n;

	n = (size_t)snprintf(out, cap, "%s", verdicts[ecert_report_verdict(report)]);
	for (i = 0; i < report->n_items && n < cap; i++) {
		item = &report->items[i];
		if (item->outcome == ECERT_CHECK_PASS)
			continue;
		n += (size_t)snprintf(out + n, cap - n, "; %zu %s %s%s %s", item->sig,
		    eci_report_check_name(item->check),
		    item->outcome == ECERT_CHECK_FAIL ? "FAIL" :
		    item->outcome == ECERT_CHECK_UNDECIDED ? "UNDECIDED" : "NOTE",
		    item->deviation ? "!" : "", item->reason == ECERT_R_NONE ? "-" :
		    ecert_reason_name(item->reason));
	}
}

static inline void
forge_expect(const ecert_report *report)
{
	const char *want;
	char got[8192];
	bool any;

	forge_lines_begin();
	if (forge_lines.out == NULL && !forge_lines.there)
		return;
	forge_summary(report, got, sizeof(got));
	want = forge_lines.there ? forge_line() : NULL;
	any = want != NULL && strcmp(want, "?") == 0;
	if (forge_lines.out != NULL)
		fprintf(forge_lines.out, "%s | %s\n", unit_name(), any ? "?" : got);
	else if (!any)
		CHECK_STR(got, want != NULL ? want : "(no such case in test/negative/expected)");
}

#endif
