/* SPDX-License-Identifier: Apache-2.0 */
/* Tags that are kept and told later: order, what was not asked for, how many. */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "xml/xml_priv.h"

struct log {
	char   text[1000];
	size_t n, stop;       /* fail at this call; 0: never */
	size_t calls;
};

static struct eci_bytes
s(const char *text)
{
	return (struct eci_bytes){ (const uint8_t *)text, strlen(text) };
}

static ecert_err
called(struct log *l, ecert_ctx *ctx)
{
	return ++l->calls == l->stop ? eci_fail(ctx, ECERT_E_CANCELLED, "enough") : ECERT_OK;
}

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct log *l = arg;
	size_t i;

	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, "<%zu %s %s", tag->depth,
	    tag->ns, tag->local);
	for (i = 0; i < tag->attrs; i++)
		l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, " %s=%s",
		    tag->names[i], tag->values[i]);
	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, ">");
	return called(l, ctx);
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct log *l = arg;

	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, "/%s %s[%s]", ns, local,
	    text);
	return called(l, ctx);
}

/* <a x="1" y=""> one <p:b> two </p:b> three </a> */
static void
fill(ecert_ctx *ctx, struct eci_xml_events *ev)
{
	CHECK_OK(ctx, eci_xml_event_start(ev, 0, s("a"), s("")));
	CHECK_OK(ctx, eci_xml_event_attr(ev, s("x"), s("1")));
	CHECK_OK(ctx, eci_xml_event_attr(ev, s("y"), s("")));
	CHECK_OK(ctx, eci_xml_event_open(ev, 0));
	CHECK_OK(ctx, eci_xml_event_text(ev, 0, (const uint8_t *)" one ", 5));
	CHECK_OK(ctx, eci_xml_event_start(ev, 1, s("b"), s("u")));
	CHECK_OK(ctx, eci_xml_event_open(ev, 1));
	CHECK_OK(ctx, eci_xml_event_text(ev, 1, (const uint8_t *)"\r\n two\r", 7));
	CHECK_OK(ctx, eci_xml_event_end(ev, 1, s("b"), s("u")));
	CHECK_OK(ctx, eci_xml_event_text(ev, 0, (const uint8_t *)"three ", 6));
	CHECK_OK(ctx, eci_xml_event_end(ev, 0, s("a"), s("")));
}

static void
told(const char *name, bool starts, bool ends, bool whole, size_t stop, const char *want)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_xml_events ev = { .ctx = ctx, .starts = starts, .ends = ends, .whole = whole };
	struct log l = { .stop = stop };

	unit_case("%s", name);
	fill(ctx, &ev);
	CHECK(!ev.full);
	CHECK_ERR(ctx, eci_xml_events_tell(&ev, on_start, on_end, &l),
	    stop > 0 ? ECERT_E_CANCELLED : ECERT_OK);
	CHECK_STR(l.text, want);
	eci_xml_events_free(&ev);
}

static void
full(void)
{
	static uint8_t big[70000];
	ecert_ctx *ctx = unit_ctx();
	struct eci_xml_events ev = { .ctx = ctx, .starts = true }, wide = ev;
	struct eci_bytes value = { big, sizeof(big) };
	size_t i;

	unit_case("too many tags");
	for (i = 0; i < 65536; i++)
		CHECK_OK(ctx, eci_xml_event_start(&ev, 1, s("a"), s("")));
	CHECK(!ev.full);
	CHECK_OK(ctx, eci_xml_event_start(&ev, 1, s("a"), s("")));
	CHECK(ev.full);
	CHECK_OK(ctx, eci_xml_event_attr(&ev, s("x"), s("1")));
	eci_xml_events_free(&ev);
	unit_case("too many bytes");
	CHECK_OK(ctx, eci_xml_event_start(&wide, 1, s("a"), s("")));
	for (i = 0; i < 100 && !wide.full; i++)
		CHECK_OK(ctx, eci_xml_event_attr(&wide, s("x"), value));
	CHECK(wide.full && i > 50);
	eci_xml_events_free(&wide);
}

int
main(void)
{
	told("starts and ends", true, true, false, 0,
	    "<0  a x=1 y=><1 u b>/u b[two]/ a[one three]");
	told("starts alone", true, false, false, 0, "<0  a x=1 y=><1 u b>");
	told("ends alone", false, true, false, 0, "/u b[two]/ a[one three]");
	told("text as it stands", false, true, true, 0, "/u b[\n two\n]/ a[ one three ]");
	told("an error ends it", true, true, false, 2, "<0  a x=1 y=><1 u b>");
	told("nothing", false, false, false, 0, "");
	full();
	return unit_end();
}
