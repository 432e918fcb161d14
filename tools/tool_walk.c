/* SPDX-License-Identifier: Apache-2.0 */
/* tool_walk.c - folders of documents, one file after the other. */
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

struct level {
	char           *dir;
	struct dirent **list;
	int             i, n;
};
struct tool_walk {
	char *const *v;
	int          i, n;
	struct level levels[DEPTH_MAX + 1];
	int          depth;          /* levels that are open */
	size_t       found;          /* in the present operand, a folder */
	bool         trouble;        /* with it */
	char        *path;           /* what was given last */
	bool         link;           /* it is one */
};

struct tool_walk *
tool_walk_new(char *const *v, int n)
{
	struct tool_walk *w = calloc(1, sizeof(*w));

	if (w != NULL) {
		w->v = v;
		w->n = n;
	}
	return w;
}

static void
close_level(struct tool_walk *w)
{
	struct level *l = &w->levels[--w->depth];

	for (; l->i < l->n; l->i++)
		free(l->list[l->i]);
	free(l->list);
	free(l->dir);
	*l = (struct level){ 0 };
}

void
tool_walk_free(struct tool_walk *w)
{
	if (w == NULL)
		return;
	while (w->depth > 0)
		close_level(w);
	free(w->path);
	free(w);
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

/* path is taken over; true: this is what is to be told. */
static bool
tell(struct tool_walk *w, struct tool_found *out, char *path, ecert_err e, const char *why)
{
	free(w->path);
	w->path = path;
	w->trouble = w->trouble || e != ECERT_OK;
	*out = (struct tool_found){ path != NULL ? path : "", e, why };
	return true;
}

/* dir is taken over; true: it cannot be opened. */
static bool
open_level(struct tool_walk *w, struct tool_found *out, char *dir)
{
	struct level *l = &w->levels[w->depth];

	if (w->depth > DEPTH_MAX)
		return tell(w, out, dir, ECERT_E_LIMIT, _("folders are nested too deeply"));
	if ((l->n = scandir(dir, &l->list, no_dots, by_name)) < 0) {
		l->n = 0;
		return tell(w, out, dir, ECERT_E_IO, strerror(errno));
	}
	l->dir = dir;
	w->depth++;
	return false;
}

static bool
next_member(struct tool_walk *w, struct tool_found *out)
{
	struct level *l = &w->levels[w->depth - 1];
	struct dirent *d = l->list[l->i++];
	char *path = join(l->dir, d->d_name);
	bool document = is_document(d->d_name), known;
	struct stat st;

	free(d);
	if (path == NULL)
		return tell(w, out, NULL, ECERT_E_NOMEM, _("out of memory"));
	known = lstat(path, &st) == 0;
	if (known && S_ISDIR(st.st_mode))
		return open_level(w, out, path);
	w->link = known && S_ISLNK(st.st_mode);
	if (document && w->found++ < FILES_MAX)
		return tell(w, out, path, ECERT_OK, NULL);
	free(path);
	return false;
}

/* An empty folder is more likely a wrong path than good news. */
static bool
end_folder(struct tool_walk *w, struct tool_found *out)
{
	close_level(w);
	if (w->depth > 0 || w->found > 0 || w->trouble)
		return false;
	return tell(w, out, strdup(w->v[w->i - 1]), ECERT_E_NOTFOUND,
	    _("no *.ofd file in this folder"));
}

static bool
next_operand(struct tool_walk *w, struct tool_found *out)
{
	char *path = strdup(w->v[w->i++]);
	struct stat st;

	w->found = 0;
	w->trouble = w->link = false;
	if (path == NULL)
		return tell(w, out, NULL, ECERT_E_NOMEM, _("out of memory"));
	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return tell(w, out, path, ECERT_OK, NULL);
	return open_level(w, out, path);
}

bool
tool_walk_next(struct tool_walk *w, struct tool_found *out)
{
	struct level *l;

	for (;;) {
		l = w->depth > 0 ? &w->levels[w->depth - 1] : NULL;
		if (l == NULL && w->i == w->n)
			return false;
		if (l == NULL ? next_operand(w, out) : l->i < l->n ? next_member(w, out) :
		    end_folder(w, out))
			return true;
	}
}

void
tool_walk_links(char *path, void (*fn)(void *arg, const char *file), void *arg)
{
	struct tool_walk *w = tool_walk_new(&path, 1);
	struct tool_found found;

	while (w != NULL && tool_walk_next(w, &found))
		if (found.e == ECERT_OK && w->link)
			fn(arg, found.path);
	tool_walk_free(w);
}
