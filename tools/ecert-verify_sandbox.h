/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_sandbox.h - nothing but the documents from here on. */
#ifndef ECERT_VERIFY_SANDBOX_H
#define ECERT_VERIFY_SANDBOX_H

#include "tool.h"

/* Confines the process to reading the documents named on the command line, and to
 * writing to what is open, unless --no-sandbox was given.  What the system lacks for
 * that is said. */
void verify_sandbox(const struct tool_args *args, ecert_ctx *ctx,
    const ecert_policy *policy);

#endif
