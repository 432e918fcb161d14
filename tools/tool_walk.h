/* SPDX-License-Identifier: Apache-2.0 */
/* tool_walk.h - the files an operand stands for. */
#ifndef TOOL_WALK_H
#define TOOL_WALK_H

#include <stdbool.h>

#include <ecert.h>

/*
 * Calls fn with path, or, where path is a folder, with each *.ofd file in it
 * and in the folders below, sorted.  Links to folders are not followed.  False
 * when a folder cannot be read or holds no such file: after a message, and a call of
 * bad for each.
 */
bool tool_walk(const char *path, void (*fn)(void *arg, const char *file),
    void (*bad)(void *arg, const char *path, ecert_err e, const char *why), void *arg);
/* Calls fn with each of these that is a link, silently. */
void tool_walk_links(const char *path, void (*fn)(void *arg, const char *file), void *arg);

#endif
