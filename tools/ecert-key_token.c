/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_token.c - ecert-key token: what can be seen of a device without a PIN. */
#include "ecert-key.h"

static const struct tool_opt opts[] = {
	/* Without those of the place in a token: all places are shown. */
	TOOL_SKF_OPT, TOOL_OTHER_TOKEN_OPTS,
	{ "cert", 0, true, false, "FILE", N_("a certificate to compare its key with") },
	{ NULL, 0, false, false, NULL, NULL }
};

static const char *
library_of(const struct tool_args *a)
{
	const char *lib = tool_get(a, "skf");

	if (lib == NULL)
		lib = tool_get(a, "sdf");
	return lib != NULL ? lib : tool_get(a, "pkcs11");
}

int
key_token(int argc, char **argv)
{
	struct tool_args a = { .usage =
	    N_("ecert-key token --skf LIB|--sdf LIB|--pkcs11 LIB [OPTION]..."), .opts = opts };
	ecert_token *token;
	char *json = NULL;
	ecert_ctx *ctx;
	ecert_err e;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	tool_signer_check(&a, NULL, NULL);
	if (!tool_signer_given(&a))
		tool_usage(_("one of --skf, --sdf and --pkcs11 is needed"));
	ctx = tool_ctx();
	token = tool_token(ctx, &a, "cert");
	if ((e = ecert_token_describe(ctx, token, &json)) != ECERT_OK) {
		tool_err(ctx, NULL, e);
		if (a.json)
			tool_json_fail(ctx, "library", library_of(&a), e, NULL);
	} else if (a.json)
		puts(json);
	else
		key_print_text(json);
	ecert_free(json);
	ecert_token_free(token);
	ecert_ctx_free(ctx);
	return tool_finish(tool_status(e));
}
