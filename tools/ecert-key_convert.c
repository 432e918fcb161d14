/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_convert.c - ecert-key convert: keys and certificates in another form.  A key
 * that was encrypted stays so, unless --plain says otherwise. */
#include <stdlib.h>
#include <string.h>

#include "ecert-key.h"

static const struct tool_opt opts[] = {
	{ "to", 0, true, false, "FORM", N_("pkcs8 (default), sec1, pkcs12, public or cert") },
	{ "der", 0, false, false, NULL, N_("DER, not PEM; PKCS#12 always is") },
	{ "cert", 0, true, false, "CERT", N_("the certificate that goes into PKCS#12") },
	{ "plain", 0, false, false, NULL, N_("INSECURE: do not encrypt the private key") },
	{ "new-pass-file", 0, true, false, "FILE", N_("passphrase of the output: first line of FILE") },
	{ "new-pass-fd", 0, true, false, "N", N_("passphrase of the output: first line from descriptor N") },
	{ "new-pass-env", 0, true, false, "VAR", N_("passphrase of the output: environment variable VAR") },
	KEY_WEAK_OPT,
	{ "out", 'o', true, false, "OUT", N_("a file that does not exist yet") },
	{ NULL, 0, false, false, NULL, NULL }
};

#define TO_CERT 0              /* beside the forms of keys */

static int
form_of(const char *s)
{
	static const struct {
		const char *name;
		int         form;
	} forms[] = {
		{ "pkcs8", ECERT_KEY_PKCS8 }, { "sec1", ECERT_KEY_SEC1 },
		{ "pkcs12", ECERT_KEY_PKCS12 }, { "public", ECERT_KEY_PUBLIC }, { "cert", TO_CERT },
	};
	size_t i;

	for (i = 0; s != NULL && i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, s) == 0)
			return forms[i].form;
	if (s != NULL)
		tool_usage(_("--to %s: pkcs8, sec1, pkcs12, public or cert"), s);
	return ECERT_KEY_PKCS8;
}

static bool
is_secret(int form)
{
	return form != TO_CERT && form != ECERT_KEY_PUBLIC;
}

static void
check_usage(const struct tool_args *a, int form, const char *out)
{
	bool plain = tool_has(a, "plain");

	if (plain && (form == ECERT_KEY_PKCS12 || !is_secret(form)))
		tool_usage(_("--plain is for pkcs8 and sec1"));
	if (plain && tool_has(a, "strict"))
		tool_usage(_("--plain and --strict exclude each other"));
	if (form == ECERT_KEY_SEC1 && !plain)
		tool_usage(_("sec1 is never encrypted: add --plain, or take pkcs8"));
	if (tool_has(a, "cert") && form != ECERT_KEY_PKCS12)
		tool_usage(_("--cert is for pkcs12"));
	if (tool_new_pass_given(a) && (plain || !is_secret(form)))
		tool_usage(_("a new passphrase, and nothing to encrypt with it"));
	if (tool_has(a, "new-pass-file") + tool_has(a, "new-pass-fd") +
	    tool_has(a, "new-pass-env") > 1)
		tool_usage(_("--new-pass-file, --new-pass-fd and --new-pass-env exclude each other"));
	key_keep_apart(a, out);
	key_must_be_new(out);
}

static void
convert_key(ecert_ctx *ctx, struct tool_args *a, int form, const char *out, uint8_t **p,
    size_t *n)
{
	struct key_asker asker = { .args = a, .path = a->v[0], .keeps = true };
	const char *cert_path = tool_get(a, "cert");
	uint8_t *cert = NULL;
	size_t cert_len = 0;
	ecert_key *key;
	char *pass = NULL;
	ecert_err e;

	if (cert_path != NULL)
		cert = tool_read(cert_path, &cert_len);
	key = tool_key(ctx, a->v[0], key_ask, &asker);
	if (is_secret(form) && !tool_has(a, "plain"))
		pass = key_out_pass(ctx, a, key, &asker, out);
	e = ecert_key_write(ctx, key, form, tool_has(a, "der"), cert, cert_len, pass, p, n);
	tool_pass_free(pass);
	tool_pass_free(asker.kept);
	tool_key_free(key);
	free(cert);
	tool_must(ctx, a->v[0], e);
}

static void
convert_cert(ecert_ctx *ctx, const struct tool_args *a, uint8_t **p, size_t *n)
{
	uint8_t *data;
	size_t len;
	ecert_err e;

	data = tool_read(a->v[0], &len);
	e = ecert_cert_write(ctx, data, len, tool_has(a, "der"), p, n);
	ecert_free(data);
	tool_must(ctx, a->v[0], e);
}

static void
report(const char *out, const char *form, bool encrypted)
{
	fputs("{\"output\":", stdout);
	tool_json_str(stdout, out);
	printf(",\"form\":\"%s\",\"encrypted\":%s}\n", form, encrypted ? "true" : "false");
}

int
key_convert(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key convert [OPTION]... -o OUT IN"), .opts = opts,
	    .wants_pass = true };
	const char *out, *to;
	uint8_t *p = NULL;
	ecert_ctx *ctx;
	size_t n = 0;
	int form, status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1, "IN");
	out = tool_need(&a, "out");
	to = tool_get(&a, "to");
	form = form_of(to);
	check_usage(&a, form, out);
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	if (form == TO_CERT)
		convert_cert(ctx, &a, &p, &n);
	else
		convert_key(ctx, &a, form, out, &p, &n);
	status = tool_write_new(out, p, n, is_secret(form));
	ecert_free(p);
	ecert_ctx_free(ctx);
	if (status == TOOL_OK && a.json)
		report(out, to != NULL ? to : "pkcs8", is_secret(form) && !tool_has(&a, "plain"));
	if (status == TOOL_OK && tool_has(&a, "plain"))
		tool_warn(_("%s: the private key is not encrypted"),
		    strcmp(out, "-") == 0 ? _("standard output") : out);
	return tool_finish(status);
}
