/* SPDX-License-Identifier: Apache-2.0 */
/* tool_lists.c - lists of what became of seals and certificates, for whoever
 * verifies: see ecert-status(5). */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

/* A policy borrows them: they live as long as the process. */
static ecert_status **lists;
static size_t n_lists;

static void
free_lists(void)
{
	while (n_lists > 0)
		ecert_status_free(lists[--n_lists]);
	free(lists);
	lists = NULL;
}

static void
keep(ecert_status *list)
{
	ecert_status **more = realloc(lists, (n_lists + 1) * sizeof(*more));

	if (more == NULL || (lists == NULL && atexit(free_lists) != 0)) {
		tool_fail(_("out of memory"));
		tool_quit();
	}
	lists = more;
	lists[n_lists++] = list;
}

void
tool_add_lists(ecert_ctx *ctx, const struct tool_args *a, const char *opt,
    ecert_status_kind kind, ecert_policy *policy)
{
	ecert_status *list;
	const char *path;
	size_t i;

	for (i = 0; (path = tool_get_nth(a, opt, i)) != NULL; i++) {
		if (strcmp(path, "-") == 0)
			tool_usage(_("--%s: a file is needed; only documents may be -"), opt);
		list = NULL;
		tool_must(ctx, path, ecert_status_load_file(ctx, path, &list));
		keep(list);
		if (ecert_status_kind_of(list) != kind)
			tool_usage(kind == ECERT_STATUS_SEALS ?
			    _("--%s %s: a list of certificates, where one of seals is needed") :
			    _("--%s %s: a list of seals, where one of certificates is needed"),
			    opt, path);
		tool_must(ctx, path, ecert_policy_add_status(ctx, policy, list));
	}
}
