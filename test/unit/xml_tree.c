/* SPDX-License-Identifier: Apache-2.0 */
/* xml_tree.c - elements, attributes and text of a tree. */
#include "unit.h"

#include "xml/xml.h"

static const char doc[] =
    "<?xml version=\"1.0\"?>\n<!-- first -->\n"
    "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\" xmlns:old=\"http://www.ofdspec.org\"\n"
    " xmlns:v=\"urn:v\" Version=\"1.0\" v:Version=\"2.0\" Amp=\"a &amp;&lt; &#38; b\" Empty=\"\">\n"
    "  <ofd:A> one <ofd:B>inner</ofd:B><!-- no --> two\n</ofd:A>\n"
    "  <v:A>foreign</v:A><A>none</A>\n"
    "  <old:C>old</old:C>\n"
    "  <ofd:A>second</ofd:A><ofd:D/><ofd:E><![CDATA[ x<y ]]></ofd:E><ofd:F>   </ofd:F>\n"
    "  <ofd:G>&lt;tag&gt; &amp; &#20013;</ofd:G>\n"
    "</ofd:OFD>";

static void
walk(ecert_ctx *ctx)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *r, *e;
	size_t n = 0;

	unit_case("elements");
	CHECK_OK(ctx, eci_xml_parse(ctx, "x", (const uint8_t *)doc, strlen(doc), &xml));
	r = eci_xml_root(xml);
	CHECK_STR(eci_xml_name(r), "OFD");
	CHECK_STR(eci_xml_ns(r), ECI_NS_OFD);
	CHECK(eci_xml_is(r, "OFD") && !eci_xml_is(r, "OF") && !eci_xml_is(r, "OFDx"));
	for (e = eci_xml_first(r); e != NULL; e = eci_xml_next(e))
		n++;
	CHECK_INT(n, 9);
	CHECK_INT(eci_xml_line(r), 4);      /* where the tag ends */
	CHECK_INT(eci_xml_count(r, "A"), 2);
	CHECK_INT(eci_xml_count(r, "B"), 0);
	CHECK_INT(eci_xml_count(r, "C"), 1);
	CHECK(eci_xml_child(r, "B") == NULL);
	CHECK(eci_xml_next(r) == NULL);
	CHECK(eci_xml_first(eci_xml_child(r, "D")) == NULL);

	unit_case("namespaces");
	e = eci_xml_next(eci_xml_first(r));
	CHECK_STR(eci_xml_name(e), "A");
	CHECK_STR(eci_xml_ns(e), "urn:v");
	CHECK(!eci_xml_is(e, "A"));
	CHECK_STR(eci_xml_ns(eci_xml_next(e)), "");
	CHECK(!eci_xml_is(eci_xml_next(e), "A"));
	CHECK_STR(eci_xml_ns(eci_xml_child(r, "C")), ECI_NS_OFD_OLD);

	unit_case("attributes");
	CHECK_STR(eci_xml_attr(r, "Version"), "1.0");
	CHECK_STR(eci_xml_attr(r, "Amp"), "a &< & b");
	CHECK_STR(eci_xml_attr(r, "Empty"), "");
	CHECK(eci_xml_attr(r, "version") == NULL);
	CHECK(eci_xml_attr(eci_xml_child(r, "A"), "x") == NULL);

	unit_case("text");
	e = eci_xml_child(r, "A");
	CHECK_STR(eci_xml_text(xml, e), "one  two");
	CHECK(eci_xml_text(xml, e) == eci_xml_text(xml, e));
	CHECK_STR(eci_xml_child_text(xml, e, "B"), "inner");
	CHECK(eci_xml_child_text(xml, e, "C") == NULL);
	CHECK_STR(eci_xml_child_text(xml, r, "D"), "");
	CHECK_STR(eci_xml_child_text(xml, r, "E"), "x<y");
	CHECK_STR(eci_xml_child_text(xml, r, "F"), "");
	CHECK_STR(eci_xml_child_text(xml, r, "G"), "<tag> & \xe4\xb8\xad");
	CHECK_STR(eci_xml_text(xml, r), "");
	eci_xml_free(xml);
}

int
main(void)
{
	walk(unit_ctx());
	return unit_end();
}
