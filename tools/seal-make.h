/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make.h - the verbs of seal-make. */
#ifndef SEAL_MAKE_H
#define SEAL_MAKE_H

#include "tool.h"

/* argv[0] is the verb; each returns an exit status. */
int seal_make(int argc, char **argv);
int seal_show(int argc, char **argv);
int seal_verify(int argc, char **argv);
int seal_picture(int argc, char **argv);
int seal_status(int argc, char **argv);

/* The seal in path, "-" for standard input.  NULL after a message: *status is
 * TOOL_INVALID when the bytes were read and are no seal; as_json: else its line
 * is on stdout too. */
ecert_seal *seal_load(ecert_ctx *ctx, const char *path, bool as_json, int *status);
/* seal-make_ext.c: extension data as --ext and --ext-critical give it, in that
 * order; whether one of them reads path; the lines of show. */
void seal_add_exts(ecert_ctx *ctx, const struct tool_args *a, ecert_seal_spec *spec);
bool seal_ext_reads(const struct tool_args *a, const char *path);
void seal_ext_lines(const ecert_seal *seal);
/* What of the seal ends soon (seal-make_show.c). */
void seal_remind(const ecert_rules *rules, const char *path, const ecert_seal *seal);
/* json is an object: printed as one line with "file" in front. */
void seal_print_json(const char *path, const char *json);

#endif
