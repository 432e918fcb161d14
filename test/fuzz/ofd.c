/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd.c - a document: opened, walked through, its lists and descriptions read, then
 * changed.  What is found is in the package; what fails leaves it as it was; what
 * is put in is found again.  Input: see fuzz_document().
 */
#include "fuzz.h"
#include "ofd/ofd.h"

const struct fuzz_effort fuzz_effort = { .cuts = 5, .mutations = 8 };

static ecert_doc *
open_bytes(ecert_ctx *ctx, const struct eci_buf *b)
{
	ecert_doc *doc = NULL;
	ecert_err e = ecert_doc_open_mem(ctx, b->ptr, b->len, "fuzz.ofd", &doc);

	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (doc != NULL));
	return doc;
}

/* ---- reading ---- */

static void
check_walk(ecert_ctx *ctx, ecert_doc *doc)
{
	bool seen[FUZZ_ENTRIES * 16] = { false };
	struct eci_ofd_reach r = { 0 };
	size_t i, at;

	if (ecert_doc_entry_count(doc) > ECI_COUNT(seen))
		return;
	FUZZ_MUST(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &r));
	for (i = 0; i < r.n_parts; i++) {
		at = eci_ofd_find(doc, r.parts[i].entry);
		FUZZ_CHECK(at < ecert_doc_entry_count(doc) && !seen[at]);
		seen[at] = true;
	}
	for (i = 0; i < r.n_findings; i++) {
		fuzz_check_shown(r.findings[i].where);
		fuzz_check_shown(r.findings[i].text);
		FUZZ_CHECK(r.findings[i].text[0] != '\0');
	}
	eci_ofd_reach_free(&r);
}

static void
check_pages(ecert_ctx *ctx, ecert_doc *doc)
{
	const struct eci_ofd_page *page;
	size_t i, at, n = eci_ofd_page_n(doc);
	double w, h;
	ecert_err e;

	FUZZ_CHECK(n == ecert_doc_page_count(doc));
	for (i = 0; i < n && i < 64; i++) {
		page = eci_ofd_page(doc, i);
		at = eci_ofd_page_by_id(doc, page->id);
		FUZZ_CHECK(at != SIZE_MAX && eci_ofd_page(doc, at)->id == page->id);
		FUZZ_CHECK(page->entry == NULL || eci_ofd_find(doc, page->entry) != SIZE_MAX);
		e = ecert_doc_page_size(ctx, doc, i + 1, &w, &h);
		fuzz_check_error(ctx, e);
		FUZZ_CHECK(e != ECERT_OK || (w > 0 && h > 0 && w < 1e9 && h < 1e9));
	}
	FUZZ_CHECK(ecert_doc_page_size(ctx, doc, n + 1, &w, &h) != ECERT_OK);
}

static void
check_lists(ecert_doc *doc)
{
	const char *entry;
	size_t i;

	for (i = 0; i < ecert_doc_attachment_count(doc); i++) {
		FUZZ_CHECK(ecert_doc_attachment_name(doc, i) != NULL);
		entry = ecert_doc_attachment_entry(doc, i);
		FUZZ_CHECK(entry == NULL || eci_ofd_find(doc, entry) != SIZE_MAX);
	}
	for (i = 0; i < ecert_doc_note_count(doc); i++)
		fuzz_check_shown(ecert_doc_note_text(doc, i));
	(void)ecert_doc_meta(doc, "Title");
	(void)ecert_doc_meta(doc, "CustomData/a");
}

/* Written by the library and read again a description says the same. */
static void
check_same_sig(const struct eci_ofd_sig *a, const struct eci_ofd_sig *b)
{
	size_t i;

	FUZZ_CHECK(a->n_refs == b->n_refs && a->n_stamps == b->n_stamps);
	for (i = 0; i < a->n_refs; i++) {
		FUZZ_CHECK(strcmp(a->refs[i].entry, b->refs[i].entry) == 0);
		FUZZ_CHECK(a->refs[i].digest_len == b->refs[i].digest_len);
		FUZZ_CHECK(memcmp(a->refs[i].digest, b->refs[i].digest,
		    a->refs[i].digest_len) == 0);
	}
	for (i = 0; i < a->n_stamps; i++)
		FUZZ_CHECK(a->stamps[i].page_id == b->stamps[i].page_id);
	FUZZ_CHECK(strcmp(a->value_entry, b->value_entry) == 0);
}

static void
check_sig(ecert_ctx *ctx, const char *entry, const uint8_t *p, size_t n)
{
	struct eci_ofd_sig sig, again;
	struct eci_buf b = { 0 };
	size_t i;
	ecert_err e = eci_ofd_sig_parse(ctx, entry, p, n, &sig);

	fuzz_check_error(ctx, e);
	if (e != ECERT_OK)
		return;
	for (i = 0; i < sig.n_refs; i++) {
		FUZZ_CHECK(sig.refs[i].entry[0] != '/' && sig.refs[i].entry[0] != '\0');
		FUZZ_CHECK(sig.refs[i].digest_len <= sizeof(sig.refs[i].digest));
	}
	fuzz_check_notes(&sig.notes);
	if (sig.value_entry != NULL && eci_ofd_sig_write(ctx, &sig, &b) == ECERT_OK) {
		FUZZ_MUST(ctx, eci_ofd_sig_parse(ctx, entry, b.ptr, b.len, &again));
		check_same_sig(&sig, &again);
		eci_ofd_sig_free(&again);
	}
	eci_buf_free(&b);
	eci_ofd_sig_free(&sig);
}

static void
check_signatures(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_ofd_sign *rows = NULL;
	size_t i, n = 0, len;
	uint8_t *p = NULL;
	ecert_err e = eci_ofd_sign_list(ctx, doc, &rows, &n);

	fuzz_check_error(ctx, e);
	FUZZ_CHECK(n <= ecert_ctx_limit(ctx, ECERT_LIMIT_SIGNATURES));
	for (i = 0; e == ECERT_OK && i < n; i++) {
		FUZZ_CHECK(rows[i].id != NULL && rows[i].type != NULL && rows[i].entry != NULL);
		if (ecert_doc_read_entry(ctx, doc, rows[i].entry, &p, &len) == ECERT_OK)
			check_sig(ctx, rows[i].entry, p, len);
		ecert_free(p);
	}
	eci_ofd_sign_list_free(rows, n);
}

/* ---- changing ---- */

typedef ecert_err change_fn(ecert_ctx *ctx, ecert_doc *doc);

static ecert_err
change_id(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_id *id = NULL, *got = NULL;
	ecert_err e;

	FUZZ_MUST(ctx, ecert_id_make(ctx, "1.2.156.1.1", ECERT_TYPE_CALIBRATION,
	    "11430000006122244L", "L1", "<&>\"", 3, &id));
	if ((e = ecert_doc_set_id(ctx, doc, id, ECERT_TAG_REPLACE)) == ECERT_OK) {
		FUZZ_MUST(ctx, ecert_doc_get_id(ctx, doc, NULL, &got));
		FUZZ_CHECK(ecert_id_equal(id, got));
	}
	ecert_id_free(got);
	ecert_id_free(id);
	return e;
}

static ecert_err
change_meta(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_err e = ecert_doc_set_meta(ctx, doc, "CustomData/fuzz", "a<b");

	if (e == ECERT_OK)
		FUZZ_CHECK(strcmp(ecert_doc_meta(doc, "CustomData/fuzz"), "a<b") == 0);
	return e;
}

static ecert_err
change_attachment(ecert_ctx *ctx, ecert_doc *doc)
{
	static const uint8_t data[] = "data";
	size_t n = ecert_doc_attachment_count(doc);
	ecert_err e = ecert_doc_add_attachment(ctx, doc, "fuzz.txt", data, 4);

	if (e == ECERT_OK)
		FUZZ_CHECK(ecert_doc_attachment_count(doc) == n + 1);
	return e;
}

static ecert_err
change_page(ecert_ctx *ctx, ecert_doc *doc)
{
	size_t page = 0, n = ecert_doc_page_count(doc);
	ecert_err e = ecert_page_add(ctx, doc, 100, 100, &page);

	if (e == ECERT_OK)
		FUZZ_CHECK(page == n + 1 && ecert_doc_page_count(doc) == page);
	return e;
}

static ecert_err
change_text(ecert_ctx *ctx, ecert_doc *doc)
{
	return ecert_page_add_text(ctx, doc, 1, 10, 10, 4, "SimSun", 0xff0000, "\xe7\xab\xa0<");
}

static ecert_err
change_path(ecert_ctx *ctx, ecert_doc *doc)
{
	return ecert_page_add_path(ctx, doc, 1, 1, 1, 5, 5, "M 0 0 L 5 5 C", ECERT_PATH_STROKE,
	    0.3, 0);
}

static ecert_err
change_mend(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_err e;

	FUZZ_MUST(ctx, eci_ofd_checkpoint(ctx, doc));
	if ((e = eci_ofd_mend(ctx, doc)) == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_rollback(doc);
	return e;
}

/* A change is made or not, never half; then the document can be opened again. */
static void
check_change(ecert_ctx *ctx, const struct eci_buf *bytes, change_fn *change)
{
	struct eci_buf before = { 0 }, after = { 0 };
	ecert_doc *doc = open_bytes(ctx, bytes), *again;
	size_t pages;
	ecert_err e;

	fuzz_save(ctx, doc, &before);
	e = change(ctx, doc);
	fuzz_check_error(ctx, e);
	fuzz_save(ctx, doc, &after);
	if (e != ECERT_OK) {
		FUZZ_CHECK(after.len == before.len);
		FUZZ_CHECK(memcmp(after.ptr, before.ptr, before.len) == 0);
	} else {
		pages = ecert_doc_page_count(doc);
		again = open_bytes(ctx, &after);
		FUZZ_CHECK(again != NULL && ecert_doc_page_count(again) == pages);
		ecert_doc_free(again);
	}
	ecert_doc_free(doc);
	eci_buf_free(&before);
	eci_buf_free(&after);
}

static void
check_document(ecert_ctx *ctx, ecert_doc *doc, const struct eci_buf *bytes)
{
	static change_fn *const changes[] = { change_id, change_meta, change_attachment,
		change_page, change_text, change_path, change_mend };
	ecert_id *id = NULL;
	ecert_err e;
	size_t i;

	check_walk(ctx, doc);
	check_pages(ctx, doc);
	check_signatures(ctx, doc);
	e = ecert_doc_get_id(ctx, doc, NULL, &id);
	fuzz_check_error(ctx, e);
	ecert_id_free(id);
	check_lists(doc);
	for (i = 0; i < ECI_COUNT(changes); i++)
		check_change(ctx, bytes, changes[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_buf b = { 0 };
	ecert_ctx *ctx;
	ecert_doc *doc;

	fuzz_document(data, size, &b);
	fuzz_watch();
	ctx = fuzz_ctx();
	if ((doc = open_bytes(ctx, &b)) != NULL)
		check_document(ctx, doc, &b);
	ecert_doc_free(doc);
	fuzz_ctx_free(ctx);
	fuzz_watched(b.len);
	eci_buf_free(&b);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	fuzz_document_seeds(put, arg, NULL, 0);
}
