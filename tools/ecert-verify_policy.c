/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_policy.c - --policy and --expect. */
#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>

#include "ecert-verify_policy.h"

/* A record is about one certificate: for others it would say that they are wrong. */
static void
one_document(const struct tool_args *a)
{
	struct stat st;

	if (a->n != 1)
		tool_usage(_("--expect: a record is about one document; %d are given"), a->n);
	if (strcmp(a->v[0], "-") != 0 && stat(a->v[0], &st) == 0 && S_ISDIR(st.st_mode))
		tool_usage(_("--expect: a record is about one document; %s is a folder"),
		    a->v[0]);
}

static void
add_record(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy)
{
	const char *path = tool_get(a, "expect");
	uint8_t *p;
	ecert_err e;
	size_t n;

	if (path == NULL)
		return;
	if (strcmp(path, "-") == 0)
		tool_usage(_("--%s: a file is needed; only documents may be -"), "expect");
	one_document(a);
	p = tool_read(path, &n);
	e = ecert_policy_set_expect(ctx, policy, (const char *)p, n);
	free(p);
	tool_must(ctx, path, e);
}

void
verify_add_demands(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy)
{
	ecert_policy_set_rules(policy, tool_rules(ctx, a, NULL));
	add_record(ctx, a, policy);
}
