/* SPDX-License-Identifier: Apache-2.0 */
/* Forged XML: what a reader of it does that nobody asked for, in every part. */
#include "../negative/forge_run.h"

#define FILE_ENTITY "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"

/* Each use of one entity is small, all of them are not. */
static void
quadratic(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "<!DOCTYPE a [<!ENTITY x \""));
	for (i = 0; i < 50000; i++)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "x"));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "\">]><ofd:Page" NS "><ofd:Content>"));
	for (i = 0; i < 2000; i++)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "&x;"));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:Content></ofd:Page>"));
	forge_set(f, PAGE, b.ptr, b.len);
	eci_buf_free(&b);
}

#define BEFORE_ROOT(hook, name, root, what) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, name, "<ofd:" root " ", what "<ofd:" root " "); \
}

BEFORE_ROOT(page_file, PAGE, "Page", FILE_ENTITY)
BEFORE_ROOT(ofd_file, "OFD.xml", "OFD", FILE_ENTITY)
BEFORE_ROOT(document_file, "Doc_0/Document.xml", "Document", FILE_ENTITY)
BEFORE_ROOT(res_file, "Doc_0/DocumentRes.xml", "Res", FILE_ENTITY)
BEFORE_ROOT(template_file, "Doc_0/Tpls/Tpl_0/Content.xml", "Page", FILE_ENTITY)
BEFORE_ROOT(annot_file, "Doc_0/Annots/Page_0/Annotation.xml", "PageAnnot", FILE_ENTITY)
BEFORE_ROOT(tags_file, "Doc_0/Tags/CustomTags.xml", "CustomTags", FILE_ENTITY)
BEFORE_ROOT(empty_doctype, PAGE, "Page", "<!DOCTYPE Page>")
BEFORE_ROOT(parameter_entity, PAGE, "Page", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://h/p\"> %p;]>")
BEFORE_ROOT(laughs, PAGE, "Page", "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;\">]>")
BEFORE_ROOT(list_internal, SIGNS "Signatures.xml", "Signatures",
    "<!DOCTYPE a [<!ENTITY x \"y\">]>")

static void
page_utf16(struct forge *f)
{
	struct fent *page = forge_find(f, PAGE);
	struct eci_buf b = { 0 };
	size_t i;

	forge_le(&b, 0xfeff, 2);
	for (i = 0; i < page->n; i++)
		forge_le(&b, page->p[i], 2);
	forge_set(f, PAGE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
page_gbk(struct forge *f)
{
	forge_edit(f, PAGE, "UTF-8", "GBK");
}

static void
page_bad_utf8(struct forge *f)
{
	forge_edit(f, PAGE, "100.02 g", "\xff\xfe g");
}

static void
page_overlong(struct forge *f)
{
	forge_edit(f, PAGE, "100.02 g", "\xc0\xbc g");
}

static void
page_twice_rooted(struct forge *f)
{
	forge_edit(f, PAGE, "</ofd:Page>", "</ofd:Page><ofd:Page" NS "/>");
}

static void
page_deep(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, XML "<ofd:Page" NS ">"));
	for (i = 0; i < 200000; i++)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "<a>"));
	for (i = 0; i < 200000; i++)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</a>"));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:Page>"));
	forge_set(f, PAGE, b.ptr, b.len);
	eci_buf_free(&b);
}

/* One attribute is the one that is shown, another the one that is read. */
static void
attribute_twice(struct forge *f)
{
	forge_edit(f, PAGE, "Boundary=\"20 20 100 10\"",
	    "Boundary=\"20 20 100 10\" Boundary=\"0 0 0 0\"");
}

/* Nothing is fetched by what another vocabulary means. */
static void
xinclude(struct forge *f)
{
	forge_edit(f, PAGE, "</ofd:Content>", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\""
	    " href=\"/etc/passwd\" parse=\"text\"/></ofd:Content>");
}

static void
stylesheet(struct forge *f)
{
	forge_edit(f, PAGE, "<ofd:Page", "<?xml-stylesheet href=\"http://h/x.xsl\"?><ofd:Page");
}

static void
byte_order_mark(struct forge *f)
{
	forge_text(f, "Doc_0/Tags/Tag_0.xml", "\xef\xbb\xbf" XML "<tag>number 17</tag>");
}

static void
page_byte_order_mark(struct forge *f)
{
	forge_text(f, PAGE, "\xef\xbb\xbf" PAGE_TEXT);
}

static void
tag_ill_formed(struct forge *f)
{
	forge_text(f, "Doc_0/Tags/Tag_0.xml", "<:eInvoice xmlns:=\"\"><a/></:eInvoice>");
}

static void
attachment_ill_formed(struct forge *f)
{
	forge_text(f, "Doc_0/Attachs/raw.xml", "<:eInvoice xmlns:=\"\">");
}

static void
list_foreign_root(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "http://www.ofdspec.org/2016", "http://example.org/");
}

static const struct forge_case cases[] = {
	{ "an entity two thousand times in a page", quadratic, NULL, NULL, NULL, X,
	    { R(XML_UNSAFE) } },
	{ "a local file in a page", page_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a local file in OFD.xml", ofd_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a local file in Document.xml", document_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a local file in the resources", res_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a local file in a template", template_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a local file in an annotation", annot_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a local file in the list of tags", tags_file, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "a document type without anything in it", empty_doctype, NULL, NULL, NULL, X,
	    { R(XML_UNSAFE) } },
	{ "a parameter entity", parameter_entity, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "entities of entities", laughs, NULL, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "an internal entity in the open list", NULL, NULL, list_internal, NULL, X,
	    { R(XML_UNSAFE) } },
	{ "a page in UTF-16", page_utf16, NULL, NULL, NULL, X,
	    { R(XML_UNSAFE), R(XML_MALFORMED) } },
	{ "a page that says GBK", page_gbk, NULL, NULL, NULL, X,
	    { R(XML_UNSAFE), R(XML_MALFORMED) } },
	{ "a page that is no UTF-8", page_bad_utf8, NULL, NULL, NULL, X, { R(XML_MALFORMED) } },
	{ "a character longer than it is", page_overlong, NULL, NULL, NULL, X,
	    { R(XML_MALFORMED) } },
	{ "a second root in a page", page_twice_rooted, NULL, NULL, NULL, X,
	    { R(XML_MALFORMED) } },
	{ "200,000 elements in one another", page_deep, NULL, NULL, NULL, X, { R(XML_LIMIT) } },
	{ "one attribute twice", attribute_twice, NULL, NULL, NULL, X, { R(XML_MALFORMED) } },
	{ "the list's root in a foreign namespace", NULL, NULL, list_foreign_root, NULL, X,
	    { R(SIG_LIST_BAD), R(NO_SIGNATURE) } },
	{ "genuine: an element that includes elsewhere", xinclude, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: a style sheet of elsewhere", stylesheet, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: a byte order mark in a tag file", byte_order_mark, NULL, NULL, NULL, V,
	    { 0 } },
	{ "genuine: a byte order mark in a page", page_byte_order_mark, NULL, NULL, NULL, V,
	    { 0 } },
	{ "genuine: a tag file that is not XML is noted", tag_ill_formed, NULL, NULL, NULL, V,
	    { R(XML_MALFORMED) } },
	{ "genuine: an attachment that is not XML", attachment_ill_formed, NULL, NULL, NULL, V,
	    { 0 } },
};

static const struct forge_case strict[] = {
	{ "strict: a tag file that is not XML", tag_ill_formed, NULL, NULL, NULL, X,
	    { R(XML_MALFORMED) } },
	{ "strict: a byte order mark in a tag file", byte_order_mark, NULL, NULL, NULL, V,
	    { 0 } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	ecert_policy_set_strict(forge.policy, 1);
	forge_run(strict, ECI_COUNT(strict));
	forge_end();
	return unit_end();
}
