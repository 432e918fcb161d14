/* SPDX-License-Identifier: Apache-2.0 */
/* tool_many.h - many files, by several threads, told of in their order. */
#ifndef TOOL_MANY_H
#define TOOL_MANY_H

#include <stdio.h>

#include "tool.h"

#define TOOL_MANY_OPTS \
	{ "files", 0, true, false, "LIST", \
	    N_("the files and folders this list names, too; -: standard input") }, \
	{ "jobs", 'j', true, false, "N", N_("that many threads; default 1") }

/* What became of one file: filled in by any thread, told in turn. */
struct tool_result {
	int    status;             /* exit status */
	char  *text;               /* for standard output; freed; NULL: nothing */
	char **said;               /* messages: first byte 'w' a warning, 'f' a failure */
	size_t n_said;
	/* The failure that is told last; message NULL: none. */
	ecert_err e;
	int       oserror;
	char     *message;
	void     *more;            /* the tool's own, for told() */
};
struct tool_many {
	/* Examines file, or, where data is not NULL, those bytes, which came from a
	 * stream; ctx is the thread's own. */
	void (*examine)(void *arg, ecert_ctx *ctx, const char *file, const uint8_t *data,
	    size_t len, struct tool_result *r);
	/* After text and messages of file are out; may be NULL. */
	void (*told)(void *arg, ecert_ctx *ctx, const char *file, struct tool_result *r);
	/* The line of --json for what gave no text; NULL: none. */
	void (*json)(FILE *f, const char *file, ecert_err e, const char *message);
	const char *stream;        /* N_("..."), how "-" is called in messages; NULL: so */
	void  *arg;
	bool   apart;              /* texts are set apart by an empty line */
	bool   line;               /* texts lack the end of their line */
	bool   named;              /* the file's name goes before a text */
};

/* Operands of a, with those --files names; a usage message where there is none.  Before
 * anything else looks at operands. */
void tool_many_operands(struct tool_args *a);
/* How many threads --jobs asks for. */
unsigned tool_jobs(const struct tool_args *a);
/* The worst exit status of all. */
int tool_many(ecert_ctx *ctx, const struct tool_args *a, const struct tool_many *m);

/* For examine: the error in ctx is the result, its status included. */
void tool_result_fail(struct tool_result *r, const ecert_ctx *ctx, ecert_err e);
/* A message before that; fail: it is out with --quiet, too. */
void tool_result_say(struct tool_result *r, bool fail, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A stream that becomes r->text when it is closed; NULL: no memory, and r says so. */
FILE *tool_result_open(struct tool_result *r);
void tool_result_close(struct tool_result *r, FILE *f);

#endif
