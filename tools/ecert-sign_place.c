/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_place.c - where the seal stands: PAGE:X,Y. */
#include <string.h>

#include "ecert-sign.h"

#define PAGE_MAX 1000000

static _Noreturn void
not_a_place(const struct setting *s, const char *form)
{
	if (s->where == NULL)
		tool_usage(_("--%s: not %s: %s"), s->key, form, s->value);
	tool_fail(_("%s: %s: not %s: %s"), s->where, s->key, form, s->value);
	tool_quit();
}

/* "X,Y" */
static bool
parse_xy(const char *text, double *x, double *y)
{
	const char *comma = strchr(text, ',');
	char first[64];
	size_t n = comma != NULL ? (size_t)(comma - text) : 0;

	if (n == 0 || n >= sizeof(first))
		return false;
	memcpy(first, text, n);
	first[n] = '\0';
	return tool_mm(first, x) && tool_mm(comma + 1, y);
}

/* Digits or "last"; 0 is no page. */
static bool
parse_page(const char *text, size_t n, unsigned *page)
{
	size_t i;

	if (n == 4 && memcmp(text, "last", 4) == 0) {
		*page = ECERT_LAST_PAGE;
		return true;
	}
	for (*page = 0, i = 0; i < n && text[i] >= '0' && text[i] <= '9'; i++)
		if ((*page = *page * 10 + (unsigned)(text[i] - '0')) > PAGE_MAX)
			return false;
	return n > 0 && i == n && *page > 0;
}

static void
add(ecert_ctx *ctx, ecert_sign_opts *opts, const struct setting *s)
{
	const char *colon = strchr(s->value, ':');
	double x = 0, y = 0;
	unsigned page = 0;

	if (colon == NULL || !parse_page(s->value, (size_t)(colon - s->value), &page) ||
	    !parse_xy(colon + 1, &x, &y))
		not_a_place(s, "PAGE:X,Y");
	tool_must_set(ctx, s->where, s->key, s->value,
	    ecert_sign_opts_add_place(ctx, opts, page, x, y));
}

static void
add_every(ecert_ctx *ctx, ecert_sign_opts *opts, const struct setting *s)
{
	double x = 0, y = 0;

	if (!parse_xy(s->value, &x, &y))
		not_a_place(s, "X,Y");
	tool_must(ctx, s->value, ecert_sign_opts_add_place(ctx, opts, ECERT_EVERY_PAGE, x, y));
}

void
sign_add_places(ecert_ctx *ctx, const struct tool_args *a, ecert_sign_opts *opts)
{
	struct setting s = { "place", NULL, NULL }, every = { "every-page", NULL, NULL };
	size_t i;

	for (i = 0; (s.value = tool_get_nth(a, "place", i)) != NULL; i++)
		add(ctx, opts, &s);
	if ((every.value = tool_get(a, "every-page")) != NULL)
		add_every(ctx, opts, &every);
	else if (i == 0)
		for (; (s.value = tool_conf("place", i)) != NULL; i++) {
			s.where = tool_conf_where("place", i);
			add(ctx, opts, &s);
		}
}
