/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg.h - the OFD container: a ZIP file read strictly and written back without
 * touching what did not change.
 *
 * Reading: the raw structure is scanned whole before any entry is read.  End
 * record, central directory and local headers must agree and tile the file
 * (attacks: duplicates, overlaps, hidden entries, lying sizes).  Names are safe
 * relative UTF-8 paths.  Entries are inflated in a stream, bounded by their
 * declared size, checked to their last bit and CRC.
 *
 * Writing: entries that did not change are copied with their headers byte for
 * byte; changed and new ones follow, the directory is made anew.
 */
#ifndef ECI_PKG_H
#define ECI_PKG_H

#include "base/base.h"

struct eci_pkg;

/* src is taken over, also on failure. */
ecert_err eci_pkg_open(ecert_ctx *ctx, struct eci_src *src, struct eci_pkg **out);
/* A new, empty container. */
ecert_err eci_pkg_new(ecert_ctx *ctx, struct eci_pkg **out);
void eci_pkg_free(struct eci_pkg *pkg);
/* Accepted deviations: bytes before or after, flag differences... */
const struct eci_notes *eci_pkg_notes(const struct eci_pkg *pkg);
/* NULL for a new container. */
const struct eci_src *eci_pkg_src(const struct eci_pkg *pkg);

/* Entries as they would be written: removed ones gone, new ones last.  Folder
 * entries (names ending in "/") are kept in the file but not listed. */
size_t eci_pkg_count(const struct eci_pkg *pkg);
const char *eci_pkg_name(const struct eci_pkg *pkg, size_t i);   /* no leading "/" */
uint64_t eci_pkg_size(const struct eci_pkg *pkg, size_t i);      /* unpacked */
/* Index of the exact name, or SIZE_MAX.  A leading "/" is ignored. */
size_t eci_pkg_find(const struct eci_pkg *pkg, const char *name);
/* The same, ASCII case ignored; for naming what a broken link may mean. */
size_t eci_pkg_find_nocase(const struct eci_pkg *pkg, const char *name);

/*
 * Whether an entry of a and one of b, both as they were opened, are the same in
 * name, method, sizes, CRC and stored bytes: then they unpack to the same.  An
 * entry that was put is the same as none.
 */
ecert_err eci_pkg_same(ecert_ctx *ctx, const struct eci_pkg *a, size_t i,
    const struct eci_pkg *b, size_t k, bool *same);
/* When it was put, by a count; 0: it is as it was opened. */
uint64_t eci_pkg_born(const struct eci_pkg *pkg, size_t i);
/* What a higher layer keeps with an entry until that is replaced; NULL: nothing. */
void *eci_pkg_kept(const struct eci_pkg *pkg, size_t i);
void eci_pkg_keep_with(struct eci_pkg *pkg, size_t i, void *p, void (*release)(void *));

/* Called with each piece of an entry, in order; stops at the first error. */
typedef ecert_err eci_pkg_sink(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n);
ecert_err eci_pkg_stream(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i,
    eci_pkg_sink *sink, void *arg);
/* The whole entry, at most max bytes (ZIP_LIMIT above). */
ecert_err eci_pkg_read(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i, uint64_t max,
    struct eci_buf *out);
/* The same, checked alike, where the bytes lie as they are in memory until the entry is
 * replaced or pkg freed; unpacked where they do not. */
ecert_err eci_pkg_lend(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i, uint64_t max,
    struct eci_lent *out);

/* Adds or replaces; the bytes are copied.  The name is checked like a read one. */
ecert_err eci_pkg_put(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name,
    const uint8_t *p, size_t n);
ecert_err eci_pkg_remove(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name);
/* True when anything was put or removed since it was opened. */
bool eci_pkg_changed(const struct eci_pkg *pkg);
/*
 * Marks the present state; marks nest.  Each is ended by a rollback, which undoes
 * the puts and removes made since (names of entries put since become invalid),
 * or by keep, which lets them stand.
 */
ecert_err eci_pkg_checkpoint(ecert_ctx *ctx, struct eci_pkg *pkg);
void eci_pkg_rollback(struct eci_pkg *pkg);
void eci_pkg_keep(struct eci_pkg *pkg);
ecert_err eci_pkg_write(ecert_ctx *ctx, struct eci_pkg *pkg, struct eci_out *out);

/* "zlib 1.2.13" */
const char *eci_pkg_version(void);
/* "libdeflate 1.14", or NULL: built without it. */
const char *eci_pkg_at_once_version(void);

#endif
