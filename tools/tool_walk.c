/* SPDX-License-Identifier: Apache-2.0 */
/* tool_walk.c - folders of documents. */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tool.h"
#include "tool_walk.h"

#define DEPTH_MAX 32
#define FILES_MAX 10000000

struct walk {
	void  (*fn)(void *, const char *);
	void  (*bad)(void *, const char *, ecert_err, const char *);
	void   *arg;
	size_t  found;
	bool    links;           /* them alone, and without a word */
};

static void
say_bad(const struct walk *w, const char *path, ecert_err e, const char *why)
{
	if (w->links)
		return;
	tool_warn("%s: %s", tool_show(path), why);
	w->bad(w->arg, path, e, why);
}

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
	bool ok = true, known;

	if (path == NULL) {
		say_bad(w, dir, ECERT_E_NOMEM, _("out of memory"));
		return false;
	}
	known = lstat(path, &st) == 0;
	if (known && S_ISDIR(st.st_mode))
		ok = walk_dir(w, path, depth + 1);
	else if (is_document(name) && (!w->links || (known && S_ISLNK(st.st_mode))) &&
	    w->found++ < FILES_MAX)
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
		say_bad(w, dir, ECERT_E_LIMIT, _("folders are nested too deeply"));
		return false;
	}
	if ((n = scandir(dir, &list, no_dots, by_name)) < 0) {
		say_bad(w, dir, ECERT_E_IO, strerror(errno));
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
tool_walk(const char *path, void (*fn)(void *arg, const char *file),
    void (*bad)(void *arg, const char *path, ecert_err e, const char *why), void *arg)
{
	struct walk w = { .fn = fn, .bad = bad, .arg = arg };
	struct stat st;
	bool ok;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		fn(arg, path);
		return true;
	}
	ok = walk_dir(&w, path, 0);
	/* An empty folder is more likely a wrong path than good news. */
	if (ok && w.found == 0) {
		say_bad(&w, path, ECERT_E_NOTFOUND, _("no *.ofd file in this folder"));
		return false;
	}
	return ok;
}

void
tool_walk_links(const char *path, void (*fn)(void *arg, const char *file), void *arg)
{
	struct walk w = { .fn = fn, .arg = arg, .links = true };
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		(void)walk_dir(&w, path, 0);
}
