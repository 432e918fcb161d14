/* SPDX-License-Identifier: Apache-2.0 */
/* What settings and named profiles come to. */
#include "device_kit.h"
#include "signer/signer_p11.h"

#define ANY ECI_P11_ANY
enum { D = ECI_P11_DIGEST, M = ECI_P11_MESSAGE };
enum { AUTO = ECI_P11_AUTO, RAW_ = ECI_P11_RAW, DER_ = ECI_P11_DER };
enum { NONE = ECI_P11_NONE, ID = ECI_P11_ID, Z = ECI_P11_Z };

static const struct {
	const char *settings;
	ck_ulong    ckk, ckm;
	int         input, output, parameter;
} tests[] = {
	{ "", ANY, ANY, D, AUTO, NONE },
	{ "profile=8000-family", 0x80000004, 0x80008104, D, AUTO, NONE },
	{ "profile=ibm-ep11", 0x80050002, 0x8005000b, D, AUTO, NONE },
	{ "profile=ibm-ep11;ckk=3;output=raw", 3, 0x8005000b, D, RAW_, NONE },
	{ "profile=8000-family;ckm=0x80008100;input=message-default-id", 0x80000004, 0x80008100, M,
	    AUTO, NONE },
	{ "ckm=0x80000002", ANY, 0x80000002, D, AUTO, NONE },
	{ "ckm=2147483650;output=der", ANY, 0x80000002, D, DER_, NONE },
	{ "input=digest", ANY, ANY, D, AUTO, NONE },
	{ "input=message", ANY, ANY, M, AUTO, ID },
	{ "input=message;parameter=none", ANY, ANY, M, AUTO, NONE },
	{ "input=message;parameter=z", ANY, ANY, M, AUTO, Z },
	{ "input=message-default-id", ANY, ANY, M, AUTO, NONE },
	{ "input=digest;parameter=id", ANY, ANY, D, AUTO, ID },
	{ "output=auto", ANY, ANY, D, AUTO, NONE },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_p11_profile how;
	ecert_token *token;
	size_t i;

	for (i = 0; i < ECI_COUNT(tests); i++) {
		unit_case("settings: %s", tests[i].settings);
		CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_PKCS11, "none", &token));
		set_all(ctx, token, tests[i].settings);
		CHECK_OK(ctx, eci_p11_read_profile(ctx, token, &how));
		CHECK_INT(how.ckk, tests[i].ckk);
		CHECK_INT(how.ckm, tests[i].ckm);
		CHECK_INT(how.input, tests[i].input);
		CHECK_INT(how.output, tests[i].output);
		CHECK_INT(how.parameter, tests[i].parameter);
		ecert_token_free(token);
	}
	unit_case("a profile that is not known");
	CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_PKCS11, "none", &token));
	set_all(ctx, token, "profile=sm2");
	CHECK_ERR(ctx, eci_p11_read_profile(ctx, token, &how), ECERT_E_ARG);
	ecert_token_free(token);
	return unit_end();
}
