/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_fetch.h - lists and responses over the network. */
#ifndef ECERT_VERIFY_FETCH_H
#define ECERT_VERIFY_FETCH_H

#include "tool.h"

/* Does what --fetch allows; exits with a message where there is no network to be had.
 * To be called before the process is confined. */
void verify_fetch_start(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy);
/* Nothing is fetched afterwards. */
void verify_fetch_end(void);

#endif
