/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert.h - the whole of libecert.  Applications include this file only.
 *
 * Conventions, for every call below:
 *
 * Handles are opaque; there is no global state and no init call.  The library
 * never prints, exits, aborts, installs signal handlers, or changes locale,
 * umask or directory.
 *
 * Threads: a context, and the documents opened with it, belong to one thread at
 * a time.  Seals, signers, identifiers, trust stores, policies and reports are
 * immutable once made, keep no context, and may be shared.
 *
 * Strings and paths are UTF-8.  What you pass in is copied unless its
 * declaration says "borrowed"; what a getter returns is borrowed from the
 * object; what comes back through "**out" is yours and is NULL on failure.
 * *_free(NULL) is fine.  Times are UTC seconds since 1970, lengths are mm,
 * sizes are bytes.
 *
 * Fallible calls return ecert_err and take the caller's context, where the
 * detail then stands: ecert_errmsg(), ecert_errreason(), ecert_oserror().
 * A verdict is ECERT_OK only when the document is valid; see ecert/verify.h,
 * which also says what is not checked.
 */
#ifndef ECERT_H
#define ECERT_H

#include "ecert/err.h"
#include "ecert/ctx.h"
#include "ecert/id.h"
#include "ecert/doc.h"
#include "ecert/page.h"
#include "ecert/signer.h"
#include "ecert/token.h"
#include "ecert/key.h"
#include "ecert/seal.h"
#include "ecert/tsa.h"
#include "ecert/sign.h"
#include "ecert/status.h"
#include "ecert/rules.h"
#include "ecert/verify.h"
#include "ecert/lint.h"
#include "ecert/net.h"
#include "ecert/job.h"
#include "ecert/batch.h"

#define ECERT_VERSION_MAJOR 0
#define ECERT_VERSION_MINOR 1
#define ECERT_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0": the library in use, which need not be the one compiled against. */
ECERT_API const char *ecert_version(void);
/* The libraries it stands on, "OpenSSL 3.0.22 ...", "libxml2 2.9.14"...: the
 * i-th, from 0, or NULL after the last. */
ECERT_API const char *ecert_backend(size_t i);

#ifdef __cplusplus
}
#endif
#endif
