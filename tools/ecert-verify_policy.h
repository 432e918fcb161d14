/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_policy.h - what is demanded beyond the standards. */
#ifndef ECERT_VERIFY_POLICY_H
#define ECERT_VERIFY_POLICY_H

#include "tool.h"

/* Adds what --policy and --expect ask for; exits with a message where it cannot be
 * read, or is asked of more than one document. */
void verify_add_demands(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy);

#endif
