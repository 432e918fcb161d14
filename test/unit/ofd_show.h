/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_show.h - what was read of a page, as a line that tests can compare. */
#ifndef OFD_SHOW_H
#define OFD_SHOW_H

#include <stdio.h>

#include "ofd/ofd_text.h"
#include "unit.h"

/* Glyphs of a run "A@0,5 B@2.5,5", runs apart by " | "; what does not fit is left
 * out. */
static inline const char *
show(const struct eci_ofd_shown *s)
{
	static char out[4096];
	char x[32], y[32], cp[5];
	size_t r, i, n = 0;

	out[0] = '\0';
	for (r = 0; r < s->n_runs; r++)
		for (i = 0; i < s->runs[r].n && n < sizeof(out); i++) {
			const struct eci_ofd_glyph *g = &s->glyphs[s->runs[r].first + i];

			cp[eci_utf8_put(g->cp, cp)] = '\0';
			n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%s@%s,%s", i > 0 ? " " :
			    r > 0 ? " | " : "", cp, eci_format_mm(g->x, x), eci_format_mm(g->y, y));
		}
	return out;
}

/* A run of its own: quarter says which way it is read. */
static inline void
add_text(ecert_ctx *ctx, struct eci_ofd_shown *s, const char *text, double x, double y,
    double em, int quarter)
{
	static const double way[4][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
	size_t left = strlen(text), n;
	struct eci_ofd_run r = { { em, 0 }, { 0, em }, { way[quarter][0], way[quarter][1] },
	    s->n_glyphs, 0 };
	uint32_t cp = 0;
	double step;

	for (; left > 0; text += n, left -= n, r.n++) {
		n = eci_utf8_next(text, left, &cp);
		CHECK_OK(ctx, eci_grow(ctx, &s->glyphs, s->n_glyphs, &s->cap_glyphs,
		    sizeof(*s->glyphs)));
		s->glyphs[s->n_glyphs++] = (struct eci_ofd_glyph){ cp, x, y };
		step = eci_ofd_advance(&r, cp);
		x += step * way[quarter][0];
		y += step * way[quarter][1];
	}
	CHECK_OK(ctx, eci_grow(ctx, &s->runs, s->n_runs, &s->cap_runs, sizeof(r)));
	s->runs[s->n_runs++] = r;
}

#endif
