/* SPDX-License-Identifier: Apache-2.0 */
/* rules_value.c - what may stand behind the keys of a policy. */
#include <stdlib.h>
#include <string.h>

#include "rules/rules_priv.h"

#define MAX_ITEMS 64
#define DAY INT64_C(86400)

ecert_err
eci_rules_yes(ecert_ctx *ctx, const struct eci_rule_line *line)
{
	/* "no" would read as taking a demand back, which no policy can. */
	if (strcmp(line->value, "yes") != 0)
		return eci_rules_bad(ctx, line, "%s: only yes can stand here; leave the line out "
		    "where nothing is asked", line->key);
	return ECERT_OK;
}

ecert_err
eci_rules_number(ecert_ctx *ctx, const struct eci_rule_line *line, unsigned max, unsigned *out)
{
	uint64_t n;

	if (!eci_parse_uint(line->value, max, &n) || n == 0)
		return eci_rules_bad(ctx, line, "%s: a number from 1 to %u is needed", line->key,
		    max);
	*out = (unsigned)n;
	return ECERT_OK;
}

ecert_err
eci_rules_period(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_period *out)
{
	size_t len = strlen(line->value);
	char digits[8], unit = line->value[len - 1];
	uint64_t n = 0;

	if (len > sizeof(digits))
		unit = '?';
	else {
		memcpy(digits, line->value, len - 1);
		digits[len - 1] = '\0';
		if (!eci_parse_uint(digits, 1000000, &n) || n == 0)
			unit = '?';
	}
	switch (unit) {
	case 'y':
		if (n > 1000)
			break;
		*out = (struct eci_period){ true, (int64_t)n };
		return ECERT_OK;
	case 'd':
		*out = (struct eci_period){ false, (int64_t)n * DAY };
		return ECERT_OK;
	case 'h':
		*out = (struct eci_period){ false, (int64_t)n * 3600 };
		return ECERT_OK;
	default:
		break;
	}
	return eci_rules_bad(ctx, line, "%s: a length of time is needed: 5y, 60d or 24h",
	    line->key);
}

int64_t
eci_period_after(int64_t t, const struct eci_period *p)
{
	struct eci_civil c;

	if (!p->years)
		return t + p->n;
	/* A year after 29 February is 1 March: the day is counted on. */
	eci_civil_of(t, &c);
	c.year += p->n;
	return eci_time_of(&c);
}

static bool
same(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && memcmp(s, word, n) == 0;
}

ecert_err
eci_rules_words(ecert_ctx *ctx, const struct eci_rule_line *line,
    const struct eci_rule_word *table, size_t n, unsigned *out)
{
	const char *s = line->value;
	size_t len, blanks, i;

	for (;;) {
		s += strspn(s, " \t");
		len = strcspn(s, ",");
		for (blanks = 0; blanks < len && strchr(" \t", s[len - blanks - 1]) != NULL;)
			blanks++;
		for (i = 0; i < n && !same(s, len - blanks, table[i].word); i++)
			;
		if (i == n)
			return eci_rules_bad(ctx, line, "%s: unknown value: %.100s", line->key,
			    line->value);
		*out |= table[i].bit;
		if (s[len] == '\0')
			return ECERT_OK;
		s += len + 1;
	}
}

ecert_err
eci_rules_item(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rule_items *out)
{
	struct eci_rule_item *item;
	ecert_err e;
	size_t i;

	for (i = 0; i < out->n; i++)
		if (strcmp(out->v[i].text, line->value) == 0)
			return eci_rules_bad(ctx, line, "%s given twice: %.100s", line->key,
			    line->value);
	if (out->n == MAX_ITEMS)
		return eci_rules_bad(ctx, line, "%s: more than %d", line->key, MAX_ITEMS);
	if ((e = eci_grow(ctx, &out->v, out->n, &out->cap, sizeof(*out->v))) != ECERT_OK)
		return e;
	item = &out->v[out->n++];
	*item = (struct eci_rule_item){ .strength = line->strength };
	if ((e = eci_strdup(ctx, line->value, &item->text)) == ECERT_OK)
		e = eci_strdup(ctx, line->clause, &item->clause);
	return e;
}

/* Dotted decimal, two arcs and more, no leading zeros (X.660 7.6). */
bool
eci_rules_is_oid(const char *s)
{
	size_t n, arcs = 0;

	if (strlen(s) > 200 || s[0] > '2')
		return false;
	for (;; s++) {
		n = strspn(s, "0123456789");
		if (n == 0 || (n > 1 && s[0] == '0'))
			return false;
		arcs++;
		s += n;
		if (*s == '\0')
			return arcs >= 2;
		if (*s != '.')
			return false;
	}
}
