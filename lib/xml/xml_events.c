/* SPDX-License-Identifier: Apache-2.0 */
/* xml_events.c - start and end tags of a part, kept until all of it is known to be
 * in order, then told. */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_priv.h"

#define EVENTS_MAX 65536
#define POOL_MAX   ((size_t)4 * 1024 * 1024)

struct eci_xml_event {
	bool     end;
	uint32_t depth, n_attrs;
	size_t   local, ns;      /* in the pool */
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

static ecert_err
put(struct eci_xml_events *ev, const uint8_t *p, size_t n, size_t *at)
{
	ecert_err e;

	*at = ev->pool.len;
	ev->full |= n > POOL_MAX - ev->pool.len;
	if (ev->full)
		return ECERT_OK;
	if (n > 0 && (e = eci_buf_add(ev->ctx, &ev->pool, p, n)) != ECERT_OK)
		return e;
	return eci_buf_add(ev->ctx, &ev->pool, "", 1);
}

static ecert_err
add(struct eci_xml_events *ev, bool end, size_t depth, struct eci_bytes local,
    struct eci_bytes ns)
{
	struct eci_xml_event new = { .end = end, .depth = (uint32_t)depth, .rest = ev->n_attrs };
	ecert_err e;

	ev->full |= ev->n == EVENTS_MAX;
	if (ev->full)
		return ECERT_OK;
	if ((e = eci_grow(ev->ctx, &ev->v, ev->n, &ev->cap, sizeof(new))) != ECERT_OK ||
	    (e = put(ev, local.ptr, local.len, &new.local)) != ECERT_OK ||
	    (e = put(ev, ns.ptr, ns.len, &new.ns)) != ECERT_OK)
		return e;
	ev->v[ev->n++] = new;
	return ECERT_OK;
}

ecert_err
eci_xml_event_start(struct eci_xml_events *ev, size_t depth, struct eci_bytes local,
    struct eci_bytes ns)
{
	return ev->starts ? add(ev, false, depth, local, ns) : ECERT_OK;
}

ecert_err
eci_xml_event_attr(struct eci_xml_events *ev, struct eci_bytes name, struct eci_bytes value)
{
	struct eci_xml_pair pair;
	ecert_err e;

	if (!ev->starts || ev->full)
		return ECERT_OK;
	if ((e = eci_grow(ev->ctx, &ev->attrs, ev->n_attrs, &ev->cap_attrs,
	    sizeof(pair))) != ECERT_OK ||
	    (e = put(ev, name.ptr, name.len, &pair.name)) != ECERT_OK ||
	    (e = put(ev, value.ptr, value.len, &pair.value)) != ECERT_OK)
		return e;
	ev->attrs[ev->n_attrs++] = pair;
	ev->v[ev->n - 1].n_attrs++;
	return ECERT_OK;
}

ecert_err
eci_xml_event_open(struct eci_xml_events *ev, size_t depth)
{
	ecert_err e;

	if (!ev->ends)
		return ECERT_OK;
	if ((e = eci_grow(ev->ctx, &ev->from, depth, &ev->cap_from, sizeof(*ev->from))) == ECERT_OK)
		ev->from[depth] = ev->text.len;
	return e;
}

/* XML 1.0 2.11: a line ends in a line feed. */
static ecert_err
add_lines(struct eci_xml_events *ev, const uint8_t *p, size_t n, size_t left)
{
	const uint8_t *end = p + n, *cr;
	ecert_err e = ECERT_OK;
	size_t part;

	while (p < end && left > 0 && e == ECERT_OK) {
		cr = memchr(p, '\r', (size_t)(end - p));
		part = (size_t)((cr != NULL ? cr : end) - p);
		part = part < left ? part : left;
		e = eci_buf_add(ev->ctx, &ev->text, p, part);
		left -= part;
		p += part;
		if (p < end && *p == '\r' && left > 0 && e == ECERT_OK) {
			e = eci_buf_add(ev->ctx, &ev->text, "\n", 1);
			left--;
			p += end - p > 1 && p[1] == '\n' ? 2 : 1;
		}
	}
	return e;
}

ecert_err
eci_xml_event_text(struct eci_xml_events *ev, size_t depth, const uint8_t *p, size_t n)
{
	size_t have;

	if (!ev->ends || ev->full)
		return ECERT_OK;
	have = ev->text.len - ev->from[depth];
	return have < ECI_XML_TEXT_MAX ? add_lines(ev, p, n, ECI_XML_TEXT_MAX - have) : ECERT_OK;
}

ecert_err
eci_xml_event_end(struct eci_xml_events *ev, size_t depth, struct eci_bytes local,
    struct eci_bytes ns)
{
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
	if ((e = add(ev, true, depth, local, ns)) == ECERT_OK && !ev->full)
		e = put(ev, from < to ? ev->text.ptr + from : NULL, to - from,
		    &ev->v[ev->n - 1].rest);
	ev->text.len = ev->from[depth];
	return e;
}

static ecert_err
tell_start(const struct eci_xml_events *ev, const struct eci_xml_event *at,
    eci_xml_start_fn *start, void *arg)
{
	const char *names[ECI_XML_PLAIN_ATTRS], *values[ECI_XML_PLAIN_ATTRS];
	const char *pool = (const char *)ev->pool.ptr;
	const struct eci_xml_tag tag = { pool + at->local, pool + at->ns, at->depth, at->n_attrs,
	    names, values };
	size_t i;

	for (i = 0; i < at->n_attrs; i++) {
		names[i] = pool + ev->attrs[at->rest + i].name;
		values[i] = pool + ev->attrs[at->rest + i].value;
	}
	return start(arg, ev->ctx, &tag);
}

ecert_err
eci_xml_events_tell(const struct eci_xml_events *ev, eci_xml_start_fn *start,
    eci_xml_end_fn *end, void *arg)
{
	const char *pool = (const char *)ev->pool.ptr;
	const struct eci_xml_event *at;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < ev->n && e == ECERT_OK; i++) {
		at = &ev->v[i];
		e = !at->end ? tell_start(ev, at, start, arg) :
		    end(arg, ev->ctx, pool + at->local, pool + at->ns, pool + at->rest);
	}
	return e;
}
