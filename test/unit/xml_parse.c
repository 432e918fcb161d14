/* SPDX-License-Identifier: Apache-2.0 */
/* xml_parse.c - a tree keeps what the bytes say; real parts all parse. */
#include "unit.h"

#include "xml/xml.h"

/* What is read and written back without a change stays as it is. */
static void
round_trip(const char *name, const char *in)
{
	static const char decl[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	ecert_ctx *ctx = unit_ctx();
	struct eci_xml *xml = NULL;
	struct eci_buf b = { 0 }, want = { 0 };

	unit_case("%s", name);
	CHECK_OK(ctx, eci_buf_addf(ctx, &want, "%s%s\n", decl, in));
	CHECK_OK(ctx, eci_xml_parse(ctx, "x", want.ptr, want.len, &xml));
	if (xml != NULL) {
		CHECK_OK(ctx, eci_xml_write(ctx, xml, &b));
		CHECK_STR((char *)b.ptr, (char *)want.ptr);
	}
	eci_xml_free(xml);
	eci_buf_free(&b);
	eci_buf_free(&want);
}

static void
free_nothing(void)
{
	unit_case("free of nothing");
	eci_xml_free(NULL);
	CHECK(1);
}

static void
failure_gives_null(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_xml *xml = (struct eci_xml *)&ctx;

	unit_case("a failure leaves NULL");
	CHECK_REASON(ctx, eci_xml_parse(ctx, "x", (const uint8_t *)"<a>", 3, &xml),
	    ECERT_R_XML_MALFORMED);
	CHECK(xml == NULL);
	CHECK_ERR(ctx, eci_xml_parse(ctx, "x", (const uint8_t *)"<a>", 3, &xml), ECERT_E_XML);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_BYTES, 1));
	CHECK_ERR(ctx, eci_xml_parse(ctx, "x", (const uint8_t *)"<a>", 3, &xml), ECERT_E_LIMIT);
}

int
main(void)
{
	round_trip("blanks stay", "<o:a xmlns:o=\"u\">\n\t<o:b x=\"1\"/>\n\t<o:c> t </o:c>\n</o:a>");
	round_trip("comments stay", "<a><!-- c --><b/></a>");
	round_trip("instructions stay", "<a><?x y?></a>");
	round_trip("sections stay", "<a><![CDATA[<>]]></a>");
	round_trip("foreign namespaces stay", "<a xmlns=\"u\" xmlns:v=\"w\"><v:b v:c=\"1\"/></a>");
	round_trip("escapes stay", "<a b=\"&lt;&quot;&amp;\">&lt;&amp;&gt;</a>");
	round_trip("chinese stays", "<a>\xe8\xae\xa1\xe9\x87\x8f</a>");
	round_trip("prefix without use stays", "<o:a xmlns:o=\"u\" xmlns:p=\"q\"/>");
	free_nothing();
	failure_gives_null();
	return unit_end();
}
