/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_confine.h - a process that reads what it was told to, and no more. */
#ifndef ECERT_VERIFY_CONFINE_H
#define ECERT_VERIFY_CONFINE_H

#include <stdbool.h>

/* What the kernel (or its administrator) does not offer. */
enum {
	CONFINE_FILES = 1,       /* Landlock: which files can be opened */
	CONFINE_CALLS = 2        /* seccomp: which system calls can be made */
};
struct confine {
	int ruleset;             /* of Landlock, -1: none */
};

void confine_begin(struct confine *c);
/* A file, or a folder with all below it, can still be read afterwards.  What cannot
 * be looked up now cannot be opened then, and opening it says why. */
void confine_allow(struct confine *c, const char *path);
/* The file a link leads to; of a folder only that it is one. */
void confine_allow_link(struct confine *c, const char *path);
/* From here on, for this process and for good.  What was not to be had, of the
 * values above; 0: all of it is in force.  threads: it may start some, confined alike. */
unsigned confine_end(struct confine *c, bool threads);
/* False in builds whose instrumentation needs more than is left. */
bool confine_possible(void);

#endif
