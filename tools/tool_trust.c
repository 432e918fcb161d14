/* SPDX-License-Identifier: Apache-2.0 */
/* tool_trust.c - whom a tool trusts, ecert-trust(5).  The system's store of authorities
 * for web sites is never asked: they vouch for names of hosts, not for signers. */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

#define SYSTEM_DIR "/etc/ecert/trust"

const char *
tool_trust_dir(const struct tool_args *a)
{
	const char *dir = tool_get(a, "trust");

	if (dir == NULL && !tool_has(a, "no-default-trust"))
		dir = tool_conf("trust", 0);
	return dir;
}

static _Noreturn void
cannot_use(const char *dir, const char *why)
{
	tool_fail(_("%s: %s; --no-default-trust leaves it out"), dir, why);
	tool_quit();
}

/* One that is there and empty has been made ready, and says nothing yet. */
static bool
has_members(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *d;
	bool found = false;

	if (dir == NULL)
		cannot_use(path, strerror(errno));
	while (!found && (d = readdir(dir)) != NULL)
		found = d->d_name[0] != '.';
	closedir(dir);
	return found;
}

/* What is there and cannot be read may hold the list that revokes a certificate: to go
 * on without it would be to trust more, not less. */
static void
add_default(ecert_ctx *ctx, const char *dir, ecert_trust **trust)
{
	const char *why;
	struct stat st;

	if (stat(dir, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return;
		cannot_use(dir, strerror(errno));
	}
	if (!has_members(dir))
		return;
	if (*trust == NULL)
		tool_must(ctx, dir, ecert_trust_new(ctx, trust));
	if (ecert_trust_add_dir(ctx, *trust, dir) == ECERT_OK)
		return;
	why = ecert_errmsg(ctx);
	if (strncmp(why, dir, strlen(dir)) == 0 && strncmp(why + strlen(dir), ": ", 2) == 0)
		why += strlen(dir) + 2;
	cannot_use(dir, tool_phrase(ctx, why));
}

/* XDG base directories: relative ones are to be ignored. */
static bool
users_dir(char path[PATH_MAX])
{
	const char *dir = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	int n = 0;

	if (dir != NULL && *dir != '\0')
		n = *dir == '/' ? snprintf(path, PATH_MAX, "%s/ecert/trust", dir) : 0;
	else if (home != NULL && *home == '/')
		n = snprintf(path, PATH_MAX, "%s/.config/ecert/trust", home);
	return n > 0 && n < PATH_MAX;
}

ecert_trust *
tool_trust(ecert_ctx *ctx, const struct tool_args *a, bool defaults)
{
	const char *dir = tool_trust_dir(a);
	ecert_trust *trust = NULL;
	char path[PATH_MAX];

	if (dir != NULL) {
		tool_must(ctx, dir, ecert_trust_new(ctx, &trust));
		tool_must_set(ctx, tool_has(a, "trust") ? NULL : tool_conf_where("trust", 0),
		    "trust", dir, ecert_trust_add_dir(ctx, trust, dir));
		return trust;
	}
	if (!defaults || tool_has(a, "no-default-trust"))
		return NULL;
	add_default(ctx, SYSTEM_DIR, &trust);
	if (users_dir(path))
		add_default(ctx, path, &trust);
	return trust;
}
