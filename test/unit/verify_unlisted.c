/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures in the package that its open list does not name. */
#include "../negative/forge_run.h"

#define ROW(id, n) "<ofd:Signature ID=\"" id "\" Type=\"Seal\" BaseLoc=\"Sign_" n \
	"/Signature.xml\"/>"
#define LIST(rows) XML "<ofd:Signatures" NS ">" rows "</ofd:Signatures>"
#define THIRD SIGNS "Sign_2/"

static void
third(struct forge *f)
{
	forge_second(f);
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>", ROW("5", "2")
	    "</ofd:Signatures>");
	f->xml = THIRD "Signature.xml";
	f->value = THIRD "SignedValue.dat";
	f->esl = THIRD "Seal.esl";
	f->property = "/" THIRD "Signature.xml";
	f->time = T_SIGN + 120;
	forge_sign(f, NULL);
}

#define RELIST(hook, make, rows) \
static void \
hook(struct forge *f) \
{ \
	make(f); \
	forge_text(f, SIGNS "Signatures.xml", LIST(rows)); \
}

RELIST(first_of_two, forge_second, ROW("3", "1"))
RELIST(second_of_two, forge_second, ROW("1", "0"))
RELIST(first_of_three, third, ROW("3", "1") ROW("5", "2"))
RELIST(middle_of_three, third, ROW("1", "0") ROW("5", "2"))
RELIST(all_but_last, third, ROW("5", "2"))

/* The list was open when the last one signed, who then locked it without the
 * first: a list nobody can change any more, and still not all there was. */
static void
locked_without_first(struct forge *f)
{
	forge_text(f, SIGNS "Signatures.xml", LIST(""));
	f->n_skip = 0;
	forge_second(f);
}

static void
value_alone(struct forge *f)
{
	forge_drop(f, SIG_XML);
	forge_text(f, SIGNS "Signatures.xml", LIST(""));
	forge_second(f);
}

static void
xml_alone(struct forge *f)
{
	forge_drop(f, SIG_VALUE);
	forge_text(f, SIGNS "Signatures.xml", LIST(""));
	forge_second(f);
}

/* As a signature begins in other hands. */
#define LEFT(hook, text) \
static void \
hook(struct forge *f) \
{ \
	forge_text(f, "Doc_0/left.xml", text); \
}

LEFT(bom, "\xef\xbb\xbf" XML "<!-- c --><?x y?>\n<ofd:Signature" NS "/>")
LEFT(no_prefix, "\r\n <Signature xmlns=\"http://www.ofdspec.org/2016\"/>")
LEFT(old_namespace, "<Signature xmlns=\"http://www.ofdspec.org\"/>")
LEFT(xmldsig, "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>")
LEFT(other_root, XML "<ofd:Signatures" NS "/>")
LEFT(no_xml, "Signature")
LEFT(inner, "<x><ofd:Signature" NS "/></x>")
LEFT(cut, "<ofd:Signature")
LEFT(empty, "")

static void
certificate(struct forge *f)
{
	struct eci_bytes der = eci_cert_der(f->signer.cert);

	forge_set(f, "Doc_0/lab.cer", der.ptr, der.len);
}

static void
seal(struct forge *f)
{
	forge_seal(f);
	forge_set(f, "Doc_0/lab.esl", f->seal.ptr, f->seal.len);
}

/* Linked as an attachment it is somebody's record, not this document's signature. */
static void
attached(struct forge *f)
{
	forge_text(f, "Doc_0/Attachs/raw.xml", "<ofd:Signature" NS "/>");
}

static const struct forge_case cases[] = {
	{ "three signatures", NULL, NULL, third, NULL, V, { 0 } },
	{ "first of two", NULL, NULL, first_of_two, NULL, X, { R(SIG_LIST_BAD) } },
	{ "second of two", NULL, NULL, second_of_two, NULL, X, { R(SIG_LIST_BAD) } },
	{ "first of three", NULL, NULL, first_of_three, NULL, X, { R(SIG_LIST_BAD) } },
	{ "middle of three", NULL, NULL, middle_of_three, NULL, X, { R(SIG_LIST_BAD) } },
	{ "all but the last of three", NULL, NULL, all_but_last, NULL, X, { R(SIG_LIST_BAD) } },
	{ "list locked without the first", NULL, NULL, locked_without_first, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "the value alone", NULL, NULL, value_alone, NULL, X, { R(SIG_LIST_BAD) } },
	{ "the description alone", NULL, NULL, xml_alone, NULL, X, { R(SIG_LIST_BAD) } },
	{ "byte order mark, comment", bom, NULL, NULL, NULL, X, { R(SIG_LIST_BAD) } },
	{ "default namespace", no_prefix, NULL, NULL, NULL, X, { R(SIG_LIST_BAD) } },
	{ "earlier namespace", old_namespace, NULL, NULL, NULL, X, { R(SIG_LIST_BAD) } },
	{ "a signature of another kind", xmldsig, NULL, NULL, NULL, V, { 0 } },
	{ "another root", other_root, NULL, NULL, NULL, V, { 0 } },
	{ "no XML", no_xml, NULL, NULL, NULL, V, { 0 } },
	{ "Signature inside", inner, NULL, NULL, NULL, V, { 0 } },
	{ "cut XML", cut, NULL, NULL, NULL, V, { 0 } },
	{ "empty file", empty, NULL, NULL, NULL, V, { 0 } },
	{ "a certificate", certificate, NULL, NULL, NULL, V, { 0 } },
	{ "a seal", seal, NULL, NULL, NULL, V, { 0 } },
	{ "an attachment", attached, NULL, NULL, NULL, V, { 0 } },
	{ "unprotected leftover that is no signature", NULL, NULL, certificate, NULL, U,
	    { R(COVERAGE_EXTRA) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
