/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures in the package that its open list does not name. */
#include <time.h>

#include "../negative/forge_cms.h"
#include "../negative/forge_item.h"

#define ROW(id, n) "<ofd:Signature ID=\"" id "\" Type=\"Seal\" BaseLoc=\"Sign_" n \
	"/Signature.xml\"/>"
#define LIST(rows) XML "<ofd:Signatures" NS ">" rows "</ofd:Signatures>"
#define THIRD SIGNS "Sign_2/"
#define BIG 20000

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
RELIST(off_the_list, (void), "")
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

/* SignedData over the entry what, in a file of its own that is protected. */
static void
add_signed_data(struct forge *f, const char *what, bool attrs, bool info)
{
	struct fcms c;

	cms_base(&c);
	if (!attrs)
		cms_form_a(&c);
	c.no_info = !info;
	f->xml = what;
	f->value = "signedvalue.dat";
	cms_value(f, &c);
	f->xml = SIG_XML;
	f->value = SIG_VALUE;
}

static void
signed_data(struct forge *f)
{
	add_signed_data(f, PAGE, true, true);
}

static void
certificates(struct forge *f)
{
	add_signed_data(f, PAGE, true, false);
}

static void
of_entries(struct forge *f)
{
	forge_text(f, "OFDEntries.xml", "<OFDEntries/>");
	add_signed_data(f, "OFDEntries.xml", false, true);
}

static void
of_entries_attrs(struct forge *f)
{
	forge_text(f, "OFDEntries.xml", "<OFDEntries/>");
	add_signed_data(f, "OFDEntries.xml", true, true);
}

static void
beside_entries(struct forge *f)
{
	forge_text(f, "OFDEntries.xml", "<OFDEntries/>");
	signed_data(f);
}

/* Linked as an attachment it is somebody's record, not this document's signature. */
static void
attached(struct forge *f)
{
	forge_text(f, "Doc_0/Attachs/raw.xml", "<ofd:Signature" NS "/>");
}

/* As fonts begin. */
static void
zero_bytes(struct forge *f)
{
	forge_set(f, "Doc_0/Attachs/raw.xml", "\0\1\0\0", 4);
	forge_set(f, "Doc_0/left.ttf", "\0\1\0\0", 4);
}

/* The first signer's document links the files its signature will be. */
#define LINK(n, file) "<ofd:Attachment ID=\"L" n "\" Name=\"n" n "\"><ofd:FileLoc>" file \
	"</ofd:FileLoc></ofd:Attachment>"
#define LINKED(hook, links) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, "Doc_0/Attachs/Attachments.xml", "</ofd:Attachments>", \
	    links "</ofd:Attachments>"); \
}

LINKED(link_both, LINK("1", "/" SIG_XML) LINK("2", "/" SIG_VALUE))
LINKED(link_xml, LINK("1", "/" SIG_XML))
LINKED(link_value, LINK("2", "/" SIG_VALUE))
LINKED(link_other, LINK("1", "other.xml") LINK("2", "other.dat"))

/* Moved to where the attachments are: the value is of that description still. */
static void
both_elsewhere(struct forge *f)
{
	const struct fent *v = forge_find(f, SIG_VALUE);

	forge_set(f, "Doc_0/Attachs/other.dat", v->p, v->n);
	v = forge_find(f, SIG_XML);
	forge_set(f, "Doc_0/Attachs/other.xml", v->p, v->n);
	forge_drop(f, SIG_VALUE);
	forge_drop(f, SIG_XML);
	forge_drop(f, SIG_SEAL);
	forge_text(f, SIGNS "Signatures.xml", LIST(""));
	f->n_skip = 1;
	forge_second(f);
}

/* What another document's signature is, as a record of it: its names are this one's. */
static void
other_documents(struct forge *f)
{
	static const char xml[] = XML "<ofd:Signature" NS "><ofd:SignedInfo><ofd:References/>"
	    "</ofd:SignedInfo><ofd:SignedValue>/" SIG_VALUE "</ofd:SignedValue></ofd:Signature>";

	link_other(f);
	forge_text(f, "Doc_0/Attachs/other.xml", xml);
	add_signed_data(f, "Doc_0/Attachs/raw.xml", true, true);
	forge_set(f, "Doc_0/Attachs/other.dat", forge_find(f, "signedvalue.dat")->p,
	    forge_find(f, "signedvalue.dat")->n);
	forge_drop(f, "signedvalue.dat");
}

/* What is signed is, by its digest, nothing but zeros; there is no list of entries. */
static void
zero_digest(struct forge *f)
{
	static const uint8_t zeros[32];
	struct fcms c;

	cms_base(&c);
	cms_form_a(&c);
	c.content = zeros;
	c.content_len = sizeof(zeros);
	f->xml = PAGE;
	f->value = "signedvalue.dat";
	cms_value(f, &c);
	f->xml = SIG_XML;
	f->value = SIG_VALUE;
}

/* A list of entries too large to be read is none. */
static void
large_entries(struct forge *f)
{
	char *p = malloc(BIG);

	memset(p, ' ', BIG);
	forge_set(f, "OFDEntries.xml", p, BIG);
	free(p);
	add_signed_data(f, "OFDEntries.xml", false, true);
}

/* Above the limit, as above that of a row's own. */
static void
large_description(struct forge *f)
{
	static const char text[] = "<ofd:Signature" NS "/>";
	char *p = malloc(BIG);

	memset(p, ' ', BIG);
	memcpy(p, text, sizeof(text) - 1);
	forge_set(f, "Doc_0/left.xml", p, BIG);
	free(p);
}

static void
large_value(struct forge *f)
{
	struct fcms c;
	char *p = malloc(BIG);

	memset(p, ' ', BIG);
	cms_base(&c);
	cms_form_a(&c);
	c.content = p;
	c.content_len = BIG;
	f->xml = PAGE;
	f->value = "signedvalue.dat";
	cms_value(f, &c);
	f->xml = SIG_XML;
	f->value = SIG_VALUE;
	free(p);
}

/* The description's value is where it says no more: only the value names the description,
 * by its name or its digest. */
#define NOWHERE "Doc_0/Signs/Sign_0/nothing.dat"

static void
keep_value(struct forge *f, bool change)
{
	const struct fent *v = forge_find(f, SIG_VALUE);

	forge_set(f, "Doc_0/Attachs/other.dat", v->p, v->n);
	forge_drop(f, SIG_VALUE);
	forge_drop(f, SIG_SEAL);
	if (change)
		forge_edit(f, SIG_XML, "SignedValue.dat", "nothing.dat");
	forge_text(f, SIGNS "Signatures.xml", LIST(""));
	f->n_skip = 1;
	forge_second(f);
}

LINKED(link_xml_other, LINK("1", "/" SIG_XML) LINK("2", "other.dat"))

static void
by_name(struct forge *f)
{
	keep_value(f, true);
}

static void
without_slash(struct forge *f)
{
	link_xml_other(f);
	f->property = SIG_XML;
}

/* By neither, and the value is where the description says. */
static void
of_no_description(struct forge *f)
{
	link_both(f);
	f->property = "/elsewhere.xml";
}

static void
by_place(struct forge *f)
{
	forge_edit(f, SIG_XML, "Provider", "Provider ");
	first_of_two(f);
}

/* SignedData over a description that is attached as it is. */
static void
attached_pair(struct forge *f, bool attrs)
{
	static const char xml[] = XML "<ofd:Signature" NS "><ofd:SignedInfo><ofd:References/>"
	    "</ofd:SignedInfo><ofd:SignedValue>/" NOWHERE "</ofd:SignedValue></ofd:Signature>";

	link_other(f);
	forge_text(f, "Doc_0/Attachs/other.xml", xml);
	add_signed_data(f, "Doc_0/Attachs/other.xml", attrs, true);
	forge_set(f, "Doc_0/Attachs/other.dat", forge_find(f, "signedvalue.dat")->p,
	    forge_find(f, "signedvalue.dat")->n);
	forge_drop(f, "signedvalue.dat");
}

static void
attached_pair_a(struct forge *f)
{
	attached_pair(f, false);
}

static void
attached_pair_b(struct forge *f)
{
	attached_pair(f, true);
}

static void
description_cut(struct forge *f)
{
	forge_edit(f, SIG_XML, "</ofd:Signature>", "");
}

static void
list_cut(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>", "");
}

/* Which files are a signature's nobody knows where its row or the list cannot be read. */
static const struct item_case told[] = {
	{ "a description that cannot be read", NULL, NULL, description_cut, { ECI_V_LIST, FAIL,
	    R(SIG_LIST_BAD), false, "a signature that is not listed" }, 0 },
	{ "a list that cannot be read", NULL, NULL, list_cut, { ECI_V_LIST, FAIL, R(SIG_LIST_BAD),
	    false, "a signature that is not listed" }, 0 },
	{ "one that is not listed", bom, NULL, NULL, { ECI_V_LIST, FAIL, R(SIG_LIST_BAD), false,
	    "a signature that is not listed" }, 1 },
};

/* Limits that the document itself keeps. */
static void
test_limits(void)
{
	static const struct { struct forge_case c; ecert_limit limit; } rows[] = {
		{ { "the list of entries is too large", large_entries, NULL, NULL, NULL, X,
		    { R(SIG_LIST_BAD) } }, ECERT_LIMIT_XML_BYTES },
		{ { "a description that is too large", large_description, NULL, NULL, NULL, V, { 0 } },
		    ECERT_LIMIT_XML_BYTES },
		{ { "a value that is too large", large_value, NULL, NULL, NULL, V, { 0 } },
		    ECERT_LIMIT_SES_BYTES },
		{ { "a large value", large_value, NULL, NULL, NULL, X, { R(SIG_LIST_BAD) } },
		    ECERT_LIMIT_XML_BYTES },
	};
	uint64_t was;
	struct forge f;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].c.name);
		forge_make(&f, &rows[i].c);
		was = ecert_ctx_limit(forge.ctx, rows[i].limit);
		CHECK_OK(forge.ctx, ecert_ctx_set_limit(forge.ctx, rows[i].limit, BIG - 1));
		forge_judge(&f, forge.policy, rows[i].c.want, rows[i].c.any);
		CHECK_OK(forge.ctx, ecert_ctx_set_limit(forge.ctx, rows[i].limit, was));
		forge_free(&f);
	}
}

static const struct forge_case cases[] = {
	{ "SignedData over zeros", zero_digest, NULL, NULL, NULL, X, { R(SIG_LIST_BAD) } },
	{ "linked, its value elsewhere, known by the name of its description", link_xml_other, NULL,
	    by_name, NULL, X, { R(SIG_LIST_BAD) } },
	{ "the same without a leading slash", without_slash, NULL, by_name, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "linked, known by the place of its value alone", of_no_description, NULL, by_place, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "attached with its description, no attributes", attached_pair_a, NULL, NULL, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "attached with its description, attributes", attached_pair_b, NULL, NULL, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "three signatures", NULL, NULL, third, NULL, V, { 0 } },
	{ "first of two", NULL, NULL, first_of_two, NULL, X, { R(SIG_LIST_BAD) } },
	{ "the only one", NULL, NULL, off_the_list, NULL, X, { R(NO_SIGNATURE), R(SIG_LIST_BAD) } },
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
	{ "SignedData", signed_data, NULL, NULL, NULL, X, { R(SIG_LIST_BAD) } },
	{ "SignedData with certificates alone", certificates, NULL, NULL, NULL, V, { 0 } },
	{ "SignedData over the list of entries", of_entries, NULL, NULL, NULL, V, { 0 } },
	{ "the same with attributes", of_entries_attrs, NULL, NULL, NULL, V, { 0 } },
	{ "SignedData over something else beside it", beside_entries, NULL, NULL, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "linked as attachments, listed", link_both, NULL, forge_second, NULL, X,
	    { R(OFD_STRUCTURE) } },
	{ "linked as attachments, off the list", link_both, NULL, first_of_two, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "its description linked, off the list", link_xml, NULL, first_of_two, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "its value linked, off the list", link_value, NULL, first_of_two, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "linked, both elsewhere", link_other, NULL, both_elsewhere, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "what records another document's signature, and that of a file", other_documents, NULL,
	    NULL, NULL, V, { 0 } },
	{ "files that begin with a zero", zero_bytes, NULL, NULL, NULL, V, { 0 } },
	{ "an attachment", attached, NULL, NULL, NULL, V, { 0 } },
	{ "unprotected leftover that is no signature", NULL, NULL, certificate, NULL, U,
	    { R(COVERAGE_EXTRA) } },
};

/* CPU time it takes to verify a document with n values over a list of 8 MiB. */
static clock_t
time_of_many(size_t n)
{
	const size_t size = (size_t)8 << 20;
	ecert_report *report = NULL;
	const struct fent *value;
	char *list = calloc(1, size + 1), name[48];
	ecert_doc *doc = NULL;
	struct forge f;
	clock_t t;
	size_t i;

	forge_base(&f);
	memset(list, ' ', size);
	forge_set(&f, "OFDEntries.xml", list, size);
	add_signed_data(&f, "OFDEntries.xml", false, true);
	for (i = 1; i < n; i++) {
		snprintf(name, sizeof(name), "signedvalue%zu.dat", i);
		value = forge_find(&f, "signedvalue.dat");
		forge_set(&f, name, value->p, value->n);
	}
	forge_sign(&f, NULL);
	forge_zip(&f);
	CHECK_OK(forge.ctx, ecert_doc_open_mem(forge.ctx, f.file.ptr, f.file.len, "f", &doc));
	t = clock();
	CHECK_OK(forge.ctx, ecert_verify(forge.ctx, doc, forge.policy, &report));
	t = clock() - t;
	ecert_report_free(report);
	ecert_doc_free(doc);
	forge_free(&f);
	free(list);
	return t;
}

/* Whether they are over it is asked for each. */
static void
many(void)
{
	clock_t one = time_of_many(1);

	unit_case("many values over a large list of entries");
	CHECK(time_of_many(40) < 4 * one + CLOCKS_PER_SEC / 10);
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	item_run(told, ECI_COUNT(told));
	test_limits();
	many();
	forge_end();
	return unit_end();
}
