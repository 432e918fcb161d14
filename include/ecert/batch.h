/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/batch.h - many files with several threads. */
#ifndef ECERT_BATCH_H
#define ECERT_BATCH_H

#include "job.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- any work ---- */

/* 1 with one more item, 0 when there is none; called by one thread at a time. */
typedef int32_t ecert_next_fn(void *arg, void **item);
/* By any thread, with a context of that thread alone; what it returns is for done. */
typedef void *ecert_work_fn(void *arg, ecert_ctx *ctx, void *item);
/* By one thread at a time. */
typedef void ecert_done_fn(void *arg, void *item, void *result);

#define ECERT_THREADS_MAX 256u

/*
 * Works on every item in threads threads, whose contexts have the limits, the clock
 * and the log of ctx; 1 is the calling thread and ctx alone.  in_order: done is called in
 * the order of the items, else as they finish.  Returns when all is done.
 */
ECERT_API ecert_err ecert_pool_run(ecert_ctx *ctx, unsigned threads, int in_order,
    ecert_next_fn *next, ecert_work_fn *work, ecert_done_fn *done, void *arg);

/* ---- signing a list of documents ---- */

typedef struct ecert_batch ecert_batch;

/* job, borrowed, is what lines of a list leave open.  It is used by all threads. */
ECERT_API ecert_err ecert_batch_new(ecert_ctx *ctx, const ecert_sign_job *job,
    ecert_batch **out);
ECERT_API void ecert_batch_free(ecert_batch *batch);
/* 1 (the default) to ECERT_THREADS_MAX, else ECERT_E_ARG. */
ECERT_API ecert_err ecert_batch_set_threads(ecert_ctx *ctx, ecert_batch *batch,
    unsigned threads);
/*
 * Skip a line whose output is there and is what this run would make of the input:
 * signed by this signer, valid, with this identifier, over the same content.  What
 * killed runs left of it is removed.
 */
ECERT_API void ecert_batch_set_resume(ecert_batch *batch, int on);
/* No line may replace this file, or one in this folder: a key, a trust directory. */
ECERT_API ecert_err ecert_batch_protect(ecert_ctx *ctx, ecert_batch *batch,
    const char *path);
/* How identifiers of lines are read; borrowed. */
ECERT_API void ecert_batch_set_id_opts(ecert_batch *batch, const ecert_id_opts *opts);
/* No further line is begun; those under way are finished.  Safe in a signal
 * handler and from any thread.  A batch that was stopped stays so. */
ECERT_API void ecert_batch_stop(ecert_batch *batch);

/* A line is finished: e and its record, one line of JSON as ecert_sign_file_json()
 * gives, with "line", its number, and status "done", "skipped" or "failed"; NULL where
 * memory ran out.  One call at a time, by any thread. */
typedef void ecert_batch_fn(void *arg, const ecert_batch *batch, ecert_err e,
    const char *json);

/*
 * Signs what the list names: CSV with a header line, or JSON lines; see
 * ecert-sign(1).  ECERT_OK when every line is done or skipped; ECERT_E_PARTIAL
 * when some failed; ECERT_E_CANCELLED when stopped before the end of the list;
 * other errors: the list itself cannot be read.
 */
ECERT_API ecert_err ecert_batch_run_file(ecert_ctx *ctx, ecert_batch *batch,
    const char *list, ecert_batch_fn *done, void *arg);
ECERT_API ecert_err ecert_batch_run_fd(ecert_ctx *ctx, ecert_batch *batch, int fd,
    const char *name, ecert_batch_fn *done, void *arg);

/* In a callback: the line that is finished; its number in the list, from 1, the names
 * it has (NULL where it could not be read), and why it failed, else "".  Borrowed until
 * the callback returns. */
ECERT_API uint64_t ecert_batch_line(const ecert_batch *batch);
ECERT_API const char *ecert_batch_input(const ecert_batch *batch);
ECERT_API const char *ecert_batch_output(const ecert_batch *batch);
ECERT_API const char *ecert_batch_message(const ecert_batch *batch);
/* Lines so far, in a callback or after the run. */
ECERT_API uint64_t ecert_batch_done(const ecert_batch *batch);
ECERT_API uint64_t ecert_batch_skipped(const ecert_batch *batch);
ECERT_API uint64_t ecert_batch_failed(const ecert_batch *batch);
/* Lines of the list; 0 while that is not known (a pipe). */
ECERT_API uint64_t ecert_batch_total(const ecert_batch *batch);

#ifdef __cplusplus
}
#endif
#endif
