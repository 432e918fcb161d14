/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static const struct key_file files[] = {
	{ "pkcs8.der", NULL, ECERT_OK, false, false, NULL },
	{ "pkcs8-bare.pem", NULL, ECERT_OK, false, false, NULL },
	{ "pkcs8-sm2-oid.pem", NULL, ECERT_OK, false, false, NULL },
	{ "sec1.pem", NULL, ECERT_OK, false, false, NULL },
	{ "sec1.der", NULL, ECERT_OK, false, false, NULL },
	{ "sec1-params.pem", NULL, ECERT_OK, false, false, NULL },
	{ "sec1-params-only.pem", NULL, ECERT_OK, false, false, NULL },
	{ "pkcs8-sm4.der", "correct", ECERT_OK, true, false, NULL },
	{ "bad-p256.pem", NULL, ECERT_E_KEY, false, false, "nor an RSA key: it is on another" },
	{ "bad-p256-oid.pem", NULL, ECERT_E_KEY, false, false, "neither an SM2 nor an RSA key" },
	{ "bad-sm2-oid-p256.pem", NULL, ECERT_E_KEY, false, false, "neither an SM2" },
	{ "bad-rsa-pss.pem", NULL, ECERT_E_KEY, false, false, "it is of another algorithm" },
	{ "sec1-no-curve.pem", NULL, ECERT_E_KEY, false, false, "names no curve" },
	{ "bad-pair.pem", NULL, ECERT_E_KEY, false, false, "do not belong together" },
	{ "cert.der", NULL, ECERT_E_KEY, false, false, "no private key in it" },
	{ "bad-d-zero.pem", NULL, ECERT_E_KEY, false, false, "out of range" },
	{ "bad-d-n-minus-1.pem", NULL, ECERT_E_KEY, false, false, "out of range" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	check_files(ctx, files, ECI_COUNT(files));
	return unit_end();
}
