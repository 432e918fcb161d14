/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_new.c - ecert-key new and p12: what writes private keys. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ecert-key.h"

static const struct tool_opt new_opts[] = {
	{ "out", 'o', true, false, "KEY.pem", N_("the private key; standard output when not given") },
	{ "pub", 0, true, false, "PUB.pem", N_("the public key") },
	{ "plain", 0, false, false, NULL, N_("INSECURE: do not encrypt the private key") },
	KEY_WEAK_OPT,
	{ NULL, 0, false, false, NULL, NULL }
};

static const struct tool_opt p12_opts[] = {
	{ "key", 0, true, false, "KEY", N_("the private key") },
	{ "cert", 0, true, false, "CERT", N_("its certificate") },
	{ "out", 'o', true, false, "OUT.p12", N_("the PKCS#12 file") },
	KEY_WEAK_OPT,
	{ NULL, 0, false, false, NULL, NULL }
};

void
key_keep_apart(const struct tool_args *a, const char *path)
{
	if (a->json && strcmp(path, "-") == 0)
		tool_usage(_("--json and a key would both go to standard output"));
}

/* {"output":OUT,"public":PUB or null,"encrypted":...} */
static void
report(const char *out, const char *pub, bool encrypted)
{
	fputs("{\"output\":", stdout);
	tool_json_str(stdout, out);
	fputs(",\"public\":", stdout);
	if (pub != NULL)
		tool_json_str(stdout, pub);
	else
		fputs("null", stdout);
	printf(",\"encrypted\":%s}\n", encrypted ? "true" : "false");
}

/* Both or none: the public key, which can be made again, comes first. */
static int
write_pair(const char *out, const char *priv, const char *pub_out, const char *pub)
{
	int status = TOOL_OK;

	if (pub_out != NULL)
		status = tool_write_new(pub_out, pub, strlen(pub), false);
	if (status != TOOL_OK)
		return status;
	status = tool_write_new(out, priv, strlen(priv), true);
	if (status != TOOL_OK && pub_out != NULL && strcmp(pub_out, "-") != 0)
		(void)unlink(pub_out);
	return status;
}

int
key_new(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key new [OPTION]..."), .opts = new_opts,
	    .wants_pass = true };
	char *pass = NULL, *priv = NULL, *pub = NULL;
	const char *out, *pub_out, *shown;
	ecert_ctx *ctx;
	int status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	out = tool_has(&a, "out") ? tool_get(&a, "out") : "-";
	pub_out = tool_get(&a, "pub");
	if (tool_has(&a, "plain") && tool_pass_given(&a))
		tool_usage(_("--plain and a passphrase exclude each other"));
	if (tool_has(&a, "plain") && tool_has(&a, "strict"))
		tool_usage(_("--plain and --strict exclude each other"));
	if (pub_out != NULL && tool_same_file(out, pub_out))
		tool_usage(_("both keys would go to %s"), out);
	key_keep_apart(&a, out);
	shown = strcmp(out, "-") == 0 ? _("the new key") : out;
	key_must_be_new(out);
	if (pub_out != NULL) {
		key_keep_apart(&a, pub_out);
		key_must_be_new(pub_out);
	}
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	if (!tool_has(&a, "plain")) {
		pass = tool_new_pass(&a, shown);
		key_check_pass(ctx, &a, shown, pass, KEY_PASS_NEW);
	}
	tool_must(ctx, NULL, ecert_key_new(ctx, pass, &priv, &pub));
	tool_pass_free(pass);
	status = write_pair(out, priv, pub_out, pub);
	if (status == TOOL_OK && a.json)
		report(out, pub_out, !tool_has(&a, "plain"));
	if (status == TOOL_OK && tool_has(&a, "plain"))
		tool_warn(_("%s: the private key is not encrypted"), shown);
	ecert_free(priv);
	ecert_free(pub);
	ecert_ctx_free(ctx);
	return tool_finish(status);
}

int
key_p12(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key p12 [--json] --key KEY --cert CERT -o OUT.p12"),
	    .opts = p12_opts, .wants_pass = true };
	const char *key_path, *cert_path, *out;
	uint8_t *cert, *p12 = NULL;
	struct key_asker asker = { .args = &a, .keeps = true };
	size_t n_cert, n = 0;
	ecert_key *key;
	ecert_ctx *ctx;
	char *pass;
	int status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	asker.path = key_path = tool_need(&a, "key");
	cert_path = tool_need(&a, "cert");
	out = tool_need(&a, "out");
	key_keep_apart(&a, out);
	key_must_be_new(out);
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	cert = tool_read(cert_path, &n_cert);
	key = tool_key(ctx, key_path, key_ask, &asker);
	/* The passphrase of the key becomes that of the file. */
	pass = key_out_pass(ctx, &a, key, &asker, out);
	tool_must(ctx, key_path, ecert_key_write(ctx, key, ECERT_KEY_PKCS12, 1, cert, n_cert,
	    pass, &p12, &n));
	tool_pass_free(pass);
	tool_key_free(key);
	free(cert);
	status = tool_write_new(out, p12, n, true);
	if (status == TOOL_OK && a.json)
		report(out, NULL, true);
	ecert_free(p12);
	ecert_ctx_free(ctx);
	return tool_finish(status);
}
