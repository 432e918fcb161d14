/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes written of a tree are those that libxml2 writes of it. */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "xml_samples.h"
#include "xml/xml_priv.h"

static bool
same(ecert_ctx *ctx, const struct eci_xml *xml)
{
	struct eci_buf x = { 0 }, y = { 0 };
	bool good;

	/* What is there already stays. */
	CHECK_OK(ctx, eci_buf_adds(ctx, &x, "before"));
	CHECK_OK(ctx, eci_xml_write(ctx, xml, &x));
	CHECK_OK(ctx, eci_xml_write_full(ctx, xml, &y));
	good = x.len == y.len + 6 && memcmp(x.ptr, "before", 6) == 0 &&
	    memcmp(x.ptr + 6, y.ptr, y.len) == 0 && x.ptr[x.len] == 0;
	if (!good)
		printf("%s\n-- %s\n", (char *)x.ptr, (char *)y.ptr);
	eci_buf_free(&x);
	eci_buf_free(&y);
	return good;
}

static void
test_read(ecert_ctx *ctx)
{
	static const char *const rows[] = { "<a/>", "<a></a>", "<a> </a>", "<a b=''/>",
		"<a b=\"&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;\">&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;</a>",
		"<a>\xe4\xb8\xad\xf0\x9f\x98\x80\x7f</a>", "<a b='\xe4\xb8\xad&#x4e2d;'>&#x4e2d;</a>", "<a>x<!-- c -->y</a>",
		"<!-- c --><a/>", "<a/><!-- c --><?p i?>", "<a><![CDATA[<&]]>x</a>", "<a><?p i?><b/></a>",
		"<a xmlns='u\"v'/>", "<a xmlns=\"u'v\"/>", "<a xmlns='u&#x27;v'/>", "<a xml:lang='x'/>", "<p:a xmlns:p='u' p:b='1'/>",
		"<a xmlns='u'><b xmlns=''/></a>", "<?xml version='1.1'?><a/>",
		"<?xml version='1.0' standalone='yes'?><a/>", "<?xml version='1.0' standalone='no'?><a/>",
		"<a><b><c><d/></c></b></a>", "<a><b/>t<c/></a>", "<a>]]&gt;</a>" };
	struct eci_xml *xml = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows) + ECI_COUNT(samples); i++) {
		const char *text = i < ECI_COUNT(rows) ? rows[i] : samples[i - ECI_COUNT(rows)].text;
		unit_case("written again: %zu", i);
		if (eci_xml_parse(ctx, "x", (const uint8_t *)text, strlen(text), &xml) == ECERT_OK)
			CHECK(same(ctx, xml));
		else
			CHECK(i == 14);        /* escaped in a namespace's name */
		eci_xml_free(xml);
		if (eci_xml_parse_parsed(ctx, "x", (const uint8_t *)text, strlen(text), &xml) == ECERT_OK)
			CHECK(same(ctx, xml));
		eci_xml_free(xml);
	}
}

static void
test_changed(ecert_ctx *ctx)
{
	static uint8_t buf[SAMPLE_MAX];
	struct eci_xml *xml = NULL;
	size_t i, k, n, bad = 0, good = 0;
	uint32_t x = 777;

	for (i = 0; i < ECI_COUNT(samples); i++) {
		unit_case("changed at random, sample %zu", i);
		for (k = 0; k < 5000; k++) {
			memcpy(buf, samples[i].text, samples[i].n);
			n = mutate(buf, samples[i].n, sizeof(buf), &x);
			if (eci_xml_parse(ctx, "x", buf, n, &xml) != ECERT_OK)
				continue;
			good++;
			bad += !same(ctx, xml);
			eci_xml_free(xml);
		}
		CHECK_INT(bad, 0);
	}
	unit_case("some of these were read");
	CHECK(good > 1000);
}

static void
test_made(ecert_ctx *ctx)
{
	static const char all[] = "\t\n\r <>&\"'\xc2\x85\xe2\x80\xa8\xef\xbf\xbd";
	struct eci_xml_node *e = NULL, *f = NULL;
	struct eci_xml *xml = NULL;

	unit_case("made and changed");
	CHECK_OK(ctx, eci_xml_new(ctx, "", "u:1", "a", &xml));
	CHECK(same(ctx, xml));
	CHECK_OK(ctx, eci_xml_declare(ctx, eci_xml_root(xml), "q", "u:2"));
	CHECK_OK(ctx, eci_xml_add(ctx, eci_xml_root(xml), "b", all, &e));
	CHECK_OK(ctx, eci_xml_set_attr(ctx, e, "c", all));
	CHECK_OK(ctx, eci_xml_add_ns(ctx, e, "u:2", "d", NULL, &f));
	CHECK_OK(ctx, eci_xml_add_before(ctx, f, "g", "h", NULL));
	CHECK(same(ctx, xml));
	CHECK_OK(ctx, eci_xml_set_text(ctx, e, ""));
	CHECK_OK(ctx, eci_xml_set_attr(ctx, e, "c", ""));
	CHECK(same(ctx, xml));
	eci_xml_remove(e);
	CHECK(same(ctx, xml));
	eci_xml_free(xml);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_read(ctx);
	test_changed(ctx);
	test_made(ctx);
	return unit_end();
}
