/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/doc.h - an OFD document (GB/T 33190-2016): open, inspect, tag, save. */
#ifndef ECERT_DOC_H
#define ECERT_DOC_H

#include "id.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_doc ecert_doc;   /* belongs to one thread at a time */

ECERT_API ecert_err ecert_doc_open(ecert_ctx *ctx, const char *path,
    ecert_doc **out);
/* fd is duplicated; it must be seekable.  name is used in messages only. */
ECERT_API ecert_err ecert_doc_open_fd(ecert_ctx *ctx, int fd, const char *name,
    ecert_doc **out);
/* data is copied. */
ECERT_API ecert_err ecert_doc_open_mem(ecert_ctx *ctx, const uint8_t *data,
    size_t len, const char *name, ecert_doc **out);
/* A new document without pages; see page.h. */
ECERT_API ecert_err ecert_doc_new(ecert_ctx *ctx, ecert_doc **out);
/* doc may be NULL.  Unsaved changes are dropped. */
ECERT_API void ecert_doc_free(ecert_doc *doc);

/* Entries of the container, folders left out, in the container's order. */
ECERT_API size_t ecert_doc_entry_count(const ecert_doc *doc);
/* Borrowed, without leading "/"; NULL when i is out of range. */
ECERT_API const char *ecert_doc_entry_name(const ecert_doc *doc, size_t i);
ECERT_API uint64_t ecert_doc_entry_size(const ecert_doc *doc, size_t i);
/* *out is released with ecert_free(). */
ECERT_API ecert_err ecert_doc_read_entry(ecert_ctx *ctx, ecert_doc *doc,
    const char *name, uint8_t **out, size_t *out_len);

ECERT_API size_t ecert_doc_page_count(const ecert_doc *doc);
/* page from 1; width and height in mm. */
ECERT_API ecert_err ecert_doc_page_size(ecert_ctx *ctx, ecert_doc *doc,
    size_t page, double *width, double *height);
/* A list of signatures that cannot be read counts as one. */
ECERT_API size_t ecert_doc_signature_count(const ecert_doc *doc);
ECERT_API size_t ecert_doc_attachment_count(const ecert_doc *doc);
ECERT_API const char *ecert_doc_attachment_name(const ecert_doc *doc, size_t i);
/* The container entry that holds it; NULL when the link leads nowhere. */
ECERT_API const char *ecert_doc_attachment_entry(const ecert_doc *doc, size_t i);
ECERT_API ecert_err ecert_doc_add_attachment(ecert_ctx *ctx, ecert_doc *doc,
    const char *name, const uint8_t *data, size_t len);

/*
 * DocInfo (7.4, table 4): key is an element name ("Title", "Author", "Creator",
 * "CreationDate"...); a custom datum is "CustomData/NAME".  NULL when absent.
 * What is returned is borrowed until doc changes.
 */
ECERT_API const char *ecert_doc_meta(const ecert_doc *doc, const char *key);
/* value NULL removes it.  ECERT_E_STATE when the document is signed. */
ECERT_API ecert_err ecert_doc_set_meta(ecert_ctx *ctx, ecert_doc *doc,
    const char *key, const char *value);

/* How the file departs from the rules without being refused for it. */
ECERT_API size_t ecert_doc_note_count(const ecert_doc *doc);
ECERT_API const char *ecert_doc_note_text(const ecert_doc *doc, size_t i);
ECERT_API ecert_reason ecert_doc_note_reason(const ecert_doc *doc, size_t i);

/*
 * The identifier, from the tag file, else another vocabulary's tag, else the
 * mirror in DocInfo.  opts may be NULL.  ECERT_E_NOTFOUND when there is none,
 * ECERT_E_ID when the first of them is malformed.
 * Sources that disagree add a note with ECERT_R_ID_CONFLICT.
 */
ECERT_API ecert_err ecert_doc_get_id(ecert_ctx *ctx, ecert_doc *doc,
    const ecert_id_opts *opts, ecert_id **out);

enum {
	ECERT_TAG_REPLACE = 1,        /* overwrite an identifier that is there */
	ECERT_TAG_NO_MIRROR = 2       /* no copy in DocInfo/CustomDatas */
};

/*
 * Embeds id as custom index (clause 16).  ECERT_E_STATE when the document is
 * signed (a tag would break the signatures), or has an identifier and flags
 * lack ECERT_TAG_REPLACE.
 */
ECERT_API ecert_err ecert_doc_set_id(ecert_ctx *ctx, ecert_doc *doc,
    const ecert_id *id, uint32_t flags);

/*
 * Writes a temporary file beside path, syncs it, renames it: path is the old
 * file or the whole new one.  Untouched entries keep their stored bytes.
 */
ECERT_API ecert_err ecert_doc_save(ecert_ctx *ctx, ecert_doc *doc,
    const char *path);
/* *out is released with ecert_free(). */
ECERT_API ecert_err ecert_doc_save_mem(ecert_ctx *ctx, ecert_doc *doc,
    uint8_t **out, size_t *out_len);

#ifdef __cplusplus
}
#endif
#endif
