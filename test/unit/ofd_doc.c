/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_doc.c - a document: open, look at, take changes back, save. */
#include "ofd_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void
opening(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/a.ofd", unit_dir());
	unit_case("save and open by path");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_OK(ctx, ecert_doc_save(ctx, doc, path));
	ecert_doc_free(doc);
	CHECK_OK(ctx, ecert_doc_open(ctx, path, &doc));
	CHECK_INT(ecert_doc_entry_count(doc), 3);
	CHECK(eci_ofd_src(doc) != NULL);
	ecert_doc_free(doc);

	unit_case("open by descriptor");
	fd = open(path, O_RDONLY);
	CHECK_OK(ctx, ecert_doc_open_fd(ctx, fd, "a.ofd", &doc));
	close(fd);
	CHECK_INT(ecert_doc_page_count(doc), 1);
	ecert_doc_free(doc);

	unit_case("open what is not there");
	doc = (ecert_doc *)path;
	CHECK_ERR(ctx, ecert_doc_open(ctx, "/nonexistent/x.ofd", &doc), ECERT_E_IO);
	CHECK(doc == NULL);

	unit_case("open what is no container");
	CHECK_ERR(ctx, ecert_doc_open_mem(ctx, (const uint8_t *)"hello", 5, "x", &doc),
	    ECERT_E_PKG);
	CHECK(doc == NULL);
	CHECK_ERR(ctx, ecert_doc_open_mem(ctx, NULL, 0, "x", &doc), ECERT_E_PKG);

	unit_case("free of nothing");
	ecert_doc_free(NULL);
}

static void
entries(void)
{
	static const struct entry v[] = { { "empty.dat", "" } };
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;
	uint8_t *p = NULL;
	size_t n = 9;

	unit_case("entries");
	CHECK_OK(ctx, fixture(ctx, v, 1, &doc));
	CHECK_INT(ecert_doc_entry_count(doc), 4);
	CHECK_STR(ecert_doc_entry_name(doc, 0), "OFD.xml");
	CHECK(ecert_doc_entry_name(doc, 4) == NULL);
	CHECK_INT(ecert_doc_entry_size(doc, 0), strlen(plain[0].text));
	CHECK_INT(ecert_doc_entry_size(doc, 4), 0);
	CHECK_INT(eci_ofd_find(doc, "OFD.xml"), 0);
	CHECK(eci_ofd_find(doc, "ofd.xml") == SIZE_MAX);
	CHECK_STR(eci_ofd_root(doc), "Doc_0/Document.xml");
	CHECK_STR(doc->st.folder, "Doc_0");

	unit_case("read an entry");
	CHECK_OK(ctx, ecert_doc_read_entry(ctx, doc, "/OFD.xml", &p, &n));
	CHECK_MEM(p, n, plain[0].text, strlen(plain[0].text));
	ecert_free(p);
	CHECK_OK(ctx, ecert_doc_read_entry(ctx, doc, "empty.dat", &p, &n));
	CHECK(p != NULL && n == 0);
	ecert_free(p);

	unit_case("read an entry that is not there");
	CHECK_ERR(ctx, ecert_doc_read_entry(ctx, doc, "no\x1bsuch", &p, &n), ECERT_E_NOTFOUND);
	CHECK(p == NULL && n == 0);
	CHECK_STR(ecert_errmsg(ctx), "no\\x1bsuch: no such entry");
	ecert_doc_free(doc);
}

static void
notes(void)
{
	static const struct entry v[] = { { "OFD.xml", "<OFD xmlns=\"http://www.ofdspec.org\" "
	    "Version=\"1.0\" DocType=\"OFD\"><DocBody><DocInfo/><DocRoot>Doc_0/Document.xml"
	    "</DocRoot></DocBody></OFD>" } };
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;

	unit_case("notes");
	CHECK_OK(ctx, fixture(ctx, v, 1, &doc));
	CHECK_INT(ecert_doc_note_count(doc), 1);
	CHECK_STR(ecert_doc_note_text(doc, 0),
	    "OFD.xml: GB/T 33190-2016 7.1: the namespace of an earlier draft");
	CHECK(ecert_doc_note_text(doc, 0) == ecert_doc_note_text(doc, 0));
	CHECK_INT(ecert_doc_note_reason(doc, 0), ECERT_R_OFD_STRUCTURE);
	CHECK(ecert_doc_note_text(doc, 1) == NULL);
	CHECK_INT(ecert_doc_note_reason(doc, 1), ECERT_R_NONE);

	unit_case("a note is kept once");
	CHECK_OK(ctx, eci_ofd_note_once(ctx, eci_ofd_notes_mut(doc), ECERT_R_ID_CONFLICT, "a",
	    "b %d", 1));
	CHECK_OK(ctx, eci_ofd_note_once(ctx, eci_ofd_notes_mut(doc), ECERT_R_ID_CONFLICT, "a",
	    "b %d", 1));
	CHECK_OK(ctx, eci_ofd_reload(ctx, doc));
	CHECK_INT(ecert_doc_note_count(doc), 2);
	CHECK_STR(ecert_doc_note_text(doc, 1), "a: b 1");
	CHECK_INT(eci_ofd_notes(doc)->n + eci_ofd_pkg_notes(doc)->n, 2);
	ecert_doc_free(doc);
}

static const char two_pages[] = "<ofd:Document " NS "><ofd:CommonData>" A4 "</ofd:CommonData>"
    "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>"
    "<ofd:Page ID=\"2\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages></ofd:Document>";

static ecert_err
to_two(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_err e = eci_ofd_put(ctx, doc, "Doc_0/Document.xml", (const uint8_t *)two_pages,
	    strlen(two_pages));

	return e == ECERT_OK ? eci_ofd_reload(ctx, doc) : e;
}

static void
changes(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL;
	uint8_t *p = NULL;
	size_t n = 0;

	unit_case("rollback");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, to_two(ctx, doc));
	CHECK_OK(ctx, to_two(ctx, doc));
	CHECK_INT(ecert_doc_page_count(doc), 2);
	CHECK(eci_ofd_src(doc) == NULL);
	eci_ofd_rollback(doc);
	CHECK_INT(ecert_doc_page_count(doc), 1);
	CHECK_OK(ctx, ecert_doc_read_entry(ctx, doc, "Doc_0/Document.xml", &p, &n));
	CHECK_MEM(p, n, plain[1].text, strlen(plain[1].text));
	ecert_free(p);

	unit_case("rollback without reload");
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, eci_ofd_put(ctx, doc, "x", (const uint8_t *)"y", 1));
	eci_ofd_rollback(doc);
	CHECK_INT(ecert_doc_entry_count(doc), 3);
	CHECK_INT(ecert_doc_page_count(doc), 1);

	unit_case("keep inside, rollback outside");
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, to_two(ctx, doc));
	eci_ofd_keep(doc);
	CHECK_INT(ecert_doc_page_count(doc), 2);
	eci_ofd_rollback(doc);
	CHECK_INT(ecert_doc_page_count(doc), 1);

	unit_case("rollback inside, keep outside");
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, to_two(ctx, doc));
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	CHECK_OK(ctx, to_two(ctx, doc));
	eci_ofd_rollback(doc);
	CHECK_INT(ecert_doc_page_count(doc), 2);
	eci_ofd_keep(doc);
	CHECK_INT(ecert_doc_page_count(doc), 2);

	unit_case("a reload that fails leaves the state");
	CHECK_OK(ctx, eci_ofd_put(ctx, doc, "OFD.xml", (const uint8_t *)"x", 1));
	CHECK_REASON(ctx, eci_ofd_reload(ctx, doc), ECERT_R_XML_MALFORMED);
	CHECK_INT(ecert_doc_page_count(doc), 2);

	unit_case("ends without a beginning");
	eci_ofd_keep(doc);
	eci_ofd_rollback(doc);
	CHECK_INT(ecert_doc_page_count(doc), 2);
	CHECK_OK(ctx, eci_ofd_checkpoint(ctx, doc));
	ecert_doc_free(doc);            /* an open checkpoint is freed with it */
}

static void
saving(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = NULL, *again = NULL;
	uint8_t *p = NULL, *q = NULL;
	size_t n = 0, m = 0;
	char path[256];

	unit_case("what did not change is saved byte for byte");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_OK(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, "x", &again));
	CHECK_OK(ctx, ecert_doc_save_mem(ctx, again, &q, &m));
	CHECK_MEM(q, m, p, n);
	ecert_free(p);
	ecert_free(q);
	ecert_doc_free(again);

	unit_case("changes are saved");
	CHECK_OK(ctx, to_two(ctx, doc));
	CHECK_OK(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, "x", &again));
	CHECK_INT(ecert_doc_page_count(again), 2);
	ecert_free(p);
	ecert_doc_free(again);

	unit_case("over its own file");
	snprintf(path, sizeof(path), "%s/b.ofd", unit_dir());
	CHECK_OK(ctx, ecert_doc_save(ctx, doc, path));
	ecert_doc_free(doc);
	CHECK_OK(ctx, ecert_doc_open(ctx, path, &doc));
	CHECK_OK(ctx, eci_ofd_put(ctx, doc, "new.dat", (const uint8_t *)"y", 1));
	CHECK_OK(ctx, ecert_doc_save(ctx, doc, path));
	ecert_doc_free(doc);
	CHECK_OK(ctx, ecert_doc_open(ctx, path, &doc));
	CHECK_INT(ecert_doc_entry_count(doc), 4);
	ecert_doc_free(doc);

	unit_case("to a folder that is not there");
	CHECK_OK(ctx, fixture(ctx, NULL, 0, &doc));
	CHECK_ERR(ctx, ecert_doc_save(ctx, doc, "/nonexistent/x.ofd"), ECERT_E_IO);
	ecert_doc_free(doc);
}

/* Counted in the unpacked files by hand. */
static void
corpus(void)
{
	static const struct {
		const char *path;
		size_t      pages, signatures, attachments, entries, notes;
	} rows[] = {
		{ "signed/999.ofd", 5, 1, 1, 24, 1 },
		{ "signed/DigitalSign.ofd", 1, 1, 0, 7, 0 },
		{ "signed/SESV4SignDoc.ofd", 1, 1, 0, 8, 0 },
		{ "signed/h.ofd", 5, 2, 0, 14, 1 },
		{ "signed/keyword.ofd", 1, 2, 0, 15, 2 },
		{ "signed/n.ofd", 2, 1, 0, 9, 0 },
		{ "signed/signedFile.ofd", 1, 1, 1, 16, 0 },
		{ "signed/testPathClip.ofd", 1, 2, 0, 23, 2 },
		{ "signed/v4signed.ofd", 1, 1, 1, 16, 0 },
		{ "signed/zsbk.ofd", 2, 2, 0, 29, 0 },
		{ "unsigned/AddAttachment.ofd", 1, 0, 1, 6, 0 },
		{ "unsigned/Page5.ofd", 5, 0, 0, 7, 0 },
		{ "unsigned/helloworld.ofd", 1, 0, 0, 4, 0 },
		{ "unsigned/namespace_no_std.ofd", 1, 0, 0, 4, 2 },
		{ "unsigned/z.ofd", 4, 0, 0, 12, 2 },
	};
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc;
	uint8_t *p, *q;
	size_t i, n, m;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("genuine file %s", rows[i].path);
		if (!corpus_doc(ctx, rows[i].path, &doc))
			continue;
		CHECK_INT(ecert_doc_page_count(doc), rows[i].pages);
		CHECK_INT(ecert_doc_signature_count(doc), rows[i].signatures);
		CHECK_INT(doc->st.n_attachments, rows[i].attachments);
		CHECK_INT(ecert_doc_entry_count(doc), rows[i].entries);
		CHECK_INT(ecert_doc_note_count(doc), rows[i].notes);
		CHECK(eci_ofd_may_sign(doc));
		p = q = NULL;
		CHECK_OK(ctx, ecert_doc_save_mem(ctx, doc, &q, &m));
		if (unit_corpus(rows[i].path, &p, &n))
			CHECK_MEM(q, m, p, n);
		ecert_free(q);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	opening();
	entries();
	notes();
	changes();
	saving();
	corpus();
	return unit_end();
}
