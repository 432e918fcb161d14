/* SPDX-License-Identifier: Apache-2.0 */
/* tool_walk.h - the files operands stand for. */
#ifndef TOOL_WALK_H
#define TOOL_WALK_H

#include <stdbool.h>

#include <ecert.h>

/* A file, or a folder that cannot be read or has no file; borrowed until the next. */
struct tool_found {
	const char *path;
	ecert_err   e;               /* ECERT_OK: a file */
	const char *why;
};
/*
 * Of each of n paths, itself, or, where it is a folder, each *.ofd file in it and in the
 * folders below, sorted.  Links to folders are not followed.  v must outlive the walk.
 */
struct tool_walk;
/* NULL: no memory. */
struct tool_walk *tool_walk_new(char *const *v, int n);
bool tool_walk_next(struct tool_walk *w, struct tool_found *out);
void tool_walk_free(struct tool_walk *w);
/* Calls fn with each of these in a folder that is a link, silently. */
void tool_walk_links(char *path, void (*fn)(void *arg, const char *file), void *arg);

#endif
