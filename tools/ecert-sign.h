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

/* Ends the tool where out is a file the run needs. */
void sign_guard_out(const struct tool_args *a, const char *out);

#endif
