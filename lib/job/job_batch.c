/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_batch.c - a list of documents is signed.  Lines are read as threads ask for them:
 * whatever the length of the list, there are some lines per thread in memory, beside what
 * is remembered of names.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "job/job_batch.h"

struct ecert_batch {
	struct eci_line_how how;
	struct eci_names   *names;
	unsigned            threads;
	atomic_int          stop;
	atomic_size_t       hand;      /* lines a thread takes at a time */
	uint64_t            done, skipped, failed, total;
	const struct eci_item     *item;      /* in a callback: what it is about */
	const struct eci_line_end *end;
};

/* One run over a list; ctx is used by whoever reads it. */
struct run {
	ecert_batch      *batch;
	ecert_ctx        *ctx;
	struct eci_list  *list;
	const char       *name;       /* for messages */
	ecert_err         e;          /* of the list */
	bool              ended;
	uint64_t          cut;        /* the first line taken that was not begun; 0: none */
	ecert_batch_fn   *fn;
	void             *arg;
};

ecert_err
ecert_batch_new(ecert_ctx *ctx, const ecert_sign_job *job, ecert_batch **out)
{
	ecert_batch *b;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((b = calloc(1, sizeof(*b))) == NULL)
		return eci_nomem(ctx);
	b->how.job = job;
	b->threads = 1;
	atomic_init(&b->stop, 0);
	atomic_init(&b->hand, 1);
	b->how.stop = &b->stop;
	if ((e = eci_seals_new(ctx, &b->how.seals)) != ECERT_OK ||
	    (e = eci_names_new(ctx, &b->names)) != ECERT_OK) {
		ecert_batch_free(b);
		return e;
	}
	*out = b;
	return ECERT_OK;
}

void
ecert_batch_free(ecert_batch *batch)
{
	if (batch == NULL)
		return;
	eci_seals_free(batch->how.seals);
	eci_names_free(batch->names);
	free(batch);
}

ecert_err
ecert_batch_set_threads(ecert_ctx *ctx, ecert_batch *batch, unsigned threads)
{
	eci_clear(ctx);
	if (threads < 1 || threads > ECERT_THREADS_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "%u threads, not 1 to %u", threads,
		    ECERT_THREADS_MAX);
	batch->threads = threads;
	return ECERT_OK;
}

void
ecert_batch_set_resume(ecert_batch *batch, int on)
{
	batch->how.resume = on != 0;
}

ecert_err
ecert_batch_protect(ecert_ctx *ctx, ecert_batch *batch, const char *path)
{
	eci_clear(ctx);
	return eci_names_protect(ctx, batch->names, path);
}

void
ecert_batch_set_id_opts(ecert_batch *batch, const ecert_id_opts *opts)
{
	batch->how.id_opts = opts;
}

void
ecert_batch_stop(ecert_batch *batch)
{
	atomic_store(&batch->stop, 1);
}

static bool
is_stopped(void *arg)
{
	ecert_batch *batch = arg;

	return atomic_load(&batch->stop) != 0;
}

uint64_t
ecert_batch_done(const ecert_batch *batch)
{
	return batch->done;
}

uint64_t
ecert_batch_skipped(const ecert_batch *batch)
{
	return batch->skipped;
}

uint64_t
ecert_batch_failed(const ecert_batch *batch)
{
	return batch->failed;
}

uint64_t
ecert_batch_total(const ecert_batch *batch)
{
	return batch->total;
}

uint64_t
ecert_batch_line(const ecert_batch *batch)
{
	return batch->item != NULL ? batch->item->line : 0;
}

const char *
ecert_batch_input(const ecert_batch *batch)
{
	return batch->item != NULL ? batch->item->input : NULL;
}

const char *
ecert_batch_output(const ecert_batch *batch)
{
	return batch->item != NULL ? batch->item->output : NULL;
}

const char *
ecert_batch_message(const ecert_batch *batch)
{
	if (batch->end == NULL || batch->end->e == ECERT_OK)
		return "";
	return batch->end->message != NULL ? batch->end->message : ecert_err_text(batch->end->e);
}

/* ---- what the pool calls ---- */

/* A line that may not be worked on is bad, like one that cannot be read. */
static ecert_err
claim(struct run *r, struct eci_item *item)
{
	ecert_err e;

	if (item->wrong != ECERT_OK)
		return ECERT_OK;
	if ((e = eci_names_claim(r->ctx, r->batch->names, r->name, item)) != ECERT_E_CONFIG)
		return e;
	item->wrong = e;
	return eci_strdup(r->ctx, ecert_errmsg(r->ctx), &item->message);
}

/* Only a list of which something is left was cut short. */
static ecert_err
stopped(struct run *r, uint64_t line)
{
	return eci_fail(r->ctx, ECERT_E_CANCELLED, "%s: stopped before line %llu", r->name,
	    (unsigned long long)line);
}

/* One more line, or r->e, or neither at the end of the list. */
static struct eci_item *
next_line(struct run *r)
{
	struct eci_item *item = NULL;

	r->ended = true;
	if ((r->e = eci_list_next(r->ctx, r->list, &item)) != ECERT_OK || item == NULL)
		return NULL;
	r->e = is_stopped(r->batch) ? stopped(r, item->line) : claim(r, item);
	if (r->e != ECERT_OK) {
		eci_item_free(item);
		return NULL;
	}
	r->ended = false;
	return item;
}

/* What was taken before the list ended, or failed, is still worked on. */
static int32_t
next_hand(void *arg, void **out)
{
	struct run *r = arg;
	size_t want = atomic_load(&r->batch->hand), most = ECI_HAND_FILES / r->batch->threads;
	struct eci_item *first;
	struct eci_hand *hand;

	if (r->ended || (first = next_line(r)) == NULL)
		return 0;
	if ((hand = calloc(1, sizeof(*hand))) == NULL) {
		r->e = eci_nomem(r->ctx);
		r->ended = true;
		eci_item_free(first);
		return 0;
	}
	hand->item[hand->n++] = first;
	want = want < most ? want : most;
	while (hand->n < want && eci_list_ready(r->list) &&
	    (hand->item[hand->n] = next_line(r)) != NULL)
		hand->n++;
	*out = hand;
	return 1;
}

static void *
sign_hand(void *arg, ecert_ctx *ctx, void *item)
{
	const struct run *r = arg;
	struct eci_hand *hand = item;

	eci_hand_sign(ctx, &r->batch->how, hand);
	atomic_store(&r->batch->hand, eci_hand_size(hand->ms, hand->n));
	return hand;
}

static void
tell(struct run *r, const struct eci_item *item, const struct eci_line_end *end)
{
	ecert_batch *b = r->batch;

	if (end->e != ECERT_OK)
		b->failed++;
	else if (end->skipped)
		b->skipped++;
	else
		b->done++;
	b->item = item;
	b->end = end;
	r->fn(r->arg, b, end->e, end->json);
	b->item = NULL;
	b->end = NULL;
}

static void
hand_done(void *arg, void *item, void *result)
{
	struct eci_hand *hand = item;
	struct run *r = arg;
	size_t i;

	(void)result;
	for (i = 0; i < hand->begun; i++)
		tell(r, hand->item[i], &hand->end[i]);
	if (i < hand->n && (r->cut == 0 || hand->item[i]->line < r->cut))
		r->cut = hand->item[i]->line;
	eci_hand_free(hand);
}

/* ---- runs ---- */

static ecert_err
run_list(ecert_ctx *ctx, struct run *r)
{
	ecert_batch *b = r->batch;
	ecert_err e;

	b->done = b->skipped = b->failed = b->total = 0;
	atomic_store(&b->hand, 1);
	eci_names_forget(b->names);
	if ((e = eci_list_count(ctx, r->list, &b->total)) != ECERT_OK ||
	    (e = ecert_pool_run(ctx, b->threads, 0, next_hand, sign_hand, hand_done, r)) !=
	    ECERT_OK)
		return e;
	if (r->cut != 0 && (r->e == ECERT_OK || r->e == ECERT_E_CANCELLED))
		return stopped(r, r->cut);
	if (r->e != ECERT_OK)
		return r->e;
	return b->failed == 0 ? ECERT_OK : eci_fail(ctx, ECERT_E_PARTIAL,
	    "%s: %llu of %llu lines failed", r->name, (unsigned long long)b->failed,
	    (unsigned long long)(b->done + b->skipped + b->failed));
}

/* lines is taken over. */
static ecert_err
run_lines(ecert_ctx *ctx, ecert_batch *batch, struct eci_lines *lines, ecert_batch_fn *fn,
    void *arg)
{
	struct run r = { .batch = batch, .ctx = ctx, .name = eci_lines_name(lines), .fn = fn,
		.arg = arg };
	ecert_err e;

	eci_lines_set_stop(lines, is_stopped, batch);
	if ((e = eci_list_open(ctx, lines, &r.list)) != ECERT_OK)
		return e;
	e = run_list(ctx, &r);
	eci_list_close(r.list);
	return e;
}

ecert_err
ecert_batch_run_file(ecert_ctx *ctx, ecert_batch *batch, const char *list,
    ecert_batch_fn *done, void *arg)
{
	struct eci_lines *lines = NULL;
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_lines_open(ctx, list, ECI_LIST_LINE_MAX, &lines)) != ECERT_OK ||
	    (e = eci_names_protect(ctx, batch->names, list)) != ECERT_OK) {
		eci_lines_close(lines);
		return e;
	}
	return run_lines(ctx, batch, lines, done, arg);
}

ecert_err
ecert_batch_run_fd(ecert_ctx *ctx, ecert_batch *batch, int fd, const char *name,
    ecert_batch_fn *done, void *arg)
{
	struct eci_lines *lines = NULL;
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_lines_fd(ctx, fd, name, ECI_LIST_LINE_MAX, &lines)) != ECERT_OK)
		return e;
	return run_lines(ctx, batch, lines, done, arg);
}
