/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_view_path.c - whether what an object draws reaches into a box.  Boundaries
 * are often far larger than what is drawn: tables and frames are paths over the
 * whole page.  So a path's strokes are looked at piece by piece, by boxes around
 * them; that errs to "touches" for curves and slanting lines alone.
 */
#include "ofd/ofd.h"

#include <math.h>
#include <string.h>

#include "ofd/ofd_text.h"

#define SLACK 0.05            /* mm: what meets at an edge does not cover */

/* left, top, right, bottom */
struct span { double v[4]; };

static void
widen(struct span *s, const double p[2])
{
	s->v[0] = p[0] < s->v[0] ? p[0] : s->v[0];
	s->v[1] = p[1] < s->v[1] ? p[1] : s->v[1];
	s->v[2] = p[0] > s->v[2] ? p[0] : s->v[2];
	s->v[3] = p[1] > s->v[3] ? p[1] : s->v[3];
}

static struct span
at_point(const double p[2])
{
	return (struct span){ { p[0], p[1], p[0], p[1] } };
}

static bool
meets(const struct span *s, const double box[4], double more)
{
	return s->v[0] - more < box[0] + box[2] - SLACK && s->v[2] + more > box[0] + SLACK &&
	    s->v[1] - more < box[1] + box[3] - SLACK && s->v[3] + more > box[1] + SLACK;
}

static bool
holds(const struct span *s, const double box[4])
{
	return s->v[0] <= box[0] + SLACK && s->v[1] <= box[1] + SLACK &&
	    s->v[2] >= box[0] + box[2] - SLACK && s->v[3] >= box[1] + box[3] - SLACK;
}

/* A path while it is followed. */
struct trace {
	const struct eci_ofd_object *o;
	const double                *box;
	double                       half;         /* of the line's width, on the page */
	double                       at[2], first[2];
	struct span                  all;          /* of the subpath */
	bool                         any, touches, ground;
};

static void
piece(struct trace *t, const struct span *s)
{
	if (t->o->stroke && meets(s, t->box, t->half))
		t->touches = true;
}

/* The area of the subpath that ends here, which is filled as if closed. */
static void
end_subpath(struct trace *t)
{
	if (t->any && t->o->fill && meets(&t->all, t->box, 0)) {
		if (holds(&t->all, t->box))
			t->ground = true;
		else
			t->touches = true;
	}
	t->any = false;
}

static void
begin_subpath(struct trace *t, const double p[2])
{
	end_subpath(t);
	memcpy(t->first, p, sizeof(t->first));
	memcpy(t->at, p, sizeof(t->at));
	t->all = at_point(p);
	t->any = true;
}

/* To the last of n points; those before lead the curve, which stays within the
 * box around all. */
static void
draw_to(struct trace *t, double p[3][2], size_t n, double swell)
{
	struct span s = at_point(t->at);
	size_t i;

	for (i = 0; i < n; i++)
		widen(&s, p[i]);
	s.v[0] -= swell;
	s.v[1] -= swell;
	s.v[2] += swell;
	s.v[3] += swell;
	piece(t, &s);
	widen(&t->all, &s.v[0]);
	widen(&t->all, &s.v[2]);
	memcpy(t->at, p[n - 1], sizeof(t->at));
}

/* How far along either axis of the page a length of the path's space reaches. */
static double
scale_of(const double m[6])
{
	double x = fabs(m[0]) + fabs(m[2]), y = fabs(m[1]) + fabs(m[3]);

	return x > y ? x : y;
}

/* An arc reaches no further from its ends than its larger diameter. */
static void
apply(struct trace *t, char op, const double *v)
{
	double p[3][2], radius;
	size_t i, n = op == 'B' ? 3 : op == 'Q' ? 2 : 1;

	if (op == 'C') {
		memcpy(p[0], t->first, sizeof(p[0]));
		draw_to(t, p, 1, 0);
		return;
	}
	for (i = 0; i < n; i++)
		eci_ofd_apply(t->o->m, op == 'A' ? &v[5] : &v[2 * i], p[i]);
	radius = op == 'A' ? 2 * (fabs(v[0]) > fabs(v[1]) ? fabs(v[0]) : fabs(v[1])) *
	    scale_of(t->o->m) : 0;
	if (op == 'S' || op == 'M')
		begin_subpath(t, p[0]);
	else
		draw_to(t, p, n, radius);
}

static size_t
operands(char op)
{
	static const char ops[] = "SMLQBAC";
	static const size_t n[] = { 2, 2, 2, 4, 6, 7, 0 };
	const char *at = op != '\0' ? strchr(ops, op) : NULL;

	return at != NULL ? n[at - ops] : SIZE_MAX;
}

/* False where the data are none. */
static bool
follow(struct trace *t)
{
	const char *at = t->o->data;
	double v[7];
	size_t i, n;
	char op;

	for (;;) {
		at += strspn(at, " \t\r\n");
		if (*at == '\0')
			break;
		op = *at++;
		if ((n = operands(op)) == SIZE_MAX)
			return false;
		for (i = 0; i < n; i++)
			if (!eci_ofd_next_number(&at, &v[i]))
				return false;
		apply(t, op, v);
	}
	end_subpath(t);
	return true;
}

static enum eci_ofd_touch
touch_box(const struct eci_ofd_object *o, const double box[4])
{
	struct span s = { { o->box[0], o->box[1], o->box[0] + o->box[2], o->box[1] + o->box[3] } };

	if (!meets(&s, box, 0))
		return ECI_OFD_CLEAR;
	/* Text reaches into what its box holds; a picture may be what lies below. */
	return holds(&s, box) && strcmp(o->what, "TextObject") != 0 ? ECI_OFD_GROUND :
	    ECI_OFD_TOUCHES;
}

enum eci_ofd_touch
eci_ofd_touch(const struct eci_ofd_object *o, const double box[4])
{
	struct trace t = { .o = o, .box = box, .half = o->line / 2 * scale_of(o->m) };
	enum eci_ofd_touch whole = touch_box(o, box);

	if (whole == ECI_OFD_CLEAR || strcmp(o->what, "PathObject") != 0 || !follow(&t))
		return whole;
	return t.touches ? ECI_OFD_TOUCHES : t.ground ? ECI_OFD_GROUND : ECI_OFD_CLEAR;
}
