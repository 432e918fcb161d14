/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <unistd.h>

#include "unit.h"
#include "signer/signer_priv.h"

#define A1000 A100 A100 A100 A100 A100 A100 A100 A100 A100 A100
#define A100 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
	const char *name, *text;
	size_t      len;            /* 0: to the NUL */
	ecert_err   want;
	const char *says;           /* of the message, else what "container" is */
} files[] = {
	{ "settings", "device = one\ncontainer = two\n", 0, ECERT_OK, "two" },
	{ "comments, blanks and no last line", "# a comment\n\n \t container \t=\t two  three \t\n#x\nlock=1", 0,
	    ECERT_OK, "two  three" },
	{ "a value with a sign of equality and a hash", "container = a = b # c\n", 0, ECERT_OK, "a = b # c" },
	{ "lines as another system ends them", "container = two\r\ndevice = one\r\n", 0, ECERT_OK, "two" },
	{ "bytes that are no text", "container = \xb2\xe2\n", 0, ECERT_OK, "\xb2\xe2" },
	{ "nothing", "", 0, ECERT_OK, NULL },
	{ "no sign of equality", "\ndevice one\n", 0, ECERT_E_CONFIG, ":2: not of the form name = value" },
	{ "no value", "device =\n", 0, ECERT_E_CONFIG, ":1: device: empty" },
	{ "no name", "= one\n", 0, ECERT_E_CONFIG, ":1: : no such setting" },
	{ "no such setting", "# x\ndevices = one\n", 0, ECERT_E_CONFIG,
	    ":2: devices: no such setting of this kind of token" },
	{ "no such value", "ulong = 16\n", 0, ECERT_E_CONFIG, ":1: ulong: not one of auto|4|8" },
	{ "set twice", "device = one\nlock = 1\ndevice = two\n", 0, ECERT_E_CONFIG, ":3: set above already" },
	{ "a nul", "container = o\0ne\n", 17, ECERT_E_CONFIG, ":1: a byte that is NUL" },
	{ "a line too long", "device = " A1000 A1000 A1000 A1000 A100 "\n", 0, ECERT_E_CONFIG,
	    ":1: the line is too long" },
};

static void
write_file(ecert_ctx *ctx, const char *path, const char *text, size_t len)
{
	unlink(path);
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, text, len));
}

int
main(void)
{
	static char large[66000];
	ecert_ctx *ctx = unit_ctx();
	ecert_token *token;
	char path[300];
	ecert_err e;
	size_t i;

	snprintf(path, sizeof(path), "%s/token.conf", unit_dir());
	for (i = 0; i < ECI_COUNT(files); i++) {
		unit_case("a file of %s", files[i].name);
		write_file(ctx, path, files[i].text, files[i].len ? files[i].len : strlen(files[i].text));
		CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, "lib.so", &token));
		CHECK_ERR(ctx, (e = ecert_token_set_file(ctx, token, path)), files[i].want);
		if (e != ECERT_OK)
			CHECK(strstr(ecert_errmsg(ctx), files[i].says) != NULL);
		else if (files[i].says != NULL)
			CHECK_STR(eci_token_get(token, "container"), files[i].says);
		ecert_token_free(token);
	}
	CHECK_OK(ctx, ecert_token_new(ctx, ECERT_TOKEN_SKF, "lib.so", &token));
	unit_case("a file goes before what was set");
	CHECK_OK(ctx, ecert_token_set(ctx, token, "container", "one"));
	write_file(ctx, path, "container = two\n", 16);
	CHECK_OK(ctx, ecert_token_set_file(ctx, token, path));
	CHECK_STR(eci_token_get(token, "container"), "two");
	unit_case("a file too large");
	memset(large, '\n', sizeof(large));
	write_file(ctx, path, large, sizeof(large));
	CHECK_ERR(ctx, ecert_token_set_file(ctx, token, path), ECERT_E_LIMIT);
	unit_case("no file");
	CHECK_ERR(ctx, ecert_token_set_file(ctx, token, "/no/such/file"), ECERT_E_IO);
	CHECK_ERR(ctx, ecert_token_set_file(ctx, token, NULL), ECERT_E_ARG);
	ecert_token_free(token);
	return unit_end();
}
