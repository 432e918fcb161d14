/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert/rules.h - what a policy demands of certificates, algorithms and lists
 * beyond the standards, as data: see ecert-policy(5).
 */
#ifndef ECERT_RULES_H
#define ECERT_RULES_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_rules ecert_rules;      /* immutable */

/* "metrology", "yuegang"; ECERT_E_NOTFOUND for another name. */
ECERT_API ecert_err ecert_rules_builtin(ecert_ctx *ctx, const char *name,
    ecert_rules **out);
/* The names of those, from 0; NULL after the last. */
ECERT_API const char *ecert_rules_builtin_name(size_t i);
/* The text of ecert-policy(5); name appears in messages, and is copied.
 * ECERT_E_CONFIG: what is wrong and in which line. */
ECERT_API ecert_err ecert_rules_load(ecert_ctx *ctx, const char *text, size_t len,
    const char *name, ecert_rules **out);
ECERT_API ecert_err ecert_rules_load_file(ecert_ctx *ctx, const char *path,
    ecert_rules **out);
ECERT_API void ecert_rules_free(ecert_rules *rules);
ECERT_API const char *ecert_rules_name(const ecert_rules *rules);
/* What it is the policy of, in "zh" or "en". */
ECERT_API const char *ecert_rules_title(const ecert_rules *rules, const char *lang);

/*
 * How pressing it is at now that a certificate or seal ends at until (UTC seconds,
 * its last one): within the longest time the policy has for reminders, within the
 * shortest of several, over.  rules may be NULL: never.
 */
typedef int32_t ecert_reminder;

enum {
	ECERT_REMIND_NONE = 0,
	ECERT_REMIND_SOON = 1,
	ECERT_REMIND_URGENT = 2,
	ECERT_REMIND_ENDED = 3
};

ECERT_API ecert_reminder ecert_rules_reminder(const ecert_rules *rules, int64_t until,
    int64_t now);

#ifdef __cplusplus
}
#endif
#endif
