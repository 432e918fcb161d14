/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_place.c - where the seal stands: on places, on text, across pages. */
#include <stdlib.h>
#include <string.h>

#include "ecert-sign.h"

#define PAGES_MAX 1000000

/* What the library says of a value; one of an option is a matter of usage. */
static void
check(ecert_ctx *ctx, const struct setting *s, ecert_err e)
{
	if (e == ECERT_OK)
		return;
	if (e != ECERT_E_ARG)
		tool_must_set(ctx, s->where, s->key, s->value, e);
	if (s->where == NULL)
		tool_usage("--%s: %s", s->key, tool_phrase(ctx, ecert_errmsg(ctx)));
	tool_fail("%s: %s: %s", s->where, s->key, tool_phrase(ctx, ecert_errmsg(ctx)));
	tool_quit();
}

static void
add_texts(ecert_ctx *ctx, const struct tool_args *a, ecert_sign_opts *opts)
{
	struct setting s = { "place-at", NULL, NULL };
	const char *hit = tool_get(a, "hit");
	size_t i;

	for (i = 0; (s.value = tool_get_nth(a, "place-at", i)) != NULL; i++)
		check(ctx, &s, ecert_sign_opts_parse_text_place(ctx, opts, s.value, hit));
}

static void
add_rides(ecert_ctx *ctx, const struct tool_args *a, ecert_sign_opts *opts)
{
	struct setting s = { "ride", NULL, NULL };
	const char *v;
	size_t i;

	for (i = 0; (s.value = tool_get_nth(a, "ride", i)) != NULL; i++)
		check(ctx, &s, ecert_sign_opts_parse_ride(ctx, opts, s.value));
	if ((v = tool_get(a, "ride-pages")) != NULL)
		tool_must(ctx, "--ride-pages", ecert_sign_opts_set_ride_pages(ctx, opts,
		    (unsigned)tool_uint("ride-pages", v, PAGES_MAX)));
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
	size_t i;

	for (i = 0; (s.value = tool_get_nth(a, "place", i)) != NULL; i++)
		check(ctx, &s, ecert_sign_opts_parse_place(ctx, opts, s.value));
	add_texts(ctx, a, opts);
	add_rides(ctx, a, opts);
	if ((every.value = tool_get(a, "every-page")) != NULL)
		check(ctx, &every, ecert_sign_opts_parse_every_page(ctx, opts, every.value));
	else if (i == 0 && !tool_has(a, "place-at"))
		for (; (s.value = tool_conf("place", i)) != NULL; i++) {
			s.where = tool_conf_where("place", i);
			check(ctx, &s, ecert_sign_opts_parse_place(ctx, opts, s.value));
		}
}
