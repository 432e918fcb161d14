/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_pass.c - passphrases of what is made: LD/T 03-2022 8.2.3. */
#include <string.h>

#include "ecert-key.h"

void
key_check_pass(ecert_ctx *ctx, const struct tool_args *a, const char *what, const char *pass,
    enum key_pass kind)
{
	const char *why;

	if (tool_has(a, "allow-weak-password") || ecert_pass_check(ctx, pass) == ECERT_OK)
		return;
	why = tool_phrase(ctx, ecert_errmsg(ctx));
	if (kind != KEY_PASS_NEW || !tool_has(a, "strict")) {
		tool_warn(_("%s: the passphrase is weak: %s"), what, why);
		return;
	}
	tool_fail(_("%s: the passphrase is weak: %s; --allow-weak-password takes it"), what, why);
	tool_quit();
}

/* The one that opened the key is asked for once, and kept by key_ask(). */
char *
key_out_pass(ecert_ctx *ctx, struct tool_args *a, const ecert_key *key,
    struct key_asker *asker, const char *out)
{
	char *pass;

	if (ecert_key_encrypted(key) && !tool_new_pass_given(a)) {
		pass = asker->kept;
		asker->kept = NULL;
		key_check_pass(ctx, a, out, pass, KEY_PASS_KEPT);
		return pass;
	}
	pass = tool_new_pass(a, out);
	key_check_pass(ctx, a, out, pass, KEY_PASS_NEW);
	return pass;
}
