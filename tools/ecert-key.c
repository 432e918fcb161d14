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
	{ "test-pki", key_test_pki, N_("keys, certificates and a trust folder for tests") },
	{ NULL, NULL, NULL }
};

/* Verbs that other versions may have: not a slip of the pen. */
static const char *const later[] = { "csr", "check" };

void
key_must_be_new(const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || (lstat(path, &st) != 0 && errno == ENOENT))
		return;
	tool_fail(_("%s: exists, and a key is not written over"), path);
	exit(TOOL_TROUBLE);
}

int
main(int argc, char **argv)
{
	size_t i;

	tool_start("ecert-key");
	for (i = 0; argc > 1 && i < sizeof(later) / sizeof(later[0]); i++)
		if (strcmp(argv[1], later[i]) == 0)
			tool_usage(_("%s: not supported by this version"), argv[1]);
	return tool_dispatch(usage, verbs, argc, argv);
}
