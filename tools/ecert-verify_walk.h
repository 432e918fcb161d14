/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_walk.h - the files an operand stands for. */
#ifndef ECERT_VERIFY_WALK_H
#define ECERT_VERIFY_WALK_H

#include <stdbool.h>

/*
 * Calls fn with path, or, where path is a folder, with each *.ofd file in it
 * and in the folders below, sorted.  Links to folders are not followed.  False,
 * after a message, when a folder cannot be read or holds no such file.
 */
bool verify_walk(const char *path, void (*fn)(void *arg, const char *file), void *arg);

#endif
