/* SPDX-License-Identifier: Apache-2.0 */
/* Several signatures: what each may leave to the others, and what not. */
#include "../negative/forge_item.h"

static void
extra(struct forge *f)
{
	forge_text(f, "Doc_0/note.txt", "added between the signatures");
}

static void
second(struct forge *f)
{
	forge_second(f);
}

static void
second_skips_page(struct forge *f)
{
	forge_skip(f, PAGE);
	forge_second(f);
}

static void
second_skips_first(struct forge *f)
{
	forge_skip(f, SIG_XML);
	forge_skip(f, SIG_VALUE);
	forge_skip(f, SIG_SEAL);
	forge_second(f);
}

static void
second_skips_value(struct forge *f)
{
	forge_skip(f, SIG_VALUE);
	forge_second(f);
}

/* Its own seal file speaks for itself; the first one's must be protected. */
static void
second_skips_own_seal(struct forge *f)
{
	forge_skip(f, SIGNS "Sign_1/Seal.esl");
	forge_second(f);
}

static void
second_skips_first_seal(struct forge *f)
{
	forge_skip(f, SIG_SEAL);
	forge_second(f);
}

static void
second_after_extra(struct forge *f)
{
	extra(f);
	forge_second(f);
}

static void
second_then_extra(struct forge *f)
{
	forge_second(f);
	extra(f);
}

/* The list is open: its order is anybody's. */
static void
rows_swapped(struct forge *f)
{
	forge_second(f);
	forge_text(f, SIGNS "Signatures.xml", XML "<ofd:Signatures" NS "><ofd:Signature ID=\"3\""
	    " Type=\"Seal\" BaseLoc=\"Sign_1/Signature.xml\"/><ofd:Signature ID=\"1\""
	    " Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/></ofd:Signatures>");
}

static void
lock(struct forge *f)
{
	f->n_skip = 0;
}

static void
second_locks(struct forge *f)
{
	f->n_skip = 0;
	forge_second(f);
}

static void
second_broken(struct forge *f)
{
	struct fent *e;

	forge_second(f);
	e = forge_find(f, SIGNS "Sign_1/SignedValue.dat");
	e->p[e->n - 1] ^= 1;
}

static void
second_dropped(struct forge *f)
{
	forge_second(f);
	forge_edit(f, SIGNS "Signatures.xml", "<ofd:Signature ID=\"3\""
	    " Type=\"Seal\" BaseLoc=\"Sign_1/Signature.xml\"/>", "");
}

static void
first_dropped(struct forge *f)
{
	forge_second(f);
	forge_edit(f, SIGNS "Signatures.xml", "<ofd:Signature ID=\"1\""
	    " Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/>", "");
}

static void
skip_own_seal(struct forge *f)
{
	forge_skip(f, SIG_SEAL);
}

/* The seal file names a page: no page becomes a seal by that. */
static void
page_as_seal(struct forge *f)
{
	forge_skip(f, PAGE);
	forge_describe(f);
	forge_edit(f, SIG_XML, "<ofd:BaseLoc>Seal.esl", "<ofd:BaseLoc>/" PAGE);
}

/* ---- a signature's file that is something else, too ---- */

static void
as_tag(struct forge *f, const char *loc)
{
	forge_edit(f, "Doc_0/Tags/CustomTags.xml", "Tag_0.xml", loc);
	forge_drop(f, "Doc_0/Tags/Tag_0.xml");
}

static void
as_attachment(struct forge *f, const char *loc)
{
	forge_edit(f, "Doc_0/Attachs/Attachments.xml", "raw.xml", loc);
	forge_drop(f, "Doc_0/Attachs/raw.xml");
}

static void
list_as_tag(struct forge *f)
{
	as_tag(f, "/" SIGNS "Signatures.xml");
}

static void
list_as_attachment(struct forge *f)
{
	as_attachment(f, "/" SIGNS "Signatures.xml");
}

static void
list_locked_as_attachment(struct forge *f)
{
	list_as_attachment(f);
	f->n_skip = 0;
}

static void
value_as_attachment(struct forge *f)
{
	as_attachment(f, "/" SIG_VALUE);
}

static void
xml_as_attachment(struct forge *f)
{
	as_attachment(f, "/" SIG_XML);
}

static void
later_xml_as_tag(struct forge *f)
{
	as_tag(f, "/" SIGNS "Sign_1/Signature.xml");
}

static void
later_value_as_attachment(struct forge *f)
{
	as_attachment(f, "/" SIGNS "Sign_1/SignedValue.dat");
}

static void
later_seal_as_image(struct forge *f)
{
	forge_edit(f, "Doc_0/DocumentRes.xml", "qr.png", "/" SIGNS "Sign_1/Seal.esl");
}

/* A version's list says what there is, and shows none of it. */
static void
version_lists_files(struct forge *f)
{
	forge_edit(f, "OFD.xml", "<ofd:Signatures>", "<ofd:Versions><ofd:Version ID=\"v1\""
	    " Index=\"1\" Current=\"true\" BaseLoc=\"V.xml\"/></ofd:Versions><ofd:Signatures>");
	forge_text(f, "V.xml", XML "<ofd:DocVersion" NS " ID=\"v1\"><ofd:FileList>"
	    "<ofd:File ID=\"1\">/" SIGNS "Signatures.xml</ofd:File><ofd:File ID=\"2\">/" SIG_XML
	    "</ofd:File><ofd:File ID=\"3\">/" SIG_VALUE "</ofd:File></ofd:FileList><ofd:DocRoot>"
	    "/Doc_0/Document.xml</ofd:DocRoot></ofd:DocVersion>");
}

static const struct forge_case cases[] = {
	{ "two signatures in turn", NULL, NULL, second, NULL, V, { 0 } },
	{ "two signatures, rows swapped", NULL, NULL, rows_swapped, NULL, V, { 0 } },
	{ "the second protects less", NULL, NULL, second_skips_page, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "neither protects the other", NULL, NULL, second_skips_first, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "the second leaves the first's value open", NULL, NULL, second_skips_value, NULL, U,
	    { R(COVERAGE_MISSING) } },
	{ "the second leaves its own seal file open", NULL, NULL, second_skips_own_seal, NULL, V,
	    { 0 } },
	{ "the second leaves the first's seal file open", NULL, NULL, second_skips_first_seal,
	    NULL, U, { R(COVERAGE_MISSING), R(COVERAGE_EXTRA) } },
	{ "a file between the signatures", NULL, NULL, second_after_extra, NULL, U,
	    { R(COVERAGE_EXTRA) } },
	{ "a file after both", NULL, NULL, second_then_extra, NULL, U, { R(COVERAGE_EXTRA) } },
	{ "one signature locks the list", lock, NULL, NULL, NULL, V, { 0 } },
	{ "a signature after the lock", lock, NULL, second, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "the second locks the list", NULL, NULL, second_locks, NULL, V, { 0 } },
	{ "one bad signature spoils all", NULL, NULL, second_broken, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "the second is taken off the list", NULL, NULL, second_dropped, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "the first is taken off the list", NULL, NULL, first_dropped, NULL, X,
	    { R(SIG_LIST_BAD) } },
	{ "the open list is a tag", list_as_tag, NULL, NULL, NULL, X, { R(OFD_STRUCTURE) } },
	{ "the open list is an attachment", list_as_attachment, NULL, NULL, NULL, X,
	    { R(OFD_STRUCTURE) } },
	{ "the protected list is an attachment", list_locked_as_attachment, NULL, NULL, NULL, X,
	    { R(OFD_STRUCTURE) } },
	{ "its own value is an attachment", value_as_attachment, NULL, NULL, NULL, X,
	    { R(OFD_STRUCTURE) } },
	{ "its own description is an attachment", xml_as_attachment, NULL, NULL, NULL, X,
	    { R(OFD_STRUCTURE) } },
	{ "a dangling tag becomes the second's description", later_xml_as_tag, NULL, second,
	    NULL, X, { R(OFD_STRUCTURE) } },
	{ "a dangling attachment becomes the second's value", later_value_as_attachment, NULL,
	    second, NULL, X, { R(OFD_STRUCTURE) } },
	{ "a dangling image becomes the second's seal", later_seal_as_image, NULL, second, NULL,
	    X, { R(OFD_STRUCTURE) } },
	{ "a version lists the files of the signature", version_lists_files, NULL, second, NULL,
	    V, { 0 } },
	{ "own seal file not referenced", skip_own_seal, NULL, NULL, NULL, V, { 0 } },
	{ "a page for a seal file", NULL, page_as_seal, NULL, NULL, X, { R(SEAL_MISMATCH) } },
};

static bool
lists(const struct eci_report_names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		if (strcmp(names->v[i], name) == 0)
			return true;
	return false;
}

static void
test_lists(void)
{
	struct forge_case c = { "", NULL, NULL, second_after_extra, NULL, U, { 0 } };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("what was added later is listed with the first signature");
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_UNDECIDED);
	CHECK_INT(rep->n_sigs, 2);
	CHECK(lists(&rep->sigs[0].added_later, "Doc_0/note.txt"));
	CHECK(lists(&rep->sigs[0].added_later, SIGNS "Sign_1/Signature.xml"));
	CHECK(lists(&rep->sigs[0].added_later, SIGNS "Sign_1/SignedValue.dat"));
	CHECK(lists(&rep->sigs[0].added_later, SIGNS "Sign_1/Seal.esl"));
	CHECK_INT(rep->sigs[0].uncovered.n, 0);
	CHECK(!rep->sigs[0].covers_all);
	CHECK_INT(rep->sigs[1].added_later.n, 0);
	CHECK(rep->sigs[1].covers_all);
	CHECK_INT(rep->sigs[1].verdict.verdict, ECERT_VALID);
	CHECK_INT(rep->uncovered.n, 0);
	ecert_report_free(rep);
	forge_free(&f);
}

/* Where neither protects the other, the list's order says which came later. */
static void
test_order(void)
{
	struct forge_case c = { "", NULL, NULL, second_skips_first, NULL, U, { 0 } };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("neither protects the other: the later one is found lacking");
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_UNDECIDED);
	CHECK_INT(rep->n_sigs, 2);
	CHECK(rep->sigs[0].covers_all);
	CHECK(lists(&rep->sigs[0].added_later, SIGNS "Sign_1/Signature.xml"));
	CHECK_INT(rep->sigs[0].uncovered.n, 0);
	CHECK(!rep->sigs[1].covers_all);
	CHECK(lists(&rep->sigs[1].uncovered, SIG_XML));
	ecert_report_free(rep);
	forge_free(&f);
}

static void
seal_changed(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_SEAL);

	e->p[e->n - 1] ^= 1;
}

static const struct item_case told[] = {
	{ "everything is protected", NULL, NULL, NULL, { ECI_V_COVERAGE, PASS, 0, false,
	    "every file is protected" }, 1 },
	{ "not everything is protected", NULL, NULL, extra, { ECI_V_COVERAGE, PASS, 0, false, "" },
	    0 },
	{ "an own seal file that is another seal is none", skip_own_seal, NULL, seal_changed,
	    { ECI_V_COVERAGE, UNDEC, R(COVERAGE_MISSING), false, SIG_SEAL }, 1 },
};

/* A list that is content as well is open content. */
static void
test_open_list(void)
{
	struct forge_case c = { "", list_as_tag, NULL, NULL, NULL, X, { 0 } };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("a list that is content as well is listed as not protected");
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_INVALID);
	CHECK(lists(&rep->open, SIGNS "Signatures.xml"));
	ecert_report_free(rep);
	forge_free(&f);
}

static void
left_behind(struct forge *f)
{
	forge_text(f, "Doc_0/readme.txt", "nobody refers to this");
}

static void
test_unprotected(void)
{
	struct forge_case c = { "", NULL, NULL, left_behind, NULL, U, { 0 } };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("what no signature protects is listed");
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_UNDECIDED);
	CHECK_INT(rep->uncovered.n, 1);
	CHECK(lists(&rep->uncovered, "Doc_0/readme.txt"));
	ecert_report_free(rep);
	forge_free(&f);
}

/* Open content is open, whatever else the file is. */
static void
test_content(void)
{
	static const struct forge_case v[] = {
		{ "open list as tag is not protected", list_as_tag, NULL, NULL, NULL, X,
		    { R(COVERAGE_MISSING) } },
		{ "own value as attachment is not protected", value_as_attachment, NULL, NULL,
		    NULL, X, { R(COVERAGE_MISSING) } },
		{ "later value as attachment is not protected", later_value_as_attachment, NULL,
		    second, NULL, X, { R(COVERAGE_MISSING) } },
	};
	ecert_report *rep;
	struct forge f;
	size_t i, k;
	bool said;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].name);
		forge_make(&f, &v[i]);
		CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
		    forge.policy, &rep), ECERT_E_INVALID);
		CHECK(!rep->sigs[0].covers_all);
		for (said = false, k = 0; k < ecert_report_check_count(rep); k++)
			said |= ecert_report_check_reason(rep, k) == ECERT_R_COVERAGE_MISSING;
		CHECK(said);
		ecert_report_free(rep);
		forge_free(&f);
	}
}

/* A flipped bit is noticed, unless it is one no reader looks at. */
static void
test_bits(void)
{
	struct forge_case c = { .name = "" };
	size_t i, n_valid = 0, n = 0;
	struct forge f;

	unit_case("flipped bits");
	forge_make(&f, &c);
	for (i = 0; i < f.file.len * 8; i += 101) {
		f.file.ptr[i / 8] ^= (uint8_t)(1 << i % 8);
		n_valid += ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
		    forge.policy, NULL) == ECERT_OK;
		f.file.ptr[i / 8] ^= (uint8_t)(1 << i % 8);
		n++;
	}
	/* Dates and attributes in ZIP headers, and the open list's MaxSignId. */
	CHECK(n_valid * 20 < n);
	forge_free(&f);
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	test_lists();
	test_order();
	item_run(told, ECI_COUNT(told));
	test_open_list();
	test_unprotected();
	test_content();
	test_bits();
	forge_end();
	return unit_end();
}
