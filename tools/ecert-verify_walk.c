/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_walk.c - folders of documents. */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tool.h"
#include "ecert-verify_walk.h"

#define DEPTH_MAX 32
#define FILES_MAX 10000000

struct walk {
	void  (*fn)(void *, const char *);
	void   *arg;
	size_t  found;
};

static bool
is_document(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcasecmp(name + n - 4, ".ofd") == 0;
}

static char *
join(const char *dir, const char *name)
{
	size_t n = strlen(dir) + strlen(name) + 2;
	char *path = malloc(n);

	if (path != NULL)
		snprintf(path, n, "%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", name);
	return path;
}

static bool walk_dir(struct walk *w, const char *dir, int depth);

static bool
walk_member(struct walk *w, const char *dir, const char *name, int depth)
{
	char *path = join(dir, name);
	struct stat st;
	bool ok = true;

	if (path == NULL) {
		tool_warn(_("out of memory"));
		return false;
	}
	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
		ok = walk_dir(w, path, depth + 1);
	else if (is_document(name) && w->found++ < FILES_MAX)
		w->fn(w->arg, path);
	free(path);
	return ok;
}

static int
no_dots(const struct dirent *d)
{
	return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

/* By bytes, whatever the locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool
walk_dir(struct walk *w, const char *dir, int depth)
{
	struct dirent **list = NULL;
	bool ok = true;
	int i, n;

	if (depth > DEPTH_MAX) {
		tool_warn(_("%s: folders are nested too deeply"), tool_show(dir));
		return false;
	}
	if ((n = scandir(dir, &list, no_dots, by_name)) < 0) {
		tool_warn("%s: %s", tool_show(dir), strerror(errno));
		return false;
	}
	for (i = 0; i < n; i++) {
		if (!walk_member(w, dir, list[i]->d_name, depth))
			ok = false;
		free(list[i]);
	}
	free(list);
	return ok;
}

bool
verify_walk(const char *path, void (*fn)(void *arg, const char *file), void *arg)
{
	struct walk w = { fn, arg, 0 };
	struct stat st;
	bool ok;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		fn(arg, path);
		return true;
	}
	ok = walk_dir(&w, path, 0);
	/* An empty folder is more likely a wrong path than good news. */
	if (ok && w.found == 0) {
		tool_warn(_("%s: no *.ofd file in this folder"), tool_show(path));
		return false;
	}
	return ok;
}
