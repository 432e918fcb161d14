/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/ctx.h - the context: limits, clock, log, progress, last error. */
#ifndef ECERT_CTX_H
#define ECERT_CTX_H

#include "err.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_ctx ecert_ctx;

/* Bounds on what is read.  Defaults in brackets; see ecert_ctx_set_limit(3). */
typedef int32_t ecert_limit;

enum {
	ECERT_LIMIT_FILE_BYTES = 1,      /* a container file [512 MiB] */
	ECERT_LIMIT_PKG_ENTRIES = 2,     /* its entries [4096] */
	ECERT_LIMIT_NAME_BYTES = 3,      /* an entry's name [1024] */
	ECERT_LIMIT_NAME_DEPTH = 4,      /* folders in a name [16] */
	ECERT_LIMIT_ENTRY_BYTES = 5,     /* an entry, unpacked [64 MiB] */
	ECERT_LIMIT_TOTAL_BYTES = 6,     /* all entries, unpacked [256 MiB] */
	ECERT_LIMIT_RATIO = 7,           /* unpacked : packed, above 4 MiB [200] */
	ECERT_LIMIT_XML_BYTES = 8,       /* an XML part [16 MiB] */
	ECERT_LIMIT_XML_DEPTH = 9,       /* nesting of elements [64] */
	ECERT_LIMIT_XML_ATTRS = 10,      /* attributes of an element [256] */
	ECERT_LIMIT_XML_TAG_BYTES = 11,  /* a start tag [64 KiB] */
	ECERT_LIMIT_XML_ELEMENTS = 12,   /* elements of a part [1,000,000] */
	ECERT_LIMIT_SIGNATURES = 13,     /* signatures of a document [64] */
	ECERT_LIMIT_REFERENCES = 14,     /* references of a signature [8192] */
	ECERT_LIMIT_SES_BYTES = 15,      /* a seal or signature value [8 MiB] */
	ECERT_LIMIT_PICTURE_BYTES = 16,  /* a seal picture [4 MiB] */
	ECERT_LIMIT_DER_DEPTH = 17,      /* nesting of DER values [32] */
	ECERT_LIMIT_CERT_BYTES = 18,     /* a certificate [64 KiB] */
	ECERT_LIMIT_CHAIN = 19,          /* certificates in a path [8] */
	ECERT_LIMIT_CRL_BYTES = 20       /* a revocation list [64 MiB] */
};

/* Seconds since 1970-01-01T00:00:00Z. */
typedef int64_t ecert_now_fn(void *arg);
/* line has no newline and is escaped for display. */
typedef void ecert_log_fn(void *arg, const char *line);
/* Return 0 to go on, else the call under way fails with ECERT_E_CANCELLED. */
typedef int32_t ecert_progress_fn(void *arg, uint64_t done, uint64_t total);

/* NULL only when out of memory. */
ECERT_API ecert_ctx *ecert_ctx_new(void);
/* ctx may be NULL.  Documents opened with ctx must be freed before it. */
ECERT_API void ecert_ctx_free(ecert_ctx *ctx);

ECERT_API ecert_err ecert_ctx_set_limit(ecert_ctx *ctx, ecert_limit what,
    uint64_t max);
/* 0 for an unknown limit. */
ECERT_API uint64_t ecert_ctx_limit(const ecert_ctx *ctx, ecert_limit what);
/* now may be NULL: the system's clock, which is also the default. */
ECERT_API void ecert_ctx_set_clock(ecert_ctx *ctx, ecert_now_fn *now, void *arg);
ECERT_API void ecert_ctx_set_log(ecert_ctx *ctx, ecert_log_fn *log, void *arg);
ECERT_API void ecert_ctx_set_progress(ecert_ctx *ctx, ecert_progress_fn *progress,
    void *arg);

/*
 * What is asked of private keys that are loaded with ctx, beyond being keys; by default
 * nothing.  ECERT_E_KEY where it is not so.
 */
enum {
	ECERT_KEYS_PRIVATE = 1,          /* nobody but its owner may read or write the file */
	ECERT_KEYS_ENCRYPTED = 2         /* it needs a passphrase */
};

ECERT_API void ecert_ctx_set_key_rules(ecert_ctx *ctx, uint32_t rules);

/*
 * Detail of the last failed call on ctx, escaped for display, e.g.
 *   "Doc_0/Signs/Sign_0/SignedValue.dat: GB/T 38540-2020 7.2: trailing bytes (3)"
 * Borrowed: valid until the next call on ctx.  Never NULL.
 */
ECERT_API const char *ecert_errmsg(const ecert_ctx *ctx);
/* What a callback has to say of its failure: message is copied, cut at 500 bytes. */
ECERT_API void ecert_set_error(ecert_ctx *ctx, ecert_err e, const char *message);
/* Reason code of the last failed call, ECERT_R_NONE where it has none. */
ECERT_API ecert_reason ecert_errreason(const ecert_ctx *ctx);
/* errno of the last call that failed with ECERT_E_IO, else 0. */
ECERT_API int ecert_oserror(const ecert_ctx *ctx);

/* Replaces path, or makes it, by a temporary file beside it that is synced and renamed:
 * on failure it is what it was.  A symbolic link stays; what is no regular file, too. */
ECERT_API ecert_err ecert_write_file(ecert_ctx *ctx, const char *path, const void *p,
    size_t n);

/* Releases memory the library handed out through "uint8_t **" or "char **". */
ECERT_API void ecert_free(void *p);

#ifdef __cplusplus
}
#endif
#endif
