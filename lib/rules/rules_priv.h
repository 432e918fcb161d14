/* SPDX-License-Identifier: Apache-2.0 */
/* rules_priv.h - what the files of this layer share. */
#ifndef ECI_RULES_PRIV_H
#define ECI_RULES_PRIV_H

#include "rules/rules.h"

struct ecert_rules {
	struct eci_rules r;
};

/* A line of the text: where it stands, and its parts without blanks around. */
struct eci_rule_line {
	const char       *name;        /* of the text, escaped */
	unsigned          number;
	enum eci_strength strength;
	const char       *key, *value, *clause;   /* clause: "" where there is none */
};
/* "NAME:LINE: text"; ECERT_E_CONFIG. */
ecert_err eci_rules_bad(ecert_ctx *ctx, const struct eci_rule_line *line, const char *fmt, ...)
    ECI_PRINTF(3, 4);

/* rules_key.c: one line into r. */
ecert_err eci_rules_set(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r);
/* rules_value.c: values of each kind. */
ecert_err eci_rules_yes(ecert_ctx *ctx, const struct eci_rule_line *line);
ecert_err eci_rules_number(ecert_ctx *ctx, const struct eci_rule_line *line, unsigned max,
    unsigned *out);
ecert_err eci_rules_period(ecert_ctx *ctx, const struct eci_rule_line *line,
    struct eci_period *out);
/* Words of a table, separated by commas; each stands for a bit. */
struct eci_rule_word {
	const char *word;
	unsigned    bit;
};
ecert_err eci_rules_words(ecert_ctx *ctx, const struct eci_rule_line *line,
    const struct eci_rule_word *table, size_t n, unsigned *out);
ecert_err eci_rules_item(ecert_ctx *ctx, const struct eci_rule_line *line,
    struct eci_rule_items *out);
bool eci_rules_is_oid(const char *s);

#endif
