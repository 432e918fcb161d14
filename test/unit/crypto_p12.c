/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static const struct key_file files[] = {
	{ "key-aes.p12", "correct", ECERT_OK, true, true, NULL },
	{ "key-sm4.p12", "correct", ECERT_OK, true, true, NULL },
	{ "key-empty.p12", "", ECERT_OK, true, true, NULL },
	{ "key-empty.p12", NULL, ECERT_OK, true, true, NULL },
	{ "key-aes.p12", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "key-aes.p12", NULL, ECERT_E_KEY, false, false, "no passphrase was given" },
	{ "key-rc2.p12", "correct", ECERT_E_KEY, false, false, "does not offer" },
	{ "bad-rsa.p12", "correct", ECERT_E_KEY, false, false, "not an SM2 key" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	check_files(ctx, files, ECI_COUNT(files));
	return unit_end();
}
