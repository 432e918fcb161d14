/* SPDX-License-Identifier: Apache-2.0 */
/* What a module shows without a PIN. */
#include "device_kit.h"

#define M "fake_p11_std"

static const struct {
	struct row  row;
	const char *has[6];
} tests[] = {
	{ { "module, token, mechanisms, certificate", M, NULL, NULL, NULL, OPENS, .cert = FROM_TOKEN },
	    { "\"description\":\"False module\"", "\"slot\":17", "\"label\":\"Seal token\"",
	    "\"pin\":\"usable\"", "\"number\":\"0x80008104\"", "\"subject\":\"CN=device" } },
	{ { "the certificate by the names of the settings", M, NULL, NULL, NULL, OPENS,
	    .cert = FROM_TOKEN }, { "[{\"label\":\"", "\"id\":\"" } },
	{ { "two tokens", M, NULL, "two-tokens", NULL, OPENS, .cert = GIVEN },
	    { "\"slot\":17", "\"slot\":18", "\"label\":\"Other token\"" } },
	{ { "no token", M, NULL, "no-token", NULL, OPENS, .cert = GIVEN }, { "\"kind\":\"pkcs11\"" } },
	{ { "a locked PIN", M, NULL, "pin-locked", NULL, OPENS, .cert = GIVEN },
	    { "\"pin\":\"locked\"" } },
	{ { "one try", M, NULL, "pin-last-try", NULL, OPENS, .cert = GIVEN },
	    { "\"pin\":\"one try left\"" } },
	{ { "no PIN yet", M, NULL, "pin-not-init", NULL, OPENS, .cert = GIVEN },
	    { "\"pin\":\"not set\"" } },
	{ { "no PIN needed", M, NULL, "login-not-needed", NULL, OPENS, .cert = GIVEN },
	    { "\"pin\":\"not needed\"" } },
	{ { "a certificate that is none", M, NULL, "cert-garbage", NULL, OPENS, .cert = GIVEN },
	    { "\"label\":\"Seal token\"" } },
	{ { "no information on the module", M, NULL, "rc=C_GetInfo:5", NULL, OPENS, .cert = GIVEN },
	    { "\"label\":\"Seal token\"" } },
	{ { "a token that is gone", M, NULL, "removed=C_OpenSession", NULL, OPENS, .cert = GIVEN },
	    { "\"label\":\"Seal token\"", "C_OpenSession gives 0x32 (CKR_DEVICE_REMOVED)\"" } },
	{ { "two tokens, one gone", M, NULL, "two-tokens,rc=C_GetTokenInfo:e0@1", NULL, OPENS,
	    .cert = GIVEN }, { "C_GetTokenInfo gives 0xE0 (CKR_TOKEN_NOT_PRESENT)\"",
	    "\"label\":\"Other token\"" } },
	{ { "one not set up", M, NULL, "two-tokens,second-blank", NULL, OPENS, .cert = GIVEN },
	    { "\"label\":\"Seal token\"", "\"error\":\"the token was not set up yet\"" } },
	{ { "no list of slots", M, NULL, "rc=C_GetSlotList:5", NULL, REFUSED,
	    .says = "C_GetSlotList gives 0x5" }, { NULL } },
	{ { "no module", "fake_p11_odd", NULL, NULL, NULL, REFUSED, .says = "place 43" }, { NULL } },
};

int
main(void)
{
	struct device d;
	size_t i;

	device_make(&d);
	for (i = 0; i < ECI_COUNT(tests); i++)
		see_row(&d, ECERT_TOKEN_PKCS11, &tests[i].row, tests[i].has, 6);
	device_free(&d);
	return unit_end();
}
