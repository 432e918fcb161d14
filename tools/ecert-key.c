/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key.c - SM2 keys, what is in them, and a PKI for tests: the verbs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ecert-key.h"

static const char usage[] = N_("ecert-key VERB [OPTION]... [ARGUMENT]...");

static const struct tool_verb verbs[] = {
	{ "new", key_new, N_("a new SM2 key pair") },
	{ "p12", key_p12, N_("a private key and its certificate in one PKCS#12 file") },
	{ "show", key_show, N_("what a key or certificate says, never the secret") },
	{ "convert", key_convert, N_("a key or certificate in another form") },
	{ "csr", key_csr, N_("a certificate request, made or checked") },
	{ "check", key_check, N_("a certificate against a policy, its issuers and their lists") },
	{ "days", key_days, N_("days until certificates and seals end") },
	{ "token", key_token, N_("what a USB token, HSM or PKCS#11 module shows without a PIN") },
	{ "test-pki", key_test_pki, N_("keys, certificates and a trust folder for tests") },
	{ NULL, NULL, NULL }
};

void
key_must_be_new(const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || (lstat(path, &st) != 0 && errno == ENOENT))
		return;
	tool_fail(_("%s: exists and is not written over"), path);
	exit(TOOL_TROUBLE);
}

int
main(int argc, char **argv)
{
	tool_start("ecert-key");
	return tool_dispatch(usage, verbs, argc, argv);
}
