/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_place.c - where the seal stands: on places, on text, across pages. */
#include <stdlib.h>
#include <string.h>

#include "ecert-sign.h"

#define PAGE_MAX 1000000
#define HIT_MAX  1000000

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

/* ---- on text ---- */

/* TEXT[:DX,DY]; only what is two numbers after the last colon is an offset. */
static char *
parse_text(const char *value, double *dx, double *dy)
{
	const char *colon = strrchr(value, ':');
	size_t n = strlen(value);
	char *text;

	*dx = *dy = 0;
	if (colon != NULL && parse_xy(colon + 1, dx, dy))
		n = (size_t)(colon - value);
	else
		*dx = *dy = 0;
	if (n == 0)
		tool_usage(_("--place-at: no text: %s"), value);
	if ((text = malloc(n + 1)) == NULL) {
		tool_fail(_("out of memory"));
		tool_quit();
	}
	memcpy(text, value, n);
	text[n] = '\0';
	return text;
}

static unsigned
parse_hit(const char *value)
{
	unsigned n = 0;
	const char *p;

	if (value == NULL || strcmp(value, "every") == 0)
		return ECERT_EVERY_HIT;
	if (strcmp(value, "last") == 0)
		return ECERT_LAST_HIT;
	for (p = value; *p >= '0' && *p <= '9' && n <= HIT_MAX; p++)
		n = n * 10 + (unsigned)(*p - '0');
	if (*p != '\0' || n == 0 || n > HIT_MAX)
		tool_usage(_("--hit: not a number from 1, last or every: %s"), value);
	return n;
}

static void
add_text(ecert_ctx *ctx, ecert_sign_opts *opts, const char *value, unsigned hit)
{
	double dx, dy;
	char *text = parse_text(value, &dx, &dy);
	ecert_err e = ecert_sign_opts_add_text_place(ctx, opts, text, hit, dx, dy);

	free(text);
	tool_must(ctx, "--place-at", e);
}

/* ---- across pages ---- */

/* left|right|top|bottom[:OFFSET] */
static bool
parse_ride(const char *value, int32_t *edge, double *offset)
{
	static const struct { const char *name; int32_t edge; } edges[] = {
		{ "left", ECERT_EDGE_LEFT }, { "right", ECERT_EDGE_RIGHT },
		{ "top", ECERT_EDGE_TOP }, { "bottom", ECERT_EDGE_BOTTOM },
	};
	size_t n = strcspn(value, ":"), i;

	*offset = ECERT_RIDE_CENTRED;
	if (value[n] == ':' && (!tool_mm(value + n + 1, offset) || *offset < 0))
		return false;
	for (i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
		if (strlen(edges[i].name) == n && memcmp(value, edges[i].name, n) == 0) {
			*edge = edges[i].edge;
			return true;
		}
	return false;
}

static void
add_rides(ecert_ctx *ctx, const struct tool_args *a, ecert_sign_opts *opts)
{
	unsigned seen = 0;
	const char *v;
	double offset;
	int32_t edge = 0;
	size_t i;

	for (i = 0; (v = tool_get_nth(a, "ride", i)) != NULL; i++) {
		if (!parse_ride(v, &edge, &offset))
			tool_usage(_("--%s: not %s: %s"), "ride", "left|right|top|bottom[:OFFSET]", v);
		if ((seen & 1u << edge) != 0)
			tool_usage(_("--ride: two at one edge: %s"), v);
		seen |= 1u << edge;
		tool_must(ctx, v, ecert_sign_opts_add_ride(ctx, opts, edge, offset));
	}
	if ((v = tool_get(a, "ride-pages")) != NULL)
		tool_must(ctx, "--ride-pages", ecert_sign_opts_set_ride_pages(ctx, opts,
		    (unsigned)tool_uint("ride-pages", v, PAGE_MAX)));
	ecert_sign_opts_set_ride_two_sided(opts, tool_has(a, "ride-two-sided"));
}

void
sign_check_places(const struct tool_args *a)
{
	static const char *const pairs[][2] = { { "hit", "place-at" }, { "ride-pages", "ride" },
		{ "ride-two-sided", "ride" } };
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (tool_has(a, pairs[i][0]) && !tool_has(a, pairs[i][1]))
			tool_usage(_("--%s needs --%s"), pairs[i][0], pairs[i][1]);
}

void
sign_add_places(ecert_ctx *ctx, const struct tool_args *a, ecert_sign_opts *opts)
{
	struct setting s = { "place", NULL, NULL }, every = { "every-page", NULL, NULL };
	unsigned hit = parse_hit(tool_get(a, "hit"));
	const char *text;
	size_t i, k;

	for (i = 0; (s.value = tool_get_nth(a, "place", i)) != NULL; i++)
		add(ctx, opts, &s);
	for (k = 0; (text = tool_get_nth(a, "place-at", k)) != NULL; k++)
		add_text(ctx, opts, text, hit);
	add_rides(ctx, a, opts);
	if ((every.value = tool_get(a, "every-page")) != NULL)
		add_every(ctx, opts, &every);
	else if (i + k == 0)
		for (; (s.value = tool_conf("place", i)) != NULL; i++) {
			s.where = tool_conf_where("place", i);
			add(ctx, opts, &s);
		}
}
