/* SPDX-License-Identifier: Apache-2.0 */
/* What is learnt of entries, and what a document read back takes over of it. */
#include <stdio.h>

#include "ofd_fixture.h"

static const struct entry parts[] = {
	{ "Doc_0/Document.xml", DOC_XML(A4 "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
	    "<ofd:Attachments>Attachments.xml</ofd:Attachments>") },
	{ "Doc_0/Pages/Page_0/Content.xml", PAGE_XML("<ofd:Area><ofd:PhysicalBox>0 0 100 200"
	    "</ofd:PhysicalBox></ofd:Area><ofd:PageRes>PageRes.xml</ofd:PageRes>") },
	{ "Doc_0/Pages/Page_0/PageRes.xml", "<ofd:Res " NS " BaseLoc=\"R\"><ofd:MultiMedias>"
	    "<ofd:MultiMedia ID=\"5\" Type=\"Image\"><ofd:MediaFile>p.png</ofd:MediaFile>"
	    "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>" },
	{ "Doc_0/Pages/Page_0/R/p.png", "picture" },
	{ "Doc_0/PublicRes.xml", "<ofd:Res " NS "/>" },
	{ "Doc_0/Attachments.xml", "<ofd:Attachments " NS "><ofd:Attachment ID=\"1\" Name=\"x\">"
	    "<ofd:FileLoc>Pages/Page_0/Content.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>" },
};

/* A digest for the tests: the bytes' sum and number. */
static ecert_err
digest(void *arg, ecert_ctx *ctx, size_t entry, struct eci_lent *bytes)
{
	uint8_t d[ECI_OFD_DIGEST] = { (uint8_t)bytes->len };
	size_t i;

	for (i = 0; i < bytes->len; i++)
		d[1] = (uint8_t)(d[1] + bytes->ptr[i]);
	return eci_ofd_set_digest(ctx, arg, entry, d);
}

static ecert_err
count(void *arg, ecert_ctx *ctx, size_t entry, struct eci_lent *bytes)
{
	(void)ctx;
	(void)entry;
	(void)bytes;
	++*(size_t *)arg;
	return ECERT_OK;
}

/* doc as it would be read from its file. */
static ecert_doc *
again(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_doc *out = NULL;
	uint8_t *p = NULL;
	size_t n;

	CHECK_OK(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, "again", &out));
	ecert_free(p);
	if (out == NULL)
		abort();
	return out;
}

static bool
same_reach(const struct eci_ofd_reach *a, const struct eci_ofd_reach *b)
{
	bool same = a->n_parts == b->n_parts && a->n_findings == b->n_findings;
	size_t i;

	for (i = 0; same && i < a->n_parts; i++)
		same = a->parts[i].kind == b->parts[i].kind &&
		    a->parts[i].content == b->parts[i].content &&
		    strcmp(a->parts[i].entry, b->parts[i].entry) == 0;
	for (i = 0; same && i < a->n_findings; i++)
		same = a->findings[i].kind == b->findings[i].kind &&
		    strcmp(a->findings[i].where, b->findings[i].where) == 0 &&
		    strcmp(a->findings[i].text, b->findings[i].text) == 0;
	return same;
}

/* A walk over what was read back finds the same with a twin as without; *seen is
 * how many parts were read. */
static void
compare(ecert_ctx *ctx, ecert_doc *doc, ecert_doc *from, size_t *seen)
{
	struct eci_ofd_reach plain_way = { 0 }, twin_way = { 0 };
	struct eci_ofd_twin twin = { 0 };

	*seen = 0;
	CHECK_OK(ctx, eci_ofd_twin(ctx, doc, from, &twin));
	CHECK_OK(ctx, eci_ofd_walk_twin(ctx, doc, &twin, count, seen, &twin_way));
	CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &plain_way));
	CHECK(same_reach(&plain_way, &twin_way));
	eci_ofd_reach_free(&plain_way);
	eci_ofd_reach_free(&twin_way);
	eci_ofd_twin_free(&twin);
	CHECK(eci_ofd_twin_digest(&twin, 0) == NULL);
	CHECK(eci_ofd_twin_digest(NULL, 0) == NULL);
}

static ecert_doc *
learnt(ecert_ctx *ctx, const struct entry *v, size_t n)
{
	struct eci_ofd_reach r = { 0 };
	ecert_doc *doc = NULL;

	CHECK_OK(ctx, fixture(ctx, v, n, &doc));
	CHECK_OK(ctx, eci_ofd_walk_learn(ctx, doc, digest, doc, &r));
	eci_ofd_reach_free(&r);
	return doc;
}

/* A second walk that learns reads as many parts as want, and finds what a plain one does. */
static void
repeated(ecert_ctx *ctx, ecert_doc *doc, size_t want)
{
	struct eci_ofd_reach plain_way = { 0 }, second = { 0 };
	size_t seen = 0;

	CHECK_OK(ctx, eci_ofd_walk_learn(ctx, doc, count, &seen, &second));
	CHECK_INT(seen, want);
	CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &plain_way));
	CHECK(same_reach(&plain_way, &second));
	eci_ofd_reach_free(&plain_way);
	eci_ofd_reach_free(&second);
}

static void
unchanged(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *from = learnt(ctx, parts, ECI_COUNT(parts)), *doc = again(ctx, from);
	struct eci_ofd_twin twin = { 0 };
	double w, h;
	size_t i, seen;

	unit_case("every entry has its digest");
	for (i = 0; i < ecert_doc_entry_count(from); i++)
		CHECK(eci_ofd_digest(from, i) != NULL);
	unit_case("a copy takes over all of it, and nothing is read");
	CHECK_OK(ctx, eci_ofd_twin(ctx, doc, from, &twin));
	for (i = 0; i < ecert_doc_entry_count(doc); i++)
		CHECK(eci_ofd_twin_digest(&twin, i) != NULL);
	eci_ofd_twin_free(&twin);
	compare(ctx, doc, from, &seen);
	CHECK_INT(seen, 0);
	unit_case("nothing is taken over without a twin");
	CHECK(eci_ofd_digest(doc, 0) == NULL);
	unit_case("a page's size goes with it");
	CHECK_OK(ctx, ecert_doc_page_size(ctx, doc, 1, &w, &h));
	CHECK(w == 100 && h == 200);
	unit_case("what was walked through is not read again");
	repeated(ctx, from, 0);
	ecert_doc_free(doc);
	ecert_doc_free(from);
}

static void
changed(void)
{
	static const char other[] = PAGE_XML("<ofd:Area><ofd:PhysicalBox>0 0 50 60"
	    "</ofd:PhysicalBox></ofd:Area>");
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *from = learnt(ctx, parts, ECI_COUNT(parts)), *doc;
	size_t seen, i;
	double w, h;

	unit_case("an entry that is replaced is unknown again");
	CHECK_OK(ctx, eci_ofd_put(ctx, from, "Doc_0/Pages/Page_0/Content.xml",
	    (const uint8_t *)other, strlen(other)));
	i = eci_ofd_find(from, "Doc_0/Pages/Page_0/Content.xml");
	CHECK(eci_ofd_digest(from, i) == NULL);
	CHECK_OK(ctx, ecert_doc_page_size(ctx, from, 1, &w, &h));
	CHECK(w == 50 && h == 60);
	unit_case("it alone is read by another walk");
	repeated(ctx, from, 1);
	unit_case("it is read when it comes back, the rest is not");
	doc = again(ctx, from);
	compare(ctx, doc, from, &seen);
	CHECK_INT(seen, 1);
	CHECK_OK(ctx, ecert_doc_page_size(ctx, doc, 1, &w, &h));
	CHECK(w == 50 && h == 60);
	unit_case("what is known of it now is not known of the file's entry");
	CHECK_OK(ctx, eci_ofd_set_digest(ctx, from, i, (const uint8_t *)
	    "01234567890123456789012345678901"));
	compare(ctx, doc, from, &seen);
	CHECK_INT(seen, 1);
	ecert_doc_free(doc);
	ecert_doc_free(from);
}

/* Findings of a part are found anew. */
static void
findings(void)
{
	static const struct entry v[] = {
		{ "Doc_0/Document.xml", DOC_XML(A4 "<ofd:PublicRes>None.xml</ofd:PublicRes>",
		    "<ofd:Actions><ofd:Action Event=\"DO\"/></ofd:Actions>"
		    "<ofd:CustomTags>Tags.xml</ofd:CustomTags>") },
		{ "Doc_0/Tags.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"1\"><ofd:FileLoc>"
		    "t.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>" },
		{ "Doc_0/t.xml", "<no xml" },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *from = learnt(ctx, v, ECI_COUNT(v)), *doc = again(ctx, from);
	size_t seen;

	unit_case("what was found is found in the copy");
	compare(ctx, doc, from, &seen);
	CHECK_INT(seen, 2);       /* Document.xml is active, t.xml broken */
	unit_case("and by another walk through the same document");
	repeated(ctx, from, 2);
	ecert_doc_free(doc);
	ecert_doc_free(from);
}

/* More links than are kept. */
static void
many(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct entry v[] = { { "Doc_0/Attachments.xml", NULL },
		{ "Doc_0/Document.xml", DOC_XML(A4, "<ofd:Attachments>Attachments.xml"
		    "</ofd:Attachments>") } };
	ecert_doc *from, *doc;
	size_t i, seen;

	unit_case("a part of too many links is read again");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<ofd:Attachments " NS ">"));
	for (i = 0; i < 5000; i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "<ofd:Attachment ID=\"%zu\"><ofd:FileLoc>"
		    "Document.xml</ofd:FileLoc></ofd:Attachment>", i + 10));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</ofd:Attachments>"));
	v[0].text = (char *)b.ptr;
	from = learnt(ctx, v, ECI_COUNT(v));
	doc = again(ctx, from);
	compare(ctx, doc, from, &seen);
	CHECK_INT(seen, 1);
	repeated(ctx, from, 1);
	ecert_doc_free(doc);
	ecert_doc_free(from);
	eci_buf_free(&b);
}

int
main(void)
{
	unchanged();
	changed();
	findings();
	many();
	return unit_end();
}
