/* SPDX-License-Identifier: Apache-2.0 */
/* sign_parse.c - places in words, as options and lists have them. */
#include "sign/sign_priv.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_MAX 1000000
#define HIT_MAX  1000000

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
	return eci_parse_decimal(first, x) && eci_parse_decimal(comma + 1, y);
}

/* n digits' worth of text, from 1 to max. */
static bool
parse_count(const char *text, size_t n, unsigned max, unsigned *out)
{
	size_t i;

	for (*out = 0, i = 0; i < n && eci_is_digit((unsigned char)text[i]); i++)
		if ((*out = *out * 10 + (unsigned)(text[i] - '0')) > max)
			return false;
	return n > 0 && i == n && *out > 0;
}

static bool
parse_page(const char *text, size_t n, unsigned *page)
{
	if (n == 4 && memcmp(text, "last", 4) == 0) {
		*page = ECERT_LAST_PAGE;
		return true;
	}
	return parse_count(text, n, PAGE_MAX, page);
}

ecert_err
ecert_sign_opts_parse_place(ecert_ctx *ctx, ecert_sign_opts *opts, const char *text)
{
	const char *colon = strchr(text, ':');
	unsigned page = 0;
	double x, y;

	eci_clear(ctx);
	if (colon == NULL || !parse_page(text, (size_t)(colon - text), &page) ||
	    !parse_xy(colon + 1, &x, &y))
		return eci_fail(ctx, ECERT_E_ARG, "not PAGE:X,Y: %.200s", text);
	return ecert_sign_opts_add_place(ctx, opts, page, x, y);
}

ecert_err
ecert_sign_opts_parse_every_page(ecert_ctx *ctx, ecert_sign_opts *opts, const char *text)
{
	double x, y;

	eci_clear(ctx);
	if (!parse_xy(text, &x, &y))
		return eci_fail(ctx, ECERT_E_ARG, "not X,Y: %.200s", text);
	return ecert_sign_opts_add_place(ctx, opts, ECERT_EVERY_PAGE, x, y);
}

static bool
parse_hit(const char *text, unsigned *hit)
{
	if (text == NULL || strcmp(text, "every") == 0)
		*hit = ECERT_EVERY_HIT;
	else if (strcmp(text, "last") == 0)
		*hit = ECERT_LAST_HIT;
	else
		return parse_count(text, strlen(text), HIT_MAX, hit);
	return true;
}

ecert_err
ecert_sign_opts_parse_text_place(ecert_ctx *ctx, ecert_sign_opts *opts, const char *text,
    const char *hit)
{
	const char *colon = strrchr(text, ':');
	size_t n = strlen(text);
	double dx = 0, dy = 0;
	char *words = NULL;
	unsigned which = 0;
	ecert_err e;

	eci_clear(ctx);
	if (!parse_hit(hit, &which))
		return eci_fail(ctx, ECERT_E_ARG, "hit: not a number from 1, last or every: "
		    "%.200s", hit);
	/* Only what is two numbers after the last colon is an offset. */
	if (colon != NULL && parse_xy(colon + 1, &dx, &dy))
		n = (size_t)(colon - text);
	else
		dx = dy = 0;
	if (n == 0)
		return eci_fail(ctx, ECERT_E_ARG, "no text: %.200s", text);
	if ((e = eci_strndup(ctx, text, n, &words)) == ECERT_OK)
		e = ecert_sign_opts_add_text_place(ctx, opts, words, which, dx, dy);
	free(words);
	return e;
}

/* left|right|top|bottom[:OFFSET] */
static bool
parse_ride(const char *text, int32_t *edge, double *offset)
{
	static const struct { const char *name; int32_t edge; } edges[] = {
		{ "left", ECERT_EDGE_LEFT }, { "right", ECERT_EDGE_RIGHT },
		{ "top", ECERT_EDGE_TOP }, { "bottom", ECERT_EDGE_BOTTOM },
	};
	size_t n = strcspn(text, ":"), i;

	*offset = ECERT_RIDE_CENTRED;
	if (text[n] == ':' && (!eci_parse_decimal(text + n + 1, offset) || *offset < 0))
		return false;
	for (i = 0; i < ECI_COUNT(edges); i++)
		if (strlen(edges[i].name) == n && memcmp(text, edges[i].name, n) == 0) {
			*edge = edges[i].edge;
			return true;
		}
	return false;
}

ecert_err
ecert_sign_opts_parse_ride(ecert_ctx *ctx, ecert_sign_opts *opts, const char *text)
{
	double offset;
	int32_t edge = 0;

	eci_clear(ctx);
	if (!parse_ride(text, &edge, &offset))
		return eci_fail(ctx, ECERT_E_ARG, "not left|right|top|bottom[:OFFSET]: %.200s", text);
	return ecert_sign_opts_add_ride(ctx, opts, edge, offset);
}
