/* SPDX-License-Identifier: Apache-2.0 */
/* Forged lists of signatures: which open to anybody says what is to be examined. */
#include "../negative/forge_cms.h"

#define LIST_XML SIGNS "Signatures.xml"
#define ROW "<ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/>"

#define LIST(hook, from, to) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, LIST_XML, from, to); \
}

static void
lock(struct forge *f)
{
	f->n_skip = 0;
}

LIST(space, "</ofd:Signatures>", " </ofd:Signatures>")
LIST(in_foreign, ROW, "<x:y xmlns:x=\"http://example.org/\">" ROW "</x:y>")
LIST(in_max_id, "<ofd:MaxSignId>2</ofd:MaxSignId>" ROW, "<ofd:MaxSignId>2" ROW "</ofd:MaxSignId>")
LIST(in_comment, ROW, "<!--" ROW "-->")
LIST(in_cdata, ROW, "<![CDATA[" ROW "]]>")
LIST(no_id, "ID=\"1\" ", "")
LIST(no_base, " BaseLoc=\"Sign_0/Signature.xml\"", "")
LIST(empty_base, "Sign_0/Signature.xml", "")
LIST(null_base, "Sign_0/Signature.xml", "null")
LIST(of_ofd, "BaseLoc=\"Sign_0/Signature.xml\"", "BaseLoc=\"/OFD.xml\"")
LIST(of_list, "BaseLoc=\"Sign_0/Signature.xml\"", "BaseLoc=\"/" LIST_XML "\"")
LIST(of_value, "BaseLoc=\"Sign_0/Signature.xml\"", "BaseLoc=\"Sign_0/SignedValue.dat\"")
LIST(percent, "Sign_0/Signature.xml", "Sign_0/Signature%2Exml")
LIST(backslash, "Sign_0/Signature.xml", "Sign_0\\Signature.xml")
LIST(url, "Sign_0/Signature.xml", "http://h/Signature.xml")
LIST(type_small, "\"Seal\"", "\"seal\"")
LIST(type_blank, "\"Seal\"", "\"\"")
LIST(unknown, "</ofd:Signatures>", "<ofd:Foo/></ofd:Signatures>")
LIST(absolute, "Sign_0/Signature.xml", "/" SIG_XML)
LIST(no_type, " Type=\"Seal\"", "")
LIST(odd_id, "ID=\"1\"", "ID=\"s001\"")
LIST(no_max, "<ofd:MaxSignId>2</ofd:MaxSignId>", "")
LIST(small_max, "<ofd:MaxSignId>2<", "<ofd:MaxSignId>0<")
LIST(old_namespace, "http://www.ofdspec.org/2016", "http://www.ofdspec.org")

static void
two_lists(struct forge *f)
{
	forge_edit(f, "OFD.xml", "</ofd:Signatures>", "</ofd:Signatures><ofd:Signatures>"
	    "Doc_0/Other.xml</ofd:Signatures>");
	forge_text(f, "Doc_0/Other.xml", XML "<ofd:Signatures" NS "/>");
}

static void
list_is_ofd(struct forge *f)
{
	forge_edit(f, "OFD.xml", "Doc_0/Signs/Signatures.xml", "OFD.xml");
}

static void
no_link(struct forge *f)
{
	forge_edit(f, "OFD.xml", "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>", "");
}

static void
other_list(struct forge *f)
{
	forge_skip(f, "OFD.xml");
}

static void
list_redirected(struct forge *f)
{
	forge_edit(f, "OFD.xml", "Doc_0/Signs/Signatures.xml", "Doc_0/Other.xml");
	forge_text(f, "Doc_0/Other.xml", XML "<ofd:Signatures" NS "/>");
}

static void
list_elsewhere(struct forge *f)
{
	const struct fent *e = forge_find(f, LIST_XML);

	forge_edit(f, "OFD.xml", "Doc_0/Signs/Signatures.xml", "/Doc_0/Signatures.xml");
	forge_set(f, "Doc_0/Signatures.xml", e->p, e->n);
	forge_drop(f, LIST_XML);
	f->n_skip = 0;
	forge_skip(f, "Doc_0/Signatures.xml");
	forge_edit(f, "Doc_0/Signatures.xml", "Sign_0/Signature.xml", "Signs/Sign_0/Signature.xml");
}

/* Two signatures, the second one's row makes it of the first one's files. */
static void
second_by_first(struct forge *f)
{
	forge_second(f);
	forge_edit(f, LIST_XML, "Sign_1/Signature.xml", "./Sign_0/Signature.xml");
}

/* A stranger signs in addition: all he signs is good, nobody trusts him. */
static void
second_by_stranger(struct forge *f)
{
	struct fwho other = forge.other;

	forge.other = forge.evil_signer;
	f->maker = forge.evil_maker;
	forge_second(f);
	forge.other = other;
}

/* Another holder of a certificate signs in addition, with the first one's seal. */
static void
second_with_first_seal(struct forge *f)
{
	forge_second(f);
	f->listed = eci_cert_der(forge.signer.cert);
	forge_sign(f, NULL);
}

/* The first signer's row, in the place of a forged one of the same number. */
static void
second_claims_first_id(struct forge *f)
{
	forge_second(f);
	forge_edit(f, LIST_XML, "ID=\"3\"", "ID=\"1\"");
}

/* What was signed is not the list's kind, and a seal is shown all the same. */
static void
sign_with_seal_file(struct forge *f)
{
	struct fcms c;

	cms_list(f);
	cms_base(&c);
	forge_seal(f);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	c.more = "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>";
	cms_describe(f, &c);
	cms_value(f, &c);
}

static const struct forge_case cases[] = {
	{ "a protected list edited", lock, NULL, space, NULL, X,
	    { R(DIGEST_MISMATCH), R(SIG_LIST_BAD) } },
	{ "a row inside a foreign element", NULL, NULL, in_foreign, NULL, X,
	    { R(SIG_LIST_BAD), R(NO_SIGNATURE) } },
	{ "a row inside the highest number", NULL, NULL, in_max_id, NULL, X,
	    { R(SIG_LIST_BAD), R(NO_SIGNATURE) } },
	{ "a row inside a comment", NULL, NULL, in_comment, NULL, X,
	    { R(SIG_LIST_BAD), R(NO_SIGNATURE) } },
	{ "a row as text", NULL, NULL, in_cdata, NULL, X, { R(SIG_LIST_BAD), R(NO_SIGNATURE) } },
	{ "a row without a number", NULL, NULL, no_id, NULL, X, { R(SIG_LIST_BAD) } },
	{ "a row without a place", NULL, NULL, no_base, NULL, X, { R(SIG_LIST_BAD) } },
	{ "a row with an empty place", NULL, NULL, empty_base, NULL, X, { R(SIG_LIST_BAD) } },
	{ "a row of null", NULL, NULL, null_base, NULL, X, { R(SIG_LIST_BAD) } },
	{ "a row of OFD.xml", NULL, NULL, of_ofd, NULL, X, { R(SIG_LIST_BAD), R(SIG_XML_BAD) } },
	{ "a row of the list", NULL, NULL, of_list, NULL, X, { R(SIG_LIST_BAD), R(SIG_XML_BAD) } },
	{ "a row of the value", NULL, NULL, of_value, NULL, X,
	    { R(SIG_LIST_BAD), R(SIG_XML_BAD), R(XML_MALFORMED) } },
	{ "a row in percent signs", NULL, NULL, percent, NULL, X, { R(SIG_LIST_BAD), R(REF_BAD) } },
	{ "a row with a backslash", NULL, NULL, backslash, NULL, X,
	    { R(SIG_LIST_BAD), R(REF_BAD) } },
	{ "a row of the network", NULL, NULL, url, NULL, X, { R(SIG_LIST_BAD), R(REF_BAD) } },
	{ "Type in other letters", NULL, NULL, type_small, NULL, X,
	    { R(SIG_TYPE), R(SIG_LIST_BAD) } },
	{ "Type empty", NULL, NULL, type_blank, NULL, X, { R(SIG_TYPE), R(SIG_LIST_BAD) } },
	{ "an unknown element in the list", NULL, NULL, unknown, NULL, X, { R(SIG_LIST_BAD) } },
	{ "two lists", two_lists, NULL, NULL, NULL, X, { R(SIG_LIST_BAD), R(OFD_STRUCTURE) } },
	{ "OFD.xml is the list", list_is_ofd, NULL, NULL, NULL, X,
	    { R(SIG_LIST_BAD), R(OFD_STRUCTURE) } },
	{ "no link to the list", no_link, NULL, NULL, NULL, X,
	    { R(NO_SIGNATURE), R(SIG_LIST_BAD) } },
	{ "OFD.xml open, another list", other_list, NULL, list_redirected, NULL, X,
	    { R(NO_SIGNATURE), R(SIG_LIST_BAD) } },
	{ "a second row of the first description", NULL, NULL, second_by_first, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "a stranger signs too", NULL, NULL, second_by_stranger, NULL, U,
	    { R(CERT_UNTRUSTED) } },
	{ "lab B signs too, with lab A's seal", NULL, NULL, second_with_first_seal, NULL, X,
	    { R(SEAL_CERTLIST) } },
	{ "the second signature has the first one's number", NULL, NULL, second_claims_first_id,
	    NULL, X, { R(SIG_LIST_BAD) } },
	{ "a plain signature shows a seal", NULL, NULL, sign_with_seal_file, NULL, X,
	    { R(SEAL_MISMATCH) } },
	{ "genuine: an absolute place", NULL, NULL, absolute, NULL, V, { 0 } },
	{ "genuine: no Type", NULL, NULL, no_type, NULL, V, { 0 } },
	{ "genuine: number s001", NULL, NULL, odd_id, NULL, V, { 0 } },
	{ "genuine: no highest number", NULL, NULL, no_max, NULL, V, { 0 } },
	{ "genuine: a highest number that is too low", NULL, NULL, small_max, NULL, V, { 0 } },
	{ "genuine: the earlier namespace", NULL, NULL, old_namespace, NULL, V, { 0 } },
	{ "genuine: the list lies elsewhere", list_elsewhere, NULL, NULL, NULL, V, { 0 } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
