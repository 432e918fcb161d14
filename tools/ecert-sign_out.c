/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_out.c - what the signed document must not replace: a key is gone
 * with its only copy. */
#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ecert-sign.h"

#define DEPTH_MAX 8

void
sign_guard_out(const struct tool_args *a, const char *out)
{
	static const char *const keys[] = { "key", "cert", "seal" };
	struct setting s;
	size_t i;

	if (strcmp(out, "-") == 0)
		return;
	for (i = 0; i <= sizeof(keys) / sizeof(keys[0]); i++) {
		if (i < sizeof(keys) / sizeof(keys[0]))
			s = sign_setting(a, keys[i]);
		else
			s = (struct setting){ "pass-file", tool_get(a, "pass-file"), NULL };
		if (s.value == NULL || !tool_same_file(out, s.value))
			continue;
		tool_fail(_("%s: is the file of --%s and is not replaced"), out, s.key);
		tool_quit();
	}
}

/* Follows links as reading the directory does. */
static bool
holds(const char *dir, const struct stat *file, int depth)
{
	char path[PATH_MAX];
	struct dirent *d;
	struct stat st;
	bool found = false;
	DIR *open_dir;

	if (depth > DEPTH_MAX || (open_dir = opendir(dir)) == NULL)
		return false;
	while (!found && (d = readdir(open_dir)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0 ||
		    (size_t)snprintf(path, sizeof(path), "%s/%s", dir, d->d_name) >= sizeof(path) ||
		    stat(path, &st) != 0)
			continue;
		found = (st.st_dev == file->st_dev && st.st_ino == file->st_ino) ||
		    (S_ISDIR(st.st_mode) && holds(path, file, depth + 1));
	}
	closedir(open_dir);
	return found;
}

void
sign_guard_trust(const char *dir, const char *out)
{
	struct stat st;

	if (strcmp(out, "-") == 0 || stat(out, &st) != 0 || S_ISDIR(st.st_mode) ||
	    !holds(dir, &st, 0))
		return;
	tool_fail(_("%s: is a file of the trust directory and is not replaced"), out);
	tool_quit();
}
