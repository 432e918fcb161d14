/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_log.c - the record of signings, see ecert-log(5). */
#include "ecert-sign.h"

void
sign_check_log(const struct tool_args *a)
{
	if (tool_has(a, "operator") && sign_setting(a, "log").value == NULL)
		tool_usage(_("--operator needs --log"));
}

ecert_log *
sign_log(ecert_ctx *ctx, const struct tool_args *a)
{
	struct setting s = sign_setting(a, "log");
	ecert_log *log = NULL;

	if (s.value != NULL)
		tool_must_set(ctx, s.where, s.key, s.value,
		    ecert_log_open(ctx, s.value, tool_get(a, "operator"), &log));
	return log;
}
