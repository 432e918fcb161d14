/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_docs.h - what the files that make documents share. */
#ifndef FUZZ_DOCS_H
#define FUZZ_DOCS_H

#include "fuzz.h"

/* One more, to be given its bytes, and then finished. */
struct fuzz_doc *fuzz_docs_add(const char *name, bool honest);
void fuzz_docs_finish(struct fuzz_doc *d);
/* The signature without a seal of from, in every form that is in use
 * (fuzz_docs_plain.c). */
void fuzz_docs_plain(ecert_ctx *ctx, const struct fuzz_doc *from);

#endif
