/* SPDX-License-Identifier: Apache-2.0 */
/* xml_events.c - start and end tags of a part, kept until all of it is known to be
 * in order, then told. */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_plain.h"
#include "xml/xml_priv.h"

#define EVENTS_MAX 65536
#define POOL_MAX   ((size_t)4 * 1024 * 1024)
#define NO_NS      SIZE_MAX

struct eci_xml_event {
	bool     end;
	uint32_t depth, n_attrs;
	size_t   local, ns;      /* in the pool; NO_NS: none */
	size_t   rest;           /* a start's first attribute, an end's text in the pool */
};

struct eci_xml_pair {
	size_t name, value;
};

void
eci_xml_events_free(struct eci_xml_events *ev)
{
	free(ev->v);
	free(ev->attrs);
	free(ev->from);
	eci_buf_free(&ev->pool);
	eci_buf_free(&ev->text);
}

/* Where p will stand, with a 0 behind it. */
static ecert_err
put(struct eci_xml_events *ev, const uint8_t *p, size_t n, size_t *at)
{
	ecert_err e;

	*at = ev->pool.len;
	ev->full |= n >= POOL_MAX - ev->pool.len;
	if (ev->full)
		return ECERT_OK;
	if ((e = eci_buf_room(ev->ctx, &ev->pool, n + 1)) != ECERT_OK)
		return e;
	if (n > 0)
		memcpy(ev->pool.ptr + ev->pool.len, p, n);
	ev->pool.len += n;
	ev->pool.ptr[ev->pool.len++] = 0;
	return ECERT_OK;
}

/* The same for what comes again: *kept is behind its place, 0: it has none. */
static ecert_err
put_once(struct eci_xml_events *ev, struct eci_bytes s, size_t *kept, size_t *at)
{
	ecert_err e;

	if (*kept > 0) {
		*at = *kept - 1;
		return ECERT_OK;
	}
	if ((e = put(ev, s.ptr, s.len, at)) == ECERT_OK && !ev->full)
		*kept = *at + 1;
	return e;
}

static ecert_err
add(struct eci_xml_events *ev, bool end, size_t depth, struct eci_xml_word *name,
    struct eci_xml_spelled *ns)
{
	struct eci_xml_event *new;
	ecert_err e;

	ev->full |= ev->n == EVENTS_MAX;
	if (ev->full)
		return ECERT_OK;
	if ((e = eci_grow(ev->ctx, &ev->v, ev->n, &ev->cap, sizeof(*new))) != ECERT_OK)
		return e;
	new = &ev->v[ev->n];
	new->end = end;
	new->depth = (uint32_t)depth;
	new->n_attrs = 0;
	new->rest = ev->n_attrs;
	new->ns = NO_NS;
	if ((e = put_once(ev, eci_xml_word_local(name), &name->kept_at, &new->local)) == ECERT_OK &&
	    ns != NULL)
		e = put_once(ev, ns->uri, &ns->kept_at, &new->ns);
	ev->n += e == ECERT_OK;
	return e;
}

static ecert_err
add_attr(struct eci_xml_events *ev, const struct eci_xml_plain_attr *a)
{
	struct eci_xml_pair *pair;
	ecert_err e;

	if (ev->full)
		return ECERT_OK;
	if ((e = eci_grow(ev->ctx, &ev->attrs, ev->n_attrs, &ev->cap_attrs,
	    sizeof(*pair))) != ECERT_OK)
		return e;
	pair = &ev->attrs[ev->n_attrs];
	if ((e = put_once(ev, eci_xml_word_local(a->name), &a->name->kept_at,
	    &pair->name)) != ECERT_OK || (e = put(ev, a->value.ptr, a->value.len,
	    &pair->value)) != ECERT_OK)
		return e;
	ev->n_attrs++;
	ev->v[ev->n - 1].n_attrs++;
	return ECERT_OK;
}

static ecert_err
open_element(struct eci_xml_events *ev, size_t depth)
{
	ecert_err e;

	if ((e = eci_grow(ev->ctx, &ev->from, depth, &ev->cap_from, sizeof(*ev->from))) == ECERT_OK)
		ev->from[depth] = ev->text.len;
	return e;
}

static ecert_err
on_start(struct eci_xml_sink *sink, const struct eci_xml_plain_tag *tag)
{
	struct eci_xml_events *ev = sink->arg;
	const struct eci_xml_plain_attr *a = tag->attrs;
	ecert_err e = ECERT_OK;

	if (ev->starts) {
		e = add(ev, false, tag->depth, tag->name, tag->ns);
		for (; a < tag->attrs + tag->n_attrs && e == ECERT_OK; a++)
			if (a->name->prefix == 0)
				e = add_attr(ev, a);
	}
	if (e == ECERT_OK && ev->ends && tag->open)
		e = open_element(ev, tag->depth);
	sink->full = ev->full;
	return e;
}

/* XML 1.0 2.11: a line ends in a line feed. */
ecert_err
eci_xml_add_lines(ecert_ctx *ctx, struct eci_buf *out, const uint8_t *p, size_t n, size_t left)
{
	const uint8_t *end = p + n, *cr;
	ecert_err e = ECERT_OK;
	size_t part;

	while (p < end && left > 0 && e == ECERT_OK) {
		cr = memchr(p, '\r', (size_t)(end - p));
		part = (size_t)((cr != NULL ? cr : end) - p);
		part = part < left ? part : left;
		e = eci_buf_add(ctx, out, p, part);
		left -= part;
		p += part;
		if (p < end && *p == '\r' && left > 0 && e == ECERT_OK) {
			e = eci_buf_add(ctx, out, "\n", 1);
			left--;
			p += end - p > 1 && p[1] == '\n' ? 2 : 1;
		}
	}
	return e;
}

static ecert_err
on_text(struct eci_xml_sink *sink, size_t depth, const uint8_t *p, size_t n, bool more)
{
	struct eci_xml_events *ev = sink->arg;
	size_t have;

	(void)more;
	if (!ev->ends || n == 0)
		return ECERT_OK;
	have = ev->text.len - ev->from[depth];
	return have < ECI_XML_TEXT_MAX ?
	    eci_xml_add_lines(ev->ctx, &ev->text, p, n, ECI_XML_TEXT_MAX - have) : ECERT_OK;
}

static ecert_err
on_end(struct eci_xml_sink *sink, size_t depth, struct eci_xml_word *name,
    struct eci_xml_spelled *ns)
{
	struct eci_xml_events *ev = sink->arg;
	size_t from, to;
	ecert_err e;

	if (!ev->ends)
		return ECERT_OK;
	from = ev->from[depth];
	to = ev->text.len;
	while (!ev->whole && to > from && eci_xml_space(ev->text.ptr[to - 1]))
		to--;
	while (!ev->whole && from < to && eci_xml_space(ev->text.ptr[from]))
		from++;
	if ((e = add(ev, true, depth, name, ns)) == ECERT_OK && !ev->full)
		e = put(ev, from < to ? ev->text.ptr + from : NULL, to - from,
		    &ev->v[ev->n - 1].rest);
	ev->text.len = ev->from[depth];
	sink->full = ev->full;
	return e;
}

ecert_err
eci_xml_plain(ecert_ctx *ctx, const uint8_t *p, size_t n, const struct eci_xml_want *want,
    struct eci_xml_events *out, bool *yes)
{
	struct eci_xml_sink sink = { .start = on_start, .text = on_text, .end = on_end, .arg = out };

	return eci_xml_plain_pass(ctx, p, n, want,
	    ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ELEMENTS), &sink, yes);
}

/* ---- told later ---- */

struct room {
	const char *names[ECI_XML_PLAIN_ATTRS], *values[ECI_XML_PLAIN_ATTRS];
};

static const char *
ns_of(const struct eci_xml_events *ev, const struct eci_xml_event *at)
{
	return at->ns != NO_NS ? (const char *)ev->pool.ptr + at->ns : "";
}

static ecert_err
tell_start(const struct eci_xml_events *ev, const struct eci_xml_event *at, struct room *room,
    eci_xml_start_fn *start, void *arg)
{
	const char *pool = (const char *)ev->pool.ptr;
	const struct eci_xml_tag tag = { pool + at->local, ns_of(ev, at), at->depth, at->n_attrs,
	    room->names, room->values };
	size_t i;

	for (i = 0; i < at->n_attrs; i++) {
		room->names[i] = pool + ev->attrs[at->rest + i].name;
		room->values[i] = pool + ev->attrs[at->rest + i].value;
	}
	return start(arg, ev->ctx, &tag);
}

ecert_err
eci_xml_events_tell(const struct eci_xml_events *ev, eci_xml_start_fn *start,
    eci_xml_end_fn *end, void *arg)
{
	const char *pool = (const char *)ev->pool.ptr;
	const struct eci_xml_event *at;
	struct room room;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < ev->n && e == ECERT_OK; i++) {
		at = &ev->v[i];
		e = !at->end ? tell_start(ev, at, &room, start, arg) :
		    end(arg, ev->ctx, pool + at->local, ns_of(ev, at), pool + at->rest);
	}
	return e;
}
