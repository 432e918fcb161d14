/* SPDX-License-Identifier: Apache-2.0 */
/* What became of the certificate the document is; the sentences are those of the
 * metrology specification, 6.4.1, 6.4.2 and 6.5 h). */
#include "../negative/forge_status.h"

#define PASS ECERT_CHECK_PASS
#define NOTE ECERT_CHECK_NOTE
#define UNDEC ECERT_CHECK_UNDECIDED
#define FAIL ECERT_CHECK_FAIL
#define NEW ",\"replaced_by\":\"XZ-2026-0001-1\""
#define TWO ",\"supplements\":[\"B-1\",\"B-2\"]"
#define LIST(...) { { .who = SIGNER, .certs = true, __VA_ARGS__ } }
#define OLD_LIST .made = T_NOW - 1000, .next = "2025-06-15T15:06:39Z"

static void
put_id(struct forge *f, const char *id)
{
	char text[512];

	snprintf(text, sizeof(text), "<ofd:CustomDatas><ofd:CustomData Name=\"电子证书标识\">%s"
	    "</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>", id);
	forge_edit(f, "OFD.xml", "</ofd:DocInfo>", text);
}

static void
with_id(struct forge *f)
{
	put_id(f, CERT_ID);
}

/* The separators of the figure: the same identifier all the same. */
static void
with_dots(struct forge *f)
{
	put_id(f, "2.25.4711.1.2.7.12990000999999998X.CNAS L0001.XZ-2026-0001.0");
}

static void
in_small_letters(struct forge *f)
{
	put_id(f, "2.25.4711.1.2•7•12990000999999998X•cnas L0001•XZ-2026-0001•0");
}

static void
with_bad_id(struct forge *f)
{
	put_id(f, "this is none");
}

/* Another one, in a tag file of somebody: which of the two is right, nobody knows. */
#define OTHER_ID "2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0009•0"
#define OTHER_CERT(state) "{\"id\":\"" OTHER_ID "\",\"state\":\"" state "\",\"since\":\"" LATER \
	"\"}"

static void
with_two(struct forge *f)
{
	put_id(f, CERT_ID);
	forge_text(f, "Doc_0/Tags/Tag_0.xml", XML "<tag><no>" OTHER_ID "</no></tag>");
}

static void
with_two_alike(struct forge *f)
{
	put_id(f, CERT_ID);
	forge_text(f, "Doc_0/Tags/Tag_0.xml", XML "<tag><no>" CERT_ID "</no></tag>");
}

/* The one that counts is that of the tag file: it cannot be read. */
static void
with_one_bad(struct forge *f)
{
	put_id(f, CERT_ID);
	forge_text(f, "Doc_0/Tags/Tag_0.xml", XML "<MetrologyCertificate xmlns=\"urn:libecert:"
	    "metrology-certificate:1\"><Identifier>none</Identifier></MetrologyCertificate>");
}

static void
with_bad_tags(struct forge *f)
{
	put_id(f, CERT_ID);
	forge_edit(f, "Doc_0/Tags/CustomTags.xml", "</ofd:CustomTags>", "");
}

static const struct list_case states[] = {
	{ "no list", with_id, { { .who = NOBODY } }, V, 0, 0, NULL },
	{ "a list that does not name it", with_id, LIST(.entries = NULL), V, 0, PASS,
	    "not listed as of 2025-06-15T15:05:00Z" },
	{ "void, replaced", with_id, LIST(.entries = CERT("void", LATER, NEW)), X,
	    R(CERTIFICATE_VOID), FAIL,
	    "该证书作废，按照证书修改处置要求，修改后的证书号为XZ-2026-0001-1" },
	{ "void, replaced, in English", with_id, LIST(.entries = CERT("void", LATER, NEW)), X,
	    R(CERTIFICATE_VOID), FAIL, "the number of the modified certificate is XZ-2026-0001-1" },
	{ "void, by nothing", with_id, LIST(.entries = CERT("void", LATER, "")), X,
	    R(CERTIFICATE_VOID), FAIL, "该证书作废（" },
	{ "void, written with dots", with_dots, LIST(.entries = CERT("void", LATER, NEW)), X,
	    R(CERTIFICATE_VOID), FAIL, NULL },
	{ "void, written in small letters", in_small_letters, LIST(.entries = CERT("void", LATER,
	    NEW)), U, R(STATUS_UNAVAILABLE), UNDEC, "only in case or blanks" },
	{ "supplemented", with_id, LIST(.entries = CERT("supplemented", LATER, TWO)), V,
	    R(CERTIFICATE_SUPPLEMENTED), NOTE,
	    "对序号为XZ-2026-0001的证书/报告的补充文件：B-1; B-2" },
	{ "supplemented, then void", with_id, LIST(.entries = CERT("supplemented", LATER, TWO) ","
	    CERT("void", "2025-01-01T00:00:00Z", NEW)), X, R(CERTIFICATE_VOID), FAIL, NULL },
	{ "beyond retention", with_id, LIST(.entries = CERT("retention-ended", LATER, "")), U,
	    R(RETENTION_ENDED), UNDEC, "超过存储期限，不提供真伪验证" },
	{ "another revision is void", with_id, LIST(.entries = "{\"id\":\"2.25.4711.1.2•7•"
	    "12990000999999998X•CNAS L0001•XZ-2026-0001•1\",\"state\":\"void\",\"since\":\"" LATER
	    "\"}"), V, 0, PASS, NULL },
	{ "no identifier", NULL, LIST(.entries = NULL), U, R(STATUS_UNAVAILABLE), UNDEC,
	    "no certificate identifier" },
	{ "an identifier that is none", with_bad_id, LIST(.entries = NULL), U,
	    R(STATUS_UNAVAILABLE), UNDEC, NULL },
};

static const struct list_case two_ids[] = {
	{ "two identifiers: neither is named", with_two, LIST(.entries = NULL), V, 0, PASS,
	    OTHER_ID ": not listed as of 2025-06-15T15:05:00Z" },
	{ "two identifiers: neither is named, the second", with_two, LIST(.entries = NULL), V, 0,
	    PASS, CERT_ID ": not listed as of 2025-06-15T15:05:00Z" },
	{ "two identifiers: the first is void", with_two, LIST(.entries = OTHER_CERT("void")), X,
	    R(CERTIFICATE_VOID), FAIL, OTHER_ID ": this certificate is void" },
	{ "two identifiers: the second is void", with_two, LIST(.entries =
	    CERT("void", LATER, "")), X, R(CERTIFICATE_VOID), FAIL, CERT_ID ": 该证书作废（" },
	{ "two identifiers: the second is void, replaced", with_two, LIST(.entries =
	    CERT("void", LATER, NEW)), X, R(CERTIFICATE_VOID), FAIL,
	    CERT_ID ": this certificate is void; by the rules" },
	{ "two identifiers: the second is beyond retention", with_two, LIST(.entries =
	    CERT("retention-ended", LATER, "")), U, R(RETENTION_ENDED), UNDEC,
	    CERT_ID ": beyond the period of retention" },
	{ "two identifiers: the second is supplemented", with_two, LIST(.entries =
	    CERT("supplemented", LATER, TWO)), V, R(CERTIFICATE_SUPPLEMENTED), NOTE,
	    "对序号为XZ-2026-0001的证书/报告的补充文件：B-1; B-2" },
	{ "two identifiers: the first is supplemented, the second is void", with_two,
	    LIST(.entries = "{\"id\":\"" OTHER_ID "\",\"state\":\"supplemented\",\"since\":\""
	    LATER "\"" TWO "}," CERT("void", LATER, "")), X, R(CERTIFICATE_VOID), FAIL, NULL },
	{ "two identifiers: a newer list repeats the first alone", with_two, { { .who = SIGNER,
	    .certs = true, .made = T_NOW - 200, .entries = OTHER_CERT("void") ","
	    CERT("void", LATER, "") }, { .who = SIGNER, .certs = true,
	    .entries = OTHER_CERT("void") } }, X, R(CERTIFICATE_VOID), FAIL,
	    CERT_ID ": this certificate is void" },
	{ "two identifiers: a stranger's list beside a good one names the second", with_two,
	    { { .who = OTHER, .certs = true, .entries = CERT("void", LATER, "") },
	    { .who = SIGNER, .certs = true } }, V, R(STATUS_UNAVAILABLE), NOTE,
	    "not used, though it names " CERT_ID },
	{ "two identifiers: what counts is malformed, the other is void", with_one_bad,
	    LIST(.entries = CERT("void", LATER, "")), X, R(CERTIFICATE_VOID), FAIL,
	    "this certificate is void" },
	{ "supplemented, and another that is written almost so", with_id, LIST(.entries =
	    CERT("supplemented", LATER, TWO) ",{\"id\":\"2.25.4711.1.2•7•12990000999999998X•"
	    "cnas L0001•XZ-2026-0001•0\",\"state\":\"void\",\"since\":\"" LATER "\"}"), V,
	    R(CERTIFICATE_SUPPLEMENTED), NOTE, NULL },
	{ "a list of seals by the signer does not stand for one that is not believed", with_id,
	    { { .who = SIGNER }, { .who = OTHER, .certs = true } }, U, R(STATUS_UNAVAILABLE), UNDEC,
	    "who is not known to speak for this certificate" },
	{ "the list of tags cannot be read", with_bad_tags, LIST(.entries = NULL), X,
	    R(STATUS_UNAVAILABLE), UNDEC, "no certificate identifier" },
	{ "two identifiers: what counts is malformed, the other is not named", with_one_bad,
	    LIST(.entries = NULL), U, R(STATUS_UNAVAILABLE), UNDEC, "no certificate identifier" },
};

static const struct list_case whose[] = {
	{ "another signer", with_id, { { .who = OTHER, .certs = true, .entries =
	    CERT("void", LATER, NEW) } }, U, R(STATUS_UNAVAILABLE), UNDEC, "DIR/status.pem" },
	{ "another signer, and what settles it", with_id, { { .who = OTHER, .certs = true } }, U,
	    R(STATUS_UNAVAILABLE), UNDEC, "--trust DIR --cert-status LIST FILE" },
	{ "the seal's maker", with_id, { { .who = MAKER, .certs = true } }, U,
	    R(STATUS_UNAVAILABLE), UNDEC, "who is not known to speak for this certificate" },
	{ "somebody the store vouches for", with_id, { { .who = ARCHIVE, .certs = true, .entries =
	    CERT("void", LATER, NEW) } }, X, R(CERTIFICATE_VOID), FAIL, NULL },
	{ "a value that is not good", with_id, { { .who = SIGNER, .certs = true, .spoilt = true,
	    .entries = CERT("void", LATER, NEW) } }, U, R(STATUS_UNAVAILABLE), UNDEC,
	    "counts for nothing" },
	{ "made in the future", with_id, LIST(.made = T_NOW + 301, .next = "2026-01-01T00:00:00Z"),
	    U, R(STATUS_UNAVAILABLE), UNDEC, "after the time of this verdict" },
	{ "a forged one beside a good one", with_id, { { .who = SIGNER, .certs = true },
	    { .who = SIGNER, .certs = true, .spoilt = true, .entries = CERT("void", LATER, "") } },
	    V, R(STATUS_UNAVAILABLE), NOTE, "not used" },
	{ "a stranger's beside a good one", with_id, { { .who = OTHER, .certs = true, .entries =
	    CERT("void", LATER, "") }, { .who = SIGNER, .certs = true } }, V,
	    R(STATUS_UNAVAILABLE), NOTE, "not used, though it names " CERT_ID },
};

static const struct list_case ages[] = {
	{ "due this second", with_id, LIST(.next = "2025-06-15T15:06:40Z"), V, 0, PASS, NULL },
	{ "out of date", with_id, LIST(OLD_LIST), U, R(STATUS_UNAVAILABLE), UNDEC,
	    "a newer one was due at 2025-06-15T15:06:39Z" },
	{ "out of date, and void all the same", with_id, LIST(OLD_LIST,
	    .entries = CERT("void", LATER, NEW)), X, R(CERTIFICATE_VOID), FAIL, NULL },
	{ "out of date, supplemented", with_id, LIST(OLD_LIST,
	    .entries = CERT("supplemented", LATER, TWO)), U, R(STATUS_UNAVAILABLE), UNDEC, NULL },
	{ "an old one beside a new one", with_id, { { .who = SIGNER, .certs = true, OLD_LIST },
	    { .who = SIGNER, .certs = true } }, V, 0, PASS, NULL },
	{ "void in the old one, the new one is silent", with_id, { { .who = SIGNER, .certs = true,
	    OLD_LIST, .entries = CERT("void", LATER, "") }, { .who = SIGNER, .certs = true } }, X,
	    R(CERTIFICATE_VOID), FAIL, NULL },
	{ "an old one of another who is believed", with_id, { { .who = ARCHIVE, .certs = true,
	    OLD_LIST }, { .who = SIGNER, .certs = true } }, V, 0, PASS, NULL },
};

/* What is void stays so: that the list is old is nothing to be settled.  A supplement
 * is told, not that it is not listed; by one list, where a newer one of its signer says
 * as much; and lists of seals say nothing about it. */
static void
said_once(void)
{
#define SUPPLEMENTED .certs = true, .entries = CERT("supplemented", LATER, TWO)
	static const struct {
		struct list_case c;
		ecert_reason     r;
	} rows[] = {
		{ { "out of date, and void: nothing is left open", with_id, LIST(OLD_LIST,
		    .entries = CERT("void", LATER, NEW)), X, 0, 0, NULL }, 0 },
		{ { "supplemented, so listed", with_id, { { .who = SIGNER, SUPPLEMENTED } }, V, 0, 0,
		    NULL }, 0 },
		{ { "a newer list says the same", with_id, { { .who = SIGNER, SUPPLEMENTED,
		    .made = T_NOW - 200 }, { .who = SIGNER, SUPPLEMENTED } }, V, 0, 0, NULL }, 0 },
		{ { "a newer list that is not believed says the same", with_id, { { .who = SIGNER,
		    SUPPLEMENTED }, { .who = SIGNER, SUPPLEMENTED, .made = T_NOW + 301,
		    .next = "2026-01-01T00:00:00Z" } },
		    U, 0, 0, NULL }, R(CERTIFICATE_SUPPLEMENTED) },
		{ { "twice the same identifier", with_two_alike, { { .who = SIGNER, .certs = true } }, V,
		    0, 0, NULL }, 0 },
		{ { "two identifiers, a list that is not believed", with_two, { { .who = OTHER,
		    .certs = true } }, U, 0, 0, NULL }, 0 },
		{ { "no identifier, a list that is not believed", NULL, { { .who = OTHER,
		    .certs = true } }, U, 0, 0, NULL }, 0 },
		{ { "no identifier, a forged list", NULL, { { .who = SIGNER, .certs = true,
		    .spoilt = true }, { .who = SIGNER, .certs = true } }, U, 0, 0, NULL }, 0 },
		{ { "two identifiers, a forged list beside a good one", with_two, { { .who = SIGNER,
		    .certs = true, .spoilt = true }, { .who = SIGNER, .certs = true } }, V, 0, 0, NULL },
		    R(STATUS_UNAVAILABLE) },
		{ { "a list of seals beside it", with_id, { { .who = SIGNER }, { .who = SIGNER,
		    .certs = true } }, U, 0, 0, NULL }, 0 },
		{ { "a list of seals that names it", with_id, { { .who = SIGNER, .entries =
		    "{\"id\":\"" CERT_ID "\",\"state\":\"lost\",\"since\":\"" LATER "\"}" },
		    { .who = SIGNER, .certs = true } }, U, 0, 0, NULL }, 0 },
	};
	ecert_report *rep;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("once: %s", rows[i].c.name);
		if ((rep = list_report(&rows[i].c, false)) == NULL)
			continue;
		CHECK_INT(rep->verdict.verdict, rows[i].c.want);
		for (n = k = 0; k < rep->n_items; k++)
			n += rep->items[k].check == ECI_V_CERT_STATUS &&
			    (rows[i].r == ECERT_R_NONE || rep->items[k].reason == rows[i].r);
		CHECK_INT(n, 1);
		ecert_report_free(rep);
	}
}

/* One without identifiers, which the tests give to the report by hand. */
static ecert_doc *
open_plain(void)
{
	struct forge_case c = { .name = "" };
	ecert_doc *doc = NULL;
	struct forge f;

	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_doc_open_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd", &doc));
	forge_free(&f);
	return doc;
}

/* Who has signed all of it speaks for the document. */
static void
only_signer(void)
{
	static const struct {
		const char    *name;
		size_t         n;
		enum list_who  second;       /* NOBODY: not readable */
		ecert_outcome  want;
	} rows[] = {
		{ "no signature", 0, NOBODY, UNDEC }, { "one signature", 1, NOBODY, FAIL },
		{ "two of one signer", 2, SIGNER, FAIL }, { "two of two signers", 2, OTHER, UNDEC },
		{ "two, one by nobody knows whom", 2, NOBODY, UNDEC },
	};
	struct list_spec spec = { .who = SIGNER, .certs = true, .entries =
		CERT("void", LATER, "") };
	const ecert_status *list = list_make(&spec, 0);
	struct eci_vrun run = { .ctx = forge.ctx, .now = T_NOW, .doc = open_plain() };
	size_t i;

	eci_verify_policy(forge.ctx, forge.policy, &run.pol);
	run.pol.status = &list;
	run.pol.n_status = 1;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("who speaks for it: %s", rows[i].name);
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		CHECK_OK(forge.ctx, ecert_id_parse(forge.ctx, NULL, CERT_ID, strlen(CERT_ID),
		    &run.rep->id));
		run.rep->n_sigs = rows[i].n;
		if (rows[i].n > 0) {
			run.rep->sigs = calloc(rows[i].n, sizeof(*run.rep->sigs));
			run.rep->sigs[0].signer.cert = eci_cert_ref(forge.signer.cert);
		}
		if (rows[i].n > 1 && rows[i].second != NOBODY)
			run.rep->sigs[1].signer.cert = eci_cert_ref(list_who(rows[i].second)->cert);
		CHECK_OK(forge.ctx, eci_verify_cert_status(&run));
		CHECK_INT(run.rep->n_items, 1);
		if (run.rep->n_items == 1)
			CHECK_INT(run.rep->items[0].outcome, rows[i].want);
		ecert_report_free(run.rep);
	}
	ecert_status_free((ecert_status *)(uintptr_t)list);
	ecert_doc_free(run.doc);
}

/* With two signers neither decides alone; but his word against the document is not
 * passed over because somebody else's list is silent. */
static void
two_signers(void)
{
	static const struct {
		const char      *name;
		struct list_spec first;
		ecert_outcome    want;
	} rows[] = {
		{ "one of two signers names it", { .who = SIGNER, .certs = true, .entries =
		    CERT("void", LATER, "") }, UNDEC },
		{ "one of two signers is silent", { .who = SIGNER, .certs = true }, PASS },
		{ "who did not sign names it", { .who = MAKER, .certs = true, .entries =
		    CERT("void", LATER, "") }, NOTE },
		{ "forged in the name of one of two signers", { .who = SIGNER, .certs = true,
		    .spoilt = true, .entries = CERT("void", LATER, "") }, NOTE },
	};
	struct list_spec silent = { .who = ARCHIVE, .certs = true };
	struct eci_vrun run = { .ctx = forge.ctx, .now = T_NOW, .doc = open_plain() };
	const ecert_status *lists[2];
	size_t i;

	lists[1] = list_make(&silent, 1);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		lists[0] = list_make(&rows[i].first, 0);
		eci_verify_policy(forge.ctx, forge.policy, &run.pol);
		run.pol.status = lists;
		run.pol.n_status = 2;
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		CHECK_OK(forge.ctx, ecert_id_parse(forge.ctx, NULL, CERT_ID, strlen(CERT_ID),
		    &run.rep->id));
		run.rep->sigs = calloc(2, sizeof(*run.rep->sigs));
		run.rep->n_sigs = 2;
		run.rep->sigs[0].signer.cert = eci_cert_ref(forge.signer.cert);
		run.rep->sigs[1].signer.cert = eci_cert_ref(forge.other.cert);
		CHECK_OK(forge.ctx, eci_verify_cert_status(&run));
		CHECK(run.rep->n_items >= 1);
		if (run.rep->n_items >= 1)
			CHECK_INT(run.rep->items[0].outcome, rows[i].want);
		ecert_report_free(run.rep);
		ecert_status_free((ecert_status *)(uintptr_t)lists[0]);
	}
	ecert_status_free((ecert_status *)(uintptr_t)lists[1]);
	ecert_doc_free(run.doc);
}

/* Whose list is asked, and over which way, is told. */
static void
looked_up(void)
{
	static const struct { struct list_case c; unsigned want; enum eci_report_mode mode; } rows[] = {
		{ { "no list", with_id, { { .who = NOBODY } }, V, 0, 0, NULL }, 0, ECI_MODE_OFFLINE },
		{ { "a list of certificates alone", with_id, LIST(.entries = NULL), V, 0, 0, NULL },
		    ECI_LOOKED_UP_CERTIFICATE, ECI_MODE_PARTIAL },
		{ { "one that is not believed", with_id, { { .who = OTHER, .certs = true } }, U, 0, 0,
		    NULL }, 0, ECI_MODE_OFFLINE },
		{ { "both kinds", with_id, { { .who = SIGNER, .certs = true }, { .who = MAKER } }, V, 0,
		    0, NULL }, ECI_LOOKED_UP_CERTIFICATE | ECI_LOOKED_UP_SEAL, ECI_MODE_ONLINE },
	};
	ecert_report *rep;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("looked up: %s", rows[i].c.name);
		if ((rep = list_report(&rows[i].c, false)) == NULL)
			continue;
		CHECK_INT(rep->verdict.verdict, rows[i].c.want);
		CHECK_INT(rep->looked_up, rows[i].want);
		CHECK_INT(eci_report_mode(rep), rows[i].mode);
		ecert_report_free(rep);
	}
}

int
main(void)
{
	forge_status_start();
	list_run(states, ECI_COUNT(states), ECI_V_CERT_STATUS);
	list_run(two_ids, ECI_COUNT(two_ids), ECI_V_CERT_STATUS);
	list_run(whose, ECI_COUNT(whose), ECI_V_CERT_STATUS);
	list_run(ages, ECI_COUNT(ages), ECI_V_CERT_STATUS);
	said_once();
	only_signer();
	two_signers();
	looked_up();
	forge_end();
	return unit_end();
}
