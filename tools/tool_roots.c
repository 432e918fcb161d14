/* SPDX-License-Identifier: Apache-2.0 */
/* tool_roots.c - the roots of identifiers a tool knows. */
#include "tool.h"

void
tool_set_roots(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy)
{
	bool given = tool_has(a, "root");
	ecert_id_opts *opts = NULL;
	const char *oid;
	ecert_err e;
	size_t i;

	tool_must(ctx, "--root", ecert_id_opts_new(ctx, &opts));
	for (i = 0; (oid = given ? tool_get_nth(a, "root", i) :
	    tool_conf("root", i)) != NULL; i++) {
		if ((e = ecert_id_opts_add_root(ctx, opts, oid)) != ECERT_OK && given)
			tool_usage("--root %s: %s", oid, ecert_errmsg(ctx));
		tool_must_set(ctx, given ? NULL : tool_conf_where("root", i), "root", oid, e);
	}
	tool_must(ctx, "--root", ecert_policy_set_id_opts(ctx, policy, opts));
	ecert_id_opts_free(opts);
}
