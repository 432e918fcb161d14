/* SPDX-License-Identifier: Apache-2.0 */
/* unit.h - what the unit tests share: cases, checks, a count at the end. */
#ifndef UNIT_H
#define UNIT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/base.h"

/* Starts a case; the one before it ends. */
void unit_case(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The current case. */
const char *unit_name(void);
/* The current case cannot run here. */
void unit_skip(const char *why);
/* Prints "N passed, N failed, N skipped"; the exit status of main. */
int unit_end(void);
/* A context of its own; freed by unit_end(). */
ecert_ctx *unit_ctx(void);
/* A file below $ECERT_CORPUS, or 0.  The bytes are freed by unit_end(). */
int unit_corpus(const char *path, uint8_t **p, size_t *n);
/* An existing empty folder of this test's own, removed by unit_end(). */
const char *unit_dir(void);

void unit_fail(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void unit_int(const char *file, int line, const char *what, long long got, long long want);
void unit_str(const char *file, int line, const char *what, const char *got, const char *want);
void unit_mem(const char *file, int line, const char *what, const void *got, size_t n,
    const void *want, size_t m);
void unit_err(const char *file, int line, const char *what, ecert_ctx *ctx, ecert_err got,
    ecert_err want);
void unit_reason(const char *file, int line, const char *what, ecert_ctx *ctx, ecert_err got,
    ecert_reason want);

#define CHECK(c) ((c) ? (void)0 : unit_fail(__FILE__, __LINE__, "%s", #c))
#define CHECK_INT(got, want) \
	unit_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
#define CHECK_STR(got, want) unit_str(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_MEM(got, n, want, m) unit_mem(__FILE__, __LINE__, #got, (got), (n), (want), (m))
#define CHECK_ERR(ctx, call, want) unit_err(__FILE__, __LINE__, #call, (ctx), (call), (want))
#define CHECK_OK(ctx, call) CHECK_ERR(ctx, call, ECERT_OK)
/* The call fails, and for this reason. */
#define CHECK_REASON(ctx, call, want) \
	unit_reason(__FILE__, __LINE__, #call, (ctx), (call), (want))

#endif
