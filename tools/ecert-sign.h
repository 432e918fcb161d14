/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign.h - what the files of this tool share. */
#ifndef TOOL_TOOL_ECERT_SIGN_H
#define TOOL_TOOL_ECERT_SIGN_H

#include "tool.h"

/* A value, and the line of the configuration it is from; where is NULL for an
 * option. */
struct setting {
	const char *key, *value, *where;
};
/* The option, else the configuration, else value NULL. */
struct setting sign_setting(const struct tool_args *a, const char *key);

/* Ends the tool where an option lacks the one it is about. */
void sign_check_places(const struct tool_args *a);
/* Places of the options, else of the configuration; edges beside either. */
void sign_add_places(ecert_ctx *ctx, const struct tool_args *a, ecert_sign_opts *opts);

/* The log the options or the configuration name; NULL: none.  Check ends the tool where
 * its options do not fit. */
void sign_check_log(const struct tool_args *a);
ecert_log *sign_log(ecert_ctx *ctx, const struct tool_args *a);

/* Ends the tool where out is a file the run needs. */
void sign_guard_out(const struct tool_args *a, const char *out);
/* The same for the outputs of a list. */
void sign_guard_batch(ecert_ctx *ctx, const struct tool_args *a, ecert_batch *b);

/* ecert-sign_steps.c: signing in two steps.  Check ends the tool where the options or
 * operands do not go together; the last returns an exit status. */
#define SIGN_STEPS_OPTS \
	{ "prepare", 0, true, false, "STATE", \
	    N_("write all but the signature's value, and there what is to be signed") }, \
	{ "complete", 0, true, false, "STATE", \
	    N_("put the value in: operands SIGNATURE UNFINISHED.ofd") }
bool sign_in_steps(const struct tool_args *a);
void sign_check_steps(const struct tool_args *a);
/* Who will sign: a certificate alone; *name is its file. */
ecert_signer *sign_keyless(ecert_ctx *ctx, const struct tool_args *a, const char **name);
/* json, which may be NULL: *json is the record, where there is one. */
int sign_steps(ecert_ctx *ctx, const struct tool_args *a, const ecert_sign_job *job,
    const char *out, char **json);

/* ecert-sign_batch.c: lists of documents.  Check ends the tool where the options do not
 * go together; the other returns an exit status. */
#define SIGN_BATCH_OPTS \
	{ "batch", 0, true, false, "LIST", \
	    N_("sign what this list names (CSV or JSON lines), or -") }, \
	{ "jobs", 'j', true, false, "N", N_("with --batch: that many threads; default 1") }, \
	{ "resume", 0, false, false, NULL, N_("with --batch: leave out what is signed already") }
void sign_check_batch(const struct tool_args *a);
int sign_batch(ecert_ctx *ctx, const struct tool_args *a, const ecert_sign_job *job,
    const ecert_id_opts *id_opts);

#endif
