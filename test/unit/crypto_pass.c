/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static const struct key_file files[] = {
	{ "sec1-legacy.pem", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "pkcs8-aes.pem", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "pkcs8-sm4.der", "wrong", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "pkcs8-aes.pem", "", ECERT_E_KEY, false, false, "wrong passphrase" },
	{ "sec1-legacy.pem", NULL, ECERT_E_KEY, false, false, "no passphrase was given" },
	{ "pkcs8-aes.pem", NULL, ECERT_E_KEY, false, false, "no passphrase was given" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	check_files(ctx, files, ECI_COUNT(files));
	return unit_end();
}
