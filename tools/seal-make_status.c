/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make_status.c - seal-make status: lists of what became of seals and of
 * certificates, signed and shown. */
#include <stdlib.h>
#include <string.h>

#include "seal-make.h"

static const struct tool_opt opts[] = {
	{ "key", 0, true, false, "KEY", N_("private key, or PKCS#12, of who signs the list") },
	{ "cert", 0, true, false, "CERT", N_("the certificate of that key") },
	TOOL_SIGNER_OPTS,
	{ "out", 'o', true, false, "OUT", N_("the signed list") },
	{ "show", 0, false, false, NULL, N_("say what signed lists say") },
	{ NULL, 0, false, false, NULL, NULL }
};

static void
print_list(ecert_ctx *ctx, const char *path, const ecert_status *list, bool as_json)
{
	char *text = NULL;

	if (as_json) {
		tool_must(ctx, path, ecert_status_json(ctx, list, &text));
		seal_print_json(path, text);
	} else {
		tool_must(ctx, path, ecert_status_text(ctx, list, tool_lang(), &text));
		printf("%s: %s", tool_show(path), text);
	}
	ecert_free(text);
}

static int
show_one(ecert_ctx *ctx, const char *path, const struct tool_args *a)
{
	ecert_status *list = NULL;
	int status = TOOL_OK;
	ecert_err e;
	uint8_t *p;
	size_t n;

	p = tool_read(path, &n);
	e = ecert_status_load(ctx, p, n, path, &list);
	free(p);
	if (e != ECERT_OK) {
		tool_err(ctx, path, e);
		if (a->json)
			tool_json_fail(ctx, "file", path, e, NULL);
		return TOOL_TROUBLE;
	}
	print_list(ctx, path, list, a->json);
	if (!ecert_status_good(list))
		status = TOOL_INVALID;
	ecert_status_free(list);
	return status;
}

static int
show(ecert_ctx *ctx, const struct tool_args *a)
{
	static const char *const others[] = { "key", "cert", "out", "skf", "sdf", "pkcs11",
		"signer-cmd" };
	int status = TOOL_OK, i;
	size_t k;

	for (k = 0; k < sizeof(others) / sizeof(others[0]); k++)
		if (tool_has(a, others[k]))
			tool_usage(_("--show and --%s exclude each other"), others[k]);
	for (i = 0; i < a->n; i++)
		status = tool_worst(status, show_one(ctx, a->v[i], a));
	return status;
}

/* What is read here must not be what is written. */
static void
keep_inputs(const struct tool_args *a, const char *out)
{
	const char *const inputs[] = { a->v[0], tool_get(a, "key"), tool_get(a, "cert"),
		tool_get(a, "skf"), tool_get(a, "sdf"), tool_get(a, "pkcs11"),
		tool_get(a, "token-config") };
	size_t i;

	for (i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		if (inputs[i] != NULL && strcmp(out, "-") != 0 && tool_same_file(inputs[i], out))
			tool_usage(_("%s would be overwritten"), out);
	if (a->json && strcmp(out, "-") == 0)
		tool_usage(_("--json and -o - would both go to standard output"));
}

static int
write_list(ecert_ctx *ctx, const char *out, const uint8_t *der, size_t n, bool as_json)
{
	ecert_status *list = NULL;
	int status;

	/* Nobody is handed a list that cannot be read back. */
	tool_must(ctx, out, ecert_status_load(ctx, der, n, out, &list));
	if ((status = tool_write(out, der, n)) == TOOL_OK && as_json)
		print_list(ctx, out, list, true);
	ecert_status_free(list);
	return status;
}

/* *holder is what the signer's certificate is called. */
static ecert_signer *
load_signer(ecert_ctx *ctx, struct tool_args *a, const char **holder)
{
	const char *key = tool_get(a, "key"), *cert = tool_get(a, "cert");
	ecert_signer *signer = NULL;

	if (tool_signer_given(a))
		return tool_signer(ctx, a, "cert", holder);
	*holder = cert != NULL ? cert : key;
	tool_must(ctx, key, ecert_signer_from_file(ctx, key, cert, tool_pass, a, &signer));
	return signer;
}

static int
make(ecert_ctx *ctx, struct tool_args *a)
{
	const char *holder, *out;
	ecert_signer *signer;
	uint8_t *text, *der = NULL;
	size_t len, n = 0;
	int status;
	ecert_err e;

	if (!tool_signer_given(a))
		(void)tool_need(a, "key");
	out = tool_need(a, "out");
	keep_inputs(a, out);
	text = tool_read(a->v[0], &len);
	signer = load_signer(ctx, a, &holder);
	e = ecert_status_make(ctx, (const char *)text, len, signer, &der, &n);
	/* The certificate may not sign, or the list is none. */
	tool_must(ctx, e == ECERT_E_CONFIG || e == ECERT_E_LIMIT ? a->v[0] : holder, e);
	status = write_list(ctx, out, der, n, a->json);
	if (status == TOOL_OK)
		tool_warn_plain(signer, tool_get(a, "key"));
	ecert_free(der);
	free(text);
	ecert_signer_free(signer);
	return status;
}

int
seal_status(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("seal-make status --key KEY [OPTION]... -o OUT LIST.json\n"
	    "seal-make status --show LIST..."), .opts = opts, .wants_pass = true };
	ecert_ctx *ctx = tool_ctx();
	bool shown;
	int status;

	tool_parse(&a, argc, argv);
	tool_secrets(ctx, &a);
	shown = tool_has(&a, "show");
	tool_signer_check(&a, "key", "cert");
	tool_operands(&a, 1, shown ? argc : 1, shown ? "LIST" : "LIST.json");
	status = shown ? show(ctx, &a) : make(ctx, &a);
	ecert_ctx_free(ctx);
	return status;
}
