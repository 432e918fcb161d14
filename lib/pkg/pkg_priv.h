/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_priv.h - shared by the files of pkg/.  Clauses are those of APPNOTE.TXT. */
#ifndef ECI_PKG_PRIV_H
#define ECI_PKG_PRIV_H

#include "pkg/pkg.h"

#define SIG_LOCAL    UINT32_C(0x04034b50)
#define SIG_CENTRAL  UINT32_C(0x02014b50)
#define SIG_END      UINT32_C(0x06054b50)
#define SIG_END64    UINT32_C(0x06064b50)
#define SIG_LOCATOR  UINT32_C(0x07064b50)
#define SIG_DESCR    UINT32_C(0x08074b50)

#define LOCAL_SIZE   30
#define CENTRAL_SIZE 46
#define END_SIZE     22
#define END64_SIZE   56
#define LOCATOR_SIZE 20
#define COMMENT_MAX  65535

/* 4.4.4.  Bits 1 and 2 tell how hard the packer tried. */
#define FLAG_LEVEL   0x0006
#define FLAG_DESCR   0x0008
#define FLAG_UTF8    0x0800

/* The ratio counts above this only: a smaller part is judged by its content. */
#define RATIO_FROM   (UINT64_C(4) * 1024 * 1024)

#define VERSION_MAX  63        /* 4.4.3: 6.3, the last that was defined */

#define METHOD_STORED   0
#define METHOD_DEFLATED 8

struct eci_pkg_item {
	char    *name;             /* as stored; a folder's ends in "/" */
	char    *key;              /* ASCII case folded, without that "/" */
	size_t   key_len;
	bool     folder;
	uint64_t size;             /* unpacked */
	size_t   at;               /* index in live, when it is there */

	/* one that was read */
	uint64_t start, data, end; /* local header, packed bytes, what follows */
	uint64_t packed;
	uint32_t crc;
	uint16_t method, flags;
	bool     zip64;            /* its central header has the extra field */
	size_t   head, head_len;   /* central header in pkg->dir */
	size_t   wide;             /* the offset in its zip64 extra; 0: none */

	/* one that was put, or a small one that was read */
	uint8_t *bytes;
	uint64_t born, died;       /* when put and removed; 0: never */

	struct eci_pkg_item *next;     /* of those that are gone */

	void    *kept;             /* for a higher layer */
	void   (*release)(void *);
};

struct eci_pkg_scratch;

struct eci_pkg {
	struct eci_src         *src;
	struct eci_notes        notes;
	struct eci_buf          dir;       /* central directory as read */
	struct eci_pkg_item   **items;     /* in the order of the directory, then as they were put */
	size_t                  n_items, cap_items;
	struct eci_pkg_item    *gone;      /* for good: the last of them, whose name may be in use */
	struct eci_pkg_item   **live;      /* files that are there */
	size_t                  n_live, cap_live;
	struct eci_pkg_item   **sorted;    /* files and folders by key */
	size_t                  n_sorted, cap_sorted;
	uint64_t                total;     /* unpacked bytes of live */
	size_t                  small;     /* bytes of small ones that were read */
	uint64_t                now;       /* counts puts and removes */
	uint64_t               *marks;
	size_t                  n_marks, cap_marks;
	struct eci_pkg_scratch *scratch;   /* NULL while in use */
};

/* Deviations counted while scanning; each kind gives one note. */
enum eci_pkg_quirk {
	QUIRK_UTF8_DIFFERS, QUIRK_UTF8_UNFLAGGED, QUIRK_DESCR_DIFFERS, QUIRK_DESCR_STORED,
	QUIRK_ZIP64_LOCAL, QUIRK_ZIP64_NEEDLESS, QUIRK_EXTRA_PADDED, QUIRK_FOLDER_CASE,
	QUIRK_N
};

struct eci_pkg_scan {
	ecert_ctx            *ctx;
	struct eci_pkg       *pkg;
	uint64_t              size;
	struct eci_bytes      tail;
	struct eci_buf        tail_buf, window;
	uint64_t              tail_off, window_off;
	/* from the end record */
	uint64_t              count, dir_size;
	uint64_t              dir_off;     /* where the directory really is */
	uint64_t              shift;       /* added to every offset in the file */
	struct {
		size_t                     n;
		const struct eci_pkg_item *first;
	} quirks[QUIRK_N];
};

/* ---- pkg_view.c ---- */
/* n bytes at off; valid until the next call.  ZIP_MALFORMED past the end. */
ecert_err eci_pkg_view(struct eci_pkg_scan *s, uint64_t off, size_t n, const uint8_t **p);
/* *yes: a record with this signature may start at off. */
ecert_err eci_pkg_sig_at(struct eci_pkg_scan *s, uint64_t off, uint32_t sig, bool *yes);
/* First place of sig at or after from, or n. */
size_t eci_pkg_sig_find(const uint8_t *p, size_t n, size_t from, uint32_t sig);
void eci_pkg_quirk(struct eci_pkg_scan *s, enum eci_pkg_quirk q, const struct eci_pkg_item *it);

/* ---- the steps of a scan ---- */
ecert_err eci_pkg_scan_end(struct eci_pkg_scan *s);
ecert_err eci_pkg_scan_central(struct eci_pkg_scan *s);
ecert_err eci_pkg_scan_local(struct eci_pkg_scan *s);
ecert_err eci_pkg_scan_names(struct eci_pkg_scan *s);

/* ---- pkg_extra.c ---- */
struct eci_pkg_extra {
	bool             zip64_there;
	struct eci_bytes zip64;
	size_t           zip64_at;     /* within the extra fields */
	bool             padded;
};
ecert_err eci_pkg_extra(ecert_ctx *ctx, struct eci_bytes extra, const char *name,
    struct eci_pkg_extra *out);

/* ---- pkg_name.c ---- */
ecert_err eci_pkg_name_check(ecert_ctx *ctx, const char *name, size_t len, bool folder_ok);
ecert_err eci_pkg_item_new(ecert_ctx *ctx, const char *name, size_t len,
    struct eci_pkg_item **out);
void eci_pkg_item_free(struct eci_pkg_item *it);

/* ---- pkg_index.c ---- */
/* Item with this name, ASCII case ignored, or NULL. */
struct eci_pkg_item *eci_pkg_lookup(const struct eci_pkg *pkg, const char *name, size_t len);
/* True when the name is used as a folder by an entry below it. */
bool eci_pkg_has_below(const struct eci_pkg *pkg, const char *name, size_t len);
/* A file that one of the name's folders names, or NULL. */
const struct eci_pkg_item *eci_pkg_file_above(const struct eci_pkg *pkg, const char *name,
    size_t len);
/* live, sorted and total anew from items; there is room. */
void eci_pkg_reindex(struct eci_pkg *pkg);
/* Room for one more in items, live and sorted. */
ecert_err eci_pkg_room(ecert_ctx *ctx, struct eci_pkg *pkg);
void eci_pkg_index_add(struct eci_pkg *pkg, struct eci_pkg_item *it);
void eci_pkg_index_drop(struct eci_pkg *pkg, struct eci_pkg_item *it);

/* ---- pkg_at_once.c: optional (libdeflate) ---- */
struct eci_pkg_at_once;
/* True when it was unpacked into whole and everything about it is right; false says
 * nothing about it.  *state is kept from entry to entry. */
bool eci_pkg_at_once(ecert_ctx *ctx, const struct eci_src *src, const struct eci_pkg_item *it,
    struct eci_pkg_at_once **state, uint8_t *whole);
void eci_pkg_at_once_free(struct eci_pkg_at_once *state);

/* ---- pkg_crc.c: of what crc is of, and n bytes more; 0 to begin with ---- */
uint32_t eci_pkg_crc(uint32_t crc, const uint8_t *p, size_t n);

/* ---- pkg_inflate.c ---- */
ecert_err eci_pkg_unpack(ecert_ctx *ctx, struct eci_pkg *pkg, const struct eci_pkg_item *it,
    uint8_t *whole, eci_pkg_sink *sink, void *arg);
void eci_pkg_scratch_free(struct eci_pkg_scratch *sc);

#endif
