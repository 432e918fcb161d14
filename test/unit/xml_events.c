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

static void
fill(ecert_ctx *ctx, struct eci_xml_events *ev)
{
	static const char text[] = "<a x=\"1\" y=\"\"> one <p:b xmlns:p='u' p:z='2'>\r\n two\r</p:b>"
	    "three </a>";
	static const struct eci_xml_want all = { SIZE_MAX, NULL };
	bool known;

	CHECK_OK(ctx, eci_xml_plain(ctx, (const uint8_t *)text, sizeof(text) - 1, &all, ev,
	    &known));
	CHECK(known);
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

/* The root with n times the element in it. */
static bool
fits(ecert_ctx *ctx, const char *element, size_t n)
{
	static const struct eci_xml_want all = { SIZE_MAX, NULL };
	struct eci_xml_events ev = { .ctx = ctx, .starts = true };
	struct eci_buf b = { 0 };
	bool known;
	size_t i;

	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<r>"));
	for (i = 0; i < n; i++)
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, element));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</r>"));
	CHECK_OK(ctx, eci_xml_plain(ctx, b.ptr, b.len, &all, &ev, &known));
	CHECK(known != ev.full);
	eci_xml_events_free(&ev);
	eci_buf_free(&b);
	return known;
}

static void
full(void)
{
	static char big[60001], tag[sizeof(big) + 16];
	ecert_ctx *ctx = unit_ctx();

	unit_case("too many tags");
	CHECK(fits(ctx, "<a/>", 65535));
	CHECK(!fits(ctx, "<a/>", 65536));
	unit_case("too many bytes");
	memset(big, 'x', sizeof(big) - 1);
	snprintf(tag, sizeof(tag), "<a b='%s'/>", big);
	CHECK(fits(ctx, tag, 69));
	CHECK(!fits(ctx, tag, 70));
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
