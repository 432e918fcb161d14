/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_pass.c - passphrases: asked for once, wiped, never shown. */
#include <string.h>

#include "crypto/crypto_priv.h"

ecert_err
eci_pass_ask(ecert_ctx *ctx, struct eci_pass *pass)
{
	int32_t n = -1;

	pass->len = 0;
	if (pass->fn != NULL)
		n = pass->fn(pass->arg, pass->where != NULL ? pass->where : "key", pass->buf, sizeof(pass->buf) - 1);
	if (n < 0 || (size_t)n >= sizeof(pass->buf)) {
		eci_pass_wipe(pass);
		return eci_reject(ctx, ECERT_R_KEY_BAD, pass->where, NULL,
		    "the key is encrypted and no passphrase was given");
	}
	/* PKCS#12 wants text. */
	pass->buf[n] = '\0';
	pass->len = n;
	return ECERT_OK;
}

ecert_err
eci_pass_wrong(ecert_ctx *ctx, const char *where)
{
	return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "wrong passphrase");
}

void
eci_pass_wipe(struct eci_pass *pass)
{
	eci_wipe(pass->buf, sizeof(pass->buf));
	pass->len = 0;
}
