/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"
#include "signer/signer_priv.h"

static const struct {
	ecert_token_kind kind;
	const char      *name, *value;
	ecert_err        want;
	const char      *says;
} settings[] = {
	{ ECERT_TOKEN_SKF, "device", "a name", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "device", "\xb2\xe2", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "ulong", "4", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "ulong", "auto", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "ulong", "", ECERT_E_ARG, "ulong: empty" },
	{ ECERT_TOKEN_SKF, "ulong", "5", ECERT_E_ARG, "ulong: not one of auto|4|8" },
	{ ECERT_TOKEN_SKF, "ulong", "aut", ECERT_E_ARG, "not one of" },
	{ ECERT_TOKEN_SKF, "ulong", "4|8", ECERT_E_ARG, "not one of" },
	{ ECERT_TOKEN_SKF, "device", "", ECERT_E_ARG, "device: empty" },
	{ ECERT_TOKEN_SKF, "lock", "0", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "lock", "18446744073709551615", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "lock", "18446744073709551616", ECERT_E_ARG, "lock: not a number" },
	{ ECERT_TOKEN_SKF, "lock", "-1", ECERT_E_ARG, "not a number" },
	{ ECERT_TOKEN_SKF, "lock", "0xffffffffffffffff", ECERT_OK, NULL },
	{ ECERT_TOKEN_SKF, "lock", "0x10000000000000000", ECERT_E_ARG, "not a number" },
	{ ECERT_TOKEN_SKF, "lock", "0x", ECERT_E_ARG, "not a number" },
	{ ECERT_TOKEN_SKF, "lock", "0xg", ECERT_E_ARG, "not a number" },
	{ ECERT_TOKEN_SKF, "lock", "0x:", ECERT_E_ARG, "not a number" },
	{ ECERT_TOKEN_SKF, "lock", "1 ", ECERT_E_ARG, "not a number" },
	{ ECERT_TOKEN_SKF, "key-index", "1", ECERT_E_ARG, "key-index: no such setting" },
	{ ECERT_TOKEN_SKF, "Device", "x", ECERT_E_ARG, "no such setting" },
	{ ECERT_TOKEN_SKF, "\033[1m", "x", ECERT_E_ARG, "\\x1b[1m: no such setting" },
	{ ECERT_TOKEN_SDF, "key-index", "1", ECERT_OK, NULL },
	{ ECERT_TOKEN_SDF, "device", "x", ECERT_E_ARG, "no such setting" },
	{ ECERT_TOKEN_PKCS11, "ckm", "0x80008104", ECERT_OK, NULL },
	{ ECERT_TOKEN_PKCS11, "container", "x", ECERT_E_ARG, "no such setting" },
};

static void
test_settings(ecert_ctx *ctx)
{
	ecert_token *token;
	char name[100];
	size_t i;

	for (i = 0; i < ECI_COUNT(settings); i++) {
		struct eci_buf shown = { 0 };

		snprintf(name, sizeof(name), "%s = %s", settings[i].name, settings[i].value);
		CHECK_OK(ctx, eci_escape(ctx, &shown, name, strlen(name)));
		unit_case("setting %d %s", (int)settings[i].kind, (char *)shown.ptr);
		eci_buf_free(&shown);
		CHECK_OK(ctx, ecert_token_new(ctx, settings[i].kind, "lib.so", &token));
		CHECK_ERR(ctx, ecert_token_set(ctx, token, settings[i].name, settings[i].value),
		    settings[i].want);
		if (settings[i].says != NULL)
			CHECK(strstr(ecert_errmsg(ctx), settings[i].says) != NULL);
		else
			CHECK_STR(eci_token_get(token, settings[i].name), settings[i].value);
		ecert_token_free(token);
	}
}

static void
test_values(ecert_ctx *ctx)
{
	static char text[5000];
	ecert_token *token;

	unit_case("the later of two goes");
	CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, "lib.so", &token));
	CHECK(eci_token_get(token, "device") == NULL);
	CHECK_OK(ctx, ecert_token_set(ctx, token, "device", "one"));
	CHECK_OK(ctx, ecert_token_set(ctx, token, "last-try", "yes"));
	CHECK_OK(ctx, ecert_token_set(ctx, token, "device", "two"));
	CHECK_STR(eci_token_get(token, "device"), "two");
	CHECK(eci_token_yes(token, "last-try") && !eci_token_yes(token, "device"));
	unit_case("one that is refused leaves what was");
	memset(text, 'a', sizeof(text) - 1);
	CHECK_ERR(ctx, ecert_token_set(ctx, token, "device", text), ECERT_E_ARG);
	CHECK_STR(eci_token_get(token, "device"), "two");
	unit_case("numbers");
	CHECK_INT(eci_token_number(token, "lock", 7), 7);
	CHECK_OK(ctx, ecert_token_set(ctx, token, "lock", "0x1F"));
	CHECK_INT(eci_token_number(token, "lock", 7), 31);
	unit_case("kind and library");
	CHECK_INT(eci_token_kind(token), ECERT_TOKEN_SKF);
	CHECK_STR(eci_token_library(token), "lib.so");
	unit_case("nothing for a name or a value");
	CHECK_ERR(ctx, ecert_token_set(ctx, token, NULL, "x"), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_token_set(ctx, token, "device", NULL), ECERT_E_ARG);
	ecert_token_free(token);
	ecert_token_free(NULL);
}

static void
test_new(ecert_ctx *ctx)
{
	ecert_token *token;

	unit_case("no kind of token");
	CHECK_ERR(ctx, ecert_token_new(ctx, 0, "lib.so", &token), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_token_new(ctx, 4, "lib.so", &token), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_token_new(ctx, -1, "lib.so", &token), ECERT_E_ARG);
	CHECK(token == NULL);
	unit_case("no library");
	CHECK_ERR(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, NULL, &token), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, "", &token), ECERT_E_ARG);
	CHECK(token == NULL);
}

static void
test_cert(ecert_ctx *ctx)
{
	struct eci_issue enc = leaf("encryption");
	struct party p = issue(ctx, leaf("signer"), NULL), other;
	struct eci_bytes der = eci_cert_der(p.cert);
	ecert_signer *s;
	ecert_token *token;

	enc.usage = "keyEncipherment";
	other = issue(ctx, enc, NULL);
	unit_case("a certificate, and another after it");
	CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, "/no/such/lib.so", &token));
	CHECK(eci_token_cert(token) == NULL);
	CHECK_OK(ctx, ecert_token_set_cert(ctx, token, der.ptr, der.len));
	CHECK_OK(ctx, ecert_token_set_cert(ctx, token, der.ptr, der.len));
	CHECK(eci_cert_same(eci_token_cert(token), p.cert));
	unit_case("one that is none");
	CHECK_ERR(ctx, ecert_token_set_cert(ctx, token, der.ptr, der.len - 1), ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_token_set_cert(ctx, token, NULL, 0), ECERT_E_ARG);
	CHECK(eci_cert_same(eci_token_cert(token), p.cert));
	unit_case("a library that is not there");
	CHECK_ERR(ctx, ecert_signer_from_token(ctx, token, NULL, NULL, &s), ECERT_E_KEY);
	CHECK(s == NULL && strstr(ecert_errmsg(ctx), "cannot be loaded") != NULL);
	ecert_token_free(token);
	unit_case("certificates that may sign, and may not");
	CHECK_OK(ctx, eci_token_check_cert(ctx, "dev", p.cert));
	CHECK_REASON(ctx, eci_token_check_cert(ctx, "dev", other.cert), ECERT_R_KEY_BAD);
	CHECK_STR(ecert_errmsg(ctx), "dev: the certificate of CN=encryption, O=Unit, C=CN is not for "
	    "signing: its key usage is keyEncipherment");
	party_free(&p);
	party_free(&other);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_settings(ctx);
	test_values(ctx);
	test_new(ctx);
	test_cert(ctx);
	return unit_end();
}
