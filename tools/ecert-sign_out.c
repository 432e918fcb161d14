/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_out.c - what the signed document must not replace: a key is gone
 * with its only copy. */
#include "ecert-sign.h"

void
sign_guard_out(const struct tool_args *a, const char *out)
{
	static const char *const keys[] = { "key", "cert", "seal" };
	struct setting s;
	size_t i;

	for (i = 0; i <= sizeof(keys) / sizeof(keys[0]) + 1; i++) {
		if (i < sizeof(keys) / sizeof(keys[0]))
			s = sign_setting(a, keys[i]);
		else if (i == sizeof(keys) / sizeof(keys[0]))
			s = (struct setting){ "policy", tool_policy_file(a), NULL };
		else
			s = (struct setting){ "pass-file", tool_get(a, "pass-file"), NULL };
		tool_guard_input(out, s.key, s.value);
	}
}
