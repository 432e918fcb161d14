/* SPDX-License-Identifier: Apache-2.0 */
/* xml_scan.c - the pass without a tree. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "xml/xml.h"

struct log {
	char   text[4096];
	size_t n, starts, ends;
	int    fail_at;
};

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct log *l = arg;
	size_t i;

	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, "<%zu{%s}%s", tag->depth,
	    tag->ns, tag->local);
	for (i = 0; i < tag->attrs; i++)
		l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, " %s=[%s]",
		    tag->names[i], tag->values[i]);
	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, ">");
	l->starts++;
	if ((int)l->starts == l->fail_at)
		return eci_fail(ctx, ECERT_E_CANCELLED, "enough");
	return ECERT_OK;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct log *l = arg;

	(void)ns;
	(void)ctx;
	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, "[%s]/%s", text, local);
	l->ends++;
	return ECERT_OK;
}

static void
check(const char *name, const char *in, const char *want)
{
	ecert_ctx *ctx = unit_ctx();
	struct log l = { .text = "" };

	unit_case("%s", name);
	CHECK_OK(ctx, eci_xml_scan(ctx, "x", (const uint8_t *)in, strlen(in), on_start, on_end,
	    &l));
	CHECK_STR(l.text, want);
}

static void
events(void)
{
	check("one element", "<a/>", "<0{}a>[]/a");
	check("own text alone", "<a> x<b> y </b>z </a>", "<0{}a><1{}b>[y]/b[xz]/a");
	check("sections and comments", "<a>1<![CDATA[<2>]]><!-- no -->3</a>", "<0{}a>[1<2>3]/a");
	check("entities", "<a>&lt;&amp;&#20013;</a>", "<0{}a>[<&\xe4\xb8\xad]/a");
	check("attributes", "<a b=\"1\" c=''/>", "<0{}a b=[1] c=[]>[]/a");
	check("entities in attributes", "<a b=\"&amp;#38;&#38;&lt;x&amp;\"/>",
	    "<0{}a b=[&#38;&<x&]>[]/a");
	check("namespaces", "<o:a xmlns:o=\"u\" o:b=\"1\" b=\"2\"><c/></o:a>",
	    "<0{u}a b=[2]><1{}c>[]/c[]/a");
	check("deep", "<a><b><c>t</c>u</b></a>", "<0{}a><1{}b><2{}c>[t]/c[u]/b[]/a");
}

static void
attribute(void)
{
	static const char *const names[] = { "a", "b" }, *const values[] = { "1", "2" };
	struct eci_xml_tag tag = { "t", "", 0, 2, names, values };

	unit_case("an attribute of a tag");
	CHECK_STR(eci_xml_tag_attr(&tag, "b"), "2");
	CHECK(eci_xml_tag_attr(&tag, "c") == NULL);
}

static void
stops(void)
{
	static const char in[] = "<a><b/><c/><d></a>";
	ecert_ctx *ctx = unit_ctx();
	struct log l = { .fail_at = 2 };

	unit_case("an error of the caller ends the pass");
	CHECK_ERR(ctx, eci_xml_scan(ctx, "x", (const uint8_t *)in, strlen(in), on_start, on_end,
	    &l), ECERT_E_CANCELLED);
	CHECK_STR(ecert_errmsg(ctx), "enough");
	CHECK_INT(l.starts, 2);
}

static ecert_err
longest(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	(void)ctx;
	(void)local;
	(void)ns;
	*(size_t *)arg = strlen(text);
	return ECERT_OK;
}

static void
long_text(void)
{
	ecert_ctx *ctx = unit_ctx();
	char *s = malloc(300000);
	size_t got = 0;

	unit_case("64 KiB of a long text");
	memset(s, 'x', 299999);
	memcpy(s, "<a>", 3);
	memcpy(s + 299995, "</a>", 5);
	CHECK_OK(ctx, eci_xml_scan(ctx, "x", (const uint8_t *)s, strlen(s), NULL, longest, &got));
	CHECK_INT(got, 65536);
	free(s);
}

static void
many_attributes(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct log l = { .text = "" };
	char in[4096] = "<a><b/><c";
	size_t i, n = strlen(in);

	unit_case("200 attributes after none");
	for (i = 0; i < 200; i++)
		n += (size_t)sprintf(in + n, " b%zu=\"%zu\"", i, i);
	strcpy(in + n, "/></a>");
	CHECK_OK(ctx, eci_xml_scan(ctx, "x", (const uint8_t *)in, strlen(in), on_start, NULL, &l));
	CHECK_INT(l.starts, 3);
	CHECK(strstr(l.text, "b199=[199]>") != NULL);
}

static ecert_err
whole_text(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct eci_buf *b = arg;

	(void)ns;
	return eci_buf_addf(ctx, b, "%s[%s]", local, text);
}

static void
untrimmed(void)
{
	static const char in[] = "<a> \n<b>\t x &amp; y </b> z\r\n</a>";
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };

	unit_case("text without the white space around it");
	CHECK_OK(ctx, eci_xml_scan(ctx, "x", (const uint8_t *)in, strlen(in), NULL, whole_text, &b));
	CHECK_STR((char *)b.ptr, "b[x & y]a[z]");
	unit_case("text as it stands");
	b.len = 0;
	CHECK_OK(ctx, eci_xml_scan_text(ctx, "x", (const uint8_t *)in, strlen(in), NULL, whole_text,
	    &b));
	CHECK_STR((char *)b.ptr, "b[\t x & y ]a[ \n z\n]");
	eci_buf_free(&b);
}

int
main(void)
{
	events();
	untrimmed();
	attribute();
	stops();
	long_text();
	many_attributes();
	return unit_end();
}
