/* SPDX-License-Identifier: Apache-2.0 */
/* Forged descriptions: the list of signatures, which may lie open to anybody, and
 * Signature.xml as a hostile signer or a bad tool writes it. */
#include "../negative/forge_item.h"

static void
list_entity(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "<ofd:Signatures", "<!DOCTYPE a [<!ENTITY x"
	    " SYSTEM \"file:///etc/passwd\">]><ofd:Signatures");
}

static void
list_attributes(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, XML "<ofd:Signatures" NS));
	for (i = 0; i < 100000; i++)
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b, " a%d=\"\"", i));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "/>"));
	forge_set(f, SIGNS "Signatures.xml", b.ptr, b.len);
	eci_buf_free(&b);
}

static void
list_emptied(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml",
	    "<ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/>", "");
}

static void
list_removed(struct forge *f)
{
	forge_drop(f, SIGNS "Signatures.xml");
}

static void
two_roots(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>",
	    "</ofd:Signatures><ofd:Signatures" NS "/>");
}

static void
foreign_namespace(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "<ofd:Signature ID",
	    "<x:Signature xmlns:x=\"http://example.org\" ID");
}

static void
one_id_twice(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>",
	    "<ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"Sign_1/Signature.xml\"/>"
	    "</ofd:Signatures>");
}

static void
one_file_twice(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>",
	    "<ofd:Signature ID=\"3\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/>"
	    "</ofd:Signatures>");
}

/* The same description once more, under another name. */
static void
one_value_twice(struct forge *f)
{
	const struct fent *xml = forge_find(f, SIG_XML);

	forge_set(f, SIGNS "Sign_0/Other.xml", xml->p, xml->n);
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>",
	    "<ofd:Signature ID=\"3\" Type=\"Seal\" BaseLoc=\"Sign_0/Other.xml\"/>"
	    "</ofd:Signatures>");
}

static void
delisted(struct forge *f)
{
	forge_text(f, SIGNS "Sign_1/Signature.xml", "<x/>");
	forge_text(f, SIGNS "Sign_1/SignedValue.dat", "x");
}

static void
description_gone(struct forge *f)
{
	forge_drop(f, SIG_XML);
}

static void
row_outside(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "Sign_0/Signature.xml",
	    "../../../Sign_0/Signature.xml");
}

static void
many_rows(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, XML "<ofd:Signatures" NS ">"));
	for (i = 0; i < 20000; i++)
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b, "<ofd:Signature ID=\"%d\""
		    " BaseLoc=\"Sign_0/Signature.xml\"/>", i));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:Signatures>"));
	forge_set(f, SIGNS "Signatures.xml", b.ptr, b.len);
	eci_buf_free(&b);
}

EDIT(refs_twice, "<ofd:References", "<ofd:References CheckMethod=\"SM3\"/><ofd:References")
EDIT(unknown_child, "<ofd:SignedValue>", "<ofd:Foo/><ofd:SignedValue>")
EDIT(seal_missing, "Seal.esl</ofd:BaseLoc>", "Nothing.esl</ofd:BaseLoc>")
EDIT(value_outside, "SignedValue.dat</ofd:SignedValue>",
    "../../../../SignedValue.dat</ofd:SignedValue>")
EDIT(value_missing, "SignedValue.dat</ofd:SignedValue>", "Nothing.dat</ofd:SignedValue>")
EDIT(xml_dtd, "<ofd:Signature ", "<!DOCTYPE x []><ofd:Signature ")

static void
utf16(struct forge *f)
{
	struct fent *xml = forge_find(f, SIG_XML);
	struct eci_buf b = { 0 };
	size_t i;

	forge_le(&b, 0xfeff, 2);
	for (i = 0; i < xml->n; i++)
		forge_le(&b, xml->p[i], 2);
	forge_set(f, SIG_XML, b.ptr, b.len);
	eci_buf_free(&b);
}

static const struct forge_case cases[] = {
	{ "entity in the open list", NULL, NULL, list_entity, NULL, X,
	    { R(XML_UNSAFE), R(XML_MALFORMED) } },
	{ "100,000 attributes in the open list", NULL, NULL, list_attributes, NULL, X,
	    { R(XML_LIMIT), R(XML_MALFORMED) } },
	{ "list emptied", NULL, NULL, list_emptied, NULL, X, { R(NO_SIGNATURE) } },
	{ "list removed", NULL, NULL, list_removed, NULL, X,
	    { R(NO_SIGNATURE), R(SIG_LIST_BAD), R(DANGLING_REF) } },
	{ "two roots in the list", NULL, NULL, two_roots, NULL, X, { R(XML_MALFORMED) } },
	{ "rows in a foreign namespace", NULL, NULL, foreign_namespace, NULL, X,
	    { R(SIG_LIST_BAD), R(NO_SIGNATURE) } },
	{ "two rows of one ID", NULL, NULL, one_id_twice, NULL, X, { R(SIG_LIST_BAD) } },
	{ "two rows of one description", NULL, NULL, one_file_twice, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "two descriptions of one value", NULL, NULL, one_value_twice, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "20,000 rows", NULL, NULL, many_rows, NULL, X, { R(SIG_LIST_BAD), R(XML_LIMIT) } },
	{ "delisted signature left behind", NULL, NULL, delisted, NULL, U,
	    { R(COVERAGE_EXTRA) } },
	{ "Signature.xml removed", NULL, NULL, description_gone, NULL, X, { R(SIG_LIST_BAD) } },
	{ "Signature.xml outside the package", NULL, NULL, row_outside, NULL, X,
	    { R(SIG_LIST_BAD), R(REF_BAD) } },
	{ "two References", NULL, refs_twice, NULL, NULL, X, { R(SIG_XML_BAD) } },
	{ "unknown element", NULL, unknown_child, NULL, NULL, X, { R(SIG_XML_BAD) } },
	{ "Seal.esl missing", NULL, seal_missing, NULL, NULL, X, { R(SEAL_MISMATCH) } },
	{ "value outside the package", NULL, value_outside, NULL, NULL, X,
	    { R(REF_BAD), R(SIG_LIST_BAD), R(OFD_STRUCTURE) } },
	{ "value missing", NULL, value_missing, NULL, NULL, X, { R(REF_MISSING_FILE) } },
	{ "DOCTYPE in Signature.xml", NULL, xml_dtd, NULL, NULL, X, { R(XML_UNSAFE) } },
	{ "Signature.xml in UTF-16", NULL, utf16, NULL, NULL, X,
	    { R(XML_UNSAFE), R(XML_MALFORMED) } },
};

/* What is larger than it may be is not even read. */
static void
test_limits(void)
{
	static const struct {
		const char *name;
		ecert_limit limit;
		const char *entry;
		ecert_reason reason;
	} v[] = {
		{ "a value above the limit", ECERT_LIMIT_SES_BYTES, SIG_VALUE, R(SES_MALFORMED) },
		{ "a description above the limit", ECERT_LIMIT_XML_BYTES, SIG_XML,
		    R(XML_LIMIT) },
	};
	struct forge_case c = { .name = "" };
	ecert_report *rep;
	uint64_t was;
	struct forge f;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].name);
		forge_make(&f, &c);
		was = ecert_ctx_limit(forge.ctx, v[i].limit);
		CHECK_OK(forge.ctx, ecert_ctx_set_limit(forge.ctx, v[i].limit,
		    forge_find(&f, v[i].entry)->n - 1));
		(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &rep);
		CHECK_OK(forge.ctx, ecert_ctx_set_limit(forge.ctx, v[i].limit, was));
		CHECK_INT(ecert_report_verdict(rep), X);
		for (n = k = 0; k < rep->n_items; k++)
			n += rep->items[k].outcome == ECERT_CHECK_FAIL &&
			    rep->items[k].reason == v[i].reason &&
			    strcmp(rep->items[k].where, v[i].entry) == 0 &&
			    strstr(rep->items[k].detail[0], "bytes, the limit is ") != NULL;
		CHECK_INT(n, 1);
		ecert_report_free(rep);
		forge_free(&f);
	}
}

static const struct item_case told[] = {
	{ "two rows of one description, in the list", NULL, NULL, one_file_twice, { ECI_V_LIST, FAIL,
	    R(SIG_LIST_BAD), false, "signatures 1 and 2 share one description" }, 1 },
	{ "two rows of one description, of the second", NULL, NULL, one_file_twice, { ECI_V_XML, FAIL,
	    R(SIG_LIST_BAD), false, "an earlier signature has the same description" }, 1 },
	{ "one row", NULL, NULL, NULL, { ECI_V_LIST, PASS, 0, false, "1 signatures" }, 1 },
	{ "Signature.xml removed", NULL, NULL, description_gone, { ECI_V_XML, FAIL, R(SIG_LIST_BAD),
	    false, "Signature.xml is not in the package" }, 1 },
	{ "Signature.xml removed, so nobody asks for a value", NULL, NULL, description_gone,
	    { ECI_V_XML, FAIL, R(REF_MISSING_FILE), false, "the signature value" }, 0 },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	item_run(told, ECI_COUNT(told));
	test_limits();
	forge_end();
	return unit_end();
}
