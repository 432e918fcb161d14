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
	{ NULL, 0, false, false, NULL, NULL }
};

static const struct tool_opt p12_opts[] = {
	{ "key", 0, true, false, "KEY", N_("the private key") },
	{ "cert", 0, true, false, "CERT", N_("its certificate") },
	{ "out", 'o', true, false, "OUT.p12", N_("the PKCS#12 file") },
	{ NULL, 0, false, false, NULL, NULL }
};

/* Where keys go to standard output there is no room for a report on them. */
static void
keep_apart(const struct tool_args *a, const char *path)
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
	if (pub_out != NULL && tool_same_file(out, pub_out))
		tool_usage(_("both keys would go to %s"), out);
	keep_apart(&a, out);
	shown = strcmp(out, "-") == 0 ? _("the new key") : out;
	key_must_be_new(out);
	if (pub_out != NULL) {
		keep_apart(&a, pub_out);
		key_must_be_new(pub_out);
	}
	ctx = tool_ctx();
	if (!tool_has(&a, "plain"))
		pass = tool_new_pass(&a, shown);
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

static bool
is_encrypted(const uint8_t *key, size_t n)
{
	static const char word[] = "ENCRYPTED";
	size_t i;

	for (i = 0; i + sizeof(word) - 1 <= n; i++)
		if (memcmp(key + i, word, sizeof(word) - 1) == 0)
			return true;
	return false;
}

int
key_p12(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key p12 [--json] --key KEY --cert CERT -o OUT.p12"),
	    .opts = p12_opts, .wants_pass = true };
	const char *key_path, *cert_path, *out;
	uint8_t *key, *cert, *p12 = NULL;
	char typed[1024], *pass;
	size_t n_key, n_cert, n = 0;
	ecert_ctx *ctx;
	ecert_err e;
	int32_t len;
	int status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	key_path = tool_need(&a, "key");
	cert_path = tool_need(&a, "cert");
	out = tool_need(&a, "out");
	keep_apart(&a, out);
	key_must_be_new(out);
	ctx = tool_ctx();
	key = tool_read(key_path, &n_key);
	cert = tool_read(cert_path, &n_cert);
	/* The passphrase of the key becomes that of the file. */
	if (is_encrypted(key, n_key)) {
		if ((len = tool_pass(&a, key_path, typed, sizeof(typed) - 1)) < 0)
			exit(TOOL_TROUBLE);
		typed[len] = '\0';
		e = ecert_key_p12(ctx, key, n_key, cert, n_cert, typed, &p12, &n);
		explicit_bzero(typed, sizeof(typed));
	} else {
		pass = tool_new_pass(&a, out);
		e = ecert_key_p12(ctx, key, n_key, cert, n_cert, pass, &p12, &n);
		tool_pass_free(pass);
	}
	explicit_bzero(key, n_key);
	free(key);
	free(cert);
	tool_must(ctx, key_path, e);
	status = tool_write_new(out, p12, n, true);
	if (status == TOOL_OK && a.json)
		report(out, NULL, true);
	ecert_free(p12);
	ecert_ctx_free(ctx);
	return tool_finish(status);
}
