/* SPDX-License-Identifier: Apache-2.0 */
/* xml_make.c - new documents, changes, bytes. */
#include "unit.h"

#include "xml/xml.h"

#define DECL "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void
check_bytes(ecert_ctx *ctx, const struct eci_xml *xml, const char *want)
{
	struct eci_buf b = { 0 };

	CHECK_OK(ctx, eci_xml_write(ctx, xml, &b));
	CHECK_STR((char *)b.ptr, want);
	eci_buf_free(&b);
}

static void
fresh(ecert_ctx *ctx)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *r, *a = NULL, *b = NULL;

	unit_case("a new document");
	CHECK_OK(ctx, eci_xml_new(ctx, "ofd", ECI_NS_OFD, "OFD", &xml));
	r = eci_xml_root(xml);
	CHECK_OK(ctx, eci_xml_set_attr(ctx, r, "Version", "1.0"));
	CHECK_OK(ctx, eci_xml_add(ctx, r, "A", NULL, &a));
	CHECK_OK(ctx, eci_xml_add(ctx, a, "B", "x < & \" y", &b));
	CHECK_OK(ctx, eci_xml_set_attr(ctx, b, "q", "\"<&>'\n"));
	CHECK_OK(ctx, eci_xml_add_before(ctx, a, "Z", "", NULL));
	check_bytes(ctx, xml, DECL "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\" "
	    "Version=\"1.0\"><ofd:Z/><ofd:A><ofd:B q=\"&quot;&lt;&amp;&gt;'&#10;\">x &lt; &amp; "
	    "\" y</ofd:B></ofd:A></ofd:OFD>\n");

	unit_case("changes");
	CHECK_OK(ctx, eci_xml_set_attr(ctx, r, "Version", "1.1"));
	CHECK_STR(eci_xml_text(xml, b), "x < & \" y");
	CHECK_OK(ctx, eci_xml_set_text(ctx, b, " \xe4\xb8\xad "));
	CHECK_STR(eci_xml_text(xml, b), "\xe4\xb8\xad");
	CHECK_OK(ctx, eci_xml_set_text(ctx, b, " two "));
	CHECK_STR(eci_xml_text(xml, b), "two");
	CHECK_OK(ctx, eci_xml_set_text(ctx, b, ""));
	CHECK_STR(eci_xml_text(xml, b), "");
	eci_xml_remove(eci_xml_child(r, "Z"));
	check_bytes(ctx, xml, DECL "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\" "
	    "Version=\"1.1\"><ofd:A><ofd:B q=\"&quot;&lt;&amp;&gt;'&#10;\"/></ofd:A></ofd:OFD>\n");

	unit_case("another namespace");
	CHECK_OK(ctx, eci_xml_declare(ctx, r, "v", "urn:v"));
	CHECK_OK(ctx, eci_xml_declare(ctx, r, "v", "urn:v"));
	CHECK_ERR(ctx, eci_xml_declare(ctx, r, "v", "urn:w"), ECERT_E_ARG);
	CHECK_OK(ctx, eci_xml_add_ns(ctx, a, "urn:v", "C", "c", NULL));
	CHECK_ERR(ctx, eci_xml_add_ns(ctx, a, "urn:none", "C", "c", NULL), ECERT_E_INTERNAL);
	check_bytes(ctx, xml, DECL "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\" "
	    "xmlns:v=\"urn:v\" Version=\"1.1\"><ofd:A><ofd:B q=\"&quot;&lt;&amp;&gt;'&#10;\"/>"
	    "<v:C>c</v:C></ofd:A></ofd:OFD>\n");
	eci_xml_free(xml);
}

static void
refused(ecert_ctx *ctx)
{
	static const char *const bad[] = { "\x01", "a\xff", "\xed\xa0\x80", "\xef\xbf\xbf", "\x1b[0m" };
	struct eci_xml *xml = NULL;
	size_t i;

	CHECK_OK(ctx, eci_xml_new(ctx, "ofd", ECI_NS_OFD, "OFD", &xml));
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("text that xml cannot hold %zu", i);
		CHECK_ERR(ctx, eci_xml_add(ctx, eci_xml_root(xml), "A", bad[i], NULL), ECERT_E_ARG);
		CHECK_ERR(ctx, eci_xml_set_attr(ctx, eci_xml_root(xml), "A", bad[i]), ECERT_E_ARG);
		CHECK_ERR(ctx, eci_xml_set_text(ctx, eci_xml_root(xml), bad[i]), ECERT_E_ARG);
	}
	check_bytes(ctx, xml, DECL "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"/>\n");
	eci_xml_free(xml);
}

static void
foreign(ecert_ctx *ctx)
{
	static const char in[] = "<a xmlns=\"http://www.ofdspec.org\" xmlns:v=\"u\"><v:x/></a>";
	struct eci_xml *xml = NULL;

	unit_case("added elements take the prefix that is there");
	CHECK_OK(ctx, eci_xml_parse(ctx, "x", (const uint8_t *)in, strlen(in), &xml));
	CHECK_OK(ctx, eci_xml_add(ctx, eci_xml_root(xml), "b", "1", NULL));
	CHECK_OK(ctx, eci_xml_add_before(ctx, eci_xml_first(eci_xml_root(xml)), "c", "2", NULL));
	check_bytes(ctx, xml, DECL "<a xmlns=\"http://www.ofdspec.org\" xmlns:v=\"u\"><c>2</c>"
	    "<v:x/><b>1</b></a>\n");
	eci_xml_free(xml);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	fresh(ctx);
	refused(ctx);
	foreign(ctx);
	return unit_end();
}
