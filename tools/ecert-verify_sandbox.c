/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_sandbox.c - before the first document is read. */
#include <errno.h>
#include <string.h>

#include "ecert-verify_confine.h"
#include "ecert-verify_sandbox.h"
#include "tool_many.h"
#include "tool_walk.h"

/* What a library loads when it is first needed could not be loaded later: catalogues
 * and conversions of messages, algorithms, seeds of hash tables. */
static void
rehearse(ecert_ctx *ctx, const ecert_policy *policy)
{
	ecert_report *report = NULL;
	char *text = NULL;

	(void)ecert_verify_mem(ctx, (const uint8_t *)"", 0, "", policy, &report);
	if (report != NULL && ecert_report_text(ctx, report, tool_lang(), &text) == ECERT_OK)
		ecert_free(text);
	if (report != NULL && ecert_report_json(ctx, report, &text) == ECERT_OK)
		ecert_free(text);
	if (report != NULL && ecert_report_html(ctx, report, tool_lang(), &text) == ECERT_OK)
		ecert_free(text);
	ecert_report_free(report);
	(void)tool_show(_("standard input"));
	(void)strerror(ENOENT);
}

static void
allow_link(void *arg, const char *path)
{
	confine_allow_link(arg, path);
}

/* One line for all that is missing. */
static void
say_lacking(unsigned lacking)
{
	if (lacking == CONFINE_FILES)
		tool_warn(_("not confined to its documents: Landlock is not available here; "
		    "see SANDBOX in ecert-verify(1)"));
	else if (lacking == CONFINE_CALLS)
		tool_warn(_("not confined to reading: seccomp is not available here; "
		    "see SANDBOX in ecert-verify(1)"));
	else if (lacking != 0)
		tool_warn(_("not confined: neither Landlock nor seccomp is available here; "
		    "see SANDBOX in ecert-verify(1)"));
}

void
verify_sandbox(const struct tool_args *args, ecert_ctx *ctx, const ecert_policy *policy)
{
	struct confine c;
	int i;

	if (tool_has(args, "no-sandbox") || !confine_possible())
		return;
	confine_begin(&c);
	for (i = 0; i < args->n; i++) {
		if (strcmp(args->v[i], "-") == 0)
			continue;
		confine_allow(&c, args->v[i]);
		tool_walk_links(args->v[i], allow_link, &c);
	}
	rehearse(ctx, policy);
	say_lacking(confine_end(&c, tool_jobs(args) > 1));
}
