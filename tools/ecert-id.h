/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-id.h - what the verbs of ecert-id share. */
#ifndef ECERT_ID_TOOL_H
#define ECERT_ID_TOOL_H

#include "tool.h"

int id_new(int argc, char **argv);
int id_parse(int argc, char **argv);
int id_next(int argc, char **argv);
int id_check(int argc, char **argv);
int id_name(int argc, char **argv);
int id_get(int argc, char **argv);
int id_set(int argc, char **argv);

/* Rows for the options id_read_opts() knows. */
#define ID_OPT_ROOT { "root", 0, true, true, "OID", N_("a root to know; repeatable; else from the configuration") }
#define ID_OPT_STRICT { "strict", 0, false, false, NULL, N_("refuse what departs from the canonical form") }
#define ID_OPT_END { NULL, 0, false, false, NULL, NULL }

/* --root and --strict, or the configuration; exits when one is wrong. */
ecert_id_opts *id_read_opts(ecert_ctx *ctx, const struct tool_args *a);
/* One line: the canonical form, or one JSON object. */
void id_print(const struct tool_args *a, const ecert_id *id);
/* The members of an object the caller opens and closes. */
void id_json_members(FILE *f, const ecert_id *id);
/* ,"error":{...} for the last fault on ctx. */
void id_json_error(FILE *f, const ecert_ctx *ctx);
/* The line of a verb that failed: as tool_json_fail(), "error" being an object as
 * everywhere in ecert-id. */
void id_json_fail(const ecert_ctx *ctx, const char *key, const char *value, ecert_err e,
    const char *message);
/* The same of a file, to any stream; ctx may be NULL where there is no fault to tell. */
void id_json_file(FILE *f, const ecert_ctx *ctx, const char *file, ecert_err e,
    const char *message);
/* A warning per deviation. */
void id_warn_deviations(const ecert_id *id);

#endif
