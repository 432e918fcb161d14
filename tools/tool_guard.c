/* SPDX-License-Identifier: Apache-2.0 */
/* tool_guard.c - what an output must not replace: a key or an anchor may be the only copy. */
#include <sys/stat.h>

#include <dirent.h>
#include <limits.h>
#include <string.h>

#include "tool.h"

#define DEPTH_MAX 8

void
tool_guard_input(const char *out, const char *opt, const char *value)
{
	if (value == NULL || strcmp(out, "-") == 0 || !tool_same_file(out, value))
		return;
	tool_fail(_("%s: is the file of --%s and is not replaced"), out, opt);
	tool_quit();
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
tool_guard_trust(const char *out, const char *dir)
{
	struct stat st;

	if (dir == NULL || strcmp(out, "-") == 0 || stat(out, &st) != 0 || S_ISDIR(st.st_mode) ||
	    !holds(dir, &st, 0))
		return;
	tool_fail(_("%s: is a file of the trust directory and is not replaced"), out);
	tool_quit();
}
