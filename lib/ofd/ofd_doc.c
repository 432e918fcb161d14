/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_doc.c - a document: open, look at, take changes back, save. */
#include "ofd/ofd_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTES_MAX 200      /* a file made of deviations; each is compared with all */

/* ---- life ---- */

ecert_err
eci_ofd_adopt(ecert_ctx *ctx, struct eci_pkg *pkg, ecert_doc **out)
{
	ecert_doc *doc;
	ecert_err e;

	*out = NULL;
	if ((doc = calloc(1, sizeof(*doc))) == NULL ||
	    (doc->lines = calloc(1, sizeof(*doc->lines))) == NULL) {
		free(doc);
		eci_pkg_free(pkg);
		return eci_nomem(ctx);
	}
	doc->pkg = pkg;
	if ((e = eci_ofd_state_load(ctx, doc, &doc->st)) != ECERT_OK) {
		ecert_doc_free(doc);
		return e;
	}
	*out = doc;
	return ECERT_OK;
}

ecert_err
eci_ofd_open(ecert_ctx *ctx, struct eci_src *src, ecert_doc **out)
{
	struct eci_pkg *pkg = NULL;
	ecert_err e;

	*out = NULL;
	if ((e = eci_pkg_open(ctx, src, &pkg)) != ECERT_OK)
		return e;
	return eci_ofd_adopt(ctx, pkg, out);
}

ecert_err
ecert_doc_open(ecert_ctx *ctx, const char *path, ecert_doc **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_src_open(ctx, path, &src)) != ECERT_OK)
		return e;
	return eci_ofd_open(ctx, src, out);
}

ecert_err
ecert_doc_open_fd(ecert_ctx *ctx, int fd, const char *name, ecert_doc **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_src_fd(ctx, fd, name, &src)) != ECERT_OK)
		return e;
	return eci_ofd_open(ctx, src, out);
}

ecert_err
ecert_doc_open_mem(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    ecert_doc **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_src_mem(ctx, data, len, name, &src)) != ECERT_OK)
		return e;
	return eci_ofd_open(ctx, src, out);
}

static void
lines_clear(struct eci_ofd_lines *lines)
{
	size_t i;

	for (i = 0; i < lines->n; i++)
		free(lines->v[i]);
	free(lines->v);
	*lines = (struct eci_ofd_lines){ 0 };
}

void
ecert_doc_free(ecert_doc *doc)
{
	size_t i;

	if (doc == NULL)
		return;
	for (i = 0; i < doc->n_marks; i++)
		eci_ofd_state_free(&doc->marks[i].st);
	free(doc->marks);
	eci_ofd_edit_free(doc->edit);
	eci_ofd_state_free(&doc->st);
	eci_notes_free(&doc->notes);
	eci_pkg_free(doc->pkg);
	lines_clear(doc->lines);
	free(doc->lines);
	free(doc);
}

/* ---- the container ---- */

struct eci_pkg *
eci_ofd_pkg(ecert_doc *doc)
{
	return doc->pkg;
}

size_t
ecert_doc_entry_count(const ecert_doc *doc)
{
	return eci_pkg_count(doc->pkg);
}

const char *
ecert_doc_entry_name(const ecert_doc *doc, size_t i)
{
	return i < eci_pkg_count(doc->pkg) ? eci_pkg_name(doc->pkg, i) : NULL;
}

uint64_t
ecert_doc_entry_size(const ecert_doc *doc, size_t i)
{
	return i < eci_pkg_count(doc->pkg) ? eci_pkg_size(doc->pkg, i) : 0;
}

size_t
eci_ofd_find(const ecert_doc *doc, const char *entry)
{
	return eci_pkg_find(doc->pkg, entry);
}

ecert_err
eci_ofd_stream(ecert_ctx *ctx, ecert_doc *doc, size_t entry, eci_pkg_sink *sink, void *arg)
{
	return eci_pkg_stream(ctx, doc->pkg, entry, sink, arg);
}

ecert_err
ecert_doc_read_entry(ecert_ctx *ctx, ecert_doc *doc, const char *name, uint8_t **out,
    size_t *out_len)
{
	size_t i = eci_pkg_find(doc->pkg, name);
	struct eci_buf b = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	if (i == SIZE_MAX) {
		eci_reject(ctx, ECERT_R_NONE, name, NULL, "no such entry");
		return ECERT_E_NOTFOUND;
	}
	e = eci_pkg_read(ctx, doc->pkg, i, ecert_ctx_limit(ctx, ECERT_LIMIT_ENTRY_BYTES), &b);
	if (e == ECERT_OK && (e = eci_buf_room(ctx, &b, 0)) == ECERT_OK)
		*out = eci_buf_take(&b, out_len);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_ofd_put(ecert_ctx *ctx, ecert_doc *doc, const char *entry, const uint8_t *p, size_t n)
{
	return eci_pkg_put(ctx, doc->pkg, entry, p, n);
}

ecert_err
eci_ofd_read_xml(ecert_ctx *ctx, ecert_doc *doc, size_t entry, struct eci_xml **out)
{
	const char *name = eci_pkg_name(doc->pkg, entry);
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES);
	struct eci_buf b = { 0 };
	ecert_err e;

	*out = NULL;
	if (eci_pkg_size(doc->pkg, entry) > max)
		return eci_reject(ctx, ECERT_R_XML_LIMIT, name, NULL,
		    "%llu bytes of XML, the limit is %llu",
		    (unsigned long long)eci_pkg_size(doc->pkg, entry), (unsigned long long)max);
	if ((e = eci_pkg_read(ctx, doc->pkg, entry, max, &b)) == ECERT_OK)
		e = eci_xml_parse(ctx, name, b.ptr, b.len, out);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_ofd_put_xml(ecert_ctx *ctx, ecert_doc *doc, const char *name, const struct eci_xml *xml)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_xml_write(ctx, xml, &b)) == ECERT_OK)
		e = eci_pkg_put(ctx, doc->pkg, name, b.ptr, b.len);
	eci_buf_free(&b);
	return e;
}

const struct eci_src *
eci_ofd_src(const ecert_doc *doc)
{
	return eci_pkg_changed(doc->pkg) ? NULL : eci_pkg_src(doc->pkg);
}

/* ---- the document ---- */

const char *
eci_ofd_root(const ecert_doc *doc)
{
	return doc->st.root;
}

const char *
eci_ofd_signatures_entry(const ecert_doc *doc)
{
	return doc->st.signatures;
}

size_t
ecert_doc_page_count(const ecert_doc *doc)
{
	return doc->st.n_pages;
}

size_t
ecert_doc_signature_count(const ecert_doc *doc)
{
	return doc->st.sign_list_bad ? 1 : doc->st.n_signatures;
}

bool
eci_ofd_may_sign(const ecert_doc *doc)
{
	const struct eci_xml_node *p;
	const char *text;

	p = eci_xml_child(eci_xml_root(doc->st.document), "Permissions");
	if (p == NULL || eci_xml_child(p, "Signature") == NULL)
		return true;
	text = eci_xml_child_text(doc->st.document, p, "Signature");
	return text != NULL && (strcmp(text, "true") == 0 || strcmp(text, "1") == 0);
}

ecert_err
eci_ofd_unsigned(ecert_ctx *ctx, const ecert_doc *doc, const char *what)
{
	if (ecert_doc_signature_count(doc) == 0)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_STATE, "%s: the document is signed, and a change "
	    "would break its signatures", what);
}

/* ---- notes ---- */

const struct eci_notes *
eci_ofd_notes(const ecert_doc *doc)
{
	return &doc->notes;
}

struct eci_notes *
eci_ofd_notes_mut(ecert_doc *doc)
{
	return &doc->notes;
}

const struct eci_notes *
eci_ofd_pkg_notes(const ecert_doc *doc)
{
	return eci_pkg_notes(doc->pkg);
}

ecert_err
eci_ofd_note_once(ecert_ctx *ctx, struct eci_notes *notes, ecert_reason r, const char *where,
    const char *fmt, ...)
{
	struct eci_notes one = { 0 };
	char text[512];
	va_list ap;
	size_t i;
	ecert_err e;

	if (notes->n >= NOTES_MAX)
		return ECERT_OK;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if ((e = eci_note(ctx, &one, r, true, where, "%s", text)) != ECERT_OK) {
		eci_notes_free(&one);
		return e;
	}
	for (i = 0; i < notes->n; i++)
		if (notes->v[i].reason == r && strcmp(notes->v[i].where, one.v[0].where) == 0 &&
		    strcmp(notes->v[i].text, one.v[0].text) == 0)
			break;
	eci_notes_free(&one);
	return i < notes->n ? ECERT_OK : eci_note(ctx, notes, r, true, where, "%s", text);
}

/* The container's come first. */
static const struct eci_note *
note_at(const ecert_doc *doc, size_t i)
{
	const struct eci_notes *pkg = eci_pkg_notes(doc->pkg);

	if (i < pkg->n)
		return &pkg->v[i];
	return i - pkg->n < doc->notes.n ? &doc->notes.v[i - pkg->n] : NULL;
}

size_t
ecert_doc_note_count(const ecert_doc *doc)
{
	return eci_pkg_notes(doc->pkg)->n + doc->notes.n;
}

ecert_reason
ecert_doc_note_reason(const ecert_doc *doc, size_t i)
{
	const struct eci_note *note = note_at(doc, i);

	return note != NULL ? note->reason : ECERT_R_NONE;
}

/* "where: text", made when first asked for; notes are only ever added. */
const char *
ecert_doc_note_text(const ecert_doc *doc, size_t i)
{
	const struct eci_note *note = note_at(doc, i);
	struct eci_ofd_lines *lines = doc->lines;
	size_t n = ecert_doc_note_count(doc), size;
	char **v;

	if (note == NULL)
		return NULL;
	if (lines->n < n) {
		if ((v = realloc(lines->v, n * sizeof(*v))) == NULL)
			return note->text;
		memset(v + lines->n, 0, (n - lines->n) * sizeof(*v));
		lines->v = v;
		lines->n = n;
	}
	if (lines->v[i] == NULL) {
		size = strlen(note->where) + strlen(note->text) + 3;
		if ((lines->v[i] = malloc(size)) == NULL)
			return note->text;
		snprintf(lines->v[i], size, "%s: %s", note->where, note->text);
	}
	return lines->v[i];
}

/* ---- changes ---- */

ecert_err
eci_ofd_reload(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_ofd_state st;
	struct eci_ofd_mark *mark = doc->n_marks > 0 ? &doc->marks[doc->n_marks - 1] : NULL;
	ecert_err e;

	if ((e = eci_ofd_state_load(ctx, doc, &st)) != ECERT_OK)
		return e;
	if (mark != NULL && !mark->saved) {
		mark->st = doc->st;
		mark->saved = true;
	} else
		eci_ofd_state_free(&doc->st);
	doc->st = st;
	return ECERT_OK;
}

ecert_err
eci_ofd_checkpoint(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_err e;

	e = eci_grow(ctx, &doc->marks, doc->n_marks, &doc->cap_marks, sizeof(*doc->marks));
	if (e != ECERT_OK || (e = eci_pkg_checkpoint(ctx, doc->pkg)) != ECERT_OK)
		return e;
	doc->marks[doc->n_marks++] = (struct eci_ofd_mark){ .saved = false };
	return ECERT_OK;
}

void
eci_ofd_rollback(ecert_doc *doc)
{
	struct eci_ofd_mark *mark;

	if (doc->n_marks == 0)
		return;
	mark = &doc->marks[--doc->n_marks];
	eci_pkg_rollback(doc->pkg);
	if (mark->saved) {
		eci_ofd_state_free(&doc->st);
		doc->st = mark->st;
	}
}

/* An outer checkpoint goes back further: it takes over the older state. */
void
eci_ofd_keep(ecert_doc *doc)
{
	struct eci_ofd_mark *mark, *outer;

	if (doc->n_marks == 0)
		return;
	mark = &doc->marks[--doc->n_marks];
	outer = doc->n_marks > 0 ? mark - 1 : NULL;
	eci_pkg_keep(doc->pkg);
	if (!mark->saved)
		return;
	if (outer != NULL && !outer->saved)
		*outer = *mark;
	else
		eci_ofd_state_free(&mark->st);
}

/* ---- saving ---- */

ecert_err
eci_ofd_save(ecert_ctx *ctx, ecert_doc *doc, struct eci_out *out)
{
	return eci_pkg_write(ctx, doc->pkg, out);
}

ecert_err
ecert_doc_save(ecert_ctx *ctx, ecert_doc *doc, const char *path)
{
	struct eci_out *out = NULL;
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_out_file(ctx, path, &out)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_save(ctx, doc, out)) != ECERT_OK) {
		eci_out_abort(out);
		return e;
	}
	return eci_out_commit(ctx, out);
}

ecert_err
ecert_doc_save_mem(ecert_ctx *ctx, ecert_doc *doc, uint8_t **out, size_t *out_len)
{
	struct eci_out *mem = NULL;
	struct eci_buf b = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	if ((e = eci_out_mem(ctx, &b, &mem)) == ECERT_OK) {
		if ((e = eci_ofd_save(ctx, doc, mem)) == ECERT_OK)
			e = eci_out_commit(ctx, mem);
		else
			eci_out_abort(mem);
	}
	if (e == ECERT_OK)
		*out = eci_buf_take(&b, out_len);
	eci_buf_free(&b);
	return e;
}
