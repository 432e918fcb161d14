/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_pki.c - ecert-key test-pki: a folder of keys and certificates. */
#include <stdio.h>
#include <sys/stat.h>

#include "ecert-key.h"

static const struct tool_opt opts[] = { KEY_WEAK_OPT, { NULL, 0, false, false, NULL, NULL } };

static const struct {
	const char *name, *what;
} files[] = {
	{ "README.txt", N_("what this is, and that it is for tests only") },
	{ "root.pem", N_("root authority: certificate") },
	{ "root.key", N_("root authority: private key") },
	{ "intermediate.pem", N_("issuing authority: certificate") },
	{ "intermediate.key", N_("issuing authority: private key") },
	{ "maker.pem", N_("seal maker: certificate") },
	{ "maker.key", N_("seal maker: private key") },
	{ "signer.pem", N_("signer: certificate") },
	{ "signer.key", N_("signer: private key") },
	{ "signer.p12", N_("signer: private key and certificate") },
	{ "signer2.pem", N_("second signer: certificate") },
	{ "signer2.key", N_("second signer: private key") },
	{ "tsa.pem", N_("time-stamp authority: certificate") },
	{ "tsa.key", N_("time-stamp authority: private key") },
	{ "crl.pem", N_("revocation lists of both authorities") },
	{ "trust/roots.pem", N_("trusted: anchor of signers") },
	{ "trust/intermediates.pem", N_("trusted: the way to it") },
	{ "trust/makers.pem", N_("trusted: who may make seals") },
	{ "trust/tsa.pem", N_("trusted: time-stamp authority") },
	{ "trust/crls.pem", N_("trusted: revocation lists") },
};

/* A line per file that is there: signer.p12 is not without a passphrase. */
static void
list(const struct tool_args *a, const char *dir)
{
	char path[4096];
	struct stat st;
	size_t i;
	int n;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		n = snprintf(path, sizeof(path), "%s/%s", dir, files[i].name);
		if (n < 0 || (size_t)n >= sizeof(path) || stat(path, &st) != 0)
			continue;
		if (!a->json) {
			printf("%s: %s\n", tool_show(path), _(files[i].what));
			continue;
		}
		fputs("{\"file\":", stdout);
		tool_json_str(stdout, path);
		fputs(",\"purpose\":", stdout);
		tool_json_str(stdout, files[i].what);
		puts("}");
	}
}

int
key_test_pki(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key test-pki [OPTION]... DIR"), .opts = opts,
	    .wants_pass = true };
	char *pass = NULL;
	ecert_ctx *ctx;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1, "DIR");
	if (tool_has(&a, "strict") && !tool_pass_given(&a))
		tool_usage(_("--strict: keys that are encrypted need a passphrase"));
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	if (tool_pass_given(&a)) {
		pass = tool_new_pass(&a, a.v[0]);
		key_check_pass(ctx, &a, a.v[0], pass, KEY_PASS_FREE);
	}
	tool_must(ctx, a.v[0], ecert_testpki_make(ctx, a.v[0], pass));
	if (pass == NULL)
		tool_warn(_("%s: the private keys are not encrypted; only their owner can read them"),
		    a.v[0]);
	tool_pass_free(pass);
	list(&a, a.v[0]);
	ecert_ctx_free(ctx);
	return tool_finish(TOOL_OK);
}
