/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_out.c - what the signed document must not replace: a key is gone
 * with its only copy. */
#include <sys/stat.h>

#include <unistd.h>

#include "ecert-sign.h"

#define N_INPUTS 10

/* The i-th file a run reads beside documents; its value may be NULL. */
static struct setting
input_of(const struct tool_args *a, size_t i)
{
	static const char *const keys[] = { "key", "cert", "seal", "log", "skf", "sdf",
		"pkcs11", "token-config" };

	if (i < sizeof(keys) / sizeof(keys[0]))
		return sign_setting(a, keys[i]);
	if (i == sizeof(keys) / sizeof(keys[0]))
		return (struct setting){ "policy", tool_policy_file(a), NULL };
	return (struct setting){ "pass-file", tool_get(a, "pass-file"), NULL };
}

void
sign_guard_out(const struct tool_args *a, const char *out)
{
	struct setting s;
	size_t i;

	for (i = 0; i < N_INPUTS; i++) {
		s = input_of(a, i);
		tool_guard_input(out, s.key, s.value);
	}
}

void
sign_guard_batch(ecert_ctx *ctx, const struct tool_args *a, ecert_batch *b)
{
	const char *trust = tool_trust_dir(a);
	struct setting s;
	struct stat st;
	size_t i;

	for (i = 0; i < N_INPUTS; i++) {
		s = input_of(a, i);
		if (s.value != NULL)
			tool_must(ctx, s.value, ecert_batch_protect(ctx, b, s.value));
	}
	if (trust != NULL)
		tool_must(ctx, trust, ecert_batch_protect(ctx, b, trust));
	/* The records would go on into a file that has no name any more. */
	if (fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode))
		tool_must(ctx, NULL, ecert_batch_protect(ctx, b, "/dev/stdout"));
}
