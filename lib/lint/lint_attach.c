/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_attach.c - attachments are documents like the certificate itself (4.1.5).
 * Each is opened as one, with tighter limits: a file of attachments that are made
 * to cost time must not.
 */
#include "lint/lint_priv.h"

#include <stdlib.h>
#include <string.h>

#define OPENED_MAX 64
#define FILE_MAX   ((uint64_t)32 * 1024 * 1024)
#define ALL_MAX    ((uint64_t)128 * 1024 * 1024)
#define XML_MAX    ((uint64_t)2 * 1024 * 1024)
#define NESTING    3         /* attachments of attachments */

struct look {
	struct eci_lint_run *r;
	size_t               opened;
	uint64_t             bytes;
};

static ecert_err check_all(struct look *k, ecert_doc *doc, const char *within, int nesting);

static ecert_err
no_document(struct look *k, const char *where, const char *name)
{
	char *msg = NULL;
	ecert_err e = eci_strdup(k->r->ctx, ecert_errmsg(k->r->ctx), &msg);

	if (e == ECERT_OK)
		e = ECI_LBROKEN(k->r, where, "the attachment %.100s is no OFD document: %.400s",
		    "附件 %.100s 不是 OFD 文档：%.400s", name, msg);
	free(msg);
	return e;
}

static ecert_err
not_opened(struct look *k, const char *where, const char *name)
{
	return ECI_LOPEN(k->r, where,
	    "the attachment %.100s was not opened, it is too large, too deep or one of too many: take it "
	    "out and run ecert-lint on it",
	    "附件 %.100s 未打开（过大、过深或过多）：请取出后用 ecert-lint 检查", name);
}

/* where says which attachment, of which attachment. */
static ecert_err
open_nested(struct look *k, const uint8_t *p, size_t n, const char *where, const char *name,
    int nesting)
{
	ecert_ctx *ctx = k->r->ctx;
	struct eci_src *src = NULL;
	ecert_doc *doc = NULL;
	ecert_err e;

	if ((e = eci_src_view(ctx, p, n, name, &src)) != ECERT_OK)
		return e;
	e = eci_ofd_open(ctx, src, &doc);
	if (e == ECERT_OK && nesting < NESTING)
		e = check_all(k, doc, where, nesting + 1);
	else if (e == ECERT_OK && ecert_doc_attachment_count(doc) > 0)
		e = not_opened(k, where, ecert_doc_attachment_name(doc, 0));
	else if (e == ECERT_E_LIMIT)
		e = not_opened(k, where, name);
	else if (e != ECERT_OK && !eci_lint_is_trouble(e))
		e = no_document(k, where, name);
	ecert_doc_free(doc);
	return e;
}

static ecert_err
check_one(struct look *k, ecert_doc *doc, const char *within, size_t i, int nesting)
{
	const char *name = ecert_doc_attachment_name(doc, i);
	const char *entry = ecert_doc_attachment_entry(doc, i);
	struct eci_buf where = { 0 };
	uint8_t *p = NULL;
	uint64_t size;
	size_t n;
	ecert_err e;

	if (entry == NULL)
		return ECI_LBROKEN(k->r, within, "the attachment %.100s is not in the file",
		    "附件 %.100s 不在文件中", name);
	size = ecert_doc_entry_size(doc, eci_ofd_find(doc, entry));
	if ((e = eci_buf_addf(k->r->ctx, &where, "%s%s%s", within, within[0] != '\0' ? " > " : "",
	    entry)) != ECERT_OK)
		goto out;
	if (k->opened >= OPENED_MAX || size > FILE_MAX || size > ALL_MAX - k->bytes) {
		e = not_opened(k, (char *)where.ptr, name);
		goto out;
	}
	k->opened++;
	k->bytes += size;
	e = ecert_doc_read_entry(k->r->ctx, doc, entry, &p, &n);
	if (e == ECERT_OK)
		e = open_nested(k, p, n, (char *)where.ptr, name, nesting);
	else if (!eci_lint_is_trouble(e))
		e = no_document(k, (char *)where.ptr, name);
out:
	ecert_free(p);
	eci_buf_free(&where);
	return e;
}

/* Rows that name one file twice are opened once. */
static bool
was_seen(const ecert_doc *doc, size_t i, bool *seen)
{
	const char *entry = ecert_doc_attachment_entry(doc, i);
	size_t at = entry != NULL ? eci_ofd_find(doc, entry) : SIZE_MAX;
	bool was = at != SIZE_MAX && seen[at];

	if (at != SIZE_MAX)
		seen[at] = true;
	return was;
}

static ecert_err
check_all(struct look *k, ecert_doc *doc, const char *within, int nesting)
{
	bool *seen = calloc(ecert_doc_entry_count(doc) + 1, sizeof(*seen));
	size_t i;
	ecert_err e = ECERT_OK;

	if (seen == NULL)
		return eci_nomem(k->r->ctx);
	for (i = 0; i < ecert_doc_attachment_count(doc) && e == ECERT_OK; i++)
		if (!was_seen(doc, i, seen))
			e = check_one(k, doc, within, i, nesting);
	free(seen);
	return e;
}

static void
lower(ecert_ctx *ctx, ecert_limit what, uint64_t max)
{
	if (max < ecert_ctx_limit(ctx, what))
		(void)ecert_ctx_set_limit(ctx, what, max);
}

ecert_err
eci_lint_attachments(struct eci_lint_run *r)
{
	size_t n = ecert_doc_attachment_count(r->doc);
	struct look k = { r, 0, 0 };
	uint64_t xml, file;
	char *msg = NULL;
	ecert_err e;

	if (n == 0)
		return ECI_LNONE(r, NULL, "the document has no attachments", "文档没有附件");
	xml = ecert_ctx_limit(r->ctx, ECERT_LIMIT_XML_BYTES);
	file = ecert_ctx_limit(r->ctx, ECERT_LIMIT_FILE_BYTES);
	lower(r->ctx, ECERT_LIMIT_XML_BYTES, XML_MAX);
	lower(r->ctx, ECERT_LIMIT_FILE_BYTES, FILE_MAX);
	e = check_all(&k, r->doc, "", 0);
	/* Setting a limit forgets the error at hand. */
	if (e != ECERT_OK && eci_strdup(r->ctx, ecert_errmsg(r->ctx), &msg) != ECERT_OK)
		e = ECERT_E_NOMEM;
	(void)ecert_ctx_set_limit(r->ctx, ECERT_LIMIT_XML_BYTES, xml);
	(void)ecert_ctx_set_limit(r->ctx, ECERT_LIMIT_FILE_BYTES, file);
	if (e != ECERT_OK)
		e = eci_fail(r->ctx, e, "%s", msg != NULL ? msg : "out of memory");
	free(msg);
	if (e != ECERT_OK || eci_lint_any(r))
		return e;
	return ECI_LKEPT(r, NULL, "attachments that are OFD documents: %zu",
	    "%zu 个附件均为 OFD 文档", n);
}
