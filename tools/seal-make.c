/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make.c - make and examine electronic seals, see seal-make(1). */
#include <stdlib.h>
#include <string.h>

#include "seal-make.h"

static const struct tool_verb verbs[] = {
	{ "make", seal_make, N_("make a seal and sign it as its maker") },
	{ "show", seal_show, N_("say what a seal says") },
	{ "verify", seal_verify, N_("decide whether a seal holds") },
	{ "picture", seal_picture, N_("take the picture out of a seal") },
	{ "status", seal_status, N_("sign a list of what became of seals or certificates, or show one") },
	{ NULL, NULL, NULL }
};

ecert_seal *
seal_load(ecert_ctx *ctx, const char *path, bool as_json, int *status)
{
	const bool in = strcmp(path, "-") == 0;
	ecert_seal *seal = NULL;
	const char *why;
	uint8_t *p;
	ecert_err e;
	size_t n;

	*status = TOOL_TROUBLE;
	if (in) {
		if ((p = tool_try_read(path, &n, &why)) == NULL) {
			if (as_json)
				tool_json_fail(ctx, "file", path, ECERT_E_IO, why);
			return NULL;
		}
		e = ecert_seal_load_mem(ctx, p, n, &seal);
		free(p);
	} else {
		e = ecert_seal_load_file(ctx, path, &seal);
	}
	if (e == ECERT_OK) {
		*status = TOOL_OK;
		return seal;
	}
	tool_err(ctx, in ? _("standard input") : path, e);
	if (e == ECERT_E_SES)
		*status = TOOL_INVALID;
	else if (as_json)
		tool_json_fail(ctx, "file", path, e, NULL);
	return NULL;
}

void
seal_print_json(const char *path, const char *json)
{
	/* A report on a seal in memory names no file. */
	static const char nameless[] = "{\"file\":\"\",";
	const size_t skip = strncmp(json, nameless, strlen(nameless)) == 0 ?
	    strlen(nameless) : strlen("{");

	fputs("{\"file\":", stdout);
	tool_json_str(stdout, path);
	printf(",%s\n", json + skip);
}

int
main(int argc, char **argv)
{
	tool_start("seal-make");
	return tool_dispatch(N_("seal-make make|show|verify|picture|status [OPTION]... [FILE]..."),
	    verbs, argc, argv);
}
